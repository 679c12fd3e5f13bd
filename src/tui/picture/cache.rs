//! What was painted, as the bytes that draw it: bounded, and emptied with the session.

use std::{collections::HashMap, sync::Arc};

use super::value::Key;

/// Most bytes that are kept.
const MOST: usize = 4 << 20;

/// What was painted.
#[derive(Debug, Default)]
pub(super) struct Cache {
    held: HashMap<Key, (Arc<[u8]>, u64)>,
    bytes: usize,
    /// Counts the uses.
    clock: u64,
}

impl Cache {
    /// What draws a picture; empty if it cannot be drawn, none if nobody knows yet.
    pub(super) fn get(&mut self, key: Key) -> Option<Arc<[u8]>> {
        self.clock += 1;
        let (bytes, used) = self.held.get_mut(&key)?;
        *used = self.clock;
        Some(Arc::clone(bytes))
    }

    /// Keeps what was painted, and lets go of what was not used for longest.
    pub(super) fn keep(&mut self, key: Key, bytes: Arc<[u8]>) {
        self.clock += 1;
        self.bytes += bytes.len();
        if let Some((old, _)) = self.held.insert(key, (bytes, self.clock)) {
            self.bytes -= old.len();
        }
        while self.bytes > MOST {
            let oldest = self.held.iter().min_by_key(|(_, (_, used))| *used).map(|(key, _)| *key);
            let Some((gone, _)) = oldest.and_then(|key| self.held.remove(&key)) else { return };
            self.bytes -= gone.len();
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}
