//! What of a visitor is left in the memory of the program when the visitor is gone, read as a thief with the machine in hand would read it.

use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use gongkai::outbox::{OfficeKeyWord, OfficeSecret, Outbox};
use rustix::process::Pid;

use super::{repository, terminal::Terminal};

const END: &str = "\u{1b}[21~";
const STAFF: &str = "\u{1b}[24~";
const NUMBER: &str = "110101199003072316";
const OTHER_NUMBER: &str = "37068219751225481X";
const NAME: &str = "欧阳雪鹏";
const SENTENCE: &str = "尉迟琳琅的老房子被邻居占了怎么办";
const PIN: &str = "8642097531";
const WORDS: [&str; 5] = [NUMBER, OTHER_NUMBER, NAME, SENTENCE, PIN];
/// How long the program may take to put its things away.
const PATIENCE: Duration = Duration::from_secs(20);

/// Every writable piece of the memory of a process; none where the system does not let the tester look.
fn memory(id: Pid) -> Option<Vec<Vec<u8>>> {
    let place = format!("/proc/{}", id.as_raw_nonzero());
    let bytes = File::open(format!("{place}/mem")).ok()?;
    let maps = fs::read_to_string(format!("{place}/maps")).unwrap();
    let piece = |line: &str| {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next()?, words.next()?);
        let (from, to) = range.split_once('-')?;
        let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
        let mut piece = vec![0; usize::try_from(to - from).ok()?];
        // Pages that nobody ever touched are not there to be read.
        (rights.contains('w') && bytes.read_exact_at(&mut piece, from).is_ok()).then_some(piece)
    };
    Some(maps.lines().filter_map(piece).collect())
}

/// The words of which whole copies lie there, in any of the ways in which programs hold text.
fn found(memory: &[Vec<u8>]) -> Vec<&'static str> {
    let holds = |form: &[u8]| memory.iter().any(|piece| piece.windows(form.len()).any(|window| window == form));
    let is_there = |word: &&&str| {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let widest: Vec<u8> = word.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        [word.as_bytes(), &wide, &widest].into_iter().any(holds)
    };
    WORDS.iter().filter(is_there).copied().collect()
}

/// What is still there when the program has had its time.
fn left(id: Pid) -> Vec<&'static str> {
    let begun = Instant::now();
    loop {
        let left = found(&memory(id).unwrap());
        if left.is_empty() || begun.elapsed() > PATIENCE {
            return left;
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn typed(terminal: &mut Terminal, text: &str) {
    for c in text.chars() {
        terminal.send(c.encode_utf8(&mut [0; 4]));
    }
}

#[test]
fn nothing_of_a_visitor_who_is_gone_is_left_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let settings = fs::read_to_string(repository("kiosk-config/kiosk.toml")).unwrap();
    let settings = settings.replacen("path = \"/var/lib/gongkai/library\"", "path = \"\"", 1);
    fs::write(folder.path().join("kiosk.toml"), settings).unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--config", "kiosk.toml"], 106, 30);
    terminal.expect("截至");
    if memory(terminal.id()).is_none() {
        drop(writeln!(io::stderr(), "not tested: only root may look into the memory of the program"));
        return;
    }
    // Letter by letter: a name and a number, which is seen as stars, and hits.
    typed(&mut terminal, NAME);
    typed(&mut terminal, NUMBER);
    terminal.expect(&format!("{NAME}110*************16▏"));
    assert!(
        found(&memory(terminal.id()).unwrap()).contains(&NUMBER),
        "what is on the screen is not in memory: this test looks in the wrong place"
    );
    terminal.send("\r").send(END).expect("触摸屏幕");
    assert_eq!(left(terminal.id()), [""; 0]);
    // Pasted; found in a page; asked at the staff's door.
    terminal
        .send(&format!("\u{1b}[200~{SENTENCE}{OTHER_NUMBER}\u{1b}[201~"))
        .expect("占了怎么办370")
        .send("\r")
        .send(END)
        .expect("触摸屏幕");
    typed(&mut terminal, "住房公积金");
    // Only what can be chosen by number has the filters under 9.
    terminal.expect("住房公积金▏").send("\r").expect("9 筛选和排序").send("1").expect("找字").touch("找字").expect("找字：");
    typed(&mut terminal, SENTENCE);
    typed(&mut terminal, OTHER_NUMBER);
    terminal.expect("没有").send(END).expect("触摸屏幕").send("\r").send(STAFF).expect("密码");
    typed(&mut terminal, PIN);
    terminal.send("\r").send(END).expect("触摸屏幕");
    assert_eq!(left(terminal.id()), [""; 0]);
}

/// Files below a folder that hold a word, in the ways in which files hold text.
fn held(folder: &Path) -> Vec<PathBuf> {
    let mut holding = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            holding.extend(held(&path));
        } else if !found(&[fs::read(&path).unwrap()]).is_empty() {
            holding.push(path);
        }
    }
    holding
}

#[test]
fn nothing_of_a_form_that_was_sealed_is_left_in_memory_or_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    let content = repository("data/sample");
    let build = ["library", "build", content.to_str().unwrap(), "--into", library.to_str().unwrap()];
    let built = Command::new(env!("CARGO_BIN_EXE_gongkai")).args(build).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    // The key of an office as a visit leaves it.
    let key = OfficeKeyWord::of(&OfficeSecret::generate().unwrap().public().unwrap(), "云川县政务公开办");
    let place = Outbox::place(&library);
    drop(Outbox::open(&place, "YC-01").unwrap());
    let word = serde_json::to_string(&key).unwrap();
    rusqlite::Connection::open(&place).unwrap().execute("INSERT INTO office_key VALUES (1, 1, ?1)", [word]).unwrap();
    let settings = fs::read_to_string(repository("kiosk-config/kiosk.toml")).unwrap();
    let settings = settings.replacen("/var/lib/gongkai/library", library.to_str().unwrap(), 1).replacen(
        "root = \"/etc/gongkai/root.json\"",
        "root = \"\"",
        1,
    );
    fs::write(folder.path().join("kiosk.toml"), settings).unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--config", "kiosk.toml"], 106, 30);
    terminal.expect("截至");
    if memory(terminal.id()).is_none() {
        drop(writeln!(io::stderr(), "not tested: only root may look into the memory of the program"));
        return;
    }
    terminal.send("4").expect("用手机申请").send("2").expect("填之前").send("1").expect("您想要哪一份信息");
    typed(&mut terminal, SENTENCE);
    terminal.expect("占了怎么办▏").send("\r").expect("像是咨询").send("\r").expect("您叫什么名字");
    typed(&mut terminal, NAME);
    terminal.send("\r").expect("打哪个电话");
    typed(&mut terminal, "13800000000");
    terminal.send("\r").expect("答复怎么给您").send("1").send("\r").expect("都对，封好");
    assert!(found(&memory(terminal.id()).unwrap()).contains(&NAME), "this test looks in the wrong place");
    terminal.send("9").expect("已填好，尚未提交").send(END).expect("触摸屏幕");
    assert_eq!(left(terminal.id()), [""; 0]);
    assert_eq!(held(folder.path()), Vec::<PathBuf>::new());
    assert_eq!(Outbox::open(&place, "YC-01").unwrap().waiting().unwrap(), 1);
}
