//! A pack as it is read from a stick. What is read is what is there, byte for byte, however the stick hands it out; and where every digest in a
//! pack is right, it is read exactly if it ends with a file.

#![no_main]

use std::io::{self, Read};

use gongkai::{
    bundle::{PackEntry, PackError, read_pack},
    files::Digest,
};
use gongkai_fuzz::seeds;
use libfuzzer_sys::fuzz_target;

const MAGIC: &[u8] = b"GKPACK1\n";
const HEAD: usize = 40;

/// Hands out a few bytes at a time, and is interrupted in between.
struct Slow<'a> {
    bytes: &'a [u8],
    step: usize,
    interrupted: bool,
}

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = into.len().min(self.step);
        self.bytes.read(&mut into[..length])
    }
}

fuzz_target!(init: seeds("pack", packs()), |input: &[u8]| {
    let Some((how, bytes)) = input.split_first() else { return };
    let mut bytes = bytes.to_vec();
    let whole = (how & 1 == 1).then(|| mend(&mut bytes));
    let read = read_pack(&bytes[..]);
    match (&read, whole) {
        (Ok(entries), _) => assert_eq!(written(&bytes, entries), bytes),
        (Err(_), Some(true)) => panic!("a pack whose digests are all right is refused"),
        (Err(PackError::Io(error)), _) => panic!("{error}"),
        (Err(PackError::NotAPack | PackError::Altered), _) => {}
    }
    let slow = Slow { bytes: &bytes, step: usize::from(how >> 1) + 1, interrupted: false };
    assert_eq!(read_pack(slow).ok(), read.ok());
});

/// Makes the magic and every digest right; whether the last file is whole.
fn mend(bytes: &mut [u8]) -> bool {
    let Some((magic, mut rest)) = bytes.split_at_mut_checked(MAGIC.len()) else { return false };
    magic.copy_from_slice(MAGIC);
    while !rest.is_empty() {
        let Some((head, after)) = rest.split_at_mut_checked(HEAD) else { return false };
        // Lengths that could be: the fuzzer alone would hardly ever find one.
        head[34..].fill(0);
        let length = usize::from(u16::from_le_bytes([head[32], head[33]]));
        let Some((file, after)) = after.split_at_mut_checked(length) else { return false };
        head[..32].copy_from_slice(Digest::of(file).bytes());
        rest = after;
    }
    true
}

/// The pack that holds these entries.
fn written(bytes: &[u8], entries: &[PackEntry]) -> Vec<u8> {
    let mut pack = MAGIC.to_vec();
    for entry in entries {
        let (from, length) = (usize::try_from(entry.offset).unwrap(), usize::try_from(entry.length).unwrap());
        let file = &bytes[from..from + length];
        assert_eq!(Digest::of(file), entry.sha256);
        pack.extend([&entry.sha256.bytes()[..], &entry.length.to_le_bytes(), file].concat());
    }
    pack
}

fn packs() -> Vec<Vec<u8>> {
    let pack = |files: &[&[u8]]| {
        let mut pack = MAGIC.to_vec();
        for file in files {
            pack.extend([&Digest::of(file).bytes()[..], &(file.len() as u64).to_le_bytes(), file].concat());
        }
        pack
    };
    let packs = [pack(&[]), pack(&[b""]), pack(&[b"one", b"", "第二份".as_bytes()]), pack(&[&[7; 3000]])];
    packs.iter().flat_map(|pack| [0, 1, 20, 21].map(|how| [&[how][..], pack].concat())).collect()
}
