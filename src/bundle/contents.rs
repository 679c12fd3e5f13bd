//! What lies in the parts of a publication, read as whoever builds of it reads it and compared with the list that was signed. Desks look before
//! they sign, the office before it publishes, a terminal before it builds: nobody believes a list because it is signed.

use std::{collections::BTreeSet, ops::ControlFlow, path::Path};

use jiff::civil::Date;

use super::{
    Catalogue, CatalogueRecord, Foreign, Objection, ParcelKind, READING, catalogue::is_in_space, space::Space, stored_name, survey::survey,
};
use crate::{
    files::Stopped,
    policy::{Content, DisclosureMark, Record},
    source::{Fault, Header, Options, Source, StoredFile, StoredFolder},
};

/// How large files lie in a folder of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// In pieces, as on a stick.
    Pieces,
    /// Whole, as in the store of a terminal.
    Whole,
}

/// The files of a publication as a source; `parts` is the folder that holds its packs and blobs, `space` the name of a department or nothing, `mark`
/// and `unnamed` what the publisher says of content that does not say it itself.
pub fn source_of(
    parts: &Path,
    layout: Layout,
    space: &str,
    mark: Option<DisclosureMark>,
    unnamed: Header,
    catalogue: &Catalogue,
) -> Source {
    let files = catalogue.files.iter().map(|file| {
        let (stored_in, offset) = match file.pack {
            Some(place) => (stored_name(ParcelKind::Pack, &place.pack), place.offset),
            None if layout == Layout::Pieces => (format!("{}.000", stored_name(ParcelKind::Blob, &file.sha256)), 0),
            None => (stored_name(ParcelKind::Blob, &file.sha256), 0),
        };
        StoredFile { path: file.path.clone(), stored_in: parts.join(stored_in), offset, length: file.length }
    });
    let folder = StoredFolder { name: space.to_owned(), root: catalogue.root.clone(), mark, files: files.collect() };
    Source::of_stored(folder, Options::default(), unnamed)
}

/// How what lies there is not what was signed.
#[derive(Debug)]
pub enum Unlike {
    /// It cannot be read without errors.
    Faulty(Vec<Fault>),
    /// It holds more, less or something else, or what its publisher may not say.
    Refused(Objection),
    /// Whoever watched did not want to wait.
    Stopped(Stopped),
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Every field of every record.
    Whole,
    /// Which records there are, of which kind, in which file, and what they are called: what people were shown before they signed.
    Titles,
    /// Which records there are, of which kind, in which file: what two programs read alike, whatever they make of the words.
    Records,
}

impl Likeness {
    /// What a terminal may ask of a list: all of it, where the list was made by a program that reads as this one does.
    pub fn of_list(catalogue: &Catalogue) -> Self {
        if catalogue.reading == READING { Self::Whole } else { Self::Titles }
    }
}

/// Reads a publication to its end and compares every record with the catalogue that was signed, by file; of a department also whether it may say
/// that. Validity is that of `day`. `going_on` is asked now and then. Leaves how many tables of everyday words it holds, which of a department are not
/// heard.
pub fn as_signed(
    source: &Source,
    catalogue: &Catalogue,
    day: Date,
    space: Option<&Space>,
    likeness: Likeness,
    going_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<usize, Unlike> {
    let name = space.map_or("", Space::role);
    let shown = |path: &str| if name.is_empty() { path.to_owned() } else { format!("{name}/{path}") };
    let shown: Vec<String> = catalogue.files.iter().map(|file| shown(&file.path)).collect();
    let mut foreign = None;
    let (mut read, mut tables) = (0_u32, 0);
    let found = survey(source, &shown.iter().map(String::as_str).collect::<Vec<_>>(), day, &BTreeSet::new(), &mut |record: &Record| {
        read += 1;
        tables += usize::from(matches!(&record.content, Content::List(list) if list.is_everyday_table()));
        foreign = foreign.take().or_else(|| space.and_then(|space| space.foreign(record)));
        if read.is_multiple_of(256) { going_on() } else { ControlFlow::Continue(()) }
    });
    if found.stopped {
        return Err(Unlike::Stopped(Stopped));
    }
    if let Some((space, found)) = space.zip(foreign) {
        return Err(Unlike::Refused(Objection::Prefix { role: space.role().to_owned(), found }));
    }
    if found.faulty {
        return Err(Unlike::Faulty(found.faults));
    }
    match first_difference(&catalogue.records, &found.records, likeness) {
        None => Ok(tables),
        Some(record) => Err(Unlike::Refused(match space {
            Some(space) if !is_in_space(space.role(), record.id.as_str()) => {
                Objection::Prefix { role: space.role().to_owned(), found: Foreign::Named(record.id.to_string()) }
            }
            _ => Objection::Unlisted { id: record.id.to_string(), title: crate::text::clean(&record.title).into_owned() },
        })),
    }
}

/// The first record that only one of two lists holds, or that says something else in the other. Both hold each id once.
fn first_difference<'r>(signed: &'r [CatalogueRecord], found: &'r [CatalogueRecord], likeness: Likeness) -> Option<&'r CatalogueRecord> {
    let by_id = |records: &'r [CatalogueRecord]| {
        let mut sorted: Vec<&CatalogueRecord> = records.iter().collect();
        sorted.sort_by_key(|record| &record.id);
        sorted
    };
    let alike = |one: &CatalogueRecord, other: &CatalogueRecord| match likeness {
        Likeness::Whole => one == other,
        Likeness::Titles => (&one.id, one.kind, one.file, &one.title) == (&other.id, other.kind, other.file, &other.title),
        Likeness::Records => (&one.id, one.kind, one.file) == (&other.id, other.kind, other.file),
    };
    let (signed, found) = (by_id(signed), by_id(found));
    // What lies there and was not signed for is worse than what is not there.
    let stands_in = |all: &[&CatalogueRecord], one: &CatalogueRecord| {
        all.binary_search_by_key(&&one.id, |record| &record.id).is_ok_and(|at| all.get(at).is_some_and(|other| alike(one, other)))
    };
    found.iter().find(|record| !stands_in(&signed, record)).or_else(|| signed.iter().find(|record| !stands_in(&found, record))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{files::Digest, policy::RecordKind};

    fn record(id: &str, title: &str, file: usize) -> CatalogueRecord {
        CatalogueRecord {
            id: id.parse().unwrap(),
            title: title.to_owned(),
            kind: RecordKind::Document,
            number: None,
            file,
            content: Digest::of(title.as_bytes()),
            ended: false,
        }
    }

    #[test]
    fn what_is_more_less_or_else_is_found_in_any_order() {
        let signed = [record("b", "乙", 1), record("a", "甲", 0)];
        let differs = |found: &[CatalogueRecord], likeness| first_difference(&signed, found, likeness).map(|record| record.id.to_string());
        assert_eq!(differs(&[record("a", "甲", 0), record("b", "乙", 1)], Likeness::Whole), None);
        for (found, other) in [
            (vec![record("a", "甲", 0)], "b"),
            (vec![record("a", "甲", 0), record("b", "乙", 1), record("c", "丙", 1)], "c"),
            (vec![record("a", "甲", 1), record("b", "乙", 1)], "a"),
        ] {
            assert_eq!(differs(&found, Likeness::Whole).as_deref(), Some(other));
            assert_eq!(differs(&found, Likeness::Records).as_deref(), Some(other));
        }
        let retold = [record("a", "甲", 0), record("b", "另", 1)];
        assert_eq!(differs(&retold, Likeness::Whole).as_deref(), Some("b"));
        assert_eq!(differs(&retold, Likeness::Titles).as_deref(), Some("b"));
        assert_eq!(differs(&retold, Likeness::Records), None);
        let read_otherwise = [record("a", "甲", 0), CatalogueRecord { content: Digest::of(b"more fields"), ..record("b", "乙", 1) }];
        assert_eq!(differs(&read_otherwise, Likeness::Whole).as_deref(), Some("b"));
        assert_eq!(differs(&read_otherwise, Likeness::Titles), None);
    }
}
