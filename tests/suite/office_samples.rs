//! Files of offices, where somebody has put them beside the repository (`../shared/samples`): pages and sheets are read as well as was measured when
//! their readers were chosen. They are not ours to give, so without them this says so and passes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use gongkai::convert::{Block, Code, Held, Level, Manuscript, Refused, read};
use serde_json::Value;

use super::repository;

/// The folder of samples, wherever the repository lies beside it.
fn samples() -> Option<PathBuf> {
    let folder = ["../shared/samples", "../../shared/samples"].into_iter().map(repository).find(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("skipped: there is no folder ../shared/samples");
    }
    folder
}

fn manuscript(path: &Path) -> Result<Manuscript, Refused> {
    match read(&fs::read(path).unwrap(), None).outcome? {
        Held::Manuscript(manuscript) => Ok(*manuscript),
        Held::Files(_) => panic!("{} is an archive", path.display()),
    }
}

/// What stands in it, without blanks and as it is compared.
fn words(manuscript: &Manuscript) -> String {
    let mut words = String::new();
    for block in &manuscript.blocks {
        match block {
            Block::Paragraph(paragraph) => words.push_str(&paragraph.text),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| words.push_str(&cell.text)),
            Block::Picture(_) | Block::Page(_) => {}
        }
    }
    bare(&words)
}

fn bare(text: &str) -> String {
    gongkai::text::fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// One, less the share of letters that must be changed.
fn accuracy(truth: &str, read: &str) -> f64 {
    let (truth, read): (Vec<char>, Vec<char>) = (truth.chars().collect(), read.chars().collect());
    let mut row: Vec<usize> = (0..=read.len()).collect();
    for (at, letter) in truth.iter().enumerate() {
        let mut next = vec![at + 1];
        for (column, other) in read.iter().enumerate() {
            next.push((next[column] + 1).min(row[column + 1] + 1).min(row[column] + usize::from(letter != other)));
        }
        row = next;
    }
    1.0 - row[read.len()] as f64 / truth.len() as f64
}

#[test]
fn the_same_paper_is_read_from_every_format_of_pages() {
    let Some(samples) = samples() else { return };
    let truth = bare(&fs::read_to_string(samples.join("source.txt")).unwrap());
    for (file, least) in [
        ("plain_fmt.pdf", 0.999),
        ("enc_owner.pdf", 0.999),
        ("cid_gbk_euc_h.pdf", 0.998),
        ("cid_noembed_unigb.pdf", 0.999),
        ("cid_unigb_utf16_h.pdf", 0.999),
        // These have a masthead that the truth has not.
        ("hand.ofd", 0.986),
        ("hand_perchar.ofd", 0.986),
        ("hand_rel_shuffled.ofd", 0.986),
        ("easyofd_from_pdf.ofd", 0.986),
    ] {
        let found = accuracy(&truth, &words(&manuscript(&samples.join(file)).unwrap()));
        assert!(found >= least, "{file}: {found}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let Some(samples) = samples() else { return };
    let errors = |file: &str| -> Vec<Code> {
        let found = manuscript(&samples.join(file)).map(|manuscript| manuscript.findings);
        match found {
            Ok(findings) => findings.into_iter().filter(|finding| finding.level == Level::Error).map(|finding| finding.code).collect(),
            Err(refused) => vec![refused.code],
        }
    };
    assert_eq!(errors("scanned.pdf"), [Code::NoTextLayer]);
    assert_eq!(errors("cid_embed_no_tounicode.pdf"), [Code::BadEncodingMap]);
    assert_eq!(errors("enc_user.pdf"), [Code::Encrypted]);
}

#[test]
fn real_pages_and_sheets_hold_what_people_saw_in_them() {
    let Some(samples) = samples() else { return };
    let manifest: Value = serde_json::from_str(&fs::read_to_string(samples.join("real/manifest.json")).unwrap()).unwrap();
    for entry in manifest["files"].as_array().unwrap() {
        let (file, expected) = (entry["file"].as_str().unwrap(), &entry["expected"]);
        let kind = expected["kind"].as_str().unwrap();
        if !["pdf", "ofd", "xls"].iter().any(|begin| kind.starts_with(begin)) {
            continue;
        }
        let manuscript = manuscript(&samples.join("real").join(file)).unwrap();
        let text = words(&manuscript);
        let stopped = manuscript.findings.iter().any(|finding| matches!(finding.code, Code::NoTextLayer | Code::OcrLayer));
        assert_eq!(stopped, kind.contains('(') || expected["readable"] == false, "{file}");
        if expected["readable"] == true {
            for said in ["first_sentence", "last_sentence"].iter().filter_map(|name| expected[name].as_str()) {
                assert!(text.contains(bare(said).as_str()), "{file}: {said}");
            }
        }
        if kind.starts_with("xls") {
            let tables = manuscript.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
            assert_eq!(Some(tables as u64), expected["tables"].as_u64(), "{file}");
        }
    }
}

#[test]
fn cases_that_other_programs_failed_are_read() {
    let Some(samples) = samples() else { return };
    let case = |file: &str| manuscript(&samples.join("cases").join(file)).unwrap();
    let mixed = words(&case("c05-gbk-euc-h-mixed.pdf"));
    assert!(
        ["云川县人民政府办公室文件", "关于加强集市管理的通知", "现就集市管理通知如下"].iter().all(|said| mixed.contains(said)),
        "{mixed}"
    );
    assert_eq!(words(&case("c06-gbk-font-name.pdf")), "关于加强集市管理的通知");
    let table = case("c07-table-over-pages.pdf");
    let rows: Vec<usize> =
        table.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table.rows.len()) } else { None }).collect();
    assert_eq!((rows, words(&table).contains("—1—")), (vec![4], false));
    let sheet = case("c10-merged-header.xlsx");
    assert!(!words(&sheet).contains("不得公开") && sheet.findings.iter().any(|finding| finding.code == Code::HiddenSheet));
    assert_eq!(words(&case("c11-template.ofd")), "云川县人民政府文件关于加强集市管理的通知本通知自印发之日起施行。");
}
