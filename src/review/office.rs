//! Where an office keeps its records: beside the source, never in it, since all of the source is published.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use serde::Deserialize;
use walkdir::WalkDir;

use super::{Act, Event, Keyring, Log, ReviewError, State, Step};
use crate::{
    bundle::{SecretKey, Signer as _},
    files::{Digest, durable, if_there},
    text::as_read,
};

/// Folders of a source whose files are one record each, to be reviewed.
const FOLDERS: [&str; 9] =
    ["documents", "interpretations", "questions", "guides", "collections", "lists", "gazette", "consultations", "notices"];

/// What an office has settled about its reviews: `office/reviews.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which reviews it has; all of them where nothing is said.
    #[serde(default = "all")]
    pub reviews: Vec<Step>,
    /// Who may review; anybody where nobody is named.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Only what is signed with a key of this office passes a document.
    #[serde(default)]
    pub signed: bool,
    /// A library of what is published, below the workplace or wherever it lies: documents may speak of what it holds.
    #[serde(default)]
    pub library: Option<PathBuf>,
}

/// Somebody of the office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The person's post, as the people of the office call it.
    #[serde(default)]
    pub post: String,
    /// What the person may review; all of it where nothing is said.
    #[serde(default)]
    pub reviews: Option<Vec<Step>>,
}

fn all() -> Vec<Step> {
    Step::ALL.to_vec()
}

impl Default for Settings {
    fn default() -> Self {
        Self { reviews: all(), people: Vec::new(), signed: false, library: None }
    }
}

impl Settings {
    /// The post of a person; who is not on the list has none.
    pub fn post(&self, who: &str) -> &str {
        self.person(who).map_or("", |person| person.post.as_str())
    }

    fn person(&self, who: &str) -> Option<&Person> {
        let read = as_read(who);
        self.people.iter().find(|person| as_read(&person.name) == read)
    }

    /// Whether the list lets this person do this.
    fn lets(&self, who: &str, act: &Act) -> Result<(), ReviewError> {
        if self.people.is_empty() {
            return Ok(());
        }
        let refused = |step| Err(ReviewError::NotListed { who: who.trim().to_owned(), step });
        let Some(person) = self.person(who) else { return refused(None) };
        match (act, &person.reviews) {
            (Act::Pass { step, .. } | Act::Return { step, .. }, Some(reviews)) if !reviews.contains(step) => refused(Some(*step)),
            _ => Ok(()),
        }
    }
}

/// A workplace: `content/` with the documents, `office/records/` with a log for each.
#[derive(Debug, Clone)]
pub struct Office {
    root: PathBuf,
    /// The key of whoever sits here.
    hand: Option<Arc<SecretKey>>,
}

/// One document, its log and its state.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Its id: the name of its file.
    pub id: String,
    /// Where it lies below the source.
    pub file: PathBuf,
    /// Digest of its text as it lies there.
    pub text: Digest,
    /// What was recorded.
    pub log: Log,
    /// What holds now.
    pub state: State,
    /// Lines that stand in the name of somebody who has a key and did not sign them, or who has none where only signed ones pass: they do not count.
    pub unsigned: Vec<Event>,
}

impl Office {
    /// A workplace at this folder.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), hand: None }
    }

    /// The same, where what is recorded is signed with this key.
    #[must_use]
    pub fn signing(self, hand: Arc<SecretKey>) -> Self {
        Self { hand: Some(hand), ..self }
    }

    /// Keys of people.
    pub fn keys(&self) -> Result<Keyring, ReviewError> {
        Keyring::read(&self.root.join("office").join("keys"))
    }

    /// The workplace in which a source lies, if it lies in one: the source itself may be named, or the folder above it.
    pub fn around(source: &Path) -> Option<Self> {
        let above = if source.join("content").is_dir() {
            Some(source.to_owned())
        } else {
            source
                .canonicalize()
                .ok()
                .filter(|path| path.file_name().is_some_and(|name| name == "content"))
                .and_then(|path| Some(path.parent()?.to_owned()))
        };
        above.map(|root| Self::at(&root)).filter(Self::is_kept)
    }

    /// Whether this is a workplace: something is kept beside what is published.
    pub fn is_kept(&self) -> bool {
        self.root.join("office").is_dir()
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is published.
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    fn records(&self) -> PathBuf {
        self.root.join("office").join("records")
    }

    fn log_path(&self, id: &str) -> PathBuf {
        self.records().join(format!("{id}.jsonl"))
    }

    fn harmless(id: &str) -> bool {
        !id.is_empty() && !id.contains(['/', '\\', '\0']) && !id.starts_with('.')
    }

    /// The file of a document, below the source.
    fn file(&self, id: &str) -> Result<PathBuf, ReviewError> {
        let no_document = || ReviewError::NoDocument { id: id.to_owned() };
        if !Self::harmless(id) {
            return Err(no_document());
        }
        let mut files = FOLDERS.iter().map(|folder| Path::new(folder).join(format!("{id}.md")));
        if let Some(file) = files.find(|file| self.content().join(file).is_file()) {
            return Ok(file);
        }
        self.files()?.into_iter().find(|(known, _)| known == id).map(|(_, file)| file).ok_or_else(no_document)
    }

    /// All documents, each with its file below the source; in folders of folders too, as a source has them.
    fn files(&self) -> Result<Vec<(String, PathBuf)>, ReviewError> {
        let content = self.content();
        let mut files = Vec::new();
        for folder in FOLDERS.map(|folder| content.join(folder)) {
            if !folder.is_dir() {
                continue;
            }
            for entry in WalkDir::new(&folder).sort_by_file_name() {
                let entry = entry.map_err(|error| at(&folder)(error.into()))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let id = name.strip_suffix(".md").filter(|id| entry.file_type().is_file() && Self::harmless(id));
                let below = entry.path().strip_prefix(&content).map(Path::to_owned);
                files.extend(id.zip(below.ok()).map(|(id, file)| (id.to_owned(), file)));
            }
        }
        Ok(files)
    }

    /// Policy papers, each with its file below the source: what other documents can speak of.
    pub fn papers(&self) -> Result<Vec<(String, PathBuf)>, ReviewError> {
        Ok(self.files()?.into_iter().filter(|(_, file)| file.starts_with("documents")).collect())
    }

    /// Where a document lies.
    pub fn path(&self, id: &str) -> Result<PathBuf, ReviewError> {
        Ok(self.content().join(self.file(id)?))
    }

    /// What the office has settled.
    pub fn settings(&self) -> Result<Settings, ReviewError> {
        let path = self.root.join("office").join("reviews.toml");
        let text = if_there(fs::read_to_string(&path)).map_err(at(&path))?;
        text.map_or_else(|| Ok(Settings::default()), |text| toml::from_str(&text).map_err(|error| at(&path)(io::Error::other(error))))
    }

    /// Ids of all documents, sorted.
    pub fn ids(&self) -> Result<Vec<String>, ReviewError> {
        let mut ids: Vec<String> = self.files()?.into_iter().map(|(id, _)| id).collect();
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// The log of a document; a damaged one is an error, since what it says cannot be relied on.
    pub fn log(&self, id: &str) -> Result<Log, ReviewError> {
        let path = self.log_path(id);
        let (log, damage) = Log::read(&if_there(fs::read_to_string(&path)).map_err(at(&path))?.unwrap_or_default());
        match damage.first() {
            Some(damage) => Err(ReviewError::Damaged { path, line: damage.line }),
            None => Ok(log),
        }
    }

    /// A document with its log.
    pub fn open(&self, id: &str) -> Result<Reviewed, ReviewError> {
        self.open_among(id, &self.settings()?, &self.keys()?)
    }

    /// The same for whoever has looked up what the office has settled, and its keys.
    pub fn open_among(&self, id: &str, settings: &Settings, keys: &Keyring) -> Result<Reviewed, ReviewError> {
        let file = self.file(id)?;
        let path = self.content().join(&file);
        let text = Digest::of(&fs::read(&path).map_err(at(&path))?);
        let log = self.log(id)?;
        let (counting, unsigned) = log.counting(keys, id, settings.signed);
        let state = State::among(&counting, &text, &settings.reviews);
        Ok(Reviewed { id: id.to_owned(), file, text, log, state, unsigned })
    }

    /// Whether somebody may do this to a document; asked before anything is written.
    pub fn may(&self, reviewed: &Reviewed, who: &str, act: &Act) -> Result<(), ReviewError> {
        allowed(reviewed, who, act)?;
        self.settings()?.lets(who, act)?;
        self.signs(who, act)
    }

    /// Records what somebody did to a document, if it may be done.
    pub fn record(&self, id: &str, who: &str, act: Act, now: Timestamp) -> Result<State, ReviewError> {
        let mut reviewed = self.open(id)?;
        self.may(&reviewed, who, &act)?;
        let path = self.log_path(id);
        let name = crate::text::clean(who).replace('\n', " ");
        let event = reviewed.log.next(now, &name, act, reviewed.text);
        match &self.hand {
            Some(hand) => reviewed.log.push_signed(id, event, &**hand)?,
            None => reviewed.log.push(now, &name, event.act, event.text).map_err(|error| at(&path)(error.into()))?,
        };
        self.keep(&path, &reviewed.log)?;
        Ok(self.open(id)?.state)
    }

    /// Whether whoever sits here can do this in that name: with the key where the person has one, never with that of somebody else.
    fn signs(&self, who: &str, act: &Act) -> Result<(), ReviewError> {
        let keys = self.keys()?;
        let hand = self.hand.as_ref().map(|hand| hand.key());
        let is_theirs = |key: &crate::bundle::Key| keys.holder(key).map(as_read) == Some(as_read(who));
        let (knows, theirs) = (keys.knows(who), hand.as_ref().is_some_and(is_theirs));
        let wanted = knows || (matches!(act, Act::Pass { .. }) && self.settings()?.signed);
        let is_other = hand.as_ref().is_some_and(|key| keys.holder(key).is_some()) && !theirs;
        if (wanted && !theirs) || is_other {
            return Err(ReviewError::Unsigned { who: who.trim().to_owned(), has: knows });
        }
        Ok(())
    }

    /// Keeps a text that somebody passed, so that the next one sees what changed since.
    pub fn keep_text(&self, text: &str) -> Result<(), ReviewError> {
        let path = self.text_path(&Digest::of(text.as_bytes()));
        let folder = self.root.join("office").join("passed");
        durable::create_folder(&folder).map_err(at(&path))?;
        durable::write(&path, text.as_bytes()).map_err(at(&path))
    }

    /// A text that somebody passed, if it is kept.
    pub fn kept_text(&self, digest: &Digest) -> Option<String> {
        fs::read_to_string(self.text_path(digest)).ok()
    }

    fn text_path(&self, digest: &Digest) -> PathBuf {
        self.root.join("office").join("passed").join(format!("{digest}.md"))
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
            let mut ours = self.log(&id)?;
            let count = ours.merge(&theirs);
            if count > 0 {
                self.keep(&self.log_path(&id), &ours)?;
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
        Act::Return { reason, .. } | Act::Release { reason, .. } | Act::Void { reason } if reason.trim().is_empty() => {
            Err(ReviewError::Reasonless)
        }
        Act::Undo { of } => {
            let own = reviewed.log.events().any(|(digest, event)| digest == of && as_read(&event.who) == as_read(who));
            if own { Ok(()) } else { Err(ReviewError::NotOwn) }
        }
        _ => Ok(()),
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> ReviewError {
    let path = path.to_owned();
    move |source| ReviewError::Disk { path: path.clone(), source }
}
