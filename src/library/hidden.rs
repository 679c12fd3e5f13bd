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

use super::{
    Card, Info, LibraryError, Origin,
    hidden_told::{Told, told},
    hiding::Hidden,
    tree::FILE_MODE,
};
use crate::{
    files::{Digest, bounded, durable, if_there, nofollow},
    policy::RecordId,
};

/// Folder of the hidden records.
const FOLDER: &str = "hidden";
/// Most bytes of one file.
const LIMIT: u64 = 16 << 10;
/// Most files that are looked at: many times what any office withdraws in a year.
const MOST: usize = 10_000;

/// All that is hidden in a library folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenRecords {
    /// Records, by id.
    pub records: Vec<Hidden>,
    /// Digests of ids whose files say nothing any more: those records stay hidden.
    pub torn: Vec<Digest>,
    /// Records of which only the journal or the history tells: their files are gone, and nobody said that they may be shown.
    pub missing: Vec<RecordId>,
    /// What releases ended, as the journal and the history tell it: hidden in what answered before them.
    pub past: Vec<Hidden>,
    /// The folder could not be read: what was hidden and is told of nowhere else is shown.
    pub unread: bool,
}

impl HiddenRecords {
    /// The hidden record of this id; none where it is not hidden or its file is torn.
    pub fn get(&self, id: &RecordId) -> Option<&Hidden> {
        self.records.iter().find(|hidden| hidden.id == *id)
    }

    /// Whether the file of this id says nothing any more.
    pub fn is_torn(&self, id: &RecordId) -> bool {
        self.torn.contains(&name_of(id))
    }

    /// Whether files are gone, or all of them cannot be read: staff and the office must know.
    pub fn lost(&self, origin: Option<&Origin>) -> bool {
        let counts = |id: &RecordId| self.get(id).is_some_and(|hidden| origin.is_none_or(|origin| hidden.counts(origin)));
        self.unread || self.missing.iter().any(counts)
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
        let counting =
            hidden.records.iter().chain(&hidden.past).filter(|hidden| hidden.counts(&info.origin)).map(|hidden| hidden.id.clone());
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

/// All that is hidden in the library folder `dir`: by its own files, by the journal, by the history. A file that cannot be read is torn, and hides what
/// it is named by; a folder that cannot be read shows nothing that anything else tells of.
pub fn hidden(dir: &Path) -> HiddenRecords {
    let mut found = HiddenRecords::default();
    if let Err(error) = listed(dir, &mut found) {
        tracing::error!(error = &error as &dyn std::error::Error, "what is hidden cannot be read");
        found.unread = true;
    }
    let Told { records, past } = told(dir);
    for hidden in records.into_iter().filter(|told| !found.torn.contains(&name_of(&told.id))) {
        if found.get(&hidden.id).is_none() {
            tracing::error!(id = %hidden.id, "a hidden record's file is gone; the record stays hidden");
            found.missing.push(hidden.id.clone());
            found.records.push(hidden);
        }
    }
    found.past = past;
    found.records.sort_by(|left, right| left.id.cmp(&right.id));
    found.torn.sort_unstable();
    found
}

/// What lies in the folder. A link is none of ours, wherever it leads.
fn listed(dir: &Path, found: &mut HiddenRecords) -> io::Result<()> {
    let folder = dir.join(FOLDER);
    match if_there(fs::symlink_metadata(&folder))? {
        None => return Ok(()),
        Some(there) if !there.is_dir() => return Err(io::ErrorKind::NotADirectory.into()),
        Some(_) => {}
    }
    for entry in fs::read_dir(&folder)? {
        if found.records.len() + found.torn.len() >= MOST {
            tracing::error!(most = MOST, "more is hidden than can be; the rest is shown, unless something else tells of it");
            found.unread = true;
            break;
        }
        let path = entry?.path();
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
    Ok(())
}

fn read(path: &Path) -> Option<Hidden> {
    serde_json::from_slice(&bounded::read(path, LIMIT).ok()?).ok()
}

/// Writes down, durably, that a record is hidden.
pub fn hide(dir: &Path, hidden: &Hidden) -> Result<(), LibraryError> {
    let folder = dir.join(FOLDER);
    // Whatever somebody put in the place of the folder is kept beside, for whoever looks into it.
    if fs::symlink_metadata(&folder).is_ok_and(|there| !there.is_dir()) {
        let aside = dir.join(format!("{FOLDER}.torn"));
        if fs::symlink_metadata(&aside).is_ok_and(|there| there.is_dir()) {
            fs::remove_dir_all(&aside).map_err(LibraryError::io("removing", &aside))?;
        }
        fs::rename(&folder, &aside).map_err(LibraryError::io("renaming", &folder))?;
    }
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
    if !nofollow::is_folder(&folder) {
        return Ok(false);
    }
    let removed = if_there(fs::remove_file(&path)).map_err(LibraryError::io("removing", &path))?;
    if removed.is_some() {
        durable::sync_folder(&folder).map_err(LibraryError::io("syncing", &folder))?;
    }
    Ok(removed.is_some())
}

/// What tells that other records are hidden than before, as the file system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HiddenMark(Option<(u64, i64, i64)>);

/// Another value after every change.
pub fn hidden_changed(dir: &Path) -> HiddenMark {
    let there = fs::symlink_metadata(dir.join(FOLDER)).ok();
    HiddenMark(there.map(|there| (there.ino(), there.ctime(), there.ctime_nsec())))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::policy::RecordKind;

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
        assert_eq!(hidden(dir), HiddenRecords::default());
        hide(dir, &wish(id)).unwrap();
        assert_eq!(hidden(dir), HiddenRecords { records: vec![wish(id)], ..HiddenRecords::default() });
        let file = file_of(dir, &id.parse().unwrap());
        // Emptied, cut off, grown without end, and another record's: a copy that was laid over it.
        let other = serde_json::to_vec(&wish("b")).unwrap();
        for bytes in [&b""[..], &fs::read(&file).unwrap()[..9], &vec![b' '; 1 << 20], &other] {
            fs::write(&file, bytes).unwrap();
            let torn = hidden(dir);
            assert_eq!((torn.records.len(), torn.torn.as_slice()), (0, &[name_of(&id.parse().unwrap())][..]));
        }
        // What is none of ours, and what power broke off, hides nothing.
        fs::write(dir.join(FOLDER).join("notes.txt"), b"x").unwrap();
        fs::write(file.with_extension("json.tmp"), b"x").unwrap();
        assert_eq!(hidden(dir).torn.len(), 1);
        assert!(unhide(dir, &id.parse().unwrap()).unwrap() && !unhide(dir, &id.parse().unwrap()).unwrap());
        assert_eq!(hidden(dir), HiddenRecords::default());
    }
}
