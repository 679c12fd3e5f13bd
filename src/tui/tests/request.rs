//! What visitors leave, filled in by keyboard, by number pad, by finger, and what the office then reads.

use std::{cell::Cell, rc::Rc, time::Instant};

use crossterm::event::{Event, KeyCode};
use jiff::civil::Date;

use super::{Kiosk, NOW};
use crate::{
    bundle::{SecretKey, sign_notice, tests::receipts_root},
    config::Config,
    outbox::{Export, OFFICE_KEY, OfficeKeyId, OfficeKeyWord, OfficeSecret, Outbox},
    request::Form,
    text::columns,
    tui::{app::Mode, clerk::Clerk},
};

pub(super) const GRIDS: [(u16, u16); 3] = [(106, 30), (53, 15), (60, 53)];

/// An office with its key, and the folder of a terminal that seals for it.
pub(super) struct Office {
    pub(super) folder: tempfile::TempDir,
    secrets: Vec<(OfficeKeyId, OfficeSecret)>,
    /// The clock of the clerk.
    clock: Rc<Cell<Instant>>,
    /// The day, as far as it is believed.
    pub(super) today: Rc<Cell<Option<Date>>>,
}

impl Office {
    pub(super) fn new() -> Self {
        let secret = OfficeSecret::generate().unwrap();
        let secrets = vec![(secret.public().unwrap().id(), secret)];
        let office = Self {
            folder: tempfile::tempdir().unwrap(),
            secrets,
            clock: Rc::new(Cell::new(Instant::now())),
            today: Rc::new(Cell::new(Some(NOW.date()))),
        };
        let signer = SecretKey::of_seed(9);
        let key = office.secrets[0].1.public().unwrap();
        let word = OfficeKeyWord::of(&key, "云川县政务公开办");
        let word = sign_notice(OFFICE_KEY, 1, &word, &signer, "2026-11-20T02:00:00Z".parse().unwrap()).unwrap();
        assert!(office.outbox().take_key(&word, &receipts_root(&signer)).unwrap());
        office
    }

    fn outbox(&self) -> Outbox {
        Outbox::open(&self.folder.path().join("outbox.sqlite"), "YC-07").unwrap()
    }

    /// A kiosk that seals for it.
    pub(super) fn kiosk(&self, grid: (u16, u16), config: Config) -> Kiosk {
        let (path, clock, today) = (self.folder.path().join("outbox.sqlite"), Rc::clone(&self.clock), Rc::clone(&self.today));
        let clerk = Clerk::new(move || Outbox::open(&path, "YC-07"), move || today.get(), move || clock.get(), "YC-07".to_owned());
        let kiosk = Kiosk::with(grid.0, grid.1, config, Mode::Kiosk);
        Kiosk { desk: kiosk.desk.with_clerk(clerk), ..kiosk }
    }

    pub(super) fn standard(&self) -> Kiosk {
        self.kiosk((106, 30), Config::demonstration().unwrap())
    }

    /// What has been left, opened.
    pub(super) fn forms(&self) -> Vec<Form> {
        let Some(parcel) = self.outbox().pack(&SecretKey::of_seed(3)).unwrap() else { return Vec::new() };
        let (_, export) = Export::read(&parcel.bytes).unwrap();
        export.requests.iter().map(|request| request.open(&self.secrets).unwrap()).collect()
    }

    /// Half a minute passes, so that another may be left.
    pub(super) fn rest(&self) {
        self.clock.set(self.clock.get() + std::time::Duration::from_secs(31));
    }
}

fn answers(form: &Form) -> Vec<(&'static str, String)> {
    form.answers().map(|(field, words)| (field.name, words.reveal().to_owned())).collect()
}

/// A citizen's application up to the page on which all answers stand.
pub(super) fn filled(kiosk: &mut Kiosk) -> &mut Kiosk {
    kiosk.keys("421").keys("柳桥村道路硬化验收材料").key(KeyCode::Enter);
    if kiosk.shows("也许已经公开了，按数字看") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk.expect("您叫什么名字").keys("钱某丁").key(KeyCode::Enter).expect("打哪个电话").keys("13800000000").key(KeyCode::Enter);
    kiosk.expect("答复怎么给您").keys("1").key(KeyCode::Enter).expect("都对，封好")
}

#[test]
fn a_citizen_applies_in_eight_screens_by_keyboard() {
    let office = Office::new();
    let mut kiosk = office.standard();
    // 1 the doors, 2 the promise, 3 what, 4 who, 5 phone, 6 how, 7 all of it, 8 the number.
    kiosk.keys("4").expect("用手机申请").expect("在这里填申请").keys("2").expect("只有云川县人民政府办公室打得开").expect("3 分钟");
    kiosk.keys("1").expect("第 1 题，共 4 题").expect("您想要哪一份信息").expect("例：");
    let kiosk = &mut office.standard();
    filled(kiosk).expect("柳桥村道路硬化验收材料").expect("钱某丁").expect("13800000000").expect("纸面，自己来取");
    kiosk
        .key(KeyCode::Enter)
        .expect("已填好，尚未提交")
        .expect("Y C - 0 7 - 2 6 1 1 2 2 - 0 0 0 1")
        .expect_none("已提交")
        .expect_none("钱某丁");
    let slip = kiosk.codes();
    assert!(slip[0].starts_with("回执：YC-07-261122-0001-") && slip[0].contains("尚未提交"), "{slip:?}");
    let forms = office.forms();
    let expected = [
        ("name", "钱某丁"),
        ("paper", "at_desk"),
        ("phone", "13800000000"),
        ("wanted_features", "柳桥村道路硬化验收材料"),
        ("media", "paper"),
        ("ways", "collect"),
    ];
    assert_eq!(answers(&forms[0]), expected.map(|(name, words)| (name, words.to_owned())));
}

#[test]
fn the_number_pad_alone_writes_an_application() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        let before = office.forms().len();
        // 公积金 by its initials, a step back to the promise and on again; nothing is lost.
        kiosk.keys("421").expect("2 ABC").keys("455").key(KeyCode::Enter).key(KeyCode::Enter).expect("也许已经公开了，按数字看");
        kiosk.keys("0").expect("2 ABC").key(KeyCode::Enter).key(KeyCode::Enter).expect("您叫什么名字").keys("0").expect("您想要哪一份信息");
        kiosk.expect("公积金").key(KeyCode::Enter).key(KeyCode::Enter);
        // 王 as it lies on a telephone.
        kiosk.keys("9264").key(KeyCode::Enter).key(KeyCode::Enter).expect("打哪个电话").keys("1380000000-00").key(KeyCode::Enter);
        kiosk
            .expect("答复怎么给您")
            .keys("12")
            .key(KeyCode::Enter)
            .expect("地址写哪里")
            .keys("455")
            .key(KeyCode::Enter)
            .key(KeyCode::Enter);
        kiosk.expect("都对，封好").keys("9").expect("已填好，尚未提交");
        let forms = office.forms();
        assert_eq!(forms.len(), before + 1, "{grid:?}");
        assert_eq!(forms[before].get("ways").unwrap().reveal(), "collect post express");
        kiosk.keys("3").expect("您想找什么");
    }
}

#[test]
fn a_finger_alone_writes_an_application() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        kiosk.touch("触摸屏幕").touch("依申请公开").touch("在这里填申请").touch("我自己申请");
        kiosk.touch("4 GHI").touch("5 JKL").touch("5 JKL").touch("公积金  公交").expect("公积金▏").touch("下一题").touch(if grid.0 > 100 {
            "下一题"
        } else {
            "都不是"
        });
        kiosk.expect("您叫什么名字").touch("9 WXYZ").touch("2 ABC").touch("6 MNO").touch("4 GHI").touch("王").touch("下一题");
        kiosk.expect("打哪个电话");
        for digit in "13800000000".chars() {
            kiosk.press_key(digit);
        }
        kiosk.touch("下一题").expect("答复怎么给您").touch("纸面，自己来取").touch("写好了").touch("都对，封好").expect("已填好，尚未提交");
        kiosk.touch("完成").expect("您想找什么");
    }
    assert_eq!(office.forms().len(), GRIDS.len());
}

#[test]
fn an_organisation_and_whoever_acts_for_another_are_asked_what_the_law_wants_of_them() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.keys("423").keys("某办法").key(KeyCode::Enter);
    if kiosk.shows("按数字看") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk.expect("单位叫什么").keys("云川茶业").key(KeyCode::Enter).expect("哪一类单位").keys("1").expect("联系人叫什么");
    kiosk.keys("孙某戊").key(KeyCode::Enter).key(KeyCode::Enter).expect("邮箱是什么").keys("sun@example").key(KeyCode::Enter);
    kiosk.expect("中间有一个 @").keys(".com").key(KeyCode::Enter).expect("答复怎么给您").keys("3").key(KeyCode::Enter).keys("9");
    kiosk.expect("已填好，尚未提交");
    assert_eq!(office.forms()[0].get("organisation_kind").unwrap().reveal(), "business");
    office.rest();
    let mut kiosk = office.standard();
    kiosk.keys("422").keys("某办法").key(KeyCode::Enter);
    if kiosk.shows("按数字看") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk.expect("替谁申请").keys("王某").key(KeyCode::Enter).expect("您（代办人）叫什么").keys("李某").key(KeyCode::Enter);
    kiosk.key(KeyCode::Enter).expect("授权委托书").keys("1").expect("打哪个电话").key(KeyCode::Enter).key(KeyCode::Enter);
    kiosk.expect("地址写哪里").key(KeyCode::Enter).expect("至少要留一样").keys("柳桥村三组").key(KeyCode::Enter);
    kiosk.keys("28").key(KeyCode::Enter).expect("哪里要帮忙").keys("2").key(KeyCode::Enter).keys("9").expect("已填好，尚未提交");
    let form = office.forms().remove(1);
    let said = |name: &str| form.get(name).map(|words| words.reveal().to_owned());
    assert_eq!((said("agent"), said("help"), said("ways")), (Some("李某".into()), Some("sight".into()), Some("post express".into())));
}

#[test]
fn an_answer_that_cannot_be_right_is_told_at_once_and_nothing_is_lost_by_going_back() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.keys("421").key(KeyCode::Enter).expect("要写想要什么信息").keys("狮子老虎的材料").key(KeyCode::Enter);
    if kiosk.shows("按数字看") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk.key(KeyCode::Enter).expect("这一题要写").keys("王某").key(KeyCode::Enter).keys("1380000").key(KeyCode::Enter);
    kiosk.expect("手机是 11 位").key(KeyCode::Esc).expect("您叫什么名字").expect("王某▏").key(KeyCode::Esc).expect("狮子老虎的材料▏");
    kiosk.key(KeyCode::Enter);
    if kiosk.shows("按数字看") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk.key(KeyCode::Enter).expect("1380000▏").keys("0000").key(KeyCode::Enter).key(KeyCode::Enter).expect("请选一样");
    kiosk.keys("1").key(KeyCode::Enter);
    // Any answer is changed by its number, and leads back here; what may be added stands there too.
    kiosk.expect("文号").keys("2").expect("您叫什么名字").keys("五").key(KeyCode::Enter).expect("王某五").keys("5").expect("知道文号吗");
    kiosk.keys("云政发〔2025〕8号").key(KeyCode::Enter).expect("云政发〔2025〕8号").expect("都对，封好");
}

#[test]
fn enter_takes_a_word_and_only_then_leads_on() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.keys("421zhufang").expect("1 住房").key(KeyCode::Enter).expect("住房▏").expect("您想要哪一份信息").keys("gongjijin1");
    kiosk.expect("住房公积金▏").key(KeyCode::Enter).expect("按数字看");
}

#[test]
fn what_is_public_already_and_another_door_are_shown_beside_the_description() {
    let office = Office::new();
    for grid in GRIDS {
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        kiosk.keys("421").keys("城乡居民基本养老保险实施办法").key(KeyCode::Enter).expect("按数字看").keys("1").expect("文号：");
        kiosk.key(KeyCode::Esc).expect("按数字看").key(KeyCode::Enter).expect("您叫什么名字");
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        kiosk.keys("421").keys("我要举报城管乱收费，请严肃查处").key(KeyCode::Enter).expect("像是投诉举报").expect("12345");
        // It only points: whoever wants to apply all the same may.
        kiosk.key(KeyCode::Enter).expect("您叫什么名字");
    }
}

#[test]
fn a_search_that_found_nothing_becomes_the_first_draft() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk.keys("zzqqxxvv").touch("申请公开这条信息").expect("您想要的：zzqqxxvv").keys("21").expect("zzqqxxvv▏");
    let mut kiosk = office.standard();
    kiosk
        .keys("高考报名")
        .key(KeyCode::Enter)
        .touch("申请公开这条信息")
        .keys("21")
        .expect("高考报名▏")
        .key(KeyCode::Backspace)
        .expect("高考报▏");
}

#[test]
fn an_opinion_takes_three_screens_and_leaves_no_name() {
    let office = Office::new();
    for grid in GRIDS {
        office.rest();
        let mut kiosk = office.kiosk(grid, Config::demonstration().unwrap());
        let before = office.forms().len();
        kiosk.open_record("con-gongjiao-2026").keys("4");
        kiosk.expect("您的意见是").keys("首班车再早半个钟头就好了").key(KeyCode::Enter).expect("都对，封好").keys("9").expect("尚未提交");
        let form = office.forms().remove(before);
        assert_eq!(form.get("consultation").unwrap().reveal(), "con-gongjiao-2026");
        assert!(form.get("contact").is_none());
    }
}

#[test]
fn the_other_voices_reach_the_office() {
    let office = Office::new();
    let mut kiosk = office.standard();
    kiosk
        .keys("43")
        .keys("2")
        .expect("哪方面的难处")
        .keys("2")
        .expect("遇到了什么难处")
        .keys("收了不该收的钱")
        .key(KeyCode::Enter)
        .keys("9");
    kiosk.expect("尚未提交").keys("3");
    office.rest();
    kiosk.keys("43").keys("3").expect("您希望公开什么").keys("每个村的公交时间").key(KeyCode::Enter);
    if kiosk.shows("按数字看") {
        kiosk.key(KeyCode::Enter);
    }
    kiosk.keys("9").expect("尚未提交").keys("3");
    office.rest();
    kiosk.keys("43").keys("4").expect("您对这里满意吗").keys("4").expect("满意").keys("9").expect("谢谢您").expect_none("回执号").keys("1");
    office.rest();
    kiosk
        .open_record("g-gongjijin-tiqu")
        .keys("6")
        .touch("这一条写错了")
        .expect("哪里不对")
        .keys("2")
        .expect("应该是什么")
        .key(KeyCode::Enter);
    kiosk.expect("都对，封好").key(KeyCode::Enter).expect("尚未提交");
    let forms = office.forms();
    let ids: Vec<&str> = forms.iter().map(|form| form.schema.id).collect();
    assert_eq!(ids, ["problem/1", "please-publish/1", "satisfaction/1", "correction/1"]);
    assert_eq!(forms[3].get("record").unwrap().reveal(), "g-gongjijin-tiqu");
}

#[test]
fn a_record_goes_along_to_the_page_of_the_unit_that_knows_records() {
    let mut config = Config::demonstration().unwrap();
    config.application.item_page = "https://www.yunchuan.example/ysqgk?id={编号}".to_owned();
    let mut kiosk = Kiosk::with(106, 30, config.clone(), Mode::Kiosk);
    kiosk.open_record("sb-yanglao-2023").keys("6+").touch("申请公开有关的信息").expect("您想要的：");
    assert_eq!(kiosk.codes(), ["https://www.yunchuan.example/ysqgk?id=sb-yanglao-2023"]);
    // Words of a search never do.
    let mut kiosk = Kiosk::with(106, 30, config, Mode::Kiosk);
    kiosk.keys("zzqqxxvv").touch("申请公开这条信息");
    assert_eq!(kiosk.codes(), ["https://www.yunchuan.example/ysqgk"]);
}

#[test]
fn a_number_of_a_paper_is_typed_only_where_the_hall_lets_it_and_somebody_agrees() {
    let office = Office::new();
    let mut config = Config::demonstration().unwrap();
    config.application.identity_here = true;
    for (agrees, given) in [(true, Some("11010519491231002X")), (false, None)] {
        office.rest();
        let mut kiosk = office.kiosk((106, 30), config.clone());
        kiosk.keys("421").keys("狮子老虎的材料").key(KeyCode::Enter);
        if kiosk.shows("按数字看") {
            kiosk.key(KeyCode::Enter);
        }
        kiosk.keys("王某").key(KeyCode::Enter).expect("敏感信息").expect("同意在这里写");
        if agrees {
            kiosk.keys("1").keys("11010519491231002").key(KeyCode::Enter).expect("18 位").keys("x").expect("110*************2x");
            kiosk.key(KeyCode::Enter);
        } else {
            kiosk.keys("2");
        }
        kiosk.expect("打哪个电话").keys("13800000000").key(KeyCode::Enter).keys("1").key(KeyCode::Enter).keys("9").expect("尚未提交");
        let forms = office.forms();
        let number = forms.last().unwrap().get("identity_number").map(|number| number.reveal().to_uppercase());
        assert_eq!(number.as_deref(), given);
    }
}

#[test]
fn a_number_is_asked_after_whole_or_by_its_digits() {
    let office = Office::new();
    let mut kiosk = office.standard();
    filled(&mut kiosk).keys("9").expect("尚未提交");
    let number = kiosk.codes()[0].lines().next().unwrap().trim_start_matches("回执：").to_owned();
    kiosk.keys("3").keys("44").expect("回执号是多少").keys("2611220001").key(KeyCode::Enter).expect(&number).expect("还在这台终端上");
    kiosk.keys("1").keys(&number.to_lowercase()).key(KeyCode::Enter).expect("还在这台终端上");
    kiosk
        .keys("1")
        .keys("2611220009")
        .key(KeyCode::Enter)
        .expect("查不到")
        .keys("1")
        .keys("8")
        .key(KeyCode::Enter)
        .expect("不是一个回执号");
    kiosk.keys("0").expect("用手机申请");
}

impl Kiosk {
    /// Touches a digit among the keys on the screen, which stand below everything else.
    pub(super) fn press_key(&mut self, digit: char) -> &mut Self {
        let screen = self.screen();
        let row = screen
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains("1 ") && line.contains(" 5") || line.contains("6 ") && line.contains(" 0"));
        let (row, line) = row.filter(|(_, line)| line.contains(digit)).last().unwrap_or_else(|| panic!("no {digit} in\n{screen}"));
        let column = columns(line.split(digit).next().unwrap());
        let at = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
        let kind = crossterm::event::MouseEventKind::Down(crossterm::event::MouseButton::Left);
        let modifiers = crossterm::event::KeyModifiers::NONE;
        self.event(&Event::Mouse(crossterm::event::MouseEvent { kind, column: at.0, row: at.1, modifiers }));
        self
    }
}
