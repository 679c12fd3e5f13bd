//! Manuscript -> paper: which words are the title, the number, the day; what is a heading and what is residue of pages.
//!
//! A manuscript as a reader made it enters, and its file's name, which is compared and never taken for a title. A [`Paper`] leaves in which each
//! field says who found it and where. What the file does not state stays unsaid, and what two places of it state differently is a finding.

mod paper;

pub use paper::{Attached, Field, Heading, Holding, Origin, Paper, Part, Piece, Role, ValidityWords};

use super::{Block, Manuscript};

/// Reads a manuscript by rule.
pub fn read(manuscript: &Manuscript, _file_name: &str) -> Paper {
    let pieces = manuscript.blocks.iter().enumerate().map(|(block, content)| match content {
        Block::Paragraph(paragraph) => Piece { block, role: Role::Text, text: paragraph.text.clone() },
        Block::Table(_) => Piece { block, role: Role::Table, text: String::new() },
        Block::Picture(_) => Piece { block, role: Role::Picture, text: String::new() },
        Block::Page(_) => Piece { block, role: Role::PageBreak, text: String::new() },
    });
    Paper { pieces: pieces.collect(), ..Paper::default() }
}
