//! Records that are hidden for the time being (临时隐藏): held, and shown to nobody until the office has spoken.
//!
//! ```text
//! DIR/hidden/DIGEST.json      one hidden record; the name is the digest of its id
//! ```
//!
//! A file for each, named by what it hides: whatever a failing disk makes of its bytes, the record stays hidden. Whether one still counts follows
//! from the release that answers and from nothing else, so that no step back brings anything to light that a later release had left out.

use std::{
    collections::HashSet,
    fs, io,
    os::unix::fs::{MetadataExt, chown},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Card, Info, LibraryError, Origin, tree::FILE_MODE};
use crate::{
    files::{Digest, bounded, durable, if_there},
    policy::{RecordId, RecordKind},
};

/// Folder of the hidden records.
const FOLDER: &str = "hidden";
/// Most bytes of one file.
const LIMIT: u64 = 16 << 10;
/// Most files that are looked at: many times what any office withdraws in a year.
const MOST: usize = 10_000;

/// A record that is hidden for the time being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Its id.
    pub id: RecordId,
    /// Its title when it was hidden.
    pub title: String,
    /// What it is; none where it was not held when it was hidden.
    #[serde(default)]
    pub kind: Option<RecordKind>,
    /// Digest of what it said when it was hidden; none where it was not held.
    #[serde(default)]
    pub content: Option<Digest>,
    /// Number of the release that it was hidden from; none where that was not signed.
    #[serde(default)]
    pub release: Option<u64>,
    /// When, by the clock of whoever hid it.
    pub since: Timestamp,
    /// Who hid it.
    pub by: HiddenBy,
    /// Why, for the office.
    #[serde(default)]
    pub reason: String,
    /// The clock was doubted when it was hidden: no release can be told to be later.
    #[serde(default)]
    pub clock_doubted: bool,
    /// Number of the release that ended it, which is told once.
    #[serde(default)]
    pub ended: Option<u64>,
}

/// Who hides a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HiddenBy {
    /// Whoever knows the PIN of the staff's pages.
    Staff,
    /// A user of the system, by name.
    User(String),
    /// The office, by a list of withdrawals that it signed.
    Office {
        /// Version of the list.
        list: u64,
        /// Who signed it.
        people: Vec<String>,
    },
}

impl Hidden {
    /// Hidden by staff, whatever answers.
    #[cfg(test)]
    pub(crate) fn by_staff(id: RecordId, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            kind: None,
            content: None,
            release: None,
            since: Timestamp::UNIX_EPOCH,
            by: HiddenBy::Staff,
            reason: String::new(),
            clock_doubted: false,
            ended: None,
        }
    }

    /// Whether it is hidden in content of this origin.
    pub fn counts(&self, origin: &Origin) -> bool {
        match origin {
            Origin::Release { version, released_at, .. } => self.counts_for(*version, *released_at),
            Origin::Built { .. } | Origin::EmbeddedSample => true,
        }
    }

    /// Whether every release that ends this ends the other as well.
    pub fn outlasts(&self, other: &Self) -> bool {
        (self.clock_doubted || !other.clock_doubted) && self.release >= other.release && self.since >= other.since
    }

    /// The same, ended by no release that would not have ended what stood before it.
    #[must_use]
    pub fn not_before(self, before: &Self) -> Self {
        Self {
            release: self.release.max(before.release),
            since: self.since.max(before.since),
            clock_doubted: self.clock_doubted || before.clock_doubted,
            ..self
        }
    }

    /// Whether it is hidden in a release of this number and moment. One that was made later, under a higher number, was made by people who could
    /// know of it, and shows what it holds.
    pub fn counts_for(&self, release: u64, released_at: Timestamp) -> bool {
        // Releases bear whole seconds.
        self.clock_doubted || self.release.is_some_and(|known| release <= known) || released_at.as_second() < self.since.as_second()
    }
}

/// All that is hidden in a library folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenRecords {
    /// Records, by id.
    pub records: Vec<Hidden>,
    /// Digests of ids whose files say nothing any more: those records stay hidden.
    pub torn: Vec<Digest>,
}

impl HiddenRecords {
    /// The hidden record of this id; none where it is not hidden or its file is torn.
    pub fn get(&self, id: &RecordId) -> Option<&Hidden> {
        self.records.iter().find(|hidden| hidden.id == *id)
    }

    /// Puts another over what is there.
    pub fn put(&mut self, hidden: Hidden) {
        self.records.retain(|known| known.id != hidden.id);
        self.records.push(hidden);
    }
}

/// The ids that a library does not show.
#[derive(Debug, Default)]
pub(super) struct Withheld(HashSet<RecordId>);

impl Withheld {
    /// Of what is hidden, what counts for a library.
    pub(super) fn of(hidden: &HiddenRecords, info: &Info, cards: &[Arc<Card>]) -> Self {
        let counting = hidden.records.iter().filter(|hidden| hidden.counts(&info.origin)).map(|hidden| hidden.id.clone());
        let mut ids: HashSet<RecordId> = counting.collect();
        if !hidden.torn.is_empty() {
            ids.extend(cards.iter().map(|card| &card.id).filter(|id| hidden.torn.contains(&name_of(id))).cloned());
        }
        Self(ids)
    }

    pub(super) fn holds(&self, id: &RecordId) -> bool {
        !self.0.is_empty() && self.0.contains(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &RecordId> {
        self.0.iter()
    }
}

fn name_of(id: &RecordId) -> Digest {
    Digest::of(id.as_str().as_bytes())
}

fn file_of(dir: &Path, id: &RecordId) -> PathBuf {
    dir.join(FOLDER).join(format!("{}.json", name_of(id)))
}

/// All that is hidden in the library folder `dir`. A file that cannot be read is torn, and hides what it is named by.
pub fn hidden(dir: &Path) -> Result<HiddenRecords, LibraryError> {
    let folder = dir.join(FOLDER);
    let failed = || LibraryError::io("listing", &folder);
    let mut found = HiddenRecords::default();
    let Some(entries) = if_there(fs::read_dir(&folder)).map_err(failed())? else { return Ok(found) };
    for entry in entries {
        if found.records.len() + found.torn.len() >= MOST {
            tracing::error!(most = MOST, "more is hidden than can be; the rest is shown");
            break;
        }
        let path = entry.map_err(failed())?.path();
        // What is half written, and what is none of ours.
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".json")?.parse::<Digest>().ok()) else { continue };
        match read(&path).filter(|hidden| name_of(&hidden.id) == name) {
            Some(hidden) => found.records.push(hidden),
            None => {
                tracing::error!(path = %path.display(), "a hidden record's file is torn; the record stays hidden");
                found.torn.push(name);
            }
        }
    }
    found.records.sort_by(|left, right| left.id.cmp(&right.id));
    found.torn.sort_unstable();
    Ok(found)
}

fn read(path: &Path) -> Option<Hidden> {
    serde_json::from_slice(&bounded::read(path, LIMIT).ok()?).ok()
}

/// Writes down, durably, that a record is hidden.
pub fn hide(dir: &Path, hidden: &Hidden) -> Result<(), LibraryError> {
    let folder = dir.join(FOLDER);
    durable::create_folder(&folder).map_err(LibraryError::io("creating", &folder))?;
    let path = file_of(dir, &hidden.id);
    // Texts, numbers and moments are always writable.
    let bytes = serde_json::to_vec(hidden).unwrap_or_default();
    durable::write_with_mode(&path, &bytes, FILE_MODE).map_err(LibraryError::io("writing", &path))?;
    for made in [&folder, &path] {
        give_over(dir, made).map_err(LibraryError::io("giving over", made))?;
    }
    Ok(())
}

/// What an administrator hides, the kiosk must be able to end: it gets the owner of the library.
fn give_over(dir: &Path, made: &Path) -> io::Result<()> {
    let (library, ours) = (fs::metadata(dir)?, fs::metadata(made)?);
    if rustix::process::geteuid().is_root() && library.uid() != ours.uid() {
        chown(made, Some(library.uid()), Some(library.gid()))?;
    }
    Ok(())
}

/// Ends the hiding of a record; whether anything hid it.
pub fn unhide(dir: &Path, id: &RecordId) -> Result<bool, LibraryError> {
    let (folder, path) = (dir.join(FOLDER), file_of(dir, id));
    let removed = if_there(fs::remove_file(&path)).map_err(LibraryError::io("removing", &path))?;
    if removed.is_some() {
        durable::sync_folder(&folder).map_err(LibraryError::io("syncing", &folder))?;
    }
    Ok(removed.is_some())
}

/// When anything was hidden or shown last, as the file system has it: another value after every change.
pub fn hidden_changed(dir: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(dir.join(FOLDER)).and_then(|folder| folder.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: &str) -> Timestamp {
        moment.parse().unwrap()
    }

    fn wish(id: &str) -> Hidden {
        Hidden {
            kind: Some(RecordKind::Document),
            release: Some(7),
            since: at("2026-11-28T08:00:00Z"),
            ..Hidden::by_staff(id.parse().unwrap(), "名单公示")
        }
    }

    #[test]
    fn only_a_release_made_later_under_a_higher_number_ends_a_hiding() {
        let (before, after) = ("2026-11-28T07:59:59Z", "2026-11-28T08:00:01Z");
        for (version, moment, counts) in [(7, before, true), (8, before, true), (7, after, true), (6, after, true), (8, after, false)] {
            assert_eq!(wish("a").counts_for(version, at(moment)), counts, "{version} {moment}");
        }
        assert!(Hidden { clock_doubted: true, ..wish("a") }.counts_for(8, at(after)));
        assert!(wish("a").counts(&Origin::Built { sources: Vec::new() }));
    }

    #[test]
    fn whatever_becomes_of_its_bytes_a_record_stays_hidden_until_it_is_shown_again() {
        let folder = tempfile::tempdir().unwrap();
        let (dir, id) = (folder.path(), "社会法/劳动法(2018-12-29)");
        assert_eq!(hidden(dir).unwrap(), HiddenRecords::default());
        hide(dir, &wish(id)).unwrap();
        assert_eq!(hidden(dir).unwrap(), HiddenRecords { records: vec![wish(id)], torn: Vec::new() });
        let file = file_of(dir, &id.parse().unwrap());
        // Emptied, cut off, grown without end, and another record's: a copy that was laid over it.
        let other = serde_json::to_vec(&wish("b")).unwrap();
        for bytes in [&b""[..], &fs::read(&file).unwrap()[..9], &vec![b' '; 1 << 20], &other] {
            fs::write(&file, bytes).unwrap();
            let torn = hidden(dir).unwrap();
            assert_eq!((torn.records.len(), torn.torn.as_slice()), (0, &[name_of(&id.parse().unwrap())][..]));
        }
        // What is none of ours, and what power broke off, hides nothing.
        fs::write(dir.join(FOLDER).join("notes.txt"), b"x").unwrap();
        fs::write(file.with_extension("json.tmp"), b"x").unwrap();
        assert_eq!(hidden(dir).unwrap().torn.len(), 1);
        assert!(unhide(dir, &id.parse().unwrap()).unwrap() && !unhide(dir, &id.parse().unwrap()).unwrap());
        assert_eq!(hidden(dir).unwrap(), HiddenRecords::default());
    }
}
