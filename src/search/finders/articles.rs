//! Papers by an article of theirs that was named: 民法典第1254条, 高龄津贴办法第八条.
//!
//! The paper that is named is certain or it is none: another law's article of the same number is no answer.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::{
    super::{error::SearchError, lists::Lists, question::Question},
    candidate::{Candidate, Candidates, Finder},
};
use crate::{
    library::{Library, Ordinal},
    policy::{AskedArticle, DocumentNumber, RecordKind, essence, without_paper, without_state},
    text::{fold, squeeze},
};

/// Words that stand before the name of a law and do not belong to it.
const LEADS: [&str; 22] = [
    "请问",
    "我想问",
    "我想查",
    "我想看",
    "想查",
    "想看",
    "查一下",
    "看一下",
    "查询",
    "查找",
    "搜索",
    "根据",
    "依据",
    "依照",
    "按照",
    "违反",
    "关于",
    "我国",
    "中国",
    "现行",
    "最新",
    "什么是",
];
/// Words that stand behind it.
const TRAILS: [&str; 7] = ["里面", "里边", "规定", "当中", "中", "里", "的"];
/// What may stand in brackets behind the name of a paper and tells only which text of it this is.
const ADDED: [&str; 6] = ["试行", "暂行", "修", "文本", "年", "版"];
/// Words that ask of a paper whether it holds, with what may stand before them, and characters that only ask.
const HOLDS: [&str; 22] = [
    "停了",
    "停",
    "停止了",
    "取消了",
    "取消",
    "作废了",
    "作废",
    "废止了",
    "废止",
    "废了",
    "失效了",
    "失效",
    "过期了",
    "过期",
    "到期了",
    "到期",
    "管用",
    "有效",
    "算数",
    "作数",
    "在执行",
    "执行",
];
const BETWEEN: [&str; 8] = ["还", "是不是", "是否", "现在", "如今", "有没有", "已经", "是"];
const ASKING: [char; 6] = ['没', '吗', '不', '么', '否', '有'];
/// Numbers with which the papers of a series end.
const NUMERALS: &str = "0123456789一二三四五六七八九十";
/// Papers whose article of that number is shown where none is named.
const FEW: usize = 8;
/// How papers of a county end that people take for each other, and their kinds.
const LOCAL: [&str; 3] = ["办法", "细则", "规定"];
const LOCAL_KINDS: [char; 3] = ['办', '则', '定'];
/// Shortest name of which characters may have been left out.
const SHORTEST: usize = 2;
/// Part by which the most alike title has to be more alike than the next.
const CLEARLY: f32 = 0.02;

/// The papers, ready to be asked by name.
pub(in crate::search) struct Articles {
    lists: Option<Arc<Lists>>,
    /// Made when the first article is asked for.
    titles: OnceLock<Titles>,
}

struct Titles {
    exact: HashMap<String, Vec<Ordinal>>,
    keywords: HashMap<String, Vec<Ordinal>>,
    all: Vec<(Ordinal, Vec<char>)>,
}

impl Finder for Articles {
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let found = match question.article.as_ref() {
            Some(asked) => self.bearers(asked, library)?,
            // 农机补贴办法停了没: the paper itself says since when.
            None => validity_of(&question.terms.squeezed).map_or_else(Vec::new, |name| self.laws(name, library)),
        };
        Ok(Candidates { found: found.into_iter().map(Candidate::named).collect(), most: 1.0 })
    }
}

impl Articles {
    pub(in crate::search) fn new(lists: Option<Arc<Lists>>) -> Self {
        Self { lists, titles: OnceLock::new() }
    }

    /// The papers that are meant: several where they are versions of one law, or where no law is named and few have that many articles.
    fn bearers(&self, asked: &AskedArticle, library: &Library) -> Result<Vec<Ordinal>, SearchError> {
        if !asked.law.is_empty() {
            return self.with_article(asked, library);
        }
        let Some(lists) = &self.lists else { return Ok(Vec::new()) };
        let mut cards: Vec<Ordinal> = Vec::new();
        for entry in lists.articles.of_number(asked)? {
            cards.extend(library.card_of().card(entry));
        }
        cards.sort_unstable();
        cards.dedup();
        Ok(if cards.len() <= FEW { cards } else { Vec::new() })
    }

    /// The papers that go by this name. Where none of them has the article and others do whose name was cut short to this one, those are meant.
    fn with_article(&self, asked: &AskedArticle, library: &Library) -> Result<Vec<Ordinal>, SearchError> {
        let named = self.laws(&asked.law, library);
        let Some(lists) = &self.lists else { return Ok(named) };
        let has = |card: &Ordinal| -> Result<bool, SearchError> {
            let Some(paper) = library.cards().get(card.index()) else { return Ok(false) };
            let entries = lists.articles.of_key(&asked.key(&paper.title))?;
            Ok(entries.into_iter().any(|entry| library.card_of().card(entry) == Some(*card)))
        };
        for card in &named {
            if has(card)? {
                return Ok(named);
            }
        }
        let titles = self.titles.get_or_init(|| Titles::of(library));
        let name = bare(&asked.law);
        let name = without_state(&name);
        // 城乡居民养老保险第十七条: who says the number leaves out what kind of paper it is.
        let longer = if kind(name).is_some() { titles.longer_than(name) } else { titles.begun_by(name) };
        let mut others = Vec::new();
        for card in longer {
            if has(&card)? {
                others.push(card);
            }
        }
        Ok(if others.is_empty() || others.len() > FEW { named } else { others })
    }

    /// The papers that go by this name.
    pub(in crate::search) fn laws(&self, name: &str, library: &Library) -> Vec<Ordinal> {
        if let Some(ordinal) = without_paper(name).parse::<DocumentNumber>().ok().and_then(|number| library.resolve_number(&number)) {
            return library.ordinal(&ordinal).into_iter().collect();
        }
        let name = bare(name);
        let name = without_state(&name);
        let titles = self.titles.get_or_init(|| Titles::of(library));
        let known = titles.exact.get(name).or_else(|| titles.keywords.get(name));
        known.cloned().unwrap_or_else(|| titles.most_alike(name))
    }
}

/// A name as it is compared, without what people say around it.
fn bare(name: &str) -> String {
    let name = squeeze(name);
    let mut name = name.as_str();
    while let Some(rest) = LEADS.iter().find_map(|lead| name.strip_prefix(lead)).filter(|rest| rest.chars().count() >= SHORTEST) {
        name = rest;
    }
    while let Some(rest) = TRAILS.iter().find_map(|trail| name.strip_suffix(trail)).filter(|rest| kind(rest).is_some()) {
        name = rest;
    }
    name.to_owned()
}

/// The name of a paper of which somebody asks whether it still holds; none where nobody does, or what is named may be no paper.
fn validity_of(text: &str) -> Option<&str> {
    let name = text.trim_end_matches(ASKING);
    let name = HOLDS.iter().find_map(|holds| name.strip_suffix(holds))?;
    let mut name = name;
    while let Some(rest) = BETWEEN.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    (name.chars().count() > SHORTEST && kind(name).is_some()).then_some(name)
}

/// The kind of paper with which a name ends: laws and regulations must be called by their own beginning, since another law may end alike
/// (合同法, 劳动合同法).
fn kind(name: &str) -> Option<(char, bool)> {
    // 解释一, 解释（二）
    let name = name.trim_end_matches(|c: char| NUMERALS.contains(c));
    let last = name.chars().last()?;
    match last {
        '法' if name.ends_with("办法") => Some(('办', false)),
        '法' | '典' => Some(('法', true)),
        '例' => Some(('例', true)),
        '定' | '则' | '释' | '章' | '见' | '知' | '案' | '程' | '施' | '策' => Some((last, false)),
        _ => None,
    }
}

/// What a notice prints, where the name of it stands in brackets or without any: 关于印发某某实施细则的通知.
fn printed(title: &str) -> &str {
    let bare = title
        .split_once("印发")
        .and_then(|(_, rest)| rest.strip_suffix("的通知"))
        .filter(|rest| !rest.contains('《') && kind(rest).is_some());
    bare.unwrap_or_else(|| essence(title))
}

/// The name of a paper within its title: what is printed by a notice, without the name of the state and without which text of it this is.
fn core(title: &str) -> String {
    let mut name = printed(title);
    while let Some((before, bracket)) = name.trim_end_matches(['）', ')']).rsplit_once(['（', '(']).filter(|_| name.ends_with(['）', ')']))
        && ADDED.iter().any(|word| bracket.contains(word))
    {
        name = before.trim_end();
    }
    let squeezed = squeeze(name);
    without_state(&squeezed).to_owned()
}

impl Titles {
    fn of(library: &Library) -> Self {
        let mut titles = Self { exact: HashMap::new(), keywords: HashMap::new(), all: Vec::new() };
        for (ordinal, card) in Ordinal::all().zip(library.cards()).filter(|(_, card)| card.kind == RecordKind::Document) {
            let (title, whole) = (core(&card.title), squeeze(&card.title));
            titles.exact.entry(title.clone()).or_default().push(ordinal);
            if without_state(&whole) != title {
                titles.exact.entry(without_state(&whole).to_owned()).or_default().push(ordinal);
            }
            for keyword in &card.keywords {
                titles.keywords.entry(squeeze(keyword)).or_default().push(ordinal);
            }
            titles.all.push((ordinal, title.chars().collect()));
        }
        titles
    }

    /// The papers whose title has all of a name in its order and is clearly the most alike.
    fn most_alike(&self, name: &str) -> Vec<Ordinal> {
        let typed: Vec<char> = name.chars().collect();
        let Some((wanted, by_beginning)) = kind(name).filter(|_| typed.len() >= SHORTEST) else { return Vec::new() };
        let found = self.alike(&typed, by_beginning, &[wanted]);
        // Nobody keeps 办法, 细则 and 规定 apart who does not have the paper before him.
        let stem: Option<Vec<char>> = LOCAL.iter().find_map(|ending| name.strip_suffix(ending)).map(|stem| stem.chars().collect());
        match stem.filter(|stem| found.is_empty() && !by_beginning && stem.len() > SHORTEST) {
            Some(stem) => self.alike(&stem, false, &LOCAL_KINDS),
            None => found,
        }
    }

    /// The papers of a county whose title has all of a name that says no kind, and is clearly the most alike.
    fn begun_by(&self, name: &str) -> Vec<Ordinal> {
        let typed: Vec<char> = name.chars().collect();
        if typed.len() > SHORTEST { self.alike(&typed, false, &LOCAL_KINDS) } else { Vec::new() }
    }

    /// The papers of its kind whose title has all of a name in its order.
    fn longer_than(&self, name: &str) -> Vec<Ordinal> {
        let typed: Vec<char> = name.chars().collect();
        let Some((wanted, by_beginning)) = kind(name).filter(|_| typed.len() >= SHORTEST) else { return Vec::new() };
        let has_all = |title: &[char]| {
            let mut rest = title.iter();
            (!by_beginning || title.first() == typed.first())
                && typed.iter().all(|c| rest.any(|other| other == c))
                && kind(&title.iter().collect::<String>()).is_some_and(|(kind, _)| kind == wanted)
        };
        self.all.iter().filter(|(_, title)| has_all(title)).map(|(card, _)| *card).collect()
    }

    /// The papers of these kinds whose title has all of these characters in their order and is clearly the most alike.
    fn alike(&self, typed: &[char], by_beginning: bool, kinds: &[char]) -> Vec<Ordinal> {
        let alike = |title: &[char]| {
            let begins = !by_beginning || title.first() == typed.first();
            let mut rest = title.iter();
            let contained = begins && typed.iter().all(|c| rest.any(|other| other == c));
            contained.then(|| 2.0 * typed.len() as f32 / (typed.len() + title.len()) as f32)
        };
        let mut found: Vec<(f32, &(Ordinal, Vec<char>))> = Vec::new();
        for title in &self.all {
            if let Some(dice) =
                alike(&title.1).filter(|_| kind(&title.1.iter().collect::<String>()).is_some_and(|(kind, _)| kinds.contains(&kind)))
            {
                found.push((dice, title));
            }
        }
        let best = found.iter().map(|(dice, _)| *dice).fold(0.0, f32::max);
        let near: Vec<_> = found.into_iter().filter(|(dice, _)| *dice > best - CLEARLY).map(|(_, title)| title).collect();
        // 解释（一） and 解释（二） are one series: who names no number means any of it.
        let series = |title: &[char]| title.iter().collect::<String>().trim_end_matches(|c: char| NUMERALS.contains(c)).to_owned();
        match near.as_slice() {
            [one, rest @ ..] if rest.len() < FEW && rest.iter().all(|next| series(&next.1) == series(&one.1)) => {
                near.iter().map(|title| title.0).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether a name is that of a law, so that none of that name is worth a word.
pub(in crate::search) fn is_law(name: &str) -> bool {
    kind(&bare(&fold(name))).is_some()
}
