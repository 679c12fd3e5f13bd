//! A form that somebody filled in: answers by the names of its questions, checked, and written for the seal.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    Unfit, check,
    schema::{Field, Kind, LARGEST_FORM, Schema},
};
use crate::text::{VisitorText, clean};

/// A filled form. Nothing of it is shown in `Debug`, and all of it is wiped.
#[derive(Clone, PartialEq, Eq)]
pub struct Form {
    /// The form.
    pub schema: &'static Schema,
    answers: BTreeMap<&'static str, VisitorText>,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Form({}, …)", self.schema.id)
    }
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A question that must be answered is not.
    Missing(&'static Field),
    /// None of these is answered, and one at least must be.
    NoneOf(&'static [&'static str]),
    /// An answer is longer than it may be.
    TooLong(&'static Field),
    /// An answer is not of its kind.
    Unfit(&'static Field, Unfit),
    /// A choice that is none of those offered.
    NoChoice(&'static Field),
    /// All answers together are longer than one seal holds.
    TooMuch,
}

impl Form {
    /// An empty form.
    pub fn new(schema: &'static Schema) -> Self {
        Self { schema, answers: BTreeMap::new() }
    }

    /// Writes an answer down; a question that the form does not ask is passed over. Characters that command a screen are taken out.
    pub fn answer(&mut self, name: &str, words: &VisitorText) {
        let Some(field) = self.schema.field(name) else { return };
        let cleaned = Zeroizing::new(clean(words.reveal()).into_owned());
        let kept = VisitorText::from(cleaned.trim());
        if kept.is_empty() {
            self.answers.remove(field.name);
        } else {
            self.answers.insert(field.name, kept);
        }
    }

    /// The answer to a question; none where it was not answered.
    pub fn get(&self, name: &str) -> Option<&VisitorText> {
        self.answers.get(name)
    }

    /// Questions with their answers, in the order of the form.
    pub fn answers(&self) -> impl Iterator<Item = (&'static Field, &VisitorText)> {
        self.schema.fields.iter().filter_map(|field| Some((field, self.answers.get(field.name)?)))
    }

    /// Everything that is wrong, in the order of the form.
    pub fn faults(&self, today: Date) -> Vec<Wrong> {
        let mut faults: Vec<Wrong> = self.schema.fields.iter().filter_map(|field| self.fault(field, today)).collect();
        let none = |names: &&&'static [&'static str]| !names.iter().any(|name| self.answers.contains_key(name));
        faults.extend(self.schema.one_of.iter().filter(none).map(|names| Wrong::NoneOf(names)));
        if faults.is_empty() && self.written().is_none() {
            faults.push(Wrong::TooMuch);
        }
        faults
    }

    /// What is wrong with the answer to one question.
    pub fn fault(&self, field: &'static Field, today: Date) -> Option<Wrong> {
        let Some(answer) = self.answers.get(field.name) else { return field.wanted.then_some(Wrong::Missing(field)) };
        if answer.count() > field.most {
            return Some(Wrong::TooLong(field));
        }
        let is_option = |word: &str| field.kind.options().iter().any(|(name, _)| *name == word);
        let fits = match field.kind {
            Kind::Words => return None,
            Kind::One(_) => return (!is_option(answer.reveal())).then_some(Wrong::NoChoice(field)),
            Kind::Some(_) => return (!answer.reveal().split(' ').all(is_option)).then_some(Wrong::NoChoice(field)),
            Kind::IdentityNumber => check::identity_number(answer, today),
            Kind::CreditCode => check::credit_code(answer),
            Kind::Phone => check::phone(answer),
            Kind::PostCode => check::post_code(answer),
            Kind::EMail => check::e_mail(answer),
        };
        fits.err().map(|unfit| Wrong::Unfit(field, unfit))
    }

    /// The form as it is sealed; nothing where it is longer than a seal holds.
    pub fn written(&self) -> Option<Zeroizing<Vec<u8>>> {
        let answers = self.answers.iter().map(|(name, words)| (*name, words.reveal())).collect();
        let bytes = Zeroizing::new(serde_json::to_vec(&Written { form: self.schema.id, answers }).ok()?);
        (bytes.len() <= LARGEST_FORM).then_some(bytes)
    }

    /// Reads what was sealed as an answer to a form, and prunes it to that: answers to other questions are left out, longer ones are cut, choices that
    /// were not offered are dropped. Nothing where it is not this form at all.
    pub fn read(schema: &'static Schema, bytes: &[u8]) -> Option<Self> {
        let written: Sealed = serde_json::from_slice(bytes).ok()?;
        if written.form != schema.id {
            return None;
        }
        let mut form = Self::new(schema);
        for (name, words) in written.answers {
            let Some(field) = schema.field(&name) else { continue };
            let cut: Zeroizing<String> = Zeroizing::new(words.chars().take(field.most).collect());
            form.answer(field.name, &VisitorText::from(cut.as_str()));
        }
        let is_option = |field: &Field, word: &str| field.kind.options().iter().any(|(name, _)| *name == word);
        form.answers.retain(|name, words| match schema.field(name) {
            Some(field @ Field { kind: Kind::One(_), .. }) => is_option(field, words.reveal()),
            Some(field @ Field { kind: Kind::Some(_), .. }) => words.reveal().split(' ').all(|word| is_option(field, word)),
            other => other.is_some(),
        });
        Some(form)
    }
}

impl Field {
    /// An answer as people read it: what can be chosen by its label.
    pub fn shown(&self, words: &VisitorText) -> VisitorText {
        let options = self.kind.options();
        if options.is_empty() {
            return words.clone();
        }
        let label = |word: &str| options.iter().find(|(name, _)| *name == word).map(|(_, label)| *label);
        words.reveal().split(' ').filter_map(label).collect::<Vec<_>>().join("、").into()
    }
}

#[derive(Serialize)]
struct Written<'a> {
    form: &'a str,
    answers: BTreeMap<&'a str, &'a str>,
}

/// What was sealed, as the office reads it.
#[derive(Deserialize)]
struct Sealed {
    form: String,
    answers: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{CITIZEN, OPINION, SATISFACTION};
    use jiff::civil::date;

    fn filled(answers: &[(&str, &str)]) -> Form {
        let mut form = Form::new(&CITIZEN);
        answers.iter().for_each(|(name, words)| form.answer(name, &VisitorText::from(*words)));
        form
    }

    const WHOLE: &[(&str, &str)] = &[
        ("name", "王某"),
        ("paper", "at_desk"),
        ("phone", "138 0000 0000"),
        ("wanted_features", "云川县\"老旧小区\"改造的验收材料，请填写"),
        ("media", "paper e_mail"),
        ("ways", "collect post"),
    ];

    #[test]
    fn a_form_comes_back_from_the_seal_as_it_was_filled() {
        let form = filled(WHOLE);
        assert_eq!(form.faults(date(2026, 11, 30)), []);
        assert_eq!(Form::read(&CITIZEN, &form.written().unwrap()), Some(form.clone()));
        assert_eq!(Form::read(&OPINION, &form.written().unwrap()), None);
        assert_eq!(format!("{form:?}"), "Form(disclosure-citizen/1, …)");
        let (field, ways) = form.answers().find(|(field, _)| field.name == "ways").unwrap();
        assert_eq!(field.shown(ways).reveal(), "自行领取或当场阅读、抄录、邮寄");
    }

    #[test]
    fn what_the_law_wants_is_asked_for_and_nothing_else() {
        let faults = |form: &Form| form.faults(date(2026, 11, 30));
        let without = |name: &str| filled(&WHOLE.iter().copied().filter(|(other, _)| *other != name).collect::<Vec<_>>());
        assert!(matches!(faults(&without("name"))[..], [Wrong::Missing(field)] if field.label == "姓名"));
        assert!(matches!(faults(&without("phone"))[..], [Wrong::NoneOf(["phone", ..])]));
        assert!(matches!(faults(&without("wanted_features"))[..], [Wrong::NoneOf(["wanted_name", ..])]));
        let with = |name: &str, words: &str| {
            let mut form = filled(WHOLE);
            form.answer(name, &VisitorText::from(words));
            faults(&form)
        };
        assert!(matches!(with("identity_number", "11010519491231002")[..], [Wrong::Unfit(_, Unfit::Length)]));
        assert!(matches!(with("media", "pigeon")[..], [Wrong::NoChoice(_)]));
        assert!(matches!(with("wanted_features", &"长".repeat(501))[..], [Wrong::TooLong(_)]));
        assert_eq!(with("name", "   "), [Wrong::Missing(CITIZEN.field("name").unwrap())]);
        assert_eq!(with("purpose", "科研"), []);
    }

    #[test]
    fn what_somebody_else_sealed_is_pruned_to_the_form() {
        let written = serde_json::json!({
            "form": "satisfaction/1",
            "answers": { "score": "5", "words": format!("好\u{1b}[2J{}", "了".repeat(400)), "more": "=1+1", "__proto__": "x" }
        });
        let form = Form::read(&SATISFACTION, written.to_string().as_bytes()).unwrap();
        assert_eq!(form.answers().map(|(field, _)| field.name).collect::<Vec<_>>(), ["score", "words"]);
        let words = form.get("words").unwrap();
        assert!(words.count() <= 300 && !words.reveal().contains('\u{1b}'));
        let wrong = r#"{"form":"satisfaction/1","answers":{"score":"6"}}"#;
        assert!(Form::read(&SATISFACTION, wrong.as_bytes()).unwrap().get("score").is_none());
        for not_a_form in ["", "[]", r#"{"form":"satisfaction/1","answers":{"score":5}}"#, r#"{"form":"satisfaction/2","answers":{}}"#] {
            assert!(Form::read(&SATISFACTION, not_a_form.as_bytes()).is_none(), "{not_a_form}");
        }
    }
}
