//! Automatic lists ([MS-DOC] 2.9.131 and on): patterns with their levels, and lists that follow a pattern.

use std::collections::HashMap;

use super::{
    super::counting::{Counting, Gap, LEVELS, Level, List, Pattern},
    bytes::{part, place, u8, u16, u32},
};

/// Names of the formats of numbers, in the order of their codes ([MS-OSHARED] 2.2.1.3).
const FORMATS: [&str; 40] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "decimal",
    "decimal",
    "decimal",
    "decimal",
    "ideographDigital",
    "japaneseCounting",
    "decimal",
    "decimal",
    "decimalFullWidth",
    "decimal",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "decimal",
    "decimal",
    "decimalZero",
    "bullet",
    "decimal",
    "decimal",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
];
/// Patterns and lists of a document.
const MOST: usize = 5000;

/// Reads the patterns, which go on behind the end of their table, and the lists.
pub(super) fn read(patterns: Option<&[u8]>, lists: Option<&[u8]>) -> Counting {
    let mut counting = Counting::default();
    if let Some(table) = patterns {
        counting.patterns = patterns_of(table).unwrap_or_default();
    }
    if let Some(table) = lists {
        counting.lists = lists_of(table).unwrap_or_default();
    }
    counting
}

fn patterns_of(table: &[u8]) -> Option<HashMap<String, Pattern>> {
    let count = usize::from(u16(table, 0)?).min(MOST);
    let mut at = 2 + 28 * count;
    let mut patterns = HashMap::new();
    for index in 0..count {
        let head = 2 + 28 * index;
        let Some((id, flags)) = u32(table, head).zip(u8(table, head + 26)) else { break };
        let levels = if flags & 1 == 1 { 1 } else { LEVELS };
        let mut pattern = Pattern::default();
        for place in 0..levels {
            let Some((level, length)) = level(table.get(at..)?) else { return Some(patterns) };
            pattern.levels.insert(place, level);
            at += length;
        }
        patterns.insert(id.to_string(), pattern);
    }
    Some(patterns)
}

/// A level, and how many bytes it takes.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let letters = usize::from(u8(bytes, 24)?);
    let paragraph = usize::from(u8(bytes, 25)?);
    let words_at = 28 + paragraph + letters;
    let count = usize::from(u16(bytes, words_at)?);
    let words = part(bytes, words_at + 2, 2 * count)?;
    let mut written = String::new();
    for pair in words.chunks_exact(2) {
        let unit = u16(pair, 0)?;
        match unit {
            // The number of a level stands in the words as a character of its own.
            0..=8 => written.push_str(&format!("%{}", unit + 1)),
            unit => written.extend(char::from_u32(u32::from(unit))),
        }
    }
    let flags = u8(bytes, 5)?;
    let code = u8(bytes, 4)?;
    let level = Level {
        start: u32(bytes, 0)?.min(1 << 20),
        format: if code == 0xFF { "none" } else { FORMATS.get(usize::from(code)).copied().unwrap_or("decimal") }.to_owned(),
        words: written,
        gap: match u8(bytes, 15)? {
            1 => Gap::Blank,
            2 => Gap::Nothing,
            _ => Gap::Tab,
        },
        legal: flags & 4 != 0,
        restart: (flags & 8 != 0).then(|| u8(bytes, 26).map_or(0, usize::from)),
        style: None,
    };
    Some((level, words_at + 2 + 2 * count))
}

fn lists_of(table: &[u8]) -> Option<HashMap<String, List>> {
    let count = place(table, 0)?.min(MOST);
    let mut at = 4 + 16 * count;
    let mut lists = HashMap::new();
    for index in 0..count {
        let head = 4 + 16 * index;
        let Some((pattern, changes)) = u32(table, head).zip(u8(table, head + 12)) else { break };
        let mut list = List { pattern: pattern.to_string(), ..List::default() };
        at += 4;
        for _ in 0..changes {
            let Some((start, flags)) = u32(table, at).zip(u32(table, at + 4)) else { break };
            at += 8;
            let place = usize::try_from(flags & 0xF).unwrap_or(0);
            if flags & 0x20 != 0 {
                let Some((level, length)) = table.get(at..).and_then(level) else { break };
                at += length;
                list.levels.insert(place, level);
            }
            if flags & 0x10 != 0 {
                list.starts.insert(place, start.min(1 << 20));
            }
        }
        lists.insert((index + 1).to_string(), list);
    }
    Some(lists)
}
