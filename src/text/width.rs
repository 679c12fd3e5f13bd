//! Text in terminal columns: Han takes two, everything else that survives [`super::clean`] one or none.
//!
//! Cutting happens between grapheme clusters, unless one is wider than a line, and never inside a character. Wrapping follows Chinese print:
//! closing punctuation does not begin a line, opening punctuation does not end one, numbers and Latin words stay whole where they can.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean;

/// Columns a text takes on the terminal. Symbols that terminals give one column but fonts draw over their neighbour (`℃`, `①`, `Ⅳ`) count as
/// two: the second is left blank.
pub fn columns(text: &str) -> usize {
    text.width() + text.chars().filter(|c| overhangs(*c)).count()
}

/// Whether fonts for Chinese draw this character wider than the one column terminals give it.
pub fn overhangs(c: char) -> bool {
    matches!(c, '\u{2103}' | '\u{2109}' | '\u{2116}' | '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{24FF}')
}

/// Columns of one character.
pub fn char_columns(c: char) -> usize {
    columns(c.encode_utf8(&mut [0; 4]))
}

/// The text in at most `limit` columns, the end replaced by `…` where it had to be cut.
pub fn fit(text: &str, limit: usize) -> Cow<'_, str> {
    if columns(text) <= limit {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let width = columns(cluster);
        if used + width + 1 > limit {
            break;
        }
        used += width;
        kept.push_str(cluster);
    }
    if limit > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// One line of a wrapped paragraph: its text, and where it begins in the paragraph, counted in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// Text of the line, without its indent.
    pub text: String,
    /// Characters of the paragraph before this line.
    pub start: usize,
    /// Blank columns before the text.
    pub indent: usize,
}

/// Breaks one paragraph into lines of at most `limit` columns, the first indented by `indent` columns. Line ends inside it begin new lines
/// without indent. Control characters are removed; a tab is one column.
pub fn wrap(paragraph: &str, limit: usize, indent: usize) -> Vec<Wrapped> {
    let limit = limit.max(2);
    let cleaned = clean(paragraph);
    let mut lines = Vec::new();
    let mut start = 0;
    for (number, part) in cleaned.split('\n').enumerate() {
        let first_indent = if number == 0 { indent.min(limit / 2) } else { 0 };
        start = wrap_part(part, limit, first_indent, start, &mut lines) + 1;
    }
    lines
}

/// Wraps a text without line ends; gives the position after it.
fn wrap_part(part: &str, limit: usize, indent: usize, start: usize, lines: &mut Vec<Wrapped>) -> usize {
    let mut line = Wrapped { text: String::new(), start, indent };
    let mut used = indent;
    let mut at = start;
    for piece in pieces(part) {
        let width = columns(piece);
        if used + width > limit {
            // A first word that only misses for the indent takes the line without it.
            if line.text.is_empty() {
                line.indent = 0;
            } else {
                lines.push(std::mem::replace(&mut line, Wrapped { text: String::new(), start: at, indent: 0 }));
            }
            used = 0;
        }
        if width <= limit {
            if piece != " " || !line.text.is_empty() {
                line.text.push_str(piece);
                used += width;
            } else {
                line.start += 1;
            }
            at += piece.chars().count();
            continue;
        }
        // Longer than a whole line (an address, a run of dots): cut where it must be.
        for cluster in piece.graphemes(true).flat_map(|cluster| parts_within(cluster, limit)) {
            let width = columns(cluster);
            if used + width > limit {
                lines.push(std::mem::replace(&mut line, Wrapped { text: String::new(), start: at, indent: 0 }));
                used = 0;
            }
            line.text.push_str(cluster);
            used += width;
            at += cluster.chars().count();
        }
    }
    lines.push(line);
    at
}

/// A cluster as it is, or, where scripts pile letters into one that is wider than a whole line, its characters.
fn parts_within(cluster: &str, limit: usize) -> Vec<&str> {
    if columns(cluster) <= limit {
        return vec![cluster];
    }
    cluster.char_indices().filter_map(|(at, c)| cluster.get(at..at + c.len_utf8())).collect()
}

/// Pieces that are not broken: a word of letters or digits, or one Han with the punctuation that clings to it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    let mut from = 0;
    let mut previous: Option<&str> = None;
    for (at, cluster) in text.grapheme_indices(true) {
        let keep_together = previous.is_some_and(|previous| {
            (is_word(previous) && is_word(cluster)) || (clings_left(cluster) && previous != " ") || clings_right(previous)
        });
        if !keep_together && at > from {
            if let Some(piece) = text.get(from..at) {
                pieces.push(piece);
            }
            from = at;
        }
        previous = Some(cluster);
    }
    if let Some(piece) = text.get(from..).filter(|piece| !piece.is_empty()) {
        pieces.push(piece);
    }
    pieces
}

fn is_word(cluster: &str) -> bool {
    cluster.chars().all(|c| c.is_ascii_graphic())
}

/// Punctuation that does not begin a line.
fn clings_left(cluster: &str) -> bool {
    cluster.chars().all(|c| "，。、；：？！）〕】》〉」』”’…—％%,.;:?!)]}·".contains(c))
}

/// Punctuation that does not end a line.
fn clings_right(cluster: &str) -> bool {
    cluster.chars().all(|c| "（〔【《〈「『“‘([{".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, limit: usize, indent: usize) -> Vec<String> {
        wrap(text, limit, indent).into_iter().map(|line| format!("{}{}", " ".repeat(line.indent), line.text)).collect()
    }

    #[test]
    fn lines_break_as_chinese_print_does() {
        assert_eq!(lines("年满六十周岁、累计缴费", 12, 4), ["    年满六十", "周岁、累计缴", "费"]);
        assert_eq!(lines("甲乙丙，丁《戊》", 6, 0), ["甲乙", "丙，丁", "《戊》"]);
        assert_eq!(lines("电话0000-5600101转2", 10, 0), ["电话", "0000-56001", "01转2"]);
        assert_eq!(lines("", 10, 2), ["  "]);
    }

    #[test]
    fn a_pile_of_letters_wider_than_the_line_is_taken_apart() {
        let pile = format!("क{}", "ा".repeat(9));
        assert_eq!(pile.graphemes(true).count(), 1);
        assert_eq!(lines(&pile, 4, 0).concat(), pile);
        assert!(lines(&pile, 4, 0).iter().all(|line| columns(line) <= 4));
    }

    #[test]
    fn a_cut_text_shows_that_it_was_cut() {
        assert_eq!(fit("云川县人民政府", 8), "云川县…");
        assert_eq!(fit("云川县", 8), "云川县");
        assert_eq!(fit("云川县", 0), "");
        assert_eq!(fit("降温8℃", 6), "降温8…");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_allowed(text in "[\\PC\u{1b}\u{202e}\n]{0,60}", limit in 2usize..40) {
            for line in wrap(&text, limit, 4) {
                prop_assert!(columns(&line.text) + line.indent <= limit.max(2), "{:?}", line);
            }
        }

        #[test]
        fn nothing_visible_is_lost(text in "[一-龥a-z0-9，。（）]{0,80}", limit in 2usize..40) {
            let joined: String = wrap(&text, limit, 4).into_iter().map(|line| line.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
