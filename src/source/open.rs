//! A source: opened without reading it, read in batches on all cores, as often as wanted.

use std::{
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use crate::policy::{DisclosureMark, Record};

use super::{
    Elsewhere, Reading,
    entry::{Context, Harvest},
    fault::{Fault, Faults},
    file,
    folder::{Contents, Role, SourceFile},
    header::{self, Addresses, Header},
    ledger::Ledger,
    lines::Lines,
    programs,
};

static SAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/sample");

/// Files and bytes of one batch: enough to keep every core busy, little enough to hold.
const BATCH_FILES: usize = 200;
const BATCH_BYTES: u64 = 2 << 20;
/// Largest attachment that is handed out, in bytes.
const LARGEST_ATTACHMENT: u64 = 1 << 30;

/// Additions to the source by whoever runs the command.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Mark for documents that carry none.
    pub mark: Option<DisclosureMark>,
}

/// Some records, and how far the reading has come.
#[derive(Debug)]
pub struct Batch {
    /// Records whose links are all still [`crate::policy::Target::Cited`], as written.
    pub records: Vec<Record>,
    /// The file each of them stands in, as shown to people.
    pub files: Vec<Arc<Path>>,
    /// Bytes of the source read so far.
    pub bytes_done: u64,
}

/// Why a source cannot be opened at all; whatever is wrong inside it is a [`Fault`].
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is nothing at this path, or it may not be read.
    #[error("{path} cannot be opened")]
    Unreachable {
        /// As given.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// A file that is neither a folder nor JSON lines.
    #[error("{path} is neither a folder nor a .jsonl file")]
    NotASource {
        /// As given.
        path: PathBuf,
    },
    /// Nothing in it would be read.
    #[error("nothing readable in {path}")]
    Nothing {
        /// As given.
        path: PathBuf,
    },
}

impl SourceError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "S-01",
            Self::NotASource { .. } => "S-02",
            Self::Nothing { .. } => "S-03",
        }
    }
}

/// One or several folders and files that together make one source.
#[derive(Debug)]
pub struct Source {
    header: Header,
    addresses: Addresses,
    pub(super) contents: Contents,
    options: Options,
    /// Faults found while opening.
    faults: Vec<Fault>,
    elsewhere: Elsewhere,
}

impl Source {
    /// Opens folders and `.jsonl` files as one source. The first `source.toml` speaks for all of them.
    pub fn open(paths: &[PathBuf], options: Options) -> Result<Self, SourceError> {
        let mut contents = Contents::default();
        for path in paths {
            let unreachable = |source| SourceError::Unreachable { path: path.clone(), source };
            let metadata = std::fs::metadata(path).map_err(unreachable)?;
            let before = (contents.files.len(), contents.faults.len());
            if metadata.is_dir() {
                std::fs::read_dir(path).map_err(unreachable)?;
                let shown = if paths.len() == 1 { Path::new("") } else { path.as_path() };
                contents.add_folder(path, shown);
            } else if metadata.is_file() && path.extension().is_some_and(|ending| ending == "jsonl") {
                contents.add_lines(path, metadata.len());
            } else {
                return Err(SourceError::NotASource { path: path.clone() });
            }
            // Where reading failed, that is the news, and a fault says so.
            if (contents.files.len(), contents.faults.len()) == before {
                return Err(SourceError::Nothing { path: path.clone() });
            }
        }
        let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
        if paths.is_empty() {
            return Err(SourceError::Nothing { path: first.to_path_buf() });
        }
        Ok(Self::with(contents, Header::of_unnamed(first), options))
    }

    /// The sample that is part of the program.
    pub fn embedded() -> Self {
        let mut contents = Contents::default();
        contents.add_embedded(&SAMPLE);
        Self::with(contents, Header::of_unnamed(Path::new(".")), Options::default())
    }

    pub(super) fn with(mut contents: Contents, unnamed: Header, options: Options) -> Self {
        let mut header = unnamed;
        let mut addresses = Addresses::default();
        let mut found = std::mem::take(&mut contents.faults);
        found.extend(contents.unread());
        if let Some((place, origin)) = &contents.header {
            let mut faults = Faults::new(place);
            if let Some(text) = file::text(origin, &mut faults) {
                (header, addresses) = header::read(&text, header, &mut faults);
            }
            found.extend(faults.found);
        }
        Self { header, addresses, contents, options, faults: found, elsewhere: Elsewhere::default() }
    }

    /// The same source, whose writers are told what became of records that they name and that were published.
    #[must_use]
    pub fn knowing(self, elsewhere: Elsewhere) -> Self {
        Self { elsewhere, ..self }
    }

    /// The source's word on itself; where it has none, its file name, no place, today, no topics.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Bytes to read.
    pub fn size(&self) -> u64 {
        self.contents.files.iter().map(|file| file.size).sum()
    }

    /// Reads everything, a batch at a time in a stable order, and reports every fault at once. Where `each` breaks off, faults that only
    /// the whole shows are left out.
    pub fn read(&self, each: &mut dyn FnMut(Batch) -> ControlFlow<()>) -> Reading {
        let faults = self.faults.iter().cloned().chain(programs::faults(&self.contents)).collect();
        let mut ledger = Ledger::new(faults, self.elsewhere.clone());
        let mut bytes_done = 0;
        let mut deliver = |outcomes: Vec<Harvest>, bytes: u64, ledger: &mut Ledger| {
            bytes_done += bytes;
            let mut records = Vec::new();
            let mut files = Vec::new();
            for outcome in outcomes {
                let file = Arc::clone(&outcome.file);
                records.extend(ledger.enter(outcome));
                files.resize(records.len(), file);
            }
            each(Batch { records, files, bytes_done })
        };
        let context = |file: &SourceFile| Context {
            header: &self.header,
            addresses: &self.addresses,
            attachments: &self.contents.attachments,
            mark: file.mark.or(self.options.mark),
        };
        let mut files = self.contents.files.as_slice();
        while let Some((first, rest)) = files.split_first() {
            let flow = if first.role == Role::Lines {
                files = rest;
                read_lines(first, &context(first), &mut |outcome, bytes| deliver(vec![outcome], bytes, &mut ledger))
            } else {
                let (batch, after) = files.split_at_checked(batch_length(files)).unwrap_or((files, &[]));
                files = after;
                let outcomes: Vec<_> = batch.par_iter().map(|file| file::read(file, &context(file))).collect();
                deliver(outcomes, batch.iter().map(|file| file.size).sum(), &mut ledger)
            };
            if flow.is_break() {
                return ledger.close(false);
            }
        }
        ledger.close(true)
    }

    /// Reads everything for its faults alone.
    pub fn check(&self) -> Reading {
        self.read(&mut |_| ControlFlow::Continue(()))
    }

    /// The bytes of an attachment, by its path below `attachments/`. Only what lay there when the source was opened is found: nothing
    /// outside, and nothing through a symbolic link.
    pub fn attachment(&self, file: &str) -> io::Result<Vec<u8>> {
        let stored = self.contents.attachments.get(file).ok_or(io::ErrorKind::NotFound)?;
        stored.origin.bytes(LARGEST_ATTACHMENT)
    }
}

fn read_lines(file: &SourceFile, context: &Context<'_>, each: &mut dyn FnMut(Harvest, u64) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut lines = match Lines::open(file) {
        Ok(lines) => lines,
        Err(error) => {
            let mut faults = Faults::new(&*file.shown);
            faults.unreadable(&error);
            return each(Harvest { file: file.shown.clone(), entries: Vec::new(), page: None, faults: faults.found }, file.size);
        }
    };
    while let Some((outcome, bytes)) = lines.next(context) {
        each(outcome, bytes)?;
    }
    ControlFlow::Continue(())
}

/// How many files from the first on make one batch.
fn batch_length(files: &[SourceFile]) -> usize {
    let mut bytes = 0;
    let fitting = files.iter().take(BATCH_FILES).take_while(|file| {
        bytes += file.size;
        bytes <= BATCH_BYTES && file.role != Role::Lines
    });
    fitting.count().max(1)
}
