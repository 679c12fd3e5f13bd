//! A sheet of a visitor with the letters in the file, as far as they are used: the machine that draws it for the printer need not have them.

use std::collections::BTreeMap;

use ab_glyph::{Font as _, FontRef};
use pdf_writer::{
    Content, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use subsetter::GlyphRemapper;
use zeroize::Zeroizing;

use super::{
    error::PrintError,
    font::{Font, glyph, rows, width},
    pdf::{FONT, PAGE, document},
    sheet::Sheet,
};

/// Margin on all sides.
const MARGIN: f32 = 50.0;
/// From line to line, by the size of the letters.
const LEADING: f32 = 1.5;
const ORDERING: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The letters of one file: which of them are used, under which numbers.
struct Used {
    numbers: GlyphRemapper,
    /// Number, character, width in thousandths.
    letters: BTreeMap<u16, (char, f32)>,
}

impl Used {
    fn encoded(&mut self, face: &FontRef<'_>, row: &str) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(row.len() * 2));
        for c in row.chars() {
            let number = self.numbers.remap(glyph(face, c).0);
            self.letters.insert(number, (c, width(face, c, 1000.0)));
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes
    }
}

/// The document.
pub(super) fn written(sheet: &Sheet, font: &Font) -> Result<Zeroizing<Vec<u8>>, PrintError> {
    let unfit = || PrintError::NoFont { path: "PDF".into() };
    let face = font.face().ok_or_else(unfit)?;
    let mut used = Used { numbers: GlyphRemapper::new(), letters: BTreeMap::new() };
    let mut pages: Vec<Content> = vec![Content::new()];
    let mut y = PAGE.1 - MARGIN;
    for (points, row) in rows(sheet, &face, PAGE.0 - 2.0 * MARGIN) {
        y -= points * LEADING;
        if y < MARGIN {
            pages.push(Content::new());
            y = PAGE.1 - MARGIN - points * LEADING;
        }
        let bytes = used.encoded(&face, &row);
        if let Some(content) = pages.last_mut() {
            content.begin_text().set_font(FONT, points).next_line(MARGIN, y).show(Str(&bytes)).end_text();
        }
    }
    let subset = subsetter::subset(&font.bytes, font.face, &used.numbers).map_err(|_| unfit())?;
    let cff = ttf_parser::RawFace::parse(&subset, 0).ok().and_then(|face| face.table(ttf_parser::Tag::from_bytes(b"CFF ")));
    Ok(document(pages, |pdf, ids| embedded(pdf, ids, &used, (&subset, cff), &face)))
}

/// The letters, in the file.
fn embedded(
    pdf: &mut Pdf,
    [font, cid, descriptor, file, cmap]: [Ref; 5],
    used: &Used,
    (subset, cff): (&[u8], Option<&[u8]>),
    face: &FontRef<'_>,
) {
    let name = Name(b"GONGKA+Letters");
    pdf.type0_font(font).base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
    let mut letters = pdf.cid_font(cid);
    letters.subtype(if cff.is_some() { CidFontType::Type0 } else { CidFontType::Type2 }).base_font(name).system_info(ORDERING);
    letters.font_descriptor(descriptor).default_width(1000.0);
    if cff.is_none() {
        letters.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let mut widths = letters.widths();
    for (number, (_, wide)) in &used.letters {
        widths.consecutive(*number, [*wide]);
    }
    widths.finish();
    letters.finish();
    let units = face.units_per_em().unwrap_or(1000.0).max(1.0);
    let (up, down) = (face.ascent_unscaled() / units * 1000.0, face.descent_unscaled() / units * 1000.0);
    let mut described = pdf.font_descriptor(descriptor);
    described.name(name).flags(FontFlags::SYMBOLIC).bbox(Rect::new(0.0, down, 1000.0, up)).italic_angle(0.0);
    described.ascent(up).descent(down).cap_height(up).stem_v(80.0);
    if cff.is_some() {
        described.font_file3(file);
    } else {
        described.font_file2(file);
    }
    described.finish();
    let mut stream = pdf.stream(file, cff.unwrap_or(subset));
    if cff.is_some() {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    stream.finish();
    let mut unicode = UnicodeCmap::new(Name(b"Letters"), ORDERING);
    used.letters.iter().for_each(|(number, (c, _))| unicode.pair(*number, *c));
    pdf.cmap(cmap, &unicode.finish());
}
