//! Where an office keeps its records: beside the source, never in it, since all of the source is published.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::Deserialize;

use super::{Act, Log, ReviewError, State, Step};
use crate::files::{Digest, durable, if_there};

/// What an office has settled about its reviews: `office/reviews.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which reviews it has; all of them where nothing is said.
    #[serde(default = "all")]
    pub reviews: Vec<Step>,
}

fn all() -> Vec<Step> {
    Step::ALL.to_vec()
}

impl Default for Settings {
    fn default() -> Self {
        Self { reviews: all() }
    }
}

/// A workplace: `content/` with the documents, `office/records/` with a log for each.
#[derive(Debug, Clone)]
pub struct Office {
    root: PathBuf,
}

/// One document, its log and its state.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Its id: the name of its file.
    pub id: String,
    /// Digest of its text as it lies there.
    pub text: Digest,
    /// What was recorded.
    pub log: Log,
    /// What holds now.
    pub state: State,
}

impl Office {
    /// A workplace at this folder.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Whether records are kept here at all.
    pub fn keeps_records(&self) -> bool {
        self.records().is_dir()
    }

    fn records(&self) -> PathBuf {
        self.root.join("office").join("records")
    }

    fn log_path(&self, id: &str) -> PathBuf {
        self.records().join(format!("{id}.jsonl"))
    }

    fn document(&self, id: &str) -> PathBuf {
        self.root.join("content").join("documents").join(format!("{id}.md"))
    }

    /// What the office has settled.
    pub fn settings(&self) -> Result<Settings, ReviewError> {
        let path = self.root.join("office").join("reviews.toml");
        let text = if_there(fs::read_to_string(&path)).map_err(at(&path))?;
        text.map_or_else(|| Ok(Settings::default()), |text| toml::from_str(&text).map_err(|error| at(&path)(io::Error::other(error))))
    }

    /// Ids of all documents, sorted.
    pub fn ids(&self) -> Result<Vec<String>, ReviewError> {
        let folder = self.root.join("content").join("documents");
        let mut ids = Vec::new();
        for entry in if_there(fs::read_dir(&folder)).map_err(at(&folder))?.into_iter().flatten() {
            let name = entry.map_err(at(&folder))?.file_name().to_string_lossy().into_owned();
            ids.extend(name.strip_suffix(".md").map(str::to_owned));
        }
        ids.sort();
        Ok(ids)
    }

    /// A document with its log; a damaged log is an error, since what it says cannot be relied on.
    pub fn open(&self, id: &str) -> Result<Reviewed, ReviewError> {
        let document = self.document(id);
        let harmless = !id.is_empty() && !id.contains(['/', '\\', '\0']) && !id.starts_with('.');
        let bytes = if_there(fs::read(&document)).map_err(at(&document))?.filter(|_| harmless);
        let text = Digest::of(&bytes.ok_or_else(|| ReviewError::NoDocument { id: id.to_owned() })?);
        let path = self.log_path(id);
        let (log, damage) = Log::read(&if_there(fs::read_to_string(&path)).map_err(at(&path))?.unwrap_or_default());
        if let Some(damage) = damage.first() {
            return Err(ReviewError::Damaged { path, line: damage.line });
        }
        let state = State::of(&log, &text);
        Ok(Reviewed { id: id.to_owned(), text, log, state })
    }

    /// Records what somebody did to a document, if it may be done.
    pub fn record(&self, id: &str, who: &str, act: Act, now: Timestamp) -> Result<State, ReviewError> {
        let mut reviewed = self.open(id)?;
        allowed(&reviewed, who, &act)?;
        let path = self.log_path(id);
        reviewed.log.push(now, who, act, reviewed.text).map_err(|error| at(&path)(error.into()))?;
        self.keep(&path, &reviewed.log)?;
        Ok(State::of(&reviewed.log, &reviewed.text))
    }

    /// Takes in the logs of another copy of this workplace. Returns how many events were new.
    pub fn merge(&self, other: &Self) -> Result<usize, ReviewError> {
        let mut new = 0;
        let folder = other.records();
        for entry in if_there(fs::read_dir(&folder)).map_err(at(&folder))?.into_iter().flatten() {
            let from = entry.map_err(at(&folder))?.path();
            let Some(id) = from.file_name().and_then(|name| name.to_str()?.strip_suffix(".jsonl")).map(str::to_owned) else { continue };
            let (theirs, damage) = Log::read(&fs::read_to_string(&from).map_err(at(&from))?);
            if let Some(damage) = damage.first() {
                return Err(ReviewError::Damaged { path: from, line: damage.line });
            }
            let path = self.log_path(&id);
            let (mut ours, damage) = Log::read(&if_there(fs::read_to_string(&path)).map_err(at(&path))?.unwrap_or_default());
            if let Some(damage) = damage.first() {
                return Err(ReviewError::Damaged { path, line: damage.line });
            }
            let count = ours.merge(&theirs);
            if count > 0 {
                self.keep(&path, &ours)?;
                new += count;
            }
        }
        Ok(new)
    }

    fn keep(&self, path: &Path, log: &Log) -> Result<(), ReviewError> {
        durable::create_folder(&self.records()).map_err(at(path))?;
        durable::write(path, log.text().as_bytes()).map_err(at(path))
    }
}

fn allowed(reviewed: &Reviewed, who: &str, act: &Act) -> Result<(), ReviewError> {
    if who.trim().is_empty() {
        return Err(ReviewError::Nameless);
    }
    match act {
        Act::Pass { read_to_end: false, .. } => Err(ReviewError::Unread),
        Act::Pass { step, .. } => reviewed.state.may(*step, who),
        Act::Undo { of } => {
            let own = reviewed.log.events().any(|(digest, event)| digest == of && event.who == who.trim());
            if own { Ok(()) } else { Err(ReviewError::NotOwn) }
        }
        _ => Ok(()),
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> ReviewError {
    let path = path.to_owned();
    move |source| ReviewError::Disk { path: path.clone(), source }
}
