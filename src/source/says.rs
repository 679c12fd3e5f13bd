//! What a text says it does to other papers, for whoever writes its fields: the same reading that a source makes of it.

use crate::policy::{DocumentNumber, FullText, LinkKind};

use super::{entry::Ties, markdown::pieces, touching::touching};

/// Another paper that a text ends or changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is done to it.
    pub kind: LinkKind,
    /// Its title as the text has it; empty where only a number is named.
    pub title: String,
    /// Its number, where the text has one.
    pub number: Option<DocumentNumber>,
    /// The line of the text, from 1.
    pub line: Option<usize>,
}

/// Papers that this one ends or changes by its title and its text.
pub fn says(title: &str, text: &str) -> Vec<Said> {
    let outlined = FullText::outlined(pieces(text).list.into_iter().map(|(_, piece)| piece));
    let mut ties = Ties { touched: touching(title, &outlined), ..Ties::default() };
    ties.find_lines(text);
    let said = ties.touched.into_iter().filter(|touched| touched.does_it);
    said.map(|touched| Said { kind: touched.kind, title: touched.title, number: touched.number, line: touched.line }).collect()
}
