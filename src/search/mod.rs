//! Search: typed words become hits.
//!
//! Enters: a [`Query`] and an open library. Leaves: [`Found`]. It knows nothing of screens. Where the index of the library is damaged, the records
//! are gone through instead, and what leaves is the same.
//!
//! Numbers that were tuned say on what, by these names: the *lay questions* (771 questions of people to 59,488 articles, with the right ones),
//! the *typed titles* (1,412 titles of 3,357 documents as people type and mistype them, in eleven ways), both optional corpora beside the project
//! that `tests/acceptance/find.sh` and `visitor.sh` name; and the *county questions* (349, `data/evaluate`, over the sample county). A passage's
//! final score is worked out by `gongkai evaluate --fit` instead and stands in `data/ranking.csv`.

mod answer;
mod called;
mod carriers;
mod citations;
mod completions;
mod day;
mod engine;
mod error;
mod everyday;
mod evidence;
mod features;
mod field;
mod fillers;
mod find;
mod finders;
mod first_look;
mod found;
mod gate;
#[cfg(test)]
mod gate_tests;
#[cfg(test)]
mod hidden_tests;
mod keywords;
mod language;
mod latin;
mod likeness;
mod listing;
mod lists;
mod loss;
mod marks;
mod matter;
mod meant;
#[cfg(test)]
mod named_tests;
mod nearby;
mod nearest;
#[cfg(test)]
mod nearest_tests;
mod nearness;
mod query;
mod question;
mod rank;
mod ranked;
mod regions;
mod relatives;
#[cfg(test)]
mod sample;
mod second_look;
mod seeker;
mod self_test;
mod shapes;
mod shelves;
mod snippet;
mod sought;
#[cfg(test)]
mod sought_tests;
mod tally;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod without_index_tests;
mod words;

pub use engine::Engine;
pub use error::SearchError;
pub use found::{Facets, Found, Fragment, Hit, Match, Nearby};
pub use query::{Care, Filter, Here, Query, Sort};
pub use self_test::self_test;

pub(crate) use features::{COUNT, NAMES, Row};
pub(crate) use second_look::Weights;
