//! Lines as pages of A4. The Chinese font is one that readers of PDF bring along (predefined, ISO 32000-1, 9.7.5.2), so that the file is small and
//! the same bytes every time.

use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo},
};

use crate::text::wrap;

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);
/// Margin on all sides.
const MARGIN: f32 = 56.0;
/// Size of the text; a Chinese character is as wide, a Latin letter half of it.
const SIZE: f32 = 11.0;
/// From line to line.
const LEADING: f32 = 17.0;
/// Columns of a line: a Chinese character takes two.
const COLUMNS: usize = 87;
/// Lines of a page.
const LINES: usize = 41;
const FONT: Name<'static> = Name(b"F1");

/// A line of what is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// What all of it is.
    Title(String),
    /// What the lines below it are about.
    Heading(String),
    /// Anything else; blank, it parts two blocks.
    Text(String),
}

/// The document; every page ends with this foot and its number.
pub(super) fn written(lines: &[Line], foot: &str) -> Vec<u8> {
    let printed: Vec<(f32, String)> = lines.iter().flat_map(printed).collect();
    let pages: Vec<&[(f32, String)]> = printed.chunks(LINES).collect();
    let (catalog, tree, font, cid_font, descriptor) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
    let ids: Vec<(Ref, Ref)> = (3..).map(|at| (Ref::new(at * 2), Ref::new(at * 2 + 1))).take(pages.len()).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids(ids.iter().map(|(page, _)| *page)).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (number, (lines, (page, content))) in pages.iter().zip(&ids).enumerate() {
        let mut written = pdf.page(*page);
        written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(*content);
        written.resources().fonts().pair(FONT, font);
        written.finish();
        let foot = format!("{foot}    第 {} 页，共 {} 页", number + 1, pages.len());
        pdf.stream(*content, &drawn(lines, &foot));
    }
    fonts(&mut pdf, font, cid_font, descriptor);
    pdf.finish()
}

/// A line as it is broken, each piece with its size.
fn printed(line: &Line) -> Vec<(f32, String)> {
    match line {
        Line::Title(text) => vec![(18.0, text.clone())],
        Line::Heading(text) => vec![(13.0, text.clone())],
        Line::Text(text) => {
            let indent = text.chars().take_while(|c| *c == ' ').count().min(COLUMNS / 2);
            let lines = wrap(text.trim_start_matches(' '), COLUMNS - indent, 0);
            lines.into_iter().map(|line| (SIZE, " ".repeat(indent) + &line.text)).collect()
        }
    }
}

fn drawn(lines: &[(f32, String)], foot: &str) -> Vec<u8> {
    let mut content = Content::new();
    let mut at = PAGE.1 - MARGIN - SIZE;
    for (size, text) in lines {
        content.begin_text().set_font(FONT, *size).next_line(MARGIN, at).show(Str(&utf16(text))).end_text();
        at -= LEADING;
    }
    content.begin_text().set_font(FONT, 9.0).next_line(MARGIN, MARGIN / 2.0).show(Str(&utf16(foot))).end_text();
    content.finish().to_vec()
}

/// The encoding that the font is asked for by.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn fonts(pdf: &mut Pdf, font: Ref, cid_font: Ref, descriptor: Ref) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_the_same_bytes_every_time_and_breaks_into_pages() {
        let lines: Vec<Line> = (0..100).map(|at| Line::Text(format!("新增 {at}. 云川县老年助餐办法"))).collect();
        let once = written(&lines, "核对码 1a2b3c4d");
        assert_eq!(once, written(&lines, "核对码 1a2b3c4d"));
        let text = String::from_utf8_lossy(&once);
        assert!(text.starts_with("%PDF-") && text.trim_end().ends_with("%%EOF"), "{text:.20}");
        assert_eq!(text.matches("/Type /Page\n").count(), 3);
        // No text can end the string that it stands in.
        let sly = written(&[Line::Text(") Tj (\\".to_owned())], "");
        assert!(!String::from_utf8_lossy(&sly).contains("(\u{0})"));
    }
}
