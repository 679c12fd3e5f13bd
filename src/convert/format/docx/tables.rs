//! Tables of a document: rows that were not deleted, cells with what they cover.

use roxmltree::Node;

use super::{
    super::{
        super::{Block, Cell, Refused, Table, plain},
        xml::{child, name, on, val, w},
    },
    beside::chosen,
    body::Walk,
    words,
};

/// Columns of a table; Word itself has 63.
const WIDEST: usize = 200;
/// Characters above which a table of one cell is a frame around text.
const FRAMED: usize = 200;

/// A cell as it is written, with where it stands.
struct Raw {
    column: usize,
    width: usize,
    /// Goes on from the cell above.
    goes_on: bool,
    text: String,
}

/// Reads a table; a frame around a long text is no table.
pub(super) fn read(walk: &mut Walk<'_>, node: Node<'_, '_>) -> Result<Vec<Block>, Refused> {
    let mut found = Vec::new();
    gather(walk, node, "tr", &mut found);
    let deleted = |row: &Node<'_, '_>| child(*row, "trPr").is_some_and(|node| child(node, "del").is_some());
    walk.tally.revisions += found.iter().filter(|row| deleted(row)).count();
    found.retain(|row| !deleted(row));
    let frame = match found.as_slice() {
        [row] => {
            let mut cells = Vec::new();
            gather(walk, *row, "tc", &mut cells);
            if cells.len() == 1 { cells.pop() } else { None }
        }
        _ => None,
    };
    if let Some(cell) = frame {
        let blocks = walk.blocks(cell)?;
        if words(&blocks).iter().map(|line| plain::count(line)).sum::<usize>() > FRAMED
            || blocks.iter().any(|block| matches!(block, Block::Table(_)))
        {
            return Ok(blocks);
        }
        let text = words(&blocks).join("\n");
        let pictures = blocks.into_iter().filter(|block| matches!(block, Block::Picture(_)));
        let cell = Cell { text, rowspan: 1, colspan: 1 };
        let table = Block::Table(Table { rows: vec![vec![cell]], ..Table::default() });
        return Ok(std::iter::once(table).chain(pictures).collect());
    }
    let mut header_rows = 0;
    let mut rows = Vec::new();
    let mut pictures = Vec::new();
    for row in found {
        let properties = child(row, "trPr");
        if properties.and_then(|node| child(node, "ins")).is_some() {
            walk.tally.revisions += 1;
        }
        if rows.len() == header_rows && properties.and_then(|node| child(node, "tblHeader")).is_some_and(on) {
            header_rows += 1;
        }
        rows.push(cells(walk, row, &mut pictures)?);
    }
    let rows = joined(rows);
    let table = (!rows.is_empty()).then_some(Block::Table(Table { title: None, header_rows, rows }));
    Ok(table.into_iter().chain(pictures).collect())
}

/// Rows of a table or cells of a row, through what may stand around them.
fn gather<'a, 'i>(walk: &mut Walk<'_>, node: Node<'a, 'i>, wanted: &str, found: &mut Vec<Node<'a, 'i>>) {
    let mut left: Vec<Node<'a, 'i>> = node.children().filter(Node::is_element).collect();
    left.reverse();
    while let Some(node) = left.pop() {
        let inner = match w(node) {
            tag if tag == wanted => {
                found.push(node);
                continue;
            }
            "sdt" => child(node, "sdtContent"),
            "customXml" | "ins" | "moveTo" => Some(node),
            "del" | "moveFrom" => {
                walk.tally.revisions += 1;
                None
            }
            _ if name(node) == "AlternateContent" => chosen(node),
            _ => None,
        };
        let mut inside: Vec<_> = inner.map(|node| node.children().filter(Node::is_element).collect()).unwrap_or_default();
        inside.reverse();
        left.extend(inside);
    }
}

fn cells(walk: &mut Walk<'_>, row: Node<'_, '_>, pictures: &mut Vec<Block>) -> Result<Vec<Raw>, Refused> {
    let number =
        |node: Option<Node<'_, '_>>| node.and_then(val).and_then(|value| value.parse::<usize>().ok()).map(|value| value.min(WIDEST));
    let properties = child(row, "trPr");
    let mut column = number(properties.and_then(|node| child(node, "gridBefore"))).unwrap_or(0);
    let mut cells: Vec<Raw> = Vec::new();
    if column > 0 {
        cells.push(Raw { column: 0, width: column, goes_on: false, text: String::new() });
    }
    let mut found = Vec::new();
    gather(walk, row, "tc", &mut found);
    for node in found {
        if child(node, "tcPr").is_some_and(|node| child(node, "cellDel").is_some()) {
            walk.tally.revisions += 1;
            continue;
        }
        let muted = node.ancestors().take(3).find(|node| w(*node) == "sdt").is_some_and(|control| walk.mute(control));
        let blocks = walk.blocks(node)?;
        walk.unmute(muted);
        let text = plain::lines(&words(&blocks).join("\n"));
        pictures.extend(blocks.into_iter().filter(|block| matches!(block, Block::Picture(_))));
        let properties = child(node, "tcPr");
        let property = |name: &str| properties.and_then(|node| child(node, name));
        let width = number(property("gridSpan")).unwrap_or(1).max(1);
        let goes_on = |name: &str| property(name).is_some_and(|node| val(node) != Some("restart"));
        if goes_on("hMerge")
            && let Some(before) = cells.last_mut()
        {
            before.width = (before.width + width).min(WIDEST);
        } else {
            cells.push(Raw { column, width, goes_on: goes_on("vMerge"), text });
        }
        column += width;
    }
    Ok(cells)
}

/// Cells that go on from above are part of the cell that began them.
fn joined(rows: Vec<Vec<Raw>>) -> Vec<Vec<Cell>> {
    let mut table: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    // For each column, the cell that may go on below: its row and its place in it.
    let mut above: Vec<Option<(usize, usize)>> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::with_capacity(row.len());
        let mut next: Vec<Option<(usize, usize)>> = Vec::new();
        for raw in row {
            next.resize(next.len().max(raw.column + 1), None);
            let begun = above.get(raw.column).copied().flatten().filter(|_| raw.goes_on);
            let origin = begun.and_then(|(row, place)| table.get_mut(row)?.get_mut(place));
            let place = match (begun, origin) {
                (Some(begun), Some(cell)) => {
                    cell.rowspan += 1;
                    if !raw.text.is_empty() && raw.text != cell.text {
                        cell.text = [cell.text.as_str(), &raw.text].join("\n").trim().to_owned();
                    }
                    begun
                }
                _ => {
                    cells.push(Cell { text: raw.text, rowspan: 1, colspan: raw.width });
                    (at, cells.len() - 1)
                }
            };
            if let Some(slot) = next.get_mut(raw.column) {
                *slot = Some(place);
            }
        }
        table.push(cells);
        above = next;
    }
    table
}
