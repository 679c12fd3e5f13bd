//! Letters and digits for those without a keyboard: touched directly, or chosen with two presses on a number pad (first the group, as on
//! every telephone, then the place in it).

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;

/// The groups of a telephone's keys; `1` stands for the digits.
const GROUPS: [&str; 9] = ["数字", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/// What the next digit means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum Pad {
    /// It opens a group.
    #[default]
    Closed,
    /// It chooses a letter of the group with this digit (2–9).
    Open(u8),
    /// It is itself.
    Digits,
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Press {
    /// A digit key of the number pad.
    Digit(u8),
    /// A letter or digit, touched.
    Letter(char),
    /// Delete the last one.
    Delete,
    /// Done, to the hits.
    Done,
}

impl Pad {
    /// The pad after a digit, and the letter it completed.
    pub(in crate::tui) fn press(self, digit: u8) -> (Self, Option<char>) {
        match self {
            Self::Closed if digit == 1 => (Self::Digits, None),
            Self::Closed if (2..=9).contains(&digit) => (Self::Open(digit), None),
            Self::Closed => (self, None),
            Self::Open(_) if digit == 0 => (Self::Closed, None),
            Self::Open(group) => match letters(group).nth(usize::from(digit).wrapping_sub(1)) {
                Some(letter) => (Self::Closed, Some(letter)),
                None => (self, None),
            },
            Self::Digits => (Self::Closed, char::from_digit(u32::from(digit), 10)),
        }
    }
}

fn letters(group: u8) -> impl Iterator<Item = char> {
    GROUPS.get(usize::from(group).wrapping_sub(1)).into_iter().flat_map(|letters| letters.chars()).map(|c| c.to_ascii_lowercase())
}

/// Rows the pad takes at this width.
pub(in crate::tui) fn height(width: u16) -> u16 {
    if width >= 76 { 5 } else { 8 }
}

/// Draws the pad: letters in rows to touch, and the groups of the number pad below.
pub(in crate::tui) fn view<M>(canvas: &mut Canvas<'_, M>, area: Rect, pad: Pad, message: impl Fn(Press) -> M) {
    let theme = *canvas.theme;
    canvas.fill(area, theme.bar);
    let rows: &[&str] =
        if area.width >= 76 { &["ABCDEFGHIJKLM01234", "NOPQRSTUVWXYZ56789"] } else { &["ABCDEFGHI012", "JKLMNOPQR345", "STUVWXYZ6789"] };
    let across = rows.first().map_or(1, |row| u16::try_from(row.len()).unwrap_or(1));
    let width = (area.width - 2) / across;
    let mut y = area.y;
    for row in rows {
        for (at, letter) in (0u16..).zip(row.chars()) {
            let place = Rect::new(area.x + 1 + at * width, y, width, 2).intersection(area);
            canvas.centered(place, y, &letter.to_string(), theme.bar_key);
            canvas.touch(place, message(Press::Letter(letter.to_ascii_lowercase())));
        }
        y += 2;
    }
    let line = match pad {
        Pad::Closed => "1数字 2ABC 3DEF 4GHI 5JKL 6MNO 7PQRS 8TUV 9WXYZ".to_owned(),
        Pad::Open(group) => {
            let choices = letters(group).enumerate().map(|(at, letter)| format!("{} {}", at + 1, letter.to_ascii_uppercase()));
            format!("再按：{}   0 取消", choices.collect::<Vec<_>>().join("   "))
        }
        Pad::Digits => "再按一个数字".to_owned(),
    };
    let buttons = 22.min(area.width);
    // Who has ten keys must be able to read all of it: on narrow screens the buttons stand below.
    let narrow = area.width < 76;
    canvas.text(area.x + 1, y, area.width.saturating_sub(if narrow { 2 } else { buttons + 2 }), &line, theme.bar);
    let y = y + u16::from(narrow);
    let delete = Rect { x: area.right().saturating_sub(buttons), y, width: 10, height: 2 }.intersection(area);
    canvas.text(delete.x, y, 10, "‹ 删除 0 ›", theme.bar_key);
    canvas.touch(delete, message(Press::Delete));
    let done = Rect { x: delete.right() + 1, width: buttons.saturating_sub(11), ..delete };
    canvas.text(done.x, y, done.width, "看结果 回车", theme.bar_key);
    canvas.touch(done, message(Press::Done));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_and_digit_can_be_typed_with_ten_keys() {
        for letter in "abcdefghijklmnopqrstuvwxyz".chars() {
            let typed = (2..=9).any(|group| {
                let (open, nothing) = Pad::Closed.press(group);
                assert_eq!(nothing, None);
                (1..=4).any(|place| open.press(place) == (Pad::Closed, Some(letter)))
            });
            assert!(typed, "{letter}");
        }
        for digit in 0..=9 {
            let (digits, _) = Pad::Closed.press(1);
            assert_eq!(digits.press(digit), (Pad::Closed, char::from_digit(u32::from(digit), 10)));
        }
        assert_eq!(Pad::Open(2).press(9), (Pad::Open(2), None));
        assert_eq!(Pad::Open(2).press(0), (Pad::Closed, None));
    }
}
