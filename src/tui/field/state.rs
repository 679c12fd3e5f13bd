//! A field as it stands, and what a screen may know of it.

use crate::{compose::Mode, text::VisitorText};

use super::{
    board::Board,
    early::Early,
    kind::FieldKind,
    picker::{Picker, Wanted},
};

/// A field with what stands in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    pub(super) kind: FieldKind,
    /// Most characters; who types more leans on the keyboard.
    pub(super) longest: usize,
    pub(super) written: VisitorText,
    /// Letters or digits that follow it and are being composed.
    pub(super) picker: Picker,
    /// The keys that are on the screen while the field has the focus.
    pub(super) board: Option<Board>,
    pub(super) early: Early,
    /// The digits with which the field began, as they were pressed: figures, if a letter shows that there is a keyboard.
    pub(super) digits: VisitorText,
    /// Whether a name of a person is asked for.
    pub(super) name: bool,
}

/// The change that a message made to a field, or that it asks of the screen which holds the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Change {
    /// Nothing that concerns the screen.
    None,
    /// Other words stand there.
    Words,
    /// Candidates have come: the words are the same, what they may mean is known now.
    Meaning,
    /// The keys on the screen were put away.
    Closed,
    /// Other words stand there, and whoever typed them is done with the field.
    LastWords,
    /// Whoever types is done with the field.
    Done,
    /// Whoever types wants to go back: there is nothing left to delete.
    Leave,
}

impl State {
    /// An empty field without keys on the screen.
    pub(in crate::tui) fn new(kind: FieldKind, longest: usize) -> Self {
        Self {
            kind,
            longest,
            written: VisitorText::default(),
            picker: Picker::default(),
            board: None,
            early: Early::default(),
            digits: VisitorText::default(),
            name: false,
        }
    }

    /// The same field, where a name of a person is asked for: surnames are offered before other words.
    pub(in crate::tui) fn for_name(self, name: bool) -> Self {
        Self { name, ..self }
    }

    /// True if nothing stands there, written or being composed.
    pub(in crate::tui) fn is_empty(&self) -> bool {
        self.written.is_empty() && self.picker.is_empty()
    }

    /// The words that are written, without those being composed.
    pub(in crate::tui) fn written(&self) -> &VisitorText {
        &self.written
    }

    /// The words that are written, and what follows them as far as it is known: letters as they are, the digits of a telephone as what they most
    /// likely mean.
    pub(in crate::tui) fn text(&self) -> VisitorText {
        self.written_and(self.picker.meaning())
    }

    /// The words that will stand there if the candidate in focus is taken.
    pub(in crate::tui) fn guess(&self) -> VisitorText {
        self.written_and(self.picker.focused())
    }

    /// The words that are written, taken out of the field.
    pub(in crate::tui) fn taken(&mut self) -> VisitorText {
        std::mem::take(&mut self.written)
    }

    fn written_and(&self, more: &str) -> VisitorText {
        let mut text = self.written.clone();
        text.push_str(more);
        text
    }

    /// True while something is being composed.
    pub(in crate::tui) fn composes(&self) -> bool {
        !self.picker.is_empty()
    }

    /// Keys that are being composed.
    pub(in crate::tui) fn keys(&self) -> usize {
        self.picker.keys().len()
    }

    /// True while the digits of a telephone are being composed: what they mean is known when candidates have come.
    pub(in crate::tui) fn composes_digits(&self) -> bool {
        self.composes() && self.picker.mode() == Mode::NineGrid
    }

    /// The keys for which candidates are wanted now.
    pub(in crate::tui) fn wanted(&self) -> Option<Wanted> {
        self.picker.wanted()
    }

    /// The keys whose candidates have not come: they are asked for again where the answer may have met another screen.
    pub(in crate::tui) fn awaited(&self) -> Option<Wanted> {
        self.picker.is_waiting().then(|| self.wanted()).flatten()
    }

    /// True while the keys on the screen are shown: `.`, `*`, `/` and digits keep their meaning then, since nobody types with a keyboard.
    pub(in crate::tui) fn takes_pad(&self) -> bool {
        self.board.is_some()
    }

    /// True where it shows by its keys whether somebody has a keyboard: letters put the keys on the screen away.
    pub(in crate::tui) fn tells_of_keys(&self) -> bool {
        matches!(self.kind, FieldKind::Chinese | FieldKind::Code | FieldKind::Free)
    }

    /// True while digits and signs of a keyboard are text.
    pub(in crate::tui) fn takes_signs(&self) -> bool {
        self.kind == FieldKind::Free || self.board.is_none() && self.kind == FieldKind::Chinese
    }

    /// The keys that were kept, the first one first; they are kept no longer.
    pub(in crate::tui) fn released(&mut self) -> Early {
        std::mem::take(&mut self.early)
    }
}
