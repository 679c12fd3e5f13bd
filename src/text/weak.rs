//! Passphrases that are guessed first: rows, dates, repeats, words that everybody takes, what others know of the holder.
//!
//! A thief does not try all there is; he tries what people choose. Nothing here keeps or repeats the secret.

use unicode_normalization::UnicodeNormalization;

use super::{
    han::is_han,
    pieces::{again, day_first, different, recurs, row, same, series},
    pin::{Weakness, weak_pin},
    pinyin::{initials, spellings},
};

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;
/// A passphrase of digits alone must have so many.
const DIGITS_ALONE: usize = 12;
/// Fewest different characters in a passphrase.
const DIFFERENT: usize = 5;

/// Words that are tried first. What stands around them is counted.
const COMMON: &[&str] = &[
    "password",
    "passwd",
    "pass",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "login",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "secret",
    "master",
    "monkey",
    "dragon",
    "sunshine",
    "hello",
    "china",
    "zhongguo",
    "beijing",
    "gongkai",
    "zhengwu",
    "zhengfu",
    "mima",
    "kouling",
    "miyao",
    "guanliyuan",
    "qwerty",
    "abc",
    "office",
    "deputy",
    "chief",
    "packer",
    "receipts",
    "密码",
    "口令",
    "密钥",
    "政务公开",
    "公开",
    "政府",
    "管理员",
    "中国",
    "测试",
    "我爱你",
    "你好",
];

/// Why a passphrase is guessed soon; `known` are words that others know: the holder's name, the file's.
pub fn weak_passphrase(words: &str, known: &[&str]) -> Option<Weakness> {
    let chars: Vec<char> = words.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_control()).collect();
    if words.trim().chars().count() < SHORTEST_PASSPHRASE {
        return Some(Weakness::Short);
    }
    if chars.iter().all(char::is_ascii_digit) {
        return weak_pin(words, known).or_else(|| (chars.len() < DIGITS_ALONE).then_some(Weakness::Few));
    }
    if recurs(&chars) {
        return Some(Weakness::Repeated);
    }
    // 1q2w3e4r, a1b2c3d4: two rows of which one takes turns with the other.
    let every_other = |first: usize| chars.iter().skip(first).step_by(2).copied().collect::<Vec<char>>();
    let in_line = |chars: &[char]| series(chars).max(row(chars)).max(same(chars)) == chars.len();
    if in_line(&every_other(0)) && in_line(&every_other(1)) {
        return Some(Weakness::Keyboard);
    }
    let (worth, weakness) = worth(&chars, &known_words(known));
    if worth < SHORTEST_PASSPHRASE {
        return Some(weakness.unwrap_or(Weakness::Few));
    }
    (different(&chars) < DIFFERENT).then_some(Weakness::Few)
}

/// What a secret is worth in characters that had to be guessed: a row, a word, a day counts as one, Han as two. And its longest such piece.
fn worth(chars: &[char], known: &[Vec<char>]) -> (usize, Option<Weakness>) {
    // pa$$w0rd is the same word to whoever guesses.
    let plain: Vec<char> = chars.iter().map(|c| plain(*c)).collect();
    let (mut at, mut worth, mut longest) = (0, 0, (0, None));
    while let (Some(rest), Some(letters)) = (chars.get(at..).filter(|rest| !rest.is_empty()), plain.get(at..)) {
        let is_first = |word: &[char]| rest.starts_with(word) || letters.starts_with(word);
        let common =
            COMMON.iter().map(|word| word.chars().collect::<Vec<char>>()).filter(|word| is_first(word)).map(|word| word.len()).max();
        let known = known.iter().filter(|word| is_first(word)).map(Vec::len).max();
        let said = chars.get(..at).unwrap_or_default();
        let pieces = [
            (known.unwrap_or(0), 2, Weakness::Known),
            (common.unwrap_or(0), 2, Weakness::Common),
            (day_first(rest), 4, Weakness::Date),
            (series(rest), 3, Weakness::Sequence),
            (row(rest), 3, Weakness::Keyboard),
            (same(rest), 3, Weakness::Repeated),
            (again(said, rest), 3, Weakness::Repeated),
        ];
        let piece = pieces.into_iter().filter(|(length, least, _)| length >= least).rev().max_by_key(|(length, ..)| *length);
        match piece {
            Some((length, _, weakness)) => {
                worth += 1;
                at += length;
                if length > longest.0 {
                    longest = (length, Some(weakness));
                }
            }
            None => {
                worth += if rest.first().is_some_and(|c| is_han(*c)) { 2 } else { 1 };
                at += 1;
            }
        }
    }
    (worth, longest.1)
}

/// Words that others know, as they are written, spelled, and by their initials.
fn known_words(known: &[&str]) -> Vec<Vec<char>> {
    let mut words = Vec::new();
    for word in known {
        let written: String = word.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
        if written.chars().any(is_han) {
            words.extend(spellings(&written));
            words.push(initials(&written));
        }
        words.extend(word.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
        words.push(written);
    }
    words.into_iter().map(|word| word.chars().collect::<Vec<char>>()).filter(|word| word.len() >= 2).collect()
}

fn plain(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passphrases_that_are_tried_first_are_refused_with_their_reason() {
        use Weakness::{Common, Date, Few, Keyboard, Known, Repeated, Sequence, Short};
        for (words, why) in [
            ("abc 1234567 密码", Short),
            ("11111111 aaaaaaaa abababab abcabcabc 王王王王王王王王", Repeated),
            ("12345678 abcdefgh 87654321 hgfedcba 12345678a abcd1234", Sequence),
            ("qwertyui asdfghjkl 1qaz2wsx qazwsxedc 1q2w3e4r q1w2e3r4 1a2b3c4d asdf1234 poiuytrewq !@#$%^&*", Keyboard),
            ("20261129 2026-11-29 wang1985 19851203a", Date),
            ("password Password1 P@ssw0rd admin123 password2026 iloveyou woaini1314 gongkai2026", Common),
            ("wangmou1 wangmou2026 WangMou! root-1a2b3c4d", Known),
            ("acbdcabd 39182746", Few),
        ] {
            for words in words.split(' ') {
                assert_eq!(weak_passphrase(words, &["王某", "root-1a2b3c4d.key"]), Some(why), "{words}");
            }
        }
        for words in [
            "attack-2026-pass",
            "correct horse battery",
            "清水桥头有棵大树",
            "xk29fm1q",
            "chenguang7h",
            "Yc-8842-mutou",
            "三只旧茶缸 7个",
            "830417592604",
        ] {
            assert_eq!(weak_passphrase(words, &["王某", "root-1a2b3c4d.key"]), None, "{words}");
        }
    }
}
