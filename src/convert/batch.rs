//! Many files converted: as many children as there are cores read them, rules look at what came out, and the workplace is written in the order of
//! the files, so that two runs over the same files write the same.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use walkdir::{DirEntry, WalkDir};

use super::{
    Block, Change, Code, ConvertError, Document, Finding, Held, Kind, LARGEST, Level, Manuscript, Ocr, Place, Program, Read, Reader,
    Record, Refused, Workplace, header, ledger,
    ledger::{Ledger, Lists},
    markdown, reading, screening, structure,
};
use crate::files::{Digest, Watch, bounded};

/// Files that may wait for those before them.
const AHEAD: usize = 64;
/// Folders inside one another.
const DEEPEST: usize = 40;

/// A file to be converted.
#[derive(Debug, Clone)]
pub struct Job {
    /// As it was named, for whoever asked.
    pub shown: String,
    /// The folder that was given and the way below it: the same wherever the command is run.
    pub source: String,
    path: PathBuf,
    bytes: u64,
}

/// What became of one file, or of one file of an archive.
#[derive(Debug)]
pub struct Done {
    /// As it was named.
    pub shown: String,
    /// What is kept of it.
    pub record: Record,
    /// Its document, if it has one.
    pub id: Option<String>,
    /// What was changed on disk for it.
    pub change: Change,
}

/// A step of the work: this file is done.
#[derive(Debug, Clone, Copy)]
pub struct Step<'d> {
    /// What became of it.
    pub done: &'d [Done],
    /// Files done so far, and all.
    pub files: (usize, usize),
    /// Bytes of them.
    pub bytes: (u64, u64),
}

/// The files at a path in a stable order; hidden ones, links and what lies in `except` are none.
pub fn jobs(path: &Path, except: &Path) -> io::Result<Vec<Job>> {
    let except = except.canonicalize().ok();
    let name = path.canonicalize()?.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with(['.', '~']);
    let is_ours = |entry: &DirEntry| entry.file_type().is_dir() && except.is_some() && entry.path().canonicalize().ok() == except;
    let mut jobs = Vec::new();
    for entry in
        WalkDir::new(path).max_depth(DEEPEST).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry) && !is_ours(entry))
    {
        let entry = entry.map_err(io::Error::from)?;
        // A file that is named is read where a link leads; below a folder links are not followed.
        if !(entry.file_type().is_file() || entry.depth() == 0 && entry.path().is_file()) {
            continue;
        }
        let below = entry.path().strip_prefix(path).unwrap_or(Path::new(""));
        let parts = std::iter::once(name.clone()).chain(below.iter().map(|part| part.to_string_lossy().into_owned()));
        let source = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        let bytes = entry.path().metadata().map_or(0, |metadata| metadata.len());
        jobs.push(Job { shown: entry.path().display().to_string(), source, path: entry.path().to_owned(), bytes });
    }
    Ok(jobs)
}

/// What came of one file, on its way to the workplace.
enum Came {
    /// It is known already, and nothing changed.
    Known(Box<Done>),
    /// It was read just now.
    Fresh(Box<Fresh>),
}

struct Fresh {
    shown: String,
    record: Record,
    written: Written,
}

enum Written {
    Paper(String),
    Explains(String, String),
    Table(Box<Ledger>),
    Scan(Vec<u8>, Option<String>),
    None,
}

/// A reader in a thread of its own, with what all of them share.
struct Hand<'s> {
    jobs: &'s [Job],
    /// The next file that nobody has taken.
    next: &'s AtomicUsize,
    /// Files that are written.
    written: &'s AtomicUsize,
    place: &'s Mutex<&'s mut Workplace>,
    root: PathBuf,
    /// What reads letters off scans.
    ocr: Option<Ocr>,
}

/// Converts files into a workplace. `watch` is told of every file and may stop the work.
pub fn convert(
    jobs: &[Job],
    place: &mut Workplace,
    (program, ocr): (&Program, Option<&Ocr>),
    watch: &mut dyn for<'d> Watch<Step<'d>>,
) -> Result<(), ConvertError> {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(jobs.len().max(1));
    let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let root = place.root().to_owned();
    let place = Mutex::new(place);
    let (sender, receiver) = sync_channel(cores);
    thread::scope(|scope| {
        for number in 0..cores {
            let ocr = ocr.map(|ocr| Ocr { desk: ocr.desk.join(number.to_string()), ..ocr.clone() });
            let (sender, reader) = (sender.clone(), Reader::new(program.clone()).painting(ocr.is_some()));
            let hand = Hand { jobs, next: &next, written: &written, place: &place, root: root.clone(), ocr };
            scope.spawn(move || hand.read_all(reader, &sender));
        }
        drop(sender);
        let ended = write_all(jobs, &receiver, &written, &place, watch);
        // Whoever still reads is told that there is nothing more to read.
        next.store(jobs.len(), Ordering::Relaxed);
        written.store(jobs.len(), Ordering::Relaxed);
        drop(receiver);
        ended
    })
}

type Message = (usize, Result<Vec<Came>, ConvertError>);

impl Hand<'_> {
    fn read_all(&self, mut reader: Reader, sender: &SyncSender<Message>) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = self.jobs.get(index) else { return };
            while index > self.written.load(Ordering::Relaxed) + AHEAD {
                thread::sleep(Duration::from_millis(5));
            }
            let came = self.one(job, index, &mut reader);
            let failed = came.is_err();
            if sender.send((index, came)).is_err() || failed {
                return;
            }
        }
    }

    fn one(&self, job: &Job, index: usize, reader: &mut Reader) -> Result<Vec<Came>, ConvertError> {
        let bytes = match bounded::read(&job.path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => {
                let code = if error.kind() == io::ErrorKind::FileTooLarge { Code::TooLarge } else { Code::Corrupt };
                let record = Record::of_refused(job.source.clone(), Digest::of(&[]), None, Refused::new(code, error));
                return Ok(vec![Came::Fresh(Box::new(Fresh { shown: job.shown.clone(), record, written: Written::None }))]);
            }
        };
        let sha256 = Digest::of(&bytes);
        if let Some(known) = self.known(job, sha256) {
            return Ok(vec![Came::Known(Box::new(known))]);
        }
        let read = reader.read(&bytes, None).map_err(ConvertError::NoReader)?;
        let unwritten = |source| ConvertError::Unwritten { path: self.root.clone(), source };
        Workplace::keep_original(&self.root, &bytes, sha256, read.kind, index).map_err(unwritten)?;
        let Ok(Held::Files(members)) = read.outcome else {
            return Ok(vec![Came::fresh(job.shown.clone(), job.source.clone(), sha256, self.drafted(read))]);
        };
        let mut came = Vec::new();
        for member in members {
            let (shown, source) = (format!("{}/{}", job.shown, member.path), format!("{}!/{}", job.source, member.path));
            let read = match member.refused {
                Some(refused) => Read { kind: None, outcome: Err(refused) },
                None => reader.read(&bytes, Some(member.place)).map_err(ConvertError::NoReader)?,
            };
            came.push(Came::fresh(shown, source, sha256, self.drafted(read)));
        }
        Ok(came)
    }

    /// With the letters of a scan, where a program is there that reads them.
    fn drafted(&self, mut read: Read) -> Read {
        if let (Some(ocr), Ok(Held::Manuscript(manuscript))) = (&self.ocr, &mut read.outcome) {
            ocr.draft(manuscript);
        }
        read
    }

    fn known(&self, job: &Job, sha256: Digest) -> Option<Done> {
        let place = self.place.lock().ok()?;
        let (id, record) = place.known(&job.source, sha256)?;
        // A scan that nobody has read letters off yet.
        if self.ocr.as_ref().is_some_and(|ocr| record.is_scan() && !record.reader.ends_with(&ocr.name())) {
            return None;
        }
        Some(Done { shown: job.shown.clone(), record: record.clone(), id: id.map(str::to_owned), change: Change::Nothing })
    }
}

impl Came {
    fn fresh(shown: String, source: String, sha256: Digest, read: Read) -> Self {
        let (record, written) = match read.outcome {
            Ok(Held::Manuscript(manuscript)) => match reading::too_little(&manuscript) {
                Some(refused) => (Record::of_refused(source, sha256, read.kind, refused), Written::None),
                None => paper(source, sha256, read.kind, manuscript),
            },
            Ok(Held::Files(_)) => {
                let refused = Refused::new(Code::TooLarge, "an archive inside an archive");
                (Record::of_refused(source, sha256, read.kind, refused), Written::None)
            }
            Err(refused) => (Record::of_refused(source, sha256, read.kind, refused), Written::None),
        };
        Self::Fresh(Box::new(Fresh { shown, record, written }))
    }
}

fn paper(source: String, sha256: Digest, kind: Option<Kind>, mut manuscript: Box<Manuscript>) -> (Record, Written) {
    let name = source.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    // Pictures are not published by themselves, and weigh more than all that is kept; of a scan the only one is the file.
    let pages = std::mem::take(&mut manuscript.assets).into_iter().find(|asset| asset.name.starts_with("原件")).map(|asset| asset.bytes);
    let paper = structure::read(&manuscript, &name);
    let mut record = Record::of_paper(source, sha256, kind, &manuscript, &paper);
    record.findings.extend(screening::findings(&manuscript, &name));
    // A mark that says who may not see it is told once, as what it is.
    let shut: Vec<Option<Place>> =
        record.findings.iter().filter(|finding| finding.code == Code::NotDisplayable).map(|finding| finding.place).collect();
    record.findings.retain(|finding| finding.code != Code::SecretMark || finding.place.is_none() || !shut.contains(&finding.place));
    let is_sheet = matches!(kind, Some(Kind::Xlsx | Kind::Xls | Kind::Csv));
    if let Some(ledger) = ledger_of(&manuscript).filter(|_| is_sheet) {
        record.findings.extend(told(&ledger));
        return (record, Written::Table(Box::new(ledger)));
    }
    let text = header::document(&paper, &markdown::text(&manuscript.blocks, &paper));
    if let Some(pages) = pages.filter(|_| record.is_scan()) {
        let draft = Some(text).filter(|_| record.refused.is_none());
        return (record, Written::Scan(pages, draft));
    }
    if header::explains(&paper) {
        return (record, Written::Explains(header::interpretation(&paper, &markdown::text(&manuscript.blocks, &paper)), text));
    }
    (record, Written::Paper(text))
}

/// The tables of a workbook as one, if they are tables of a source of one sort. Official lists keep their own columns, and are texts.
fn ledger_of(manuscript: &Manuscript) -> Option<Ledger> {
    let tables = manuscript.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let mut whole: Option<Ledger> = None;
    for table in tables {
        let ledger = ledger::recognise(table).filter(|ledger| ledger.lists != Lists::List)?;
        match &mut whole {
            None => whole = Some(ledger),
            Some(whole) if whole.lists == ledger.lists => whole.rows.extend(ledger.rows),
            Some(_) => return None,
        }
    }
    whole
}

/// What a person must look at in a table of a source.
fn told(ledger: &Ledger) -> Vec<Finding> {
    let mut words = ledger.notes.clone();
    if !ledger.unmatched.is_empty() {
        words.push(format!("这些列没有地方放：{}", ledger.unmatched.join("、")));
    }
    if !ledger.missing.is_empty() {
        words.push(format!("原表里没有这些列：{}", ledger.missing.join("、")));
    }
    words.into_iter().map(|words| Finding { code: Code::MetaMissing, level: Level::Warning, place: None, words }).collect()
}

/// Writes what comes, in the order of the files whatever the order in which they come.
fn write_all(
    jobs: &[Job],
    receiver: &Receiver<Message>,
    written: &AtomicUsize,
    place: &Mutex<&mut Workplace>,
    watch: &mut dyn for<'d> Watch<Step<'d>>,
) -> Result<(), ConvertError> {
    let all: u64 = jobs.iter().map(|job| job.bytes).sum();
    let mut waiting: BTreeMap<usize, Vec<Came>> = BTreeMap::new();
    let (mut files, mut bytes) = (0, 0);
    for (index, came) in receiver {
        waiting.insert(index, came?);
        while let Some(came) = waiting.remove(&files) {
            let mut done = Vec::new();
            for came in came {
                done.push(enter(came, place)?);
            }
            bytes += jobs.get(files).map_or(0, |job| job.bytes);
            files += 1;
            written.store(files, Ordering::Relaxed);
            let step = Step { done: &done, files: (files, jobs.len()), bytes: (bytes, all) };
            watch.reach(step).map_err(|_| ConvertError::Stopped { done: files, all: jobs.len() })?;
        }
    }
    Ok(())
}

fn enter(came: Came, place: &Mutex<&mut Workplace>) -> Result<Done, ConvertError> {
    let fresh = match came {
        Came::Known(done) => return Ok(*done),
        Came::Fresh(fresh) => *fresh,
    };
    let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
    let document = match &fresh.written {
        Written::Paper(text) => Document::Paper(text),
        Written::Explains(text, paper) => Document::Explains(text, paper),
        Written::Table(ledger) => Document::Table(ledger),
        Written::Scan(pages, draft) => Document::Scan(pages, draft.as_deref()),
        Written::None => Document::None,
    };
    let path = place.root().to_owned();
    let (id, change) = place.enter(fresh.record.clone(), document).map_err(|source| ConvertError::Unwritten { path, source })?;
    Ok(Done { shown: fresh.shown, record: fresh.record, id, change })
}

/// Reads a file here and now and enters it: for tests, which have no program to start.
#[cfg(test)]
pub(crate) fn entered(place: &mut Workplace, source: &str, bytes: &[u8]) -> Option<String> {
    let came = Came::fresh(source.to_owned(), source.to_owned(), Digest::of(bytes), super::read(bytes, None));
    enter(came, &Mutex::new(place)).unwrap().id
}
