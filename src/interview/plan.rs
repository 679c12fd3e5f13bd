//! Which questions are asked, in which order. What the law wants is asked; what may help is offered on the page on which all answers stand.

use super::{paper::Paper, ways::Delivery};
use crate::request::{Form, ORGANISATION};

/// A question, one a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One of the form, by its name.
    Question(&'static str),
    /// 提供方式 and 获取方式 together.
    Delivery,
}

/// What the order depends on besides the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bearings {
    /// Somebody acts for the applicant.
    pub for_other: bool,
    /// Numbers of papers may be typed here.
    pub identity_here: bool,
    /// Questions that were passed without an answer.
    pub passed: Vec<Step>,
    /// How the answer comes.
    pub delivery: Delivery,
}

/// The questions as they stand after these answers.
pub(super) fn steps(paper: Paper, form: &Form, bearings: &Bearings) -> Vec<Step> {
    let names: &[&'static str] = match paper {
        Paper::Application => return application(form, bearings),
        Paper::Opinion | Paper::Wish => &["words"],
        Paper::Problem | Paper::Mistake => &["matter", "words"],
        Paper::Mark => &["score"],
    };
    names.iter().copied().map(Step::Question).collect()
}

fn application(form: &Form, bearings: &Bearings) -> Vec<Step> {
    let given = |name: &str| form.get(name).is_some();
    let passed = |name: &'static str| bearings.passed.contains(&Step::Question(name));
    let mut names = vec!["wanted_features"];
    let mut also = |wanted: bool, name: &'static str| {
        if wanted {
            names.push(name);
        }
    };
    let is_organisation = form.schema.id == ORGANISATION.id;
    also(is_organisation, "organisation");
    also(is_organisation, "organisation_kind");
    also(is_organisation && bearings.identity_here, "credit_code");
    also(true, "name");
    also(!is_organisation && bearings.identity_here, "paper");
    let here = form.get("paper").is_some_and(|paper| paper.reveal() == "identity_card");
    also(!is_organisation && bearings.identity_here && here, "identity_number");
    also(bearings.for_other, "agent");
    also(bearings.for_other, "agent_phone");
    also(bearings.for_other, "agent_power");
    also(true, "phone");
    // One way to be found is enough: the next is asked for only where the one before is missing.
    let by_mail = passed("phone") && !given("phone");
    let by_post = by_mail && passed("e_mail") && !given("e_mail");
    also(by_mail, "e_mail");
    also(by_post, "address");
    let mut steps: Vec<Step> = names.into_iter().map(Step::Question).chain([Step::Delivery]).collect();
    let mut also = |wanted: bool, name: &'static str| {
        if wanted && !steps.contains(&Step::Question(name)) {
            steps.push(Step::Question(name));
        }
    };
    also(bearings.delivery.comes_by(&["e_mail"]), "e_mail");
    also(bearings.delivery.comes_by(&["post", "express"]), "address");
    also(bearings.delivery.has(super::ways::HELP), "help");
    steps
}

/// Questions that nobody needs to answer, and that may be added when all others are answered.
pub(super) fn extras(paper: Paper, bearings: &Bearings) -> &'static [&'static str] {
    match paper {
        Paper::Application if bearings.for_other => &["wanted_number", "e_mail", "address", "post_code", "agent_phone"],
        Paper::Application => &["wanted_number", "e_mail", "address", "post_code"],
        Paper::Opinion => &["contact"],
        Paper::Problem => &["body", "contact"],
        Paper::Wish | Paper::Mistake => &[],
        Paper::Mark => &["words"],
    }
}

/// Whether an answer to it is looked for in what is public already.
pub fn is_searched(paper: Paper, step: Step) -> bool {
    matches!((paper, step), (Paper::Application, Step::Question("wanted_features")) | (Paper::Wish, Step::Question("words")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::CITIZEN;

    fn names(form: &Form, bearings: &Bearings) -> Vec<&'static str> {
        let name = |step| if let Step::Question(name) = step { name } else { "delivery" };
        steps(Paper::Application, form, bearings).into_iter().map(name).collect()
    }

    #[test]
    fn a_citizen_is_asked_four_things_and_more_only_where_it_is_needed() {
        let mut form = Form::new(&CITIZEN);
        let mut bearings = Bearings::default();
        assert_eq!(names(&form, &bearings), ["wanted_features", "name", "phone", "delivery"]);
        bearings.passed = vec![Step::Question("phone"), Step::Question("e_mail")];
        assert_eq!(names(&form, &bearings), ["wanted_features", "name", "phone", "e_mail", "address", "delivery"]);
        form.answer("phone", &"13800000000".into());
        bearings.delivery.toggle(1);
        bearings.delivery.toggle(super::super::ways::HELP);
        assert_eq!(names(&form, &bearings), ["wanted_features", "name", "phone", "delivery", "address", "help"]);
        let bearings = Bearings { for_other: true, identity_here: true, ..Bearings::default() };
        form.answer("paper", &"identity_card".into());
        let asked = ["wanted_features", "name", "paper", "identity_number", "agent", "agent_phone", "agent_power", "phone", "delivery"];
        assert_eq!(names(&form, &bearings), asked);
    }
}
