//! The parts of a file that is a ZIP archive: read one by one, with bounds on each and on all of them.

use std::{
    cell::Cell,
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::super::{Code, Refused};

/// Parts of one file.
const MOST: usize = 10_000;
/// Bytes of one part as it unpacks.
const LONGEST: u64 = 64 << 20;
/// Bytes of all parts that are read.
const ALL: u64 = 256 << 20;
/// What unpacks to more than so many times its size, and is large, is a bomb.
const RATIO: u64 = 200;
const LARGE: u64 = 8 << 20;

/// An opened package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Names as they are looked up: small letters, with `/`, without one in front.
    names: Vec<String>,
    /// Bytes unpacked so far.
    taken: Cell<u64>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refused> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if archive.len() > MOST {
            return Err(Refused::new(Code::TooLarge, format!("{} parts", archive.len())));
        }
        let names = archive.file_names_raw().map(|name| key(&String::from_utf8_lossy(name))).collect();
        Ok(Self { archive, names, taken: Cell::new(0) })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(&key(name))
    }

    /// The names of the parts, as they are looked up.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a part; none if there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let wanted = key(name);
        let Some(place) = self.names.iter().position(|name| *name == wanted) else { return Ok(None) };
        let part = self.archive.by_index(place).map_err(broken)?;
        let (packed, whole) = (part.compressed_size().max(1), part.size());
        if whole > LARGE && whole / packed > RATIO {
            return Err(Refused::new(Code::Bomb, format!("a part of {packed} bytes unpacks to {whole}")));
        }
        let left = ALL.saturating_sub(self.taken.get()).min(LONGEST);
        if whole > left {
            return Err(Refused::new(Code::TooLarge, format!("a part of {whole} bytes")));
        }
        let mut bytes = Vec::new();
        // What the archive says of a part's size may be a lie.
        part.take(left + 1).read_to_end(&mut bytes).map_err(|error| Refused::new(Code::Corrupt, error))?;
        if bytes.len() as u64 > left {
            return Err(Refused::new(Code::Bomb, "a part is longer than it says"));
        }
        self.taken.set(self.taken.get() + bytes.len() as u64);
        Ok(Some(bytes))
    }

    /// A part as text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        Ok(self.bytes(name)?.map(|bytes| super::super::characters::decode(&bytes, None).text))
    }
}

fn key(name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let slashed = name.replace('\\', "/");
    for part in slashed.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").to_lowercase()
}

/// What an archive that cannot be read is refused as.
pub(super) fn broken(error: ZipError) -> Refused {
    let code = match &error {
        ZipError::UnsupportedArchive(why) if why.to_ascii_lowercase().contains("password") => Code::Encrypted,
        ZipError::InvalidPassword => Code::Encrypted,
        ZipError::UnsupportedArchive(_) => Code::UnsupportedKind,
        _ => Code::Corrupt,
    };
    Refused::new(code, error)
}
