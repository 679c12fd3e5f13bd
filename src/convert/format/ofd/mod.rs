//! OFD (GB/T 33190): an archive of XML -> paragraphs and tables, files beside the text, what the file states of itself.
//!
//! Names of elements are compared without their prefix, places of parts without regard to case and slashes; the order of pages is the
//! document's, never that of names. Signatures are told, not verified. Parts that do not concern the text may be broken.

mod content;
mod drawn;
mod package;
mod place;
mod stated;
#[cfg(test)]
pub(super) mod tests;
mod xml;

use super::{
    super::{Block, Code, Finding, Level, Manuscript, Refused},
    page::{self, Leaf, Order, lay_out},
};
use drawn::{Drawn, Fonts};
use package::Package;
use xml::{child, is, parse};

/// Reads an OFD.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    let mut package = Package::open(bytes)?;
    let entry = package.text("OFD.xml")?.ok_or_else(|| Refused::new(Code::Corrupt, "no OFD.xml"))?;
    let entry = parse(&entry)?;
    let mut manuscript = Manuscript { reader: "gongkai ofd".to_owned(), ..Manuscript::default() };
    let mut leaves = Vec::new();
    let mut painted = false;
    let bodies = entry.root_element().children().filter(|node| is(node, "DocBody"));
    if bodies.clone().count() > 1 {
        let words = "一个文件里有几份文档，按先后排在一起".to_owned();
        manuscript.findings.push(Finding { code: Code::MultiDocument, level: Level::Warning, place: None, words });
    }
    for body in bodies {
        stated::of_body(&body, &package, &mut manuscript);
        let Some(root) = child(&body, "DocRoot").and_then(|node| package::beside("", node.text()?.trim())) else { continue };
        painted |= document(&mut package, &root, &mut leaves, &mut manuscript)?;
    }
    if leaves.is_empty() {
        return Err(Refused::new(Code::Corrupt, "no page"));
    }
    manuscript.pages = u32::try_from(leaves.len()).ok();
    let letters = leaves.iter().flat_map(|leaf: &Leaf| &leaf.glyphs).filter(|glyph| !glyph.c.is_whitespace()).count();
    let laid = lay_out(leaves, Order::Written);
    manuscript.blocks = laid.blocks;
    manuscript.margins.extend(laid.margins);
    manuscript.findings.extend(laid.findings);
    manuscript.stated.extend(page::stated(&manuscript.blocks));
    manuscript.findings.extend(page::not_for_all(&manuscript.stated));
    if letters == 0 {
        manuscript.findings.push(without_text(painted));
        manuscript.assets.push(super::super::Asset { name: "原件.ofd".to_owned(), bytes: bytes.to_vec() });
        manuscript.blocks.retain(|block| matches!(block, Block::Page(_)));
    }
    Ok(manuscript)
}

fn without_text(painted: bool) -> Finding {
    let (code, words) = if painted {
        (Code::NoTextLayer, "页面上没有文字，只有图画，要对照原件录入")
    } else {
        (Code::EmptyText, "每一页都是空白")
    };
    Finding { code, level: Level::Error, place: None, words: words.to_owned() }
}

/// One document of the archive; whether anything is painted on its pages.
fn document(package: &mut Package, root: &str, leaves: &mut Vec<Leaf>, manuscript: &mut Manuscript) -> Result<bool, Refused> {
    let text = package.text(root)?.ok_or_else(|| Refused::new(Code::Corrupt, "no document of that name"))?;
    let document = parse(&text)?;
    let top = document.root_element();
    let common = child(&top, "CommonData");
    let fonts = Fonts::read(package, root, common.as_ref());
    let size = common.and_then(|common| child(&common, "PageArea")).and_then(|area| place::size(&area)).unwrap_or(place::A4);
    let mut templates: Vec<(String, String)> = Vec::new();
    for template in common.iter().flat_map(|common| common.children().filter(|node| is(node, "TemplatePage"))) {
        if let (Some(id), Some(at)) = (template.attribute("ID"), template.attribute("BaseLoc").and_then(|at| package::beside(root, at))) {
            templates.push((id.to_owned(), at));
        }
    }
    let mut painted = false;
    let pages = child(&top, "Pages").map(|pages| pages.children().filter(|node| is(node, "Page")).collect::<Vec<_>>()).unwrap_or_default();
    let mut shown: Vec<String> = Vec::new();
    for page in pages {
        let Some(at) = page.attribute("BaseLoc").and_then(|at| package::beside(root, at)) else { continue };
        let number = u32::try_from(leaves.len() + 1).unwrap_or(u32::MAX);
        let mut drawn = Drawn::new(number, size);
        if let Some(text) = package.text(&at)? {
            content::page(package, &text, &templates, &mut shown, &fonts, &mut drawn)?;
        }
        painted |= drawn.painted;
        if let Some(finding) = drawn.hidden() {
            manuscript.findings.push(finding);
        }
        leaves.push(drawn.leaf);
    }
    stated::of_document(package, root, &top, manuscript);
    Ok(painted)
}
