//! What visitors left rides along with a visit: the office's words are heeded first, then everything that waits is written onto the stick.

use std::{fs, io, path::Path};

use jiff::Timestamp;

use super::VisitError;
use crate::{
    audit::Deed,
    bundle::STICK_FOLDER,
    files::bounded,
    fleet::{self, FleetError},
    outbox::{ACKNOWLEDGEMENTS, OFFICE_KEY_FILE, Outbox, OutboxError, folder_of},
    sync,
};

/// Bytes that no word of the office exceeds.
const LARGEST_WORD: u64 = 4 << 20;

/// What came and went.
#[derive(Debug, Default)]
pub struct Exchanged {
    /// Forms that were written onto the stick.
    pub carried: usize,
    /// Numbers of the forms erased here, because the office has them.
    pub erased: Vec<String>,
    /// The number of the office's word that was heeded.
    pub word: Option<u64>,
    /// The office's key for the next forms was taken.
    pub key_taken: bool,
    /// Why a word of the office was not heeded; it says nothing about what was carried.
    pub unheeded: Vec<OutboxError>,
}

/// Numbers in one entry of the journal, whose lines have an end.
const NUMBERS: usize = 60;

impl Exchanged {
    /// What of it goes into the journal: numbers, and no word of anybody's.
    pub(super) fn deeds(&self) -> Vec<Deed> {
        let mut deeds = Vec::new();
        deeds.extend(self.key_taken.then_some(Deed::OfficeKeyTaken));
        let erased = self.erased.chunks(NUMBERS);
        deeds.extend(erased.map(|receipts| Deed::FormsErased { receipts: receipts.to_vec(), word: self.word.unwrap_or(0) }));
        deeds.extend((self.carried > 0).then(|| Deed::FormsCarried { forms: u64::try_from(self.carried).unwrap_or(u64::MAX) }));
        deeds
    }
}

/// Heeds and carries; nothing where the terminal has no outbox and the office sent it no key.
pub(super) fn exchange(stick: &Path, library: &Path, terminal: &str, now: Timestamp) -> Result<Option<Exchanged>, VisitError> {
    let place = Outbox::place(library);
    let ours = stick.join(STICK_FOLDER);
    let key = word(&ours.join(OFFICE_KEY_FILE))?;
    if key.is_none() && !place.exists() {
        return Ok(None);
    }
    let Some(root) = sync::believed(library)? else { return Ok(None) };
    let mut outbox = Outbox::open(&place, terminal)?;
    let mut done = Exchanged::default();
    if let Some(key) = key {
        match outbox.take_key(&key, &root) {
            Ok(taken) => done.key_taken = taken,
            Err(error) => done.unheeded.push(error),
        }
    }
    let today = crate::text::day_of(now);
    if let Some(word) = word(&ours.join(ACKNOWLEDGEMENTS).join(format!("{terminal}.json")))? {
        match outbox.heed(&word, &root, today) {
            Ok(heeded) => (done.erased, done.word) = (heeded.erased, heeded.word),
            Err(error) => done.unheeded.push(error),
        }
    }
    outbox.forget_old(today)?;
    if let Some(parcel) = outbox.pack(&sync::terminal_key(library)?)? {
        let folder = folder_of(terminal);
        let failed = |source: io::Error| FleetError::NotLeft { stick: stick.to_owned(), source };
        fleet::put(stick, &folder, &parcel.name, &parcel.bytes).map_err(failed)?;
        done.carried = parcel.count();
        outbox.went(&parcel)?;
    }
    Ok(Some(done))
}

/// A word on the stick; none where there is none. Links are not followed, and what is too large is no word.
fn word(path: &Path) -> Result<Option<Vec<u8>>, VisitError> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
    let read = is_file.then(|| bounded::read(path, LARGEST_WORD)).transpose();
    let failed = |source| crate::files::DiskRefused { doing: "reading", path: path.to_owned(), source };
    Ok(read.map_err(failed).map_err(OutboxError::from)?)
}
