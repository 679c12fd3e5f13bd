//! Words as rules compare them: widths, brackets and spaces of every kind made one, a character for a character, so that places stay.

/// One character as rules see it.
fn plain_char(c: char) -> char {
    match c {
        '\u{3000}' | '\u{A0}' | '\t' | '\u{2000}'..='\u{200A}' | '\u{202F}' => ' ',
        '〔' | '［' | '【' | '﹝' | '〖' => '[',
        '〕' | '］' | '】' | '﹞' | '〗' => ']',
        '﹙' => '(',
        '﹚' => ')',
        '∶' | '﹕' | '︰' => ':',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// A text as rules see it.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(plain_char).collect()
}

/// [`plain`] without a space.
pub(super) fn tight(text: &str) -> String {
    text.chars().map(plain_char).filter(|c| !c.is_whitespace()).collect()
}

/// Without what no eye sees: zero-width signs, soft hyphens, marks of byte order.
pub(super) fn seen(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FFFC}');
    text.chars().filter(|c| !unseen(c)).collect()
}

/// How many characters it has.
pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// The text cut before the character that has `tight` characters other than spaces in front of it.
pub(super) fn cut_tight(text: &str, tight: usize) -> (String, String) {
    let mut seen = 0;
    let (mut front, mut rest) = (String::new(), String::new());
    for c in text.chars() {
        if seen >= tight && (!c.is_whitespace() || !rest.is_empty()) {
            rest.push(c);
        } else {
            front.push(c);
        }
        if !plain_char(c).is_whitespace() {
            seen += 1;
        }
    }
    (front.trim().to_owned(), rest.trim().to_owned())
}

/// A line with the spaces that only set letters apart taken out: `通 知` is 通知, and 民政局 财政局 keep theirs.
pub(super) fn unspaced(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| plain_char(c).is_whitespace()).filter(|word| !word.is_empty()).collect();
    let mut joined = String::new();
    let mut last = 0;
    for word in words {
        let this = length(word);
        let latin =
            joined.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric()) && word.starts_with(|c: char| c.is_ascii_alphanumeric());
        if last > 0 && (latin || (last > 2 && this > 2 && !word.starts_with("关于"))) {
            joined.push(' ');
        }
        joined.push_str(word);
        last = this;
    }
    joined
}

/// Whether a character is Han.
pub(super) fn is_han(c: char) -> bool {
    crate::text::is_han(c)
}

/// How many of its characters are Han.
pub(super) fn han(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// A line without the brackets around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim().trim_start_matches(['(', '（', '[', '〔', '【']).trim_end_matches([')', '）', ']', '〕', '】']).trim()
}

/// Whether its brackets and the marks around titles close.
pub(super) fn closed(text: &str) -> bool {
    let mut open = Vec::new();
    for c in text.chars().map(plain_char) {
        match c {
            '(' | '《' | '“' | '[' => open.push(c),
            ')' | '》' | '”' | ']' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_set_apart_are_joined_and_names_are_not() {
        assert_eq!(unspaced("住 院 病 案 首 页"), "住院病案首页");
        assert_eq!(unspaced("云川县民政局　云川县财政局　关于印发办法的通知"), "云川县民政局 云川县财政局关于印发办法的通知");
        assert_eq!(unspaced("平台交互规范 第13部分：时间服务"), "平台交互规范 第13部分：时间服务");
    }

    #[test]
    fn a_line_is_cut_by_what_is_no_space() {
        assert_eq!(cut_tight("云政发 〔2024〕 3 号 各乡镇：", 11), ("云政发 〔2024〕 3 号".to_owned(), "各乡镇：".to_owned()));
        assert_eq!(cut_tight("甲乙", 9), ("甲乙".to_owned(), String::new()));
    }

    #[test]
    fn brackets_that_stay_open_are_noticed() {
        assert!(!closed("关于印发《云川县集市管理"));
        assert!(closed("关于印发《云川县集市管理办法》的通知（试行）"));
    }
}
