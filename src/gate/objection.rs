//! What speaks against publishing, and the report that holds it all.

use std::path::PathBuf;

use serde::Serialize;

use crate::convert::Code;

/// Told how far the work is: what is done, how many of it, of how many.
pub type Told<'t> = dyn Fn(&'static str, usize, usize) + Sync + 't;

/// Why something is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// A fault of the source: a field, a link, an id used twice.
    Source,
    /// Words about a person.
    PersonalData,
    /// A mark of secrecy.
    SecretMark,
    /// A wrong word.
    WrongWord,
    /// A review that an office has and the document has not.
    ReviewMissing,
    /// It was sent back, or is not taken in.
    Returned,
    /// A document number used twice.
    NumberTwice,
    /// A title used twice.
    TitleTwice,
    /// A day that is still to come, or days out of order.
    Days,
    /// Repealed, and nothing says why.
    RepealedWithoutReason,
    /// An address outside the hosts that are allowed.
    Host,
    /// A body that the directory does not know.
    UnknownIssuer,
    /// What whoever read the file asked, and nobody answered.
    #[serde(untagged)]
    Finding(Code),
}

/// One thing that speaks against publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// Why.
    pub reason: Reason,
    /// Nothing is packed while it stands; otherwise a person answers it.
    pub stops: bool,
    /// The file, below the source.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// What it is, in Chinese; what is a person's is masked. Of a finding, the words it is about.
    pub what: String,
    /// What to do, in Chinese; of a finding nothing, since its code says it.
    pub mend: String,
}

/// Everything that speaks against publishing a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Documents that were looked at.
    pub documents: usize,
    /// Objections, by file and line.
    pub objections: Vec<Objection>,
}

impl Report {
    /// How many objections stop it.
    pub fn stops(&self) -> usize {
        self.objections.iter().filter(|objection| objection.stops).count()
    }

    /// How many wait for an answer.
    pub fn waits(&self) -> usize {
        self.objections.len() - self.stops()
    }

    pub(super) fn sort(&mut self) {
        self.objections.sort_by(|left, right| (&left.file, left.line, left.reason).cmp(&(&right.file, right.line, right.reason)));
        self.objections.dedup();
    }
}
