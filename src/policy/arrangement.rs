//! How a zone is arranged: what stands on its first screens, which boards lead where, what its leaflets say. An office writes it as it writes
//! records; what it leaves unsaid is said by the program.

use serde::{Deserialize, Serialize};

use super::{Board, Leaflet, RecordId};

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
    /// Tables by which legal dates, remedies and fees are reckoned: name and text, as the office wrote them.
    pub tables: Vec<(String, String)>,
    /// Records that stand before all others in lists of what people come for, in this order, whatever is opened most.
    pub order: Vec<RecordId>,
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

    /// Where the office has put a record before others; the last place of all where it says nothing of it.
    pub fn place(&self, id: &RecordId) -> usize {
        self.order.iter().position(|known| known == id).unwrap_or(usize::MAX)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.boards.is_empty() && self.leaflets.is_empty() && self.fillers.is_empty() && self.tables.is_empty() && self.order.is_empty()
    }

    /// This arrangement where it says something, `general` where it does not: a board or leaflet stands for the general one of the same id,
    /// filler words are added to the general ones.
    pub fn over(&self, general: &Self) -> Self {
        let mut whole = self.clone();
        whole.boards.extend(general.boards.iter().filter(|board| self.board(board.id.as_str()).is_none()).cloned());
        whole.leaflets.extend(general.leaflets.iter().filter(|leaflet| self.leaflet(leaflet.id.as_str()).is_none()).cloned());
        whole.tables.extend(general.tables.iter().filter(|(name, _)| !self.tables.iter().any(|(own, _)| own == name)).cloned());
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
}
