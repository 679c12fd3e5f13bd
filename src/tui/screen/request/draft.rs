//! A form being filled in: the answers so far, the question that is asked, the field in which its answer is typed, and what is public already. All of
//! it is in memory and nowhere else.

use jiff::civil::Date;

use super::{
    paper::Paper,
    plan::{self, Bearings, Step},
    ways::{HELP, WAYS},
};
use crate::{
    advice::unanswered,
    request::{CITIZEN, Door, Field, Form, Kind, ORGANISATION, Wrong, right_door},
    search::Found,
    text::VisitorText,
    tui::field::{self, FieldKind},
};

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Party {
    /// A citizen.
    Citizen,
    /// A citizen, for whom somebody else acts.
    ForOther,
    /// A legal person or another organisation.
    Organisation,
}

/// A form being filled in.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) paper: Paper,
    pub(super) form: Form,
    pub(super) bearings: Bearings,
    /// The question that is asked.
    pub(super) step: Step,
    /// Where its answer is typed; none where it is chosen.
    pub(super) field: Option<field::State>,
    /// Keys are shown on the screen.
    pub(super) pad: bool,
    /// What is wrong with the answer.
    pub(super) fault: Option<String>,
    /// All were answered once: the next page is the one on which all answers stand.
    pub(super) is_reviewed: bool,
    /// What is public already.
    pub(super) found: Option<Found>,
    /// It becomes a slip for the desk, and nothing is left here.
    pub(super) only_slip: bool,
}

/// Choices of a question: their names in the form, and as people call them.
pub(super) type Choices = Vec<(&'static str, &'static str)>;

impl Draft {
    /// An empty form at its first question.
    pub(super) fn new(paper: Paper, identity_here: bool) -> Self {
        let (form, bearings) = (Form::new(paper.schema()), Bearings { identity_here, ..Bearings::default() });
        let step = plan::steps(paper, &form, &bearings).first().copied().unwrap_or(Step::Delivery);
        Self { paper, form, bearings, step, field: None, pad: true, fault: None, is_reviewed: false, found: None, only_slip: false }
    }

    /// Says who applies. Answers that both forms ask for are carried over.
    pub(super) fn applies(&mut self, party: Party) {
        let schema = if party == Party::Organisation { &ORGANISATION } else { &CITIZEN };
        if self.form.schema.id != schema.id {
            let mut form = Form::new(schema);
            self.form.answers().for_each(|(field, words)| form.answer(field.name, words));
            self.form = form;
        }
        self.bearings.for_other = party == Party::ForOther;
        if !self.bearings.for_other {
            ["agent", "agent_phone", "agent_power"].into_iter().for_each(|name| self.form.answer(name, &VisitorText::default()));
        }
        if !self.bearings.identity_here {
            self.form.answer("paper", &"at_desk".into());
        }
    }

    /// Whether anything was written that would be lost.
    pub(super) fn has_answers(&self) -> bool {
        let typed = self.field.as_ref().is_some_and(|field| !field.is_empty());
        let given = ["consultation", "record", "paper", "written_by_staff"];
        typed || self.form.answers().any(|(field, _)| !given.contains(&field.name))
    }

    /// Whether it is an organisation's.
    pub(super) fn is_organisation(&self) -> bool {
        self.form.schema.id == ORGANISATION.id
    }

    /// The questions as they stand now.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = plan::steps(self.paper, &self.form, &self.bearings);
        steps.truncate(if self.only_slip { 1 } else { steps.len() });
        steps
    }

    /// The number of the question, from 1, and how many there are; none for one that is added at the end.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        let steps = self.steps();
        let at = steps.iter().position(|step| *step == self.step)?;
        Some((at + 1, steps.len()))
    }

    /// The question of the form; none for the one that asks for two of it.
    pub(super) fn question(&self) -> Option<&'static Field> {
        let Step::Question(name) = self.step else { return None };
        self.form.schema.field(name)
    }

    /// Choices of the question; none where its answer is typed.
    pub(super) fn choices(&self) -> Choices {
        match self.question() {
            Some(field) if field.name == "paper" => {
                vec![("identity_card", "同意在这里写身份证号码"), ("at_desk", "不在这里写，证件给工作人员当面看")]
            }
            Some(field) => field.kind.options().to_vec(),
            None => WAYS.iter().map(|(label, ..)| *label).chain(super::ways::BESIDES).map(|label| ("", label)).collect(),
        }
    }

    /// Whether several may be chosen.
    pub(super) fn takes_several(&self) -> bool {
        self.question().is_none_or(|field| matches!(field.kind, Kind::Some(_)))
    }

    /// Whether a choice is chosen.
    pub(super) fn has_chosen(&self, at: usize, name: &str) -> bool {
        match self.question() {
            None => self.bearings.delivery.has(at),
            Some(field) => self.form.get(field.name).is_some_and(|words| words.reveal().split(' ').any(|word| word == name)),
        }
    }

    /// A choice is chosen, or taken back.
    pub(super) fn choose(&mut self, at: usize) {
        self.fault = None;
        let Some((name, _)) = self.choices().get(at).copied() else { return };
        let Some(field) = self.question() else {
            self.bearings.delivery.toggle(at);
            self.bearings.delivery.write(&mut self.form);
            if at == HELP && !self.bearings.delivery.has(HELP) {
                self.form.answer("help", &VisitorText::default());
            }
            return;
        };
        if !self.takes_several() {
            self.form.answer(field.name, &name.into());
            return;
        }
        let kept = |(other_at, (other, _)): (usize, &(&'static str, &'static str))| {
            let has = self.has_chosen(other_at, other);
            (if other_at == at { !has } else { has }).then_some(*other)
        };
        let names: Vec<&str> = self.choices().iter().enumerate().filter_map(kept).collect();
        self.form.answer(field.name, &names.join(" ").into());
    }

    /// Asks a question: what was answered before stands in its field.
    pub(super) fn ask(&mut self, step: Step) {
        self.pad = self.field.as_ref().filter(|field| field.tells_of_keys()).map_or(self.pad, field::State::takes_pad);
        self.step = step;
        (self.fault, self.found) = (None, None);
        self.field = self.question().filter(|field| field.kind.options().is_empty()).map(|question| {
            let mut field = field::State::new(kind(question.kind), question.most);
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
        if let (Some(field), Some(question)) = (&self.field, self.question()) {
            self.form.answer(question.name, field.written());
        }
        let wrong = self.wrong(today);
        self.fault = wrong.as_ref().map(unanswered);
        if wrong.is_none() && !self.is_answered(self.step) && !self.bearings.passed.contains(&self.step) {
            self.bearings.passed.push(self.step);
        }
        wrong.is_none()
    }

    fn wrong(&self, today: Date) -> Option<Wrong> {
        let given = |name: &str| self.form.get(name).is_some();
        let Some(question) = self.question() else {
            let way = self.form.schema.field("ways")?;
            return (!self.bearings.delivery.is_answered()).then_some(Wrong::Missing(way));
        };
        let none_of = |name: &str| self.form.schema.one_of.iter().find(|names| names.contains(&name)).map(|names| Wrong::NoneOf(names));
        match question.name {
            "wanted_features" if !["wanted_features", "wanted_name", "wanted_number"].into_iter().any(given) => none_of("wanted_features"),
            // The last of three: one of them must be there, and whoever wants post must say where to.
            "address" if !["phone", "e_mail", "address"].into_iter().any(given) => none_of("address"),
            "address" | "e_mail" if !given(question.name) && self.is_needed_for_delivery(question.name) => Some(Wrong::Missing(question)),
            "help" if !given("help") => Some(Wrong::Missing(question)),
            "agent" if !given("agent") => Some(Wrong::Missing(question)),
            _ => self.form.fault(question, today),
        }
    }

    fn is_needed_for_delivery(&self, name: &str) -> bool {
        let ways: &[&str] = if name == "e_mail" { &["e_mail"] } else { &["post", "express"] };
        self.bearings.delivery.comes_by(ways)
    }

    /// Whether a question has an answer.
    pub(super) fn is_answered(&self, step: Step) -> bool {
        match step {
            Step::Question(name) => self.form.get(name).is_some(),
            Step::Delivery => self.bearings.delivery.is_answered(),
        }
    }

    /// The question after this one; none where all have been asked.
    pub(super) fn next(&self) -> Option<Step> {
        let steps = self.steps();
        if self.is_reviewed {
            let open = |step: &&Step| !self.is_answered(**step) && (!self.bearings.passed.contains(step) || self.is_open(**step));
            return steps.iter().find(open).copied();
        }
        let at = steps.iter().position(|step| *step == self.step)?;
        steps.get(at + 1).copied()
    }

    /// Whether a question that was passed must be answered after all, since another answer depends on it.
    fn is_open(&self, step: Step) -> bool {
        let contact = ["phone", "e_mail", "address"].into_iter().all(|name| self.form.get(name).is_none());
        matches!(step, Step::Question(name) if self.is_needed_for_delivery(name) && ["e_mail", "address"].contains(&name))
            || (contact && step == Step::Question("address"))
    }

    /// The question before this one.
    pub(super) fn previous(&self) -> Option<Step> {
        let steps = self.steps();
        let at = steps.iter().position(|step| *step == self.step)?;
        steps.get(at.checked_sub(1)?).copied()
    }

    /// The door at which what is written belongs, if it is not this one.
    pub(super) fn door(&self) -> Option<Door> {
        let is_asked = self.step == Step::Question("wanted_features");
        self.field.as_ref().filter(|_| is_asked).and_then(|field| right_door(field.text().reveal()))
    }

    /// Rows of the page on which all answers stand: the question to change, its name, the answer. Those that may be added come last, without one.
    pub(super) fn rows(&self) -> Vec<(Step, &'static str, Option<VisitorText>)> {
        let steps = self.steps();
        let extras = plan::extras(self.paper, &self.bearings).iter().copied().map(Step::Question);
        let all: Vec<Step> = steps.iter().copied().chain(extras.filter(|step| !steps.contains(step))).collect();
        let (given, open): (Vec<Step>, Vec<Step>) = all.into_iter().partition(|step| self.is_answered(*step));
        given.into_iter().chain(open).filter_map(|step| self.row(step)).collect()
    }

    fn row(&self, step: Step) -> Option<(Step, &'static str, Option<VisitorText>)> {
        match step {
            Step::Delivery => {
                Some((step, "答复怎么给", self.bearings.delivery.is_answered().then(|| self.bearings.delivery.shown().into())))
            }
            Step::Question(name) => {
                let field = self.form.schema.field(name)?;
                let label = match name {
                    "wanted_features" => "想要的信息",
                    "contact" => "联系方式",
                    "name" if self.is_organisation() => "联系人",
                    _ => field.label,
                };
                Some((step, label, self.form.get(name).map(|words| field.shown(words))))
            }
        }
    }

    /// The first thing that keeps it from being sealed, with the question to go to; none where it is whole.
    pub(super) fn unfinished(&self, today: Date) -> Option<(Step, String)> {
        let wrong = self.form.faults(today).into_iter().next()?;
        let step = match wrong {
            Wrong::Missing(field) | Wrong::TooLong(field) | Wrong::Unfit(field, _) | Wrong::NoChoice(field) => match field.name {
                "media" | "ways" | "other_ways" => Step::Delivery,
                name => Step::Question(name),
            },
            Wrong::NoneOf(names) if names.contains(&"phone") => Step::Question("phone"),
            Wrong::NoneOf(_) | Wrong::TooMuch => self.steps().first().copied()?,
        };
        Some((step, unanswered(&wrong)))
    }
}

/// The field for a kind of answer.
fn kind(kind: Kind) -> FieldKind {
    match kind {
        Kind::Words | Kind::One(_) | Kind::Some(_) => FieldKind::Chinese,
        Kind::IdentityNumber | Kind::Phone | Kind::PostCode => FieldKind::Figures,
        Kind::CreditCode => FieldKind::Code,
        Kind::EMail => FieldKind::Free,
    }
}
