//! Headings by their numbers and by how they look: which there are, how deep, and what is only a list.

use std::sync::LazyLock;

use regex::Regex;

use crate::policy::han_number;

use super::{
    paper::{Heading, Role},
    plain::{han, length},
    sheet::{Line, Sheet},
};

/// The kinds of numbers, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// 第一编
    Book,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// A style of the file, without a number.
    Styled(u8),
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1. and 1、, and `1 范围` of standards.
    Digit,
    /// 1.1
    Second,
    /// 1.1.1
    Third,
    /// （1）
    DigitBracket,
    /// ①
    Circle,
}

/// A number at the head of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) number: u32,
    /// Its characters, with the sign behind it.
    pub(super) length: usize,
    /// `1 范围`: nothing but a space behind it.
    pub(super) spaced: bool,
}

/// The longest heading.
const LONGEST: usize = 40;
/// A numbered line that ends with a full stop and is longer is a sentence.
const SHORT: usize = 24;

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static PART: LazyLock<Regex> = LazyLock::new(|| pattern(r"^第\s?([〇零一二三四五六七八九十百\d]{1,6})\s?([编章节])(?:\s+|$)"));
static GLUED_PART: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^第\s?([〇零一二三四五六七八九十百\d]{1,6})\s?([编章节])[^,。;:的规]{1,24}$"));
static HAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([一二三四五六七八九十]{1,3})\s?[、.]\s*"));
static HAN_BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[(]\s?([一二三四五六七八九十]{1,3})\s?[)][、.]?\s*"));
static DIGIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,2})\s?[、.]\s*"));
static SPACED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,2})(?:\.(\d{1,2}))?(?:\.(\d{1,2}))?\.?\s+"));
static DOTTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?\.?\s*"));
static DIGIT_BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[(]\s?(\d{1,2})\s?[)][、.]?\s*"));

/// The number at the head of a plain line.
pub(super) fn mark_of(plain: &str) -> Option<Mark> {
    let taken = |all: &str| length(all);
    if let Some(found) = PART.captures(plain).or_else(|| GLUED_PART.captures(plain)) {
        let kind = match found.get(2)?.as_str() {
            "编" => Kind::Book,
            "章" => Kind::Chapter,
            _ => Kind::Section,
        };
        let end = found.get(2)?.end();
        return Some(Mark { kind, number: number(found.get(1)?.as_str())?, length: taken(plain.get(..end)?), spaced: false });
    }
    for (pattern, kind) in [(&HAN, Kind::Han), (&HAN_BRACKET, Kind::HanBracket), (&DIGIT_BRACKET, Kind::DigitBracket)] {
        if let Some(found) = pattern.captures(plain) {
            return Some(Mark {
                kind,
                number: number(found.get(1)?.as_str())?,
                length: taken(found.get(0)?.as_str().trim_end()),
                spaced: false,
            });
        }
    }
    if let Some(found) = DOTTED.captures(plain).or_else(|| SPACED.captures(plain)) {
        let all = found.get(0)?;
        let behind = plain.get(all.end()..).unwrap_or_default();
        let depth = [found.get(2), found.get(3)].into_iter().flatten().count();
        let kind = [Kind::Digit, Kind::Second, Kind::Third].get(depth).copied()?;
        let last = found.get(3).or(found.get(2)).or(found.get(1))?;
        let figures =
            all.as_str().ends_with(' ') && behind.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(super::plain::is_han);
        let is_word = figures || behind.starts_with(|c: char| super::plain::is_han(c) || c.is_ascii_alphabetic() || c == '《' || c == '“');
        return is_word.then(|| {
            Some(Mark { kind, number: number(last.as_str())?, length: taken(all.as_str().trim_end()), spaced: all.as_str().ends_with(' ') })
        })?;
    }
    if let Some(found) = DIGIT.captures(plain) {
        let behind = plain.get(found.get(0)?.end()..).unwrap_or_default();
        let goes_on = behind.starts_with(|c: char| c.is_ascii_digit());
        return (!goes_on).then(|| {
            Some(Mark {
                kind: Kind::Digit,
                number: number(found.get(1)?.as_str())?,
                length: taken(found.get(0)?.as_str().trim_end()),
                spaced: false,
            })
        })?;
    }
    let circle = plain.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    Some(Mark { kind: Kind::Circle, number: u32::from(circle) - u32::from('①') + 1, length: 1, spaced: false })
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| han_number(text)).filter(|number| *number > 0)
}

/// A line that may be a heading.
#[derive(Debug, Clone)]
struct Candidate {
    at: usize,
    mark: Option<Mark>,
    kind: Kind,
    /// Characters of its words with the number, if they end before the line does.
    run_in: Option<usize>,
    /// It is an item of a list: it ends with ；, or runs longer than a heading does.
    item: bool,
}

/// Settles the headings of a text whose parts begin at these lines, each part by itself; cuts what ran on behind one.
pub(super) fn settle(sheet: &mut Sheet, begins: &[usize]) {
    let mut found: Vec<(Candidate, u8)> = Vec::new();
    let ends = begins.iter().skip(1).copied().chain([sheet.lines.len()]);
    for (from, to) in begins.iter().copied().zip(ends) {
        let candidates: Vec<Candidate> = (from..to).filter_map(|at| candidate(sheet.lines.get(at)?, at)).collect();
        let kept = without_lists(sheet, &candidates);
        let mut kinds: Vec<Kind> = kept.iter().map(|candidate| candidate.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let level = |kind: Kind| u8::try_from(kinds.iter().position(|known| *known == kind).unwrap_or(0) + 1).unwrap_or(u8::MAX);
        found.extend(kept.into_iter().map(|candidate| {
            let level = level(candidate.kind);
            (candidate, level)
        }));
    }
    // In one go: a cut moves all that stands behind it, and a text may have many.
    let mut cuts = found.into_iter().peekable();
    for (at, mut line) in std::mem::take(&mut sheet.lines).into_iter().enumerate() {
        let Some((candidate, level)) = cuts.next_if(|(candidate, _)| candidate.at == at) else {
            sheet.lines.push(line);
            continue;
        };
        let behind = candidate.run_in.and_then(|cut| line.cut(cut));
        name(&mut line, &candidate, level);
        sheet.lines.push(line);
        sheet.lines.extend(behind);
    }
}

fn name(line: &mut Line, candidate: &Candidate, level: u8) {
    let marked = candidate.mark.as_ref().map_or(0, |mark| mark.length);
    let mark: String = line.text.chars().take(marked).collect();
    let text: String = line.text.chars().skip(marked).collect();
    let text = super::plain::unspaced(text.trim().trim_end_matches(['。', '：', ':']));
    line.role = Some(Role::Heading(Heading { level, mark: mark.trim().to_owned(), text, run_in: candidate.run_in.is_some() }));
}

fn candidate(line: &Line, at: usize) -> Option<Candidate> {
    if !line.is_open() {
        return None;
    }
    let long = length(&line.tight);
    let Some(mark) = mark_of(&line.plain) else {
        let level = line.look.heading.filter(|_| long <= LONGEST && han(&line.tight) > 0 && !line.tight.ends_with(['。', ';', ',']))?;
        return Some(Candidate { at, mark: None, kind: Kind::Styled(level), run_in: None, item: false });
    };
    let mut words = line.tight.char_indices().map(|(_, c)| c);
    let stop = words.position(|c| matches!(c, '。' | ';' | '!' | '?'));
    let ends_list = line.tight.ends_with([';', ','])
        || (run_in_last(stop, long) && mark.kind >= Kind::Digit && line.look.heading.is_none() && long > SHORT);
    let run_in = stop.filter(|stop| stop + 1 < long).map(|stop| stop + 1);
    let heading = run_in.unwrap_or(long);
    let sentence = line.tight.chars().take(heading).filter(|c| *c == ',').count() > 1;
    let item = ends_list || heading > LONGEST + mark.length || sentence || heading <= mark.length || (run_in.is_some() && mark.spaced);
    Some(Candidate { at, kind: mark.kind, mark: Some(mark), run_in, item })
}

/// Whether the only stop is the last character.
fn run_in_last(stop: Option<usize>, long: usize) -> bool {
    stop.is_some_and(|stop| stop + 1 == long)
}

/// Leaves out numbers that count a list: rows of items one below another, items of an article, rows of a table.
fn without_lists(sheet: &Sheet, candidates: &[Candidate]) -> Vec<Candidate> {
    let mut kept = Vec::new();
    let mut rest = candidates;
    let mut next = 1;
    while let Some(first) = rest.first() {
        // A number with nothing but a space behind it is a heading of a standard only where it counts on; else it is a code of a table.
        if let Some(mark) = first.mark.as_ref().filter(|mark| mark.spaced && mark.kind == Kind::Digit) {
            if mark.number == next && !first.item {
                next += 1;
                kept.push(first.clone());
            }
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let run = run_of(rest);
        let (group, behind) = rest.split_at(run);
        if first.kind >= Kind::Han && is_list(sheet, group) {
            rest = behind;
            continue;
        }
        kept.extend(group.iter().filter(|candidate| !candidate.item).cloned());
        rest = behind;
    }
    kept
}

/// How many candidates from the first on are of its kind and of rising numbers, one line after another.
fn run_of(candidates: &[Candidate]) -> usize {
    let next = |pair: &[Candidate]| matches!(pair, [left, right] if left.kind == right.kind && right.at == left.at + 1);
    1 + candidates.windows(2).take_while(|pair| next(pair)).count()
}

fn is_list(sheet: &Sheet, group: &[Candidate]) -> bool {
    let in_article = group.first().is_some_and(|first| is_in_article(sheet, first.at));
    let items = group.iter().filter(|candidate| candidate.item).count();
    let plain = group.iter().filter(|candidate| candidate.run_in.is_none()).count();
    let kind = group.first().map_or(Kind::Circle, |first| first.kind);
    let stops = group.iter().filter(|candidate| sheet.lines.get(candidate.at).is_some_and(|line| line.tight.ends_with('。'))).count();
    if kind == Kind::Circle
        || in_article
        || (kind >= Kind::DigitBracket && group.len() > 1)
        || (kind >= Kind::Digit && plain > 1 && stops == group.len())
    {
        return true;
    }
    let introduced = group.first().is_some_and(|first| {
        let before = sheet.lines.iter().take(first.at).rev().find(|line| !line.tight.is_empty());
        before.is_some_and(|line| line.tight.ends_with(':') && group.len() > 1)
    });
    (introduced && kind >= Kind::Digit)
        || (kind == Kind::Digit && group.len() >= 8)
        || items * 2 > group.len()
        || (group.len() >= 3 && plain == group.len())
        || (group.len() >= 4 && plain * 2 > group.len())
}

static ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^第[〇零一二三四五六七八九十百千\d]{1,7}条"));

/// Whether the lines above belong to an article (条), whose numbers are its items.
fn is_in_article(sheet: &Sheet, at: usize) -> bool {
    let above =
        sheet.lines.iter().take(at).rev().take(400).filter(|line| line.role.is_none() || matches!(line.role, Some(Role::PartTitle)));
    for line in above.take(60) {
        if line.role == Some(Role::PartTitle) || GLUED_PART.is_match(&line.plain) || HAN.is_match(&line.plain) {
            return false;
        }
        if ARTICLE.is_match(&line.tight) {
            return true;
        }
    }
    false
}

/// Numbers that were left out between headings of one kind: `缺“三、”`. What counts on in a list in between is not missing.
pub(super) fn gaps(sheet: &Sheet) -> Vec<(usize, String)> {
    let mut last: Vec<(Kind, u32)> = Vec::new();
    let mut gaps = Vec::new();
    for line in &sheet.lines {
        if line.role == Some(Role::PartTitle) {
            last.clear();
        }
        let heading = matches!(line.role, Some(Role::Heading(_)));
        let Some(mark) = mark_of(&line.plain).filter(|_| heading || line.role.is_none()) else { continue };
        let known = last.iter().find(|(kind, _)| *kind == mark.kind).map(|(_, number)| *number);
        if !heading && known.is_none_or(|before| mark.number != before + 1) {
            continue;
        }
        if let Some(before) = known.filter(|before| mark.number > before + 1 && mark.number - before < 10) {
            let printed: String = line.text.chars().take(mark.length).collect();
            gaps.push((line.block, format!("“{printed}”之前缺{}个序号", mark.number - before - 1)));
        }
        last.retain(|(kind, _)| *kind < mark.kind);
        last.push((mark.kind, mark.number));
    }
    gaps
}
