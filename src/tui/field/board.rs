//! Keys on the screen, for those without a keyboard: the nine-grid of a telephone, which a number pad has as well; letters where they fit; and
//! figures. Every key is a place that a finger hits.

use super::kind::FieldKind;

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
    /// What stands behind the @, the next of those that most people have.
    Domain,
    /// Other keys.
    Show(Board),
    /// No keys.
    Close,
}

/// A key: what stands on it, and what it does.
pub(super) type Key = (String, Press);

const QWERTY: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
/// What the digits of a telephone stand for.
const GROUPS: [&str; 8] = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

/// Columns from which letters lie as on a typewriter, and keys across below that.
const WIDE: u16 = 80;
const ACROSS: usize = 7;

/// Rows that a hint takes.
pub(super) const HINT: u16 = 1;

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
    pub(super) fn is_low(self) -> bool {
        self.height < 18
    }

    /// Rows of a key.
    pub(super) fn key(self) -> u16 {
        if self.height >= 40 { 3 } else { 2 }
    }
}

/// The keys as they are shown now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyboard {
    /// Which keys.
    pub(super) board: Board,
    /// The kind of field: keys for what it does not take are left out.
    pub(super) kind: FieldKind,
    /// Syllables are being typed.
    pub(super) composes: bool,
    /// The room they have.
    pub(super) size: Size,
}

impl Keyboard {
    /// Rows the keys take.
    pub(super) fn height(self) -> u16 {
        let rows = u16::try_from(self.keys().len()).unwrap_or(0);
        rows * self.size.key() + if self.size.is_low() { 0 } else { HINT }
    }

    /// The line above them: how they are used.
    pub(super) fn hint(self) -> &'static str {
        let wide = self.size.width >= WIDE;
        match (self.kind, self.board) {
            (FieldKind::Chinese, Board::Nine) if wide => {
                "九宫格拼音：养老按 9264 526，公积金也可以只按每个字的第一个键 455 · 回车选字 · + − 换一个 · 0 删除"
            }
            (FieldKind::Chinese, Board::Nine) => "养老按 9264 526 · 回车选字 · + − 换一个",
            (FieldKind::Chinese, Board::Letters) if wide => "打拼音，或者每个字的第一个字母：养老打 yanglao 或 yl，再点上面的字",
            (FieldKind::Chinese, Board::Letters) => "打拼音或首字母，再点上面的字",
            (FieldKind::Chinese, Board::Figures) if wide => "打数字：文号、年份 · 数字键盘上 − 删除，+ 回到拼音",
            (FieldKind::Chinese, Board::Figures) => "打文号、年份 · − 删除 · + 回到拼音",
            (FieldKind::Code, _) => "打字母和数字 · 数字键盘上 + 删除",
            (FieldKind::Free, _) if wide => "照原样打 · 只有数字键盘：打 QQ 号或者手机号，按 + 换 @qq.com、@163.com……，− 删除",
            (FieldKind::Free, _) => "打 QQ 号，按 + 换 @qq.com…… · − 删除",
            (FieldKind::Figures | FieldKind::Secret, _) => "打数字 · 数字键盘上 − 删除",
        }
    }

    /// The keys in rows.
    pub(super) fn keys(self) -> Vec<Vec<Key>> {
        match self.board {
            Board::Nine => self.nine(),
            // On the lowest screens there is no room for letters.
            Board::Letters if self.size.is_low() => self.figures(),
            Board::Letters if self.size.width >= WIDE => self.typewriter(),
            Board::Letters => self.alphabet(),
            Board::Figures => self.figures(),
        }
    }

    /// The telephone's nine keys, with others beside them.
    fn nine(self) -> Vec<Vec<Key>> {
        let grid = |digit: u8| {
            let group = usize::from(digit).checked_sub(2).and_then(|at| GROUPS.get(at)).copied();
            let label = group.unwrap_or(if self.composes { "分开" } else { "数字" });
            (format!("{digit} {label}"), Press::Nine(digit))
        };
        let second = if self.size.is_low() { clear() } else { button("字母", Press::Show(Board::Letters)) };
        let sides = [button("0 删除", Press::Delete), second, close()];
        sides.into_iter().zip([1u8, 4, 7]).map(|(side, first)| (first..first + 3).map(grid).chain([side]).collect()).collect()
    }

    /// Letters as they lie on a typewriter.
    fn typewriter(self) -> Vec<Vec<Key>> {
        let mut rows: Vec<Vec<Key>> = QWERTY.iter().map(|row| row.chars().map(letter).collect()).collect();
        let last = self.others().into_iter().chain([close()]).collect();
        for (row, side) in rows.iter_mut().zip([vec![], vec![delete()], last]) {
            row.extend(side);
        }
        rows
    }

    /// Letters in their order, as many in a row as fingers hit.
    fn alphabet(self) -> Vec<Vec<Key>> {
        let others = [delete(), close()].into_iter().chain(self.others()).chain([clear()]);
        let all: Vec<Key> = ALPHABET.chars().map(letter).chain(others).collect();
        all.chunks(ACROSS).map(<[Key]>::to_vec).collect()
    }

    fn figures(self) -> Vec<Vec<Key>> {
        let figures = |row: &str| -> Vec<Key> { row.chars().map(|c| (c.to_string(), Press::Figure(c))).collect() };
        let first: &[(&str, char)] = match self.kind {
            FieldKind::Figures => &[("X", 'X')],
            FieldKind::Secret => &[],
            FieldKind::Chinese => &[("空格", ' ')],
            // Signs of addresses and of numbers with letters.
            FieldKind::Code => &[("-", '-')],
            FieldKind::Free => &[("@", '@'), (".", '.')],
        };
        let back = match self.kind {
            FieldKind::Chinese => Some(button("拼音", Press::Show(Board::Nine))),
            FieldKind::Free | FieldKind::Code if !self.size.is_low() => Some(button("字母", Press::Show(Board::Letters))),
            FieldKind::Figures | FieldKind::Secret | FieldKind::Code | FieldKind::Free => None,
        };
        let domain = (self.kind == FieldKind::Free).then(|| button("@qq…", Press::Domain));
        let others = first
            .iter()
            .map(|(label, c)| ((*label).to_owned(), Press::Figure(*c)))
            .chain(domain)
            .chain([delete(), clear()])
            .chain(back)
            .chain([close()])
            .collect();
        vec![figures("12345"), figures("67890"), others]
    }

    /// The other keys that can be shown instead of letters.
    fn others(self) -> Vec<Key> {
        let nine = (self.kind == FieldKind::Chinese).then(|| button("九宫", Press::Show(Board::Nine)));
        let domain = (self.kind == FieldKind::Free).then(|| button("@qq…", Press::Domain));
        nine.into_iter().chain(domain).chain([button("数字", Press::Show(Board::Figures))]).collect()
    }
}

fn button(label: &str, press: Press) -> Key {
    (label.to_owned(), press)
}

fn letter(c: char) -> Key {
    (c.to_ascii_uppercase().to_string(), Press::Letter(c))
}

fn delete() -> Key {
    button("删除", Press::Delete)
}

fn clear() -> Key {
    button("清空", Press::Clear)
}

fn close() -> Key {
    button("收起", Press::Close)
}

impl FieldKind {
    /// The keys on the screen that such a field begins with; none where the screen draws its own.
    pub(super) fn board(self) -> Option<Board> {
        match self {
            Self::Chinese => Some(Board::Nine),
            Self::Figures => Some(Board::Figures),
            Self::Code | Self::Free => Some(Board::Letters),
            Self::Secret => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::Mode;

    #[test]
    fn what_the_keys_teach_works() {
        let lexicon = crate::compose::Lexicon::embedded();
        for (board, mode) in [(Board::Nine, Mode::NineGrid), (Board::Letters, Mode::Letters)] {
            for width in [51, 102] {
                let keyboard = Keyboard { board, kind: FieldKind::Chinese, composes: false, size: Size { width, height: 26 } };
                let hint = keyboard.hint();
                let taught = if board == Board::Nine {
                    [("养老", "9264 526"), ("公积金", "455")]
                } else {
                    [("养老", "yanglao"), ("养老", "yl")]
                };
                for (word, keys) in taught.into_iter().filter(|(word, keys)| hint.contains(word) && hint.contains(keys)) {
                    let offered = lexicon.candidates(&keys.replace(' ', ""), mode, 3);
                    assert!(offered.iter().any(|candidate| candidate.text == word), "{keys}: {offered:?}");
                }
                // Nothing else is taught: every run of keys in the line is one of those.
                let runs = hint
                    .split(|c: char| !c.is_ascii_alphanumeric() && c != ' ')
                    .map(str::trim)
                    .filter(|run| !run.is_empty() && *run != "0");
                for run in runs {
                    assert!(taught.iter().any(|(_, keys)| *keys == run), "{run} is taught in “{hint}”");
                }
            }
        }
    }

    #[test]
    fn every_letter_and_digit_has_a_key_that_a_finger_hits() {
        for (width, height) in [(102, 26), (51, 11), (56, 49), (64, 16), (76, 20), (156, 41)] {
            let size = Size { width, height };
            let boards: &[Board] =
                if size.is_low() { &[Board::Nine, Board::Figures] } else { &[Board::Nine, Board::Letters, Board::Figures] };
            for board in boards {
                let keyboard = Keyboard { board: *board, kind: FieldKind::Chinese, composes: false, size };
                let rows = keyboard.keys();
                let across = rows.iter().map(Vec::len).max().unwrap();
                assert!(usize::from(width) / across >= 8 && size.key() >= 2, "{board:?} in {size:?}");
                assert!(keyboard.height() + 3 < height, "{board:?} in {size:?}");
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

    #[test]
    fn a_field_shows_no_keys_for_what_it_does_not_take() {
        let size = |height| Size { width: 102, height };
        let keyboard = |kind: FieldKind, height| Keyboard { board: kind.board().unwrap(), kind, composes: false, size: size(height) };
        let presses = |keyboard: Keyboard| keyboard.keys().into_iter().flatten().map(|(_, press)| press).collect::<Vec<Press>>();
        let figures = presses(keyboard(FieldKind::Figures, 26));
        assert!("0123456789X".chars().all(|figure| figures.contains(&Press::Figure(figure))), "{figures:?}");
        assert!(!figures.iter().any(|press| matches!(press, Press::Show(_) | Press::Letter(_) | Press::Figure(' '))), "{figures:?}");
        // What is typed as it is needs no telephone's digits; where there is no room for letters, figures are left.
        for (height, letters) in [(26, true), (11, false)] {
            let free = presses(keyboard(FieldKind::Free, height));
            assert_eq!(free.contains(&Press::Letter('a')), letters, "{free:?}");
            assert!(!free.iter().any(|press| matches!(press, Press::Show(Board::Nine) | Press::Nine(_))), "{free:?}");
            assert!(letters || !free.contains(&Press::Show(Board::Letters)), "{free:?}");
        }
        assert_eq!(FieldKind::Secret.board(), None);
    }
}
