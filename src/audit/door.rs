//! Wrong PINs in a row, written down before a PIN is checked: whoever pulls the plug meanwhile has still tried.
//!
//! The file has its room from the start and is written in place, so that a full disk forgets nothing: two slots by turns, each a line with its
//! digest on a block of its own. Power that fails in the middle of one leaves the other, and what is half written counts as one more.

use std::{io, os::unix::fs::FileExt, path::Path};

use super::{chain, deed::Deed, error::AuditError, place::Place};
use crate::files::{Digest, bounded, durable, if_there, nofollow};

/// What a damaged record counts as: enough to make the next one wait, too few to keep honest people out.
const DAMAGED: u32 = 3;
/// Bytes of a slot: what a disk writes at once.
const SLOT: usize = 4 << 10;

/// The count of one terminal while its kiosk runs: the only one who writes it.
#[derive(Debug)]
pub struct DoorLedger {
    /// None where there is nothing to keep it in.
    place: Option<Place>,
    failures: u32,
    /// Times that it was written.
    pub(super) written: u64,
}

impl DoorLedger {
    /// The count that belongs to a library, as it was written last. Its room is taken now. Where a disk takes nothing, what others tried before a
    /// restart cannot be known, and the first must wait.
    pub fn of(library: &Path) -> Self {
        let place = Place::of(library);
        let (written, failures) = match if_there(bounded::read(&place.door(), 4 * SLOT as u64)) {
            Ok(Some(bytes)) => understood(&bytes).unwrap_or((0, DAMAGED.max(told(library)))),
            // It is there from the first start on: who took it away should not be rewarded.
            Ok(None) => (0, told(library)),
            Err(error) => {
                tracing::warn!(%error, "the count of wrong PINs cannot be read");
                (0, DAMAGED.max(told(library)))
            }
        };
        let mut ledger = Self { place: Some(place), failures, written };
        if !ledger.keep() {
            ledger.failures = failures.max(DAMAGED);
        }
        ledger
    }

    /// A count that ends with the program, where there is nothing to keep it in.
    pub fn in_memory() -> Self {
        Self { place: None, failures: 0, written: 0 }
    }

    /// Wrong PINs in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// A PIN is about to be checked: until it proves right it counts as wrong. A disk that refuses leaves the count in memory.
    pub fn trying(&mut self) {
        self.failures = self.failures.saturating_add(1);
        self.keep();
    }

    /// It was right.
    pub fn opened(&mut self) {
        self.failures = 0;
        self.keep();
    }

    /// Whether it is written down, as far as there is anything to keep it in.
    fn keep(&mut self) -> bool {
        // A new terminal is given its folder a moment after its start.
        let Some(place) = self.place.as_ref().filter(|place| place.is_kept()) else { return true };
        self.written = self.written.saturating_add(1);
        let kept = write(place, self.written, self.failures);
        if let Err(error) = &kept {
            tracing::warn!(error = error as &dyn std::error::Error, "the count of wrong PINs is kept in memory only");
        }
        kept.is_ok()
    }
}

/// Wrong PINs in a row as the journal tells them, for where nothing else does. One that cannot be read clears nobody.
fn told(library: &Path) -> u32 {
    let Ok(chain) = chain::read(library) else { return DAMAGED };
    let last = chain.entries.iter().rev().find_map(|entry| match entry.deed {
        Deed::PinWrong { failures } => Some(failures),
        Deed::DoorOpened { .. } => Some(0),
        _ => None,
    });
    last.unwrap_or(0)
}

/// In place where there is room already; else the whole file anew, which takes the room for all that comes.
fn write(place: &Place, written: u64, failures: u32) -> Result<(), AuditError> {
    let path = place.door();
    let line = line(written, failures);
    let in_place = |whole: bool| -> io::Result<bool> {
        let Some(file) = if_there(nofollow::open_to_write(&path))? else { return Ok(false) };
        if whole && file.metadata()?.len() != 2 * SLOT as u64 {
            return Ok(false);
        }
        file.write_all_at(line.as_bytes(), if written.is_multiple_of(2) { 0 } else { SLOT as u64 })?;
        file.sync_data()?;
        Ok(true)
    };
    if in_place(true).unwrap_or(false) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    durable::create_folder(folder).map_err(AuditError::io(folder))?;
    let anew = durable::write(&path, &whole(written, &line)).map_err(AuditError::io(&path));
    // No room for a second file: an earlier program's has some of its own.
    match anew {
        Err(error) if !in_place(false).unwrap_or(false) => Err(error),
        _ => {
            place.hand_over(&path);
            Ok(())
        }
    }
}

/// Both slots, of which one is written.
fn whole(written: u64, line: &str) -> Vec<u8> {
    let mut bytes = vec![0; 2 * SLOT];
    let slot = if written.is_multiple_of(2) { 0 } else { SLOT };
    if let Some(there) = bytes.get_mut(slot..slot + line.len()) {
        there.copy_from_slice(line.as_bytes());
    }
    bytes
}

/// How often it was written, the count, and the digest of both.
fn line(written: u64, failures: u32) -> String {
    let text = format!("{written} {failures}");
    format!("{text} {}\n", Digest::of(text.as_bytes()))
}

/// What was written last; none where neither slot tells.
fn understood(bytes: &[u8]) -> Option<(u64, u32)> {
    let slots = [bytes.get(..SLOT).unwrap_or(bytes), bytes.get(SLOT..).unwrap_or_default()];
    let last = slots.iter().filter_map(|slot| slot_of(slot)).max()?;
    // One that is neither whole nor untouched: power failed while somebody tried, or somebody touched it.
    let is_torn = slots.iter().any(|slot| slot_of(slot).is_none() && slot.iter().any(|byte| *byte != 0));
    Some(if is_torn { (last.0, last.1.saturating_add(1).max(DAMAGED)) } else { last })
}

/// `7 2 DIGEST`; of an earlier program `2 DIGEST`, which was there before.
fn slot_of(slot: &[u8]) -> Option<(u64, u32)> {
    let end = slot.iter().position(|byte| *byte == b'\n')?;
    let (text, digest) = str::from_utf8(slot.get(..end)?).ok()?.rsplit_once(' ')?;
    if Digest::of(text.as_bytes()).to_string() != digest {
        return None;
    }
    let (written, failures) = text.split_once(' ').unwrap_or(("0", text));
    Some((written.parse().ok()?, failures.parse().ok()?))
}
