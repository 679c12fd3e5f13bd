//! Records by the words that editors say people call them: who says 扯证 means the record that is called so, whatever else stands in the question.

use rustc_hash::FxHashMap;

use super::words::{Sort, words};
use crate::{
    library::{Library, Ordinal},
    text::squeeze,
};

/// Characters of the longest keyword that is looked for.
const LONGEST: usize = 12;
/// Records that share a keyword which says of none of them that it is meant.
const MANY: usize = 4;

/// The keywords that mean few records.
#[derive(Debug)]
pub(super) struct Keywords(FxHashMap<String, Vec<Ordinal>>);

impl Keywords {
    /// Of what a library shows.
    pub(super) fn of(library: &Library) -> Self {
        let mut keywords: FxHashMap<String, Vec<Ordinal>> = FxHashMap::default();
        for (card, ordinal) in library.cards().iter().zip(Ordinal::all()).filter(|(card, _)| !library.withholds(&card.id)) {
            for keyword in &card.keywords {
                let records = keywords.entry(squeeze(keyword)).or_default();
                if records.last() != Some(&ordinal) {
                    records.push(ordinal);
                }
            }
        }
        keywords.retain(|keyword, records| {
            let chars: Vec<char> = keyword.chars().collect();
            (2..=LONGEST).contains(&chars.len()) && records.len() < MANY && is_telling(&chars)
        });
        Self(keywords)
    }

    /// The records that have exactly this keyword.
    pub(super) fn named(&self, keyword: &str) -> &[Ordinal] {
        self.0.get(keyword).map_or(&[], Vec::as_slice)
    }

    /// The records that squeezed text calls so.
    pub(super) fn called_in(&self, text: &str) -> Vec<Ordinal> {
        let chars: Vec<char> = text.chars().collect();
        let places = (0..chars.len()).flat_map(|from| (from + 2..=chars.len().min(from + LONGEST)).map(move |to| from..to));
        let words = places.filter_map(|place| chars.get(place)).map(|word| word.iter().collect::<String>());
        words.filter_map(|word| self.0.get(&word)).flatten().copied().collect()
    }
}

/// Whether a keyword means something wherever it stands: half a word beside what goes with any matter does not (卡丢了).
fn is_telling(keyword: &[char]) -> bool {
    let words = words(keyword, &[]);
    words.iter().any(|word| word.sort == Sort::Carries) || words.iter().all(|word| word.sort == Sort::Half)
}
