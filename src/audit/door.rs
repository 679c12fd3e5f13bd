//! Wrong PINs in a row, written down before a PIN is checked: whoever pulls the plug meanwhile has still tried.

use std::path::Path;

use super::{
    error::AuditError,
    place::{Place, read_small},
};
use crate::files::{Digest, durable};

/// What a damaged record counts as: enough to make the next one wait, too few to keep honest people out.
const DAMAGED: u32 = 3;

/// The count of one terminal while its kiosk runs: the only one who writes it.
#[derive(Debug)]
pub struct DoorLedger {
    /// None where there is nothing to keep it in.
    place: Option<Place>,
    failures: u32,
}

impl DoorLedger {
    /// The count that belongs to a library, as it was written last.
    pub fn of(library: &Path) -> Self {
        let place = Place::of(library);
        let failures = read_small(&place.door()).map(|bytes| bytes.map_or(0, |bytes| understood(&bytes).unwrap_or(DAMAGED)));
        let failures = failures.unwrap_or_else(|error| {
            tracing::warn!(%error, "the count of wrong PINs cannot be read");
            DAMAGED
        });
        Self { place: Some(place), failures }
    }

    /// A count that ends with the program, where there is nothing to keep it in.
    pub fn in_memory() -> Self {
        Self { place: None, failures: 0 }
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

    fn keep(&self) {
        // A new terminal is given its folder a moment after its start.
        let Some(place) = self.place.as_ref().filter(|place| place.is_kept()) else { return };
        if let Err(error) = self.write(place) {
            tracing::warn!(error = &error as &dyn std::error::Error, "the count of wrong PINs is kept in memory only");
        }
    }

    fn write(&self, place: &Place) -> Result<(), AuditError> {
        let path = place.door();
        let folder = path.parent().unwrap_or(Path::new("."));
        durable::create_folder(folder).map_err(AuditError::io(folder))?;
        durable::write(&path, written(self.failures).as_bytes()).map_err(AuditError::io(&path))
    }
}

/// The count, and its digest.
fn written(failures: u32) -> String {
    let count = failures.to_string();
    format!("{count} {}\n", Digest::of(count.as_bytes()))
}

fn understood(bytes: &[u8]) -> Option<u32> {
    let (count, digest) = str::from_utf8(bytes).ok()?.strip_suffix('\n')?.split_once(' ')?;
    (Digest::of(count.as_bytes()).to_string() == digest).then(|| count.parse().ok()).flatten()
}
