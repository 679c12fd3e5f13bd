//! The name of a page that a zone arranges itself.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Name of a board or a leaflet, by which doors lead to it: small letters, digits and `-`, at most [`PageId::LONGEST`] of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageId(Cow<'static, str>);

impl PageId {
    /// Characters of the longest name.
    pub const LONGEST: usize = 40;

    /// The name of a page that the program itself leads to.
    pub(crate) const fn known(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that cannot name a board or a leaflet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a board or leaflet is named by 1 to {} small letters, digits and -", PageId::LONGEST)]
pub struct InvalidPageId;

impl FromStr for PageId {
    type Err = InvalidPageId;

    fn from_str(text: &str) -> Result<Self, InvalidPageId> {
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if plain && (1..=Self::LONGEST).contains(&text.len()) { Ok(Self(Cow::Owned(text.to_owned()))) } else { Err(InvalidPageId) }
    }
}

impl TryFrom<String> for PageId {
    type Error = InvalidPageId;

    fn try_from(text: String) -> Result<Self, InvalidPageId> {
        text.parse()
    }
}

impl From<PageId> for String {
    fn from(id: PageId) -> Self {
        id.0.into_owned()
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_in_small_letters() {
        for (text, sound) in
            [("home", true), ("a-2", true), ("", false), ("Home", false), ("首页", false), ("a/b", false), (&"a".repeat(41), false)]
        {
            assert_eq!(text.parse::<PageId>().is_ok(), sound, "{text}");
        }
    }
}
