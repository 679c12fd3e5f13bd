//! The foot of a paper: who signed and when, its mark, and the lines below (版记).

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::policy::DisclosureMark;

use super::{
    day::{last_day, whole_day},
    mark::mark_of,
    mold::{bodies, is_stamped_for},
    paper::Role,
    plain::length,
    sheet::Sheet,
};

/// What stands at the foot.
#[derive(Debug, Default)]
pub(super) struct Foot {
    /// Who signed.
    pub(super) bodies: Vec<String>,
    /// The line of the first of them.
    pub(super) signed_at: Option<usize>,
    /// One stamped for another.
    pub(super) stamped_for: bool,
    /// Whoever stands on the last lines where no day does: most likely they signed.
    pub(super) last: Vec<String>,
    /// The day below them: its line, and whether its signs leave no doubt.
    pub(super) day: Option<(Date, usize, bool)>,
    /// Lines that print a mark.
    pub(super) marks: Vec<(DisclosureMark, usize)>,
    /// Who printed it, and when (印发).
    pub(super) printed: Option<(Vec<String>, Option<Date>, usize)>,
}

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

static COLOPHON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:抄送|抄报|抄发|主送|分送|报送|发送|印送|校对|校核|打印|打字|承办单位|共印|印数|(?:\(|\[)?共印\d+份)[:：]?")
});
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(.*?)(\d{4}年\d{1,2}月\d{1,2}日|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)印发$",
    )
});
static CONTACT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[(]?(?:联系人|联系电话|咨询电话|联系方式|附注|信息公开)"));

/// Lines that signatures of a joint paper take.
const SIGNATURES: usize = 8;
/// Bodies that are taken for a signature though no day stands below them.
const UNDATED: usize = 3;

/// Reads the lines from `from` on, until `to`, and settles those of the foot.
pub(super) fn read(sheet: &mut Sheet, from: usize, to: usize) -> Foot {
    let mut foot = Foot::default();
    for at in from..to.min(sheet.lines.len()) {
        let Some(line) = sheet.lines.get(at).filter(|line| line.is_open()) else { continue };
        let (text, tight) = (line.text.clone(), line.tight.clone());
        if let Some(mark) = (length(&tight) <= 60).then(|| mark_of(&text)).flatten() {
            foot.marks.push((mark, at));
            sheet.settle(at, if PRINTED.is_match(&tight) { Role::Colophon } else { Role::Mark });
        }
        if let Some(found) = PRINTED.captures(&tight) {
            let named = printers(&text);
            let date = found.get(2).and_then(|day| whole_day(day.as_str())).map(|(date, _)| date);
            foot.printed = Some((named, date, at));
            sheet.settle(at, Role::Colophon);
        } else if foot.day.is_some() && COLOPHON.is_match(&tight) {
            sheet.settle(at, Role::Colophon);
        } else if foot.day.is_none() {
            signed(sheet, at, from, &mut foot);
        }
    }
    if foot.day.is_none() {
        foot.last = undated(sheet, from, to);
    }
    foot
}

/// The bodies on the last lines of a text without a day; many of them are a list.
fn undated(sheet: &Sheet, from: usize, to: usize) -> Vec<String> {
    let last = (from..to.min(sheet.lines.len())).rev().find(|at| {
        let named = sheet.lines.get(*at).filter(|line| line.is_open()).is_some_and(|line| bodies(&line.text).is_some());
        named && stands_last(sheet, *at)
    });
    let (names, ..) = last.map_or_else(Default::default, |last| names_above(sheet, last + 1, from));
    if names.len() <= UNDATED { names } else { Vec::new() }
}

fn printers(text: &str) -> Vec<String> {
    let text = text.trim().trim_end_matches("印发").trim();
    let words = last_day(text).map_or_else(String::new, |(before, _, _)| before);
    let words = mark_free(&words);
    bodies(&words).unwrap_or_default()
}

fn mark_free(words: &str) -> String {
    words.rsplit_once("公开 ").map_or(words, |(_, rest)| rest).trim().to_owned()
}

/// Takes a line that is a day below the names of bodies, or a name with its day, for the signature.
fn signed(sheet: &mut Sheet, at: usize, from: usize, foot: &mut Foot) {
    let Some(line) = sheet.lines.get(at) else { return };
    if let Some((date, clear)) = whole_day(&line.text) {
        let (names, first, stamped) = names_above(sheet, at, from);
        // A day alone at the end of a text is no signature; below a name it is.
        if names.is_empty() && !stands_last(sheet, at) {
            return;
        }
        for place in first..=at {
            sheet.settle(place, Role::Signature);
        }
        let signed_at = (!names.is_empty()).then_some(first);
        (foot.bodies, foot.signed_at, foot.stamped_for) = (names, signed_at, stamped);
        foot.day = Some((date, at, clear && foot.signed_at.is_some()));
    } else if let Some((names, date, clear)) = last_day(&line.text).and_then(|(before, date, clear)| Some((bodies(&before)?, date, clear)))
    {
        foot.stamped_for = is_stamped_for(&line.text);
        (foot.bodies, foot.signed_at, foot.day) = (names, Some(at), Some((date, at, clear)));
        sheet.settle(at, Role::Signature);
    }
}

/// The bodies named on the lines above a day, the first of their lines, and whether one stamped for another.
fn names_above(sheet: &Sheet, day: usize, from: usize) -> (Vec<String>, usize, bool) {
    let mut names: Vec<String> = Vec::new();
    let (mut first, mut stamped) = (day, false);
    for at in (from..day).rev() {
        let Some(line) = sheet.lines.get(at) else { break };
        if matches!(line.role, Some(Role::Residue | Role::PageBreak | Role::Picture)) {
            continue;
        }
        let Some(found) = bodies(&line.text).filter(|_| line.is_open() && names.len() < SIGNATURES) else { break };
        stamped |= is_stamped_for(&line.text);
        names.splice(0..0, found);
        first = at;
    }
    (names, first, stamped)
}

/// Whether nothing but marks, notes and lines of the colophon come behind a line.
fn stands_last(sheet: &Sheet, at: usize) -> bool {
    let mut behind = sheet.lines.iter().skip(at + 1).filter(|line| line.is_open());
    behind.clone().count() <= 6
        && behind.all(|line| {
            mark_of(&line.text).is_some()
                || COLOPHON.is_match(&line.tight)
                || PRINTED.is_match(&line.tight)
                || CONTACT.is_match(&line.tight)
        })
}
