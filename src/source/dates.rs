//! Days as papers print them: `2018年11月6日`, `一九九四年一月一日`.

use jiff::civil::Date;

/// The first day in a text, with what follows it.
pub(super) fn first_date(text: &str) -> Option<(Date, &str)> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('年') {
        if let Some((date, after)) = year_before(before).and_then(|year| month_and_day(year, after)) {
            return Some((date, after));
        }
        rest = after;
    }
    None
}

fn year_before(before: &str) -> Option<i16> {
    let digits: Vec<i16> = before.chars().rev().take(4).map_while(digit).collect();
    let year = digits.iter().rev().fold(0, |year, digit| year * 10 + digit);
    (digits.len() == 4).then_some(year)
}

fn month_and_day(year: i16, after: &str) -> Option<(Date, &str)> {
    let (month, after) = after.split_once('月')?;
    let (day, after) = after.split_once('日')?;
    Some((Date::new(year, small(month)?, small(day)?).ok()?, after))
}

/// Up to 99, in digits or Han numerals.
fn small(text: &str) -> Option<i8> {
    let text = text.trim();
    if text.chars().count() > 3 {
        return None;
    }
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { small(tens)? };
        let ones = if ones.is_empty() { 0 } else { small(ones)? };
        return tens.checked_mul(10)?.checked_add(ones);
    }
    text.chars().try_fold(0_i8, |number, c| number.checked_mul(10)?.checked_add(i8::try_from(digit(c)?).ok()?))
}

fn digit(c: char) -> Option<i16> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '〇' | '零' | '○' | 'Ｏ' | 'O' => 0,
        c => u32::try_from("一二三四五六七八九".chars().position(|numeral| numeral == c)?).ok()? + 1,
    };
    i16::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_found_however_they_are_printed() {
        let cases = [
            ("2018年11月6日 国务院令第706号公布", Some((date(2018, 11, 6), " 国务院令第706号公布"))),
            ("１９９３年１月９日通过", Some((date(1993, 1, 9), "通过"))),
            ("本法自一九九四年十二月三十一日起施行", Some((date(1994, 12, 31), "起施行"))),
            ("二○○四年十月一日", Some((date(2004, 10, 1), ""))),
            ("每年3月1日，自2020年5月2日起", Some((date(2020, 5, 2), "起"))),
            ("2023年13月1日", None),
            ("2023年", None),
            ("第十届全国人大", None),
        ];
        for (text, expected) in cases {
            assert_eq!(first_date(text), expected, "{text}");
        }
    }
}
