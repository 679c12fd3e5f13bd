//! One document with all that waits on it.

use std::{fmt, fs, path::PathBuf};

use crate::{
    convert::{
        Level, Record,
        screening::{masked, screen},
        structure::Origin,
    },
    review::{Act, Office, ReviewError, Reviewed, Settings, Step},
};

use super::{
    Cause, Lists, Question,
    fields::{Field, TIES, fields_of},
    paper::Paper,
    question::questions,
    shelf::Shelf,
    tie::ties,
};

/// In front of a text that was read off pictures.
const READ: &str = "本文照扫描件录入，与附件中的原件不一致的，以原件为准。";

/// Where a document stands on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 要处理: something stands in the way, or it was sent back.
    Open,
    /// 待核对: fields to be confirmed, questions to be answered.
    Confirm,
    /// 待一审, …: this review is the next.
    Await(Step),
    /// 可出库: nothing waits.
    Ready,
    /// 不收: it is not taken in.
    Refused,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("要处理"),
            Self::Confirm => f.write_str("待核对"),
            Self::Await(step) => write!(f, "待{step}"),
            Self::Ready => f.write_str("可出库"),
            Self::Refused => f.write_str("不收"),
        }
    }
}

/// A field with who says what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The field.
    pub field: Field,
    /// Its value in the file.
    pub value: Option<String>,
    /// Who found it.
    pub origin: Origin,
    /// Whoever found it has no doubt.
    pub certain: bool,
    /// Who confirmed this value.
    pub confirmed: Option<String>,
}

impl Row {
    /// It must be there and is not.
    pub fn is_missing(&self) -> bool {
        self.field.required && self.value.is_none()
    }

    /// It waits for a person.
    pub fn is_open(&self) -> bool {
        self.is_missing() || (self.value.is_some() && self.confirmed.is_none())
    }

    /// It may be confirmed together with others: what a machine guessed from a picture is looked at by itself.
    pub fn together(&self) -> bool {
        self.value.is_some() && self.confirmed.is_none() && self.origin != Origin::Ocr
    }
}

/// A document with all that waits on it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its file below the source.
    pub file: PathBuf,
    /// The whole file.
    pub text: String,
    /// The same as it is shown: what is a person's and was not released is masked.
    pub shown: String,
    /// The line on which the text below the header begins, from 1.
    pub body_line: usize,
    /// What was kept when it was converted; none for one that was written by hand.
    pub record: Option<Record>,
    /// Its log and state.
    pub reviewed: Reviewed,
    /// Its fields.
    pub rows: Vec<Row>,
    /// Ties to other papers that its header holds: what they are called, and what they name.
    pub ties: Vec<(&'static str, String)>,
    /// What is asked and not answered, worst first.
    pub questions: Vec<Question>,
    /// Where it stands.
    pub stage: Stage,
    /// Of a scan what a machine guessed of its words, to be compared with the original.
    pub draft: Option<String>,
    /// The header cannot be read as one.
    pub headless: bool,
}

impl Item {
    /// Reads a document.
    pub(super) fn of(office: &Office, settings: &Settings, lists: &Lists, shelf: &Shelf, id: &str) -> Result<Self, ReviewError> {
        let reviewed = office.open_among(id, settings, &office.keys()?)?;
        let path = office.content().join(&reviewed.file);
        let text = fs::read_to_string(&path).map_err(|source| ReviewError::Disk { path: path.clone(), source })?;
        let record = fs::read_to_string(office.root().join("office/documents").join(format!("{id}.toml")));
        let record: Option<Record> = record.ok().and_then(|record| toml::from_str(&record).ok());
        let paper = Paper::read(&text);
        let rows: Vec<Row> =
            fields_of(&reviewed.file).iter().map(|field| row(*field, paper.as_ref(), record.as_ref(), &reviewed)).collect();
        // What has all its reviews goes out as it is, whatever came to lie beside it since.
        let is_done = !settings.reviews.is_empty() && reviewed.state.missing(&settings.reviews).is_empty();
        let suggested = paper.as_ref().filter(|_| !is_done).map(|paper| ties(id, paper, shelf)).unwrap_or_default();
        let questions = questions(&text, record.as_ref(), (lists, suggested), &reviewed.state);
        let is_row = |field: &Field| rows.iter().any(|row| row.field == *field);
        let held = TIES.iter().filter(|field| !is_row(field)).filter_map(|field| Some((field.label, paper.as_ref()?.field(field.name)?)));
        let held = held.collect();
        let is_scan = record.as_ref().is_some_and(Record::is_scan) && !reviewed.state.adopted;
        let draft = draft(office, id).filter(|_| is_scan).map(|draft| masked_whole(&draft));
        let mut item = Self {
            id: id.to_owned(),
            draft,
            file: reviewed.file.clone(),
            body_line: paper.as_ref().map_or(1, Paper::body_line),
            headless: paper.is_none(),
            shown: shown(&text, &questions),
            text,
            record,
            reviewed,
            rows,
            ties: held,
            questions,
            stage: Stage::Open,
        };
        item.stage = item.stage_among(&settings.reviews);
        Ok(item)
    }

    fn stage_among(&self, wanted: &[Step]) -> Stage {
        let state = &self.reviewed.state;
        let grave = self.questions.iter().any(|question| question.level == Level::Error);
        if state.void.is_some() {
            Stage::Refused
        } else if self.headless || grave || state.returned.is_some() || self.rows.iter().any(Row::is_missing) {
            Stage::Open
        } else if !self.questions.is_empty() || self.rows.iter().any(Row::is_open) {
            Stage::Confirm
        } else {
            state.missing(wanted).first().map_or(Stage::Ready, |step| Stage::Await(*step))
        }
    }

    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.rows.iter().find(|row| row.field.name == name).and_then(|row| row.value.as_deref())
    }

    /// Its title, or else the name of the file it came from.
    pub fn title(&self) -> String {
        let source = || self.record.as_ref().map(|record| format!("（没有题名）{}", record.source.rsplit('/').next().unwrap_or_default()));
        self.field("title").map(str::to_owned).or_else(source).unwrap_or_else(|| format!("（没有题名）{}", self.id))
    }

    /// The lines of its text below the header, as they are shown.
    pub fn body(&self) -> impl Iterator<Item = (usize, &str)> {
        self.shown.split('\n').enumerate().map(|(at, line)| (at + 1, line)).skip(self.body_line - 1)
    }

    /// Fields that wait.
    pub fn open_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.is_open()).count()
    }

    /// Whether its pages are pictures, and no text of them is published.
    pub fn is_scan(&self) -> bool {
        self.record.as_ref().is_some_and(Record::is_scan) && !self.reviewed.state.adopted
    }

    /// The text that was passed last before it became what it is now.
    pub fn passed_before(&self) -> Option<crate::files::Digest> {
        let events = self.reviewed.log.events().rev();
        let mut passes = events.filter(|(_, event)| matches!(event.act, Act::Pass { .. }) && event.text != self.reviewed.text);
        passes.next().map(|(_, event)| event.text)
    }
}

fn row(field: Field, paper: Option<&Paper>, record: Option<&Record>, reviewed: &Reviewed) -> Row {
    let value = paper.and_then(|paper| paper.field(field.name));
    let found = record.and_then(|record| record.fields.get(field.name)).filter(|kept| Some(&kept.value) == value.as_ref());
    let confirmed = reviewed.state.confirmed.get(field.name).filter(|(confirmed, _)| Some(confirmed) == value.as_ref());
    // What nobody found stands there because somebody wrote it; a kind is taken where nothing is known.
    let taken = field.name == "kind" && record.is_some();
    let origin = found.map_or(if taken { Origin::Rule } else { Origin::Staff }, |kept| kept.origin);
    Row { field, value, origin, certain: found.is_some_and(|kept| kept.certain), confirmed: confirmed.map(|(_, who)| who.clone()) }
}

/// What a machine guessed of the words of a scan.
pub(super) fn draft(office: &Office, id: &str) -> Option<String> {
    let text = fs::read_to_string(office.root().join("office/draft").join(format!("{id}.md"))).ok()?;
    Paper::read(&text).map(|draft| draft.body().trim().to_owned()).filter(|draft| !draft.is_empty())
}

/// The text of a scan that a machine read: visitors are told so, and where the original is.
pub(super) fn taken_over(draft: &str) -> String {
    format!("\n{READ}\n\n{draft}\n")
}

/// A draft with everything masked that is a person's: it is only looked at.
fn masked_whole(text: &str) -> String {
    screen(text).iter().fold(text.to_owned(), |text, alarm| masked(&text, alarm).unwrap_or(text))
}

/// A text with everything masked that is a person's and that nobody answered for.
fn shown(text: &str, questions: &[Question]) -> String {
    questions.iter().fold(text.to_owned(), |text, question| match &question.cause {
        Cause::Alarm(alarm) => masked(&text, alarm).unwrap_or(text),
        Cause::Word(_) | Cause::Told(_) | Cause::Tie(_) => text,
    })
}
