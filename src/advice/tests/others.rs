//! One of each error of sticks, libraries, exchanges, terminals, settings and searches, with every reason that it can have.

use std::io;

use super::{
    reading::{Told, every, told},
    values::{database, fault, faults_of_the_system, name, path, system},
};
use crate::{
    audit::{AuditError, Fault},
    bundle::{BundleError, Misread},
    config::{ConfigError, Demand, ValueKind, Wrong},
    files::{DiskRefused, DiskTrouble, child::ChildError},
    fleet::{FleetError, KnownFault, Misreport},
    lab::{JudgementError, RunError},
    library::{Failing, LibraryError, Lost},
    outbox::{Closed, OutboxError},
    register::RegisterError,
    request::RequestError,
    review::{ReviewError, Step},
    search::SearchError,
    setup::SetupError,
    source::SourceError,
    stick::{MountError, Refusal, StickError},
    sync::{Happening, LeftOutPart, SyncError, Tear},
    text::Typo,
};

pub(super) fn sticks() -> Vec<(&'static str, StickError)> {
    let mut all = every!(StickError:
        NotThere { path: path() },
        NotAStick { path: path(), kind: String::new() },
        Label { device: "某设备".to_owned(), kind: "vfat".to_owned(), found: None },
        NoRoom { needed: 2_000_000, free: 1 },
        ReadOnly { path: path() },
        Full { path: path() },
        Gone { source: system() },
        Failing { path: path(), source: system() },
        Unsound { path: path() },
        NothingPublished { path: path() },
        NoList { path: path() },
        HoldsRelease { path: path() },
        Newer { found: 2, ours: 1 },
        OtherOffice { body: name() },
        Incomplete { names: vec![name()] },
        Stopped {},
        Bundle { 0: BundleError::Passphrase },
        Io { path: path(), source: system() },
    );
    all.retain(|(name, _)| *name != "StickError::Bundle");
    for kind in ["exfat", "ext4"] {
        let label = StickError::Label { device: "某设备".to_owned(), kind: kind.to_owned(), found: Some(name()) };
        all.push(("StickError::Label", label));
    }
    all
}

pub(super) fn requests() -> Vec<(&'static str, RequestError)> {
    let source = serde_json::from_str::<u8>("somebody says so").unwrap_err();
    every!(RequestError: CaseUnread { line: 3, source }, CaseTooLong { line: 3 })
}

pub(super) fn outboxes() -> Vec<(&'static str, OutboxError)> {
    let refused = || DiskRefused { doing: "writing", path: path(), source: system() };
    let mut all = every!(OutboxError:
        Closed { 0: Closed::NoKey },
        TooLong {},
        NoRandomness {},
        NotSealed {},
        Database { path: path(), source: database(5) },
        Newer { found: 2 },
        ReadBack {},
        Disk { 0: refused() },
        Foreign { path: path(), what: "接收私钥" },
        Passphrase {},
        NotHere {},
        Bundle { 0: BundleError::Passphrase },
    );
    all.retain(|(name, _)| !matches!(*name, "OutboxError::Bundle" | "OutboxError::Closed"));
    let closed = every!(Closed: NoKey {}, Disk {}, Full {}, DayFull {}, TooSoon {}, Clock {});
    all.extend(closed.into_iter().map(|(name, why)| (name, OutboxError::Closed(why))));
    all
}

pub(super) fn registers() -> Vec<(&'static str, RegisterError)> {
    let source = || serde_json::from_str::<u8>("somebody says so").unwrap_err();
    let mut all = every!(RegisterError:
        Database { path: path(), source: database(5) },
        Newer { found: 2 },
        Disk { 0: DiskRefused { doing: "writing", path: path(), source: system() } },
        Nothing { path: path() },
        NoRequest { number: name() },
        NoEvent { source: source() },
        NoOutcome { outcome: name() },
        NotAll { quarantined: 1, refused: 2 },
        NotAside { number: name() },
        Several { number: name(), all: vec![name()] },
        StillShut { number: name() },
        NoRules { name: name(), why: "older" },
        Bundle { 0: BundleError::Passphrase },
    );
    all.retain(|(name, _)| *name != "RegisterError::Bundle");
    all
}

#[cfg(feature = "office")]
pub(super) fn conversions() -> Vec<(&'static str, crate::convert::ConvertError)> {
    use crate::convert::ConvertError;
    every!(ConvertError:
        Stopped { done: 1, all: 3 },
        Refused { count: 2 },
        NoReader { 0: system() },
        Unread { path: path(), source: system() },
        Unwritten { path: path(), source: system() },
        AlreadyThere { path: path() },
        Unsaid { what: "地方" },
    )
}

pub(super) fn mounts() -> Vec<(&'static str, MountError)> {
    let refusals = every!(Refusal:
        NoStick {}, NotUsb {}, FileSystem {}, ReadOnly {}, Busy {}, NotMounted {}, Gone {}, Io {}, NotAllowed {}, NoUser {}, Command {},
    );
    let all = every!(MountError: NoHelper { socket: path(), source: system() }, Refused { 0: Refusal::Busy });
    all.into_iter().chain(refusals.into_iter().map(|(_, refusal)| ("MountError::Refused", MountError::Refused(refusal)))).collect()
}

pub(super) fn failings() -> Vec<Failing> {
    use std::os::unix::process::ExitStatusExt;
    let all = every!(Failing:
        Database { 0: "row 3 missing from index".to_owned() },
        Index {},
        Counts { cards: 1, records: 2, entries: 3, wanted: 4, passages: 5 },
        OtherRecords { found: 1, wanted: 2 },
        Child { 0: ChildError::Said("索引坏了".to_owned()) },
    );
    let children = every!(ChildError:
        NotStarted { 0: system() },
        NotWatched { 0: system() },
        TooLong { 0: std::time::Duration::from_secs(600) },
        Killed { signal: 7, words: "somebody says so".to_owned() },
        Said { 0: "索引坏了".to_owned() },
        Silent { 0: std::process::ExitStatus::from_raw(3 << 8) },
    );
    all.into_iter().map(|(_, why)| why).chain(children.into_iter().map(|(_, why)| Failing::Child(why))).collect()
}

pub(super) fn libraries() -> Vec<(&'static str, LibraryError)> {
    let record = || "编号".parse().unwrap();
    let mut all = every!(LibraryError:
        NoLibrary { dir: path() },
        Foreign { dir: path() },
        Busy { dir: path() },
        Pointer { path: path(), found: name() },
        Missing { path: path() },
        Length { path: path(), expected: 1, found: 2 },
        Altered { path: path() },
        Unlisted { path: path() },
        Manifest { path: path(), line: 1 },
        Database { path: path(), source: database(13) },
        Newer { path: path(), found: 9, known: 1 },
        Index { path: path(), source: tantivy::TantivyError::SystemError("somebody says so".to_owned()) },
        Unreadable { what: Lost::Info, why: "it is none".to_owned() },
        SelfTest { why: Failing::Index },
        NotRecorded { source: database(13).into() },
        Answering { dir: path(), number: 1 },
        Twice { 0: record() },
        Faulty { 0: vec![fault()] },
        Cancelled {},
        Io { 0: DiskRefused { doing: "reading", path: path(), source: system() } },
    );
    let pieces = every!(Lost: Record { 0: record() }, Place { 0: 3 }, SomeRecord {}, Info {}, File { 0: path() });
    let why = || "it is none".to_owned();
    all.extend(pieces.into_iter().map(|(_, what)| ("LibraryError::Unreadable", LibraryError::Unreadable { what, why: why() })));
    all.extend(failings().into_iter().map(|why| ("LibraryError::SelfTest", LibraryError::SelfTest { why })));
    for code in [1, 5, 7, 8, 10, 11, 13, 14, 26] {
        all.push(("LibraryError::Database", LibraryError::Database { path: path(), source: database(code) }));
    }
    all.push(("LibraryError::NotRecorded", LibraryError::NotRecorded { source: "somebody says so".into() }));
    all.extend(
        faults_of_the_system()
            .into_iter()
            .map(|source| ("LibraryError::Io", LibraryError::Io(DiskRefused { doing: "reading", path: path(), source }))),
    );
    all
}

pub(super) fn exchanges() -> Vec<(&'static str, SyncError)> {
    let mut all = every!(SyncError:
        Bundle { 0: BundleError::Passphrase },
        Library { 0: LibraryError::Cancelled },
        TornTrust { path: path(), why: Tear::Empty },
        Newer { path: path(), found: 9, known: 2 },
        NoTrust { dir: path() },
        OtherRoot { believed: name(), given: name() },
        StickGone { source: system() },
        StickUnreadable { place: name(), source: system() },
        NoRoom { needed: 2, free: 1 },
        StillThere { title: name() },
        LeftOut { 0: vec![LeftOutPart { title: name(), stays: true, why: Box::new(Happening::SelfTest), code: "L-08".to_owned() }] },
        Busy {},
        NothingBefore {},
        Cancelled {},
        Io { 0: DiskRefused { doing: "reading", path: path(), source: io::Error::other(database(13)) } },
        DiskRefuses { trouble: DiskTrouble::ReadOnly },
    );
    all.retain(|(name, _)| !["SyncError::Bundle", "SyncError::Library"].contains(name));
    let english = || "somebody says so".to_owned();
    let tears = every!(Tear:
        Gone { 0: path() }, GoneFrom { 0: 4 }, Behind { release: 5 }, BehindRoot {}, NotAFile {}, Empty {}, Database { 0: english() }, Row { 0: english() },
    );
    let ailing = every!(DiskTrouble: ReadOnly {}, Full {}, NotPermitted {}, Failing {});
    all.extend(ailing.into_iter().map(|(_, trouble)| ("SyncError::DiskRefuses", SyncError::DiskRefuses { trouble })));
    all.extend(
        faults_of_the_system()
            .into_iter()
            .map(|source| ("SyncError::Io", SyncError::from(DiskRefused { doing: "reading", path: path(), source }))),
    );
    all.extend(tears.into_iter().map(|(_, why)| ("SyncError::TornTrust", SyncError::TornTrust { path: path(), why })));
    all
}

pub(super) fn fleets() -> Vec<(&'static str, FleetError)> {
    let mut all = every!(FleetError:
        Sync { 0: SyncError::Busy },
        Bundle { 0: BundleError::Passphrase },
        Name { name: name() },
        NotLeft { stick: path(), source: system() },
        Io { path: path(), source: system() },
        TooLarge { path: path(), limit: 1 },
        Unreadable { path: path(), why: Misreport::Other },
        Newer { path: path(), kind: name() },
        Signature { path: path() },
        Nothing {},
        Known { path: path(), why: KnownFault::NotAFile },
        NoOneKey { terminal: name() },
        Strange { doubled: 2, split: 2, foreign: 1, rewritten: 1 },
        Refused { files: 1, terminals: 0 },
    );
    all.retain(|(name, _)| !["FleetError::Sync", "FleetError::Bundle"].contains(name));
    let misreports = every!(Misreport: Misread { 0: Misread::NotText }, Other {}, Terminal {}, Program {}, Counts {}, Code {}, Count {});
    all.extend(misreports.into_iter().map(|(_, why)| ("FleetError::Unreadable", FleetError::Unreadable { path: path(), why })));
    let known = every!(KnownFault:
        System { 0: system() },
        NotAFile {},
        Typo { line: 3, typo: Typo::Twice, says: "duplicate key".to_owned() },
        Name {},
        Unwritable { 0: "somebody says so".to_owned() },
    );
    all.extend(known.into_iter().map(|(_, why)| ("FleetError::Known", FleetError::Known { path: path(), why })));
    all.extend([(1, 2), (0, 2)].map(|(files, terminals)| ("FleetError::Refused", FleetError::Refused { files, terminals })));
    all
}

pub(super) fn audits() -> Vec<(&'static str, AuditError)> {
    let mut all = every!(AuditError:
        Io { path: path(), source: system() },
        NoTerminal { dir: path() },
        NoHead { fewest: 8 },
        Faulty { faults: vec![Fault::Gone; 4] },
    );
    let faults = every!(Fault:
        Altered { after: 3 },
        Broken { number: 5, expected: 4 },
        Begins { number: 9 },
        Short { found: 3, written: 5 },
        Gap { number: 6 },
        Forgotten { number: 6 },
        NoHead {},
        Gone {},
        Unknown { head: "0123".to_owned() },
    );
    all.extend(faults.into_iter().map(|(_, fault)| ("AuditError::Faulty", AuditError::Faulty { faults: vec![fault] })));
    all.push(("AuditError::Faulty", AuditError::Faulty { faults: vec![Fault::Broken { number: 4, expected: 4 }] }));
    all
}

pub(super) fn settings() -> Vec<(&'static str, ConfigError)> {
    let mut all = every!(ConfigError:
        Unreadable { path: path(), source: system() },
        UnknownKey { path: path(), line: 1, key: name(), nearest: Some(name()) },
        Invalid { path: path(), line: 1, wrong: Wrong::Range { key: name() } },
        Impossible { path: path(), demand: Demand::Countdown },
    );
    let kinds = every!(ValueKind: Text {}, Number {}, Fraction {}, Switch {}, Moment {}, List {}, Table {});
    let typos = every!(Typo:
        Twice {}, Unquoted {}, Unclosed {}, NoComma {}, NoEquals {}, TooMuch {}, Name {}, Number {}, Other {},
    );
    let wrong = every!(Wrong:
        Typo { typo: Typo::Twice, says: "duplicate key".to_owned() },
        Missing { key: name() },
        Kind { key: name(), found: ValueKind::Text, wanted: ValueKind::Number },
        Range { key: name() },
    );
    let wrong = wrong.into_iter().map(|(_, wrong)| wrong);
    let wrong = wrong.chain(typos.into_iter().map(|(_, typo)| Wrong::Typo { typo, says: "somebody says so".to_owned() }));
    let wrong = wrong.chain(kinds.into_iter().map(|(_, kind)| Wrong::Kind { key: name(), found: kind, wanted: kind }));
    all.extend(wrong.map(|wrong| ("ConfigError::Invalid", ConfigError::Invalid { path: path(), line: 1, wrong })));
    let demands = every!(Demand: Countdown {}, Waiting {}, Scale {}, Rotation {}, PinHash {}, Printer {}, Role {}, TimeZone {}, Hosts {}, Terminal {});
    all.extend(demands.into_iter().map(|(_, demand)| ("ConfigError::Impossible", ConfigError::Impossible { path: path(), demand })));
    all
}

pub(super) fn searches() -> Vec<Told> {
    let json = || serde_json::from_str::<u8>("{").unwrap_err();
    let index = || tantivy::TantivyError::SystemError("somebody says so".to_owned());
    let search = every!(SearchError:
        Index { 0: index() }, Lists { 0: system() }, Lost { asked: 2, missed: 1, first: "编号".parse().unwrap() },
    );
    let runs = every!(RunError: Question { line: 1, source: json() }, Io { 0: system() }, Search { 0: SearchError::Lists(system()) });
    let judged = every!(JudgementError: Line { line: 1 }, Io { 0: system() });
    let runs = runs.into_iter().filter(|(name, _)| *name != "RunError::Search");
    told(search).into_iter().chain(told(runs)).chain(told(judged)).collect()
}

pub(super) fn sources() -> Vec<(&'static str, SourceError)> {
    every!(SourceError: Unreachable { path: path(), source: system() }, NotASource { path: path() }, Nothing { path: path() })
}

pub(super) fn prints() -> Vec<(&'static str, crate::print::PrintError)> {
    use crate::print::PrintError;
    every!(PrintError:
        NoFont { path: path() },
        Unreachable { what: "lp".to_owned(), source: system() },
        Refused { what: "lp", says: String::new() },
        TooLong { seconds: 40 },
    )
}

pub(super) fn setups() -> Vec<(&'static str, SetupError)> {
    let mut all = every!(SetupError:
        Io { doing: "writing", path: path(), source: system() },
        NotRoot {},
        Settings { path: path(), line: Some(3), says: "expected a value".to_owned() },
        NoTerminal { name: name(), known: vec![name()] },
        NeverCopied { key: "staff.pin_hash" },
        Config { 0: crate::config::ConfigError::Unreadable { path: path(), source: system() } },
        NoRootFile { path: path() },
        Program { program: "systemctl", says: String::new() },
        NoRecord {},
        NoPinLine {},
    );
    all.retain(|(name, _)| *name != "SetupError::Config");
    all.push(("SetupError::NoTerminal", SetupError::NoTerminal { name: String::new(), known: vec![name()] }));
    all
}

pub(super) fn reviews() -> Vec<(&'static str, ReviewError)> {
    let mut all = every!(ReviewError:
        Damaged { path: path(), line: 3 },
        SamePerson { who: name(), other: Step::FirstReview },
        TooEarly { missing: Step::SecondProof },
        Unread {},
        NotOwn {},
        NoDocument { id: "编号".to_owned() },
        Nameless {},
        NotListed { who: name(), step: None },
        NoHeader { id: "编号".to_owned() },
        Value { field: "题名".to_owned(), value: String::new() },
        NoQuestion { number: 3 },
        ByHand {},
        NoViewer { original: "通知/集市".to_owned(), copy: "办公室/原件".into() },
        Words { times: 0 },
        Open { fields: 1, questions: 2 },
        Reasonless {},
        Unsigned { who: name(), has: true },
        NoDraft { id: "编号".to_owned() },
        Disk { path: path(), source: system() },
    );
    all.push(("ReviewError::Unsigned", ReviewError::Unsigned { who: name(), has: false }));
    all.push(("ReviewError::NotListed", ReviewError::NotListed { who: name(), step: Some(Step::Secrecy) }));
    all.push(("ReviewError::Value", ReviewError::Value { field: "成文日期".to_owned(), value: "昨天".to_owned() }));
    all.push(("ReviewError::Words", ReviewError::Words { times: 2 }));
    all
}
