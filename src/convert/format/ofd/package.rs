//! The archive: its parts by name, read within limits.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::super::super::{Code, Refused};

/// More parts than this no document has.
const MOST_PARTS: usize = 20_000;
/// The most bytes of one part.
const LARGEST: u64 = 100 << 20;
/// The most bytes of all parts that are read.
const MOST_BYTES: u64 = 500 << 20;

/// An open archive.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Name as it is compared -> place in the archive.
    names: HashMap<String, usize>,
    read: u64,
}

impl<'a> Package<'a> {
    /// Opens it.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refused::new(Code::Corrupt, error))?;
        if archive.len() > MOST_PARTS {
            return Err(Refused::new(Code::TooLarge, "more than twenty thousand parts"));
        }
        let mut names = HashMap::new();
        for at in 0..archive.len() {
            let Ok(file) = archive.by_index_raw(at) else { continue };
            let raw = file.name_raw();
            // Names are UTF-8 whatever the flag says, or those of an old Windows.
            let name = std::str::from_utf8(raw).map_or_else(|_| encoding_rs::GB18030.decode(raw).0.into_owned(), str::to_owned);
            names.entry(key(&name)).or_insert(at);
        }
        Ok(Self { archive, names, read: 0 })
    }

    /// Whether a folder or part begins with these letters.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        let folder = key(folder);
        self.names.keys().any(|name| name.starts_with(&folder) && name.len() > folder.len())
    }

    /// The bytes of a part, if it is there.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(&at) = self.names.get(&key(name)) else { return Ok(None) };
        let file = self.archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::InvalidPassword | zip::result::ZipError::UnsupportedArchive("Password required to decrypt file") => {
                Refused::new(Code::Encrypted, error)
            }
            _ => Refused::new(Code::Corrupt, error),
        })?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| Refused::new(Code::Corrupt, error))?;
        self.read += bytes.len() as u64;
        if bytes.len() as u64 > LARGEST || self.read > MOST_BYTES {
            return Err(Refused::new(Code::Bomb, "unpacks to more than a document may be"));
        }
        Ok(Some(bytes))
    }

    /// The text of a part, if it is there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let (text, _) = encoding_rs::UTF_8.decode_with_bom_removal(&bytes);
        Ok(Some(text.trim_start().to_owned()))
    }
}

/// A name as it is compared: slashes one way, none in front, letters small.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Where a place leads that is written in the part `from`: from the top where it begins with a slash, else beside that part; nothing if it leads
/// out of the archive.
pub(super) fn beside(from: &str, place: &str) -> Option<String> {
    let place = place.trim().replace('\\', "/");
    let mut steps: Vec<&str> = match (place.starts_with('/'), from.rsplit_once('/')) {
        (false, Some((folder, _))) => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for step in place.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            _ => steps.push(step),
        }
    }
    (!steps.is_empty()).then(|| steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_however_they_are_written() {
        for (from, place, leads) in [
            ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", Some("Doc_0/Pages/Page_0/Content.xml")),
            ("Doc_0/Document.xml", "/Doc_0/Content.xml", Some("Doc_0/Content.xml")),
            ("Doc_0/Document.xml", r"Tpls\Tpl_0\Content.xml", Some("Doc_0/Tpls/Tpl_0/Content.xml")),
            ("Doc_0/Pages/Page_0/Content.xml", "../../Res/a.png", Some("Doc_0/Res/a.png")),
            ("Doc_0/Document.xml", "../../../etc/passwd", None),
            ("", "Doc_0/Document.xml", Some("Doc_0/Document.xml")),
        ] {
            assert_eq!(beside(from, place).as_deref(), leads, "{place}");
        }
    }
}
