//! Every fault of every file of a source: what is told of it, where, and how it is mended.

use super::tests::{COLUMNS, DOCUMENT, told};

/// A file, what stands in it, the fault that is told of it, and a word of how to mend it.
type Case = (&'static str, String, &'static str, &'static str);

#[track_caller]
fn each_is_told(cases: Vec<Case>) {
    for (file, content, expected, mend) in cases {
        let told = told(file, content.as_bytes());
        let found = told.lines().any(|fault| fault.starts_with(expected) && fault.contains(mend));
        assert!(found, "{file}\n{content}\nexpected {expected} … {mend}\ntold:\n{told}");
    }
}

#[test]
fn what_is_wrong_in_many_places_is_told_once_and_what_is_too_long_by_its_beginning() {
    let document = |more: &str| format!("{DOCUMENT}{more}+++\n\n正文。\n");
    each_is_told(vec![
        (
            "documents/a.md",
            document("replaces = [\"ylbz\"]\namends = [\"ylbz\", \"ylbz\"]\n"),
            "documents/a.md:6: replaces 里的编号 ylbz 不存在，共 3 处，还有 documents/a.md:7、documents/a.md:7",
            "是不是 ylbx",
        ),
        (
            "documents/a.md",
            document(&format!("drafter = \"{}\"\n", "局".repeat(201))),
            "documents/a.md:6: drafter 太长，有 201 个字，以“局局局局局局局局局局局局”开头",
            "改到 200 个字以内",
        ),
        ("documents/a.md", document(&format!("summary = \"{}\"\n", "长".repeat(5_001))), "documents/a.md:6: summary 太长", "写进正文"),
    ]);
}

#[test]
fn every_fault_of_a_document_is_told_with_its_place_and_how_to_mend_it() {
    let document = |more: &str| format!("{DOCUMENT}{more}+++\n\n正文。\n");
    each_is_told(vec![
        ("documents/a.md", document("isued_on = 2023-05-10\n"), "documents/a.md:6: 没有 isued_on 这个字段", "是不是 issued_on"),
        ("documents/a.md", document("issued_on = 2023-13-10\n"), "documents/a.md:6: 这个数字或者日期读不懂", "2023-05-10"),
        ("documents/a.md", document("issued_on = \"去年\"\n"), "documents/a.md:6: issued_on “去年”不是日期", "2023-05-10"),
        ("documents/a.md", document("summary = \"甲\n"), "documents/a.md:6: 引号或者括号没有写完：summary = \"甲。", "引号"),
        ("documents/a.md", document("title = \"乙\"\n"), "documents/a.md:6: ", "只能写一次"),
        ("documents/a.md", document("number = \"第八号文\"\n"), "documents/a.md:6: 发文字号“第八号文”读不懂", "云政发〔2023〕8号"),
        ("documents/a.md", document("genre = \"通之\"\n"), "documents/a.md:6: genre 不能是“通之”", "通知"),
        ("documents/a.md", document("topics = [\n  \"社保\",\n  \"医保\",\n]\n"), "documents/a.md:8: topics 里没有“医保”", "医疗"),
        ("documents/a.md", document("themes = [\"体育\"]\n"), "documents/a.md:6: themes 里没有“体育”", "卫生、体育"),
        ("documents/a.md", document("audience = [\"老人\"]\n"), "documents/a.md:6: audience 里没有“老人”", "个人"),
        ("documents/a.md", document("address = \"http://a.example\"\n"), "documents/a.md:6: 地址“http://a.example”不是", "https://"),
        ("documents/a.md", document("replaces = [\"ylbz\"]\n"), "documents/a.md:6: replaces 里的编号 ylbz 不存在", "是不是 ylbx"),
        ("documents/a.md", document("replaces = [\"a\"]\n"), "documents/a.md:6: replaces 指向了自己", "另一份"),
        ("documents/a.md", document("guides = [\"ylbx\"]\n"), "documents/a.md:6: guides 里的 ylbx 是政策文件，不是办事指南", "核对"),
        (
            "documents/a.md",
            document("issued_on = 2023-01-01\nexpires_on = 2022-01-01\n"),
            "documents/a.md:7: 有效期在施行或成文之前就结束了",
            "expires_on",
        ),
        ("documents/a.md", document("validity_reason = \"清理\"\n"), "documents/a.md:6: 只有 validity_reason", "validity"),
        (
            "documents/a.md",
            document("attachments = [{ file = \"a.txt\", title = \"表\" }]\n"),
            "documents/a.md:6: attachments/ 里没有 a.txt",
            "文件名",
        ),
        ("documents/a.md", document("drafter = \"ｔｅｌ：110\"\n"), "documents/a.md:6: drafter 里的“ｔｅｌ：110”像给手机的命令", "用中文"),
        ("documents/a.md", document("summary = \"用 weixin://dl 办\"\n"), "documents/a.md:6: summary 里的", "用中文"),
        ("documents/a.md", document("").replace("养老保险", "www.evil.example"), "documents/a.md:2: title 里的", "address"),
        ("documents/a.md", format!("{DOCUMENT}+++\n\n<!-- 待补 -->\n"), "documents/a.md:7: 正文是空的", "补上正文"),
        ("documents/a.md", format!("{DOCUMENT}+++\n\n<b>甲</b>\n"), "documents/a.md:8: 文中有 HTML", "Markdown"),
        ("documents/a.md", DOCUMENT.to_owned(), "documents/a.md:1: 文件头没有结束", "+++"),
        ("documents/a.md", "正文\n".to_owned(), "documents/a.md:1: 没有文件头", "+++"),
        ("documents/养老.md", document(""), "documents/养老.md: 文件名“养老”不能作编号", "小写字母"),
        ("documents/z/ylbx.md", document(""), "documents/z/ylbx.md: 编号 ylbx 已经用在 documents/ylbx.md", "换一个编号"),
        ("documents/a.md", document("").replace("此件公开发布", "此件不公开"), "documents/a.md:5: 公开属性是“此件不公开”", "移出"),
        ("documents/a.md", document("").replace("此件公开发布", "公开"), "documents/a.md:5: 没有“公开”这种公开属性", "此件公开发布"),
        ("documents/a.md", document("").replace("mark", "#"), "documents/a.md:1: 文件没有公开属性", "mark ="),
        ("documents/a.md", document("").replace("title", "#"), "documents/a.md:1: 缺少 title", "补上"),
        ("documents/a.md", document("").replace("[\"县政府\"]", "\"县政府\""), "documents/a.md:4: issuers 应当是一个列表", "[\"……\""),
        (
            "documents/a.md",
            document("").replace("行政规范性文件", "红头文件"),
            "documents/a.md:3: 没有“红头文件”这个文件种类",
            "行政规范性文件",
        ),
        ("documents/a.md.md", document(""), "documents/a.md.md: 文件名“a.md”不能作编号", "小写字母"),
        ("documents/a.md", document("").replace("养老保险办法", &"长".repeat(301)), "documents/a.md:2: 标题超过 300 个字", "改短"),
        ("documents/表.xlsx", String::new(), "documents/表.xlsx: 这个文件没有读", "attachments/"),
    ]);
}

#[test]
fn every_fault_of_other_records_is_told_with_its_place_and_how_to_mend_it() {
    let guide = |more: &str| format!("+++\ntitle = \"参保\"\nbody = \"县人社局\"\n{more}+++\n");
    let notice = |more: &str| format!("+++\ntitle = \"停电\"\nbody = \"县政府\"\npublished_on = 2026-01-02\n{more}+++\n停电。\n");
    each_is_told(vec![
        (
            "interpretations/i.md",
            "+++\ntitle = \"解读\"\ninterprets = [\"ylbx\"]\nform = \"图\"\n+++\n## 背影\n".to_owned(),
            "interpretations/i.md:4: form 不能是“图”",
            "图解",
        ),
        (
            "interpretations/i.md",
            "+++\ntitle = \"解读\"\ninterprets = [\"ylbx\"]\n+++\n\n## 背影\n\n甲\n".to_owned(),
            "interpretations/i.md:6: 解读里没有“背影”这一栏",
            "背景",
        ),
        ("interpretations/i.md", "+++\ntitle = \"解读\"\n+++\n".to_owned(), "interpretations/i.md:1: 缺少 interprets", "补上"),
        ("guides/g.md", guide("visits = \"一次\"\n"), "guides/g.md:4: visits 应当是一个不太大的整数", "不加引号"),
        ("guides/g.md", guide("online = \"zwfw.example\"\n"), "guides/g.md:4: 地址“zwfw.example”不是 https 地址", "https://"),
        ("guides/g.md", guide("materials = [\n  { name = \"身份证\" },\n]\n"), "guides/g.md:5: 缺少 form", "必须有"),
        ("guides/g.md", guide("materials = [\"身份证\"]\n"), "guides/g.md:4: materials 的每一项应当写在花括号里", "{"),
        (
            "collections/c.md",
            "+++\ntitle = \"退休\"\nstage = \"退休\"\nsteps = [{ title = \"问\", record = \"ylbx\" }]\n+++\n".to_owned(),
            "collections/c.md:3: stage 不能是“退休”",
            "养老",
        ),
        (
            "collections/c.md",
            "+++\ntitle = \"退休\"\nstage = \"养老\"\nsteps = [\n  { title = \"问\", record = \"g-cb\" },\n]\n+++\n".to_owned(),
            "collections/c.md:5: steps 里的编号 g-cb 不存在",
            "编号",
        ),
        (
            "gazette/z.md",
            "+++\ntitle = \"公报\"\nyear = 2026\nissue = 300\n+++\n".to_owned(),
            "gazette/z.md:4: issue 应当是一个不太大的整数",
            "整数",
        ),
        (
            "consultations/y.md",
            "+++\ntitle = \"征集\"\nbody = \"县政府\"\nopens_on = 2026-02-01\ncloses_on = 2026-01-01\n+++\n".to_owned(),
            "consultations/y.md:5: 征集还没有开始就结束了",
            "closes_on",
        ),
        ("notices/n.md", notice(""), "notices/n.md:1: 公告没有截止日期", "expires_on"),
        ("notices/n.md", notice("expires_on = 2026-01-01\n"), "notices/n.md:5: 公告的截止日期在发布日期之前", "核对"),
        ("notices/n.md", notice("expires_on = 2026-02-01\nurgent = \"是\"\n"), "notices/n.md:6: urgent 只能是 true 或 false", "true"),
    ]);
}

#[test]
fn every_fault_of_a_row_is_told_with_its_place_and_how_to_mend_it() {
    let directory = |rows: &str| format!("{COLUMNS}{rows}");
    each_is_told(vec![
        ("directory.csv", "编号,名称,电话\nx,甲,1\n".to_owned(), "directory.csv:1: 表头少了：简称", "编号,名称,简称"),
        ("directory.csv", directory("x,甲,,\n"), "directory.csv:2: 这一行有 4 格，应当有 11 格", "逗号"),
        ("directory.csv", directory("\nX Y,甲,,,,,,,,,\n"), "directory.csv:3: 编号“X Y”不能作编号", "小写字母"),
        ("directory.csv", directory("x,甲,,,,,,,,,www.example\n"), "directory.csv:2: 地址“www.example”不是", "https://"),
        ("directory.csv", directory("x,县政协,,,,,,,,,\n"), "documents/ylbx.md:4: directory.csv 里没有“县政府”", "是不是“县政协”"),
        (
            "places/p.csv",
            "编号,主题,名称,乡镇,地址,电话,开放时间,经度,纬度,怎么去,能办什么\np,医院,县医院,,,,,东经104,30.5,,\n".to_owned(),
            "places/p.csv:2: 经度“东经104”不是度数",
            "104.0668",
        ),
        (
            "catalogue/c.csv",
            "编号,领域,一级事项,二级事项,公开内容,公开依据,公开时限,公开主体,公开渠道,公开对象,公开方式,公开层级,对应文件\n\
             c,社保,参保,登记,,,,县人社局,,全社会,公开,,sb-9\n"
                .to_owned(),
            "catalogue/c.csv:2: 公开方式 不能是“公开”",
            "主动、依申请",
        ),
    ]);
}

#[test]
fn every_fault_of_a_line_is_told_with_its_place_and_how_to_mend_it() {
    each_is_told(vec![
        ("export/a.jsonl", "{\"id\":\"a\",\n".to_owned(), "export/a.jsonl:1: 这一行的 JSON", "完整"),
        (
            "export/a.jsonl",
            "\n{\"id\":\"a b\",\"title\":\"甲\",\"text\":\"乙\"}\n".to_owned(),
            "export/a.jsonl:2: id“a b”不能作编号",
            "空格",
        ),
        (
            "export/a.jsonl",
            "{\"id\":\"a\",\"title\":\"甲\",\"text\":\"乙\",\"caption\":1,\"mark\":\"此件公开发布\"}\n".to_owned(),
            "export/a.jsonl:1: 没有 caption 这个字段",
            "",
        ),
        (
            "export/a.jsonl",
            "{\"id\":\"a\",\"title\":\"甲\",\"title\":\"丙\",\"text\":\"乙\",\"mark\":\"此件公开发布\"}\n".to_owned(),
            "export/a.jsonl:1: title 在这一行写了两次",
            "一次",
        ),
        (
            "export/a.jsonl",
            format!("{{\"id\":\"p\",\"document\":\"d\",\"document_title\":\"{}\",\"ordinal\":1,\"text\":\"乙\"}}\n", "长".repeat(301)),
            "export/a.jsonl:1: 标题超过 300 个字",
            "改短",
        ),
    ]);
}
