//! Figures as people say them.

use jiff::civil::Date;

/// A day as papers print it.
pub fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A size by thousands, as people read it: never less than it is.
pub fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} 字节"),
        1_000..1_000_000 => (1_000, "KB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = bytes.div_ceil(unit / 10);
    // A tenth is worth saying of few, and no more than noise of many.
    if tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    } else {
        format!("{} {name}", tenths.div_ceil(10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_by_thousands_and_never_too_small() {
        for (bytes, said) in [
            (0, "0 字节"),
            (999, "999 字节"),
            (1_000, "1 KB"),
            (1_024, "1.1 KB"),
            (86_016, "87 KB"),
            (2_000_001, "2.1 MB"),
            (61_000_000, "61 MB"),
            (30_000_000_000, "30 GB"),
            (u64::MAX, "18446744074 GB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}
