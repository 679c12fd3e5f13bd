//! One thing to be taken away: its title, whom to ask, and the words of its code.

use super::{OfficialLink, Slip};
use crate::policy::ShortNumber;

/// The part of a record or an office that goes along on a phone: an address, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeaway {
    /// Title of the record, or name of the office.
    pub title: String,
    /// Document number or other line that names it.
    pub number: Option<String>,
    /// By which any terminal finds the record again; none of what is no record.
    pub short: Option<ShortNumber>,
    /// Desk, phone and the like, a line each.
    pub contact: Vec<String>,
    /// What to bring there, a line each; empty where nothing is said of it.
    pub bring: Vec<String>,
    /// The words of the code.
    pub payload: Payload,
}

impl Takeaway {
    /// How to come back to it, in words for a piece of paper.
    pub fn way_back(&self) -> Option<String> {
        self.short.map(|short| format!("下次来，按“打字”，再输 {short}"))
    }
}

/// The words of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// An official address.
    Link(OfficialLink),
    /// Plain words that need no network.
    Slip(Slip),
}

impl Payload {
    /// The bytes of the code.
    pub fn text(&self) -> &str {
        match self {
            Self::Link(link) => link.address(),
            Self::Slip(slip) => slip.text(),
        }
    }
}
