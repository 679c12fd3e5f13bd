//! Rust text in, the modules it speaks of out: every path that begins with `crate`, `super`, `self`, the crate's own name or a name that may be a
//! child's, wherever it stands (imports, expressions, macros). The text is divided into words as the compiler does it, so that comments and
//! quoted texts are none.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// A path that is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spoken {
    /// Line, counted from 1.
    pub(super) line: usize,
    /// From the crate's root. Where it began with a plain name, this is right only if that is a child of the module.
    pub(super) path: Vec<String>,
    /// The path that a `use` makes of it, by which others may know it too.
    pub(super) known_as: Option<Vec<String>>,
    /// Whether it is spoken of only to pass it on: `pub use`.
    pub(super) passed_on: bool,
}

/// Every path in the text of `module` that may lead into this crate.
pub(super) fn spoken(module: &[String], text: &str) -> Vec<Spoken> {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", module.join("::")));
    let mut found = Vec::new();
    read(tokens, module, &mut found);
    found
}

/// Words, signs and groups of one level, and the places where something begins.
struct Level(Vec<TokenTree>);

impl Level {
    fn word(&self, place: usize) -> Option<String> {
        match self.0.get(place) {
            Some(TokenTree::Ident(word)) => Some(word.to_string()),
            _ => None,
        }
    }

    fn is(&self, place: Option<usize>, word: &str) -> bool {
        place.and_then(|place| self.word(place)).is_some_and(|found| found == word)
    }

    fn group(&self, place: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.0.get(place) {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// Whether `::` stands there.
    fn divides(&self, place: usize) -> bool {
        let colon = |place: usize| match self.0.get(place) {
            Some(TokenTree::Punct(sign)) if sign.as_char() == ':' => Some(sign.spacing()),
            _ => None,
        };
        colon(place) == Some(Spacing::Joint) && colon(place + 1).is_some()
    }

    /// Whether what stands there goes on with something before it.
    fn continues(&self, place: usize) -> bool {
        place.checked_sub(2).is_some_and(|before| self.divides(before))
    }

    /// Whether the `use` there passes on what it names.
    fn passes_on(&self, place: usize) -> bool {
        let before = |back: usize| place.checked_sub(back);
        self.is(before(1), "pub")
            || before(1).is_some_and(|at| self.group(at, Delimiter::Parenthesis).is_some()) && self.is(before(2), "pub")
    }
}

fn read(tokens: TokenStream, here: &[String], found: &mut Vec<Spoken>) {
    let level = Level(tokens.into_iter().collect());
    let mut place = 0;
    while let Some(tree) = level.0.get(place) {
        let before = |back: usize| place.checked_sub(back);
        match tree {
            TokenTree::Ident(word) if word == "use" => {
                let mut leaves = Vec::new();
                let from = place + 1;
                let passed_on = level.passes_on(place);
                place = leaves_of(&level, from, &[], &mut leaves);
                let named = |name: String| here.iter().cloned().chain([name]).collect();
                found.extend(leaves.into_iter().map(|Leaf { line, path, name }| Spoken {
                    line,
                    path: from_root(here, &path),
                    known_as: Some(named(name)),
                    passed_on,
                }));
            }
            TokenTree::Ident(_) if level.divides(place + 1) && !level.continues(place) => {
                let mut leaves = Vec::new();
                place = leaves_of(&level, place, &[], &mut leaves);
                found.extend(leaves.into_iter().map(|Leaf { line, path, .. }| Spoken {
                    line,
                    path: from_root(here, &path),
                    known_as: None,
                    passed_on: false,
                }));
            }
            // `pub(in crate::tui)` says who may look, not what is looked at.
            TokenTree::Group(group) if !is_visibility(&level, place, group) => {
                let mut inner = here.to_vec();
                if level.is(before(2), "mod") {
                    inner.extend(before(1).and_then(|name| level.word(name)));
                }
                read(group.stream(), &inner, found);
                place += 1;
            }
            _ => place += 1,
        }
    }
}

fn is_visibility(level: &Level, place: usize, group: &Group) -> bool {
    level.is(place.checked_sub(1), "pub") && group.delimiter() == Delimiter::Parenthesis
}

/// The end of a path, or of one branch of a tree of paths.
struct Leaf {
    line: usize,
    path: Vec<String>,
    /// What it is called from here on.
    name: String,
}

/// Reads a path, or a tree of paths in braces, from `place` on; where it ends.
fn leaves_of(level: &Level, place: usize, stem: &[String], leaves: &mut Vec<Leaf>) -> usize {
    if let Some(group) = level.group(place, Delimiter::Brace) {
        let branches = Level(group.stream().into_iter().collect());
        let mut at = 0;
        while at < branches.0.len() {
            // What is no beginning of a branch is the comma before it.
            at = leaves_of(&branches, at, stem, leaves).max(at + 1);
        }
        return place + 1;
    }
    let Some(word) = level.word(place) else {
        if matches!(level.0.get(place), Some(TokenTree::Punct(sign)) if sign.as_char() == '*') {
            leaves.push(Leaf { line: line_of(level, place), path: stem.to_vec(), name: "*".to_owned() });
            return place + 1;
        }
        return place;
    };
    let path: Vec<String> = stem.iter().cloned().chain([word]).collect();
    let goes_on = level.word(place + 3).is_some() || level.group(place + 3, Delimiter::Brace).is_some() || is_star(level, place + 3);
    if level.divides(place + 1) && goes_on {
        return leaves_of(level, place + 3, &path, leaves);
    }
    let renamed = if level.is(Some(place + 1), "as") { level.word(place + 2) } else { None };
    let end = if renamed.is_some() { place + 3 } else { place + 1 };
    let name = renamed.or_else(|| path.iter().rfind(|word| *word != "self").cloned()).unwrap_or_default();
    leaves.push(Leaf { line: line_of(level, place), path, name });
    end
}

fn is_star(level: &Level, place: usize) -> bool {
    matches!(level.0.get(place), Some(TokenTree::Punct(sign)) if sign.as_char() == '*')
}

fn line_of(level: &Level, place: usize) -> usize {
    level.0.get(place).map_or(0, |tree| tree.span().start().line)
}

/// The path from the crate's root of what is called `path` in the module `here`.
fn from_root(here: &[String], path: &[String]) -> Vec<String> {
    let mut whole = here.to_vec();
    for word in path {
        match word.as_str() {
            "crate" | "gongkai" => whole.clear(),
            "super" => drop(whole.pop()),
            "self" => {}
            other => whole.push(other.to_owned()),
        }
    }
    whole
}
