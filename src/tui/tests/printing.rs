//! Paper: where a printer is named, and what nobody hears of where none is.

use std::sync::{Arc, Mutex};

use crossterm::event::KeyCode;

use super::{
    Kiosk,
    request::{GRIDS, Office, filled},
};
use crate::{
    config::Config,
    print::{PrintError, Sheet},
    tui::{desk::Desk, printer::Press},
};

/// A kiosk with a printer that keeps what it is given, and refuses it or not.
fn printing(office: &Office, grid: (u16, u16), refuses: bool) -> (Kiosk, Arc<Mutex<Vec<Sheet>>>) {
    let mut config = Config::demonstration().unwrap();
    config.print.printer = "hall".to_owned();
    let mut kiosk = office.kiosk(grid, config);
    let printed: Arc<Mutex<Vec<Sheet>>> = Arc::default();
    let tray = Arc::clone(&printed);
    let press = Press::new(move |sheet: &Sheet| {
        tray.lock().unwrap().push(sheet.clone());
        if refuses { Err(PrintError::TooLong { seconds: 40 }) } else { Ok(()) }
    });
    let desk = std::mem::replace(&mut kiosk.desk, Desk::new(|| None, || super::NOW));
    kiosk.desk = desk.with_press(press);
    (kiosk, printed)
}

#[test]
fn a_receipt_and_a_slip_are_printed_once_and_hold_no_name() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let (mut kiosk, printed) = printing(&office, grid, false);
        filled(&mut kiosk).keys("9").expect("已填好，尚未提交").expect("打印").keys("4").expect("打好了，请拿走");
        let sheets = printed.lock().unwrap().clone();
        assert_eq!(sheets.len(), 1, "{grid:?}");
        let words = sheets[0].words();
        assert!(words.starts_with("YC-07-261122-") && words.contains("尚未提交") && words.contains("接下来"), "{words}");
        assert!(!words.contains("钱某丁") && !words.contains("13800000000") && !words.contains("柳桥村"), "{words}");
        // What was said of the printer goes with the next key.
        kiosk.keys("1").key(KeyCode::Esc).expect_none("打好了");
    }
}

#[test]
fn a_printer_that_fails_is_told_in_words_and_the_page_stays() {
    let office = Office::new();
    let (mut kiosk, _) = printing(&office, (106, 30), true);
    filled(&mut kiosk).keys("9").keys("4").expect("等了 40 秒没有打出来").expect("P-04").expect("写下来").keys("3").expect("您想找什么");
}

#[test]
fn without_a_printer_nobody_hears_of_one() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        filled(&mut kiosk).keys("9").expect("已填好，尚未提交").expect_none("打印").keys("4").expect("已填好，尚未提交");
    }
}
