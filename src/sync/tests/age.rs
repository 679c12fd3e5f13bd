//! What another version of the program remembers: an earlier one's is taken over, a later one's is left alone.

use super::*;

/// A terminal with two releases, and the change to its memory that makes it another program's.
fn of_another_program(change: &str) -> (Office, Terminal) {
    let (office, terminal) = two_releases();
    let connection = rusqlite::Connection::open(Folders::of(&terminal.dir()).trust()).unwrap();
    connection.execute_batch(change).unwrap();
    drop(connection);
    (office, terminal)
}

/// Every file of a folder with its bytes.
fn bytes_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    files.filter(|entry| entry.file_type().is_file()).map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn what_a_later_program_remembers_is_refused_by_its_name_and_left_as_it_is() {
    let (office, terminal) = of_another_program("PRAGMA user_version = 99; PRAGMA application_id = 99");
    let (dir, before) = (terminal.dir(), bytes_of(&terminal.dir()));
    let info = info_of(&dir, 2).unwrap();
    let newer = |outcome: Result<(), SyncError>| matches!(outcome, Err(SyncError::Newer { found: 99, .. }));
    assert!(newer(terminal.sync(&office.path()).map(drop)));
    assert!(newer(establish(&dir, &office.first_root())), "given a root again, it would forget");
    assert!(newer(start(&dir, &hands()).map(drop)));
    assert!(newer(roll_back(&dir, &hands()).map(drop)));
    assert!(newer(history(&dir).map(drop)));
    assert!(newer(may_show(&dir, &info).map(drop)));
    assert!(newer(proven(&dir)));
    assert_eq!(bytes_of(&dir), before);
}

#[test]
fn a_program_that_came_back_goes_on_with_what_the_later_one_added_to() {
    let (office, terminal) = of_another_program("ALTER TABLE history ADD COLUMN later TEXT; PRAGMA user_version = 99");
    let dir = terminal.dir();
    assert!(may_show(&dir, &info_of(&dir, 2).unwrap()).unwrap());
    assert!(inspect(&dir, &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap().unchanged);
    assert_eq!(roll_back(&dir, &hands()).unwrap().release, Some(1));
    assert_eq!(history(&dir).unwrap().len(), 3);
}

#[test]
fn sentences_that_an_earlier_program_wrote_are_read_as_they_were() {
    let (office, terminal) = of_another_program(
        "ALTER TABLE history ADD COLUMN words TEXT NOT NULL DEFAULT '旧的内容包：第 1 版，已有第 2 版（B-11）';
         ALTER TABLE history DROP COLUMN code;
         ALTER TABLE history DROP COLUMN facts;
         UPDATE history SET kind = 'refused' WHERE number = 1;
         PRAGMA user_version = 1;",
    );
    let events = history(&terminal.dir()).unwrap();
    let oldest = events.last().unwrap();
    assert_eq!((oldest.kind, oldest.code.as_deref()), (EventKind::Refused, Some("B-11")));
    assert_eq!(oldest.facts, Happening::Words("旧的内容包：第 1 版，已有第 2 版".to_owned()));
    // What was accepted before is known as before.
    assert!(may_show(&terminal.dir(), &info_of(&terminal.dir(), 2).unwrap()).unwrap());
    assert!(inspect(&terminal.dir(), &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap().unchanged);
}

#[test]
fn what_an_earlier_program_remembers_is_taken_over_whole() {
    let (office, terminal) = of_another_program("PRAGMA user_version = 0");
    let dir = terminal.dir();
    assert!(may_show(&dir, &info_of(&dir, 2).unwrap()).unwrap());
    let kinds: Vec<_> = history(&dir).unwrap().iter().map(|event| (event.kind, event.release)).collect();
    assert_eq!(kinds, [(EventKind::Imported, Some(2)), (EventKind::Imported, Some(1))]);
    assert!(inspect(&dir, &FolderShelf::open(&office.path()).unwrap(), &hands()).unwrap().unchanged);
    assert_eq!(roll_back(&dir, &hands()).unwrap().release, Some(1));
    terminal.sync(&office.path()).unwrap();
    assert_eq!(terminal.titles().len(), 3);
}
