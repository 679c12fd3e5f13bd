//! One of each error of bundles, with every reason that it can have.

use std::io;

use super::{
    reading::every,
    values::{fault, faults_of_the_system, name, path, system},
};
use crate::bundle::{
    Answer, BundleError, Confirmation, Edited, Foreign, JsonFault, KeyFault, Misread, Objection, Person, Post, Unfit, Withheld,
};

pub(super) fn misreads() -> Vec<Misread> {
    let json = |fault| Misread::Json { fault, line: 1, column: 2, says: "invalid number".to_owned() };
    let all = every!(Misread:
        Json { fault: JsonFault::Syntax, line: 1, column: 2, says: "invalid number".to_owned() },
        NotText {},
        OtherType { found: name(), expected: name() },
        Specification { found: name() },
        ControlCharacters {},
        ListedTwice { id: name() },
        NoFile {},
        TooLong { limit: 1 },
    );
    all.into_iter().map(|(_, why)| why).chain([json(JsonFault::Shape), json(JsonFault::Cut)]).collect()
}

pub(super) fn unfits() -> Vec<Unfit> {
    let all = every!(Unfit:
        Unversioned {},
        NoKeys { role: "root".to_owned() },
        OtherId { keyid: "1234".to_owned() },
        OneKey { one: "1234".to_owned(), other: "5678".to_owned() },
        NamedTwice { role: "targets".to_owned() },
        TooFew { role: "root".to_owned(), threshold: 2, keys: 0, least: 2 },
        NotInPost { role: "snapshot".to_owned(), keyid: "1234".to_owned() },
        Desk { desk: Post::Chief },
        OnePerson { name: name(), posts: vec![Post::Office, Post::Chief] },
        LongName { name: name(), most: 60 },
        Nameless { keyid: "1234".to_owned() },
        Name {},
        Overlap { other: name() },
        SameTitle { other: name() },
        Paths {},
        NotAtDesk {},
        OfficeKey { keyid: "1234".to_owned() },
        NotReleased {},
        Unknown {},
    );
    let weak = Unfit::TooFew { role: "receipts".to_owned(), threshold: 1, keys: 3, least: 2 };
    let keeper = Unfit::OnePerson { name: name(), posts: vec![Post::Root] };
    all.into_iter().map(|(_, why)| why).chain([weak, keeper, Unfit::NoKeys { role: "timestamp".to_owned() }]).collect()
}

pub(super) fn objections() -> Vec<(&'static str, Objection)> {
    let mut all = every!(Objection:
        Missing { name: name() },
        Unreadable { name: name(), why: Misread::NotText },
        TooLarge { name: name(), limit: 1 },
        Altered { name: name() },
        Unlisted { id: name(), title: name() },
        LongName { name: name(), most: 60 },
        Threshold { name: name(), valid: 0, needed: 1 },
        SignedTwice { name: name(), keyid: "1234".to_owned() },
        Desk { name: name(), desk: Post::Chief },
        UnfitRoot { version: 1, why: Unfit::Name },
        UnfitDepartment { role: name(), why: Unfit::Name },
        Rollback { name: name(), found: 1, seen: 2 },
        Equivocation { name: name(), version: 1 },
        Leap { name: name(), found: 2_000_000, most: 1_000_000 },
        Mixed { name: name(), found: 1, expected: 2 },
        Name { name: name(), found: name() },
        Prefix { role: "civil".replace("civil", "民政"), found: Foreign::Anything },
        OtherOffice { ours: name(), theirs: "另一个机关".to_owned(), root: "1234 5678".to_owned() },
        RootExpired { on: jiff::Timestamp::UNIX_EPOCH },
    );
    all.extend(misreads().into_iter().map(|why| ("Objection::Unreadable", Objection::Unreadable { name: name(), why })));
    for why in unfits() {
        all.push(("Objection::UnfitRoot", Objection::UnfitRoot { version: 1, why: why.clone() }));
        all.push(("Objection::UnfitDepartment", Objection::UnfitDepartment { role: name(), why }));
    }
    let foreign = every!(Foreign:
        Named { 0: name() },
        Anything {},
        Departments {},
        InNameOf { 0: name() },
        Urgent { 0: name() },
        Future { 0: jiff::Timestamp::UNIX_EPOCH },
    );
    all.extend(foreign.into_iter().map(|(_, found)| ("Objection::Prefix", Objection::Prefix { role: name(), found })));
    all
}

pub(super) fn key_faults() -> Vec<KeyFault> {
    let all = every!(KeyFault: Private {}, Public {}, Misread { 0: Misread::NotText }, NotLocked {}, NotLockable {});
    all.into_iter().map(|(_, why)| why).collect()
}

fn person(post: Post) -> Person {
    Person { name: name(), post }
}

/// One of each draft that is held back, with everything that can be asked for.
fn withheld() -> Vec<(&'static str, BundleError)> {
    let edited = every!(Edited:
        Fields {},
        Version {},
        Dates {},
        Publisher {},
        Header {},
        Belongings {},
        Withdrawn { id: name() },
        Parts {},
    );
    let needed = every!(Confirmation:
        Publisher { 0: name() },
        Place { 0: name() },
        Mark { 0: name() },
        DataDate { 0: jiff::civil::date(2026, 11, 20) },
        Department { 0: name() },
        Dropped { 0: name() },
        Withdrawn { 0: 23 },
        Shown { 0: name() },
        Signatures { 0: 2 },
        Reminders { 0: 7 },
        Program { 0: "0.2.0-x86_64-1a2b3c4d".to_owned() },
        Draft { 0: "有 空格".to_owned() },
    );
    let (at, day) = (jiff::Timestamp::UNIX_EPOCH, jiff::civil::date(2026, 11, 20));
    let needed: Vec<Confirmation> = needed.into_iter().map(|(_, needed)| needed).chain([Confirmation::Mark(String::new())]).collect();
    let all = every!(Withheld:
        Edited { name: "office".to_owned(), what: Edited::Fields },
        Unannounced { name: "office".to_owned(), departments: vec![name()] },
        Vanished { records: vec![name(); 30] },
        Unconfirmed { needed },
        FromTheFuture { released_at: at, now: at },
        FromThePast { released_at: at, before: at, now: at },
        DataFromTheFuture { data_date: day, now: at },
    );
    let edited = edited.into_iter().map(|(_, what)| Withheld::Edited { name: "民政".to_owned(), what });
    let edited = edited.map(|withheld| ("Withheld::Edited", withheld));
    all.into_iter().chain(edited).map(|(name, withheld)| (name, withheld.into())).collect()
}

pub(super) fn bundle() -> Vec<(&'static str, BundleError)> {
    let mut all = every!(BundleError:
        Refused { 0: Objection::Missing { name: name() } },
        Withheld { 0: Withheld::Edited { name: "office".to_owned(), what: Edited::Fields } },
        NoBundle { place: name() },
        NoRepository { place: name() },
        NoRoot { place: name(), drafted: false },
        NoDepartment { name: name(), known: vec![name(); 3] },
        OwnFile { path: path(), why: Misread::NotText },
        Unsigned { name: "office".to_owned(), missing: vec![person(Post::Office), person(Post::Deputy)] },
        Foreign { place: name() },
        NoDraft { name: name() },
        Faulty { 0: vec![fault()] },
        Vanished { records: vec![name(); 30] },
        StillThere { id: name() },
        NeverPublished { id: name() },
        NotEntitled { name: "snapshot".to_owned(), keyid: "1234".to_owned() },
        Vacant { posts: vec![Post::Root, Post::Chief], keepers: 1 },
        NotInRoot { name: name(), people: vec![name(); 3] },
        BeforeRoot { root: 2, release: 3 },
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
    all.push(("BundleError::NoRoot", BundleError::NoRoot { place: name(), drafted: true }));
    all.push(("BundleError::NoDepartment", BundleError::NoDepartment { name: name(), known: Vec::new() }));
    all.push(("BundleError::OwnFile", BundleError::OwnFile { path: path(), why: Misread::NoFile }));
    let list = "withdrawals.json".to_owned();
    all.push(("BundleError::NotEntitled", BundleError::NotEntitled { name: list, keyid: "1234".to_owned() }));
    for drafted in ["root", "office", "民政"] {
        all.push(("BundleError::NotEntitled", BundleError::NotEntitled { name: drafted.to_owned(), keyid: "1234".to_owned() }));
        all.push(("BundleError::Unsigned", BundleError::Unsigned { name: drafted.to_owned(), missing: vec![person(Post::Chief)] }));
    }
    // The codes of what is held back are its own.
    all.retain(|(name, _)| *name != "BundleError::Withheld");
    all.extend(withheld());
    for why in key_faults() {
        all.push(("BundleError::PublicKey", BundleError::PublicKey { path: path(), why: why.clone() }));
        all.push(("BundleError::SecretKey", BundleError::SecretKey { why }));
    }
    let answers = every!(Answer: Elsewhere { 0: 302 }, Status { 0: 500 }, OtherStretch {}, NoSuchHost {}, Certificate {});
    let sources = answers.into_iter().map(|(_, answer)| io::Error::other(answer)).chain(faults_of_the_system());
    all.extend(sources.map(|source| ("BundleError::Network", BundleError::Network { place: name(), source })));
    all
}
