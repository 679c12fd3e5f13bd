//! Old fonts whose codes are pairs of GBK bytes and that say they are Latin letters: `¹ØÓÚ` is 关于.

use encoding_rs::GBK;

use super::{
    super::page::{Glyph, common_share},
    drawn::{Code, Drawn},
};

/// Of the letters of a page this share must be such that a pair of bytes could be one Han.
const SHARE: f32 = 0.6;

/// Reads pairs of letters as what they are, where the font says that it is such a one or nearly all of the page looks like it.
pub(super) fn repair(drawn: &mut Drawn) {
    let all = looks_like_pairs(&drawn.leaf.glyphs);
    if !all && !drawn.codes.iter().any(|code| code.old_font) {
        return;
    }
    let Some(read) = read(&drawn.leaf.glyphs, &drawn.codes, all) else { return };
    drawn.leaf.glyphs = read;
    drawn.codes.clear();
}

fn looks_like_pairs(glyphs: &[Glyph]) -> bool {
    let letters = || glyphs.iter().filter(|glyph| !glyph.c.is_whitespace() && !glyph.c.is_ascii());
    let high = letters().filter(|glyph| ('\u{A1}'..='\u{FF}').contains(&glyph.c)).count();
    high >= 4 && high as f32 > SHARE * glyphs.iter().filter(|glyph| glyph.c.is_alphabetic()).count().max(letters().count()) as f32
}

/// The letters anew; nothing if a pair is none, or what comes out is no Chinese.
fn read(glyphs: &[Glyph], codes: &[Code], all: bool) -> Option<Vec<Glyph>> {
    let mut anew = Vec::with_capacity(glyphs.len());
    let mut letters = glyphs.iter().zip(codes).peekable();
    let mut han = Vec::new();
    while let Some((glyph, code)) = letters.next() {
        let byte = byte(glyph, *code).filter(|&byte| byte >= 0x81 && (all || code.old_font));
        let Some(lead) = byte else {
            anew.push(*glyph);
            continue;
        };
        let (second, trail) = letters.next().and_then(|(second, code)| Some((second, self::byte(second, *code)?)))?;
        let pair = [lead, trail];
        let (words, _, broken) = GBK.decode(&pair);
        let c = words.chars().next().filter(|_| !broken)?;
        han.push(c);
        anew.push(Glyph { c, width: second.x + second.width - glyph.x, ..*glyph });
    }
    let chinese = common_share(han.iter()).map_or_else(|| han.iter().all(|&c| !c.is_control()), |share| share > 0.7);
    (chinese && !han.is_empty()).then_some(anew)
}

/// The byte a letter was written with: its code, or the Latin letter it was taken for.
fn byte(glyph: &Glyph, code: Code) -> Option<u8> {
    code.byte.or_else(|| u8::try_from(u32::from(glyph.c)).ok())
}
