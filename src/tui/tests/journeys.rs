//! What visitors come for, by keyboard, by number pad, by finger.

use crossterm::event::KeyCode;

use super::Kiosk;

const PENSION: &str = "https://www.yunchuan.example/zc/sb-yanglao-2023";

#[test]
fn a_pension_rule_is_found_by_words_and_leaves_as_a_code() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("城乡居民基本养老保险实施办法").key(KeyCode::Enter).keys("1").expect("现行有效").expect("云政发〔2023〕8号");
    assert_eq!(kiosk.codes(), [PENSION]);
}

#[test]
fn initials_find_it_on_the_number_pad_alone() {
    let mut kiosk = Kiosk::new(106, 30);
    // 退休金怎么领 by initials: t x j z m l as they lie on a telephone. The first Enter writes, the second goes to the hits.
    kiosk.key(KeyCode::Enter).key(KeyCode::Enter).expect("九宫格").keys("895965").expect("退休金怎么领");
    kiosk.key(KeyCode::Enter).expect("退休金怎么领▏").key(KeyCode::Enter).keys("1").expect("退休金怎么领");
    assert_eq!(kiosk.codes().len(), 1);
}

#[test]
fn a_number_pad_writes_a_sentence_piece_by_piece_and_a_year() {
    let mut kiosk = Kiosk::new(53, 15);
    // 养老, the next candidate, back to the first, 金; then the year, one figure too many, and pinyin again.
    kiosk.key(KeyCode::Enter).key(KeyCode::Enter).keys("9264526+-").key(KeyCode::Enter).expect("养老▏");
    kiosk.keys("12027-6").expect("养老2026▏").keys("+").expect("9 WXYZ").keys("0000").expect("养老▏").keys("00").expect_none("养老▏");
    kiosk.keys("0").expect("查政策");
}

#[test]
fn letters_become_words_and_results_follow_every_letter() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("zhuf").expect("1 住房").expect("共 ").keys("gjj").expect("1 住房公积金").keys("1").expect("住房公积金▏");
    kiosk.keys("tiqu").expect("1 提取").key(KeyCode::Enter).expect("住房公积金提取").keys("1").expect("要带什么");
    assert_eq!(kiosk.codes().len(), 1);
}

#[test]
fn what_is_asked_of_a_guide_stands_in_the_list() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk
            .keys("zhufanggongjijintiqu1")
            .expect("要带什么")
            .expect("职工身份证")
            .expect("看情况才带")
            .expect("购房合同")
            .expect("在哪办")
            .expect("县政务服务中心2楼")
            .key(KeyCode::Enter);
        // The pages after the first one, and back.
        let first = kiosk.screen();
        for _ in 0..3 {
            kiosk.keys("+");
        }
        kiosk.expect_none("职工身份证");
        // On narrow screens the line of counts has no room for it.
        assert!(columns < 106 || kiosk.shows("第 4/"), "{}", kiosk.screen());
        for _ in 0..3 {
            kiosk.keys("-");
        }
        assert_eq!(kiosk.screen(), first);
        // The entry after the answer is the one that stands there.
        let second =
            first.lines().find(|line| line.trim_start().starts_with("2 ")).unwrap().trim().chars().skip(8).take(4).collect::<String>();
        kiosk.keys("2").expect(second.trim());
    }
}

#[test]
fn what_is_begun_is_completed_by_a_finger_or_by_tab() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("gongjijin1").expect("公积金▏").touch("公积金取现").expect("公积金取现▏").key(KeyCode::Enter).keys("1").expect("要带什么");
    let mut kiosk = Kiosk::new(60, 53);
    kiosk.keys("gongjijin1").key(KeyCode::Tab).expect_none("公积金▏").expect("公积金").key(KeyCode::Enter).expect("1 ");
}

#[test]
fn what_was_meant_is_one_key_or_one_finger_away() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("医疗保险报肖").expect("是不是“医疗保险报销”？").touch("是不是“").expect("搜  医疗保险报销").expect_none("是不是");
    let mut kiosk = Kiosk::new(53, 15);
    kiosk.keys("医疗保险报肖").key(KeyCode::Enter).keys("8").expect("医疗保险报销").expect_none("是不是").expect("1 ");
}

#[test]
fn whoever_types_faster_than_candidates_come_loses_no_key() {
    // Letters by number and Enter; the composer is heard twice on the way, and the last 1 would open a hit that nobody has seen.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.compose_late().keys("zhufgjj1tq").key(KeyCode::Enter).keys("1").expect("zhufgjj▏");
    kiosk.composed().expect("住房公积金tq▏").composed().expect("住房公积金提取").expect_none("tq").expect("共 ");
    // Digits before the first candidates of all.
    let mut kiosk = Kiosk::new(60, 53);
    kiosk.compose_late().key(KeyCode::Enter).key(KeyCode::Enter).keys("9264526").key(KeyCode::Enter).keys("0").composed().expect("养▏");
    // Candidates of fewer keys are not taken for those of all.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("zhuf").expect("1 住房").compose_late().keys("gjj").key(KeyCode::Char(' ')).composed().expect("住房公积金▏");
    // A touch overrules what the keys were to do.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.compose_late().keys("zhuf ").touch("首页").composed().expect("查政策");
}

#[test]
fn keys_among_candidates_do_what_the_key_line_says() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("yanglao").expect("往后");
    let first = kiosk.screen();
    kiosk.keys("+");
    assert_ne!(kiosk.screen(), first);
    kiosk.keys("-");
    assert_eq!(kiosk.screen(), first);
    kiosk.key(KeyCode::Backspace).expect("yangla▏").key(KeyCode::Esc).expect_none("yangla▏").expect("大家常问");
    // Part of the keys is used up, the rest is composed on.
    kiosk.keys("yibaofuwu").touch("医保").expect("医保");
    // Raw letters can be searched as well: down to the hits without choosing.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("txjzml").key(KeyCode::Down).keys("1").expect("退休金怎么领");
    assert_eq!(kiosk.codes().len(), 1);
}

#[test]
fn characters_from_an_input_method_go_in_as_they_are() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("养老2023").expect("养老2023▏").expect_none("往后").key(KeyCode::Backspace).expect("养老202▏");
}

#[test]
fn a_finger_alone_writes_on_the_keys_of_the_screen() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk.touch("触摸屏幕").touch("您想找什么").touch("9 WXYZ").touch("4 GHI").touch("2 ABC").touch("2 ABC").touch("6 MNO");
        kiosk.touch("医保").expect("医保▏").touch("5 JKL").touch("‹0 删除›").expect("医保▏");
        // Without the keys the hits have the room, and their numbers.
        kiosk.touch("‹收起›").expect_none("9 WXYZ").expect("1 ").touch("医保").expect("9 WXYZ");
        if kiosk.shows("‹字母›") {
            kiosk.touch("‹字母›").touch("K").touch("‹删除›").expect("医保▏");
        }
    }
}

#[test]
fn what_is_pressed_on_the_screen_is_large_enough_for_a_finger() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        for keys in ["yl", "\n\n9264526", "yanglao"] {
            let mut kiosk = Kiosk::new(columns, rows);
            for c in keys.chars() {
                kiosk.key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) });
            }
            let small: Vec<_> = kiosk.targets().into_iter().filter(|area| area.width < 8 || area.height < 2).collect();
            assert!(small.is_empty(), "{keys:?} at {columns}x{rows}: {small:?}\n{}", kiosk.screen());
        }
    }
}

#[test]
fn a_finger_alone_finds_a_guide_and_its_materials() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.touch("办事指南").touch("医疗").touch("异地就医").expect("要带什么").swipe_up();
    assert_eq!(kiosk.codes().len(), 1);
}

#[test]
fn digits_alone_lead_through_a_life_event() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("9").expect("人生大事").keys("1").expect("新生儿").keys("1");
    assert_eq!(kiosk.codes().len(), 1);
    kiosk.keys("0").expect("新生儿出生").keys("0").expect("人生大事").keys("0").expect("您想找什么");
}

#[test]
fn from_a_document_back_to_the_same_hit() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("补贴").key(KeyCode::Enter).key(KeyCode::Down).key(KeyCode::Down);
    let before = kiosk.screen();
    kiosk.key(KeyCode::Enter);
    assert_ne!(kiosk.screen(), before);
    kiosk.key(KeyCode::Esc);
    assert_eq!(kiosk.screen(), before);
}

#[test]
fn a_replaced_paper_says_so_and_leads_to_the_new_one() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("1").key(KeyCode::PageDown).touch("已经失效、废止").expect("✗");
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2018").expect("已废止").expect("不能再作依据").expect("看现在的文本").key(KeyCode::Enter);
    kiosk.expect("现行有效").expect("云政发〔2023〕8号");
}

#[test]
fn a_changed_paper_leads_to_the_change_and_to_the_current_text() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("zh-yanhua-2021").expect("↻ 已修改").expect("看现在的文本").expect("看修改它的文件");
}

#[test]
fn what_the_library_is_not_about_is_said_before_the_hits_and_leads_on() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk.keys("高考报名").expect("本机没有专门讲“高考报名”的内容").expect_none("要带").key(KeyCode::Enter);
        let screen = kiosk.screen();
        let at = |text: &str| screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text} is not in {screen}"));
        assert!(at("本机没有专门讲") < at("1  叫工作人员") && at("1  叫工作人员") < at("申请公开这条信息"), "{screen}");
        // The hits follow, with digits of their own, and none is lost on the way.
        let apply = screen.lines().find(|line| line.contains("申请公开这条信息")).unwrap().trim().chars().next().unwrap();
        let first_hit = char::from_digit(apply.to_digit(10).unwrap() + 1, 10).unwrap();
        let hit = screen.lines().find_map(|line| line.trim_start().strip_prefix(first_hit)).expect("a hit").trim().to_owned();
        kiosk.keys(&first_hit.to_string()).expect_none("本机没有专门讲").expect(&hit.chars().take(4).collect::<String>());
        kiosk.key(KeyCode::Esc).expect("本机没有专门讲").keys("1").expect_none("本机没有专门讲").key(KeyCode::Esc);
        kiosk.expect("本机没有专门讲").keys(&apply.to_string()).expect("高考报名");
        // A finger does the same, and the next words are judged anew.
        let mut kiosk = Kiosk::new(columns, rows);
        kiosk.keys("高考报名").touch("申请公开这条信息").expect("高考报名").key(KeyCode::Esc).touch("清空");
        kiosk.keys("公积金提取").expect_none("本机没有专门讲").expect("要带什么").expect("职工身份证");
    }
}

#[test]
fn nothing_found_is_not_a_dead_end() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("zzqqxxvv").expect("没有找到").expect("叫工作人员").expect("申请公开");
    kiosk.touch("申请公开这条信息").expect("用手机申请").expect("zzqqxxvv").keys("1");
    assert_eq!(kiosk.codes(), ["https://www.yunchuan.example/ysqgk"]);
}

#[test]
fn a_slip_needs_no_network() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("45").expect("依申请公开").keys("2");
    let codes = kiosk.codes();
    let slip = codes.first().unwrap();
    assert!(slip.len() <= crate::takeaway::SLIP_BYTES);
    assert!(slip.contains("0000-5600102"), "{slip}");
}

#[test]
fn a_visitor_without_a_smartphone_writes_it_down() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").keys("8").expect("云政发〔2023〕8号").expect("电话 0000-5600208").expect("抄下来");
}

#[test]
fn words_are_found_in_the_page_by_initials() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").keys("7").expect("找字").keys("jfdc").expect("第 1/");
    kiosk.key(KeyCode::Esc).expect_none("找字：");
}

#[test]
fn an_outline_jumps_to_its_article() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.open_record("sb-yanglao-2023").keys("1").expect("目录").touch("第三章").expect("第三章");
    assert_eq!(kiosk.codes(), [PENSION]);
    kiosk.keys("0").expect("您想找什么");
}

#[test]
fn filters_narrow_the_hits() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("补贴").key(KeyCode::Enter).keys("9").expect("按种类筛选").touch("按种类筛选").touch("办事指南").expect("筛选：办事指南");
}

#[test]
fn where_no_code_fits_the_address_stands_in_words() {
    let mut kiosk = Kiosk::new(53, 15);
    kiosk.open_record("sb-yanglao-2023").keys("9");
    assert!(kiosk.codes().is_empty());
    kiosk.expect("https://www.yunchuan.example/").expect("云政发〔2023〕8号");
}

#[test]
fn the_cursor_of_the_terminal_rests_on_what_enter_opens() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = Kiosk::new(columns, rows);
        assert_eq!(kiosk.line_at_cursor(), None, "nobody is led anywhere while nobody is there");
        let rests = |kiosk: &Kiosk, on: &str| {
            let line = kiosk.line_at_cursor().unwrap_or_else(|| panic!("nowhere:\n{}", kiosk.screen()));
            assert!(line.contains(on), "{line} is not {on}:\n{}", kiosk.screen());
        };
        kiosk.keys("zhuf");
        rests(&kiosk, "1 住房");
        kiosk.keys("anggongjijin1").key(KeyCode::Enter);
        let first = kiosk.line_at_cursor();
        kiosk.key(KeyCode::Down);
        assert_ne!(kiosk.line_at_cursor(), first, "{}", kiosk.screen());
        kiosk.key(KeyCode::Up);
        assert_eq!(kiosk.line_at_cursor(), first);
        // What is read is read from its first line.
        kiosk.keys("1");
        assert!(kiosk.line_at_cursor().is_some(), "{}", kiosk.screen());
    }
}

#[test]
fn every_way_of_home_leads_somewhere() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53), (160, 45), (80, 24)] {
        for first in "1234567890".chars() {
            let mut kiosk = Kiosk::new(columns, rows);
            kiosk.key(KeyCode::Enter);
            let home = kiosk.screen();
            kiosk.keys(&first.to_string());
            assert_ne!(kiosk.screen(), home, "{first} at {columns}x{rows}");
            for second in "123456789".chars() {
                let mut kiosk = Kiosk::new(columns, rows);
                kiosk.key(KeyCode::Enter).keys(&first.to_string()).keys(&second.to_string());
                assert!(!kiosk.shows("这里现在没有内容"), "{first}{second}:\n{}", kiosk.screen());
            }
        }
    }
}

impl Kiosk {
    /// Everything that a finger can hit.
    pub(super) fn targets(&self) -> Vec<ratatui::layout::Rect> {
        self.app.touchable()
    }

    /// Opens a record by its id, as a link does.
    pub(super) fn open_record(&mut self, id: &str) -> &mut Self {
        self.key(KeyCode::Enter);
        let outcome = self.app.open(id.parse().unwrap());
        self.take(outcome);
        self
    }
}
