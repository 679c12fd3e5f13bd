//! What lies beside the memory of a terminal and knows what it must know: whoever puts an older memory in the place of a newer one, and its copy, is
//! found out by the generation that answers and by the journal.

use rusqlite::{OptionalExtension, params};

use super::{SyncError, error::Tear, memory::Memory, second};
use crate::{
    audit::{self, AuditError, Chain, Deed},
    bundle::{Seen, Trust},
    files::Digest,
    library::{Origin, current, info_of},
};

impl Memory {
    /// What shows that this is an older memory than the terminal had; none where nothing does.
    pub(super) fn behind(&self, dir: &std::path::Path, trust: &Trust) -> Result<Option<Tear>, SyncError> {
        let answering = current(dir).ok().flatten().and_then(|number| info_of(dir, number).ok());
        if let Some(Origin::Release { version, digest, .. }) = answering.map(|info| info.origin)
            && !self.knows(trust, version, &digest)?
        {
            return Ok(Some(Tear::Behind { release: version }));
        }
        let entries = audit::told(dir, &["import_done", "root_led", "root_reset"]);
        // Another office's, before somebody had it believed instead.
        let reset = entries.iter().rposition(|entry| matches!(entry.deed, Deed::RootReset { .. }));
        let version = trust.root().map_or(0, |root| root.version());
        for entry in entries.iter().skip(reset.unwrap_or(0)) {
            match &entry.deed {
                Deed::ImportDone { release, digest } if !self.knows(trust, *release, &digest.to_string())? => {
                    return Ok(Some(Tear::Behind { release: *release }));
                }
                Deed::RootLed { version: led, .. } if *led > version => return Ok(Some(Tear::BehindRoot)),
                Deed::RootReset { to, .. } if !self.was_reset(to)? => return Ok(Some(Tear::BehindRoot)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Whether this release was taken in, or is older than what was seen.
    fn knows(&self, trust: &Trust, release: u64, digest: &str) -> Result<bool, SyncError> {
        let is_older = |seen: Seen| release < seen.version || release == seen.version && digest == seen.digest.to_string();
        Ok(trust.snapshot.is_some_and(is_older) || self.has_taken(release, digest)?)
    }

    fn was_reset(&self, fingerprint: &str) -> Result<bool, SyncError> {
        let found =
            self.connection.query_row("SELECT count(*) FROM history WHERE kind = 'reset' AND instr(facts, ?1) > 0", [fingerprint], |row| {
                row.get::<_, i64>(0)
            });
        found.map(|count| count > 0).map_err(|error| self.torn(Tear::Database(error.to_string())))
    }

    /// Remembers how far the journal went, as long as it still holds what was remembered before. It is a second witness, and stops nothing.
    pub(super) fn remember_journal(&self) {
        let Some(dir) = second::library_of(&self.path) else { return };
        let remembered = || -> Result<(), Box<dyn std::error::Error>> {
            let mut chain = audit::read(dir)?;
            if let Some((number, digest)) = self.journal_seen()? {
                chain.expect(number, &digest);
            }
            let Some(last) = chain.last().filter(|_| chain.faults.is_empty()) else { return Ok(()) };
            let put = "INSERT OR REPLACE INTO journal (one, number, digest) VALUES (1, ?1, ?2)";
            self.connection.execute(put, params![i64::try_from(last.number)?, last.digest.to_string()])?;
            Ok(())
        };
        if let Err(error) = remembered() {
            tracing::warn!(%error, "how far the journal went could not be remembered");
        }
    }

    fn journal_seen(&self) -> Result<Option<(u64, Digest)>, SyncError> {
        let row = self.connection.query_row("SELECT number, digest FROM journal", [], |row| Ok((row.get(0)?, row.get(1)?))).optional();
        let row: Option<(i64, String)> = row.map_err(|error| self.torn(Tear::Database(error.to_string())))?;
        let Some((number, digest)) = row else { return Ok(None) };
        match (u64::try_from(number), digest.parse()) {
            (Ok(number), Ok(digest)) => Ok(Some((number, digest))),
            _ => Err(self.torn(Tear::Row("how far the journal went".to_owned()))),
        }
    }
}

/// The journal of a terminal, compared with what the terminal remembers of it: one that was taken away whole is missed.
pub fn journal(dir: &std::path::Path) -> Result<Chain, AuditError> {
    let mut chain = audit::read(dir)?;
    let seen = Memory::read_if_any(dir).and_then(|memory| memory.map_or(Ok(None), |memory| memory.journal_seen()));
    match seen {
        Ok(Some((number, digest))) => chain.expect(number, &digest),
        Ok(None) => {}
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "what is remembered of the journal cannot be read");
            chain.unwitnessed = true;
        }
    }
    Ok(chain)
}

/// The newest release that the journal says was taken in since another root was believed.
pub(super) fn newest_told(dir: &std::path::Path) -> Option<Seen> {
    let entries = audit::told(dir, &["import_done", "root_reset"]);
    let since = entries.iter().rev().take_while(|entry| !matches!(entry.deed, Deed::RootReset { .. }));
    let releases = since.filter_map(|entry| match entry.deed {
        Deed::ImportDone { release, digest } => Some(Seen { version: release, digest }),
        _ => None,
    });
    releases.max_by_key(|seen| seen.version)
}
