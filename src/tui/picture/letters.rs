//! Large letters for the one question of the first page where it is made of cells: each as forty-eight rows of forty-eight dots, brought to the size
//! that is wanted.

/// Dots of a side.
const DOTS: usize = 48;
/// The letters, one after the other: itself, then its rows.
const LETTERS: &str = include_str!("letters.txt");

/// A letter in a number of dots a side: how much of each is ink, from 0 to 255, row by row. None of a letter that nobody drew.
pub(in crate::tui) fn letter(letter: char, side: usize) -> Option<Vec<u8>> {
    let mut lines = LETTERS.lines().skip_while(|line| !line.starts_with(letter) || line.chars().count() != 1).skip(1);
    let rows: Vec<u64> = lines.by_ref().take(DOTS).map_while(|line| u64::from_str_radix(line, 16).ok()).collect();
    if rows.len() != DOTS || side == 0 {
        return None;
    }
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
            assert!(ink.iter().any(|dot| *dot > 200) && ink.iter().any(|dot| *dot == 0));
        }
        assert_eq!(letter('猫', 14), None);
    }
}
