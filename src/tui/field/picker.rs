//! Composing: the keys typed for Chinese that is not written yet, and the candidates to choose from. Nothing here waits: candidates come when
//! they come, and until then those for the keys before are shown.

use std::fmt;

use zeroize::Zeroize;

use crate::{
    compose::{Candidate, Mode},
    text::{VisitorText, columns},
};

/// Candidates that one digit can choose among.
const PAGE: usize = 9;

/// The narrowest place that a finger hits.
pub(super) const FINGER: u16 = 8;

/// Keys for which candidates are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Wanted {
    /// As typed.
    pub(in crate::tui) keys: VisitorText,
    /// Letters, or digits that stand for letters.
    pub(in crate::tui) mode: Mode,
    /// The end of what stands before them.
    pub(in crate::tui) left: VisitorText,
    /// Whether a name of a person is asked for.
    pub(in crate::tui) name: bool,
}

/// Characters before the keys that are looked at.
const LEFT: usize = 12;

/// Candidates for keys. What somebody typed can be read from them: they are wiped.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::tui) struct Offered {
    /// The keys that they were wanted for.
    pub(in crate::tui) wanted: Wanted,
    /// The best first.
    pub(in crate::tui) candidates: Vec<Candidate>,
}

impl fmt::Debug for Offered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Offered({} candidates)", self.candidates.len())
    }
}

impl Drop for Offered {
    fn drop(&mut self) {
        for candidate in &mut self.candidates {
            candidate.text.zeroize();
        }
    }
}

/// The state of composing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picker {
    wanted: Wanted,
    offered: Option<Box<Offered>>,
    /// The candidate that Enter takes.
    focus: usize,
}

impl Default for Picker {
    fn default() -> Self {
        Self { wanted: Wanted::letters(VisitorText::default()), offered: None, focus: 0 }
    }
}

impl Wanted {
    /// For letters at the beginning of a field.
    pub(super) fn letters(keys: VisitorText) -> Self {
        Self { keys, mode: Mode::Letters, left: VisitorText::default(), name: false }
    }
}

/// A step among the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Step {
    /// The next candidate, the one before.
    Next,
    Previous,
    /// The next page, after the last the first; the page before.
    NextPage,
    PreviousPage,
}

/// A touch on the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Choice {
    /// Takes the candidate of this index.
    Take(usize),
    /// Turns the page.
    More,
}

impl Picker {
    /// True while nothing is being composed.
    pub(super) fn is_empty(&self) -> bool {
        self.wanted.keys.is_empty()
    }

    /// The keys.
    pub(super) fn keys(&self) -> &str {
        self.wanted.keys.reveal()
    }

    /// The meaning of the keys.
    pub(super) fn mode(&self) -> Mode {
        self.wanted.mode
    }

    /// True until the candidates for the keys as they are have come.
    pub(super) fn is_waiting(&self) -> bool {
        !self.is_empty() && self.offered.as_ref().is_none_or(|offered| offered.wanted != self.wanted)
    }

    /// The keys for which candidates are needed now.
    pub(super) fn wanted(&self) -> Option<Wanted> {
        (!self.is_empty()).then(|| self.wanted.clone())
    }

    /// The words that the keys are searched for as: letters as they are, digits as what they most likely mean.
    pub(super) fn meaning(&self) -> &str {
        match self.wanted.mode {
            Mode::Letters => self.keys(),
            Mode::NineGrid => self.focused(),
        }
    }

    /// The candidate that the focus rests on; empty where there is none.
    pub(super) fn focused(&self) -> &str {
        self.candidates().get(self.focus).map_or("", |candidate| candidate.text.as_str())
    }

    /// Its place among all.
    pub(super) fn focus(&self) -> usize {
        self.focus
    }

    /// Adds a key. Letters and digits do not mix: whoever changes from one to the other has first taken what was offered.
    pub(super) fn push(&mut self, key: char, mode: Mode) {
        self.wanted.mode = mode;
        self.wanted.keys.push(key);
        self.focus = 0;
    }

    /// Takes note of what stands before the keys, and whether a name is asked for.
    pub(super) fn stand_behind(&mut self, written: &VisitorText, name: bool) {
        let skipped = written.count().saturating_sub(LEFT);
        self.wanted.left = written.reveal().chars().skip(skipped).fold(VisitorText::default(), |mut left, c| {
            left.push(c);
            left
        });
        self.wanted.name = name;
    }

    /// Deletes the last key.
    pub(super) fn pop(&mut self) {
        self.wanted.keys.pop();
        self.focus = 0;
        if self.offered.as_ref().is_some_and(|offered| !self.keys().starts_with(offered.wanted.keys.reveal())) {
            self.offered = None;
        }
    }

    /// Gives the keys up, as they were typed.
    pub(super) fn abandon(&mut self) -> VisitorText {
        std::mem::take(self).wanted.keys
    }

    /// Forgets the keys.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Candidates have come; whether they are for the keys as they are now.
    pub(super) fn offer(&mut self, offered: Box<Offered>) -> bool {
        let is_current = offered.wanted == self.wanted;
        if is_current {
            self.focus = self.focus.min(offered.candidates.len().saturating_sub(1));
            self.offered = Some(offered);
        }
        is_current
    }

    /// Takes a candidate: its text is written, and the keys that it does not use up are composed on. None where there is no such candidate.
    pub(super) fn take(&mut self, index: usize) -> Option<VisitorText> {
        let candidate = self.candidates().get(index)?;
        let text = VisitorText::from(candidate.text.as_str());
        let rest = self.keys().chars().skip(candidate.typed).fold(VisitorText::default(), |mut rest, key| {
            rest.push(key);
            rest
        });
        self.wanted.keys = rest;
        self.offered = None;
        self.focus = 0;
        Some(text)
    }

    /// Takes the candidate that the focus rests on.
    pub(super) fn take_focused(&mut self) -> Option<VisitorText> {
        self.take(self.focus)
    }

    /// Takes the candidate with this number on the page in sight.
    pub(super) fn take_numbered(&mut self, number: usize, room: u16) -> Option<VisitorText> {
        let page = self.page(room);
        let index = page.start + number.checked_sub(1)?;
        if page.contains(&index) { self.take(index) } else { None }
    }

    /// Moves the focus. `room` is the width in which the candidates are drawn.
    pub(super) fn step(&mut self, step: Step, room: u16) {
        let count = self.candidates().len();
        let page = self.page(room);
        self.focus = match step {
            Step::Next => self.focus + 1,
            Step::Previous => self.focus.saturating_sub(1),
            Step::NextPage if page.end >= count => 0,
            Step::NextPage => page.end,
            Step::PreviousPage => match page.start.checked_sub(1) {
                Some(last) => {
                    self.focus = last;
                    self.page(room).start
                }
                None => 0,
            },
        }
        .min(count.saturating_sub(1));
    }

    /// Candidates for the keys as they are, or as they were some keys before.
    pub(super) fn candidates(&self) -> &[Candidate] {
        self.offered.as_ref().map_or(&[], |offered| &offered.candidates)
    }

    /// True where digits choose among the candidates.
    pub(super) fn is_numbered(&self) -> bool {
        self.wanted.mode == Mode::Letters
    }

    /// Columns that a candidate takes.
    pub(super) fn width(&self, candidate: &Candidate) -> u16 {
        let number = if self.is_numbered() { 2 } else { 0 };
        u16::try_from(columns(&candidate.text) + number + 2).unwrap_or(u16::MAX).max(FINGER)
    }

    /// The candidates in sight: the page on which the focus rests.
    pub(super) fn page(&self, room: u16) -> std::ops::Range<usize> {
        let candidates = self.candidates();
        let room = room.saturating_sub(FINGER);
        let mut start = 0;
        loop {
            let mut used = 0u16;
            let fits = candidates.iter().skip(start).take(PAGE).take_while(|candidate| {
                used = used.saturating_add(self.width(candidate));
                used <= room
            });
            // One that is wider than the row is cut rather than left out.
            let end = start + fits.count().max(1);
            if self.focus < end || end >= candidates.len() {
                return start..end.min(candidates.len());
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::CandidateKind;

    fn offered(keys: &str, texts: &[&str]) -> Box<Offered> {
        let candidates = texts.iter().map(|text| Candidate { text: (*text).to_owned(), typed: 2, kind: CandidateKind::Word }).collect();
        Box::new(Offered { wanted: Wanted::letters(keys.into()), candidates })
    }

    fn picker(keys: &str) -> Picker {
        let mut picker = Picker::default();
        keys.chars().for_each(|key| picker.push(key, Mode::Letters));
        picker
    }

    #[test]
    fn what_is_taken_uses_up_its_keys() {
        let mut picker = picker("yangl");
        assert!(picker.offer(offered("yangl", &["杨", "样"])));
        assert_eq!(picker.take_numbered(2, 60), Some("样".into()));
        assert_eq!(picker.keys(), "ngl");
        assert_eq!(picker.take_focused(), None);
    }

    #[test]
    fn candidates_for_other_keys_are_not_taken_for_these() {
        let mut picker = picker("yan");
        assert!(!picker.offer(offered("ya", &["牙"])));
        assert!(picker.offer(offered("yan", &["言"])));
        // Typed on before new ones came: what is in sight can still be chosen.
        picker.push('g', Mode::Letters);
        assert_eq!(picker.clone().take_focused(), Some("言".into()));
        picker.pop();
        picker.pop();
        assert_eq!(picker.take_focused(), None);
    }

    #[test]
    fn pages_hold_what_fits_and_go_round() {
        let texts: Vec<String> = (10..30).map(|number| format!("候选{number}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut picker = picker("hx");
        picker.offer(offered("hx", &texts));
        assert_eq!(picker.page(48), 0..4);
        picker.step(Step::NextPage, 48);
        assert_eq!(picker.page(48), 4..8);
        picker.step(Step::Next, 48);
        assert_eq!((picker.focus, picker.page(48)), (5, 4..8));
        picker.step(Step::PreviousPage, 48);
        assert_eq!((picker.focus, picker.page(48)), (0, 0..4));
        for _ in 0..5 {
            picker.step(Step::NextPage, 48);
        }
        assert_eq!(picker.focus, 0);
        assert_eq!(picker.page(200), 0..9);
    }
}
