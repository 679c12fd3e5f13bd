//! Terminal folders as earlier programs left them: each is opened, searched, told of, taken on by a stick, stepped back and made anew, and what a
//! later program wrote is refused by its name. `tests/fixtures/terminals/make.sh` says how they came to be.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use gongkai::{
    files::Unwatched,
    library::{Library, LibraryError, current, info_of},
    sync::{EventKind, history, may_show, renew},
};
use jiff::Timestamp;

use super::{gongkai, repository, succeeds};

const SIGNED: [&str; 4] = ["one-release", "stepped-back", "with-department", "broken-off"];

/// A folder of `tests/fixtures/terminals`, unpacked.
pub(super) struct Left(tempfile::TempDir);

impl Left {
    pub(super) fn by_the_first_schemas(name: &str) -> Self {
        Self::by("library-1-trust-1", name)
    }

    fn by(schemas: &str, name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let packed = fs::read(repository(&format!("tests/fixtures/terminals/{schemas}/{name}.jsonl.zst"))).unwrap();
        let lines = String::from_utf8(zstd::decode_all(packed.as_slice()).unwrap()).unwrap();
        for line in lines.lines() {
            let file: serde_json::Value = serde_json::from_str(line).unwrap();
            let path = folder.path().join(file["path"].as_str().unwrap());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, hex::decode(file["hex"].as_str().unwrap()).unwrap()).unwrap();
        }
        Self(folder)
    }

    fn library(&self) -> PathBuf {
        self.0.path().join("library")
    }

    fn titles(&self) -> Vec<String> {
        let library = Library::open_checked(&self.library(), &mut Unwatched).unwrap();
        let mut titles: Vec<String> = library.cards().iter().map(|card| card.title.clone()).collect();
        titles.sort();
        titles
    }

    pub(super) fn command(&self, words: &[&str]) -> Command {
        let mut command = gongkai();
        command.args(words).arg("--library").arg(self.library());
        command
    }

    fn says(&self, words: &[&str]) -> String {
        succeeds(&mut self.command(words))
    }

    fn sync(&self) -> String {
        let stick = self.0.path().join("stick");
        self.says(&["sync", stick.to_str().unwrap(), "--terminal", "YC-01", "--yes"])
    }

    fn renew(&self) -> u32 {
        let answering = Library::open_checked(&self.library(), &mut Unwatched).unwrap();
        renew(&self.library(), Timestamp::now(), answering.info()).unwrap()
    }

    fn set_version(&self, database: &str, version: i64) {
        let connection = rusqlite::Connection::open(self.library().join(database)).unwrap();
        connection.execute_batch(&format!("PRAGMA user_version = {version}; PRAGMA application_id = {version}")).unwrap();
    }
}

/// Every file below a folder with its bytes.
/// All files of a library folder but the journal, which grows with every deed, the refused ones too.
fn bytes_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = files.filter_entry(|entry| !entry.path().ends_with("sync/audit")).map(Result::unwrap);
    files.filter(|entry| entry.file_type().is_file()).map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn what_an_earlier_program_left_answers_at_once_and_loses_nothing() {
    for name in SIGNED.into_iter().chain(["unsigned"]) {
        let left = Left::by_the_first_schemas(name);
        let before = bytes_of(&left.library());
        assert!(left.says(&["search", "临时救助办法"]).contains("云川县临时救助办法"), "{name}");
        assert!(left.says(&["library", "info"]).contains("云川县政务公开专区"), "{name}");
        // Who only looks writes nothing.
        assert!(bytes_of(&left.library()) == before, "{name}");
        let library = Library::open_checked(&left.library(), &mut Unwatched).unwrap();
        assert!(library.info().outdated && !library.info().index_damaged && library.info().passed_over.is_none(), "{name}");
        assert!(may_show(&left.library(), library.info()).unwrap(), "{name}");
    }
}

#[test]
fn the_history_of_an_earlier_program_is_told_word_by_word() {
    let told = Left::by_the_first_schemas("with-department").says(&["sync", "--history"]);
    let lines: Vec<&str> = told.lines().collect();
    for (line, words) in lines.iter().zip([
        "导入  第 4 版  新增 2 · 更新 0 · 废止 0 · 下架 1；下架：云川县临时救助对象公示（含有个人信息）",
        "退回  第 1 版  退回第 1 版（",
        "修复  第 2 版  重新建立了索引",
        "拒绝  timestamp.json 的有效签名只有 0 个，要 1 个（B-06）",
        "导入  第 2 版  新增 1 · 更新 0 · 废止 0 · 下架 0",
        "导入  第 1 版  新增 3 · 更新 0 · 废止 0 · 下架 0",
    ]) {
        assert!(line.contains(words), "{line}\n{words}");
    }
    assert_eq!(lines.len(), 6, "{told}");
}

#[test]
fn a_stick_is_taken_in_and_stepped_back_from_as_ever() {
    let left = Left::by_the_first_schemas("one-release");
    let old = left.titles();
    assert!(left.sync().contains("导入好了：第 2 版"));
    assert_eq!(left.titles().len(), old.len() + 1);
    assert!(left.says(&["sync", "--back"]).contains("第 1 版"));
    assert_eq!(left.titles(), old);
    assert!(left.sync().contains("导入好了：第 2 版"));
    // The release that was left comes back in the same way.
    let left = Left::by_the_first_schemas("stepped-back");
    assert!(left.sync().contains("导入好了：第 2 版"));
}

#[test]
fn a_copy_that_broke_off_under_an_earlier_program_goes_on_where_it_stopped() {
    let left = Left::by_the_first_schemas("broken-off");
    let told = left.sync();
    // Two stretches of three had come.
    assert!(told.contains("要复制 1.1 MB") && told.contains("导入好了：第 5 版"), "{told}");
    assert!(!Library::open_checked(&left.library(), &mut Unwatched).unwrap().info().outdated);
    assert!(left.sync().contains("不用导入"));
}

#[test]
fn what_an_earlier_program_built_is_made_anew_from_what_the_terminal_keeps() {
    for name in SIGNED.into_iter().chain(["unsigned"]) {
        let left = Left::by_the_first_schemas(name);
        let (dir, titles, number) = (left.library(), left.titles(), current(&left.library()).unwrap().unwrap());
        let was = info_of(&dir, number).unwrap();
        let renewed = left.renew();
        assert_eq!(current(&dir).unwrap(), Some(renewed), "{name}");
        let info = Library::open_checked(&dir, &mut Unwatched).unwrap().info().clone();
        assert!(!info.outdated && renewed > number, "{name}");
        assert_eq!(
            (&info.origin, info.built_at, info.records(), left.titles()),
            (&was.origin, was.built_at, was.records(), titles),
            "{name}"
        );
        assert!(may_show(&dir, &info).unwrap(), "{name}");
        if name != "unsigned" {
            assert_eq!(history(&dir).unwrap()[0].kind, EventKind::Repaired, "{name}");
            assert!(left.says(&["sync", "--history"]).contains("换成了新程序的格式"), "{name}");
            left.sync();
        }
        assert!(left.says(&["search", "临时救助办法"]).contains("云川县临时救助办法"), "{name}");
    }
}

#[test]
fn where_parts_are_gone_the_records_that_answer_are_enough() {
    let left = Left::by_the_first_schemas("one-release");
    let titles = left.titles();
    fs::remove_dir_all(left.library().join("sync/store/packs")).unwrap();
    left.renew();
    assert!(!Library::open_checked(&left.library(), &mut Unwatched).unwrap().info().outdated);
    assert_eq!(left.titles(), titles);
}

#[test]
fn a_step_back_leads_to_what_an_earlier_program_built_and_that_is_made_anew_too() {
    let left = Left::by_the_first_schemas("one-release");
    left.sync();
    left.says(&["sync", "--back"]);
    let info = Library::open_checked(&left.library(), &mut Unwatched).unwrap().info().clone();
    assert!(info.outdated);
    let titles = left.titles();
    left.renew();
    assert_eq!(left.titles(), titles);
    assert!(left.sync().contains("导入好了：第 2 版"));
}

#[test]
fn what_a_later_program_wrote_is_refused_by_its_name_and_every_byte_of_it_stays() {
    for (database, code) in [("sync/trust.sqlite", "Y-11"), ("generations/0001/library.sqlite", "L-09")] {
        let left = Left::by_the_first_schemas("one-release");
        // What the terminal believes is brought up to date by the first that reads it; what comes now must leave it alone.
        left.says(&["sync", "--status"]);
        left.set_version(database, 99);
        let before = bytes_of(&left.library());
        let stick = left.0.path().join("stick");
        let sync = ["sync", stick.to_str().unwrap(), "--terminal", "YC-01", "--yes"];
        let others: &[&str] = if code == "L-09" { &["search", "临时救助"] } else { &["sync", "--history"] };
        for words in [&sync[..], &["sync", "--back"], &["sync", "--status"], others] {
            let refused = left.command(words).output().unwrap();
            let told = String::from_utf8(refused.stderr).unwrap();
            assert_eq!(refused.status.code(), Some(1), "{words:?}: {told}");
            assert!(told.contains(code) && told.contains("这个程序比") && !told.contains("动过"), "{words:?}: {told}");
        }
        assert!(bytes_of(&left.library()) == before, "{database}");
        let opened = Library::open_checked(&left.library(), &mut Unwatched);
        assert_eq!(matches!(opened, Err(LibraryError::Newer { found: 99, .. })), code == "L-09");
    }
}

#[test]
fn at_a_terminal_that_knew_of_no_hiding_a_record_is_hidden_and_its_history_goes_on() {
    for name in ["one-release", "stepped-back", "with-department"] {
        let left = Left::by("library-2-trust-2", name);
        let before = left.says(&["sync", "--history"]);
        assert!(left.says(&["search", "临时救助办法"]).contains("云川县临时救助办法"), "{name}");
        left.says(&["hide", "jz-linshi"]);
        assert!(!left.says(&["search", "临时救助办法"]).contains("jz-linshi"), "{name}");
        let after = left.says(&["sync", "--history"]);
        assert!(after.ends_with(&before) && after.lines().next().unwrap().contains("临时隐藏《云川县临时救助办法》"), "{name}: {after}");
    }
}
