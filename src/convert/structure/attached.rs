//! Attachments that a paper names, and what stands behind it in the same file: an attached plan, another paper.

use std::sync::LazyLock;

use regex::Regex;

use crate::policy::han_number;

use super::{
    mold::{bodies, is_title_end},
    number::own,
    paper::{Attached, Part, Role},
    plain::{closed, han, length, tight, unspaced},
    sheet::{Line, Sheet},
};

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static NAMES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^附\s?件\s?(\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[:.、]\s*(.*)$"));
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[.、:]\s*(.+)$"));
static HEADS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]?附(?:件|表|录)?(\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3}|[A-Z])?[)\]]?[::]?$"));
static DOWNLOADS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:附件下载|相关附件|附件列表|下载附件)[:]?\s*(.*)$"));

/// The attachments named between two lines; settles the lines. A line with which attachments should begin, and nothing behind it, is told too.
pub(super) fn named(sheet: &mut Sheet, from: usize, to: usize) -> (Vec<Attached>, Option<usize>) {
    let mut found: Vec<Attached> = Vec::new();
    let mut empty = None;
    let mut list = false;
    for at in from..to.min(sheet.lines.len()) {
        let Some(line) = sheet.lines.get(at).filter(|line| line.is_open()).cloned() else { continue };
        if let Some(names) = DOWNLOADS.captures(&line.plain) {
            let rest = names.get(1).map_or("", |rest| rest.as_str()).trim();
            let next = sheet.next_open(at + 1).and_then(|next| sheet.lines.get(next)).is_some_and(|line| is_file(&line.tight));
            if rest.is_empty() && !next {
                empty = Some(line.block);
            }
            sheet.settle(at, Role::Attachments);
        } else if let Some(names) = NAMES.captures(&line.plain).filter(|_| length(&line.tight) <= 160) {
            let number = names.get(1).and_then(|number| counted(number.as_str()));
            let rest = names.get(2).map_or("", |rest| rest.as_str()).trim();
            let within =
                NUMBERED.captures(rest).and_then(|inner| Some((counted(inner.get(1)?.as_str()), inner.get(2)?.as_str().to_owned())));
            let (number, title) = within.unwrap_or((number, rest.to_owned()));
            if !title.is_empty() {
                found.push(Attached { number, title: titled(&line, &title), block: line.block, begins: None });
            }
            (list, _) = (true, sheet.settle(at, Role::Attachments));
        } else if list {
            list = continues(sheet, at, &line, &mut found);
        }
    }
    (found, empty)
}

/// Takes a line below the first attachment, if it names another or goes on with a long name.
fn continues(sheet: &mut Sheet, at: usize, line: &Line, found: &mut Vec<Attached>) -> bool {
    if let Some(names) = NUMBERED.captures(&line.plain).filter(|_| length(&line.tight) <= 120) {
        let (number, title) = (names.get(1).and_then(|number| counted(number.as_str())), names.get(2).map_or("", |title| title.as_str()));
        let expected = found.last().and_then(|last| last.number).is_none_or(|last| number == Some(last + 1));
        if expected {
            found.push(Attached { number, title: titled(line, title), block: line.block, begins: None });
            sheet.settle(at, Role::Attachments);
            return true;
        }
    }
    let goes_on = found.last().is_some_and(|last| {
        !closed(&last.title) || (!is_title_end(&tight(&last.title)) && length(&line.tight) <= 20 && is_title_end(&line.tight))
    });
    if goes_on && bodies(&line.text).is_none() {
        if let Some(last) = found.last_mut() {
            last.title.push_str(&unspaced(&line.text));
        }
        sheet.settle(at, Role::Attachments);
        return true;
    }
    false
}

/// The name as it is printed, without the full stop behind it.
fn titled(line: &Line, plain_end: &str) -> String {
    let all = length(&line.plain);
    let printed: String = line.text.chars().skip(all.saturating_sub(length(plain_end.trim_end()))).collect();
    unspaced(printed.trim().trim_end_matches(['。', '；', ';', '.']))
}

fn is_file(tight: &str) -> bool {
    let lower = tight.to_ascii_lowercase();
    [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar", ".jpg", ".et"].iter().any(|end| lower.contains(end))
        || tight.starts_with("附件")
        || tight.starts_with("1.")
}

fn counted(text: &str) -> Option<u32> {
    text.parse().ok().or_else(|| han_number(text))
}

/// The first line from `from` on that is nothing but 附件, with or without its number.
pub(super) fn first_head(sheet: &Sheet, from: usize) -> usize {
    let found = sheet.lines.iter().enumerate().skip(from).find(|(_, line)| line.is_open() && HEADS.is_match(&line.tight));
    found.map_or(sheet.lines.len(), |(at, _)| at)
}

/// The block with which another paper with a number, or a foot of its own, begins behind the day under the first.
pub(super) fn behind(sheet: &Sheet, signed: Option<usize>) -> Option<usize> {
    let from = signed? + 1;
    let mut lines = sheet.lines.iter().enumerate().skip(from);
    let (at, line) = lines.find(|(_, line)| own(&line.text).is_some_and(|number| number.whose) && length(&line.tight) <= 40)?;
    // The masthead and the 附件 above its number are its own too.
    let above = sheet.lines.iter().take(at).skip(from).rposition(|line| HEADS.is_match(&line.tight));
    Some(above.and_then(|above| sheet.lines.get(from + above)).map_or(line.block, |head| head.block))
}

/// What begins behind the foot of the first paper. Settles the lines of each title.
pub(super) fn parts(sheet: &mut Sheet, from: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = from;
    let mut opens = true;
    while at < sheet.lines.len() {
        let Some(line) = sheet.lines.get(at) else { break };
        if matches!(line.role, Some(Role::PageBreak)) {
            opens = true;
        }
        if !line.is_open() {
            at += 1;
            continue;
        }
        let heads = HEADS.is_match(&line.tight);
        let centred = line.stands_out() || opens;
        if heads || (centred && is_part_title(line)) {
            let block = line.block;
            let (title, next) = part_title(sheet, if heads { at + 1 } else { at });
            if heads {
                sheet.settle(at, Role::PartTitle);
            }
            if title.is_empty() && !heads {
                at += 1;
            } else {
                parts.push(Part { title, block });
                at = next.max(at + 1);
            }
        } else {
            at += 1;
        }
        opens = false;
    }
    parts
}

fn is_part_title(line: &Line) -> bool {
    let long = length(&line.tight);
    (4..=60).contains(&long)
        && is_title_end(&line.tight)
        && han(&line.tight) >= 4
        && super::headings::mark_of(&line.plain).is_none()
        && !line.tight.contains(['。', ':', ';'])
        && own(&line.text).is_none()
}

/// The title that begins at a line: its lines joined, and the line behind it.
fn part_title(sheet: &mut Sheet, from: usize) -> (String, usize) {
    let mut title = String::new();
    let mut at = from;
    let mut last = from;
    while let Some(next) = sheet.next_open(at).filter(|next| *next <= at + 2 && *next <= from + 6) {
        let Some(line) = sheet.lines.get(next) else { break };
        let ends =
            line.tight.ends_with(['。', ';', ':', ',']) || length(&line.tight) > 50 || super::headings::mark_of(&line.plain).is_some();
        let suffix = line.tight.starts_with('(') && line.tight.ends_with(')') && length(&line.tight) <= 10;
        if ends || (is_title_end(&tight(&title)) && closed(&title) && !suffix) || han(&line.tight) == 0 || line.tight.starts_with('第') {
            break;
        }
        title.push_str(&unspaced(&line.text));
        (at, last) = (next + 1, next + 1);
    }
    // A name that ends with no kind of paper is one line of a text, unless 附件 stands above it.
    if !is_title_end(&tight(&title)) && length(&title) > 40 {
        return (String::new(), from);
    }
    for place in from..last {
        sheet.settle(place, Role::PartTitle);
    }
    (title, last)
}

/// More attachments than this are a list, and none is looked for in the text.
const MOST: usize = 200;

/// Binds the attachments to the parts of the file that they are.
pub(super) fn bind(named: &mut [Attached], parts: &[Part]) {
    for (place, attached) in named.iter_mut().take(MOST).enumerate() {
        let name = tight(&attached.title);
        let alike = |part: &&Part| {
            let title = tight(&part.title);
            !title.is_empty() && (title.contains(&name) || name.contains(&title))
        };
        let by_place = || parts.get(place).filter(|part| part.title.is_empty());
        attached.begins = parts.iter().find(alike).or_else(by_place).map(|part| part.block);
    }
}
