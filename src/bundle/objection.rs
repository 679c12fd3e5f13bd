//! Objections to a bundle: every attack and every accident has its own name, so that a clerk is told what to do. Plain values for a history.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{people::Post, unfit::Unfit};

/// Why a bundle does not hold what it promises.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// A file that must be there is not.
    #[error("{name} is missing")]
    Missing {
        /// Name of the file.
        name: String,
    },
    /// A file is not what its name says.
    #[error("{name} cannot be read: {why}")]
    Unreadable {
        /// Name of the file.
        name: String,
        /// The reason.
        why: Misread,
    },
    /// A file or a list is larger than anything sensible; it was not read.
    #[error("{name} is larger than {limit}")]
    TooLarge {
        /// Name of the file.
        name: String,
        /// The most that is allowed, in bytes or in entries.
        limit: u64,
    },
    /// A file is not the one that was signed for.
    #[error("{name} is not the file that was signed for")]
    Altered {
        /// Name of the file.
        name: String,
    },
    /// A record is not in the parts as it is in the signed list.
    #[error("record {id} is not as it was signed for")]
    Unlisted {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
    },
    /// A name that is longer than anybody reads.
    #[error("{name}: a name of more than {most} characters")]
    LongName {
        /// Name of the file.
        name: String,
        /// The most that it may have.
        most: usize,
    },
    /// Too few of the right people signed.
    #[error("{name}: {valid} valid signatures, {needed} needed")]
    Threshold {
        /// Name of the file.
        name: String,
        /// Signatures that count.
        valid: usize,
        /// The threshold.
        needed: usize,
    },
    /// One key stands twice among the signatures.
    #[error("{name}: key {keyid} signed twice")]
    SignedTwice {
        /// Name of the file.
        name: String,
        /// First digits of the key's id.
        keyid: String,
    },
    /// Enough keys signed, but not one person at each desk.
    #[error("{name}: nobody of their own signed as {}", desk.as_str())]
    Desk {
        /// Name of the file.
        name: String,
        /// The post that is missing.
        desk: Post,
    },
    /// A root that gives no protection, or contradicts itself.
    #[error("root {version} is unfit: {why}")]
    UnfitRoot {
        /// Its version.
        version: u64,
        /// Why.
        why: Unfit,
    },
    /// A department's entry that gives no protection, or contradicts itself.
    #[error("department {role}: {why}")]
    UnfitDepartment {
        /// Name of the role.
        role: String,
        /// Why.
        why: Unfit,
    },
    /// Older than what this terminal has seen.
    #[error("{name}: version {found}, but version {seen} was seen")]
    Rollback {
        /// Name of the file.
        name: String,
        /// Its version.
        found: u64,
        /// The version seen before.
        seen: u64,
    },
    /// Another content under a version that this terminal has seen: two truths were signed.
    #[error("{name}: version {version} was seen with another content")]
    Equivocation {
        /// Name of the file.
        name: String,
        /// The version.
        version: u64,
    },
    /// A version so far ahead that nobody could ever follow it.
    #[error("{name}: version {found}, where at most {most} may come")]
    Leap {
        /// Name of the file.
        name: String,
        /// Its version.
        found: u64,
        /// The largest that may come.
        most: u64,
    },
    /// Parts of two releases.
    #[error("{name}: version {found} where version {expected} was signed for")]
    Mixed {
        /// Name of the file.
        name: String,
        /// Its version.
        found: u64,
        /// The version that was signed for.
        expected: u64,
    },
    /// A name that no honest program writes.
    #[error("{name} names {found}")]
    Name {
        /// Name of the file.
        name: String,
        /// The name.
        found: String,
    },
    /// Somebody publishes what is not theirs.
    #[error("{role} may not publish {found}")]
    Prefix {
        /// Who.
        role: String,
        /// The thing.
        found: Foreign,
    },
    /// The bundle of another office, or of another root of this one: it says so itself, and nobody believes it more than that.
    #[error("it is {theirs}'s (root {root}), not {ours}'s")]
    OtherOffice {
        /// The body that is believed.
        ours: String,
        /// The body that it names.
        theirs: String,
        /// Fingerprint of its newest root.
        root: String,
    },
    /// Root metadata past its day; only staff with the PIN may go on.
    #[error("the root expired on {on}")]
    RootExpired {
        /// When.
        on: Timestamp,
    },
}

impl Objection {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "B-02",
            Self::Unreadable { .. } => "B-03",
            Self::TooLarge { .. } => "B-04",
            Self::Altered { .. } => "B-05",
            Self::Threshold { .. } => "B-06",
            Self::SignedTwice { .. } => "B-07",
            Self::Desk { .. } => "B-08",
            Self::UnfitRoot { .. } => "B-09",
            Self::UnfitDepartment { .. } => "B-10",
            Self::Rollback { .. } => "B-11",
            Self::Equivocation { .. } => "B-12",
            Self::Mixed { .. } => "B-13",
            Self::Name { .. } => "B-14",
            Self::Prefix { .. } => "B-15",
            Self::RootExpired { .. } => "B-16",
            Self::OtherOffice { .. } => "B-41",
            Self::Leap { .. } => "B-37",
            Self::Unlisted { .. } => "B-42",
            Self::LongName { .. } => "B-43",
        }
    }
}

/// A thing that somebody publishes and that is not theirs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foreign {
    /// A record or a part, by its name.
    #[error("{0}")]
    Named(String),
    /// Anything at all: nobody let them publish.
    #[error("anything")]
    Anything,
    /// Departments, which only the office has.
    #[error("departments of its own")]
    Departments,
    /// What speaks in somebody else's name.
    #[error("anything in the name of {0}")]
    InNameOf(String),
    /// An urgent notice, by its id.
    #[error("an urgent notice {0}")]
    Urgent(String),
    /// What was made in the far future.
    #[error("anything of {0}")]
    Future(Timestamp),
}

/// Why the bytes of a file are not what its name says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misread {
    /// Not JSON, or not of the shape that was expected.
    #[error("{says} (line {line}, column {column})")]
    Json {
        /// In which way.
        fault: JsonFault,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
        /// The words of the reader of JSON: for the log, since words of the file may stand in them.
        #[serde(skip)]
        says: String,
    },
    /// Bytes that are no text.
    #[error("not text")]
    NotText,
    /// Metadata of another type than its place asks for.
    #[error("is of type {found:?} instead of {expected:?}")]
    OtherType {
        /// The type that it names.
        found: String,
        /// The type that belongs there.
        expected: String,
    },
    /// Metadata written to a version of TUF's specification that this program does not know.
    #[error("is written to specification {found:?}")]
    Specification {
        /// The version that it names.
        found: String,
    },
    /// A text holds control characters, which no reader would take back.
    #[error("a text holds control characters")]
    ControlCharacters,
    /// A catalogue names a record twice, or one that lies in no file.
    #[error("record {id} is listed twice or lies in no file")]
    ListedTwice {
        /// The id.
        id: String,
    },
    /// A link or a folder where a file belongs.
    #[error("no file of its own")]
    NoFile,
    /// Longer than any such file is.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The most that is allowed, in bytes.
        limit: u64,
    },
}

/// In which way a text is not the JSON that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonFault {
    /// It is not JSON.
    Syntax,
    /// It is JSON, but a field is missing, doubled or of another kind.
    Shape,
    /// It ends too soon.
    Cut,
}

impl Misread {
    /// The stumble of a reader of JSON.
    pub fn json(error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        let fault = match error.classify() {
            Category::Data => JsonFault::Shape,
            Category::Eof => JsonFault::Cut,
            Category::Syntax | Category::Io => JsonFault::Syntax,
        };
        Self::Json { fault, line: error.line(), column: error.column(), says: error.to_string() }
    }
}
