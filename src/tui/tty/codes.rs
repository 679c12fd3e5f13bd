//! What terminals mean by their numbers and letters: keys and mouse reports (xterm's function keys and SGR mouse, the Linux console).

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// A key.
pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// The key of a byte below 128.
pub(super) fn ascii(byte: u8, held: KeyModifiers) -> Event {
    let (code, more) = match byte {
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x08 | 0x7F => (KeyCode::Backspace, KeyModifiers::NONE),
        0x00 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        0x01..=0x1A => (KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL),
        0x1B..=0x1F => (KeyCode::Char(char::from(byte - 0x1B + b'3')), KeyModifiers::CONTROL),
        b'A'..=b'Z' => (KeyCode::Char(char::from(byte)), KeyModifiers::SHIFT),
        _ => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
    };
    key(code, held | more)
}

/// Keys by a letter, as terminals send them in application mode too.
pub(super) fn application(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char(char::from(letter - b'j' + b'*')),
        _ => return None,
    })
}

/// Keys by a number.
pub(super) fn numbered(number: u16) -> Option<KeyCode> {
    let function = |from: u16, first: u16| u8::try_from(number - from + first).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=26 => function(23, 11),
        28 | 29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => None,
    }
}

/// F1 to F5 of the Linux console.
pub(super) fn console_key(letter: u8) -> Option<Event> {
    (b'A'..=b'E').contains(&letter).then(|| key(KeyCode::F(letter - b'A' + 1), KeyModifiers::NONE))
}

/// Keys that are held, as xterm numbers them.
pub(super) fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let held = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL), (8, KeyModifiers::META)];
    held.into_iter().filter(|(bit, _)| bits & bit != 0).fold(KeyModifiers::NONE, |all, (_, held)| all | held)
}

/// A press or a notch of the wheel; where the pointer moves and that a button was let go is nothing to a kiosk.
pub(super) fn mouse(report: &str, offset: u16, pressed: bool) -> Option<Event> {
    /// Bits of keys that are held meanwhile.
    const HELD: u16 = 4 | 8 | 16;
    let mut numbers = report.split(';').map(str::parse::<u16>);
    let (button, column, row) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let kind = match button.checked_sub(offset)? & !HELD {
        0 if pressed => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.saturating_sub(1), row.saturating_sub(1));
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}
