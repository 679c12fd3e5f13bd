//! The files of a source as they lie there, for whoever carries a source elsewhere, and a source that arrived so: its files are stretches of
//! larger ones.

use std::{
    io::{self, BufRead},
    path::{Component, Path, PathBuf},
};

use crate::{policy::DisclosureMark, program::Arch};

use super::{
    Header, Options, Source,
    folder::{Contents, MODEL, MODEL_VECTORS, Origin, Stored},
    shared::is_searched,
};

/// A file of a source.
#[derive(Debug, Clone)]
pub struct Member {
    /// Folders and name, divided by `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// A library cannot be made before it is there: it is read into records, says what the source is, or what its texts are about. Otherwise it is an
    /// attachment that is only handed on.
    pub text: bool,
    origin: Origin,
}

impl Member {
    /// Its bytes.
    pub fn open(&self) -> io::Result<Box<dyn BufRead>> {
        self.origin.open()
    }

    /// The path under which a file travels, from how it is shown to people: an export that lies somewhere else is known by its name alone.
    pub fn path_of(shown: &Path) -> String {
        let elsewhere = shown.components().any(|step| !matches!(step, Component::Normal(_)));
        let path = if elsewhere { shown.file_name().map_or(shown, Path::new) } else { shown };
        path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// A file that is a stretch of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Folders and name in the source, divided by `/`.
    pub path: String,
    /// The file that holds it.
    pub stored_in: PathBuf,
    /// Its first byte there.
    pub offset: u64,
    /// Its bytes.
    pub length: u64,
}

/// The files of one publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFolder {
    /// Empty for the office; the name of a department, whose files are shown below it and do not arrange the zone.
    pub name: String,
    /// Name of the folder in which they once lay.
    pub root: String,
    /// The mark that this publisher answers for where a file carries none; of no other's files.
    pub mark: Option<DisclosureMark>,
    /// Its files.
    pub files: Vec<StoredFile>,
}

impl Source {
    /// Everything the source consists of, by path. Files that are not read and are no attachments are not part of it.
    pub fn members(&self) -> Vec<Member> {
        let contents = &self.contents;
        let read = contents.files.iter().map(|file| Member {
            path: Member::path_of(&file.shown),
            size: file.size,
            text: true,
            origin: file.origin.clone(),
        });
        let attached = contents.attachments.iter().map(|(name, stored)| Member {
            path: format!("attachments/{name}"),
            size: stored.size,
            text: is_searched(name, stored.size),
            origin: stored.origin.clone(),
        });
        let meaning = contents.meaning.iter().map(|(name, stored)| meant(name, stored));
        let programs = contents.programs.iter().filter(|(path, _)| Arch::of_path(path).is_some());
        let programs = programs.map(|(path, (_, stored))| Member {
            path: path.clone(),
            size: stored.size,
            text: false,
            origin: stored.origin.clone(),
        });
        let header = contents.header.iter().map(|(shown, origin)| Member {
            path: Member::path_of(shown),
            size: origin.size(),
            text: true,
            origin: origin.clone(),
        });
        let mut members: Vec<Member> = read.chain(attached).chain(meaning).chain(programs).chain(header).collect();
        members.sort_by(|left, right| left.path.cmp(&right.path));
        members
    }

    /// The model that its publisher gives to terminals, so that they find by meaning.
    pub fn model(&self) -> Option<Member> {
        self.contents.meaning.get(MODEL).map(|stored| meant(MODEL, stored))
    }

    /// The vectors which that model made of its texts.
    pub fn model_vectors(&self) -> Option<Member> {
        self.contents.meaning.get(MODEL_VECTORS).map(|stored| meant(MODEL_VECTORS, stored))
    }

    /// The same source with this model, and the vectors that it made.
    #[must_use]
    pub fn with_model(mut self, model: &Path, vectors: Option<&Path>) -> Self {
        self.contents.meaning.clear();
        for (name, path) in [(MODEL, Some(model)), (MODEL_VECTORS, vectors)] {
            let Some(path) = path else { continue };
            let origin = Origin::Disk(path.to_owned());
            self.contents.meaning.insert(name.to_owned(), Stored { size: origin.size(), origin });
        }
        self
    }

    /// Name of the folder it was opened from; empty where it was none.
    pub fn root_name(&self) -> &str {
        self.contents.files.first().map_or("", |file| &file.root)
    }

    /// A source whose files lie in larger ones. Its `source.toml` speaks for it, or `unnamed` where there is none; what stands on the first screens
    /// is the office's alone, so that files of a folder with a name arrange nothing.
    pub fn of_stored(folder: StoredFolder, options: Options, unnamed: Header) -> Self {
        let mut contents = Contents::default();
        let files = folder.files.into_iter().map(|file| {
            let origin = Origin::Stretch { file: file.stored_in, offset: file.offset, length: file.length };
            (PathBuf::from(file.path), origin, file.length)
        });
        contents.add(files.collect(), &folder.root, Path::new(&folder.name));
        contents.files.iter_mut().for_each(|file| file.mark = folder.mark);
        if !folder.name.is_empty() {
            contents.files.retain(|file| !file.role.arranges());
            contents.meaning.clear();
            contents.programs.clear();
        }
        Self::with(contents, unnamed, options)
    }
}

fn meant(name: &str, stored: &Stored) -> Member {
    Member { path: format!("meaning/{name}"), size: stored.size, text: true, origin: stored.origin.clone() }
}

#[cfg(test)]
mod tests {
    use std::{fs, ops::ControlFlow};

    use super::*;

    #[test]
    fn a_source_reads_the_same_out_of_a_larger_file() {
        let sample = Source::embedded();
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("pack");
        let mut bytes = b"before".to_vec();
        let mut files = Vec::new();
        for member in sample.members() {
            let offset = bytes.len() as u64;
            io::copy(&mut member.open().unwrap(), &mut bytes).unwrap();
            assert_eq!(bytes.len() as u64 - offset, member.size, "{}", member.path);
            files.push(StoredFile { path: member.path, stored_in: pack.clone(), offset, length: member.size });
        }
        fs::write(&pack, bytes).unwrap();
        let stored = Source::of_stored(
            StoredFolder { name: String::new(), root: String::new(), mark: None, files },
            Options::default(),
            sample.header().clone(),
        );
        let all = |source: &Source| {
            let mut records = Vec::new();
            let reading = source.read(&mut |batch| {
                assert_eq!(batch.records.len(), batch.files.len());
                records.extend(batch.records);
                ControlFlow::Continue(())
            });
            (records, reading.faults)
        };
        assert_eq!(stored.header(), sample.header());
        assert_eq!(all(&stored), all(&sample));
    }

    #[test]
    fn an_attachment_that_is_searched_is_text_and_never_left_out_in_silence() {
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("pack");
        let document = "+++\ntitle = \"办法\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县民政局\"]\nissued_on = 2024-05-01\n\
                        mark = \"此件公开发布\"\ntopics = [\"养老\"]\nattachments = [ { file = \"表.TXT\", title = \"表\" } ]\n+++\n\n第一条 甲。\n";
        fs::write(&pack, document).unwrap();
        let lies = |path: &str, stored_in: &Path, length: usize| StoredFile {
            path: path.to_owned(),
            stored_in: stored_in.to_owned(),
            offset: 0,
            length: length as u64,
        };
        // The pack that holds the attachments is not there.
        let gone = folder.path().join("gone");
        let files =
            vec![lies("documents/a.md", &pack, document.len()), lies("attachments/表.TXT", &gone, 9), lies("attachments/图.png", &gone, 9)];
        let header = Source::embedded().header().clone();
        let folder = StoredFolder { name: String::new(), root: String::new(), mark: None, files };
        let source = Source::of_stored(folder, Options::default(), header);
        let text: Vec<(String, bool)> = source.members().into_iter().map(|member| (member.path, member.text)).collect();
        let texts = [("attachments/图.png", false), ("attachments/表.TXT", true), ("documents/a.md", true)];
        assert_eq!(text, texts.map(|(path, text)| (path.to_owned(), text)));
        let errors: Vec<String> = source.check().errors().iter().map(ToString::to_string).collect();
        assert!(matches!(errors.as_slice(), [error] if error.contains("附件 表.TXT 打不开")), "{errors:?}");
    }
}
