//! A form being filled in on the screen: the interview, the field in which an answer is typed, and what is public already.

use std::ops::{Deref, DerefMut};

use jiff::civil::Date;

use crate::{
    advice::unanswered,
    interview::{Paper, Step, Walk},
    request::{Door, Kind, right_door},
    search::Found,
    tui::field::{self, FieldKind},
};

/// A form being filled in.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    walk: Walk,
    /// Where its answer is typed; none where it is chosen.
    pub(super) field: Option<field::State>,
    /// Keys are shown on the screen.
    pub(super) pad: bool,
    /// What is wrong with the answer.
    pub(super) fault: Option<String>,
    /// What is public already.
    pub(super) found: Option<Found>,
}

/// What is answered and asked is the interview's.
impl Deref for Draft {
    type Target = Walk;

    fn deref(&self) -> &Walk {
        &self.walk
    }
}

impl DerefMut for Draft {
    fn deref_mut(&mut self) -> &mut Walk {
        &mut self.walk
    }
}

impl Draft {
    /// An empty form at its first question.
    pub(super) fn new(paper: Paper, identity_here: bool) -> Self {
        Self { walk: Walk::new(paper, identity_here), field: None, pad: true, fault: None, found: None }
    }

    /// Whether anything was written that would be lost.
    pub(super) fn has_answers(&self) -> bool {
        self.field.as_ref().is_some_and(|field| !field.is_empty()) || self.walk.has_answers()
    }

    /// A choice is chosen, or taken back.
    pub(super) fn choose(&mut self, at: usize) {
        self.fault = None;
        self.walk.choose(at);
    }

    /// Asks a question: what was answered before stands in its field.
    pub(super) fn ask(&mut self, step: Step) {
        self.pad = self.field.as_ref().filter(|field| field.tells_of_keys()).map_or(self.pad, field::State::takes_pad);
        self.step = step;
        (self.fault, self.found) = (None, None);
        self.field = self.question().filter(|field| field.kind.options().is_empty()).map(|question| {
            let mut field = field::State::new(kind(question.kind), question.most).for_name(PERSONS.contains(&question.name));
            if self.pad {
                field.open_board();
            }
            if let Some(words) = self.form.get(question.name) {
                field.fill(words);
            }
            field
        });
    }

    /// Takes the answer over from the field; whether it will do.
    pub(super) fn take(&mut self, today: Date) -> bool {
        if let (Some(field), Some(question)) = (&self.field, self.walk.question()) {
            self.walk.form.answer(question.name, field.written());
        }
        let wrong = self.walk.accept(today);
        self.fault = wrong.as_ref().map(unanswered);
        wrong.is_none()
    }

    /// The door at which what is written belongs, if it is not this one.
    pub(super) fn door(&self) -> Option<Door> {
        let is_asked = self.step == Step::Question("wanted_features");
        self.field.as_ref().filter(|_| is_asked).and_then(|field| right_door(field.text().reveal()))
    }
}

/// Questions whose answer is the name of a person.
const PERSONS: [&str; 3] = ["name", "representative", "agent"];

/// The field for a kind of answer.
fn kind(kind: Kind) -> FieldKind {
    match kind {
        Kind::Words | Kind::One(_) | Kind::Some(_) => FieldKind::Chinese,
        Kind::IdentityNumber | Kind::Phone | Kind::PostCode => FieldKind::Figures,
        Kind::CreditCode => FieldKind::Code,
        Kind::EMail => FieldKind::Free,
    }
}
