//! What is taken away, in one piece: what it is, whom to ask, and what the code says.

use super::{OfficialLink, Slip};

/// What can be taken away of a record or an office: an address, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeaway {
    /// What it is.
    pub title: String,
    /// Document number or other line that names it.
    pub number: Option<String>,
    /// Desk, phone and the like, a line each.
    pub contact: Vec<String>,
    /// What the code says.
    pub payload: Payload,
}

/// What a code says.
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
