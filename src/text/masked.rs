//! Numbers that belong to one person, as far as others may read them over a shoulder: identity cards (GB 11643: 15 digits, or 17 and one more or
//! X), bank cards, mobile phones. What is searched for stays whole.

use std::borrow::Cow;

/// Digits of a mobile phone.
const PHONE: usize = 11;
/// Digits from which a number is masked while it is still being typed.
const LONG: usize = 12;
/// Digits that are shown in front, and at the end of a long number and of a phone's.
const FRONT: usize = 3;
const END: usize = 2;
const END_OF_PHONE: usize = 4;

/// The text with all but the ends of such numbers as stars, whatever stands between their digits. Borrows when there are none.
pub fn masked(text: &str) -> Cow<'_, str> {
    hidden(text, true)
}

/// The same, but phones are whole: for whoever typed one and is to see whether it is right.
pub fn masked_but_phones(text: &str) -> Cow<'_, str> {
    hidden(text, false)
}

fn hidden(text: &str, phones: bool) -> Cow<'_, str> {
    let letters: Vec<char> = text.chars().collect();
    let mut shown = letters.clone();
    let (mut at, mut found) = (0, false);
    while at < letters.len() {
        let run = run(&letters, at);
        let (count, phone) =
            (run.len(), run.len() == PHONE && run.first().and_then(|at| letters.get(*at)).is_some_and(|c| digit(*c) == Some(1)));
        if count >= LONG || (phone && phones) {
            found = true;
            let end = count - if phone { END_OF_PHONE } else { END };
            for place in run.get(FRONT..end).unwrap_or_default() {
                if let Some(c) = shown.get_mut(*place) {
                    *c = '*';
                }
            }
        }
        at = run.last().map_or(at, |last| *last) + 1;
    }
    if found { Cow::Owned(shown.into_iter().collect()) } else { Cow::Borrowed(text) }
}

/// Where the digits of a number that begins here stand, with the letter that an identity number may end with.
fn run(letters: &[char], from: usize) -> Vec<usize> {
    let mut run = Vec::new();
    let mut at = from;
    while let Some(c) = letters.get(at) {
        let last = matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ') && run.len() == 17;
        if digit(*c).is_some() || last {
            run.push(at);
        } else if run.is_empty() || !divides(*c) {
            break;
        }
        at += 1;
        if last {
            break;
        }
    }
    run
}

/// A digit, of full width as well.
fn digit(c: char) -> Option<u32> {
    let plain = if ('０'..='９').contains(&c) { u32::from(c) - u32::from('０') + u32::from('0') } else { u32::from(c) };
    char::from_u32(plain).and_then(|c| c.to_digit(10))
}

/// What people write between the digits of one number.
fn divides(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '－' | '—' | '.' | '·')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_people_are_stars_but_for_their_ends() {
        for (text, shown) in [
            ("110101199003072316", "110*************16"),
            ("王某11010119900307231x的房子", "王某110*************1x的房子"),
            ("110101 19900307 2316", "110*** ******** **16"),
            ("110101900307231", "110**********31"),
            ("１１０１０１１９９００３０７２３１６", "１１０*************１６"),
            ("6222020200112233445", "622**************45"),
            ("电话13912345678，谢谢", "电话139****5678，谢谢"),
            ("139 1234 5678", "139 **** 5678"),
        ] {
            assert_eq!(masked(text), shown);
        }
        assert_eq!(masked_but_phones("13912345678，110101199003072316"), "13912345678，110*************16");
    }

    #[test]
    fn numbers_of_papers_windows_and_offices_are_shown() {
        for text in ["云政发〔2023〕8号", "2023-05-10", "0000-5600101", "000-05600101", "12345", "第201—208窗口", "YC007-0301", ""]
        {
            assert!(matches!(masked(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_middle_of_no_long_number_is_shown(front in "[甲 a]{0,3}", number in "[0-9]{12,20}", end in "[乙a]{0,3}") {
            let shown = masked(&format!("{front}{number}{end}")).into_owned();
            let middle: String = number.chars().skip(3).take(number.len() - 5).collect();
            prop_assert!(!shown.contains(&middle));
            prop_assert_eq!(shown.chars().count(), front.chars().count() + number.len() + end.chars().count());
        }
    }
}
