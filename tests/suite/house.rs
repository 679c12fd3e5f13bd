//! The source as it lies in `src/`: its modules, what each speaks of, and where a path leads in the end.

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use walkdir::WalkDir;

use super::{
    paths::{Spoken, spoken},
    repository,
};

/// The source as it lies in `src/`.
pub(super) struct House {
    pub(super) modules: BTreeMap<Vec<String>, Vec<Spoken>>,
    /// Paths that a `use` makes, and where they lead.
    known_as: BTreeMap<Vec<String>, Vec<String>>,
}

pub(super) static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let src = repository("src");
    let files = WalkDir::new(&src).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let modules: BTreeMap<_, _> = files
        .map(|entry| {
            let module = module_of(entry.path().strip_prefix(&src).unwrap());
            let said = spoken(&module, &fs::read_to_string(entry.path()).unwrap());
            (module, said)
        })
        .collect();
    let all = modules.values().flatten();
    let known_as = all.filter_map(|said| Some((said.known_as.clone()?, said.path.clone())));
    // `pub use fold::fold` leads into the module of that name, whichever is meant.
    let known_as = known_as.filter(|(name, path)| !modules.contains_key(name) && !path.starts_with(name)).collect();
    House { modules, known_as }
});

impl House {
    /// The module to which a path leads in the end, through whatever passes it on; what follows is an item in it.
    pub(super) fn module(&self, path: &[String]) -> Vec<String> {
        let mut path = path.to_vec();
        let leads = |path: &[String]| (1..=path.len()).rev().find_map(|length| self.known_as.get_key_value(path.get(..length)?));
        while let Some((known, to)) = leads(&path) {
            path = to.iter().chain(path.iter().skip(known.len())).cloned().collect();
        }
        while !path.is_empty() && !self.modules.contains_key(&path) {
            path.pop();
        }
        path
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
