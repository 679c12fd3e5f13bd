//! The list of a generation's files with their lengths and digests: what damage is measured against.
//!
//! Neither SQLite nor the index notices a flipped byte inside a text, and a shortened file kills a process that has mapped it. Lengths are
//! compared whenever a library is opened; digests before a kiosk trusts one, and again while nobody uses it.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{LibraryError, build::INDEX, database::DATABASE, directions::MODEL, vectors::VECTORS};
use crate::files::{Broken, Digest, Watch};

const NAME: &str = "MANIFEST";

/// Lists all files below `folder`, one a line: digest, length, path. Bytes that were read are told.
pub(super) fn write(folder: &Path, watch: &mut dyn Watch<u64>) -> Result<(), LibraryError> {
    let mut text = String::new();
    for file in files(folder)?.into_iter().filter(|file| file != Path::new(NAME)) {
        let path = folder.join(&file);
        let (digest, length) = digest(&path, watch)?;
        text.push_str(&format!("{digest} {length} {}\n", file.display()));
    }
    let path = folder.join(NAME);
    fs::write(&path, text).map_err(LibraryError::io("writing", &path))
}

/// Compares lengths: costs microseconds and finds files that are gone or cut off. The vectors, which nobody needs, are looked at where they are opened.
pub(super) fn check_lengths(folder: &Path) -> Result<(), LibraryError> {
    let (vectors, model) = (folder.join(VECTORS), folder.join(MODEL));
    read(folder)?.iter().filter(|entry| entry.path != vectors && entry.path != model).try_for_each(check_length)
}

/// What is wrong with the files of a generation, by the part of it that they belong to: the first damage of each.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// The database, or anything else without which nothing can be believed.
    pub(super) database: Option<LibraryError>,
    /// The index, which can be built again from the database.
    pub(super) index: Option<LibraryError>,
    /// The vectors, which can be built again too, and without which all is found that has the words.
    pub(super) vectors: Option<LibraryError>,
}

impl Damage {
    /// All of it, the worse first.
    pub(super) fn any(self) -> Option<LibraryError> {
        self.database.or(self.index).or(self.vectors)
    }
}

/// Reads every byte of every file on all cores and compares; files that are not listed, links and the like are damage too. The error is
/// [`LibraryError::Cancelled`] where whoever watches the bytes stopped it, or that of a list that cannot be believed at all.
pub(super) fn check_all(folder: &Path, watch: &mut (dyn Watch<u64> + Send)) -> Result<Damage, LibraryError> {
    let entries = read(folder)?;
    let database = folder.join(DATABASE);
    if !entries.iter().any(|entry| entry.path == database) {
        return Err(LibraryError::Missing { path: database });
    }
    let strangers = files(folder)?.into_iter().map(|file| folder.join(file)).filter(|path| {
        let is_listed = entries.iter().any(|entry| entry.path == *path) || *path == folder.join(NAME);
        !is_listed || !fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
    });
    let strangers: Vec<_> = strangers.map(|path| (path.clone(), LibraryError::Unlisted { path })).collect();
    // Files are read beside each other, and one after the other tells.
    let watch = Mutex::new(watch);
    let faults = entries.par_iter().filter_map(|entry| {
        let mut tell = |bytes| watch.lock().unwrap_or_else(PoisonError::into_inner).at(bytes);
        Some((entry.path.clone(), check_digest(entry, &mut tell).err()?))
    });
    let faults: Vec<(PathBuf, LibraryError)> = faults.collect();
    let mut damage = Damage::default();
    let (index, vectors, model) = (folder.join(INDEX), folder.join(VECTORS), folder.join(MODEL));
    for (path, fault) in faults.into_iter().chain(strangers) {
        if !fault.is_damage() {
            return Err(fault);
        }
        let part = match path {
            path if path == vectors || path == model => &mut damage.vectors,
            path if path.starts_with(&index) => &mut damage.index,
            _ => &mut damage.database,
        };
        part.get_or_insert(fault);
    }
    Ok(damage)
}

/// The same for the database alone.
pub(super) fn check_database(folder: &Path, watch: &mut dyn Watch<u64>) -> Result<(), LibraryError> {
    let database = folder.join(DATABASE);
    let entries = read(folder)?;
    let entry = entries.iter().find(|entry| entry.path == database);
    check_digest(entry.ok_or_else(|| LibraryError::Missing { path: database.clone() })?, watch)
}

struct ListedFile {
    digest: String,
    length: u64,
    path: PathBuf,
}

fn check_length(entry: &ListedFile) -> Result<(), LibraryError> {
    let found = fs::metadata(&entry.path).map_err(LibraryError::io("reading", &entry.path))?.len();
    if found == entry.length { Ok(()) } else { Err(LibraryError::Length { path: entry.path.clone(), expected: entry.length, found }) }
}

fn check_digest(entry: &ListedFile, watch: &mut dyn Watch<u64>) -> Result<(), LibraryError> {
    check_length(entry)?;
    let (found, _) = digest(&entry.path, watch)?;
    if found.to_string() == entry.digest { Ok(()) } else { Err(LibraryError::Altered { path: entry.path.clone() }) }
}

fn read(folder: &Path) -> Result<Vec<ListedFile>, LibraryError> {
    let path = folder.join(NAME);
    let text = fs::read(&path).map_err(LibraryError::io("reading", &path))?;
    let text = String::from_utf8_lossy(&text);
    let entries = text.lines().enumerate().map(|(number, line)| {
        let mut words = line.splitn(3, ' ');
        let entry = words.next().zip(words.next().and_then(|length| length.parse().ok())).zip(words.next());
        let ((digest, length), file) = entry.ok_or_else(|| LibraryError::Manifest { path: path.clone(), line: number + 1 })?;
        Ok(ListedFile { digest: digest.to_owned(), length, path: folder.join(file) })
    });
    let entries: Vec<ListedFile> = entries.collect::<Result<_, LibraryError>>()?;
    // An empty list would find nothing wrong with anything.
    if entries.is_empty() { Err(LibraryError::Manifest { path, line: 1 }) } else { Ok(entries) }
}

/// Everything below `folder` that is no folder, in order, as paths from there. Links are not followed.
fn files(folder: &Path) -> Result<Vec<PathBuf>, LibraryError> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1) {
        let entry = entry.map_err(|error| LibraryError::io("listing", folder)(error.into()))?;
        if !entry.file_type().is_dir() {
            files.extend(entry.path().strip_prefix(folder).map(Path::to_owned));
        }
    }
    files.sort();
    Ok(files)
}

fn digest(path: &Path, watch: &mut dyn Watch<u64>) -> Result<(Digest, u64), LibraryError> {
    let file = File::open(path).map_err(LibraryError::io("reading", path))?;
    Digest::of_watched(file, watch).map_err(|broken| match broken {
        Broken::Stopped(stopped) => stopped.into(),
        Broken::Io(error) => LibraryError::io("reading", path)(error),
    })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::files::Unwatched;

    fn check(folder: &Path) -> Result<Damage, LibraryError> {
        check_all(folder, &mut Unwatched)
    }

    /// A generation with a database and one file of an index.
    fn generation() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(INDEX)).unwrap();
        fs::write(folder.path().join(INDEX).join("meta.json"), b"abc").unwrap();
        fs::write(folder.path().join(DATABASE), b"abc").unwrap();
        folder
    }

    #[test]
    fn every_kind_of_damage_has_its_name_and_its_place() {
        let folder = generation();
        assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Missing { .. })));
        write(folder.path(), &mut Unwatched).unwrap();
        assert!(check(folder.path()).unwrap().any().is_none());
        let files = [folder.path().join(INDEX).join("meta.json"), folder.path().join(DATABASE)];
        for file in &files {
            let of_file = |damage: Damage| {
                let (its, other) = if file.ends_with(DATABASE) { (damage.database, damage.index) } else { (damage.index, damage.database) };
                assert!(other.is_none(), "{other:?}");
                its
            };
            fs::write(file, b"abd").unwrap();
            assert!(check_lengths(folder.path()).is_ok());
            assert!(matches!(of_file(check(folder.path()).unwrap()), Some(LibraryError::Altered { .. })));
            fs::write(file, b"ab").unwrap();
            assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Length { expected: 3, found: 2, .. })));
            assert!(matches!(of_file(check(folder.path()).unwrap()), Some(LibraryError::Length { .. })));
            fs::remove_file(file).unwrap();
            assert!(matches!(of_file(check(folder.path()).unwrap()), Some(LibraryError::Missing { .. })));
            fs::write(file, b"abc").unwrap();
        }
        assert!(matches!(check_database(folder.path(), &mut |_: u64| ControlFlow::Break(())), Err(LibraryError::Cancelled)));
        assert!(matches!(check_all(folder.path(), &mut |_: u64| ControlFlow::Break(())), Err(LibraryError::Cancelled)));
        for nonsense in [&b"nonsense"[..], b""] {
            fs::write(folder.path().join(NAME), nonsense).unwrap();
            assert!(matches!(check_lengths(folder.path()), Err(LibraryError::Manifest { line: 1, .. })));
            assert!(check(folder.path()).is_err());
        }
    }

    #[test]
    fn what_was_not_built_there_is_damage() {
        let folder = generation();
        write(folder.path(), &mut Unwatched).unwrap();
        let extra = folder.path().join(INDEX).join("extra");
        fs::write(&extra, b"").unwrap();
        assert!(matches!(check(folder.path()).unwrap(), Damage { index: Some(LibraryError::Unlisted { path }), .. } if path == extra));
        fs::remove_file(&extra).unwrap();
        // The same bytes behind a link are not the file that was built.
        let (database, away) = (folder.path().join(DATABASE), tempfile::tempdir().unwrap());
        fs::rename(&database, away.path().join("db")).unwrap();
        std::os::unix::fs::symlink(away.path().join("db"), &database).unwrap();
        assert!(matches!(
            check(folder.path()).unwrap(),
            Damage { database: Some(LibraryError::Unlisted { .. }), index: None, vectors: None }
        ));
    }

    #[test]
    fn a_list_that_lost_its_end_vouches_for_nothing() {
        let folder = generation();
        write(folder.path(), &mut Unwatched).unwrap();
        let list = fs::read_to_string(folder.path().join(NAME)).unwrap();
        let first = list.lines().next().unwrap();
        assert!(first.ends_with("meta.json"));
        fs::write(folder.path().join(NAME), first).unwrap();
        assert!(matches!(check(folder.path()), Err(LibraryError::Missing { .. })));
        let last = list.lines().last().unwrap();
        fs::write(folder.path().join(NAME), last).unwrap();
        assert!(matches!(
            check(folder.path()).unwrap(),
            Damage { index: Some(LibraryError::Unlisted { .. }), database: None, vectors: None }
        ));
    }
}
