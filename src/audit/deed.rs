//! What can be written down, and who did it. Codes, numbers and names of the office's own making; nothing that a visitor typed fits in here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{config::Badge, files::Digest, policy::RecordId};

/// Most characters of a user's name that are kept.
const LONGEST_NAME: usize = 64;

/// Whose deed it was, as far as the terminal knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Whoever stood at the door; nobody knows who.
    AtTheDoor,
    /// Whoever knows the PIN of the staff's pages, where all have one.
    Staff,
    /// Whoever knows the PIN of that one, where several have their own.
    Post(Badge),
    /// A user of the system, by name, at the command line.
    User(String),
    /// Nobody: the terminal did it by itself.
    Terminal,
}

impl Who {
    /// A user of the system, by as much of the name as is kept.
    pub fn user(name: &str) -> Self {
        Self::User(name.chars().take(LONGEST_NAME).collect())
    }
}

/// How the staff's pages were left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaving {
    /// By a key or a finger.
    Closed,
    /// Nobody touched anything for long.
    Idle,
    /// The program was left.
    Quit,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Deed {
    /// A wrong PIN was given.
    PinWrong {
        /// Wrong ones in a row, this one counted.
        failures: u32,
    },
    /// The right PIN was given, and the door opened.
    DoorOpened {
        /// Wrong ones right before it.
        failures: u32,
    },
    /// The staff's pages were left.
    DoorLeft {
        /// How.
        how: Leaving,
    },
    /// Content began to be taken in.
    ImportBegun {
        /// Number of the release.
        release: u64,
        /// Its digest.
        digest: Digest,
    },
    /// It was taken in and answers.
    ImportDone {
        /// Number of the release.
        release: u64,
        /// Its digest.
        digest: Digest,
    },
    /// A stick was refused, or what was begun came to nothing.
    ImportRefused {
        /// Number of the release; none where the stick did not even show one that may be believed.
        release: Option<u64>,
        /// The code for the telephone.
        code: String,
    },
    /// Somebody stopped it.
    ImportCancelled {
        /// Number of the release.
        release: u64,
    },
    /// The release before answers again.
    SteppedBack {
        /// Its number.
        release: Option<u64>,
    },
    /// A step back was wanted and came to nothing.
    StepBackRefused {
        /// The code for the telephone.
        code: String,
    },
    /// A record is shown to nobody any more, ahead of any release.
    Hidden {
        /// Which.
        record: RecordId,
    },
    /// It is shown again.
    Unhidden {
        /// Which.
        record: RecordId,
    },
    /// The terminal believes another root now.
    RootReset {
        /// Fingerprint of the one before; none where there was none.
        from: Option<String>,
        /// Fingerprint of the one now.
        to: String,
    },
    /// A later release spoke of a hidden record, or left it out: it is hidden no more, or gone.
    HidingEnded {
        /// Which.
        record: RecordId,
        /// Number of that release.
        release: u64,
    },
    /// A stick brought a later root, which the one before led to: who left and who joined, with their posts.
    RootLed {
        /// Its version.
        version: u64,
        /// Its fingerprint.
        to: String,
        /// Who is not in it any more.
        left: Vec<String>,
        /// Who is in it now.
        joined: Vec<String>,
    },
    /// A form was sealed here: the number on its slip, and the day alone. At what hour somebody stood here nobody need know.
    FormLeft {
        /// The number.
        receipt: String,
    },
    /// Staff took an application in person: the number on its slip. The day is the law's.
    FormReceived {
        /// The number.
        receipt: String,
    },
    /// Everything that waits was written onto a stick.
    FormsCarried {
        /// How many.
        forms: u64,
    },
    /// Forms were erased here, because the office has them.
    FormsErased {
        /// Their numbers.
        receipts: Vec<String>,
        /// The number of the office's word that said so.
        word: u64,
    },
    /// The office's key for the next forms was taken.
    OfficeKeyTaken,
    /// A program came with a release, and waits to be tried.
    ProgramCame {
        /// Version, machine and digits.
        program: String,
    },
    /// It was tried beside the running one.
    ProgramTried {
        /// Version, machine and digits.
        program: String,
        /// Whether it works here.
        fit: bool,
    },
    /// A program that was begun twice did not last, or could not be begun: it is not tried again.
    ProgramGivenUp {
        /// Version, machine and digits.
        program: String,
    },
    /// What lay there is not what was signed for: it was not run.
    ProgramNotRun {
        /// Version, machine and digits.
        program: String,
    },
    /// Staff left the program.
    Quit,
    /// The program began.
    Started {
        /// Its version.
        program: String,
        /// Wrong PINs in a row that it found written down.
        failures: u32,
    },
    /// It ended by itself or because the system told it to.
    Stopped,
    /// A setting stands in the way of something.
    ConfigProblem {
        /// The code for the telephone.
        code: String,
    },
    /// So many entries could not be written down while the disk refused.
    NotWritten {
        /// How many.
        entries: u64,
    },
    /// Power failed while a line was written: what there is of it is no entry.
    Torn {
        /// Its bytes.
        bytes: u64,
        /// Their digest.
        digest: Digest,
    },
    /// The journal was found shorter than it had been, or other at its end.
    Gap {
        /// Number of the entry that should have been the last.
        number: u64,
        /// Its digest.
        digest: Digest,
    },
    /// The oldest entries were let go of, for room.
    LetGo {
        /// Number of the last of them.
        through: u64,
        /// Its digest.
        digest: Digest,
        /// Wrong PINs up to there.
        wrong: u64,
        /// Openings of the door up to there.
        opened: u64,
    },
    /// Something that only a later program has a name for.
    #[serde(other)]
    Later,
}

impl Deed {
    /// Whether it is what every start of the program brings. After wrong PINs a start is worth knowing.
    pub(super) fn is_restart(&self) -> bool {
        matches!(self, Self::Started { failures: 0, .. } | Self::Stopped | Self::ConfigProblem { .. })
    }

    /// Whether a visitor did it: then the day is told and no hour, and the log of the system, which tells hours, hears nothing of it.
    pub(super) fn is_visitors(&self) -> bool {
        matches!(self, Self::FormLeft { .. } | Self::FormReceived { .. })
    }

    /// Whether it is worth a warning in the log of the system, beside its line here.
    pub(super) fn is_grave(&self) -> bool {
        let is_usual = matches!(
            self,
            Self::FormLeft { .. } | Self::FormReceived { .. } | Self::FormsCarried { .. } | Self::FormsErased { .. } | Self::OfficeKeyTaken
        );
        let is_of_every_day = matches!(
            self,
            Self::DoorLeft { .. }
                | Self::ProgramCame { .. }
                | Self::ProgramTried { fit: true, .. }
                | Self::ImportBegun { .. }
                | Self::ImportDone { .. }
                | Self::Started { .. }
                | Self::Stopped
        );
        !is_usual && !is_of_every_day
    }
}

/// A deed at its moment, not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) at: Timestamp,
    pub(super) by: Who,
    pub(super) deed: Deed,
}
