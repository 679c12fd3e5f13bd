//! Why a matter cannot be reckoned.

/// Why what was written down of requests cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// A line that is no matter.
    #[error("line {line} is no matter")]
    CaseUnread {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A line longer than any matter.
    #[error("line {line} is too long")]
    CaseTooLong {
        /// Counted from 1.
        line: usize,
    },
}

impl RequestError {
    /// For the telephone.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CaseUnread { .. } => "R-01",
            Self::CaseTooLong { .. } => "R-02",
        }
    }
}
