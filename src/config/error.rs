//! Why settings cannot be used: which line, what is wrong with it, what belongs there.

use std::{io, path::PathBuf};

use crate::text::Typo;

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A key that no setting has.
    #[error("{path}:{line}: unknown key {key}")]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// The key, with the tables it stands in.
        key: String,
        /// The valid key that looks most like it.
        nearest: Option<String>,
    },
    /// Not TOML, or a value of the wrong kind, or a missing key.
    #[error("{path}:{line}: {wrong}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// The mistake.
        wrong: Wrong,
    },
    /// A value that cannot work.
    #[error("{path}: {demand:?} is not met")]
    Impossible {
        /// The file.
        path: PathBuf,
        /// The demand that it does not meet.
        demand: Demand,
    },
}

/// A demand on a value beyond its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// A countdown that old people can stop.
    Countdown,
    /// Warnings and notices that stay long enough to be read.
    Waiting,
    /// A scale that does not blur the codes.
    Scale,
    /// A quarter of a turn or more, of an output that is named.
    Rotation,
    /// The hash of a PIN, as `gongkai pin` makes it.
    PinHash,
    /// A name of a queue, and dots of paper.
    Printer,
    /// Roles that there are, and names of staff that fit a line.
    Role,
    /// A time zone that the machine knows.
    TimeZone,
    /// Names of hosts, and nothing else: no address begins with them.
    Hosts,
    /// A name by which a terminal can be called, where it takes sticks.
    Terminal,
}

/// A mistake in a line of settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is no TOML.
    #[error("{typo:?}: {says}")]
    Typo {
        /// In which way.
        typo: Typo,
        /// The words of the reader of TOML, for the log.
        says: String,
    },
    /// A setting that must be there is not.
    #[error("{key} is missing")]
    Missing {
        /// Its name, with the tables it stands in.
        key: String,
    },
    /// A value of another kind than the setting has.
    #[error("{key} is a {found:?} instead of a {wanted:?}")]
    Kind {
        /// Its name, with the tables it stands in.
        key: String,
        /// The kind that is written there.
        found: ValueKind,
        /// The kind that belongs there.
        wanted: ValueKind,
    },
    /// A number that is too large or too small for anything.
    #[error("{key} is out of range")]
    Range {
        /// Its name, with the tables it stands in.
        key: String,
    },
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A text in quotes.
    Text,
    /// A whole number.
    Number,
    /// A number with a point.
    Fraction,
    /// `true` or `false`.
    Switch,
    /// A day or a moment.
    Moment,
    /// Values in square brackets.
    List,
    /// Settings below a name in square brackets.
    Table,
}

impl ConfigError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "C-01",
            Self::UnknownKey { .. } => "C-02",
            Self::Invalid { .. } => "C-03",
            Self::Impossible { .. } => "C-04",
        }
    }
}
