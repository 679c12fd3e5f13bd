//! Matters that a library should hold nothing about, and what it says to them: an honest line is right, an answer is wrong.

use std::io::BufRead;

use jiff::civil::Date;
use serde::Deserialize;

use super::trec::{RunError, in_lines};
use crate::{
    library::Library,
    search::{Engine, Query, SearchError},
    text::squeeze,
};

/// A matter of a set for measuring.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Absent {
    /// As somebody would type it.
    pub text: String,
    /// What kind of matter it is: far from all that is held, or near to some of it.
    #[serde(default)]
    pub kind: Option<String>,
    /// Words for what it is about. A library that calls a record by one of them does hold it.
    #[serde(default)]
    pub matter: Vec<String>,
}

/// Reads matters, one in JSON a line; empty lines are passed over.
pub fn absents(text: impl BufRead) -> Result<Vec<Absent>, RunError> {
    in_lines(text)
}

/// What a library said to matters that it does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Honesty {
    /// Matters asked.
    pub asked: usize,
    /// Matters left out, since a title or keyword of the library has one of their words.
    pub held: usize,
    /// Where it said so, or found nothing.
    pub honest: usize,
    /// Where a record answered all the same: the matter, and the title of that record.
    pub wrong: Vec<(String, String)>,
}

impl Honesty {
    /// Asks. Those that the library does hold are left out where `unless_held`: a set that was written for another library knows nothing of this
    /// one.
    pub fn of(engine: &Engine, absents: &[Absent], today: Date, unless_held: bool) -> Result<Self, SearchError> {
        let names = if unless_held { names(engine.library()) } else { Vec::new() };
        let mut honesty = Self::default();
        for absent in absents {
            let words: Vec<String> = absent.matter.iter().map(|word| squeeze(word)).collect();
            if names.iter().any(|name| words.iter().any(|word| name.contains(word.as_str()))) {
                honesty.held += 1;
                continue;
            }
            let found = engine.find(&Query { text: absent.text.as_str().into(), limit: 1, ..Query::default() }, today)?;
            honesty.asked += 1;
            honesty.honest += usize::from(found.absent.is_some() || found.hits.is_empty());
            if let Some(first) = found.hits.first().filter(|_| !found.answer.is_empty()) {
                honesty.wrong.push((absent.text.clone(), first.card.title.clone()));
            }
        }
        Ok(honesty)
    }
}

/// Titles and keywords of all that a library shows.
fn names(library: &Library) -> Vec<String> {
    library.vocabulary().into_iter().map(|(name, _)| squeeze(&name)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_a_library_holds_after_all_is_left_out() {
        let engine = Engine::new(Arc::new(Library::embedded(jiff::Timestamp::UNIX_EPOCH).unwrap())).unwrap();
        let lines = "{\"text\":\"高考报名在哪报\",\"matter\":[\"高考\"]}\n\n{\"text\":\"公积金怎么取\",\"matter\":[\"公积金\"]}\n";
        let absents = absents(lines.as_bytes()).unwrap();
        let today = jiff::civil::date(2026, 11, 20);
        let honesty = Honesty::of(&engine, &absents, today, true).unwrap();
        assert_eq!((honesty.asked, honesty.held, honesty.honest, honesty.wrong.len()), (1, 1, 1, 0));
        // Whoever says that it is absent is taken at their word: the answer is counted as wrong.
        let honesty = Honesty::of(&engine, &absents, today, false).unwrap();
        assert_eq!((honesty.asked, honesty.held, honesty.honest, honesty.wrong.len()), (2, 0, 1, 1));
    }
}
