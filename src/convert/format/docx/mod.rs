//! Word documents since 2007: what Word shows when all changes are accepted, and what it would not show is told and left out.
//!
//! ```text
//! styles   numbering     what styles say;  automatic numbers
//! parts                  the parts of the file and how they name one another
//! body                   the walk: paragraphs, boxes, choices, revisions
//! tables                 rows and cells
//! ```

mod beside;
mod body;
mod numbering;
mod parts;
mod styles;
mod tables;

use super::{
    super::{Block, Code, Manuscript, Refused, Stated, plain},
    package::Package,
    xml::{self, name},
};
use body::Walk;
use parts::Parts;

/// Documents inside documents.
const DEEPEST: usize = 3;

/// Reads a document.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    read_within(bytes, 0)
}

/// The same for a document inside another.
fn read_within(bytes: &[u8], depth: usize) -> Result<Manuscript, Refused> {
    if depth > DEEPEST {
        return Err(Refused::new(Code::TooLarge, "documents nested too deep"));
    }
    let mut package = Package::open(bytes)?;
    let main = parts::main(&mut package)?;
    let text = package.text(&main)?.ok_or_else(|| Refused::new(Code::Corrupt, "no main part"))?;
    let document = xml::parse(&text)?;
    let mut manuscript = Manuscript { reader: format!("gongkai {}", env!("CARGO_PKG_VERSION")), ..Manuscript::default() };
    manuscript.stated = properties(&mut package)?;
    let parts = Parts::open(&mut package, &main)?;
    let beside = parts.beside.clone();
    let mut walk = Walk::new(package, parts, depth);
    let body = document.root_element().children().find(|node| name(*node) == "body");
    manuscript.blocks = body.map(|body| walk.blocks(body)).transpose()?.unwrap_or_default();
    manuscript.blocks.extend(walk.notes()?);
    for part in &beside {
        manuscript.margins.extend(walk.margin(part)?);
    }
    walk.finish(&mut manuscript);
    Ok(manuscript)
}

/// What the file says of itself.
fn properties(package: &mut Package<'_>) -> Result<Vec<Stated>, Refused> {
    let Some(text) = package.text("docProps/core.xml")? else { return Ok(Vec::new()) };
    // A file whose properties are broken is still a paper.
    let Ok(document) = xml::parse(&text) else { return Ok(Vec::new()) };
    let stated = document.root_element().children().filter_map(|node| {
        let label = match name(node) {
            label @ ("title" | "creator" | "subject" | "keywords" | "description" | "lastModifiedBy") => format!("property:{label}"),
            _ => return None,
        };
        let value = plain::line(node.text()?);
        (!value.is_empty()).then_some(Stated { label, value })
    });
    Ok(stated.collect())
}

/// The words of some blocks, one a line.
fn words(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph.text.clone()],
            Block::Table(table) => {
                table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")).collect()
            }
            Block::Picture(_) | Block::Page(_) => Vec::new(),
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests;
