//! What the screen of reviews holds: the documents, where one stands among them, and what is being typed.

use std::collections::BTreeSet;

use ratatui::layout::Size;

use crate::{
    editing::{Field, Item, Question, Row, Stage, plain},
    review::Step,
    text::wrap,
};

/// Said while documents are read.
pub(super) const OPENING: &str = "正在打开……";

/// The screen.
#[derive(Debug)]
pub(super) struct State {
    /// What the workplace is called.
    pub(super) place: String,
    /// Who sits here; empty until the name was typed.
    pub(super) who: String,
    /// Documents, worst first.
    pub(super) items: Vec<Item>,
    /// Documents whose records cannot be relied on, in words.
    pub(super) damaged: Vec<String>,
    /// Reviews that the office has.
    pub(super) wanted: Vec<Step>,
    /// The stage that is listed; all where there is none.
    pub(super) tab: Option<Stage>,
    /// Words that titles, numbers and ids must hold.
    pub(super) query: String,
    /// The document the arrows rest on, among those listed, and the first that is shown.
    pub(super) at: usize,
    pub(super) top: usize,
    /// Documents that were picked for a deed on many.
    pub(super) picked: BTreeSet<String>,
    /// What is on the screen.
    pub(super) view: View,
    /// What is being typed over it.
    pub(super) prompt: Option<Prompt>,
    /// A word on what was done or could not be.
    pub(super) said: String,
    /// Documents in the order in which something was done to them, for taking it back.
    pub(super) trail: Vec<String>,
    /// Texts that were passed and are not what lies there now, by their digests.
    pub(super) kept: std::collections::BTreeMap<String, String>,
    /// Columns and rows.
    pub(super) grid: Size,
    /// The end.
    pub(super) quit: bool,
}

/// What is on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum View {
    /// All documents.
    List,
    /// Fields and questions of one document beside its text.
    Paper(Place),
    /// One document read for a review.
    Level {
        /// The document.
        id: String,
        /// The review.
        step: Step,
        /// First line that is shown.
        top: usize,
        /// The last line was shown.
        read: bool,
        /// Lines of the text that are not what was passed last.
        changed: BTreeSet<usize>,
    },
    /// One field over many documents.
    Column(Column),
    /// The keys.
    Help(Box<View>),
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The document.
    pub(super) id: String,
    /// The field or question the arrows rest on: fields first.
    pub(super) at: usize,
    /// First line of the text that is shown.
    pub(super) top: usize,
}

/// One field over many documents, by its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Documents.
    pub(super) ids: Vec<String>,
    /// Which of the fields.
    pub(super) field: Field,
    /// The value the arrows rest on.
    pub(super) at: usize,
    /// Values that are left as they are.
    pub(super) left: BTreeSet<Option<String>>,
    /// What a value becomes, where it becomes another.
    pub(super) becomes: Vec<(Option<String>, String)>,
}

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prompt {
    /// What for.
    pub(super) asks: Asks,
    /// So far.
    pub(super) text: String,
    /// Values to choose from by digit.
    pub(super) choices: Vec<String>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asks {
    /// 您的姓名
    Name,
    /// Words to look for.
    Query,
    /// The value of a field.
    Value(String, Field),
    /// Words of the text as they are, then as they are to be.
    Old(String),
    New(String, String),
    /// Why a question is released.
    Release(String, usize),
    /// Why it is sent back.
    Return(String, Step),
    /// Why it is not taken in.
    Refuse(String),
    /// 已通读
    Read,
    /// What a value of a column becomes.
    Becomes(Option<String>),
}

/// One line of a text as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// The line of the file.
    pub(super) line: usize,
    /// Its words.
    pub(super) text: String,
    /// It is a heading.
    pub(super) heading: bool,
}

/// A value of a column with the documents that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) value: Option<String>,
    /// All of them are confirmed already.
    pub(super) confirmed: bool,
    pub(super) ids: Vec<String>,
}

/// A field or a question that the arrows can rest on.
pub(super) enum Target<'i> {
    Field(&'i Row),
    Question(usize, &'i Question),
}

impl State {
    /// The stages there are, in their order, with how many documents stand there.
    pub(super) fn tabs(&self) -> Vec<(Option<Stage>, usize)> {
        let mut tabs = vec![(None, self.items.len())];
        let stages = [Stage::Open, Stage::Confirm].into_iter().chain(self.wanted.iter().map(|step| Stage::Await(*step)));
        for stage in stages.chain([Stage::Ready, Stage::Refused]) {
            let count = self.items.iter().filter(|item| item.stage == stage).count();
            if count > 0 || self.tab == Some(stage) {
                tabs.push((Some(stage), count));
            }
        }
        tabs
    }

    /// The documents that are listed.
    pub(super) fn listed(&self) -> Vec<&Item> {
        let query = self.query.as_str();
        let holds = |item: &Item| {
            item.title().contains(query) || item.id.contains(query) || item.field("number").is_some_and(|number| number.contains(query))
        };
        let is_there = |item: &&Item| self.tab.is_none_or(|tab| item.stage == tab) && (query.is_empty() || holds(item));
        self.items.iter().filter(is_there).collect()
    }

    pub(super) fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The document that is open, or the one the arrows rest on.
    pub(super) fn current(&self) -> Option<&Item> {
        match &self.view {
            View::Paper(Place { id, .. }) | View::Level { id, .. } => self.item(id),
            _ => self.listed().get(self.at).copied(),
        }
    }

    /// The groups of a column, the largest first.
    pub(super) fn groups(&self, column: &Column) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for item in column.ids.iter().filter_map(|id| self.item(id)) {
            let Some(row) = item.rows.iter().find(|row| row.field == column.field) else { continue };
            // What a machine guessed from a picture is looked at by itself.
            if row.value.is_some() && row.confirmed.is_none() && !row.together() {
                continue;
            }
            let confirmed = row.confirmed.is_some();
            match groups.iter_mut().find(|group| group.value == row.value && group.confirmed == confirmed) {
                Some(group) => group.ids.push(item.id.clone()),
                None => groups.push(Group { value: row.value.clone(), confirmed, ids: vec![item.id.clone()] }),
            }
        }
        groups.sort_by_key(|group| (group.confirmed, std::cmp::Reverse(group.ids.len())));
        groups
    }
}

/// Fields that are shown of a document, and its questions: what the arrows can rest on.
pub(super) fn targets(item: &Item) -> Vec<Target<'_>> {
    let rows = item.rows.iter().filter(|row| row.value.is_some() || row.field.required || row.field.name == "number").map(Target::Field);
    rows.chain(item.questions.iter().enumerate().map(|(at, question)| Target::Question(at + 1, question))).collect()
}

/// The text of a document in lines of so many columns.
pub(super) fn lines(item: &Item, width: u16) -> Vec<Shown> {
    let width = usize::from(width).max(10);
    let mut shown = Vec::new();
    for (line, words) in item.body().skip_while(|(_, words)| words.trim().is_empty()) {
        let bare = words.trim_start_matches('#');
        let heading = bare.len() < words.len() && bare.starts_with(' ');
        let words = if heading { bare.trim_start() } else { words };
        shown.extend(wrap(&plain(words), width, 0).into_iter().map(|piece| Shown { line, text: piece.text, heading }));
    }
    while shown.last().is_some_and(|last| last.text.trim().is_empty()) {
        shown.pop();
    }
    // Behind the last line of the file, what a machine guessed of a scan.
    let last = item.text.split('\n').count();
    if let Some(draft) = &item.draft {
        let note = |text: &str| Shown { line: last + 1, text: text.to_owned(), heading: true };
        shown.extend([note(""), note("── 机器认出来的字，只作草稿，不公开；请对照原件（F3），F7 用作正文 ──")]);
        for (at, words) in draft.split('\n').enumerate().filter(|(_, words)| !words.trim().is_empty()) {
            let words = plain(words.trim_start_matches('#').trim_start());
            shown.extend(wrap(&words, width, 0).into_iter().map(|piece| Shown { line: last + 2 + at, text: piece.text, heading: false }));
        }
    }
    shown
}

/// Lines of the file that were not in a text that was passed.
pub(super) fn changed(before: &str, now: &str) -> BTreeSet<usize> {
    let diff = similar::TextDiff::from_lines(before, now);
    let new = diff.iter_all_changes().filter(|change| change.tag() == similar::ChangeTag::Insert);
    new.filter_map(|change| change.new_index().map(|at| at + 1)).collect()
}
