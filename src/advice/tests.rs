//! Every value of every error walks through its words: no English reaches a person, everything has something to do and a code of its own.

use std::{collections::BTreeMap, io, path::PathBuf};

use super::{Advice, Advise};
use crate::{
    bundle::{Answer, BundleError, Foreign, JsonFault, KeyFault, Misread, Objection, Post, Unfit},
    config::{ConfigError, Demand, ValueKind, Wrong},
    files::child::ChildError,
    fleet::{FleetError, KnownFault, Misreport},
    lab::{JudgementError, RunError},
    library::{Failing, LibraryError, Lost},
    search::SearchError,
    source::{Fault, Severity, SourceError},
    stick::{MountError, Refusal, StickError},
    sync::{SyncError, Tear},
    text::Typo,
};

/// One value of each variant; a variant that is left out does not compile. Variants without names for their fields are written `{ 0: … }`.
macro_rules! every {
    ($of:ident: $($variant:ident $fields:tt),+ $(,)?) => {{
        fn named(value: &$of) -> &'static str {
            match value {
                $($of::$variant { .. } => concat!(stringify!($of), "::", stringify!($variant)),)+
            }
        }
        [$($of::$variant $fields),+].into_iter().map(|value| (named(&value), value)).collect::<Vec<(&'static str, $of)>>()
    }};
}
pub(crate) use every;

/// The words for an error, by the name of its variant.
pub(crate) type Told = (&'static str, Advice);

/// Words of ours in other letters: commands, options, names of files, labels and units that people read elsewhere too.
const LATIN: &str = "
    gongkai library build bundle create sign assemble delegate root keys stick prepare sync search pin library check
    --status --into --withdraw --reason --withdraw-missing --folder --any-label --root --renew --person --features --release --help
    fatlabel exfatlabel exFAT FAT32 Windows GONGKAI GONGKAI/v1/status /media/GONGKAI /media/ /GONGKAI U YC-01 MB UTF-8 TREC
    cargo network http:// https:// https://zwgk.example/gongkai kiosk-config/README.md kiosk.toml data/README.md gongkai-stick
    .md .csv .jsonl .key .pub id text q1 true false argon2id
    idle.countdown idle.warn_after idle.notice display.large_scale staff.pin_hash sync.terminal
";

/// Everything that keeps people from reading these, or from acting on them; nothing where all is well.
pub(crate) fn unfit_to_read<'t>(told: impl IntoIterator<Item = &'t Told>) -> Vec<String> {
    told.into_iter().filter_map(|(name, advice)| Some(format!("{name}: {} in {advice}", unfit(advice)?))).collect()
}

fn unfit(Advice { what, mend, code }: &Advice) -> Option<String> {
    if what.is_empty() || mend.is_empty() || what.ends_with('。') || mend.ends_with('。') {
        return Some("no sentence".to_owned());
    }
    if !matches!(code.as_bytes(), [b'A'..=b'Z', b'-', b'0'..=b'9', b'0'..=b'9']) {
        return Some("no code".to_owned());
    }
    let is_latin = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    let words = what.split(|c| !is_latin(c)).chain(mend.split(|c| !is_latin(c))).map(|word| word.trim_end_matches(['.', ':', '-']));
    let known = |word: &str| LATIN.split_whitespace().any(|known| known == word);
    let strange: Vec<&str> = words.filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()) && !known(word)).collect();
    (!strange.is_empty()).then(|| format!("{strange:?}"))
}

/// Asserts that no two variants share a code, and that the codes of each letter have no hole.
pub(crate) fn codes_are_whole<'t>(told: impl IntoIterator<Item = &'t Told>) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, advice) in told {
        let owner = owners.entry(advice.code).or_insert(name);
        assert_eq!(owner, name, "{} is used twice", advice.code);
    }
    let mut numbers: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for code in owners.keys() {
        let (letter, number) = code.split_once('-').unwrap();
        numbers.entry(letter).or_default().push(number.parse().unwrap());
    }
    for (letter, found) in numbers {
        assert_eq!(found, (1..=u32::try_from(found.len()).unwrap()).collect::<Vec<_>>(), "{letter}");
    }
}

fn name() -> String {
    "某个文件".to_owned()
}

fn path() -> PathBuf {
    PathBuf::from("某处")
}

/// Faults of the system, known and unknown, with and without a number, and one that somebody put English into.
fn faults_of_the_system() -> Vec<io::Error> {
    let numbered = [2, 5, 13, 17, 19, 20, 21, 28, 30, 71, 110, 111].map(io::Error::from_raw_os_error);
    let others = [io::ErrorKind::InvalidData.into(), io::Error::other("somebody says so"), io::Error::other(database(5))];
    numbered.into_iter().chain(others).collect()
}

fn system() -> io::Error {
    io::Error::from_raw_os_error(5)
}

fn database(code: i32) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some("somebody says so".to_owned()))
}

fn misreads() -> Vec<Misread> {
    let json = |fault| Misread::Json { fault, line: 1, column: 2, says: "invalid number".to_owned() };
    let all = every!(Misread:
        Json { fault: JsonFault::Syntax, line: 1, column: 2, says: "invalid number".to_owned() },
        NotText {},
        OtherType { found: name(), expected: name() },
        Specification { found: name() },
        ControlCharacters {},
        ListedTwice { id: name() },
        TooLong { limit: 1 },
    );
    all.into_iter().map(|(_, why)| why).chain([json(JsonFault::Shape), json(JsonFault::Cut)]).collect()
}

fn unfits() -> Vec<Unfit> {
    let all = every!(Unfit:
        Unversioned {},
        NoKeys { role: "root".to_owned() },
        OtherId { keyid: "1234".to_owned() },
        OneKey { one: "1234".to_owned(), other: "5678".to_owned() },
        NamedTwice { role: "targets".to_owned() },
        TooFew { role: "root".to_owned(), threshold: 2, keys: 0, least: 2 },
        NotInPost { role: "snapshot".to_owned(), keyid: "1234".to_owned() },
        Desk { desk: Post::Chief },
        Name {},
        Overlap { other: name() },
        Paths {},
        NotAtDesk {},
        OfficeKey { keyid: "1234".to_owned() },
        NotReleased {},
        Unknown {},
    );
    let weak = Unfit::TooFew { role: "receipts".to_owned(), threshold: 1, keys: 3, least: 2 };
    all.into_iter().map(|(_, why)| why).chain([weak, Unfit::NoKeys { role: "timestamp".to_owned() }]).collect()
}

fn objections() -> Vec<(&'static str, Objection)> {
    let mut all = every!(Objection:
        Missing { name: name() },
        Unreadable { name: name(), why: Misread::NotText },
        TooLarge { name: name(), limit: 1 },
        Altered { name: name() },
        Threshold { name: name(), valid: 0, needed: 1 },
        SignedTwice { name: name(), keyid: "1234".to_owned() },
        Desk { name: name(), desk: Post::Chief },
        UnfitRoot { version: 1, why: Unfit::Name },
        UnfitDepartment { role: name(), why: Unfit::Name },
        Rollback { name: name(), found: 1, seen: 2 },
        Equivocation { name: name(), version: 1 },
        Mixed { name: name(), found: 1, expected: 2 },
        Name { name: name(), found: name() },
        Prefix { role: "civil".replace("civil", "民政"), found: Foreign::Anything },
        RootExpired { on: jiff::Timestamp::UNIX_EPOCH },
    );
    all.extend(misreads().into_iter().map(|why| ("Objection::Unreadable", Objection::Unreadable { name: name(), why })));
    for why in unfits() {
        all.push(("Objection::UnfitRoot", Objection::UnfitRoot { version: 1, why: why.clone() }));
        all.push(("Objection::UnfitDepartment", Objection::UnfitDepartment { role: name(), why }));
    }
    let foreign = every!(Foreign: Named { 0: name() }, Anything {}, Departments {});
    all.extend(foreign.into_iter().map(|(_, found)| ("Objection::Prefix", Objection::Prefix { role: name(), found })));
    all
}

fn key_faults() -> Vec<KeyFault> {
    let all = every!(KeyFault: Private {}, Public {}, Misread { 0: Misread::NotText }, NotLocked {}, NotLockable {});
    all.into_iter().map(|(_, why)| why).collect()
}

fn bundle() -> Vec<(&'static str, BundleError)> {
    let mut all = every!(BundleError:
        Refused { 0: Objection::Missing { name: name() } },
        NoBundle { place: name() },
        NoRepository { place: name() },
        NoRoot { place: name() },
        OwnFile { path: path(), why: Misread::NotText },
        Unsigned { name: "office".to_owned(), missing: vec![Post::Office, Post::Deputy] },
        Foreign { place: name() },
        NoDraft { name: name() },
        Faulty { 0: vec![fault()] },
        Vanished { records: vec![name(); 30] },
        StillThere { id: name() },
        NeverPublished { id: name() },
        NotEntitled { name: "snapshot".to_owned(), keyid: "1234".to_owned() },
        Passphrase {},
        NoKey { path: path() },
        PublicKey { path: path(), why: KeyFault::Private },
        SecretKey { why: KeyFault::Public },
        NoRandomness { why: "it has none".to_owned() },
        Address { why: "it is none" },
        Network { place: name(), source: system() },
        NoNetwork { place: name() },
        Io { place: name(), source: system() },
    );
    all.remove(0);
    for drafted in ["root", "office", "民政"] {
        all.push(("BundleError::NotEntitled", BundleError::NotEntitled { name: drafted.to_owned(), keyid: "1234".to_owned() }));
        all.push(("BundleError::Unsigned", BundleError::Unsigned { name: drafted.to_owned(), missing: vec![Post::Chief] }));
    }
    for why in key_faults() {
        all.push(("BundleError::PublicKey", BundleError::PublicKey { path: path(), why: why.clone() }));
        all.push(("BundleError::SecretKey", BundleError::SecretKey { why }));
    }
    let answers = every!(Answer: Elsewhere { 0: 302 }, Status { 0: 500 }, OtherStretch {}, NoSuchHost {}, Certificate {});
    let sources = answers.into_iter().map(|(_, answer)| io::Error::other(answer)).chain(faults_of_the_system());
    all.extend(sources.map(|source| ("BundleError::Network", BundleError::Network { place: name(), source })));
    all
}

fn fault() -> Fault {
    Fault { file: path(), line: None, severity: Severity::Error, what: name(), mend: name() }
}

fn sticks() -> Vec<(&'static str, StickError)> {
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

fn mounts() -> Vec<(&'static str, MountError)> {
    let refusals = every!(Refusal:
        NoStick {}, NotUsb {}, FileSystem {}, ReadOnly {}, Busy {}, NotMounted {}, Gone {}, Io {}, NotAllowed {}, NoUser {}, Command {},
    );
    let all = every!(MountError: NoHelper { socket: path(), source: system() }, Refused { 0: Refusal::Busy });
    all.into_iter().chain(refusals.into_iter().map(|(_, refusal)| ("MountError::Refused", MountError::Refused(refusal)))).collect()
}

fn failings() -> Vec<Failing> {
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

fn libraries() -> Vec<(&'static str, LibraryError)> {
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
        Io { doing: "reading", path: path(), source: system() },
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
        faults_of_the_system().into_iter().map(|source| ("LibraryError::Io", LibraryError::Io { doing: "reading", path: path(), source })),
    );
    all
}

fn exchanges() -> Vec<(&'static str, SyncError)> {
    let mut all = every!(SyncError:
        Bundle { 0: BundleError::Passphrase },
        Library { 0: LibraryError::Cancelled },
        TornTrust { path: path(), why: Tear::Empty },
        Newer { path: path(), found: 9, known: 2 },
        NoTrust { dir: path() },
        StickGone { source: system() },
        StickUnreadable { place: name(), source: system() },
        NoRoom { needed: 2, free: 1 },
        StillThere { title: name() },
        Busy {},
        NothingBefore {},
        Cancelled {},
        Io { doing: "reading", path: path(), source: io::Error::other(database(13)) },
    );
    all.retain(|(name, _)| !["SyncError::Bundle", "SyncError::Library"].contains(name));
    let english = || "somebody says so".to_owned();
    let tears = every!(Tear:
        Gone { 0: path() }, GoneFrom { 0: 4 }, NotAFile {}, Empty {}, System { 0: english() }, Database { 0: english() }, Row { 0: english() },
    );
    all.extend(tears.into_iter().map(|(_, why)| ("SyncError::TornTrust", SyncError::TornTrust { path: path(), why })));
    all
}

fn fleets() -> Vec<(&'static str, FleetError)> {
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

fn settings() -> Vec<(&'static str, ConfigError)> {
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
    let demands = every!(Demand: Countdown {}, Waiting {}, Scale {}, PinHash {}, Terminal {});
    all.extend(demands.into_iter().map(|(_, demand)| ("ConfigError::Impossible", ConfigError::Impossible { path: path(), demand })));
    all
}

fn searches() -> Vec<Told> {
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

fn told<E: Advise>(errors: impl IntoIterator<Item = (&'static str, E)>) -> Vec<Told> {
    errors.into_iter().map(|(name, error)| (name, error.advice())).collect()
}

/// Everything that the folders left of `advice` can say of themselves.
fn everything() -> Vec<Told> {
    let sources =
        every!(SourceError: Unreachable { path: path(), source: system() }, NotASource { path: path() }, Nothing { path: path() });
    let mut all = told(objections());
    all.extend(told(bundle()));
    all.extend(told(sticks()));
    all.extend(told(mounts()));
    all.extend(told(libraries()));
    all.extend(told(exchanges()));
    all.extend(told(fleets()));
    all.extend(told(settings()));
    all.extend(told(sources));
    all.extend(searches());
    all
}

#[test]
fn every_error_is_told_in_chinese_with_something_to_do_and_a_code() {
    let nothing: Vec<String> = Vec::new();
    assert_eq!(unfit_to_read(&everything()), nothing);
    // The same, as whoever holds a stick is told of it.
    let objections = objections().into_iter().map(|(name, objection)| (name, SyncError::from(objection)));
    let bundle = bundle().into_iter().map(|(name, error)| (name, SyncError::Bundle(error)));
    let libraries = libraries().into_iter().map(|(name, error)| (name, SyncError::Library(error)));
    assert_eq!(unfit_to_read(&told(objections.chain(bundle).chain(libraries))), nothing);
}

#[test]
fn no_two_errors_share_a_code_and_no_code_is_left_out() {
    codes_are_whole(&everything());
}

#[test]
fn a_code_is_the_same_whoever_passes_an_error_on() {
    for (name, error) in libraries() {
        let code = error.code();
        assert_eq!((SyncError::Library(error).advice().code, name), (code, name));
    }
    for (name, error) in bundle() {
        let code = error.code();
        assert_eq!((StickError::Bundle(error).advice().code, name), (code, name));
    }
}

#[test]
fn what_a_stick_says_cannot_command_the_terminal() {
    let hostile = || "civil\u{1b}[2J\u{9b}31m\u{202e}".to_owned();
    for error in [
        BundleError::NoBundle { place: hostile() },
        Objection::Prefix { role: hostile(), found: Foreign::Named(hostile()) }.into(),
        Objection::Missing { name: hostile() }.into(),
    ] {
        let told = error.advice().to_string();
        assert!(told.contains("civil") && !told.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{told:?}");
    }
}

#[test]
fn a_clerk_in_front_of_the_screen_is_not_told_to_build_a_library() {
    for (name, error) in libraries() {
        let advice = SyncError::Library(error).advice();
        assert!(!advice.mend.contains("gongkai library"), "{name}: {advice}");
    }
    let full = SyncError::Library(LibraryError::Database { path: path(), source: database(13) }).advice();
    assert!(full.what.contains("空间满了") && full.mend.contains("清理硬盘") && full.code == "L-08", "{full}");
    // Of somebody whom this terminal does not know, it says that, and not who should sign.
    let stranger = SyncError::from(Objection::Threshold { name: name(), valid: 0, needed: 1 }).advice();
    assert!(stranger.mend.contains("别的单位") && stranger.code == "B-06", "{stranger}");
}
