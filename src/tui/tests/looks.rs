//! What screens look like. Snapshots are read by a person before they are accepted; the rest must hold on every grid.

use crossterm::event::KeyCode;

use crate::text::columns;

use super::Kiosk;

pub(super) const GRIDS: [(u16, u16); 8] = [(53, 15), (60, 53), (66, 20), (80, 24), (100, 28), (106, 30), (132, 36), (160, 45)];

/// The screens a visitor meets, as keys from the attract screen.
const SCREENS: [(&str, &str); 14] = [
    ("home", "\n"),
    ("policies", "1"),
    ("guides", "2"),
    ("apply", "4"),
    ("consultations", "5"),
    ("life_event", "91"),
    ("hits", "yanglao\n"),
    ("answer", "txjzml1\n"),
    ("completions", "gongjijin1"),
    ("meant", "医疗保险报肖\n"),
    ("composing", "yanglaoj"),
    ("nine_grid", "\n\n9264526"),
    ("figures", "\n\n12023"),
    ("nothing", "zzqqxxvv"),
];

fn walk(kiosk: &mut Kiosk, keys: &str) {
    for c in keys.chars() {
        kiosk.key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) });
    }
}

#[test]
fn screens_look_as_reviewed() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        insta::assert_snapshot!(format!("attract_{columns}x{rows}"), Kiosk::new(columns, rows).screen());
        for (name, keys) in SCREENS {
            let mut kiosk = Kiosk::new(columns, rows);
            walk(&mut kiosk, keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), kiosk.screen());
        }
        // By finger: the letters where they fit, a candidate, and what remains.
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk.touch("触摸屏幕").touch("您想找什么");
        if kiosk.shows("‹字母›") {
            kiosk.touch("‹字母›").touch("Y").touch("L");
            insta::assert_snapshot!(format!("letters_{columns}x{rows}"), kiosk.screen());
        }
        // Words looked for in a page: before anything is typed, on a number pad, by letters, and found.
        for (name, keys) in [("find", ""), ("find_nine_grid", "5426334"), ("find_letters", "jiaofei"), ("found", "jiaofei1")] {
            let mut kiosk = Kiosk::new(columns, rows);
            walk(kiosk.open_record("sb-yanglao-2023").keys("7"), keys);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), kiosk.screen());
        }
        for id in ["sb-yanglao-2023", "sb-yanglao-2018", "zh-yanhua-2021", "g-gongjijin-tiqu", "list-shoufei", "q-sb-tuixiujin"] {
            let mut kiosk = Kiosk::new(columns, rows);
            kiosk.open_record(id);
            insta::assert_snapshot!(format!("{id}_{columns}x{rows}"), kiosk.screen());
        }
    }
}

#[test]
fn where_you_are_the_day_and_the_way_out_are_always_seen() {
    for (width, height) in GRIDS {
        for (name, keys) in SCREENS {
            let mut kiosk = Kiosk::new(width, height);
            walk(&mut kiosk, keys);
            kiosk.expect("云川县政务公开专区").expect("截至").expect("2026-11-20").expect("结束").expect("叫");
            let screen = kiosk.screen();
            assert!(screen.lines().all(|line| columns(line) <= usize::from(width)), "{name} at {width}x{height}:\n{screen}");
        }
    }
}

/// Where a code leads is always said.
const HOST: [&str; 3] = ["www", "yunchuan", "example"];

#[test]
fn no_visitor_meets_an_english_word() {
    let allowed = ["F1", "F3", "F9", "PDF", "TXT", "KB", "MB", "Esc", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];
    for (name, keys) in SCREENS {
        let mut kiosk = Kiosk::new(106, 30);
        walk(&mut kiosk, keys);
        let screen = kiosk.screen();
        let words = screen.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        let strange: Vec<&str> = words
            .filter(|word| {
                !allowed.contains(word)
                    && !["yanglao", "yanglaoj", "yang"].contains(word)
                    && *word != "zzqqxxvv"
                    && *word != "gjj"
                    && !HOST.contains(word)
            })
            .collect();
        assert!(strange.is_empty(), "{name}: {strange:?}\n{screen}");
    }
}

#[test]
fn a_window_too_small_says_so() {
    Kiosk::new(52, 15).expect("窗口太小了");
    Kiosk::new(53, 14).expect("窗口太小了");
}

#[test]
fn a_change_of_the_grid_keeps_the_place_in_the_text() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").keys("1").touch("第三章").expect("第三章");
    kiosk.resize(53, 15).expect("第三章").resize(106, 30).expect("第三章");
}

#[test]
fn large_text_steps_aside_for_a_code() {
    let mut config = crate::config::Config::demonstration().unwrap();
    config.display.scale_output = "HDMI-A-1".to_owned();
    let mut kiosk = Kiosk::with(106, 30, config, crate::tui::app::Mode::Kiosk);
    kiosk.key(KeyCode::Enter).key(KeyCode::F(2));
    assert_eq!(kiosk.scale, 2);
    kiosk.resize(53, 15).open_record("sb-yanglao-2023").keys("9");
    assert_eq!(kiosk.scale, 1);
    kiosk.resize(106, 30);
    assert_eq!(kiosk.codes().len(), 1);
    kiosk.keys("0");
    assert_eq!(kiosk.scale, 2);
    kiosk.keys("/");
    assert_eq!(kiosk.scale, 1);
}
