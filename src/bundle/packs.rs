//! Packs: many small files in one, named by its digest. Small files by themselves would cost a stick a cluster and a terminal a system call
//! each.
//!
//! A pack is eight bytes of magic and then, for each file, its SHA-256 (32 bytes), its length (8 bytes, little endian) and its bytes.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use super::{CHUNK, LARGEST_PACK, Parcel, ParcelKind, stored_name};
use crate::{
    files::durable,
    files::{Digest, Hasher},
};

const MAGIC: &[u8; 8] = b"GKPACK1\n";
const HEAD: u64 = 32 + 8;

/// Why bytes are no pack.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// They do not begin as one, or end in the middle of a file.
    #[error("not a pack")]
    NotAPack,
    /// A file in it is not what its digest says.
    #[error("a file in it was changed")]
    Altered,
    /// They cannot be read.
    #[error("cannot be read")]
    Io(#[from] io::Error),
}

/// A file in a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackEntry {
    /// Its digest.
    pub sha256: Digest,
    /// First byte of its bytes.
    pub offset: u64,
    /// How many.
    pub length: u64,
}

/// Reads a pack to its end and compares every file in it with its digest. Nothing larger than a file that is really there is ever held.
pub fn read_pack(mut pack: impl Read) -> Result<Vec<PackEntry>, PackError> {
    let mut magic = [0; 8];
    exactly(&mut pack, &mut magic)?;
    if magic != *MAGIC {
        return Err(PackError::NotAPack);
    }
    let mut at = MAGIC.len() as u64;
    let mut entries = Vec::new();
    let mut head = [0; 40];
    loop {
        // An end between two files is the end.
        let (first, rest) = head.split_at_mut(1);
        match pack.read(first) {
            Ok(0) => return Ok(entries),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        }
        exactly(&mut pack, rest)?;
        let (sha256, length) = head.split_at(32);
        let sha256 = Digest::from(<[u8; 32]>::try_from(sha256).map_err(|_| PackError::NotAPack)?);
        let length = u64::from_le_bytes(<[u8; 8]>::try_from(length).map_err(|_| PackError::NotAPack)?);
        let (found, read) = Digest::of_stream((&mut pack).take(length))?;
        if read != length {
            return Err(PackError::NotAPack);
        }
        if found != sha256 {
            return Err(PackError::Altered);
        }
        entries.push(PackEntry { sha256, offset: at + HEAD, length });
        at += HEAD + length;
    }
}

fn exactly(pack: &mut impl Read, bytes: &mut [u8]) -> Result<(), PackError> {
    pack.read_exact(bytes).map_err(|error| if error.kind() == io::ErrorKind::UnexpectedEof { PackError::NotAPack } else { error.into() })
}

/// Writes one part into a repository: bytes go in, and it gets its name when it is complete and durable.
pub(super) struct ParcelWriter {
    root: PathBuf,
    path: PathBuf,
    file: BufWriter<File>,
    whole: Hasher,
    chunk: Hasher,
    chunks: Vec<Digest>,
    length: u64,
}

impl ParcelWriter {
    /// A part below `root`, the folder that holds `packs` and `blobs`.
    pub(super) fn begin(root: &Path) -> io::Result<Self> {
        durable::create_folder(root)?;
        // Several are written at once, each under a name of its own.
        static BEGUN: AtomicU64 = AtomicU64::new(0);
        let path = root.join(format!("new-{}.part", BEGUN.fetch_add(1, Ordering::Relaxed)));
        let file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
        Ok(Self { root: root.to_owned(), path, file, whole: Hasher::default(), chunk: Hasher::default(), chunks: Vec::new(), length: 0 })
    }

    pub(super) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.whole.update(bytes);
        while !bytes.is_empty() {
            let room = usize::try_from(CHUNK - self.length % CHUNK).unwrap_or(usize::MAX);
            let (now, later) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.chunk.update(now);
            self.length += now.len() as u64;
            if self.length.is_multiple_of(CHUNK) {
                self.chunks.push(std::mem::take(&mut self.chunk).finish());
            }
            bytes = later;
        }
        Ok(())
    }

    /// The part, complete and under its name. Blobs are cut where FAT32 ends.
    pub(super) fn finish(mut self, kind: ParcelKind, text: bool) -> io::Result<Parcel> {
        if !self.length.is_multiple_of(CHUNK) {
            self.chunks.push(self.chunk.finish());
        }
        if self.chunks.len() <= 1 {
            self.chunks.clear();
        }
        self.file.flush()?;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        let parcel = Parcel { kind, digest: self.whole.finish(), length: self.length, chunks: self.chunks, text };
        let pieces = parcel.pieces();
        let folder = self.root.join(stored_name(kind, &parcel.digest));
        durable::create_folder(folder.parent().unwrap_or(&self.root))?;
        match pieces.as_slice() {
            [(name, _)] => durable::place(&self.path, &self.root.join(name))?,
            _ => {
                let mut whole = File::open(&self.path)?;
                for (name, length) in &pieces {
                    let mut piece = File::create(self.root.join(name))?;
                    io::copy(&mut (&mut whole).take(*length), &mut piece)?;
                    piece.sync_all()?;
                }
                std::fs::remove_file(&self.path)?;
                durable::sync_folder(folder.parent().unwrap_or(&self.root))?;
            }
        }
        Ok(parcel)
    }
}

/// Removes what an interrupted writing left below `root`; nobody else may be writing there.
pub(super) fn sweep(root: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(root)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.starts_with("new-") && name.ends_with(".part")) {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Fills packs with small files, beginning a new one when one is full.
pub(super) struct Packer {
    root: PathBuf,
    text: bool,
    open: Option<(ParcelWriter, Vec<PackEntry>)>,
    /// Finished packs with what they hold.
    pub(super) done: Vec<(Parcel, Vec<PackEntry>)>,
}

impl Packer {
    pub(super) fn new(root: &Path, text: bool) -> Self {
        Self { root: root.to_owned(), text, open: None, done: Vec::new() }
    }

    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.open.as_ref().is_some_and(|(pack, _)| pack.length + HEAD + bytes.len() as u64 > LARGEST_PACK) {
            self.close()?;
        }
        let (pack, entries) = match &mut self.open {
            Some(open) => open,
            none => {
                let mut pack = ParcelWriter::begin(&self.root)?;
                pack.write(MAGIC)?;
                none.insert((pack, Vec::new()))
            }
        };
        let entry = PackEntry { sha256: Digest::of(bytes), offset: pack.length + HEAD, length: bytes.len() as u64 };
        pack.write(entry.sha256.bytes())?;
        pack.write(&entry.length.to_le_bytes())?;
        pack.write(bytes)?;
        entries.push(entry);
        Ok(())
    }

    pub(super) fn close(&mut self) -> io::Result<()> {
        if let Some((pack, entries)) = self.open.take() {
            self.done.push((pack.finish(ParcelKind::Pack, self.text)?, entries));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_into_a_pack_is_found_in_it_and_every_flipped_byte_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let mut packer = Packer::new(folder.path(), true);
        for bytes in [&b"one"[..], b"", "第二份".as_bytes()] {
            packer.add(bytes).unwrap();
        }
        packer.close().unwrap();
        let (parcel, entries) = &packer.done[0];
        let bytes = std::fs::read(folder.path().join(stored_name(ParcelKind::Pack, &parcel.digest))).unwrap();
        assert_eq!((Digest::of(&bytes), bytes.len() as u64), (parcel.digest, parcel.length));
        assert_eq!(&read_pack(&bytes[..]).unwrap(), entries);
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1;
            assert!(read_pack(&bent[..]).is_err(), "byte {at}");
        }
        for cut in (1..bytes.len()).filter(|cut| entries.iter().all(|entry| entry.offset - HEAD != *cut as u64)) {
            assert!(read_pack(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_read_that_is_interrupted_is_tried_again() {
        /// Hands out a byte at a time, and nothing every other time.
        struct Interrupted<'a>(&'a [u8], bool);
        impl Read for Interrupted<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                self.1 = !self.1;
                if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { (&mut self.0).take(1).read(into) }
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let mut packer = Packer::new(folder.path(), true);
        packer.add(b"one").unwrap();
        packer.close().unwrap();
        let (parcel, entries) = &packer.done[0];
        let bytes = std::fs::read(folder.path().join(stored_name(ParcelKind::Pack, &parcel.digest))).unwrap();
        assert_eq!(&read_pack(Interrupted(&bytes, false)).unwrap(), entries);
    }

    #[test]
    fn packs_that_are_filled_at_once_do_not_meet() {
        let folder = tempfile::tempdir().unwrap();
        let mut packers = [Packer::new(folder.path(), true), Packer::new(folder.path(), false)];
        for bytes in [&b"one"[..], b"two", b"three"] {
            for packer in &mut packers {
                packer.add(bytes).unwrap();
            }
        }
        for packer in &mut packers {
            packer.add(b"last").unwrap();
            packer.close().unwrap();
            let (parcel, entries) = &packer.done[0];
            let file = File::open(folder.path().join(stored_name(ParcelKind::Pack, &parcel.digest))).unwrap();
            assert_eq!(&read_pack(file).unwrap(), entries);
        }
    }

    #[test]
    fn stretches_of_a_large_part_have_digests_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..CHUNK * 2 + 5).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let mut writer = ParcelWriter::begin(folder.path()).unwrap();
        for part in bytes.chunks(1_000_003) {
            writer.write(part).unwrap();
        }
        let parcel = writer.finish(ParcelKind::Blob, false).unwrap();
        let chunk = usize::try_from(CHUNK).unwrap();
        assert_eq!(parcel.chunks, bytes.chunks(chunk).map(Digest::of).collect::<Vec<_>>());
        assert_eq!((parcel.digest, parcel.length), (Digest::of(&bytes), bytes.len() as u64));
    }
}
