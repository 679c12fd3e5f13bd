//! Who may know whom. One crate cannot make the compiler say it, so every path in `src/` that begins with `crate`, `super` or the crate's own
//! name is compared with the tables below. A new edge is a change to a table, and seen in review.

use std::{fs, path::Path};

use walkdir::WalkDir;

use super::{
    paths::{Import, imports},
    repository,
};

/// A place in the order.
#[derive(Debug, Clone, Copy)]
enum Rank {
    /// These do not know one another.
    Apart(&'static [&'static str]),
}

use Rank::Apart;

/// The children of a module, left to right: each may know those on its left, none may know those on its right.
#[derive(Debug)]
struct Order {
    /// The module.
    of: &'static str,
    /// What stands in the module's own file goes by this name.
    own: &'static str,
    ranks: &'static [Rank],
}

const ORDERS: &[Order] = &[
    Order {
        of: "",
        own: "lib",
        ranks: &[
            Apart(&["text", "config"]),
            Apart(&["files"]),
            Apart(&["compose"]),
            Apart(&["policy"]),
            Apart(&["source"]),
            Apart(&["bundle"]),
            Apart(&["stick"]),
            Apart(&["library"]),
            Apart(&["takeaway"]),
            Apart(&["search", "zone"]),
            Apart(&["sync"]),
            Apart(&["fleet"]),
            Apart(&["lab"]),
            Apart(&["advice"]),
            Apart(&["tui"]),
            Apart(&["cli"]),
            Apart(&["lib"]),
            Apart(&["main"]),
        ],
    },
    Order {
        of: "zone",
        own: "mod",
        ranks: &[
            Apart(&["para", "way", "wording"]),
            Apart(&["composition", "leaflet", "listing"]),
            Apart(&["dossier", "lists"]),
            Apart(&["mod"]),
        ],
    },
    Order {
        of: "tui",
        own: "mod",
        ranks: &[
            Apart(&["error", "theme"]),
            Apart(&["canvas", "context", "terminal"]),
            Apart(&["widget", "frame"]),
            Apart(&["effect"]),
            Apart(&["screen"]),
            Apart(&["session", "worker", "composer", "errand"]),
            Apart(&["app"]),
            Apart(&["mod"]),
            Apart(&["tests"]),
        ],
    },
    Order {
        of: "tui::screen",
        own: "mod",
        ranks: &[
            Apart(&["mod"]),
            Apart(&["attract", "code", "exchange", "home", "leaflet", "list", "maintenance", "reading", "search", "staff", "write_down"]),
        ],
    },
];

/// An import that an order forbids, in words; none if all is well.
fn forbidden(from: &[String], import: &Import, modules: &[Vec<String>]) -> Option<String> {
    let to = known_part(&import.path, modules);
    ORDERS.iter().find_map(|order| {
        let (from, to) = (order.child(from)?, order.child(to)?);
        let place = |name: &str| order.ranks.iter().position(|rank| rank.members().contains(&name));
        let named = || format!("line {}: {} ({from} → {to} in {})", import.line, import.path.join("::"), order.name());
        match (place(from), place(to)) {
            _ if from == to => None,
            (Some(left), Some(right)) if right < left => None,
            (Some(left), Some(right)) if left == right => Some(format!("{}: they stand side by side", named())),
            (Some(_), Some(_)) => Some(format!("{}: that is to its right", named())),
            _ => Some(format!("{}: not in the table", named())),
        }
    })
}

/// The longest beginning of a path that is a module; what follows is an item in it.
fn known_part<'a>(path: &'a [String], modules: &[Vec<String>]) -> &'a [String] {
    let beginnings = (0..=path.len()).rev().filter_map(|length| path.get(..length));
    beginnings.into_iter().find(|beginning| modules.iter().any(|module| module == beginning)).unwrap_or_default()
}

impl Rank {
    fn members(&self) -> &'static [&'static str] {
        let Apart(members) = self;
        members
    }
}

impl Order {
    fn name(&self) -> &str {
        if self.of.is_empty() { "the crate" } else { self.of }
    }

    /// The child of the ordered module in which `path` lies; none if it lies outside.
    fn child<'a>(&self, path: &'a [String]) -> Option<&'a str>
    where
        Self: 'a,
        'static: 'a,
    {
        let mut rest = path.iter();
        for segment in self.of.split("::").filter(|segment| !segment.is_empty()) {
            if rest.next()? != segment {
                return None;
            }
        }
        Some(rest.next().map_or(self.own, String::as_str))
    }
}

/// The module that a file is: `src/tui/mod.rs` is `tui`, `src/lib.rs` is the crate itself.
fn module_of(file: &Path) -> Vec<String> {
    let mut module: Vec<String> = file.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// Every module with its text.
fn sources() -> Vec<(Vec<String>, String)> {
    let src = repository("src");
    let files = WalkDir::new(&src).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|entry| (module_of(entry.path().strip_prefix(&src).unwrap()), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

#[test]
fn no_module_knows_what_stands_to_its_right() {
    let sources = sources();
    let modules: Vec<Vec<String>> = sources.iter().map(|(module, _)| module.clone()).collect();
    let mut faults = Vec::new();
    for (module, text) in &sources {
        let found = imports(module, text);
        faults.extend(found.iter().filter_map(|import| Some(format!("{} {}", module.join("::"), forbidden(module, import, &modules)?))));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_tables_name_every_module_and_no_other() {
    let modules: Vec<Vec<String>> = sources().into_iter().map(|(module, _)| module).collect();
    for order in ORDERS {
        let named: Vec<&str> = order.ranks.iter().flat_map(Rank::members).copied().collect();
        let mut present: Vec<&str> = modules.iter().filter_map(|module| order.child(module)).collect();
        present.sort_unstable();
        present.dedup();
        let mut sorted = named.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, present, "in {}", order.name());
    }
}

/// What is found in a made-up module.
fn judged(module: &str, text: &str) -> Vec<String> {
    let modules: Vec<Vec<String>> = sources().into_iter().map(|(module, _)| module).collect();
    let module: Vec<String> = module.split("::").map(str::to_owned).collect();
    imports(&module, text).iter().filter_map(|import| forbidden(&module, import, &modules)).collect()
}

#[test]
fn a_planted_violation_is_found() {
    for (module, text, word) in [
        ("config", "use crate::text::wrap;", "text"),
        ("policy::number", "use crate::{text::fold, search::{Hit as Found}};", "search"),
        ("library::store", "fn f() { crate::tui::run(); }", "tui"),
        ("search::engine", "use super::super::advice::Advice;", "advice"),
        ("takeaway::slip", "use crate::search as find;", "search"),
        ("source::file", "#[cfg(test)]\nmod tests {\n    use super::super::super::library::Card;\n}", "library"),
        ("policy::number", "use crate::*;", "lib"),
        ("text::fold", "assert!(matches!(x, crate::policy::Validity::InForce));", "policy"),
        ("tui::canvas", "use super::widget::prose::Prose;", "widget"),
        ("tui::widget::prose", "use crate::tui::screen::home;", "screen"),
        ("tui::screen::home", "use super::list::State;", "list"),
        ("tui::screen::home", "use super::super::app::App;", "app"),
        ("tui::screen::home", "use super::super::Mode;", "mod"),
        ("tui::effect", "pub(super) use super::worker::Worker;", "worker"),
        ("zone::lists", "use crate::search::Hit;", "search"),
        ("cli::show", "fn f() { gongkai::cli::run() }\nuse crate::outbox::Seal;", "lib"),
    ] {
        let found = judged(module, text);
        assert!(matches!(&found[..], [fault] if fault.contains(&format!("→ {word} "))), "{module}: {text}\n{found:?}");
    }
}

#[test]
fn what_is_allowed_or_only_spoken_of_is_let_through() {
    for (module, text) in [
        ("policy::number", "use crate::text::{fold, wrap};\nuse super::Target;"),
        ("search::engine", "use crate::{library::{Card, Library}, policy::RecordId};"),
        ("zone::listing", "use super::way::{ListKind, Way};"),
        ("tui::screen::home", "use super::{super::widget::prose::Prose, Move};\npub(in crate::tui) fn view() {}"),
        ("text::fold", "//! See `crate::tui::run`.\n/* use crate::cli; */\nconst WORDS: &str = \"use crate::tui::run\";"),
        ("text::fold", "const WORDS: &str = r#\"say \"use crate::cli\"\"#;\nconst QUOTE: char = '\"';\nfn f<'a>(x: &'a str) {}"),
        ("text::fold", "mod inner {\n    mod deep {\n        use super::super::fold_char;\n    }\n}"),
        ("main", "fn main() { gongkai::cli::run() }"),
    ] {
        assert_eq!(judged(module, text), Vec::<String>::new(), "{module}: {text}");
    }
}
