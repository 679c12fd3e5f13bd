//! What several targets share: seeds, a small office whose release is bent, and what no text may hold that a person gets to see.

mod office;
mod seeds;

pub use office::{Held, Office};
pub use seeds::seeds;

/// Whether a character could command a terminal or show one thing and mean another.
pub fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}')
}

/// Stops where a text that a person gets to see holds such a character.
#[track_caller]
pub fn assert_harmless(text: &str) {
    assert!(!text.chars().any(is_hostile), "{text:?}");
}
