//! What tells a number of a person from any other: the province, the day of birth, the check sign.

use jiff::civil::Date;

/// Codes of provinces (GB/T 2260), with which an identity number begins.
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

/// The check sign of seventeen digits (GB 11643, ISO 7064 MOD 11-2).
pub(super) fn check_sign(body: &str) -> Option<char> {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, weight)| c.to_digit(10).map(|digit| digit * weight)).sum::<Option<u32>>()?;
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
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
