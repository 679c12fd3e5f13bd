//! Text -> what may be a person's or a secret: numbers, certificates, addresses, persons, circumstances, marks of secrecy.
//!
//! Lines of any text enter; alarms with their line leave, what is a person's masked in them. Nothing is changed and nothing is decided here: a
//! person answers. Numbers of offices (desk phones, document numbers, credit codes, fee accounts) are no alarms.

mod address;
mod alarm;
mod around;
mod certificate;
mod checks;
mod circumstance;
mod clause;
mod families;
mod folded;
mod heads;
mod leaders;
mod mask;
mod mend;
mod numbers;
mod other;
mod person;
mod rows;
mod runs;
mod secret;
mod tabled;
#[cfg(test)]
mod tests;
mod whole;
mod wrong;

use std::collections::BTreeSet;

use super::Level;
use alarm::Hit;
use around::Around;
use folded::Folded;
use rows::Row;

pub use alarm::{Alarm, Kind};
pub use leaders::Leaders;
pub use mend::{cut_out, masked};
pub use whole::{findings, laid_out};
pub use wrong::{WordList, WrongWord};

/// More of one line than this is cut off: no line of an honest text is as long.
const LONGEST: usize = 200_000;
/// Rows that make a roster.
const ROSTER: usize = 3;

/// Looks over a text, line by line; a number broken over two lines is found on the first of them, and so is all that stands in one row.
pub fn screen(text: &str) -> Vec<Alarm> {
    let lines: Vec<&str> = text.lines().collect();
    let mut alarms = Vec::new();
    let around = around::of(&lines);
    let mut at = 0;
    while let (Some(line), Some(above)) = (lines.get(at), around.get(at)) {
        let taken = rows_at(&lines, above, at);
        let line = cut(line);
        let alarm = |(kind, level, text)| Alarm { line: at + 1, kind, text, level };
        if taken > 1 {
            let row = lines.get(at..at + taken).unwrap_or_default().join("\n");
            alarms.extend(one(cut(&row), above).into_iter().map(alarm));
            at += taken;
            continue;
        }
        alarms.extend(one(line, above).into_iter().map(alarm));
        if let Some(next) = lines.get(at + 1) {
            if ends_in_figures(line) && begins_in_figures(next) {
                alarms.extend(broken(line, cut(next)).into_iter().map(alarm));
            }
            if secret::is_torn(line, next) {
                alarms.extend(one(&format!("{}{}", line.trim(), cut(next).trim()), above).into_iter().map(alarm));
            }
        }
        at += 1;
    }
    roster(&lines, &mut alarms);
    alarms.sort_by_key(|alarm| (alarm.line, alarm.kind));
    alarms.dedup();
    alarms
}

/// Lines that the row at a line takes: one, but below the heads of a table as a spreadsheet saves it.
fn rows_at(lines: &[&str], above: &Around, at: usize) -> usize {
    if above.heads.is_some() { rows::taken(lines, at) } else { 1 }
}

fn cut(line: &str) -> &str {
    line.char_indices().nth(LONGEST).and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}

/// The alarms of one line: kind, level, masked words.
fn one(line: &str, above: &Around) -> Vec<(Kind, Level, String)> {
    let folded = Folded::of(line);
    hits(line, &folded, above).iter().map(|hit| (hit.kind, hit.level, mask::shown(&folded.chars, hit))).collect()
}

/// What gives alarm in one line, below what stands above it.
fn hits(line: &str, folded: &Folded, above: &Around) -> Vec<Hit> {
    let mut hits = alone(folded);
    if let Some((heads, row)) = above.heads.as_deref().zip(Row::of(line)) {
        let (said, places) = row.spoken(folded, heads);
        let here = |hit: Hit| {
            let mut own = places.get(hit.from..hit.to)?.iter().flatten();
            let from = *own.next()?;
            Some(Hit { from, to: own.next_back().unwrap_or(&from) + 1, ..hit })
        };
        // What a number is says the head of its column.
        hits.retain(|hit| !hit.kind.is_number());
        add(&mut hits, alone(&said).into_iter().filter_map(here));
        add(&mut hits, tabled::find(folded, &row, heads));
        hits.retain(|hit| match hit.kind {
            Kind::Circumstance => !heads.are_of_an_office(),
            Kind::Address => !heads.are_of_bodies(),
            _ => true,
        });
    }
    add(&mut hits, above.find(folded, &folded.text()));
    hits
}

/// Adds what is not known yet.
fn add(hits: &mut Vec<Hit>, more: impl IntoIterator<Item = Hit>) {
    for hit in more {
        let same = |known: &Hit| known.kind == hit.kind || (hit.kind == Kind::Certificate && known.kind.is_number());
        if !hits.iter().any(|known| same(known) && known.from < hit.to && hit.from < known.to) {
            hits.push(hit);
        }
    }
}

/// What gives alarm in a line by itself.
fn alone(folded: &Folded) -> Vec<Hit> {
    let text = folded.text();
    let mut hits = numbers::find(folded);
    hits.extend(certificate::find(folded, &text));
    hits.extend(address::find(folded, &text));
    hits.extend(person::find(folded));
    let beside = circumstance::find(folded, &text);
    if beside.is_empty() {
        hits.extend(circumstance::further(folded, &text, &hits));
    }
    hits.extend(beside);
    hits.extend(secret::find(folded));
    hits.extend(other::find(&text));
    hits
}

/// Numbers that begin on one line and end on the next.
fn broken(line: &str, next: &str) -> Vec<(Kind, Level, String)> {
    let tail: String = line.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let head: String = next.chars().take(30).collect();
    let border = Folded::of(&tail).chars.len();
    let folded = Folded::of(&format!("{tail}\n{head}"));
    let across = numbers::find(&folded).into_iter().filter(|hit| hit.from < border && hit.to > border + 1);
    across.map(|hit| (hit.kind, hit.level, mask::shown(&folded.chars, &hit))).collect()
}

fn ends_in_figures(line: &str) -> bool {
    Folded::of(line.trim_end()).chars.last().is_some_and(|c| c.is_ascii_digit() || "-〇零一二三四五六七八九".contains(*c))
}

fn begins_in_figures(line: &str) -> bool {
    Folded::of(line.trim_start())
        .chars
        .first()
        .is_some_and(|c| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '-') || "〇零一二三四五六七八九".contains(*c))
}

/// Rows of names with what belongs to persons: one alarm at the first, which is graver than one row.
fn roster(lines: &[&str], alarms: &mut Vec<Alarm>) {
    let persons: BTreeSet<usize> = alarms.iter().filter(|alarm| alarm.kind == Kind::Person).map(|alarm| alarm.line).collect();
    let is_row = |(at, line): &(usize, &&str)| {
        line.contains(['|', '\t']) && person::is_row(&Folded::of(cut(line))) || line.contains(',') && persons.contains(&(at + 1))
    };
    let mut from = 0;
    while from < lines.len() {
        let rows = lines.iter().enumerate().skip(from).take_while(is_row).count();
        if rows >= ROSTER {
            alarms.push(Alarm::of_rows(from + 1, rows));
        }
        from += rows.max(1);
    }
}
