//! A record being read: the record, how far it is scrolled, the finder over it.

use crate::{
    policy::RecordId,
    text::VisitorText,
    tui::{
        effect::Effect,
        field::{self, FieldKind},
        widget::prose::Prose,
    },
    zone::{Dossier, Spot},
};

/// Most characters that are looked for.
const LONGEST: usize = 20;
/// Rows of candidates.
pub(super) const CANDIDATES: u16 = 2;

/// A record being read.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    pub(super) section: Option<usize>,
    pub(super) words: VisitorText,
    pub(super) phase: ReadingPhase,
    /// The first line that is seen.
    pub(super) top: usize,
    pub(super) find: Option<Find>,
}

/// How far the record has come.
#[derive(Debug, Clone)]
pub(super) enum ReadingPhase {
    Opening,
    Missing,
    Open(Box<Opened>),
}

/// A record that is there, laid out.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) dossier: Dossier,
    pub(super) prose: Prose,
    /// Places of the words that led here, or that were looked for in the page.
    pub(super) marks: Vec<Spot>,
}

/// Looking for words in the page.
#[derive(Debug, Clone)]
pub(super) struct Find {
    pub(super) field: field::State,
    /// The words that were looked for.
    pub(super) words: VisitorText,
    /// Letters that are still being composed were found as initials.
    pub(super) by_initials: bool,
    /// Number of the mark that is shown.
    pub(super) at: usize,
}

impl Find {
    /// Nothing is looked for yet; there may be no keyboard.
    pub(super) fn opened() -> Self {
        let mut field = field::State::new(FieldKind::Chinese, LONGEST);
        field.open_board();
        Self { field, words: VisitorText::default(), by_initials: false, at: 0 }
    }

    /// Rows of the finder.
    pub(super) fn height(&self, size: field::Size) -> u16 {
        1 + if self.field.composes() { CANDIDATES } else { 0 } + field::board_height(&self.field, size)
    }
}

/// A record that has still to be fetched, and the question for it.
pub(in crate::tui) fn opened(id: RecordId, section: Option<usize>, words: VisitorText) -> (State, Effect) {
    (State { section, words, phase: ReadingPhase::Opening, top: 0, find: None }, Effect::Open(id))
}

impl State {
    /// Takes out what leads to any of these records; whether it was one of them itself, which is shown no more.
    pub(in crate::tui) fn forget(&mut self, ids: &[RecordId]) -> bool {
        let ReadingPhase::Open(opened) = &mut self.phase else { return false };
        opened.dossier.forget(ids);
        let gone = ids.contains(&opened.dossier.card.id);
        if gone {
            self.phase = ReadingPhase::Missing;
            self.find = None;
        }
        gone
    }

    /// The field of the finder.
    pub(in crate::tui) fn field(&self) -> Option<&field::State> {
        self.find.as_ref().map(|find| &find.field)
    }

    /// The same, to keep keys in it that came too early.
    pub(in crate::tui) fn field_mut(&mut self) -> Option<&mut field::State> {
        self.find.as_mut().map(|find| &mut find.field)
    }
}
