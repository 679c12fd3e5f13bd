//! Who may know whom. One crate cannot make the compiler say it, so every path in `src/` that leads into the crate is compared with the tables
//! in `orders.rs`: every folder has one, and no files of a folder stand in a circle. A new edge is a change to a table, and seen in review.

use std::collections::BTreeSet;

use super::{
    house::{HOUSE, House},
    orders::{ORDERS, Order},
    orders_of_screens::SCREENS,
    paths::Spoken,
};

/// Who keeps silent about whom, though the order would let it speak: what an office measures is nothing to the screens of a kiosk.
const SILENCES: &[(&str, &str)] = &[("tui", "lab")];

/// The orders of all folders.
fn orders() -> impl Iterator<Item = &'static Order> {
    ORDERS.iter().chain(SCREENS)
}

impl Order {
    fn name(&self) -> &str {
        if self.of.is_empty() { "the crate" } else { self.of }
    }

    /// What stands in the folder's own file goes by this name.
    fn own(&self) -> &'static str {
        if self.of.is_empty() { "lib" } else { "mod" }
    }

    /// The child in which `path` lies; none if it lies outside.
    fn child<'a>(&self, path: &'a [String]) -> Option<&'a str> {
        let mut rest = path.iter();
        for segment in self.of.split("::").filter(|segment| !segment.is_empty()) {
            if rest.next()? != segment {
                return None;
            }
        }
        Some(rest.next().map_or(self.own(), String::as_str))
    }

    /// The line of a child, and those with which it is read as one.
    fn place(&self, child: &str) -> Option<(usize, Vec<&'static str>)> {
        let lines = self.lines.iter().enumerate();
        let mut groups = lines.flat_map(|(at, line)| line.split_whitespace().map(move |group| (at, group.split('+').collect::<Vec<_>>())));
        groups.find(|(_, group)| group.contains(&child))
    }

    fn names(&self) -> Vec<&'static str> {
        self.lines.iter().flat_map(|line| line.split([' ', '+'])).collect()
    }
}

impl House {
    /// What the tables forbid of what a module says, in words.
    pub(super) fn faults(&self, module: &[String], said: &[Spoken]) -> Vec<String> {
        // What a folder passes on of its own children it need not know.
        let own = |said: &&Spoken| said.passed_on && said.path.len() > module.len() && said.path.starts_with(module);
        said.iter()
            .filter(|said| !own(said))
            .filter_map(|said| Some(format!("{} {}", module.join("::"), self.forbidden(module, said)?)))
            .collect()
    }

    fn forbidden(&self, from: &[String], said: &Spoken) -> Option<String> {
        let to = self.module(&said.path);
        let is = |path: &[String], name: &str| path.first().is_some_and(|first| first == name);
        if let Some((who, whom)) = SILENCES.iter().find(|(who, whom)| is(from, who) && is(&to, whom)) {
            return Some(format!("line {}: {} ({who} → {whom} is kept silent)", said.line, said.path.join("::")));
        }
        orders().find_map(|order| {
            let (from, to) = (order.child(from)?, order.child(&to)?);
            let named = || format!("line {}: {} ({from} → {to} in {})", said.line, said.path.join("::"), order.name());
            match (order.place(from), order.place(to)) {
                _ if from == to => None,
                (Some((left, _)), Some((right, _))) if right < left => None,
                (Some((_, group)), Some(_)) if group.contains(&to) => None,
                (Some((left, _)), Some((right, _))) if left == right => Some(format!("{}: they stand side by side", named())),
                (Some(_), Some(_)) => Some(format!("{}: that is to its right", named())),
                _ => Some(format!("{}: not in the table", named())),
            }
        })
    }
}

#[test]
fn no_module_knows_what_stands_to_its_right() {
    let faults: Vec<String> = HOUSE.modules.iter().flat_map(|(module, said)| HOUSE.faults(module, said)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_folder_has_an_order_that_names_its_modules_and_no_other() {
    let folders: BTreeSet<String> = HOUSE.modules.keys().filter_map(|module| Some(module.split_last()?.1.join("::"))).collect();
    let ordered: BTreeSet<String> = orders().map(|order| order.of.to_owned()).collect();
    assert_eq!(folders, ordered, "each folder of src/ has one order in the table above");
    for order in orders() {
        let mut named = order.names();
        let mut present: Vec<&str> = HOUSE.modules.keys().filter_map(|module| order.child(module)).collect();
        present.sort_unstable();
        present.dedup();
        named.sort_unstable();
        assert_eq!(named, present, "in {}", order.name());
    }
}

#[test]
fn a_folder_names_what_it_passes_on_of_its_children() {
    let said = HOUSE.modules.values().flatten().filter(|said| said.passed_on);
    let all = said.filter_map(|said| said.known_as.as_ref()).filter(|name| name.last().is_some_and(|name| name == "*"));
    let all: Vec<String> = all.map(|name| name.join("::")).collect();
    assert!(all.is_empty(), "who knows whom cannot be told through these: {}", all.join(", "));
}
