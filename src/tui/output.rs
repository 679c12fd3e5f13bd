//! What is drawn, on its way to the terminal: collected, written in one go, and wiped. The standard output of std keeps the last of it.

use std::{
    fs::File,
    io::{self, Write, stdout},
    os::fd::AsFd,
};

use zeroize::{Zeroize, Zeroizing};

/// Bytes that are collected: more than most screens change at once.
const COLLECTED: usize = 32 << 10;

/// The terminal, to be written to.
pub(super) struct Output {
    tty: File,
    /// It never grows, so that nothing is left where it lay.
    waiting: Zeroizing<Vec<u8>>,
}

impl Output {
    /// Writes where standard output leads.
    pub(super) fn open() -> io::Result<Self> {
        Ok(Self { tty: File::from(stdout().as_fd().try_clone_to_owned()?), waiting: Zeroizing::new(Vec::with_capacity(COLLECTED)) })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() == COLLECTED {
            self.flush()?;
        }
        let taken = bytes.get(..bytes.len().min(COLLECTED - self.waiting.len())).unwrap_or_default();
        self.waiting.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = self.tty.write_all(&self.waiting);
        self.waiting.as_mut_slice().zeroize();
        self.waiting.clear();
        written
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_written_arrives_whole_and_nothing_of_it_is_kept() {
        let (mut reader, writer) = io::pipe().unwrap();
        let mut output =
            Output { tty: File::from(std::os::fd::OwnedFd::from(writer)), waiting: Zeroizing::new(Vec::with_capacity(COLLECTED)) };
        let long = "养老金".repeat(10_000);
        let read = std::thread::spawn(move || {
            let mut arrived = String::new();
            reader.read_to_string(&mut arrived).map(|_| arrived)
        });
        output.write_all(long.as_bytes()).unwrap();
        output.flush().unwrap();
        assert!(output.waiting.is_empty() && output.waiting.capacity() == COLLECTED);
        drop(output);
        assert_eq!(read.join().unwrap().unwrap(), long);
    }
}
