//! A line in pieces: fields between commas, bars and blanks, clauses between stops; and names of persons among them.

use super::families::{Surely, begins_a_word, family_at, is_doubtful, is_for_names, is_word, parts_at};

/// What may follow a name at once: a sign, or a word that a name does.
const BEHIND: &str = " ,，;；:：、。|()（）[]/\n\t";
const DOES: &[&str] = &[
    "因",
    "系",
    "患",
    "是",
    "为",
    "于",
    "的",
    "在",
    "男",
    "女",
    "反映",
    "举报",
    "享受",
    "等",
    "与",
    "和",
    "及",
    "之",
    "已",
    "被",
    "家庭",
    "家住",
    "同学",
    "同志",
    "身份证",
    "住",
    "电话",
    "手机",
    "户",
    "本人",
    "先生",
    "女士",
    "某",
    "经",
    "给予",
    "曾",
    "怀孕",
    "涉",
    "犯",
    "受",
    "遭",
    "吸毒",
    "贩",
    "醉",
    "酒",
    "盗",
    "诈骗",
    "故意",
    "要求",
    "来信",
    "来访",
    "来电",
    "实名",
    "多次",
    "之父",
    "之母",
    "父",
    "母",
    "妻",
    "夫",
    "确诊",
    "入院",
    "出院",
    "就诊",
    "治疗",
    "死亡",
    "病",
    "离异",
    "丧偶",
    "失业",
    "服刑",
    "刑满",
    "现年",
    "今年",
    "现",
    "自",
    "从",
    "向",
    "获",
    "符合",
    "申请",
    "未婚",
    "家境",
    "家(",
    "家中",
    "行政",
    "酒后",
    "吸食",
    "每月",
    "称",
    "未按",
    "无证",
    "突发",
    "先天",
    "瘫痪",
    "欠",
    "感染",
    "残疾",
    "肢体",
    "视力",
    "听力",
    "智力",
    "精神",
    "一级",
    "二级",
    "三级",
    "四级",
    "身患",
    "卧病",
    "长期",
    "常年",
    "丧失",
    "猥亵",
    "强奸",
    "抢劫",
    "赌博",
    "嫖娼",
    "卖淫",
    "殴打",
    "寻衅",
    "敲诈",
    "贪污",
    "受贿",
    "挪用",
    "信访",
    "上访",
    "控告",
    "检举",
    "车祸",
    "中毒",
    "溺水",
    "失踪",
    "自杀",
    "违反",
    "离婚",
    "再婚",
    "入狱",
    "下岗",
    "收养",
    "拖欠",
    "聋",
    "盲",
    "失能",
    "罹",
    "儿子",
    "女儿",
    "丈夫",
    "名下",
    "夫妇",
    "夫妻",
    "一家",
];

/// How many characters of a name of a person begin at a place, if one does and ends there.
pub(super) fn name_at(chars: &[char], at: usize) -> Option<usize> {
    name(chars, at, (family_at(chars, at, Surely::Common)?, is_given), is_word)
}

/// The same, where what stands round about says that it is a person: famous names and everyday words are names too.
pub(super) fn person_at(chars: &[char], at: usize) -> Option<usize> {
    name(chars, at, (family_at(chars, at, Surely::Common)?, may_be_given), begins_a_word)
}

/// Whether a common family name stands at a place.
pub(super) fn is_of_a_family(chars: &[char], at: usize) -> bool {
    family_at(chars, at, Surely::Common).is_some()
}

/// The same, of families too that more words begin with than names.
pub(super) fn rare_at(chars: &[char], at: usize) -> Option<usize> {
    name(chars, at, (family_at(chars, at, Surely::Rare)?, may_be_given), begins_a_word)
}

/// The same, where a word in front says that a name comes: a rarer family's too, and one that is a word.
pub(super) fn called_at(chars: &[char], at: usize) -> Option<usize> {
    let family = family_at(chars, at, Surely::Any)?;
    let given = |count: usize| {
        let end = at + family + count;
        let letters = chars.get(at + family..end)?;
        (letters.iter().all(|c| may_be_given(*c) && *c != '某') && ends(chars, end)).then_some(family + count)
    };
    given(2).or_else(|| given(1))
}

/// A name of three whose last two are letters of given names, whatever stands behind it: 谢玉珍护理. Where a word in front calls somebody, a rarer
/// family's too.
pub(super) fn likely_at(chars: &[char], at: usize, is_called: bool) -> Option<usize> {
    family_at(chars, at, if is_called { Surely::Rare } else { Surely::Common }).filter(|family| *family == 1)?;
    let name: String = chars.get(at..at + 3)?.iter().collect();
    let first_two: String = name.chars().take(2).collect();
    let is_given = name.chars().skip(1).all(is_for_names);
    (is_given && !is_word(&name) && !begins_a_word(&first_two)).then_some(3)
}

/// A name of two letters with a blank between them, as it is set to be as wide as one of three: 王 芳.
pub(super) fn spaced_at(chars: &[char], at: usize) -> Option<usize> {
    let family = family_at(chars, at, Surely::Common).filter(|count| *count == 1)?;
    let blanks = chars.iter().skip(at + family).take_while(|c| **c == ' ').count();
    let given = *chars.get(at + family + blanks)?;
    let end = at + family + blanks + 1;
    let joined: String = [*chars.get(at)?, given].iter().collect();
    let is_set_apart = chars.get(end).is_none_or(|c| BEHIND.contains(*c));
    ((1..=2).contains(&blanks) && is_given(given) && is_set_apart && !is_word(&joined)).then_some(end - at)
}

/// A name that was made half unseen: 王某根, 张*明, 陈某某, 周某. What shows but the family's sign is gone already: 王**.
pub(super) fn veiled_at(chars: &[char], at: usize) -> Option<usize> {
    let family = family_at(chars, at, Surely::Rare)?;
    let mut end = at + family;
    let (mut letters, mut veils, mut open) = (0, 0, false);
    while let Some(c) = chars.get(end).filter(|_| letters < 2) {
        match c {
            '\\' => {}
            '某' => (veils, open, letters) = (veils + 1, true, letters + 1),
            '*' | '×' | '○' => (veils, letters) = (veils + 1, letters + 1),
            c if is_given(*c) && (veils > 0 || letters == 0) && !(veils > 0 && ends(chars, end)) => (open, letters) = (true, letters + 1),
            _ => break,
        }
        end += 1;
    }
    let is_closed = chars.get(end).is_none_or(|c| !matches!(c, '*' | '×' | '某'));
    (veils > 0 && open && is_closed && ends(chars, end)).then_some(end - at)
}

/// A name of another people, known by its parts or by the point between them: 扎西多吉, 买买提·吐尔逊.
pub(super) fn pointed_at(chars: &[char], at: usize) -> Option<usize> {
    if let Some(length) = parts_at(chars, at).filter(|length| ends(chars, at + length)) {
        return Some(length);
    }
    let is_han = |c: &&char| ('\u{4E00}'..='\u{9FFF}').contains(*c);
    let first = chars.iter().skip(at).take_while(is_han).count();
    let second = chars.iter().skip(at + first + 1).take_while(is_han).take(6).count();
    let end = at + first + 1 + second;
    ((1..=6).contains(&first) && second > 0 && chars.get(at + first) == Some(&'·') && ends(chars, end)).then_some(end - at)
}

fn name(chars: &[char], at: usize, (family, fits): (usize, fn(char) -> bool), is_no_name: fn(&str) -> bool) -> Option<usize> {
    let given = |count: usize| {
        let end = at + family + count;
        let letters = chars.get(at + family..end)?;
        (letters.iter().all(|c| fits(*c)) && ends(chars, end)).then_some(family + count)
    };
    let found = given(2).or_else(|| given(1))?;
    let name: String = chars.get(at..at + found)?.iter().collect();
    let first_two: String = name.chars().take(2).collect();
    let seldom = is_doubtful(*chars.get(at)?) && is_word(&first_two);
    let is_none = is_no_name(&name) || seldom || name.ends_with('病') || (found > 2 && begins_a_word(&first_two));
    // `张某`, `李某某`: masked already.
    (!is_none && !name.contains(['某', '×', '*', 'X'])).then_some(found)
}

fn is_given(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
        && !"的了经至不也均都因系患是为于在及与或和等被将已应当可须不未无有之年月日号元人户省市县区镇乡村局委办院所厅部会".contains(c)
}

/// The same where it is known that a name stands there: 可, 元, 有 and 月 are letters of names too.
fn may_be_given(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
        && !"的了经至不也均都因系患是为于在及与或和等被将已须未无之号人户省县区乡局委办院所厅部会".contains(c)
}

fn ends(chars: &[char], at: usize) -> bool {
    let Some(next) = chars.get(at) else { return true };
    if BEHIND.contains(*next) || next.is_ascii_digit() {
        return true;
    }
    let ahead: String = chars.iter().skip(at).take(3).collect();
    DOES.iter().any(|word| ahead.starts_with(word))
}

/// Whether a whole field is a name.
pub(super) fn is_name(field: &str) -> bool {
    let chars: Vec<char> = field.trim().chars().filter(|c| *c != ' ').collect();
    (2..=4).contains(&chars.len())
        && family_at(&chars, 0, Surely::Rare).and_then(|family| name(&chars, 0, (family, is_given), is_word)) == Some(chars.len())
}

/// Whether a field is a person's, though the given name may be masked: `吴某`, `王某根`.
pub(super) fn is_person(field: &str) -> bool {
    let plain: Vec<char> = field.trim().chars().filter(|c| !matches!(c, ' ' | '\\')).collect();
    let veiled = || {
        let family = family_at(&plain, 0, Surely::Rare)?;
        let given = plain.get(family..)?;
        ((1..=2).contains(&given.len()) && given.iter().all(|c| matches!(c, '某' | '×' | '*' | 'X' | 'x'))).then_some(())
    };
    is_name(field) || veiled().is_some() || is_half_veiled(field)
}

/// Whether a field is a name of which a letter of the given one is left: `张*明`, `王某根`, `陈某`.
pub(super) fn is_half_veiled(field: &str) -> bool {
    let plain: Vec<char> = field.trim().chars().filter(|c| !matches!(c, ' ' | '\\')).collect();
    plain.len() <= 4 && veiled_at(&plain, 0) == Some(plain.len())
}

/// Fields of a line, with where each begins and ends.
pub(super) fn fields(chars: &[char], between: &str) -> Vec<(usize, usize)> {
    let mut fields = Vec::new();
    let mut from = 0;
    for (at, c) in chars.iter().enumerate() {
        if between.contains(*c) {
            if at > from {
                fields.push((from, at));
            }
            from = at + 1;
        }
    }
    if chars.len() > from {
        fields.push((from, chars.len()));
    }
    fields
}

/// The words of a field.
pub(super) fn words(chars: &[char], field: (usize, usize)) -> String {
    chars.get(field.0..field.1).unwrap_or_default().iter().collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_half_unseen_are_told_from_those_that_are_gone() {
        for name in ["王某根", "张*明", "陈某某", "周某", "吴*花", "欧阳某", "李×国"] {
            assert!(is_half_veiled(name), "{name}");
        }
        for word in ["王**", "李×", "张×", "某某", "王建国", "张某村民", "石某公司"] {
            assert!(!is_half_veiled(word), "{word}");
        }
        let long = |text: &str, found: fn(&[char], usize) -> Option<usize>| found(&text.chars().collect::<Vec<_>>(), 0);
        assert_eq!(long("王 芳 低保", spaced_at), Some(3));
        assert_eq!(long("白 天 低保", spaced_at), None);
        assert_eq!(long("扎西多吉，脱贫户", pointed_at), Some(4));
        assert_eq!(
            (long("谢玉珍护理补贴", |chars, at| likely_at(chars, at, false)), long("高中生补贴", |chars, at| likely_at(chars, at, true))),
            (Some(3), None)
        );
        assert_eq!(long("买买提·吐尔逊，低保户", pointed_at), Some(7));
    }

    #[test]
    fn names_are_told_from_words() {
        for name in ["赵铁柱", "孙立", "欧阳明", "李小明", "杨明"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["康复", "高等", "管理", "张某", "申请人", "文化", "身份证", "王", "黄河大道西"] {
            assert!(!is_name(word), "{word}");
        }
    }
}
