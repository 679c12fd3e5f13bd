//! Lines that are rows of a table: their cells, and the heads that stand above them.

use std::rc::Rc;

use super::{folded::Folded, heads::Heads};

/// Lines that one cell may be broken over.
const BROKEN: usize = 12;

/// What divides the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Divider {
    Bar,
    Tab,
    Comma,
    Semicolon,
}

impl Divider {
    fn of(line: &str) -> Option<Self> {
        if line.contains(is_bar) {
            Some(Self::Bar)
        } else if line.contains('\t') {
            Some(Self::Tab)
        } else if line.contains(',') {
            Some(Self::Comma)
        } else {
            line.contains(';').then_some(Self::Semicolon)
        }
    }

    fn is(self, c: char) -> bool {
        match self {
            Self::Bar => is_bar(c),
            Self::Tab => c == '\t',
            Self::Comma => c == ',',
            Self::Semicolon => c == ';',
        }
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '┆')
}

/// A line of a table as screening sees it.
#[derive(Debug)]
pub(super) struct Row {
    /// Each cell: from and to in the folded line.
    pub(super) cells: Vec<(usize, usize)>,
}

/// For each line the heads of its columns, if it is a row of a table that has some.
pub(super) fn headed(lines: &[&str]) -> Vec<Option<Rc<Heads>>> {
    let mut above: Option<(Divider, Rc<Heads>)> = None;
    let mut is_head = false;
    let mut headed = Vec::with_capacity(lines.len());
    let mut inside = 0;
    for (number, line) in lines.iter().enumerate() {
        // Further lines of a cell between quotes.
        if inside > 0 {
            inside -= 1;
            headed.push(None);
            continue;
        }
        let Some(divider) = Divider::of(line) else {
            (above, is_head) = (None, false);
            headed.push(None);
            continue;
        };
        let same = above.as_ref().filter(|(before, _)| *before == divider).map(|(_, heads)| Rc::clone(heads));
        let cells = words(line);
        if is_rule(line) {
            headed.push(None);
            continue;
        }
        let below = same.as_ref().filter(|heads| is_head && heads.go_on(&cells)).map(|heads| heads.with(&cells));
        let next = || lines.iter().skip(number + 1).find(|next| !is_rule(next)).map(|next| words(next)).unwrap_or_default();
        let are = Heads::are(&cells) || (same.is_none() && Heads::stand_over(&cells, &next()));
        let heads = below.or_else(|| are.then(|| Heads { labels: cells.clone() }));
        is_head = heads.is_some();
        if let Some(heads) = heads {
            above = Some((divider, Rc::new(heads)));
            headed.push(None);
        } else {
            if same.is_none() {
                above = None;
            } else {
                inside = taken(lines, number) - 1;
            }
            headed.push(same);
        }
    }
    headed
}

/// Lines that the row beginning at a line takes, cells between quotes being broken over several.
pub(super) fn taken(lines: &[&str], at: usize) -> usize {
    let is_odd = |line: &str| line.matches('"').count() % 2 == 1;
    let rest = lines.get(at..).unwrap_or_default();
    let Some((first, further)) = rest.split_first() else { return 1 };
    if !is_odd(first) || !matches!(Divider::of(first), Some(Divider::Comma | Divider::Semicolon)) {
        return 1;
    }
    further.iter().take(BROKEN).position(|line| is_odd(line)).map_or(1, |last| last + 2)
}

/// Whether it is the line below the heads of a table in Markdown.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The words of the cells of a line, without blanks.
fn words(line: &str) -> Vec<String> {
    let folded = Folded::of(line);
    let cells = Row::of(line).map(|row| row.cells).unwrap_or_default();
    cells.into_iter().map(|cell| word(&folded, cell)).collect()
}

/// The words of a cell, without blanks and the signs that Markdown escapes with.
pub(super) fn word(folded: &Folded, (from, to): (usize, usize)) -> String {
    folded.chars.get(from..to).unwrap_or_default().iter().filter(|c| !c.is_whitespace() && !matches!(c, '\\' | '"')).collect()
}

impl Row {
    /// The cells of a line; none where nothing divides it.
    pub(super) fn of(line: &str) -> Option<Self> {
        let divider = Divider::of(line)?;
        let (_, places) = Folded::placed(line);
        let at = |place: usize| places.partition_point(|raw| *raw < place);
        let chars: Vec<char> = line.chars().collect();
        let mut cells = Vec::new();
        let (mut from, mut quoted, mut escaped) = (0, false, false);
        for (place, c) in chars.iter().enumerate() {
            if *c == '"' && matches!(divider, Divider::Comma | Divider::Semicolon) {
                quoted = !quoted;
            }
            if divider.is(*c) && !quoted && !escaped {
                cells.push((at(from), at(place)));
                from = place + 1;
            }
            escaped = *c == '\\' && !escaped;
        }
        cells.push((at(from), at(chars.len())));
        if divider == Divider::Bar {
            let is_blank = |cell: &(usize, usize)| chars_are_blank(line, &places, *cell);
            if cells.first().is_some_and(is_blank) && cells.len() > 1 {
                cells.remove(0);
            }
            if cells.last().is_some_and(is_blank) && cells.len() > 1 {
                cells.pop();
            }
        }
        Some(Self { cells })
    }

    /// The line with the head of each column said in front of its cells, and for each character its place in the folded line, if it has one. A head
    /// over several columns is said once: one digit may stand in each.
    pub(super) fn spoken(&self, folded: &Folded, heads: &Heads) -> (Folded, Vec<Option<usize>>) {
        let (mut said, mut places) = (Folded::default(), Vec::new());
        let mut copy = |from: usize, to: usize, label: &str| {
            said.chars.extend(label.chars().chain((!label.is_empty()).then_some(':')));
            places.resize(said.chars.len(), None);
            said.chars.extend(folded.chars.get(from..to).unwrap_or_default());
            places.extend((from..to.min(folded.chars.len())).map(Some));
        };
        let (mut done, mut last) = (0, "");
        for (column, cell) in self.cells.iter().enumerate() {
            let label = heads.labels.get(column).map(String::as_str).unwrap_or_default();
            let is_new = !label.is_empty() && label != last && !word(folded, *cell).is_empty();
            copy(done, cell.0, "");
            copy(cell.0, cell.1, if is_new { label } else { "" });
            (done, last) = (cell.1, if is_new { label } else { last });
        }
        copy(done, folded.chars.len(), "");
        (said, places)
    }
}

/// Whether a cell holds nothing.
fn chars_are_blank(line: &str, places: &[usize], (from, to): (usize, usize)) -> bool {
    let raw = |at: usize| places.get(at).copied().unwrap_or_else(|| line.chars().count());
    line.chars().skip(raw(from)).take(raw(to).saturating_sub(raw(from))).all(char::is_whitespace)
}
