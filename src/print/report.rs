//! What an office hands on and files: titles, headings and text with a numbered foot. The Chinese font is one that readers of PDF bring along
//! (predefined, ISO 32000-1, 9.7.5.2), so that the file is small and the same bytes every time.

use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo},
};

use super::pdf::{FONT, PAGE, document};

/// Margin on all sides.
const MARGIN: f32 = 56.0;
/// Size of the text; a Chinese character is as wide, a Latin letter half of it.
const SIZE: f32 = 11.0;
/// From line to line.
const LEADING: f32 = 17.0;
/// Columns of a line of text: a Latin letter takes one, everything else two.
pub const COLUMNS: usize = 87;
/// Lines of a page.
const LINES: usize = 41;

/// A line of what is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// What all of it is.
    Title(String),
    /// What the lines below it are about.
    Heading(String),
    /// Anything else; blank, it parts two blocks.
    Text(String),
}

/// The document; every page ends with this foot and its number.
pub fn report(lines: &[Line], foot: &str) -> Vec<u8> {
    let printed: Vec<(f32, String)> = lines.iter().flat_map(printed).collect();
    let pages: Vec<&[(f32, String)]> = printed.chunks(LINES).collect();
    let drawn = pages.iter().enumerate().map(|(number, lines)| {
        let numbered = format!("第 {} 页，共 {} 页    {foot}", number + 1, pages.len());
        // One line at the edge of the page, of which the end may be lost.
        let foot = broken(&text_of_the_font(&numbered), COLUMNS).swap_remove(0);
        drawn(lines, &foot)
    });
    document(drawn.collect(), fonts).to_vec()
}

/// A line as it is broken, each piece with its size. Nothing runs over the edge of the paper, whatever it is.
fn printed(line: &Line) -> Vec<(f32, String)> {
    let (size, text) = match line {
        Line::Title(text) => (18.0, text),
        Line::Heading(text) => (13.0, text),
        Line::Text(text) => (SIZE, text),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a few dozen columns")]
    let columns = (COLUMNS as f32 * SIZE / size) as usize;
    broken(&text_of_the_font(text), columns).into_iter().map(|line| (size, line)).collect()
}

/// A text in lines of at most so many columns as the font is wide; those after the first are indented as it is.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let indent = text.chars().take_while(|c| *c == ' ').count().min(columns / 2);
    let blank = || " ".repeat(indent);
    let (mut lines, mut line, mut used) = (Vec::new(), blank(), indent);
    for c in text.chars().skip(indent) {
        let width = if is_narrow(c) { 1 } else { 2 };
        if used + width > columns {
            lines.push(std::mem::replace(&mut line, blank()));
            used = indent;
        }
        line.push(c);
        used += width;
    }
    lines.push(line);
    lines
}

/// The characters that the font draws half as wide as all others.
fn is_narrow(c: char) -> bool {
    matches!(c, ' '..='~')
}

/// A text in which nothing is left blank: behind a character that the font may lack stands its number.
fn text_of_the_font(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for c in text.chars() {
        whole.push(c);
        if !is_in_font(c) {
            whole.push_str(&format!("〔U+{:04X}〕", u32::from(c)));
        }
    }
    whole
}

/// Characters that every font of the collection Adobe-GB1 has: Latin, GB 2312's letters and signs, the Chinese characters of Unicode 3.0.
fn is_in_font(c: char) -> bool {
    is_narrow(c)
        || matches!(c, '¤' | '§' | '¨' | '°' | '±' | '·' | '×' | '÷' | 'Α'..='Ω' | 'α'..='ω' | 'Ё' | 'А'..='я' | 'ё')
        || matches!(c, '‐'..='…' | '‰'..='※' | '℃' | '№' | 'Ⅰ'..='Ⅻ' | '←'..='↓' | '①'..='⒛' | '─'..='╋' | '■'..='◆' | '○'..='◎' | '★' | '☆')
        || matches!(c, '∈' | '∏' | '∑' | '∕' | '√' | '∝'..='∠' | '∥' | '∧'..='∫' | '∮' | '∴'..='∷' | '≈' | '≌' | '≠' | '≡' | '≤' | '≥' | '⊙' | '⊥')
        || matches!(c, '\u{3000}'..='〗' | 'ぁ'..='ん' | 'ァ'..='ヶ' | 'ㄅ'..='ㄩ' | '㈠'..='㈩' | '㐀'..='䶵' | '一'..='龥' | '！'..='～' | '￠'..='￥')
}

fn drawn(lines: &[(f32, String)], foot: &str) -> Content {
    let mut content = Content::new();
    let mut at = PAGE.1 - MARGIN - SIZE;
    for (size, text) in lines {
        content.begin_text().set_font(FONT, *size).next_line(MARGIN, at).show(Str(&utf16(text))).end_text();
        at -= LEADING;
    }
    content.begin_text().set_font(FONT, 9.0).next_line(MARGIN, MARGIN / 2.0).show(Str(&utf16(foot))).end_text();
    content
}

/// The encoding that the font is asked for by.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn fonts(pdf: &mut Pdf, [font, cid_font, descriptor, ..]: [Ref; 5]) {
    let name = Name(b"STSong-Light");
    pdf.type0_font(font).base_font(name).encoding_predefined(Name(b"UniGB-UTF16-H")).descendant_font(cid_font);
    let mut cid = pdf.cid_font(cid_font);
    cid.subtype(CidFontType::Type0).base_font(name);
    cid.system_info(SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 5 });
    cid.font_descriptor(descriptor).default_width(1000.0);
    // CIDs 1 to 95 of Adobe-GB1 are the Latin letters.
    cid.widths().same(1, 95, 500.0);
    cid.finish();
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC | FontFlags::SERIF)
        .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(880.0)
        .stem_v(93.0);
}

/// What somebody reads who holds the pages: the strings of a PDF that [`report`] made, page after page.
#[cfg(test)]
pub(crate) fn read_back(pdf: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = pdf;
    while let Some(at) = rest.windows(3).position(|found| found == b"Td\n") {
        rest = &rest[at + 3..];
        let (mut bytes, mut at) = (Vec::new(), 1);
        match rest.first() {
            Some(b'<') => {
                let end = rest.iter().position(|byte| *byte == b'>').unwrap();
                let digits = std::str::from_utf8(&rest[1..end]).unwrap();
                let digits: Vec<u32> = digits.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
                bytes.extend(digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()));
            }
            Some(b'(') => {
                let mut depth = 1;
                loop {
                    let byte = match rest[at] {
                        b'\\' => {
                            at += 1;
                            match rest[at] {
                                b'n' => b'\n',
                                b'r' => b'\r',
                                b't' => b'\t',
                                b'b' => 8,
                                b'f' => 12,
                                octal @ b'0'..=b'7' => {
                                    at += 2;
                                    (octal - b'0') * 64 + (rest[at - 1] - b'0') * 8 + rest[at] - b'0'
                                }
                                other => other,
                            }
                        }
                        byte => {
                            depth += i32::from(byte == b'(') - i32::from(byte == b')');
                            byte
                        }
                    };
                    if depth == 0 {
                        break;
                    }
                    bytes.push(byte);
                    at += 1;
                }
            }
            other => panic!("no string but {other:?}"),
        }
        let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        lines.push(String::from_utf16(&units).unwrap());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_the_same_bytes_every_time_and_breaks_into_pages() {
        let lines: Vec<Line> = (0..100).map(|at| Line::Text(format!("新增 {at}. 云川县老年助餐办法"))).collect();
        let once = report(&lines, "核对码 1a2b3c4d");
        assert_eq!(once, report(&lines, "核对码 1a2b3c4d"));
        let text = String::from_utf8_lossy(&once);
        assert!(text.starts_with("%PDF-") && text.trim_end().ends_with("%%EOF"), "{text:.20}");
        assert_eq!(text.matches("/Type /Page\n").count(), 3);
        let read = read_back(&once);
        assert!((0..100).all(|at| read.contains(&format!("新增 {at}. 云川县老年助餐办法"))), "{read:?}");
        assert_eq!(read.iter().filter(|line| line.contains("核对码 1a2b3c4d")).count(), 3, "at the foot of every page");
        // No text can end the string that it stands in.
        let sly = ") Tj (\\";
        assert_eq!(read_back(&report(&[Line::Text(sly.to_owned())], ""))[0], sly);
    }

    #[test]
    fn nothing_runs_off_the_paper_and_nothing_is_left_blank() {
        let width = |line: &str| line.chars().map(|c| if is_narrow(c) { 1 } else { 2 }).sum::<usize>();
        for (long, columns) in [
            (Line::Text(format!("    旧  {}三十日", "“".repeat(300))), COLUMNS),
            (Line::Text(format!("    新  {}十五日", "а".repeat(300))), COLUMNS),
            (Line::Heading(format!("{}云川县", "甲乙".repeat(80))), COLUMNS * 11 / 13),
            (Line::Title("a".repeat(200)), COLUMNS * 11 / 18),
        ] {
            let broken = printed(&long);
            assert!(broken.len() > 1 && broken.iter().all(|(_, line)| width(line) <= columns), "{broken:?}");
            let (Line::Text(text) | Line::Heading(text) | Line::Title(text)) = &long;
            let all: String = broken.iter().map(|(_, line)| line.trim_start_matches(' ')).collect();
            assert_eq!(all, text.trim_start_matches(' '));
        }
        let read = read_back(&report(&[Line::Text("补助\u{20BB7}田\u{1F4B0}３００元é".to_owned())], &"云川县".repeat(60)));
        assert_eq!(read[0], "补助\u{20BB7}〔U+20BB7〕田\u{1F4B0}〔U+1F4B0〕３００元é〔U+00E9〕");
        assert!(read[1].starts_with("第 1 页，共 1 页") && width(&read[1]) <= COLUMNS, "{read:?}");
    }
}
