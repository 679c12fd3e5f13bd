//! The statement of an office or a department about its content, signed with it and beyond TUF: whose it is, of what day, what was withdrawn,
//! who reviewed it.

use std::collections::BTreeMap;

use jiff::{Timestamp as Instant, civil::Date};
use serde::{Deserialize, Serialize};

use super::{people::Person, signature::KeyId};
use crate::{
    files::Digest,
    policy::{DisclosureMark, RecordId},
    program::Program,
    source::Header,
};

/// The statement of a role about its content, beyond TUF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Who publishes: the body's or the department's name.
    pub publisher: String,
    /// The place it speaks for.
    pub place: String,
    /// When the release was made.
    pub released_at: Instant,
    /// The day whose state the content shows.
    pub data_date: Date,
    /// The mark that the publisher answers for where a document carries none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<DisclosureMark>,
    /// The list of all files and records, itself a part.
    pub catalogue: Digest,
    /// Everything that was ever withdrawn (下架), so that a terminal that missed a release still learns of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Withdrawn>,
    /// Records of the office's reviews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// Reminders of the check before it was drafted that nobody answered one by one, and that whoever drafted it took on by their number.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub reminders: usize,
    /// Settings of terminals, as the file of them has it, line by line and without a control character ([`Statement::settings_text`]), so that whoever looks at a stick sees them before anything is taken in; only in the office's
    /// targets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<String>,
    /// Programs of terminals that come with it, by machine; only in the office's targets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programs: Vec<Program>,
    /// Who holds the keys of departments; only in the office's targets.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<KeyId, Person>,
    /// Names of departments in front of people, by role name; only in the office's targets.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub departments: BTreeMap<String, String>,
}

/// A record that must disappear from every terminal, its text included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Its id, never used again.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Why, for the history.
    pub reason: String,
    /// Version of the role's targets that withdrew it.
    pub since: u64,
    /// Files that held it: no terminal and no stick may keep them.
    pub files: Vec<Digest>,
}

/// One review of the content before it was signed (三审, 保密审查, 隐私审查), as the records of whoever drafted it have it: shown to those who sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Name of the review.
    pub kind: String,
    /// Name of the reviewer.
    pub person: String,
    /// Post of the reviewer.
    pub post: String,
    /// Moment of the last review of this kind by this person.
    pub at: Instant,
    /// Records that the person reviewed so.
    #[serde(default)]
    pub documents: usize,
    /// Each of them is signed with the reviewer's own key; else the record of whoever drafted it is all there is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_nothing(count: &usize) -> bool {
    *count == 0
}

/// A file of settings as it is signed: nothing that is signed holds a control character.
pub(super) fn settings_lines(text: &str) -> Vec<String> {
    text.split('\n').map(|line| line.replace('\\', "\\\\").replace('\r', "\\r").replace('\t', "\\t")).collect()
}

impl Statement {
    /// The file of settings again; none where there is none.
    pub fn settings_text(&self) -> Option<String> {
        let line = |line: &String| {
            let mut text = String::with_capacity(line.len());
            let mut chars = line.chars();
            while let Some(c) = chars.next() {
                let meant = if c == '\\' { chars.next() } else { None };
                text.push(match meant {
                    Some('r') => '\r',
                    Some('t') => '\t',
                    Some(other) => other,
                    None => c,
                });
            }
            text
        };
        (!self.settings.is_empty()).then(|| self.settings.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    /// The header of content that has none of its own.
    pub fn header(&self) -> Header {
        Header { name: self.publisher.clone(), place: self.place.clone(), data_date: self.data_date, topics: Vec::new() }
    }
}
