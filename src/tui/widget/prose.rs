//! Reading text: paragraphs, headings and tables laid out in lines once for a width, then drawn from any line on.

use std::ops::Range;

use ratatui::{layout::Rect, style::Style};

use crate::{
    policy::Table,
    text::{columns, fit, wrap},
    tui::{
        canvas::Canvas,
        picture::{BulletSign, Picture},
        theme::Theme,
    },
    zone::{Bullet, Fact, Para, Spot},
};

use super::{
    drawn,
    tiles::{Tile, tiles},
};

/// Body text is at most this wide: 38 characters, as a line of print.
pub(in crate::tui) const MEASURE: u16 = 76;

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Heading,
    Text,
    Label,
    Quiet,
}

/// One line as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Laid {
    indent: usize,
    text: String,
    face: Face,
    /// Characters at its beginning that name a field.
    label: usize,
    /// What stands side by side on it, instead of one text.
    tiles: Vec<Tile>,
    /// What is painted over the mark it begins with.
    bullet: Option<BulletSign>,
    /// The paragraph it belongs to, and its first character in it.
    origin: (usize, usize),
}

/// Text laid out for one width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::tui) struct Prose {
    lines: Vec<Laid>,
    /// First line of each paragraph.
    starts: Vec<usize>,
}

impl Prose {
    /// Lays paragraphs out for `width` columns; `airy` puts a blank row between paragraphs.
    pub(in crate::tui) fn lay_out(paras: &[Para], width: u16, airy: bool) -> Self {
        let width = usize::from(width.min(MEASURE)).max(10);
        let mut prose = Self::default();
        let mut previous: Option<&Para> = None;
        for (number, para) in paras.iter().enumerate() {
            let blank = previous.is_some_and(|previous| airy && !keeps_close(previous, para));
            let heading = matches!(para, Para::Heading(level, _) if *level <= 2) && !prose.lines.is_empty();
            if blank || heading {
                prose.push((number, 0), 0, Face::Text, String::new(), 0);
            }
            prose.starts.push(prose.lines.len());
            let names = names_around(paras, number, !airy);
            match para {
                Para::Facts(facts) if airy => prose.lay_facts(number, facts, (width, names)),
                para => prose.lay_para(number, para, width, names),
            }
            previous = Some(para);
        }
        prose
    }

    /// Side by side what is short enough for that, the others as names and values. Large type has no room for tiles.
    fn lay_facts(&mut self, number: usize, facts: &[Fact], (width, names): (usize, usize)) {
        let (rows, others) = tiles(facts, width);
        let names = others.iter().map(|fact| columns(&fact.name) + 2).fold(names, usize::max);
        for tiles in rows {
            self.push((number, 0), 0, Face::Text, String::new(), 0);
            if let Some(line) = self.lines.last_mut() {
                line.tiles = tiles;
            }
        }
        self.lay_as_fields(number, others, (width, names));
    }

    fn lay_as_fields<'f>(&mut self, number: usize, facts: impl IntoIterator<Item = &'f Fact>, columns: (usize, usize)) {
        for fact in facts {
            self.lay_named(number, &format!("{}：", fact.name), &fact.whole(), columns);
        }
    }

    /// `names`: the columns that names of fields take here, so that their values stand below one another.
    fn lay_para(&mut self, number: usize, para: &Para, width: usize, names: usize) {
        match para {
            Para::Heading(level, text) => {
                let indent = if *level <= 2 { 0 } else { 2 };
                for line in wrap(text, width - indent, 0) {
                    self.push((number, line.start), indent, Face::Heading, line.text, 0);
                }
            }
            Para::Text(text) => {
                for line in wrap(text, width, 4) {
                    self.push((number, line.start), line.indent, Face::Text, line.text, 0);
                }
            }
            Para::Line(text) => {
                for line in wrap(text, width, 0) {
                    self.push((number, line.start), 0, Face::Text, line.text, 0);
                }
            }
            // The colour of keys is kept for what can be pressed: a numbered step is not.
            Para::Field(name, value) => self.lay_named(number, name, value, (width, names)),
            Para::Item(bullet, value) => self.lay_item(number, bullet, value, width),
            Para::Facts(facts) => self.lay_as_fields(number, facts, (width, names)),
            Para::Table(table) => self.lay_table(number, table, width),
        }
    }

    /// A name and what hangs beside it; `names` are the columns that the name takes at least.
    fn lay_named(&mut self, number: usize, name: &str, value: &str, (width, names): (usize, usize)) {
        let hang = (columns(name).max(names) + 1).min(width / 2);
        let name = fit(name, hang.saturating_sub(1));
        let label = name.chars().count();
        for (at, line) in wrap(value, width - hang, 0).into_iter().enumerate() {
            let gap = hang - columns(&name);
            let text = if at == 0 { format!("{name}{}{}", " ".repeat(gap), line.text) } else { line.text };
            let (indent, label) = if at == 0 { (0, label) } else { (hang, 0) };
            self.push((number, line.start), indent, Face::Text, text, label);
        }
    }

    /// One of a list. Of what is to be brought the name stands out: it is what somebody looks for at home.
    fn lay_item(&mut self, number: usize, bullet: &Bullet, value: &str, width: usize) {
        let first = self.lines.len();
        self.lay_named(number, &bullet.to_string(), value, (width, 2));
        let Some(line) = self.lines.get_mut(first) else { return };
        line.bullet = match bullet {
            Bullet::Tick => Some(BulletSign::Tick),
            Bullet::Step(number) => Some(BulletSign::Step(*number)),
            Bullet::Dot | Bullet::Words(_) => None,
        };
        if let (Bullet::Tick, Some(bracket)) = (bullet, line.text.chars().position(|c| c == '（')) {
            line.label = bracket;
        }
    }

    /// A table in columns where they fit, else each row as names and values: nothing of it may be lost.
    fn lay_table(&mut self, number: usize, table: &Table, width: usize) {
        let count = table.head.len().max(1);
        let gaps = (count - 1) * 2;
        let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        let natural: Vec<usize> = (0..count)
            .map(|at| std::iter::once(&table.head).chain(&table.rows).map(|row| columns(&cell(row, at))).max().unwrap_or(0))
            .collect();
        let widths = share(&natural, width.saturating_sub(gaps));
        let Some(widths) = widths else {
            for row in &table.rows {
                let names = table.head.iter().map(|name| columns(name) + 2).max().unwrap_or(0);
                for (at, name) in table.head.iter().enumerate().filter(|(at, _)| !cell(row, *at).is_empty()) {
                    self.lay_para(number, &Para::Field(format!("{name}："), cell(row, at)), width, names);
                }
                self.push((number, 0), 0, Face::Text, String::new(), 0);
            }
            return;
        };
        let full = widths.iter().sum::<usize>() + gaps;
        self.push((number, 0), 0, Face::Quiet, "─".repeat(full), 0);
        for (at, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let cells: Vec<Vec<String>> = widths
                .iter()
                .enumerate()
                .map(|(at, width)| wrap(&cell(row, at), *width, 0).into_iter().map(|line| line.text).collect())
                .collect();
            for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut text = String::new();
                for (cell, width) in cells.iter().zip(&widths) {
                    let part = cell.get(line).map_or("", String::as_str);
                    text.push_str(part);
                    text.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(part)) + 2));
                }
                self.push((number, 0), 0, if at == 0 { Face::Label } else { Face::Text }, text.trim_end().to_owned(), 0);
            }
            if at == 0 {
                self.push((number, 0), 0, Face::Quiet, "─".repeat(full), 0);
            }
        }
        self.push((number, 0), 0, Face::Quiet, "─".repeat(full), 0);
    }

    fn push(&mut self, origin: (usize, usize), indent: usize, face: Face, text: String, label: usize) {
        self.lines.push(Laid { indent, text, face, label, tiles: Vec::new(), bullet: None, origin });
    }

    /// Lines in all.
    pub(in crate::tui) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The first line of a paragraph.
    pub(in crate::tui) fn line_of(&self, para: usize) -> usize {
        self.starts.get(para).copied().unwrap_or(0)
    }

    /// The line on which a stretch of text begins.
    pub(in crate::tui) fn line_of_spot(&self, spot: &Spot) -> usize {
        let begins = |line: &Laid| line.origin.0 == spot.para && line.origin.1 <= spot.range.start && !line.text.is_empty();
        self.lines.iter().rposition(begins).unwrap_or_else(|| self.line_of(spot.para))
    }

    /// The paragraph on a line.
    pub(in crate::tui) fn para_at(&self, line: usize) -> usize {
        self.lines.get(line).map_or(0, |line| line.origin.0)
    }

    /// Draws from line `top` on, with stretches marked in `mark`.
    pub(in crate::tui) fn view<M>(&self, canvas: &mut Canvas<'_, M>, area: Rect, top: usize, marks: &[Spot], mark: Style) {
        let theme = *canvas.theme;
        canvas.caret(area.x, area.y);
        for (y, line) in (area.top()..area.bottom()).zip(self.lines.iter().skip(top)) {
            let indent = u16::try_from(line.indent).unwrap_or(0);
            let x = area.x + indent;
            let limit = area.width.saturating_sub(indent);
            canvas.text(x, y, limit, &line.text, line.face.style(&theme));
            for tile in &line.tiles {
                tile.draw(canvas, x, y);
            }
            if line.label > 0 {
                let label: String = line.text.chars().take(line.label).collect();
                canvas.text(x, y, limit, &label, theme.strong);
            }
        }
        self.mark(canvas, area, top, marks, mark);
        self.paint(canvas, area, top);
    }

    /// Lets pictures stand over what has one, where all of it is seen.
    fn paint<M>(&self, canvas: &mut Canvas<'_, M>, area: Rect, top: usize) {
        for (y, line) in (area.top()..area.bottom()).zip(self.lines.iter().skip(top)) {
            for tile in &line.tiles {
                tile.paint(canvas, (area.x, y), area.bottom() - y);
            }
            if let Some(bullet) = line.bullet {
                drawn::view(canvas, Rect { x: area.x, y, width: 2, height: 1 }.intersection(area), Picture::Bullet(bullet));
            }
        }
    }

    /// Draws stretches of the text again in another style.
    pub(in crate::tui) fn mark<M>(&self, canvas: &mut Canvas<'_, M>, area: Rect, top: usize, marks: &[Spot], style: Style) {
        for (place, line, at) in self.placed(area, top, marks) {
            if let Some((offset, marked)) = marks.get(at).and_then(|spot| line.cut(&spot.range)) {
                let x = place.x + offset.min(place.width);
                canvas.text(x, place.y, place.width.saturating_sub(offset), &marked, style);
            }
        }
    }

    /// Where stretches of the text stand on the screen, with their index.
    pub(in crate::tui) fn spots_on(&self, area: Rect, top: usize, spots: &[Spot]) -> Vec<(Rect, usize)> {
        let placed = self.placed(area, top, spots);
        placed
            .filter_map(|(place, line, at)| {
                let (offset, text) = line.cut(&spots.get(at)?.range)?;
                let width = u16::try_from(columns(&text)).unwrap_or(0);
                Some((Rect { x: place.x + offset, y: place.y, width, height: 1 }.intersection(area), at))
            })
            .collect()
    }

    /// Visible lines with the stretches that may touch them.
    fn placed<'a>(&'a self, area: Rect, top: usize, spots: &'a [Spot]) -> impl Iterator<Item = (Rect, &'a Laid, usize)> {
        (area.top()..area.bottom()).zip(self.lines.iter().skip(top)).flat_map(move |(y, line)| {
            let indent = u16::try_from(line.indent).unwrap_or(0);
            let place = Rect { x: area.x + indent, y, width: area.width.saturating_sub(indent), height: 1 };
            let touching = spots.iter().enumerate().filter(move |(_, spot)| spot.para == line.origin.0 && line.label == 0);
            touching.map(move |(at, _)| (place, line, at))
        })
    }
}

impl Face {
    fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Heading | Self::Label => theme.strong,
            Self::Text => theme.text,
            Self::Quiet => theme.rule,
        }
    }
}

impl Laid {
    /// The characters of this line that lie in `range`, with the column where they begin.
    fn cut(&self, range: &Range<usize>) -> Option<(u16, String)> {
        let begin = self.origin.1;
        let length = self.text.chars().count();
        let from = range.start.saturating_sub(begin).min(length);
        let to = range.end.saturating_sub(begin).min(length);
        if range.end <= begin || from >= to {
            return None;
        }
        let before: String = self.text.chars().take(from).collect();
        let marked: String = self.text.chars().skip(from).take(to - from).collect();
        Some((u16::try_from(columns(&before)).ok()?, marked))
    }
}

/// Columns of the widest name among the fields that this one stands with, facts among them where they stand as fields.
fn names_around(paras: &[Para], at: usize, with_facts: bool) -> usize {
    let name = |para: &Para| match para {
        Para::Field(name, _) => Some(columns(name)),
        Para::Facts(facts) if with_facts => facts.iter().map(|fact| columns(&fact.name) + 2).max(),
        _ => None,
    };
    let (before, from) = paras.split_at(at.min(paras.len()));
    before.iter().rev().map_while(name).chain(from.iter().map_while(name)).max().unwrap_or(0)
}

/// Lines that belong together are not driven apart by air.
fn keeps_close(previous: &Para, next: &Para) -> bool {
    matches!(
        (previous, next),
        (Para::Field(..) | Para::Facts(_), Para::Field(..))
            | (Para::Item(..), Para::Item(..))
            | (Para::Line(..), Para::Line(..))
            | (Para::Heading(..), _)
    )
}

/// Shares `total` columns among columns of these natural widths; `None` where a column would become too narrow to read.
fn share(natural: &[usize], total: usize) -> Option<Vec<usize>> {
    const READABLE: usize = 8;
    if natural.iter().sum::<usize>() <= total {
        return Some(natural.to_vec());
    }
    let least: Vec<usize> = natural.iter().map(|width| (*width).min(READABLE)).collect();
    let spare = total.checked_sub(least.iter().sum())?;
    let wanted: usize = natural.iter().zip(&least).map(|(width, least)| width - least).sum();
    Some(natural.iter().zip(&least).map(|(width, least)| least + (width - least) * spare / wanted.max(1)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(prose: &Prose) -> Vec<String> {
        prose.lines.iter().map(|line| format!("{}{}", " ".repeat(line.indent), line.text)).collect()
    }

    #[test]
    fn a_table_keeps_every_cell_however_narrow_the_screen() {
        let table = Table {
            head: ["档次", "个人缴费", "政府补贴", "备注"].map(str::to_owned).to_vec(),
            rows: vec![["第一档", "200元", "30元", "低保对象由县财政全额代缴，本人不缴费"].map(str::to_owned).to_vec()],
        };
        for width in [12, 24, 40, 76] {
            let prose = Prose::lay_out(&[Para::Table(table.clone())], width, true);
            let all = texts(&prose).concat().replace([' ', '─'], "");
            for part in ["200元", "30元", "代缴"] {
                assert!(all.contains(part), "{width}: {all}");
            }
            assert!(texts(&prose).iter().all(|line| columns(line) <= usize::from(width)), "{width}: {:?}", texts(&prose));
        }
    }

    #[test]
    fn a_stretch_is_found_on_the_line_where_it_begins() {
        let paras = [Para::Heading(2, "第一章".into()), Para::Text("字".repeat(100))];
        let prose = Prose::lay_out(&paras, 40, true);
        assert_eq!(prose.line_of_spot(&Spot { para: 1, range: 0..2 }), prose.line_of(1));
        assert_eq!(prose.line_of_spot(&Spot { para: 1, range: 60..62 }), prose.line_of(1) + 3);
        assert_eq!(prose.para_at(prose.line_of(1)), 1);
    }

    #[test]
    fn values_hang_below_one_another() {
        let prose = Prose::lay_out(&[Para::Field("去哪办：".into(), "政务服务中心二楼C区二百零一窗口".into())], 20, false);
        assert_eq!(texts(&prose), ["去哪办： 政务服务中", "         心二楼C区二", "         百零一窗口"]);
    }
}
