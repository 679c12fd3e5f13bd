//! The office's signed word to each terminal on what has arrived, onto a stick: what that terminal may erase.

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::{Register, RegisterError};
use crate::{
    bundle::{Signer, sign_notice},
    outbox::{ACKNOWLEDGEMENT, Acknowledged, Acknowledgement, ReceiptNumber},
};

/// A word that is to go onto a stick.
#[derive(Debug)]
pub struct Word {
    /// The terminal.
    pub terminal: String,
    /// How many forms it names.
    pub named: usize,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Register {
    /// Signs a word for every terminal that still holds something of what is registered, as far as the office knows: everything that no word named
    /// which the terminal has heeded. Each word is newer than all that the terminal has ever seen.
    pub fn acknowledge(&mut self, signer: &dyn Signer, now: Timestamp) -> Result<Vec<Word>, RegisterError> {
        let failed = self.failed();
        let transaction = self.connection.transaction().map_err(&failed)?;
        let mut words = Vec::new();
        {
            let mut terminals =
                transaction.prepare("SELECT terminal, max(sent, heeded) + 1 FROM terminals ORDER BY terminal").map_err(&failed)?;
            let rows = terminals.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))).map_err(&failed)?;
            for row in rows {
                let (terminal, sequence) = row.map_err(&failed)?;
                let requests = held(&transaction, &terminal).map_err(&failed)?;
                if requests.is_empty() {
                    continue;
                }
                let named = requests.len();
                let version = u64::try_from(sequence).unwrap_or(1);
                let counter = highest_counter(&transaction, &terminal).map_err(&failed)?;
                let word = Acknowledgement { terminal: terminal.clone(), requests, counter };
                let bytes = sign_notice(ACKNOWLEDGEMENT, version, &word, signer, now)?;
                words.push((sequence, Word { terminal, named, bytes }));
            }
        }
        for (sequence, Word { terminal, .. }) in &words {
            transaction.execute("UPDATE terminals SET sent = ?2 WHERE terminal = ?1", params![terminal, sequence]).map_err(&failed)?;
            for named in [
                "UPDATE requests SET named_in = coalesce(named_in, ?2) WHERE terminal = ?1",
                "UPDATE quarantine SET named_in = coalesce(named_in, ?2) WHERE terminal = ?1 AND because IS NOT NULL",
            ] {
                transaction.execute(named, params![terminal, sequence]).map_err(&failed)?;
            }
        }
        transaction.commit().map_err(&failed)?;
        Ok(words.into_iter().map(|(_, word)| word).collect())
    }
}

/// What a terminal may still hold of what was registered, or given up.
fn held(register: &Transaction<'_>, terminal: &str) -> Result<Vec<Acknowledged>, rusqlite::Error> {
    let held = "SELECT rid, digest, receipt, office, unread FROM (
                    SELECT terminal, rid, digest, receipt, office, 0 AS unread, named_in, id FROM requests
                    UNION ALL SELECT terminal, rid, digest, receipt, '', 1, named_in, id FROM quarantine WHERE because IS NOT NULL
                ) WHERE terminal = ?1 AND (named_in IS NULL OR named_in > (SELECT heeded FROM terminals WHERE terminal = ?1)) ORDER BY unread, id";
    let mut held = register.prepare(held)?;
    let rows = held.query_map([terminal], |row| {
        let digest: String = row.get(1)?;
        let one = |digest| Ok(Acknowledged { rid: row.get(0)?, digest, receipt: row.get(2)?, office: row.get(3)?, unread: row.get(4)? });
        digest.parse().map_or(Ok(None), |digest| one(digest).map(Some))
    })?;
    Ok(rows.collect::<Result<Vec<_>, rusqlite::Error>>()?.into_iter().flatten().collect())
}

/// The highest counter that was ever seen of a terminal.
fn highest_counter(register: &Transaction<'_>, terminal: &str) -> Result<u64, rusqlite::Error> {
    let seen = "SELECT receipt FROM requests WHERE terminal = ?1 UNION SELECT receipt FROM quarantine WHERE terminal = ?1";
    let mut seen = register.prepare(seen)?;
    let rows = seen.query_map([terminal], |row| row.get::<_, String>(0))?;
    let receipts: Vec<String> = rows.collect::<Result<_, _>>()?;
    let counters = receipts.iter().filter_map(|receipt| receipt.parse().ok()).map(|receipt: ReceiptNumber| receipt.counter());
    Ok(counters.max().unwrap_or(0))
}
