//! One thing that one person did to one document.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Step;
use crate::files::Digest;

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// How many stand before it on the longest way back, itself counted: 1 is the first.
    pub n: u64,
    /// When, by the clock of the PC on which it was done.
    pub at: Timestamp,
    /// Who: a name, as the office calls the person.
    pub who: String,
    /// What was done.
    #[serde(flatten)]
    pub act: Act,
    /// Digest of the document's text as the person left it.
    pub text: Digest,
    /// Digests of the lines before it: one, or as many as there were ends when logs of several PCs had been merged.
    pub prev: Vec<Digest>,
    /// What the person's key says of the line up to here; the last part of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig: Option<String>,
}

/// What somebody can do to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// It was converted out of this file.
    Import {
        /// Name of the file.
        source: String,
    },
    /// Fields were confirmed as they stand.
    Confirm {
        /// Their names, with the values that were shown: another value is another question.
        fields: BTreeMap<String, String>,
    },
    /// A field was given a value.
    Set {
        /// Its name.
        field: String,
        /// What it was.
        was: String,
        /// What it is now.
        value: String,
    },
    /// Words of the text were changed.
    Edit {
        /// As they were.
        old: String,
        /// As they are now.
        new: String,
    },
    /// What a machine guessed of a scan became the text, to be compared with the original like any other.
    Adopt {
        /// Digest of the text before it.
        before: Digest,
    },
    /// A finding was answered: masked or cut in the text.
    Mask {
        /// The finding, as it was shown.
        finding: String,
        /// Digest of the text before it.
        before: Digest,
        /// It was cut; otherwise signs stand for it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        cut: bool,
    },
    /// A finding was answered: it may stay.
    Release {
        /// The finding, as it was shown.
        finding: String,
        /// Why.
        reason: String,
    },
    /// A review was passed.
    Pass {
        /// Which.
        step: Step,
        /// The text was shown to its end, or the person says that it was read.
        read_to_end: bool,
    },
    /// It goes back to whoever prepared it; what was passed is void.
    Return {
        /// Which review sends it back.
        step: Step,
        /// Why.
        reason: String,
    },
    /// It is not taken in.
    Void {
        /// Why.
        reason: String,
    },
    /// Something the same person did is undone.
    Undo {
        /// Digest of its line.
        of: Digest,
    },
}
