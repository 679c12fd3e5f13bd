//! How far an import has come, and how long it still takes: two works run beside each other, and what comes after them is guessed from both.

use std::time::{Duration, Instant};

use super::{Progress, Stage};

/// Bytes a second that a poor stick gives, until it is known better.
const COPY_RATE: f64 = 15e6;
/// Bytes of text a second that are indexed on a small machine, until it is known better.
const INDEX_RATE: f64 = 3e6;
/// What joining, syncing and testing take of the time that indexing takes.
const AFTER: f64 = 0.4;
/// Seconds that any import takes.
const LEAST: f64 = 2.0;

/// How long it will take, roughly, before anything was done.
pub(super) fn estimate(to_copy: u64, text: u64) -> Duration {
    let index = bytes(text) / INDEX_RATE;
    Duration::try_from_secs_f64(LEAST + (bytes(to_copy) / COPY_RATE).max(index) + index * AFTER).unwrap_or_default()
}

/// The work of one import.
#[derive(Debug)]
pub(super) struct Pace {
    begun: Instant,
    to_copy: u64,
    text: u64,
    indexing: Option<Instant>,
    indexed: u64,
    records: usize,
    stage: Stage,
    share: f64,
}

impl Pace {
    pub(super) fn new(to_copy: u64, text: u64) -> Self {
        let begun = Instant::now();
        Self { begun, to_copy, text, indexing: None, indexed: 0, records: 0, stage: Stage::Verifying, share: 0.0 }
    }

    pub(super) fn indexed(&mut self, records: usize, bytes: u64) {
        self.indexing.get_or_insert_with(Instant::now);
        (self.records, self.indexed) = (records, bytes.min(self.text));
    }

    /// What is told now; stages and shares never go back.
    pub(super) fn at(&mut self, stage: Stage, copied: u64) -> Progress {
        self.stage = self.stage.max(stage);
        let copied = copied.min(self.to_copy);
        let copy = bytes(self.to_copy) / COPY_RATE;
        let index = bytes(self.text) / INDEX_RATE;
        let after = index * AFTER + LEAST;
        let done = copy * part(copied, self.to_copy) + index * part(self.indexed, self.text);
        let ended = match self.stage {
            Stage::Verifying | Stage::Copying | Stage::Indexing => 0.0,
            Stage::Testing => after * 0.7,
            Stage::Switching => after,
        };
        let share = if self.stage == Stage::Switching { 1.0 } else { (done + ended) / (copy + index + after) };
        self.share = self.share.max(share.clamp(0.0, 1.0));
        Progress { stage: self.stage, share: self.share, copied, to_copy: self.to_copy, records: self.records, left: self.left(copied) }
    }

    fn left(&self, copied: u64) -> Option<Duration> {
        if self.stage >= Stage::Testing || self.begun.elapsed() < Duration::from_secs(1) {
            return None;
        }
        let measured = |done: u64, since: Duration, otherwise: f64| {
            let rate = bytes(done) / since.as_secs_f64().max(0.001);
            if done > 0 && since > Duration::from_millis(500) { rate } else { otherwise }
        };
        let copy = bytes(self.to_copy - copied) / measured(copied, self.begun.elapsed(), COPY_RATE);
        let since = self.indexing.map_or(Duration::ZERO, |begun| begun.elapsed());
        let rate = measured(self.indexed, since, INDEX_RATE);
        let index = bytes(self.text - self.indexed) / rate;
        Duration::try_from_secs_f64(copy.max(index) + bytes(self.text) / rate * AFTER).ok()
    }
}

fn part(done: u64, all: u64) -> f64 {
    if all == 0 { 1.0 } else { bytes(done) / bytes(all) }
}

#[expect(clippy::cast_precision_loss, reason = "shares and rates need no more than 53 bits")]
fn bytes(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_stages_never_go_back() {
        let mut pace = Pace::new(100, 50);
        let mut before = pace.at(Stage::Verifying, 0);
        assert!(before.share < 0.1);
        for (stage, copied, indexed) in [
            (Stage::Copying, 40, 0),
            (Stage::Copying, 30, 20),
            (Stage::Indexing, 100, 50),
            (Stage::Copying, 0, 0),
            (Stage::Testing, 100, 50),
        ] {
            pace.indexed(1, indexed);
            let now = pace.at(stage, copied);
            assert!(now.share >= before.share && now.stage >= before.stage, "{now:?} after {before:?}");
            before = now;
        }
        assert!((pace.at(Stage::Switching, 100).share - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_import_of_nothing_is_all_done_but_for_its_end() {
        assert!(Pace::new(0, 0).at(Stage::Copying, 0).share < 1.0);
        assert!(estimate(300_000_000, 0) > estimate(0, 0));
    }
}
