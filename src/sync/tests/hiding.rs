//! Records hidden at the terminal, and what releases make of them.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::{
    audit::Who,
    library::{HiddenBy, hidden},
    policy::RecordId,
    sync::{ShownAgain, hide, show_again, to_hide},
};

fn jintie() -> RecordId {
    "yl-jintie".parse().unwrap()
}

impl Terminal {
    fn hide(&self, at: Timestamp) {
        let library = Library::open(&self.dir()).unwrap();
        let wish = to_hide(&library, &self.dir(), &jintie(), HiddenBy::Staff, at).unwrap();
        hide(&self.dir(), &wish).unwrap();
        assert!(!self.shows());
    }

    fn shows(&self) -> bool {
        let library = Library::open(&self.dir()).unwrap();
        library.card(&jintie()).is_some() && !library.withholds(&jintie())
    }

    fn told(&self) -> Vec<(EventKind, Happening)> {
        history(&self.dir()).unwrap().into_iter().map(|event| (event.kind, event.facts)).collect()
    }
}

fn concerns(terminal: &Terminal, office: &Office) -> Vec<Concern> {
    let mut concerns = inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap().concerns;
    // The office of the tests releases a second later than the clock of their terminals.
    concerns.retain(|concern| *concern != Concern::ClockBehind);
    concerns
}

#[test]
fn a_release_that_was_made_before_a_record_was_hidden_leaves_it_hidden_whatever_it_says_now() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    terminal.hide(now() + SignedDuration::from_hours(1));
    office.document("yl-jintie", "高龄津贴办法", "第一条 改过的。");
    office.release();
    assert_eq!(concerns(&terminal, &office), [Concern::HiddenStays { title: "高龄津贴办法".to_owned() }]);
    terminal.sync(&office.path()).unwrap();
    assert!(!terminal.shows());
    assert_eq!(terminal.told().iter().filter(|(kind, _)| *kind == EventKind::Hidden).count(), 1);
}

#[test]
fn a_release_that_was_made_later_lifts_it_once_and_a_step_back_hides_it_again() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    terminal.hide(now());
    // The same stick again is no answer to it.
    assert_eq!(concerns(&terminal, &office), [Concern::HiddenStays { title: "高龄津贴办法".to_owned() }]);
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    assert_eq!(concerns(&terminal, &office), [Concern::HiddenShown { title: "高龄津贴办法".to_owned() }]);
    terminal.sync(&office.path()).unwrap();
    assert!(terminal.shows());
    let lifted = (EventKind::Shown, Happening::HidingLifted { id: jintie(), title: "高龄津贴办法".to_owned() });
    assert_eq!(terminal.told()[0], lifted);
    roll_back(&terminal.dir(), &hands()).unwrap();
    assert!(!terminal.shows());
    terminal.sync(&office.path()).unwrap();
    assert!(terminal.shows());
    assert_eq!(terminal.told().into_iter().filter(|told| *told == lifted).count(), 1);
    // Once nothing is left that it counts for, it is forgotten.
    for number in [1, 2] {
        office.document(&format!("yl-{number}"), "又一个办法", "第一条 又。");
        office.release();
        terminal.sync(&office.path()).unwrap();
    }
    assert_eq!(hidden(&terminal.dir()).records, []);
}

#[test]
fn a_release_that_withdraws_it_confirms_it() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    // Whenever it was made: what is withdrawn is gone.
    terminal.hide(now() + SignedDuration::from_hours(1));
    office.withdraw("yl-jintie");
    assert_eq!(concerns(&terminal, &office), [Concern::HiddenGone { title: "高龄津贴办法".to_owned() }]);
    terminal.sync(&office.path()).unwrap();
    assert_eq!(hidden(&terminal.dir()).records, []);
    assert_eq!(terminal.told()[0], (EventKind::Hidden, Happening::HidingConfirmed { id: jintie(), title: "高龄津贴办法".to_owned() }));
    assert!(!terminal.shows() && !terminal.keeps("年满八十周岁"));
}

#[test]
fn a_clock_that_is_doubted_lets_no_release_lift_anything_and_people_can() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    terminal.hide("2020-01-01T00:00:00Z".parse().unwrap());
    office.document("yl-xin", "新办法", "第一条 新。");
    office.release();
    terminal.sync(&office.path()).unwrap();
    assert!(!terminal.shows());
    assert!(
        matches!(show_again(&terminal.dir(), &jintie(), &Who::Staff, now()).unwrap(), ShownAgain::Shown { title } if title == "高龄津贴办法")
    );
    assert!(terminal.shows());
    assert_eq!(show_again(&terminal.dir(), &jintie(), &Who::Staff, now()).unwrap(), ShownAgain::NotHidden);
}

#[test]
fn it_is_hidden_even_where_the_terminal_cannot_say_what_it_believes() {
    let office = Office::open_for_business();
    let terminal = Terminal::of(&office);
    terminal.sync(&office.path()).unwrap();
    for file in ["trust.sqlite", "trust.copy"] {
        fs::write(Folders::of(&terminal.dir()).sync().join(file), b"").unwrap();
    }
    terminal.hide(now());
    assert!(hidden(&terminal.dir()).records[0].clock_doubted);
}
