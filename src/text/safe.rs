//! The characters that text from outside may contain. Applied when content is read and again when it is drawn.
//!
//! A policy or the name of a file on a stick may carry terminal escapes, bidirectional overrides that show one thing and mean another,
//! or characters that terminals and libraries measure differently. None of them carries meaning in a government paper.

use std::borrow::Cow;

use super::radicals::unified;

/// Combining marks beyond this many on one base are dropped: a stack of them draws over its neighbours.
const MARKS_PER_BASE: usize = 2;

/// Removes control, bidirectional, zero-width and variation characters; keeps LF and TAB; turns line separators into LF and
/// private-use characters into U+FFFD, radicals and compatibility forms of Han into the characters themselves. Borrows when nothing had to change.
pub fn clean(text: &str) -> Cow<'_, str> {
    // Nearly every text is clean: look before copying. Combining marks are rare enough to take the slow way.
    if text.chars().all(|c| verdict(c) == Verdict::Keep) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match verdict(c) {
            Verdict::Keep => {
                marks = 0;
                kept.push(c);
            }
            Verdict::Mark => {
                marks += 1;
                if marks <= MARKS_PER_BASE {
                    kept.push(c);
                }
            }
            // CR LF is one line end, a lone CR is one too.
            Verdict::LineEnd => {
                if !(c == '\r' && chars.peek() == Some(&'\n')) {
                    kept.push('\n');
                }
            }
            Verdict::Radical => kept.extend(unified(c)),
            Verdict::Unknown => kept.push('\u{FFFD}'),
            Verdict::Drop => {}
        }
    }
    Cow::Owned(kept)
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Verdict {
    Keep,
    Mark,
    LineEnd,
    Radical,
    Unknown,
    Drop,
}

/// The lists are those of the terminals' own behaviour: what foot and xterm measure or draw differently from the program.
fn verdict(c: char) -> Verdict {
    match c {
        '\n' | '\t' => Verdict::Keep,
        '\r' | '\u{2028}' | '\u{2029}' => Verdict::LineEnd,
        c if c.is_control() => Verdict::Drop,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => Verdict::Drop,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Verdict::Unknown,
        c if (u32::from(c) & 0xFFFE) == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c) => Verdict::Unknown,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' => {
            Verdict::Mark
        }
        c if unified(c).is_some() => Verdict::Radical,
        _ => Verdict::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_overrides_do_not_survive() {
        let cases = [
            ("关于\u{1b}[31m养老\u{7}金", "关于[31m养老金"),
            ("甲\u{202E}乙\u{2066}丙\u{200B}丁", "甲乙丙丁"),
            ("一\r\n二\r三\u{2028}四", "一\n二\n三\n四"),
            ("⻔牌、每⽇、\u{F9E1}", "门牌、每日、李"),
            ("字\u{E000}", "字\u{FFFD}"),
            ("a\u{301}\u{301}\u{301}\u{301}", "a\u{301}\u{301}"),
            ("干净的文字，\t“不变”", "干净的文字，\t“不变”"),
        ];
        for (dirty, expected) in cases {
            assert_eq!(clean(dirty), expected);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once).into_owned(), once.clone());
            prop_assert!(once.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
        }
    }
}
