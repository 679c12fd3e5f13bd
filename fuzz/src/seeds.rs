//! Inputs to begin with. Made by each target itself before it reads its corpus, since they follow from the program: signatures, digests, packs.

use std::{fs, path::Path};

/// Puts the seeds of a target where `cargo fuzz run` looks for them.
pub fn seeds(target: &str, seeds: impl IntoIterator<Item = impl AsRef<[u8]>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    for (number, seed) in seeds.into_iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:03}")), seed).unwrap();
    }
}
