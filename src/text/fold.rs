//! Folding: two spellings that people take for the same become equal. For comparing only; stored text keeps its typography.

use std::sync::LazyLock;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use unicode_normalization::UnicodeNormalization;

use super::{han::is_han, radicals::unified};

/// NFKC, lower case, traditional to simplified. Punctuation and spaces stay.
pub fn fold(text: &str) -> String {
    // Han and ASCII are their own NFKC form, and nearly all text is made of them.
    if text.chars().all(|c| c.is_ascii() || is_plain(c)) {
        return text.chars().map(fold_char).collect();
    }
    text.nfkc().flat_map(char::to_lowercase).map(simplify).collect()
}

/// [`fold`] where one character stays one character, so that positions in folded and stored text agree.
pub fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).map_or(c, |c| c.to_ascii_lowercase()),
        '\u{3000}' => ' ',
        c => simplify(c),
    }
}

/// [`fold`] without anything but letters, digits and Han: brackets, quotation marks, dashes and spaces of every kind are gone.
pub fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Replaces characters that are easily taken for another by the first of their group (荷 菏, 己 已 巳). Only for document numbers, where a
/// wrong glyph is a misprint and never another word.
pub fn fold_glyphs(text: &str) -> String {
    text.chars().map(|c| GLYPHS.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| GLYPHS.get(at).map_or(c, |pair| pair.1))).collect()
}

/// Han, and the punctuation of Chinese print that NFKC leaves alone.
fn is_plain(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{301B}' | '\u{2010}' | '\u{2013}'..='\u{201D}')
}

fn simplify(c: char) -> char {
    let at = u32::from(c).wrapping_sub(FIRST_HAN) as usize;
    SIMPLIFIED.get(at).copied().or_else(|| unified(c)).unwrap_or(c)
}

const FIRST_HAN: u32 = 0x3400;
const LAST_HAN: u32 = 0x9FFF;

/// Character by character: whole words would be more exact (著作, 着力), but both sides of a comparison pass the same table, so that
/// equal is all it has to be; and positions are kept.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s).ok();
    (FIRST_HAN..=LAST_HAN)
        .filter_map(char::from_u32)
        .map(|c| {
            let simple = opencc.as_ref().map(|opencc| opencc.convert(c.encode_utf8(&mut [0; 4])));
            simple.and_then(|text| text.chars().next()).unwrap_or(c)
        })
        .collect()
});

/// `data/glyphs.txt`: one group a line; sorted pairs of (character, the first of its group).
static GLYPHS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<_> = include_str!("../../data/glyphs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut chars = line.chars().filter(|c| !c.is_whitespace());
            let first = chars.next()?;
            Some(chars.map(move |c| (c, first)))
        })
        .flatten()
        .collect();
    pairs.sort_unstable();
    pairs
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_thing_become_equal() {
        for (left, right) in
            [("養老金", "养老金"), ("ＡＢＣ１２", "abc12"), ("醫療保險（試行）", "医疗保险（试行）"), ("㎡", "m2"), ("國務院", "国务院")]
        {
            assert_eq!(fold(left), fold(right), "{left}");
        }
        assert_eq!(squeeze("《社会保险法》 （2018年）"), "社会保险法2018年");
    }

    #[test]
    fn folding_a_character_keeps_positions() {
        let text = "《養老》ＡＢ，12";
        let folded: String = text.chars().map(fold_char).collect();
        assert_eq!(folded.chars().count(), text.chars().count());
        assert_eq!(folded, "《养老》ab,12");
    }

    #[test]
    fn a_misprinted_agency_is_the_same_agency() {
        assert_eq!(fold_glyphs("荷政办发"), fold_glyphs("菏政办发"));
        assert_ne!(fold_glyphs("云政发"), fold_glyphs("石政发"));
    }
}
