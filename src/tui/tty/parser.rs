//! Bytes of a terminal into events (ECMA-48 control sequences, bracketed paste). Wherever the bytes are cut, the same events come of them.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyModifiers};
use zeroize::{Zeroize, Zeroizing};

use super::codes::{application, ascii, console_key, key, modifiers, mouse, numbered};

/// After this long nothing more belongs to an escape character: somebody pressed Esc.
pub(super) const LONE: Duration = Duration::from_millis(30);
/// And to what was begun and not ended.
const TORN: Duration = Duration::from_millis(500);
/// Bytes of a sequence that is none, since no key's is longer.
const LONGEST: usize = 32;
/// Bytes that are kept of what is pasted: no field takes more.
const KEPT: usize = 4096;
const ESC: u8 = 0x1b;
/// How a paste ends.
const PASTED: &[u8] = b"\x1b[201~";

/// What was begun and not ended. It never grows, so that nothing is left where it lay.
#[derive(Debug)]
pub(super) struct Parser {
    begun: Zeroizing<Vec<u8>>,
    paste: Option<Paste>,
    /// Whether it draws pictures, if it just said so.
    pictures: Option<bool>,
}

/// What is being pasted, and how much of its end has come.
#[derive(Debug)]
struct Paste {
    text: Zeroizing<Vec<u8>>,
    ended: usize,
}

impl Default for Parser {
    fn default() -> Self {
        Self { begun: Zeroizing::new(Vec::with_capacity(LONGEST + 1)), paste: None, pictures: None }
    }
}

impl Parser {
    /// How long to wait for what belongs to that which was begun; without end if nothing was.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.begun.as_slice()) {
            (None, []) => None,
            (None, [ESC] | [ESC, ESC]) => Some(LONE),
            _ => Some(TORN),
        }
    }

    /// The events of further bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::with_capacity(bytes.len());
        bytes.iter().for_each(|byte| self.push(*byte, &mut events));
        events
    }

    /// Whether the terminal draws pictures, once after each of its answers.
    pub(super) fn answered(&mut self) -> Option<bool> {
        self.pictures.take()
    }

    /// Nothing more belongs to what was begun: an escape character was a key, a paste ends here, anything else was noise.
    pub(super) fn rest(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(paste) = self.paste.take() {
            events.extend(paste.event());
        } else if matches!(self.begun.as_slice(), [ESC] | [ESC, ESC]) {
            self.escapes(&mut events);
        }
        self.forget();
        events
    }

    fn forget(&mut self) {
        self.begun.as_mut_slice().zeroize();
        self.begun.clear();
    }

    /// As many keys as there are escape characters.
    fn escapes(&self, events: &mut Vec<Event>) {
        events.extend(self.begun.iter().map(|_| key(KeyCode::Esc, KeyModifiers::NONE)));
    }

    fn push(&mut self, byte: u8, events: &mut Vec<Event>) {
        if let Some(paste) = &mut self.paste {
            if paste.push(byte) {
                events.extend(self.paste.take().and_then(|paste| paste.event()));
            }
            return;
        }
        match self.begun.as_slice() {
            [] => self.first(byte, events),
            [ESC] => self.second(byte, events),
            [ESC, ESC] => self.third(byte, events),
            [ESC, b'O', ..] => {
                self.forget();
                match application(byte) {
                    Some(code) => events.push(key(code, KeyModifiers::NONE)),
                    None => self.again(byte, events),
                }
            }
            [ESC, ..] => self.control(byte, events),
            _ => self.letter(byte, events),
        }
    }

    /// What cannot belong to what was begun may begin something itself.
    fn again(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.forget();
        if byte == ESC || byte >= 0x80 {
            self.first(byte, events);
        }
    }

    fn first(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            ESC | 0xC2..=0xF4 => self.begun.push(byte),
            0x80.. => {}
            _ => events.push(ascii(byte, KeyModifiers::NONE)),
        }
    }

    fn second(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b'[' | b'O' | ESC => self.begun.push(byte),
            0x80.. => {
                self.escapes(events);
                self.again(byte, events);
            }
            _ => {
                self.forget();
                events.push(ascii(byte, KeyModifiers::ALT));
            }
        }
    }

    /// After two escape characters: the first was a key, and the second too unless it begins another.
    fn third(&mut self, byte: u8, events: &mut Vec<Event>) {
        if matches!(byte, b'[' | b'O') {
            events.push(key(KeyCode::Esc, KeyModifiers::NONE));
            self.begun.pop();
            self.begun.push(byte);
        } else {
            self.escapes(events);
            self.forget();
            self.first(byte, events);
        }
    }

    fn control(&mut self, byte: u8, events: &mut Vec<Event>) {
        // The Linux console's F1 to F5 have a second bracket.
        let console = self.begun.as_slice() == [ESC, b'[', b'['];
        match byte {
            0x20..=0x3F if !console && self.begun.len() < LONGEST => self.begun.push(byte),
            b'[' if self.begun.len() == 2 => self.begun.push(byte),
            0x40..=0x7E => {
                let event = if console { console_key(byte) } else { self.sequence(byte) };
                events.extend(event);
                self.forget();
            }
            _ => self.again(byte, events),
        }
    }

    /// The event of a control sequence with this final byte.
    fn sequence(&mut self, end: u8) -> Option<Event> {
        let parameters = std::str::from_utf8(self.begun.get(2..)?).ok()?;
        if let Some(report) = parameters.strip_prefix('<') {
            return mouse(report, 0, end == b'M');
        }
        // What it is, and what it can do (DA1): 4 are pictures.
        if let ('c', Some(attributes)) = (char::from(end), parameters.strip_prefix('?')) {
            self.pictures = Some(attributes.split(';').skip(1).any(|attribute| attribute == "4"));
            return None;
        }
        let mut numbers = parameters.split(';').map(|number| number.parse::<u16>().unwrap_or(0));
        let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        let modifiers = modifiers(second);
        if end == b'M' && numbers.next().is_some() {
            return mouse(parameters, 32, true);
        }
        if (end, first) == (b'~', 200) {
            self.paste = Some(Paste { text: Zeroizing::new(Vec::with_capacity(KEPT)), ended: 0 });
            return None;
        }
        let code = match end {
            b'~' => numbered(first)?,
            b'Z' => KeyCode::BackTab,
            b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => application(end)?,
            _ => return None,
        };
        Some(key(code, modifiers))
    }

    /// A letter of several bytes (UTF-8).
    fn letter(&mut self, byte: u8, events: &mut Vec<Event>) {
        if !(0x80..=0xBF).contains(&byte) {
            self.forget();
            self.first(byte, events);
            return;
        }
        self.begun.push(byte);
        let length = match self.begun.first() {
            Some(0xC2..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            _ => 4,
        };
        if self.begun.len() == length {
            let letter = std::str::from_utf8(&self.begun).ok().and_then(|letter| letter.chars().next());
            events.extend(letter.map(|letter| key(KeyCode::Char(letter), KeyModifiers::NONE)));
            self.forget();
        }
    }
}

impl Paste {
    /// Takes a byte; true if it was the last.
    fn push(&mut self, byte: u8) -> bool {
        if PASTED.get(self.ended) == Some(&byte) {
            self.ended += 1;
            return self.ended == PASTED.len();
        }
        // What looked like the end belongs to the text.
        let text = PASTED.iter().take(self.ended).copied();
        let room = KEPT.saturating_sub(self.text.len());
        self.text.extend(text.take(room));
        self.ended = usize::from(byte == ESC);
        if byte != ESC && self.text.len() < KEPT {
            self.text.push(byte);
        }
        false
    }

    /// What was pasted, if it is text at all; a letter that was cut at the end is left out.
    fn event(&self) -> Option<Event> {
        let text = match std::str::from_utf8(&self.text) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(self.text.get(..error.valid_up_to())?).ok()?,
        };
        (!text.is_empty()).then(|| Event::Paste(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Vec<Event> {
        let mut parser = Parser::default();
        let mut events = parser.feed(bytes);
        events.extend(parser.rest());
        events
    }

    fn plain(code: KeyCode) -> Event {
        key(code, KeyModifiers::NONE)
    }

    #[test]
    fn every_key_of_the_kiosk_is_understood() {
        for (bytes, code) in [
            ("\r", KeyCode::Enter),
            ("\u{1b}OM", KeyCode::Enter),
            ("\u{7f}", KeyCode::Backspace),
            ("\u{1b}", KeyCode::Esc),
            ("\u{1b}[A", KeyCode::Up),
            ("\u{1b}OD", KeyCode::Left),
            ("\u{1b}[1~", KeyCode::Home),
            ("\u{1b}[H", KeyCode::Home),
            ("\u{1b}[5~", KeyCode::PageUp),
            ("\u{1b}[6~", KeyCode::PageDown),
            ("\u{1b}OP", KeyCode::F(1)),
            ("\u{1b}[[B", KeyCode::F(2)),
            ("\u{1b}[15~", KeyCode::F(5)),
            ("\u{1b}[20~", KeyCode::F(9)),
            ("\u{1b}[21~", KeyCode::F(10)),
            ("\u{1b}[24~", KeyCode::F(12)),
            ("\u{1b}Oj", KeyCode::Char('*')),
            ("\u{1b}Ok", KeyCode::Char('+')),
            ("\u{1b}Oo", KeyCode::Char('/')),
            ("\u{1b}Oy", KeyCode::Char('9')),
            ("养", KeyCode::Char('养')),
            ("𠮷", KeyCode::Char('𠮷')),
            ("a", KeyCode::Char('a')),
        ] {
            assert_eq!(read(bytes.as_bytes()), [plain(code)], "{bytes:?}");
        }
        assert_eq!(
            read(b"\x1b[1;5A\x11\x1bxQ"),
            [
                key(KeyCode::Up, KeyModifiers::CONTROL),
                key(KeyCode::Char('q'), KeyModifiers::CONTROL),
                key(KeyCode::Char('x'), KeyModifiers::ALT),
                key(KeyCode::Char('Q'), KeyModifiers::SHIFT),
            ]
        );
    }

    #[test]
    fn a_finger_is_where_it_is_and_moves_are_nothing() {
        let at = |kind, column, row| Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
        let events = read(b"\x1b[<35;7;3M\x1b[<0;7;3M\x1b[<0;7;3m\x1b[<65;1;1M\x1b[<64;1;1M\x1b[<2;1;1M\x1b[32;8;4M\x1b[<0;;M");
        let expected = [
            at(MouseEventKind::Down(MouseButton::Left), 6, 2),
            at(MouseEventKind::ScrollDown, 0, 0),
            at(MouseEventKind::ScrollUp, 0, 0),
            at(MouseEventKind::Down(MouseButton::Left), 7, 3),
        ];
        assert_eq!(events, expected);
    }

    #[test]
    fn what_is_pasted_comes_whole_and_a_key_after_it_is_a_key() {
        assert_eq!(
            read("\u{1b}[200~养老\u{1b}[20\u{1b}[201~x".as_bytes()),
            [Event::Paste("养老\u{1b}[20".to_owned()), plain(KeyCode::Char('x'))]
        );
        let long = format!("\u{1b}[200~{}\u{1b}[201~\u{1b}[21~", "长".repeat(40_000));
        let events = read(long.as_bytes());
        let [Event::Paste(kept), last] = &events[..] else { panic!("{}", events.len()) };
        assert_eq!((kept.chars().count(), last), (KEPT / 3, &plain(KeyCode::F(10))));
        // Whose end is lost ends when nothing more comes.
        assert_eq!(read(b"\x1b[200~abc"), [Event::Paste("abc".to_owned())]);
    }

    #[test]
    fn noise_swallows_no_key_that_follows() {
        for noise in [
            "\u{1b}[",
            "\u{1b}[12;",
            "\u{1b}O",
            "\u{1b}[99999999999999999999999999999999999999",
            "\u{1b}[?1;2c",
            "\u{1b}[[Z",
            "\u{1b}[<a;bM",
        ] {
            let events = read(format!("{noise}\u{1b}[21~").as_bytes());
            assert_eq!(events.last(), Some(&plain(KeyCode::F(10))), "{noise:?}");
        }
        assert_eq!(read(b"\x1b\x1b[21~"), [plain(KeyCode::Esc), plain(KeyCode::F(10))]);
        assert_eq!(read(b"\x1b\x1b4"), [plain(KeyCode::Esc), plain(KeyCode::Esc), plain(KeyCode::Char('4'))]);
        assert_eq!(read(b"\xe5\x85\x1b[21~"), [plain(KeyCode::F(10))]);
        assert_eq!(read(b"\xe5\x85a\xff\xc0b"), [plain(KeyCode::Char('a')), plain(KeyCode::Char('b'))]);
    }

    #[test]
    fn whether_it_draws_pictures_is_heard_wherever_the_answer_is_cut() {
        for (answer, pictures) in [("\x1b[?62;4;22c", true), ("\x1b[?62;4c", true), ("\x1b[?64;1;2;6c", false), ("\x1b[?4c", false)] {
            for cut in 0..answer.len() {
                let mut parser = Parser::default();
                let mut events = parser.feed(&answer.as_bytes()[..cut]);
                events.extend(parser.feed(&answer.as_bytes()[cut..]));
                assert_eq!((events, parser.answered(), parser.answered()), (Vec::new(), Some(pictures), None), "{answer}");
            }
        }
        // A key is none.
        let mut parser = Parser::default();
        assert_eq!((parser.feed(b"c4").len(), parser.answered()), (2, None));
    }

    proptest! {
        #[test]
        fn wherever_bytes_are_cut_the_same_events_come(
            parts in prop::collection::vec(prop::sample::select(vec!["\u{1b}[<35;10;5M", "\u{1b}[<0;1;2M", "\u{1b}[21~", "养", "ab", "\u{1b}OP", "\u{1b}[200~甲乙\u{1b}[201~", "\u{1b}[A"]), 0..20),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        ) {
            let bytes = parts.concat().into_bytes();
            let mut cuts: Vec<usize> = if bytes.is_empty() { Vec::new() } else { cuts.iter().map(|cut| cut.index(bytes.len())).collect() };
            cuts.sort_unstable();
            let mut parser = Parser::default();
            let (mut events, mut from) = (Vec::new(), 0);
            for to in cuts.into_iter().chain([bytes.len()]) {
                events.extend(parser.feed(&bytes[from..to]));
                from = to;
            }
            prop_assert_eq!(events, read(&bytes));
            prop_assert!(parser.patience().is_none());
        }

        #[test]
        fn no_bytes_make_it_panic_or_grow(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            let mut parser = Parser::default();
            drop(parser.feed(&bytes));
            prop_assert!(parser.begun.capacity() <= 2 * LONGEST);
            drop(parser.rest());
            prop_assert!(parser.patience().is_none());
        }
    }
}
