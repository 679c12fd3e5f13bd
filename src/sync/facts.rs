//! What people are told of an exchange: the offer before it, progress, the receipt after it, the history.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::led::RootLed;
use crate::{
    audit::Who,
    bundle::{Changes, Objection, Person, Root, Sums, VerifiedBundle},
    config::Badge,
    files::{Digest, DiskTrouble},
    policy::RecordId,
    program::Program,
    text::clean,
};

/// What lies on a stick, verified, and what taking it in would mean. Nothing has been changed yet.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The release.
    pub bundle: VerifiedBundle,
    /// What changes for visitors, against the generation that answers now.
    pub changes: Changes,
    /// Who signed, the office first.
    pub signers: Vec<Person>,
    /// It is what this terminal shows already: there is nothing to do.
    pub unchanged: bool,
    /// Bytes that must be copied.
    pub to_copy: u64,
    /// Bytes that must be free: copies, the new index, and a fifth more.
    pub needed: u64,
    /// Bytes that are free.
    pub free: u64,
    /// How long it will take, roughly.
    pub estimate: Duration,
    /// A newer program for this machine, which is not here and was not given up.
    pub program: Option<Program>,
    /// What staff should know before they go on.
    pub concerns: Vec<Concern>,
}

impl Offer {
    /// Why it cannot be taken in here and now.
    pub fn obstacle(&self) -> Option<&Concern> {
        self.concerns.iter().find(|concern| matches!(concern, Concern::NoRoom | Concern::Disk(_)))
    }
}

/// Something that must be said before an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concern {
    /// The content is older than 30 days (strongly: than 90).
    Old {
        /// Its age in days.
        days: i64,
        /// More than 90 days.
        strongly: bool,
    },
    /// The clock stands before the release was made.
    ClockBehind,
    /// The root should have been renewed: staff must confirm once more.
    RootExpired {
        /// When.
        on: Timestamp,
    },
    /// A department's part will not be taken in.
    LeftOut {
        /// The department's name in front of people.
        title: String,
        /// What speaks against it.
        why: Objection,
        /// Whether its content of before stays.
        stays: bool,
    },
    /// The list of records was made by a program that reads them otherwise: how many are new or gone is sure, how many changed is not.
    OtherReading,
    /// There is no room; the import will be refused.
    NoRoom,
    /// The disk takes nothing; the import will be refused.
    Disk(DiskTrouble),
    /// The office's list of withdrawals lay there, and was heeded.
    ListHeeded {
        /// Its version.
        version: u64,
        /// Titles that it hides here and that were shown before.
        titles: Vec<String>,
    },
    /// A later root is believed since the release before.
    RootLed(RootLed),
    /// The office's list of withdrawals lay there, and is not one that may be heeded.
    ListRefused {
        /// The code for the telephone.
        code: &'static str,
    },
    /// A record that is hidden for the time being will be shown again: the release was made later, and holds it.
    HiddenShown {
        /// Its title.
        title: String,
    },
    /// A record that is hidden for the time being is gone from the release.
    HiddenGone {
        /// Its title.
        title: String,
    },
    /// A record stays hidden: the release was made before somebody hid it.
    HiddenStays {
        /// Its title.
        title: String,
    },
}

/// What an import is doing; in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 检查: signatures, versions, digests.
    Verifying,
    /// 复制, and from the first complete text on also 建索引 beside it.
    Copying,
    /// 建索引: what is left of it when everything is copied.
    Indexing,
    /// 自检: the new generation is tried out before anybody sees it.
    Testing,
    /// 切换: from here on it cannot be cancelled.
    Switching,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Of everything, from 0 to 1; never falls.
    pub share: f64,
    /// Bytes copied.
    pub copied: u64,
    /// Bytes to copy.
    pub to_copy: u64,
    /// Records indexed.
    pub records: usize,
    /// Time left, once it can be told.
    pub left: Option<Duration>,
}

/// What was done, on screen and on the stick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The terminal.
    pub terminal: String,
    /// Who asked for it.
    pub by: By,
    /// When, by its clock.
    pub at: Timestamp,
    /// What.
    pub event: EventKind,
    /// Number of the release that answers now.
    pub release: Option<u64>,
    /// The digits that people compare (核对码); those of the release's digest where an earlier program took it in.
    pub digest: Option<String>,
    /// The generation that answers now.
    pub generation: u32,
    /// The changes.
    pub facts: Happening,
    /// Departments whose part was not taken in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutPart>,
    /// Records held now.
    pub records: usize,
    /// Later roots that are believed since the release before, and who left and joined with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roots: Vec<RootLed>,
    /// How long it took, in seconds.
    pub seconds: u64,
}

/// Who asks for a visit, as far as the terminal knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Whoever knows the PIN of the staff's pages, where all have one.
    Staff,
    /// Whoever knows the PIN of that one, where several have their own.
    Post(Badge),
    /// A user of the system, by name, at the command line.
    User(String),
    /// Nobody: the terminal does it by itself.
    Terminal,
}

impl From<&By> for Who {
    fn from(by: &By) -> Self {
        match by {
            By::Staff => Self::Staff,
            By::Post(badge) => Self::Post(badge.clone()),
            By::User(name) => Self::user(name),
            By::Terminal => Self::Terminal,
        }
    }
}

/// What can happen to a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// 导入
    Imported,
    /// 退回上一版, by staff.
    RolledBack,
    /// 自动退回: it crashed again and again.
    FellBack,
    /// 修复: the index was built anew.
    Repaired,
    /// 拒绝
    Refused,
    /// 隐藏: a record is shown to nobody for the time being, or is gone for good.
    Hidden,
    /// 重新显示
    Shown,
    /// 换信任根, by somebody who compared both.
    Reset,
}

impl EventKind {
    /// The word in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Imported => "导入",
            Self::RolledBack => "退回",
            Self::FellBack => "自动退回",
            Self::Repaired => "修复",
            Self::Refused => "拒绝",
            Self::Hidden => "隐藏",
            Self::Shown => "恢复",
            Self::Reset => "换信任根",
        }
    }
}

/// A line of the history, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, by the terminal's clock.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// Number of the release.
    pub release: Option<u64>,
    /// Digest of the release.
    pub digest: Option<Digest>,
    /// The digits of the release that people compare (核对码), where they were kept when it was taken in.
    pub check: Option<String>,
    /// The code for the telephone, where it was refused.
    pub code: Option<String>,
    /// The event in plain values.
    pub facts: Happening,
}

/// An event in the plain values that the history keeps. Words are made of them when somebody reads them, so that no sentence grows old in a
/// database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// A release was taken in.
    Changed {
        /// How much it changed.
        counts: Sums,
        /// Titles that disappeared: the proof that they are gone.
        gone: Vec<Gone>,
        /// The digits that people compare (核对码); earlier programs kept none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check: Option<String>,
    },
    /// The generation before answers again.
    SteppedBack,
    /// A department's part was not taken in with the rest of a release.
    LeftOut(LeftOutPart),
    /// The index was built anew.
    Reindexed,
    /// What an earlier program had built was built anew.
    Rebuilt,
    /// What is believed was torn, and was put back from its second copy.
    Restored,
    /// This speaks against the bundle.
    Objection(Objection),
    /// The content has errors.
    Faulty {
        /// How many.
        errors: usize,
    },
    /// The content uses an id twice.
    UsedTwice {
        /// Which.
        id: RecordId,
    },
    /// The library that was built of it did not pass its test.
    SelfTest,
    /// It still holds what was withdrawn.
    StillThere {
        /// Its title.
        title: String,
    },
    /// A record was hidden at once.
    Hidden {
        /// Its id.
        id: RecordId,
        /// Its title.
        title: String,
        /// Why; empty where nobody said.
        reason: String,
    },
    /// It was shown again by whoever stood there.
    ShownAgain {
        /// Its id.
        id: RecordId,
        /// Its title.
        title: String,
    },
    /// A later release holds it: it is shown again.
    HidingLifted {
        /// Its id.
        id: RecordId,
        /// Its title.
        title: String,
    },
    /// The office withdrew it.
    HidingConfirmed {
        /// Its id.
        id: RecordId,
        /// Its title.
        title: String,
    },
    /// Another root is believed, which the one before did not lead to.
    OtherRoot {
        /// The root before; none where it could not be read back.
        from: Option<RootMark>,
        /// The root now.
        to: RootMark,
        /// Who confirmed it.
        by: By,
    },
    /// A stick brought a later root of the same office.
    RootLed(RootLed),
    /// Words in which an earlier program put it.
    Words(String),
    /// A line that cannot be read any more.
    #[serde(skip)]
    Torn,
}

/// What people compare of a root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootMark {
    /// The body for which it speaks.
    pub body: String,
    /// Its fingerprint, in groups of four.
    pub fingerprint: String,
}

impl RootMark {
    /// Of this root.
    pub fn of(root: &Root) -> Self {
        Self { body: clean(&root.gongkai.body).into_owned(), fingerprint: root.fingerprint().in_groups() }
    }
}

/// A department's part that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutPart {
    /// The department's name in front of people.
    pub title: String,
    /// Whether its content of before stays.
    pub stays: bool,
    /// What speaks against it.
    pub why: Box<Happening>,
    /// The code for the telephone.
    pub code: String,
}

/// A text that was withdrawn and is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Its title.
    pub title: String,
    /// Why it was withdrawn; empty where nobody said.
    pub reason: String,
}

/// What was found and mended when the kiosk started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    /// All is well.
    Well,
    /// An activation that power had interrupted was finished.
    Finished,
    /// The newest generation crashed twice within a minute: the one before it answers.
    FellBack,
}
