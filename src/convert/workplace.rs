//! The folder in which an office prepares its content: `content/` is the source that is published, `office/` what only the office has (originals
//! by digest, a record for each file). A file that was edited by hand is never written over.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    Finding, Kind, Record, header,
    ledger::{Ledger, Lists},
};
use crate::{
    files::{Digest, if_there},
    text::initials,
};

/// Letters of an id that come from a number or a title.
const LETTERS: usize = 24;

/// A new text with what people corrected in the one before, and what is to be asked about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The text to be written.
    pub text: String,
    /// What could not be corrected again, or says something else now.
    pub findings: Vec<Finding>,
}

/// Corrects a new text as the one that lies there was corrected: of an id, what lies there, and the new text. None where what lies there was changed
/// by somebody who left no record.
pub type Corrector = dyn Fn(&str, &[u8], &str) -> Option<Corrected> + Send;

/// An opened workplace.
pub struct Workplace {
    root: PathBuf,
    corrector: Option<Box<Corrector>>,
    /// Records of files that have a document, by id.
    records: BTreeMap<String, Record>,
    /// Files that were refused, by where they came from.
    refused: HashMap<String, Record>,
    ids: HashMap<String, String>,
    names: BTreeSet<String>,
}

impl fmt::Debug for Workplace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workplace").field("root", &self.root).finish_non_exhaustive()
    }
}

/// What became of one file on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A document that was not there.
    New,
    /// A document that is written anew, since its file says something else now.
    Renewed,
    /// Everything is as it was.
    Nothing,
    /// The file says something else now, and the document was edited by hand: the new text lies beside it.
    Beside,
    /// There is no document for it.
    None,
}

/// What is written for a file.
#[derive(Debug, Clone, Copy)]
pub enum Document<'d> {
    /// A document with its header.
    Paper(&'d str),
    /// A document that explains another, as one, and as a paper for whoever has it among the papers already.
    Explains(&'d str, &'d str),
    /// A table of a source.
    Table(&'d Ledger),
    /// Pictures of pages, attached as they are to a document that says so; what a machine guessed of their text is for the office only.
    Scan(&'d [u8], Option<&'d str>),
    /// Nothing.
    None,
}

impl Workplace {
    /// Opens a folder, which may be empty or not there yet.
    pub fn open(root: &Path) -> io::Result<Self> {
        let mut place = Self {
            root: root.to_owned(),
            corrector: None,
            records: BTreeMap::new(),
            refused: HashMap::new(),
            ids: HashMap::new(),
            names: BTreeSet::new(),
        };
        for (name, record) in kept(&place.office("documents"))? {
            place.ids.insert(record.source.clone(), name.clone());
            place.names.insert(name.clone());
            place.records.insert(name, record);
        }
        for (_, record) in kept(&place.office("refused"))? {
            place.refused.insert(record.source.clone(), record);
        }
        // Documents that somebody wrote by hand have ids too.
        for folder in ["documents", "interpretations"] {
            for entry in if_there(fs::read_dir(place.content(folder)))?.into_iter().flatten() {
                let name = entry?.file_name().to_string_lossy().into_owned();
                place.names.extend(name.strip_suffix(".md").map(str::to_owned));
            }
        }
        Ok(place)
    }

    /// The same, in which what people corrected is corrected again.
    pub fn correcting(mut self, corrector: Box<Corrector>) -> Self {
        self.corrector = Some(corrector);
        self
    }

    /// A part of what is published.
    pub fn content(&self, part: &str) -> PathBuf {
        self.root.join("content").join(part)
    }

    /// A part of what only the office has.
    pub fn office(&self, part: &str) -> PathBuf {
        self.root.join("office").join(part)
    }

    /// What is known of a file, if it is the same file still and the same program read it.
    pub fn known(&self, source: &str, sha256: Digest) -> Option<(Option<&str>, &Record)> {
        let same = |record: &&Record| record.sha256 == sha256 && record.program == env!("CARGO_PKG_VERSION");
        if let Some(record) = self.refused.get(source).filter(same) {
            return Some((self.ids.get(source).map(String::as_str), record));
        }
        let id = self.ids.get(source)?;
        let record = self.records.get(id).filter(same)?;
        self.root.join(&record.document).is_file().then_some((Some(id.as_str()), record))
    }

    /// Keeps the bytes of a file under their digest; where they lie. `hand` tells those apart who keep at the same time.
    pub fn keep_original(root: &Path, bytes: &[u8], sha256: Digest, kind: Option<Kind>, hand: usize) -> io::Result<PathBuf> {
        let path = root.join("office/original").join(format!("{sha256}.{}", kind.map_or("bin", Kind::ending)));
        if fs::metadata(&path).is_ok_and(|there| there.len() == bytes.len() as u64) {
            return Ok(path);
        }
        put(&path, bytes, hand)?;
        Ok(path)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes what was read of a file; what is refused gets no document.
    pub fn enter(&mut self, mut record: Record, document: Document<'_>) -> io::Result<(Option<String>, Change)> {
        if matches!(document, Document::None) {
            let name = Digest::of(record.source.as_bytes());
            put_record(&self.office("refused").join(format!("{name}.toml")), &record)?;
            self.refused.insert(record.source.clone(), record);
            return Ok((None, Change::None));
        }
        let id = self.id_of(&record);
        let (folder, ending, text) = self.written(&id, &record, document)?;
        record.document = format!("{folder}/{id}.{ending}");
        let path = self.root.join(&record.document);
        let there = if_there(fs::read(&path))?.filter(|there| !there.is_empty());
        let digest = Digest::of(text.as_bytes());
        let before = self.records.get(&id).and_then(|record| record.written);
        let mut change = match there.as_deref().map(Digest::of) {
            None => Change::New,
            Some(there) if there == digest => Change::Nothing,
            Some(there) if Some(there) == before => Change::Renewed,
            // Edited by hand, and the file is what it was.
            Some(_) if before == Some(digest) => Change::Nothing,
            Some(_) => Change::Beside,
        };
        let mut text = text;
        if let Some(corrected) = self.corrected(change, &id, there.as_deref(), &text) {
            change = if there.as_deref() == Some(corrected.text.as_bytes()) { Change::Nothing } else { Change::Renewed };
            text = corrected.text;
            record.findings.extend(corrected.findings);
        }
        match change {
            Change::New | Change::Renewed => put(&path, text.as_bytes(), 0)?,
            Change::Beside => put(&self.office("fresh").join(format!("{id}.{ending}")), text.as_bytes(), 0)?,
            Change::Nothing | Change::None => {}
        }
        record.written = if change == Change::Beside { before } else { Some(digest) };
        if let Some(old) = self.records.get(&id) {
            record.keep_confirmed(old);
        }
        put_record(&self.office("documents").join(format!("{id}.toml")), &record)?;
        let gone = self.office("refused").join(format!("{}.toml", Digest::of(record.source.as_bytes())));
        if self.refused.remove(&record.source).is_some() {
            if_there(fs::remove_file(gone))?;
        }
        self.ids.insert(record.source.clone(), id.clone());
        self.records.insert(id.clone(), record);
        Ok((Some(id), change))
    }

    /// The folder, the ending and the text of a document; pages of a scan are laid beside it.
    fn written(&self, id: &str, record: &Record, document: Document<'_>) -> io::Result<(&'static str, &'static str, String)> {
        let paper = |text: &str| ("content/documents", "md", text.to_owned());
        Ok(match document {
            Document::None => paper(""),
            Document::Paper(text) => paper(text),
            Document::Explains(_, text) if self.content("documents").join(format!("{id}.md")).is_file() => paper(text),
            Document::Explains(text, _) => ("content/interpretations", "md", text.to_owned()),
            Document::Table(ledger) => (folder_of(ledger.lists), "csv", ledger.csv(id)),
            Document::Scan(pages, draft) => {
                let file = format!("{id}.{}", record.kind.map_or("bin", Kind::ending));
                put(&self.content("attachments").join(&file), pages, 0)?;
                if let Some(draft) = draft {
                    put(&self.office("draft").join(format!("{id}.md")), draft.as_bytes(), 0)?;
                }
                paper(&header::scan(&file, &record.fields))
            }
        })
    }

    /// What becomes of a new text where the old one was corrected on record.
    fn corrected(&self, change: Change, id: &str, there: Option<&[u8]>, text: &str) -> Option<Corrected> {
        let corrector = self.corrector.as_ref().filter(|_| change == Change::Beside)?;
        corrector(id, there?, text)
    }

    /// The id of a file's document: that which it has, or one made of its number, or else of its title and its digest.
    fn id_of(&mut self, record: &Record) -> String {
        if let Some(id) = self.ids.get(&record.source) {
            return id.clone();
        }
        let digest: String = record.sha256.to_string().chars().take(8).collect();
        let spelled = |words: &str| -> String {
            let letters: Vec<String> = words.split(|c: char| !c.is_alphanumeric()).map(initials).filter(|part| !part.is_empty()).collect();
            letters.join("-").chars().take(LETTERS).collect::<String>().trim_matches('-').to_owned()
        };
        let stem = match (record.field("number"), record.field("title")) {
            (Some(number), _) => spelled(number),
            (None, Some(title)) => format!("{}-{digest}", spelled(title).chars().take(12).collect::<String>()),
            (None, None) => format!("d-{digest}"),
        };
        let stem = if stem.chars().any(|c| c.is_ascii_alphanumeric()) { stem } else { format!("d-{digest}") };
        let mut id = stem.clone();
        let mut count = 1;
        while !self.names.insert(id.clone()) {
            count += 1;
            id = format!("{stem}-{count}");
        }
        id
    }

    /// What is known of files: those that have a document, with its id, and those that were refused.
    pub fn known_files(&self) -> impl Iterator<Item = (Option<&str>, &Record)> {
        let documents = self.records.iter().map(|(id, record)| (Some(id.as_str()), record));
        documents.chain(self.refused.values().map(|record| (None, record)))
    }

    /// Makes all that was written durable.
    pub fn sync(&self) -> io::Result<()> {
        let root = if_there(fs::File::open(&self.root))?;
        root.map_or(Ok(()), |root| rustix::fs::syncfs(root).map_err(Into::into))
    }
}

/// Where the tables of a source lie. A directory is one file, into which a person brings what came.
fn folder_of(lists: Lists) -> &'static str {
    match lists {
        Lists::Catalogue => "content/catalogue",
        Lists::Places => "content/places",
        Lists::Directory | Lists::List => "office/directories",
    }
}

/// The records of a folder by their names. One that cannot be read is as one that is not there: its file is converted again.
fn kept(folder: &Path) -> io::Result<Vec<(String, Record)>> {
    let mut kept = Vec::new();
    for entry in if_there(fs::read_dir(folder))?.into_iter().flatten() {
        let path = entry?.path();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        match fs::read_to_string(&path).map(|text| toml::from_str::<Record>(&text)) {
            Ok(Ok(record)) => kept.push((name, record)),
            unread => tracing::warn!(path = %path.display(), ?unread, "a record is not read"),
        }
    }
    Ok(kept)
}

fn put_record(path: &Path, record: &Record) -> io::Result<()> {
    put(path, toml::to_string(record).map_err(io::Error::other)?.as_bytes(), 0)
}

/// Writes a file beside its place and then gives it its name, so that whoever stops the program finds it whole or not at all. It is durable when
/// all are.
fn put(path: &Path, bytes: &[u8], hand: usize) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if if_there(fs::read(path))?.is_some_and(|there| there == bytes) {
        return Ok(());
    }
    let mut beside = path.file_name().unwrap_or_default().to_os_string();
    beside.push(format!(".{hand}.tmp"));
    let beside = path.with_file_name(beside);
    if_there(fs::remove_file(&beside))?;
    fs::File::create_new(&beside)?.write_all(bytes)?;
    fs::rename(&beside, path)
}
