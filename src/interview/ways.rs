//! How an answer may be handed over: 提供方式 and 获取方式 of the form as one question, since people think of a paper that comes by post and not of a
//! medium and a way.

use crate::{request::Form, text::VisitorText};

/// A way to have the answer: what it is called, its medium and its ways in the form.
type Means = (&'static str, &'static str, &'static [&'static str]);

/// All of them. Whoever wants it sent does not care by whom.
pub(super) const WAYS: [Means; 6] = [
    ("纸面，自己来取", "paper", &["collect"]),
    ("纸面，寄给我", "paper", &["post", "express"]),
    ("电子邮件", "e_mail", &["e_mail"]),
    ("光盘，自己来取", "disc", &["collect"]),
    ("U 盘，自己来取", "disk", &["collect"]),
    ("传真", "paper", &["fax"]),
];

/// Below the ways: another one will do as well, and help is wanted (条例 art. 43).
pub(super) const OTHERS: usize = WAYS.len();
/// See [`OTHERS`].
pub(super) const HELP: usize = OTHERS + 1;
/// As these are called.
pub(super) const BESIDES: [&str; 2] = ["办不到的，别的也行", "看听不便，要帮忙"];

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    chosen: [bool; HELP + 1],
}

impl Delivery {
    /// Whether this one was chosen.
    pub fn has(&self, at: usize) -> bool {
        self.chosen.get(at).copied().unwrap_or(false)
    }

    /// Chooses it, or takes it back.
    pub fn toggle(&mut self, at: usize) {
        if let Some(chosen) = self.chosen.get_mut(at) {
            *chosen = !*chosen;
        }
    }

    /// Whether any way was chosen by which an answer can come.
    pub fn is_answered(&self) -> bool {
        (0..OTHERS).any(|at| self.has(at))
    }

    /// Whether an answer would come by one of these ways of the form.
    pub fn comes_by(&self, ways: &[&str]) -> bool {
        self.taken().any(|(.., taken)| taken.iter().any(|way| ways.contains(way)))
    }

    fn taken(&self) -> impl Iterator<Item = Means> + '_ {
        WAYS.into_iter().enumerate().filter(|(at, _)| self.has(*at)).map(|(_, way)| way)
    }

    /// Writes it into the form, each medium and way once.
    pub fn write(&self, form: &mut Form) {
        form.answer("media", &once(self.taken().map(|(_, medium, _)| medium)));
        form.answer("ways", &once(self.taken().flat_map(|(.., ways)| ways.iter().copied())));
        form.answer("other_ways", &VisitorText::from(if self.has(OTHERS) { "yes" } else { "" }));
    }

    /// What was chosen, as people call it.
    pub fn shown(&self) -> String {
        let besides = self.has(OTHERS).then_some("别的方式也行");
        self.taken().map(|(label, _, _)| label).chain(besides).collect::<Vec<_>>().join("；")
    }
}

/// Names with blanks between them, each once.
fn once(names: impl Iterator<Item = &'static str>) -> VisitorText {
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    VisitorText::from(known.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::CITIZEN;

    #[test]
    fn every_way_is_one_that_the_form_offers() {
        for (_, medium, ways) in WAYS {
            let offered =
                |question: &str, name: &str| CITIZEN.field(question).unwrap().kind.options().iter().any(|(known, _)| *known == name);
            assert!(offered("media", medium) && ways.iter().all(|way| offered("ways", way)), "{medium} {ways:?}");
        }
    }

    #[test]
    fn ways_are_written_once_and_taken_back() {
        let mut delivery = Delivery::default();
        assert!(!delivery.is_answered());
        [0, 1, 3, OTHERS, HELP].into_iter().for_each(|at| delivery.toggle(at));
        let mut form = Form::new(&CITIZEN);
        delivery.write(&mut form);
        let answer = |form: &Form, name: &str| form.get(name).map(|words| words.reveal().to_owned());
        assert_eq!(
            (answer(&form, "media"), answer(&form, "ways")),
            (Some("paper disc".to_owned()), Some("collect post express".to_owned()))
        );
        assert!(delivery.comes_by(&["post"]) && !delivery.comes_by(&["e_mail"]) && answer(&form, "other_ways").is_some());
        [0, 1, 3, OTHERS].into_iter().for_each(|at| delivery.toggle(at));
        delivery.write(&mut form);
        assert_eq!((answer(&form, "ways"), answer(&form, "other_ways"), delivery.is_answered()), (None, None, false));
    }
}
