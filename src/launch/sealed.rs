//! The bytes of a program, compared and then kept where nobody can change them any more: whoever may write to the disk between the comparing and
//! the running changes nothing, and a disk from which nothing may be run does not matter.

use std::{
    fs::File,
    io::{Read, Write},
    os::fd::AsRawFd,
    path::PathBuf,
};

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};

use super::error::LaunchError;
use crate::{files::Hasher, program::Program};

const AT_ONCE: usize = 256 << 10;

/// A program in memory, as it was signed for.
#[derive(Debug)]
pub(super) struct Sealed(File);

impl Sealed {
    /// Copies what was opened; bytes that are not those of the program are [`LaunchError::Altered`], however many there are.
    pub(super) fn of(from: &File, program: &Program) -> Result<Self, LaunchError> {
        let memory = memfd_create("gongkai", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING).map_err(std::io::Error::from)?;
        let mut memory = File::from(memory);
        let mut hasher = Hasher::default();
        // A byte more than there should be tells what is too long.
        let mut from = from.take(program.length.saturating_add(1));
        let mut buffer = vec![0; AT_ONCE];
        let mut length = 0;
        loop {
            let read = from.read(&mut buffer)?;
            let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
            hasher.update(part);
            memory.write_all(part)?;
            length += read as u64;
        }
        fcntl_add_seals(&memory, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL).map_err(std::io::Error::from)?;
        let same = length == program.length && hasher.finish() == program.sha256;
        if same { Ok(Self(memory)) } else { Err(LaunchError::Altered) }
    }

    /// Where it is run from, by this process and by a child of it.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", self.0.as_raw_fd()))
    }
}
