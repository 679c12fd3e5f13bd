//! Life events (一件事、一本通): the guides and documents for one stage of a person's or a firm's life, in order.

use serde::{Deserialize, Serialize};

use super::Target;

/// An ordered way through several guides and documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Stage of life: one of [`Collection::STAGES`].
    pub stage: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// One step of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The step in a few words.
    pub title: String,
    /// The guide or document that says how.
    pub record: Option<Target>,
    /// A hint.
    pub note: Option<String>,
}

impl Collection {
    /// Stages of a person's life, then of a firm's.
    pub const STAGES: [&str; 12] = ["出生", "上学", "就业", "婚育", "置业", "就医", "困难", "养老", "身后", "开办", "经营", "注销"];
}
