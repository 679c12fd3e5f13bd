//! What one file says of the zone's arrangement, with the lines that are named where it does not fit the whole.

use crate::policy::{Board, Door, Lead, Leaflet, PageId, RecordId};

use super::fault::Faults;

/// A page, or words, as one file gives them.
#[derive(Debug)]
pub(super) enum Page {
    Board(Board),
    Leaflet(Leaflet),
    /// Words that say nothing about the subject of a question.
    Fillers(Vec<String>),
    /// A table of rules: name and text.
    Rules(String, String),
    /// Records that stand before others, in this order.
    Order(Vec<RecordId>),
}

/// A page with its places in the file.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) page: Page,
    /// Of its title.
    pub(super) line: usize,
    /// Of what each of its doors leads to, or of each record that it puts before others, in their order.
    pub(super) leads: Vec<usize>,
    /// Bodies whose records are listed.
    pub(super) bodies: Vec<(usize, String)>,
}

impl Page {
    /// By which field and name a door leads to it; `None` for words.
    pub(super) fn way(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::Board(board) => Some(("board", board.id.as_str())),
            Self::Leaflet(leaflet) => Some(("leaflet", leaflet.id.as_str())),
            Self::Fillers(_) | Self::Rules(..) | Self::Order(_) => None,
        }
    }

    /// Whether another page goes by the same name.
    pub(super) fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rules(one, _), Self::Rules(another, _)) => one == another,
            (Self::Order(_), Self::Order(_)) => true,
            _ => self.way().is_some_and(|way| other.way() == Some(way)),
        }
    }

    /// The doors that stand on it.
    pub(super) fn doors(&self) -> &[Door] {
        match self {
            Self::Board(board) => &board.doors,
            Self::Leaflet(leaflet) => &leaflet.doors,
            Self::Fillers(_) | Self::Rules(..) | Self::Order(_) => &[],
        }
    }

    /// The records that it names, with the line of each.
    pub(super) fn records<'a>(&'a self, lines: &'a [usize]) -> Vec<(usize, &'a RecordId)> {
        if let Self::Order(ids) = self {
            return lines.iter().copied().zip(ids).collect();
        }
        let of_door = |(line, door): (usize, &'a Door)| -> Vec<(usize, &'a RecordId)> {
            match &door.leads {
                Lead::Record(id) => vec![(line, id)],
                Lead::Records(ids) => ids.iter().map(|id| (line, id)).collect(),
                Lead::Board(_) | Lead::Leaflet(_) | Lead::Selection(_) | Lead::Groups(_) | Lead::Search(_) | Lead::Contact(_) => vec![],
            }
        };
        lines.iter().copied().zip(self.doors()).flat_map(of_door).collect()
    }
}

/// The id of the page in the file at `path`: its name without the ending.
pub(super) fn page_id(path: &str, faults: &mut Faults) -> Option<PageId> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let id = name.parse().ok();
    if id.is_none() {
        let mend = format!("请给文件改名，只用小写字母、数字和 -，最多 {} 个，例如 xiangcun。", PageId::LONGEST);
        faults.error(None, format!("文件名“{name}”不能作版面的名称"), mend);
    }
    id
}
