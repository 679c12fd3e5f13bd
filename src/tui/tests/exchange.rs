//! Content that comes on a stick, as hall staff meet it: nothing happens that was not shown, and visitors notice only that the day is newer.

use std::{path::PathBuf, sync::Arc, time::Duration};

use crossterm::event::KeyCode;
use jiff::civil::date;

use super::{
    super::{
        app::Mode,
        effect::{Errand, News, Reply, StickLeft},
    },
    Kiosk, hashed,
};
use crate::{
    advice::{self, Advise},
    bundle::{Change, Changes, tests::forge::Office},
    config::Config,
    doctor::{Check, ContentFault, Looked, Outcome},
    files::Digest,
    fleet::Usage,
    program::{Arch, Program},
    sync::{By, Concern, Event, EventKind, Gone, Happening, Offer, Progress, Receipt, Stage, SyncError},
};

pub(super) const PIN: &str = "135790";
pub(super) const IMPORT: Errand = Errand::Import { root_may_be_expired: false };

/// A kiosk that takes sticks, with staff behind their door.
pub(super) fn behind_the_door(columns: u16, rows: u16) -> Kiosk {
    let mut config = Config::demonstration().unwrap();
    config.sync.root = PathBuf::from("/etc/gongkai/root.json");
    config.sync.terminal = "YC-01".to_owned();
    config.library.path = PathBuf::from("/var/lib/gongkai/library");
    config.staff.pin_hash = hashed(PIN);
    let mut kiosk = Kiosk::with(columns, rows, config, Mode::Kiosk);
    kiosk.key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter);
    kiosk.expect("导入内容（U 盘）");
    kiosk
}

fn changes() -> Changes {
    let change = |at: usize, title: &str| Change {
        id: format!("yl-{at}").parse().unwrap(),
        title: title.to_owned(),
        number: Some(format!("云民发〔2026〕{at}号")),
    };
    Changes {
        added: (1..=12).map(|at| change(at, &format!("关于第{at}号养老服务事项的通知"))).collect(),
        updated: vec![change(20, "高龄津贴发放办法")],
        repealed: vec![change(21, "老年人免费乘车暂行办法")],
        withdrawn: vec![change(22, "特困人员名单公示")],
        vanished: Vec::new(),
        pages: Vec::new(),
    }
}

pub(super) fn offer(concerns: Vec<Concern>) -> Arc<Offer> {
    let office = Office::open_for_business();
    let bundle = office.verify(&office.trust()).unwrap();
    let signers = bundle.release.publications[0].signers.clone();
    Arc::new(Offer {
        bundle,
        changes: changes(),
        signers,
        unchanged: false,
        to_copy: 61_000_000,
        needed: 150_000_000,
        free: 30_000_000_000,
        estimate: Duration::from_secs(95),
        program: None,
        concerns,
    })
}

pub(super) fn progress(stage: Stage, share: f64) -> Reply {
    let left = Some(Duration::from_secs(75));
    Reply::News(News::Progress(Progress { stage, share, copied: 24_000_000, to_copy: 61_000_000, records: 1250, left }))
}

pub(super) fn receipt() -> Box<Receipt> {
    Box::new(Receipt {
        by: By::Staff,
        terminal: "YC-01".to_owned(),
        at: "2026-11-22T02:24:00Z".parse().unwrap(),
        event: EventKind::Imported,
        release: Some(7),
        digest: Some("1a2b3c4d".to_owned()),
        roots: Vec::new(),
        generation: 8,
        facts: Happening::Changed {
            counts: changes().counts(),
            gone: vec![Gone { title: "特困人员名单公示".to_owned(), reason: "含有个人信息".to_owned() }],
            check: Some("1a2b3c4d".to_owned()),
        },
        left_out: Vec::new(),
        records: 431,
        seconds: 83,
    })
}

/// The pages of an import, each by its name.
fn pages(columns: u16, rows: u16) -> Vec<(&'static str, Kiosk)> {
    let mut door = behind_the_door(columns, rows);
    door.key(KeyCode::F(10)).key(KeyCode::F(12)).keys("1357");
    let opened = || {
        let mut kiosk = behind_the_door(columns, rows);
        kiosk.keys("1");
        kiosk
    };
    let previewed = || {
        let mut kiosk = opened();
        kiosk.hear(Reply::News(News::Offered(offer(vec![Concern::Old { days: 45, strongly: false }]))));
        kiosk
    };
    let importing = || {
        let mut kiosk = previewed();
        kiosk.keys("1").hear(progress(Stage::Copying, 0.4));
        kiosk
    };
    let mut asked = importing();
    asked.key(KeyCode::Esc);
    let mut titles = previewed();
    titles.keys("2");
    let mut done = importing();
    done.hear(Reply::News(News::Done { receipt: receipt(), stick: Some(StickLeft { receipt: true, released: true }) }));
    let mut failed = importing();
    let gone = SyncError::StickGone { source: std::io::Error::from_raw_os_error(19) };
    failed.hear(Reply::News(News::Failed(IMPORT, gone.advice())));
    let mut history = behind_the_door(columns, rows);
    history.keys("2").hear(Reply::News(News::History(vec![
        Event {
            at: "2026-11-22T02:24:00Z".parse().unwrap(),
            kind: EventKind::Imported,
            release: Some(7),
            digest: None,
            check: None,
            code: None,
            facts: Happening::Words("新增 12 · 更新 1 · 废止 1 · 下架 1；下架《特困人员名单公示》：含有个人信息".to_owned()),
        },
        Event {
            at: "2026-11-20T02:24:00Z".parse().unwrap(),
            kind: EventKind::Refused,
            release: None,
            digest: None,
            check: None,
            code: Some("B-11".to_owned()),
            facts: Happening::Words("旧的内容包".to_owned()),
        },
    ])));
    vec![
        ("door", door),
        ("staff", behind_the_door(columns, rows)),
        ("looking", opened()),
        ("preview", previewed()),
        ("titles", titles),
        ("importing", importing()),
        ("asked", asked),
        ("done", done),
        ("failed", failed),
        ("history", history),
    ]
}

#[test]
fn pages_of_an_import_look_as_reviewed() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        for (name, kiosk) in pages(columns, rows) {
            // Signers' names, digests and the day of the release come from keys made for this test.
            insta::assert_snapshot!(format!("exchange_{name}_{columns}x{rows}"), kiosk.screen());
        }
    }
}

#[test]
fn nothing_is_taken_in_before_it_was_shown_and_agreed_to() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.keys("1");
    assert_eq!(kiosk.errands, [Errand::Look]);
    kiosk.key(KeyCode::Enter).keys("1");
    assert_eq!(kiosk.errands, [Errand::Look]);
    kiosk.hear(Reply::News(News::Offered(offer(Vec::new()))));
    kiosk.expect("新增 12 · 更新 1 · 废止 1 · 下架 1").key(KeyCode::Enter);
    assert_eq!(kiosk.errands, [Errand::Look]);
    kiosk.touch("看新增的 12 条").expect("关于第1号养老服务事项的通知").keys("0").touch("开始导入");
    assert_eq!(kiosk.errands, [Errand::Look, Errand::Import { root_may_be_expired: false }]);
}

#[test]
fn a_root_past_its_day_is_asked_about_once_more() {
    let mut kiosk = behind_the_door(106, 30);
    let mut expired = offer(Vec::new());
    let on = "2026-11-01T00:00:00Z".parse().unwrap();
    let changed = Arc::get_mut(&mut expired).unwrap();
    changed.bundle.root_expired = Some(on);
    changed.concerns = vec![Concern::RootExpired { on }];
    kiosk.keys("1").hear(Reply::News(News::Offered(expired)));
    kiosk.keys("1").expect("管理员同意了，导入");
    assert_eq!(kiosk.errands, [Errand::Look]);
    kiosk.keys("0").expect("不导入，返回").keys("11");
    assert_eq!(kiosk.errands.last(), Some(&Errand::Import { root_may_be_expired: true }));
}

#[test]
fn an_unchanged_or_too_large_stick_offers_no_import() {
    for bend in [|offer: &mut Offer| offer.unchanged = true, |offer: &mut Offer| offer.concerns.push(Concern::NoRoom)] {
        let mut kiosk = behind_the_door(106, 30);
        let mut bent = offer(Vec::new());
        bend(Arc::get_mut(&mut bent).unwrap());
        kiosk.keys("1").hear(Reply::News(News::Offered(bent)));
        kiosk.expect_none("开始导入").keys("1");
        assert_eq!(kiosk.errands, [Errand::Look]);
    }
}

#[test]
fn visitors_keep_what_they_read_until_nobody_is_there() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.keys("1").hear(Reply::News(News::Offered(offer(Vec::new()))));
    kiosk.keys("1").hear(Reply::News(News::Done { receipt: receipt(), stick: Some(StickLeft { receipt: false, released: true }) }));
    kiosk.expect("U 盘可以拔了").expect("回执没能写到 U 盘上").wait(1);
    assert_eq!(kiosk.reopened, 0);
    kiosk.key(KeyCode::F(10)).wait(1);
    assert_eq!(kiosk.reopened, 1);
    kiosk.wait(1);
    assert_eq!(kiosk.reopened, 1);
}

#[test]
fn a_stick_is_announced_to_staff_and_to_nobody_in_a_session() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.key(KeyCode::F(10)).expect_none("插入了 U 盘");
    kiosk.hear(Reply::Stick(true)).expect("插入了 U 盘");
    kiosk.keys("1").expect_none("U 盘");
    kiosk.key(KeyCode::F(10)).hear(Reply::Stick(false)).expect_none("插入了 U 盘");
    assert!(kiosk.errands.iter().all(|errand| matches!(errand, Errand::Used(..))), "{:?}", kiosk.errands);
}

#[test]
fn without_a_library_staff_can_still_bring_content_in() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.key(KeyCode::F(10)).hear(Reply::Unavailable).expect("正在维护");
    kiosk.key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter).keys("1");
    assert_eq!(kiosk.errands, [Errand::Look]);
    kiosk.hear(Reply::Unavailable).expect("正在核对");
    kiosk.keys("0").key(KeyCode::Esc).expect("正在维护");
}

#[test]
fn what_is_heard_of_another_errand_changes_nothing() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.keys("1").hear(Reply::News(News::Offered(offer(Vec::new()))));
    kiosk.keys("1").hear(progress(Stage::Copying, 0.4));
    for errand in [Errand::Look, Errand::History, Errand::StepBack] {
        kiosk.hear(Reply::News(News::Failed(errand, SyncError::Busy.advice()))).expect("正在复制");
    }
}

#[test]
fn what_ails_the_machine_is_told_in_pages_behind_the_door() {
    for (name, grid) in [("106x30", (106, 30)), ("53x15", (53, 15))] {
        let mut kiosk = behind_the_door(grid.0, grid.1);
        kiosk.keys("8").expect("正在一项一项地查");
        assert_eq!(kiosk.errands, [Errand::Examine]);
        let outcome = Outcome::Seen(String::new(), vec![ContentFault::NoLibrary.into()]);
        let well = |check| Looked { check, outcome: Outcome::Seen("两年的都有".to_owned(), Vec::new()) };
        let looked = [well(Check::Holidays), Looked { check: Check::Library, outcome }, well(Check::Disk)];
        kiosk
            .hear(Reply::News(News::Examined(advice::examined(&looked, false))))
            .expect("坏  内容库：还没有内容")
            .expect("查了 3 项：1 处坏了");
        insta::assert_snapshot!(format!("exchange_examined_{name}"), kiosk.screen());
        // What goes on in the next line is whole.
        kiosk.hear(Reply::News(News::Examined(vec!["坏  终端的文件：没有".repeat(20)]))).expect_none("…");
        kiosk.keys("0").expect("工作人员");
    }
}

#[test]
fn settings_that_come_with_a_release_are_shown_old_and_new_before_they_are_taken_in() {
    let office = Office::open_for_business();
    office.write("terminal.toml", "[hall]\nhelp_phone = \"0000-5600999\"\n[application]\nhours = \"9:00—17:00\"\n");
    office.release();
    let bundle = office.verify(&office.trust()).unwrap();
    for grid in [(106, 30), (53, 15), (60, 53)] {
        let own = Config::demonstration().unwrap();
        let mut kiosk = behind_the_door(grid.0, grid.1);
        let offered = Arc::new(Offer { bundle: bundle.clone(), ..(*offer(Vec::new())).clone() });
        kiosk.keys("1").hear(Reply::News(News::Offered(offered)));
        kiosk.expect("服务台电话要改").expect("开始导入");
        if grid.0 > 53 {
            kiosk.expect(&format!("{} → 0000-5600999", own.hall.help_phone)).expect("时间要改");
        }
        // Another release answers, and says another number on the page of help at once.
        let config = Arc::new(crate::advice::with_settings(&own, &bundle));
        assert_eq!((config.hall.help_phone.as_str(), &config.staff), ("0000-5600999", &own.staff));
    }
}

#[test]
fn a_program_that_comes_is_told_before_it_is_taken_in() {
    for grid in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = behind_the_door(grid.0, grid.1);
        let program = Program { arch: Arch::X86, version: "90.1.2".parse().unwrap(), sha256: Digest::of(b"x"), length: 40 << 20 };
        let offered = Offer { program: Some(program), ..(*offer(Vec::new())).clone() };
        kiosk.keys("1").hear(Reply::News(News::Offered(Arc::new(offered)))).expect("带来新程序 90.1.2").expect("开始导入");
    }
}

#[test]
fn another_program_takes_over_when_nobody_is_there() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.key(KeyCode::Enter).hear(Reply::News(News::ProgramReady)).wait(70);
    assert!(!kiosk.quit, "somebody is there");
    kiosk.wait(300).wait(61);
    assert!(kiosk.quit);
}

#[test]
fn how_the_terminal_is_used_is_told_with_bars_behind_the_door() {
    for (name, grid) in [("106x30", (106, 30)), ("53x15", (53, 15)), ("60x53", (60, 53))] {
        let mut kiosk = behind_the_door(grid.0, grid.1);
        kiosk.expect("使用情况").keys("9").expect("使用情况");
        assert_eq!(kiosk.errands, [Errand::Usage]);
        let visits = |sessions| Some(Usage { sessions, ..Usage::default() });
        let days: Vec<_> = (1..=30i8)
            .map(|day| (date(2026, 11, day), visits(u64::try_from(day).unwrap()).filter(|visits| day % 7 >= 2 && visits.sessions >= 5)))
            .collect();
        let usage = Usage { sessions: 412, searches: 530, misses: 37, opened: 800, codes: 96 };
        let topics = [("养老".to_owned(), 120), ("住房公积金".to_owned(), 64), ("医保".to_owned(), 9)];
        kiosk.hear(Reply::News(News::Examined(advice::used(usage, &days, &topics)))).expect("使用 412 次").expect("11-30 一");
        insta::assert_snapshot!(format!("exchange_usage_{name}"), kiosk.screen());
        for _ in 0..6 {
            kiosk.key(KeyCode::PageDown);
        }
        kiosk.expect("医保").keys("0").expect("工作人员");
    }
}

#[test]
fn a_step_back_says_to_what_before_it_is_done() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.keys("31");
    assert_eq!(kiosk.errands, [Errand::AskBack]);
    kiosk.hear(Reply::News(News::Before(6, "2026-11-01T04:00:00Z".parse().unwrap())));
    kiosk.expect("退回第 6 版，2026年11月1日 发布的").keys("1");
    assert_eq!(kiosk.errands, [Errand::AskBack, Errand::StepBack]);
    let receipt = Box::new(Receipt { release: Some(6), ..*receipt() });
    kiosk.hear(Reply::News(News::Done { receipt, stick: None })).expect("退回好了：现在是第 6 版");
}

#[test]
fn everything_that_can_be_pressed_is_seen_on_the_smallest_grid() {
    let mut kiosk = behind_the_door(53, 15);
    let concerns = vec![Concern::Old { days: 120, strongly: true }, Concern::ClockBehind];
    kiosk.keys("1").hear(Reply::News(News::Offered(offer(concerns))));
    for words in ["开始导入", "看新增的 12 条", "看更新的 1 条", "看废止的 1 条", "看下架的 1 条", "不导入", "旧了，先问办公室", "时钟不准"]
    {
        kiosk.expect(words);
    }
}

#[test]
fn a_kiosk_that_runs_for_a_minute_has_proven_its_content() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.wait(30);
    assert_eq!(kiosk.errands, []);
    kiosk.wait(31).wait(61);
    assert_eq!(kiosk.errands, [Errand::Proven]);
}

#[test]
fn what_answers_is_read_when_nobody_is_there_and_opened_anew_if_it_is_damaged() {
    let mut kiosk = behind_the_door(106, 30);
    kiosk.key(KeyCode::F(10)).wait(61);
    assert_eq!(kiosk.errands, [Errand::Proven]);
    kiosk.wait(7 * 3600);
    assert_eq!(kiosk.errands.last(), Some(&Errand::CheckUp));
    kiosk.wait(1);
    assert_eq!((kiosk.errands.len(), kiosk.reopened), (2, 0));
    kiosk.hear(Reply::News(News::Renewed)).wait(1);
    assert_eq!(kiosk.reopened, 1);
}
