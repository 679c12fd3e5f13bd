//! What lies in a repository or on a stick, by its own word, or verified as a terminal would.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::{
    bundle::{BundleError, FolderShelf, Objection, Shelf, Trust, UnverifiedBundle, VerifiedBundle, WITHDRAWALS, check_parcel},
    cli::{Trouble, snag::Snag, words::day},
    text::{clean, size},
};

/// What lies there, believed only as far as its own root goes.
fn believed(place: &std::path::Path) -> Result<(FolderShelf, VerifiedBundle), Trouble> {
    let shelf = FolderShelf::open(place)?;
    let mut newest = None;
    for version in 1u64.. {
        match shelf.read(&format!("meta/{version}.root.json"), 64 << 10)? {
            Some(bytes) => newest = Some(bytes),
            None => break,
        }
    }
    let root = newest.ok_or_else(|| BundleError::from(Objection::Missing { name: "1.root.json".to_owned() }))?;
    let verified = UnverifiedBundle::new(&shelf).verify(&Trust::new(&root)?, Timestamp::now())?;
    Ok((shelf, verified))
}

/// Whether a list of withdrawals lies there and no release: then there is nothing here to look at, and somebody else to ask.
fn is_list_alone(place: &std::path::Path) -> Result<bool, Trouble> {
    let shelf = FolderShelf::open(place)?;
    let is_there = |name: &str| shelf.read(name, 1 << 20).map(|bytes| bytes.is_some());
    if is_there("meta/timestamp.json")? || !is_there(WITHDRAWALS)? {
        return Ok(false);
    }
    writeln!(io::stdout(), "这里只有撤下单，没有一版内容；查它好不好用，运行 gongkai stick check {}", place.display())?;
    Ok(true)
}

pub(super) fn inspect(place: &std::path::Path, json: bool) -> Result<(), Trouble> {
    if !json && is_list_alone(place)? {
        return Ok(());
    }
    let (shelf, verified) = believed(place)?;
    let release = &verified.release;
    let mut out = io::stdout();
    if json {
        let publications: Vec<serde_json::Value> = release
            .publications
            .iter()
            .map(|publication| {
                serde_json::json!({
                    "role": publication.role,
                    "publisher": publication.statement.publisher,
                    "version": publication.version,
                    "check": publication.signed.short(),
                    "released_at": publication.statement.released_at,
                    "data_date": publication.statement.data_date,
                    "records": publication.catalogue.records.len(),
                    "files": publication.catalogue.files.len(),
                    "withdrawn": publication.statement.withdrawn.iter().map(|withdrawn| withdrawn.id.as_str()).collect::<Vec<_>>(),
                    "signers": publication.signers,
                })
            })
            .collect();
        let bytes: u64 = release.parcels().iter().map(|parcel| parcel.length).sum();
        writeln!(
            out,
            "{}",
            serde_json::json!({ "release": release.number, "digest": release.digest, "check": release.check_digits(), "released_at": release.released_at, "bytes": bytes, "parcels": release.parcels().len(), "publications": publications })
        )?;
        return Ok(());
    }
    writeln!(out, "{}：第 {} 版，{} 发布，核对码 {}", shelf.place(), release.number, day(release.released_at), release.check_digits())?;
    for publication in &release.publications {
        let statement = &publication.statement;
        let signers: Vec<String> = publication.signers.iter().map(ToString::to_string).collect();
        writeln!(
            out,
            "  {}（{}）第 {} 版，{} 条，数据截至 {}，下架过 {} 条",
            clean(&statement.publisher),
            publication.role,
            publication.version,
            publication.catalogue.records.len(),
            statement.data_date,
            statement.withdrawn.len()
        )?;
        writeln!(out, "    签名：{}", signers.join("、"))?;
        if let Some(reviewed) = crate::advice::reviewed(statement) {
            writeln!(out, "    {reviewed}")?;
        }
    }
    let bytes: u64 = release.parcels().iter().map(|parcel| parcel.length).sum();
    writeln!(out, "  {} 个部分，{}", release.parcels().len(), size(bytes))?;
    writeln!(out, "这只是它自己的说法；照终端的办法查验，用 gongkai bundle verify --root 信任根")?;
    Ok(())
}

pub(super) fn verify(place: &std::path::Path, root: &std::path::Path) -> Result<(), Trouble> {
    if is_list_alone(place)? {
        return Ok(());
    }
    let root = std::fs::read(root).map_err(Snag::unread("信任根", root))?;
    let shelf = FolderShelf::open(place)?;
    let verified = UnverifiedBundle::new(&shelf).verify(&Trust::new(&root)?, Timestamp::now())?;
    if let Some(on) = verified.root_expired {
        return Err(BundleError::from(Objection::RootExpired { on }).into());
    }
    for parcel in verified.release.parcels() {
        check_parcel(&shelf, parcel)?;
    }
    let release = &verified.release;
    writeln!(
        io::stdout(),
        "通过：第 {} 版，{} 个部分全部核对过，核对码 {}",
        release.number,
        release.parcels().len(),
        release.check_digits()
    )?;
    Ok(())
}
