//! Manuscript -> paper: which words are the title, the number, the day; what is a heading and what is residue of pages.
//!
//! A manuscript as a reader made it enters, and its file's name, which is compared and never taken for a title. A [`Paper`] leaves in which each
//! field says who found it and where. What the file does not state stays unsaid, and what two places of it state differently is a finding.

mod attached;
mod day;
mod fields;
mod foot;
mod head;
mod headings;
mod holes;
mod issuer;
#[cfg(test)]
mod kinds_tests;
mod mark;
mod mold;
mod note;
mod number;
mod order;
mod paper;
mod plain;
mod residue;
mod sheet;
mod stated;
mod suspect;
mod tabled;
#[cfg(test)]
mod tests;
mod title;
mod validity;

pub use paper::{Attached, Field, Heading, Holding, Origin, Paper, Part, Piece, Role, ValidityWords};

use jiff::civil::Date;

use super::Manuscript;
use fields::Found;
use sheet::Sheet;

/// Reads a manuscript by rule.
pub fn read(manuscript: &Manuscript, file_name: &str) -> Paper {
    let mut sheet = Sheet::of(manuscript);
    residue::settle(&mut sheet);
    let beside = stated::read(&manuscript.stated);
    let mut head = head::read(&mut sheet, 0);
    order::read(&sheet, &mut head);
    let foot = foot::read(&mut sheet, head.end, usize::MAX);
    let signed = foot.day.map(|(_, at, _)| at);
    let (mut named, empty) = attached::named(&mut sheet, head.end, signed.unwrap_or(usize::MAX));
    let behind = signed.map_or_else(|| attached::first_head(&sheet, head.end), |at| at + 1);
    let parts = attached::parts(&mut sheet, behind);
    attached::bind(&mut named, &parts);

    let found = Found { manuscript, head: &head, foot: &foot };
    let mut paper = found.paper(&sheet);
    let number_line = head.numbers.first().map(|(_, at, _)| *at);
    let holes = holes::findings(&sheet);
    outline(&mut sheet, head.end, &parts);
    paper.findings.extend(holes);
    paper.findings.extend(suspect::several(&sheet, number_line));
    paper.findings.extend(suspect::gaps(&sheet));
    (paper.attachments, paper.parts) = (named, parts);
    paper.findings.extend(suspect::attachments(&paper, manuscript, empty));
    paper.findings.extend(suspect::beside(&beside, &paper));
    fields::overrule(&mut paper, &beside);
    paper.findings.extend(suspect::file_name(file_name, &paper));
    paper.findings.extend(suspect::look_alike(&paper));
    paper.findings.extend(paper.mark.value.and_then(|mark| suspect::not_shown(mark, paper.mark.place)));
    paper.findings.extend(suspect::missing(&paper));
    paper.pieces = sheet.pieces();
    paper
}

/// The day that a text is and nothing else, in any of the forms in which papers print days.
pub fn day_of(text: &str) -> Option<Date> {
    day::whole_day(text.trim()).map(|(date, _)| date)
}

/// Headings of each part by themselves.
fn outline(sheet: &mut Sheet, text: usize, parts: &[Part]) {
    let mut begins: Vec<usize> = std::iter::once(text).chain(parts.iter().map(|part| sheet.at_block(part.block).max(text))).collect();
    begins.sort_unstable();
    begins.dedup();
    headings::settle(sheet, &begins);
}
