//! A question as finders are asked it: the words taken apart once, for all of them.

use super::{everyday::Everyday, query::Care, terms::Terms};

/// What somebody asks.
pub(super) struct Question<'a> {
    /// As it was typed.
    pub(super) text: &'a str,
    /// Taken apart, with what papers write instead.
    pub(super) terms: Terms,
    /// How long may be thought about it.
    pub(super) care: Care,
}

impl<'a> Question<'a> {
    pub(super) fn new(text: &'a str, care: Care, everyday: &Everyday) -> Self {
        Self { text, terms: Terms::with(text, everyday), care }
    }
}
