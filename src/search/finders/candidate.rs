//! What a finder brings: records, each with how well it answers and why it was brought.

use super::super::{error::SearchError, likeness::Likeness, question::Question};
use crate::library::{Entry, Library, Ordinal};

/// One way to find records. It knows nothing of the others; what they bring is put together by `rank::fuse`.
pub(in crate::search) trait Finder: Send + Sync {
    /// What answers the question in this way.
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError>;
}

/// What one finder brings.
pub(in crate::search) struct Candidates {
    /// In no order. A record may be brought several times, for several reasons.
    pub(in crate::search) found: Vec<Candidate>,
    /// The score that a record of nothing but the question would come near to: scores are parts of it.
    pub(in crate::search) most: f32,
}

/// A record that was found.
#[derive(Clone, Copy)]
pub(in crate::search) struct Candidate {
    pub(in crate::search) card: Ordinal,
    /// How well it answers, on the scale of its finder; 0 where it was brought for its bond alone.
    pub(in crate::search) score: f32,
    pub(in crate::search) voice: Voice,
    /// The passage that speaks for it.
    pub(in crate::search) passage: Option<Entry>,
    pub(in crate::search) bond: Bond,
}

/// The part of a record that a score is of, which decides how much it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum Voice {
    /// Its text.
    Text,
    /// Its title, in characters or letters.
    Name,
    /// Keywords, summary, and what else people call it.
    About,
    /// What it is about, whatever its words.
    Meaning,
    /// All of it, weighed by the finder itself.
    Whole,
}

/// What ties a record to the question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::search) enum Bond {
    /// It contains these units of the question, one bit each. How many are enough shows when all finders have spoken, and what its names contain
    /// counts together with what its text does.
    Covers(u32),
    /// Its title is so much like the question; how like is enough shows then as well.
    Alike(Likeness),
    /// The finder is certain, whatever words the record shares with the question.
    Certain(Claim),
}

/// How far a record answers, in rising order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) enum Claim {
    /// It has something of the question, and not enough to be a hit.
    #[default]
    Touches,
    /// It has nearly as much of the question as the best: a hit where nothing else may be listed.
    Nearly,
    /// It is a hit.
    Answers,
    /// It is the very record that was named: by its number or its whole title.
    Named,
}

impl Candidate {
    /// The record that was named outright.
    pub(in crate::search) fn named(card: Ordinal) -> Self {
        Self { card, score: 0.0, voice: Voice::Name, passage: None, bond: Bond::Certain(Claim::Named) }
    }

    /// A record whose title is like the question.
    pub(in crate::search) fn alike(card: Ordinal, likeness: Likeness) -> Self {
        Self { bond: Bond::Alike(likeness), ..Self::named(card) }
    }
}
