//! Keys on the screen, for those without a keyboard: the nine-grid of a telephone, which a number pad has as well; letters where they fit; and
//! figures. Every key is a place that a finger hits.

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;

/// Which keys are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum Board {
    /// 九宫格.
    #[default]
    Nine,
    /// Letters.
    Letters,
    /// Digits as text: years, document numbers.
    Figures,
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Press {
    /// A key of the nine-grid: 2 to 9 stand for letters, 1 divides syllables, and without syllables shows the figures.
    Nine(u8),
    /// A letter.
    Letter(char),
    /// A digit or a blank as text.
    Figure(char),
    /// Delete the last one.
    Delete,
    /// Delete everything.
    Clear,
    /// Other keys.
    Show(Board),
    /// No keys.
    Close,
}

/// A key: what stands on it, and what it does.
type Key = (String, Press);

const QWERTY: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
/// What the digits of a telephone stand for.
const GROUPS: [&str; 8] = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/// Columns from which letters lie as on a typewriter, and keys across below that.
const WIDE: u16 = 80;
const ACROSS: usize = 7;

/// Rows that a hint takes.
const HINT: u16 = 1;

/// The room that keys have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) struct Size {
    /// Columns.
    pub(in crate::tui) width: u16,
    /// Rows of the whole screen without frame.
    pub(in crate::tui) height: u16,
}

impl Size {
    /// Only the nine-grid fits, and no hint.
    fn is_low(self) -> bool {
        self.height < 18
    }

    /// Rows of a key.
    fn key(self) -> u16 {
        if self.height >= 40 { 3 } else { 2 }
    }
}

/// Rows the keys take.
pub(in crate::tui) fn height(board: Board, size: Size) -> u16 {
    let rows = u16::try_from(keys(board, false, size).len()).unwrap_or(0);
    rows * size.key() + if size.is_low() { 0 } else { HINT }
}

/// Draws the keys; `composing` is whether syllables are being typed.
pub(in crate::tui) fn view<M>(
    canvas: &mut Canvas<'_, M>,
    area: Rect,
    board: Board,
    composing: bool,
    size: Size,
    message: impl Fn(Press) -> M,
) {
    let theme = *canvas.theme;
    canvas.fill(area, theme.bar);
    let mut y = area.y;
    if !size.is_low() {
        canvas.centered(area, y, hint(board, size.width), theme.bar);
        y += HINT;
    }
    let rows = keys(board, composing, size);
    let across = rows.iter().map(Vec::len).max().and_then(|across| u16::try_from(across).ok()).unwrap_or(1).max(1);
    let width = area.width / across;
    let left = area.x + (area.width - width * across) / 2;
    for row in rows {
        for (at, (label, press)) in (0u16..).zip(row) {
            let place = Rect::new(left + at * width, y, width, size.key()).intersection(area);
            let is_letter = matches!(press, Press::Nine(_) | Press::Letter(_) | Press::Figure(_));
            let label = if is_letter { label } else { format!("‹{label}›") };
            // A bright field with a gap around it looks like a key; the gap reacts as well.
            let face = Rect { x: place.x + 1, width: place.width.saturating_sub(2), height: size.key() - 1, ..place }.intersection(area);
            canvas.fill(face, theme.key);
            canvas.centered(face, face.y + (face.height.saturating_sub(1)) / 2, &label, theme.key);
            canvas.touch(place, message(press));
        }
        y += size.key();
    }
}

fn hint(board: Board, width: u16) -> &'static str {
    match board {
        Board::Nine if width >= WIDE => "九宫格拼音：养老按 9264 526，也可以只按每个字的第一个键 96 · 回车选字 · + − 换一个 · 0 删除",
        Board::Nine => "养老按 9264 526 · 回车选字 · + − 换一个",
        Board::Letters if width >= WIDE => "打拼音，或者每个字的第一个字母：养老打 yanglao 或 yl，再点上面的字",
        Board::Letters => "打拼音或首字母，再点上面的字",
        Board::Figures if width >= WIDE => "打数字：文号、年份 · 数字键盘上 − 删除，+ 回到拼音",
        Board::Figures => "打文号、年份 · − 删除 · + 回到拼音",
    }
}

/// The keys in rows.
fn keys(board: Board, composing: bool, size: Size) -> Vec<Vec<Key>> {
    let button = |label: &str, press: Press| (label.to_owned(), press);
    let letter = |c: char| (c.to_ascii_uppercase().to_string(), Press::Letter(c));
    let delete = || button("删除", Press::Delete);
    let close = || button("收起", Press::Close);
    match board {
        Board::Nine => {
            let grid = |digit: u8| {
                let group = usize::from(digit).checked_sub(2).and_then(|at| GROUPS.get(at)).copied();
                let label = group.unwrap_or(if composing { "分开" } else { "数字" });
                (format!("{digit} {label}"), Press::Nine(digit))
            };
            let second = if size.is_low() { button("清空", Press::Clear) } else { button("字母", Press::Show(Board::Letters)) };
            let sides = [button("0 删除", Press::Delete), second, close()];
            sides.into_iter().zip([1u8, 4, 7]).map(|(side, first)| (first..first + 3).map(grid).chain([side]).collect()).collect()
        }
        Board::Letters if size.width >= WIDE => {
            let mut rows: Vec<Vec<Key>> = QWERTY.iter().map(|row| row.chars().map(letter).collect()).collect();
            let sides = [
                vec![],
                vec![delete()],
                vec![button("九宫", Press::Show(Board::Nine)), button("数字", Press::Show(Board::Figures)), close()],
            ];
            for (row, side) in rows.iter_mut().zip(sides) {
                row.extend(side);
            }
            rows
        }
        Board::Letters => {
            let others = [
                delete(),
                close(),
                button("九宫", Press::Show(Board::Nine)),
                button("数字", Press::Show(Board::Figures)),
                button("清空", Press::Clear),
            ];
            let all: Vec<Key> = ALPHABET.chars().map(letter).chain(others).collect();
            all.chunks(ACROSS).map(<[Key]>::to_vec).collect()
        }
        Board::Figures => {
            let figures = |row: &str| -> Vec<Key> { row.chars().map(|c| (c.to_string(), Press::Figure(c))).collect() };
            let back = button("拼音", Press::Show(Board::Nine));
            let others = vec![("空格".to_owned(), Press::Figure(' ')), delete(), button("清空", Press::Clear), back, close()];
            vec![figures("12345"), figures("67890"), others]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_and_digit_has_a_key_that_a_finger_hits() {
        for (width, height) in [(102, 26), (51, 11), (56, 49), (64, 16), (76, 20), (156, 41)] {
            let size = Size { width, height };
            let boards: &[Board] =
                if size.is_low() { &[Board::Nine, Board::Figures] } else { &[Board::Nine, Board::Letters, Board::Figures] };
            for board in boards {
                let rows = keys(*board, false, size);
                let across = rows.iter().map(Vec::len).max().unwrap();
                assert!(usize::from(width) / across >= 8 && size.key() >= 2, "{board:?} in {size:?}");
                assert!(self::height(*board, size) + 3 < height, "{board:?} in {size:?}");
                let pressed = |press: Press| rows.iter().flatten().any(|(_, key)| *key == press);
                match board {
                    Board::Nine => assert!((1..=9).all(|digit| pressed(Press::Nine(digit)))),
                    Board::Letters => assert!(ALPHABET.chars().all(|letter| pressed(Press::Letter(letter)))),
                    Board::Figures => assert!("0123456789 ".chars().all(|figure| pressed(Press::Figure(figure)))),
                }
                assert!(pressed(Press::Delete) && pressed(Press::Close));
            }
        }
    }
}
