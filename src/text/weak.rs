//! Secrets that are guessed first: rows, dates, repeats, words that everybody takes, what others know of the holder.
//!
//! A thief does not try all there is; he tries what people choose. Nothing here keeps or repeats the secret.

use unicode_normalization::UnicodeNormalization;

use super::{
    han::is_han,
    pieces::{again, day_first, different, is_day, recurs, row, same, series},
    pinyin::{initials, spellings},
};

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;
/// A passphrase of digits alone must have so many.
const DIGITS_ALONE: usize = 12;
/// Fewest different characters in a passphrase.
const DIFFERENT: usize = 5;

/// Why a secret is guessed soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than a machine tries in a night.
    Short,
    /// Few different characters, or digits alone where letters could stand.
    Few,
    /// The same again and again: 111111, 121212, 112233, 123321.
    Repeated,
    /// One after another: 123456, 987654, abcdefgh.
    Sequence,
    /// Keys that lie in a line: qwertyui, 147258, 1qaz2wsx.
    Keyboard,
    /// A day: 20080808, 080808, 199001.
    Date,
    /// What everybody takes: password, admin, 5201314.
    Common,
    /// What others know: the holder's name, a telephone number that hangs on the wall.
    Known,
}

impl Weakness {
    /// The reason in front of people, to stand after 因为.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Short => "太短",
            Self::Few => "不同的字符太少，或者只有数字",
            Self::Repeated => "是同样的字符来回重复",
            Self::Sequence => "是挨着排的数字或者字母",
            Self::Keyboard => "是键盘上连着的键",
            Self::Date => "像一个日期",
            Self::Common => "是许多人都用的",
            Self::Known => "是别人知道的名称、文件名或者号码",
        }
    }
}

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

/// Numbers that are tried first, beside those that follow a rule.
const NUMBERS: &[&str] =
    &["5201314", "1314520", "520131", "131452", "168888", "110119", "110120", "119120", "100861", "1008611", "159753", "147852", "258456"];

/// Why a PIN of digits is guessed soon; `known` are numbers that others know, such as the hall's telephone.
pub fn weak_pin(pin: &str, known: &[&str]) -> Option<Weakness> {
    let digits: Vec<char> = pin.chars().filter(char::is_ascii_digit).collect();
    let text: String = digits.iter().collect();
    let backwards: String = digits.iter().rev().collect();
    let known = known.iter().map(|known| known.chars().filter(char::is_ascii_digit).collect::<String>());
    let runs: Vec<&[char]> = digits.chunk_by(|left, right| left == right).collect();
    let steps: Vec<u32> = digits.array_windows().map(|[left, right]| (u32::from(*right) + 10 - u32::from(*left)) % 10).collect();
    if recurs(&digits) || different(&digits) <= 2 || runs.iter().all(|run| run.len() > 1) || text == backwards {
        Some(Weakness::Repeated)
    } else if steps.array_windows().all(|[left, right]| left == right) {
        Some(Weakness::Sequence)
    } else if known
        .into_iter()
        .any(|known| known.len() >= 4 && (known.contains(&text) || text.contains(&known) || known.contains(&backwards)))
    {
        Some(Weakness::Known)
    } else if NUMBERS.iter().any(|number| text.contains(number)) {
        Some(Weakness::Common)
    } else if is_day(&digits) {
        Some(Weakness::Date)
    } else {
        pieces_of(&digits)
    }
}

/// Rows, series and repeats one after another, with at most one digit beside them: 123789, 111456, 147258.
fn pieces_of(digits: &[char]) -> Option<Weakness> {
    let (mut at, mut beside, mut longest) = (0, 0, (0, None));
    while let Some(rest) = digits.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, weakness) = [(series(rest), Weakness::Sequence), (row(rest), Weakness::Keyboard), (same(rest), Weakness::Repeated)]
            .into_iter()
            .rev()
            .max_by_key(|(length, _)| *length)
            .filter(|(length, _)| *length >= 3)
            .map_or((1, None), |(length, weakness)| (length, Some(weakness)));
        beside += usize::from(weakness.is_none());
        if length > longest.0 {
            longest = (length, weakness);
        }
        at += length;
    }
    longest.1.filter(|_| beside <= 1)
}

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
    fn pins_that_are_tried_first_are_refused_with_their_reason() {
        use Weakness::{Common, Date, Keyboard, Known, Repeated, Sequence};
        for (pins, why) in [
            ("111111 000000 121212 112233 123123 123321 111222 556655 88888888 1212121", Repeated),
            ("123456 654321 234567 012345 567890 987654 246802 123789 123457 456789", Sequence),
            ("147258 258369 159357 147896", Keyboard),
            ("20080808 19990101 199001 851203 081285 201908081", Date),
            ("5201314 168888 110119", Common),
            ("560010 600102 010065", Known),
        ] {
            for pin in pins.split(' ') {
                assert_eq!(weak_pin(pin, &["0000-5600102"]), Some(why), "{pin}");
            }
        }
        for pin in ["864209", "135790", "314159", "739164", "40917386"] {
            assert_eq!(weak_pin(pin, &["0000-5600102"]), None, "{pin}");
        }
    }

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
