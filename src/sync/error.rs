//! Why an exchange is refused or stops. Whatever it is, what visitors see has not changed.

use std::{
    io,
    path::{Path, PathBuf},
};

use rustix::io::Errno;

use super::facts::{Happening, LeftOutPart};
use crate::{
    bundle::{BundleError, Objection},
    files::{DiskRefused, DiskTrouble, Stopped},
    library::LibraryError,
    source::{Fault, Severity},
};

/// Why an exchange is refused or stops.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The bundle is refused.
    #[error("the bundle is refused")]
    Bundle(#[from] BundleError),
    /// The library refuses.
    #[error("the library refuses")]
    Library(#[from] LibraryError),
    /// What the terminal believes cannot be read back: nothing is imported until somebody has looked at it.
    #[error("{} cannot be read: {why}", path.display())]
    TornTrust {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Tear,
    },
    /// A later program wrote what the terminal believes: this one cannot read it, and leaves it as it is.
    #[error("{} has schema {found}, this program knows {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The latest schema that this program knows.
        known: i64,
    },
    /// The terminal was never given a root.
    #[error("{} has no root", dir.display())]
    NoTrust {
        /// The library's folder.
        dir: PathBuf,
    },
    /// A root was handed over that is not the one that is believed, and cannot have led to it or come after it.
    #[error("the root of {given} is none of {believed}'s")]
    OtherRoot {
        /// The body that is believed.
        believed: String,
        /// The body of the root that was handed over.
        given: String,
    },
    /// The stick was pulled out, or broke.
    #[error("the stick is gone")]
    StickGone {
        /// What the system said.
        source: io::Error,
    },
    /// The stick cannot be read at some place.
    #[error("{place} cannot be read")]
    StickUnreadable {
        /// Where.
        place: String,
        /// What the system said.
        source: io::Error,
    },
    /// There is not enough room on the terminal.
    #[error("{needed} bytes are needed, {free} are free")]
    NoRoom {
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
    },
    /// A part of the release still holds a text that was withdrawn: whoever packed it did not take it out.
    #[error("a part still holds what was withdrawn: {title}")]
    StillThere {
        /// Title of what was withdrawn.
        title: String,
    },
    /// The release was taken in without these departments.
    #[error("{} departments were left out", .0.len())]
    LeftOut(Vec<LeftOutPart>),
    /// Another import is running.
    #[error("another import is running")]
    Busy,
    /// There is no earlier generation to go back to.
    #[error("there is nothing to go back to")]
    NothingBefore,
    /// Somebody stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The terminal's disk refuses.
    #[error(transparent)]
    Io(#[from] DiskRefused),
    /// What is believed is whole, and the disk takes nothing new.
    #[error("the disk takes nothing: {trouble}")]
    DiskRefuses {
        /// What ails it.
        trouble: DiskTrouble,
    },
}

/// Why what a terminal believes cannot be read back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Tear {
    /// It is gone, though this shows that it was there.
    #[error("gone, but {} is there", .0.display())]
    Gone(PathBuf),
    /// It is gone, though this generation was taken in with it.
    #[error("gone, but generation {0} is signed")]
    GoneFrom(u32),
    /// It is whole, and an older one than what lies beside it: this release was taken in here, and it knows nothing of it.
    #[error("an older one: release {release} was taken in and is not remembered")]
    Behind {
        /// Number of that release.
        release: u64,
    },
    /// The same of a root that was believed.
    #[error("an older one: another root was believed and is not remembered")]
    BehindRoot,
    /// Something that is no file.
    #[error("not a file")]
    NotAFile,
    /// A file without a byte.
    #[error("empty")]
    Empty,
    /// The database finds itself damaged.
    #[error("{0}")]
    Database(String),
    /// A row, or a whole one, is not what was written.
    #[error("{0}")]
    Row(String),
}

impl From<Objection> for SyncError {
    fn from(objection: Objection) -> Self {
        Self::Bundle(objection.into())
    }
}

impl From<Stopped> for SyncError {
    fn from(_: Stopped) -> Self {
        Self::Cancelled
    }
}

impl SyncError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Bundle(error) => error.code(),
            Self::Library(error) => error.code(),
            Self::TornTrust { .. } => "Y-01",
            Self::NoTrust { .. } => "Y-02",
            Self::StickGone { .. } => "Y-03",
            Self::StickUnreadable { .. } => "Y-04",
            Self::NoRoom { .. } => "Y-05",
            Self::Busy => "Y-06",
            Self::NothingBefore => "Y-07",
            Self::Cancelled => "Y-08",
            Self::Io(_) => "Y-09",
            Self::StillThere { .. } => "Y-10",
            Self::Newer { .. } => "Y-11",
            Self::DiskRefuses { .. } => "Y-12",
            Self::OtherRoot { .. } => "Y-13",
            Self::LeftOut(_) => "Y-14",
        }
    }

    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| DiskRefused { doing, path, source }.into()
    }

    /// What is wrong in parts that were copied: where the disk does not hand them out, nobody who wrote or signed them is to blame.
    pub(super) fn of_faults(faults: Vec<Fault>) -> Self {
        match faults.iter().find_map(|fault| fault.trouble) {
            Some(trouble) => Self::DiskRefuses { trouble },
            None => LibraryError::Faulty(faults).into(),
        }
    }

    /// The facts that the history keeps of it; `None` where it is no refusal of what lies on the stick.
    pub(super) fn facts(&self) -> Option<Happening> {
        match self {
            Self::Bundle(BundleError::Refused(objection)) => Some(Happening::Objection(objection.clone())),
            Self::Library(LibraryError::Faulty(faults)) => {
                Some(Happening::Faulty { errors: faults.iter().filter(|fault| fault.severity == Severity::Error).count() })
            }
            Self::Library(LibraryError::Twice(id)) => Some(Happening::UsedTwice { id: id.clone() }),
            Self::Library(LibraryError::SelfTest { .. }) => Some(Happening::SelfTest),
            Self::StillThere { title } => Some(Happening::StillThere { title: crate::text::clean(title).into_owned() }),
            Self::Bundle(_)
            | Self::Library(_)
            | Self::TornTrust { .. }
            | Self::Newer { .. }
            | Self::NoTrust { .. }
            | Self::OtherRoot { .. }
            | Self::LeftOut(_)
            | Self::StickGone { .. }
            | Self::StickUnreadable { .. }
            | Self::NoRoom { .. }
            | Self::Busy
            | Self::NothingBefore
            | Self::Cancelled
            | Self::Io(_)
            | Self::DiskRefuses { .. } => None,
        }
    }

    /// Whether it is the bundle that must not be used, rather than this machine, the stick as a thing, or somebody's wish.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::LeftOut(_)) || self.facts().is_some_and(|happening| !matches!(happening, Happening::SelfTest))
    }
}

/// An error of reading the shelf by its name: pulled out, broken, or not what it should be.
pub(super) fn read_failed(error: BundleError) -> SyncError {
    let gone = [Errno::NODEV, Errno::NOTCONN, Errno::CONNABORTED, Errno::SHUTDOWN, Errno::NXIO];
    match error {
        BundleError::Io { place, source } => match source.raw_os_error() {
            Some(code) if gone.iter().any(|errno| errno.raw_os_error() == code) => SyncError::StickGone { source },
            _ if source.kind() == io::ErrorKind::NotFound => Objection::Missing { name: place }.into(),
            _ => SyncError::StickUnreadable { place, source },
        },
        error => error.into(),
    }
}
