//! Pages -> blocks: tables where lines are ruled, paragraphs elsewhere, and what goes on over the edge of a page.

use super::{
    super::super::{Block, Code, Finding, Level, Look, Paragraph, Place},
    aligned, columns, grid,
    leaf::{Laid, Leaf, Order, Side},
    lines::{Line, lines},
    margins::{self, Lined},
    order::Marks,
    paragraphs::{Growing, Measure},
    tables::{self, Placed, Ruled},
};

/// A page without its heads and feet.
#[derive(Debug, Default)]
struct Sheet {
    number: u32,
    width: f32,
    lines: Vec<Line>,
    tables: Vec<Placed>,
    across: Vec<String>,
}

/// What stands on a page, one below the other.
enum Part {
    Line(Line),
    Table(Placed),
}

/// Lays out pages.
pub(in crate::convert::format) fn lay_out(leaves: Vec<Leaf>, order: Order) -> Laid {
    let mut laid = Laid::default();
    let mut sheets = Vec::new();
    let mut lined = Vec::new();
    for leaf in leaves {
        for aside in leaf.aside {
            if !laid.margins.contains(&aside) {
                laid.margins.push(aside);
            }
        }
        let grids = grid::grids(&leaf.strokes);
        let (inside, outside) = tables::sort(leaf.glyphs, &grids);
        let tables = tables::fill(grids, inside);
        let (tables, loose) = tables.into_iter().partition::<Vec<_>, _>(Ruled::is_table);
        let outside = outside.into_iter().chain(loose.into_iter().flat_map(Ruled::into_glyphs)).collect();
        let parts = match order {
            Order::Position => columns::parts(outside, leaf.width),
            Order::Written => vec![(Side::Across, outside)],
        };
        let of = |(side, glyphs)| lines(glyphs, order).into_iter().map(move |line| Line { side, ..line });
        lined.push(Lined { height: leaf.height, lines: parts.into_iter().flat_map(of).collect() });
        let tables = tables.iter().map(Ruled::placed).collect();
        sheets.push(Sheet { number: leaf.number, width: leaf.width, lines: Vec::new(), tables, across: leaf.across });
    }
    laid.margins.extend(margins::take(&mut lined));
    for (sheet, lined) in sheets.iter_mut().zip(lined) {
        let (lines, tables, suspects) = aligned::take(lined.lines);
        sheet.lines = lines;
        sheet.tables.extend(tables);
        sheet.tables.sort_by(|a, b| a.top.total_cmp(&b.top));
        if suspects > 0 {
            let words = format!("有{suspects}处像是没有画线的表格，按行排出，请对照原件核对");
            laid.findings.push(Finding { code: Code::TableSuspect, level: Level::Warning, place: Some(Place::Page(sheet.number)), words });
        }
    }
    let mut writer = Writer { width: width(&sheets), laid, growing: None, table: None, marks: Marks::default() };
    for (sheet, first) in sheets.into_iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
        writer.page(sheet, first);
    }
    writer.finish()
}

/// How wide the text is on most pages, in points; nothing where no page tells.
fn width(sheets: &[Sheet]) -> Option<f32> {
    let told = |sheet: &Sheet| Measure::told(&of_side(&sheet.lines, Side::Across), sheet.width);
    let mut widths: Vec<f32> = sheets.iter().filter_map(told).collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() * 3 / 4).copied()
}

/// The lines of one part of a page.
fn of_side(lines: &[Line], side: Side) -> Vec<Line> {
    lines.iter().filter(|line| line.side == side).cloned().collect()
}

/// Writes blocks while pages pass.
struct Writer {
    width: Option<f32>,
    laid: Laid,
    growing: Option<(Growing, Measure)>,
    /// The table that ended the page before, with its place.
    table: Option<(usize, Placed)>,
    marks: Marks,
}

impl Writer {
    fn page(&mut self, sheet: Sheet, first: bool) {
        let measure = |side, width| Measure::of(&of_side(&sheet.lines, side), width, sheet.width);
        let (across, left, right) = (measure(Side::Across, self.width), measure(Side::Left, None), measure(Side::Right, None));
        let mut parts: Vec<Part> = sheet.lines.into_iter().map(Part::Line).collect();
        for table in sheet.tables {
            let at = parts.iter().position(|part| matches!(part, Part::Line(line) if line.y > table.top)).unwrap_or(parts.len());
            // Tables come from top to bottom: one that stands before the same line stands after the one before it.
            parts.insert(at, Part::Table(table));
        }
        let mut turned = !first;
        for part in parts {
            match part {
                Part::Line(line) => {
                    let measure = match line.side {
                        Side::Across => across,
                        Side::Left => left,
                        Side::Right => right,
                    };
                    self.line(line, measure, turned, sheet.number);
                }
                Part::Table(table) => self.table(table, turned, sheet.number),
            }
            turned = false;
        }
        for text in sheet.across {
            self.close();
            self.laid.blocks.push(Block::Paragraph(Paragraph { text, look: Look { boxed: true, ..Look::default() } }));
        }
        if turned {
            self.close();
            self.laid.blocks.push(Block::Page(sheet.number));
        }
    }

    fn line(&mut self, line: Line, measure: Measure, turned: bool, page: u32) {
        if let Some((growing, _)) = &mut self.growing
            && growing.takes(&line, &measure, turned)
        {
            growing.add(line, measure);
            if turned {
                self.pages_within(page);
            }
            return;
        }
        self.close();
        self.table = None;
        if turned {
            self.laid.blocks.push(Block::Page(page));
        }
        self.growing = Some((Growing::new(line, measure), measure));
    }

    /// A page that begins within a paragraph is said before the paragraph: there is no place inside it.
    fn pages_within(&mut self, page: u32) {
        self.laid.blocks.push(Block::Page(page));
    }

    fn table(&mut self, table: Placed, turned: bool, page: u32) {
        self.close();
        if turned {
            if let Some((at, before)) = self.table.take()
                && before.goes_on_in(&table)
            {
                self.join(at, table);
                self.laid.blocks.push(Block::Page(page));
                return;
            }
            self.laid.blocks.push(Block::Page(page));
        }
        self.laid.blocks.push(Block::Table(table.table.clone()));
        self.table = Some((self.laid.blocks.len() - 1, table));
    }

    /// Adds the rows of a table that seems to go on to the one before, and says so.
    fn join(&mut self, at: usize, table: Placed) {
        if let Some(Block::Table(before)) = self.laid.blocks.get_mut(at) {
            let mut rows = table.table.rows.clone();
            if rows.first() == before.rows.first() {
                rows.remove(0);
            }
            before.rows.append(&mut rows);
        }
        let said = |finding: &Finding| finding.code == Code::TableSuspect && finding.place == Some(Place::Block(at));
        if !self.laid.findings.iter().any(said) {
            self.laid.findings.push(Finding {
                code: Code::TableSuspect,
                level: Level::Warning,
                place: Some(Place::Block(at)),
                words: "表格可能跨页，已接在一起，请对照原件核对".to_owned(),
            });
        }
        self.table = Some((at, table));
    }

    fn close(&mut self) {
        let Some((growing, measure)) = self.growing.take() else { return };
        let paragraph = growing.close(&measure);
        if self.marks.is_suspect(&paragraph.text) {
            self.laid.findings.push(Finding {
                code: Code::OrderSuspect,
                level: Level::Warning,
                place: Some(Place::Block(self.laid.blocks.len())),
                words: paragraph.text.chars().take(40).collect(),
            });
        }
        self.laid.blocks.push(Block::Paragraph(paragraph));
    }

    fn finish(mut self) -> Laid {
        self.close();
        self.laid
    }
}
