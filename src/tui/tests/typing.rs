//! Typing into fields: by keyboard, by number pad, by finger; in the search, in the page, at the staff's door, and two fields on one page.

use crossterm::event::{Event, KeyCode, KeyEvent};

use super::{
    super::{
        effect::Reply,
        field::{self, Change, FieldKind, Offered, Wanted},
    },
    Kiosk, LEXICON,
    looks::GRIDS,
};

/// A kiosk that shows a record, with its finder open.
fn finder(columns: u16, rows: u16) -> Kiosk {
    let mut kiosk = Kiosk::new(columns, rows);
    kiosk.open_record("sb-yanglao-2023").keys("7").expect("找字：");
    kiosk
}

#[test]
fn words_are_found_in_the_page_by_keyboard() {
    let mut kiosk = finder(106, 30);
    // What the letters most likely mean is found before it is chosen, and stays found.
    kiosk.keys("jiaofei").expect("1 缴费").expect("第 1/").key(KeyCode::Enter).expect("找字：缴费▏").expect("第 1/").key(KeyCode::Enter);
    kiosk.expect("第 2/").keys("biaozhun").key(KeyCode::Backspace).expect("缴费biaozhu▏").keys("n1").expect("缴费标准▏");
    kiosk.key(KeyCode::Backspace).key(KeyCode::Backspace).expect("缴费▏").expect("第 1/");
    // Letters that are found as initials stay letters.
    kiosk.touch("‹关闭›").expect_none("找字：").keys("7jfdc").expect("第 1/").key(KeyCode::Enter).expect("jfdc▏").key(KeyCode::Enter);
    kiosk.expect("第 2/").keys("狮").expect("这一篇里没有").key(KeyCode::Esc).expect_none("找字：");
}

#[test]
fn words_are_found_in_the_page_on_the_number_pad_alone() {
    let mut kiosk = finder(106, 30);
    // 缴费 as it lies on a telephone; then the year, and back out of everything.
    kiosk.expect("九宫格").keys("5426334").expect("第 1/").key(KeyCode::Enter).expect("缴费▏").key(KeyCode::Enter).expect("第 2/");
    kiosk.keys("00").expect("找字：▏").keys("12023").expect("2023▏").expect("第 1/").keys("----+0").expect_none("找字：").expect("1 目录");
}

#[test]
fn words_are_found_in_the_page_by_a_finger_alone() {
    for (columns, rows) in [(106, 30), (53, 15), (60, 53)] {
        let mut kiosk = finder(columns, rows);
        for key in ["5 JKL", "4 GHI", "2 ABC", "6 MNO", "3 DEF", "3 DEF", "4 GHI"] {
            kiosk.touch(key);
        }
        kiosk.touch("缴费    交费").expect("缴费▏").expect("第 1/").touch("‹下一处›").expect("第 2/");
        kiosk.touch("‹0 删除›").expect_none("缴费▏").touch("‹收起›").expect_none("5 JKL").touch("找字：").expect("5 JKL");
        kiosk.touch("‹关闭›").expect_none("找字：");
    }
}

#[test]
fn what_is_found_in_the_page_is_seen_on_every_grid() {
    for (columns, rows) in GRIDS {
        let mut kiosk = finder(columns, rows);
        kiosk.keys("5426334").expect("第 1/");
        let above = |kiosk: &Kiosk| kiosk.screen().split("找字：").next().unwrap_or_default().contains("缴");
        assert!(above(&kiosk), "{columns}x{rows}:\n{}", kiosk.screen());
        kiosk.key(KeyCode::Enter).key(KeyCode::Enter).expect("第 2/");
        assert!(above(&kiosk), "{columns}x{rows}:\n{}", kiosk.screen());
    }
}

#[test]
fn keys_of_the_frame_keep_their_meaning_while_one_looks_for_words_on_a_number_pad() {
    let mut kiosk = finder(106, 30);
    let first = kiosk.screen();
    kiosk.keys("+");
    assert_ne!(kiosk.screen(), first);
    kiosk.keys("-");
    assert_eq!(kiosk.screen(), first);
    kiosk.keys("5426334").expect("往后").keys(".").expect("您想找什么");
}

#[test]
fn keys_that_come_early_wait_in_the_finder_as_well() {
    let mut kiosk = finder(106, 30);
    kiosk.compose_late().keys("jiaofei").key(KeyCode::Enter).keys("biao").composed().expect("缴费biao▏");
}

#[test]
fn candidates_that_came_while_somebody_else_was_there_are_asked_for_again() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.compose_late().keys("zhuf ").key(KeyCode::F(12)).expect("工作人员").composed().key(KeyCode::Esc).composed();
    // What was to choose then is forgotten: nobody saw among what.
    kiosk.expect("1 住房").keys("1").expect("住房▏");
    // The same where the hits were gone to, and a record opened.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("zhuf").compose_late().keys("a").key(KeyCode::Down).keys("1").composed().key(KeyCode::Esc).key(KeyCode::Esc).composed();
    kiosk.expect("1 ").key(KeyCode::Char(' ')).expect_none("zhufa▏");
}

#[test]
fn a_year_before_the_first_letter_of_a_keyboard_is_a_year() {
    for (keys, shown) in [("2025nian1", "2025年▏"), ("1998n", "1998n▏"), ("2005n", "2005n▏"), ("8n", "8n▏")] {
        let mut kiosk = finder(106, 30);
        kiosk.keys(keys).expect(&format!("找字：{shown}"));
    }
    // On a number pad all stays as it was: a word that was taken, and a way back.
    let mut kiosk = finder(106, 30);
    kiosk.keys("5426334").key(KeyCode::Enter).expect("缴费▏").keys("00").expect("找字：▏").keys("0").expect_none("找字：");
    let mut kiosk = finder(106, 30);
    kiosk.keys("50").expect("找字：▏").keys("0").expect("找字：▏").keys("0").expect_none("找字：");
}

#[test]
fn what_is_pasted_goes_into_the_field_that_has_the_focus() {
    let mut kiosk = finder(106, 30);
    let outcome = kiosk.app.event(&Event::Paste("缴费\n".to_owned()), kiosk.now);
    kiosk.take(outcome);
    kiosk.expect("找字：缴费▏").expect("第 1/");
}

#[test]
fn a_pin_is_typed_by_keyboard_by_number_pad_and_by_finger() {
    let by_keys = |kiosk: &mut Kiosk| {
        kiosk.keys("13579a0+").key(KeyCode::Backspace).expect("● ● ● ● ●").expect_none("● ● ● ● ● ●").keys("0");
    };
    let by_finger = |kiosk: &mut Kiosk| {
        for digit in ["1         2", "3", "5", "7", "9", "0       确定"] {
            kiosk.touch(digit);
        }
        kiosk.expect("● ● ● ● ● ●");
    };
    for (typing, end) in [(&by_keys as &dyn Fn(&mut Kiosk), "\n"), (&by_finger, "确定")] {
        let mut kiosk = super::privacy::with_pin("135790");
        kiosk.key(KeyCode::F(12)).expect("工作人员请输入密码");
        typing(&mut kiosk);
        if end == "\n" {
            kiosk.key(KeyCode::Enter)
        } else {
            kiosk.touch(end)
        };
        kiosk.expect("退出程序");
    }
}

#[test]
fn whoever_deletes_the_whole_pin_is_back_where_they_were() {
    let mut kiosk = super::privacy::with_pin("135790");
    kiosk.keys("养老").key(KeyCode::F(12)).keys("1").key(KeyCode::Backspace).expect("工作人员请输入密码").key(KeyCode::Backspace);
    kiosk.expect("养老▏");
    kiosk.key(KeyCode::F(12)).touch("返回").expect("养老▏").key(KeyCode::F(12)).key(KeyCode::Esc).expect("养老▏");
}

/// A page that asks two things, as a form does: a name and a telephone.
struct Form {
    fields: [field::State; 2],
    focus: usize,
    wanted: Option<Wanted>,
}

impl Form {
    fn new(second: FieldKind) -> Self {
        Self { fields: [field::State::new(FieldKind::Chinese, 20), field::State::new(second, 20)], focus: 0, wanted: None }
    }

    fn tell(&mut self, message: field::Message) {
        let field = &mut self.fields[self.focus];
        match field::update(field, message, 60) {
            Change::Words => self.wanted = field.wanted(),
            Change::Done | Change::LastWords => self.focus = (self.focus + 1).min(1),
            Change::Leave => self.focus = self.focus.saturating_sub(1),
            Change::None | Change::Meaning | Change::Closed => {}
        }
    }

    fn key(&mut self, code: KeyCode) {
        let key = KeyEvent::from(code);
        let field = &mut self.fields[self.focus];
        if !field.hold(key)
            && let Some(message) = field::on_key(field, key)
        {
            self.tell(message);
        }
    }

    fn keys(&mut self, text: &str) {
        text.chars().for_each(|c| self.key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) }));
    }

    /// The candidates for the keys that were typed last come, and the keys that waited for them act.
    fn compose(&mut self) {
        let Some(Reply::Composed(offered)) = self.wanted.take().map(|wanted| super::composer::offer(&LEXICON, wanted)) else { return };
        self.hear(offered);
    }

    fn hear(&mut self, offered: Offered) {
        self.tell(field::Message::Composed(Box::new(offered)));
        for key in self.fields[self.focus].released().keys() {
            self.key(key.code);
        }
    }

    fn words(&self) -> [String; 2] {
        [0, 1].map(|at| self.fields[at].text().reveal().to_owned())
    }
}

#[test]
fn of_two_fields_on_a_page_the_one_with_the_focus_is_typed_into() {
    let mut form = Form::new(FieldKind::Figures);
    form.keys("yanglao");
    form.compose();
    form.keys("1\n");
    assert_eq!((form.words(), form.focus), (["养老".to_owned(), String::new()], 1));
    // The second takes what its kind takes, and Backspace leads back when nothing is left.
    form.keys("0000a-51x");
    assert_eq!(form.words(), ["养老", "00051x"]);
    (0..6).for_each(|_| form.key(KeyCode::Backspace));
    assert_eq!(form.focus, 1);
    form.key(KeyCode::Backspace);
    assert_eq!(form.focus, 0);
    form.keys("金");
    assert_eq!(form.words(), ["养老金", ""]);
}

#[test]
fn early_keys_and_candidates_stay_with_the_field_they_were_meant_for() {
    let mut form = Form::new(FieldKind::Free);
    // Enter waits for the candidates, and what follows it waits for Enter.
    form.keys("yanglao\na.b");
    assert_eq!((form.words(), form.focus), (["yanglao".to_owned(), String::new()], 0));
    form.compose();
    assert_eq!((form.words(), form.focus), (["养老".to_owned(), "a.b".to_owned()], 1));
    // Candidates for the first field that come late say nothing to the second.
    let mut form = Form::new(FieldKind::Chinese);
    form.keys("yl");
    let late = form.wanted.clone();
    form.focus = 1;
    form.keys("yb");
    form.wanted = late;
    form.compose();
    assert_eq!(form.words(), ["yl", "yb"]);
    assert!(form.fields.iter().all(|field| field.guess().is_empty()));
}
