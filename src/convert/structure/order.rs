//! Orders (令): a number, one sentence that makes something law, who signs and when; then the text of what was made. What it is called and of what day it
//! is stands in and below that sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::{day::whole_day, head::Head, plain::tight, sheet::Sheet};

/// Lines in which the sentence is looked for, and the day below it.
const NEAR: usize = 6;

/// 《……》已经……通过，现予公布.
#[expect(clippy::expect_used, reason = "a pattern written here")]
static MAKES_LAW: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*(?:现将)?《([^《》]{4,60})》(?:已|业|经).{0,90}?(?:公布|发布|颁布)").expect("a pattern"));

/// Gives the head of an order what its sentence says, where nothing above it was a title. It is certain where what was made follows under that name.
pub(super) fn read(sheet: &Sheet, head: &mut Head) {
    let is_order = head.numbers.first().is_some_and(|(number, ..)| number.contains('令'));
    if head.title.is_some() || !is_order {
        return;
    }
    let near = sheet.lines.iter().enumerate().skip(head.end).take(NEAR);
    let said = near.filter(|(_, line)| line.is_open()).find_map(|(at, line)| Some((at, MAKES_LAW.captures(&line.text)?)));
    let Some((at, title)) = said.and_then(|(at, said)| Some((at, said.get(1)?.as_str()))) else { return };
    let wanted = tight(title);
    let below = || sheet.lines.iter().enumerate().skip(at + 1);
    let certain = below().any(|(_, line)| line.tight == wanted);
    let day = below().take(NEAR).find_map(|(at, line)| whole_day(&line.text).map(|(date, clear)| (date, at, clear)));
    head.title = Some((title.to_owned(), at, certain));
    head.day = head.day.or(day);
}
