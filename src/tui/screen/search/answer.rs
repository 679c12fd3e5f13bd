//! What the first hit answers by itself, as lines in the list of hits.

use ratatui::layout::Rect;

use crate::{
    search::Found,
    text::{columns, fit, wrap},
    tui::{
        context::{Context, Room},
        widget::{
            entries::{Row, Said},
            tiles::tiles,
        },
    },
    zone::Fact,
};

/// Lines of an answer in words; who wants more opens it.
const LINES: usize = 3;
/// Rows of a list that has room for more, and the lines then.
const TALL: u16 = 34;
const MORE_LINES: usize = 6;
/// Lines of what is asked of a record: in large type, and where there is room for tiles.
const GUIDE_LINES: usize = 5;
const WHOLE_LINES: usize = 14;
/// Rows of a list that are left to other hits than the first.
const OTHERS: u16 = 7;
/// Lines of one thing that no tile holds.
const EACH: usize = 2;
const EACH_WHOLE: usize = 4;
/// Columns of the longest name of a thing: 看情况才带.
const NAME: usize = 12;
/// Between two things in one line.
const BETWEEN: &str = "　";

/// The answer in this list; empty where there is none. Other hits keep some room.
pub(super) fn lines(found: &Found, context: &Context, list: Rect) -> Vec<Said> {
    let narrow = context.room() == Room::Narrow;
    let mut said = whole(found, context, if narrow { list } else { Rect { height: list.height.saturating_sub(OTHERS), ..list } });
    // In large type as everywhere there is air before the next hit.
    said.extend((narrow && !said.is_empty()).then(|| Said::Words(String::new())));
    said
}

/// The answer where it has all this room.
pub(super) fn whole(found: &Found, context: &Context, list: Rect) -> Vec<Said> {
    let room = usize::from(list.width.saturating_sub(5));
    if let [words] = found.answer.as_slice() {
        return in_words(words, room, if list.height >= TALL { MORE_LINES } else { LINES });
    }
    let facts: Option<Vec<Fact>> = found.answer.iter().map(|said| fact(said)).collect();
    match facts.filter(|facts| context.room() != Room::Narrow && !facts.is_empty()) {
        Some(facts) => side_by_side(&facts, room, usize::from(list.height).clamp(GUIDE_LINES, WHOLE_LINES)),
        None => one_after_another(&found.answer, room),
    }
}

/// What is said of one thing, where it has a name.
fn fact(said: &str) -> Option<Fact> {
    let (name, value) = said.split_once('：')?;
    (columns(name) <= NAME && !name.contains(['，', '。', '；'])).then(|| Fact::new(name, value, ""))
}

fn in_words(words: &str, room: usize, most: usize) -> Vec<Said> {
    let lines = wrap(words, room, 0);
    let goes_on = lines.len() > most;
    let mut lines: Vec<String> = lines.into_iter().take(most).map(|line| line.text).collect();
    if let Some(last) = lines.last_mut().filter(|_| goes_on) {
        *last = fit(&format!("{last}……"), room).into_owned();
    }
    lines.into_iter().map(Said::Words).collect()
}

/// Tiles, and below them what none of them holds.
fn side_by_side(facts: &[Fact], room: usize, most: usize) -> Vec<Said> {
    let (rows, others) = tiles(facts, room);
    let name = others.iter().map(|fact| columns(&fact.name)).max().unwrap_or(0) + 2;
    let each = if most < WHOLE_LINES { EACH } else { EACH_WHOLE };
    // What is asked first stays first, even where no tile holds it.
    let first = facts.iter().take_while(|fact| others.contains(fact)).count();
    let (leading, others) = others.split_at(first.min(others.len()));
    let mut said = named(leading, (room, name, each));
    said.extend((!said.is_empty() && !rows.is_empty()).then(|| Said::Words(String::new())));
    said.extend(rows.into_iter().map(Said::Tiles));
    said.extend(named(others, (room, name, each)));
    // Tiles are shown whole or not at all: each row of them ends with a blank one.
    while said.len() > most {
        let ends = |line: &Said| matches!(line, Said::Tiles(tiles) if tiles.is_empty());
        let is_last = said.last().is_some_and(ends);
        said.pop();
        if is_last {
            said.truncate(said.iter().rposition(ends).map_or(0, |at| at + 1));
        }
    }
    said
}

/// Things one below the other, each behind its name.
fn named(facts: &[&Fact], (room, name, each): (usize, usize, usize)) -> Vec<Said> {
    let mut said = Vec::new();
    for fact in facts {
        let lines = wrap(&fact.value, room.saturating_sub(name), 0);
        let goes_on = lines.len() > each;
        for (at, line) in lines.into_iter().take(each).enumerate() {
            let named = if at == 0 { fact.name.as_str() } else { "" };
            let words = if goes_on && at + 1 == each { format!("{}……", line.text) } else { line.text };
            said.push(Said::Named(format!("{named}{}", " ".repeat(name.saturating_sub(columns(named)))), words));
        }
    }
    said
}

/// As many as fit in a line.
fn one_after_another(answer: &[String], room: usize) -> Vec<Said> {
    let mut lines: Vec<String> = Vec::new();
    for said in answer {
        match lines.last_mut().filter(|line| columns(line) + columns(BETWEEN) + columns(said) <= room) {
            Some(line) => line.extend([BETWEEN, said]),
            None => lines.push(fit(said, room).into_owned()),
        }
    }
    lines.truncate(GUIDE_LINES);
    lines.into_iter().map(Said::Words).collect()
}

/// Lines that the answer makes the first hit taller than the others, whose height is `lines`.
pub(super) fn extra(found: &Found, context: &Context, list: Rect, lines: u16) -> u16 {
    let below = if context.room() == Room::Narrow { Vec::new() } else { vec![Vec::new()] };
    Row { below, said: self::lines(found, context, list), ..Row::default() }.extra(lines)
}
