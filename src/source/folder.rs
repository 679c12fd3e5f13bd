//! The files of a source, before anything is opened: which are read, as what, and which attachments there are.
//!
//! Symbolic links are not followed and hidden files do not exist, so that nothing outside the folder can come in.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

use include_dir::Dir;
use walkdir::WalkDir;

use crate::{
    config::TRAVELLING,
    files::bounded,
    policy::{DisclosureMark, RecordKind},
    program,
    request::RULE_FILES,
};

use super::fault::Faults;

/// Names below `meaning/`.
pub(super) const MODEL: &str = "model.bin";
pub(super) const MODEL_VECTORS: &str = "vectors.bin";

/// Where bytes are.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Disk(PathBuf),
    Embedded(&'static [u8]),
    /// A stretch of a larger file.
    Stretch {
        file: PathBuf,
        offset: u64,
        length: u64,
    },
}

impl Origin {
    /// All bytes; an error of kind `FileTooLarge` beyond `limit`.
    pub(super) fn bytes(&self, limit: u64) -> io::Result<Vec<u8>> {
        bounded::read_all(self.open()?, limit)
    }

    /// How many there are.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Disk(path) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Self::Embedded(bytes) => bytes.len() as u64,
            Self::Stretch { length, .. } => *length,
        }
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(match self {
            Self::Disk(path) => Box::new(BufReader::with_capacity(1 << 18, File::open(path)?)),
            Self::Embedded(bytes) => Box::new(*bytes),
            Self::Stretch { file, offset, length } => {
                let mut file = File::open(file)?;
                file.seek(SeekFrom::Start(*offset))?;
                let capacity = usize::try_from(*length).unwrap_or(usize::MAX).clamp(1, 1 << 18);
                Box::new(BufReader::with_capacity(capacity, file.take(*length)))
            }
        })
    }
}

/// The reader that a file is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One record with a header.
    Headed(RecordKind),
    /// A document that may say of itself only what its text says.
    Plain,
    Directory,
    Places,
    Catalogue,
    Lines,
    /// A page of doors.
    Board,
    /// A page of words.
    Leaflet,
    /// Words that say nothing about the subject of a question.
    Fillers,
    /// A table by which legal dates, remedies or fees are reckoned.
    Rules,
    /// Records that stand before others in lists.
    Order,
    /// Settings of terminals.
    Settings,
}

/// One file to read.
#[derive(Debug, Clone)]
pub(super) struct SourceFile {
    /// As shown to people.
    pub(super) shown: Arc<Path>,
    /// Folders and name below the root, divided by `/`.
    pub(super) path: String,
    /// Name of the root.
    pub(super) root: String,
    pub(super) role: Role,
    pub(super) origin: Origin,
    pub(super) size: u64,
    /// The mark that its publisher answers for where it carries none.
    pub(super) mark: Option<DisclosureMark>,
}

/// An attachment that lies ready.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) origin: Origin,
    pub(super) size: u64,
}

/// The files of one or several sources.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) files: Vec<SourceFile>,
    /// By path below `attachments/`.
    pub(super) attachments: HashMap<String, Stored>,
    /// The model that tells what texts are about and the vectors it made, by name below `meaning/`.
    pub(super) meaning: BTreeMap<String, Stored>,
    /// Programs of terminals, by their paths, as shown and where: nobody reads them into records.
    pub(super) programs: BTreeMap<String, (PathBuf, Stored)>,
    /// The first `source.toml`, as shown and where.
    pub(super) header: Option<(PathBuf, Origin)>,
    /// Faults of files that could not be read at all.
    pub(super) faults: Vec<super::Fault>,
    /// Names of files of kinds that are not read, by ending.
    unread: BTreeMap<String, Vec<PathBuf>>,
}

impl Role {
    /// Whether it arranges the zone and holds no records. In a release only the office's counts.
    pub(super) fn arranges(self) -> bool {
        matches!(self, Self::Board | Self::Leaflet | Self::Fillers | Self::Rules | Self::Order | Self::Settings)
    }
}

impl Contents {
    /// Adds a folder; `shown` stands before the names of its files.
    pub(super) fn add_folder(&mut self, folder: &Path, shown: &Path) {
        let root = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())).unwrap_or_default();
        let mut found = Vec::new();
        let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        let mut listed = folder.to_path_buf();
        for entry in WalkDir::new(folder).follow_links(false).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    // What goes wrong in a list of a folder comes before all that is in it, and bears no name.
                    let place = error.path().unwrap_or(&listed);
                    let below = place.strip_prefix(folder).map_or_else(|_| place.to_path_buf(), |below| shown.join(below));
                    let mut faults = Faults::new(if below.as_os_str().is_empty() { place.to_path_buf() } else { below });
                    faults.unlisted(error.io_error());
                    self.faults.extend(faults.found);
                    continue;
                }
            };
            let Ok(below) = entry.path().strip_prefix(folder) else { continue };
            if entry.file_type().is_dir() {
                listed = entry.path().to_path_buf();
            } else if entry.file_type().is_file() {
                match entry.metadata() {
                    Ok(metadata) => found.push((below.to_path_buf(), Origin::Disk(entry.path().to_path_buf()), metadata.len())),
                    Err(error) => {
                        let mut faults = Faults::new(shown.join(below));
                        faults.unreadable(&error.into());
                        self.faults.extend(faults.found);
                    }
                }
            }
        }
        self.add(found, &root, shown);
    }

    /// Adds a folder that is part of the program.
    pub(super) fn add_embedded(&mut self, folder: &'static Dir<'static>) {
        let mut found = Vec::new();
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            let visible = folder.files().filter(|file| !file.path().to_string_lossy().split('/').any(|part| part.starts_with('.')));
            found.extend(visible.map(|file| (file.path().to_path_buf(), Origin::Embedded(file.contents()), file.contents().len() as u64)));
        }
        found.sort_by(|(left, ..), (right, ..)| left.cmp(right));
        self.add(found, "", Path::new(""));
    }

    /// Adds one file of JSON lines.
    pub(super) fn add_lines(&mut self, path: &Path, size: u64) {
        let origin = Origin::Disk(path.to_path_buf());
        let name = path.display().to_string();
        let root = String::new();
        self.files.push(SourceFile { shown: path.into(), path: name, root, role: Role::Lines, origin, size, mark: None });
    }

    /// Adds files by their paths below a root, wherever their bytes are.
    pub(super) fn add(&mut self, found: Vec<(PathBuf, Origin, u64)>, root: &str, shown: &Path) {
        let is_source = found.iter().any(|(below, ..)| below.as_os_str() == "source.toml");
        for (below, origin, size) in found {
            let Some(path) = slashed(&below) else {
                let mut faults = Faults::new(shown.join(&below));
                faults.error(None, "文件名不是 UTF-8", "请给文件改名。");
                self.faults.extend(faults.found);
                continue;
            };
            let place = shown.join(&below);
            if let Some(name) = path.strip_prefix("attachments/") {
                if self.attachments.insert(name.to_owned(), Stored { origin, size }).is_some() {
                    let mut faults = Faults::new(place);
                    faults.error(None, "另一个来源里有同名的附件", "请给其中一个改名。");
                    self.faults.extend(faults.found);
                }
            } else if let Some(name) = path.strip_prefix("meaning/").filter(|name| [MODEL, MODEL_VECTORS].contains(name)) {
                self.meaning.entry(name.to_owned()).or_insert(Stored { origin, size });
            } else if program::is_meant(&path) {
                self.programs.entry(path).or_insert((place, Stored { origin, size }));
            } else if path == "source.toml" {
                self.header.get_or_insert((place, origin));
            } else if let Some(role) = role(&path, is_source) {
                self.files.push(SourceFile { shown: place.into(), path, root: root.to_owned(), role, origin, size, mark: None });
            } else if !["readme.md", "license"].contains(&path.to_lowercase().as_str()) {
                let ending = below.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
                self.unread.entry(ending).or_default().push(place);
            }
        }
    }

    /// Files that lie in the source and are not read: one warning for each kind of file.
    pub(super) fn unread(&self) -> impl Iterator<Item = super::Fault> {
        self.unread.iter().filter_map(|(ending, files)| {
            let mut faults = Faults::new(files.first()?);
            let kind = if ending.is_empty() { "没有后缀的" } else { ending };
            let what = match files.len() {
                1 => "这个文件没有读".to_owned(),
                count => format!("这里和别处共有 {count} 个{kind}文件没有读"),
            };
            faults.warning(None, what, "来源只读规定文件夹里的 .md、.csv、.toml 和 .jsonl 文件；随文件发布的文件放在 attachments/ 里。");
            faults.found.pop()
        })
    }
}

/// `None` for a name that is not Unicode.
fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Whether the file at this path of a source arranges the zone.
pub fn arranges(path: &str) -> bool {
    role(path, true).is_some_and(Role::arranges)
}

/// The role of the file at this path; in a folder that is a declared source, only the declared places count.
fn role(path: &str, is_source: bool) -> Option<Role> {
    let (folder, _) = path.split_once('/').unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let headed = |kind| Some(Role::Headed(kind));
    match (folder, ending) {
        (_, "jsonl") => Some(Role::Lines),
        ("documents", "md") => headed(RecordKind::Document),
        ("interpretations", "md") => headed(RecordKind::Interpretation),
        ("questions", "md") => headed(RecordKind::Question),
        ("guides", "md") => headed(RecordKind::Guide),
        ("collections", "md") => headed(RecordKind::Collection),
        ("lists", "md") => headed(RecordKind::List),
        ("gazette", "md") => headed(RecordKind::Gazette),
        ("consultations", "md") => headed(RecordKind::Consultation),
        ("notices", "md") => headed(RecordKind::Notice),
        ("catalogue", "csv") => Some(Role::Catalogue),
        ("places", "csv") => Some(Role::Places),
        ("", "csv") if path == "directory.csv" => Some(Role::Directory),
        ("boards", "toml") => Some(Role::Board),
        ("leaflets", "md") => Some(Role::Leaflet),
        ("", "txt") if path == "fillers.txt" => Some(Role::Fillers),
        ("", "txt") if path == "order.txt" => Some(Role::Order),
        ("", "toml") if path == TRAVELLING => Some(Role::Settings),
        ("", "csv") if RULE_FILES.contains(&path) => Some(Role::Rules),
        (_, "md") if !is_source => Some(Role::Plain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_what_its_folder_says() {
        let cases = [
            ("documents/a.md", true, Some(Role::Headed(RecordKind::Document))),
            ("documents/2023/a.md", true, Some(Role::Headed(RecordKind::Document))),
            ("directory.csv", true, Some(Role::Directory)),
            ("places/yiyuan.csv", true, Some(Role::Places)),
            ("other.csv", true, None),
            ("boards/home.toml", true, Some(Role::Board)),
            ("boards/home.toml", false, Some(Role::Board)),
            ("leaflets/apply.md", true, Some(Role::Leaflet)),
            ("fillers.txt", true, Some(Role::Fillers)),
            ("documents/fillers.txt", true, None),
            ("order.txt", true, Some(Role::Order)),
            ("lists/order.txt", true, None),
            ("terminal.toml", true, Some(Role::Settings)),
            ("lists/terminal.toml", true, None),
            ("holidays.csv", true, Some(Role::Rules)),
            ("places/holidays.csv", true, Some(Role::Places)),
            ("documents/a.docx", true, None),
            ("社会法/劳动法.md", false, Some(Role::Plain)),
            ("社会法/劳动法.md", true, None),
            ("export/a.jsonl", true, Some(Role::Lines)),
        ];
        for (path, is_source, expected) in cases {
            assert_eq!(role(path, is_source), expected, "{path}");
        }
    }

    #[test]
    fn hidden_files_and_symbolic_links_do_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "甲").unwrap();
        };
        for name in ["a.md", ".hidden.md", ".git/b.md", "attachments/x/f.txt", "note.docx"] {
            write(name);
        }
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("attachments/p.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("a.md"), folder.path().join("c.md")).unwrap();
        let mut contents = Contents::default();
        contents.add_folder(folder.path(), Path::new(""));
        assert_eq!(contents.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["a.md"]);
        assert_eq!(contents.attachments.keys().collect::<Vec<_>>(), ["x/f.txt"]);
        assert_eq!(contents.unread().map(|fault| fault.file).collect::<Vec<_>>(), [PathBuf::from("note.docx")]);
    }
}
