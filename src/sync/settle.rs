//! Which publications of a release are taken in. What lies in the parts is compared with what was signed before anything is built of it. Without
//! the office's there is no release; a department that lies, or that was packed badly, is left out, and what the terminal holds of it stays.

use std::{collections::BTreeMap, ops::ControlFlow};

use super::{
    Happening, LeftOutPart, SyncError,
    copy::{Copier, CopyTally, Speaks},
    folders::Folders,
    kept,
};
use crate::bundle::{Likeness, Publication, Release, Shelf, Space, Trust, Unlike, VerifiedBundle, as_signed};

/// A release as it is taken in.
pub(super) struct Settled {
    pub(super) release: Release,
    /// What is believed once it answers: of what was left out, what was believed before.
    pub(super) trust: Trust,
    pub(super) left_out: Vec<LeftOutPart>,
    /// Records that the library will hold.
    pub(super) records: usize,
}

/// Where parts come from and go.
pub(super) struct Scene<'a> {
    pub(super) folders: &'a Folders,
    pub(super) shelf: &'a dyn Shelf,
    pub(super) tally: &'a CopyTally,
}

/// Settles what is taken in of a bundle whose texts, and whose departments' parts, are all there. `before` is what was believed until now; `failed`
/// speaks against departments, by the numbers of their publications.
pub(super) fn settle(
    bundle: &VerifiedBundle,
    before: &Trust,
    mut failed: BTreeMap<usize, Speaks>,
    scene: &Scene<'_>,
    going_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<Settled, SyncError> {
    let body = bundle.trust.root()?.gongkai.body;
    let release = &bundle.release;
    let mut settled = Settled {
        release: Release { publications: Vec::new(), ..release.clone() },
        trust: bundle.trust.clone(),
        left_out: Vec::new(),
        records: 0,
    };
    for left in &bundle.release.left_out {
        let stays = release.publications.iter().any(|publication| publication.role == left.role);
        let why = Box::new(Happening::Objection(left.why.clone()));
        settled.leave_out(&left.role, LeftOutPart { title: left.title.clone(), stays, why, code: left.why.code().to_owned() });
    }
    let Some((office, departments)) = release.publications.split_first() else { return Ok(settled) };
    match look(office, None, scene, going_on) {
        Ok(_) => settled.take(office, 0),
        Err(Unlike::Faulty(faults)) => return Err(SyncError::of_faults(faults)),
        Err(Unlike::Refused(objection)) => return Err(objection.into()),
        Err(Unlike::Stopped(stopped)) => return Err(stopped.into()),
    }
    for (number, department) in (1..).zip(departments) {
        let space = Space::of(&department.role, &body, &office.statement, &office.catalogue);
        let mut judge = |publication: &Publication| judged(look(publication, Some(&space), scene, going_on));
        let against = match failed.remove(&number) {
            Some(against) => against,
            None => match judge(department)? {
                Ok(tables) => {
                    settled.take(department, tables);
                    continue;
                }
                Err(against) => against,
            },
        };
        let spare = bundle.spares.iter().find(|spare| spare.role == department.role);
        let spare = match spare {
            Some(spare) if is_whole(office, spare, scene)? => Some(spare),
            _ => None,
        };
        let spare = match spare.map(&mut judge).transpose()? {
            Some(Ok(tables)) => spare.map(|spare| (spare, tables)),
            Some(Err(_)) | None => None,
        };
        match before.targets.get(&department.role) {
            Some(seen) => drop(settled.trust.targets.insert(department.role.clone(), *seen)),
            None => drop(settled.trust.targets.remove(&department.role)),
        }
        let title = crate::text::clean(&department.statement.publisher).into_owned();
        let part = LeftOutPart { title, stays: spare.is_some(), why: Box::new(against.why), code: against.code.to_owned() };
        settled.leave_out(&department.role, part);
        if let Some((spare, tables)) = spare {
            settled.take(spare, tables);
        }
    }
    Ok(settled)
}

impl Settled {
    /// Tables of everyday words are the office's to write.
    fn take(&mut self, publication: &Publication, unheard: usize) {
        self.records += publication.catalogue.records.len() - unheard.min(publication.catalogue.records.len());
        self.release.publications.push(publication.clone());
    }

    /// A department that was left out for its signed file, and whose kept content is not to be believed either, is told once.
    fn leave_out(&mut self, role: &str, part: LeftOutPart) {
        if self.trust.without.insert(role.to_owned()) {
            self.left_out.push(part);
        } else if let Some(known) = self.left_out.iter_mut().find(|known| known.title == part.title) {
            known.stays = part.stays;
        }
    }
}

fn look(
    publication: &Publication,
    space: Option<&Space>,
    scene: &Scene<'_>,
    going_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<usize, Unlike> {
    let source = kept::source(publication, scene.folders);
    as_signed(&source, &publication.catalogue, publication.statement.data_date, space, Likeness::of_list(&publication.catalogue), going_on)
}

/// What a look at a department says against it.
fn judged(looked: Result<usize, Unlike>) -> Result<Result<usize, Speaks>, SyncError> {
    match looked {
        Ok(tables) => Ok(Ok(tables)),
        Err(Unlike::Stopped(stopped)) => Err(stopped.into()),
        Err(Unlike::Refused(objection)) => Ok(Err(Speaks { code: objection.code(), why: Happening::Objection(objection) })),
        Err(Unlike::Faulty(faults)) => {
            let error = SyncError::of_faults(faults);
            let Some(why) = error.facts() else { return Err(error) };
            Ok(Err(Speaks { code: error.code(), why }))
        }
    }
}

/// Whether the parts of what was kept are all here as they were signed for. That a stick is gone or a disk is full says nothing of them: visitors do
/// not lose a department for that.
fn is_whole(office: &Publication, spare: &Publication, scene: &Scene<'_>) -> Result<bool, SyncError> {
    let both = [office.clone(), spare.clone()];
    let copier = Copier::new(&both, scene.shelf, scene.folders, scene.tally);
    spare.parcels.iter().try_for_each(|parcel| copier.ensure(parcel))?;
    Ok(copier.failed().is_empty())
}
