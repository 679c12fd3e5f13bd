//! Questions whose answers the library itself gives: titles, which must lead to their own records.

use std::sync::Arc;

use super::{engine::Engine, error::SearchError};
use crate::{
    library::Card,
    text::{is_han, looks_like_letters},
};

/// Records asked for, spread over the library.
const ASKED: usize = 20;
/// Hits among which a record must be found by its own title.
const FIRST: usize = 10;
/// Han that a title must have to be asked for: less names too many records to be sure of one.
const HAN: usize = 4;

/// Asks for some records by their titles, whatever their validity; of several that bear one title each will do. More than one miss in ten is an
/// error: one may be a title that nobody could find, several are an index that does not belong to these records.
pub fn self_test(engine: &Engine) -> Result<usize, SearchError> {
    let cards: Vec<&Arc<Card>> = engine.library().cards().iter().filter(|card| can_be_asked_for(&card.title)).collect();
    let chosen: Vec<&Arc<Card>> = cards.iter().copied().step_by(cards.len().div_ceil(ASKED).max(1)).collect();
    let mut missed = Vec::new();
    for card in &chosen {
        let found = engine.documents(&card.title, FIRST)?;
        let titles = found.iter().filter_map(|(id, _)| engine.library().card(id));
        if !titles.into_iter().any(|found| found.title == card.title) {
            missed.push(&card.id);
        }
    }
    match missed.first() {
        Some(first) if missed.len() * 10 > chosen.len() => {
            Err(SearchError::Lost { asked: chosen.len(), missed: missed.len(), first: (*first).clone() })
        }
        _ => Ok(chosen.len()),
    }
}

fn can_be_asked_for(title: &str) -> bool {
    title.chars().filter(|c| is_han(*c)).count() >= HAN && !looks_like_letters(title)
}
