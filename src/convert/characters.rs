//! Which characters bytes are: by a mark, by being right, by what the file declares, and at last by likeness.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Code, Finding, Level, Manuscript};

/// Where at most one of so many characters is broken, a text is damaged UTF-8 rather than another encoding.
const BROKEN_IN: usize = 50;

/// A text, and what its bytes were taken for.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    /// Whether nothing but likeness spoke for it.
    pub(super) guessed: bool,
}

impl Decoded {
    /// Says in a manuscript what its bytes were taken for.
    pub(super) fn tell(&self, manuscript: &mut Manuscript) {
        manuscript.encoding = Some(self.encoding.to_owned());
        if self.guessed {
            let words = format!("编码是按 {} 猜的", self.encoding);
            manuscript.findings.push(Finding { code: Code::EncodingGuessed, level: Level::Warning, place: None, words });
        }
    }
}

/// The text of bytes in an encoding that leaves no doubt, with its name; none where nothing but likeness would speak for it.
pub fn sure_text(bytes: &[u8]) -> Option<(String, &'static str)> {
    let decoded = decode(bytes, None);
    (!decoded.guessed).then_some((decoded.text, decoded.encoding))
}

/// Takes bytes for characters: a mark at the beginning, strict UTF-8, what the file declares, strict GB18030, and at last a guess.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let sure = |text: String, encoding| Decoded { text, encoding, guessed: false };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return Decoded { text: text.into_owned(), encoding: encoding.name(), guessed: broken };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return sure(text.to_owned(), UTF_8.name());
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())).map(wider);
    let strict = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    for encoding in declared.filter(|encoding| ![UTF_8, UTF_16BE, UTF_16LE].contains(encoding)).into_iter().chain([GB18030]) {
        if let Some(text) = strict(encoding) {
            return sure(text.into_owned(), encoding.name());
        }
    }
    let repaired = String::from_utf8_lossy(bytes);
    let (far, broken) =
        repaired.chars().filter(|c| !c.is_ascii()).fold((0, 0), |(far, broken), c| (far + 1, broken + usize::from(c == '\u{FFFD}')));
    if broken * BROKEN_IN <= far {
        return Decoded { text: repaired.into_owned(), encoding: UTF_8.name(), guessed: true };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = wider(detector.guess(Some(b"cn"), Utf8Detection::Deny));
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), guessed: true }
}

/// Files that declare GB 2312 or GBK hold characters of its successor.
fn wider(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK { GB18030 } else { encoding }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "云川县人民政府关于印发集市管理办法的通知\n　　第一条 为了规范集市，制定本办法。䶮\n";

    #[test]
    fn the_same_words_come_out_of_every_encoding() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let wide = |swap: bool| -> Vec<u8> {
            let mark = ["\u{FEFF}", TEXT].concat();
            mark.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let marked = ["\u{FEFF}", TEXT].concat().into_bytes();
        for (bytes, encoding) in
            [(TEXT.as_bytes().to_vec(), "UTF-8"), (marked, "UTF-8"), (gb, "gb18030"), (wide(false), "UTF-16LE"), (wide(true), "UTF-16BE")]
        {
            let decoded = decode(&bytes, Some("utf-8"));
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.guessed), (TEXT, encoding, false));
        }
    }

    #[test]
    fn one_broken_byte_makes_no_other_encoding_of_a_text() {
        let mut bytes = TEXT.repeat(4).into_bytes();
        *bytes.get_mut(40).unwrap() = 0xFF;
        let decoded = decode(&bytes, None);
        assert!(decoded.guessed && decoded.encoding == "UTF-8" && decoded.text.contains("制定本办法"), "{}", decoded.text);
    }
}
