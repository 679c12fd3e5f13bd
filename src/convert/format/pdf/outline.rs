//! Bookmarks: what the file itself calls its headings.

use std::collections::HashMap;

use unpdf::parser::backend::{PdfBackend, RawBackend, RawOutlineItem};

use super::super::super::Block;

/// More bookmarks than this are not looked at.
const MOST: usize = 5_000;

/// Marks paragraphs that a bookmark of their page names with its level.
pub(super) fn mark(backend: &RawBackend, blocks: &mut [Block]) {
    let Ok(items) = backend.outline() else { return };
    let mut levels = HashMap::new();
    for item in &items {
        gather(item, 1, &mut levels);
    }
    let mut page = 1;
    for block in blocks {
        match block {
            Block::Page(number) => page = *number,
            Block::Paragraph(paragraph) => {
                // A page that begins within a paragraph is said before it.
                let level =
                    levels.get(&(page, bare(&paragraph.text))).or_else(|| levels.get(&(page.saturating_sub(1), bare(&paragraph.text))));
                paragraph.look.heading = level.copied();
            }
            Block::Table(_) | Block::Picture(_) => {}
        }
    }
}

fn gather(item: &RawOutlineItem, level: u8, levels: &mut HashMap<(u32, String), u8>) {
    if levels.len() >= MOST || level > 9 {
        return;
    }
    if let Some(page) = item.page {
        levels.entry((page, bare(&item.title))).or_insert(level);
    }
    for child in &item.children {
        gather(child, level + 1, levels);
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}
