//! Chinese text, as values: what may be kept, how it is compared, cut, spelled and measured; and what machines say, in it, clocks too.
//!
//! Nothing here opens a file or knows what a document is. Text from outside passes [`clean`] before anything else sees it.

mod clock;
mod everyday;
mod figures;
mod fold;
mod grams;
mod han;
mod identity;
mod masked;
mod name;
mod obeyed;
mod official;
mod pieces;
mod pin;
mod pinyin;
mod radicals;
mod safe;
mod spoken;
#[cfg(test)]
mod spoken_tests;
mod system;
mod typo;
mod visitor;
mod weak;
mod width;
mod wrapped;

pub use clock::{BEIJING, day_of, has_zones, is_zone, local, moment, now, settle};
pub use everyday::everyday;
pub use figures::{day, size};
pub use fold::{fold, fold_char, fold_glyphs, squeeze};
pub use grams::{Gram, each_gram, grams};
pub use han::is_han;
pub use identity::check_sign;
pub use masked::{masked, masked_but_phones};
pub use name::as_read;
pub use obeyed::{Obeyed, disarmed, obeyed};
pub use official::{is_term, official};
pub use pin::{Weakness, weak_pin};
pub use pinyin::{
    SAME_FINALS, SAME_INITIALS, SAME_INITIALS_TO_SOME, blurred, initials, looks_like_letters, readings, sound, spellings, syllables,
};
pub use safe::clean;
pub use spoken::spoken;
pub use system::said;
pub use typo::Typo;
pub use visitor::VisitorText;
pub use weak::{SHORTEST_PASSPHRASE, weak_passphrase};
pub use width::{Wrapped, char_columns, columns, fit, overhangs, wrap};
pub use wrapped::unwrapped;
