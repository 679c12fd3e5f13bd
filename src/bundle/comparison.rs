//! A draft beside the last release: everything that three people sign with it, and what of it somebody must say by name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    BundleError, CatalogueFile, Change, Changes, Confirmation, KeyId, Person, Post, Statement, Withdrawn, confirmation::is_share, fitness,
    metadata::Targets, opened::Opened, people::missing_desks, repository::Repository, signing::signers,
};
use crate::{files::Digest, policy::DisclosureMark};

/// A draft as people are shown it, beside what was published before it.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// `office`, or the department's name.
    pub name: String,
    /// The body of the root.
    pub body: String,
    /// Digest of the bytes that are signed; its first digits are the 核对码.
    pub digest: Digest,
    /// Version of what is signed.
    pub version: u64,
    /// When other readers of TUF refuse it.
    pub expires: Timestamp,
    /// What is stated in it.
    pub statement: Statement,
    /// What was stated in the last release; `None` for the first.
    pub before: Option<Statement>,
    /// Departments, now and before, by name.
    pub departments: Vec<Department>,
    /// What is withdrawn now.
    pub withdrawn: Vec<Withdrawn>,
    /// Records that change.
    pub changes: Changes,
    /// Files without a record that change: attachments, pages, `source.toml`.
    pub files: Vec<FileChange>,
    /// Records in all.
    pub records: usize,
    /// What must be said by name, in the order in which it is shown.
    pub needed: Vec<Confirmation>,
    /// Who has signed.
    pub signed: Vec<Person>,
    /// Posts that still have to.
    pub missing: Vec<Post>,
}

/// A department that may publish, or might until now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Its name in files.
    pub name: String,
    /// Its name in front of people, before and now.
    pub titles: [Option<String>; 2],
    /// Its persons with their keys, before and now.
    pub people: [Vec<(KeyId, Option<Person>)>; 2],
    /// What goes with it from every terminal, where it publishes no more.
    pub gone: Vec<Change>,
}

impl Department {
    /// Whether it is anything else than it was.
    pub fn changes(&self) -> bool {
        let ([before, now], [people_before, people]) = (&self.titles, &self.people);
        before != now || people_before != people
    }

    /// Whether it publishes no more.
    pub fn is_dropped(&self) -> bool {
        !self.people[0].is_empty() && self.people[1].is_empty()
    }
}

/// A file in which no record stands, before and now.
#[derive(Debug, Clone)]
pub struct FileChange {
    /// Its path in the source.
    pub path: String,
    /// What it was.
    pub before: Option<CatalogueFile>,
    /// What it is.
    pub now: Option<CatalogueFile>,
}

/// Compares a draft with the last release, and refuses one that was edited by hand or made by a lying clock. The parts are not read.
pub fn compare(repository: &Repository, name: &str, now: Timestamp) -> Result<Comparison, BundleError> {
    let opened = Opened::read(repository, name)?;
    fitness::check(&opened, now)?;
    of(repository, &opened)
}

/// The same for a draft that is open.
pub(super) fn of(repository: &Repository, opened: &Opened) -> Result<Comparison, BundleError> {
    let publication = opened.before.as_ref().map(|before| &before.publication);
    let statement = opened.targets.gongkai.clone();
    let before = publication.map(|before| before.statement.clone());
    let (records, files) = publication.map_or((&[][..], &[][..]), |before| (&before.catalogue.records, &before.catalogue.files));
    let changes = Changes::between(records, &opened.catalogue.records, &statement.withdrawn).with_pages(files, &opened.catalogue.files);
    let earlier = before.as_ref().map_or(0, |before| before.withdrawn.len());
    let departments = departments(opened);
    let signed = signers(repository, &opened.draft)?;
    let mut comparison = Comparison {
        name: opened.draft.name.clone(),
        body: opened.root.gongkai.body.clone(),
        digest: Digest::of(opened.draft.file.bytes()),
        version: opened.targets.head.version,
        expires: opened.targets.head.expires,
        withdrawn: statement.withdrawn.iter().skip(earlier).cloned().collect(),
        files: changed_files(publication.map(|before| &before.catalogue), &opened.catalogue),
        records: opened.catalogue.records.len(),
        needed: Vec::new(),
        missing: missing_desks(&signed.iter().collect::<Vec<_>>()),
        signed,
        statement,
        before,
        departments,
        changes,
    };
    comparison.needed = needed(&comparison, records.len());
    let shown = opened.hidden.iter().filter(|listed| opened.catalogue.records.iter().any(|record| record.id == listed.id));
    comparison.needed.extend(shown.map(|listed| Confirmation::Shown(listed.id.to_string())));
    Ok(comparison)
}

/// What nobody may sign with the yes of every day.
fn needed(comparison: &Comparison, records_before: usize) -> Vec<Confirmation> {
    let mut needed = Vec::new();
    let now = &comparison.statement;
    if let Some(before) = &comparison.before {
        let mark = |mark: Option<DisclosureMark>| mark.map_or("", DisclosureMark::label).to_owned();
        needed.extend((before.publisher != now.publisher).then(|| Confirmation::Publisher(now.publisher.clone())));
        needed.extend((before.place != now.place).then(|| Confirmation::Place(now.place.clone())));
        needed.extend((before.mark != now.mark).then(|| Confirmation::Mark(mark(now.mark))));
        needed.extend((now.data_date < before.data_date).then_some(Confirmation::DataDate(now.data_date)));
    }
    let changed = comparison.departments.iter().filter(|department| department.changes());
    needed.extend(changed.map(|department| {
        let name = department.name.clone();
        if department.is_dropped() { Confirmation::Dropped(name) } else { Confirmation::Department(name) }
    }));
    let known = comparison.before.as_ref().map_or(&[][..], |before| &before.programs);
    let programs = now.programs.iter().filter(|program| !known.contains(program));
    needed.extend(programs.map(|program| Confirmation::Program(program.to_string())));
    let gone = comparison.withdrawn.len();
    needed.extend(is_share(gone, records_before).then_some(Confirmation::Withdrawn(gone)));
    needed
}

fn departments(opened: &Opened) -> Vec<Department> {
    let (before, now) = (opened.before.as_ref().map(|before| &before.targets), &opened.targets);
    let roles = |targets: Option<&Targets>| -> BTreeMap<String, Vec<(KeyId, Option<Person>)>> {
        let delegations = targets.and_then(|targets| Some((targets.delegations.as_ref()?, &targets.gongkai.people)));
        let roles = delegations.iter().flat_map(|(delegations, people)| delegations.roles.iter().map(move |role| (role, people)));
        roles
            .map(|(role, people)| (role.name.clone(), role.keyids.iter().map(|keyid| (*keyid, people.get(keyid).cloned())).collect()))
            .collect()
    };
    let title = |targets: Option<&Targets>, name: &str| targets.and_then(|targets| targets.gongkai.departments.get(name).cloned());
    let (old, new) = (roles(before), roles(Some(now)));
    let titles = [before, Some(now)].into_iter().flatten().flat_map(|targets| targets.gongkai.departments.keys());
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).chain(titles).collect();
    let department = |name: &String| Department {
        name: name.clone(),
        titles: [title(before, name), title(Some(now), name)],
        people: [old.get(name).cloned().unwrap_or_default(), new.get(name).cloned().unwrap_or_default()],
        gone: opened.of_departments.get(name).filter(|_| !new.contains_key(name)).cloned().unwrap_or_default(),
    };
    names.into_iter().map(department).collect()
}

/// Files that hold no record and are not what they were.
fn changed_files(before: Option<&super::Catalogue>, now: &super::Catalogue) -> Vec<FileChange> {
    fn plain(catalogue: &super::Catalogue) -> BTreeMap<&str, &CatalogueFile> {
        let holds: BTreeSet<usize> = catalogue.records.iter().map(|record| record.file).collect();
        let files = catalogue.files.iter().enumerate().filter(|(at, _)| !holds.contains(at));
        files.map(|(_, file)| (file.path.as_str(), file)).collect()
    }
    let (old, new) = (before.map(plain).unwrap_or_default(), plain(now));
    let paths: BTreeSet<&&str> = old.keys().chain(new.keys()).collect();
    let digest = |file: Option<&&CatalogueFile>| file.map(|file| file.sha256);
    let changed = paths.into_iter().filter(|path| digest(old.get(**path)) != digest(new.get(**path)));
    changed
        .map(|path| FileChange {
            path: (*path).to_owned(),
            before: old.get(*path).map(|file| (*file).clone()),
            now: new.get(*path).map(|file| (*file).clone()),
        })
        .collect()
}
