//! 代填: somebody speaks at the window, and staff write it down, read it back and seal it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Instant,
};

use crossterm::event::{Event, KeyCode};
use jiff::civil::{Date, date};

use super::{Kiosk, exchange::PIN, hashed};
use crate::{
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    config::Config,
    outbox::{Export, OFFICE_KEY, OfficeKeyId, OfficeKeyWord, OfficeSecret, Outbox},
    print::Sheet,
    request::Form,
    tui::{app::Mode, clerk::Clerk, desk::Desk, printer::Press, window::Window},
};

/// The day of the sample's kiosk.
fn today(_: &Path) -> Option<Date> {
    Some(date(2026, 11, 22))
}

/// A terminal with a window, and the office it seals for.
struct Hall {
    folder: tempfile::TempDir,
    secrets: Vec<(OfficeKeyId, OfficeSecret)>,
}

impl Hall {
    fn new() -> Self {
        let secret = OfficeSecret::generate().unwrap();
        let public = secret.public().unwrap();
        let hall = Self { folder: tempfile::tempdir().unwrap(), secrets: vec![(public.id(), secret)] };
        let signer = SecretKey::of_seed(9);
        let word = OfficeKeyWord::of(&public, "云川县政务公开办");
        let word = sign_notice(OFFICE_KEY, 1, &word, &signer, "2026-11-22T02:00:00Z".parse().unwrap()).unwrap();
        assert!(hall.outbox().take_key(&word, &receipts_root(&signer)).unwrap());
        hall
    }

    fn outbox(&self) -> Outbox {
        Outbox::open(&Outbox::place(self.folder.path()), "YC-01").unwrap()
    }

    /// Staff at their window, about to write down what somebody says.
    fn writing(&self, columns: u16, rows: u16) -> Kiosk {
        self.writing_with(columns, rows, Config::demonstration().unwrap())
    }

    fn writing_with(&self, columns: u16, rows: u16, mut config: Config) -> Kiosk {
        let library = self.folder.path().to_owned();
        config.staff.pin_hash = hashed(PIN);
        config.library.path.clone_from(&library);
        config.sync.root = library.join("root.json");
        let mut kiosk = Kiosk::with(columns, rows, config, Mode::Kiosk);
        kiosk.with_window(Window::on(&library, "YC-01", today));
        let open = move || Outbox::open(&Outbox::place(&library), "YC-01");
        let clerk = Clerk::new(open, || today(Path::new("")), Instant::now, "YC-01".to_owned());
        let mut kiosk = Kiosk { desk: kiosk.desk.with_clerk(clerk), ..kiosk };
        kiosk.key(KeyCode::F(12)).keys(PIN).key(KeyCode::Enter).keys("7").expect("口头申请，代填").keys("5");
        kiosk
    }

    /// What was left, as the office reads it.
    fn forms(&self) -> Vec<Form> {
        let Some(parcel) = self.outbox().pack(&SecretKey::of_seed(3)).unwrap() else { return Vec::new() };
        let (_, export) = Export::read(&parcel.bytes).unwrap();
        export.requests.iter().map(|request| request.open(&self.secrets).unwrap()).collect()
    }
}

/// Up to the page that is read back.
fn dictated<'k>(kiosk: &'k mut Kiosk, wanted: &str) -> &'k mut Kiosk {
    kiosk.expect("念给申请人听").keys("1").expect("您想要哪一份信息").keys(wanted);
    dictated_after(kiosk)
}

fn dictated_after(kiosk: &mut Kiosk) -> &mut Kiosk {
    kiosk.key(KeyCode::Enter);
    if kiosk.shows("也许已经公开了") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk
        .keys("李某己")
        .key(KeyCode::Enter)
        .keys("13800000000")
        .key(KeyCode::Enter)
        .keys("1")
        .key(KeyCode::Enter)
        .expect("申请人说都对，封好")
}

#[test]
fn what_somebody_says_is_read_back_sealed_and_taken_in_person() {
    let hall = Hall::new();
    for (at, (columns, rows)) in [(106, 30), (53, 15), (60, 53)].into_iter().enumerate() {
        let mut kiosk = hall.writing(columns, rows);
        dictated(&mut kiosk, "柳桥村道路硬化验收材料").expect("念给申请人听").expect("李某己").expect("13800000000");
        kiosk.keys("9").expect("封好了，尚未提交").expect_none("李某己").expect_none("柳桥村");
        let slip = kiosk.codes();
        assert!(columns == 53 || slip.first().is_some_and(|slip| slip.starts_with("回执：YC-01-261122-")), "{slip:?}");
        let forms = hall.forms();
        assert_eq!(forms.len(), at + 1);
        assert_eq!(forms[at].get("written_by_staff").unwrap().reveal(), "yes");
        // On with the day on which it was handed in; nothing leads back to what was said.
        kiosk.keys("1").expect("尚未提交").keys("1").expect("今天当面收到？").keys("1").expect("2026-11-22 当面收到").keys("0").keys("0");
        kiosk.expect("口头申请，代填").keys("0").expect("工作人员").expect_none("李某己");
        assert!(hall.outbox().left().unwrap().iter().filter(|left| left.received.is_some()).count() == at + 1);
    }
}

#[test]
fn leaving_asks_and_nothing_said_is_left_on_any_page() {
    let hall = Hall::new();
    let mut kiosk = hall.writing(106, 30);
    dictated(&mut kiosk, "柳桥村道路硬化验收材料");
    kiosk.key(KeyCode::Home).expect("要放下代填的申请吗").keys("1").expect("申请人说都对，封好");
    kiosk.key(KeyCode::Home).keys("2").expect("您想找什么").expect_none("李某己");
    kiosk
        .key(KeyCode::F(12))
        .expect("请输入密码")
        .keys(PIN)
        .key(KeyCode::Enter)
        .keys("75")
        .keys("1")
        .expect("您想要哪一份信息")
        .expect_none("柳桥村");
    // Back from the first question, with nothing written, to the window.
    kiosk.key(KeyCode::Esc).key(KeyCode::Esc).expect("口头申请，代填");
    assert!(hall.forms().is_empty());
}

#[test]
fn behind_the_door_nothing_public_is_opened_and_a_long_sentence_is_waited_for() {
    let hall = Hall::new();
    let mut kiosk = hall.writing(106, 30);
    kiosk.keys("1").keys("云政发2023-8").key(KeyCode::Enter).expect("问一问申请人").keys("1").keys("2");
    assert!(kiosk.is_behind_the_door());
    kiosk.expect("问一问申请人").key(KeyCode::Enter).expect("您叫什么名字").keys("李某己");
    kiosk.wait(100).expect_none("还在吗").wait(90).expect("代填的申请要重新填").wait(40).expect_none("李某己");
    kiosk.key(KeyCode::F(12)).expect("请输入密码");
}

#[test]
fn all_of_a_long_description_can_be_read_back() {
    let hall = Hall::new();
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let long: String = (100..260).map(|number| format!("第{number}，")).collect::<String>().chars().take(480).collect();
        let mut kiosk = hall.writing(columns, rows);
        kiosk.keys("1").event(&Event::Paste(long));
        dictated_after(&mut kiosk);
        let mut seen = kiosk.screen();
        for _ in 0..12 {
            seen.push_str(&kiosk.key(KeyCode::PageDown).screen());
        }
        let seen: String = seen.chars().filter(|c| !c.is_whitespace()).collect();
        for number in [100, 130, 170, 195] {
            assert!(seen.contains(&format!("第{number}，")), "{number} at {columns}×{rows}: {seen}");
        }
        kiosk.key(KeyCode::F(10));
    }
}

#[test]
fn the_pages_of_what_somebody_says_look_as_reviewed() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let hall = Hall::new();
        let mut kiosk = hall.writing(columns, rows);
        insta::assert_snapshot!(format!("oral_promise_{columns}x{rows}"), kiosk.screen());
        kiosk.keys("1").keys("云政发2023-8").key(KeyCode::Enter);
        insta::assert_snapshot!(format!("oral_public_{columns}x{rows}"), kiosk.screen());
        kiosk.key(KeyCode::Enter).keys("李某己").key(KeyCode::Enter).keys("13800000000").key(KeyCode::Enter).keys("1").key(KeyCode::Enter);
        insta::assert_snapshot!(format!("oral_review_{columns}x{rows}"), kiosk.screen());
    }
}

#[test]
fn the_window_prints_the_number_and_nothing_that_was_said() {
    let hall = Hall::new();
    let mut config = Config::demonstration().unwrap();
    config.print.printer = "hall".to_owned();
    let mut kiosk = hall.writing_with(106, 30, config);
    let printed: Arc<Mutex<Vec<String>>> = Arc::default();
    let tray = Arc::clone(&printed);
    let desk = std::mem::replace(&mut kiosk.desk, Desk::new(|| None, || super::NOW));
    kiosk.desk = desk.with_press(Press::new(move |sheet: &Sheet| {
        tray.lock().unwrap().push(sheet.words());
        Ok(())
    }));
    dictated(&mut kiosk, "柳桥村道路硬化验收材料").keys("9").keys("3").expect("打好了，请拿走");
    // The receipt with its day comes from the page of the application.
    kiosk.keys("1").keys("1").keys("1").expect("2026-11-22 当面收到").keys("2").expect("打好了，请拿走");
    let printed = printed.lock().unwrap();
    assert_eq!(printed.len(), 2);
    assert!(
        printed[0].starts_with("YC-01-261122-") && printed[1].contains("2026-11-22 当面收到") && printed[1].contains("答复，最迟"),
        "{printed:?}"
    );
    assert!(printed.iter().all(|words| !words.contains("李某己") && !words.contains("柳桥村")), "{printed:?}");
}
