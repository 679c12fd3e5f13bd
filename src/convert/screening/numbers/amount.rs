//! What is an amount or the number of a paper, and nobody's.

use super::{
    super::{
        checks::{MEASURES, NO_UNITS, OF_AMOUNTS, UNITS, is_line_number},
        runs::Token,
    },
    number::Number,
};

impl Number<'_> {
    /// Whether it is a part of a number with a point, or of a longer one with commas between its thousands. Behind the number of a line it is none, and a
    /// comma between two long numbers divides columns.
    fn is_decimal(&self) -> bool {
        let is_digit = |at: Option<usize>| at.and_then(|at| self.folded.get(at)).is_some_and(|c| c.is_ascii_digit());
        let before = self.from.checked_sub(1).and_then(|at| self.folded.get(at));
        let after = self.folded.get(self.to);
        let thousands = |token: Option<&Token>| token.is_some_and(|token| token.digits.len() == 3);
        let follows = is_digit(self.from.checked_sub(2))
            && match before {
                Some('.') => !is_line_number(self.folded.chars.iter().take(self.from.saturating_sub(1)).rev()),
                Some(',') => thousands(self.tokens.first()),
                _ => false,
            };
        let goes_on = is_digit(Some(self.to + 1))
            && match after {
                Some('.') => true,
                Some(',') => thousands(self.tokens.last()),
                _ => false,
            };
        follows || goes_on || matches!(before, Some('¥' | '$' | '￥'))
    }

    /// Whether the words right in front say how much or how many it is, or it is the number of a paper behind its year.
    pub(super) fn is_told_as_amount(&self) -> bool {
        let before = self.before(8);
        let before = before.trim_end_matches([':', '为', '是', '达', '约', '共', '|']);
        let paper = self.folded.get(self.to) == Some('号') && (before.ends_with(']') && before.contains('[') || before.ends_with('第'));
        // A column headed 投资(万元).
        let unit = before.strip_suffix(')').and_then(|front| front.rsplit_once('(')).map(|(_, unit)| unit);
        let in_units = unit.is_some_and(|unit| MEASURES.contains(&unit) || UNITS.iter().any(|known| unit.chars().eq([*known])));
        paper || in_units || OF_AMOUNTS.iter().any(|word| before.ends_with(word))
    }

    /// Whether a unit stands behind it, and no other word that only begins like one: 户主 is not 户.
    pub(super) fn is_amount(&self, to: usize) -> bool {
        if self.is_decimal() {
            return true;
        }
        let after: String = self.folded.chars.iter().skip(to).take(4).collect();
        let measured = |after: &str| MEASURES.iter().any(|measure| after.starts_with(measure));
        match after.strip_prefix(' ') {
            Some(after) => measured(after),
            None => measured(&after) || (after.starts_with(UNITS) && !NO_UNITS.iter().any(|word| after.starts_with(word))),
        }
    }
}
