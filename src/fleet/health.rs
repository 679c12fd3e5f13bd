//! The newest report of each terminal, and what is odd about it or the others beside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    FleetError, KnownKeys, Signed,
    leave::{HIDDEN_LOST, PROGRAMS_GIVEN_UP, REFUSES},
};
use crate::{bundle::KeyId, policy::Age, sync::EventKind};

/// Clocks that are set by hand differ by so much.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(1);
/// Days after which a terminal has not been heard of for long.
const SILENT: i64 = 45;
/// Less than this is little, in bytes.
const LITTLE: u64 = 1 << 30;

/// Something odd, the worst first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// It is not the key that the office knows: somebody else's report, or a terminal that was set up anew.
    OtherKey,
    /// Several terminals under one name, or one that was set up anew; which, only people can tell.
    TwoKeys,
    /// Two reports under one key that cannot both be of one machine: a copy of its disk, a backup that was put back, a clock that was set.
    Contradiction,
    /// Its key is another terminal's as well: a copy of a disk.
    Doubled,
    /// It shows another release under a number than others do, or than the office published.
    Split,
    /// The office never published what it shows.
    Foreign,
    /// Entries of its journal are gone, or are others than before.
    JournalRewritten,
    /// It may still show what was withdrawn.
    ShowsWithdrawn,
    /// It reports from a day that has not come.
    FromTheFuture,
    /// It shows nothing that was signed.
    NoContent,
    /// Nothing is heard of it, though it ought to exist.
    Absent,
    /// The content is older than 90 days.
    VeryOld,
    /// It stepped back by itself, because what it had taken in crashed.
    FellBack,
    /// The release that was brought last was refused.
    Refused,
    /// Its disk takes nothing: read-only, full, or failing.
    DiskRefuses,
    /// It doubts its clock.
    ClockDoubted,
    /// Little room is left.
    LittleRoom,
    /// Files of its hidden records are gone, or cannot be read: something that was hidden may be shown.
    HiddenLost,
    /// A program that came with a release did not work there.
    ProgramGivenUp,
    /// Its journal does not hold together.
    JournalTorn,
    /// So much newer is what the office published.
    Behind {
        /// Releases since.
        releases: u64,
        /// Days between both.
        days: i64,
    },
    /// The content is older than 30 days.
    Old,
    /// It hides records by itself.
    Hides {
        /// How many.
        records: usize,
    },
    /// The report is old itself.
    Silent {
        /// Its age in days.
        days: i64,
    },
}

impl Flag {
    /// Its name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::OtherKey => "other_key",
            Self::TwoKeys => "two_keys",
            Self::Contradiction => "contradiction",
            Self::Doubled => "doubled",
            Self::Split => "split",
            Self::Foreign => "foreign",
            Self::JournalRewritten => "journal_rewritten",
            Self::ShowsWithdrawn => "shows_withdrawn",
            Self::Absent => "absent",
            Self::HiddenLost => "hidden_lost",
            Self::DiskRefuses => "disk_refuses",
            Self::ProgramGivenUp => "program_given_up",
            Self::JournalTorn => "journal_torn",
            Self::Behind { .. } => "behind",
            Self::Hides { .. } => "hides",
            Self::FromTheFuture => "from_the_future",
            Self::NoContent => "no_content",
            Self::VeryOld => "very_old",
            Self::Old => "old",
            Self::FellBack => "fell_back",
            Self::Refused => "refused",
            Self::ClockDoubted => "clock_doubted",
            Self::LittleRoom => "little_room",
            Self::Silent { .. } => "silent",
        }
    }
}

/// How a terminal is, as far as is known.
#[derive(Debug, Clone)]
pub struct Health {
    /// Its newest report.
    pub newest: Signed,
    /// Age of its content in days, by the office's clock.
    pub content_days: Option<i64>,
    /// Reports of it that were laid beside one another.
    pub reports: usize,
    /// The keys of all its reports.
    pub keys: BTreeSet<KeyId>,
    /// Oddities, the worst first.
    pub flags: Vec<Flag>,
}

impl Health {
    /// There is no doubt which key is the terminal's.
    pub fn has_one_key(&self) -> bool {
        self.keys.len() == 1
    }
}

/// Learns the keys of terminals that are new to the office and leave no doubt which key is theirs.
pub fn learn(known: &mut KnownKeys, standings: &[Health], today: Date) -> Result<(), FleetError> {
    known.learn(standings.iter().filter(|standing| standing.has_one_key()).map(|standing| &standing.newest), today)
}

/// The terminals behind these reports, the most troubled and the oldest first.
pub(super) fn standings(reports: Vec<Signed>, known: Option<&KnownKeys>, now: Timestamp) -> Vec<Health> {
    let mut terminals: BTreeMap<String, Vec<Signed>> = BTreeMap::new();
    for signed in reports {
        terminals.entry(signed.report.terminal.clone()).or_default().push(signed);
    }
    let standing = |(name, mut reports): (String, Vec<Signed>)| {
        let is_former = |signed: &Signed| known.is_some_and(|known| known.is_former(&name, &signed.key));
        // What it said before it was set up anew no longer counts, unless it is all that is heard of it.
        if !reports.iter().all(is_former) {
            reports.retain(|signed| !is_former(signed));
        }
        standing(reports, known.and_then(|known| known.key(&name)), now)
    };
    let mut standings: Vec<Health> = terminals.into_iter().filter_map(standing).collect();
    sort(&mut standings);
    standings
}

/// The most troubled and the oldest first.
pub(super) fn sort(standings: &mut [Health]) {
    standings.sort_by(|left, right| {
        let worst = |standing: &Health| standing.flags.first().cloned();
        let trouble = match (worst(left), worst(right)) {
            (Some(left), Some(right)) => left.cmp(&right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        trouble
            .then(right.content_days.cmp(&left.content_days))
            .then_with(|| left.newest.report.terminal.cmp(&right.newest.report.terminal))
    });
}

fn standing(reports: Vec<Signed>, known: Option<KeyId>, now: Timestamp) -> Option<Health> {
    let count = reports.len();
    let keys: BTreeSet<KeyId> = reports.iter().map(|signed| signed.key).collect();
    let mut flags = BTreeSet::new();
    if known.is_some_and(|known| keys.iter().any(|key| *key != known)) {
        flags.insert(Flag::OtherKey);
    } else if keys.len() > 1 {
        flags.insert(Flag::TwoKeys);
    }
    // What the known key did not sign says nothing of the terminal, where there is anything else.
    let theirs = known.filter(|known| keys.contains(known));
    let reports: Vec<Signed> = reports.into_iter().filter(|signed| theirs.is_none_or(|key| signed.key == key)).collect();
    let is_future = |signed: &Signed| signed.report.reported_at > now.saturating_add(CLOCKS_DIFFER).unwrap_or(now);
    if reports.iter().any(is_future) {
        flags.insert(Flag::FromTheFuture);
    }
    if contradict(&reports, &is_future) {
        flags.insert(Flag::Contradiction);
    }
    // The history of one machine only grows, whatever its clock says; those of two cannot be compared.
    let one = theirs.is_some() || keys.len() == 1;
    let newest = reports.into_iter().max_by_key(|signed| {
        let events = signed.report.events;
        (if one { events } else { 0 }, !is_future(signed), signed.report.reported_at)
    })?;
    let report = &newest.report;
    let days_since = |at: Timestamp| now.duration_since(at).as_hours() / 24;
    let content_days = report.content.as_ref().map(|content| days_since(content.released_at).max(0));
    flags.extend(match content_days.map(Age::of_days) {
        None => Some(Flag::NoContent),
        Some(Age::VeryOld) => Some(Flag::VeryOld),
        Some(Age::Old) => Some(Flag::Old),
        Some(Age::Recent) => None,
    });
    flags.extend(match report.last.as_ref().and_then(|last| last.event) {
        Some(EventKind::FellBack) => Some(Flag::FellBack),
        Some(EventKind::Refused) => Some(Flag::Refused),
        Some(
            EventKind::Imported | EventKind::RolledBack | EventKind::Repaired | EventKind::Hidden | EventKind::Shown | EventKind::Reset,
        )
        | None => None,
    });
    let counted = [(REFUSES, Flag::DiskRefuses), (HIDDEN_LOST, Flag::HiddenLost), (PROGRAMS_GIVEN_UP, Flag::ProgramGivenUp)];
    flags.extend(counted.into_iter().filter(|(name, _)| report.counts.contains_key(*name)).map(|(_, flag)| flag));
    if report.journal.is_some_and(|journal| !journal.whole) {
        flags.insert(Flag::JournalTorn);
    }
    let records = report.hidden.iter().filter(|hidden| hidden.counts).count();
    if records > 0 {
        flags.insert(Flag::Hides { records });
    }
    if report.clock_doubted {
        flags.insert(Flag::ClockDoubted);
    }
    if report.disk.free < LITTLE.max(report.disk.total / 20) {
        flags.insert(Flag::LittleRoom);
    }
    let days = days_since(report.reported_at);
    if days > SILENT {
        flags.insert(Flag::Silent { days });
    }
    Some(Health { newest, content_days, reports: count, keys, flags: flags.into_iter().collect() })
}

/// Whether two reports under one key cannot both be true of one machine. A clock from the future is told by another name.
fn contradict(reports: &[Signed], is_future: &impl Fn(&Signed) -> bool) -> bool {
    reports.iter().enumerate().any(|(at, left)| {
        reports.iter().skip(at + 1).any(|right| {
            let (a, b) = (&left.report, &right.report);
            let against_the_clock = a.events.cmp(&b.events) == b.reported_at.cmp(&a.reported_at) && a.events != b.events;
            let same_history = a.events == b.events && a.content.is_some() && b.content.is_some() && a.content != b.content;
            let same_moment = a.reported_at == b.reported_at && a.events == b.events && left.digest != right.digest;
            let told_otherwise = is_future(left) || is_future(right);
            left.key == right.key && ((against_the_clock && !told_otherwise) || same_history || same_moment)
        })
    })
}
