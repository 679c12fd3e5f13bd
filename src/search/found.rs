//! What is found: hits, counts for the filters, and what else to try.

use std::{fmt, sync::Arc};

use crate::{
    library::Card,
    policy::{RecordKind, Standing, Validity},
    text::VisitorText,
};

/// The answer to a query. What it found tells what was asked: it does not show it in `Debug`.
#[derive(Clone, Default, PartialEq)]
pub struct Found {
    /// Best first.
    pub hits: Vec<Hit>,
    /// What the first hit answers by itself, a line each; empty where it is no answer, or where somebody is still typing.
    pub answer: Vec<String>,
    /// What was asked for, where nothing in the library is about it: the hits only have some of its words. None where something is, or where
    /// somebody is still typing.
    pub absent: Option<VisitorText>,
    /// What was typed with a wrong character put right, where one is likely; none where somebody is still typing.
    pub meant: Option<VisitorText>,
    /// How what was typed may go on, the commonest first.
    pub completions: Vec<VisitorText>,
    /// Records that match, listed or not.
    pub total: usize,
    /// Of these, those a visitor may rely on (records other than documents count).
    pub in_force: usize,
    /// Of these, repealed or expired documents that are not listed because nobody asked for them.
    pub hidden: usize,
    /// Counts for the filters, over all that match.
    pub facets: Facets,
    /// What else to try; filled when there are no hits, and with themes where nothing is about what was asked.
    pub nearby: Nearby,
}

impl Found {
    /// Records that are listed, on all pages together.
    pub fn listed(&self) -> usize {
        self.total.saturating_sub(self.hidden)
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Found").field("total", &self.total).finish_non_exhaustive()
    }
}

/// One record that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its card.
    pub card: Arc<Card>,
    /// Its validity today.
    pub standing: Standing,
    /// Why it does not simply hold.
    pub why: Option<String>,
    /// Where in its text; `None` when only the title, the number or the spelling matched and the text has no matching passage.
    pub passage: Option<Match>,
    /// Other passages of it that answer nearly as well, best first; at most two, and none where somebody is still typing.
    pub more: Vec<Match>,
    /// Title with what matched marked.
    pub title: Vec<Fragment>,
    /// How well; comparable within one answer only.
    pub score: f32,
}

/// The best passage of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Id of the passage.
    pub passage: String,
    /// Index of the section it begins in.
    pub section: usize,
    /// Name of that section.
    pub label: String,
    /// An excerpt with the matching words marked, without line ends.
    pub snippet: Vec<Fragment>,
}

/// A stretch of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fragment {
    /// The text.
    pub text: String,
    /// Whether it matched.
    pub marked: bool,
}

/// How many matching records each filter would leave; the largest first (years: newest first).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Kind of record.
    pub kinds: Vec<(RecordKind, usize)>,
    /// 文件种类.
    pub document_kinds: Vec<(String, usize)>,
    /// Body.
    pub bodies: Vec<(String, usize)>,
    /// Year.
    pub years: Vec<(i16, usize)>,
    /// 有效性, documents only.
    pub validities: Vec<(Validity, usize)>,
    /// 便民主题.
    pub topics: Vec<(String, usize)>,
    /// 服务对象.
    pub audiences: Vec<(String, usize)>,
}

/// What to offer where nothing was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nearby {
    /// Words of the library that look or sound alike; at most three.
    pub words: Vec<String>,
    /// Everyday themes whose records come nearest; at most three.
    pub topics: Vec<String>,
}
