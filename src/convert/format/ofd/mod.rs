//! OFD (GB/T 33190): an archive of XML -> paragraphs and tables, files beside the text, what the file states of itself.
//!
//! Names of elements are compared without their prefix, places of parts without regard to case and slashes; the order of pages is the
//! document's, never that of names. Signatures are told, not verified. Parts that do not concern the text may be broken. Of pages that are pictures the
//! file itself is kept, as of a scanned PDF.

mod content;
mod drawn;
mod media;
mod package;
mod place;
mod stated;
#[cfg(test)]
pub(super) mod tests;
mod xml;

use super::{
    super::{Asset, Code, Finding, Level, Manuscript, Refused},
    page::{self, Leaf, Order, Verdict, lay_out},
};
use drawn::{Drawn, Fonts};
use media::Media;
use package::Package;
use xml::{child, is, parse};

/// Pages as they were drawn.
#[derive(Default)]
struct Pages {
    leaves: Vec<Leaf>,
    verdicts: Vec<(u32, Verdict)>,
    /// Pictures of pages that are pictures: page, and the part it lies in; no part where the page is drawn of several, or of lines.
    scans: Vec<(u32, Option<String>)>,
}

/// Reads an OFD.
pub(in crate::convert) fn read(bytes: &[u8]) -> Result<Manuscript, Refused> {
    let mut package = Package::open(bytes)?;
    let mut manuscript = Manuscript { reader: "gongkai ofd".to_owned(), ..Manuscript::default() };
    let mut pages = walk(&mut package, &mut manuscript)?;
    if pages.leaves.is_empty() {
        return Err(Refused::new(Code::Corrupt, "no page"));
    }
    manuscript.pages = u32::try_from(pages.leaves.len()).ok();
    page::without_stray(&mut pages.leaves, &pages.verdicts);
    let laid = lay_out(pages.leaves, Order::Written);
    manuscript.blocks = laid.blocks;
    manuscript.margins.extend(laid.margins);
    manuscript.findings.extend(laid.findings);
    manuscript.stated.extend(page::stated(&manuscript.blocks));
    manuscript.findings.extend(page::not_for_all(&manuscript.stated));
    manuscript.findings.extend(page::told(&pages.verdicts));
    if manuscript.findings.iter().any(|finding| matches!(finding.code, Code::NoTextLayer | Code::OcrLayer)) {
        manuscript.assets.push(Asset { name: "原件.ofd".to_owned(), bytes: bytes.to_vec() });
    }
    Ok(manuscript)
}

/// Adds the pictures of its pages to what was read of a scan, as they lie in the file.
pub(in crate::convert) fn paint(bytes: &[u8], manuscript: &mut Manuscript) {
    if !manuscript.assets.iter().any(|asset| asset.name.starts_with("原件")) {
        return;
    }
    let Ok(mut package) = Package::open(bytes) else { return };
    let Ok(pages) = walk(&mut package, &mut Manuscript::default()) else { return };
    manuscript.assets.extend(media::pictures(&mut package, pages.scans));
}

fn walk(package: &mut Package, manuscript: &mut Manuscript) -> Result<Pages, Refused> {
    let entry = package.text("OFD.xml")?.ok_or_else(|| Refused::new(Code::Corrupt, "no OFD.xml"))?;
    let entry = parse(&entry)?;
    let mut pages = Pages::default();
    let bodies = entry.root_element().children().filter(|node| is(node, "DocBody"));
    if bodies.clone().count() > 1 {
        let words = "一个文件里有几份文档，按先后排在一起".to_owned();
        manuscript.findings.push(Finding { code: Code::MultiDocument, level: Level::Warning, place: None, words });
    }
    for body in bodies {
        stated::of_body(&body, package, manuscript);
        let Some(root) = child(&body, "DocRoot").and_then(|node| package::beside("", node.text()?.trim())) else { continue };
        document(package, &root, &mut pages, manuscript)?;
    }
    Ok(pages)
}

/// One document of the archive.
fn document(package: &mut Package, root: &str, all: &mut Pages, manuscript: &mut Manuscript) -> Result<(), Refused> {
    let text = package.text(root)?.ok_or_else(|| Refused::new(Code::Corrupt, "no document of that name"))?;
    let document = parse(&text)?;
    let top = document.root_element();
    let common = child(&top, "CommonData");
    let fonts = Fonts::read(package, root, common.as_ref());
    let media = Media::read(package, root, common.as_ref());
    let size = common.and_then(|common| child(&common, "PageArea")).and_then(|area| place::size(&area)).unwrap_or(place::A4);
    let mut templates: Vec<(String, String)> = Vec::new();
    for template in common.iter().flat_map(|common| common.children().filter(|node| is(node, "TemplatePage"))) {
        if let (Some(id), Some(at)) = (template.attribute("ID"), template.attribute("BaseLoc").and_then(|at| package::beside(root, at))) {
            templates.push((id.to_owned(), at));
        }
    }
    let pages = child(&top, "Pages").map(|pages| pages.children().filter(|node| is(node, "Page")).collect::<Vec<_>>()).unwrap_or_default();
    let mut shown: Vec<String> = Vec::new();
    for page in pages {
        let Some(at) = page.attribute("BaseLoc").and_then(|at| package::beside(root, at)) else { continue };
        let number = u32::try_from(all.leaves.len() + 1).unwrap_or(u32::MAX);
        let mut drawn = Drawn::new(number, size);
        if let Some(text) = package.text(&at)? {
            content::page(package, &text, &templates, &mut shown, &fonts, &mut drawn)?;
        }
        all.take(drawn, &media, manuscript);
    }
    stated::of_document(package, root, &top, manuscript);
    Ok(())
}

impl Pages {
    /// Takes in a page, after the verdict on it.
    fn take(&mut self, drawn: Drawn, media: &Media, manuscript: &mut Manuscript) {
        let (number, verdict) = (drawn.leaf.number, drawn.verdict());
        self.verdicts.push((number, verdict));
        if matches!(verdict, Verdict::NoText | Verdict::Ocr) {
            self.scans.push((number, media.of_page(&drawn)));
        }
        if verdict == Verdict::Ocr {
            // What a machine guessed below the picture is a draft.
            return self.leaves.push(drawn.guessed());
        }
        manuscript.findings.extend(drawn.hidden());
        self.leaves.push(drawn.leaf);
    }
}
