//! What a text is made of: its chapters, or where it has none its articles, each with what stands in it.

use crate::{
    policy::{Block, FullText, Section},
    text::fit,
};

use super::{composition::Composition, listing::ListEntry, way::Way};

/// 编, 章, 节, 一、.
const CHAPTER_LEVEL: u8 = 3;
/// Columns of the beginning of a section.
const BEGINNING: usize = 64;

/// The headings, or articles, to jump to.
pub(super) fn outline(text: &FullText, composition: &Composition) -> Vec<ListEntry> {
    let named: Vec<(usize, &Section, usize)> = (text.sections.iter().zip(&composition.sections).enumerate())
        .filter(|(_, (section, _))| !section.label.is_empty())
        .map(|(at, (section, para))| (at, section, *para))
        .collect();
    // Where a paper has chapters, thirty articles would only hide them.
    let chapters = named.iter().filter(|(_, section, _)| section.level <= CHAPTER_LEVEL).count() > 1;
    let shown = named.iter().filter(|(_, section, _)| !chapters || section.level <= CHAPTER_LEVEL);
    let entry = |(at, section, para): &(usize, &Section, usize)| ListEntry {
        title: format!("{}{}", "  ".repeat(usize::from(section.level.saturating_sub(2))), section.label),
        about: within(text, *at).unwrap_or_else(|| beginning(section)),
        standing: None,
        way: Some(Way::Paragraph(*para)),
    };
    shown.map(entry).collect()
}

/// The first and the last article of a chapter.
fn within(text: &FullText, at: usize) -> Option<String> {
    let mut sections = text.sections.iter().skip(at);
    let chapter = sections.next().filter(|chapter| chapter.level <= CHAPTER_LEVEL)?;
    let articles: Vec<&str> = (sections.take_while(|section| section.level > chapter.level))
        .filter(|section| section.level > CHAPTER_LEVEL)
        .map(|section| section.label.as_str())
        .collect();
    match articles.as_slice() {
        [] => None,
        [only] => Some((*only).to_owned()),
        [first, .., last] => Some(format!("{first}至{last}")),
    }
}

/// How a section begins, after its own name.
fn beginning(section: &Section) -> String {
    let paragraphs = section.blocks.iter().filter_map(|block| if let Block::Paragraph(words) = block { Some(words.trim()) } else { None });
    let mut words = paragraphs.map(|words| words.strip_prefix(section.label.as_str()).unwrap_or(words).trim());
    let first = words.find(|words| !words.is_empty()).unwrap_or_default();
    fit(&first.split_whitespace().collect::<Vec<_>>().join(" "), BEGINNING).into_owned()
}
