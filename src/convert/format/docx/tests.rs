//! Documents made here, of one trap each.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::convert::{Finding, Level};

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                      xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                      xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                      xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:x=\"urn:unknown\"";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document with this body, and other parts by their kind, name and content.
fn document(body: &str, others: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut write = |name: &str, text: &str| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    };
    write("[Content_Types].xml", "<Types/>");
    write(
        "_rels/.rels",
        &format!("<Relationships><Relationship Id=\"a\" Type=\"{TYPES}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
    );
    write("word/document.xml", &format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>"));
    let mut relations = String::new();
    for (place, (kind, name, text)) in others.iter().enumerate() {
        relations += &format!("<Relationship Id=\"r{place}\" Type=\"{TYPES}/{kind}\" Target=\"{name}\"/>");
        write(&format!("word/{name}"), &text.replace("SPACES", SPACES));
    }
    write("word/_rels/document.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    writer.finish().unwrap().into_inner()
}

/// A document with lists, boxes, a table and a page in it.
pub(in super::super) fn sample() -> Vec<u8> {
    let lists = "<w:numbering SPACES><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
                 <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>总体要求</w:t></w:r></w:p>";
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("甲"), p("乙"));
    let body = format!("{}{item}{table}<w:altChunk r:id=\"r1\"/>", p("关于加强集市管理的通知"));
    document(&body, &[("numbering", "numbering.xml", lists), ("aFChunk", "a.html", "<p>第一条 为了规范集市。</p>")])
}

fn read_body(body: &str, others: &[(&str, &str, &str)]) -> Manuscript {
    read(&document(body, others)).unwrap()
}

fn said(manuscript: &Manuscript) -> Vec<String> {
    words(&manuscript.blocks)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn what_was_deleted_moved_away_or_hidden_is_told_and_not_said() {
    let body = "<w:p><w:r><w:t>每日</w:t></w:r><w:del><w:r><w:delText>二十元（内部）</w:delText><w:t>内部</w:t></w:r></w:del><w:ins><w:r><w:t>十元</w:t></w:r></w:ins></w:p>\
                <w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom><w:r><w:t>内部</w:t></w:r></w:moveFrom></w:p>\
                <w:p><w:moveTo><w:r><w:t>移来的话。</w:t></w:r></w:moveTo></w:p>\
                <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部意见</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>看得见。</w:t></w:r></w:p>\
                <w:p><w:pPr><w:pStyle w:val=\"H\"/></w:pPr><w:r><w:t>样式隐藏的内部意见</w:t></w:r></w:p>\
                <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上一段接</w:t></w:r></w:p><w:p><w:r><w:t>下一段。</w:t></w:r></w:p>\
                <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>内部</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let styles = "<w:styles SPACES><w:style w:type=\"paragraph\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let header = format!("<w:hdr SPACES>{}</w:hdr>", p("内部资料"));
    let manuscript = read_body(body, &[("styles", "styles.xml", styles), ("header", "header1.xml", &header)]);
    assert_eq!(said(&manuscript), ["每日十元", "移来的话。", "看得见。", "上一段接下一段。"]);
    assert_eq!(manuscript.margins, ["内部资料"]);
    let told: Vec<_> = manuscript.findings.iter().map(|finding| (finding.code, finding.level)).collect();
    assert_eq!(told, [(Code::RevisionsPresent, Level::Error), (Code::HiddenContent, Level::Error)]);
    assert!(!format!("{:?}", manuscript.findings).contains("内部意见"));
}

#[test]
fn hidden_digits_only_warn() {
    let body = format!("{}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>000-0</w:t></w:r></w:p>", p("正文。"));
    let findings = read_body(&body, &[]).findings;
    assert!(matches!(findings.as_slice(), [Finding { code: Code::HiddenContent, level: Level::Warning, .. }]), "{findings:?}");
}

#[test]
fn lists_are_numbered_as_word_numbers_them() {
    let level = |at: u8, format: &str, words: &str| {
        format!("<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{words}\"/></w:lvl>")
    };
    let lists = format!(
        "<w:numbering SPACES><w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>",
        level(0, "chineseCountingThousand", "第%1条"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%1.%2.%3"),
        level(0, "bullet", "\u{F0A8}")
    );
    let item = |list: u8, level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 1, "丙"),
        item(1, 2, "丁"),
        item(1, 0, "戊"),
        item(1, 1, "己"),
        item(2, 0, "庚"),
        item(3, 0, "辛"),
        item(3, 0, "壬"),
    ]
    .concat();
    let manuscript = read_body(&body, &[("numbering", "numbering.xml", &lists)]);
    assert_eq!(
        said(&manuscript),
        ["第一条 甲", "（一）乙", "（二）丙", "一.二.1 丁", "第二条 戊", "（一）己", "□ 庚", "第一条 辛", "第二条 壬"]
    );
}

#[test]
fn a_box_of_text_is_said_once_and_an_unknown_way_of_saying_is_not_taken() {
    let boxed = |text: &str| format!("<w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing>", p(text));
    let picked = |requires: &str| {
        format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"{requires}\">{}</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback>\
             </mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
            boxed("文件"),
            p("旧文件")
        )
    };
    let alone = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"x\">{}</mc:Choice></mc:AlternateContent></w:r></w:p>",
        boxed("没人认识")
    );
    let manuscript = read_body(&[picked("wps"), picked("x"), alone].concat(), &[]);
    assert_eq!(said(&manuscript), ["文件", "正文", "旧文件", "正文"]);
}

#[test]
fn a_chunk_of_another_format_is_read_where_it_stands() {
    let page = "<html><body><h1>云川县集市管理办法</h1><p>第一条 甲。</p></body></html>";
    let inner = document(&p("内层"), &[]);
    assert!(!inner.is_empty());
    let body = format!("{}<w:altChunk r:id=\"r0\"/><w:altChunk r:id=\"r1\"/><w:altChunk r:id=\"r9\"/>{}", p("前"), p("后"));
    let manuscript = read_body(&body, &[("aFChunk", "a.html", page), ("aFChunk", "b.txt", "第二条 乙。\n")]);
    assert_eq!(said(&manuscript), ["前", "云川县集市管理办法", "第一条 甲。", "第二条 乙。", "后"]);
    assert!(manuscript.findings.iter().any(|finding| finding.code == Code::AttachmentMissing));
}

#[test]
fn cells_cover_what_they_cover() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[cell("<w:gridSpan w:val=\"2\"/>", "甲"), cell("<w:vMerge w:val=\"restart\"/>", "乙")].concat()),
        row(&[cell("", "丙"), cell("", "丁"), cell("<w:vMerge/>", "")].concat()),
        row(&[cell("", "戊"), cell("", "己"), cell("<w:vMerge/>", "")].concat()),
    );
    let manuscript = read_body(&body, &[]);
    let [Block::Table(table)] = manuscript.blocks.as_slice() else { panic!("{manuscript:?}") };
    let cells: Vec<Vec<(&str, usize, usize)>> =
        table.rows.iter().map(|row| row.iter().map(|cell| (cell.text.as_str(), cell.rowspan, cell.colspan)).collect()).collect();
    assert_eq!(cells, [vec![("甲", 1, 2), ("乙", 3, 1)], vec![("丙", 1, 1), ("丁", 1, 1)], vec![("戊", 1, 1), ("己", 1, 1)]]);
}

#[test]
fn fields_show_their_results_and_controls_only_what_was_filled_in() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>代码</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
                <w:r><w:t>2024年</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>3月</w:t></w:r></w:p>\
                <w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>\
                <w:sdt><w:sdtContent><w:r><w:t>填好的</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    let manuscript = read_body(body, &[]);
    assert_eq!(said(&manuscript), ["2024年3月", "填好的"]);
    assert!(manuscript.findings.iter().any(|finding| finding.code == Code::Placeholder));
}

#[test]
fn elements_without_end_and_document_types_are_refused_or_cut_off() {
    let deep = format!("{}{}{}", "<w:sdt><w:sdtContent>".repeat(3000), p("甲"), "</w:sdtContent></w:sdt>".repeat(3000));
    drop(read(&document(&deep, &[])));
    let bomb = "<!DOCTYPE a [<!ENTITY b \"c\">]><w:styles SPACES/>";
    assert_eq!(read(&document(&p("甲"), &[("styles", "styles.xml", bomb)])).unwrap_err().code, Code::Bomb);
}
