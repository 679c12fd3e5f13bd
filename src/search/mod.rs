//! Search: typed words become hits.
//!
//! Enters: a [`Query`] and an open library. Leaves: [`Found`]. It knows nothing of screens.

mod found;
mod query;

pub use found::{Facets, Found, Fragment, Hit, Match, Nearby};
pub use query::{Filter, Query, Sort};
