//! Whether a draft is what the program would have drafted: every field that is signed follows from the content, the root, the list of
//! departments and the last release, or is shown and asked for. Whoever can write into the repository's folder can edit a draft; nobody signs
//! what came of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    BundleError, CatalogueFile, CatalogueRecord, Delegations, KeyId, Objection, Parcel, ParcelKind, Person, Review, Unfit, Withdrawn,
    clock,
    delegated::{called_alike, departments},
    look::source_of,
    opened::Opened,
    published::OFFICE,
    terminals,
    withheld::{Edited, Withheld},
};
use crate::{
    policy::{RecordId, ReviewStep},
    text::clean,
};

/// Refuses a draft that nobody's program wrote so, or that a lying clock made.
pub(super) fn check(opened: &Opened, now: Timestamp) -> Result<(), BundleError> {
    let name = &opened.draft.name;
    let edited = |what| BundleError::from(Withheld::Edited { name: name.clone(), what });
    let (statement, head) = (&opened.targets.gongkai, &opened.targets.head);
    let last = opened.before.as_ref().map(|before| before.publication.statement.released_at);
    if head.version != opened.last_version + 1 {
        return Err(edited(Edited::Version));
    }
    clock::check(statement.released_at, statement.data_date, last, now)?;
    if head.expires != clock::last_day(statement.released_at) && !is_pushed(opened, last) {
        return Err(edited(Edited::Dates));
    }
    let publisher = opened.departments.title(name).unwrap_or(&opened.root.gongkai.body);
    if statement.publisher != publisher {
        return Err(edited(Edited::Publisher));
    }
    if name == OFFICE {
        terminals::as_listed(name, &opened.catalogue, statement)?;
    } else if !statement.settings.is_empty() || !statement.programs.is_empty() {
        return Err(edited(Edited::Belongings));
    }
    check_belongings(opened)?;
    check_withdrawn(opened)?;
    check_parts(opened)
}

/// Whether the release was set a second after the last one, which was made by a clock that went ahead; the last day follows one's own clock.
fn is_pushed(opened: &Opened, last: Option<Timestamp>) -> bool {
    let released_at = opened.targets.gongkai.released_at;
    last.is_some_and(|last| released_at.as_second() == last.as_second() + 1) && opened.targets.head.expires <= clock::last_day(released_at)
}

/// Departments are those of the office's own list, and of nobody else's draft.
fn check_belongings(opened: &Opened) -> Result<(), BundleError> {
    let name = &opened.draft.name;
    let edited = || Withheld::Edited { name: name.clone(), what: Edited::Belongings };
    let statement = &opened.targets.gongkai;
    if !are_reviews(&statement.reviews, opened.catalogue.records.len()) {
        return Err(edited().into());
    }
    if name != OFFICE {
        let none = opened.targets.delegations.is_none() && statement.people.is_empty() && statement.departments.is_empty();
        return if none { Ok(()) } else { Err(edited().into()) };
    }
    let ours = &opened.departments;
    let announced = (!ours.delegations.roles.is_empty()).then(|| ours.delegations.clone());
    if opened.targets.delegations == announced && statement.people == ours.people && statement.departments == ours.titles {
        // Terminals would leave both of them out.
        if let Some((role, other)) = called_alike(&statement.departments) {
            return Err(Objection::UnfitDepartment { role: role.to_owned(), why: Unfit::SameTitle { other: other.to_owned() } }.into());
        }
        // What the list says is held to the same rules as at a terminal.
        return departments(&opened.targets, &opened.root).map(drop);
    }
    let (drafted, listed) =
        (rows(&opened.targets.delegations, &statement.people, &statement.departments), rows(&announced, &ours.people, &ours.titles));
    let departments: Vec<String> = drafted.into_iter().filter(|row| !listed.contains(row)).collect();
    if departments.is_empty() {
        return Err(edited().into());
    }
    Err(Withheld::Unannounced { name: name.clone(), departments }.into())
}

/// Whether reviews are as a program writes them: in their order, by somebody, of records that there are. That they were made is
/// the word of whoever drafted it, which everybody who signs is shown.
fn are_reviews(reviews: &[Review], records: usize) -> bool {
    let key = |review: &Review| review.kind.parse::<ReviewStep>().ok().map(|step| (step, review.person.clone()));
    let sound = |review: &Review| {
        let names = [&review.kind, &review.person, &review.post];
        let plain = names.iter().all(|name| **name == clean(name) && !name.contains('\n'));
        plain && !review.person.trim().is_empty() && (1..=records).contains(&review.documents)
    };
    reviews.iter().all(|review| key(review).is_some() && sound(review)) && reviews.is_sorted_by(|one, other| key(one) < key(other))
}

/// A line for each department: name, title, persons with their fingerprints.
fn rows(delegations: &Option<Delegations>, people: &BTreeMap<KeyId, Person>, titles: &BTreeMap<String, String>) -> Vec<String> {
    let roles = delegations.iter().flat_map(|delegations| &delegations.roles);
    let mut rows: Vec<String> = roles
        .map(|role| {
            let title = titles.get(&role.name).map_or("", String::as_str);
            let persons: Vec<String> = role.keyids.iter().map(|keyid| person(people.get(keyid), keyid)).collect();
            format!("{}  {}  {}", clean(&role.name), clean(title), persons.join("、"))
        })
        .collect();
    // A title that leads nowhere is shown too.
    rows.extend(
        titles
            .iter()
            .filter(|(name, _)| !rows.iter().any(|row| row.starts_with(&format!("{}  ", clean(name)))))
            .map(|(name, title)| format!("{}  {}", clean(name), clean(title)))
            .collect::<Vec<_>>(),
    );
    rows
}

/// A person with the fingerprint of the key; a key without a person is one.
pub(super) fn person(person: Option<&Person>, keyid: &KeyId) -> String {
    format!("{} {}", person.map_or_else(|| "没有写姓名".to_owned(), ToString::to_string), keyid.fingerprint())
}

/// The kill list only grows, by what was published and is gone; and nothing else is gone.
fn check_withdrawn(opened: &Opened) -> Result<(), BundleError> {
    let edited = |id: &RecordId| {
        let what = Edited::Withdrawn { id: id.to_string() };
        BundleError::from(Withheld::Edited { name: opened.draft.name.clone(), what })
    };
    let published = opened.before.as_ref().map(|before| &before.publication);
    let earlier = published.map_or(&[][..], |before| &before.statement.withdrawn);
    let now = &opened.targets.gongkai.withdrawn;
    let held: BTreeSet<&RecordId> = opened.catalogue.records.iter().map(|record| &record.id).collect();
    if let Some((lost, _)) = earlier.iter().enumerate().find(|(at, known)| now.get(*at) != Some(known)).map(|(_, known)| (known, ())) {
        return Err(edited(&lost.id));
    }
    let mut gone: BTreeSet<&RecordId> = earlier.iter().map(|withdrawn| &withdrawn.id).collect();
    let before: BTreeMap<&RecordId, (&CatalogueRecord, Option<&CatalogueFile>)> = published
        .iter()
        .flat_map(|before| before.catalogue.records.iter().map(|record| (&record.id, (record, before.catalogue.files.get(record.file)))))
        .collect();
    for withdrawn in now.iter().skip(earlier.len()) {
        let fits =
            before.get(&withdrawn.id).is_some_and(|(record, file)| as_drafted(withdrawn, record, *file, opened.targets.head.version));
        if !fits || !gone.insert(&withdrawn.id) {
            return Err(edited(&withdrawn.id));
        }
    }
    if let Some(still) = gone.iter().find(|id| held.contains(*id)) {
        return Err(edited(still));
    }
    let vanished = before.values().filter(|(record, _)| !held.contains(&record.id) && !gone.contains(&record.id));
    let records: Vec<String> = vanished.map(|(record, _)| format!("{}  {}", record.id, clean(&record.title))).collect();
    if records.is_empty() { Ok(()) } else { Err(Withheld::Vanished { records }.into()) }
}

fn as_drafted(withdrawn: &Withdrawn, record: &CatalogueRecord, file: Option<&CatalogueFile>, version: u64) -> bool {
    withdrawn.since == version
        && withdrawn.title == clean(&record.title)
        && withdrawn.reason == clean(&withdrawn.reason)
        && withdrawn.files == file.map(|file| file.sha256).into_iter().collect::<Vec<_>>()
}

/// The parts are the list and those in which its files lie, and the header is that of the packed `source.toml`.
fn check_parts(opened: &Opened) -> Result<(), BundleError> {
    let name = &opened.draft.name;
    let edited = |what| BundleError::from(Withheld::Edited { name: name.clone(), what });
    let statement = &opened.targets.gongkai;
    let source = source_of(&opened.shelf, name, statement, &opened.catalogue);
    let (place, day) = (&source.header().place, source.header().data_date);
    let has_header = opened.catalogue.files.iter().any(|file| file.path == "source.toml");
    if statement.place != *place || statement.data_date != day || (!has_header && !statement.place.is_empty()) {
        return Err(edited(Edited::Header));
    }
    let text: BTreeSet<String> = source.members().into_iter().filter(|member| member.text).map(|member| member.path).collect();
    let mut parts: BTreeMap<(ParcelKind, crate::files::Digest), bool> =
        BTreeMap::from([((ParcelKind::Catalogue, statement.catalogue), false)]);
    for file in &opened.catalogue.files {
        let part = file.pack.map_or((ParcelKind::Blob, file.sha256), |place| (ParcelKind::Pack, place.pack));
        // The pages of a department are packed with its texts, though no terminal reads them.
        *parts.entry(part).or_default() |=
            text.contains(&file.path) || text.contains(&format!("{name}/{}", file.path)) || crate::source::arranges(&file.path);
    }
    let file = format!("draft {name}");
    for (target, terms) in &opened.targets.targets {
        let parcel = Parcel::of_target(&file, name, target, terms)?;
        if parts.remove(&(parcel.kind, parcel.digest)) != Some(parcel.text) {
            return Err(edited(Edited::Parts));
        }
    }
    if parts.is_empty() { Ok(()) } else { Err(edited(Edited::Parts)) }
}
