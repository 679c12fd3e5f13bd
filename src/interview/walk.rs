//! The way through the questions of a form: the answers so far, the question that is asked, what is wrong with an answer, which one comes next. All of it
//! is in memory and nowhere else.

use jiff::civil::Date;

use super::{
    paper::Paper,
    plan::{self, Bearings, Step},
    ways::{HELP, WAYS},
};
use crate::{
    request::{CITIZEN, Field, Form, Kind, ORGANISATION, Wrong},
    text::VisitorText,
};

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A citizen.
    Citizen,
    /// A citizen, for whom somebody else acts.
    ForOther,
    /// A legal person or another organisation.
    Organisation,
}

/// A form being filled in.
#[derive(Debug, Clone)]
pub struct Walk {
    /// What it is.
    pub paper: Paper,
    /// The answers.
    pub form: Form,
    /// What the order of the questions depends on besides.
    pub bearings: Bearings,
    /// The question that is asked.
    pub step: Step,
    /// All were answered once: the next page is the one on which all answers stand.
    pub is_reviewed: bool,
    /// It becomes a slip for the desk, and nothing is left here.
    pub only_slip: bool,
}

/// An answer among all of them: the question to change it, its name, the answer; none where it may still be added.
pub type Row = (Step, &'static str, Option<VisitorText>);

/// Choices of a question: their names in the form, and as people call them.
pub type Choices = Vec<(&'static str, &'static str)>;

impl Walk {
    /// An empty form at its first question.
    pub fn new(paper: Paper, identity_here: bool) -> Self {
        let (form, bearings) = (Form::new(paper.schema()), Bearings { identity_here, ..Bearings::default() });
        let step = plan::steps(paper, &form, &bearings).first().copied().unwrap_or(Step::Delivery);
        Self { paper, form, bearings, step, is_reviewed: false, only_slip: false }
    }

    /// Says who applies. Answers that both forms ask for are carried over.
    pub fn applies(&mut self, party: Party) {
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
    pub fn has_answers(&self) -> bool {
        let given = ["consultation", "record", "paper", "written_by_staff"];
        self.form.answers().any(|(field, _)| !given.contains(&field.name))
    }

    /// Whether it is an organisation's.
    pub fn is_organisation(&self) -> bool {
        self.form.schema.id == ORGANISATION.id
    }

    /// The questions as they stand now.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = plan::steps(self.paper, &self.form, &self.bearings);
        steps.truncate(if self.only_slip { 1 } else { steps.len() });
        steps
    }

    /// The number of the question, from 1, and how many there are; none for one that is added at the end.
    pub fn progress(&self) -> Option<(usize, usize)> {
        let steps = self.steps();
        let at = steps.iter().position(|step| *step == self.step)?;
        Some((at + 1, steps.len()))
    }

    /// The question of the form; none for the one that asks for two of it.
    pub fn question(&self) -> Option<&'static Field> {
        let Step::Question(name) = self.step else { return None };
        self.form.schema.field(name)
    }

    /// Choices of the question; none where its answer is typed.
    pub fn choices(&self) -> Choices {
        match self.question() {
            Some(field) if field.name == "paper" => {
                vec![("identity_card", "同意在这里写身份证号码"), ("at_desk", "不在这里写，证件给工作人员当面看")]
            }
            Some(field) => field.kind.options().to_vec(),
            None => WAYS.iter().map(|(label, ..)| *label).chain(super::ways::BESIDES).map(|label| ("", label)).collect(),
        }
    }

    /// Whether several may be chosen.
    pub fn takes_several(&self) -> bool {
        self.question().is_none_or(|field| matches!(field.kind, Kind::Some(_)))
    }

    /// Whether a choice is chosen.
    pub fn has_chosen(&self, at: usize, name: &str) -> bool {
        match self.question() {
            None => self.bearings.delivery.has(at),
            Some(field) => self.form.get(field.name).is_some_and(|words| words.reveal().split(' ').any(|word| word == name)),
        }
    }

    /// A choice is chosen, or taken back.
    pub fn choose(&mut self, at: usize) {
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

    /// Whether the answer to this question will do; one that was passed without an answer is remembered.
    pub fn accept(&mut self, today: Date) -> Option<Wrong> {
        let wrong = self.wrong(today);
        if wrong.is_none() && !self.is_answered(self.step) && !self.bearings.passed.contains(&self.step) {
            self.bearings.passed.push(self.step);
        }
        wrong
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
    pub fn is_answered(&self, step: Step) -> bool {
        match step {
            Step::Question(name) => self.form.get(name).is_some(),
            Step::Delivery => self.bearings.delivery.is_answered(),
        }
    }

    /// The question after this one; none where all have been asked.
    pub fn next(&self) -> Option<Step> {
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
    pub fn previous(&self) -> Option<Step> {
        let steps = self.steps();
        let at = steps.iter().position(|step| *step == self.step)?;
        steps.get(at.checked_sub(1)?).copied()
    }

    /// Rows of the page on which all answers stand: the question to change, its name, the answer. Those that may be added come last, without one.
    pub fn rows(&self) -> Vec<Row> {
        let steps = self.steps();
        let extras = plan::extras(self.paper, &self.bearings).iter().copied().map(Step::Question);
        let all: Vec<Step> = steps.iter().copied().chain(extras.filter(|step| !steps.contains(step))).collect();
        let (given, open): (Vec<Step>, Vec<Step>) = all.into_iter().partition(|step| self.is_answered(*step));
        given.into_iter().chain(open).filter_map(|step| self.row(step)).collect()
    }

    fn row(&self, step: Step) -> Option<Row> {
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
    pub fn unfinished(&self, today: Date) -> Option<(Step, Wrong)> {
        let wrong = self.form.faults(today).into_iter().next()?;
        let step = match wrong {
            Wrong::Missing(field) | Wrong::TooLong(field) | Wrong::Unfit(field, _) | Wrong::NoChoice(field) => match field.name {
                "media" | "ways" | "other_ways" => Step::Delivery,
                name => Step::Question(name),
            },
            Wrong::NoneOf(names) if names.contains(&"phone") => Step::Question("phone"),
            Wrong::NoneOf(_) | Wrong::TooMuch => self.steps().first().copied()?,
        };
        Some((step, wrong))
    }
}
