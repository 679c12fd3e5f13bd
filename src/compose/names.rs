//! Names of people: the surnames, and the characters that given names are made of. In a field that asks for a name they stand before words that are
//! spelled alike: 李 before 里, 张 before 长.

use super::{
    Cost,
    spelling::Beginnings,
    syllables::{Syllable, spelled},
    trie::{Sorter, Trie, Word},
    walk::walk,
};

/// `data/compose/names.txt`; its head says how it is written.
const NAMES: &str = include_str!("../../data/compose/names.txt");

/// What a name costs beside the one before it in the table.
const STEP: Cost = 3;
/// Liberties that a name may take with its spelling: as somebody says it, or by its initials.
const FREEDOM: Cost = 700;

/// Names by their spelling.
#[derive(Debug)]
pub(super) struct Names {
    surnames: Trie<String>,
    given: Trie<String>,
}

impl Default for Names {
    fn default() -> Self {
        let nothing = || Sorter::new(0).shelf(String::new());
        Self { surnames: nothing(), given: nothing() }
    }
}

/// A name that the keys begin with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) cost: Cost,
    /// The key after it.
    pub(super) end: usize,
    pub(super) text: String,
    /// Whether the keys are its spelling, letter by letter.
    pub(super) exact: bool,
}

impl Names {
    /// Reads the table; `read` spells what it does not.
    pub(super) fn new(read: impl Fn(&str) -> Option<Vec<Syllable>>) -> Self {
        Self { surnames: shelf('姓', &read), given: shelf('名', &read) }
    }

    /// The surnames that stand at a key, the likeliest first; or the characters of given names.
    pub(super) fn at(&self, beginnings: &[Beginnings], from: usize, is_given: bool) -> Vec<Named> {
        let shelf = if is_given { &self.given } else { &self.surnames };
        let mut named = Vec::new();
        let found = |end, liberty, (number, word): (u32, &Word)| {
            named.push(Named { cost: liberty + word.cost, end, text: shelf.text(number).to_owned(), exact: liberty == 0 });
        };
        walk(shelf, beginnings, from, FREEDOM, found, |_, _, _| {});
        named.sort_unstable();
        named
    }

    /// The likeliest given name of one or two characters that the keys from one on spell to their end.
    pub(super) fn given(&self, beginnings: &[Beginnings], from: usize) -> Option<String> {
        let all = beginnings.len();
        let first = self.at(beginnings, from, true);
        let mut best: Option<(Cost, String)> = None;
        let mut offer = |cost: Cost, text: String| {
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, text));
            }
        };
        let mut ends = Vec::new();
        for one in &first {
            if one.end == all {
                offer(one.cost, one.text.clone());
            } else if !ends.contains(&one.end) {
                // Of several that end alike the likeliest stands first.
                ends.push(one.end);
                if let Some(next) = self.at(beginnings, one.end, true).into_iter().find(|next| next.end == all) {
                    offer(one.cost + next.cost, format!("{}{}", one.text, next.text));
                }
            }
        }
        best.map(|(_, text)| text)
    }
}

/// Names of the table that are of a class, those of most people first, each with its spelling where it is read otherwise than in words.
pub(super) fn listed(class: char) -> impl Iterator<Item = (&'static str, Option<String>)> {
    let names = NAMES.lines().filter_map(move |line| line.strip_prefix(class)).flat_map(str::split_ascii_whitespace);
    names.map(|name| name.split_once(':').map_or((name, None), |(text, spelling)| (text, Some(spelling.replace('-', " ")))))
}

/// Names of a class by which a text is searched for them: `词`, `半`, `疑`, `族` or `名`; the head of the table says what each is.
#[cfg(feature = "office")]
pub(crate) fn names_of(class: char) -> impl Iterator<Item = &'static str> {
    listed(class).map(|(name, _)| name)
}

/// Surnames, those of most people first.
#[cfg(feature = "office")]
pub(crate) fn surnames() -> impl Iterator<Item = &'static str> {
    listed('姓').map(|(name, _)| name)
}

fn shelf(class: char, read: impl Fn(&str) -> Option<Vec<Syllable>>) -> Trie<String> {
    let spell = |text: &str, spelling: Option<String>| spelling.map_or_else(|| read(text), |spelling| spelled(&spelling));
    let mut sorted: Vec<(Vec<Syllable>, &str, Cost)> =
        (0..).zip(listed(class)).filter_map(|(place, (text, spelling))| Some((spell(text, spelling)?, text, STEP * place))).collect();
    sorted.sort();
    let mut text = String::new();
    let mut sorter = Sorter::new(sorted.len());
    for (syllables, name, cost) in &sorted {
        let from = text.len();
        text.push_str(name);
        sorter.push(syllables, from..text.len(), *cost);
    }
    sorter.shelf(text)
}
