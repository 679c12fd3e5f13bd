//! The office's word on what has arrived: the only thing that lets a terminal erase what waits.
//!
//! Each word names everything of a terminal that the office has registered and that the terminal may still hold, so that one that was lost on its way
//! is made good by the next. A word that is not newer than the last one heeded is passed over.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use super::{OfficeKeyWord, Outbox, OutboxError, ReceiptNumber, store::request_in};
use crate::{
    bundle::{Root, read_notice},
    files::Digest,
};

/// What words of this kind are about.
pub const ACKNOWLEDGEMENT: &str = "request-acknowledgement";
/// What the word about the office's key is about.
pub const OFFICE_KEY: &str = "office-key";

/// A counter beyond which no word is believed: nobody fills in that many forms.
const HIGHEST_COUNTER: i64 = 1 << 40;

/// What the office has of a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    /// The terminal.
    pub terminal: String,
    /// What has arrived and is registered.
    pub requests: Vec<Acknowledged>,
    /// The highest counter that the office has seen of the terminal: numbers go on behind it, whatever old copy the terminal was restored from.
    #[serde(default)]
    pub counter: u64,
}

/// One form that has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledged {
    /// Its sixteen bytes, in hexadecimal digits.
    pub rid: String,
    /// Digest of what has arrived.
    pub digest: Digest,
    /// The number on its slip, so that a terminal which lost it can answer whoever asks.
    #[serde(default)]
    pub receipt: String,
    /// The office's own number.
    pub office: String,
    /// Nobody at the office can open it, and somebody there decided that it waits for nothing any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
}

/// What came of a word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heeded {
    /// The word's number; none where it was passed over.
    pub word: Option<u64>,
    /// Numbers of the forms erased here because the office has them.
    pub erased: Vec<String>,
    /// Forms that the office names with other bytes than ours: they stay.
    pub differing: usize,
}

impl Outbox {
    /// Takes the office's key for the next forms, if the word is newer than the last; whether it did. The key of what waits is not changed.
    pub fn take_key(&mut self, bytes: &[u8], root: &Root) -> Result<bool, OutboxError> {
        let (version, word): (u64, OfficeKeyWord) = read_notice(OFFICE_KEY, bytes, root)?;
        // By the number alone: where a disk bent the last word, an older one is no better.
        let known = self.count("SELECT coalesce(max(version), 0) FROM office_key", &[])?;
        if version <= known {
            return Ok(false);
        }
        if word.key().is_none() {
            return Err(OutboxError::Foreign { path: OFFICE_KEY.into(), what: "接收公钥" });
        }
        let text = serde_json::to_string(&word).unwrap_or_default();
        let put = "INSERT OR REPLACE INTO office_key (one, version, word) VALUES (1, ?1, ?2)";
        self.connection.execute(put, params![i64::try_from(version).unwrap_or(i64::MAX), text]).map_err(self.failed())?;
        Ok(true)
    }

    /// The last word that was heeded.
    pub fn heeded(&self) -> Result<u64, OutboxError> {
        self.count("SELECT sequence FROM heeded", &[])
    }

    /// Heeds the office's word: what it has, byte for byte, is erased here. A word for another terminal, or one that is not newer, changes nothing.
    pub fn heed(&mut self, bytes: &[u8], root: &Root, today: Date) -> Result<Heeded, OutboxError> {
        let (sequence, word): (u64, Acknowledgement) = read_notice(ACKNOWLEDGEMENT, bytes, root)?;
        if word.terminal != self.terminal || sequence <= self.heeded()? {
            self.finish_vacuum()?;
            return Ok(Heeded::default());
        }
        let failed = self.failed();
        let mut outcome = Heeded { word: Some(sequence), ..Heeded::default() };
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
        for item in &word.requests {
            let Ok(rid) = hex::decode(&item.rid) else { continue };
            let held = "SELECT receipt, digest FROM waiting WHERE rid = ?1";
            let held = transaction.query_row(held, [&rid], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
            let office: String = crate::text::clean(&item.office).chars().take(60).collect();
            let remember = |put: &str, receipt: &str| {
                let sql = format!("INSERT OR {put} INTO tombstones (rid, receipt, office, day, unread) VALUES (?1, ?2, ?3, ?4, ?5)");
                transaction.execute(&sql, params![rid, receipt, office, today.to_string(), item.unread])
            };
            let Some((receipt, digest)) = held.optional().map_err(&failed)? else {
                // Gone already; or lost here, with the disk or an old copy that was put back.
                if let Ok(receipt) = item.receipt.parse::<ReceiptNumber>() {
                    remember("IGNORE", receipt.as_str()).map_err(&failed)?;
                }
                continue;
            };
            // A form that was damaged here went to the office as it is now: what the office gave up is that.
            let now = || request_in(&transaction, &rid, &self.terminal).map(|row| row.is_some_and(|row| row.digest() == item.digest));
            if digest != item.digest.to_string() && !(item.unread && now().map_err(&failed)?) {
                outcome.differing += 1;
                continue;
            }
            let beside = "UPDATE tombstones SET (received, schema) = (SELECT received, schema FROM waiting WHERE rid = ?1) WHERE rid = ?1";
            remember("REPLACE", &receipt).map_err(&failed)?;
            transaction.execute(beside, [&rid]).map_err(&failed)?;
            transaction.execute("UPDATE waiting SET sealed = zeroblob(length(sealed)) WHERE rid = ?1", [&rid]).map_err(&failed)?;
            transaction.execute("DELETE FROM waiting WHERE rid = ?1", [&rid]).map_err(&failed)?;
            outcome.erased.push(receipt);
        }
        let counter = i64::try_from(word.counter).ok().filter(|counter| *counter < HIGHEST_COUNTER).unwrap_or(0);
        transaction.execute("UPDATE counter SET last = max(last, ?1)", [counter]).map_err(&failed)?;
        let sequence = i64::try_from(sequence).unwrap_or(i64::MAX);
        let vacuum = i64::from(!outcome.erased.is_empty());
        transaction.execute("UPDATE heeded SET sequence = ?1, vacuum = max(vacuum, ?2)", params![sequence, vacuum]).map_err(&failed)?;
        transaction.commit().map_err(&failed)?;
        self.finish_vacuum()?;
        Ok(outcome)
    }

    /// Takes what was erased out of the file and of its log; done anew where power failed before it was carried over into the file, or somebody read
    /// meanwhile.
    pub(super) fn finish_vacuum(&mut self) -> Result<(), OutboxError> {
        let failed = self.failed();
        if self.count("SELECT vacuum FROM heeded", &[])? == 0 {
            return Ok(());
        }
        self.connection.execute_batch("VACUUM").map_err(&failed)?;
        let waits: bool = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(&failed)?;
        if !waits {
            self.connection.execute("UPDATE heeded SET vacuum = 0", []).map_err(&failed)?;
        }
        Ok(())
    }
}
