//! One file read, whatever it is: its kind is found, its reader called, and what came out looked at once more.

use serde::{Deserialize, Serialize};

use super::{
    Block, Code, Finding, Kind, Level, Manuscript, Member, Refused,
    format::{archive, doc, docx, html, mht, ofd, pdf, sheet, text},
    kind, plain,
};

/// Characters below which nothing was read, whatever a reader says.
const LEAST: usize = 20;
/// Bytes of a file that is looked at.
pub const LARGEST: u64 = 200 << 20;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// What it is by its content; unknown where that is why it was refused.
    pub kind: Option<Kind>,
    /// What stands in it, or why that is not known.
    pub outcome: Result<Held, Refused>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// A text.
    Manuscript(Box<Manuscript>),
    /// Files, each to be read by itself.
    Files(Vec<Member>),
}

/// Reads a file, or one file of an archive.
pub fn read(bytes: &[u8], member: Option<usize>) -> Read {
    read_painting(bytes, member, false)
}

/// The same; of a scan with pictures of its pages, if they are wanted.
pub(super) fn read_painting(bytes: &[u8], member: Option<usize>, pictures: bool) -> Read {
    let unpacked = match member.map(|place| archive::member(bytes, place)).transpose() {
        Ok(unpacked) => unpacked,
        Err(refused) => return Read { kind: None, outcome: Err(refused) },
    };
    let bytes = unpacked.as_deref().unwrap_or(bytes);
    match kind::of(bytes) {
        Ok(Kind::Zip) if member.is_some() => {
            Read { kind: Some(Kind::Zip), outcome: Err(Refused::new(Code::TooLarge, "an archive inside an archive")) }
        }
        Ok(Kind::Zip) => Read { kind: Some(Kind::Zip), outcome: archive::list(bytes).map(Held::Files) },
        Ok(kind) => {
            let outcome = of_kind(kind, bytes)
                .and_then(|manuscript| with_words(kind, manuscript))
                .map(|mut manuscript| {
                    match kind {
                        Kind::Pdf if pictures => pdf::paint(bytes, &mut manuscript),
                        Kind::Ofd if pictures => ofd::paint(bytes, &mut manuscript),
                        _ => {}
                    }
                    manuscript
                })
                .map(|manuscript| Held::Manuscript(Box::new(manuscript)));
            Read { kind: Some(kind), outcome }
        }
        Err(refused) => Read { kind: None, outcome: Err(refused) },
    }
}

fn of_kind(kind: Kind, bytes: &[u8]) -> Result<Manuscript, Refused> {
    match kind {
        Kind::Text => text::read(bytes),
        Kind::Html => html::read(bytes),
        Kind::Mht => mht::read(bytes),
        Kind::Docx => docx::read(bytes),
        Kind::Doc => doc::read(bytes),
        Kind::Pdf => pdf::read(bytes),
        Kind::Ofd => ofd::read(bytes),
        Kind::Xlsx | Kind::Xls => sheet::read(bytes),
        Kind::Csv => sheet::read_csv(bytes),
        Kind::Zip => Err(Refused::new(Code::UnsupportedKind, format!("{kind:?} is not read yet"))),
    }
}

/// A reader that found nothing has failed, and must say so.
fn with_words(kind: Kind, mut manuscript: Manuscript) -> Result<Manuscript, Refused> {
    let characters = length(&manuscript);
    // Of a scan the file is kept, and its reader has said why there is no text.
    let said = [Code::NoTextLayer, Code::OcrLayer, Code::BadEncodingMap, Code::EmptyText, Code::Corrupt];
    if characters >= LEAST || manuscript.findings.iter().any(|finding| finding.level == Level::Error && said.contains(&finding.code)) {
        return Ok(manuscript);
    }
    if characters == 0 {
        return Err(Refused::new(Code::EmptyText, format!("{characters} characters")));
    }
    // Pages and sheets on which little stands are seen to be so: nothing else is drawn on them. The few words of others are screened, never published.
    let drawn = matches!(kind, Kind::Pdf | Kind::Ofd | Kind::Xlsx | Kind::Xls | Kind::Csv);
    let level = if drawn { Level::Warning } else { Level::Error };
    let words = format!("全文只有{characters}个字，请对照原件看是否读全");
    manuscript.findings.push(Finding { code: Code::EmptyText, level, place: None, words });
    Ok(manuscript)
}

/// Why a manuscript that was read is no paper all the same: of a text with so few words nobody can say that it was read.
pub(super) fn too_little(manuscript: &Manuscript) -> Option<Refused> {
    let characters = length(manuscript);
    let told = |finding: &Finding| finding.code == Code::EmptyText && finding.level == Level::Error;
    let is_little = (1..LEAST).contains(&characters) && manuscript.findings.iter().any(told);
    is_little.then(|| Refused::new(Code::EmptyText, format!("{characters} characters")))
}

/// Characters that a manuscript has to read, blanks not counted.
pub fn length(manuscript: &Manuscript) -> usize {
    let of = |block: &Block| match block {
        Block::Paragraph(paragraph) => plain::count(&paragraph.text),
        Block::Table(table) => table.rows.iter().flatten().map(|cell| plain::count(&cell.text)).sum(),
        Block::Picture(_) | Block::Page(_) => 0,
    };
    manuscript.blocks.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_words_is_an_error_and_never_well() {
        let refused = |bytes: &[u8]| read(bytes, None).outcome.unwrap_err().code;
        let Ok(Held::Manuscript(little)) = read("第一条。".as_bytes(), None).outcome else {
            panic!("its words are there to be screened")
        };
        assert_eq!(too_little(&little).unwrap().code, Code::EmptyText);
        assert_eq!(refused(b"<html><body><script>var a = 'a long text that is no text';</script></body></html>"), Code::EmptyText);
    }
}
