//! An entry as a line: `DIGEST {"number":…,"at":…,"by":…,"deed":{…},"before":"DIGEST"}`. The digest in front is that of the object behind it, which
//! holds the digest of the entry before: whoever changes one line must change all that follow.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::deed::{Deed, Done, Who};
use crate::files::Digest;

/// Longest line that is written or read, in bytes.
pub(super) const LONGEST: usize = 4 << 10;

/// What stands before the first entry.
pub(super) fn nothing() -> Digest {
    Digest::from([0; 32])
}

/// A deed in its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// One more than that of the entry before.
    pub number: u64,
    /// When, by the terminal's clock, which may be wrong: the order is that of the numbers.
    pub at: Timestamp,
    /// Who.
    pub by: Who,
    /// What.
    pub deed: Deed,
    /// Digest of the entry before.
    pub before: Digest,
    /// Its own.
    #[serde(skip, default = "nothing")]
    pub digest: Digest,
}

impl Entry {
    /// The entry after another, and its line.
    pub(super) fn after(number: u64, before: Digest, done: Done) -> (Self, String) {
        let Done { at, by, deed } = done;
        let mut entry = Self { number: number.saturating_add(1), at, by, deed, before, digest: nothing() };
        // Numbers, moments and short texts are always writable.
        let text = serde_json::to_string(&entry).unwrap_or_default();
        entry.digest = Digest::of(text.as_bytes());
        let line = format!("{} {text}\n", entry.digest);
        (entry, line)
    }

    /// Reads a line, with its end or without; none where it is not as it was written.
    pub(super) fn of_line(line: &[u8]) -> Option<Self> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if line.len() > LONGEST {
            return None;
        }
        let (digest, text) = str::from_utf8(line).ok()?.split_once(' ')?;
        let digest: Digest = digest.parse().ok()?;
        if Digest::of(text.as_bytes()) != digest {
            return None;
        }
        Some(Self { digest, ..serde_json::from_str(text).ok()? })
    }
}
