//! A question as finders are asked it: the words taken apart once, for all of them.

use std::cell::OnceCell;

use super::{everyday::Everyday, nearness::Nearness, query::Care, ranked::Ranked, terms::Terms};
use crate::policy::AskedArticle;

/// What somebody asks.
pub(super) struct Question<'a> {
    /// As it was typed.
    pub(super) text: &'a str,
    /// The article that it names; its words are not among the terms, since every law has one of that number.
    pub(super) article: Option<AskedArticle>,
    /// Taken apart, with what papers write instead.
    pub(super) terms: Terms,
    /// How long may be thought about it.
    pub(super) care: Care,
    /// How near the library comes, where that was asked.
    pub(super) nearness: OnceCell<Nearness>,
    /// The passages that answer best by their words, best first, where somebody waits for them.
    pub(super) passages: OnceCell<Vec<Ranked>>,
}

impl<'a> Question<'a> {
    pub(super) fn new(text: &'a str, care: Care, everyday: &Everyday) -> Self {
        let article = AskedArticle::of(text);
        let rest = article.as_ref().filter(|asked| !asked.law.is_empty()).map(|asked| format!("{} {}", asked.law, asked.rest));
        Self {
            text,
            terms: Terms::with(rest.as_deref().unwrap_or(text), everyday),
            article,
            care,
            nearness: OnceCell::new(),
            passages: OnceCell::new(),
        }
    }
}
