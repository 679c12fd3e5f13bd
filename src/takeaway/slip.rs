//! A slip: a few plain words that any phone reads from a code without a network, and that a pen can copy.

use crate::text::{clean, disarmed};

/// Most bytes a slip has: about what a code holds that a phone reads from half a metre on every grid (QR version 7, level M).
pub const SLIP_BYTES: usize = 120;

/// Words to take along. Lines stand in the order of their worth to the visitor at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    text: String,
}

impl Slip {
    /// Puts the lines one below the other within [`SLIP_BYTES`]. `about` is a Han word for what the title is of, and stands before it: no phone
    /// takes a text that begins with it for a command, and what one would obey further on is disarmed. The first line is shortened before any
    /// other is left out, since a title can be recognised by its beginning, but half a phone number is none. Empty lines are skipped.
    pub fn new(about: &'static str, title: &str, others: &[&str]) -> Self {
        let mut text = format!("{about}：");
        let others: Vec<String> = others.iter().map(|line| plain(line)).filter(|line| !line.is_empty()).collect();
        let mut kept: Vec<&str> = Vec::new();
        let mut used = text.len();
        for line in &others {
            if used + line.len() + 1 + MIN_TITLE_BYTES <= SLIP_BYTES {
                used += line.len() + 1;
                kept.push(line);
            }
        }
        text.push_str(&shorten(&plain(title), SLIP_BYTES.saturating_sub(used)));
        for line in kept {
            text.push('\n');
            text.push_str(line);
        }
        Self { text }
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Eight Han and the sign that something is missing.
const MIN_TITLE_BYTES: usize = 27;

/// One line of words that nothing obeys.
fn plain(line: &str) -> String {
    let line: Vec<_> = clean(line).split_whitespace().map(str::to_owned).collect();
    disarmed(&line.join(" ")).into_owned()
}

fn shorten(title: &str, bytes: usize) -> String {
    if title.len() <= bytes {
        return title.to_owned();
    }
    let mut short: String = String::new();
    for c in title.chars() {
        if short.len() + c.len_utf8() + '…'.len_utf8() > bytes {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_phone_number_stays_whole_when_the_title_is_long() {
        let title = "云川县人民政府关于印发云川县城乡居民基本养老保险实施办法的通知";
        let slip = Slip::new("文件", title, &["云政发〔2023〕8号", "县人社局 0000-5600208"]);
        assert!(slip.text().len() <= SLIP_BYTES);
        assert!(slip.text().ends_with("云政发〔2023〕8号\n县人社局 0000-5600208"), "{}", slip.text());
        assert!(slip.text().starts_with("文件：云川县人民政府"), "{}", slip.text());
    }

    #[test]
    fn no_line_of_a_slip_commands_a_phone() {
        let slip = Slip::new("办事", " https://evil.example/x\nWIFI:S:free;;", &["tel:110", "weixin://dl", "www.evil.example"]);
        assert_eq!(slip.text(), "办事：https //evil点example/x WIFI S free;;\ntel 110\nweixin //dl\nwww点evil点example");
    }

    proptest! {
        #[test]
        fn no_slip_is_too_long(title in any::<String>(), lines in prop::collection::vec(any::<String>(), 0..5)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            prop_assert!(Slip::new("文件", &title, &lines).text().len() <= SLIP_BYTES);
        }
    }
}
