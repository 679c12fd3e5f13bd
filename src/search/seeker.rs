//! The words of a question, looked for in running text without an index.

use super::terms::Terms;
use crate::text::{fold_char, is_han};

/// The words, ready to be looked for.
pub(super) struct Seeker {
    /// Neighbouring Han with the units they stand for.
    pairs: Vec<([char; 2], u32)>,
    singles: Vec<(char, u32)>,
    /// Runs of letters and digits; whether the run may go on.
    words: Vec<(Vec<char>, bool, u32)>,
    /// One bit for each character of the basic plane that is, folded, one of the Han sought, or no Han at all where words of letters are: most
    /// characters of a text are neither, and are passed over at the cost of this look.
    notable: Vec<u64>,
}

/// What was seen in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Units of the question, one bit each.
    pub(super) units: u32,
    /// How often one of the words was met.
    pub(super) times: u32,
}

impl Seen {
    /// How many units of the question were seen.
    pub(super) fn covered(self) -> u32 {
        self.units.count_ones()
    }

    /// Both together.
    pub(super) fn with(self, other: Self) -> Self {
        Self { units: self.units | other.units, times: self.times.saturating_add(other.times) }
    }

    fn see(&mut self, units: u32) {
        *self = self.with(Self { units, times: 1 });
    }
}

impl Seeker {
    pub(super) fn new(terms: &Terms) -> Self {
        let mut seeker = Self { pairs: vec![], singles: vec![], words: vec![], notable: vec![0; (usize::from(u16::MAX) + 1) / 64] };
        for word in terms.words.iter().filter(|word| word.units != 0) {
            let chars: Vec<char> = word.text.chars().collect();
            match chars.as_slice() {
                [one] if is_han(*one) => seeker.singles.push((*one, word.units)),
                [first, second] if is_han(*first) => seeker.pairs.push(([*first, *second], word.units)),
                _ => seeker.words.push((chars, word.open, word.units)),
            }
        }
        let sought: Vec<char> =
            seeker.pairs.iter().flat_map(|(pair, _)| *pair).chain(seeker.singles.iter().map(|single| single.0)).collect();
        for c in (0..=u32::from(u16::MAX)).filter_map(char::from_u32) {
            let folded = fold_char(c);
            let is_notable = if is_han(folded) { sought.contains(&folded) } else { !seeker.words.is_empty() };
            if is_notable && let Some(bits) = seeker.notable.get_mut(c as usize / 64) {
                *bits |= 1 << (u32::from(c) % 64);
            }
        }
        seeker
    }

    /// Whether the character is worth a closer look; beyond the basic plane, all are.
    fn is_notable(&self, c: char) -> bool {
        self.notable.get(c as usize / 64).is_none_or(|bits| bits & (1 << (u32::from(c) % 64)) != 0)
    }

    pub(super) fn seeks_nothing(&self) -> bool {
        self.pairs.is_empty() && self.singles.is_empty() && self.words.is_empty()
    }

    /// Looks at plain text.
    pub(super) fn look_at(&self, text: &str) -> Seen {
        self.look(text, false)
    }

    /// Looks at a record as it is packed, in JSON: the names of fields are no text, and what stands behind a backslash ends a word.
    pub(super) fn look_at_packed(&self, json: &str) -> Seen {
        self.look(json, true)
    }

    fn look(&self, text: &str, json: bool) -> Seen {
        let mut seen = Seen::default();
        let mut before: Option<char> = None;
        let mut run: Vec<char> = Vec::new();
        let mut run_after = ' ';
        let mut last = ' ';
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if !self.is_notable(c) {
                self.end(&mut run, &mut seen);
                (before, last) = (None, c);
                continue;
            }
            let c = fold_char(c);
            if is_han(c) {
                self.end(&mut run, &mut seen);
                if let Some(first) = before {
                    self.pairs.iter().filter(|(pair, _)| *pair == [first, c]).for_each(|(_, units)| seen.see(*units));
                }
                self.singles.iter().filter(|(single, _)| *single == c).for_each(|(_, units)| seen.see(*units));
                before = Some(c);
            } else {
                before = None;
                if c.is_alphanumeric() {
                    if !self.words.is_empty() {
                        if run.is_empty() {
                            run_after = last;
                        }
                        run.push(c);
                    }
                } else {
                    let names_a_field = json && c == '"' && run_after == '"' && chars.as_str().starts_with(':');
                    if names_a_field {
                        run.clear();
                    }
                    self.end(&mut run, &mut seen);
                    if json && c == '\\' {
                        chars.next();
                    }
                }
            }
            last = c;
        }
        self.end(&mut run, &mut seen);
        seen
    }

    /// A run of letters and digits is over.
    fn end(&self, run: &mut Vec<char>, seen: &mut Seen) {
        if run.is_empty() {
            return;
        }
        let meant = |(word, open, _): &&(Vec<char>, bool, u32)| *run == *word || (*open && run.starts_with(word));
        self.words.iter().filter(meant).for_each(|(_, _, units)| seen.see(*units));
        run.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(query: &str, text: &str) -> (u32, u32) {
        let seen = Seeker::new(&Terms::of(query)).look_at(text);
        (seen.covered(), seen.times)
    }

    #[test]
    fn words_are_seen_however_they_are_written() {
        assert_eq!(seen("养老金", "领取養老金"), (3, 2));
        assert_eq!(seen("养老金", "老金 养老"), (3, 2));
        assert_eq!(seen("养老金", "养，老，金"), (0, 0));
        assert_eq!(seen("金", "现金、金额"), (1, 2));
        assert_eq!(seen("gb 18667", "ＧＢ 18667-2002"), (2, 2));
        assert_eq!(seen("18667 标准", "186670"), (0, 0));
        assert_eq!(seen("186", "18667"), (1, 1));
        assert_eq!(seen("", "领取养老金"), (0, 0));
        assert_eq!(seen("养老", "养的老"), (0, 0), "what is passed over stands between");
        assert_eq!(seen("𠀀老", "𠀀老"), (2, 1));
        assert_eq!(seen("gb 18667", "标准gb的18667"), (2, 2));
    }

    #[test]
    fn in_packed_records_fields_and_escapes_are_no_words() {
        let json = serde_json::json!({ "text": "第一条\n养老\tGB\n18667 \"text\"", "gb": 7 }).to_string();
        let packed = |query: &str| Seeker::new(&Terms::of(query)).look_at_packed(&json);
        assert_eq!(packed("gb 18667").times, 2);
        assert_eq!(packed("养老").covered(), 2);
        assert_eq!(packed("条养").times, 0);
        assert_eq!(packed("text").times, 1, "once as a word, and as a field not at all");
        assert_eq!(packed("ngb").times, 0);
    }
}
