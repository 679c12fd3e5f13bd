//! What is counted of a session, and that nothing else is.

use argon2::PasswordHasher;
use crossterm::event::{Event, KeyCode};
use walkdir::WalkDir;

use super::{
    super::{
        app::Mode,
        effect::{Errand, Reply},
    },
    Kiosk,
};
use crate::{
    config::Config,
    fleet::{Heard, Ledger, Usage},
    zone::Opens,
};

impl Kiosk {
    /// How often the records were opened, by what was handed over.
    fn opened(&self) -> Opens {
        let mut all = Opens::default();
        for errand in &self.errands {
            if let Errand::Used(_, opens) = errand {
                all.extend(opens);
            }
        }
        all
    }

    /// What was handed over to be written, a session each.
    fn used(&self) -> Vec<Usage> {
        let used = |errand: &Errand| match errand {
            Errand::Used(usage, _) => Some(*usage),
            _ => None,
        };
        self.errands.iter().filter_map(used).collect()
    }

    /// The visitor goes; what this session added.
    #[track_caller]
    fn ends(&mut self) -> Usage {
        let before = self.used().len();
        self.key(KeyCode::F(10));
        let used = self.used();
        assert_eq!(used.len(), before + 1, "{used:?}");
        used[before]
    }
}

fn searched(searches: u64, misses: u64) -> Usage {
    Usage { sessions: 1, searches, misses, ..Usage::default() }
}

#[test]
fn a_visit_is_counted_when_it_ends_and_leaves_no_word() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("城乡居民基本养老保险实施办法").key(KeyCode::Enter).keys("1").expect("云政发〔2023〕8号");
    kiosk.keys("9").expect("打开的网站").key(KeyCode::Esc).touch("首页").keys("狮子老虎").expect("没有找到");
    assert_eq!(kiosk.used(), []);
    let usage = kiosk.ends();
    assert_eq!(usage, Usage { sessions: 1, searches: 2, misses: 1, opened: 1, codes: 1 });
    assert_eq!(kiosk.opened().of(&"sb-yanglao-2023".parse().unwrap()), 1);

    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("sync")).unwrap();
    Ledger::of(folder.path()).add(&usage).unwrap();
    let files = WalkDir::new(folder.path()).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let written: Vec<String> = files.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect();
    assert_eq!(written.len(), 1);
    for word in ["养老", "狮子", "办法", "2026", ":24"] {
        assert!(!written[0].contains(word), "{}", written[0]);
    }
}

#[test]
fn a_question_counts_once_and_not_by_the_key() {
    let mut kiosk = Kiosk::new(106, 30);
    // To the hits, back, to them again, a hit, back and back.
    kiosk.keys("养老").key(KeyCode::Enter).key(KeyCode::Esc).key(KeyCode::Enter).keys("1").key(KeyCode::Esc).key(KeyCode::Esc);
    kiosk.key(KeyCode::Esc);
    assert_eq!(kiosk.ends(), Usage { opened: 1, ..searched(1, 0) });
    // Other words in the same field; what was typed in between was no question.
    kiosk.keys("养老").key(KeyCode::Enter).key(KeyCode::Esc).keys("保险金").key(KeyCode::Backspace).key(KeyCode::Enter);
    assert_eq!(kiosk.ends(), searched(2, 0));
    // A hit touched while one types, and home in the middle of a word: letters that find nothing are no miss.
    kiosk.keys("城乡居民基本养老保险实施办法").touch("〔2023〕8号").key(KeyCode::Home).keys("yib").key(KeyCode::F(10));
    assert_eq!(kiosk.used().last(), Some(&Usage { opened: 1, ..searched(2, 0) }));
    // Typed and taken back.
    kiosk.keys("养老").key(KeyCode::Backspace).key(KeyCode::Backspace);
    assert_eq!(kiosk.ends(), searched(0, 0));
}

#[test]
fn what_was_not_found_counts_when_other_words_are_tried() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("狮子老虎").expect("没有找到").touch("清空").keys("养老").key(KeyCode::Enter);
    assert_eq!(kiosk.ends(), searched(2, 1));
    // By itself, when the time is up.
    kiosk.keys("狮子老虎").wait(61).wait(31);
    assert_eq!(kiosk.used().last(), Some(&searched(1, 1)));
    // The way on that is offered is gone, and what it found is not what was asked.
    kiosk.keys("狮子老虎").touch("叫工作人员");
    assert_eq!(kiosk.ends(), searched(1, 1));
}

#[test]
fn what_was_found_for_other_words_is_no_answer() {
    let mut kiosk = Kiosk::new(106, 30);
    let more = || Event::Paste("城乡居民基本养老保险".to_owned());
    // To the hits before they are those of all words.
    kiosk.keys("狮子老虎").expect("没有找到");
    let late = kiosk.app.event(&more(), kiosk.now);
    kiosk.key(KeyCode::Down).take(late);
    kiosk.expect("共 ");
    assert_eq!(kiosk.ends(), searched(1, 0));
    // Whoever leaves before they come has asked; nobody knows what would have been found.
    kiosk.keys("狮子老虎");
    drop(kiosk.app.event(&more(), kiosk.now));
    assert_eq!(kiosk.ends(), searched(1, 0));
}

#[test]
fn nobody_and_staff_and_a_demonstration_are_not_counted() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.key(KeyCode::Enter).key(KeyCode::Down).wait(61).wait(31).key(KeyCode::Enter).key(KeyCode::F(10));
    assert_eq!(kiosk.used(), []);

    let mut config = Config::demonstration().unwrap();
    config.staff.pin_hash = argon2::Argon2::default().hash_password(b"135790").unwrap().to_string();
    let mut kiosk = Kiosk::with(106, 30, config, Mode::Kiosk);
    kiosk.key(KeyCode::F(12)).keys("135790").key(KeyCode::Enter).expect("退出程序").key(KeyCode::F(9)).key(KeyCode::F(10));
    assert_eq!(kiosk.used(), []);
    // A visitor whom staff come to help is one.
    kiosk.keys("养老").key(KeyCode::F(12)).keys("135790").key(KeyCode::Enter).key(KeyCode::F(9));
    assert_eq!(kiosk.ends(), searched(1, 0));

    let mut kiosk = Kiosk::with(106, 30, Config::demonstration().unwrap(), Mode::Demonstration);
    kiosk.keys("养老").key(KeyCode::Enter).keys("1").key(KeyCode::F(10)).ctrl('q');
    assert_eq!((kiosk.used(), kiosk.app.used()), (Vec::new(), None));
}

#[test]
fn a_visit_that_the_program_ends_is_counted_once() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("养老").key(KeyCode::Enter);
    assert_eq!((kiosk.app.used(), kiosk.app.used()), (Some(Errand::Used(searched(1, 0), Opens::default())), None));
    // The library is lost in the middle of a visit, and comes back.
    kiosk.keys("养老").hear(Reply::Unavailable).expect("正在维护");
    let ready = kiosk.desk.opened();
    kiosk.hear(ready).key(KeyCode::Enter).key(KeyCode::F(10));
    assert_eq!(kiosk.used().len(), 1);
}

impl Kiosk {
    /// What was heard of visitors, all together.
    fn heard(&self) -> Heard {
        let mut all = Heard::default();
        for errand in &self.errands {
            if let Errand::Heard(heard) = errand {
                all.extend(heard);
            }
        }
        all
    }
}

#[test]
fn what_was_not_found_is_kept_by_the_terms_of_papers_and_by_no_word_that_was_typed() {
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("欧阳雪鹏高考报名").expect("没有").touch("清空").keys("欧阳雪鹏").key(KeyCode::F(10));
    let matters = crate::text::official("高考报名");
    assert!(!matters.is_empty());
    let heard = kiosk.heard();
    assert_eq!(heard.missed.keys().map(String::as_str).collect::<Vec<_>>(), {
        let mut all = matters;
        all.sort_unstable();
        all
    });
    assert!(!format!("{:?}", kiosk.errands).contains("欧阳"));
    // What is found is not missing.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.keys("养老").key(KeyCode::Enter).key(KeyCode::F(10));
    assert!(kiosk.heard().missed.is_empty());
}

#[test]
fn whoever_goes_may_give_a_mark_for_some_seconds_and_nobody_has_to() {
    for (width, height) in [(106, 30), (53, 15), (60, 53)] {
        let visited = || {
            let mut kiosk = Kiosk::new(width, height);
            kiosk.keys("养老").key(KeyCode::Enter).key(KeyCode::F(10)).expect("不打分也行").expect_none("养老");
            kiosk
        };
        let mut kiosk = visited();
        kiosk.keys("4").expect("谢 谢 您").expect_none("不打分也行");
        assert_eq!(kiosk.heard().marks, [0, 0, 0, 1, 0]);
        // The next key is the next visitor's.
        kiosk.keys("5").expect_none("谢 谢 您");
        assert_eq!(kiosk.heard().marks, [0, 0, 0, 1, 0]);
        // Touched, and never twice.
        let mut kiosk = visited();
        kiosk.touch("很满意").expect("谢 谢 您");
        assert_eq!(kiosk.heard().marks, [0, 0, 0, 0, 1]);
        // Any other key begins anew, and so does time.
        let mut kiosk = visited();
        kiosk.key(KeyCode::Enter).expect_none("不打分也行").expect("您想找什么");
        let mut kiosk = visited();
        kiosk.wait(7).expect_none("不打分也行").keys("4").expect("用手机申请");
        assert_eq!(kiosk.heard().marks, [0; 5]);
    }
    // Nobody is asked who did nothing, or whom the clock sent away.
    let mut kiosk = Kiosk::new(106, 30);
    kiosk.key(KeyCode::Enter).key(KeyCode::F(10)).expect_none("不打分也行");
    kiosk.keys("养老").wait(61).wait(31).expect_none("不打分也行");
}
