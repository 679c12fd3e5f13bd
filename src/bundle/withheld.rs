//! Why a draft is neither signed nor published: it is not what the program drafts, nobody said by name that they saw what is extraordinary in
//! it, or a clock lies.

use jiff::{Timestamp, civil::Date};

use super::Confirmation;

/// Why a draft is held back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// Somebody edited it by hand.
    #[error("draft {name} is not what is drafted: {what:?}")]
    Edited {
        /// `office`, or a department.
        name: String,
        /// Where it shows.
        what: Edited,
    },
    /// It lets a department publish that the office's own list does not announce so.
    #[error("draft {name} lets {} publish, which is not announced", departments.join(", "))]
    Unannounced {
        /// The draft.
        name: String,
        /// Names of the departments with their titles, persons and fingerprints, one a line.
        departments: Vec<String>,
    },
    /// Records of the last release are gone, and nothing says that they were withdrawn.
    #[error("{} records are gone and not withdrawn", records.len())]
    Vanished {
        /// Ids with titles.
        records: Vec<String>,
    },
    /// Nobody has said that they saw this.
    #[error("not confirmed: {needed:?}")]
    Unconfirmed {
        /// What must be said.
        needed: Vec<Confirmation>,
    },
    /// The release says that it was made at a time that has not come.
    #[error("made at {released_at}, and here it is {now}")]
    FromTheFuture {
        /// When it says that it was made.
        released_at: Timestamp,
        /// This machine's clock.
        now: Timestamp,
    },
    /// The release says that it was made before the last one, or this machine's clock stands before all that is known.
    #[error("made at {released_at}, after one that was made at {before}; here it is {now}")]
    FromThePast {
        /// When it says that it was made.
        released_at: Timestamp,
        /// When the last release was made.
        before: Timestamp,
        /// This machine's clock.
        now: Timestamp,
    },
    /// The content is of a day that has not come by far.
    #[error("content of {data_date}, and here it is {now}")]
    DataFromTheFuture {
        /// The day that the content speaks of.
        data_date: Date,
        /// This machine's clock.
        now: Timestamp,
    },
}

/// The part of a draft that nobody's program writes so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// A field that is unknown, or a value that is written otherwise.
    Fields,
    /// Its version does not follow the last one.
    Version,
    /// Its last day and the moment of the release do not belong together.
    Dates,
    /// The publisher is not the body of the root, or the department's announced name.
    Publisher,
    /// Place or day are not those of the `source.toml` that is packed.
    Header,
    /// It carries what belongs to the office alone, or reviews that no program writes so.
    Belongings,
    /// What was withdrawn earlier is missing or changed, or something is withdrawn that was not published so.
    Withdrawn {
        /// Its id.
        id: String,
    },
    /// The parts are not those in which the listed files lie.
    Parts,
}

impl Withheld {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Edited { .. } => "Q-01",
            Self::Unannounced { .. } => "Q-02",
            Self::Vanished { .. } => "Q-03",
            Self::Unconfirmed { .. } => "Q-04",
            Self::FromTheFuture { .. } => "Q-05",
            Self::FromThePast { .. } => "Q-06",
            Self::DataFromTheFuture { .. } => "Q-07",
        }
    }

    /// Whether the draft must not be used by anybody.
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Edited { .. } | Self::Unannounced { .. } | Self::Vanished { .. })
    }
}
