//! Errands run on a library of their own.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
};

use super::{
    effect::{Errand, News},
    errand::Errands,
};
use crate::{
    bundle::{
        FolderShelf, STICK_FOLDER,
        tests::forge::{Office, copy_folder, now},
    },
    config::Config,
    files::Unwatched,
    fleet::{self, Usage, gather},
    library::probe,
    sync::{self, By, Hands},
    zone::Opens,
};

#[test]
fn a_stick_that_brings_nothing_new_carries_the_report_of_the_terminal_home() {
    let office = Office::open_for_business();
    let folder = tempfile::tempdir().unwrap();
    let (stick, library) = (folder.path().join("stick"), folder.path().join("library"));
    copy_folder(&office.path().join("v1"), &stick.join(STICK_FOLDER));
    let shelf = FolderShelf::open(&stick).unwrap();
    let hands =
        Hands { terminal: "YC-07", by: By::Staff, now: now(), self_test: &|folder| probe(folder).map(drop), root_may_be_expired: false };
    sync::establish(&library, &office.first_root()).unwrap();
    let offer = sync::inspect(&library, &shelf, &hands).unwrap();

    let mut config = Config::demonstration().unwrap();
    config.sync.terminal = "YC-07".to_owned();
    (config.sync.helper, config.sync.stick) = (PathBuf::new(), stick.clone());
    let (sender, heard) = mpsc::channel();
    let errands = Errands::start(Arc::new(config), library.clone(), move |news| drop(sender.send(news)));
    let offered_unchanged = || {
        assert!(errands.run(Errand::Look).is_none());
        matches!(heard.recv().unwrap(), News::Offered(offer) if offer.unchanged)
    };
    assert!(!offered_unchanged());
    assert!(!stick.join(STICK_FOLDER).join("status").exists());
    sync::import(&library, &offer, &shelf, &hands, &mut Unwatched).unwrap();
    assert!(offered_unchanged());
    let gathered = gather(std::slice::from_ref(&stick)).unwrap();
    assert_eq!((gathered.reports.len(), gathered.reports[0].report.terminal.as_str()), (1, "YC-07"));

    // What visitors did goes with it, and is written where the program ends, too.
    let visit = Usage { sessions: 1, searches: 2, misses: 1, opened: 3, codes: 1 };
    let usage = || gather(std::slice::from_ref(&stick)).unwrap().reports[0].report.usage().unwrap();
    assert_eq!(usage(), Usage::default());
    assert!(errands.run(Errand::Used(visit, Opens::default())).is_none() && offered_unchanged());
    assert_eq!(usage(), visit);
    assert!(errands.run(Errand::Used(visit, Opens::default())).is_none());
    // Staff see the totals, and no day on which fewer than five came.
    let told = || {
        assert!(errands.run(Errand::Usage).is_none());
        match heard.recv().unwrap() {
            News::Examined(lines) => lines.join("\n"),
            other => panic!("{other:?}"),
        }
    };
    assert!(told().contains("使用 2 次") && !told().contains('█'), "{}", told());
    let crowd = Usage { sessions: 4, ..Usage::default() };
    assert!(errands.run(Errand::Used(crowd, Opens::default())).is_none());
    assert!(told().contains("使用 6 次") && told().contains("█ 6"), "{}", told());
    errands.end();
    fleet::leave(&stick, &library, "YC-07", now()).unwrap();
    assert_eq!(usage(), visit.and(visit).and(crowd));
}
