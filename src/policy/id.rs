//! The name of a record, by which everything refers to it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::text::clean;

/// Name of a record, unique in its source and never reused: links, receipts and visits refer to it. At most 200 bytes, no blanks,
/// nothing that cannot be seen or commands a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(String);

/// A text that cannot name a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} cannot be an id: 1 to 200 bytes without blanks, control or invisible characters are needed")]
pub struct InvalidId(String);

impl RecordId {
    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RecordId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let sound = !text.is_empty() && text.len() <= 200 && !text.contains(char::is_whitespace) && clean(text) == text;
        if sound { Ok(Self(text.to_owned())) } else { Err(InvalidId(text.chars().take(80).collect())) }
    }
}

impl TryFrom<String> for RecordId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> Self {
        id.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_word() {
        for (text, sound) in [
            ("sb-yanglao-2023", true),
            ("社会法/劳动法(2018-12-29)", true),
            ("a b", false),
            ("", false),
            ("a\u{1b}", false),
            ("a\u{202e}b", false),
            ("a\u{200b}b", false),
        ] {
            assert_eq!(text.parse::<RecordId>().is_ok(), sound, "{text:?}");
        }
    }
}
