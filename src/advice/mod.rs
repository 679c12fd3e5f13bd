//! Every error in words that its reader can act on: what happened, what to do, and a code to say on the phone. One file per folder whose
//! errors it tells; a new error does not compile until somebody has written what to do.

use std::fmt;

mod bundle;
mod config;
mod fleet;
mod library;
mod search;
mod source;
mod stick;
mod sync;
mod system;

/// An error told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What happened, one sentence.
    pub what: String,
    /// What to do.
    pub mend: String,
    /// For the telephone: `L-04`.
    pub code: &'static str,
}

impl Advice {
    fn new(code: &'static str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { what: what.into(), mend: mend.into(), code }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}。\n怎么办：{}。（{}）", self.what, self.mend, self.code)
    }
}

/// An error that can be told.
pub trait Advise {
    /// What happened and what to do.
    fn advice(&self) -> Advice;
}
