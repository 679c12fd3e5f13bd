//! What an application costs where somebody asks for far more than is usual (条例 art. 42; 国办函〔2020〕109号, in force since 2021-01-01): by items or by
//! pages, never both. Everybody else pays nothing.

/// Items of one applicant in one calendar month that cost nothing; those after them cost a hundred yuan each, up to the thirtieth.
const FREE_ITEMS: u64 = 10;
const FLAT_ITEMS: u64 = 30;
/// Yuan by which the price of an item rises with every ten items beyond that.
const STEP: u64 = 100;

/// Yuan for so many items (申请件数) of one applicant in a calendar month.
pub fn fee_by_items(items: u64) -> u64 {
    let flat = items.min(FLAT_ITEMS).saturating_sub(FREE_ITEMS).saturating_mul(STEP);
    // The 31st to the 40th cost 200 each, the next ten 300 each.
    let beyond = items.saturating_sub(FLAT_ITEMS);
    let (tens, rest) = (beyond / 10, beyond % 10);
    // 10 × (200 + 300 + …), as many as there are full tens.
    let full = (tens.saturating_mul(tens.saturating_add(3)) / 2).saturating_mul(10 * STEP);
    let partial = rest.saturating_mul(tens.saturating_add(2)).saturating_mul(STEP);
    flat.saturating_add(full).saturating_add(partial)
}

/// Yuan for so many pages of one application: A4, one side.
pub fn fee_by_pages(pages: u64) -> u64 {
    // To the hundredth page 10 yuan, to the two hundredth 20, beyond it 40.
    let between = |from: u64, to: u64| pages.min(to).saturating_sub(from);
    let fee = between(30, 100).saturating_mul(10).saturating_add(between(100, 200).saturating_mul(20));
    fee.saturating_add(pages.saturating_sub(200).saturating_mul(40))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_rise_by_steps_and_begin_at_nothing() {
        for (items, yuan) in [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (51, 7400)] {
            assert_eq!(fee_by_items(items), yuan, "{items} items");
        }
        for (pages, yuan) in [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740)] {
            assert_eq!(fee_by_pages(pages), yuan, "{pages} pages");
        }
        assert!(fee_by_items(u64::MAX) > 0 && fee_by_pages(u64::MAX) > 0);
    }
}
