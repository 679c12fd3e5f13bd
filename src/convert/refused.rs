//! Why a file gives no manuscript.

use serde::{Deserialize, Serialize};

use super::Code;

/// A file that is not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}: {why}")]
pub struct Refused {
    /// What is wrong, as programs read it.
    pub code: Code,
    /// What was found, for the log: English, without a word of the file.
    pub why: String,
}

impl Refused {
    /// A refusal with its reason.
    #[expect(clippy::needless_pass_by_value, reason = "errors of readers are handed over as they come")]
    pub fn new(code: Code, why: impl ToString) -> Self {
        Self { code, why: why.to_string() }
    }
}
