//! Files of an office as disks, sticks and foes leave them, through the whole program: cut, bent, spliced with one another. Whatever comes, every file is
//! answered for by name, nothing half-written stays behind, and the program goes on to the next.
//!
//! A few dozen over files made here. `GONGKAI_MUTATIONS=10000` makes as many, over the files below `GONGKAI_SAMPLES` too, where that names a folder.

#![cfg(feature = "office")]

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::gongkai;

/// So many where nobody asks for more.
const FEW: usize = 60;
/// Files converted in one run of the program.
const TOGETHER: usize = 500;
const TEXT: &str = "云川县人民政府办公室关于加强集市管理的通知\n云政办发〔2024〕7号\n各乡镇人民政府：\n一、总体要求\n便民利民，方便群众赶集。\n云川县人民政府办公室\n2024年3月1日\n（此件公开发布）\n";

/// Numbers by chance, the same ones each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// One file changed, with a piece of another now and then.
    fn mutate(&mut self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(6) {
            if bytes.is_empty() {
                break;
            }
            let at = self.below(bytes.len());
            match self.below(7) {
                0 => bytes.truncate(at),
                1 | 2 => bytes[at] ^= 1 << self.below(8),
                3 => drop(bytes.drain(at..(at + 1 + self.below(200)).min(bytes.len()))),
                4 => bytes[at] = [0x00, 0xFF, 0x7F, 0x80][self.below(4)],
                5 => {
                    let from = self.below(other.len());
                    let piece = &other[from..(from + 1 + self.below(2000)).min(other.len())];
                    bytes.splice(at..at, piece.iter().copied());
                }
                _ => {
                    let piece = bytes[at..(at + 1 + self.below(300)).min(bytes.len())].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
        bytes
    }
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Small files of the kinds that can be written in a few lines.
fn own() -> Vec<(String, Vec<u8>)> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let paragraphs: String = TEXT.lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let docx = archive(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("word/document.xml", &format!("<w:document xmlns:w=\"{word}\"><w:body>{paragraphs}</w:body></w:document>")),
    ]);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rows: String = (1..9)
        .map(|at| {
            format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"inlineStr\"><is><t>机构{at}</t></is></c><c r=\"B{at}\"><v>{at}</v></c></row>")
        })
        .collect();
    let xlsx = archive(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{related}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{related}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
    ]);
    let stream = "BT /F1 12 Tf 72 700 Td (Notice 2024) Tj ET";
    let pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length {}>>stream\n{stream}\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n",
        stream.len()
    );
    let page = format!(
        "<html><body><h1>通知</h1><table><tr><td>索引号</td><td>YC-1</td></tr></table>{}</body></html>",
        TEXT.replace('\n', "<br>")
    );
    let mht = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--\r\n"
    );
    vec![
        ("通知.txt".to_owned(), encoding_rs::GB18030.encode(TEXT).0.into_owned()),
        ("通知.docx".to_owned(), docx),
        ("机构.xlsx".to_owned(), xlsx),
        ("通知.pdf".to_owned(), pdf.into_bytes()),
        ("通知.html".to_owned(), page.into_bytes()),
        ("通知.mht".to_owned(), mht.into_bytes()),
        ("机构.csv".to_owned(), "序号,机构名称,电话\n1,云川县民政局,0999-1234567\n".as_bytes().to_vec()),
        ("附件.zip".to_owned(), archive(&[("甲.txt", TEXT), ("乙/丙.html", "<p>正文</p>")])),
    ]
}

/// The files that are mutated: our own, and those of a folder where one is named.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = own();
    if let Some(samples) = std::env::var_os("GONGKAI_SAMPLES") {
        for entry in walkdir::WalkDir::new(samples).sort_by_file_name().into_iter().map(Result::unwrap) {
            let is_one = entry.file_type().is_file() && entry.path().extension().is_some_and(|ending| ending != "json");
            if let Some(bytes) = is_one.then(|| fs::read(entry.path()).unwrap()).filter(|bytes| bytes.len() < 2 << 20) {
                files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
            }
        }
    }
    files
}

/// Converts a folder; how often each outcome was told.
fn outcomes(folder: &Path, into: &Path, count: usize) -> BTreeMap<String, Vec<String>> {
    let run = gongkai().args(["content", "convert", "--json"]).arg(folder).arg("--into").arg(into).output().unwrap();
    let errors = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(matches!(run.status.code(), Some(0 | 1)), "{:?}: {errors}", run.status);
    let mut outcomes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut answered = std::collections::BTreeSet::new();
    for line in String::from_utf8(run.stdout).unwrap().lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        let path = told["path"].as_str().unwrap().to_owned();
        let below = path.trim_start_matches(&folder.display().to_string()).trim_start_matches('/');
        answered.insert(below.split('/').next().unwrap().to_owned());
        outcomes.entry(told["outcome"].as_str().unwrap().to_owned()).or_default().push(path);
    }
    assert_eq!(answered.len(), count, "each file is answered for: {errors}");
    outcomes
}

/// Everything that lies in a workplace can be read again: nothing half-written, no record that is none.
fn is_whole(into: &Path) {
    for entry in walkdir::WalkDir::new(into).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let path: PathBuf = entry.path().to_owned();
        let ending = path.extension().map_or_else(String::new, |ending| ending.to_string_lossy().into_owned());
        assert_ne!(ending, "tmp", "left behind: {}", path.display());
        if ending == "toml" {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.parse::<toml::Table>().is_ok(), "{}", path.display());
        }
        if ending == "md" {
            assert!(fs::read_to_string(&path).unwrap().starts_with("+++\n"), "{}", path.display());
        }
    }
}

#[test]
fn every_mutated_file_is_answered_for_and_nothing_half_written_stays() {
    let many: usize = std::env::var("GONGKAI_MUTATIONS").ok().and_then(|many| many.parse().ok()).unwrap_or(FEW);
    let files = files();
    let mut chance = Chance(0x1905_1905_1905_1905);
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    let mut made = 0;
    while made < many {
        let folder = tempfile::tempdir().unwrap();
        let (bent, into) = (folder.path().join("bent"), folder.path().join("into"));
        fs::create_dir(&bent).unwrap();
        let count = TOGETHER.min(many - made);
        for number in 0..count {
            let (name, bytes) = &files[(made + number) % files.len()];
            let other = &files[chance.below(files.len())].1;
            fs::write(bent.join(format!("{:05}-{name}", made + number)), chance.mutate(bytes, other)).unwrap();
        }
        let outcomes = outcomes(&bent, &into, count);
        is_whole(&into);
        for (outcome, paths) in outcomes {
            if let (true, Some(kept)) = (["CRASHED", "TIMEOUT"].contains(&outcome.as_str()), std::env::var_os("GONGKAI_KEEP")) {
                for path in &paths {
                    fs::copy(path, Path::new(&kept).join(format!("{outcome}-{}", path.rsplit('/').next().unwrap()))).ok();
                }
            }
            *all.entry(outcome).or_default() += paths.len();
        }
        made += count;
    }
    println!("{many} mutated files: {all:?}");
    let fallen = all.get("CRASHED").copied().unwrap_or_default() + all.get("TIMEOUT").copied().unwrap_or_default();
    assert_eq!(fallen, 0, "readers that fell or hung: {all:?}");
}
