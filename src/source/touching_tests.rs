//! What papers say of one another: which ends are believed of whom, which are doubted, which are none.

use super::{
    tests::{DOCUMENT, open},
    *,
};
use crate::policy::{FullText, LinkKind, Piece};

use super::touching::touching;

/// What a paper of this title says in one paragraph, in short.
fn said(title: &str, paragraph: &str) -> Vec<String> {
    let text = FullText::outlined([Piece::Paragraph(paragraph.to_owned())]);
    let short = |touched: touching::Touched| {
        let kind = if touched.does_it { touched.kind.as_str() } else { "told" };
        let number = touched.number.map_or_else(String::new, |number| format!(" {number}"));
        let on = touched.on.map_or_else(String::new, |on| format!(" {on}"));
        format!("{kind} {}{number}{on}", touched.title)
    };
    touching(title, &text).into_iter().map(short).collect()
}

#[test]
fn a_text_says_which_papers_end() {
    for (paragraph, expected) in [
        ("第九条 本规定自2024年2月1日起施行。《摊位管理办法》同时废止。", vec!["repeals 摊位管理办法"]),
        ("本办法自公布之日起施行，原《摊位管理办法》（云政发〔2018〕3号）即行废止。", vec!["repeals 摊位管理办法 云政发〔2018〕3号"]),
        (
            "2018年5月1日县人民政府印发的《甲办法》《乙办法（试行）》和《丙办法》同时废止。",
            vec!["repeals 丙办法", "repeals 乙办法（试行）", "repeals 甲办法"],
        ),
        ("原云政发〔2018〕3号文件同时废止。", vec!["repeals  云政发〔2018〕3号"]),
        (
            "《甲办法》（云政发〔2018〕3号）和云政发〔2019〕4号同时废止。",
            vec!["repeals  云政发〔2019〕4号", "repeals 甲办法 云政发〔2018〕3号"],
        ),
        ("根据云政发〔2018〕3号，制定本办法；此前的规定失效。", vec![]),
        ("《甲办法》自2027年1月1日起废止。", vec!["repeals 甲办法 2027-01-01"]),
        ("《甲办法》自本办法施行之日起停止执行。", vec!["repeals 甲办法"]),
        ("第九条　自2025年3月1日起，《甲办法》《乙办法》停止执行。", vec!["repeals 乙办法 2025-03-01", "repeals 甲办法 2025-03-01"]),
        ("决定自2025年3月1日起，废止《甲办法》。", vec!["repeals 甲办法 2025-03-01"]),
        ("自2025年3月1日起废止《甲办法》和《乙办法》。", vec!["repeals 乙办法 2025-03-01", "repeals 甲办法 2025-03-01"]),
        ("原《甲办法》及其配套文件同时废止。", vec!["repeals 甲办法"]),
        ("《甲办法》（云政发〔2018〕3号）即日起作废。", vec!["repeals 甲办法 云政发〔2018〕3号"]),
        ("本规定代替《甲办法》（云政发〔2018〕3号）。", vec!["repeals 甲办法 云政发〔2018〕3号"]),
        ("《甲办法》由本规定取代。", vec!["repeals 甲办法"]),
        ("《甲办法》第五条删去。", vec!["amends 甲办法"]),
        ("《甲办法》等3件规章予以废止。", vec!["repeals 甲办法"]),
        ("经研究，决定废止《甲办法》（云政发〔2018〕3号）。", vec!["repeals 甲办法 云政发〔2018〕3号"]),
        ("根据《乙条例》，《甲办法》同时废止。", vec!["repeals 甲办法"]),
        ("2004年《关于修改〈甲办法〉的决定》修正的《甲办法》同时废止。", vec!["repeals 甲办法"]),
        ("《甲暂行办法》(试行)同时废止。", vec!["repeals 甲暂行办法试行"]),
        ("《甲办法》已于2020年废止。", vec![]),
        ("《甲办法》已经废止。", vec!["told 甲办法"]),
        // A part of it.
        ("《甲办法》第五条同时废止。", vec!["amends 甲办法"]),
        ("《甲办法》中关于收费的规定停止执行。", vec!["amends 甲办法"]),
        ("将《甲办法》第五条修改为：“每日五元。”", vec!["amends 甲办法"]),
        ("对《甲办法》作如下修改：", vec!["amends 甲办法"]),
        // No ends at all.
        ("《甲办法》废止前已经受理的，按照原规定办理。", vec![]),
        ("《甲办法》不废止，继续有效。", vec![]),
        ("自2025年3月1日起，《甲办法》继续有效。", vec![]),
        ("由甲单位代替《甲办法》规定的乙单位办理。", vec![]),
        ("《甲证》自2025年3月1日起停止使用的，应当交回。", vec![]),
        ("《甲办法》由本部门解释，替代措施另行规定。", vec![]),
        ("拟废止《甲办法》的，应当征求意见。", vec![]),
        ("本办法废止前，《甲办法》照常执行。", vec![]),
        ("所称“《甲办法》同时废止”，是指不再依照它办理。", vec![]),
        ("《采矿许可证》有效期满不延续的，自行废止。", vec![]),
        ("2014年2月19日 《关于废止和修改部分规章的决定》第一次修订", vec![]),
        ("依照《甲办法》吊销的许可证同时废止。", vec![]),
        ("《甲办法》规定的备案卡自行失效。", vec![]),
        ("根据《关于废止〈甲办法〉的决定》，制定本规定。", vec![]),
        ("县政府关于废止《甲办法》的决定另行公布。", vec![]),
        ("制定、修改和废止《甲办法》，应当公布。", vec![]),
    ] {
        assert_eq!(said("乙规定", paragraph), expected, "{paragraph}");
    }
}

#[test]
fn a_paper_that_ends_others_lists_them() {
    let title = "云川县人民政府关于废止和修改部分文件的决定";
    let piece = |text: &str| Piece::Paragraph(text.to_owned());
    let text = FullText::outlined(
        [
            "一、废止下列文件：",
            "1．《甲办法》（云政发〔2018〕3号）；",
            "2．《乙办法》。",
            "3．戊管理办法（云政发〔2016〕7号）",
            "二、修改下列文件：",
            "1．《丙办法》。",
            "三、《丁办法》（云政发〔2019〕4号）继续有效。",
        ]
        .map(piece),
    );
    let ended: Vec<String> = touching(title, &text).into_iter().map(|touched| touched.title).collect();
    assert_eq!(ended, ["乙办法", "戊管理办法", "甲办法"]);
    assert_eq!(said("关于废止《甲办法》《乙办法》的通知", "各单位："), ["repeals 乙办法", "repeals 甲办法"]);
    assert_eq!(said("关于修改〈甲办法〉的决定", "各单位："), ["amends 甲办法"]);
}

/// A small source: for each paper its name, header and text.
fn read(papers: &[(&str, &str, &str)]) -> (Vec<String>, Vec<String>) {
    let files: Vec<(String, String)> = papers
        .iter()
        .map(|(name, header, text)| {
            let head = DOCUMENT.replace("title = \"养老保险办法\"\n", "").replace("issuers = [\"县政府\"]\n", "");
            (format!("documents/{name}.md"), format!("{head}{header}\n+++\n\n{text}\n"))
        })
        .collect();
    let mut all: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let header = "name = \"甲\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"社保\"]\n";
    all.push(("source.toml", header.as_bytes()));
    let (source, _folder) = open(&all, None);
    let reading = source.check();
    let ties = reading.touches.iter().map(|tied| format!("{} {} {}", tied.source, tied.kind.as_str(), tied.target)).collect();
    (ties, reading.faults.iter().map(ToString::to_string).collect())
}

fn paper(title: &str, issuer: &str, day: &str, more: &str) -> String {
    format!("title = \"{title}\"\nissuers = [\"{issuer}\"]\nissued_on = {day}\n{more}")
}

#[test]
fn an_end_is_tied_to_the_paper_that_is_meant_and_to_no_other() {
    let new = paper("乙规定", "云川县人民政府", "2024-01-05", "");
    let ends = "《甲办法》同时废止。";
    let of = |issuer: &str, day: &str, more: &str| paper("甲办法", issuer, day, more);
    let county = "云川县人民政府";
    for (old, text, expected) in [
        (of(county, "2018-01-05", ""), ends, "b repeals a"),
        (of(county, "2024-01-05", ""), ends, "b repeals a"),
        // Made anew after it had ended; of another place; of another number.
        (of(county, "2025-01-05", ""), ends, ""),
        (of("青川县人民政府", "2018-01-05", ""), ends, ""),
        (of(county, "2018-01-05", "number = \"云政发〔2018〕3号\""), "《甲办法》（云政发〔2018〕3号）同时废止。", "b repeals a"),
        (of(county, "2018-01-05", "number = \"云政发〔2018〕9号\""), "《甲办法》（云政发〔2018〕3号）同时废止。", "b may_end a"),
        (of(county, "2018-01-05", ""), "《甲办法（试行）》同时废止。", "b may_end a"),
        (of(county, "2018-01-05", ""), "《甲办法》已经废止。", "b may_end a"),
        (of(county, "2018-01-05", ""), "《甲办法》第五条同时废止。", "b amends a"),
        (of(county, "2018-01-05", ""), "《甲管理办法》同时废止。", ""),
    ] {
        let (ties, faults) = read(&[("a", &old, "第一条 甲。"), ("b", &new, text)]);
        assert_eq!(ties.join(","), expected, "{old} {text}");
        let doubted = faults.iter().any(|fault| fault.starts_with("documents/b.md:10: 正文说《甲办法"));
        assert_eq!(doubted, expected.contains("may_end"), "{faults:?}");
    }
    // What a field says is not said again.
    let written = format!("{new}repeals = [\"a\"]");
    assert_eq!(read(&[("a", &of(county, "2018-01-05", ""), "第一条 甲。"), ("b", &written, ends)]).0.len(), 0);
}

#[test]
fn a_paper_is_meant_by_the_names_within_its_title() {
    let county = "云川县人民政府";
    let new = paper("乙规定", county, "2024-01-05", "");
    let number = "number = \"云政发〔2018〕3号\"";
    for (title, text) in [
        ("云川县人民政府关于印发《甲办法》的通知", "《甲办法》同时废止。"),
        ("甲办法", "《关于印发〈甲办法〉的通知》同时废止。"),
        ("云川县人民政府关于甲的通知", "《关于甲的通知》同时废止。"),
        ("云川县人民政府关于印发《甲办法》的通知", "《关于印发〈甲办法〉的通知》（云政发〔2018〕3号）同时废止。"),
        ("甲办法", "原云政发〔2018〕3号文件同时废止。"),
    ] {
        let (ties, faults) = read(&[("a", &paper(title, county, "2018-01-05", number), "第一条 甲。"), ("b", &new, text)]);
        assert_eq!(ties, ["b repeals a"], "{title} {text} {faults:?}");
    }
}

#[test]
fn two_papers_that_end_each_other_are_a_fault_of_both() {
    let one = paper("甲办法", "云川县人民政府", "2024-01-05", "repeals = [\"b\"]");
    let other = paper("乙规定", "云川县人民政府", "2024-01-05", "");
    for (one, other, text) in [(one.clone(), format!("{other}replaces = [\"a\"]"), "第一条 乙。"), (one, other, "《甲办法》同时废止。")]
    {
        let (_, faults) = read(&[("a", &one, "第一条 甲。"), ("b", &other, text)]);
        for (file, named) in [("documents/a.md", "documents/b.md"), ("documents/b.md", "documents/a.md")] {
            let told = |fault: &&String| fault.starts_with(file) && fault.contains(named) && fault.contains("互相废止");
            assert_eq!(faults.iter().filter(told).count(), 1, "{file} {faults:?}");
        }
    }
}

#[test]
fn a_text_without_a_day_is_as_young_as_the_start_it_names() {
    let bare = |title: &str| format!("title = \"{title}\"\nissuers = [\"云川县人民政府\"]\n");
    let young = "第一条 甲。\n\n第二条 本规则自2019年12月30日起施行，《甲规则（试行）》同时废止。";
    let old = "第一条 甲。\n\n第二条 本规则自2013年1月1日起施行。1999年1月18日发布的《甲规则》同时废止。";
    let (ties, faults) = read(&[("young", &bare("甲规则"), young), ("old", &bare("甲规则（试行）"), old)]);
    assert_eq!(ties, ["young repeals old"], "{faults:?}");
    assert!(!faults.iter().any(|fault| fault.contains("互相废止")), "{faults:?}");
}

#[test]
fn a_change_is_tied_to_texts_that_are_older_than_it() {
    let change = paper("关于修改〈甲办法〉的决定", "云川县人民政府", "2024-01-05", "");
    for (day, expected) in [("2020-01-01", 1), ("2023-12-29", 0), ("2024-01-05", 0), ("2025-01-05", 0)] {
        let old = paper("甲办法", "云川县人民政府", day, "");
        let (ties, _) = read(&[("a", &old, "第一条 甲。"), ("b", &change, "对《甲办法》作如下修改：")]);
        assert_eq!(ties.len(), expected, "{day} {ties:?}");
        assert!(ties.iter().all(|tied| tied == &format!("b {} a", LinkKind::Amends.as_str())));
    }
}
