//! What a library says of itself: where it came from, when, and how much it holds.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    policy::{Arrangement, DisclosureMark, RecordKind},
    source::Header,
};

/// Where a library's content came from, which is how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The fictional county inside the program.
    EmbeddedSample,
    /// Built by somebody at this machine.
    Built {
        /// Folders and files it was built from.
        sources: Vec<PathBuf>,
    },
    /// Signed by those whom this kiosk trusts.
    Release {
        /// Version of the signed release.
        version: u64,
        /// SHA-256 of its signed metadata, 64 hexadecimal digits.
        digest: String,
        /// When it was signed, as it says itself.
        released_at: Timestamp,
        /// The digits that people compare (核对码); none where an earlier program built the library.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check: Option<String>,
    },
}

/// A library's own data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// Where the content came from.
    pub origin: Origin,
    /// When it was built, by the clock of that machine.
    pub built_at: Timestamp,
    /// The day whose state the content shows.
    pub data_date: Date,
    /// The place it speaks for.
    pub place: String,
    /// Name in front of people.
    pub name: String,
    /// Everyday themes, in order.
    pub topics: Vec<String>,
    /// The mark that whoever built it answered for.
    pub mark: Option<DisclosureMark>,
    /// Records of each kind that occurs.
    pub counts: Vec<(RecordKind, usize)>,
    /// Searchable passages.
    pub passages: usize,
    /// Bytes of searchable text.
    pub text_bytes: u64,
    /// The generation that answers; `None` in memory.
    #[serde(skip)]
    pub generation: Option<u32>,
    /// Why a later generation does not answer, for the log and the staff; `None` when all is well.
    #[serde(skip)]
    pub passed_over: Option<String>,
    /// Whether the index is damaged, so that searching is slow until it is built again; see [`rebuild_index`](super::rebuild_index).
    #[serde(skip)]
    pub index_damaged: bool,
    /// Whether the vectors of what it holds are not there as this program makes them, so that questions are answered by their words alone until they
    /// are built again with the index.
    #[serde(skip)]
    pub vectors_missing: bool,
    /// Whether an earlier program built it, so that every opening takes a copy until it is built anew.
    #[serde(skip)]
    pub outdated: bool,
}

impl Info {
    pub(super) fn new(header: &Header, options: ImportOptions) -> Self {
        Self {
            origin: options.origin,
            built_at: options.built_at,
            data_date: header.data_date,
            place: header.place.clone(),
            name: header.name.clone(),
            topics: header.topics.clone(),
            mark: options.mark,
            counts: Vec::new(),
            passages: 0,
            text_bytes: 0,
            generation: None,
            passed_over: None,
            index_damaged: false,
            vectors_missing: false,
            outdated: false,
        }
    }

    /// The day on which the content was made, before which no day can be today: of a release the day it was signed, in the
    /// zone in which today is told, of anything else the day whose state it shows.
    pub fn made_on(&self) -> Date {
        match &self.origin {
            Origin::Release { released_at, .. } => crate::text::day_of(*released_at).max(self.data_date),
            Origin::Built { .. } | Origin::EmbeddedSample => self.data_date,
        }
    }

    /// Records of all kinds.
    pub fn records(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// All that a library keeps of itself, in one row.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(flatten)]
    pub(super) info: Info,
    /// How its source arranges the zone. Not taken apart with the rest: a later program may have written doors that this one does not know, and
    /// a library is not unreadable for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) arrangement: Option<serde_json::Value>,
}

impl Kept {
    pub(super) fn new(info: Info, arrangement: &Arrangement) -> Self {
        let arrangement = if arrangement.is_empty() { None } else { serde_json::to_value(arrangement).ok() };
        Self { info, arrangement }
    }

    /// How the source arranges the zone; empty where it says nothing of it, as every source of an earlier program.
    pub(super) fn arrangement(self) -> Arrangement {
        self.arrangement
            .map(serde_json::from_value)
            .transpose()
            .unwrap_or_else(|error| {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "how the zone is arranged cannot be read; the program's own arrangement is shown"
                );
                None
            })
            .unwrap_or_default()
    }
}

/// What is recorded of an import beside its content.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Where the content comes from.
    pub origin: Origin,
    /// The mark that was applied to documents without one.
    pub mark: Option<DisclosureMark>,
    /// Now.
    pub built_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn kept(json: &str) -> Kept {
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
        let mut own = serde_json::to_value(Info::new(Source::embedded().header(), options)).unwrap();
        own.as_object_mut().unwrap().extend(serde_json::from_str::<serde_json::Map<_, _>>(json).unwrap());
        serde_json::from_value(own).unwrap()
    }

    #[test]
    fn a_library_says_how_its_zone_is_arranged_as_far_as_this_program_understands() {
        let firms = r#"{ "arrangement": { "boards": [{ "id": "firms", "title": "企业", "doors": [] }] } }"#;
        assert_eq!(kept(firms).arrangement().board("firms").map(|board| board.title.clone()), Some("企业".to_owned()));
        // An earlier program's, and a later one's.
        for json in [
            "{}",
            r#"{ "arrangement": { "boards": [{ "id": "firms", "title": "企业", "doors": [{ "title": "甲", "about": "", "counted": false, "leads": { "moon": 1 } }] }] } }"#,
        ] {
            let kept = kept(json);
            assert_eq!(kept.info.place, "云川县");
            assert!(kept.arrangement().is_empty());
        }
    }
}
