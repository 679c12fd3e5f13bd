//! PINs that are guessed first. People choose what the finger or the calendar gives them: half of all six-digit PINs in use are among the
//! commonest twentieth (Wang, Cheng, Huang, Wang, "Understanding Human-Chosen PINs", 2017), and refusing a tenth of all there are leaves a thief
//! little to begin with (Markert, Bailey, Golla, Dürmuth, Aviv, "This PIN Can Be Easily Guessed", 2020). So kinds are refused rather than a list,
//! and of PINs drawn at random nine in ten pass.

use super::pieces::{different, is_day, recurs, row, same, series};

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
            Self::Sequence => "是按顺序排的数字或者字母",
            Self::Keyboard => "是键盘上连着的键",
            Self::Date => "像一个日期",
            Self::Common => "是许多人都用的",
            Self::Known => "是别人知道的名称、文件名或者号码",
        }
    }
}

/// Numbers that are tried first and follow no rule: 爱 and luck spoken as digits, telephones that everybody knows, numbers learnt at school, figures
/// drawn on a pad, those of films.
const NUMBERS: &[&str] = &[
    "5201314", "1314520", "5211314", "520131", "521131", "131452", "131420", "201314", "168888", "518888", "110119", "110120", "119120",
    "119110", "12306", "12315", "10086", "10010", "10000", "95588", "95533", "314159", "141592", "271828", "142857", "141421", "173205",
    "112358", "124816", "248163", "159753", "951753", "753951", "357159", "147852", "258456", "456852", "147369", "963147", "159263",
    "100200", "200300",
];

/// Steps that people count in: again, one up or down, two up or down, modulo ten.
const STEPS: [u32; 5] = [0, 1, 9, 2, 8];
/// Lines of three on a pad, in one direction.
const LINES: [&str; 10] = ["123", "456", "789", "147", "258", "369", "159", "357", "580", "250"];
/// The pad of a telephone, and that of a keyboard: from each key, those that lie at its sides.
const BESIDE: [[&str; 10]; 2] = [
    ["8", "24", "135", "26", "157", "2468", "359", "48", "5790", "68"],
    ["12", "024", "1350", "26", "157", "2468", "359", "48", "579", "68"],
];

/// Why a PIN of digits is guessed soon; `known` are numbers that others know, such as the hall's telephone.
pub fn weak_pin(pin: &str, known: &[&str]) -> Option<Weakness> {
    let digits: Vec<char> = pin.chars().filter(char::is_ascii_digit).collect();
    let text: String = digits.iter().collect();
    let backwards: String = digits.iter().rev().collect();
    let figures: Vec<u32> = digits.iter().filter_map(|digit| digit.to_digit(10)).collect();
    let known = known.iter().map(|known| known.chars().filter(char::is_ascii_digit).collect::<String>());
    if is_repeated(&digits) || text == backwards {
        Some(Weakness::Repeated)
    } else if evenly(&figures) {
        Some(Weakness::Sequence)
    } else if known
        .into_iter()
        .any(|known| known.len() >= 4 && (known.contains(&text) || text.contains(&known) || known.contains(&backwards)))
    {
        Some(Weakness::Known)
    } else if NUMBERS.iter().any(|number| text.contains(number)) {
        Some(Weakness::Common)
    } else if is_drawn(&text) {
        Some(Weakness::Keyboard)
    } else if let Some(weakness) = pieces_of(&digits) {
        Some(weakness)
    } else if counted(&figures) {
        Some(Weakness::Sequence)
    } else {
        is_day(&digits).then_some(Weakness::Date)
    }
}

/// The same again: 123123, 112233, 788887, 111222.
fn is_repeated(digits: &[char]) -> bool {
    let runs: Vec<usize> = digits.chunk_by(|left, right| left == right).map(<[char]>::len).collect();
    recurs(digits) || different(digits) <= 2 || runs.iter().all(|run| *run > 1) || runs.iter().any(|run| *run > 3)
}

fn step(left: u32, right: u32) -> u32 {
    (right + 10 - left) % 10
}

/// Whether all steps are alike: 123456, 246802, 147036.
fn evenly(figures: &[u32]) -> bool {
    let steps: Vec<u32> = figures.array_windows().map(|[left, right]| step(*left, *right)).collect();
    steps.array_windows().all(|[left, right]| left == right)
}

/// The step of a stretch that people count in.
fn counts(figures: &[u32]) -> bool {
    evenly(figures) && matches!(figures, [left, right, ..] if STEPS.contains(&step(*left, *right)))
}

/// Whether it was counted rather than thought of: nearly all in even steps (135790), in two stretches (246813, 123765), two counts that take turns
/// (192837, 102030), pairs or halves that follow one another (121314, 123124), or four in a row.
fn counted(figures: &[u32]) -> bool {
    let most = figures.len().saturating_sub(1);
    // Down in twos and broken off (864209) nobody counts.
    let goes_on = |part: &[u32]| evenly(part) && !matches!(part, [left, right, ..] if step(*left, *right) == 8);
    let nearly = figures.get(..most).is_some_and(goes_on) || figures.get(1..).is_some_and(goes_on);
    // Two digits are a stretch only of the same count.
    let alike = |left: &[u32], right: &[u32]| match (left, right) {
        ([one, two, ..], [three, four, ..]) => step(*one, *two) == step(*three, *four),
        _ => false,
    };
    let goes_with = |left: &[u32], right: &[u32]| left.len().min(right.len()) > 2 || alike(left, right);
    let stretches = (2..most)
        .filter_map(|at| figures.split_at_checked(at))
        .any(|(left, right)| counts(left) && counts(right) && goes_with(left, right));
    let every_other = |first: usize| figures.iter().skip(first).step_by(2).copied().collect::<Vec<u32>>();
    let in_turns = counts(&every_other(0)) && counts(&every_other(1));
    let in_row =
        figures.windows(4).any(|four| counts(four) && matches!(four, [left, right, ..] if [0, 1, 9].contains(&step(*left, *right))));
    let number = |part: &[u32]| part.iter().fold(0i64, |sum, figure| sum * 10 + i64::from(*figure));
    let twos: Vec<i64> = figures.chunks(2).map(number).collect();
    let pairs = figures.len().is_multiple_of(2)
        && twos.array_windows().map(|[left, right]| right - left).collect::<std::collections::BTreeSet<_>>().len() == 1
        && matches!(twos.as_slice(), [left, right, ..] if [0, 1, 2, 5, 10, 11, 20, 22].contains(&left.abs_diff(*right)));
    let alike = figures.chunks(2).collect::<Vec<_>>();
    let pairs = pairs || alike.iter().all(|pair| matches!(pair, [left, right] if alike.iter().all(|other| matches!(other, [first, second] if step(*first, *second) == step(*left, *right))) && [0, 1, 9].contains(&step(*left, *right))));
    let halves = figures.len().is_multiple_of(2) && {
        let (left, right) = figures.split_at(figures.len() / 2);
        let ones = (0..left.len()).fold(0i64, |sum, _| sum * 10 + 1);
        [0, 1, ones].contains(&(number(left) - number(right)).abs()) || left.iter().rev().eq(right)
    };
    nearly || stretches || in_turns || in_row || pairs || halves
}

/// Whether a finger drew it: from key to key beside it (258963, 147896), or two lines of a pad (159357, 369147).
fn is_drawn(text: &str) -> bool {
    let keys: Vec<(usize, char)> = text.chars().filter_map(|c| Some((usize::try_from(c.to_digit(10)?).ok()?, c))).collect();
    let goes = |pad: &[&str; 10]| {
        keys.array_windows().all(|[(from, here), (_, to)]| here == to || pad.get(*from).is_some_and(|beside| beside.contains(*to)))
    };
    let is_line = |part: &[(usize, char)]| {
        let there: String = part.iter().map(|(_, key)| *key).collect();
        let back: String = there.chars().rev().collect();
        LINES.iter().any(|line| **line == there || **line == back)
    };
    BESIDE.iter().any(goes) || keys.chunks(3).all(is_line)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The hall's telephone.
    const WALL: &[&str] = &["0000-5600102"];

    #[test]
    fn pins_that_are_tried_first_are_refused_with_their_reason() {
        use Weakness::{Common, Date, Keyboard, Known, Repeated, Sequence};
        for (pins, why) in [
            ("111111 000000 121212 112233 123123 123321 111222 556655 88888888 1212121 788887 006600 168888", Repeated),
            ("123456 654321 234567 012345 567890 987654 246802 124578 456789 135790 246813 192837 753197", Sequence),
            ("102030 121314 203040 987600 135246 753186 910111213 123124 907856 024681 112345 40393837", Sequence),
            ("147258 258369 159357 147896 258963 123654 369147 741258 589632", Keyboard),
            ("20080808 19990101 199001 851203 081285 201908081 250199 011262 198812 200088", Date),
            ("5201314 110119 314159 142857 112358 159753 951753 123061", Common),
            ("560010 600102 010065", Known),
        ] {
            for pin in pins.split(' ') {
                assert_eq!(weak_pin(pin, WALL), Some(why), "{pin}");
            }
        }
        for pin in ["739164", "40917386", "907318", "583027", "714093", "8260473915", "864209"] {
            assert_eq!(weak_pin(pin, WALL), None, "{pin}");
        }
    }

    /// Whoever lets a machine draw six digits is rarely sent back.
    #[test]
    fn nine_in_ten_pins_drawn_at_random_pass() {
        // Drawn as by a machine, and the same each time: no six digits more likely than others.
        let drawn = (0..25_000u64).map(|number| format!("{:06}", number * 617_411 % 1_000_000));
        let (mut all, mut refused) = (0, 0);
        for pin in drawn {
            all += 1;
            refused += i32::from(weak_pin(&pin, WALL).is_some());
        }
        assert!(refused * 10 <= all, "{refused} of {all}");
        // And what is refused is more than a list of examples.
        assert!(refused * 20 >= all, "{refused} of {all}");
    }
}
