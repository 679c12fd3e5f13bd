//! What people do to documents: each deed is done in the file, then recorded, so that what was interrupted is a change by hand and voids what was
//! passed.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::Timestamp;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::{
    bundle::SecretKey,
    convert::screening::{cut_out, masked},
    files::{Digest, durable},
    review::{Act, Office, ReviewError, Settings, Step},
};

use super::{
    Cause, Field, Held, Item, Lists, Question,
    item::{draft, taken_over},
    paper::Paper,
    shelf::Shelf,
};

/// What somebody answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Signs stand for what is a person's.
    Mask,
    /// The words are cut out.
    Cut,
    /// The right word stands for the wrong one.
    Mend,
    /// It may stay as it is, for this reason.
    Release(String),
    /// The tie that the text suggests is one: it is written into its field.
    Tie,
    /// It is none.
    Apart,
}

/// A document that cannot be used, by its id, and why.
pub type Unusable = (String, ReviewError);

/// A workplace with its people at work.
#[derive(Debug)]
pub struct Bench {
    office: Office,
    settings: Settings,
    lists: Lists,
    published: Vec<Held>,
    shelf: RwLock<Arc<Shelf>>,
}

/// Why a suggested tie is none, as it stands in a log.
const APART: &str = "不是这样的关联";

impl Bench {
    /// Opens a workplace.
    pub fn open(root: &Path) -> Result<Self, ReviewError> {
        let office = Office::at(root);
        let content = office.content();
        fs::metadata(&content).map_err(|source| ReviewError::Disk { path: content, source })?;
        let settings = office.settings()?;
        let shelf = RwLock::new(Arc::new(Shelf::of(&office, &[])));
        Ok(Self { office, settings, lists: Lists::of(root), published: Vec::new(), shelf })
    }

    /// The same beside what is published: documents may speak of that too.
    #[must_use]
    pub fn beside(mut self, published: Vec<Held>) -> Self {
        self.published = published;
        self.gather();
        self
    }

    /// The same, where what is done is signed with this key.
    #[must_use]
    pub fn signing(mut self, hand: Arc<SecretKey>) -> Self {
        self.office = self.office.signing(hand);
        self
    }

    /// Looks anew which records can be spoken of.
    fn gather(&self) {
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Shelf::of(&self.office, &self.published));
    }

    fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the office has settled.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The workplace.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// All documents; those whose log or file cannot be used with the reason. Worst first, then by title.
    pub fn items(&self) -> Result<(Vec<Item>, Vec<Unusable>), ReviewError> {
        self.items_told(&|_, _| ())
    }

    /// The same, telling how many of how many have been read.
    pub fn items_told(&self, told: &(dyn Fn(usize, usize) + Sync)) -> Result<(Vec<Item>, Vec<Unusable>), ReviewError> {
        let (mut items, mut damaged) = (Vec::new(), Vec::new());
        self.gather();
        let ids = self.office.ids()?;
        let (all, done) = (ids.len(), AtomicUsize::new(0));
        let one = |id: String| {
            let item = self.item(&id);
            told(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            (item, id)
        };
        let read: Vec<_> = ids.into_par_iter().map(one).collect();
        for (item, id) in read {
            match item {
                Ok(item) => items.push(item),
                Err(error) => damaged.push((id, error)),
            }
        }
        items.sort_by_cached_key(|item| {
            (item.stage, std::cmp::Reverse(item.questions.first().map(|question| question.level)), item.title(), item.id.clone())
        });
        Ok((items, damaged))
    }

    /// One document.
    pub fn item(&self, id: &str) -> Result<Item, ReviewError> {
        Item::of(&self.office, &self.settings, &self.lists, &self.shelf(), id)
    }

    /// Gives a field a value, in the words of a person.
    pub fn set(&self, id: &str, who: &str, field: Field, written: &str) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let value = field.read(written)?;
        let mut paper = header(&item)?;
        let was = paper.field(field.name).unwrap_or_default();
        if !paper.set(field.name, value.as_ref()) {
            return Err(ReviewError::NoHeader { id: id.to_owned() });
        }
        let value = paper.field(field.name).unwrap_or_default();
        let act = Act::Set { field: field.name.to_owned(), was, value };
        self.change(&item, who, &paper.text(), act)
    }

    /// Confirms fields with the values they have: those that are named, or all that may be confirmed together.
    pub fn confirm(&self, id: &str, who: &str, names: &[Field]) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let wanted = item.rows.iter().filter(|row| if names.is_empty() { row.together() } else { names.contains(&row.field) });
        let fields: BTreeMap<String, String> = wanted.filter_map(|row| Some((row.field.name.to_owned(), row.value.clone()?))).collect();
        if fields.is_empty() {
            return Ok(item);
        }
        self.done(id, who, Act::Confirm { fields })
    }

    /// Changes words of the text that stand there once.
    pub fn edit(&self, id: &str, who: &str, old: &str, new: &str) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let mut paper = header(&item)?;
        let times = if old.is_empty() { 0 } else { paper.body().matches(old).count() };
        if times != 1 {
            return Err(ReviewError::Words { times });
        }
        let new = crate::text::clean(new).into_owned();
        paper.set_body(paper.body().replacen(old, &new, 1));
        self.change(&item, who, &paper.text(), Act::Edit { old: old.to_owned(), new })
    }

    /// What a machine guessed of a scan becomes its text, with all that is asked of a text.
    pub fn adopt(&self, id: &str, who: &str) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let guessed = draft(&self.office, id).filter(|_| item.is_scan()).ok_or_else(|| ReviewError::NoDraft { id: id.to_owned() })?;
        let mut paper = header(&item)?;
        paper.set_body(taken_over(&guessed));
        self.office.keep_text(&item.text)?;
        self.change(&item, who, &paper.text(), Act::Adopt { before: item.reviewed.text })
    }

    /// Answers a question by its number, from 1, in the order in which they are shown.
    pub fn answer(&self, id: &str, who: &str, number: usize, answer: &Answer) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let question = number.checked_sub(1).and_then(|at| item.questions.get(at)).ok_or(ReviewError::NoQuestion { number })?;
        match (answer, &question.cause) {
            (Answer::Release(reason), _) => {
                let reason = crate::text::clean(reason.trim()).replace('\n', " ");
                self.done(id, who, Act::Release { finding: question.finding.clone(), reason })
            }
            (Answer::Mask | Answer::Cut, Cause::Alarm(alarm)) => {
                let is_cut = *answer == Answer::Cut;
                let text = if is_cut { cut_out(&item.text, alarm) } else { masked(&item.text, alarm) }.ok_or(ReviewError::ByHand)?;
                if Paper::read(&text).is_none() {
                    return Err(ReviewError::ByHand);
                }
                self.office.keep_text(&item.text)?;
                let act = Act::Mask { finding: question.finding.clone(), before: item.reviewed.text, cut: is_cut };
                self.change(&item, who, &text, act)
            }
            (Answer::Mend, Cause::Word(word)) if !word.right.is_empty() => {
                let (old, new) = around(&item, question, &word.wrong, &word.right).ok_or(ReviewError::ByHand)?;
                self.edit(id, who, &old, &new)
            }
            (Answer::Tie, Cause::Tie(tie)) => {
                let field = Field::named(tie.field).ok_or(ReviewError::ByHand)?;
                let there = header(&item)?.field(field.name).filter(|there| !there.is_empty());
                let written = there.map_or_else(|| tie.held.name().to_owned(), |there| format!("{there}、{}", tie.held.name()));
                self.set(id, who, field, &written)
            }
            (Answer::Apart, Cause::Tie(_)) => {
                self.done(id, who, Act::Release { finding: question.finding.clone(), reason: APART.to_owned() })
            }
            (Answer::Mask | Answer::Cut | Answer::Mend | Answer::Tie | Answer::Apart, _) => Err(ReviewError::ByHand),
        }
    }

    /// Answers a reminder of the check before a release, in its own words: it may stay, for this reason.
    pub fn release(&self, id: &str, who: &str, finding: &str, reason: &str) -> Result<(), ReviewError> {
        self.done(id, who, Act::Release { finding: finding.to_owned(), reason: said(reason) }).map(drop)
    }

    /// Passes a review of the text as it lies there. Nothing may be open on it.
    pub fn pass(&self, id: &str, who: &str, step: Step, read_to_end: bool) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let act = Act::Pass { step, read_to_end };
        self.office.may(&item.reviewed, who, &act)?;
        let (fields, questions) = (item.open_rows() + usize::from(item.headless), item.questions.len());
        if fields + questions > 0 {
            return Err(ReviewError::Open { fields, questions });
        }
        self.office.keep_text(&item.text)?;
        self.done(id, who, act)
    }

    /// Sends a document back to whoever prepared it.
    pub fn send_back(&self, id: &str, who: &str, step: Step, reason: &str) -> Result<Item, ReviewError> {
        self.done(id, who, Act::Return { step, reason: said(reason) })
    }

    /// Does not take a document in.
    pub fn refuse(&self, id: &str, who: &str, reason: &str) -> Result<Item, ReviewError> {
        self.done(id, who, Act::Void { reason: said(reason) })
    }

    /// Takes back what this person did last to a document, in its file too.
    pub fn undo(&self, id: &str, who: &str) -> Result<Item, ReviewError> {
        let item = self.item(id)?;
        let (of, event) = item.reviewed.log.last_own(who).ok_or(ReviewError::NotOwn)?;
        let act = Act::Undo { of };
        let text = match &event.act {
            Act::Set { field, was, value } => {
                let mut paper = header(&item)?;
                let field = Field::named(field).filter(|field| paper.field(field.name).unwrap_or_default() == *value);
                let field = field.ok_or(ReviewError::ByHand)?;
                let before = if was.is_empty() { None } else { field.read(was)? };
                if !paper.set(field.name, before.as_ref()) {
                    return Err(ReviewError::NoHeader { id: id.to_owned() });
                }
                paper.text()
            }
            Act::Edit { old, new } => {
                let mut paper = header(&item)?;
                if new.is_empty() || paper.body().matches(new.as_str()).count() != 1 {
                    return Err(ReviewError::ByHand);
                }
                paper.set_body(paper.body().replacen(new.as_str(), old, 1));
                paper.text()
            }
            Act::Mask { before, .. } | Act::Adopt { before } => {
                let kept = self.office.kept_text(before).filter(|_| event.text == item.reviewed.text);
                kept.ok_or(ReviewError::ByHand)?
            }
            _ => return self.done(id, who, act),
        };
        self.change(&item, who, &text, act)
    }

    /// Takes in the records of another copy of the workplace, and the texts of documents that were changed there and not here. Events that are
    /// new; documents that were changed here and there, which a person must look at.
    pub fn merge(&self, other: &Path) -> Result<(usize, Vec<String>), ReviewError> {
        let theirs = Office::at(other);
        let mut apart = Vec::new();
        let mut newer = Vec::new();
        for id in self.office.ids()? {
            let Ok(path) = theirs.path(&id) else { continue };
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let (here, there) = (self.office.open(&id)?, Digest::of(text.as_bytes()));
            if here.text == there {
                continue;
            }
            let knows = |log: &crate::review::Log, text: Digest| log.events().any(|(_, event)| event.text == text);
            let log = theirs.log(&id)?;
            if knows(&here.log, there) {
                continue;
            }
            // Theirs came of ours, by deeds that are on record.
            let known = log.is_empty() || knows(&log, here.text) || here.log.is_empty();
            if known && log.events().next_back().is_some_and(|(_, event)| event.text == there) {
                newer.push((id, text));
            } else {
                apart.push(id);
            }
        }
        let new = self.office.merge(&theirs)?;
        for (id, text) in newer {
            let path = self.office.path(&id)?;
            durable::write(&path, text.as_bytes()).map_err(|source| ReviewError::Disk { path, source })?;
        }
        Ok((new, apart))
    }

    /// Records a deed that changes nothing in the file.
    fn done(&self, id: &str, who: &str, act: Act) -> Result<Item, ReviewError> {
        self.office.record(id, who, act, Timestamp::now())?;
        self.item(id)
    }

    /// Writes the file as it is now, then records what was done.
    fn change(&self, item: &Item, who: &str, text: &str, act: Act) -> Result<Item, ReviewError> {
        self.office.may(&item.reviewed, who, &act)?;
        let path = self.office.content().join(&item.file);
        durable::write(&path, text.as_bytes()).map_err(|source| ReviewError::Disk { path, source })?;
        self.done(&item.id, who, act)
    }
}

fn said(words: &str) -> String {
    crate::text::clean(words.trim()).replace('\n', " ")
}

fn header(item: &Item) -> Result<Paper, ReviewError> {
    Paper::read(&item.text).ok_or_else(|| ReviewError::NoHeader { id: item.id.clone() })
}

/// A wrong word with as many of its neighbours as make it one of a kind in the text, and the same with the right word.
fn around(item: &Item, question: &Question, wrong: &str, right: &str) -> Option<(String, String)> {
    let paper = Paper::read(&item.text)?;
    let line = item.text.split('\n').nth(question.line?.checked_sub(1)?).filter(|_| question.line >= Some(item.body_line))?;
    let place = line.find(wrong)?;
    let (before, after) = (line.get(..place)?, line.get(place + wrong.len()..)?);
    for reach in 0..=before.chars().count().max(after.chars().count()) {
        let front: String = before.chars().skip(before.chars().count().saturating_sub(reach)).collect();
        let end: String = after.chars().take(reach).collect();
        let old = format!("{front}{wrong}{end}");
        if paper.body().matches(&old).count() == 1 {
            return Some((old, format!("{front}{right}{end}")));
        }
    }
    None
}
