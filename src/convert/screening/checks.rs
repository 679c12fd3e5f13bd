//! What tells a number of a person from any other: the province, the day of birth, the check of a card.

use jiff::civil::Date;

/// Codes of provinces (GB/T 2260), with which an identity number begins. 91, with which those of foreign residents do, is how credit codes of firms
/// begin: they would be false alarms.
pub(super) fn is_area(digits: &str) -> bool {
    let codes = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50",
        "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];
    digits.get(..2).is_some_and(|code| codes.contains(&code))
}

/// The day of birth that eight digits are.
pub(super) fn born(digits: &str) -> Option<Date> {
    let (year, month, day) = (digits.get(..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?, digits.get(6..8)?.parse().ok()?);
    Date::new(year, month, day).ok().filter(|date| (1890..=2060).contains(&date.year()))
}

/// Luhn's check of a card's number.
pub(super) fn luhn(digits: &str) -> bool {
    let value = |(place, c): (usize, char)| {
        let digit = c.to_digit(10).unwrap_or(0);
        let doubled = digit * 2;
        if place % 2 == 0 { digit } else { doubled / 10 + doubled % 10 }
    };
    digits.chars().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}
