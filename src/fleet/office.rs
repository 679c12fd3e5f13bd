//! What the office itself knows, to lay beside the reports: its newest release, those before it, and what was withdrawn when.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use jiff::Timestamp;

use super::{Content, FleetError};
use crate::{
    bundle::{PastRelease, Repository, VerifiedBundle},
    files::Digest,
    policy::RecordId,
    text::clean,
};

/// The office's repository, read for the table of terminals.
#[derive(Debug, Clone)]
pub struct Office {
    /// Number of the newest release.
    pub number: u64,
    /// Its digest.
    pub digest: Digest,
    /// When it was made.
    pub released_at: Timestamp,
    /// Everything that was ever withdrawn, the newest first.
    pub withdrawn: Vec<Gone>,
    /// Titles of what the newest release holds.
    pub titles: HashMap<RecordId, String>,
    past: BTreeMap<u64, PastRelease>,
}

/// A record that was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: String,
    /// The role that withdrew it.
    role: String,
    /// Version of that role's targets which first left it out.
    since: u64,
}

/// A release that a terminal shows, beside what the office published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// It is the newest.
    Newest,
    /// So many releases and days before it.
    Behind { releases: u64, days: i64 },
    /// The office never published it.
    Foreign,
}

impl Office {
    /// Reads a repository; none where nothing was published yet.
    pub fn read(repository: &Path) -> Result<Option<Self>, FleetError> {
        let repository = Repository::open(repository)?;
        let Some(newest) = repository.release()? else { return Ok(None) };
        Ok(Some(Self::of(&newest, repository.past()?)))
    }

    fn of(newest: &VerifiedBundle, past: BTreeMap<u64, PastRelease>) -> Self {
        let release = &newest.release;
        let gone = release.publications.iter().flat_map(|publication| {
            publication.statement.withdrawn.iter().map(|gone| Gone {
                id: gone.id.clone(),
                title: clean(&gone.title).into_owned(),
                reason: clean(&gone.reason).into_owned(),
                role: publication.role.clone(),
                since: gone.since,
            })
        });
        let mut withdrawn: Vec<Gone> = gone.collect();
        withdrawn.sort_by_key(|gone| std::cmp::Reverse(gone.since));
        let records = release.publications.iter().flat_map(|publication| &publication.catalogue.records);
        let titles = records.map(|record| (record.id.clone(), clean(&record.title).into_owned())).collect();
        Self { number: release.number, digest: release.digest, released_at: release.released_at, withdrawn, titles, past }
    }

    /// Where a release stands that a terminal shows.
    pub(super) fn beside(&self, content: &Content) -> Beside {
        match self.published(content.release, &content.digest) {
            _ if content.release > self.number => Beside::Foreign,
            Some(false) => Beside::Foreign,
            // One that this repository does not remember is at least known to be old.
            _ if content.release == self.number => Beside::Newest,
            _ => Beside::Behind {
                releases: self.number - content.release,
                days: (self.released_at.duration_since(content.released_at).as_hours() / 24).max(0),
            },
        }
    }

    /// Whether the office published this under that number; none where it does not remember.
    pub(super) fn published(&self, release: u64, digest: &Digest) -> Option<bool> {
        if release == self.number { Some(self.digest == *digest) } else { self.past.get(&release).map(|past| past.digest == *digest) }
    }

    /// Whether a release may hold what was withdrawn: it was made before, or nobody can say.
    pub(super) fn may_hold(&self, release: u64, gone: &Gone) -> bool {
        if release >= self.number {
            return false;
        }
        self.past.get(&release).is_none_or(|past| past.versions.get(&gone.role).is_none_or(|version| *version < gone.since))
    }
}
