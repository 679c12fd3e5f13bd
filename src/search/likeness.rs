//! How alike a name and what was typed are, allowing for characters left out, swapped, or taken for another that sounds the same.

use crate::{
    policy::{STATE, essence, without_state},
    text::{sound, squeeze},
};

/// What a character that only sounds the same counts. Tuned on the typed titles, as is all that follows.
const SAME_SOUND: f32 = 0.85;
/// What characters in the wrong order count; only short typing is looked at this way.
const OUT_OF_ORDER: f32 = 0.85;
const SHORT: usize = 4;

/// Part of the typing that has to stand in a title before titles are taken to be meant.
pub(super) const TITLE_LIKE: f32 = 0.8;
/// The same where no text contains what was typed, so that a misspelling is likely.
pub(super) const HALF_ALIKE: f32 = 0.6;

/// A name, taken apart for comparing.
pub(super) struct Name {
    /// Characters, each with a figure for its sound; 0 where it has none.
    chars: Vec<(char, u64)>,
    /// Where it begins for those who do not type the name of the state.
    short: usize,
}

/// How alike two names are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// Part of what was typed that stands in the title.
    pub(super) covered: f32,
    /// Part of both that they share.
    pub(super) dice: f32,
}

impl Likeness {
    /// Both in one figure.
    pub(super) fn mixed(self) -> f32 {
        0.6 * self.covered + 0.4 * self.dice
    }
}

impl Name {
    /// What was typed, squeezed.
    pub(super) fn typed(squeezed: &str) -> Self {
        Self { chars: squeezed.chars().map(|c| (c, sound_figure(c))).collect(), short: 0 }
    }

    /// A title.
    pub(super) fn title(title: &str) -> Self {
        let title = squeeze(essence(title));
        let short = if without_state(&title).len() < title.len() { STATE.chars().count() } else { 0 };
        Self { short, ..Self::typed(&title) }
    }

    /// Letters.
    pub(super) fn letters(letters: &str) -> Self {
        Self { chars: letters.chars().map(|c| (c, 0)).collect(), short: 0 }
    }

    /// How alike what was typed (`self`) and a title are.
    pub(super) fn likeness(&self, title: &Self) -> Likeness {
        let begins_with_state = self.chars.iter().map(|(c, _)| *c).take(2).eq(STATE.chars().take(2));
        let title = title.chars.get(if begins_with_state { 0 } else { title.short }..).unwrap_or_default();
        let mut common = self.in_order(title);
        if self.chars.len() <= SHORT {
            common = common.max(OUT_OF_ORDER * self.in_any_order(title));
        }
        let (typed, title) = (self.chars.len().max(1) as f32, title.len() as f32);
        Likeness { covered: common / typed, dice: 2.0 * common / (typed + title) }
    }

    /// Weight of the longest sequence that stands in both, with anything between.
    fn in_order(&self, other: &[(char, u64)]) -> f32 {
        let mut row = vec![0.0f32; other.len() + 1];
        for left in &self.chars {
            let mut diagonal = 0.0;
            let mut before = 0.0;
            for (right, cell) in other.iter().zip(row.iter_mut().skip(1)) {
                let above = *cell;
                *cell = above.max(before).max(diagonal + same(*left, *right));
                diagonal = above;
                before = *cell;
            }
        }
        row.last().copied().unwrap_or(0.0)
    }

    fn in_any_order(&self, other: &[(char, u64)]) -> f32 {
        let mut left_over: Vec<char> = other.iter().map(|(c, _)| *c).collect();
        let found = self.chars.iter().filter(|(c, _)| {
            let at = left_over.iter().position(|other| other == c);
            at.map(|at| left_over.swap_remove(at)).is_some()
        });
        found.count() as f32
    }
}

/// How national courts begin what explains a law.
const EXPLAINING: [&str; 3] = ["最高人民法院关于适用", "最高人民法院关于审理", "最高人民法院关于"];

/// A title as people name it in a hurry: without the name of the state wherever it stands, and without the court before what it explains.
pub(super) fn as_said(title: &str) -> String {
    let said = title.replace(STATE, "");
    let said = EXPLAINING.iter().find_map(|beginning| said.strip_prefix(beginning)).unwrap_or(&said).to_owned();
    if said.is_empty() { title.to_owned() } else { said }
}

fn same(left: (char, u64), right: (char, u64)) -> f32 {
    if left.0 == right.0 {
        1.0
    } else if left.1 == right.1 && left.1 != 0 {
        SAME_SOUND
    } else {
        0.0
    }
}

/// A syllable as a figure: its letters side by side, of which there are at most six.
fn sound_figure(c: char) -> u64 {
    sound(c).map_or(0, |sound| sound.bytes().fold(0, |figure, letter| figure << 8 | u64::from(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(typed: &str, title: &str) -> f32 {
        Name::typed(typed).likeness(&Name::title(title)).covered
    }

    #[test]
    fn what_was_typed_stands_in_the_title_more_or_less() {
        for (typed, title, expected) in [
            ("养老保险", "养老保险条例", 1.0),
            ("养保", "养老保险", 1.0),
            ("凡垄断法", "中华人民共和国反垄断法", 3.85 / 4.0),
            ("乙垄断法", "中华人民共和国反垄断法", 3.0 / 4.0),
            ("反拢断法", "反垄断法", 3.85 / 4.0),
            ("法刑", "中华人民共和国刑法", 0.85),
            ("", "刑法", 0.0),
            ("甲", "乙", 0.0),
        ] {
            assert!((covered(typed, title) - expected).abs() < 1e-5, "{typed} {title} {}", covered(typed, title));
        }
    }

    #[test]
    fn the_name_of_the_state_makes_no_title_less_alike() {
        let dice = |typed: &str, title: &str| Name::typed(typed).likeness(&Name::title(title)).dice;
        assert!((dice("刑法", "中华人民共和国刑法") - 1.0).abs() < 1e-5);
        assert!((dice("中华人民共和国刑法", "中华人民共和国刑法") - 1.0).abs() < 1e-5);
        assert!(dice("刑法", "刑法修正案") < 1.0);
    }
}
