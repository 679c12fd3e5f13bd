//! Why a report cannot be left, and why one is not believed.

use std::{io, path::PathBuf};

use crate::{
    bundle::{BundleError, Misread},
    sync::SyncError,
    text::Typo,
};

/// Why a report cannot be left, or is not believed.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// The terminal cannot say how it is.
    #[error("the terminal's own state cannot be read")]
    Sync(#[from] SyncError),
    /// The report cannot be signed.
    #[error("the report cannot be signed")]
    Bundle(#[from] BundleError),
    /// A terminal's name must fit into the name of a file on every file system.
    #[error("{name:?} cannot be a terminal's name")]
    Name {
        /// The name.
        name: String,
    },
    /// The report could not be put on the stick.
    #[error("writing to {}", stick.display())]
    NotLeft {
        /// The stick.
        stick: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// The disk or the stick refuses.
    #[error("{}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// Larger, or more of them, than any honest terminal leaves.
    #[error("{} exceeds {limit}", path.display())]
    TooLarge {
        /// Where.
        path: PathBuf,
        /// The most that is allowed.
        limit: u64,
    },
    /// No report, or one that says what no terminal says.
    #[error("{}: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reason.
        why: Misreport,
    },
    /// A report of a later program, which signs something else.
    #[error("{} is a {kind:?}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The kind that it names.
        kind: String,
    },
    /// The report is not what its key signed.
    #[error("{} is not signed by its key", path.display())]
    Signature {
        /// The file.
        path: PathBuf,
    },
    /// There is no report in these places.
    #[error("no reports")]
    Nothing,
    /// The file of known keys cannot be believed; it is never taken for an empty one.
    #[error("{}: {why}", path.display())]
    Known {
        /// The file.
        path: PathBuf,
        /// Why.
        why: KnownFault,
    },
    /// A terminal whose key is to be renewed has left no report, or two with different keys.
    #[error("no one key of {terminal:?}")]
    NoOneKey {
        /// Its name.
        terminal: String,
    },
    /// Everything was shown, and some of it cannot be true of honest terminals.
    #[error("{doubled} terminals share a key, {split} split, {foreign} foreign, {rewritten} rewritten")]
    Strange {
        /// Terminals that share a key.
        doubled: usize,
        /// Terminals whose release is another than that of others.
        split: usize,
        /// Terminals that show what the office never published.
        foreign: usize,
        /// Terminals whose journal was changed.
        rewritten: usize,
    },
    /// Everything was shown, and some of it must not be believed.
    #[error("{files} files and {terminals} terminals are not believed")]
    Refused {
        /// Files that are damaged or badly signed.
        files: usize,
        /// Terminals that report with another key than the known one.
        terminals: usize,
    },
}

/// Why a file is no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misreport {
    /// It is not the JSON of one.
    #[error(transparent)]
    Misread(#[from] Misread),
    /// It says that it is something else.
    #[error("not a report")]
    Other,
    /// A name that no terminal has.
    #[error("the terminal's name cannot be one")]
    Terminal,
    /// A version that no program has.
    #[error("the program's version cannot be one")]
    Program,
    /// More counts than any program counts.
    #[error("too many counts")]
    Counts,
    /// A code that no error has.
    #[error("a code cannot be one")]
    Code,
    /// A name that no count has.
    #[error("the name of a count cannot be one")]
    Count,
}

/// Why the file of known keys cannot be believed.
#[derive(Debug, thiserror::Error)]
pub enum KnownFault {
    /// The system does not hand it out.
    #[error("{0}")]
    System(#[source] io::Error),
    /// A folder, or something much too large.
    #[error("not a file of keys")]
    NotAFile,
    /// It is no TOML, or not of this shape.
    #[error("line {line}: {says}")]
    Typo {
        /// Line, counted from 1.
        line: usize,
        /// In which way.
        typo: Typo,
        /// The words of the reader of TOML, for the log.
        says: String,
    },
    /// A name that no terminal has.
    #[error("a name that no terminal has")]
    Name,
    /// It cannot be put into TOML.
    #[error("cannot be put into TOML: {0}")]
    Unwritable(String),
}

impl FleetError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Sync(error) => error.code(),
            Self::Bundle(error) => error.code(),
            Self::Name { .. } => "Z-01",
            Self::NotLeft { .. } => "Z-02",
            Self::Io { .. } => "Z-03",
            Self::TooLarge { .. } => "Z-04",
            Self::Unreadable { .. } => "Z-05",
            Self::Newer { .. } => "Z-06",
            Self::Signature { .. } => "Z-07",
            Self::Nothing => "Z-08",
            Self::Known { .. } => "Z-09",
            Self::NoOneKey { .. } => "Z-10",
            Self::Refused { .. } => "Z-11",
            Self::Strange { .. } => "Z-12",
        }
    }

    /// Whether a report does not hold what it promises, rather than this machine or the command.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::TooLarge { .. } | Self::Unreadable { .. } | Self::Signature { .. } | Self::Refused { .. } | Self::Strange { .. } => true,
            Self::Sync(error) => error.is_refusal(),
            Self::Bundle(error) => error.is_refusal(),
            Self::Name { .. }
            | Self::NotLeft { .. }
            | Self::Io { .. }
            | Self::Newer { .. }
            | Self::Nothing
            | Self::Known { .. }
            | Self::NoOneKey { .. } => false,
        }
    }
}
