//! The keeper of the door: compares PINs, and counts each one before it is compared.

use std::panic::{self, AssertUnwindSafe};

use argon2::{Argon2, PasswordHash, PasswordVerifier};

use crate::{audit::DoorLedger, text::VisitorText};

/// Who compares PINs.
pub(super) struct Keeper {
    ledger: DoorLedger,
}

/// A PIN that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tried {
    /// Which of the hashes it was right for.
    pub(super) right: Option<usize>,
    /// Wrong ones in a row: with this one, where it was wrong; before it, where it was right.
    pub(super) failures: u32,
}

impl Keeper {
    /// A keeper who goes on counting where this ledger stands.
    pub(super) fn new(ledger: DoorLedger) -> Self {
        Self { ledger }
    }

    /// Compares a PIN with the hashes of all who have one, which is slow on purpose. It is one trial, and whoever pulls the plug meanwhile is counted as
    /// wrong.
    pub(super) fn try_pin(&mut self, pin: &VisitorText, hashes: &[String]) -> Tried {
        let before = self.ledger.failures();
        self.ledger.trying();
        let right = hashes.iter().position(|hash| is_right(pin, hash));
        if right.is_some() {
            self.ledger.opened();
        }
        Tried { right, failures: if right.is_some() { before } else { self.ledger.failures() } }
    }
}

fn is_right(pin: &VisitorText, hash: &str) -> bool {
    let check = || PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(pin.reveal().as_bytes(), &hash).is_ok());
    panic::catch_unwind(AssertUnwindSafe(check)).unwrap_or(false)
}
