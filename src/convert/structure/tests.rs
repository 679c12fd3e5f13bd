//! Whole papers, as readers of formats hand them over.

use jiff::civil::date;

use super::*;
use crate::{
    convert::{Align, Block, Cell, Code, Level, Look, Paragraph, Place, Stated, Table},
    policy::DisclosureMark,
};

fn manuscript(lines: &[&str]) -> Manuscript {
    let blocks = lines.iter().map(|text| match text.strip_prefix("^") {
        Some(text) => styled(text, Look { align: Align::Centre, size: Some(22.0), ..Look::default() }),
        None => styled(text, Look::default()),
    });
    Manuscript { blocks: blocks.collect(), ..Manuscript::default() }
}

fn styled(text: &str, look: Look) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), look })
}

fn paper(lines: &[&str]) -> Paper {
    read(&manuscript(lines), "a.docx")
}

fn codes(paper: &Paper) -> Vec<Code> {
    paper.findings.iter().map(|finding| finding.code).collect()
}

fn headings(paper: &Paper) -> Vec<(u8, String)> {
    paper.headings().map(|heading| (heading.level, format!("{}{}", heading.mark, heading.text))).collect()
}

/// What a notice ends with, for papers whose foot is not what a test is about.
const FOOT: [&str; 3] = ["云川县人民政府办公室", "2024年2月8日", "（此件公开发布）"];

#[test]
fn a_notice_states_all_its_fields() {
    let paper = paper(&[
        "特急",
        "云川县人民政府办公室文件",
        "云政办发〔2024〕7号　　　签发人：张某",
        "^云川县人民政府办公室",
        "^关于印发云川县集市管理办法的通知",
        "各乡镇人民政府，县直各部门：",
        "《云川县集市管理办法》已经县政府同意，现印发给你们，请按照云政发〔2020〕3号文件认真贯彻落实。",
        "附件：1．集市名录",
        "　　　2．收费标准",
        "　云 川 县 人 民 政 府 办 公 室",
        "二〇二四年二月八日",
        "（此件公开发布）",
        "抄送：县委各部门。",
        "云川县人民政府办公室　　　　2024年2月9日印发",
        "^云川县集市管理办法",
        "第一章 总则",
        "第一条 为了规范集市，制定本办法。",
        "第二条 本办法自2024年4月1日起施行，有效期5年。《云川县集市暂行办法》（云政办发〔2018〕14号）同时废止。",
    ]);
    assert_eq!(paper.title.value.as_deref(), Some("云川县人民政府办公室关于印发云川县集市管理办法的通知"));
    assert_eq!(paper.number.value.as_deref(), Some("云政办发〔2024〕7号"));
    assert_eq!(paper.issuing_authority.value, Some(vec!["云川县人民政府办公室".to_owned()]));
    assert_eq!(paper.addressee.value.as_deref(), Some("各乡镇人民政府，县直各部门"));
    assert_eq!(paper.issued_on.value, Some(date(2024, 2, 8)));
    assert_eq!(paper.mark.value, Some(DisclosureMark::Open));
    assert_eq!((paper.effective_on.value, paper.effective_on.certain), (Some(date(2024, 4, 1)), true));
    assert_eq!((paper.expires_on.value, paper.expires_on.certain), (Some(date(2029, 3, 31)), false));
    assert!(
        paper.title.certain && paper.number.certain && paper.issuing_authority.certain && paper.issued_on.certain && paper.mark.certain
    );
    assert_eq!(paper.cites, ["云政发〔2020〕3号", "云政办发〔2018〕14号"]);
    assert_eq!(paper.attachments.iter().map(|attached| attached.title.as_str()).collect::<Vec<_>>(), ["集市名录", "收费标准"]);
    assert_eq!(paper.parts.iter().map(|part| part.title.as_str()).collect::<Vec<_>>(), ["云川县集市管理办法"]);
    assert_eq!(paper.genre.value.as_deref(), Some("通知"));
    let ended = paper.validity.iter().find(|words| words.what == Holding::Repealed).unwrap();
    assert_eq!(ended.of.as_deref(), Some("云川县集市暂行办法"));
    assert_eq!(headings(&paper), [(1, "第一章总则".to_owned())]);
    let read: Vec<&str> = paper.pieces.iter().filter(|piece| piece.role.is_read()).map(|piece| piece.text.as_str()).take(2).collect();
    assert!(read.first().is_some_and(|first| first.starts_with("各乡镇")), "{read:?}");
}

#[test]
fn a_number_glued_between_title_and_addressee_is_cut_out() {
    let paper = paper(&[
        "市人民政府办公室 关于加强集市管理的通知云政办发〔2024〕52号各县（区）人民政府：",
        "现通知如下。",
        "云川市人民政府办公室",
        "2024年8月14日",
    ]);
    assert_eq!(paper.title.value.as_deref(), Some("市人民政府办公室关于加强集市管理的通知"));
    assert_eq!(paper.number.value.as_deref(), Some("云政办发〔2024〕52号"));
    assert_eq!(paper.addressee.value.as_deref(), Some("各县（区）人民政府"));
    assert_eq!(paper.issuing_authority.value, Some(vec!["云川市人民政府办公室".to_owned()]));
}

#[test]
fn orders_and_announcements_have_their_number_below_the_masthead() {
    let order = paper(&[
        "云川县人民政府令",
        "第12号",
        "《云川县集市管理办法》已经县政府常务会议通过，现予公布。",
        "县长　张某",
        "2024年2月8日",
        "云川县集市管理办法",
        "第一条 为了规范集市。",
    ]);
    assert_eq!(order.number.value.as_deref(), Some("云川县人民政府令第12号"));
    assert_eq!(order.issuing_authority.value, Some(vec!["云川县人民政府".to_owned()]));
    let announcement = paper(&[
        "云川县民政局公告",
        "2024年第3号",
        "关于公布养老机构名单的公告",
        "现将养老机构名单公布如下。",
        "云川县民政局",
        "2024年2月8日",
    ]);
    assert_eq!(announcement.number.value.as_deref(), Some("云川县民政局公告2024年第3号"));
    assert_eq!(announcement.title.value.as_deref(), Some("关于公布养老机构名单的公告"));
}

#[test]
fn a_joint_paper_has_each_of_its_bodies() {
    let paper = paper(&[
        "^云川县民政局",
        "^云川县财政局",
        "^关于提高低保标准的通知",
        "云民发〔2024〕9号",
        "各乡镇：",
        "现通知如下。",
        "云川县民政局　　　云川县财政局",
        "2024.3.5",
        "信息公开选项：主动公开",
    ]);
    assert_eq!(paper.title.value.as_deref(), Some("云川县民政局 云川县财政局关于提高低保标准的通知"));
    assert_eq!(paper.issuing_authority.value, Some(vec!["云川县民政局".to_owned(), "云川县财政局".to_owned()]));
    assert_eq!(paper.issued_on.value, Some(date(2024, 3, 5)));
    assert_eq!(paper.mark.value, Some(DisclosureMark::Open));
}

#[test]
fn who_stamps_for_another_did_not_certainly_issue() {
    let paper = paper(&[
        "云川县防汛指挥部文件",
        "云汛发〔2024〕2号",
        "关于做好防汛工作的通知",
        "各乡镇：",
        "请做好防汛。",
        "云川县水利局（代章）",
        "2024年6月1日",
    ]);
    assert!(!paper.issuing_authority.certain);
}

#[test]
fn what_a_form_came_with_is_no_value() {
    let paper = paper(&[
        "XXXX人民政府文件",
        "XX发〔20XX〕XX号",
        "[此处输入文件标题]",
        "[此处输入主送机关]：",
        "[此处输入正文内容]",
        "XXXX人民政府",
        "20XX年XX月XX日",
        "XXXX人民政府　2020年2月19日印发",
    ]);
    assert_eq!((paper.title.value.as_deref(), paper.number.value.as_deref(), paper.issued_on.value), (None, None, None));
    assert_eq!(paper.issuing_authority.value, Some(vec!["XXXX人民政府".to_owned()]));
    assert!(!paper.issuing_authority.certain);
    assert!(codes(&paper).contains(&Code::Placeholder));
}

#[test]
fn days_that_a_machine_misread_are_not_claimed() {
    for day in ["二〇年八月十二日", "十二月五十五日", "2015年10月13"] {
        let paper = paper(&["关于做好卫生统计工作的函", "卫办函〔2015〕20号", "各省卫生厅：", "请做好统计。", "云川县卫生局", day]);
        assert_eq!(paper.issued_on.value, None, "{day}");
    }
}

#[test]
fn the_day_of_printing_is_not_the_day_of_issue() {
    let paper = paper(&[
        "关于做好统计工作的通知",
        "云统发〔2009〕30号",
        "各乡镇：",
        "请做好统计。",
        "云川县统计局",
        "二〇〇九年十二月二十五日",
        "（信息公开形式：主动公开）",
        "云川县统计局办公室　2009年12月28日印发",
    ]);
    assert_eq!(paper.issued_on.value, Some(date(2009, 12, 25)));
    assert_eq!(paper.mark.value, Some(DisclosureMark::Open));
}

#[test]
fn a_paper_that_is_not_for_everybody_is_an_error() {
    let paper = paper(&["公文处理单", "公开方式 不公开", "拟办意见：请领导阅示。"]);
    assert!(paper.findings.iter().any(|finding| finding.code == Code::NotDisplayable && finding.level == Level::Error));
    let mut form = manuscript(&["公文处理单"]);
    let cell = |text: &str| Cell { text: text.to_owned(), rowspan: 1, colspan: 1 };
    form.blocks.push(Block::Table(Table { rows: vec![vec![cell("公开属性"), cell("依申请公开")]], ..Table::default() }));
    assert_eq!(read(&form, "").mark.value, Some(DisclosureMark::OnApplication));
}

#[test]
fn of_two_marks_the_stricter_holds_and_the_difference_is_told() {
    let paper = paper(&[
        "关于做好统计工作的通知",
        "各乡镇：",
        "请做好统计。",
        "云川县统计局",
        "2024年2月8日",
        "（此件公开发布）",
        "公开属性：依申请公开",
    ]);
    assert_eq!((paper.mark.value, paper.mark.certain), (Some(DisclosureMark::OnApplication), false));
    assert!(codes(&paper).contains(&Code::MetaConflict));
}

#[test]
fn numbered_lists_are_no_headings() {
    let mut lines = vec!["临床诊疗指南丛书目录"];
    lines.extend(["1、心血管外科分册 定价：22元", "2、肾脏病学分册 定价：48元", "3、骨科分册 定价：30元", "4、眼科分册 定价：25元"]);
    assert!(headings(&paper(&lines)).is_empty());
    let listed = [
        "关于集市的通知",
        "各乡镇：",
        "现通知如下：",
        "一是加强领导。",
        "二是落实责任。",
        "第三条 下列人员可以申请：",
        "（一）年满六十周岁的；",
        "（二）其他人员。",
    ];
    assert!(headings(&paper(&listed)).is_empty());
}

#[test]
fn headings_have_levels_and_what_runs_on_is_text() {
    let paper = paper(&[
        "云川县工作要点",
        "为做好工作，制定本要点。",
        "一、总体要求",
        "坚持公开。",
        "二、主要任务",
        "（一）深化公开。集中公开预算，具体到项目。",
        "（二）建设专区",
        "1.推进财政公开。",
        "集中公开预算。",
        "2.推进救助公开。",
        "公开标准。",
        "四、保障措施",
        "加强领导。",
    ]);
    let expected = [
        (1, "一、总体要求"),
        (1, "二、主要任务"),
        (2, "（一）深化公开"),
        (2, "（二）建设专区"),
        (3, "1.推进财政公开"),
        (3, "2.推进救助公开"),
        (1, "四、保障措施"),
    ];
    assert_eq!(headings(&paper), expected.map(|(level, text)| (level, text.to_owned())));
    assert!(codes(&paper).contains(&Code::NumberingGap));
    assert!(paper.pieces.iter().any(|piece| piece.role == Role::Text && piece.text == "集中公开预算，具体到项目。"));
}

#[test]
fn standards_number_their_headings_with_a_space() {
    let paper = paper(&[
        "GB/T 12404-1997",
        "单位隶属关系代码",
        "1 范围",
        "本标准规定了代码。",
        "2 引用文件",
        "下列文件必不可少。",
        "3 代码",
        "10 中央",
        "20 省",
        "50 县",
    ]);
    assert_eq!(paper.number.value.as_deref(), Some("GB/T 12404-1997"));
    assert_eq!(headings(&paper).len(), 3, "{:?}", headings(&paper));
}

#[test]
fn what_a_page_states_wins_and_what_differs_is_told() {
    let mut page =
        manuscript(&["关于加强集市管理的通知", "云政发〔2024〕3号", "各乡镇：", "请加强管理。", "云川县人民政府", "2024年2月8日"]);
    page.stated = [
        ("索引号", "YC001/202402-00001"),
        ("发布机构", "云川县人民政府办公室"),
        ("成文日期", "2024-02-09"),
        ("发布日期", "2024-02-20"),
        ("文号", "云政发〔2024〕3号"),
    ]
    .map(|(label, value)| Stated { label: label.to_owned(), value: value.to_owned() })
    .to_vec();
    let paper = read(&page, "page.html");
    assert_eq!(paper.index_number.value.as_deref(), Some("YC001/202402-00001"));
    assert_eq!((paper.issued_on.value, paper.issued_on.origin), (Some(date(2024, 2, 9)), Origin::File));
    assert_eq!(paper.published_on.value, Some(date(2024, 2, 20)));
    assert!(codes(&paper).contains(&Code::MetaConflict));
}

#[test]
fn a_day_of_publication_never_becomes_a_certain_day_of_issue() {
    let paper = paper(&[
        "1至10月投资结构趋稳",
        "发布日期：2016-11-22　来源：云川县发改局　浏览次数：12",
        "1至10月，全县投资完成246.79亿元，同比增长15.3%。",
    ]);
    assert_eq!(paper.published_on.value, Some(date(2016, 11, 22)));
    assert!(!paper.issued_on.certain);
}

#[test]
fn the_file_s_name_is_never_the_title_and_may_contradict_it() {
    let empty = read(&manuscript(&["申请人签名："]), "关于集市的通知.docx");
    assert_eq!(empty.title.value, None);
    let other = read(
        &manuscript(&["^区域卫生信息平台交互规范 第13部分：时间服务", "本部分规定了时间服务。"]),
        "区域卫生信息平台交互规范第11部分：时间服务.docx",
    );
    assert!(other.findings.iter().any(|finding| finding.code == Code::MetaConflict && finding.place == Some(Place::Name)));
}

#[test]
fn several_papers_in_one_file_are_noticed() {
    let reports = paper(&[
        "市教育局贯彻落实通知精神。",
        "一、工作情况",
        "做了工作。",
        "二、存在问题",
        "有问题。",
        "市财政局围绕要点开展工作。",
        "一、工作情况",
        "做了工作。",
    ]);
    assert!(codes(&reports).contains(&Code::MultiDocument));
    let mut lines = vec!["关于集市的通知", "云政办发〔2024〕7号", "各乡镇：", "请执行。"];
    lines.extend(FOOT);
    lines.extend(["关于庙会的通知", "云政办发〔2024〕8号", "各乡镇：", "请执行。"]);
    assert!(codes(&paper(&lines)).contains(&Code::MultiDocument));
}

#[test]
fn attachments_that_are_not_there_are_told() {
    let mut lines = vec!["关于集市的通知", "各乡镇：", "请执行。", "附件：1.集市名录", "2.收费标准"];
    lines.extend(FOOT);
    lines.extend(["附件1", "集市名录", "城关集市。"]);
    let paper = paper(&lines);
    let missing: Vec<&str> =
        paper.findings.iter().filter(|finding| finding.code == Code::AttachmentMissing).map(|finding| finding.words.as_str()).collect();
    assert_eq!(missing, ["收费标准"]);
}

#[test]
fn no_text_breaks_the_rules() {
    for text in ["", "：", "第", "（", "〔2024〕", "一、", "附件：", "\u{FEFF}", "１．", "①", "公开属性：", "年月日", "《", "2024年"]
    {
        drop(paper(&[text, text, text]));
    }
}

#[test]
fn an_order_is_called_what_it_makes_law() {
    let sentence = "《云川县停车管理办法》已经2025年11月3日县人民政府第62次常务会议审议通过，现予公布，自2026年1月1日起施行。";
    let head = ["云川县人民政府令", "第47号", sentence, "县长　某某", "2025年11月18日"];
    let text = ["云川县停车管理办法", "第一章　总则", "第一条　为了加强停车管理，制定本办法。", "第二条　本县停车适用本办法。"];
    for (lines, certain) in [([head.as_slice(), &text].concat(), true), (head.to_vec(), false)] {
        let paper = paper(&lines);
        assert_eq!((paper.title.value.as_deref(), paper.title.certain), (Some("云川县停车管理办法"), certain));
        assert_eq!(paper.issued_on.value, Some(date(2025, 11, 18)));
    }
    assert_eq!(paper(&["云川县人民政府办公室", "云政办发〔2025〕4号", sentence]).title.value, None, "no order");
}

#[test]
fn one_word_is_a_title_where_nothing_else_is() {
    let lines = ["公告", "因道路施工，柳桥路自2024年3月1日起封闭，请过往车辆绕行。", "云川县交通运输局", "2024年2月8日"];
    let paper = paper(&lines);
    assert_eq!((paper.title.value.as_deref(), paper.title.certain), (Some("公告"), false));
    let whole = self::paper(&["云川县交通运输局", "公告", lines[1], lines[2], lines[3]]);
    assert!(whole.title.value.as_deref().is_some_and(|title| title.ends_with("公告")), "{:?}", whole.title);
}
