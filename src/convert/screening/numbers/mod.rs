//! Numbers of persons: identity numbers of 18 and 15 digits, mobiles, bank cards; however they are spaced, broken over lines, or written in Han.

mod amount;
mod card;
mod identity;
mod mobile;
mod number;
#[cfg(test)]
mod tests;

use super::{
    Hit, Kind, Level,
    folded::Folded,
    runs::{Reading, Token, runs, tries},
};
use number::Number;

/// All numbers of persons in a text.
pub(super) fn find(folded: &Folded) -> Vec<Hit> {
    let mut hits = Vec::new();
    for reading in [Reading::Plain, Reading::Han, Reading::Alike] {
        for run in runs(folded, reading) {
            search(folded, &run, reading, &mut hits);
        }
    }
    hits
}

/// Tries what stands together in one run, the longest numbers first; what one number has taken no other takes.
fn search(folded: &Folded, run: &[Token], reading: Reading, hits: &mut Vec<Hit>) {
    let mut start = 0;
    while start < run.len() {
        let found = tries(run, start).find_map(|tokens| kind_of(folded, tokens, reading).map(|found| (tokens, found)));
        let Some((tokens, (kind, to))) = found else {
            start += 1;
            continue;
        };
        if let Some(first) = tokens.first() {
            hits.push(Hit { kind, level: Level::Error, from: first.from, to });
        }
        start += tokens.len();
    }
}

/// What a number is, and where it ends.
fn kind_of(folded: &Folded, tokens: &[Token], reading: Reading) -> Option<(Kind, usize)> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let digits: String = tokens.iter().map(|token| token.digits.as_str()).collect();
    let whole = Number { folded, tokens, digits: &digits, from: first.from, to: last.to };
    // Letters are digits only where a label says what the whole is, or its last digit proves it.
    if reading == Reading::Alike && !whole.is_said() {
        return None;
    }
    whole
        .id18()
        .map(|to| (Kind::Id18, to))
        .or_else(|| whole.is_id15().then_some((Kind::Id15, last.to)))
        .or_else(|| whole.is_mobile().then_some((Kind::Mobile, last.to)))
        .or_else(|| whole.is_card().then_some((Kind::Card, last.to)))
}
