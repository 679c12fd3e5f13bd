//! Letters beside Han characters: a word by itself (ETC, WiFi, C1, B超), in whatever case and width, or a spelling (gong积金) that may stand for
//! anything.

use std::{collections::HashSet, sync::LazyLock};

use super::language;
use crate::{
    compose::is_spelled,
    text::{fold_char, is_han},
};

/// `data/latin.txt`.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/latin.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether any letters in a question are no word. `typed` is as somebody typed it, letters, digits and Han only.
pub(super) fn spells(typed: &[char]) -> bool {
    let folded: Vec<char> = typed.iter().copied().map(fold_char).collect();
    let spells = |place: std::ops::Range<usize>| {
        let run = folded.get(place.clone()).unwrap_or_default();
        let letters: String = run.iter().take_while(|c| c.is_ascii_alphanumeric()).collect();
        let capital = typed.get(place).unwrap_or_default().iter().any(|c| c.is_uppercase());
        !(WORDS.contains(letters.as_str())
            || letters.chars().any(|c| c.is_ascii_digit())
            || run.last().is_some_and(|last| is_han(*last))
            || capital && !is_spelled(&letters))
    };
    language::latin(&folded).into_iter().any(spells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_spellings() {
        let spells = |text: &str| spells(&text.chars().collect::<Vec<_>>());
        for word in [
            "ETC车",
            "etc怎么办理",
            "ＥＴＣ车",
            "WiFi密码",
            "wifi密码",
            "5G信号",
            "考c1驾照",
            "B超多少钱",
            "做b超",
            "ct报告",
            "GBT标准",
            "OBD检测",
            "养老金",
        ] {
            assert!(!spells(word), "{word}");
        }
        for spelling in ["gong积金提取", "GONG积金", "退xiu金", "nc危房改造", "jh登记", "养老j"] {
            assert!(spells(spelling), "{spelling}");
        }
    }
}
