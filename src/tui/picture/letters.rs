//! Large letters for the one question of the first page where it is made of cells: each as forty-eight rows of forty-eight dots, brought to the size
//! that is wanted.

use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::LazyLock};

/// Dots of a side.
const DOTS: usize = 48;
/// The letters, one after the other: itself, then its rows.
const LETTERS: &str = include_str!("letters.txt");

/// Letters as they were drawn.
type Drawn = HashMap<char, Rc<[u8]>>;

/// The rows of each letter.
static ROWS: LazyLock<HashMap<char, Vec<u64>>> = LazyLock::new(|| {
    let mut lines = LETTERS.lines();
    let mut letters = HashMap::new();
    while let Some(letter) = lines.next().and_then(|line| line.chars().next()) {
        letters.insert(letter, lines.by_ref().take(DOTS).filter_map(|line| u64::from_str_radix(line, 16).ok()).collect());
    }
    letters
});

/// Whether somebody drew a letter.
pub(in crate::tui) fn is_known(letter: char) -> bool {
    ROWS.contains_key(&letter)
}

/// A letter in a number of dots a side: how much of each is ink, from 0 to 255, row by row. None of a letter that nobody drew.
pub(in crate::tui) fn letter(letter: char, side: usize) -> Option<Rc<[u8]>> {
    thread_local! {
        /// Those of the size that was wanted last: a page is drawn ten times a second.
        static LAST: RefCell<(usize, Drawn)> = RefCell::default();
    }
    LAST.with_borrow_mut(|(last, letters)| {
        if *last != side {
            *last = side;
            letters.clear();
        }
        if let Some(known) = letters.get(&letter) {
            return Some(Rc::clone(known));
        }
        let drawn: Rc<[u8]> = drawn(letter, side)?.into();
        letters.insert(letter, Rc::clone(&drawn));
        Some(drawn)
    })
}

fn drawn(letter: char, side: usize) -> Option<Vec<u8>> {
    let rows = ROWS.get(&letter).filter(|rows| rows.len() == DOTS && side > 0)?;
    let place = |at: usize| (at * DOTS / side, ((at + 1) * DOTS).div_ceil(side).min(DOTS));
    let mut ink = Vec::with_capacity(side * side);
    for y in 0..side {
        let (top, bottom) = place(y);
        for x in 0..side {
            let (left, right) = place(x);
            let dots = rows.get(top..bottom).unwrap_or_default().iter().map(|row| {
                let shifted = row >> (DOTS - right);
                (shifted & ((1 << (right - left)) - 1)).count_ones()
            });
            let (dark, all) = (dots.sum::<u32>(), (bottom - top) * (right - left));
            ink.push(sharp(dark * 255 / u32::try_from(all.max(1)).unwrap_or(1)));
        }
    }
    Some(ink)
}

/// A little ink is none, and half of it all: letters of few dots are read by their edges.
fn sharp(ink: u32) -> u8 {
    const LEAST: u32 = 50;
    const MOST: u32 = 150;
    u8::try_from(ink.clamp(LEAST, MOST).saturating_sub(LEAST) * 255 / (MOST - LEAST)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_in_every_size() {
        for side in [12, 14, 22, 48, 60] {
            let ink = letter('事', side).unwrap();
            assert_eq!(ink.len(), side * side);
            assert!(ink.iter().any(|dot| *dot > 200) && ink.contains(&0));
        }
        assert_eq!(letter('猫', 14), None);
    }
}
