//! The number on a visitor's slip: `YC-07-261130-0047-K`, terminal, day, counter, and a letter by which a mistyped one is found out.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::config::is_terminal_name;

/// Letters that nobody takes for a digit or for another: 23, a prime, so that every mistyped digit and every two that changed places are noticed.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// The number of something that a visitor left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReceiptNumber(String);

/// A text that is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no receipt number")]
pub struct NoNumber;

impl ReceiptNumber {
    /// The number of the terminal's next form on a day.
    pub(super) fn new(terminal: &str, day: Date, counter: u64) -> Self {
        let body = format!("{}-{}-{counter:04}", terminal.to_ascii_uppercase(), day.strftime("%y%m%d"));
        let letter = check_letter(&body);
        Self(format!("{body}-{letter}"))
    }

    /// The number of this terminal's form whose day and counter these digits are, for whoever has but a number pad: `261130` and `0047`. A digit that
    /// was mistyped is not noticed, so the whole number is to be shown with the answer.
    pub fn of_digits(terminal: &str, typed: &str) -> Result<Self, NoNumber> {
        let digits: String = typed.nfkc().filter(char::is_ascii_digit).collect();
        let (day, counter) = digits.split_at_checked(6).filter(|(_, counter)| (4..=12).contains(&counter.len())).ok_or(NoNumber)?;
        let body = format!("{}-{day}-{counter}", terminal.to_ascii_uppercase());
        let letter = check_letter(&body);
        format!("{body}-{letter}").parse()
    }

    /// Its place among all that were left at the terminal.
    pub fn counter(&self) -> u64 {
        self.part(1).and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    /// The day on which it was given; none where its digits are no day.
    pub fn day(&self) -> Option<Date> {
        Date::strptime("%y%m%d", self.part(2)?).ok()
    }

    /// A part, counted from the end.
    fn part(&self, at: usize) -> Option<&str> {
        self.0.rsplit('-').nth(at)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The remainder of the whole text, read as a number to the base of 37.
fn check_letter(body: &str) -> char {
    let worth = |c: char| c.to_digit(36).map_or(36, |digit| digit);
    let rest = body.chars().fold(0u32, |rest, c| (rest * 37 + worth(c)) % 23);
    LETTERS.get(rest as usize).map_or('A', |letter| char::from(*letter))
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for ReceiptNumber {
    type Err = NoNumber;

    /// In whatever width and case, with or without blanks; dashes of every kind are one.
    fn from_str(typed: &str) -> Result<Self, NoNumber> {
        let dash = |c: char| if matches!(c, '–' | '—' | '‐' | '−' | 'ー' | '_') { '-' } else { c };
        let text: String = typed.nfkc().filter(|c| !c.is_whitespace()).map(dash).map(|c| c.to_ascii_uppercase()).collect();
        let (body, letter) = text.rsplit_once('-').ok_or(NoNumber)?;
        let mut parts = body.rsplitn(3, '-');
        let (counter, day, terminal) = (parts.next().ok_or(NoNumber)?, parts.next().ok_or(NoNumber)?, parts.next().ok_or(NoNumber)?);
        let digits =
            |text: &str, least: usize, most: usize| (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = is_terminal_name(terminal) && digits(day, 6, 6) && digits(counter, 4, 12);
        if fits && letter == check_letter(body).to_string() { Ok(Self(text)) } else { Err(NoNumber) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        let number = ReceiptNumber::new("YC-07", date(2026, 11, 30), 47);
        let letter = number.as_str().chars().last().unwrap();
        assert_eq!(number.as_str(), format!("YC-07-261130-0047-{letter}"));
        assert_eq!((number.counter(), number.day()), (47, Some(date(2026, 11, 30))));
        for typed in [format!("yc-07-261130-0047-{letter}"), format!("ＹＣ－07—261130 - 0047-{letter} ")] {
            assert_eq!(typed.parse(), Ok(number.clone()), "{typed}");
        }
        for typed in ["", "-", "YC-07", "YC-07-261130-0047", "云川-261130-0047-K", "YC-07-261130-47-K", "YC-07-26113-0047-K"] {
            assert_eq!(typed.parse::<ReceiptNumber>(), Err(NoNumber), "{typed}");
        }
    }

    #[test]
    fn digits_alone_name_a_form_of_this_terminal() {
        let number = ReceiptNumber::new("YC-07", date(2026, 11, 30), 47);
        for typed in ["2611300047", "261130-0047", "261130 0047 ", "２６１１３０0047"] {
            assert_eq!(ReceiptNumber::of_digits("YC-07", typed), Ok(number.clone()), "{typed}");
        }
        for typed in ["", "261130", "261130004", "2611300047123456789", "号"] {
            assert_eq!(ReceiptNumber::of_digits("YC-07", typed), Err(NoNumber), "{typed}");
        }
    }

    #[test]
    fn a_mistyped_digit_and_two_that_changed_places_are_noticed() {
        for counter in [1, 47, 1234, 98_765] {
            let number = ReceiptNumber::new("YC-07", date(2026, 11, 30), counter).to_string();
            let chars: Vec<char> = number.chars().collect();
            for at in 0..chars.len() {
                let mut digit = chars.clone();
                if let Some(value) = digit[at].to_digit(10) {
                    for other in (0..10).filter(|other| *other != value) {
                        digit[at] = char::from_digit(other, 10).unwrap();
                        assert!(digit.iter().collect::<String>().parse::<ReceiptNumber>().is_err(), "{digit:?}");
                    }
                }
                let mut swapped = chars.clone();
                if at + 2 < chars.len() && chars[at] != chars[at + 1] && chars[at].is_ascii_digit() && chars[at + 1].is_ascii_digit() {
                    swapped.swap(at, at + 1);
                    assert!(swapped.iter().collect::<String>().parse::<ReceiptNumber>().is_err(), "{swapped:?}");
                }
            }
        }
    }
}
