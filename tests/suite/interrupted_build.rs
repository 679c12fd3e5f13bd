//! Power may fail at any line of a build. The build is killed at moments spread over all of its length, and what was there before goes on
//! answering, whole; what the kill left behind is in nobody's way.

use std::{
    fmt::Write,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{gongkai, repository, succeeds};

/// Large enough that a build lasts seconds, so that a moment in it can be met.
const DOCUMENTS: usize = 400;
const ARTICLES: usize = 8;
/// Kills in one test; the first falls into the first part of the build, the last into its end.
const KILLS: u32 = 8;
/// Makes the moments, and the text, the same on every run.
const SEED: u64 = 20_261_122;

/// Numbers that look thrown (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// An export of many documents, the same every time.
fn large_source(path: &Path) {
    let mut dice = Dice(SEED);
    let mut lines = String::new();
    for document in 0..DOCUMENTS {
        let mut text = String::new();
        for article in 1..=ARTICLES {
            let words: String = (0..120).filter_map(|_| char::from_u32(0x4e00 + u32::try_from(dice.below(3000)).unwrap())).collect();
            write!(text, "第{article}条 {words}。\\n\\n").unwrap();
        }
        writeln!(lines, r#"{{"id":"large-{document}","title":"关于第{document}号事项的通知","text":"{text}"}}"#).unwrap();
    }
    fs::write(path, lines).unwrap();
}

fn build(folder: &Path, source: &Path, into: &str) -> Command {
    let mut command = gongkai();
    command.current_dir(folder).args(["library", "build"]).arg(source).args(["--into", into, "--mark", "此件公开发布"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What the library says of itself and of two questions, one for each of the sources.
fn answers(folder: &Path) -> [String; 3] {
    let ask = |arguments: &[&str]| succeeds(gongkai().current_dir(folder).args(arguments).args(["--library", "library"]));
    [ask(&["library", "info"]), ask(&["search", "助餐补贴"]), ask(&["search", "第7号事项"])]
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_library_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (small, large) = (repository("tests/fixtures/source"), folder.join("large.jsonl"));
    large_source(&large);
    succeeds(&mut build(folder, &small, "library"));
    let old = answers(folder);
    assert!(old[1].contains("青民发〔2024〕11号") && !old[2].contains("关于第7号事项的通知"), "{old:?}");

    // How long a build lasts here and now says when to kill the next ones.
    let begun = Instant::now();
    succeeds(&mut build(folder, &large, "elsewhere"));
    let mut whole = begun.elapsed();

    let mut dice = Dice(SEED);
    let mut killed = 0;
    for kill in 0..KILLS {
        let share = (f64::from(kill) + f64::from(u32::try_from(dice.below(1000)).unwrap()) / 1000.0) / f64::from(KILLS);
        let moment = whole.mul_f64(share);
        let mut running = build(folder, &large, "library").spawn().unwrap();
        let begun = Instant::now();
        while begun.elapsed() < moment && running.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(2));
        }
        // A machine that has less to do than before builds faster.
        if begun.elapsed() < moment {
            whole = begun.elapsed();
        }
        running.kill().unwrap();
        let finished = running.wait().unwrap().success();
        let now = answers(folder);
        if now == old {
            assert!(!finished, "a finished build does not answer");
            killed += 1;
        } else {
            // Faster than the measured one, it may have ended, or have been killed between its last step and its end: then all of it answers.
            assert!(now[0].contains(&format!("政策文件：{DOCUMENTS}")), "killed after {moment:?}: neither the old nor the new:\n{now:?}");
            assert!(now[2].contains("关于第7号事项的通知"), "killed after {moment:?}:\n{now:?}");
            succeeds(&mut build(folder, &small, "library"));
            assert_eq!(answers(folder), old);
        }
    }
    assert!(killed >= KILLS / 2, "only {killed} of {KILLS} builds were killed before they had ended");

    succeeds(&mut build(folder, &large, "library"));
    let new = answers(folder);
    assert!(new[0].contains(&format!("政策文件：{DOCUMENTS}")), "{new:?}");
    assert!(new[2].contains("关于第7号事项的通知"), "{new:?}");
    let left: Vec<_> = fs::read_dir(folder.join("library/generations")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.len() <= 2 && left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "left behind: {left:?}");
}

#[test]
fn the_old_library_answers_while_the_new_one_grows() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let large = folder.join("large.jsonl");
    large_source(&large);
    succeeds(&mut build(folder, &repository("tests/fixtures/source"), "library"));
    let old = answers(folder);
    let mut running = build(folder, &large, "library").spawn().unwrap();
    let part = folder.join("library/generations/0002.part");
    let begun = Instant::now();
    while !part.exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the build does not begin");
        thread::sleep(Duration::from_millis(5));
    }
    let meanwhile = answers(folder);
    let still_growing = part.exists();
    // A second build is told to wait, and does no harm.
    let second = build(folder, &repository("tests/fixtures/source"), "library").status().unwrap();
    let still_locked = part.exists();
    running.wait().unwrap();
    assert!(still_growing && still_locked, "the build was over too soon to be watched");
    assert_eq!((meanwhile, second.code()), (old, Some(1)));
    assert!(answers(folder)[2].contains("关于第7号事项的通知"));
}
