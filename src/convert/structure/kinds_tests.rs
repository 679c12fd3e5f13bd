//! Papers of kinds that lead rules astray: passed on, announced by one word, signed by an office, printed in a form, counted on a sheet.

use jiff::civil::date;

use super::*;
use crate::{
    convert::{Align, Block, Cell, Code, Level, Look, Paragraph, Stated, Table},
    policy::DisclosureMark,
};

fn line(text: &str) -> Block {
    let (text, look) = match text.strip_prefix('^') {
        Some(text) => (text, Look { align: Align::Centre, size: Some(22.0), ..Look::default() }),
        None => (text, Look::default()),
    };
    Block::Paragraph(Paragraph { text: text.to_owned(), look })
}

fn paper(lines: &[&str]) -> Paper {
    read(&Manuscript { blocks: lines.iter().map(|text| line(text)).collect(), ..Manuscript::default() }, "a.docx")
}

#[test]
fn the_mark_of_a_paper_that_is_passed_on_is_not_that_of_whoever_passes_it_on() {
    let lines = |inner| {
        [
            "云川县人民政府办公室文件",
            "云政办发〔2024〕7号",
            "^云川县人民政府办公室转发云川市数据管理办法的通知",
            "各乡镇人民政府：",
            "现将《云川市数据管理办法》（川政办发〔2023〕88号）转发给你们，请认真贯彻落实。",
            "云川县人民政府办公室",
            "2024年3月1日",
            "（此件公开发布）",
            "附件",
            "川政办发〔2023〕88号",
            "^云川市人民政府办公室关于印发云川市数据管理办法的通知",
            "各县（区）人民政府：",
            "现印发给你们，请认真贯彻执行。",
            "云川市人民政府办公室",
            "2023年12月20日",
            inner,
        ]
    };
    let shut = paper(&lines("（此件依申请公开）"));
    assert_eq!((shut.number.value.as_deref(), shut.issued_on.value), (Some("云政办发〔2024〕7号"), Some(date(2024, 3, 1))));
    assert_eq!(shut.mark.value, Some(DisclosureMark::Open));
    assert!(shut.findings.iter().any(|finding| finding.code == Code::MetaConflict && finding.level == Level::Error), "{:?}", shut.findings);
    let open = paper(&lines("（此件公开发布）"));
    assert!(!open.findings.iter().any(|finding| finding.code == Code::MetaConflict));
    // Where the outer one has none, nobody knows whose the only mark is.
    let mut alone = lines("（此件公开发布）");
    alone[7] = "联系电话：0999-1234567";
    assert_eq!(paper(&alone).mark.value, Some(DisclosureMark::Open));
}

#[test]
fn a_name_and_one_word_below_it_are_a_title_and_count_announcements() {
    let announced = paper(&[
        "^云川县自然资源局",
        "^公　　告",
        "2024年第3号",
        "根据《土地管理法》，现将有关事项公告如下，请有关单位知悉。",
        "云川县自然资源局",
        "2024年6月7日",
    ]);
    assert_eq!(announced.title.value.as_deref(), Some("云川县自然资源局公告"));
    assert_eq!(announced.number.value.as_deref(), Some("云川县自然资源局公告2024年第3号"));
    assert!(!announced.number.certain);
}

#[test]
fn an_office_that_signs_for_its_body_did_not_issue_under_the_body_s_number() {
    let signed = |number| {
        paper(&[
            "路桥区卫生局文件",
            number,
            "^关于同意辞职的批复",
            "区中医院：",
            "你院的请示收悉，经研究，同意辞职，请按规定办理手续。",
            "路桥区卫生局办公室",
            "2011年3月10日",
        ])
    };
    let body = signed("路卫发〔2011〕76号");
    assert_eq!(body.issuing_authority.value, Some(vec!["路桥区卫生局".to_owned()]));
    assert!(!body.issuing_authority.certain);
    assert_eq!(signed("路卫办发〔2011〕76号").issuing_authority.value, Some(vec!["路桥区卫生局办公室".to_owned()]));
}

#[test]
fn a_form_is_called_what_its_first_cell_prints_with_letters_set_apart() {
    let cell = |text: &str| Cell { text: text.to_owned(), rowspan: 1, colspan: 1 };
    let rows = vec![
        vec![cell("医疗机构\n住 院 病 案 首 页\n健康卡号："), cell("")],
        vec![cell("姓名"), cell("性别")],
        vec![cell("甲"), cell("乙")],
    ];
    let mut blocks = vec![Block::Table(Table { title: None, header_rows: 0, rows })];
    blocks.extend(["^住院病案首页部分项目填写说明", "一、基本要求", "凡相同的项目，按照原来的规定填写，不再说明。"].map(line));
    let form = read(&Manuscript { blocks, ..Manuscript::default() }, "a.doc");
    assert_eq!(form.title.value.as_deref(), Some("住院病案首页"));
    assert!(!form.title.certain);
}

#[test]
fn the_day_on_a_page_s_line_stands_in_and_is_never_certain() {
    let stated = vec![Stated { label: "页面时间".to_owned(), value: "2015-07-04 00:12:00　来源: 中国新闻网".to_owned() }];
    let blocks = ["^多地高温津贴数年未涨", "入夏以来，各地高温津贴陆续发放，标准多年未变。"].map(line).to_vec();
    let page = read(&Manuscript { blocks, stated, ..Manuscript::default() }, "a.html");
    assert_eq!((page.issued_on.value, page.issued_on.certain), (Some(date(2015, 7, 4)), false));
    assert!(!page.published_on.certain);
}

#[test]
fn what_runs_along_the_heads_of_pages_is_likely_who_made_them() {
    let blocks = ["^数据对接接口校验规则", "本文档使用对象：医院软件开发人员", "一、范围", "该标准规定了公民身份号码的编码对象。"]
        .map(line)
        .to_vec();
    let margins = vec!["卫生部医管司 医院质量监测系统研究中心".to_owned()];
    let made = read(&Manuscript { blocks, margins, pages: Some(3), ..Manuscript::default() }, "a.pdf");
    assert_eq!(made.issuing_authority.value, Some(vec!["卫生部医管司".to_owned(), "医院质量监测系统研究中心".to_owned()]));
    assert!(!made.issuing_authority.certain);
}

#[test]
fn who_signs_without_a_day_is_taken_for_the_issuer_and_a_list_is_not() {
    let body = ["^关于做好冬季取暖安全工作的通知", "各乡镇人民政府：", "现将有关事项通知如下。", "一、加强宣传。各乡镇要逐户提醒。"];
    let with = |foot: &[&str]| paper(&[&body, foot].concat()).issuing_authority;
    let one = with(&["云川县应急管理局", "联系人：办公室，电话0000-5600000"]);
    assert_eq!((one.value, one.certain), (Some(vec!["云川县应急管理局".to_owned()]), false));
    let two = with(&["云川县应急管理局　云川县民政局"]);
    assert_eq!(two.value, Some(vec!["云川县应急管理局".to_owned(), "云川县民政局".to_owned()]));
    for none in [
        &["云川县应急管理局", "云川县民政局", "云川县财政局", "云川县教育局"][..],
        &["云川县应急管理局", "以上单位按职责分工负责。"],
        &["请各单位遵照执行。"],
    ] {
        assert_eq!(with(none).value, None, "{none:?}");
    }
}

#[test]
fn a_body_and_one_word_are_a_title_where_nothing_else_is() {
    for (head, number) in [
        (&["云川县教育局通告", "2025年6月4日"][..], None),
        (&["云川县人民政府公告", "（第3号）"], Some("云川县人民政府公告第3号")),
        (&["云川县公安局交通警察大队公告"], None),
    ] {
        let text = ["因台风影响，全县中小学、幼儿园明天停课一天，请各学校通知家长。", "云川县教育局", "2025年6月4日"];
        let paper = paper(&[head, &text].concat());
        assert_eq!((paper.title.value.as_deref(), paper.title.certain), (Some(head[0]), false), "{head:?}");
        assert_eq!(paper.number.value.as_deref(), number);
    }
}

#[test]
fn a_count_in_brackets_below_a_title_is_its_number_and_no_part_of_it() {
    let notice = paper(&[
        "^云川县公安局关于实施道路交通管制的通告",
        "^（2025年第3号）",
        "为保障比赛安全，现通告如下：",
        "一、管制时间：10月18日。",
        "云川县公安局",
        "2025年10月10日",
    ]);
    assert_eq!(notice.title.value.as_deref(), Some("云川县公安局关于实施道路交通管制的通告"));
    assert_eq!((notice.number.value.as_deref(), notice.number.certain), (Some("2025年第3号"), false));
}

#[test]
fn the_note_below_the_title_of_rules_says_by_whom_and_when_they_were_made_public() {
    let rules = paper(&[
        "^云川县集市管理办法",
        "^（二〇二四年二月二十八日云川县人民政府令第7号公布　自2024年4月1日起施行）",
        "^第一章　总则",
        "第一条　为了规范集市，制定本办法。",
        "第二条　本办法自2024年4月1日起施行。",
    ]);
    assert_eq!(rules.title.value.as_deref(), Some("云川县集市管理办法"));
    assert_eq!(rules.number.value.as_deref(), Some("云川县人民政府令第7号"));
    assert_eq!(rules.issued_on.value, Some(date(2024, 2, 28)));
    assert_eq!(rules.issuing_authority.value, Some(vec!["云川县人民政府".to_owned()]));
}

#[test]
fn the_one_word_that_ends_a_title_may_stand_on_a_line_of_its_own() {
    let paper = paper(&[
        "云川县发展和改革局",
        "关于核定城市生活垃圾处理费收费标准的",
        "通知",
        "云发改价〔2025〕8号",
        "各有关单位：",
        "经研究，现将收费标准核定如下，请遵照执行。",
        "云川县发展和改革局",
        "2025年2月28日",
    ]);
    assert_eq!(paper.title.value.as_deref(), Some("云川县发展和改革局关于核定城市生活垃圾处理费收费标准的通知"));
    assert_eq!(paper.number.value.as_deref(), Some("云发改价〔2025〕8号"));
}
