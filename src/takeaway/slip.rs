//! A slip: a few plain words that any phone reads from a code without a network, and that a pen can copy.

/// Most bytes a slip has: about what a code holds that a phone reads from half a metre on every grid (QR version 7, level M).
pub const SLIP_BYTES: usize = 120;

/// Words to take along. Lines stand in the order of their worth to the visitor at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    text: String,
}

impl Slip {
    /// Puts the lines one below the other within [`SLIP_BYTES`]. The first line is shortened before any other is left out, since a title can be
    /// recognised by its beginning, but half a phone number is none. Empty lines are skipped.
    pub fn new(title: &str, others: &[&str]) -> Self {
        let mut kept: Vec<&str> = Vec::new();
        let mut used = 0;
        for line in others.iter().filter(|line| !line.is_empty()) {
            if used + line.len() + 1 + MIN_TITLE_BYTES <= SLIP_BYTES {
                used += line.len() + 1;
                kept.push(line);
            }
        }
        let mut text = shorten(title, SLIP_BYTES - used);
        for line in kept {
            if !text.is_empty() {
                text.push('\n');
            }
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
        let slip =
            Slip::new("云川县人民政府关于印发云川县城乡居民基本养老保险实施办法的通知", &["云政发〔2023〕8号", "县人社局 0000-5600208"]);
        assert!(slip.text().len() <= SLIP_BYTES);
        assert!(slip.text().ends_with("云政发〔2023〕8号\n县人社局 0000-5600208"), "{}", slip.text());
        assert!(slip.text().starts_with("云川县人民政府关于"), "{}", slip.text());
    }

    proptest! {
        #[test]
        fn no_slip_is_too_long(title in any::<String>(), lines in prop::collection::vec(any::<String>(), 0..5)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            prop_assert!(Slip::new(&title, &lines).text().len() <= SLIP_BYTES);
        }
    }
}
