//! A field to type into: what is written in it, what is being composed, the keys on the screen, and keys that were pressed too early.
//!
//! Enters: keys, touches, candidates. Leaves: what became of them, as a [`Change`], and the keys for which candidates are wanted. A screen holds a
//! field for each thing it asks, and hands to the one that has the focus whatever is typed. The field knows no screen.

mod board;
mod early;
mod keys;
mod kind;
mod message;
mod picker;
mod state;
mod update;
mod view;

pub(super) use board::{Press, Size};
pub(super) use keys::on_key;
pub(super) use kind::FieldKind;
pub(super) use message::Message;
pub(super) use picker::{Offered, Step, Wanted};
pub(super) use state::{Change, State};
pub(super) use update::update;
pub(super) use view::{Places, board_height, view};
