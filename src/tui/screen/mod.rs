//! The screens: what each shows, what each understands. They do not know one another; they ask by returning effects.

pub(super) mod attract;
pub(super) mod code;
pub(super) mod counter;
pub(super) mod exchange;
mod farewell;
pub(super) mod figure;
pub(super) mod help;
pub(super) mod hide;
pub(super) mod home;
pub(super) mod leaflet;
pub(super) mod list;
pub(super) mod maintenance;
pub(super) mod reading;
pub(super) mod request;
pub(super) mod search;
pub(super) mod staff;
pub(super) mod write_down;

/// A step asked for by keys that mean the same on every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// One entry or line up.
    Up,
    /// One entry or line down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
}
