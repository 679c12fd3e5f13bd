//! OFDs made here, and what is read of them.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    super::super::{Block, Code, Level, Manuscript},
    read,
};

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ENTRY: &str = r#"<o:OFD xmlns:o="http://www.ofdspec.org/2016"><o:DocBody><o:DocInfo><o:Title>集市</o:Title><o:CustomDatas><o:CustomData Name="公开方式">主动公开</o:CustomData></o:CustomDatas></o:DocInfo><o:DocRoot>Doc_1/Document.xml</o:DocRoot></o:DocBody></o:OFD>"#;

fn page(objects: &str) -> String {
    format!(r#"<P xmlns="http://www.ofdspec.org/2016">{objects}</P>"#)
}

/// Letters in a line, five millimetres each.
fn line(x: f32, y: f32, words: &str) -> String {
    format!(
        r#"<TextObject ID="1" Boundary="{x} {y} 170 6" Font="1" Size="5"><TextCode X="0" Y="5" DeltaX="g {} 5">{words}</TextCode></TextObject>"#,
        words.chars().count()
    )
}

fn layer(objects: &str) -> String {
    format!(r#"<Content><Layer ID="9"><PageBlock ID="8">{objects}</PageBlock></Layer></Content>"#)
}

fn texts(manuscript: &Manuscript) -> Vec<&str> {
    manuscript
        .blocks
        .iter()
        .filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph.text.as_str()) } else { None })
        .collect()
}

fn codes(manuscript: &Manuscript) -> Vec<(Code, Level)> {
    manuscript.findings.iter().map(|finding| (finding.code, finding.level)).collect()
}

/// A document with a bit of everything.
pub(in crate::convert::format) fn sample() -> Vec<u8> {
    let path = r#"<PathObject ID="4" Boundary="20 90 100 20"><AbbreviatedData>M 0 0 L 100 0 L 100 20 L 0 20 C M 0 10 L 100 10 M 50 0 L 50 20</AbbreviatedData></PathObject>"#;
    document(
        &format!("{}{path}{}", line(20.0, 60.0, "关于加强集市管理的通知"), line(22.0, 92.0, "事项")),
        &line(20.0, 60.0, "本通知自印发之日起施行。"),
    )
}

/// A document of two pages whose names are in another order, with a template, an attachment and broken tags.
fn document(first: &str, second: &str) -> Vec<u8> {
    let document = r#"<D xmlns="http://www.ofdspec.org/2016"><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><TemplatePage ID="7" BaseLoc="Tpls\T.xml"/></CommonData><Pages><Page ID="2" BaseLoc="/Doc_1/Pages/Page_9/Content.xml"/><Page ID="3" BaseLoc="pages/page_2/content.xml"/></Pages><Attachments>Attachs/Attachments.xml</Attachments><CustomTags>Tags/CustomTags.xml</CustomTags></D>"#;
    let template = page(&layer(&line(20.0, 20.0, "云川县人民政府文件")));
    let (first, second) =
        (page(&format!(r#"<Template TemplateID="7"/>{}"#, layer(first))), page(&format!(r#"<Template TemplateID="7"/>{}"#, layer(second))));
    archive(&[
        ("OFD.xml", ENTRY),
        ("Doc_1/Document.xml", document),
        ("Doc_1/Tpls/T.xml", &template),
        ("Doc_1/Pages/Page_2/Content.xml", &second),
        ("Doc_1/Pages/Page_9/Content.xml", &first),
        ("Doc_1/Attachs/Attachments.xml", r#"<A><Attachment ID="1" Name="../附表"><FileLoc>fj.txt</FileLoc></Attachment></A>"#),
        ("Doc_1/Attachs/fj.txt", "序号"),
        ("Doc_1/Tags/CustomTags.xml", "<T><CustomTag><FileLoc>a.xml</FileLoc></CustomTag></T>"),
        ("Doc_1/Tags/a.xml", "<T><逻辑结构"),
        ("Doc_1/Signs/Sign_0/SignedValue.dat", "?"),
    ])
}

#[test]
fn pages_stand_in_the_order_of_the_document_and_templates_once() {
    let manuscript = read(&document(&line(20.0, 60.0, "关于加强集市管理的通知"), &line(20.0, 60.0, "本通知自印发之日起施行。"))).unwrap();
    assert_eq!(texts(&manuscript), ["云川县人民政府文件", "关于加强集市管理的通知", "本通知自印发之日起施行。"]);
    assert_eq!(manuscript.pages, Some(2));
    let assets: Vec<(&str, &[u8])> = manuscript.assets.iter().map(|asset| (asset.name.as_str(), asset.bytes.as_slice())).collect();
    assert_eq!(assets, [("..附表.txt".trim_start_matches('.'), "序号".as_bytes())]);
    let stated: Vec<(&str, &str)> = manuscript.stated.iter().map(|stated| (stated.label.as_str(), stated.value.as_str())).collect();
    assert_eq!(stated, [("property:title", "集市"), ("公开方式", "主动公开"), ("signed", "true")]);
}

#[test]
fn objects_out_of_order_are_put_in_order() {
    let lines = ["第一条", "第二条", "第三条", "第四条"].map(|words| {
        (words, 40.0 + 10.0 * f32::from(u8::try_from(words.chars().nth(1).map_or(0, |c| "一二三四".find(c).unwrap() / 3)).unwrap()))
    });
    let shuffled: String = [3, 1, 2, 0].iter().map(|&at: &usize| line(20.0, lines[at].1, lines[at].0)).collect();
    let manuscript = read(&document(&shuffled, "")).unwrap();
    assert_eq!(texts(&manuscript)[1..], ["第一条", "第二条", "第三条", "第四条"]);
}

#[test]
fn distances_that_lie_and_objects_nobody_sees_do_no_harm() {
    let hidden = line(20.0, 80.0, "内部意见不得公开").replace("<TextObject", r#"<TextObject Visible="false""#);
    let lying = line(20.0, 60.0, "关于集市的通知").replace("g 7 5", "g 4000000000 5");
    let manuscript = read(&document(&format!("{lying}{hidden}"), "")).unwrap();
    assert_eq!(texts(&manuscript), ["云川县人民政府文件", "关于集市的通知"]);
    assert_eq!(codes(&manuscript), [(Code::HiddenContent, Level::Error)]);
}

#[test]
fn a_paper_that_says_it_is_not_for_all_is_told() {
    let entry = ENTRY.replace("主动公开", "不公开");
    let page = page(&layer(&line(20.0, 60.0, "关于加强集市管理的通知")));
    let document = r#"<D><Pages><Page ID="2" BaseLoc="C.xml"/></Pages></D>"#;
    let manuscript = read(&archive(&[("OFD.xml", &entry), ("Doc_1/Document.xml", document), ("Doc_1/C.xml", &page)])).unwrap();
    assert_eq!(codes(&manuscript), [(Code::NotDisplayable, Level::Error)]);
}

#[test]
fn drawn_pages_have_no_text_layer() {
    let path = r#"<PathObject ID="4" Boundary="0 0 210 297"><AbbreviatedData>M 1 1 B 1 2 3 4 5 6 C</AbbreviatedData></PathObject>"#;
    let drawn = archive(&[
        ("OFD.xml", ENTRY),
        ("Doc_1/Document.xml", r#"<D><Pages><Page ID="2" BaseLoc="C.xml"/></Pages></D>"#),
        ("Doc_1/C.xml", &page(&layer(path))),
    ]);
    assert_eq!(codes(&read(&drawn).unwrap()), [(Code::NoTextLayer, Level::Error)]);
}

/// A document whose pages hold these objects, with two pictures among its resources.
fn pictured(pages: &[&str]) -> Vec<u8> {
    let listed: String = (0..pages.len()).map(|at| format!(r#"<Page ID="{}" BaseLoc="P{at}.xml"/>"#, at + 10)).collect();
    let document = format!(r#"<D><CommonData><DocumentRes>DocumentRes.xml</DocumentRes></CommonData><Pages>{listed}</Pages></D>"#);
    let media = r#"<Res BaseLoc="Res"><MultiMedias><MultiMedia ID="5" Type="Image"><MediaFile>a.png</MediaFile></MultiMedia><MultiMedia ID="6" Type="Image"><MediaFile>b.jpg</MediaFile></MultiMedia></MultiMedias></Res>"#;
    let drawn: Vec<(String, String)> =
        pages.iter().enumerate().map(|(at, objects)| (format!("Doc_1/P{at}.xml"), page(&layer(objects)))).collect();
    let mut parts = vec![("OFD.xml", ENTRY), ("Doc_1/Document.xml", document.as_str()), ("Doc_1/DocumentRes.xml", media)];
    parts.extend([("Doc_1/Res/a.png", "\u{89}PNG"), ("Doc_1/Res/b.jpg", "no picture")]);
    parts.extend(drawn.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    archive(&parts)
}

/// A picture that covers so much of the page from above.
fn image(id: u32, high: f32) -> String {
    format!(r#"<ImageObject ID="3" CTM="210 0 0 {high} 0 0" Boundary="0 0 210 {high}" ResourceID="{id}"/>"#)
}

#[test]
fn pages_that_are_pictures_are_kept_as_a_file_and_their_stray_letters_are_no_text() {
    let stray = line(90.0, 280.0, "扫描全能王创建");
    let scan = pictured(&[&format!("{}{stray}", image(5, 297.0)), &format!("{}{}", image(6, 150.0), image(6, 147.0))]);
    let mut manuscript = read(&scan).unwrap();
    assert_eq!(codes(&manuscript), [(Code::NoTextLayer, Level::Error)]);
    assert!(texts(&manuscript).is_empty(), "{:?}", texts(&manuscript));
    let names = |manuscript: &Manuscript| manuscript.assets.iter().map(|asset| asset.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&manuscript), ["原件.ofd"]);
    assert_eq!(manuscript.assets[0].bytes, scan);
    // `\u{89}` is two bytes in UTF-8: no picture that a program would read.
    super::paint(&scan, &mut manuscript);
    assert_eq!(names(&manuscript), ["原件.ofd"]);
    // A seal or an emblem beside words is neither.
    let words = line(20.0, 60.0, "关于加强集市管理的通知") + &line(20.0, 70.0, "各乡镇人民政府，县政府各部门");
    let read = read(&pictured(&[&format!("{}{words}", image(5, 60.0))])).unwrap();
    assert!(read.findings.is_empty() && read.assets.is_empty(), "{:?}", read.findings);
}

#[test]
fn words_that_a_machine_guessed_below_a_picture_are_a_draft_and_not_hidden_words() {
    for unseen in [r#"<TextObject Fill="false""#, r#"<TextObject Alpha="0""#, r#"<TextObject Visible="false""#] {
        let below =
            (line(20.0, 60.0, "关于加强集市管理的通知") + &line(20.0, 70.0, "各乡镇人民政府，县政府各部门")).replace("<TextObject", unseen);
        let manuscript = read(&pictured(&[&format!("{below}{}", image(5, 297.0))])).unwrap();
        assert_eq!(codes(&manuscript), [(Code::OcrLayer, Level::Error)], "{unseen}");
        assert_eq!(texts(&manuscript)[0], "关于加强集市管理的通知");
        assert_eq!(manuscript.assets.len(), 1);
        // The same without a picture is what somebody did not want seen.
        let manuscript = read(&pictured(&[&format!("{below}{}", line(20.0, 90.0, "关于加强庙会管理的通知"))])).unwrap();
        assert_eq!(codes(&manuscript), [(Code::HiddenContent, Level::Error)], "{unseen}");
        assert_eq!(texts(&manuscript), ["关于加强庙会管理的通知"]);
    }
}

#[test]
fn what_is_no_ofd_is_refused() {
    let entities = r#"<!DOCTYPE a [<!ENTITY b "c">]><OFD/>"#;
    for (bytes, code) in
        [(Vec::new(), Code::Corrupt), (archive(&[("a.txt", "a")]), Code::Corrupt), (archive(&[("OFD.xml", entities)]), Code::Corrupt)]
    {
        assert_eq!(read(&bytes).unwrap_err().code, code);
    }
}
