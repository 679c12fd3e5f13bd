//! Search: typed words become hits.
//!
//! Enters: a [`Query`] and an open library. Leaves: [`Found`]. It knows nothing of screens. Where the index of the library is damaged, the records
//! are gone through instead, and what leaves is the same.

mod answer;
mod citations;
mod completions;
mod day;
mod engine;
mod error;
mod everyday;
mod features;
mod field;
mod find;
mod finders;
mod first_look;
mod found;
mod likeness;
mod lists;
mod marks;
mod meant;
mod nearby;
mod query;
mod question;
mod rank;
mod ranked;
mod relatives;
mod second_look;
mod seeker;
mod self_test;
mod shelves;
mod snippet;
mod tally;
mod terms;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod without_index_tests;

pub use engine::Engine;
pub use error::SearchError;
pub use found::{Facets, Found, Fragment, Hit, Match, Nearby};
pub use query::{Care, Filter, Query, Sort};
pub use self_test::self_test;

pub(crate) use features::{COUNT, NAMES, Row};
pub(crate) use second_look::Weights;
