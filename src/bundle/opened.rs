//! A draft that waits, with what was published before it: read, and of one shape with what the program drafts.

use std::collections::BTreeMap;

use super::{
    BundleError, Catalogue, CatalogueRecord, Change, FolderShelf, Objection, Publication, Release, Root, Shelf, Space,
    canonical::canonical,
    departments::Departments,
    look,
    metadata::{Envelope, SPEC_VERSION, TARGETS_LIMIT, Targets},
    published::{OFFICE, public_name},
    repository::{Draft, Repository},
    withdrawals::{Listed, still_hidden},
    withheld::{Edited, Withheld},
};

/// A draft with all that it is compared with.
pub(super) struct Opened {
    pub(super) draft: Draft,
    pub(super) targets: Targets,
    pub(super) catalogue: Catalogue,
    /// The same role in the release that is published now.
    pub(super) before: Option<Before>,
    pub(super) root: Root,
    pub(super) departments: Departments,
    /// Version that the role published last, also where that is left out of the release for now; 0 before the first.
    pub(super) last_version: u64,
    /// What the office's list of withdrawals hides from everybody, and the release that is published now has not answered.
    pub(super) hidden: Vec<Listed>,
    /// What a department may publish, as the release that is published now leaves it.
    pub(super) space: Option<Space>,
    /// What each department published last, as titles; only of the office's draft.
    pub(super) of_departments: BTreeMap<String, Vec<Change>>,
    pub(super) shelf: FolderShelf,
}

/// What a role published last.
pub(super) struct Before {
    pub(super) publication: Publication,
    /// The same as it was signed, with departments.
    pub(super) targets: Targets,
}

impl Opened {
    /// Reads the draft of the office or a department. A field that is not known, or a value that is written otherwise than we write it, is
    /// somebody's hand.
    pub(super) fn read(repository: &Repository, name: &str) -> Result<Self, BundleError> {
        let draft = repository.draft(name)?;
        let targets = draft.targets()?;
        if canonical(&targets) != draft.file.bytes() || targets.head.spec_version != SPEC_VERSION {
            return Err(Withheld::Edited { name: name.to_owned(), what: Edited::Fields }.into());
        }
        let (root, _) = repository.needed_root()?;
        let shelf = repository.shelf()?;
        let release = repository.release()?;
        let office = release.as_ref().and_then(|release| release.release.publications.first()).filter(|_| name != OFFICE);
        let space = office.map(|office| Space::of(name, &root.gongkai.body, &office.statement, &office.catalogue));
        let hidden = release.as_ref().map_or_else(|| Ok(Vec::new()), |release| still_hidden(repository, release))?;
        let of_departments = release.as_ref().filter(|_| name == OFFICE).map(|release| titles(&release.release)).unwrap_or_default();
        let left_out = release.iter().flat_map(|release| &release.release.left_out).find(|left| left.role == name).map(|left| left.version);
        let publication = release.and_then(|release| release.release.publications.into_iter().find(|publication| publication.role == name));
        let last_version = publication.as_ref().map(|publication| publication.version).max(left_out);
        let last_version = last_version.map_or_else(|| repository.last_version(name), Ok)?;
        let before = publication.map(|publication| Before::read(&shelf, publication)).transpose()?;
        let catalogue = look::catalogue_of(&shelf, &targets.gongkai.catalogue)?;
        Ok(Self {
            draft,
            targets,
            catalogue,
            before,
            root,
            departments: Departments::read(repository)?,
            last_version,
            hidden,
            space,
            of_departments,
            shelf,
        })
    }
}

/// The titles that departments published, by role.
fn titles(release: &Release) -> BTreeMap<String, Vec<Change>> {
    let title = |record: &CatalogueRecord| Change { id: record.id.clone(), title: record.title.clone(), number: record.number.clone() };
    let departments = release.publications.iter().filter(|known| known.role != OFFICE);
    departments.map(|known| (known.role.clone(), known.catalogue.records.iter().map(title).collect())).collect()
}

impl Before {
    fn read(shelf: &FolderShelf, publication: Publication) -> Result<Self, BundleError> {
        let name = format!("{}.{}.json", publication.version, public_name(&publication.role));
        let bytes = shelf.read(&format!("meta/{name}"), TARGETS_LIMIT)?.ok_or_else(|| Objection::Missing { name: name.clone() })?;
        Ok(Self { targets: Envelope::parse(&name, &bytes)?.read(&name)?, publication })
    }
}
