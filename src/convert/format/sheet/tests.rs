//! Workbooks made here, and what is read of them.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    super::super::{Block, Code, Level, Manuscript, Table},
    read, read_csv,
};

/// A workbook of these sheets: name, state, what stands in its part.
fn book(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let listed: String = (1..)
        .zip(sheets)
        .map(|(at, (name, state, _))| format!(r#"<sheet name="{name}" sheetId="{at}" state="{state}" r:id="rId{at}"/>"#))
        .collect();
    let related: String = (1..)
        .zip(sheets)
        .map(|(at, _)| format!(r#"<Relationship Id="rId{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>"#))
        .collect();
    add("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#);
    add(
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    );
    add(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#
        ),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>"#),
    );
    for (at, (_, _, text)) in (1..).zip(sheets) {
        add(
            &format!("xl/worksheets/sheet{at}.xml"),
            &format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{text}</worksheet>"#),
        );
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with a bit of everything.
pub(in crate::convert::format) fn sample() -> Vec<u8> {
    let first = rows(&[&["云川县基层政务公开标准目录"], &["序号", "公开事项", ""], &["", "一级", "二级"], &["1", "法治宣传", "普法"]])
        + &merged(&["A1:C1", "A2:A3", "B2:C2"]);
    let first = format!(r#"<cols><col min="2" max="2" hidden="1"/></cols>{first}"#);
    book(&[("甲", "visible", &first), ("乙", "hidden", &rows(&[&["不得公开"]]))])
}

/// Rows of cells; an empty text is no cell.
fn rows(rows: &[&[&str]]) -> String {
    let cell = |row: usize, column: usize, text: &str| {
        let name = char::from(b'A' + u8::try_from(column).unwrap());
        if text.is_empty() { String::new() } else { format!(r#"<c r="{name}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#) }
    };
    let row = |(at, cells): (usize, &&[&str])| {
        let cells: String = cells.iter().enumerate().map(|(column, text)| cell(at, column, text)).collect();
        format!(r#"<row r="{at}">{cells}</row>"#)
    };
    format!("<sheetData>{}</sheetData>", (1..).zip(rows).map(row).collect::<String>())
}

fn merged(regions: &[&str]) -> String {
    let regions: String = regions.iter().map(|region| format!(r#"<mergeCell ref="{region}"/>"#)).collect();
    format!("<mergeCells>{regions}</mergeCells>")
}

fn tables(manuscript: &Manuscript) -> Vec<&Table> {
    manuscript.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

fn codes(manuscript: &Manuscript) -> Vec<(Code, Level)> {
    manuscript.findings.iter().map(|finding| (finding.code, finding.level)).collect()
}

#[test]
fn a_catalogue_has_its_title_its_header_and_its_larger_cells() {
    let sheet = rows(&[
        &["云川县基层政务公开标准目录"],
        &["序号", "公开事项", "", "公开方式", ""],
        &["", "一级", "二级", "主动", "依申请"],
        &["1", "法治宣传", "普法", "√", ""],
        &["2", "", "案例", "√", ""],
    ]) + &merged(&["A1:E1", "A2:A3", "B2:C2", "D2:E2", "B4:B5"]);
    let manuscript = read(&book(&[("Sheet1", "visible", &sheet), ("台账", "hidden", &rows(&[&["不得公开"]]))])).unwrap();
    let table = tables(&manuscript)[0];
    assert_eq!((table.title.as_deref(), table.header_rows), (Some("云川县基层政务公开标准目录"), 2));
    let spans: Vec<Vec<(&str, usize, usize)>> =
        table.rows.iter().map(|row| row.iter().map(|cell| (cell.text.as_str(), cell.rowspan, cell.colspan)).collect()).collect();
    assert_eq!(spans[0], [("序号", 2, 1), ("公开事项", 1, 2), ("公开方式", 1, 2)]);
    assert_eq!(spans[2], [("1", 1, 1), ("法治宣传", 2, 1), ("普法", 1, 1), ("√", 1, 1), ("", 1, 1)]);
    assert_eq!(spans[3], [("2", 1, 1), ("案例", 1, 1), ("√", 1, 1), ("", 1, 1)]);
    assert_eq!(codes(&manuscript), [(Code::HiddenSheet, Level::Warning)]);
}

#[test]
fn hidden_rows_and_columns_are_left_out_and_told() {
    let sheet = rows(&[&["姓名", "身份证号", "金额"], &["张某", "某号", "100"], &["李某", "某号", "200"]])
        .replace(r#"<row r="3">"#, r#"<row r="3" hidden="1">"#);
    let sheet = format!(r#"<cols><col min="2" max="2" hidden="1"/></cols>{sheet}"#);
    let manuscript = read(&book(&[("Sheet1", "visible", &sheet)])).unwrap();
    let texts: Vec<Vec<&str>> = tables(&manuscript)[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(texts, [["姓名", "金额"], ["张某", "100"]]);
    assert_eq!(codes(&manuscript), [(Code::HiddenContent, Level::Warning)]);
}

#[test]
fn cells_far_apart_and_regions_that_overlap_do_no_harm() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" t="inlineStr"><is><t>乙</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>丙</t></is></c></row></sheetData>"#.to_owned()
        + &merged(&["A1:XFD1048576", "A1:B1", "B1:B9"]);
    let manuscript = read(&book(&[("Sheet1", "visible", &sheet)])).unwrap();
    let all: Vec<&str> =
        tables(&manuscript)[0].rows.iter().flatten().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
    assert_eq!(all, ["甲", "乙", "丙"]);
}

#[test]
fn a_sheet_of_cells_on_a_diagonal_is_too_large() {
    let cell = |row: usize| format!(r#"<row r="{row}"><c r="{}{row}"><v>1</v></c></row>"#, column(row));
    let sheet = format!("<sheetData>{}</sheetData>", (1..4_000).map(cell).collect::<String>());
    assert_eq!(read(&book(&[("Sheet1", "visible", &sheet)])).unwrap_err().code, Code::TooLarge);
}

/// The letters of a column, from 1.
fn column(number: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap());
    if number <= 26 { letter(number - 1).to_string() } else { column((number - 1) / 26) + &letter(number - 1).to_string() }
}

#[test]
fn formulas_without_a_result_are_told() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f></c></row></sheetData>"#;
    assert_eq!(codes(&read(&book(&[("Sheet1", "visible", sheet)])).unwrap()), [(Code::TableSuspect, Level::Warning)]);
}

#[test]
fn what_is_no_workbook_is_refused() {
    for bytes in [b"".as_slice(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0"] {
        assert_eq!(read(bytes).unwrap_err().code, Code::Corrupt);
    }
    assert_eq!(codes(&read(&book(&[("Sheet1", "visible", "<sheetData/>")])).unwrap()), [(Code::EmptyText, Level::Error)]);
}

#[test]
fn tables_of_text_are_read_however_they_were_saved() {
    let rows = ["一级事项,二级事项,公开内容", "法治宣传,\"普法, 活动\",\"资讯\n安排\"", "法律援助,指南,\"他说\"\"好\"\"\""].join("\r\n");
    let (gbk, _, _) = encoding_rs::GBK.encode(&rows);
    let semicolons = "sep=;\n一级事项;二级事项;公开内容\n法治宣传;普法, 活动;\"资讯\n安排\"\n法律援助;指南;\"他说\"\"好\"\"\"\n";
    let tabs = "一级事项\t二级事项\t公开内容\n法治宣传\t普法, 活动\t\"资讯\n安排\"\n法律援助\t指南\t\"他说\"\"好\"\"\"\n";
    for bytes in [rows.as_bytes(), &["\u{feff}", &rows].concat().into_bytes(), &gbk, semicolons.as_bytes(), tabs.as_bytes()] {
        let manuscript = read_csv(bytes).unwrap();
        let texts: Vec<Vec<&str>> =
            tables(&manuscript)[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(
            texts,
            [["一级事项", "二级事项", "公开内容"], ["法治宣传", "普法, 活动", "资讯\n安排"], ["法律援助", "指南", "他说\"好\""]]
        );
        assert_eq!(tables(&manuscript)[0].header_rows, 1);
    }
}
