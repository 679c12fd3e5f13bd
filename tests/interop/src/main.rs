//! Loads a repository made by `gongkai bundle` with `tough`: metadata of all roles, signatures, thresholds, versions and digests.
//!
//! `gongkai-interop FOLDER ROOT` prints what it found and ends with 0, or with 1 where the repository is refused.

use std::path::PathBuf;

use anyhow::Context;
use tough::RepositoryLoader;
use url::Url;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().context("the folder that holds `meta` is missing")?.canonicalize()?;
    let root = std::fs::read(arguments.next().context("the root is missing")?)?;
    let address = |below: &str| Url::from_directory_path(folder.join(below)).ok().context("no address for the folder");
    let (metadata, targets) = (address("meta")?, address("packs")?);
    let load = async { RepositoryLoader::new(&root, metadata, targets).load().await };
    let repository = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(load)?;
    println!(
        "root {} timestamp {} snapshot {} targets {}",
        repository.root().signed.version,
        repository.timestamp().signed.version,
        repository.snapshot().signed.version,
        repository.targets().signed.version
    );
    for (name, target) in repository.all_targets() {
        println!("{} {}", name.raw(), target.length);
    }
    Ok(())
}
