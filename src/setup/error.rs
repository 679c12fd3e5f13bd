//! Why a machine does not become a terminal.

use std::{io, path::PathBuf};

use crate::config::ConfigError;

/// Why a machine does not become a terminal.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A file of the system cannot be read or written.
    #[error("{doing} {}", path.display())]
    Io {
        /// The work that was being done: `writing`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's own word.
        source: io::Error,
    },
    /// Only root may do it.
    #[error("not root")]
    NotRoot,
    /// The file for dozens is no such file.
    #[error("{}: {says}", path.display())]
    Settings {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1; none where the file as a whole is meant.
        line: Option<usize>,
        /// The reader's own word.
        says: String,
    },
    /// The file for dozens does not tell of a terminal by this name.
    #[error("no terminal {name:?}")]
    NoTerminal {
        /// The name that was asked for; empty where none was, and there are several.
        name: String,
        /// Those it tells of.
        known: Vec<String>,
    },
    /// A thing that belongs to one machine stands in the file for dozens.
    #[error("{key} is never copied")]
    NeverCopied {
        /// The key.
        key: &'static str,
    },
    /// The settings that come out of it cannot work.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The root file is none.
    #[error("no root: {}", path.display())]
    NoRootFile {
        /// The file.
        path: PathBuf,
    },
    /// A line of the file of PINs is none.
    #[error("no line of a PIN")]
    NoPinLine,
    /// A program of the system refuses.
    #[error("{program}: {says}")]
    Program {
        /// `systemctl`
        program: &'static str,
        /// Its last words.
        says: String,
    },
    /// Nothing tells of a set-up.
    #[error("no record")]
    NoRecord,
}

impl SetupError {
    /// For the telephone.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "I-01",
            Self::NotRoot => "I-02",
            Self::Settings { .. } => "I-03",
            Self::NoTerminal { .. } => "I-04",
            Self::NeverCopied { .. } => "I-05",
            Self::Config(error) => error.code(),
            Self::NoRootFile { .. } => "I-06",
            Self::Program { .. } => "I-07",
            Self::NoRecord => "I-08",
            Self::NoPinLine => "I-09",
        }
    }
}
