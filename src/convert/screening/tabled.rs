//! Rows of a table whose heads say what stands in them: a name in one cell and, in others, what is said of whom it names.

use super::{
    Hit, Kind, Level,
    address::is_home,
    clause::is_half_veiled,
    folded::Folded,
    heads::{Heads, is_said},
    rows::{Row, word},
    secret::is_level,
};

/// What the heads say of a row.
pub(super) fn find(folded: &Folded, row: &Row, heads: &Heads) -> Vec<Hit> {
    let said = |column: usize| row.cells.get(column).is_some_and(|cell| is_said(&word(folded, *cell)));
    let levels = heads.secrecy().filter_map(|column| row.cells.get(column)).filter(|cell| is_level(&word(folded, **cell)));
    let mut hits: Vec<Hit> = levels.map(|cell| hit(Kind::Secret, Level::Error, folded, *cell)).collect();
    let Some(name) = heads.names().filter_map(|column| row.cells.get(column)).find(|cell| is_open_name(&word(folded, **cell))) else {
        return hits;
    };
    let facts: Vec<bool> = heads.facts().filter(|(column, _)| said(*column)).map(|(_, is_close)| is_close).collect();
    if facts.len() > 1 || facts.contains(&true) {
        hits.push(hit(Kind::Person, Level::Warning, folded, *name));
    }
    if heads.circumstances().any(said) && !heads.are_of_an_office() {
        hits.push(hit(Kind::Circumstance, Level::Warning, folded, *name));
    }
    let homes = heads.homes().filter_map(|column| row.cells.get(column)).filter(|cell| is_home(&word(folded, **cell)));
    hits.extend(homes.map(|cell| hit(Kind::Address, Level::Warning, folded, *cell)));
    let accounts = heads.accounts().filter_map(|column| row.cells.get(column)).filter(|cell| is_account(&word(folded, **cell)));
    hits.extend(accounts.map(|cell| hit(Kind::Certificate, Level::Error, folded, *cell)));
    hits
}

/// A hit on the words of a cell, without the blanks around them.
fn hit(kind: Kind, level: Level, folded: &Folded, (mut from, mut to): (usize, usize)) -> Hit {
    let is_blank = |at: usize| folded.get(at).is_some_and(char::is_whitespace);
    while from < to && is_blank(from) {
        from += 1;
    }
    while to > from && is_blank(to - 1) {
        to -= 1;
    }
    Hit { kind, level, from, to }
}

/// A name that nobody masked, or not wholly. That it is one says the head of its column.
fn is_open_name(cell: &str) -> bool {
    if is_half_veiled(cell) {
        return true;
    }
    let letters = cell.chars().filter(|c| *c != '·').count();
    let is_han = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c) || c == '·' || ('\u{20000}'..='\u{3FFFF}').contains(&c);
    (2..=4).contains(&letters) | (cell.contains('·') && letters <= 15) && cell.chars().all(is_han) && !cell.contains('某') && !is_sum(cell)
}

/// The last row of a table names nobody.
fn is_sum(cell: &str) -> bool {
    ["合计", "总计", "小计", "共计", "填表", "备注", "说明"].iter().any(|word| cell.starts_with(word))
}

fn is_account(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    (8..=30).contains(&digits) && cell.chars().all(|c| c.is_ascii_digit() || c == '-')
}
