//! Objections to a bundle: every attack and every accident has its own name, so that a clerk is told what to do. Plain values for a history.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::people::{Person, Post, in_two_posts, missing_desks};

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

/// Why a root, or the leave that a department was given, protects nothing or contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// Files do not bear their version in their name.
    #[error("files must bear their version in their name")]
    Unversioned,
    /// A role without keys.
    #[error("it names no keys for {role}")]
    NoKeys {
        /// Name of the role.
        role: String,
    },
    /// A key under an id that does not follow from it.
    #[error("key {keyid} does not bear its own id")]
    OtherId {
        /// First digits of the id.
        keyid: String,
    },
    /// Two ids of one key.
    #[error("keys {one} and {other} are one")]
    OneKey {
        /// First digits of the one id.
        one: String,
        /// And of the other.
        other: String,
    },
    /// A role that names a key twice.
    #[error("{role}: a key is named twice")]
    NamedTwice {
        /// Name of the role.
        role: String,
    },
    /// Fewer keys than must sign, or fewer that must sign than protect anything.
    #[error("{role}: {threshold} of {keys} keys, where {least} must sign")]
    TooFew {
        /// Name of the role.
        role: String,
        /// How many must sign.
        threshold: usize,
        /// How many keys there are.
        keys: usize,
        /// How many must sign at least.
        least: usize,
    },
    /// A key of somebody in another post, or of nobody.
    #[error("{role}: key {keyid} belongs to nobody in that post")]
    NotInPost {
        /// Name of the role.
        role: String,
        /// First digits of the key's id.
        keyid: String,
    },
    /// No person of their own at a desk.
    #[error("nobody of their own sits at the desk {}", desk.as_str())]
    Desk {
        /// The post.
        desk: Post,
    },
    /// One person at posts that want a person each, under one name or several that are read as one.
    #[error("one person holds the posts {}", posts.iter().map(|post| post.as_str()).collect::<Vec<_>>().join(", "))]
    OnePerson {
        /// The name, as it is first written.
        name: String,
        /// The posts.
        posts: Vec<Post>,
    },
    /// A name in which nothing can be read.
    #[error("the holder of key {keyid} has no name that can be read")]
    Nameless {
        /// First digits of the key's id.
        keyid: String,
    },
    /// A department whose name is taken or cannot be one.
    #[error("its name cannot be used")]
    Name,
    /// A department whose records could be taken for those of another.
    #[error("its records could be those of {other}")]
    Overlap {
        /// The other.
        other: String,
    },
    /// A department that may publish more than its own.
    #[error("it may publish more than its own")]
    Paths,
    /// A department with a key that belongs to nobody at its desks.
    #[error("a key belongs to nobody at its desks")]
    NotAtDesk,
    /// A department with a key of the office.
    #[error("key {keyid} is the office's")]
    OfficeKey {
        /// First digits of the key's id.
        keyid: String,
    },
    /// A department that stands in no release yet.
    #[error("the office has not released it yet")]
    NotReleased,
    /// A department that was never let publish.
    #[error("the office does not know it")]
    Unknown,
}

impl Unfit {
    /// Why these persons cannot be the three desks; `None` where they can.
    pub(super) fn desks(people: &[&Person]) -> Option<Self> {
        let desk = *missing_desks(people).first()?;
        let at_desks: Vec<&Person> = people.iter().copied().filter(|person| Post::DESKS.contains(&person.post)).collect();
        let filled = Post::DESKS.iter().all(|desk| at_desks.iter().any(|person| person.post == *desk));
        match in_two_posts(&at_desks) {
            Some((name, posts)) if filled => Some(Self::OnePerson { name, posts }),
            _ => Some(Self::Desk { desk }),
        }
    }
}
