//! How long the names may be that people read before they sign and on every screen: whatever is longer is nobody's name, and hides the rest.

/// Most characters of the name of a person, a body, a department or a place.
pub const LONGEST_NAME: usize = 60;
/// Most characters of a reason.
pub const LONGEST_REASON: usize = 200;

/// Whether a text has more characters than that.
pub fn is_longer(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}
