//! What a message changes in a field.

use super::{
    board::{Board, Press},
    kind::FieldKind,
    message::Message,
    picker::{Choice, Picker, Step},
    state::{Change, State},
};
use crate::{compose::Mode, text::VisitorText};

/// Domains of the mail that most people have, whose names before the @ are figures.
const DOMAINS: [&str; 7] = ["qq.com", "163.com", "126.com", "139.com", "189.cn", "sina.com", "foxmail.com"];

/// Changes the field; what becomes of it is the screen's to see to. `room` is the width in which candidates are drawn.
#[must_use]
pub(in crate::tui) fn update(state: &mut State, message: Message, room: u16) -> Change {
    match message {
        Message::Typed(c) => state.typed(c),
        Message::Pasted(text) => {
            state.settle();
            state.write(text.reveal());
            Change::Words
        }
        Message::Replaced(words) => {
            state.clear();
            state.write(words.reveal());
            Change::Words
        }
        Message::Deleted => {
            state.digits.clear();
            state.delete()
        }
        Message::Pressed(press) => {
            state.digits.clear();
            state.pressed(press)
        }
        Message::Digit(digit) => state.digit(digit),
        Message::BoardToggled if state.takes_pad() => state.close_board(),
        Message::BoardToggled | Message::Touched => {
            state.open_board();
            Change::None
        }
        Message::Composed(offered) => {
            if state.picker.offer(offered) {
                Change::Meaning
            } else {
                Change::None
            }
        }
        Message::Numbered(number) => state.take(|picker| picker.take_numbered(usize::from(number), room)),
        Message::Chosen(Choice::Take(index)) => state.take(|picker| picker.take(index)),
        Message::Chosen(Choice::More) => state.step(Step::NextPage, room),
        Message::Taken => state.take(Picker::take_focused),
        Message::Entered => match state.take(Picker::take_focused) {
            Change::Words if state.composes() => Change::Words,
            Change::Words => Change::LastWords,
            _ => Change::Done,
        },
        Message::Kept => state.keep(),
        Message::Dropped => {
            state.picker.clear();
            Change::Words
        }
        Message::Stepped(step) => state.step(step, room),
        Message::Done => Change::Done,
        Message::Leave => Change::Leave,
    }
}

impl State {
    /// A character from a real keyboard or an input method.
    fn typed(&mut self, c: char) -> Change {
        if c.is_alphabetic() {
            // Somebody has a keyboard: the keys on the screen are in the way, and the digits before were figures.
            self.board = None;
            let figures = std::mem::take(&mut self.digits);
            if !figures.is_empty() {
                self.clear();
                self.write(figures.reveal());
            }
        }
        self.character(c)
    }

    /// A digit while the telephone's keys or the figures are shown.
    fn digit(&mut self, digit: char) -> Change {
        if !self.digits.is_empty() || (self.is_empty() && digit != '0') {
            self.digits.push(digit);
        }
        match (self.board, digit) {
            (Some(Board::Figures), _) => self.pressed(Press::Figure(digit)),
            (_, '0') => self.pressed(Press::Delete),
            _ => self.pressed(Press::Nine(digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(1))),
        }
    }

    /// Whether the digits so far may be the beginning of a year on a keyboard, of which the telephone's keys leave nothing.
    pub(super) fn may_be_a_year(&self) -> bool {
        !self.digits.is_empty() && !self.digits.reveal().ends_with("00")
    }

    /// Letters are composed where Chinese is; what else is typed is written after what was being composed.
    fn character(&mut self, c: char) -> Change {
        let divides = c == '\'' && self.composes();
        if self.kind == FieldKind::Chinese && (c.is_ascii_alphabetic() || divides) {
            self.compose(c, Mode::Letters);
        } else {
            self.settle();
            self.write(c.encode_utf8(&mut [0; 4]));
        }
        Change::Words
    }

    fn compose(&mut self, key: char, mode: Mode) {
        if self.composes() && self.picker.mode() != mode {
            self.settle();
        }
        if self.written.count() + self.picker.keys().len() < self.longest {
            self.picker.push(key, mode);
            self.picker.stand_behind(&self.written, self.name);
        }
    }

    /// Writes what the field takes, as far as there is room.
    fn write(&mut self, text: &str) {
        let room = self.longest.saturating_sub(self.written.count());
        let kind = self.kind;
        text.chars().filter(|c| kind.takes(*c)).take(room).for_each(|c| self.written.push(c));
    }

    /// Ends composing: what was offered first is written; where nothing was offered, the letters themselves.
    fn settle(&mut self) {
        while self.composes() {
            match self.picker.take_focused() {
                Some(text) => self.write(text.reveal()),
                None => {
                    self.keep();
                }
            }
        }
    }

    /// Ends composing with the letters themselves; digits that stand for letters say nothing by themselves.
    fn keep(&mut self) -> Change {
        let mode = self.picker.mode();
        let keys = self.picker.abandon();
        if mode == Mode::Letters {
            self.write(keys.reveal());
        }
        Change::Words
    }

    /// Deletes the last key or character.
    fn delete(&mut self) -> Change {
        if self.composes() {
            self.picker.pop();
        } else {
            self.written.pop();
        }
        Change::Words
    }

    /// Forgets what stands there.
    pub(in crate::tui) fn clear(&mut self) {
        self.digits.clear();
        self.written.clear();
        self.picker.clear();
    }

    /// Writes what is taken from the candidates, if there is such a one.
    fn take(&mut self, take: impl FnOnce(&mut Picker) -> Option<VisitorText>) -> Change {
        // A word was taken: the digits were those of a telephone.
        self.digits.clear();
        match take(&mut self.picker) {
            Some(text) => {
                self.write(text.reveal());
                self.picker.stand_behind(&self.written, self.name);
                Change::Words
            }
            None => Change::None,
        }
    }

    fn step(&mut self, step: Step, room: u16) -> Change {
        self.picker.step(step, room);
        Change::None
    }

    /// A key on the screen, or of a number pad.
    fn pressed(&mut self, press: Press) -> Change {
        match press {
            Press::Nine(1) if !self.composes() => self.show(Board::Figures),
            Press::Nine(digit) => {
                self.compose(char::from_digit(u32::from(digit), 10).unwrap_or('1'), Mode::NineGrid);
                Change::Words
            }
            Press::Letter(c) | Press::Figure(c) => self.character(c),
            Press::Delete => self.delete(),
            Press::Domain => self.turn_domain(),
            Press::Clear => {
                self.clear();
                Change::Words
            }
            Press::Show(board) => self.show(board),
            Press::Close => self.close_board(),
        }
    }

    /// The next of the domains behind what was typed before the @.
    fn turn_domain(&mut self) -> Change {
        let typed = self.written.clone();
        let (name, domain) = typed.reveal().split_once('@').unwrap_or((typed.reveal(), ""));
        let next = DOMAINS.iter().position(|known| *known == domain).map_or(0, |at| (at + 1) % DOMAINS.len());
        let mut address = VisitorText::from(name);
        address.push('@');
        address.push_str(DOMAINS.get(next).copied().unwrap_or_default());
        self.fill(&address);
        Change::Words
    }

    fn show(&mut self, board: Board) -> Change {
        self.board = Some(board);
        Change::None
    }

    /// Shows keys on the screen, those that were shown last if they still are.
    pub(in crate::tui) fn open_board(&mut self) {
        self.board = self.board.or(self.kind.board());
    }

    /// Writes words into the empty field that stood there before.
    pub(in crate::tui) fn fill(&mut self, words: &VisitorText) {
        self.clear();
        self.write(words.reveal());
    }

    /// Begins with what was typed elsewhere: a letter is composed, several characters are words.
    pub(in crate::tui) fn begin(&mut self, typed: &VisitorText) {
        let mut chars = typed.reveal().chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => {
                self.typed(c);
            }
            _ => self.write(typed.reveal()),
        }
    }

    fn close_board(&mut self) -> Change {
        self.board = None;
        Change::Closed
    }
}
