//! The finders: by words of the text, by names, by numbers, by articles; and, while the index is damaged, by going through everything.

mod articles;
mod candidate;
mod names;
mod numbers;
mod scan;
mod words;

pub(super) use articles::{Articles, is_law};
pub(super) use candidate::{Bond, Candidate, Candidates, Claim, Finder, Voice};
pub(super) use names::Names;
pub(super) use numbers::Numbers;
pub(super) use scan::Scan;
pub(super) use words::Words;
