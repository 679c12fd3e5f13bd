//! The words of a visitor: one type from the key that is pressed to the question that is asked.
//!
//! An illness, a quarrel, a name and a phone are typed here. They are wiped from memory when they are no longer held, and what is written of
//! them for programmers says nothing.

use std::fmt;

use zeroize::Zeroizing;

/// Text that somebody typed at the terminal, or that repeats it. It is wiped when dropped, has no `Display` and says nothing in `Debug`; to read
/// it is to call [`reveal`](Self::reveal).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct VisitorText(Zeroizing<String>);

impl VisitorText {
    /// The words themselves: to draw them, to compare them, to search for them. A copy of what is given here is not wiped.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there are none but blanks.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Characters.
    pub fn count(&self) -> usize {
        self.0.chars().count()
    }

    /// Writes a character at the end.
    pub fn push(&mut self, c: char) {
        self.reserve(c.len_utf8());
        self.0.push(c);
    }

    /// Writes more at the end.
    pub fn push_str(&mut self, text: &str) {
        self.reserve(text.len());
        self.0.push_str(text);
    }

    /// Takes the last character away.
    pub fn pop(&mut self) -> Option<char> {
        self.0.pop()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Makes room. A string that grows leaves its letters where it lay before: they are moved by hand, and wiped there.
    fn reserve(&mut self, more: usize) {
        let needed = self.0.len().saturating_add(more);
        if needed > self.0.capacity() {
            let mut wider = String::with_capacity(needed.next_power_of_two().max(SHORT));
            wider.push_str(&self.0);
            self.0 = Zeroizing::new(wider);
        }
    }
}

/// Bytes in which most of what is typed fits.
const SHORT: usize = 64;

impl fmt::Debug for VisitorText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("VisitorText(…)")
    }
}

impl From<&str> for VisitorText {
    fn from(text: &str) -> Self {
        let mut words = Self::default();
        words.push_str(text);
        words
    }
}

impl From<String> for VisitorText {
    /// Takes the string as it is: no copy is left behind.
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_and_taken_back_character_by_character() {
        let mut words = VisitorText::from("养老");
        words.push('金');
        assert_eq!((words.reveal(), words.count()), ("养老金", 3));
        assert_eq!(words.pop(), Some('金'));
        words.push_str(&"补贴".repeat(100));
        assert_eq!(words.count(), 202);
        words.clear();
        assert!(words.is_empty() && words.is_blank());
        assert!(VisitorText::from(" \u{3000}").is_blank());
    }

    #[test]
    fn what_is_written_of_words_for_programmers_says_nothing_of_them() {
        for words in ["", "离婚", "13800000000"] {
            assert_eq!(format!("{:?}", VisitorText::from(words)), "VisitorText(…)");
        }
    }

    #[test]
    fn words_that_outgrow_their_room_take_it_anew_and_stay_whole() {
        let mut words = VisitorText::default();
        let mut rooms = Vec::new();
        for _ in 0..300 {
            words.push('申');
            rooms.push(words.0.capacity());
        }
        rooms.dedup();
        assert_eq!(rooms, [64, 128, 256, 512, 1024]);
        assert_eq!(words.reveal(), "申".repeat(300));
    }
}
