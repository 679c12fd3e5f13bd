//! Whether Han are those that papers use: fonts whose codes are wrong give rare ones.

use std::{collections::HashSet, sync::LazyLock};

use crate::text::is_han;

/// Fewer Han than this cannot be judged.
const ENOUGH: usize = 30;

static COMMON: LazyLock<HashSet<char>> =
    LazyLock::new(|| include_str!("../../../../data/common-han.txt").chars().filter(|&c| is_han(c)).collect());

/// How many of the Han are common ones; nothing where there are too few to say.
pub(in crate::convert::format) fn common_share<'a>(text: impl Iterator<Item = &'a char>) -> Option<f32> {
    let (mut han, mut common) = (0_usize, 0_usize);
    for c in text.filter(|&&c| is_han(c)) {
        han += 1;
        common += usize::from(COMMON.contains(c));
    }
    (han >= ENOUGH).then(|| common as f32 / han as f32)
}
