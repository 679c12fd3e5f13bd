//! Words as every reader hands them on: harmless, composed, and without the blanks of a layout.

use unicode_normalization::UnicodeNormalization;

use crate::text::clean;

/// One paragraph: clean, NFC, tabs and line ends as single blanks, none at its ends. Full-width blanks inside stay, since names are set with them.
pub(super) fn line(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut blank = false;
    for c in clean(text).nfc() {
        if c.is_whitespace() && c != '\u{3000}' {
            blank = true;
            continue;
        }
        if blank && !kept.is_empty() {
            kept.push(' ');
        }
        blank = false;
        kept.push(c);
    }
    let end = kept.trim_end_matches([' ', '\u{3000}']).len();
    kept.truncate(end);
    let begin = kept.len() - kept.trim_start_matches('\u{3000}').len();
    kept.drain(..begin);
    kept
}

/// The same for a cell, whose paragraphs are lines: empty ones are left out.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<String> = clean(text).split('\n').map(line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// How far a line stands in, in letters: a full-width blank is one, a narrow one half.
pub(super) fn indent(text: &str) -> Option<f32> {
    let mut halves: u16 = 0;
    for c in text.chars().take(400) {
        match c {
            '\u{3000}' => halves += 2,
            ' ' | '\u{A0}' => halves += 1,
            '\t' => halves += 4,
            '\u{FEFF}' | '\u{200B}' => {}
            _ => break,
        }
    }
    (halves > 0).then(|| f32::from(halves) / 2.0)
}

/// A name that is harmless as the name of a file in a folder of ours: the last part of a path, without what systems or terminals refuse.
pub(super) fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = clean(last).nfc().filter(|c| !c.is_control() && !"<>:\"|?*\u{FFFD}".contains(*c)).take(80).collect();
    let kept = kept.trim_matches([' ', '.', '\u{3000}']);
    if kept.is_empty() { "file".to_owned() } else { kept.to_owned() }
}

/// Characters that are read, blanks not counted.
pub(super) fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_a_reader_would_say() {
        for (text, expected) in [
            ("　　各乡镇\t人民政府：\r\n", "各乡镇 人民政府："),
            ("张　三\u{200B}", "张　三"),
            ("e\u{301}\u{202E}x", "\u{e9}x"),
            (" \u{3000} ", ""),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
        assert_eq!(lines("甲 \n\n 乙"), "甲\n乙");
        assert_eq!((indent("　　甲"), indent("甲"), indent("  甲")), (Some(2.0), None, Some(1.0)));
    }

    #[test]
    fn a_name_leads_nowhere() {
        for (name, expected) in
            [("../../etc/passwd", "passwd"), ("..\\..\\表.xls", "表.xls"), ("…/", "file"), ("a\u{202E}b?.txt", "ab.txt"), ("..", "file")]
        {
            assert_eq!(file_name(name), expected, "{name}");
        }
    }
}
