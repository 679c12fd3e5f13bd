//! A text as screening sees it: widths made one, unseen signs gone.

use unicode_normalization::UnicodeNormalization;

/// Characters of a folded text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self::default();
        let mut chars = text.chars().peekable();
        let mut before = None;
        while let Some(c) = chars.next() {
            folded.take(c, before, chars.peek().copied());
            before = Some(c);
        }
        folded
    }

    /// The same, and for each folded character the place of the one it came from, in characters of the text.
    pub(super) fn placed(text: &str) -> (Self, Vec<usize>) {
        let (mut folded, mut places) = (Self::default(), Vec::new());
        let mut chars = text.chars().enumerate().peekable();
        let mut before = None;
        while let Some((place, c)) = chars.next() {
            folded.take(c, before, chars.peek().map(|(_, next)| *next));
            before = Some(c);
            places.resize(folded.chars.len(), place);
        }
        (folded, places)
    }

    fn take(&mut self, c: char, before: Option<char>, next: Option<char>) {
        if is_unseen(c) {
            return;
        }
        if c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
            self.chars.push(c);
            return;
        }
        // Circles one behind the other are the digits of a number.
        if let Some(digit) = circled(c).filter(|_| [before, next].into_iter().flatten().any(|c| circled(c).is_some())) {
            self.chars.push(digit);
            return;
        }
        // The number of a line is no digit of what stands behind it: ①13800000001.
        if matches!(c, '\u{2460}'..='\u{2473}' | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}') {
            self.chars.push(' ');
            return;
        }
        self.chars.extend(c.nfkc().map(plain));
    }

    /// The folded text.
    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Up to `count` characters before a place, without spaces.
    pub(super) fn before(&self, at: usize, count: usize) -> String {
        let mut words: Vec<char> = self.chars.iter().take(at).rev().filter(|c| !c.is_whitespace()).take(count).copied().collect();
        words.reverse();
        words.into_iter().collect()
    }

    /// The character at a place.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }
}

/// The digit in a circle.
fn circled(c: char) -> Option<char> {
    let from = |first: char| (u32::from(c)).checked_sub(u32::from(first)).filter(|digit| *digit < 9).map(|digit| digit + 1);
    let digit = match c {
        '⓪' | '⓿' | '🄋' => Some(0),
        _ => ['①', '❶', '➀', '➊', '⓵'].into_iter().find_map(from),
    };
    digit.and_then(|digit| char::from_digit(digit, 10))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Dashes, dots and brackets of every kind are one of each.
fn plain(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
        '•' | '‧' | '∙' | '・' | '●' => '·',
        '【' | '〔' | '［' | '〖' => '[',
        '】' | '〕' | '］' | '〗' => ']',
        '｜' | '│' | '┃' | '┆' => '|',
        '。' => '。',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}
