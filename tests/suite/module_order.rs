//! Who may know whom. One crate cannot make the compiler say it, so every path in `src/` that leads into the crate is compared with the tables
//! below: every folder has one, and no files of a folder stand in a circle. A new edge is a change to a table, and seen in review.

use std::collections::BTreeSet;

use super::{
    house::{HOUSE, House},
    paths::Spoken,
};

/// The children of a folder: each may know those in the lines above its own, none may know those below, and those of one line do not know one
/// another. `mod` is what stands in the folder's own file (`lib` for the crate). Names joined by `+` are written in terms of one another and
/// read as one: the last resort, and its reason stands beside it.
#[derive(Debug)]
struct Order {
    of: &'static str,
    lines: &'static [&'static str],
}

const ORDERS: &[Order] = &[
    Order {
        of: "",
        lines: &[
            "text",
            "config",
            "files",
            "compose meaning",
            "policy",
            "request",
            "source",
            "convert",
            "review",
            "bundle",
            "stick outbox",
            "register",
            "audit",
            "library",
            "takeaway",
            "gate",
            "search zone",
            "sync",
            "fleet",
            "lab",
            "advice",
            "visit",
            "tui",
            "cli",
            "lib",
            "main",
        ],
    },
    Order {
        of: "text",
        lines: &[
            "clock everyday figures han masked mod obeyed radicals system typo visitor",
            "fold pieces safe",
            "grams name pin pinyin width",
            "weak",
        ],
    },
    Order { of: "files", lines: &["mod", "bounded child nofollow refused sqlite watch", "durable schema stream", "digest"] },
    Order { of: "config", lines: &["mod", "error", "settings", "reading"] },
    Order {
        of: "compose",
        lines: &[
            "keys mod syllables unsaid",
            "trie learning spelling",
            "dictionary",
            "lexicon",
            "lattice",
            "candidates",
            "measure",
            "tests",
        ],
    },
    Order { of: "meaning", lines: &["mod vector pieces", "table weights", "cut encoder", "compass", "encoder_tests kept"] },
    Order {
        of: "policy",
        lines: &[
            "page id mark guide directory interpretation place outline number mod state title today working_day",
            "hours",
            "link article passage",
            "collection catalogue consultation gazette validity",
            "chain",
            "document",
            "record",
            "board",
            "leaflet",
            "arrangement",
        ],
    },
    Order { of: "request", lines: &["check clock door error fee mod", "case remedy_words schema", "form", "voice"] },
    Order {
        of: "request::clock",
        lines: &["mod due event", "pause receipt", "calendar", "opinion remedy", "matter", "reply", "dates", "tests"],
    },
    Order {
        of: "source",
        lines: &[
            "dates elsewhere fault markdown names mod",
            "harmless measured",
            "folder fields history pages sentence",
            "toml_fields plain json term touching",
            "header",
            "entry",
            "shared headed arranged",
            "document tables passages doors fillers",
            "board",
            "leaflet",
            "file lines",
            "built_in",
            "touches",
            "ledger",
            "open",
            "members",
            "tests",
            "arranged_tests fault_tests touching_tests",
        ],
    },
    Order {
        of: "convert",
        lines: &[
            "error mod plain",
            "finding",
            "manuscript refused",
            "characters ledger screening structure",
            "kind",
            "format",
            "reading",
            "frame founding header markdown record",
            "jail",
            "workplace",
            "child",
            "batch",
        ],
    },
    Order {
        of: "convert::format",
        lines: &[
            "mod numerals package page tally xml",
            "archive counting html_fields html_blocks markdown",
            "doc html ofd pdf sheet text",
            "mht",
            "docx",
            "damage_tests",
        ],
    },
    // A document walks its tables, cells hold what documents hold, and a document may stand inside another.
    Order { of: "convert::format::docx", lines: &["numbering styles", "parts", "body+tables+mod", "tests"] },
    Order { of: "convert::format::doc", lines: &["bytes", "fib lists sprm", "pieces styles table", "story", "body", "mod", "tests"] },
    Order { of: "convert::format::sheet", lines: &["cells hidden value", "hidden_old table", "csv workbook", "mod", "tests"] },
    Order {
        of: "convert::format::page",
        lines: &["common forms leaf order sets", "grid lines", "columns margins paragraphs tables", "aligned", "blocks", "mod"],
    },
    Order { of: "convert::format::pdf", lines: &["drawn layers matrix outline", "paint", "text", "page", "gbk judge", "mod", "tests"] },
    Order { of: "convert::format::ofd", lines: &["package xml", "place", "drawn", "content stated", "mod", "tests"] },
    Order {
        of: "convert::screening",
        lines: &[
            "folded mod",
            "checks clause other runs secret wrong",
            "numbers",
            "mask",
            "address certificate circumstance person",
            "whole",
            "tests",
        ],
    },
    Order {
        of: "convert::structure",
        lines: &[
            "paper plain mod",
            "day mark mold number sheet",
            "holes residue",
            "headings stated title",
            "head",
            "foot attached validity",
            "issuer",
            "fields suspect",
            "tests",
        ],
    },
    Order { of: "gate", lines: &["objection mod", "records reviews texts", "tests"] },
    Order { of: "review", lines: &["step mod", "error event", "log", "replay state", "office", "tests"] },
    Order { of: "convert::ledger", lines: &["columns view", "rows", "catalogue", "mod", "tests"] },
    Order {
        of: "bundle",
        lines: &[
            "authority canonical confirmation length people mod",
            "unfit",
            "objection withheld",
            "error",
            "clock signature shelf",
            "statement",
            "metadata catalogue",
            "network quorum parcel space survey",
            "address notice trust packs contents",
            "published",
            "delegated",
            "reader stranger",
            "look",
            "repository",
            "past",
            "keepers keys",
            "departments withdrawals",
            "opened signing",
            "fitness",
            "comparison",
            "examination",
            "assembly change desk dismissal release",
            "tests",
        ],
    },
    Order { of: "bundle::tests", lines: &["forge mod receipts server", "successor", "attacks journeys roots"] },
    Order { of: "bundle::tests::attacks", lines: &["mod", "bytes chain departments drafts metadata parts signers versions"] },
    Order { of: "stick", lines: &["error helper mod mounts", "disk client mounting root", "contents", "check prepare", "tests"] },
    Order {
        of: "library",
        lines: &[
            "error places ties pieces card info words names migrations read_only mod",
            "tree prepare",
            "directions",
            "hiding pointer store index vectors",
            "hidden_told",
            "hidden",
            "database",
            "build",
            "manifest",
            "open",
            "probe",
            "activation",
            "generation",
            "import",
            "rebuild reasons visitors vocabulary",
            "tests",
            "vectors_tests",
        ],
    },
    Order { of: "takeaway", lines: &["code link mod slip", "payload"] },
    Order {
        of: "search",
        lines: &[
            "citations completions fillers field language query likeness error found ranked mod",
            "called everyday",
            "day matter terms lists sought",
            "answer question tally seeker shelves marks meant",
            "gate relatives snippet",
            "first_look nearest",
            "features",
            "second_look",
            "finders",
            "rank",
            "nearby",
            "engine",
            "find self_test",
            "sample",
            "tests",
            "gate_tests nearest_tests hidden_tests named_tests sought_tests without_index_tests",
        ],
    },
    Order { of: "search::answer", lines: &["guide occasion closures whether", "day_matter opening row", "body place", "mod"] },
    Order { of: "search::sought", lines: &["said", "asked bearers", "cover", "worth", "mod"] },
    Order { of: "search::finders", lines: &["candidate mod", "articles names numbers scan words"] },
    Order { of: "search::rank", lines: &["mod", "fusion"] },
    Order {
        of: "zone",
        lines: &[
            "wording para way mod",
            "composition listing leaflet opens selection",
            "browse gather",
            "boards dossier groups",
            "lists pages",
            "tests",
        ],
    },
    Order {
        of: "sync",
        lines: &[
            "led mod",
            "facts",
            "hands",
            "error migrations",
            "folders line pace second",
            "copy memory kept",
            "journal",
            "witness offer",
            "recovery",
            "hiding renewal reset settle",
            "taking",
            "exchange",
            "lists",
            "tests",
        ],
    },
    Order { of: "sync::tests", lines: &["mod", "age broken chain hiding lies lists network recovery reset visits witness"] },
    Order { of: "audit", lines: &["error mod", "deed place", "entry", "chain", "summary", "journal door", "tests", "door_tests"] },
    Order {
        of: "fleet",
        lines: &[
            "counts error mod",
            "opens usage",
            "report",
            "leave known office",
            "gather health",
            "beside",
            "tests",
            "beside_tests usage_tests",
        ],
    },
    Order { of: "visit", lines: &["error mod who", "place requests", "journey", "tests"] },
    Order {
        of: "outbox",
        lines: &["error migrations mod number", "pace", "seal", "envelope keys", "store", "acknowledgement export", "tests"],
    },
    Order { of: "register", lines: &["error migrations mod outcome step", "store", "acknowledge annual open urgency", "table", "tests"] },
    Order { of: "lab", lines: &["quality trec mod", "absent fit holes"] },
    Order { of: "advice::tests", lines: &["mod", "reading values", "bundles others", "walk"] },
    Order {
        of: "advice",
        lines: &[
            "mod",
            "machine objection withheld",
            "history",
            "audit bundle config convert fleet library outbox request search source stick sync",
            "visit",
            "tests",
        ],
    },
    Order {
        of: "cli",
        lines: &[
            "snag place usage",
            "trouble",
            "words passphrase kiosk model pin stick_helper fleet_beside evaluate_gate",
            "audit content keys library compose evaluate fleet outbox request show search",
            "office_key",
            "office",
            "withdraw",
            "bundle hide root stick",
            "new_root",
            "sync",
            "mod",
        ],
    },
    Order { of: "cli::content", lines: &["check convert fresh reader screen", "mod"] },
    Order { of: "cli::bundle", lines: &["labels next pages pdf said texts", "shown", "sheet", "assembly desk inspect", "draft", "mod"] },
    Order {
        of: "tui",
        lines: &[
            "error keeper memory output scribe theme",
            "canvas context terminal tty",
            "field widget frame",
            "effect",
            "screen composer errand worker",
            "hiding",
            "desk session",
            "app",
            "mod",
            "tests",
        ],
    },
    Order { of: "tui::app", lines: &["door outcome", "upkeep", "mod", "action backstage dispatch drawing input reply threshold typing"] },
    Order { of: "tui::field", lines: &["early kind mod picker", "board", "message", "state", "keys update view"] },
    Order { of: "tui::tty", lines: &["codes", "parser", "mod"] },
    Order {
        of: "tui::screen",
        lines: &["attract code mod maintenance staff write_down", "exchange hide home leaflet list reading search"],
    },
    Order { of: "tui::screen::exchange", lines: &["message mod", "state", "parts", "pages", "update view"] },
    Order { of: "tui::screen::hide", lines: &["message mod", "state", "view", "update"] },
    Order { of: "tui::screen::reading", lines: &["message state mod", "head menu", "places", "text", "find", "update view"] },
    Order { of: "tui::screen::staff", lines: &["message state", "update door menu", "mod"] },
    Order {
        of: "tui::screen::search",
        lines: &["facet mod", "answer message state", "counting ways", "places", "filters head", "hits", "update view"],
    },
    Order { of: "tui::tests", lines: &["mod", "doors exchange journeys looks paging privacy usage", "backstage hide roots staff typing"] },
    Order { of: "tui::widget", lines: &["entries mod notice prose qr_code"] },
];

/// Who keeps silent about whom, though the order would let it speak: what an office measures is nothing to the screens of a kiosk.
const SILENCES: &[(&str, &str)] = &[("tui", "lab")];

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
        ORDERS.iter().find_map(|order| {
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
    let ordered: BTreeSet<String> = ORDERS.iter().map(|order| order.of.to_owned()).collect();
    assert_eq!(folders, ordered, "each folder of src/ has one order in the table above");
    for order in ORDERS {
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
