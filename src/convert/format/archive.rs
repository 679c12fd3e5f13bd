//! Archives of files: what lies in one, by names that lead nowhere, and one file of it at a time. Archives inside archives are not opened.

use std::io::{Cursor, Read};

use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::super::{Code, Refused, characters::decode};
use super::package::broken;
use crate::text::clean;

/// Files of one archive.
const MOST: usize = 1000;
/// Bytes of one file, and of all.
const LONGEST: u64 = 100 << 20;
const ALL: u64 = 500 << 20;
/// What unpacks to more than so many times its size, and is large, is a bomb.
const RATIO: u64 = 100;
const LARGE: u64 = 20 << 20;
/// What systems leave in archives for themselves.
const LITTER: [&str; 4] = ["__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini"];

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its place in the archive, by which it is asked for.
    pub place: usize,
    /// Its path there, harmless to print.
    pub path: String,
    /// Why it is not read, if its name is enough to tell.
    pub refused: Option<Refused>,
}

/// What lies in an archive; the archive as a whole is refused where its sizes are those of no honest one.
pub(in crate::convert) fn list(bytes: &[u8]) -> Result<Vec<Member>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST {
        return Err(Refused::new(Code::TooLarge, format!("{} files", archive.len())));
    }
    if archive.has_overlapping_files().map_err(broken)? {
        return Err(Refused::new(Code::Bomb, "files of the archive share bytes"));
    }
    let mut all = 0_u64;
    let mut members = Vec::new();
    for place in 0..archive.len() {
        let file = archive.by_index_raw(place).map_err(broken)?;
        let (packed, whole) = (file.compressed_size().max(1), file.size());
        all = all.saturating_add(whole);
        let swells = whole > LARGE && whole / packed > RATIO;
        if swells || whole > LONGEST || all > ALL {
            let code = if swells || all / (bytes.len() as u64).max(1) > RATIO { Code::Bomb } else { Code::TooLarge };
            return Err(Refused::new(code, format!("{packed} bytes unpack to {whole}, all files to {all}")));
        }
        let path = name(file.name_raw());
        if file.is_dir() || path.ends_with(['/', '\\']) || LITTER.iter().any(|litter| path.contains(litter)) {
            continue;
        }
        let link = file.unix_mode().is_some_and(|mode| mode & 0o170_000 == 0o120_000);
        let refused = if link {
            Some(Refused::new(Code::UnsafeName, "a link"))
        } else if !is_safe(&path) {
            Some(Refused::new(Code::UnsafeName, "a name that leads out of its folder"))
        } else if file.encrypted() {
            Some(Refused::new(Code::Encrypted, "encrypted in the archive"))
        } else {
            None
        };
        members.push(Member { place, path: clean(&path).replace(['\n', '\t'], " "), refused });
    }
    if members.is_empty() {
        return Err(Refused::new(Code::EmptyText, "an archive without files"));
    }
    Ok(members)
}

/// The bytes of one file of an archive, read no further than it says and may.
pub(in crate::convert) fn member(bytes: &[u8], place: usize) -> Result<Vec<u8>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let file = archive.by_index(place).map_err(broken)?;
    let mut unpacked = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut unpacked).map_err(|error| Refused::new(Code::Corrupt, error))?;
    if unpacked.len() as u64 > LONGEST {
        return Err(Refused::new(Code::Bomb, "longer than the archive says"));
    }
    Ok(unpacked)
}

/// A name as the one who packed it wrote it: UTF-8, or else the encoding of a Chinese Windows.
fn name(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(|_| decode(raw, Some("gb18030")).text, str::to_owned)
}

fn is_safe(path: &str) -> bool {
    let slashed = path.replace('\\', "/");
    let drive = slashed.chars().nth(1) == Some(':');
    let bad = slashed.chars().any(char::is_control) || clean(path) != path;
    !drive && !bad && !slashed.starts_with('/') && !slashed.split('/').any(|part| part == ".." || part.is_empty())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn names_that_lead_out_are_told_and_the_rest_is_read() {
        let bytes = archive(&[
            ("通知/a.txt", b"abc"),
            ("../../etc/passwd", b"x"),
            ("/abs.txt", b"x"),
            ("__MACOSX/._a", b"x"),
            ("b\\..\\..\\c", b"x"),
        ]);
        let members = list(&bytes).unwrap();
        let told: Vec<_> =
            members.iter().map(|member| (member.path.as_str(), member.refused.as_ref().map(|refused| refused.code))).collect();
        let slip = Some(Code::UnsafeName);
        assert_eq!(told, [("通知/a.txt", None), ("../../etc/passwd", slip), ("/abs.txt", slip), ("b\\..\\..\\c", slip)]);
        assert_eq!(member(&bytes, members[0].place).unwrap(), b"abc");
    }

    #[test]
    fn an_archive_that_swells_is_a_bomb() {
        let zeros = vec![0_u8; 30 << 20];
        assert_eq!(list(&archive(&[("a.txt", &zeros)])).unwrap_err().code, Code::Bomb);
    }
}
