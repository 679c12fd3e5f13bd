//! Keys pressed faster than the candidates came that they choose among.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent};
use zeroize::{DefaultIsZeroes, Zeroizing};

/// Most keys that are kept: whoever presses more does not type.
const MOST: usize = 64;

/// A key that waits.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Held(KeyEvent);

impl Default for Held {
    fn default() -> Self {
        Self(KeyEvent::from(KeyCode::Null))
    }
}

impl DefaultIsZeroes for Held {}

/// Keys in the order in which they were pressed. They are letters of a visitor, and are wiped.
#[derive(Clone, Default, PartialEq)]
pub(in crate::tui) struct Early(Zeroizing<Vec<Held>>);

impl Early {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps a key.
    pub(super) fn push(&mut self, key: KeyEvent) {
        // Room for all at once: a list that grows leaves its keys where it lay before.
        if self.0.capacity() < MOST {
            let mut roomy = Vec::with_capacity(MOST);
            roomy.extend_from_slice(&self.0);
            self.0 = Zeroizing::new(roomy);
        }
        if self.0.len() < MOST {
            self.0.push(Held(key));
        }
    }

    /// The keys, the first one first.
    pub(in crate::tui) fn keys(&self) -> impl Iterator<Item = KeyEvent> {
        self.0.iter().map(|held| held.0)
    }
}

impl fmt::Debug for Early {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Early({} keys)", self.0.len())
    }
}
