//! Vectors that a model made at the office, by the digest of their text: what a terminal need not make again.
//!
//! The file: `GKKEPT01`, the digest of the model (32 bytes), then as 32-bit numbers with the lowest byte first how many numbers a vector has and how
//! many vectors there are; then the vectors in the order of their keys, each behind its key: the first 16 bytes of the digest of its text.

use std::collections::BTreeMap;

use super::{compass::Compass, vector::Vector};
use crate::files::Digest;

const MAGIC: &[u8] = b"GKKEPT01";
const DIGEST: usize = 32;
/// Bytes before the first key.
const HEAD: usize = 8 + DIGEST + 4 + 4;
/// Bytes of a key.
const KEY: usize = 16;

/// Bytes that hold no vectors of this model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no vectors: {0}")]
pub struct NotKept(&'static str);

type Key = [u8; KEY];

/// Vectors by the digest of their text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeptVectors {
    rows: BTreeMap<Key, Box<[u8]>>,
}

fn key(text: &str) -> Key {
    Digest::of(text.as_bytes()).bytes().first_chunk().copied().unwrap_or_default()
}

impl KeptVectors {
    /// Reads what was made with this model; every length is compared with what is there.
    pub fn read(bytes: &[u8], compass: &Compass) -> Result<Self, NotKept> {
        let (head, rows) = bytes.split_at_checked(HEAD).ok_or(NotKept("it ends too soon"))?;
        if !head.starts_with(MAGIC) {
            return Err(NotKept("it begins otherwise"));
        }
        if head.get(MAGIC.len()..MAGIC.len() + DIGEST) != Some(compass.digest()) {
            return Err(NotKept("another model made it"));
        }
        let numbers = head.get(MAGIC.len() + DIGEST..).unwrap_or_default().as_chunks().0;
        let [dimensions, count] = numbers else { return Err(NotKept("it ends too soon")) };
        let [dimensions, count] = [*dimensions, *count].map(|bytes| u32::from_le_bytes(bytes) as usize);
        let row = KEY + compass.dimensions();
        if dimensions != compass.dimensions() || count.checked_mul(row) != Some(rows.len()) {
            return Err(NotKept("it has another length than it says"));
        }
        let split = |row: &[u8]| row.split_first_chunk().map(|(key, vector)| (*key, vector.into()));
        Ok(Self { rows: rows.chunks_exact(row).filter_map(split).collect() })
    }

    /// As they are kept.
    pub fn pack(&self, compass: &Compass) -> Vec<u8> {
        let mut bytes = [MAGIC, compass.digest()].concat();
        for number in [compass.dimensions(), self.rows.len()] {
            bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        }
        for (key, vector) in &self.rows {
            bytes.extend(key);
            bytes.extend(vector);
        }
        bytes
    }

    /// The vector of a text, if it is kept.
    pub fn get(&self, text: &str) -> Option<Vector> {
        self.rows.get(&key(text)).map(|bytes| Vector::kept(bytes))
    }

    /// Keeps one more.
    pub fn keep(&mut self, text: &str, vector: &Vector) {
        self.rows.insert(key(text), vector.bytes().into());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_found_again_and_nothing_else_is_taken() {
        let compass = Compass::built_in().unwrap();
        let mut kept = KeptVectors::default();
        for text in ["养老金怎么领", "结婚登记要带什么"] {
            kept.keep(text, &compass.passage(text));
        }
        let bytes = kept.pack(&compass);
        let read = KeptVectors::read(&bytes, &compass).unwrap();
        assert_eq!((read.len(), read.get("养老金怎么领")), (2, Some(compass.passage("养老金怎么领"))));
        assert_eq!(read.get("离婚"), None);
        for length in 0..bytes.len() {
            assert!(KeptVectors::read(&bytes[..length], &compass).is_err(), "cut off at {length}");
        }
        for at in 0..HEAD {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(KeptVectors::read(&changed, &compass).is_err(), "changed at {at}");
        }
    }
}
