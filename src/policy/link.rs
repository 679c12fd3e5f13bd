//! How records belong together.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::RecordId;

/// One record's tie to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// In which way.
    pub kind: LinkKind,
    /// To what.
    pub target: Target,
}

/// Ways in which one record belongs to another. The record that comes later, explains or serves carries the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// An interpretation explains a document (解读).
    Interprets,
    /// An answer rests on a document.
    AnswersFrom,
    /// A guide to applying for what the document grants (办事入口).
    AppliedForAt,
    /// Made on the ground of an older or higher paper (依据).
    BasedOn,
    /// Changes parts of an older paper (修改).
    Amends,
    /// Stands in the place of an older paper (替代).
    Replaces,
    /// Ends an older paper without a new one (废止).
    Repeals,
    /// Ends a paper of which nobody can tell for certain that it is this one. Only worked out from texts, never written.
    MayEnd,
    /// Is the current text of an amended paper (修订文本).
    Consolidates,
    /// Was published as an attachment of another document.
    AttachmentOf,
    /// A collection, gazette issue, notice or catalogue row names the record.
    Includes,
}

impl LinkKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Interprets,
        Self::AnswersFrom,
        Self::AppliedForAt,
        Self::BasedOn,
        Self::Amends,
        Self::Replaces,
        Self::Repeals,
        Self::MayEnd,
        Self::Consolidates,
        Self::AttachmentOf,
        Self::Includes,
    ];

    /// Whether the carrier changes or ends what it names.
    pub fn touches(self) -> bool {
        matches!(self, Self::Amends | Self::Replaces | Self::Repeals | Self::MayEnd | Self::Consolidates)
    }

    /// The word in files and columns.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Interprets => "interprets",
            Self::AnswersFrom => "answers_from",
            Self::AppliedForAt => "applied_for_at",
            Self::BasedOn => "based_on",
            Self::Amends => "amends",
            Self::Replaces => "replaces",
            Self::Repeals => "repeals",
            Self::MayEnd => "may_end",
            Self::Consolidates => "consolidates",
            Self::AttachmentOf => "attachment_of",
            Self::Includes => "includes",
        }
    }

    /// The deed of the carrier, in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Interprets => "解读的文件",
            Self::AnswersFrom => "回答依据",
            Self::AppliedForAt => "去哪办",
            Self::BasedOn => "依据",
            Self::Amends => "修改了",
            Self::Replaces => "替代了",
            Self::Repeals => "废止了",
            Self::MayEnd => "可能废止了",
            Self::Consolidates => "修改前的文本",
            Self::AttachmentOf => "随文件印发",
            Self::Includes => "收录",
        }
    }

    /// The same seen from the target.
    pub fn reverse_label(self) -> &'static str {
        match self {
            Self::Interprets => "解读",
            Self::AnswersFrom => "问答",
            Self::AppliedForAt => "相关政策",
            Self::BasedOn => "据此制定",
            Self::Amends => "修改它的文件",
            Self::Replaces => "替代它的文件",
            Self::Repeals => "废止它的文件",
            Self::MayEnd => "可能废止它的文件",
            Self::Consolidates => "修改后的文本",
            Self::AttachmentOf => "附件",
            Self::Includes => "收录于",
        }
    }
}

impl FromStr for LinkKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// The far end of a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// A record of the same library.
    Held(RecordId),
    /// Named by number or title, not held here.
    Cited(String),
}

impl Target {
    /// The id, if the record is held.
    pub fn held(&self) -> Option<&RecordId> {
        match self {
            Self::Held(id) => Some(id),
            Self::Cited(_) => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held(id) => id.fmt(f),
            Self::Cited(words) => f.write_str(words),
        }
    }
}
