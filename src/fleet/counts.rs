//! A file of counts: the counts in one line, and their digest in the next. What is damaged begins anew.

use std::{io, path::Path};

use serde::{Serialize, de::DeserializeOwned};

use crate::files::{Digest, bounded, durable, if_there};

/// The counts that were written last; none where there are none, or where they are damaged or larger than `limit`, in bytes. A disk that refuses
/// to read has not lost them.
pub(super) fn read<T: DeserializeOwned + Default>(path: &Path, limit: u64) -> io::Result<T> {
    let bytes = match if_there(bounded::read(path, limit)) {
        Ok(None) => return Ok(T::default()),
        // Nothing that this program wrote is so large.
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Vec::new(),
        read => read?.unwrap_or_default(),
    };
    Ok(understood(&bytes).unwrap_or_else(|| {
        tracing::warn!(path = %path.display(), "counts are damaged and begin anew");
        T::default()
    }))
}

/// Writes counts durably in the place of those before.
pub(super) fn write(path: &Path, counts: &impl Serialize) -> io::Result<()> {
    let counts = serde_json::to_string(counts)?;
    durable::write(path, format!("{counts}\n{}\n", Digest::of(counts.as_bytes())).as_bytes())
}

fn understood<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (counts, digest) = str::from_utf8(bytes).ok()?.strip_suffix('\n')?.split_once('\n')?;
    (Digest::of(counts.as_bytes()).to_string() == digest).then(|| serde_json::from_str(counts).ok()).flatten()
}
