//! Pieces that several screens draw with. They know no screen.

pub(super) mod drawn;
pub(super) mod entries;
pub(super) mod marked;
pub(super) mod notice;
pub(super) mod prose;
pub(super) mod qr_code;
pub(super) mod tiles;
