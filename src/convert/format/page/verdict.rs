//! Whether a page was read, whatever format it is of: pages without text, pages whose text a machine guessed, pages whose codes mean nothing.

use super::{
    super::super::{Code, Finding, Level, Place},
    leaf::Leaf,
};

/// A page with fewer letters than this and a picture is a picture.
const FEW: usize = 20;
/// The share of a page that pictures cover if the page is a scan.
const SCAN: f32 = 0.6;

/// What is to be thought of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::convert::format) enum Verdict {
    /// Read.
    Fine,
    /// Nothing on it.
    Empty,
    /// Drawn, and no text.
    NoText,
    /// A picture with words below it that a machine guessed.
    Ocr,
    /// Letters whose codes mean nothing.
    BadMap,
}

impl Verdict {
    /// Whether the letters of a page are those that a machine guessed from its picture: so many are seen, so many are drawn in a way that paints nothing.
    pub(in crate::convert::format) fn is_guessed(pictures: f32, seen: usize, unpainted: usize) -> bool {
        pictures > SCAN && unpainted >= FEW && unpainted > 9 * seen
    }

    /// Of a page whose letters mean what they say: so many are seen, pictures cover such a share of it, something is painted.
    pub(in crate::convert::format) fn of_seen(seen: usize, pictures: f32, painted: bool) -> Self {
        match seen {
            0 if !painted => Self::Empty,
            0 => Self::NoText,
            1..FEW if pictures > SCAN => Self::NoText,
            _ => Self::Fine,
        }
    }
}

/// The few letters of pages that are pictures, where no page was read: numbers of pages, names of the program that scanned them. They are no text.
pub(in crate::convert::format) fn without_stray(leaves: &mut [Leaf], pages: &[(u32, Verdict)]) {
    if pages.iter().any(|(_, verdict)| *verdict == Verdict::Fine) {
        return;
    }
    for (leaf, _) in leaves.iter_mut().zip(pages).filter(|(_, (_, verdict))| *verdict == Verdict::NoText) {
        leaf.glyphs.clear();
    }
}

/// What is to be said of all pages, by their numbers.
pub(in crate::convert::format) fn told(pages: &[(u32, Verdict)]) -> Vec<Finding> {
    let read = pages.iter().filter(|(_, verdict)| *verdict == Verdict::Fine).count();
    let mut findings = Vec::new();
    for (verdict, code, words) in [
        (Verdict::Ocr, Code::OcrLayer, "图片下面的文字是机器识别的，要逐字对照图片核对"),
        (Verdict::BadMap, Code::BadEncodingMap, "字体的编码不对应文字，读不出内容，要对照原件录入"),
        (Verdict::NoText, Code::NoTextLayer, "页面上没有文字，只有图画，要对照原件录入"),
    ] {
        let mut numbers = pages.iter().filter(|(_, found)| *found == verdict).map(|(number, _)| *number);
        let Some(first) = numbers.next() else { continue };
        let count = 1 + numbers.count();
        // One drawing in a long paper is one; a machine's guesses and lost words are never let pass.
        let level = if verdict == Verdict::NoText && read > count { Level::Warning } else { Level::Error };
        let words = if count == pages.len() { words.to_owned() } else { format!("{words}（共{count}页）") };
        findings.push(Finding { code, level, place: Some(Place::Page(first)), words });
    }
    if pages.iter().all(|(_, verdict)| *verdict == Verdict::Empty) {
        findings.push(Finding { code: Code::EmptyText, level: Level::Error, place: None, words: "每一页都是空白".to_owned() });
    }
    findings
}
