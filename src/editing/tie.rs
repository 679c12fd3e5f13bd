//! Ties to other records, suggested out of what a document says: 解读, 废止, 修改, 依据. Nobody but a person makes them.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use crate::{
    policy::{DocumentNumber, LinkKind, numbers_in},
    source::says,
    text::squeeze,
};

use super::{
    fields::TIES,
    paper::{Paper, plain},
    shelf::{Held, Shelf},
};

/// A tie that the text of a document suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The field that would hold it.
    pub field: &'static str,
    /// What it is called in front of people.
    pub label: &'static str,
    /// What it would lead to.
    pub held: Held,
    /// The line of the file that says so, from 1.
    pub line: Option<usize>,
}

impl Tie {
    /// As it stands in a log, and in front of people.
    pub fn told(&self) -> String {
        let what = match self.field {
            "interprets" => "本文解读的是",
            "repeals" => "本文废止了",
            "amends" => "本文修改了",
            _ => "本文的依据是",
        };
        let place = if self.held.here { self.held.id.clone() } else { format!("{}，已发布", self.held.id) };
        format!("关联：{what}{}〔{place}〕", self.held.told())
    }
}

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// A title in its marks, one inside another at most, and the number in brackets behind it.
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"《((?:[^《》]|《[^《》]*》)+)》(?:\s*[（(]([^（）()]*)[）)])?"));
/// What stands in front of the grounds of a paper.
const GROUNDS: [&str; 9] = ["根据", "依据", "依照", "按照", "遵照", "贯彻落实", "贯彻执行", "贯彻", "落实"];
/// Behind these the grounds have ended, and what follows is something else.
const ENDED: [&str; 14] = ["要求", "精神", "规定", "有关", "现将", "现就", "制定", "结合", "实际", "部署", "安排", "废止", "修改", "违反"];
/// Titles of papers that explain others.
static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| pattern(r"解读|图解|一图读懂|一图看懂|起草说明|编制说明|答记者问|问答"));
/// Characters of a title.
const LONGEST: usize = 120;
/// Grounds stand in the first sentences, and in the last article.
const OPENING: usize = 12;

/// What is suggested for a document, without what its fields hold already.
pub(super) fn ties(id: &str, paper: &Paper, shelf: &Shelf) -> Vec<Tie> {
    let title = paper.field("title").unwrap_or_default();
    let first = paper.body_line();
    // What is tied in one way is not asked about in another.
    let written = TIES.iter().filter_map(|field| paper.field(field.name));
    let tied =
        written.flat_map(|names| names.split('、').flat_map(|name| shelf.named(name)).map(|held| held.id.clone()).collect::<Vec<_>>());
    let mut found = Found { id, paper, shelf, ties: Vec::new(), seen: tied.collect() };
    if EXPLAINS.is_match(&title) {
        // One answer is enough: whatever else the text names it does not explain.
        if paper.field("interprets").is_none() {
            found.explained(&title, first);
        }
        return found.ties;
    }
    let body = paper.body();
    for said in says(&title, body) {
        let field = match said.kind {
            LinkKind::Repeals => ("repeals", "废止"),
            LinkKind::Amends => ("amends", "修改"),
            _ => continue,
        };
        found.take(field, said.number.as_ref(), &said.title, said.line.map(|line| line + first - 1));
    }
    found.grounds(first);
    found.ties
}

struct Found<'f> {
    id: &'f str,
    paper: &'f Paper,
    shelf: &'f Shelf,
    ties: Vec<Tie>,
    seen: BTreeSet<String>,
}

impl Found<'_> {
    fn take(&mut self, (field, label): (&'static str, &'static str), number: Option<&DocumentNumber>, title: &str, line: Option<usize>) {
        let written = self.paper.field(field).unwrap_or_default();
        let held_already = |held: &Held| written.split('、').any(|words| self.shelf.named(words).contains(&held));
        let all: Vec<Held> = self.shelf.find(number, title).into_iter().cloned().collect();
        // Of two versions of one paper that is tied already none is asked about again.
        if all.iter().any(held_already) {
            return;
        }
        for held in all {
            // A name in which a field would see two is not written.
            if held.id != self.id && !held.name().contains(['、', '，', ',', ';', '；']) && self.seen.insert(held.id.clone()) {
                self.ties.push(Tie { field, label, held, line });
            }
        }
    }

    /// The paper that an interpretation names in its title, else the first that its text names with a number.
    fn explained(&mut self, title: &str, first: usize) {
        let field = ("interprets", "解读");
        for (name, number) in named(title) {
            self.take(field, number.as_ref(), &name, None);
        }
        let bare = squeeze(title);
        for end in ["政策解读", "文字解读", "的解读", "解读", "编制说明", "起草说明"] {
            if let Some(name) = bare.strip_suffix(end).filter(|_| self.ties.is_empty()) {
                self.take(field, None, name, None);
            }
        }
        let lines: Vec<String> = self.paper.body().lines().map(plain).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()).take(OPENING) {
            if !self.ties.is_empty() {
                return;
            }
            // What was printed, and not what it rests on.
            for (name, number, front) in with_front(line) {
                let printed = ["印发", "出台", "制定", "发布", "公布", "修订"].iter().any(|word| front.contains(word)) || number.is_some();
                if printed && !rests_on(&front) {
                    self.take(field, number.as_ref(), &name, Some(first + at));
                }
            }
        }
    }

    /// 根据《……》（……号）, in the first paragraphs.
    fn grounds(&mut self, first: usize) {
        let lines: Vec<String> = self.paper.body().lines().map(plain).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()).take(OPENING) {
            for (name, number, front) in with_front(line) {
                if rests_on(&front) {
                    self.take(("based_on", "依据"), number.as_ref(), &name, Some(first + at));
                }
            }
            // 根据云政发〔2024〕3号文件精神: a number without a title.
            let letters: Vec<char> = line.chars().collect();
            for (range, number) in numbers_in(line) {
                let front: String = letters.iter().take(range.start).collect();
                let front = front.rsplit(['。', '；']).next().unwrap_or_default().to_owned();
                if rests_on(&front) && !front.ends_with(['（', '(']) && !number.agency.is_empty() {
                    self.take(("based_on", "依据"), Some(&number), "", Some(first + at));
                }
            }
        }
    }
}

/// Whether a sentence that has come so far is naming what its paper rests on: behind the word for it stand names and what joins them.
fn rests_on(front: &str) -> bool {
    let Some(rest) = GROUNDS.iter().filter_map(|word| front.rfind(word).map(|at| at + word.len())).max() else { return false };
    let rest = NAMED.replace_all(front.get(rest..).unwrap_or_default(), "");
    let denied = |word: &&str| front.ends_with(&format!("不{word}")) || front.ends_with(&format!("未{word}"));
    rest.chars().count() <= 40 && !ENDED.iter().any(|word| rest.contains(word)) && !GROUNDS.iter().any(denied)
}

/// Titles in a line, each with the number behind it.
fn named(line: &str) -> Vec<(String, Option<DocumentNumber>)> {
    with_front(line).into_iter().map(|(name, number, _)| (name, number)).collect()
}

/// The same with the words of the sentence before each.
fn with_front(line: &str) -> Vec<(String, Option<DocumentNumber>, String)> {
    let found = NAMED.captures_iter(line).filter_map(|found| {
        let (all, name) = (found.get(0)?, found.get(1)?.as_str());
        let number = found.get(2).and_then(|number| {
            let words = number.as_str();
            words.parse::<DocumentNumber>().ok().or_else(|| numbers_in(words).into_iter().next().map(|(_, number)| number))
        });
        let front = line.get(..all.start()).filter(|_| name.chars().count() <= LONGEST)?;
        let sentence = front.rsplit(['。', '；']).next().unwrap_or_default();
        Some((name.to_owned(), number, sentence.to_owned()))
    });
    found.collect()
}
