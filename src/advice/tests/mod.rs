//! Every value of every error walks through its words: no English reaches a person, everything has something to do and a code of its own.
//!
//! ```text
//! reading  values       when words are fit to be read; values that stand in errors
//!   bundles  others     one of each error, left of `advice`
//!     findings           what a doctor finds, told
//!     walk              all of them, told
//! ```

mod bundles;
mod findings;
mod others;
mod reading;
mod values;
mod walk;

pub(crate) use reading::{Told, codes_are_whole, every, unfit_to_read};
