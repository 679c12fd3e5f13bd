//! The pieces of which secrets are made that are guessed first: series, rows of keys, repeats, days. Each is told by its length at the beginning
//! of what is looked at.

/// Rows and columns of keyboards and number pads.
const ROWS: &[&str] = &[
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "!@#$%^&*()",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "8ik,",
    "9ol.",
    "0p;/",
    "147",
    "2580",
    "369",
    "159",
    "357",
    "14789632147",
];

/// How many different characters there are.
pub(super) fn different(chars: &[char]) -> usize {
    chars.iter().collect::<std::collections::BTreeSet<_>>().len()
}

/// Whether the whole is its own beginning again: 123123, abab.
pub(super) fn recurs(chars: &[char]) -> bool {
    (1..=chars.len() / 2).any(|period| chars.iter().zip(chars.iter().skip(period)).all(|(left, right)| left == right))
}

/// Length of the series at the beginning: each the next or the one before of letters or digits.
pub(super) fn series(chars: &[char]) -> usize {
    let step = |left: char, right: char| {
        let kin = left.is_ascii_digit() && right.is_ascii_digit() || left.is_ascii_lowercase() && right.is_ascii_lowercase();
        let wraps = matches!((left, right), ('9', '0') | ('0', '9'));
        match (u32::from(right)).abs_diff(u32::from(left)) {
            1 if kin => Some(right > left),
            _ if wraps => Some(left == '9'),
            _ => None,
        }
    };
    let steps: Vec<Option<bool>> = chars.array_windows().map(|[left, right]| step(*left, *right)).collect();
    let Some(first @ Some(_)) = steps.first() else { return chars.len().min(1) };
    1 + steps.iter().take_while(|step| *step == first).count()
}

/// Length of the stretch at the beginning that lies in a line of keys, either way.
pub(super) fn row(chars: &[char]) -> usize {
    let along = |keys: Vec<char>| (0..keys.len()).map(|from| common_length(chars, keys.get(from..).unwrap_or_default())).max().unwrap_or(0);
    ROWS.iter().flat_map(|row| [row.chars().collect(), row.chars().rev().collect()]).map(along).max().unwrap_or(0)
}

fn common_length(left: &[char], right: &[char]) -> usize {
    left.iter().zip(right).take_while(|(left, right)| left == right).count()
}

/// Length of the run of one character at the beginning.
pub(super) fn same(chars: &[char]) -> usize {
    chars.iter().take_while(|c| Some(*c) == chars.first()).count()
}

/// Length of the longest beginning that was said before, forwards or backwards.
pub(super) fn again(said: &[char], rest: &[char]) -> usize {
    let backwards: Vec<char> = said.iter().rev().copied().collect();
    let longest = |said: &[char]| (0..said.len()).map(|from| common_length(rest, said.get(from..).unwrap_or_default())).max().unwrap_or(0);
    longest(said).max(longest(&backwards))
}

fn number(digits: &[char]) -> Option<u32> {
    digits.iter().try_fold(0, |sum: u32, c| Some(sum * 10 + c.to_digit(10)?))
}

fn is_month(digits: &[char]) -> bool {
    number(digits).is_some_and(|month| (1..=12).contains(&month))
}

/// Days of each month in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn is_month_day(digits: &[char]) -> bool {
    let (month, day) = digits.split_at(digits.len().min(2));
    let days = number(month).and_then(|month| DAYS.get(usize::try_from(month).ok()?.checked_sub(1)?));
    days.zip(number(day)).is_some_and(|(days, day)| (1..=*days).contains(&day))
}

fn is_day_month(digits: &[char]) -> bool {
    let (day, month) = digits.split_at(digits.len().min(2));
    is_month_day(&[month, day].concat())
}

fn is_year(digits: &[char]) -> bool {
    digits.len() == 4 && number(digits).is_some_and(|year| (1900..2100).contains(&year))
}

/// The last two digits of a year since `first` in the last century or until `last` in this one: somebody was born or married then.
fn is_short_year(digits: &[char], first: u32, last: u32) -> bool {
    number(digits).is_some_and(|year| year >= first || year <= last)
}

/// What people put beside a year: a month, one digit twice, a half of the year again.
fn goes_with(year: &[char], rest: &[char]) -> bool {
    is_year(year)
        && number(year).is_some_and(|year| (1940..2040).contains(&year))
        && (number(rest).is_some_and(|number| number <= 12) || different(rest) == 1 || year.chunks(2).any(|half| half == rest))
}

/// Whether the digits are a day, alone or with two more: 20080808, 080808, 199001, 081208, 250199.
pub(super) fn is_day(digits: &[char]) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        6 => {
            is_short_year(part(0, 2), 56, 28) && is_month_day(part(2, 6))
                // Nobody here writes the year last who did not learn it from a machine.
                || is_short_year(part(4, 6), 60, 12) && (is_month_day(part(0, 4)) || is_day_month(part(0, 4)))
                || is_year(part(0, 4)) && is_month(part(4, 6))
                || is_year(part(2, 6)) && is_month(part(0, 2))
                || goes_with(part(0, 4), part(4, 6))
                || goes_with(part(2, 6), part(0, 2))
        }
        8 => {
            is_year(part(0, 4)) && (is_month_day(part(4, 8)) || is_year(part(4, 8)))
                || (is_month_day(part(0, 4)) || is_day_month(part(0, 4))) && is_year(part(4, 8))
        }
        7 | 9 | 10 => (0..digits.len() - 7).any(|from| is_day(part(from, from + 8))),
        _ => false,
    }
}

/// Length of the day or year at the beginning of a passphrase, with the marks between its numbers.
pub(super) fn day_first(chars: &[char]) -> usize {
    if !chars.get(..4).is_some_and(is_year) {
        return 0;
    }
    let after = |rest: &[char]| -> usize {
        let mark = usize::from(rest.first().is_some_and(|c| matches!(c, '-' | '.' | '/' | '年' | '月')));
        let digits = rest.iter().skip(mark).take(2).take_while(|c| c.is_ascii_digit()).count();
        if digits == 0 { 0 } else { mark + digits }
    };
    let month = after(chars.get(4..).unwrap_or_default());
    let day = if month == 0 { 0 } else { after(chars.get(4 + month..).unwrap_or_default()) };
    4 + month + day
}
