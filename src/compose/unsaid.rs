//! Words that no terminal of an office offers by itself: `data/compose/unsaid.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// When a word is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offered {
    /// Not at all: insults and obscenities. Who needs one puts it together from its characters.
    Never,
    /// To those who spell it letter by letter: what courts and hospitals call by its name, and nobody wants to see for three letters.
    Spelled,
}

static UNSAID: LazyLock<FxHashMap<&str, Offered>> = LazyLock::new(|| {
    let lines = include_str!("../../data/compose/unsaid.tsv").lines().filter_map(|line| line.split_once('\t'));
    lines.map(|(word, when)| (word, if when == "spelled" { Offered::Spelled } else { Offered::Never })).collect()
});
static LONGEST: LazyLock<usize> = LazyLock::new(|| UNSAID.keys().map(|word| word.chars().count()).max().unwrap_or(0));

/// Whether a text may be offered, for keys that spell it letter by letter or do not.
pub(super) fn may_offer(text: &str, spelled: bool) -> bool {
    !text.char_indices().any(|(from, _)| {
        let rest = text.get(from..).unwrap_or_default();
        rest.char_indices().take(*LONGEST).any(|(at, last)| {
            let word = rest.get(..at + last.len_utf8()).unwrap_or_default();
            UNSAID.get(word).is_some_and(|when| *when == Offered::Never || !spelled)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_word_and_when_it_is_offered() {
        for line in include_str!("../../data/compose/unsaid.tsv").lines() {
            let (word, when) = line.split_once('\t').unwrap();
            assert!(word.chars().all(crate::text::is_han) && ["never", "spelled"].contains(&when), "{line}");
        }
    }

    #[test]
    fn a_word_is_kept_back_inside_another_too() {
        assert!(!may_offer("小畜生", true) && !may_offer("畜生", true));
        assert!(may_offer("强奸罪", true) && !may_offer("强奸罪", false));
        assert!(may_offer("畜牧局", false) && may_offer("出生", false) && may_offer("", false));
    }
}
