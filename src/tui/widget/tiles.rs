//! Facts as tiles: a name, the answer in strong letters, what belongs to it below.

use crate::{
    text::{columns, wrap},
    tui::{
        canvas::Canvas,
        picture::{FactTile, Picture, Said, Told},
        theme::Tone,
    },
    zone::Fact,
};

use super::drawn::{self, of_fact};

/// Columns of the narrowest tile.
const NARROWEST: usize = 16;
/// Columns between two tiles, and inside a tile at its edges.
const GAP: usize = 2;
const PADDING: usize = 1;
/// Lines that an answer, and what belongs to it, may take; what is longer is read better as a line of its own.
const MOST: usize = 2;

/// Neighbours are told apart by their ground.
const TONES: [Tone; 3] = [Tone::Blue, Tone::Green, Tone::Clay];

/// One line of a tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Tile {
    /// Columns left of it, and its own.
    x: u16,
    width: u16,
    text: String,
    duty: Duty,
    tone: Tone,
    /// All of the tile as a picture, and its rows, the blank one below it among them: on its first line.
    whole: Option<(FactTile, u16)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    Name,
    Answer,
    Beside,
}

impl Tile {
    /// Draws it on the row `y`, counted from the column `x`.
    pub(in crate::tui) fn draw<M>(&self, canvas: &mut Canvas<'_, M>, x: u16, y: u16) {
        let theme = *canvas.theme;
        let place = ratatui::layout::Rect { x: x + self.x, y, width: self.width, height: 1 };
        let tone = theme.tone(self.tone);
        let style = match self.duty {
            Duty::Name => tone.key,
            Duty::Answer => tone.pale.add_modifier(ratatui::style::Modifier::BOLD),
            Duty::Beside => tone.pale,
        };
        canvas.fill(place, tone.pale);
        canvas.text(place.x + u16::try_from(PADDING).unwrap_or(0), y, self.width, &self.text, style);
    }

    /// Lets the picture of the whole tile stand over its lines, from this one on, where there are as many rows; for when all lines are drawn.
    pub(in crate::tui) fn paint<M>(&self, canvas: &mut Canvas<'_, M>, (x, y): (u16, u16), rows: u16) {
        if let Some((fact, height)) = self.whole.as_ref().filter(|(_, height)| *height <= rows) {
            let place = ratatui::layout::Rect { x: x + self.x, y, width: self.width, height: *height };
            drawn::view(canvas, place, Picture::Fact(fact.clone()));
        }
    }

    /// All of the tile, from its first line on, as it stands in a picture; none where there are fewer rows.
    pub(in crate::tui) fn told(&self, (x, y): (u16, u16), rows: u16) -> Option<Told> {
        self.whole
            .as_ref()
            .filter(|(_, height)| *height <= rows)
            .map(|(fact, height)| Told { at: (x + self.x, y), what: Said::Fact(fact.clone(), (self.width, *height)) })
    }
}

/// The lines of those facts that fit tiles, and the facts that don't: in as many columns as leave out the fewest. None stands alone in its row.
pub(in crate::tui) fn tiles(facts: &[Fact], width: usize) -> (Vec<Vec<Tile>>, Vec<&Fact>) {
    let most = facts.len().min((width + GAP) / (NARROWEST + GAP));
    let ways = (2..=most).rev().map(|count| {
        let each = (width - (count - 1) * GAP) / count;
        let (mut fitting, mut others): (Vec<&Fact>, Vec<&Fact>) = facts.iter().partition(|fact| lines(fact, each).is_some());
        others.extend(fitting.split_off(fitting.len() / count * count));
        (count, each, fitting, others)
    });
    match ways.min_by_key(|(_, _, _, others)| others.len()) {
        Some((count, each, fitting, others)) => (fitting.chunks(count).flat_map(|row| in_row(row, each)).collect(), others),
        None => (Vec::new(), facts.iter().collect()),
    }
}

/// A row of tiles and the blank row below them.
fn in_row(facts: &[&Fact], each: usize) -> Vec<Vec<Tile>> {
    let tiles: Vec<(FactTile, Vec<(String, Duty)>)> = (facts.iter().zip(TONES.into_iter().cycle()))
        .filter_map(|(fact, tone)| lines(fact, each).map(|lines| (drawn_fact(fact, &lines, tone), lines)))
        .collect();
    let height = tiles.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    let cells = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
    let line = |at: usize| {
        let tiles = tiles.iter().enumerate().map(|(tile, (fact, lines))| {
            let (text, duty) = lines.get(at).cloned().unwrap_or((String::new(), Duty::Beside));
            let whole = (at == 0).then(|| (fact.clone(), cells(height + 1)));
            Tile { x: cells(tile * (each + GAP)), width: cells(each), text, duty, tone: fact.tone, whole }
        });
        tiles.collect()
    };
    (0..height).map(line).chain([Vec::new()]).collect()
}

fn drawn_fact(fact: &Fact, lines: &[(String, Duty)], tone: Tone) -> FactTile {
    let of = |wanted: Duty| lines.iter().filter(|(_, duty)| *duty == wanted).map(|(text, _)| text.clone()).collect();
    FactTile { icon: of_fact(fact), tone, name: fact.name.clone(), value: of(Duty::Answer), beside: of(Duty::Beside) }
}

/// What a tile of this width says; nothing where it would not hold it.
fn lines(fact: &Fact, width: usize) -> Option<Vec<(String, Duty)>> {
    let room = width.saturating_sub(2 * PADDING);
    let mut lines = vec![(fact.name.clone(), Duty::Name)];
    for (text, duty) in [(&fact.value, Duty::Answer), (&fact.beside, Duty::Beside)] {
        let wrapped = if text.is_empty() { Vec::new() } else { wrap(text, room, 0) };
        if wrapped.len() > MOST {
            return None;
        }
        lines.extend(wrapped.into_iter().map(|line| (line.text, duty)));
    }
    lines.iter().all(|(text, _)| columns(text) <= room).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: &str, beside: &str) -> Fact {
        Fact::new("在哪办", value, beside)
    }

    #[test]
    fn what_is_too_long_for_a_tile_is_a_line_of_its_own_and_nothing_is_lost() {
        let long = "首次申领、到期换卡、因质量问题换卡不收费；丢失或者人为损坏补换卡，每张16元";
        let facts = [fact("2楼C区204窗口", "各乡镇便民服务中心"), fact("7个工作日", ""), fact(long, ""), fact("1次", "")];
        for width in 20..=76 {
            let (rows, others) = tiles(&facts, width);
            let said: String = rows.iter().flatten().map(|tile| tile.text.as_str()).collect();
            let said = said + &others.iter().map(|fact| fact.whole()).collect::<String>();
            for words in ["204窗口", "7个工作日", "16元", "1次"] {
                assert!(said.contains(words), "{width}: {said}");
            }
            for tile in rows.iter().flatten() {
                assert!(usize::from(tile.x + tile.width) <= width && columns(&tile.text) + 2 * PADDING <= usize::from(tile.width));
            }
            assert!(rows.iter().all(|row| row.len() != 1), "{width}");
        }
    }
}
