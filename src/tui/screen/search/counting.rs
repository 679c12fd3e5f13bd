//! What counts as a search: one question that somebody settled, however many keys it took.

use super::State;
use crate::{
    fleet::Usage,
    search::{Filter, Found},
    text::VisitorText,
};

/// What was counted on this screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Counted {
    /// The words that were counted last, so that none count twice.
    words: VisitorText,
    /// What is not yet told.
    usage: Usage,
}

impl State {
    /// The question is settled and counts. What a filter hides is not missing, and letters that were left half composed say of nothing that it is.
    pub(super) fn count(&mut self) {
        let text = self.field.text();
        if text.is_blank() || text.reveal().trim() == self.counted.words.reveal().trim() {
            return;
        }
        let missed = |found: &Found| found.hits.is_empty() && found.hidden == 0;
        let whole = !self.is_old && !self.field.composes() && self.filter == Filter::default();
        let missed = whole && self.found.as_ref().is_some_and(missed);
        let usage = self.counted.usage.and(Usage { searches: 1, misses: u64::from(missed), ..Usage::default() });
        self.counted = Counted { words: text, usage };
    }

    /// The visitor leaves: what was counted since this was last asked.
    pub(in crate::tui) fn leave(&mut self) -> Usage {
        self.count();
        std::mem::take(&mut self.counted.usage)
    }
}
