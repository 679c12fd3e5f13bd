//! Who may sign what: persons, the posts they hold, and which posts a release needs (三审制: three desks, three persons).

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::text::{as_read, clean};

/// A post that a key is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Post {
    /// 根密钥保管人: decides who holds the other posts; its keys lie in a safe.
    Root,
    /// 处室: the office that drafted or collected the content.
    Office,
    /// 分管领导: the leader in charge of it.
    Deputy,
    /// 主要领导: the head of the body.
    Chief,
    /// 打包员: puts a signed release on sticks; can publish nothing by itself.
    Packer,
    /// 回执: acknowledges what came back from terminals.
    Receipts,
}

impl Post {
    /// All posts.
    pub const ALL: [Self; 6] = [Self::Root, Self::Office, Self::Deputy, Self::Chief, Self::Packer, Self::Receipts];

    /// The three posts whose signatures a release needs.
    pub const DESKS: [Self; 3] = [Self::Office, Self::Deputy, Self::Chief];

    /// The word in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Office => "office",
            Self::Deputy => "deputy",
            Self::Chief => "chief",
            Self::Packer => "packer",
            Self::Receipts => "receipts",
        }
    }

    /// The word in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Root => "根密钥保管人",
            Self::Office => "处室",
            Self::Deputy => "分管领导",
            Self::Chief => "主要领导",
            Self::Packer => "打包员",
            Self::Receipts => "回执",
        }
    }
}

impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for Post {
    type Err = ();

    /// Reads both words.
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|post| post.as_str() == text || post.label() == text).ok_or(())
    }
}

/// A person in a post. Terminals know persons by name only: two keys of one person are one person, and so are two names that are read as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Person {
    /// Name, as it is written in the office's papers.
    pub name: String,
    /// The post in which they sign.
    pub post: Post,
}

impl Person {
    /// Whether people would take both for the same person, whatever their posts.
    pub fn is(&self, other: &Self) -> bool {
        as_read(&self.name) == as_read(&other.name)
    }

    /// Whether there is a name that can be read.
    pub fn has_name(&self) -> bool {
        !as_read(&self.name).is_empty()
    }
}

/// How many persons these are.
pub(super) fn persons<'p>(people: impl IntoIterator<Item = &'p Person>) -> usize {
    people.into_iter().map(|person| as_read(&person.name)).collect::<BTreeSet<String>>().len()
}

/// The first who sits at several of these posts, or at one under several names, with the posts.
pub(super) fn in_two_posts(people: &[&Person]) -> Option<(String, Vec<Post>)> {
    people.iter().find_map(|one| {
        let theirs: BTreeSet<Post> = people.iter().filter(|other| other.is(one)).map(|other| other.post).collect();
        (theirs.len() > 1).then(|| (clean(&one.name).into_owned(), theirs.into_iter().collect()))
    })
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever made the file wrote the name, and it is read before anybody vouches for it.
        write!(f, "{}（{}）", clean(&self.name), self.post)
    }
}

/// The posts of which no signature is there, where each of the three desks must have signed and each by another person with a name that can be
/// read; empty if all is well.
pub(super) fn missing_desks(signers: &[&Person]) -> Vec<Post> {
    // Few enough to try: is there a choice of one person for each desk, all different?
    fn choose(desks: &[Post], signers: &[&Person], taken: &mut BTreeSet<String>) -> bool {
        let Some((desk, rest)) = desks.split_first() else { return true };
        signers.iter().filter(|signer| signer.post == *desk && signer.has_name()).any(|signer| {
            let name = as_read(&signer.name);
            if !taken.insert(name.clone()) {
                return false;
            }
            let chosen = choose(rest, signers, taken);
            if !chosen {
                taken.remove(&name);
            }
            chosen
        })
    }
    if choose(&Post::DESKS, signers, &mut BTreeSet::new()) {
        return Vec::new();
    }
    let absent: Vec<Post> = Post::DESKS.into_iter().filter(|desk| signers.iter().all(|signer| signer.post != *desk)).collect();
    // Every desk has signed, but two of them by the same hand: then the last to decide is the one that is missing.
    if absent.is_empty() { vec![Post::Chief] } else { absent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_desks_must_be_three_persons() {
        let person = |name: &str, post| Person { name: name.to_owned(), post };
        let (a, b, c) = (person("甲", Post::Office), person("乙", Post::Deputy), person("丙", Post::Chief));
        assert_eq!(missing_desks(&[&a, &b, &c]), []);
        assert_eq!(missing_desks(&[&a, &b]), [Post::Chief]);
        assert_eq!(missing_desks(&[&a, &a, &c]), [Post::Deputy]);
        let same = person("甲", Post::Chief);
        assert_eq!(missing_desks(&[&a, &b, &same]), [Post::Chief]);
        // A second person at the first desk frees the one who sits at two.
        let other = person("丁", Post::Office);
        assert_eq!(missing_desks(&[&a, &other, &b, &same]), []);
        let disguised = person("\u{200b}甲\u{fe00} ", Post::Chief);
        assert_eq!(missing_desks(&[&a, &b, &disguised]), [Post::Chief]);
        assert_eq!(in_two_posts(&[&a, &b, &disguised]), Some(("甲".to_owned(), vec![Post::Office, Post::Chief])));
        assert_eq!(in_two_posts(&[&a, &other, &b, &c]), None);
        assert_eq!((persons([&a, &same, &disguised]), persons([&a, &b])), (1, 2));
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        let person = Person { name: "王\u{1b}[2J某\u{202e}".to_owned(), post: Post::Office };
        assert_eq!(person.to_string(), format!("王[2J某（{}）", Post::Office));
    }

    #[test]
    fn posts_are_read_in_both_languages() {
        for post in Post::ALL {
            assert_eq!((post.as_str().parse(), post.label().parse()), (Ok(post), Ok(post)));
        }
    }
}
