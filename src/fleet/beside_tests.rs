//! What the office notices when it lays all terminals beside one another.

use jiff::{SignedDuration, civil::date};

use super::{
    Absent, Answer, Content, Flag, Fleet, HiddenNote, KnownKeys, Office, Report, Signed, learn, survey,
    tests::{now, signed, well},
};
use crate::{
    audit,
    bundle::{VerifiedBundle, tests::forge},
    files::Digest,
    library::HiddenBy,
};

fn flags<'f>(fleet: &'f Fleet, terminal: &str) -> &'f [Flag] {
    &fleet.standings.iter().find(|standing| standing.newest.report.terminal == terminal).unwrap().flags
}

fn beside(reports: Vec<Signed>) -> Fleet {
    survey(reports, None, None, now())
}

fn showing(terminal: &str, release: &VerifiedBundle) -> Report {
    let release = &release.release;
    let content = Content { release: release.number, digest: release.digest, released_at: release.released_at, check: None };
    Report { content: Some(content), ..well(terminal) }
}

#[test]
fn a_copied_disk_is_two_names_under_one_key() {
    let fleet = beside(vec![signed(&well("YC-01"), 1), signed(&well("YC-09"), 1), signed(&well("YC-02"), 2)]);
    assert_eq!(fleet.doubled.len(), 1);
    assert_eq!(fleet.doubled[0].1.iter().map(String::as_str).collect::<Vec<_>>(), ["YC-01", "YC-09"]);
    assert!(flags(&fleet, "YC-01").contains(&Flag::Doubled) && flags(&fleet, "YC-09").contains(&Flag::Doubled));
    assert_eq!(flags(&fleet, "YC-02"), []);
    // The other half may not have reported this time.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known.toml");
    let mut known = KnownKeys::read(&path).unwrap();
    let first = survey(vec![signed(&well("YC-01"), 1)], Some(&known), None, now());
    learn(&mut known, &first.standings, date(2026, 11, 28)).unwrap();
    let fleet = survey(vec![signed(&well("YC-09"), 1)], Some(&KnownKeys::read(&path).unwrap()), None, now());
    assert_eq!((fleet.doubled.len(), flags(&fleet, "YC-09")), (1, &[Flag::Doubled][..]));
    assert_eq!(fleet.absent, [Absent { terminal: "YC-01".to_owned(), since: Some(date(2026, 11, 27)), release: Some(7) }]);
}

#[test]
fn one_number_with_two_digests_is_a_split_and_the_office_knows_whose_is_not_its_own() {
    let other = Content { digest: Digest::of(b"other"), ..well("YC-02").content.unwrap() };
    let odd = Report { content: Some(other.clone()), ..well("YC-02") };
    let fleet = beside(vec![signed(&well("YC-01"), 1), signed(&odd, 2)]);
    assert_eq!((fleet.splits.len(), fleet.splits[0].release, fleet.splits[0].digests.len()), (1, 7, 2));
    assert!(flags(&fleet, "YC-01").contains(&Flag::Split) && flags(&fleet, "YC-02").contains(&Flag::Split));

    let office = forge::Office::open_for_business();
    let release = office.repository().release().unwrap().unwrap();
    let repository = Office::read(&office.path()).unwrap().unwrap();
    let odd = Report { content: Some(Content { release: 1, ..other }), ..well("YC-02") };
    let ours = showing("YC-01", &release);
    let fleet = survey(vec![signed(&ours, 1), signed(&odd, 2)], None, Some(&repository), now());
    assert_eq!(flags(&fleet, "YC-01"), []);
    assert!(flags(&fleet, "YC-02").starts_with(&[Flag::Split, Flag::Foreign]), "{:?}", flags(&fleet, "YC-02"));
    // Alone it is found out by the repository, and so is one that is ahead of the office.
    for content in [odd.content.clone().unwrap(), Content { release: 2, ..odd.content.unwrap() }] {
        let fleet = survey(vec![signed(&Report { content: Some(content), ..well("YC-02") }, 2)], None, Some(&repository), now());
        assert!(flags(&fleet, "YC-02").contains(&Flag::Foreign));
    }
}

#[test]
fn what_was_withdrawn_lingers_where_an_earlier_release_is_shown_or_nothing_is_heard() {
    let office = forge::Office::open_for_business();
    let first = office.repository().release().unwrap().unwrap();
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    let last = office.withdraw("yl-jintie");
    let repository = Office::read(&office.path()).unwrap().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known.toml");
    std::fs::write(&path, "[YC-05]\n[YC-01]\nsince = \"2026-11-01\"\n").unwrap();
    let known = KnownKeys::read(&path).unwrap();
    let hides = HiddenNote {
        id: "yl-jintie".parse().unwrap(),
        content: None,
        since: now() - SignedDuration::from_hours(1),
        by: HiddenBy::Staff,
        counts: true,
    };
    let hiding = Report { hidden: vec![hides], ..showing("YC-03", &first) };
    let reports = vec![signed(&showing("YC-01", &first), 1), signed(&showing("YC-02", &last), 2), signed(&hiding, 3)];
    let fleet = survey(reports, Some(&known), Some(&repository), now());
    assert_eq!(fleet.lingering.len(), 1);
    assert_eq!(fleet.lingering[0].terminals, [("YC-01".to_owned(), Some(1)), ("YC-05".to_owned(), None)]);
    assert!(flags(&fleet, "YC-01").starts_with(&[Flag::ShowsWithdrawn]), "{:?}", flags(&fleet, "YC-01"));
    assert!(flags(&fleet, "YC-01").contains(&Flag::Behind { releases: 2, days: 0 }));
    assert_eq!(flags(&fleet, "YC-02"), []);
    assert!(!flags(&fleet, "YC-03").contains(&Flag::ShowsWithdrawn) && flags(&fleet, "YC-03").contains(&Flag::Hides { records: 1 }));
    assert_eq!((fleet.hidden.len(), fleet.hidden[0].answer), (1, Some(Answer::Gone)));
    assert_eq!(fleet.absent, [Absent { terminal: "YC-05".to_owned(), since: None, release: None }]);
}

#[test]
fn a_journal_that_lost_its_end_is_found_out_by_what_was_reported_before() {
    let journal =
        |entries, head: &str| Some(audit::Summary { entries, wrong_pins: 0, openings: 0, head: Digest::of(head.as_bytes()), whole: true });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("known.toml");
    let mut known = KnownKeys::read(&path).unwrap();
    let first = survey(vec![signed(&Report { journal: journal(40, "a"), ..well("YC-01") }, 1)], Some(&known), None, now());
    assert_eq!(flags(&first, "YC-01"), []);
    learn(&mut known, &first.standings, date(2026, 11, 28)).unwrap();
    let known = KnownKeys::read(&path).unwrap();
    for (events, entries, head, found) in
        [(9, 40, "a", false), (12, 55, "b", false), (12, 39, "c", true), (12, 40, "c", true), (7, 30, "d", false)]
    {
        let report = Report { events, journal: journal(entries, head), ..well("YC-01") };
        let fleet = survey(vec![signed(&report, 1)], Some(&known), None, now());
        assert_eq!(flags(&fleet, "YC-01").contains(&Flag::JournalRewritten), found, "{events} {entries} {head}");
    }
    let torn = Report { journal: journal(41, "a").map(|journal| audit::Summary { whole: false, ..journal }), ..well("YC-01") };
    assert_eq!(flags(&survey(vec![signed(&torn, 1)], Some(&known), None, now()), "YC-01"), [Flag::JournalTorn]);
    // A history that is shorter today than it was yesterday is another machine's, or a backup.
    let short = Report { events: 3, reported_at: now(), ..well("YC-01") };
    assert!(flags(&survey(vec![signed(&short, 1)], Some(&known), None, now()), "YC-01").contains(&Flag::Contradiction));
}

#[test]
fn a_record_that_terminals_hid_waits_for_the_office_or_was_answered() {
    let office = forge::Office::open_for_business();
    let release = office.repository().release().unwrap().unwrap();
    let repository = Office::read(&office.path()).unwrap().unwrap();
    let hidden = |hours| HiddenNote {
        id: "yl-jintie".parse().unwrap(),
        content: None,
        since: now() + SignedDuration::from_hours(hours),
        by: HiddenBy::User("zhang".to_owned()),
        counts: true,
    };
    for (hours, answer) in [(1, Answer::None), (-1, Answer::Shown)] {
        let report = Report { hidden: vec![hidden(hours)], ..showing("YC-01", &release) };
        let fleet = survey(vec![signed(&report, 1)], None, Some(&repository), now());
        assert_eq!((fleet.hidden[0].title.as_deref(), fleet.hidden[0].answer), (Some("高龄津贴办法"), Some(answer)));
    }
}
