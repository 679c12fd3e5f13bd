//! A text cut into the likeliest pieces: the way through it with the largest sum of scores (Kudo 2018, "Subword regularization").

use rustc_hash::FxHashMap;

/// How much less likely than the rarest piece a character is that is part of none.
const UNKNOWN: f32 = 10.0;

/// The pieces as a tree, a character a step.
pub(super) struct Pieces {
    steps: FxHashMap<(u32, char), u32>,
    /// The piece that ends at each branch.
    ends: Vec<Option<u32>>,
    scores: Vec<f32>,
    unknown: f32,
}

/// The likeliest way to a place in the text.
#[derive(Clone, Copy)]
struct Way {
    score: f32,
    /// Where its last piece begins.
    from: usize,
    /// Its last piece; none for a character that is part of none.
    piece: Option<u32>,
}

impl Pieces {
    /// Of texts with how likely each is, in the order of their numbers.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>, scores: Vec<f32>) -> Self {
        let (mut steps, mut ends) = (FxHashMap::default(), vec![None]);
        for (number, text) in (0u32..).zip(texts) {
            let mut branch = 0u32;
            for c in text.chars() {
                branch = *steps.entry((branch, c)).or_insert_with(|| {
                    ends.push(None);
                    u32::try_from(ends.len() - 1).unwrap_or(u32::MAX)
                });
            }
            if let Some(end) = ends.get_mut(branch as usize).filter(|_| branch != 0) {
                end.get_or_insert(number);
            }
        }
        let unknown = scores.iter().copied().fold(0.0, f32::min) - UNKNOWN;
        Self { steps, ends, scores, unknown }
    }

    /// How likely each is, in the order of their numbers.
    pub(super) fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// The pieces of a text, by number; what is part of none is passed over.
    pub(super) fn cut(&self, text: &[char]) -> Vec<u32> {
        self.way(text).into_iter().flatten().collect()
    }

    /// The pieces of a text, by number, in its order; none for a character that is part of none.
    pub(super) fn way(&self, text: &[char]) -> Vec<Option<u32>> {
        let nowhere = Way { score: f32::NEG_INFINITY, from: 0, piece: None };
        let mut ways = vec![nowhere; text.len() + 1];
        if let Some(start) = ways.first_mut() {
            start.score = 0.0;
        }
        for at in 0..text.len() {
            let score = ways.get(at).map_or(0.0, |way| way.score);
            let mut reach = |to: usize, way: Way| {
                if let Some(known) = ways.get_mut(to).filter(|known| way.score > known.score) {
                    *known = way;
                }
            };
            reach(at + 1, Way { score: score + self.unknown, from: at, piece: None });
            let mut branch = 0;
            for (to, c) in (at + 1..).zip(text.iter().skip(at)) {
                let Some(next) = self.steps.get(&(branch, *c)) else { break };
                branch = *next;
                if let Some(piece) = self.ends.get(branch as usize).copied().flatten() {
                    let piece_score = self.scores.get(piece as usize).copied().unwrap_or(self.unknown);
                    reach(to, Way { score: score + piece_score, from: at, piece: Some(piece) });
                }
            }
        }
        let mut pieces = Vec::new();
        let mut at = text.len();
        while at > 0 {
            let Some(way) = ways.get(at) else { break };
            pieces.push(way.piece);
            // Every way leads back.
            at = way.from.min(at - 1);
        }
        pieces.reverse();
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<u32> {
        let pieces = Pieces::new(["养", "养老", "养老金", "金", "老金", ""].into_iter(), vec![-9.0, -8.0, -20.0, -9.0, -7.0, -1.0]);
        pieces.cut(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn the_likeliest_pieces_are_taken_and_what_is_unknown_is_passed_over() {
        assert_eq!(cut("养老金"), [0, 4], "-16, against -17 and -20");
        assert_eq!(cut("养老"), [1]);
        assert_eq!(cut("领养老、养老金吗"), [1, 0, 4]);
        assert_eq!(cut("吗"), [0; 0]);
        assert_eq!(cut(""), [0; 0]);
    }

    #[test]
    fn a_text_of_any_length_is_cut() {
        assert_eq!(cut(&"养老吗".repeat(40_000)).len(), 40_000);
        assert!(cut(&"吗".repeat(100_000)).is_empty());
    }
}
