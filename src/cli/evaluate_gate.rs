//! What `gongkai evaluate` says beside the scores, and what a release must not be below.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::json;

use crate::{
    lab::{DeadLink, Honesty},
    policy::RecordKind,
    search::Found,
};

/// Most matters in a hundred that the library does not hold and answers all the same.
const MOST_WRONG: f64 = 2.0;
/// Most questions in a hundred that it holds and says it does not.
const MOST_DENIED: f64 = 5.0;
/// Examples of each that are named.
const NAMED: usize = 10;

/// What the records that came first answered by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cards {
    /// Questions asked.
    pub(super) asked: usize,
    /// Where the first record answered.
    pub(super) shown: usize,
    /// Where it did, and was right.
    pub(super) right: usize,
    /// Questions whose first record is right and could have answered, and did not.
    pub(super) missed: Vec<String>,
    /// Questions that the library holds something about, of which it said that it does not.
    pub(super) denied: Vec<String>,
}

impl Cards {
    /// Takes in what was found for a question whose right answers are known.
    pub(super) fn count(&mut self, text: &str, found: &Found, right: &BTreeMap<String, u32>) {
        self.asked += 1;
        if found.absent.is_some() {
            self.denied.push(text.to_owned());
        }
        let Some(first) = found.hits.first() else { return };
        let is_right = right.contains_key(first.card.id.as_str());
        if !found.answer.is_empty() {
            self.shown += 1;
            self.right += usize::from(is_right);
        } else if is_right && matches!(first.card.kind, RecordKind::Guide | RecordKind::Question) {
            self.missed.push(text.to_owned());
        }
    }
}

/// All that is looked at beside the scores.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) cards: Cards,
    /// By set.
    pub(super) absent: Vec<(String, Honesty)>,
    /// Titles of papers whose validity nobody states.
    pub(super) unproven: Vec<String>,
    pub(super) dead: Vec<DeadLink>,
}

impl Report {
    fn asked(&self) -> usize {
        self.absent.iter().map(|(_, honesty)| honesty.asked).sum()
    }

    fn wrong(&self) -> Vec<&(String, String)> {
        self.absent.iter().flat_map(|(_, honesty)| &honesty.wrong).collect()
    }

    /// What speaks against a release.
    pub(super) fn failures(&self) -> Vec<String> {
        let (wrong, denied) = (self.wrong().len(), self.cards.denied.len());
        let mut failures = Vec::new();
        if hundredths(wrong, self.asked()) > MOST_WRONG {
            failures.push(format!("库里没有的事，{wrong} 件出了别的事的答案，多于百分之 {MOST_WRONG}"));
        }
        if hundredths(denied, self.cards.asked) > MOST_DENIED {
            failures.push(format!("库里有的事，{denied} 件说成没有，多于百分之 {MOST_DENIED}"));
        }
        if !self.dead.is_empty() {
            failures.push(format!("{} 处指到的内容库里没有", self.dead.len()));
        }
        failures
    }

    pub(super) fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        let cards = &self.cards;
        writeln!(out, "\n直接出答案：{} 次，答对 {} 次；第一个就对、没有出答案的 {} 次", cards.shown, cards.right, cards.missed.len())?;
        writeln!(out, "库里有、说成没有的：{} 个问题，共 {} 个", cards.denied.len(), cards.asked)?;
        named(out, cards.denied.iter().map(String::as_str))?;
        for (set, honesty) in &self.absent {
            let left_out = if honesty.held > 0 { format!("（另有 {} 件库里有，不算）", honesty.held) } else { String::new() };
            let (asked, honest, wrong) = (honesty.asked, honesty.honest, honesty.wrong.len());
            writeln!(out, "库里没有的事（{set}）：{asked} 件，照实说的 {honest} 件，出了别的事的答案 {wrong} 件{left_out}")?;
            let examples: Vec<String> = honesty.wrong.iter().map(|(asked, title)| format!("{asked}  →  {title}")).collect();
            named(out, examples.iter().map(String::as_str))?;
        }
        writeln!(out, "有效性没有依据的文件：{} 件", self.unproven.len())?;
        named(out, self.unproven.iter().map(String::as_str))?;
        writeln!(out, "指到的内容库里没有：{} 处", self.dead.len())?;
        let dead: Vec<String> = self.dead.iter().map(|link| format!("{}  →  {}", link.from, link.to)).collect();
        named(out, dead.iter().map(String::as_str))
    }

    pub(super) fn as_json(&self) -> serde_json::Value {
        let cards = &self.cards;
        let set = |(set, honesty): &(String, Honesty)| {
            let wrong: Vec<_> = honesty.wrong.iter().map(|(asked, title)| json!({ "text": asked, "title": title })).collect();
            json!({ "set": set, "matters": honesty.asked, "held": honesty.held, "honest": honesty.honest, "wrong": wrong })
        };
        let dead: Vec<_> = self.dead.iter().map(|link| json!({ "from": link.from, "to": link.to })).collect();
        json!({
            "cards": { "shown": cards.shown, "right": cards.right, "missed": cards.missed },
            "denied": { "questions": cards.asked, "texts": cards.denied },
            "absent": self.absent.iter().map(set).collect::<Vec<_>>(),
            "unproven": self.unproven,
            "dead": dead,
            "failures": self.failures(),
        })
    }
}

fn hundredths(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

fn named<'a>(out: &mut impl Write, examples: impl ExactSizeIterator<Item = &'a str>) -> io::Result<()> {
    let all = examples.len();
    for example in examples.take(NAMED) {
        writeln!(out, "  {example}")?;
    }
    if all > NAMED { writeln!(out, "  ……") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_held_up_by_what_misleads_and_by_nothing_else() {
        let honesty = |wrong: usize| Honesty {
            asked: 100,
            wrong: vec![("高考报名".to_owned(), "小学新生入学报名".to_owned()); wrong],
            ..Honesty::default()
        };
        let report = |wrong, denied: usize, dead: usize| Report {
            cards: Cards { asked: 100, denied: vec!["退休金".to_owned(); denied], ..Cards::default() },
            absent: vec![("自带".to_owned(), honesty(wrong))],
            unproven: vec!["某办法".to_owned()],
            dead: vec![DeadLink { from: "一处".to_owned(), to: "nothing".to_owned() }; dead],
        };
        assert_eq!(report(2, 5, 0).failures(), Vec::<String>::new());
        for (report, word) in [(report(3, 0, 0), "别的事"), (report(0, 6, 0), "说成没有"), (report(0, 0, 1), "库里没有")] {
            let failures = report.failures();
            assert!(failures.len() == 1 && failures[0].contains(word), "{failures:?}");
        }
    }
}
