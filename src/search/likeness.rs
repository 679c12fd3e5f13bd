//! How alike two short texts are.

/// Length of the longest sequence of characters that stands in both in the same order, with anything between.
pub(super) fn common_part(left: &[char], right: &[char]) -> usize {
    let mut row = vec![0usize; right.len() + 1];
    for a in left {
        let mut diagonal = 0;
        let mut before = 0;
        for (b, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            *cell = if a == b { diagonal + 1 } else { above.max(before) };
            diagonal = above;
            before = *cell;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_names_have_in_common() {
        for (left, right, expected) in [("养老保险", "养老保险条例", 4), ("养保", "养老保险", 2), ("险养", "养老保险", 1), ("", "养", 0), ("甲", "乙", 0)] {
            let [left, right] = [left, right].map(|text| text.chars().collect::<Vec<_>>());
            assert_eq!(common_part(&left, &right), expected, "{left:?} {right:?}");
            assert_eq!(common_part(&right, &left), expected);
        }
    }
}
