//! A checked content source becomes the draft of a release: new files go into new packs, everything else is found where it lies already.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Read,
    ops::ControlFlow,
};

use jiff::Timestamp;

use super::{
    BundleError, Catalogue, CatalogueFile, Changes, Confirmation, Objection, Packed, Parcel, ParcelKind, Person, Publication, READING,
    Review, Space, Statement, Unfit, VerifiedBundle, Withdrawn, clock,
    confirmation::is_share,
    delegated::shown,
    departments::Departments,
    metadata::{Head, Metadata, Targets},
    packs::{Packer, ParcelWriter},
    published::OFFICE,
    repository::{Repository, failed},
    signing::signers,
    survey::{Survey, survey},
    terminals::ForTerminals,
    withheld::Withheld,
};
use crate::{
    files::Digest,
    policy::{Content, DisclosureMark, RecordId},
    program::Arch,
    source::{Elsewhere, Fault, Member, Severity, Source, arranges},
};

/// Files from this size on are parts by themselves.
const LARGE: u64 = 1 << 20;
/// Hundredths of a pack that may be dead before it is packed anew.
const DEAD: u64 = 30;

/// An order for a release.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// `office`, or a department's name.
    pub role: String,
    /// The mark that was given for documents without one.
    pub mark: Option<DisclosureMark>,
    /// Records to withdraw (下架).
    pub withdraw: Vec<RecordId>,
    /// Withdraw everything that the source no longer holds.
    pub withdraw_missing: bool,
    /// Why, for the history of every terminal.
    pub reason: String,
    /// Reviews of the content, as the office's records have them.
    pub reviews: Vec<Review>,
    /// Reminders of the check before it that nobody answered one by one.
    pub reminders: usize,
    /// What was said by name.
    pub confirmed: Vec<Confirmation>,
    /// Now.
    pub now: Timestamp,
}

/// A release as it was drafted.
#[derive(Debug)]
pub struct Drafted {
    /// Version of the role's targets.
    pub version: u64,
    /// Changes against the release that is published.
    pub changes: Changes,
    /// Records in all.
    pub records: usize,
    /// Bytes of parts that are new.
    pub new_bytes: u64,
    /// When the last release says that it was made, where a lying clock said so and this one does not go on after it.
    pub left_behind: Option<Timestamp>,
    /// Faults of the source that are worth a look.
    pub warnings: Vec<Fault>,
}

/// Drafts a release. Nothing that is published changes; an earlier draft of the same role is void, its signatures included.
pub fn create(repository: &Repository, source: &Source, wish: &Wish) -> Result<Drafted, BundleError> {
    let (root, _) = repository.needed_root()?;
    let release = repository.release()?;
    let before = release.as_ref().and_then(|release| release.release.publications.iter().find(|publication| publication.role == wish.role));
    let departments = Departments::read(repository)?;
    may_publish(&wish.role, release.as_ref(), &departments)?;

    is_said(repository, wish)?;
    let header = source.header();
    let last = before.map(|before| before.statement.released_at);
    let released_at = clock::release_time(wish.now, last);
    clock::check(released_at, header.data_date, last, wish.now)?;
    super::packs::sweep(&repository.published()).map_err(failed(repository.path()))?;
    let (programs, members) = members(source, &wish.role);
    let paths: Vec<&str> = members.iter().map(|member| member.path.as_str()).collect();
    let office = release.as_ref().and_then(|release| release.release.publications.first()).filter(|_| wish.role != OFFICE);
    let space = office.map(|office| Space::of(&wish.role, &root.gongkai.body, &office.statement, &office.catalogue));
    let (survey, tables) = surveyed(source, &paths, space.as_ref())?;
    // One that is left out now goes on where it stood.
    let left_out = release.iter().flat_map(|release| &release.release.left_out).find(|left| left.role == wish.role);
    let last_version = before.map(|before| before.version).max(left_out.map(|left| left.version));
    let version = last_version.map_or_else(|| repository.last_version(&wish.role), Ok)? + 1;
    let ids: BTreeSet<&RecordId> = survey.records.iter().map(|record| &record.id).collect();
    let withdrawn = withdrawn(before, &ids, wish, version)?;
    let withdraws = before.map_or(0, |before| before.statement.withdrawn.len()) < withdrawn.len();

    let packed = pack(repository, &members, before, withdraws)?;
    let for_terminals = ForTerminals::of(&wish.role, &members).map_err(failed(repository.path()))?;
    let catalogue = Catalogue { reading: READING, root: source.root_name().to_owned(), files: packed.files, records: survey.records };
    let mut parcels = packed.parcels;
    let mut writer = ParcelWriter::begin(&repository.published()).map_err(failed(repository.path()))?;
    writer.write(&catalogue.to_bytes()).map_err(failed(repository.path()))?;
    let list = writer.finish(ParcelKind::Catalogue, false).map_err(failed(repository.path()))?;
    let statement = Statement {
        publisher: departments.title(&wish.role).unwrap_or(&root.gongkai.body).to_owned(),
        place: header.place.clone(),
        released_at,
        data_date: header.data_date,
        mark: wish.mark,
        catalogue: list.digest,
        withdrawn,
        reviews: wish.reviews.clone(),
        reminders: wish.reminders,
        settings: for_terminals.settings,
        programs: for_terminals.programs,
        people: if wish.role == OFFICE { departments.people.clone() } else { BTreeMap::new() },
        departments: if wish.role == OFFICE { departments.titles.clone() } else { BTreeMap::new() },
    };
    let (records_before, files_before) = before.map_or((&[][..], &[][..]), |before| (&before.catalogue.records, &before.catalogue.files));
    let changes = Changes::between(records_before, &catalogue.records, &statement.withdrawn).with_pages(files_before, &catalogue.files);
    let records = catalogue.records.len();
    parcels.push(list);
    let targets = Targets {
        head: Head::new(Targets::KIND, version, clock::last_day(wish.now)),
        targets: parcels.iter().map(|parcel| (parcel.target_name(&wish.role), parcel.target())).collect(),
        delegations: (wish.role == OFFICE && !departments.delegations.roles.is_empty()).then(|| departments.delegations.clone()),
        gongkai: statement,
    };
    repository.put_draft(&wish.role, &targets)?;
    let listed = catalogue.records.iter().filter(|record| tables.contains(&record.id)).filter_map(|record| paths.get(record.file).copied());
    let warnings = survey.faults.into_iter().chain(unheeded(&wish.role, &paths, &programs, listed)).collect();
    Ok(Drafted { version, changes, records, new_bytes: packed.new_bytes, left_behind: last.filter(|last| *last >= released_at), warnings })
}

/// Programs that are not the office's, which go nowhere, and all other files of a source.
fn members(source: &Source, role: &str) -> (Vec<Member>, Vec<Member>) {
    source.members().into_iter().partition(|member| role != OFFICE && Arch::of_path(&member.path).is_some())
}

/// What of a department's source nobody heeds: what arranges the zone, programs, and tables of everyday words.
fn unheeded<'p>(role: &str, paths: &[&'p str], programs: &'p [Member], tables: impl Iterator<Item = &'p str>) -> Vec<Fault> {
    if role == OFFICE {
        return Vec::new();
    }
    let arranging = paths.iter().copied().filter(|path| arranges(path)).chain(programs.iter().map(|program| program.path.as_str()));
    arranging.map(unheard).chain(tables.map(untaught)).collect()
}

/// What was published and is not in the source of this order: what whoever names it there is told.
pub fn elsewhere(repository: &Repository, wish: &Wish) -> Result<Elsewhere, BundleError> {
    let Some(release) = repository.release()? else { return Ok(Elsewhere::default()) };
    let mut elsewhere = Elsewhere { withdrawn: wish.withdraw.iter().map(ToString::to_string).collect(), ..Elsewhere::default() };
    for known in &release.release.publications {
        let ids = known.catalogue.records.iter().map(|record| record.id.to_string());
        if known.role != wish.role {
            let publisher = if known.role == OFFICE { "办公室" } else { &known.statement.publisher };
            elsewhere.others.extend(ids.map(|id| (id, crate::text::clean(publisher).into_owned())));
            continue;
        }
        elsewhere.withdrawn.extend(known.statement.withdrawn.iter().map(|withdrawn| withdrawn.id.to_string()));
        if wish.withdraw_missing { elsewhere.withdrawn.extend(ids) } else { elsewhere.published.extend(ids) }
    }
    Ok(elsewhere)
}

/// What must be said by name before anything is read: persons who signed the draft that is there are not told by an empty folder that they did so
/// in vain, and reminders that nobody answered are somebody's.
fn is_said(repository: &Repository, wish: &Wish) -> Result<(), BundleError> {
    let mut needed: Vec<Confirmation> = match signers_of_draft(repository, &wish.role)?.len() {
        0 => Vec::new(),
        signed => vec![Confirmation::Signatures(signed)],
    };
    needed.extend((wish.reminders > 0).then_some(Confirmation::Reminders(wish.reminders)));
    let needed = Confirmation::missing(&needed, &wish.confirmed);
    if needed.is_empty() { Ok(()) } else { Err(Withheld::Unconfirmed { needed }.into()) }
}

/// Who has signed the draft that a new one would replace.
pub fn signers_of_draft(repository: &Repository, role: &str) -> Result<Vec<Person>, BundleError> {
    match repository.draft(role) {
        Ok(draft) => signers(repository, &draft),
        Err(BundleError::NoDraft { .. }) => Ok(Vec::new()),
        // It cannot be read, and nobody can publish it.
        Err(BundleError::OwnFile { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The records of a source that may be published, and the ids of those that are tables of everyday words.
fn surveyed(source: &Source, paths: &[&str], space: Option<&Space>) -> Result<(Survey, Vec<RecordId>), BundleError> {
    let (mut foreign, mut tables) = (None, Vec::new());
    let survey = survey(source, paths, source.header().data_date, &BTreeSet::new(), &mut |record| {
        foreign = foreign.take().or_else(|| space?.foreign(record));
        if matches!(&record.content, Content::List(list) if list.is_everyday_table()) {
            tables.push(record.id.clone());
        }
        ControlFlow::Continue(())
    });
    if let Some((space, found)) = space.zip(foreign) {
        return Err(Objection::Prefix { role: space.role().to_owned(), found }.into());
    }
    if survey.faulty { Err(BundleError::Faulty(survey.faults)) } else { Ok((survey, tables)) }
}

/// A department publishes once a release has named it, and until the office says otherwise.
fn may_publish(role: &str, release: Option<&VerifiedBundle>, departments: &Departments) -> Result<(), BundleError> {
    if role != OFFICE && departments.title(role).is_none() {
        return Err(Objection::UnfitDepartment { role: shown(role), why: Unfit::Unknown }.into());
    }
    let names = |release: &VerifiedBundle| release.release.publications.iter().any(|known| known.statement.departments.contains_key(role));
    if role == OFFICE || release.is_some_and(names) {
        Ok(())
    } else {
        Err(Objection::UnfitDepartment { role: role.to_owned(), why: Unfit::NotReleased }.into())
    }
}

/// What a department is told of a page it wrote.
fn unheard(path: &str) -> Fault {
    Fault {
        file: path.into(),
        line: None,
        severity: Severity::Warning,
        what: "部门的版面、设置和程序不算数".to_owned(),
        mend: "首页、版面、说明页、终端的设置和程序只由政府办公室安排，请把要改的告诉办公室；这个文件可以删去。".to_owned(),
        trouble: None,
    }
}

/// What a department is told of a table of everyday words.
fn untaught(path: &str) -> Fault {
    Fault {
        file: path.into(),
        line: None,
        severity: Severity::Warning,
        what: "部门的日常说法不会用在搜索里".to_owned(),
        mend: "日常说法只由政府办公室安排，请把要加的告诉办公室；自己的内容可以写 keywords。".to_owned(),
        trouble: None,
    }
}

/// The kill list, grown by what is withdrawn now. What was published and is gone must be on it: nothing vanishes by accident.
fn withdrawn(before: Option<&Publication>, ids: &BTreeSet<&RecordId>, wish: &Wish, version: u64) -> Result<Vec<Withdrawn>, BundleError> {
    let mut withdrawn = before.map_or_else(Vec::new, |before| before.statement.withdrawn.clone());
    let wanted: BTreeSet<&RecordId> = wish.withdraw.iter().collect();
    if let Some(id) = wanted.iter().copied().chain(withdrawn.iter().map(|withdrawn| &withdrawn.id)).find(|id| ids.contains(id)) {
        return Err(BundleError::StillThere { id: id.to_string() });
    }
    let mut vanished = Vec::new();
    for record in before.map_or(&[][..], |before| &before.catalogue.records) {
        if ids.contains(&record.id) {
            continue;
        }
        if !wanted.contains(&record.id) && !wish.withdraw_missing {
            vanished.push(format!("{}  {}", record.id, record.title));
            continue;
        }
        let file = before.and_then(|before| before.catalogue.files.get(record.file)).map(|file| file.sha256);
        withdrawn.push(Withdrawn {
            id: record.id.clone(),
            title: crate::text::clean(&record.title).into_owned(),
            reason: wish.reason.clone(),
            since: version,
            files: file.into_iter().collect(),
        });
    }
    if let Some(unknown) = wanted.iter().find(|id| withdrawn.iter().all(|withdrawn| withdrawn.id != ***id)) {
        return Err(BundleError::NeverPublished { id: unknown.to_string() });
    }
    if !vanished.is_empty() {
        return Err(BundleError::Vanished { records: vanished });
    }
    // Whoever named each of them meant it; a wrong folder names none.
    let fresh = withdrawn.len() - before.map_or(0, |before| before.statement.withdrawn.len());
    let share = wish.withdraw_missing && is_share(fresh, before.map_or(0, |before| before.catalogue.records.len()));
    let needed: Vec<Confirmation> = share.then_some(Confirmation::Withdrawn(fresh)).into_iter().collect();
    let needed = Confirmation::missing(&needed, &wish.confirmed);
    if needed.is_empty() { Ok(withdrawn) } else { Err(Withheld::Unconfirmed { needed }.into()) }
}

/// Where all files lie, and the parts that are needed for it.
struct PackedFiles {
    files: Vec<CatalogueFile>,
    parcels: Vec<Parcel>,
    new_bytes: u64,
}

/// Where the bytes of a digest lie.
type Places = HashMap<Digest, Option<Packed>>;

fn pack(repository: &Repository, members: &[Member], before: Option<&Publication>, withdraws: bool) -> Result<PackedFiles, BundleError> {
    let folder = repository.published();
    let mut sums = Vec::with_capacity(members.len());
    for member in members {
        let place = || failed(&repository.path().join(&member.path));
        sums.push(Digest::of_stream(member.open().map_err(place())?).map_err(place())?);
    }
    let wanted: BTreeSet<Digest> = sums.iter().map(|(digest, _)| *digest).collect();
    let (mut places, mut parcels) = reused(before, &wanted, withdraws);
    let reused_parcels = parcels.len();
    let mut packers = [true, false].map(|text| Packer::new(&folder, text));
    for (member, (digest, length)) in members.iter().zip(&sums) {
        if places.contains_key(digest) {
            continue;
        }
        let place = || failed(&repository.path().join(&member.path));
        let mut bytes = member.open().map_err(place())?;
        if *length >= LARGE || Arch::of_path(&member.path).is_some() {
            let mut writer = ParcelWriter::begin(&folder).map_err(failed(&folder))?;
            let mut buffer = vec![0; 1 << 20];
            loop {
                let read = bytes.read(&mut buffer).map_err(place())?;
                let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
                writer.write(part).map_err(failed(&folder))?;
            }
            let blob = writer.finish(ParcelKind::Blob, member.text).map_err(failed(&folder))?;
            unchanged(member, &blob.digest, digest)?;
            places.insert(*digest, None);
            parcels.push(blob);
        } else {
            let mut small = Vec::new();
            bytes.take(LARGE).read_to_end(&mut small).map_err(place())?;
            unchanged(member, &Digest::of(&small), digest)?;
            let [text, other] = &mut packers;
            let packer = if member.text { text } else { other };
            packer.add(&small).map_err(failed(&folder))?;
            // Its place is known when the pack has its name.
            places.insert(*digest, None);
        }
    }
    for packer in &mut packers {
        packer.close().map_err(failed(&folder))?;
        for (parcel, entries) in packer.done.drain(..) {
            places.extend(entries.iter().map(|entry| (entry.sha256, Some(Packed { pack: parcel.digest, offset: entry.offset }))));
            parcels.push(parcel);
        }
    }
    let files = members.iter().zip(&sums).map(|(member, (digest, length))| CatalogueFile {
        path: member.path.clone(),
        sha256: *digest,
        length: *length,
        pack: places.get(digest).copied().flatten(),
    });
    let files: Vec<CatalogueFile> = files.collect();
    // What lay here for an attachment alone may be a text as well by now; bytes that are there twice lie in one place.
    let built_of: BTreeSet<Digest> = members.iter().zip(&files).filter(|(member, _)| member.text).map(|(_, file)| file.parcel()).collect();
    parcels.iter_mut().filter(|parcel| built_of.contains(&parcel.digest)).for_each(|parcel| parcel.text = true);
    let new_bytes = parcels.iter().skip(reused_parcels).map(|parcel| parcel.length).sum();
    Ok(PackedFiles { files, parcels, new_bytes })
}

/// Refuses a file that was edited while it was packed: people would sign for something else.
fn unchanged(member: &Member, found: &Digest, expected: &Digest) -> Result<(), BundleError> {
    if found == expected { Ok(()) } else { Err(Objection::Altered { name: member.path.clone() }.into()) }
}

/// Parts of the release before that are used again. A pack that is mostly dead is not; where something is withdrawn, no pack with anything
/// dead in it is, since that could be an earlier text of it.
fn reused(before: Option<&Publication>, wanted: &BTreeSet<Digest>, withdraws: bool) -> (Places, Vec<Parcel>) {
    let Some(before) = before else { return (Places::new(), Vec::new()) };
    let mut live: HashMap<Digest, u64> = HashMap::new();
    let mut counted = BTreeSet::new();
    for file in before.catalogue.files.iter().filter(|file| wanted.contains(&file.sha256)) {
        if let Some(place) = file.pack
            && counted.insert((place.pack, place.offset))
        {
            *live.entry(place.pack).or_default() += file.length + 40;
        }
    }
    let limit = if withdraws { 0 } else { DEAD };
    let keeps = |parcel: &Parcel| match parcel.kind {
        ParcelKind::Pack => {
            let live = live.get(&parcel.digest).copied().unwrap_or(0);
            let dead = parcel.length.saturating_sub(8 + live);
            live > 0 && dead * 100 <= parcel.length * limit
        }
        ParcelKind::Blob => wanted.contains(&parcel.digest),
        ParcelKind::Catalogue => false,
    };
    let parcels: Vec<Parcel> = before.parcels.iter().filter(|parcel| keeps(parcel)).cloned().collect();
    let kept: BTreeSet<Digest> = parcels.iter().map(|parcel| parcel.digest).collect();
    let places = before.catalogue.files.iter().filter(|file| wanted.contains(&file.sha256)).filter(|file| match file.pack {
        Some(place) => kept.contains(&place.pack),
        None => kept.contains(&file.sha256),
    });
    (places.map(|file| (file.sha256, file.pack)).collect(), parcels)
}
