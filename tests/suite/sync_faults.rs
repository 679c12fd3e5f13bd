//! Power, disks and kernels fail while a release is taken in: the real program runs under `strace`, which kills it or lets a system call fail at
//! points spread over the import. What answers afterwards is the old release or the new one, whole, and trying again leads to the new one.
//!
//! Where there is no `strace` this says so and tests nothing. `GONGKAI_ALL_POINTS=1` tries every point.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use gongkai::{
    bundle::{Person, Post, PublicKey, Repository, SecretKey, Signer, Wish, assemble, create, draft_root, sign, summary},
    source::{Options, Source},
};
use jiff::Timestamp;

use super::{gongkai, succeeds};

/// System calls after which a disk is another than before.
const CALLS: [&str; 10] = ["write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "mkdir", "unlink", "unlinkat", "ftruncate"];
const FAULTS: [&str; 3] = ["signal=KILL", "error=EIO", "error=ENOSPC"];

/// Two releases as they lie on two sticks, and a terminal that holds the first.
struct Hall {
    folder: tempfile::TempDir,
}

impl Hall {
    fn new() -> Self {
        let hall = Self { folder: tempfile::tempdir().unwrap() };
        let posts = [Post::Root, Post::Root, Post::Office, Post::Deputy, Post::Chief, Post::Packer, Post::Receipts];
        let keys: Vec<SecretKey> = posts.iter().map(|_| SecretKey::generate().unwrap()).collect();
        let public: Vec<PublicKey> = keys
            .iter()
            .zip(posts)
            .zip("甲乙丙丁戊己庚".chars())
            .map(|((key, post), name)| PublicKey { person: Person { name: name.to_string(), post }, key: key.key() })
            .collect();
        let repository = Repository::create(&hall.path("repository")).unwrap();
        let at_desk = |name: &str, key: &SecretKey| {
            let seen = summary(&repository, name).unwrap();
            sign(&repository, name, &seen.digest, key).unwrap();
        };
        draft_root(&repository, "云川县人民政府", &public, 10, Timestamp::now()).unwrap();
        keys[..2].iter().for_each(|key| at_desk("root", key));
        hall.write("source/source.toml", "name = \"云川县\"\nplace = \"云川县\"\ndata_date = 2026-11-20\n");
        for (number, stick) in [(1, "first"), (2, "second")] {
            let text = format!(
                "+++\ntitle = \"第{number}号通知\"\nkind = \"行政规范性文件\"\nissuers = [\"云川县\"]\nissued_on = 2024-05-01\nmark = \"此件公开发布\"\n+++\n\n第一条 照办。\n"
            );
            hall.write(&format!("source/documents/t-{number}.md"), text);
            hall.write(&format!("source/attachments/{number}.pdf"), vec![u8::try_from(number).unwrap(); 1_500_000]);
            let source = Source::open(&[hall.path("source")], Options::default()).unwrap();
            let wish = Wish {
                reviews: Vec::new(),
                reminders: 0,
                confirmed: Vec::new(),
                role: "office".to_owned(),
                mark: None,
                withdraw: Vec::new(),
                withdraw_missing: false,
                reason: String::new(),
                now: Timestamp::now(),
            };
            create(&repository, &source, &wish).unwrap();
            keys[2..5].iter().for_each(|key| at_desk("office", key));
            assemble(&repository, &keys[5], Timestamp::now()).unwrap();
            copy(&hall.path("repository/v1"), &hall.path(stick));
        }
        let root = hall.path("repository/v1/meta/1.root.json");
        succeeds(hall.sync("first", "before").arg("--root").arg(root));
        hall
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    fn sync(&self, stick: &str, library: &str) -> Command {
        let mut command = gongkai();
        command.arg("sync").arg(self.path(stick)).arg("--library").arg(self.path(library)).arg("--yes");
        command
    }

    /// The import of the second release into a fresh copy of the terminal, under `strace`.
    fn traced(&self, arguments: &[&str]) -> Output {
        drop(fs::remove_dir_all(self.path("library")));
        copy(&self.path("before"), &self.path("library"));
        let plain = self.sync("second", "library");
        let mut traced = Command::new("strace");
        traced.args(["-f", "-qq", "-y", "-s", "0", "-o"]).arg(self.path("log")).args(arguments);
        traced.arg(plain.get_program()).args(plain.get_args()).output().unwrap()
    }

    fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.path("log")).unwrap()).into_owned()
    }

    /// Which release answers, by two ways of asking.
    fn answers(&self) -> u32 {
        let library = self.path("library");
        let status = succeeds(gongkai().args(["sync", "--status", "--library"]).arg(&library));
        let info = succeeds(gongkai().args(["library", "info", "--library"]).arg(&library));
        let answers = (1..=2).find(|number| status.starts_with(&format!("第 {number} 版，"))).unwrap_or_else(|| panic!("{status}"));
        assert!(info.contains(&format!("政策文件：{answers}")), "{status}{info}");
        answers
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

fn has_strace() -> bool {
    let has = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    if !has {
        println!("no strace here: nothing was tested");
    }
    has
}

/// How often the busiest thread made each call.
fn counts(log: &str) -> BTreeMap<&'static str, usize> {
    let mut by_thread: BTreeMap<(&str, &'static str), usize> = BTreeMap::new();
    for line in log.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let name = rest.trim_start().split('(').next().unwrap_or_default();
        if let Some(call) = CALLS.into_iter().find(|call| *call == name) {
            *by_thread.entry((thread, call)).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((_, call), count) in by_thread {
        let known = most.entry(call).or_default();
        *known = count.max(*known);
    }
    most
}

#[test]
fn a_fault_at_any_point_of_an_import_leaves_the_old_release_or_the_new_one() {
    if !has_strace() {
        return;
    }
    let hall = Hall::new();
    let trace = format!("trace={}", CALLS.join(","));
    let whole = hall.traced(&["-e", &trace]);
    assert!(whole.status.success(), "{whole:?}");
    assert_eq!(hall.answers(), 2);
    let all = std::env::var_os("GONGKAI_ALL_POINTS").is_some();
    let mut faults = FAULTS.into_iter().cycle();
    let (mut old, mut new) = (0, 0);
    for (call, most) in counts(&hall.log()) {
        let points: BTreeSet<usize> = if all { (1..=most).collect() } else { BTreeSet::from([1, most.div_ceil(2), most]) };
        for point in points {
            let chosen: Vec<&str> = if all { FAULTS.to_vec() } else { faults.by_ref().take(1).collect() };
            for fault in chosen {
                let named = format!("{call} {point}: {fault}");
                let trace = format!("trace={call}");
                let inject = format!("inject={call}:{fault}:when={point}");
                let Output { status, stderr, .. } = hall.traced(&["-e", &trace, "-e", &inject]);
                let stderr = String::from_utf8_lossy(&stderr);
                match (status.code(), status.signal()) {
                    (Some(0), _) | (None, Some(9)) => {}
                    // What is written may be the message itself.
                    (Some(1), _) => assert!(stderr.contains("怎么办") || call == "write", "{named}\n{stderr}"),
                    other => panic!("{named}: {other:?}\n{stderr}"),
                }
                let answers = hall.answers();
                if answers == 1 {
                    old += 1;
                } else {
                    new += 1;
                }
                // Nobody is told that it is done while the old release answers.
                assert!(answers == 2 || status.code() != Some(0), "{named}");
                let again = hall.sync("second", "library").output().unwrap();
                assert!(again.status.success(), "{named}, again: {again:?}");
                assert_eq!(hall.answers(), 2, "{named}");
            }
        }
    }
    // For whoever ran all points and writes down how many there were.
    println!("of {} imports with a fault {old} ended with the old release, {new} with the new one", old + new);
    assert!(old > 0 && new > 0, "{old} ended with the old release, {new} with the new one");
}

#[test]
fn a_part_that_a_tired_disk_no_longer_gives_back_is_copied_again() {
    if !has_strace() {
        return;
    }
    let hall = Hall::new();
    let store = walkdir::WalkDir::new(hall.path("before/sync/store/blobs")).into_iter().map(Result::unwrap);
    let tired = store.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).next().unwrap();
    let path = hall.path("library").join(tired.strip_prefix(hall.path("before")).unwrap());
    let traced = hall.traced(&["-P", path.to_str().unwrap(), "-e", "trace=read", "-e", "inject=read:error=EIO"]);
    assert!(hall.log().contains("EIO") && traced.status.success(), "{traced:?}");
    assert_eq!(hall.answers(), 2);
    assert_eq!(fs::read(path).unwrap(), fs::read(tired).unwrap());
}

#[test]
fn a_part_that_a_tired_disk_neither_gives_back_nor_takes_anew_is_no_fault_of_the_office() {
    if !has_strace() {
        return;
    }
    let hall = Hall::new();
    let second = walkdir::WalkDir::new(hall.path("second/packs")).into_iter().map(|entry| entry.unwrap().into_path());
    let packs: Vec<PathBuf> = second.filter(|path| path.extension().is_some_and(|ending| ending == "pack")).collect();
    let tired = packs.iter().map(|pack| hall.path("library/sync/store/packs").join(pack.strip_prefix(hall.path("second/packs")).unwrap()));
    for path in tired {
        let traced = hall.traced(&["-P", path.to_str().unwrap(), "-e", "trace=read", "-e", "inject=read:error=EIO"]);
        let said = String::from_utf8_lossy(&traced.stderr);
        assert!(hall.log().contains("EIO"), "{said}");
        assert_eq!(traced.status.code(), Some(1), "{said}");
        assert!(said.contains("硬盘读写出错") && said.contains("看到的是原来的内容"), "{said}");
        assert!(!said.contains("办公室") && !said.contains("要改"), "{said}");
        assert_eq!(hall.answers(), 1);
        succeeds(&mut hall.sync("second", "library"));
        assert_eq!(hall.answers(), 2);
    }
}

#[test]
fn a_file_that_the_offices_disk_does_not_give_back_is_told_and_not_taken_for_gone() {
    if !has_strace() {
        return;
    }
    let hall = Hall::new();
    let source = hall.path("source");
    let check = |arguments: &[&str]| {
        let mut traced = Command::new("strace");
        traced.args(["-f", "-qq", "-o"]).arg(hall.path("log")).args(arguments);
        let program = gongkai();
        traced.arg(program.get_program()).args(["library", "check"]).arg(&source).output().unwrap()
    };
    let whole = check(&["-e", "trace=none"]);
    assert!(whole.status.success(), "{whole:?}");
    for file in ["source.toml", "documents/t-1.md"] {
        let tired = check(&["-P", source.join(file).to_str().unwrap(), "-e", "trace=read", "-e", "inject=read:error=EIO"]);
        let said = String::from_utf8_lossy(&tired.stdout).into_owned() + &String::from_utf8_lossy(&tired.stderr);
        assert!(tired.status.code() == Some(1) && said.contains(file) && said.contains("读写出错"), "{file}: {said}");
    }
    let unlisted =
        check(&["-P", source.join("documents").to_str().unwrap(), "-e", "trace=getdents64", "-e", "inject=getdents64:error=EIO"]);
    let said = String::from_utf8_lossy(&unlisted.stdout).into_owned() + &String::from_utf8_lossy(&unlisted.stderr);
    assert!(unlisted.status.code() == Some(1) && said.contains("documents: 这个文件夹读不到底") && said.contains("1 处要改"), "{said}");
}

/// A call with its first path, or the path of its first descriptor.
fn path_of(line: &str, open: char, close: char) -> Option<&str> {
    line.split_once(open)?.1.split_once(close).map(|(path, _)| path)
}

#[test]
fn every_file_is_on_the_disk_before_it_gets_its_name_and_every_name_before_anybody_hears_of_it() {
    if !has_strace() {
        return;
    }
    let hall = Hall::new();
    let output = hall.traced(&["-e", "trace=fsync,fdatasync,rename,renameat,renameat2", "-s", "4096"]);
    assert!(output.status.success(), "{output:?}");
    let log = hall.log();
    let lines: Vec<&str> = log.lines().collect();
    let library = hall.path("library").canonicalize().unwrap();
    let synced = |lines: &[&str], path: &Path| {
        lines.iter().any(|line| line.contains("sync(") && path_of(line, '<', '>').is_some_and(|found| Path::new(found) == path))
    };
    let mut renamed = 0;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("rename")) {
        let quoted: Vec<&str> = line.split('"').collect();
        let [_, from, _, to, ..] = quoted[..] else { continue };
        let (from, to) = (PathBuf::from(from), PathBuf::from(to));
        if !to.starts_with(&library) || to.extension().is_some_and(|ending| ending == "part") || from.to_string_lossy().contains("/index/")
        {
            continue;
        }
        renamed += 1;
        let files: Vec<PathBuf> = if to.is_dir() {
            let inside = walkdir::WalkDir::new(&to).into_iter().map(|entry| entry.unwrap().into_path());
            // Components, because joining nothing leaves a slash at the end.
            inside.map(|path| from.join(path.strip_prefix(&to).unwrap()).components().collect()).collect()
        } else {
            vec![from.clone()]
        };
        for file in files {
            assert!(synced(&lines[..at], &file), "{} was not synced before {line}", file.display());
        }
        assert!(synced(&lines[at..], to.parent().unwrap()), "the folder was not synced after {line}");
    }
    // At least a pack, a catalogue, a blob, the records, the generation and the pointer.
    assert!(renamed >= 6, "{renamed} renames in\n{log}");
}
