//! Cells of a sheet -> words above the table, and the table with its header.

use super::{
    super::super::{Align, Block, Cell, Code, Look, Paragraph, Refused, Table},
    cells::{Cells, Close},
};

/// More places than this, most of them empty, are no table.
const MOST_PLACES: usize = 10_000_000;
/// A header has this many rows at most.
const DEEPEST: usize = 6;
/// A cell with more letters than this is no heading of a column, nor a title.
const LONGEST: usize = 60;

/// What a sheet holds; `named` where its name tells it from others, `first` where no sheet stands before it: its title is that of all.
pub(super) fn blocks(name: &str, cells: Cells, named: bool, first: bool) -> Result<Vec<Block>, Refused> {
    let cells = cells.close();
    if cells.rows == 0 {
        return Ok(Vec::new());
    }
    if cells.rows.saturating_mul(cells.columns) > MOST_PLACES {
        return Err(Refused::new(Code::TooLarge, "a sheet with more than ten million places for cells"));
    }
    let above = (0..cells.rows).take_while(|&row| cells.columns > 1 && is_alone(&cells, row)).count();
    // A sheet of single cells is a text.
    let above = if above == cells.rows { 0 } else { above };
    let mut blocks = Vec::new();
    let mut title = None;
    for text in (0..above).flat_map(|row| cells.texts.range((row, 0)..(row + 1, 0)).map(|(_, text)| text)) {
        let looks = is_title(text) && title.is_none();
        let align = if looks && first { Align::Centre } else { Align::Left };
        let paragraph = Paragraph { text: text.replace('\n', " "), look: Look { align, bold: looks && first, ..Look::default() } };
        if looks {
            title = Some(paragraph.text.clone());
        }
        blocks.push(Block::Paragraph(paragraph));
    }
    let header_rows = header(&cells, above);
    let rows = rows(&cells, above);
    let title = title.or_else(|| (named && !is_default(name)).then(|| crate::text::clean(name).into_owned()));
    blocks.push(Block::Table(Table { title, header_rows, rows }));
    Ok(blocks)
}

/// Names that programs give to sheets.
fn is_default(name: &str) -> bool {
    let rest = name.trim_start_matches("Sheet").trim_start_matches("sheet").trim_start_matches("工作表");
    rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether one cell is all that a row says.
fn is_alone(cells: &Close, row: usize) -> bool {
    let mut texts = cells.texts.range((row, 0)..(row + 1, 0));
    let one = texts.next().is_some() && texts.next().is_none();
    let covered = cells.spans.range(..(row, 0)).any(|((top, _), (rows, _))| top + rows > row);
    one && !covered
}

fn is_title(text: &str) -> bool {
    let note = ["附件", "附表", "单位：", "单位:", "说明", "注：", "注:", "填报", "编制", "日期", "时间"]
        .iter()
        .any(|start| text.starts_with(start));
    let letters = text.chars().count();
    !note && (3..=LONGEST).contains(&letters) && !text.ends_with(['。', '；', '：'])
}

/// How many rows from `above` on are the header.
fn header(cells: &Close, above: usize) -> usize {
    let row = |at: usize| cells.texts.range((above + at, 0)..(above + at + 1, 0));
    let text = |at: usize, column: usize| cells.texts.get(&(above + at, column)).map(|text| text.trim());
    let left = cells.rows - above;
    if left < 2 {
        return 0;
    }
    // The first row that counts itself as the first ends the header.
    let first = (1..left.min(DEEPEST + 1)).find(|&at| matches!(text(at, 0), Some("1" | "（1）" | "(1)" | "01" | "001" | "1." | "1、")));
    // Cells of its first row that cover several rows or columns say how deep it is.
    let spans = || cells.spans.range((above, 0)..(above + 1, 0)).map(|(_, span)| *span);
    let deepest = spans().map(|(rows, _)| rows).max().unwrap_or(1);
    let wide = spans().any(|(rows, columns)| columns > 1 && rows < deepest);
    let depth = if deepest > 1 && (wide || spans().filter(|(rows, _)| *rows == deepest).count() > 1) { deepest } else { 1 };
    let wide_alone = deepest == 1 && spans().any(|(_, columns)| columns > 1);
    let guess = if wide_alone && left > 2 { 2 } else { depth };
    let mut rows = first.unwrap_or(guess).min(left - 1).min(DEEPEST);
    // Numbers of columns below their names belong to the header.
    let counts = |at: usize| {
        row(at).count() > 2 && row(at).zip(1..).all(|((_, text), number)| text.trim_matches(['（', '）', '(', ')']) == number.to_string())
    };
    if counts(rows) && rows + 1 < left {
        rows += 1;
    }
    let named = row(0).all(|(_, text)| text.chars().count() <= LONGEST && text.parse::<f64>().is_err());
    if named || first.is_some() { rows } else { 0 }
}

/// Rows of cells, larger ones once.
fn rows(cells: &Close, above: usize) -> Vec<Vec<Cell>> {
    let mut covered = vec![0_usize; cells.columns];
    let mut rows = Vec::new();
    for row in above..cells.rows {
        let mut line = Vec::new();
        let mut column = 0;
        while column < cells.columns {
            let below = covered.get(column).copied().unwrap_or_default();
            if below > 0 {
                covered.iter_mut().skip(column).take(1).for_each(|below| *below -= 1);
                column += 1;
                continue;
            }
            let (rowspan, colspan) = span(cells, &covered, row, column);
            let text = cells.texts.get(&(row, column)).cloned().unwrap_or_default();
            line.push(Cell { text, rowspan, colspan });
            covered.iter_mut().skip(column).take(colspan).for_each(|below| *below = rowspan - 1);
            column += colspan;
        }
        rows.push(line);
    }
    rows
}

/// How far a cell reaches, never over one that reaches down from above, nor over words of its own.
fn span(cells: &Close, covered: &[usize], row: usize, column: usize) -> (usize, usize) {
    let Some(&(rows, columns)) = cells.spans.get(&(row, column)) else { return (1, 1) };
    let free = covered.iter().skip(column).take(columns).take_while(|below| **below == 0).count();
    let mut within = (row..row + rows).flat_map(|row| cells.texts.range((row, column)..(row, column + columns)));
    let own = within.any(|(at, _)| *at != (row, column));
    if own || free < columns { (1, 1) } else { (rows.min(cells.rows - row), columns) }
}
