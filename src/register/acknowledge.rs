//! The office's signed word to each terminal on what has arrived, onto a stick: what that terminal may erase.

use rusqlite::params;

use jiff::Timestamp;

use super::{Register, RegisterError};
use crate::{
    bundle::{Signer, sign_notice},
    outbox::{ACKNOWLEDGEMENT, Acknowledged, Acknowledgement},
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
                let held = "SELECT rid, digest, office FROM requests WHERE terminal = ?1 AND
                            (named_in IS NULL OR named_in > (SELECT heeded FROM terminals WHERE terminal = ?1)) ORDER BY id";
                let mut held = transaction.prepare(held).map_err(&failed)?;
                let held =
                    held.query_map([&terminal], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)));
                let held: Vec<(String, String, String)> = held.map_err(&failed)?.collect::<Result<_, _>>().map_err(&failed)?;
                let requests =
                    held.into_iter().filter_map(|(rid, digest, office)| Some(Acknowledged { rid, digest: digest.parse().ok()?, office }));
                let requests: Vec<Acknowledged> = requests.collect();
                if requests.is_empty() {
                    continue;
                }
                let named = requests.len();
                let version = u64::try_from(sequence).unwrap_or(1);
                let word = Acknowledgement { terminal: terminal.clone(), requests };
                let bytes = sign_notice(ACKNOWLEDGEMENT, version, &word, signer, now)?;
                words.push((sequence, Word { terminal, named, bytes }));
            }
        }
        for (sequence, Word { terminal, .. }) in &words {
            transaction.execute("UPDATE terminals SET sent = ?2 WHERE terminal = ?1", params![terminal, sequence]).map_err(&failed)?;
            let named = "UPDATE requests SET named_in = coalesce(named_in, ?2) WHERE terminal = ?1";
            transaction.execute(named, params![terminal, sequence]).map_err(&failed)?;
        }
        transaction.commit().map_err(&failed)?;
        Ok(words.into_iter().map(|(_, word)| word).collect())
    }
}
