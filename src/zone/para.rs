//! Paragraphs: what a page of text says and what each part of it is, before anybody knows how wide the page will be.

use std::{fmt, ops::Range};

use crate::policy::Table;

/// One part of a page of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Para {
    /// A heading; the widest are level 1 and 2.
    Heading(u8, String),
    /// A paragraph, first line indented by two characters as Chinese print does.
    Text(String),
    /// A line that stands alone: signature, number, addressee.
    Line(String),
    /// A name and its value.
    Field(String, String),
    /// One of a list, with its mark.
    Item(String, String),
    /// A table.
    Table(Table),
}

/// A stretch of a paragraph, in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Index of the paragraph.
    pub para: usize,
    /// Characters of it.
    pub range: Range<usize>,
}

impl fmt::Display for Para {
    /// The words alone, as a printer without a page puts them; a table takes a line for each row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading(_, text) | Self::Text(text) | Self::Line(text) => f.write_str(text),
            Self::Field(name, value) => write!(f, "{name}{value}"),
            Self::Item(mark, text) => write!(f, "{mark} {text}"),
            Self::Table(table) => f.write_str(&table.lines().collect::<Vec<_>>().join("\n")),
        }
    }
}
