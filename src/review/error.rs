//! Why something is not written into a log.

use std::{io, path::PathBuf};

use super::Step;

/// Why a review is not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// A log is damaged: lines that others stand on are missing or were changed.
    #[error("log {} is damaged at line {line}", path.display())]
    Damaged {
        /// The log.
        path: PathBuf,
        /// The first line that is wrong, from 1.
        line: usize,
    },
    /// A person who did another level may not do this one.
    #[error("{who} passed {other} already")]
    SamePerson {
        /// The person.
        who: String,
        /// What the person did.
        other: Step,
    },
    /// Reviews before it are missing.
    #[error("{missing} comes first")]
    TooEarly {
        /// The first that is missing.
        missing: Step,
    },
    /// The text was not read to its end.
    #[error("the text was not read to its end")]
    Unread,
    /// What is undone was done by somebody else, or is not there.
    #[error("nothing of this person to undo")]
    NotOwn,
    /// No document of this id.
    #[error("no document {id}")]
    NoDocument {
        /// As it was named.
        id: String,
    },
    /// No program here opens the original.
    #[error("no program opens {original}")]
    NoViewer {
        /// The file as it came.
        original: String,
        /// Its copy below the workplace.
        copy: PathBuf,
    },
    /// Who does it was not said.
    #[error("no name was given")]
    Nameless,
    /// The office has a list of people, and this one is not on it, or not for this review.
    #[error("{who} may not do {step:?}")]
    NotListed {
        /// The person.
        who: String,
        /// The review; none where the person is not on the list at all.
        step: Option<Step>,
    },
    /// The header of a document is not one, so that no field of it can be changed.
    #[error("the header of {id} cannot be read")]
    NoHeader {
        /// The document.
        id: String,
    },
    /// A value that the field does not take.
    #[error("{field} does not take {value:?}")]
    Value {
        /// The field, by its name in a source.
        field: String,
        /// What was said.
        value: String,
    },
    /// No question of this number is open.
    #[error("no question {number}")]
    NoQuestion {
        /// As it was named, from 1.
        number: usize,
    },
    /// What was asked cannot be done to this question by a program.
    #[error("cannot be mended by a program")]
    ByHand,
    /// Words to be changed that do not stand in the text, or more than once.
    #[error("the words stand {times} times in the text")]
    Words {
        /// How often.
        times: usize,
    },
    /// Fields that nobody confirmed, and questions that nobody answered.
    #[error("{fields} fields and {questions} questions are open")]
    Open {
        /// Fields.
        fields: usize,
        /// Questions.
        questions: usize,
    },
    /// Why was not said.
    #[error("no reason was given")]
    Reasonless,
    /// It wants the person's own key, or the key is somebody else's.
    #[error("{who} must sign with a key of {who}")]
    Unsigned {
        /// The person.
        who: String,
        /// The office has a key of this person.
        has: bool,
    },
    /// There is no draft of its text that could be taken over.
    #[error("no draft of {id}")]
    NoDraft {
        /// The document.
        id: String,
    },
    /// A file cannot be read or written.
    #[error("{}", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
}

impl ReviewError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "V-01",
            Self::SamePerson { .. } => "V-02",
            Self::TooEarly { .. } => "V-03",
            Self::Unread => "V-04",
            Self::NotOwn => "V-05",
            Self::NoDocument { .. } => "V-06",
            Self::Nameless => "V-07",
            Self::Disk { .. } => "V-08",
            Self::NotListed { .. } => "V-09",
            Self::NoHeader { .. } => "V-10",
            Self::Value { .. } => "V-11",
            Self::NoQuestion { .. } => "V-12",
            Self::ByHand => "V-13",
            Self::Words { .. } => "V-14",
            Self::Open { .. } => "V-15",
            Self::Reasonless => "V-16",
            Self::Unsigned { .. } => "V-17",
            Self::NoDraft { .. } => "V-18",
            Self::NoViewer { .. } => "V-19",
        }
    }
}
