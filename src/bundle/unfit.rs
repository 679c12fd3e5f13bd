//! Why keys, persons and names protect nothing: of a root, or of a department.

use serde::{Deserialize, Serialize};

use super::{
    length::{LONGEST_NAME, is_longer},
    people::{Person, Post, in_two_posts, missing_desks},
};
use crate::text::clean;

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
    /// A name that is longer than anybody reads.
    #[error("a name of more than {most} characters")]
    LongName {
        /// Its beginning.
        name: String,
        /// The most that it may have.
        most: usize,
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
    /// A department that people would read as another: each would stand in the other's way.
    #[error("it is called as {other} is")]
    SameTitle {
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
    /// The first of these names that is too long.
    pub(super) fn long_name<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Self> {
        let long = names.into_iter().find(|name| is_longer(name, LONGEST_NAME))?;
        Some(Self::LongName { name: clean(long).chars().take(12).collect(), most: LONGEST_NAME })
    }

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
