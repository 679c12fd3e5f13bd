//! Where content lies, and how it is reached: a stick that somebody must mount, a folder, or an address.

use std::path::{Path, PathBuf};

use super::VisitError;
use crate::{
    bundle::{FolderShelf, STICK_FOLDER, Shelf, at_address},
    stick::{Client, MountError},
    sync::SyncError,
};

/// Where content lies.
#[derive(Debug, Clone, Copy)]
pub enum VisitPlace<'a> {
    /// A stick.
    Stick {
        /// The socket of whoever mounts it; empty where somebody else does.
        helper: &'a Path,
        /// Where it is then.
        folder: &'a Path,
    },
    /// A stick that is mounted already, or an office's repository, on which no word is left.
    Folder(&'a Path),
    /// A repository that a server gives out.
    Address(&'a str),
}

/// A place at which somebody has arrived.
pub(super) struct Arrived {
    stick: Option<Client>,
    /// The folder in which word may be left, if it is a stick's.
    pub(super) folder: Option<PathBuf>,
}

impl VisitPlace<'_> {
    /// Goes there; what lies there is to be dropped before the stick is given back.
    pub(super) fn arrive(self) -> Result<(Arrived, Box<dyn Shelf>), VisitError> {
        match self {
            Self::Stick { helper, folder } => {
                let mut stick = Client::call(helper, folder)?;
                let shelf = FolderShelf::open(stick.mount()?).map_err(SyncError::from)?;
                Ok((Arrived { stick: Some(stick), folder: Some(folder.to_owned()) }, Box::new(shelf)))
            }
            Self::Folder(folder) => {
                let shelf = FolderShelf::open(folder).map_err(SyncError::from)?;
                let is_stick = folder.join(STICK_FOLDER).is_dir();
                Ok((Arrived { stick: None, folder: is_stick.then(|| folder.to_owned()) }, Box::new(shelf)))
            }
            Self::Address(address) => {
                let shelf = at_address(address).map_err(SyncError::from)?;
                Ok((Arrived { stick: None, folder: None }, shelf))
            }
        }
    }
}

impl Arrived {
    /// Has the stick made writable, for what goes back to the office.
    pub(super) fn writable(&mut self) -> Result<(), MountError> {
        self.stick.as_mut().map_or(Ok(()), Client::writable)
    }

    /// Gives the stick back: what was written is on it, and it may be pulled out.
    pub(super) fn release(&mut self) -> Result<(), MountError> {
        self.stick.as_mut().map_or(Ok(()), Client::release)
    }
}
