//! Files as disks, sticks and foes leave them: cut, bent, with parts missing or doubled, with numbers that lie. Whatever comes, a reader answers, soon.
//! The same damage every time.

use std::{
    io::{Cursor, Read, Write},
    time::{Duration, Instant},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    super::{Manuscript, Refused},
    doc, docx, html, mht, ofd, pdf, sheet, text,
};

/// So many damaged files of each kind.
const FILES: usize = 250;
/// A reader of a small file that takes longer hangs; a machine that builds at the same time is slow.
const LONGEST: Duration = Duration::from_secs(20);

/// Numbers by chance, the same ones each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(5) {
            if bytes.is_empty() {
                return;
            }
            let at = self.below(bytes.len());
            match self.below(6) {
                0 => bytes.truncate(at),
                1 => bytes[at] ^= 1 << self.below(8),
                2 => drop(bytes.drain(at..(at + 1 + self.below(64)).min(bytes.len()))),
                3 => drop(bytes.splice(at..at, [0x3C, 0xFF, 0x00, 0x28].into_iter().take(1 + self.below(4)))),
                4 => self.lie(bytes, at),
                _ => {
                    let part = bytes[at..(at + 1 + self.below(200)).min(bytes.len())].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, part);
                }
            }
        }
    }

    /// The next digit becomes a number that nobody expects.
    fn lie(&mut self, bytes: &mut Vec<u8>, from: usize) {
        let numbers: [&[u8]; 6] = [b"99999999999", b"-1", b"0", b"1e38", b"4294967295", b"NaN"];
        if let Some(at) = bytes[from..].iter().position(u8::is_ascii_digit) {
            let number = numbers[self.below(numbers.len())];
            bytes.splice(from + at..=from + at, number.iter().copied());
        }
    }

    /// One part of an archive is damaged, the archive is whole.
    fn damage_part(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let which = self.below(archive.len());
        let mut anew = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let name = String::from_utf8(part.name_raw().to_vec()).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            if at == which {
                self.damage(&mut bytes);
            }
            anew.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
            anew.write_all(&bytes).unwrap();
        }
        anew.finish().unwrap().into_inner()
    }
}

fn survives(whole: &[u8], read: fn(&[u8]) -> Result<Manuscript, Refused>) {
    assert!(read(whole).is_ok());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for file in 0..FILES {
        let mut bytes = whole.to_vec();
        if file % 2 == 0 && whole.starts_with(b"PK") {
            bytes = chance.damage_part(whole);
        } else {
            chance.damage(&mut bytes);
        }
        let began = Instant::now();
        let outcome = read(&bytes);
        assert!(began.elapsed() < LONGEST, "file {file} took {:?}", began.elapsed());
        if let Ok(manuscript) = outcome {
            // It goes to the parent as JSON, and nothing in it commands a terminal.
            let json = serde_json::to_string(&manuscript.blocks).unwrap();
            assert_eq!(crate::text::clean(&json), json, "file {file}");
        }
    }
}

#[test]
fn damaged_pdfs_are_answered() {
    survives(&pdf::tests::sample(), pdf::read);
}

#[test]
fn damaged_ofds_are_answered() {
    survives(&ofd::tests::sample(), ofd::read);
}

#[test]
fn damaged_tables_of_text_are_answered() {
    survives("序号,事项,\"时\n限\"\n1,集市,2026年\n2;3\t4,\"\n".as_bytes(), sheet::read_csv);
}

#[test]
fn damaged_workbooks_are_answered() {
    survives(&sheet::tests::sample(), sheet::read);
}

#[test]
fn damaged_documents_are_answered() {
    survives(&docx::tests::sample(), docx::read);
    survives(&doc::tests::sample(), doc::read);
}

#[test]
fn damaged_pages_and_texts_are_answered() {
    let page = "<html><head><meta name=ArticleTitle content='通知'></head><body><table><tr><td>索引号</td><td>1</td></tr></table><div><h1>通知</h1>\
                <p style='text-align:center'>第一条 为了<b>规范</b>集市。<br>第二条</p><ol start=3><li>甲<li>乙</ol><table><tr><th>甲<th colspan=2>乙<tr><td rowspan=2>丙<td>丁<td>戊</table>";
    survives(page.as_bytes(), html::read);
    let saved = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--\r\n"
    );
    survives(saved.as_bytes(), mht::read);
    survives("# 关于集市的通知\n\n　　第一条 为了规范集市。\n\n|甲|乙|\n|---|---|\n|丙|丁|\n".as_bytes(), text::read);
}
