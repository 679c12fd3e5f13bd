//! Pieces that several screens draw with. They know no screen.

pub(super) mod entries;
pub(super) mod keyboard;
pub(super) mod letter_pad;
pub(super) mod pinyin_picker;
pub(super) mod prose;
pub(super) mod qr_code;
