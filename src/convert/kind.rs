//! The kind of a file by what it holds. Its name is not asked: half of what is called `.wps` is something else, and so is much that is called `.doc`.

use std::io::Cursor;

use serde::{Deserialize, Serialize};

use super::{Code, Refused, characters::decode};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Plain text or Markdown.
    Text,
    /// A web page.
    Html,
    /// A web page saved with its parts in one file.
    Mht,
    /// Word since 2007.
    Docx,
    /// Word 97 to 2003, or WPS Writer.
    Doc,
    /// Excel since 2007.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// A table as text.
    Csv,
    /// PDF.
    Pdf,
    /// OFD (GB/T 33190).
    Ofd,
    /// An archive of such files.
    Zip,
}

impl Kind {
    /// The usual ending of its name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Mht => "mht",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Zip => "zip",
        }
    }
}

/// As far into a file as its kind is looked for.
const HEAD: usize = 4096;
/// As far as is looked whether lines are rows.
const SAMPLE: usize = 64 << 10;
/// Parts of an archive whose names are looked at.
const PARTS: usize = 5000;

/// The kind of these bytes, or why they are none that is read.
pub(super) fn of(bytes: &[u8]) -> Result<Kind, Refused> {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    if bytes.is_empty() {
        return Err(Refused::new(Code::EmptyText, "no bytes"));
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return ole(bytes);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return zip(bytes);
    }
    // Some writers put a line or a mark before the head of a PDF.
    if head.get(..1024.min(head.len())).is_some_and(|begin| find(begin, b"%PDF-").is_some()) {
        return Ok(Kind::Pdf);
    }
    if let Some(what) = foreign(head) {
        return Err(Refused::new(Code::UnsupportedKind, what));
    }
    words(bytes, head)
}

/// Files of other programs, by how they begin.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 17] = [
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "picture"),
        (b"\xFF\xD8\xFF", "picture"),
        (b"GIF8", "picture"),
        (b"BM", "picture or binary"),
        (b"II*\0", "picture"),
        (b"MM\0*", "picture"),
        (b"Rar!", "RAR archive"),
        (b"7z\xBC\xAF\x27\x1C", "7z archive"),
        (b"\x1F\x8B", "gzip archive"),
        (b"BZh", "bzip2 archive"),
        (b"\xFD7zXZ", "xz archive"),
        (b"\x7FELF", "program"),
        (b"MZ", "program"),
        (b"SQLite format 3\0", "database"),
        (b"Foxit", "CEB"),
        (b"WordPro", "Word Pro"),
    ];
    // Two letters are no proof of a picture or a program where all is text.
    let binary = head.contains(&0);
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic) && (magic.len() > 2 || binary || !magic.is_ascii())).map(|(_, what)| *what)
}

/// OLE files: the stream tells, not the first bytes.
fn ole(bytes: &[u8]) -> Result<Kind, Refused> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| Refused::new(Code::Corrupt, error));
    // A file whose last sector is short is refused by strict readers and opened by Word.
    let file = match file {
        Ok(file) => file,
        Err(refused) => return ole_by_names(bytes).ok_or(refused),
    };
    let has = |name: &str| file.is_stream(name);
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(Refused::new(Code::Encrypted, "EncryptedPackage"));
    }
    if has("WordDocument") {
        return Ok(Kind::Doc);
    }
    if has("Workbook") || has("Book") {
        return Ok(Kind::Xls);
    }
    let names: Vec<String> = file.read_root_storage().map(|entry| entry.name().to_owned()).take(12).collect();
    Err(Refused::new(Code::UnsupportedKind, format!("OLE with {names:?}")))
}

/// The same for a container that is not whole: names of streams stand in it as UTF-16.
fn ole_by_names(bytes: &[u8]) -> Option<Kind> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return None;
    }
    if has("WordDocument") {
        Some(Kind::Doc)
    } else if has("Workbook") || has("Book") {
        Some(Kind::Xls)
    } else {
        None
    }
}

/// ZIP archives: the names of the parts tell.
fn zip(bytes: &[u8]) -> Result<Kind, Refused> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refused::new(Code::Corrupt, error))?;
    let names: Vec<String> = archive.file_names_raw().take(PARTS).map(|name| String::from_utf8_lossy(name).replace('\\', "/")).collect();
    let has = |begin: &str| names.iter().any(|name| name.trim_start_matches('/').to_ascii_lowercase().starts_with(begin));
    let types = has("[content_types].xml");
    if has("word/document") && (types || has("_rels/")) {
        return Ok(Kind::Docx);
    }
    if has("xl/workbook") && (types || has("_rels/")) {
        return Ok(Kind::Xlsx);
    }
    if has("ofd.xml") {
        return Ok(Kind::Ofd);
    }
    if types && has("ppt/") {
        return Err(Refused::new(Code::UnsupportedKind, "PPTX"));
    }
    if has("mimetype") && has("content.xml") {
        return Err(Refused::new(Code::UnsupportedKind, "OpenDocument"));
    }
    if types && has("word/") {
        return Ok(Kind::Docx);
    }
    if types && names.iter().all(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        return Err(Refused::new(Code::Corrupt, "an office file without its main part"));
    }
    Ok(Kind::Zip)
}

/// What is left is text of some sort, or nothing that is read.
fn words(bytes: &[u8], head: &[u8]) -> Result<Kind, Refused> {
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let strange = head.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0xC | 0x1A)).count();
    if !wide && (head.contains(&0) || strange * 20 > head.len()) {
        return Err(Refused::new(Code::UnsupportedKind, "binary"));
    }
    let begin = if wide { decode(head, None).text } else { String::from_utf8_lossy(head).into_owned() };
    let lower = begin.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).to_ascii_lowercase();
    if lower.starts_with("mime-version:") || lower.contains("\nmime-version:") && lower.contains("content-type:") {
        return Ok(Kind::Mht);
    }
    if is_html(&lower) {
        return Ok(Kind::Html);
    }
    if lower.starts_with("<?xml") && lower.contains("<w:worddocument") {
        return Err(Refused::new(Code::NeedsConverter, "Word 2003 XML"));
    }
    if lower.starts_with("<?xml") {
        return Err(Refused::new(Code::UnsupportedKind, "XML"));
    }
    if is_table(&decode(bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default(), None).text) { Ok(Kind::Csv) } else { Ok(Kind::Text) }
}

fn is_html(lower: &str) -> bool {
    const BEGINS: [&str; 9] = ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta", "<title", "<script"];
    let mut rest = lower;
    // Remarks and declarations may stand before it.
    while let Some(after) =
        rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")).or_else(|| rest.strip_prefix("<?xml")?.split_once("?>"))
    {
        rest = after.1.trim_start();
    }
    BEGINS.iter().any(|begin| rest.starts_with(begin))
        || rest.starts_with('<') && (lower.contains("<html") || lower.contains("<body") || lower.contains("</p>"))
}

/// Whether lines are rows of one table: nearly all have as many commas, semicolons or tabs outside quotes.
fn is_table(text: &str) -> bool {
    [',', ';', '\t'].into_iter().any(|mark| {
        let counts = marks_per_row(text.trim_start_matches('\u{FEFF}'), mark);
        let width = counts.first().copied().unwrap_or_default();
        let alike = counts.iter().filter(|count| **count == width).count();
        width > 0 && (counts.len() > 2 || counts.len() == 2 && (width > 1 || mark != ',')) && alike * 10 >= counts.len() * 9
    })
}

/// How often a mark stands in each row that is not blank; the last may be cut.
fn marks_per_row(text: &str, mark: char) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut count, mut blank, mut quoted) = (0, true, false);
    for c in text.chars().chain(['\n']) {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                if !blank {
                    counts.push(count);
                }
                (count, blank) = (0, true);
                continue;
            }
            c if c == mark && !quoted => count += 1,
            _ => {}
        }
        blank &= c.is_whitespace() && c != mark;
    }
    counts
}

/// Where the words stand among the bytes.
fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    bytes.windows(words.len()).position(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Result<Kind, Code> {
        of(bytes).map_err(|refused| refused.code)
    }

    #[test]
    fn texts_are_told_apart_by_how_they_begin() {
        for (text, kind) in [
            ("关于……的通知\n第一条 正文", Kind::Text),
            ("MZ是两个字母\n正文", Kind::Text),
            ("<!-- 甲 -->\n<!DOCTYPE html><p>甲", Kind::Html),
            ("\u{FEFF}<HTML><body>甲", Kind::Html),
            ("<p class=a>甲</p>", Kind::Html),
            ("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", Kind::Mht),
            ("%PDF-1.4\n", Kind::Pdf),
            ("编号,名称\n1,\"甲,\n乙\"\n2,丙\n", Kind::Csv),
            ("编号;名称\r\n1;甲\r\n", Kind::Csv),
            ("各乡镇，各部门：\n现通知如下，请执行。\n", Kind::Text),
        ] {
            assert_eq!(told(text.as_bytes()), Ok(kind), "{text}");
        }
    }

    #[test]
    fn what_is_not_read_is_refused_by_its_name() {
        for (bytes, code) in [
            (&b"{\\rtf1 a}"[..], Code::UnsupportedKind),
            (b"\x89PNG\r\n\x1a\n\0\0", Code::UnsupportedKind),
            (b"a\0b\0", Code::UnsupportedKind),
            (b"", Code::EmptyText),
            (b"PK\x03\x04cut", Code::Corrupt),
            (b"\xD0\xCF\x11\xE0cut", Code::Corrupt),
        ] {
            assert_eq!(told(bytes), Err(code), "{bytes:?}");
        }
    }
}
