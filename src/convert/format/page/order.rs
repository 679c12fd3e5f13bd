//! Whether words stand in the order of reading: marks that come in pairs must open before they close.

/// Pairs, each opening before it closes.
const PAIRS: [(char, char); 6] = [('“', '”'), ('‘', '’'), ('《', '》'), ('〔', '〕'), ('（', '）'), ('【', '】')];

/// So many marks are never open at once.
const MOST_OPEN: usize = 500;

/// Marks that are open, while paragraphs pass: one may close in a later one.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<char>);

impl Marks {
    /// Whether a mark of the paragraph closes what nothing opened.
    pub(super) fn is_suspect(&mut self, text: &str) -> bool {
        let mut suspect = false;
        let mut before = 0;
        for c in text.chars() {
            if PAIRS.iter().any(|&(opens, _)| opens == c) {
                if self.0.len() < MOST_OPEN {
                    self.0.push(c);
                }
            } else if let Some(&(opens, _)) = PAIRS.iter().find(|&&(_, closes)| closes == c) {
                // An apostrophe, and the mark of an item: `1）`.
                let lone = c == '’' || (c == '）' && before <= 3);
                match self.0.iter().rposition(|&mark| mark == opens) {
                    Some(at) => self.0.truncate(at),
                    None => suspect |= !lone,
                }
            }
            before = if c.is_alphanumeric() { before + 1 } else { 0 };
            if c == '）' || c.is_whitespace() {
                before = 0;
            }
        }
        suspect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_close_nothing_are_suspect() {
        for suspect in ["急难愁盼”问题，推动“政策", "云政发2024〕3号〔", "见“三公经费”预算”。"] {
            assert!(Marks::default().is_suspect(suspect), "{suspect}");
        }
        for fine in
            ["“以公开为常态、不公开为例外”", "1）甲；2）乙", "他说：“我们要", "（一）总则", "a）适用", "《关于修改〈办法〉的决定》", "it’s"]
        {
            assert!(!Marks::default().is_suspect(fine), "{fine}");
        }
        let mut marks = Marks::default();
        assert!(!marks.is_suspect("（1990年通过") && !marks.is_suspect("2009年修正）"));
    }
}
