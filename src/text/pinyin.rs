//! How Chinese is spelled with letters, for people who type `yanglao` or only `yl`.

use pinyin::{ToPinyin, ToPinyinMulti};

use super::fold::fold_char;

/// Ways to read one title that are worth indexing; beyond this the rarest readings are left out.
const READINGS: usize = 8;

/// The initial letters of a text, one per Han character (its commonest reading); letters and digits stand for themselves.
pub fn initials(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(reading) => reading.plain().chars().next(),
            None if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            None => None,
        })
        .collect()
}

/// Full spellings of a text without tones: the commonest reading first, then one variation for each character with several readings
/// (`重庆` gives `zhongqing` and `chongqing`), at most eight.
pub fn spellings(text: &str) -> Vec<String> {
    let syllables = syllables(text);
    let plain = |choice: Option<(usize, &str)>| -> String {
        let chosen = |at: usize, options: &Vec<String>| match choice {
            Some((place, syllable)) if place == at => syllable.to_owned(),
            _ => options.first().cloned().unwrap_or_default(),
        };
        syllables.iter().enumerate().map(|(at, options)| chosen(at, options)).collect()
    };
    let variations =
        syllables.iter().enumerate().flat_map(|(at, options)| options.iter().skip(1).map(move |syllable| (at, syllable.as_str())));
    let mut all = vec![plain(None)];
    all.extend(variations.map(|choice| plain(Some(choice))).take(READINGS - 1));
    all.dedup();
    all
}

/// The toneless readings of each character that has any, the commonest first.
pub fn syllables(text: &str) -> Vec<Vec<String>> {
    text.chars().filter_map(readings).collect()
}

/// Whether a query is spelled in letters alone, so that only spellings can match it.
pub fn looks_like_letters(query: &str) -> bool {
    let mut letters = query.chars().map(fold_char).filter(|c| !c.is_whitespace() && *c != '\'').peekable();
    letters.peek().is_some() && letters.all(|c| c.is_ascii_alphabetic())
}

/// The commonest toneless reading of a character, to tell whether two sound alike.
pub fn sound(c: char) -> Option<&'static str> {
    c.to_pinyin().map(pinyin::Pinyin::plain)
}

/// Distinct toneless readings of a character, the commonest first; letters and digits read as themselves; `None` for the rest.
pub fn readings(c: char) -> Option<Vec<String>> {
    if c.is_ascii_alphanumeric() {
        return Some(vec![c.to_ascii_lowercase().to_string()]);
    }
    let commonest = c.to_pinyin()?.plain();
    let mut all = vec![letters(commonest)];
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let reading = letters(reading.plain());
        if !all.contains(&reading) {
            all.push(reading);
        }
    }
    Some(all)
}

/// Beginnings of syllables that large parts of the country do not tell apart: the flat and the curled tongue, and n from l.
pub const SAME_INITIALS: &[(&str, &str)] = &[("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")];
/// Beginnings that are one in some dialects only. Typing may take this liberty at a price; what is only heard so is too far from what was meant.
pub const SAME_INITIALS_TO_SOME: &[(&str, &str)] = &[("r", "l"), ("hu", "f"), ("hu", "fu"), ("hui", "fei")];
/// Ends of syllables that are not told apart.
pub const SAME_FINALS: &[(&str, &str)] = &[("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on")];

/// A syllable as it is heard where neither [`SAME_INITIALS`] nor [`SAME_FINALS`] are told apart: two that sound alike come out as one.
pub fn blurred(sound: &str) -> String {
    let beginning = SAME_INITIALS.iter().find_map(|(one, other)| Some((*other, sound.strip_prefix(one)?)));
    let (initial, rest) = beginning.unwrap_or(("", sound));
    let end = SAME_FINALS.iter().find_map(|(one, other)| Some((rest.strip_suffix(one)?, *other)));
    let (middle, last) = end.unwrap_or((rest, ""));
    format!("{initial}{middle}{last}")
}

/// `lü` is typed `lv`.
fn letters(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_spelled_as_people_type_them() {
        assert_eq!(initials("云川县养老保险（2023）"), "ycxylbx2023");
        assert_eq!(spellings("养老").first().map(String::as_str), Some("yanglao"));
        assert!(spellings("重庆").contains(&"chongqing".to_owned()));
        assert!(spellings("绿化").contains(&"lvhua".to_owned()));
        assert!(spellings("行长行长行长行长").len() <= READINGS);
    }

    #[test]
    fn dialects_hear_alike_what_only_the_standard_keeps_apart() {
        for (left, right) in [("zhang", "zan"), ("nan", "lang"), ("xing", "xin"), ("shi", "si"), ("an", "ang")] {
            assert_eq!(blurred(left), blurred(right), "{left} {right}");
        }
        for (left, right) in [("zhang", "chang"), ("hua", "fa"), ("lin", "lian"), ("ni", "yi")] {
            assert_ne!(blurred(left), blurred(right), "{left} {right}");
        }
    }

    #[test]
    fn only_letters_ask_for_spellings() {
        for (query, expected) in
            [("yanglao", true), ("yang lao", true), ("ＧＪＪ", true), ("yl1", false), ("养老", false), ("", false), (" ", false)]
        {
            assert_eq!(looks_like_letters(query), expected, "{query}");
        }
    }
}
