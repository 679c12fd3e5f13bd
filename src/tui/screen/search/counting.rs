//! Searches are counted: one question that somebody settled, however many keys it took. Of one that found nothing the matter counts too, in the words
//! of papers.

use super::state::{Counted, State};
use crate::{
    fleet::{Heard, Usage},
    search::{Filter, Found},
    text::official,
};

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
        let mut heard = std::mem::take(&mut self.counted.heard);
        // Hits that only mention a few of the words are no answer either.
        let is_absent = |found: &Found| found.absent.is_some();
        if missed || (whole && self.found.as_ref().is_some_and(is_absent)) {
            heard.missed(&official(text.reveal()));
        }
        self.counted = Counted { words: text, usage, heard };
    }

    /// The visitor leaves: the counts since this was last asked.
    pub(in crate::tui) fn leave(&mut self) -> (Usage, Heard) {
        self.count();
        (std::mem::take(&mut self.counted.usage), std::mem::take(&mut self.counted.heard))
    }
}
