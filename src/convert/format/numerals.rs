//! How Word writes the numbers of its automatic lists, above all the Chinese ways.

/// A number in one of Word's formats; Arabic where the format is not known. Empty where it shows none.
pub(super) fn written(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(|digit| shifted(digit, 0xFEE0)).collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedFullstop" => within(number, 20, 0x2488),
        "decimalEnclosedParen" => within(number, 20, 0x2474),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "ordinal" => format!("{number}{}", ordinal(number)),
        "numberInDash" => format!("- {number} -"),
        "chineseCountingThousand" => counted(number, &COMMON, true),
        "chineseCounting" | "taiwaneseCounting" if number > 99 => digits(number, '○'),
        "chineseCounting" | "taiwaneseCounting" => counted(number, &COMMON, true),
        "taiwaneseCountingThousand" => counted(number, &COMMON, true),
        "japaneseCounting" => counted(number, &COMMON, false),
        "chineseLegalSimplified" => counted(number, &LEGAL, true),
        "ideographLegalTraditional" | "japaneseLegal" => counted(number, &LEGAL_TRADITIONAL, true),
        "ideographDigital" | "japaneseDigitalTenThousand" => digits(number, '〇'),
        "taiwaneseDigital" => digits(number, '○'),
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => {
            let place = number.saturating_sub(1) % 60 + 1;
            [cycle((place - 1) % 10 + 1, "甲乙丙丁戊己庚辛壬癸"), cycle((place - 1) % 12 + 1, "子丑寅卯辰巳午未申酉戌亥")].concat()
        }
        "ideographEnclosedCircle" => within(number, 10, 0x3280),
        _ => number.to_string(),
    }
}

/// Digits, and what stands for ten, a hundred, a thousand and ten thousand.
struct Counting {
    digits: &'static str,
    units: [&'static str; 4],
    zero: &'static str,
    /// 十一 without a 一 in front.
    bare_ten: bool,
}

const COMMON: Counting =
    Counting { digits: "零一二三四五六七八九", units: ["", "十", "百", "千"], zero: "零", bare_ten: true };
const LEGAL: Counting =
    Counting { digits: "零壹贰叁肆伍陆柒捌玖", units: ["", "拾", "佰", "仟"], zero: "零", bare_ten: false };
const LEGAL_TRADITIONAL: Counting =
    Counting { digits: "零壹貳參肆伍陸柒捌玖", units: ["", "拾", "佰", "仟"], zero: "零", bare_ten: false };

/// A number in words: 一百零三. Without `full` as the Japanese way has it: 百三.
fn counted(number: u32, counting: &Counting, full: bool) -> String {
    if number == 0 {
        return if full { counting.zero } else { "〇" }.to_owned();
    }
    if number > 99_999 {
        return number.to_string();
    }
    if number >= 10_000 {
        let rest = number % 10_000;
        let gap = if full && (1..1000).contains(&rest) { counting.zero } else { "" };
        let low = if rest == 0 { String::new() } else { counted(rest, counting, full) };
        // Within a larger number ten is 一十.
        let low = if rest > 9 && rest < 20 && full && counting.bare_ten { format!("一{low}") } else { low };
        return format!("{}万{gap}{low}", counted(number / 10_000, counting, full));
    }
    let mut words = String::new();
    let mut gap = false;
    for (place, size) in [(3, 1000), (2, 100), (1, 10), (0, 1)] {
        let digit = number / size % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap && full {
            words.push_str(counting.zero);
        }
        gap = false;
        let silent = digit == 1 && place > 0 && (!full || counting.bare_ten && place == 1 && words.is_empty());
        if !silent {
            words.extend(counting.digits.chars().nth(digit as usize));
        }
        words.push_str(counting.units.get(place).copied().unwrap_or_default());
    }
    words
}

/// Digit by digit: 一〇三.
fn digits(number: u32, zero: char) -> String {
    let of =
        |digit: char| digit.to_digit(10).filter(|digit| *digit > 0).and_then(|digit| "零一二三四五六七八九".chars().nth(digit as usize));
    number.to_string().chars().map(|digit| of(digit).unwrap_or(zero)).collect()
}

fn cycle(number: u32, signs: &str) -> String {
    let count = u32::try_from(signs.chars().count()).unwrap_or(1);
    let place = number.saturating_sub(1) % count;
    signs.chars().nth(place as usize).map(String::from).unwrap_or_default()
}

fn circled(number: u32) -> String {
    match number {
        1..=20 => within(number, 20, 0x2460),
        21..=35 => shift(number - 21, 0x3251),
        36..=50 => shift(number - 36, 0x32B1),
        _ => number.to_string(),
    }
}

fn within(number: u32, most: u32, first: u32) -> String {
    if (1..=most).contains(&number) { shift(number - 1, first) } else { number.to_string() }
}

fn shift(by: u32, first: u32) -> String {
    char::from_u32(first + by).map(String::from).unwrap_or_default()
}

fn shifted(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 9999 {
        return number.to_string();
    }
    let (mut left, mut words) = (number, String::new());
    for (size, sign) in STEPS {
        while left >= size {
            words.push_str(sign);
            left -= size;
        }
    }
    words
}

/// A to Z, then AA, BB, as Word goes on.
fn letters(number: u32) -> String {
    let Some(place) = number.checked_sub(1) else { return String::new() };
    let letter = char::from_u32(u32::from('A') + place % 26).unwrap_or('A');
    String::from(letter).repeat((place / 26 + 1).min(30) as usize)
}

fn ordinal(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, expected) in [
            (1, "chineseCountingThousand", "一"),
            (10, "chineseCountingThousand", "十"),
            (15, "chineseCountingThousand", "十五"),
            (20, "chineseCounting", "二十"),
            (103, "chineseCountingThousand", "一百零三"),
            (110, "chineseCountingThousand", "一百一十"),
            (1015, "chineseCountingThousand", "一千零一十五"),
            (103, "japaneseCounting", "百三"),
            (11, "japaneseCounting", "十一"),
            (103, "ideographDigital", "一〇三"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (11, "ideographTraditional", "甲"),
            (12, "ideographZodiac", "亥"),
            (13, "ideographZodiacTraditional", "丙子"),
            (12, "decimalEnclosedCircleChinese", "⑫"),
            (21, "decimalEnclosedCircle", "㉑"),
            (12, "decimalFullWidth", "１２"),
            (7, "decimalZero", "07"),
            (14, "lowerRoman", "xiv"),
            (28, "upperLetter", "BB"),
            (3, "taiwaneseCountingThousand", "三"),
            (5, "somethingNew", "5"),
        ] {
            assert_eq!(written(number, format), expected, "{number} {format}");
        }
    }
}
