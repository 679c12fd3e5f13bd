//! The sample county, ready to be asked by tests.

use std::sync::{Arc, LazyLock};

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{Engine, Found, Query};
use crate::library::Library;

pub(super) static SAMPLE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(Arc::new(Library::embedded(Timestamp::UNIX_EPOCH).unwrap())).unwrap());

pub(super) fn today() -> Date {
    date(2026, 11, 22)
}

pub(super) fn ask(text: &str) -> Query {
    Query { text: text.into(), limit: 20, ..Query::default() }
}

pub(super) fn find(query: &Query) -> Found {
    SAMPLE.find(query, today()).unwrap()
}

pub(super) fn ids(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.card.id.as_str()).collect()
}
