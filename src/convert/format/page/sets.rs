//! Things that are joined two by two, and which of them hang together.

/// Numbers below a count, each in the set of those it was joined with.
#[derive(Debug)]
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// Each alone.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The least of its set, or near to it: equal for all that were joined.
    pub(super) fn of(&mut self, mut at: usize) -> usize {
        while let Some(&parent) = self.0.get(at)
            && parent != at
        {
            let above = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(entry) = self.0.get_mut(at) {
                *entry = above;
            }
            at = above;
        }
        at
    }

    /// Makes one set of the sets of two.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if let Some(entry) = self.0.get_mut(a.max(b)) {
            *entry = a.min(b);
        }
    }
}
