//! Numbers of bank cards.

use super::{
    super::checks::{OF_BODIES, OF_CARDS, luhn},
    number::Number,
};

impl Number<'_> {
    pub(super) fn is_card(&self) -> bool {
        let length = self.digits.len();
        let known =
            self.digits.starts_with("62") || self.digits.starts_with("9558") || (length == 16 && self.digits.starts_with(['4', '5']));
        let of_credit = length == 15 && self.digits.starts_with(['3']) && self.follows(&["信用卡", "贷记卡"], 10);
        if of_credit && luhn(self.digits) {
            return true;
        }
        if !(16..=19).contains(&length)
            || !known
            || !luhn(self.digits)
            || self.is_amount(self.to)
            || self.is_in_address()
            || self.is_bracketed()
        {
            return false;
        }
        let labelled = self.follows(&OF_CARDS, 16);
        let personal = labelled && !self.follows(&OF_BODIES, 16);
        if self.follows(&OF_BODIES, 16) || (self.is_of_a_thing(10) && !labelled) {
            return false;
        }
        let groups: Vec<usize> = self.tokens.iter().map(|token| token.digits.len()).collect();
        let even = groups
            .split_last()
            .is_some_and(|(last, rest)| *last <= 4 && (rest.iter().all(|group| *group == 4) || rest.iter().all(|group| *group == 1)));
        let odd_start = !self.digits.starts_with("62") || length == 18;
        (self.is_one() && (!odd_start || personal))
            || (even && groups.len() > 1 && (!odd_start || personal))
            || (personal && groups.len() <= 6)
            || (groups.len() == 2 && self.between().contains('\n') && !odd_start)
            || (groups.as_slice() == [6, length - 6])
    }
}
