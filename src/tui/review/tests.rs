//! A newcomer at the screen of reviews: keys in, the screen as text out, and what lies in the workplace afterwards.

use std::{fs, path::Path};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
};

use super::*;
use crate::{review::Step, text::columns};

fn document(title: &str, mark: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nkind = \"其他文件\"\nissuers = [\"云川县民政局\"]\nissued_on = 2024-02-28\n{mark}+++\n\n{body}\n")
}

const MARK: &str = "mark = \"此件公开发布\"\n";

fn workplace(documents: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("content/documents");
    fs::create_dir_all(&place).unwrap();
    fs::create_dir_all(folder.path().join("office")).unwrap();
    for (id, text) in documents {
        fs::write(place.join(format!("{id}.md")), text).unwrap();
    }
    folder
}

/// The buffer as a terminal shows it; cells hidden behind a wide character are left out.
fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let (mut line, mut hidden) = (String::new(), 0);
        for cell in row {
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = columns(cell.symbol()).saturating_sub(1);
            } else {
                hidden -= 1;
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Somebody at a screen of a grid.
pub(super) struct Clerk<'b> {
    pub(super) desk: Desk<'b>,
    pub(super) keys: usize,
}

impl<'b> Clerk<'b> {
    pub(super) fn at(bench: &'b Bench, root: &Path, who: &str, (width, height): (u16, u16)) -> Self {
        let mut desk = Desk::open(bench, root, Some(who), Size::new(width, height), Depth::True);
        desk.read().unwrap();
        Self { desk, keys: 0 }
    }

    pub(super) fn key(&mut self, code: KeyCode) -> &mut Self {
        self.keys += 1;
        self.desk.event(&Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        self
    }

    pub(super) fn types(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            self.key(KeyCode::Char(c));
        }
        self
    }

    pub(super) fn screen(&self) -> String {
        let Size { width, height } = self.desk.state.grid;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        self.desk.view(&mut buffer);
        text_of(&buffer)
    }

    #[track_caller]
    fn expect(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "{words} is not on the screen:\n{screen}");
        self
    }

    #[track_caller]
    fn expect_none(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words} is on the screen:\n{screen}");
        self
    }
}

fn read(root: &Path, id: &str) -> String {
    fs::read_to_string(root.join(format!("content/documents/{id}.md"))).unwrap()
}

#[test]
fn a_document_is_filled_in_answered_and_confirmed_without_a_letter_of_the_keyboard() {
    let folder = workplace(&[
        ("a", document("关于集市的通知", "", "联系人手机13800000001。\n\n请按装设备。")),
        ("b", document("关于庙会的通知", MARK, "正文。")),
    ]);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.expect("要处理 1").expect("待核对 1").expect("关于集市的通知").key(KeyCode::Enter);
    clerk.expect("✗ 必填").expect("手机号码：").expect_none("13800000001").key(KeyCode::Enter).expect("要先填好");
    clerk.key(KeyCode::F(2)).expect("此件依申请公开").types("1").key(KeyCode::Enter).expect("✓ 王芳");
    clerk
        .key(KeyCode::Up)
        .types("1")
        .expect("请看过再按一次")
        .expect_none("138＊＊＊＊0001，")
        .types("1")
        .expect("138＊＊＊＊0001")
        .expect("应为“安装”")
        .types("1")
        .expect("请安装设备");
    clerk.key(KeyCode::Enter).expect("各栏都确认了，这是下一份").expect("关于庙会的通知");
    let text = read(folder.path(), "a");
    assert!(text.contains("mark = \"此件公开发布\"") && text.contains("138＊＊＊＊0001") && text.contains("请安装设备"), "{text}");
}

#[test]
fn nothing_is_passed_that_was_not_shown_to_its_end_and_a_level_is_one_person_s() {
    let long: String = (1..=60).map(|at| format!("第{at}条 便民利民。\n\n")).collect();
    let folder = workplace(&[("a", document("关于集市的通知", MARK, &long))]);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.key(KeyCode::Enter).key(KeyCode::Enter).expect("待一审 1").key(KeyCode::Enter).expect("一审  关于集市的通知");
    clerk.key(KeyCode::F(8)).expect("还没有看到最后一行");
    for _ in 0..10 {
        clerk.key(KeyCode::PageDown);
    }
    clerk.expect("第60条").expect("通过一审、一校").key(KeyCode::F(8)).expect("一审、一校通过了");
    let state = bench.item("a").unwrap().reviewed.state;
    assert!(state.holds(Step::FirstReview) && state.holds(Step::FirstProof));
    clerk.key(KeyCode::Enter).key(KeyCode::End).key(KeyCode::F(8)).expect("不能再做另一级（V-02）");

    let mut second = Clerk::at(&bench, folder.path(), "李强", (106, 30));
    second.key(KeyCode::Enter).expect("二审").key(KeyCode::F(9)).types("题名不对").key(KeyCode::Enter).expect("退回了");
    second.expect("二审退回");
    assert!(bench.item("a").unwrap().reviewed.state.passed.is_empty());
    second.key(KeyCode::Backspace).expect("撤销了");
    assert!(bench.item("a").unwrap().reviewed.state.holds(Step::FirstProof));
}

#[test]
fn what_changed_since_it_was_passed_is_marked() {
    let folder = workplace(&[("a", document("关于集市的通知", MARK, "第一条 旧。\n\n第二条 一样。"))]);
    let bench = Bench::open(folder.path()).unwrap();
    bench.confirm("a", "王芳", &[]).unwrap();
    bench.pass("a", "王芳", Step::FirstReview, true).unwrap();
    fs::write(folder.path().join("content/documents/a.md"), read(folder.path(), "a").replace("旧", "新")).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.expect("改动过，重新一审").key(KeyCode::Enter).expect("▌ 第一条 新").expect("改了 1 行").expect_none("▌ 第二条");
}

#[test]
fn one_field_of_many_documents_is_confirmed_in_one_stroke_and_every_value_was_shown() {
    let documents: Vec<(String, String)> =
        (0..12).map(|at| (format!("d{at:02}"), document(&format!("通知第{at}号"), if at < 10 { MARK } else { "" }, "正文。"))).collect();
    let documents: Vec<(&str, String)> = documents.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
    let folder = workplace(&documents);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.key(KeyCode::F(4)).expect("成批改：发文机关").expect("12 份").expect("云川县民政局").expect("→ 确认");
    clerk.key(KeyCode::Enter).expect("办好了 12 份").expect("✓ 确认过").key(KeyCode::Tab).expect("成批改：公开属性").expect("（没找到）");
    clerk.key(KeyCode::Down).key(KeyCode::F(2)).types("1").key(KeyCode::Enter).expect("→ 此件公开发布").key(KeyCode::Enter);
    let items = bench.items().unwrap().0;
    assert!(items.iter().all(|item| item.field("mark") == Some("此件公开发布")));
    let open: usize = items.iter().map(Item::open_rows).sum();
    assert_eq!(open, 12 * 3, "title, day and kind wait");
    assert!(clerk.keys < 10);
}

#[test]
fn everything_done_at_the_screen_is_taken_back_key_by_key() {
    let before = document("关于集市的通知", "", "手机13800000001。");
    let folder = workplace(&[("a", before.clone())]);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.key(KeyCode::Enter).key(KeyCode::F(2)).types("1").key(KeyCode::Enter).key(KeyCode::F(6)).types("1").expect("138＊＊＊＊0001");
    clerk.key(KeyCode::Esc).key(KeyCode::Backspace).expect("撤销了").key(KeyCode::Backspace).expect("撤销了");
    assert_eq!(read(folder.path(), "a"), before);
    clerk.key(KeyCode::Backspace).expect("还没有做过什么");
}

#[test]
fn who_sits_there_is_asked_and_a_small_window_says_so() {
    let folder = workplace(&[("a", document("关于集市的通知", MARK, "正文。"))]);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "", (106, 30));
    clerk.expect("请写您的姓名").key(KeyCode::Enter).expect("请写您的姓名");
    clerk.desk.event(&Event::Paste("王芳\u{1b}[2J".to_owned()));
    clerk.key(KeyCode::Enter).expect("王芳").key(KeyCode::F(1)).expect("请切换到英文输入").key(KeyCode::Esc);
    clerk.desk.state.grid = Size::new(60, 20);
    clerk.expect("窗口太小了");
    clerk.key(KeyCode::F(10));
    assert!(clerk.desk.state.quit);
}

#[test]
fn the_screen_of_reviews_looks_as_reviewed() {
    let folder = workplace(&[
        ("a", document("关于公示2024年临时救助对象的公告", "", "张三 男 公民身份号码110101190003070010\n\n请按装设备。")),
        ("b", document("云川县集市管理办法", MARK, "第一章 总则\n\n第一条 为了规范集市，制定本办法。")),
        ("c", document("关于印发政务公开工作要点的通知", MARK, "正文。")),
    ]);
    let bench = Bench::open(folder.path()).unwrap();
    bench.confirm("c", "王芳", &[]).unwrap();
    for (width, height) in [(106, 30), (160, 45), (80, 24)] {
        let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (width, height));
        clerk.desk.state.place = "云川县".to_owned();
        insta::assert_snapshot!(format!("review_list_{width}x{height}"), clerk.screen());
        clerk.key(KeyCode::Enter);
        insta::assert_snapshot!(format!("review_paper_{width}x{height}"), clerk.screen());
        clerk.key(KeyCode::Esc).key(KeyCode::End).key(KeyCode::Enter);
        insta::assert_snapshot!(format!("review_level_{width}x{height}"), clerk.screen());
        clerk.key(KeyCode::Esc).key(KeyCode::F(4));
        insta::assert_snapshot!(format!("review_column_{width}x{height}"), clerk.screen());
    }
}

#[test]
fn ties_that_a_text_suggests_are_made_or_not_with_a_digit_each() {
    let folder = workplace(&[
        ("old", document("云川县集市暂行办法", MARK, "第一条 旧的办法。")),
        ("law", document("云川县城乡管理条例", MARK, "第一条 条例。")),
        ("new", document("云川县集市管理办法", MARK, "根据《云川县城乡管理条例》，制定本办法。\n\n《云川县集市暂行办法》同时废止。")),
    ]);
    let bench = Bench::open(folder.path()).unwrap();
    for (width, height) in [(106, 30), (80, 24)] {
        let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (width, height));
        clerk.desk.state.open("new");
        clerk.key(KeyCode::F(6)).expect("关联").expect("1 是，写进去");
    }
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.desk.state.open("new");
    clerk.key(KeyCode::F(6)).expect("《云川县城乡管理条例》").types("2").expect_none("本文的依据是").types("1").expect_none("本文废止了");
    let text = read(folder.path(), "new");
    assert!(text.contains("repeals = [\"old\"]") && !text.contains("based_on"), "{text}");
}

#[test]
fn a_program_that_cannot_show_an_original_is_told_later_and_holds_nothing_up() {
    let folder = workplace(&[("a", document("关于庙会的通知", MARK, "正文。"))]);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    let told = || clerk.desk.programs.0.clone();
    let begun = std::time::Instant::now();
    deed::show("sleep", Path::new("1"), "决定.docx".to_owned(), told()).unwrap();
    assert!(begun.elapsed() < Duration::from_millis(700), "{:?}", begun.elapsed());
    deed::show("false", folder.path(), "通知.docx".to_owned(), told()).unwrap();
    deed::show("no-such-program", folder.path(), "办法.docx".to_owned(), told()).unwrap_err();
    let said = clerk.desk.programs.1.recv_timeout(Duration::from_secs(10)).unwrap();
    clerk.desk.refused(&said, 0);
    clerk.expect("通知.docx").expect("V-19").expect_none("决定.docx");
}

#[test]
fn a_half_of_a_level_is_passed_alone_and_both_checks_with_one_reading() {
    let folder = workplace(&[("a", document("关于集市的通知", MARK, "正文。"))]);
    let bench = Bench::open(folder.path()).unwrap();
    bench.confirm("a", "王芳", &[]).unwrap();
    let state = || bench.item("a").unwrap().reviewed.state;
    Clerk::at(&bench, folder.path(), "王芳", (106, 30)).key(KeyCode::Enter).expect("F6 只过一审").key(KeyCode::F(6)).expect("一审通过了");
    assert!(state().holds(Step::FirstReview) && !state().holds(Step::FirstProof));
    // Who proofreads passes what is left of the level, and who follows it all of the next.
    for (who, words) in [("陈静", "通过一校"), ("李强", "通过二审、二校"), ("赵敏", "通过三审、三校"), ("孙丽", "通过保密审查、隐私审查")]
    {
        Clerk::at(&bench, folder.path(), who, (106, 30)).key(KeyCode::Enter).expect(words).key(KeyCode::F(8));
    }
    assert_eq!(bench.item("a").unwrap().stage, Stage::Ready);
}

#[test]
fn what_was_done_to_the_document_before_is_taken_back_from_the_next() {
    let folder = workplace(&[("a", document("关于集市的通知", MARK, "正文。")), ("b", document("关于庙会的通知", MARK, "正文。"))]);
    let bench = Bench::open(folder.path()).unwrap();
    let mut clerk = Clerk::at(&bench, folder.path(), "王芳", (106, 30));
    clerk.key(KeyCode::Enter).expect("关于庙会的通知").key(KeyCode::Enter).expect("关于集市的通知").key(KeyCode::Backspace);
    clerk.expect("撤销了，回到这一份").expect("关于庙会的通知").expect("? 手工");
    assert_eq!(bench.item("b").unwrap().stage, Stage::Confirm);
    clerk.key(KeyCode::Enter).key(KeyCode::Enter).expect("待一审 2").key(KeyCode::Enter).expect("一审  关于集市的通知");
    clerk.key(KeyCode::F(8)).expect("一审  关于庙会的通知").key(KeyCode::Backspace).key(KeyCode::Backspace);
    assert!(bench.item("a").unwrap().reviewed.state.passed.is_empty());
}

#[test]
fn the_keys_are_explained_whole_in_the_smallest_window() {
    let folder = workplace(&[("a", document("关于集市的通知", MARK, "正文。"))]);
    let bench = Bench::open(folder.path()).unwrap();
    for grid in [(80, 24), (106, 30)] {
        let mut clerk = Clerk::at(&bench, folder.path(), "王芳", grid);
        clerk.key(KeyCode::F(1)).expect("▌ 后来改的行").expect("按任意键回去").expect_none("…");
    }
}
