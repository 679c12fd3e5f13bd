//! Search: typed words become hits.
//!
//! Enters: a [`Query`] and an open library. Leaves: [`Found`]. It knows nothing of screens.

mod day;
mod engine;
mod error;
mod field;
mod find;
mod found;
mod likeness;
mod marks;
mod nearby;
mod passages;
mod query;
mod rank;
mod shelves;
mod snippet;
mod tally;
mod terms;
#[cfg(test)]
mod tests;
mod titles;
pub mod trec;

pub use engine::Engine;
pub use error::SearchError;
pub use found::{Facets, Found, Fragment, Hit, Match, Nearby};
pub use query::{Filter, Query, Sort};
