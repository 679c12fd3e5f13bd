//! The attack corpus: every stick that a hostile or unlucky hand can make is refused, each by its own name, and what the terminal believes does
//! not change.

use std::{fs, path::Path};

use serde_json::Value;

/// Asserts that a bundle is refused with this name.
macro_rules! refused {
    ($office:expr, $trust:expr, $error:pat) => {
        match $office.verify(&$trust) {
            Err($error) => {}
            other => panic!("line {}: {other:?}", line!()),
        }
    };
}

mod bytes;
mod chain;
mod departments;
mod drafts;
mod metadata;
mod parts;
mod programs;
mod signers;
mod versions;

/// Bends what a file says.
type Bend = fn(&mut Value);

fn damage(path: &Path, damage: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    damage(&mut bytes);
    fs::write(path, bytes).unwrap();
}
