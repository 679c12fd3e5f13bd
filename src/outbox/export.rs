//! What waits goes onto a stick: all of it, in one file that is never changed, written durably and read back. It stays here until the office has it.

use super::{Export, Outbox, OutboxError};
use crate::{bundle::Signer, files::Digest};

/// Folder of exports on a stick, with one of its own for each terminal.
pub const FOLDER: &str = "out";
/// Folder of the office's words on what has arrived: `YC-07.json`.
pub const ACKNOWLEDGEMENTS: &str = "ack";
/// The office's word on its key.
pub const OFFICE_KEY_FILE: &str = "ack/office-key.json";

/// A file that is to go onto a stick.
#[derive(Debug)]
pub struct Parcel {
    /// `000001-000003-1a2b3c4d.gkr`: the first and the last, and the beginning of the file's digest.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    rids: Vec<[u8; 16]>,
}

impl Parcel {
    /// How many forms are in it.
    pub fn count(&self) -> usize {
        self.rids.len()
    }
}

impl Outbox {
    /// All that waits, packed and signed; nothing where nothing waits and nothing was ever heeded. What was packed before is packed again: any copy
    /// may be lost, and the office takes each form once.
    pub fn pack(&self, signer: &dyn Signer) -> Result<Option<Parcel>, OutboxError> {
        let requests = self.all()?;
        let (Some(first), Some(last)) = (requests.first().map(|request| request.counter), requests.last().map(|request| request.counter))
        else {
            return Ok(None);
        };
        let rids = requests.iter().map(|request| request.bound.rid).collect();
        let export = Export { terminal: self.terminal.clone(), heeded: self.heeded()?, requests };
        let bytes = export.sign(signer)?;
        let name = format!("{first:06}-{last:06}-{}.gkr", Digest::of(&bytes).short());
        Ok(Some(Parcel { name, bytes, rids }))
    }

    /// Remembers that a parcel lies on a stick, once it was written and read back there.
    pub fn went(&mut self, parcel: &Parcel) -> Result<(), OutboxError> {
        let failed = self.failed();
        let transaction = self.connection.transaction().map_err(&failed)?;
        for rid in &parcel.rids {
            transaction.execute("UPDATE waiting SET exported = 1 WHERE rid = ?1", [rid.as_slice()]).map_err(&failed)?;
        }
        transaction.commit().map_err(&failed)
    }
}

/// The folder of a terminal's exports below ours on a stick.
pub fn folder_of(terminal: &str) -> String {
    format!("{FOLDER}/{terminal}")
}
