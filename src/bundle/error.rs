//! Why a bundle is refused, and what keeps people from making or reading one.

use std::{io, path::PathBuf};

use super::{
    Person, Post,
    objection::{Misread, Objection},
    withheld::Withheld,
};
use crate::source::Fault;

/// Why a bundle is refused or cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The bundle does not hold what it promises.
    #[error(transparent)]
    Refused(#[from] Objection),
    /// A draft is held back: edited by hand, made by a lying clock, or not confirmed by name.
    #[error(transparent)]
    Withheld(#[from] Withheld),
    /// Nothing of ours lies there.
    #[error("no bundle in {place}")]
    NoBundle {
        /// Where it was looked for.
        place: String,
    },
    /// A folder that is no repository of an office.
    #[error("no repository in {place}")]
    NoRepository {
        /// The folder.
        place: String,
    },
    /// No root is in force yet: none was drafted, or not everybody has signed it.
    #[error("no root is in force in {place}")]
    NoRoot {
        /// The repository.
        place: String,
        /// One is drafted and waits for its keepers.
        drafted: bool,
    },
    /// A file of the repository that is not published is not what its name says.
    #[error("{}: {why}", path.display())]
    OwnFile {
        /// The file.
        path: PathBuf,
        /// The reason.
        why: Misread,
    },
    /// A draft that not all desks have signed.
    #[error("{name} is not signed by all desks")]
    Unsigned {
        /// `office`, or a department.
        name: String,
        /// Those who could sign at the desks that have not.
        missing: Vec<Person>,
    },
    /// The folder holds something else; writing there could harm it.
    #[error("{place} is not empty and not a repository")]
    Foreign {
        /// The folder.
        place: String,
    },
    /// Nothing of that name waits for signatures.
    #[error("no draft {name}")]
    NoDraft {
        /// `root`, `office` or a department.
        name: String,
    },
    /// The source has errors; nothing was drafted.
    #[error("the source has {} faults", .0.len())]
    Faulty(Vec<Fault>),
    /// Records that were published are gone from the source, and nobody said that they are to be withdrawn.
    #[error("{} records are gone", records.len())]
    Vanished {
        /// Ids with titles.
        records: Vec<String>,
    },
    /// A record is to be withdrawn, or was, and stands in the source.
    #[error("{id} is withdrawn and stands in the source")]
    StillThere {
        /// Its id.
        id: String,
    },
    /// A record is to be withdrawn that was never published.
    #[error("{id} was never published")]
    NeverPublished {
        /// Its id.
        id: String,
    },
    /// This key may not sign that.
    #[error("key {keyid} may not sign {name}")]
    NotEntitled {
        /// Name of the draft.
        name: String,
        /// First digits of the key's id.
        keyid: String,
    },
    /// Posts for which a root has no key.
    #[error("nobody in the posts {}", posts.iter().map(|post| post.as_str()).collect::<Vec<_>>().join(", "))]
    Vacant {
        /// The posts.
        posts: Vec<Post>,
        /// How many keepers there are: persons, whatever keys they have.
        keepers: usize,
    },
    /// Nobody of that name holds a post.
    #[error("{name:?} holds no post")]
    NotInRoot {
        /// The name that was looked for.
        name: String,
        /// All who do.
        people: Vec<String>,
    },
    /// No department of that name was let publish.
    #[error("no department {name}")]
    NoDepartment {
        /// The name that was looked for.
        name: String,
        /// All departments, with their names in front of people.
        known: Vec<String>,
    },
    /// The root was changed since the release was signed: terminals that follow it take no such release.
    #[error("release {release} was not signed under root {root}")]
    BeforeRoot {
        /// Version of the root.
        root: u64,
        /// Number of the release.
        release: u64,
    },
    /// The passphrase does not open the key.
    #[error("wrong passphrase")]
    Passphrase,
    /// There is no such file of a key.
    #[error("no key file {}", path.display())]
    NoKey {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file that is no public key with its holder.
    #[error("{} is no public key: {why}", path.display())]
    PublicKey {
        /// The file.
        path: PathBuf,
        /// Why.
        why: KeyFault,
    },
    /// A file that is no private key.
    #[error("private key: {why}")]
    SecretKey {
        /// Why.
        why: KeyFault,
    },
    /// The machine gave no random numbers.
    #[error("no randomness: {why}")]
    NoRandomness {
        /// Its words, for the log.
        why: String,
    },
    /// An address that is not taken; it is not repeated, since there may be a secret in it.
    #[error("not an address to read from: {why}")]
    Address {
        /// Why.
        why: &'static str,
    },
    /// The network or the server fails.
    #[error("{place}")]
    Network {
        /// The address.
        place: String,
        /// The failure; an [`Answer`] inside it, where the server is at fault.
        source: io::Error,
    },
    /// This program was built without the network.
    #[error("built without the network: {place}")]
    NoNetwork {
        /// The address.
        place: String,
    },
    /// The file system or the stick refuses.
    #[error("{place}")]
    Io {
        /// Where.
        place: String,
        /// The system's own error.
        source: io::Error,
    },
}

/// Why a file is not the key that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// A private key where a public one belongs.
    #[error("a private key")]
    Private,
    /// A public key where a private one belongs.
    #[error("a public key")]
    Public,
    /// Neither.
    #[error(transparent)]
    Misread(#[from] Misread),
    /// No private key that is locked with a passphrase.
    #[error("not an encrypted private key")]
    NotLocked,
    /// The key could not be locked with this passphrase.
    #[error("cannot be encrypted")]
    NotLockable,
}

/// An answer of a server that does not hand out a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Answer {
    /// It points elsewhere, where nothing is read.
    #[error("it points elsewhere ({0})")]
    Elsewhere(u16),
    /// A status that is none of success.
    #[error("it answers with status {0}")]
    Status(u16),
    /// Another stretch of the file than was asked for.
    #[error("it sends another stretch than was asked for")]
    OtherStretch,
    /// Nobody knows a server of that name.
    #[error("there is no such host")]
    NoSuchHost,
    /// It cannot show a certificate that this machine trusts.
    #[error("its certificate is not trusted")]
    Certificate,
}

impl BundleError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(objection) => objection.code(),
            Self::Withheld(withheld) => withheld.code(),
            Self::NoBundle { .. } => "B-01",
            Self::Foreign { .. } => "B-17",
            Self::NoDraft { .. } => "B-18",
            Self::Faulty(_) => "B-19",
            Self::Vanished { .. } => "B-20",
            Self::StillThere { .. } => "B-21",
            Self::NeverPublished { .. } => "B-22",
            Self::NotEntitled { .. } => "B-23",
            Self::Passphrase => "B-24",
            Self::SecretKey { .. } => "B-25",
            Self::NoRandomness { .. } => "B-26",
            Self::Io { .. } => "B-27",
            Self::Address { .. } => "B-28",
            Self::Network { .. } => "B-29",
            Self::NoNetwork { .. } => "B-30",
            Self::NoRoot { .. } => "B-31",
            Self::NoKey { .. } => "B-32",
            Self::PublicKey { .. } => "B-33",
            Self::OwnFile { .. } => "B-34",
            Self::Unsigned { .. } => "B-35",
            Self::NoRepository { .. } => "B-36",
            Self::Vacant { .. } => "B-38",
            Self::NotInRoot { .. } => "B-39",
            Self::BeforeRoot { .. } => "B-40",
            Self::NoDepartment { .. } => "B-44",
        }
    }

    /// Whether a bundle does not hold what it promises; otherwise it is this machine, the stick's state, or somebody's words that stand in the
    /// way.
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::Withheld(withheld) => withheld.is_refusal(),
            _ => matches!(self, Self::Refused(_)),
        }
    }
}
