//! The name of the state: national laws and organs bear it, and nobody says it.

/// 中华人民共和国.
pub const STATE: &str = "中华人民共和国";

/// A title as people say it; one that is nothing but the name of the state stays as it is.
pub fn without_state(title: &str) -> &str {
    title.strip_prefix(STATE).filter(|rest| !rest.is_empty()).unwrap_or(title)
}
