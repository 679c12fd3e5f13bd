//! The kiosk in a terminal, from the first key to the last. What its screens say is tested beside them; here is only what needs a terminal: a
//! code that can be read from the cells, keys that must not end it, a terminal that is given back, a new size.

use std::fs;

use vt100::Screen;

use super::{
    gongkai, repository, succeeds,
    terminal::{Terminal, codes},
};

const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const PENSION: &str = "sb-yanglao-2023";
const WORDS: &str = "城乡居民基本养老保险实施办法";
/// The county tells it from the words in the field above it.
const WORDS_IN_TITLE: &str = "云川县城乡居民基本养老保险实施办法";

/// The address of a record of the sample, as the office sees it.
fn address_of(id: &str) -> String {
    let shown = succeeds(gongkai().args(["show", id]));
    let address = shown.lines().find_map(|line| line.strip_prefix("地址："));
    address.unwrap_or_else(|| panic!("{id} has no address:\n{shown}")).to_owned()
}

#[test]
fn from_the_first_letter_to_a_code_that_a_phone_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--windowed"], 106, 30);
    terminal.expect("数据截至").send(WORDS).expect(WORDS);
    // Hits come while one types; those of all the words are known by their number.
    let counted = succeeds(gongkai().args(["search", WORDS])).lines().last().unwrap().split_once('，').unwrap().0.to_owned();
    terminal.expect(&counted).send(ENTER).wait("the first hit", |screen| {
        screen.contents().lines().any(|line| line.trim_start().trim_start_matches('▌').starts_with("1 ") && line.contains(WORDS_IN_TITLE))
    });
    terminal.touch(WORDS_IN_TITLE).wait("a code", |screen| !codes(screen).is_empty());
    assert_eq!(terminal.on_screen(codes), [address_of(PENSION)]);
}

#[test]
fn letters_become_words_that_are_chosen_by_number() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--windowed"], 106, 30);
    terminal.expect("数据截至").send("zhufgjj").expect("1 住房公积金").send("1").expect("住房公积金▏");
    // What was only half composed is taken by Enter, and its hits are numbered.
    terminal.send("tiqu").expect("1 提取").send(ENTER).expect("1  住房公积金提取").send("1").expect("在哪办");
}

#[test]
fn no_key_ends_a_kiosk_and_the_key_that_ends_a_demonstration_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let settings = fs::read_to_string(repository("kiosk-config/kiosk.toml")).unwrap();
    let settings = settings.replacen("path = \"/var/lib/gongkai/library\"", "path = \"\"", 1);
    fs::write(folder.path().join("kiosk.toml"), settings).unwrap();

    let mut kiosk = Terminal::start(folder.path(), &["--config", "kiosk.toml"], 106, 30);
    kiosk.expect("数据截至").send(ENTER).expect("您想找什么");
    for (name, key) in [("Ctrl-C", "\u{3}"), ("Ctrl-Z", "\u{1a}"), ("Ctrl-\\", "\u{1c}"), ("Ctrl-D", "\u{4}"), ("Ctrl-Q", "\u{11}")] {
        // The screen that comes after shows that the key was read, and that it did nothing.
        kiosk.send(key).send("4").expect("申请公开、提意见");
        kiosk.send("0").expect("您想找什么");
        assert!(kiosk.is_running() && kiosk.is_taken(), "{name} ended the kiosk:\n{}", kiosk.text());
    }
    kiosk.send("4").expect("申请公开、提意见").send(ESCAPE).expect("您想找什么");
    // Where there is nothing to go back to: two Escapes in one piece are read as one key, so that the 4 is not taken for Alt-4.
    kiosk.send("\u{1b}\u{1b}4").expect("申请公开、提意见");
    assert!(kiosk.is_running() && kiosk.is_taken());
    // The system may always end it.
    kiosk.send_away();
    assert!(kiosk.ended().success());
    assert!(kiosk.is_given_back(), "{}", kiosk.text());

    let mut demonstration = Terminal::start(folder.path(), &["--config", "kiosk.toml", "--windowed"], 106, 30);
    demonstration.expect("Ctrl-Q");
    assert!(demonstration.is_taken());
    demonstration.send("\u{11}");
    assert!(demonstration.ended().success());
    assert!(demonstration.is_given_back(), "{}", demonstration.text());
}

#[test]
fn another_size_is_drawn_anew_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--windowed"], 106, 30);
    terminal.expect("数据截至").send(ENTER).expect("您想找什么").send("4");
    // The key line is on the last row, whatever row that is, and the last to be drawn.
    let drawn = |screen: &Screen| {
        let (rows, columns) = screen.size();
        let key_line = screen.rows(0, columns.get()).nth(usize::from(rows.get()) - 1).unwrap_or_default();
        key_line.trim_start().starts_with("0 返回") && key_line.contains("F9 叫")
    };
    // Without the header, where the clock goes on.
    let page = |screen: &Screen| screen.contents().lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let before = terminal.wait("the page", |screen| drawn(screen) && screen.contents().contains("申请公开、提意见")).on_screen(page);
    for (columns, rows) in [(160, 45), (60, 53)] {
        terminal.resize(columns, rows).wait("the key line below", drawn).expect("申请公开、提意见");
    }
    terminal.resize(40, 10).expect("窗口太小了");
    terminal.resize(106, 30).wait("the page as it was", |screen| page(screen) == before);
}

#[test]
fn settings_that_cannot_be_used_are_told_on_the_screen_until_somebody_mends_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kiosk.toml");
    let settings = fs::read_to_string(repository("kiosk-config/kiosk.toml")).unwrap();
    let settings = settings.replacen("path = \"/var/lib/gongkai/library\"", "path = \"\"", 1);
    fs::write(&path, settings.replacen("warn_after", "warn_afer", 1)).unwrap();
    let mut kiosk = Terminal::start_as_a_service(folder.path(), &["--config", "kiosk.toml"], 53, 15);
    kiosk.expect("正在维护").expect("idle.warn_afer").expect("C-02");
    // No key leads out.
    kiosk.send("\u{3}\u{1c}\u{1a}\u{11}").send(ENTER).expect("正在维护");
    fs::write(&path, settings).unwrap();
    kiosk.expect("截至2026");
}
