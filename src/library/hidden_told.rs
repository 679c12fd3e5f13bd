//! What else tells that a record is hidden: the journal and the history of the terminal. Whoever takes the files of the hidden away, or puts something
//! in the place of their folder, shows nothing with it as long as one of both still says that it was hidden, and not that it may be shown.

use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;

use super::hiding::{Hidden, HiddenBy};
use crate::{
    audit::{self, Deed, Who, own_folder},
    files::sqlite,
    policy::RecordId,
};

/// What they tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// What was hidden, and never shown again since.
    pub(super) records: Vec<Hidden>,
    /// What releases ended: hidden in what answered before them.
    pub(super) past: Vec<Hidden>,
}

/// An event of one record.
enum Event {
    Hidden(Hidden),
    Shown(RecordId),
    Ended(RecordId, u64),
}

/// All that the journal and the history tell. Where they differ, what one of them hides is hidden; neither is written without the other.
pub(super) fn told(dir: &Path) -> Told {
    let mut told = still(journal(dir));
    let history = still(history(dir));
    for hidden in history.records {
        match told.records.iter_mut().find(|known| known.id == hidden.id) {
            // The journal has no titles.
            Some(known) => known.title = hidden.title,
            None => told.records.push(hidden),
        }
    }
    told.past.extend(history.past);
    told
}

fn still(events: Vec<Event>) -> Told {
    let mut told = Told::default();
    for event in events {
        match event {
            Event::Hidden(hidden) => {
                told.records.retain(|known| known.id != hidden.id);
                told.records.push(hidden);
            }
            Event::Shown(id) => {
                told.records.retain(|known| known.id != id);
                told.past.retain(|known| known.id != id);
            }
            Event::Ended(id, release) => {
                told.records.retain(|known| known.id != id);
                let before = Some(release.saturating_sub(1));
                told.past.push(Hidden { ended: Some(release), ..plain(id, String::new(), before, Timestamp::MIN, HiddenBy::Staff) });
            }
        }
    }
    told
}

fn plain(id: RecordId, title: String, release: Option<u64>, since: Timestamp, by: HiddenBy) -> Hidden {
    Hidden { id, title, kind: None, content: None, release, since, by, reason: String::new(), clock_doubted: false, ended: None }
}

fn journal(dir: &Path) -> Vec<Event> {
    let mut answering = None;
    let mut events = Vec::new();
    for entry in audit::told(dir, &["hidden", "unhidden", "hiding_ended", "import_done", "stepped_back"]) {
        match entry.deed {
            Deed::ImportDone { release, .. } => answering = Some(release),
            Deed::SteppedBack { release } => answering = release,
            Deed::Hidden { record } => {
                let by = match entry.by {
                    Who::User(name) => HiddenBy::User(name),
                    Who::Post(badge) => HiddenBy::Post(badge),
                    Who::Staff | Who::AtTheDoor | Who::Terminal => HiddenBy::Staff,
                };
                events.push(Event::Hidden(plain(record, String::new(), answering, entry.at, by)));
            }
            Deed::Unhidden { record } => events.push(Event::Shown(record)),
            Deed::HidingEnded { record, release } => events.push(Event::Ended(record, release)),
            _ => {}
        }
    }
    events
}

/// A line of the history that speaks of a hidden record, as it is kept.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Hidden(Named),
    ShownAgain(Named),
    HidingLifted(Named),
    HidingConfirmed(Named),
}

#[derive(Deserialize)]
struct Named {
    id: RecordId,
    #[serde(default)]
    title: String,
    #[serde(default)]
    reason: String,
}

/// Nothing where there is no history, or it cannot be read: others say so.
fn history(dir: &Path) -> Vec<Event> {
    let path = own_folder(dir).join("trust.sqlite");
    let read = || -> rusqlite::Result<Vec<(String, Option<i64>, String)>> {
        let connection = sqlite::read_aside(&path)?;
        let sql = "SELECT at, release, facts FROM history WHERE kind IN ('hidden', 'shown') ORDER BY number";
        let mut statement = connection.prepare(sql)?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
    };
    let lines = if path.is_file() { read().unwrap_or_default() } else { Vec::new() };
    let event = |(at, release, facts): (String, Option<i64>, String)| {
        let release = release.and_then(|release| u64::try_from(release).ok());
        Some(match serde_json::from_str::<Line>(&facts).ok()? {
            Line::Hidden(Named { id, title, reason }) => {
                let since = at.parse().unwrap_or(Timestamp::MAX);
                Event::Hidden(Hidden { reason, ..plain(id, title, release, since, HiddenBy::Staff) })
            }
            Line::ShownAgain(named) => Event::Shown(named.id),
            Line::HidingLifted(named) | Line::HidingConfirmed(named) => Event::Ended(named.id, release?),
        })
    };
    lines.into_iter().filter_map(event).collect()
}
