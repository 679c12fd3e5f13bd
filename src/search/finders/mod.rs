//! The finders: by words of the text, by names, by numbers, by articles; and, while the index is damaged, by going through everything.

mod articles;
mod candidate;
mod names;
mod numbers;
mod scan;
mod words;

pub(super) use articles::{Articles, is_law};
#[cfg(test)]
pub(super) use candidate::Candidate;
pub(super) use candidate::{Bond, Candidates, Claim, Finder, Voice};
pub(super) use names::Names;
pub(super) use numbers::Numbers;
pub(super) use scan::Scan;
pub(super) use words::Words;
