//! Why a bundle is refused: every attack and every accident has its own name, so that a clerk is told what to do and a log says what was tried.

use std::io;

use crate::source::Fault;

/// Why a bundle is refused or cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Nothing of ours lies there.
    #[error("no bundle in {place}")]
    NoBundle {
        /// Where it was looked for.
        place: String,
    },
    /// A file that must be there is not.
    #[error("{name} is missing")]
    Missing {
        /// Which.
        name: String,
    },
    /// A file is not what its name says.
    #[error("{name} cannot be read: {why}")]
    Unreadable {
        /// Which.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file or a list is larger than anything sensible; it was not read.
    #[error("{name} is larger than {limit}")]
    TooLarge {
        /// Which.
        name: String,
        /// What is allowed.
        limit: u64,
    },
    /// A file is not the one that was signed for.
    #[error("{name} is not the file that was signed for")]
    Altered {
        /// Which.
        name: String,
    },
    /// Too few of the right people signed.
    #[error("{name}: {valid} valid signatures, {needed} needed")]
    Threshold {
        /// Which file.
        name: String,
        /// Signatures that count.
        valid: usize,
        /// The threshold.
        needed: usize,
    },
    /// One key stands twice among the signatures.
    #[error("{name}: key {keyid} signed twice")]
    SignedTwice {
        /// Which file.
        name: String,
        /// First digits of the key's id.
        keyid: String,
    },
    /// Enough keys signed, but not one person at each desk.
    #[error("{name}: nobody of their own signed as {desk}")]
    Desk {
        /// Which file.
        name: String,
        /// The post that is missing.
        desk: super::Post,
    },
    /// A root that gives no protection, or contradicts itself.
    #[error("root {version} is unfit: {why}")]
    UnfitRoot {
        /// Its version.
        version: u64,
        /// Why.
        why: String,
    },
    /// A department's entry that gives no protection, or contradicts itself.
    #[error("department {role}: {why}")]
    UnfitDepartment {
        /// Which.
        role: String,
        /// Why.
        why: String,
    },
    /// Older than what this terminal has seen.
    #[error("{name}: version {found}, but version {seen} was seen")]
    Rollback {
        /// Which file.
        name: String,
        /// Its version.
        found: u64,
        /// The version seen before.
        seen: u64,
    },
    /// Another content under a version that this terminal has seen: two truths were signed.
    #[error("{name}: version {version} was seen with another content")]
    Equivocation {
        /// Which file.
        name: String,
        /// The version.
        version: u64,
    },
    /// Parts of two releases in one.
    #[error("{name}: version {found} where version {expected} was signed for")]
    Mixed {
        /// Which file.
        name: String,
        /// Its version.
        found: u64,
        /// The version that was signed for.
        expected: u64,
    },
    /// A name that no honest program writes.
    #[error("{name} names {found}")]
    Name {
        /// Which file.
        name: String,
        /// The name.
        found: String,
    },
    /// Somebody publishes what is not theirs.
    #[error("{role} may not publish {found}")]
    Prefix {
        /// Who.
        role: String,
        /// What.
        found: String,
    },
    /// Root metadata past its day; only staff with the PIN may go on.
    #[error("the root expired on {on}")]
    RootExpired {
        /// When.
        on: jiff::Timestamp,
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
        /// What.
        name: String,
        /// First digits of the key's id.
        keyid: String,
    },
    /// The passphrase does not open the key.
    #[error("wrong passphrase")]
    Passphrase,
    /// A file that is no private key.
    #[error("private key: {why}")]
    SecretKey {
        /// Why.
        why: String,
    },
    /// The machine gave no random numbers.
    #[error("no randomness: {why}")]
    NoRandomness {
        /// What it said.
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
        /// What went wrong.
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
        /// What it says.
        source: io::Error,
    },
}

impl BundleError {
    /// Whether a bundle does not hold what it promises; otherwise it is this machine, the stick's state, or somebody's words that stand in the
    /// way.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::Missing { .. }
            | Self::Unreadable { .. }
            | Self::TooLarge { .. }
            | Self::Altered { .. }
            | Self::Threshold { .. }
            | Self::SignedTwice { .. }
            | Self::Desk { .. }
            | Self::UnfitRoot { .. }
            | Self::UnfitDepartment { .. }
            | Self::Rollback { .. }
            | Self::Equivocation { .. }
            | Self::Mixed { .. }
            | Self::Name { .. }
            | Self::Prefix { .. }
            | Self::RootExpired { .. } => true,
            Self::NoBundle { .. }
            | Self::Foreign { .. }
            | Self::NoDraft { .. }
            | Self::Faulty(_)
            | Self::Vanished { .. }
            | Self::StillThere { .. }
            | Self::NeverPublished { .. }
            | Self::NotEntitled { .. }
            | Self::Passphrase
            | Self::SecretKey { .. }
            | Self::NoRandomness { .. }
            | Self::Address { .. }
            | Self::Network { .. }
            | Self::NoNetwork { .. }
            | Self::Io { .. } => false,
        }
    }
}
