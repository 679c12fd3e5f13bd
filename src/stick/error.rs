//! Why a stick cannot be prepared, or is not what it should be.

use std::{
    io,
    path::{Path, PathBuf},
};

use rustix::io::Errno;

use crate::{
    bundle::{BundleError, Objection},
    files::Stopped,
};

/// Why a stick cannot be prepared, or is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum StickError {
    /// There is no such folder.
    #[error("{} is no folder", path.display())]
    NotThere {
        /// The path.
        path: PathBuf,
    },
    /// A folder, but not the root of a file system that sticks have.
    #[error("{} is no stick ({kind})", path.display())]
    NotAStick {
        /// The path.
        path: PathBuf,
        /// Kind of the file system, where the path is the root of one.
        kind: String,
    },
    /// The label is not the one that terminals look for.
    #[error("the label of {device} is {found:?}")]
    Label {
        /// The device.
        device: String,
        /// Kind of its file system.
        kind: String,
        /// Its label, where it could be told.
        found: Option<String>,
    },
    /// Not enough room, not even without what an earlier release left.
    #[error("{needed} bytes are needed, {free} are free")]
    NoRoom {
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
    },
    /// The stick is write-protected.
    #[error("{} cannot be written to", path.display())]
    ReadOnly {
        /// Where.
        path: PathBuf,
    },
    /// The stick ran full, although it had seemed to have room.
    #[error("the stick is full at {}", path.display())]
    Full {
        /// Where.
        path: PathBuf,
    },
    /// The stick was pulled out.
    #[error("the stick is gone")]
    Gone {
        /// The system's own error.
        source: io::Error,
    },
    /// The stick cannot be read or written at some place.
    #[error("{} cannot be read or written", path.display())]
    Failing {
        /// Where.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// The bytes that were read back are not those that were written.
    #[error("{} reads back differently", path.display())]
    Unsound {
        /// Where.
        path: PathBuf,
    },
    /// The repository has nothing that was published.
    #[error("nothing is published in {}", path.display())]
    NothingPublished {
        /// The repository.
        path: PathBuf,
    },
    /// The repository has no list of withdrawals that terminals would take.
    #[error("no list of withdrawals in {}", path.display())]
    NoList {
        /// The repository.
        path: PathBuf,
    },
    /// The stick holds a release, with which a list must fit together.
    #[error("{} holds a release", path.display())]
    HoldsRelease {
        /// The stick.
        path: PathBuf,
    },
    /// The stick holds a newer release than the repository.
    #[error("release {found} on the stick, release {ours} in the repository")]
    Newer {
        /// On the stick.
        found: u64,
        /// In the repository.
        ours: u64,
    },
    /// The stick holds releases of somebody else.
    #[error("the stick belongs to {body}")]
    OtherOffice {
        /// The office whose release it is.
        body: String,
    },
    /// Parts are missing or damaged: a terminal would not take it.
    #[error("{} files are missing or damaged", names.len())]
    Incomplete {
        /// Their names.
        names: Vec<String>,
    },
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
    /// The repository, or what lies on the stick, is refused.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The file system refuses.
    #[error("{}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
}

impl From<Objection> for StickError {
    fn from(objection: Objection) -> Self {
        Self::Bundle(objection.into())
    }
}

impl From<Stopped> for StickError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl StickError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Bundle(error) => error.code(),
            Self::NotThere { .. } => "U-01",
            Self::NotAStick { .. } => "U-02",
            Self::Label { .. } => "U-03",
            Self::NoRoom { .. } => "U-04",
            Self::ReadOnly { .. } => "U-05",
            Self::Full { .. } => "U-06",
            Self::Gone { .. } => "U-07",
            Self::Failing { .. } => "U-08",
            Self::Unsound { .. } => "U-09",
            Self::NothingPublished { .. } => "U-10",
            Self::Newer { .. } => "U-11",
            Self::OtherOffice { .. } => "U-12",
            Self::Incomplete { .. } => "U-13",
            Self::Stopped => "U-14",
            Self::Io { .. } => "U-15",
            Self::NoList { .. } => "U-16",
            Self::HoldsRelease { .. } => "U-17",
        }
    }

    /// Gives an error of the system the name under which people can act on it.
    pub(super) fn of(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match Errno::from_io_error(&source) {
            Some(Errno::NOSPC | Errno::DQUOT) => Self::Full { path },
            Some(Errno::ROFS) => Self::ReadOnly { path },
            Some(Errno::NODEV | Errno::NXIO | Errno::NOTCONN | Errno::CONNABORTED | Errno::STALE | Errno::SHUTDOWN) => {
                Self::Gone { source }
            }
            Some(Errno::IO | Errno::UCLEAN | Errno::BADMSG) => Self::Failing { path, source },
            _ => Self::Io { path, source },
        }
    }

    /// For `map_err`.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::of(&path, source)
    }

    /// Whether it is one file that ails, and neither its stick is gone nor full nor locked.
    pub(super) fn is_of_a_file(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::Failing { .. })
    }

    /// Whether the stick must not be used, rather than that something stands in the way.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Incomplete { .. } => true,
            Self::Bundle(error) => error.is_refusal(),
            _ => false,
        }
    }
}
