//! The way of a visit: content comes in, word goes back. A stick is given back after each half, since whoever reads the offer may take their time
//! and pull it.

use std::{io, path::Path};

use jiff::Timestamp;

use super::{
    VisitError,
    place::{Arrived, VisitPlace},
    requests::{Exchanged, exchange},
};
use crate::{
    advice,
    audit::{Deed, Journal, Who},
    bundle::{Objection, Shelf, Trust, UnverifiedBundle, WITHDRAWALS, whose},
    files::{Digest, Watch},
    fleet::{self, FleetError},
    library::{LibraryError, Origin, current, generations, info_of, probe_in_child},
    sync::{self, Hands, ListTaken, Offer, Progress, Receipt, SyncError},
};

/// Bytes beyond which a timestamp is none.
const LARGEST_TIMESTAMP: u64 = 64 << 10;
/// Folder of receipts on a stick.
const RECEIPTS: &str = "receipts";

/// A visit that is to be made.
pub struct Visit<'a> {
    /// The library that content is taken into.
    pub library: &'a Path,
    /// Where content lies.
    pub place: VisitPlace<'a>,
    /// Who makes it, when, and how a generation is tried out.
    pub hands: Hands<'a>,
    /// The root that the office handed over, for a terminal that believes nobody yet.
    pub first_root: Option<&'a [u8]>,
    /// Whether word is left on the stick; not where somebody only looks, or where the terminal has no name.
    pub leaves_word: bool,
}

/// A place that was looked at.
#[derive(Debug)]
pub struct Looked {
    /// What it offers.
    pub offer: Offer,
    /// The word that was left there: where nothing is to be taken in, this was the visit.
    pub left: Left,
}

/// A visit that was made.
#[derive(Debug)]
pub struct Visited {
    /// What was done.
    pub receipt: Receipt,
    /// The word that was left there.
    pub left: Left,
    /// The stick was given back and may be pulled out.
    pub released: bool,
}

/// Word left on a stick for the office; `None` where it was not to be. Content that was taken in is good without it.
#[derive(Debug, Default)]
pub struct Left {
    /// The receipt.
    pub receipt: Option<Result<(), VisitError>>,
    /// How the terminal is.
    pub report: Option<Result<(), VisitError>>,
    /// What visitors left; nothing where the terminal takes nothing from them.
    pub requests: Option<Result<Exchanged, VisitError>>,
}

/// A list of withdrawals that lies there.
#[derive(Debug)]
pub struct Heeded {
    /// The list, and what it hid; or why it is not heeded, which is no word on the release beside it.
    pub list: Result<ListTaken, SyncError>,
    /// Nothing else of ours lies there: the visit is over, and this was left.
    pub alone: Option<Left>,
}

impl Visit<'_> {
    /// Heeds the office's list of withdrawals, if one lies there: it only hides, and nobody need agree to it. One that lies there alone and is not to
    /// be heeded is the error of the whole visit.
    pub fn heed_list(&self) -> Result<Option<Heeded>, VisitError> {
        self.listed(|shelf| sync::take_list(self.library, shelf, self.hands.now), true)
    }

    /// What [`Visit::heed_list`] would do: the same is said of the same place, and nothing is hidden or left.
    pub fn look_at_list(&self) -> Result<Option<Heeded>, VisitError> {
        self.listed(|shelf| sync::look_at_list(self.library, shelf, self.hands.now), false)
    }

    fn listed(&self, take: impl Fn(&dyn Shelf) -> Result<Option<ListTaken>, SyncError>, heeds: bool) -> Result<Option<Heeded>, VisitError> {
        let (mut there, shelf) = self.place.arrive()?;
        if let Some(root) = self.first_root {
            sync::establish(self.library, root)?;
        }
        let list = take(&*shelf).transpose();
        let is_there = |name: &str| !shelf.read(name, LARGEST_TIMESTAMP).is_ok_and(|there| there.is_none());
        let alone = is_there(WITHDRAWALS) && !is_there("meta/timestamp.json");
        drop(shelf);
        if let (true, Some(Ok(list))) = (heeds, &list) {
            for (record, _) in &list.hidden {
                self.note(Deed::Hidden { record: record.clone() });
            }
        }
        let left = match &list {
            Some(Ok(_)) if alone => Some(if heeds { self.leave_word(&mut there, None) } else { Left::default() }),
            _ => None,
        };
        drop(there.release());
        match list {
            None => Ok(None),
            Some(Err(error)) if alone => Err(error.into()),
            Some(list) => Ok(Some(Heeded { list, alone: left })),
        }
    }

    /// Verifies what lies there and says what taking it in would mean.
    pub fn look(&self) -> Result<Looked, VisitError> {
        let (mut there, shelf) = self.place.arrive()?;
        if let Some(root) = self.first_root {
            sync::establish(self.library, root)?;
        }
        let looked = sync::inspect(self.library, &*shelf, &self.hands);
        drop(shelf);
        if let Err(error) = &looked {
            self.note(Deed::ImportRefused { release: None, code: error.code().to_owned() });
        }
        // Nothing comes of it: what the office must hear goes with the stick now.
        let over = looked.as_ref().is_ok_and(|offer| offer.unchanged || offer.obstacle().is_some());
        let left = if over { self.leave_word(&mut there, None) } else { Left::default() };
        drop(there.release());
        Ok(Looked { offer: looked?, left })
    }

    /// Has the terminal believe this root and no other, once somebody compared both; where a place was named, only if what lies there is signed
    /// under it. The fingerprint that was confirmed must be its own.
    pub fn believe_instead(&self, root: &[u8], confirmed: Digest, place: bool) -> Result<(), VisitError> {
        let trust = Trust::new(root).map_err(SyncError::from)?;
        let to = trust.root().map_err(SyncError::from)?.fingerprint();
        if to != confirmed {
            return Err(SyncError::from(Objection::Altered { name: "root.json".to_owned() }).into());
        }
        if place {
            let (mut there, shelf) = self.place.arrive()?;
            let ours = trust.root().map_err(SyncError::from)?;
            let fits = UnverifiedBundle::new(&*shelf).verify(&trust, self.hands.now).map_err(|error| whose(&*shelf, &ours, error));
            drop(shelf);
            drop(there.release());
            fits.map_err(SyncError::from)?;
        }
        let from = sync::believed(self.library).ok().flatten().map(|root| root.fingerprint().in_groups());
        sync::believe_instead(self.library, root, &self.hands.by, self.hands.now)?;
        self.note(Deed::RootReset { from, to: to.in_groups() });
        Ok(())
    }

    /// Takes in what was offered and leaves word of it.
    pub fn take(&self, offer: &Offer, watch: &mut dyn Watch<Progress>) -> Result<Visited, VisitError> {
        let (mut there, shelf) = self.place.arrive()?;
        let (release, digest) = (offer.bundle.release.number, offer.bundle.release.digest);
        self.note(Deed::ImportBegun { release, digest });
        let taken = sync::import(self.library, offer, &*shelf, &self.hands, watch);
        drop(shelf);
        self.note(match &taken {
            Ok(_) => Deed::ImportDone { release, digest },
            Err(SyncError::Cancelled) => Deed::ImportCancelled { release },
            Err(error) => Deed::ImportRefused { release: Some(release), code: error.code().to_owned() },
        });
        let receipt = taken.inspect_err(|_| drop(there.release()))?;
        let left = self.leave_word(&mut there, Some(&receipt));
        let released = there.release().is_ok();
        Ok(Visited { receipt, left, released })
    }

    /// Lets the release before answer again; no stick is needed.
    pub fn step_back(&self) -> Result<Receipt, VisitError> {
        let stepped = sync::roll_back(self.library, &self.hands);
        self.note(match &stepped {
            Ok(receipt) => Deed::SteppedBack { release: receipt.release },
            Err(error) => Deed::StepBackRefused { code: error.code().to_owned() },
        });
        Ok(stepped?)
    }

    /// What was done, in the terminal's journal.
    fn note(&self, deed: Deed) {
        Journal::of(self.library).note(Who::from(&self.hands.by), deed);
    }

    /// What goes back to the office, one after the other.
    fn leave_word(&self, there: &mut Arrived, receipt: Option<&Receipt>) -> Left {
        let Some(stick) = there.folder.clone().filter(|_| self.leaves_word) else { return Left::default() };
        if let Err(error) = there.writable() {
            tracing::warn!(%error, "nothing can be written on the stick");
            let failed = Some(Err(error.into()));
            let none = Left::default();
            return if receipt.is_some() { Left { receipt: failed, ..none } } else { Left { report: failed, ..none } };
        }
        let left = Left {
            receipt: receipt.map(|receipt| self.leave_receipt(&stick, receipt)),
            report: Some(self.leave_report(&stick)),
            requests: exchange(&stick, self.library, self.hands.terminal, self.hands.now).transpose(),
        };
        if let Some(Ok(done)) = &left.requests {
            done.deeds().into_iter().for_each(|deed| self.note(deed));
        }
        if let Some(Err(error)) = &left.requests {
            tracing::warn!(error = error as &dyn std::error::Error, "what visitors left could not be exchanged");
        }
        for error in [&left.receipt, &left.report].into_iter().flatten().filter_map(|left| left.as_ref().err()) {
            tracing::warn!(error = error as &dyn std::error::Error, "word could not be left on the stick");
        }
        left
    }

    fn leave_receipt(&self, stick: &Path, receipt: &Receipt) -> Result<(), VisitError> {
        let name = format!("{}-{}.txt", self.hands.terminal, receipt.release.unwrap_or_default());
        let failed = |source: io::Error| FleetError::NotLeft { stick: stick.to_owned(), source };
        fleet::put(stick, RECEIPTS, &name, advice::paper(receipt).as_bytes()).map_err(failed)?;
        Ok(())
    }

    fn leave_report(&self, stick: &Path) -> Result<(), VisitError> {
        fleet::leave(stick, self.library, self.hands.terminal, self.hands.now)?;
        Ok(())
    }
}

/// The release that a step back would lead to: its number, and when it was made.
pub fn before(library: &Path) -> Result<Option<(u64, Timestamp)>, SyncError> {
    let Some(answering) = current(library)? else { return Ok(None) };
    let earlier = generations(library)?.into_iter().rev().filter(|number| *number < answering);
    for info in earlier.filter_map(|number| info_of(library, number).ok()) {
        if let Origin::Release { version, released_at, .. } = info.origin
            && sync::may_show(library, &info)?
        {
            return Ok(Some((version, released_at)));
        }
    }
    Ok(None)
}

/// Lets a child, which is this same program, try out a finished generation. What runs may have no name any more: it was replaced, or never had one.
pub fn self_test(folder: &Path) -> Result<(), LibraryError> {
    probe_in_child(Path::new("/proc/self/exe"), folder)
}
