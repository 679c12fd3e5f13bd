//! The page that is shown, and the form behind it.

use crossterm::event::{KeyCode, KeyEvent};

use super::draft::Draft;
use crate::{
    advice::Advice,
    interview::Paper,
    outbox::ReceiptNumber,
    policy::RecordId,
    text::VisitorText,
    tui::{
        effect::{Asked, Printing},
        field::{self, FieldKind},
        widget::entries::Cursor,
    },
    zone::{Item, Matter},
};

/// Most digits that wait for a page.
const EARLY: usize = 4;
/// Longest number of a receipt that is typed, with blanks.
const LONGEST_NUMBER: usize = 48;

/// The page that is shown.
#[derive(Debug, Clone)]
pub(super) enum Page {
    /// All that can be done here.
    Front,
    /// The other voices.
    Voices,
    /// Whether this may be begun is being asked.
    Asking(Paper),
    /// It may not, for now: at the beginning, or when all was written.
    Refused { paper: Paper, advice: Box<Advice>, late: bool },
    /// What becomes of the words, and who applies.
    Promise,
    /// A question; whether the keys choose among what is public already.
    Question { among_hits: bool },
    /// All answers.
    Review,
    /// It is being sealed.
    Sealing,
    /// Whether to give up what was begun; home afterwards, or only back.
    Away { before: Box<Page>, home: bool },
    /// It was left.
    Left { paper: Paper, number: ReceiptNumber },
    /// The words as a slip.
    Slip { before: Box<Page> },
    /// A number is typed.
    Number(field::State),
    /// What became of it.
    Told(Asked),
}

/// The page, and the form behind it.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    pub(super) matter: Matter,
    /// The words that led here.
    pub(super) words: VisitorText,
    pub(super) page: Page,
    pub(super) draft: Option<Draft>,
    pub(super) cursor: Cursor,
    /// Why no form may be begun, once it is known.
    pub(super) closed: Option<Option<Box<Advice>>>,
    /// Staff write down what somebody says to them, behind their door.
    pub(super) at_window: bool,
    /// Numbers of papers are shown whole, until the next key.
    pub(super) open: bool,
    /// Digits that were pressed while it was asked whether a form may be begun.
    pub(super) early: Vec<KeyEvent>,
    /// How far the printer is with what is shown.
    pub(super) printing: Option<Printing>,
}

impl State {
    /// The page before all forms, or the way to one of them.
    pub(super) fn new(matter: Matter, words: VisitorText, page: Page) -> Self {
        Self {
            matter,
            words,
            page,
            draft: None,
            cursor: Cursor::default(),
            closed: None,
            at_window: false,
            open: false,
            early: Vec::new(),
            printing: None,
        }
    }

    /// The field, while it has the focus.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        match &self.page {
            Page::Question { among_hits: false } => self.draft.as_ref()?.field.as_ref(),
            Page::Number(field) => Some(field),
            _ => None,
        }
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        match &mut self.page {
            Page::Question { among_hits: false } => self.draft.as_mut()?.field.as_mut(),
            Page::Number(field) => Some(field),
            _ => None,
        }
    }

    /// What somebody would lose who is taken to have left.
    pub(in crate::tui) fn begun(&self) -> Option<&'static str> {
        self.draft.as_ref().map(|draft| if self.at_window { "代填的申请" } else { draft.paper.lost() })
    }

    /// Keeps a digit or Enter that came before the page it is for; tells whether it was kept. Somebody who knows the way is faster than a disk.
    pub(in crate::tui) fn hold(&mut self, key: KeyEvent) -> bool {
        let waits = matches!(self.page, Page::Asking(_));
        let chooses = matches!(key.code, KeyCode::Char('1'..='9') | KeyCode::Enter);
        if waits && chooses && self.early.len() < EARLY {
            self.early.push(key);
        }
        waits && chooses
    }

    /// The digits that waited, once there is a page for them.
    pub(in crate::tui) fn released(&mut self) -> Vec<KeyEvent> {
        if matches!(self.page, Page::Asking(_)) { Vec::new() } else { std::mem::take(&mut self.early) }
    }

    /// Whether staff write it down behind their door.
    pub(in crate::tui) fn is_at_window(&self) -> bool {
        self.at_window
    }

    /// Takes out hits that are any of these records.
    pub(in crate::tui) fn forget(&mut self, ids: &[RecordId]) {
        if let Some(found) = self.draft.as_mut().and_then(|draft| draft.found.as_mut()) {
            found.hits.retain(|hit| !ids.contains(&hit.card.id));
        }
    }

    /// The record that the visitor speaks of.
    pub(super) fn item(&self) -> Option<&Item> {
        match &self.matter {
            Matter::Any(item) => item.as_ref(),
            Matter::Opinion(item) | Matter::Correction(item) => Some(item),
            Matter::Problem => None,
        }
    }
}

/// A field for the number of a receipt.
pub(super) fn number_field() -> field::State {
    let mut field = field::State::new(FieldKind::Code, LONGEST_NUMBER);
    field.open_board();
    field
}
