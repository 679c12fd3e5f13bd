//! What breaks the order is found, and what keeps to it is let through: told of made-up modules, against the tables of `module_order`.

use super::{house::HOUSE, paths::spoken};

/// What is found in a made-up module.
fn judged(module: &str, text: &str) -> Vec<String> {
    let module: Vec<String> = module.split("::").map(str::to_owned).collect();
    HOUSE.faults(&module, &spoken(&module, text))
}

#[test]
fn a_planted_violation_is_found() {
    for (module, text, word) in [
        ("text::fold", "use crate::config::Config;", "config"),
        ("policy::number", "use crate::{text::fold, search::{Hit as Found}};", "search"),
        ("library::store", "fn f() { crate::tui::run(); }", "tui"),
        ("search::engine", "use super::super::advice::Advice;", "advice"),
        ("source::file", "#[cfg(test)]\nmod tests {\n    use super::super::super::library::Card;\n}", "library"),
        ("text::fold", "assert!(matches!(x, crate::policy::Validity::InForce));", "policy"),
        ("tui::widget::prose", "use crate::tui::screen::home;", "screen"),
        ("tui::screen::home", "use super::list::State;", "list"),
        ("tui::screen::home", "use super::super::app::App;", "app"),
        ("tui::effect", "pub(super) use super::worker::Worker;", "worker"),
        ("tui::worker", "use crate::lab::Judgements;", "lab"),
        ("zone::lists", "use crate::search::Hit;", "search"),
        ("cli::show", "fn f() { gongkai::cli::run() }", "mod"),
        ("bundle::signature", "use super::{BundleError, metadata::Root};", "metadata"),
        ("bundle::signature", "fn f(x: &[u8; { super::CHUNK }]) {}", "parcel"),
        ("compose", "fn f() { lexicon::Lexicon::embedded(); }", "lexicon"),
    ] {
        let found = judged(module, text);
        assert!(matches!(&found[..], [fault] if fault.contains(&format!("→ {word} "))), "{module}: {text}\n{found:?}");
    }
}

#[test]
fn what_is_allowed_or_only_spoken_of_is_let_through() {
    for (module, text) in [
        ("policy::record", "use crate::text::{fold, wrap};\nuse super::Target;"),
        ("search::engine", "use crate::{library::{Card, Library}, policy::RecordId};"),
        ("zone::listing", "use super::way::{ListKind, Way};"),
        ("tui::screen::home", "use super::{super::widget::prose::Prose, Move};\npub(in crate::tui) fn view() {}"),
        ("text::fold", "//! See `crate::tui::run`.\n/* use crate::cli; */\nconst WORDS: &str = \"use crate::tui::run\";"),
        ("text::fold", "const WORDS: &str = r#\"say \"use crate::cli\"\"#;\nconst QUOTE: char = '\"';\nfn f<'a>(x: &'a str) {}"),
        ("text::fold", "mod inner {\n    mod deep {\n        use super::super::fold_char;\n    }\n}"),
        ("main", "fn main() { gongkai::cli::run() }"),
        ("bundle", "pub use reader::{OFFICE, Release};\npub(crate) use self::trust::Seen;"),
        ("bundle::reader", "use super::{BundleError, Digest, trust::read_root};\nuse ::std::fs;\nfn f() { Vec::<u8>::new(); }"),
    ] {
        assert_eq!(judged(module, text), Vec::<String>::new(), "{module}: {text}");
    }
}
