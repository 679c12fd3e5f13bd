//! The title of a paper, over as many lines as it takes.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    day::days_in,
    holes::is_hole,
    mold::{bodies, is_title_end},
    number::ordinal,
    paper::Role,
    plain::{bare, closed, han, length, unspaced},
    sheet::{Line, Sheet},
};

/// Who issues, as a line names it beside a title: 制表单位：….
#[expect(clippy::expect_used, reason = "a pattern written here")]
pub(super) static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:制表|发布|发文|印发|颁布|制定|批准|公布)(?:单位|机关|机构|部门)[:]\s*(.{3,60})$").expect("a pattern"));

/// 附件2 in front of a title on its line.
#[expect(clippy::expect_used, reason = "a pattern written here")]
static ATTACHED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^附[件表录]\s?[0-9一二三四五六七八九十]{0,3}[:：\s]+").expect("a pattern"));

/// What a paper may be called by one word, below the name of whoever issues it or below nothing.
const ALONE: [&str; 9] = ["公告", "通告", "通知", "公示", "通报", "布告", "启事", "决定", "命令"];

/// One word above a text, where nothing else is a title: 公告, behind the name of the body on the line above it. Nobody can be sure that this is all.
pub(super) fn alone(sheet: &mut Sheet, from: usize, end: usize) -> Option<(String, usize, bool)> {
    let is_word = |at: &usize| sheet.lines.get(*at).is_some_and(|line| ALONE.contains(&bare(&line.tight)));
    // 2024年第3号 may stand between the word and the text.
    let counted = |at: usize| sheet.lines.get(at + 1).is_some_and(|line| ordinal(&line.text).is_some());
    let Some(at) = (from..end).find(is_word) else { return named_alone(sheet, from, end) };
    if !text_follows(sheet, at + usize::from(counted(at))) {
        return None;
    }
    let word = unspaced(&sheet.lines.get(at)?.text);
    let above = at.checked_sub(1).filter(|above| *above >= from).and_then(|above| sheet.lines.get(above));
    let names = |line: &&Line| line.role == Some(Role::Masthead) || line.is_open();
    let issuer = above.filter(|line| names(line) && bodies(&line.text).is_some());
    let text = format!("{}{word}", issuer.map(|line| unspaced(&line.text)).unwrap_or_default());
    sheet.settle(at, Role::Title);
    Some((text, at, false))
}

/// The same word right behind the name of the body: 云川县教育局通告. A day or a number may stand between it and the text.
fn named_alone(sheet: &mut Sheet, from: usize, end: usize) -> Option<(String, usize, bool)> {
    let is_named = |at: &usize| {
        sheet.lines.get(*at).filter(|line| line.role == Some(Role::Masthead) || line.is_open()).is_some_and(|line| {
            let tight = bare(&line.tight);
            ALONE.iter().any(|word| tight.strip_suffix(word).is_some_and(|front| bodies(front).is_some()))
        })
    };
    let at = (from..end).find(is_named).filter(|at| (*at..at + 3).any(|at| text_follows(sheet, at)))?;
    let text = unspaced(&sheet.lines.get(at)?.text);
    sheet.settle(at, Role::Title);
    Some((text, at, false))
}

/// Chooses the lines of the title among those that may be.
pub(super) fn choose(sheet: &mut Sheet, candidates: &[usize]) -> Option<(String, usize, bool)> {
    let best = candidates.iter().copied().max_by_key(|at| (score(sheet, *at), std::cmp::Reverse(*at)));
    let best = best.filter(|at| score(sheet, *at) > 0)?;
    let (mut first, mut last) = (best, best);
    while let Some(before) = candidates.iter().copied().rfind(|at| *at < first) {
        if first - before > 3 || !goes_before(sheet, before, first) {
            break;
        }
        first = before;
    }
    while let Some(after) = candidates.iter().copied().find(|at| *at > last) {
        if after - last > 3 || !goes_behind(sheet, first, last, after) {
            break;
        }
        last = after;
    }
    let text = joined(sheet, first, last, candidates);
    // 关于……的 over 通知: the word alone is no candidate.
    let rest =
        if text.ends_with('的') && says_kind(sheet, last) { sheet.lines.get(last + 1).map(|line| unspaced(&line.text)) } else { None };
    let below = rest.as_ref().map(|_| last + 1);
    let text = format!("{text}{}", rest.unwrap_or_default());
    let tight = super::plain::tight(&text);
    if han(&tight) < 4 || is_hole(&text) || length(&tight) > 160 {
        return None;
    }
    // Who issues is no title, and the one word below it is the rest of one.
    if bodies(&text).is_some() && says_kind(sheet, last) {
        return None;
    }
    let formed = is_title_end(&tight) && closed(&text);
    let looks = sheet.lines.get(best).is_some_and(Line::stands_out);
    // Words that neither look nor sound like a title are one only where a text follows them.
    let in_form = sheet.lines.iter().take(40).any(|line| is_hole(&line.text));
    let large = sheet.lines.get(best).is_some_and(|line| line.look.size.is_some_and(|size| size >= 18.0))
        && !text.contains("XX")
        && han(&tight) >= 8;
    if !formed && ((in_form && !large) || !(looks || is_likely(sheet, best) || text_follows(sheet, last))) {
        return None;
    }
    let behind_table = sheet.lines.iter().take(first).any(|line| line.role == Some(Role::Table) && !line.slight);
    let alone = length(&tight) >= 8 && Some(&first) == candidates.first() && sheet.next_open(last + 1).is_some();
    let certain = formed && !behind_table && (looks || tight.contains("关于") || alone);
    for at in candidates.iter().copied().filter(|at| (first..=last).contains(at)).chain(below) {
        sheet.settle(at, Role::Title);
    }
    // What stands between the masthead and the title, and is neither, is read as it stands.
    Some((text, first, certain))
}

/// Whether the line below is one word that says what kind of paper it is.
fn says_kind(sheet: &Sheet, last: usize) -> bool {
    sheet.lines.get(last + 1).is_some_and(|line| ALONE.contains(&bare(&line.tight)))
}

/// Whether a sentence stands on the next line.
fn text_follows(sheet: &Sheet, last: usize) -> bool {
    let next = sheet.next_open(last + 1).and_then(|next| sheet.lines.get(next));
    next.is_some_and(|line| length(&line.tight) >= 15 && line.tight.contains(['。', ',', ';']))
}

/// Whether a line is more than likely one of the title.
pub(super) fn is_likely(sheet: &Sheet, at: usize) -> bool {
    score(sheet, at) > 3
}

fn score(sheet: &Sheet, at: usize) -> i32 {
    let Some(line) = sheet.lines.get(at) else { return 0 };
    let han = han(&line.tight);
    if han < 4 || is_hole(&line.text) || line.tight.ends_with(['。', '!', '?', ';']) {
        return 0;
    }
    let mut score = 1;
    score += if is_title_end(&line.tight) { 4 } else { 0 };
    score += if line.tight.contains("关于") { 3 } else { 0 };
    score += if line.look.heading.is_some_and(|level| level <= 1) { 4 } else { 0 };
    score += if line.stands_out() { 2 } else { 0 };
    score += if line.look.size.is_some_and(|size| size >= 18.0) { 2 } else { 0 };
    // A name above the number is a masthead rather than the title below it.
    score += if sheet.lines.iter().take(at).any(|line| line.role == Some(Role::Number)) { 1 } else { 0 };
    score -= if line.look.boxed { 3 } else { 0 };
    score -= if bodies(&line.text).is_some() { 3 } else { 0 };
    score -= if line.tight.starts_with('(') && line.tight.ends_with(')') { 4 } else { 0 };
    score
}

/// Whether a line and the one behind it look like one thing in two lines.
fn alike(left: &Line, right: &Line) -> bool {
    let sizes = match (left.look.size, right.look.size) {
        (Some(left), Some(right)) => (left - right).abs() < 0.6,
        _ => true,
    };
    left.look.align == right.look.align
        && sizes
        && left.look.bold == right.look.bold
        && left.look.boxed == right.look.boxed
        && left.look.heading == right.look.heading
}

fn goes_before(sheet: &Sheet, before: usize, first: usize) -> bool {
    let (Some(left), Some(right)) = (sheet.lines.get(before), sheet.lines.get(first)) else { return false };
    // What stands above the number is a masthead, and no part of the title below it.
    if sheet.lines.iter().take(first).skip(before).any(|line| line.role == Some(Role::Number)) {
        return false;
    }
    if han(&left.tight) < 2 || is_hole(&left.text) || left.look.boxed != right.look.boxed {
        return false;
    }
    let issues = bodies(&left.text).is_some()
        && (right.tight.starts_with("关于") || right.tight.starts_with("转发") || right.tight.starts_with("印发"));
    let unfinished =
        !closed(&left.text) || (alike(left, right) && left.stands_out() && !is_title_end(&left.tight) && length(&left.tight) >= 6);
    issues
        || unfinished
        || (left.tight.contains("关于") && !is_title_end(&left.tight))
        || (bodies(&left.text).is_some() && bodies(&right.text).is_some())
}

fn goes_behind(sheet: &Sheet, first: usize, last: usize, after: usize) -> bool {
    let (Some(start), Some(left), Some(right)) = (sheet.lines.get(first), sheet.lines.get(last), sheet.lines.get(after)) else {
        return false;
    };
    let so_far: String = sheet.lines.iter().take(last + 1).skip(first).map(|line| line.tight.as_str()).collect();
    if han(&right.tight) < 1 || is_hole(&right.text) || left.look.boxed != right.look.boxed || length(&so_far) > 120 {
        return false;
    }
    if !closed(&so_far) {
        return true;
    }
    let suffix = right.tight.starts_with('(')
        && right.tight.ends_with(')')
        && length(&right.tight) <= 12
        && !right.tight.contains("报批稿")
        && !right.tight.contains("送审稿")
        && days_in(&right.tight).is_empty();
    if suffix {
        return true;
    }
    let finished = is_title_end(&so_far);
    if finished {
        // 第13部分：时间一致性服务 below the name of the whole.
        return alike(left, right)
            && left.look.size.is_some()
            && left.stands_out()
            && right.tight.starts_with('第')
            && right.tight.contains("部分");
    }
    let grows = is_title_end(&right.tight) && bodies(&right.text).is_none();
    (so_far.contains("关于") && grows) || (alike(left, right) && start.stands_out() && bodies(&right.text).is_none())
}

fn joined(sheet: &Sheet, first: usize, last: usize, candidates: &[usize]) -> String {
    let mut text = String::new();
    for at in candidates.iter().copied().filter(|at| (first..=last).contains(at)) {
        let Some(line) = sheet.lines.get(at) else { continue };
        let words = unspaced(&line.text);
        let named = bodies(&text).is_some() && bodies(&words).is_some();
        let latin =
            text.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric()) && words.starts_with(|c: char| c.is_ascii_alphanumeric());
        let part = words.starts_with('第') && words.contains("部分");
        if !text.is_empty() && (named || latin || part) {
            text.push(' ');
        }
        text.push_str(&words);
    }
    // 制表单位 may stand on the line of the title.
    let plain = super::plain::plain(&text);
    let kept = NAMED.find(&plain).map_or(length(&plain), |named| length(plain.get(..named.start()).unwrap_or_default()));
    let text: String = text.chars().take(kept).collect();
    let text = ATTACHED.find(text.trim()).map_or(text.trim(), |label| text.trim().get(label.end()..).unwrap_or_default());
    // A field may stand on the line of the title: 普通发票 发票代码：0310.
    let text = match text.split_once([' ', '　']) {
        Some((front, field))
            if field.contains(['：', ':']) && !field.starts_with('第') && han(front) >= 6 && is_title_end(&super::plain::tight(front)) =>
        {
            front.trim()
        }
        _ => text,
    };
    let whole = text.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).filter(|inner| !inner.contains(['《', '》']));
    let text = whole.unwrap_or(text);
    // A title of nothing but what stands in brackets keeps them.
    let inner = bare(text);
    if inner.is_empty() { String::new() } else { text.to_owned() }
}
