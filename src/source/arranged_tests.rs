//! A source that arranges its zone: what is told of broken pages, what is given out of sound ones.

use super::{
    tests::{open, told},
    *,
};
use crate::policy::{Arrangement, GroupedBy, Grouping, Lead, LeafletLine, RecordId, RecordKind, Selection};

const HEADER: &[u8] = "name = \"甲\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"社保\", \"医疗\"]\n".as_bytes();

fn read(files: &[(&str, &[u8])]) -> (Arrangement, Vec<String>) {
    let files: Vec<_> = files.iter().copied().chain([("source.toml", HEADER)]).collect();
    let (source, _folder) = open(&files, None);
    let reading = source.check();
    (reading.arrangement, reading.faults.iter().map(ToString::to_string).collect())
}

/// A board with one door that says this.
fn board(door: &str) -> String {
    format!("title = \"乡村振兴\"\n\n[[doors]]\ntitle = \"甲\"\n{door}\n")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_fault_of_a_board_is_told_with_its_place_and_how_to_mend_it() {
    let cases = [
        ("boards/home.toml", board("bord = \"policies\""), ":5: 没有 bord 这个字段", "是不是 board"),
        ("boards/home.toml", board("about = \"乙\""), ":3: 这一项没有写通向哪里", "board、leaflet"),
        ("boards/home.toml", board("board = \"policies\"\nsearch = \"\""), ":6: 这一项写了两个去处", "分成两项"),
        ("boards/home.toml", board("board = \"policy\""), ":5: board 里的 policy 不存在", "是不是 policies？"),
        ("boards/home.toml", board("board = \"xiangcun\""), ":5: board 里的 xiangcun 不存在", "补上 boards/xiangcun.toml"),
        ("boards/home.toml", board("board = \"查政策\""), ":5: board 里的“查政策”不是版面的名称", "文件名"),
        ("boards/home.toml", board("leaflet = \"aply\""), ":5: leaflet 里的 aply 不存在", "是不是 apply？"),
        ("boards/home.toml", board("record = \"ylbz\""), ":5: record 里的编号 ylbz 不存在", "是不是 ylbx？"),
        ("boards/home.toml", board("records = [\n\"ylbx\",\n\"ylby\"]"), ":6: record 里的编号 ylby 不存在", "ylbx"),
        ("boards/home.toml", board("list = \"guide\""), ":5: list 应当写在花括号里", "list = {"),
        ("boards/home.toml", board("list = {}"), ":5: list 里没有写列什么", "kind"),
        ("boards/home.toml", board("list = { kind = \"guides\" }"), ":5: kind 不能是“guides”", "是不是“guide”"),
        ("boards/home.toml", board("list = { topic = \"医保\" }"), ":5: topic 里没有“医保”", "医疗"),
        ("boards/home.toml", board("list = { kind = \"guide\", only = \"最新\" }"), ":5: 只有政策文件才能按 only 列出", "document"),
        ("boards/home.toml", board("list = { kind = \"guide\", group = \"甲\" }"), ":5: group 要和分组的 kind 一起写", "place（便民地图）"),
        ("boards/home.toml", board("list = { kind = \"collection\", group = \"上大学\" }"), ":5: group 里没有“上大学”", "上学"),
        ("boards/home.toml", board("groups = { by = \"topics\" }"), ":5: by 不能是“topics”", "是不是“topic”"),
        ("boards/home.toml", board("groups = { by = \"group\" }"), ":5: group 要和分组的 kind 一起写", "kind"),
        ("boards/home.toml", board("groups = { by = \"year\", kind = \"guide\" }"), ":5: 只有政策文件才能按 year 列出", "document"),
        ("boards/home.toml", board("contact = \"电话\""), ":5: contact 不能是“电话”", "电话地址"),
        ("boards/home.toml", board("counted = true\nboard = \"policies\""), ":5: counted 数的是列出来的条数", "删去"),
        (
            "boards/home.toml",
            board("board = \"policies\"").replace("\"甲\"", "\"乡村振兴大专栏\""),
            ":4: title“乡村振兴大专栏”太长",
            "最多 6 个",
        ),
        ("boards/home.toml", board("board = \"policies\"").replace("\"甲\"", "\"{服务台}\""), ":4: title 里不能写 {服务台}", "正文"),
        ("boards/home.toml", "title = \"首页\"\n".to_owned(), ":1: 这个版面一项也没有", "[[doors]]"),
        ("boards/home.toml", "[[doors]]\ntitle = \"甲\"\nboard = \"firms\"\n".to_owned(), ":1: 缺少 title", "title"),
        (
            "boards/home.toml",
            format!("title = \"首页\"\n{}", "[[doors]]\ntitle = \"甲\"\nsearch = \"\"\n".repeat(11)),
            ":32: 这里最多 10 项，写了 11 项",
            "移到",
        ),
        ("boards/xiangcun.toml", board("board = \"firms\""), ":1: 没有哪一项通向这个版面", "board = \"xiangcun\""),
        ("boards/xiangcun.toml", board("board = \"xiangcun\""), ":1: 没有哪一项通向这个版面", "boards/home.toml"),
        ("boards/首页.toml", board("board = \"firms\""), ": 文件名“首页”不能作版面的名称", "小写字母"),
        ("leaflets/apply.md", "没有文件头。\n".to_owned(), ":1: 没有文件头", "+++"),
        (
            "leaflets/apply.md",
            "+++\ntitle = \"申请\"\n+++\n\n甲\n乙{受理电活}\n".to_owned(),
            ":6: 没有 {受理电活} 这样的花括号",
            "是不是“受理电话”",
        ),
        (
            "leaflets/apply.md",
            "+++\ntitle = \"申请\"\n+++\n\n| 甲 | 乙 |\n|-|-|\n| {丙} | 1 |\n".to_owned(),
            ":7: 没有 {丙} 这样的花括号",
            "服务台",
        ),
        ("leaflets/zhinan.md", "+++\ntitle = \"指南\"\n+++\n甲\n".to_owned(), ":2: 没有哪一项通向这个版面", "leaflet = \"zhinan\""),
        ("fillers.txt", "# 云川话\n劳驾\nexcuse\n".to_owned(), ":3: “excuse”不能作虚词", "汉字"),
        ("fillers.txt", "社保\n".to_owned(), ":1: “社保”是一个主题", "搜不到"),
        ("order.txt", "# 大家常来办的\nylbx\nylbz\n".to_owned(), ":3: order.txt 里的编号 ylbz 不存在", "是不是 ylbx？"),
        ("order.txt", "ylbx\n《养老保险办法》\n".to_owned(), ":2: ylbx 在第 1 行已经排过", "删去"),
        ("order.txt", "甲".repeat(70), ":1: “甲甲", "# 开头"),
        ("order.txt", "ylbx\n".repeat(201), ": 排了超过 200 个", "最常来办"),
        (
            "terminal.toml",
            "[hall]\nhelp_phone = \"12345\"\n[staff]\npin_hash = \"x\"\n".to_owned(),
            ":3: 这一行不是能跟着内容走的设置",
            "密码",
        ),
        ("terminal.toml", "[hall]\nhelp_phone = \"\"\n".to_owned(), ": help_phone 空着", "一行"),
        ("terminal.toml", "[links]\nhosts = [\"https://x.example\"]\n".to_owned(), ": hosts 里有的不是网站的主机名", "主机名"),
        ("holidays.csv", "day,work,holiday\n".to_owned(), ":1: 没有写这张表是哪一天的", "# 日期"),
        ("holidays.csv", "# 日期：2026-11-10\nday,work,holiday\n2027-01-01,休息,元旦\n".to_owned(), ":3: 这一行不是放假安排", "休"),
        ("holidays.csv", "# 日期：2026-11-10\nday,work,holiday\n2027-01-01,休,元旦\n".to_owned(), ": 没有写 2027 年的通知", "https://"),
        ("remedies.csv", "doors,since,words,source\nboth,2024-01-01,甲,乙\n".to_owned(), ":2: 这一行不是救济途径", "review_first"),
        ("fees.csv", "since,by,above,yuan,every,more\n2027-01-01,pages,x,1,,\n".to_owned(), ":2: 这一行不是收费标准", "整数"),
    ];
    for (file, content, expected, mend) in cases {
        let told = told(file, content.as_bytes());
        let found = told.lines().any(|fault| fault.starts_with(&format!("{file}{expected}")) && fault.contains(mend));
        assert!(found, "{file}\n{content}\nexpected {expected} … {mend}\ntold:\n{told}");
    }
}

#[test]
fn two_boards_of_one_name_are_refused() {
    let (_, told) = read(&[
        ("boards/a/home.toml", board("board = \"firms\"").as_bytes()),
        ("boards/b/home.toml", board("board = \"firms\"").as_bytes()),
    ]);
    assert_eq!(told, ["boards/b/home.toml: boards/a/home.toml 已经写了这个版面。请给其中一个文件改名，或者合成一个。"]);
}

#[test]
fn a_sound_arrangement_is_given_out_as_written() {
    let home = "title = \"首页\"\n[[doors]]\ntitle = \"乡村振兴\"\nboard = \"xiangcun\"\n[[doors]]\ntitle = \"办事\"\nabout = \"材料\"\ngroups = { by = \"topic\", kind = \"guide\" }\n";
    let xiangcun = "title = \"乡村振兴\"\n[[doors]]\ntitle = \"办法\"\nrecord = \"《养老保险办法》\"\n[[doors]]\ntitle = \"社保文件\"\n\
                    list = { topic = \"社保\", year = 2023 }\ncounted = true\n";
    let apply = "+++\ntitle = \"依申请公开\"\n[[doors]]\ntitle = \"搜一搜\"\nsearch = \"\"\n+++\n\n- 电话：{受理电话}\n";
    let document =
        "+++\ntitle = \"养老保险办法\"\nkind = \"行政规范性文件\"\nissuers = [\"县政府\"]\nmark = \"此件公开发布\"\n+++\n第一条 甲。\n";
    let (arrangement, told) = read(&[
        ("boards/home.toml", home.as_bytes()),
        ("boards/xiangcun.toml", xiangcun.as_bytes()),
        ("leaflets/apply.md", apply.as_bytes()),
        ("documents/ylbx.md", document.as_bytes()),
        ("fillers.txt", "\u{feff}# 云川话\n勞駕\n劳驾\n".as_bytes()),
        ("order.txt", "# 大家常来办的\n\n《养老 保险办法》\n".as_bytes()),
        ("fees.csv", b"since,by,above,yuan,every,more\n2027-01-01,pages,50,5,,\n"),
    ]);
    assert_eq!(told, Vec::<String>::new());
    let doors = |id: &str| {
        arrangement.board(id).unwrap().doors.iter().map(|door| (door.title.as_str(), door.counted, door.leads.clone())).collect::<Vec<_>>()
    };
    let by_topic = Grouping { by: GroupedBy::Topic, kind: Some(RecordKind::Guide) };
    assert_eq!(doors("home"), [("乡村振兴", false, Lead::Board("xiangcun".parse().unwrap())), ("办事", false, Lead::Groups(by_topic))]);
    let of_topic =
        Selection { kind: Some(RecordKind::Document), topic: Some("社保".to_owned()), year: Some(2023), ..Selection::default() };
    assert_eq!(doors("xiangcun"), [("办法", false, Lead::Record("ylbx".parse().unwrap())), ("社保文件", true, Lead::Selection(of_topic))]);
    let leaflet = arrangement.leaflet("apply").unwrap();
    assert_eq!(leaflet.lines, [LeafletLine::Field("电话：".to_owned(), "{受理电话}".to_owned())]);
    assert_eq!(leaflet.doors.first().unwrap().leads, Lead::Search(String::new()));
    assert_eq!(arrangement.fillers, ["劳驾"]);
    assert_eq!(arrangement.order.iter().map(RecordId::as_str).collect::<Vec<_>>(), ["ylbx"], "by whatever name, kept by id");
    assert_eq!(arrangement.tables.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["fees.csv"]);
    assert_eq!((arrangement.boards.len(), arrangement.leaflets.len()), (2, 1), "what the program says is no part of the source");
}

#[test]
fn hostile_text_in_a_page_commands_nothing() {
    let home = "title = \"首\u{1b}[2J页\"\n[[doors]]\ntitle = \"甲\\u001b[2J\"\nabout = \"乙\\u202e\\n丙\"\nsearch = \"丁\\u0007\"\n";
    let apply = "+++\ntitle = \"申请\"\n+++\n\n甲&#27;[2J&#x202e;乙\n\n| &#27; |\n|-|\n| 丙&#7; |\n";
    let (arrangement, told) = read(&[("boards/home.toml", home.as_bytes()), ("leaflets/apply.md", apply.as_bytes())]);
    assert_eq!(told, Vec::<String>::new());
    let written = serde_json::to_string(&arrangement).unwrap();
    assert!(!written.contains("\\u") && !written.contains('\u{202e}'), "{written}");
    assert_eq!(arrangement.board("home").unwrap().doors.first().unwrap().about, "乙 丙");
}

#[test]
fn a_departments_pages_are_no_part_of_what_arrives() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    let file = |path: &str, text: &str, bytes: &mut Vec<u8>| {
        let offset = bytes.len() as u64;
        bytes.extend(text.as_bytes());
        StoredFile { path: path.to_owned(), stored_in: pack.clone(), offset, length: text.len() as u64 }
    };
    let mut bytes = Vec::new();
    let home = |title: &str| format!("title = \"{title}\"\n[[doors]]\ntitle = \"甲\"\nsearch = \"\"\n");
    let office = vec![file("boards/home.toml", &home("县政府"), &mut bytes)];
    let civil = vec![
        file("boards/home.toml", &home("民政局"), &mut bytes),
        file("boards/firms.toml", &home("民政局"), &mut bytes),
        file("leaflets/apply.md", "+++\ntitle = \"民政局\"\n+++\n甲\n", &mut bytes),
        file("fillers.txt", "政府\n", &mut bytes),
        file("order.txt", "no-such-record\n", &mut bytes),
        file("holidays.csv", "# a department's table is not even read\n", &mut bytes),
    ];
    std::fs::write(&pack, bytes).unwrap();
    let stored = |name: &str, files| {
        let folder = StoredFolder { name: name.to_owned(), root: String::new(), mark: None, files };
        let reading = Source::of_stored(folder, Options::default(), Source::embedded().header().clone()).check();
        assert_eq!(reading.errors(), Vec::<&Fault>::new());
        let titles: Vec<_> = reading.arrangement.boards.iter().map(|board| board.title.clone()).collect();
        (titles, reading.arrangement.leaflets.len(), reading.arrangement.fillers.len())
    };
    assert_eq!(stored("", office), (vec!["县政府".to_owned()], 0, 0));
    assert_eq!(stored("civil", civil), (Vec::new(), 0, 0));
}
