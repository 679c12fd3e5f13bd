//! Every error in words that its reader can act on: what happened, what to do, and a code to say on the phone. One file per folder whose
//! errors it tells; a new error does not compile until somebody has written what to do.

use std::fmt;

use crate::text::clean;

mod audit;
mod bundle;
mod config;
#[cfg(feature = "office")]
mod convert;
mod desk;
mod doctor;
mod fleet;
mod history;
mod library;
mod machine;
mod objection;
mod outbox;
mod print;
mod request;
mod review;
mod search;
mod setup;
mod source;
mod stick;
mod sync;
#[cfg(test)]
pub(crate) mod tests;
mod travelling;
mod usage;
mod visit;
mod withheld;

pub use audit::{deed, doer};
#[cfg(feature = "office")]
pub use convert::code_words;
pub use desk::{LEGAL_DATES, REPLIES, due, due_here, handover, receipt_at_desk, receipt_code, reply_code, reply_receipt};
pub use doctor::{Told, check_name, examined, found, state_word};
pub use history::{changed, gone, led, left_out, recalled, who};
pub use machine::{disk_notice, said};
pub use outbox::requests_carried;
pub use request::{NO_NUMBER, progress, unanswered};
pub use request::{missing_notice, missing_notice_short};
pub use sync::root_notice;
pub use travelling::{program_coming, settings_changed, with_settings};
pub use usage::used;
pub use visit::{
    concern, hidden_lost, holding, list_heeded, list_offered, paper, receipt_left, release, reviewed, roots, stage, who_hid, withdrawn,
    without,
};
pub use withheld::{confirmation, typed};

/// What helps a program that is older than the data it finds.
const NEWER_PROGRAM: &str = "不要删任何文件，把新的程序装回去；没有新的程序，请管理员来装";

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
    pub(crate) fn new(code: &'static str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        // A name from a stick, a path or the words of a library may stand in it, and a terminal may be what it is read on.
        let harmless = |text: String| clean(&text).into_owned();
        Self { what: harmless(what.into()), mend: harmless(mend.into()), code }
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

/// Enough of a list to know what it is about.
fn listed(records: &[String]) -> String {
    let mut shown: Vec<String> = records.iter().take(20).cloned().collect();
    if records.len() > shown.len() {
        shown.push(format!("……还有 {} 条", records.len() - shown.len()));
    }
    shown.join("\n  ")
}
