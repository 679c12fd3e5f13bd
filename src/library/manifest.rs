//! The list of a generation's files with their lengths and digests: what damage is measured against.
//!
//! Neither SQLite nor the index notices a flipped byte inside a text, and a shortened file kills a process that has mapped it. Lengths are
//! compared whenever a library is opened, digests when somebody asks.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::LibraryError;

const NAME: &str = "MANIFEST";

/// Lists all files below `folder`, one a line: digest, length, path.
pub(super) fn write(folder: &Path) -> Result<(), LibraryError> {
    let mut files = Vec::new();
    collect(folder, Path::new(""), &mut files)?;
    files.sort();
    let mut text = String::new();
    for file in files {
        let path = folder.join(&file);
        let (digest, length) = digest(&path)?;
        text.push_str(&format!("{digest} {length} {}\n", file.display()));
    }
    let path = folder.join(NAME);
    fs::write(&path, text).map_err(LibraryError::io("writing", &path))
}

/// Compares lengths: costs microseconds and finds files that are gone or cut off.
pub(super) fn check_lengths(folder: &Path) -> Result<(), LibraryError> {
    for entry in read(folder)? {
        let found = fs::metadata(&entry.path).map_err(LibraryError::io("reading", &entry.path))?.len();
        if found != entry.length {
            return Err(LibraryError::Length { path: entry.path, expected: entry.length, found });
        }
    }
    Ok(())
}

/// Compares lengths and digests: reads every byte.
pub(super) fn check_digests(folder: &Path) -> Result<(), LibraryError> {
    check_lengths(folder)?;
    for entry in read(folder)? {
        if digest(&entry.path)?.0 != entry.digest {
            return Err(LibraryError::Altered { path: entry.path });
        }
    }
    Ok(())
}

struct Entry {
    digest: String,
    length: u64,
    path: PathBuf,
}

fn read(folder: &Path) -> Result<Vec<Entry>, LibraryError> {
    let path = folder.join(NAME);
    let text = fs::read(&path).map_err(LibraryError::io("reading", &path))?;
    let text = String::from_utf8_lossy(&text);
    let entries = text.lines().enumerate().map(|(number, line)| {
        let mut words = line.splitn(3, ' ');
        let entry = words.next().zip(words.next().and_then(|length| length.parse().ok())).zip(words.next());
        let ((digest, length), file) = entry.ok_or_else(|| LibraryError::Manifest { path: path.clone(), line: number + 1 })?;
        Ok(Entry { digest: digest.to_owned(), length, path: folder.join(file) })
    });
    let entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
    // An empty list would find nothing wrong with anything.
    if entries.is_empty() { Err(LibraryError::Manifest { path, line: 1 }) } else { Ok(entries) }
}

fn collect(folder: &Path, below: &Path, files: &mut Vec<PathBuf>) -> Result<(), LibraryError> {
    let place = folder.join(below);
    for entry in fs::read_dir(&place).map_err(LibraryError::io("listing", &place))? {
        let entry = entry.map_err(LibraryError::io("listing", &place))?;
        let below = below.join(entry.file_name());
        if entry.path().is_dir() {
            collect(folder, &below, files)?;
        } else {
            files.push(below);
        }
    }
    Ok(())
}

fn digest(path: &Path) -> Result<(String, u64), LibraryError> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path).map_err(LibraryError::io("reading", path))?;
    let length = io::copy(&mut file, &mut hasher).map_err(LibraryError::io("reading", path))?;
    Ok((hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_damage_has_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("index/meta.json");
        fs::create_dir(folder.path().join("index")).unwrap();
        fs::write(&file, b"abc").unwrap();
        assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Missing { .. })));
        write(folder.path()).unwrap();
        check_digests(folder.path()).unwrap();
        fs::write(&file, b"abd").unwrap();
        assert!(check_lengths(folder.path()).is_ok());
        assert!(matches!(check_digests(folder.path()), Err(LibraryError::Altered { .. })));
        fs::write(&file, b"ab").unwrap();
        assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Length { expected: 3, found: 2, .. })));
        fs::remove_file(&file).unwrap();
        assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Missing { .. })));
        fs::write(folder.path().join(NAME), b"nonsense").unwrap();
        assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Manifest { line: 1, .. })));
        fs::write(folder.path().join(NAME), b"").unwrap();
        assert!(check_lengths(folder.path()).is_err());
    }
}
