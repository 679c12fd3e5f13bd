//! Takeaways for a phone: an official address or a few plain words, as a QR code that a phone can read from where the visitor stands.
//!
//! Enters: addresses and contacts of records. Leaves: an [`OfficialLink`], a [`Slip`], a [`Code`] that fits its place. It draws nothing and
//! asks nothing of the network.

mod code;
mod link;
mod payload;
mod slip;

pub use code::{CellSize, Code, Picture, Shade};
pub use link::{AllowList, LinkRefusal, OfficialLink};
pub use payload::{Payload, Takeaway};
pub use slip::{SLIP_BYTES, Slip};
