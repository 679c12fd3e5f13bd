//! What answers, made anew in the background: where its index is damaged, and where an earlier program built it.
//!
//! The parts of the accepted release lie on the terminal, so that no stick is needed. Where they are not whole, or are those of another release
//! than the one that answers, the records that answer are what is built from.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    ops::ControlFlow,
    path::Path,
};

use jiff::Timestamp;

use super::{EventKind, Happening, SyncError, folders::Folders, line::Line, memory::Memory, recovery::release_of};
use crate::{
    bundle::{Catalogue, CatalogueFile, Layout, Likeness, ParcelKind, as_signed, parse_stored_name, source_of},
    files::{Digest, Unwatched},
    library::{Activation, Failing, ImportOptions, Info, LibraryError, current, import_with, rebuild_index},
    source::{Header, Source, is_built_of},
};

/// Makes what answers anew, as a later generation of the same release; `answering` is what it says of itself. Gives the number of the new one.
/// What came in between stays: then nothing is switched.
pub fn renew(dir: &Path, at: Timestamp, answering: &Info) -> Result<u32, LibraryError> {
    let facts = if answering.outdated { Happening::Rebuilt } else { Happening::Reindexed };
    if let Some(source) = answering.outdated.then(|| kept(dir, answering)).flatten() {
        match from_parts(dir, &source, answering, &|number, info| recorded(dir, at, number, info, &facts)) {
            Err(error) if is_of_the_parts(&error) => {
                tracing::warn!(%error, "the parts that were kept make no library; it is made of the records that answer");
            }
            renewed => return renewed,
        }
    }
    let mut record = |number, info: &Info| recorded(dir, at, number, info, &facts);
    rebuild_index(dir, Activation { record: Some(&mut record), ..Activation::plain() }, &mut Unwatched)
}

/// Whether building failed for what the parts hold, so that something else can be built from.
fn is_of_the_parts(error: &LibraryError) -> bool {
    matches!(error, LibraryError::Faulty(_) | LibraryError::Twice(_) | LibraryError::Missing { .. } | LibraryError::SelfTest { .. })
}

fn from_parts(
    dir: &Path,
    source: &Source,
    answering: &Info,
    record: &dyn Fn(u32, &Info) -> Result<(), LibraryError>,
) -> Result<u32, LibraryError> {
    let options = ImportOptions { origin: answering.origin.clone(), mark: answering.mark, built_at: answering.built_at };
    let mut record = |number, info: &Info| {
        if info.records() != answering.records() {
            let why = Failing::OtherRecords { found: info.records(), wanted: answering.records() };
            return Err(LibraryError::SelfTest { why });
        }
        // Builds are kept apart by a lock, but a stick may have come before this one began.
        if current(dir)? != answering.generation {
            return Err(LibraryError::NotRecorded { source: "another generation answers by now".into() });
        }
        record(number, info)
    };
    let activation = Activation { record: Some(&mut record), replaces: answering.generation, ..Activation::plain() };
    let imported = import_with(&[source], dir, options, activation, &mut Unwatched)?;
    Ok(imported.info.generation.unwrap_or_default())
}

/// The parts of the release that answers, as a source; none where they are not all here as they were signed for.
fn kept(dir: &Path, answering: &Info) -> Option<Source> {
    let kept = || -> Result<Option<Source>, SyncError> {
        let Some(memory) = Memory::read_if_any(dir)? else { return Ok(None) };
        let trust = memory.trust()?;
        let accepted = trust.snapshot.map(|seen| (seen.version, seen.digest));
        // After a step back the parts are those of the later release. What departments say of their own content is not kept beside it.
        if accepted.is_none() || accepted != release_of(answering) || trust.targets.len() != 1 {
            return Ok(None);
        }
        let Some((names, _)) = memory.kept()? else { return Ok(None) };
        office(&Folders::of(dir), &names, answering)
    };
    kept().unwrap_or_else(|error| {
        tracing::warn!(%error, "the parts that were kept cannot be read");
        None
    })
}

/// What the office alone published.
fn office(folders: &Folders, names: &[String], answering: &Info) -> Result<Option<Source>, SyncError> {
    let mut catalogues = names.iter().filter(|name| matches!(parse_stored_name(name), Some((ParcelKind::Catalogue, _))));
    let (Some(name), None) = (catalogues.next(), catalogues.next()) else { return Ok(None) };
    let path = folders.store().join(name);
    let catalogue = Catalogue::parse(name, &fs::read(&path).map_err(SyncError::io("reading", &path))?)?;
    let wanted: BTreeSet<Digest> =
        catalogue.files.iter().filter(|file| is_built_of(&file.path, file.length)).map(CatalogueFile::parcel).collect();
    for name in names {
        let Some((kind, digest)) = parse_stored_name(name) else { return Ok(None) };
        let is_text = kind != ParcelKind::Blob || wanted.contains(&digest);
        let path = folders.store().join(name);
        let is_there = if is_text {
            let found = File::open(&path).and_then(Digest::of_stream).map_err(SyncError::io("reading", &path))?;
            found.0 == digest
        } else {
            path.is_file()
        };
        if !is_there {
            return Ok(None);
        }
    }
    let header = Header {
        name: answering.name.clone(),
        place: answering.place.clone(),
        data_date: answering.data_date,
        topics: answering.topics.clone(),
    };
    let source = source_of(&folders.store(), Layout::Whole, "", answering.mark, header, &catalogue);
    // An earlier program did not compare what it built; whatever it made of the words, the records must be those that were signed for.
    let alike = as_signed(&source, &catalogue, answering.data_date, None, Likeness::Records, &mut || ControlFlow::Continue(()));
    Ok(alike.is_ok().then_some(source))
}

/// Writes down that another generation of the same release answers. A terminal without a root keeps no records.
fn recorded(dir: &Path, at: Timestamp, generation: u32, info: &Info, facts: &Happening) -> Result<(), LibraryError> {
    let recorded = || -> Result<(), SyncError> {
        let Some(mut memory) = Memory::open_if_any(dir)? else { return Ok(()) };
        memory.step(generation, &Line { at, kind: EventKind::Repaired, release: release_of(info), code: None, facts })
    };
    recorded().map_err(|error| LibraryError::NotRecorded { source: error.into() })
}
