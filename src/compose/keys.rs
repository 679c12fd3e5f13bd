//! The typing as keys: letters or digits of the nine-grid, and the walls between them that the person set.

/// Keys looked at. Nobody types more before choosing; what follows waits until the first part is chosen.
const MOST: usize = 60;

/// The meaning of the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Letters: whole syllables, initials, or both.
    Letters,
    /// Digits as on a telephone (九宫格): 2 is `abc`, 9 is `wxyz`; 1 and 0 divide syllables.
    NineGrid,
}

/// Typed keys without the marks between them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keys {
    /// Small letters or digits.
    pub(super) keys: Vec<u8>,
    /// After each key: whether a syllable must end there.
    walls: Vec<bool>,
    /// After each key: how many characters of the typing are used up, marks that follow included.
    used: Vec<usize>,
}

impl Keys {
    /// Reads typing up to the first character that has no place in it.
    pub(super) fn read(typed: &str, mode: Mode) -> Self {
        let mut keys = Self { keys: Vec::new(), walls: Vec::new(), used: Vec::new() };
        for (at, c) in typed.chars().enumerate() {
            match key(c, mode) {
                Some(_) if keys.keys.len() == MOST => break,
                Some(key) => {
                    keys.keys.push(key);
                    keys.walls.push(false);
                    keys.used.push(at + 1);
                }
                None if is_wall(c, mode) => {
                    if let (Some(wall), Some(used)) = (keys.walls.last_mut(), keys.used.last_mut()) {
                        *wall = true;
                        *used = at + 1;
                    }
                }
                None => break,
            }
        }
        keys
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether a syllable must end before this key.
    pub(super) fn is_wall(&self, before: usize) -> bool {
        before >= self.len() || before.checked_sub(1).and_then(|at| self.walls.get(at)) == Some(&true)
    }

    /// Characters of the typing that are used up by so many keys.
    pub(super) fn used(&self, keys: usize) -> usize {
        keys.checked_sub(1).and_then(|at| self.used.get(at)).copied().unwrap_or_default()
    }
}

fn key(c: char, mode: Mode) -> Option<u8> {
    // Full-width forms come from keyboards that are set so.
    let c = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        'ü' | 'Ü' => 'v',
        _ => c.to_ascii_lowercase(),
    };
    let is_key = match mode {
        Mode::Letters => c.is_ascii_lowercase(),
        Mode::NineGrid => ('2'..='9').contains(&c),
    };
    is_key.then(|| u8::try_from(c).ok()).flatten()
}

fn is_wall(c: char, mode: Mode) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’' | '‘' | '-' | '＇') || (mode == Mode::NineGrid && matches!(c, '0' | '1'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_divide_and_are_used_up_with_what_stands_before_them() {
        let keys = Keys::read("Xi'an  shi", Mode::Letters);
        assert_eq!(keys.keys, b"xianshi");
        assert!(keys.is_wall(2) && keys.is_wall(4) && keys.is_wall(7) && !keys.is_wall(3));
        assert_eq!((keys.used(2), keys.used(4), keys.used(7)), (3, 7, 10));
        assert_eq!(Keys::read("94 1 64", Mode::NineGrid).keys, b"9464");
        assert_eq!(Keys::read("ｌü养", Mode::Letters).keys, b"lv");
    }

    #[test]
    fn the_longest_typing_is_cut() {
        assert_eq!(Keys::read(&"zhang".repeat(2000), Mode::Letters).len(), MOST);
    }
}
