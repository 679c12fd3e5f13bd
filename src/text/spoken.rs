//! A text as it is read aloud: years and document numbers digit by digit, telephones in groups, quantities as numbers, addresses of pages not at
//! all. Voices that know Chinese read 2026年 as two thousand and twenty-six, and a telephone as a number of billions (espeak-ng 1.51 and 1.52).

/// Figures that stand together and what surrounds them.
struct Figures<'t> {
    /// What stands before, of which the end says what kind of number it is.
    before: &'t str,
    /// The digits, and a decimal part.
    whole: String,
    part: Option<String>,
    /// What stands behind.
    after: &'t str,
}

/// Words after which a short number is one to be called.
const CALLED: [&str; 9] = ["转", "分机", "电话", "热线", "拨打", "拨", "致电", "打", "咨询"];
/// Signs between two numbers of a range.
const RANGE: [&str; 7] = ["——", "—", "–", "-", "~", "～", "至"];
/// Measure words before which two is 两.
const MEASURES: [&str; 27] = [
    "个", "天", "人", "年", "名", "次", "件", "份", "张", "项", "种", "条", "家", "户", "周", "倍", "岁", "位", "台", "套", "本", "间",
    "块", "趟", "小时", "寸", "元",
];
/// Where a number of three digits is the name of a room.
const ROOMS: [&str; 5] = ["窗口", "号窗口", "室", "房间", "号房"];

/// The text as it is read aloud.
pub fn spoken(text: &str) -> String {
    let text = without_addresses(text);
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text.as_str();
    let mut read = 0;
    while let Some(c) = rest.chars().next() {
        let (words, taken) = match c {
            '0'..='9' => number(text.get(..read).unwrap_or_default(), rest),
            '〔' | '[' | '［' => bracketed_year(rest).unwrap_or_else(|| ("，".to_owned(), c.len_utf8())),
            '〕' | ']' | '］' | '（' | '）' | '(' | ')' => ("，".to_owned(), c.len_utf8()),
            '《' | '》' | '“' | '”' | '□' | '✓' => (String::new(), c.len_utf8()),
            '—' | '–' | '~' | '～' => (through(text.get(..read).unwrap_or_default(), rest), c.len_utf8()),
            '-' | '−' if frost(text.get(..read).unwrap_or_default(), rest) => ("零下".to_owned(), c.len_utf8()),
            '℃' => ("摄氏度".to_owned(), c.len_utf8()),
            '/' => (slash(text.get(..read).unwrap_or_default()), 1),
            '㎡' => ("平方米".to_owned(), c.len_utf8()),
            _ => (c.to_string(), c.len_utf8()),
        };
        out.push_str(&words);
        read += taken;
        rest = text.get(read..).unwrap_or_default();
    }
    settled(&out)
}

/// 120元/月 is so much a month; between two names it is a pause.
fn slash(before: &str) -> String {
    if before.ends_with(['元', '人', '次', '个', '吨', '亩', '度']) { "每".to_owned() } else { "，".to_owned() }
}

/// Between the two ends of a span it is 到, wherever else what it was.
fn through(before: &str, rest: &str) -> String {
    let spans = before.ends_with(['年', '月', '日', '时', '点', '分', '元', '%', '％', '岁', '米', '℃']);
    let from_here = rest.trim_start_matches(['—', '–', '~', '～']);
    match rest.chars().next() {
        Some(_) if spans && from_here.starts_with(|c: char| c.is_ascii_digit()) => "到".to_owned(),
        // The second half of a long dash after the first was said.
        Some(_) if before.ends_with(['—', '～']) && from_here.starts_with(|c: char| c.is_ascii_digit()) => String::new(),
        Some(c) => c.to_string(),
        None => String::new(),
    }
}

/// -5℃
fn frost(before: &str, rest: &str) -> bool {
    let figures = rest.trim_start_matches(['-', '−']);
    let behind = figures.trim_start_matches(|c: char| c.is_ascii_digit());
    !before.ends_with(|c: char| c.is_alphanumeric()) && behind.len() < figures.len() && behind.starts_with('℃')
}

/// 1/3, where it can be nothing else.
fn fraction(before: &str, rest: &str) -> Option<(String, usize)> {
    let (part, behind) = rest.split_once('/')?;
    let of: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let number = |figure: &str| if (1..=2).contains(&figure.len()) { figure.parse::<u8>().ok() } else { None };
    let (few, many) = (number(part)?, number(&of)?);
    let goes_on = behind.get(of.len()..)?.starts_with(['/', '.', '-']) || before.ends_with(['/', '.', '-']);
    (few > 0 && few < many && !goes_on).then(|| (format!("{}分之{}", whole(&of), whole(part)), part.len() + 1 + of.len()))
}

/// Addresses of pages and mail are seen, not heard.
fn without_addresses(text: &str) -> String {
    let ends = |c: char| !c.is_ascii() || c.is_ascii_whitespace() || c == ',' || c == ')';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let begins = ["https://", "http://", "www."].iter().any(|begin| rest.starts_with(begin));
        let word = rest.split(ends).next().unwrap_or_default();
        let is_mail = word.contains('@') && word.contains('.');
        let taken = if begins || is_mail {
            out.push_str(if is_mail { "邮箱见屏幕" } else { "网址见屏幕" });
            word.len()
        } else if c.is_ascii_alphanumeric() && !word.is_empty() {
            // A word that is no address is passed over whole, so that nothing in its middle is taken for one.
            let word: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            out.push_str(&word);
            word.len()
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// 〔2023〕8号
fn bracketed_year(rest: &str) -> Option<(String, usize)> {
    let mut chars = rest.char_indices().skip(1);
    let year: String = rest.chars().skip(1).take(4).collect();
    let (end, close) = chars.nth(4)?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && "〕]］".contains(close);
    is_year.then(|| (format!("，{}年，", digits(&year)), end + close.len_utf8()))
}

/// A number at the beginning of `rest`: its words, and the bytes it takes.
fn number(before: &str, rest: &str) -> (String, usize) {
    for kind in [date, clock, telephone, thousands, fraction] {
        if let Some(read) = kind(before, rest) {
            return read;
        }
    }
    let figures = figures(before, rest);
    let mut taken = figures.whole.len() + figures.part.as_ref().map_or(0, |part| part.len() + 1);
    let mut words = said(&figures);
    let after = figures.after;
    if let Some(sign) = ["%", "％", "‰"].into_iter().find(|sign| after.starts_with(sign)) {
        words = format!("{}{words}", if sign == "‰" { "千分之" } else { "百分之" });
        taken += sign.len();
    } else if let Some(sign) = RANGE.into_iter().find(|sign| after.starts_with(sign)) {
        let beyond = after.get(sign.len()..).unwrap_or_default();
        if beyond.starts_with(|c: char| c.is_ascii_digit()) {
            // 8—10% is from eight to ten of a hundred.
            words.push('到');
            taken += sign.len();
        }
    }
    (words, taken)
}

/// 2026-11-20, also with other signs between.
fn date(before: &str, rest: &str) -> Option<(String, usize)> {
    let sign = rest.get(4..5).filter(|sign| ["-", "/", "."].contains(sign))?;
    let mut parts = rest.splitn(3, sign);
    let (year, month) = (parts.next()?, parts.next()?);
    let day: String = parts.next()?.chars().take_while(char::is_ascii_digit).collect();
    let is = |part: &str, most: u8| (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    let is_date = !before.ends_with(|c: char| c.is_ascii_digit()) && is_year(year) && is(month, 12) && is(&day, 31);
    let plain = |part: &str| whole(part.trim_start_matches('0'));
    is_date.then(|| (format!("{}年{}月{}日", digits(year), plain(month), plain(&day)), 4 + 1 + month.len() + 1 + day.len()))
}

/// 9:00, 13:30
fn clock(_: &str, rest: &str) -> Option<(String, usize)> {
    let hour: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let (sign, minutes) = rest.get(hour.len()..)?.chars().next().filter(|sign| ":：".contains(*sign)).and_then(|sign| {
        let behind = rest.get(hour.len() + sign.len_utf8()..)?;
        Some((sign, behind.get(..2).filter(|minutes| minutes.bytes().all(|byte| byte.is_ascii_digit()))?))
    })?;
    let taken = hour.len() + sign.len_utf8() + 2;
    let ends = !rest.get(taken..).is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()));
    if hour.len() > 2
        || hour.parse::<u8>().map_or(true, |hour| hour > 24)
        || minutes.parse::<u8>().map_or(true, |minutes| minutes > 59)
        || !ends
    {
        return None;
    }
    let hours = if hour == "2" || hour == "02" { "两".to_owned() } else { whole(hour.trim_start_matches('0')) };
    let words = match minutes {
        "00" => format!("{hours}点"),
        "30" => format!("{hours}点半"),
        _ => format!("{hours}点{}分", if minutes.starts_with('0') { digits(minutes) } else { whole(minutes) }),
    };
    let after = rest.get(taken..).unwrap_or_default();
    let range = RANGE
        .into_iter()
        .find(|sign| after.starts_with(sign))
        .filter(|sign| after.get(sign.len()..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())));
    Some(range.map_or_else(|| (words.clone(), taken), |sign| (format!("{words}到"), taken + sign.len())))
}

/// 0000-5600208, 13800000000, 12345
fn telephone(before: &str, rest: &str) -> Option<(String, usize)> {
    let run: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let run = run.trim_end_matches('-');
    let parts: Vec<&str> = run.split('-').collect();
    let called = CALLED.iter().any(|word| before.trim_end_matches(['：', ':', ' ', '“', '是', '为']).ends_with(word));
    let area = matches!(parts[..], [area, own] if area.starts_with('0') && (3..=4).contains(&area.len()) && (7..=8).contains(&own.len()));
    let free = matches!(parts[..], ["400" | "800", _, _]);
    let mobile = run.len() == 11 && run.starts_with('1') && parts.len() == 1;
    let short = parts.len() == 1
        && (run.len() == 5 && (run.starts_with("12") || run.starts_with("96")) && (called || !measured(rest.get(run.len()..)?))
            || (3..=8).contains(&run.len()) && called && !measured(rest.get(run.len()..)?));
    let groups: Vec<String> = if mobile {
        vec![digits(run.get(..3)?), digits(run.get(3..7)?), digits(run.get(7..)?)]
    } else if area || free || short {
        parts.iter().map(|part| digits(part)).collect()
    } else {
        return None;
    };
    Some((groups.join("，"), run.len()))
}

/// Whether a unit follows: then it is a quantity, whatever it looks like.
fn measured(after: &str) -> bool {
    after.starts_with([
        '元', '人', '户', '个', '件', '亩', '平', '米', '公', '吨', '年', '月', '日', '天', '号', '万', '亿', '.', ',', '%', '名', '项',
    ])
}

/// 1,200,000
fn thousands(before: &str, rest: &str) -> Option<(String, usize)> {
    let run: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    let run = run.trim_end_matches(',');
    let mut groups = run.split(',');
    let first = groups.next()?;
    let grouped = run.contains(',') && first.len() <= 3 && groups.all(|group| group.len() == 3);
    if !grouped {
        return None;
    }
    let plain = run.replace(',', "") + rest.get(run.len()..)?.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    let read = figures(before, &plain);
    Some((said(&read), run.len() + plain.len().saturating_sub(run.replace(',', "").len())))
}

fn figures<'t>(before: &'t str, rest: &'t str) -> Figures<'t> {
    let whole: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = rest.get(whole.len()..).unwrap_or_default();
    let part: Option<String> = after.strip_prefix('.').map(|part| part.chars().take_while(char::is_ascii_digit).collect());
    let part = part.filter(|part| !part.is_empty());
    let after = part.as_ref().map_or(after, |part| after.get(part.len() + 1..).unwrap_or_default());
    Figures { before, whole, part, after }
}

/// The words of a number, by what stands around it.
fn said(figures: &Figures<'_>) -> String {
    let Figures { before, whole: figure, part, after } = figures;
    if let Some(part) = part {
        return format!("{}点{}", whole(figure), digits(part));
    }
    let year = is_year(figure)
        && (after.starts_with('年') && !after.starts_with("年内")
            || RANGE.iter().any(|sign| {
                after.strip_prefix(sign).is_some_and(|next| {
                    next.len() > 4 && next.get(..4).is_some_and(is_year) && next.get(4..).is_some_and(|behind| behind.starts_with('年'))
                })
            }));
    // 201—208窗口 are rooms, both of them.
    let beyond =
        RANGE.iter().find_map(|sign| after.strip_prefix(sign)).map(|beyond| beyond.trim_start_matches(|c: char| c.is_ascii_digit()));
    let room = figure.len() >= 3 && ROOMS.iter().any(|room| beyond.unwrap_or(after).starts_with(room));
    let lettered = before.ends_with(|c: char| c.is_ascii_alphabetic()) && figure.len() >= 2;
    let named = figure.len() > 8 || figure.len() > 1 && figure.starts_with('0');
    if year || room || lettered || named {
        return digits(figure);
    }
    if figure == "2" && MEASURES.iter().any(|measure| after.starts_with(measure)) && !before.ends_with(['第', '初', '星', '周', '.']) {
        return "两".to_owned();
    }
    whole(figure)
}

/// From the first year that papers name to the last.
fn is_year(figure: &str) -> bool {
    figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20")) && figure.bytes().all(|byte| byte.is_ascii_digit())
}

const NAMES: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Digit by digit.
fn digits(figure: &str) -> String {
    figure.chars().filter_map(|c| NAMES.get(c.to_digit(10)? as usize)).copied().collect()
}

/// As a number, up to hundreds of millions; beyond that digit by digit.
fn whole(figure: &str) -> String {
    let Some(number) = figure.parse::<u64>().ok().filter(|number| *number < 1_000_000_000_000) else { return digits(figure) };
    if number == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = number / unit % 10_000;
        if group == 0 {
            gap = !out.is_empty();
            continue;
        }
        if (gap || group < 1000) && !out.is_empty() {
            out.push('零');
        }
        gap = false;
        out.push_str(&thousand(group));
        out.push_str(name);
    }
    // 十五, not 一十五.
    out.strip_prefix("一十").map_or(out.clone(), |rest| format!("十{rest}"))
}

/// One to 9999.
fn thousand(group: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        match usize::try_from(group / unit % 10).unwrap_or(0) {
            0 => gap = !out.is_empty(),
            digit => {
                if gap {
                    out.push('零');
                }
                gap = false;
                out.push_str(NAMES.get(digit).copied().unwrap_or_default());
                out.push_str(name);
            }
        }
    }
    out
}

/// Pauses do not pile up, and none stands at either end or before another sign.
fn settled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "，。；：、！？,;!?".contains(c) && out.ends_with('，') {
            out.pop();
        }
        if c == '，' && (out.is_empty() || out.ends_with(['，', '。', '；', '：', '、', '！', '？', '\n'])) {
            continue;
        }
        out.push(c);
    }
    out.trim_end_matches('，').to_owned()
}
