//! Whether an answer is of the kind that was asked for: an identity number, a phone, a post code, an address for e-mail.
//!
//! Enters: what somebody typed, in whatever width and with whatever blanks. Leaves: the same as it is written down, or why it cannot be right.
//! Nothing is looked up: a number that is well formed may still be nobody's.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::text::{VisitorText, check_sign};

/// Why an answer is not of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too few or too many digits.
    #[error("length")]
    Length,
    /// A character that does not occur in it.
    #[error("character")]
    Character,
    /// The day in it is none.
    #[error("day")]
    Day,
    /// The check digit does not fit: one digit was mistyped, or two changed places.
    #[error("check digit")]
    CheckDigit,
    /// No number begins like this.
    #[error("beginning")]
    Beginning,
    /// It does not look like an address.
    #[error("shape")]
    Shape,
}

/// What was typed, in half width and without the blanks and dashes that people put between digits.
fn squeezed(typed: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '－' | '‐' | '(' | ')' | '·');
    typed.nfkc().filter(|c| !is_between(*c)).collect()
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// Provinces and the like, as identity numbers begin (GB/T 2260, with 81 to 83 for residence permits of Hong Kong, Macao and Taiwan, 91 abroad).
const PROVINCES: &[u32] = &[
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
    83, 91,
];

/// A citizen's identity number (GB 11643): 18 characters with a check digit, or 15 digits as they were issued until 1999.
pub fn identity_number(typed: &VisitorText, today: Date) -> Result<VisitorText, Unfit> {
    let number = squeezed(typed.reveal()).to_ascii_uppercase();
    let count = number.chars().count();
    let (body, check) = match count {
        18 => (number.chars().take(17).collect::<String>(), number.chars().last()),
        15 => (number.clone(), None),
        _ => return Err(Unfit::Length),
    };
    let body = digits(&body).ok_or(Unfit::Character)?;
    if check.is_some_and(|check| !check.is_ascii_digit() && check != 'X') {
        return Err(Unfit::Character);
    }
    let number_at = |from: usize, count: usize| body.iter().skip(from).take(count).fold(0u32, |sum, digit| sum * 10 + digit);
    if !PROVINCES.contains(&number_at(0, 2)) {
        return Err(Unfit::Beginning);
    }
    let (year, rest) = if check.is_some() { (number_at(6, 4), 10) } else { (1900 + number_at(6, 2), 8) };
    let small = |number: u32| i8::try_from(number).unwrap_or(0);
    let born =
        Date::new(i16::try_from(year).unwrap_or(0), small(number_at(rest, 2)), small(number_at(rest + 2, 2))).map_err(|_| Unfit::Day)?;
    if year < 1900 || born > today {
        return Err(Unfit::Day);
    }
    let fits = check.is_none_or(|check| number.get(..17).and_then(check_sign) == Some(check));
    if fits { Ok(number.into()) } else { Err(Unfit::CheckDigit) }
}

/// Characters of unified social credit codes, by their worth (GB 32100: without I, O, S, V, Z).
const CREDIT: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// An organisation's unified social credit code (GB 32100): 18 characters with a check character.
pub fn credit_code(typed: &VisitorText) -> Result<VisitorText, Unfit> {
    let code = squeezed(typed.reveal()).to_ascii_uppercase();
    if code.chars().count() != 18 {
        return Err(Unfit::Length);
    }
    let worth = |c: char| CREDIT.chars().position(|known| known == c);
    let worths: Option<Vec<usize>> = code.chars().map(worth).collect();
    let worths = worths.ok_or(Unfit::Character)?;
    // 3 to the power of the place, modulo 31.
    let (sum, _) = worths.iter().take(17).fold((0, 1), |(sum, weight), worth| ((sum + worth * weight) % 31, weight * 3 % 31));
    if worths.last() == Some(&((31 - sum) % 31)) { Ok(code.into()) } else { Err(Unfit::CheckDigit) }
}

/// A phone: a mobile, a landline with or without its area, a service number (400, 800); an extension may follow.
pub fn phone(typed: &VisitorText) -> Result<VisitorText, Unfit> {
    let whole: String = typed.reveal().nfkc().collect();
    let (number, extension) = split_extension(&whole);
    let plain = squeezed(number);
    let plain = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("0086")).unwrap_or(&plain);
    let all = digits(plain).ok_or(Unfit::Character)?;
    let starts = |with: &str| plain.starts_with(with);
    let fits = match all.len() {
        11 if starts("1") => !starts("10") && !starts("11") && !starts("12"),
        // Beijing and the other great cities: three digits, then eight; elsewhere four, then seven or eight.
        10..=12 if starts("0") => !starts("00") && (starts("01") || starts("02") || all.len() > 10),
        10 => starts("400") || starts("800"),
        7 | 8 => !starts("0") && !starts("1"),
        0..7 | 9 | 11.. => return Err(Unfit::Length),
    };
    if !fits {
        return Err(Unfit::Beginning);
    }
    let extension = squeezed(extension);
    let known = digits(&extension).ok_or(Unfit::Character)?;
    match known.len() {
        0 => Ok(plain.into()),
        1..=6 => Ok(format!("{plain}转{extension}").into()),
        _ => Err(Unfit::Length),
    }
}

/// 0551-1234567转8: before and after.
fn split_extension(whole: &str) -> (&str, &str) {
    let at = ["转", "分机", "ext.", "ext", "#"].into_iter().find_map(|word| whole.split_once(word));
    at.unwrap_or((whole, ""))
}

/// A post code: six digits.
pub fn post_code(typed: &VisitorText) -> Result<VisitorText, Unfit> {
    let code = squeezed(typed.reveal());
    let all = digits(&code).ok_or(Unfit::Character)?;
    match all.len() {
        // The first two digits are those of a province's post, and none has two zeros.
        6 if code.starts_with("00") || code.starts_with('9') => Err(Unfit::Beginning),
        6 => Ok(code.into()),
        _ => Err(Unfit::Length),
    }
}

/// An address for e-mail, as far as its shape says.
pub fn e_mail(typed: &VisitorText) -> Result<VisitorText, Unfit> {
    let address: String = typed.reveal().nfkc().filter(|c| !c.is_whitespace()).collect();
    let (name, host) = address.split_once('@').ok_or(Unfit::Shape)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    if !address.is_ascii() || !name.chars().all(plain) {
        return Err(Unfit::Character);
    }
    let dotted = |text: &str| text.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    let labels: Vec<&str> = host.split('.').collect();
    let top = labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic()));
    let is_host = labels.len() >= 2 && top && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
    if (1..=64).contains(&name.len())
        && host.len() <= 255
        && is_host
        && dotted(host)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
    {
        Ok(address.into())
    } else {
        Err(Unfit::Shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    type Check = fn(&VisitorText) -> Result<VisitorText, Unfit>;

    fn all(check: Check, rows: &[(&str, Result<&str, Unfit>)]) {
        for (typed, expected) in rows {
            let found = check(&VisitorText::from(*typed));
            assert_eq!(found.as_ref().map(VisitorText::reveal), expected.as_ref().copied(), "{typed}");
        }
    }

    #[test]
    fn identity_numbers_are_told_from_mistyped_ones() {
        all(
            |typed| identity_number(typed, date(2026, 11, 30)),
            &[
                ("11010519491231002X", Ok("11010519491231002X")),
                ("11010519491231002x", Ok("11010519491231002X")),
                ("１１０１０５ 19491231 002X", Ok("11010519491231002X")),
                ("110105194912310021", Err(Unfit::CheckDigit)),
                ("110105194912130020", Err(Unfit::CheckDigit)),
                ("110105491231002", Ok("110105491231002")),
                ("110105493231002", Err(Unfit::Day)),
                ("11010519490231002X", Err(Unfit::Day)),
                ("110105209912310026", Err(Unfit::Day)),
                ("99010519491231002X", Err(Unfit::Beginning)),
                ("11010519491231002", Err(Unfit::Length)),
                ("1101051949123100ZX", Err(Unfit::Character)),
                ("", Err(Unfit::Length)),
            ],
        );
    }

    #[test]
    fn credit_codes_have_a_check_character() {
        all(
            credit_code,
            &[
                ("91350100M000100Y43", Ok("91350100M000100Y43")),
                ("91350100m000100y43", Ok("91350100M000100Y43")),
                ("91350100M000100Y44", Err(Unfit::CheckDigit)),
                ("91350100M000100I43", Err(Unfit::Character)),
                ("91350100M000100Y4", Err(Unfit::Length)),
            ],
        );
    }

    #[test]
    fn phones_are_taken_as_people_write_them() {
        all(
            phone,
            &[
                ("138 0000 0000", Ok("13800000000")),
                ("+86-138-0000-0000", Ok("13800000000")),
                ("（0551）1234567", Ok("05511234567")),
                ("010-12345678转801", Ok("01012345678转801")),
                ("0551-12345678", Ok("055112345678")),
                ("400-000-0000", Ok("4000000000")),
                ("62345678", Ok("62345678")),
                ("1380000000", Err(Unfit::Beginning)),
                ("138000000000", Err(Unfit::Length)),
                ("12000000000", Err(Unfit::Beginning)),
                ("电话", Err(Unfit::Character)),
                ("", Err(Unfit::Length)),
            ],
        );
    }

    #[test]
    fn post_codes_and_addresses_have_a_shape() {
        all(
            post_code,
            &[
                ("２３００００", Ok("230000")),
                ("23000", Err(Unfit::Length)),
                ("99000a", Err(Unfit::Character)),
                ("000000", Err(Unfit::Beginning)),
            ],
        );
        all(
            e_mail,
            &[
                ("wang＠example.com", Ok("wang@example.com")),
                (" a.b+c@mail.example.cn ", Ok("a.b+c@mail.example.cn")),
                ("wang@example", Err(Unfit::Shape)),
                ("wang.example.com", Err(Unfit::Shape)),
                ("王@example.com", Err(Unfit::Character)),
                ("a..b@example.com", Err(Unfit::Shape)),
                ("a@-example.com", Err(Unfit::Shape)),
                ("a@b@example.com", Err(Unfit::Shape)),
            ],
        );
    }
}
