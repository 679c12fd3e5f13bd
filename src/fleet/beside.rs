//! All terminals laid beside one another, beside what the office knows of them and beside what it published: what no report says of itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};

use super::{
    Flag, Health, KnownKeys, Office, Report, Signed,
    health::{self, standings},
    office::{Beside, Gone},
};
use crate::{bundle::KeyId, files::Digest, library::HiddenBy, policy::RecordId};

/// All terminals of an office.
#[derive(Debug)]
pub struct Fleet {
    /// Those that reported, the most troubled first.
    pub standings: Vec<Health>,
    /// Those that ought to exist and of which nothing came.
    pub absent: Vec<Absent>,
    /// Keys under which several terminals report: copies of one disk.
    pub doubled: Vec<(KeyId, BTreeSet<String>)>,
    /// Releases of one number that are not one.
    pub splits: Vec<Split>,
    /// What was withdrawn and may still be shown somewhere, the newest first.
    pub lingering: Vec<Lingering>,
    /// Records that terminals hid by themselves.
    pub hidden: Vec<HiddenThere>,
}

/// A terminal that ought to exist and is not heard of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Its name.
    pub terminal: String,
    /// The day of its last report, or on which it was written down; none where nobody said.
    pub since: Option<Date>,
    /// The release that it showed then.
    pub release: Option<u64>,
}

/// One number, several digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The number.
    pub release: u64,
    /// Each digest with the terminals that show it, and whether the office published it, where that can be told.
    pub digests: Vec<(Digest, BTreeSet<String>, Option<bool>)>,
}

/// Something withdrawn, and the terminals that may still show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lingering {
    /// The record.
    pub gone: Gone,
    /// Terminals with the release that each was last known to show; none where that is not known.
    pub terminals: Vec<(String, Option<u64>)>,
}

/// A record that was hidden at terminals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenThere {
    /// Its id.
    pub id: RecordId,
    /// Its title, where the office holds it.
    pub title: Option<String>,
    /// Where, when and by whom.
    pub terminals: Vec<(String, Timestamp, HiddenBy)>,
    /// What the newest release does to it; none where no repository was laid beside.
    pub answer: Option<Answer>,
}

/// The newest release's word on a record that was hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It withdraws it, or does not hold it.
    Gone,
    /// It was made later and holds it: it is shown again where it is taken in.
    Shown,
    /// It was made before: nothing was said yet.
    None,
}

/// Lays everything beside one another.
pub fn survey(reports: Vec<Signed>, known: Option<&KnownKeys>, office: Option<&Office>, now: Timestamp) -> Fleet {
    let believed: Vec<Signed> = reports.iter().filter(|signed| is_believed(signed, known)).cloned().collect();
    let doubled = doubled(&believed, known);
    let splits = splits(&believed, office);
    let rewritten = rewritten(&believed, known);
    let mut standings = standings(reports, known, now);
    for standing in &mut standings {
        let report = &standing.newest.report;
        let mut flags: BTreeSet<Flag> = standing.flags.drain(..).collect();
        if doubled.iter().any(|(_, names)| names.contains(&report.terminal)) {
            flags.insert(Flag::Doubled);
        }
        if splits.iter().any(|split| split.digests.iter().any(|(_, names, ours)| *ours != Some(true) && names.contains(&report.terminal))) {
            flags.insert(Flag::Split);
        }
        if let Some((office, content)) = office.zip(report.content.as_ref()) {
            match office.beside(content) {
                Beside::Newest => {}
                Beside::Foreign => drop(flags.insert(Flag::Foreign)),
                Beside::Behind { releases, days } => drop(flags.insert(Flag::Behind { releases, days })),
            }
            if office.withdrawn.iter().any(|gone| lingers(office, gone, Some(content.release), &hides(report))) {
                flags.insert(Flag::ShowsWithdrawn);
            }
        }
        if rewritten.contains(&report.terminal) {
            flags.insert(Flag::JournalRewritten);
        }
        if known.is_some_and(|known| known.went_back(report)) {
            flags.insert(Flag::Contradiction);
        }
        standing.flags = flags.into_iter().collect();
    }
    health::sort(&mut standings);
    let absent = absent(&standings, known);
    let lingering = office.map(|office| lingering(office, &standings, &absent)).unwrap_or_default();
    let hidden = hidden(&standings, office);
    Fleet { standings, absent, doubled, splits, lingering, hidden }
}

/// What a key signed that is not the terminal's, or was before it was set up anew, says nothing of the others.
fn is_believed(signed: &Signed, known: Option<&KnownKeys>) -> bool {
    let Some(known) = known else { return true };
    let name = &signed.report.terminal;
    known.key(name).is_none_or(|key| key == signed.key) && !known.is_former(name, &signed.key)
}

fn doubled(reports: &[Signed], known: Option<&KnownKeys>) -> Vec<(KeyId, BTreeSet<String>)> {
    let mut names: BTreeMap<KeyId, BTreeSet<String>> = BTreeMap::new();
    let written = known.iter().flat_map(|known| known.terminals()).filter_map(|(name, _)| Some((known?.key(name)?, name.to_owned())));
    for (key, name) in written.chain(reports.iter().map(|signed| (signed.key, signed.report.terminal.clone()))) {
        names.entry(key).or_default().insert(name);
    }
    names.into_iter().filter(|(_, names)| names.len() > 1).collect()
}

fn splits(reports: &[Signed], office: Option<&Office>) -> Vec<Split> {
    let mut releases: BTreeMap<u64, BTreeMap<Digest, BTreeSet<String>>> = BTreeMap::new();
    for signed in reports {
        if let Some(content) = &signed.report.content {
            let digests = releases.entry(content.release).or_default();
            digests.entry(content.digest).or_default().insert(signed.report.terminal.clone());
        }
    }
    let several = releases.into_iter().filter(|(_, digests)| digests.len() > 1);
    let split = several.map(|(release, digests)| Split {
        release,
        digests: digests
            .into_iter()
            .map(|(digest, names)| (digest, names, office.and_then(|office| office.published(release, &digest))))
            .collect(),
    });
    split.collect()
}

/// Lines of history, entries of the journal and its head, as one report tells them.
type Told = (u64, u64, Digest);

/// Terminals whose journal lost entries, or has others in their place: a journal only grows, and so does the history beside it. One that was set up
/// anew has another key and begins another journal.
fn rewritten(reports: &[Signed], known: Option<&KnownKeys>) -> BTreeSet<String> {
    let mut journals: BTreeMap<(&str, KeyId), Vec<Told>> = BTreeMap::new();
    for Signed { report, key, .. } in reports {
        let told = report.journal.map(|journal| (report.events, journal.entries, journal.head));
        journals.entry((&report.terminal, *key)).or_default().extend(told);
    }
    let changed = journals.into_iter().filter(|((name, key), told)| {
        let before = known.filter(|known| known.key(name) == Some(*key)).and_then(|known| known.journal(name));
        let mut told: Vec<_> = told.iter().copied().chain(before).collect();
        told.sort_unstable();
        told.windows(2).any(|pair| {
            matches!(pair, [(events, entries, head), (later_events, later, later_head)]
                if later < entries && later_events > events || later == entries && later_head != head)
        })
    });
    changed.map(|((name, _), _)| name.to_owned()).collect()
}

fn absent(standings: &[Health], known: Option<&KnownKeys>) -> Vec<Absent> {
    let heard = |name: &str| standings.iter().any(|standing| standing.newest.report.terminal == name);
    let silent = known.iter().flat_map(|known| known.terminals()).filter(|(name, _)| !heard(name));
    silent.map(|(name, last)| Absent { terminal: name.to_owned(), since: last.seen, release: last.release }).collect()
}

/// Ids that a terminal hides by itself.
fn hides(report: &Report) -> BTreeSet<&RecordId> {
    report.hidden.iter().filter(|hidden| hidden.counts).map(|hidden| &hidden.id).collect()
}

fn lingers(office: &Office, gone: &Gone, release: Option<u64>, hidden: &BTreeSet<&RecordId>) -> bool {
    !hidden.contains(&gone.id) && release.is_none_or(|release| office.may_hold(release, gone))
}

fn lingering(office: &Office, standings: &[Health], absent: &[Absent]) -> Vec<Lingering> {
    let here = standings.iter().filter_map(|standing| {
        let release = standing.newest.report.content.as_ref()?.release;
        Some((standing.newest.report.terminal.clone(), Some(release), hides(&standing.newest.report)))
    });
    let silent = absent.iter().map(|absent| (absent.terminal.clone(), absent.release, BTreeSet::new()));
    let terminals: Vec<_> = here.chain(silent).collect();
    let all = office.withdrawn.iter().map(|gone| Lingering {
        gone: gone.clone(),
        terminals: terminals
            .iter()
            .filter(|(_, release, hidden)| lingers(office, gone, *release, hidden))
            .map(|(name, release, _)| (name.clone(), *release))
            .collect(),
    });
    all.filter(|lingering| !lingering.terminals.is_empty()).collect()
}

fn hidden(standings: &[Health], office: Option<&Office>) -> Vec<HiddenThere> {
    let mut all: BTreeMap<RecordId, Vec<(String, Timestamp, HiddenBy)>> = BTreeMap::new();
    for standing in standings {
        for hidden in standing.newest.report.hidden.iter().filter(|hidden| hidden.counts) {
            let place = (standing.newest.report.terminal.clone(), hidden.since, hidden.by.clone());
            all.entry(hidden.id.clone()).or_default().push(place);
        }
    }
    let told = all.into_iter().map(|(id, terminals)| {
        let title = office.and_then(|office| office.titles.get(&id)).cloned();
        let answer = office.map(|office| {
            let last = terminals.iter().map(|(_, since, _)| *since).max();
            match (&title, last) {
                (None, _) => Answer::Gone,
                (Some(_), Some(last)) if office.released_at > last => Answer::Shown,
                (Some(_), _) => Answer::None,
            }
        });
        HiddenThere { id, title, terminals, answer }
    });
    told.collect()
}
