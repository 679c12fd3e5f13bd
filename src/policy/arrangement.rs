//! How a zone is arranged: what stands on its first screens, which boards lead where, what its leaflets say. An office writes it as it writes
//! records; what it leaves unsaid is said by the program.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Board, Leaflet};

/// Name of a board or a leaflet, by which doors lead to it: small letters, digits and `-`, at most [`PageId::LONGEST`] of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageId(String);

impl PageId {
    /// Characters of the longest name.
    pub const LONGEST: usize = 40;

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
        if plain && (1..=Self::LONGEST).contains(&text.len()) { Ok(Self(text.to_owned())) } else { Err(InvalidPageId) }
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
        id.0
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a zone is arranged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// Boards, by id; no id twice.
    pub boards: Vec<Board>,
    /// Leaflets, by id; no id twice.
    pub leaflets: Vec<Leaflet>,
    /// Words of questions that say nothing about their subject: 请问, 怎么. Folded, as what is typed is compared.
    pub fillers: Vec<String>,
}

impl Arrangement {
    /// The board of this id.
    pub fn board(&self, id: &str) -> Option<&Board> {
        self.boards.iter().find(|board| board.id.as_str() == id)
    }

    /// The leaflet of this id.
    pub fn leaflet(&self, id: &str) -> Option<&Leaflet> {
        self.leaflets.iter().find(|leaflet| leaflet.id.as_str() == id)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.boards.is_empty() && self.leaflets.is_empty() && self.fillers.is_empty()
    }

    /// This arrangement where it says something, `general` where it does not: a board or leaflet stands for the general one of the same id,
    /// filler words are added to the general ones.
    pub fn over(&self, general: &Self) -> Self {
        let mut whole = self.clone();
        whole.boards.extend(general.boards.iter().filter(|board| self.board(board.id.as_str()).is_none()).cloned());
        whole.leaflets.extend(general.leaflets.iter().filter(|leaflet| self.leaflet(leaflet.id.as_str()).is_none()).cloned());
        whole.fillers.extend(general.fillers.iter().filter(|filler| !self.fillers.contains(filler)).cloned());
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(id: &str, title: &str) -> Board {
        Board { id: id.parse().unwrap(), title: title.to_owned(), doors: Vec::new() }
    }

    #[test]
    fn what_an_office_leaves_unsaid_the_program_says() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let general = Arrangement {
            boards: vec![board("home", "首页"), board("firms", "企业专区")],
            fillers: words(&["请问", "怎么"]),
            ..Arrangement::default()
        };
        let own = Arrangement {
            boards: vec![board("home", "云川县"), board("villages", "乡村振兴")],
            fillers: words(&["劳驾", "请问"]),
            ..Arrangement::default()
        };
        let whole = own.over(&general);
        let titles: Vec<_> = ["home", "firms", "villages"].map(|id| whole.board(id).unwrap().title.as_str()).into();
        assert_eq!(titles, ["云川县", "企业专区", "乡村振兴"]);
        assert_eq!((whole.boards.len(), whole.fillers), (3, words(&["劳驾", "请问", "怎么"])));
    }

    #[test]
    fn a_page_is_named_in_small_letters() {
        for (text, sound) in
            [("home", true), ("a-2", true), ("", false), ("Home", false), ("首页", false), ("a/b", false), (&"a".repeat(41), false)]
        {
            assert_eq!(text.parse::<PageId>().is_ok(), sound, "{text}");
        }
    }
}
