//! Holes in content: references that lead nowhere, and papers of which nobody says that they are in force.

use std::sync::Arc;

use jiff::civil::Date;

use super::{quality::Judgements, trec::Trial};
use crate::{
    library::{Card, Library, LibraryError},
    policy::{Arrangement, Lead, RecordId, RecordKind, Target, Validity},
    search::{Engine, Query, SearchError},
};

/// A reference that nothing answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLink {
    /// Where it stands: the title of a record, of a board, or a question of a set.
    pub from: String,
    /// What it names.
    pub to: String,
}

/// References between records to ids that the library does not hold.
pub fn dead_ties(library: &Library) -> Result<Vec<DeadLink>, LibraryError> {
    let mut dead = Vec::new();
    for card in library.cards() {
        let Some(record) = library.record(&card.id)? else { continue };
        let gone = record.links.iter().filter_map(|link| match &link.target {
            Target::Held(id) if library.card(id).is_none() => Some(id.to_string()),
            _ => None,
        });
        dead.extend(gone.map(|to| DeadLink { from: card.title.clone(), to }));
    }
    Ok(dead)
}

/// Doors of boards that open nothing, and words for the search behind them that find nothing.
pub fn dead_doors(engine: &Engine, today: Date) -> Result<Vec<DeadLink>, SearchError> {
    let library = engine.library();
    let arrangement = library.arrangement();
    let mut dead = Vec::new();
    for board in &arrangement.boards {
        for door in &board.doors {
            let mut to = opens_nothing(&door.leads, arrangement, library);
            if let Lead::Search(words) = &door.leads
                && !words.is_empty()
                && engine.find(&Query { text: words.as_str().into(), limit: 1, ..Query::default() }, today)?.hits.is_empty()
            {
                to.push(words.clone());
            }
            dead.extend(to.into_iter().map(|to| DeadLink { from: format!("{}：{}", board.title, door.title), to }));
        }
    }
    Ok(dead)
}

/// The ids behind a door that nothing answers to.
fn opens_nothing(lead: &Lead, arrangement: &Arrangement, library: &Library) -> Vec<String> {
    match lead {
        Lead::Board(id) if arrangement.board(id.as_str()).is_none() => vec![id.to_string()],
        Lead::Leaflet(id) if arrangement.leaflet(id.as_str()).is_none() => vec![id.to_string()],
        Lead::Record(id) if library.card(id).is_none() => vec![id.to_string()],
        Lead::Records(ids) => ids.iter().filter(|id| library.card(id).is_none()).map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// Right answers of a question set that the library does not hold.
pub fn dead_answers(library: &Library, questions: &[Trial], judgements: &Judgements) -> Vec<DeadLink> {
    let gone = |id: &&String| id.parse::<RecordId>().map_or(true, |id| library.card(&id).is_none());
    let of_question = |question: &Trial| {
        let ids = judgements.of(&question.id).into_iter().flat_map(|right| right.keys()).filter(gone);
        ids.map(|id| DeadLink { from: question.text.clone(), to: id.clone() }).collect::<Vec<_>>()
    };
    questions.iter().flat_map(of_question).collect()
}

/// Papers of which nothing says whether they are in force.
pub fn unproven(library: &Library, today: Date) -> Vec<Arc<Card>> {
    let is_unstated = |card: &&Arc<Card>| card.kind == RecordKind::Document && library.standing(card, today).validity == Validity::Unstated;
    library.cards().iter().filter(is_unstated).cloned().collect()
}
