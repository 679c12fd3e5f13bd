//! Articles and who cites them: 第十二条 of 《某办法》 as one key, whether a text is that article or only names it.
//!
//! A rule that explains another one says so (依照民法典第一千零六十二条). Where the explaining rule answers a question, the explained one often
//! does too.

use super::{number::han_number, state::without_state};
use crate::text::{fold, is_han, squeeze};

/// How the names of papers end of which people say an article without 第.
const PAPERS: [char; 9] = ['法', '典', '例', '定', '则', '释', '章', '见', '程'];
/// Articles of the longest law, and some more: a higher number behind a name is a year.
const HIGHEST: u32 = 1400;
/// Characters before 第…条 in which the name of a law is looked for where it stands without brackets.
const BARE_NAME: usize = 12;
/// Articles that one passage names beyond this are an index, not an explanation.
const MOST: usize = 40;
/// How the names of laws end.
const ENDINGS: [char; 7] = ['法', '典', '例', '定', '则', '释', '章'];
/// How a rule names itself.
const OWN: [&str; 8] = ["本法", "本条例", "本办法", "本规定", "本细则", "本规则", "本解释", "本章程"];

/// An article as somebody asks for it: 民法典第1254条, 劳动法44条, 第一百二十条之一.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedArticle {
    /// What stands before it: the name of the paper, as it was typed; empty where none is named.
    pub law: String,
    /// What stands behind it.
    pub rest: String,
    number: u32,
    inserted: Option<u32>,
}

impl AskedArticle {
    /// What is asked for, if a text names an article.
    pub fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        let mut from = 0;
        while let Some((before, behind)) = folded.get(from..).and_then(|rest| rest.split_once('条')) {
            let at = from + before.len();
            from = at + '条'.len_utf8();
            let Some((before, number)) = folded.get(..at).and_then(numeral_before) else { continue };
            let counted = before.strip_suffix('第');
            let law = without_range(counted.unwrap_or(before).trim());
            let inserted = inserted(behind);
            // 三条建议 names no article, 劳动法44条 does, and so does 劳动法弟44条.
            let law = if counted.is_none() { without_slip(law) } else { law };
            if counted.is_none() && inserted.is_none() && !law.trim_end_matches('》').ends_with(PAPERS) {
                continue;
            }
            let rest = inserted.map_or(behind, |_| behind.trim_start_matches('之').trim_start_matches(is_numeral));
            return Some(Self { law: law.to_owned(), rest: rest.trim().to_owned(), number, inserted });
        }
        // 民法典第12: somebody goes on typing.
        let (before, number) = numeral_before(&folded).filter(|(_, number)| *number <= HIGHEST)?;
        let counted = before.strip_suffix('第');
        // 关于……的解释三 is a title.
        if counted.is_none() && !folded.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let law = counted.unwrap_or(before).trim();
        law.trim_end_matches('》').ends_with(PAPERS).then(|| Self { law: law.to_owned(), rest: String::new(), number, inserted: None })
    }

    /// The key of the article in a paper of this title: see [`article_key`].
    pub fn key(&self, title: &str) -> String {
        spelled(title, self.number, self.inserted)
    }
}

/// The key of an article, if a passage of that label is one: of its paper and its number.
pub fn article_key(title: &str, label: &str) -> Option<String> {
    let (_, after) = label.rsplit_once('第')?;
    let (numeral, suffix) = after.split_once('条')?;
    Some(key(title, number(numeral)?, suffix))
}

/// Keys of the articles that a text names, each once. An article without a name before it belongs to the law that was named last, at first to the
/// paper itself.
pub fn cited_articles(title: &str, label: &str, text: &str) -> Vec<String> {
    let own = article_key(title, label);
    let mut keys: Vec<String> = Vec::new();
    let mut names = vec![title.to_owned()];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('第') {
        rest = after;
        let Some((numeral, behind)) = after.split_once('条').filter(|(numeral, _)| numeral.chars().count() <= 8) else { continue };
        let Some(number) = number(numeral) else { continue };
        if let Some(named) = names_before(before, title) {
            names = named;
        }
        keys.extend(names.iter().map(|name| key(name, number, behind)));
        rest = behind;
        if keys.len() > MOST * BARE_NAME {
            return Vec::new();
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| Some(key) != own.as_ref());
    keys
}

/// Names that the law before 第…条 may have; nothing where none is named there. A name without brackets has no visible beginning, so that every
/// beginning is one of the names: those that are no law are nobody's key.
fn names_before(before: &str, own: &str) -> Option<Vec<String>> {
    if OWN.iter().any(|word| before.ends_with(word)) {
        return Some(vec![own.to_owned()]);
    }
    if let Some(before) = before.strip_suffix('》') {
        return before.rsplit_once('《').map(|(_, name)| vec![name.to_owned()]);
    }
    let tail: Vec<char> = before.chars().rev().take(BARE_NAME).take_while(|c| is_han(*c)).collect();
    if !tail.first().is_some_and(|last| ENDINGS.contains(last)) {
        return None;
    }
    Some((2..=tail.len()).map(|length| tail.iter().take(length).rev().collect()).collect())
}

/// One word: the squeezed title without the name of the state, and the number.
fn key(title: &str, number: u32, behind: &str) -> String {
    spelled(title, number, inserted(behind))
}

fn spelled(title: &str, number: u32, inserted: Option<u32>) -> String {
    let title = squeeze(title);
    let title = without_state(&title);
    inserted.map_or_else(|| format!("{title}|{number}"), |inserted| format!("{title}|{number}-{inserted}"))
}

/// 第一百二十条之一 is an article of its own.
fn inserted(behind: &str) -> Option<u32> {
    behind.strip_prefix('之').and_then(|rest| rest.chars().next()).and_then(|c| number(c.encode_utf8(&mut [0; 4])))
}

/// What stands behind the name of a paper where 第 was meant.
const SLIPS: [char; 8] = ['弟', '地', '递', '帝', '低', '补', '的', '笫'];

/// 劳动法弟44: the name of a paper without a character that was taken for 第.
fn without_slip(law: &str) -> &str {
    law.strip_suffix(SLIPS).map(str::trim_end).filter(|law| law.trim_end_matches('》').ends_with(PAPERS)).unwrap_or(law)
}

/// Numerals as they are written on receipts, and the plain ones.
const WRITTEN_OUT: [(char, char); 12] = [
    ('壹', '一'),
    ('贰', '二'),
    ('叁', '三'),
    ('肆', '四'),
    ('伍', '五'),
    ('陆', '六'),
    ('柒', '七'),
    ('捌', '八'),
    ('玖', '九'),
    ('拾', '十'),
    ('佰', '百'),
    ('仟', '千'),
];

fn plain(c: char) -> char {
    WRITTEN_OUT.iter().find(|(written, _)| *written == c).map_or(c, |(_, plain)| *plain)
}

/// A number in Han numerals or in digits.
fn number(numeral: &str) -> Option<u32> {
    let numeral: String = numeral.trim().chars().map(plain).collect();
    han_number(&numeral).or_else(|| numeral.parse().ok()).filter(|number| *number > 0)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(plain(c))
}

/// 民法典第12至15条: the name before a range, of which the last article is asked for.
fn without_range(law: &str) -> &str {
    let joined = law.trim_end_matches(['-', '—', '~', '至', '到', '、', '和']);
    if joined.len() == law.len() {
        return law;
    }
    let before = joined.trim_end_matches(is_numeral);
    if before.len() == joined.len() { law } else { before.strip_suffix('第').unwrap_or(before).trim_end() }
}

/// A text that ends in a number, without it.
fn numeral_before(text: &str) -> Option<(&str, u32)> {
    let text = text.trim_end();
    let before = text.trim_end_matches(is_numeral);
    Some((before.trim_end(), number(text.strip_prefix(before)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_its_paper_and_its_number() {
        assert_eq!(article_key("中华人民共和国刑法", "中华人民共和国刑法第一百二十条之一").as_deref(), Some("刑法|120-1"));
        assert_eq!(article_key("云川县养老保险办法", "第十二条").as_deref(), Some("云川县养老保险办法|12"));
        assert_eq!(article_key("云川县养老保险办法", "第12条").as_deref(), Some("云川县养老保险办法|12"));
        assert_eq!(article_key("云川县养老保险办法", "一、总则"), None);
    }

    #[test]
    fn an_article_is_asked_for_in_many_ways() {
        for (typed, law, key) in [
            ("民法典第1254条", "民法典", "x|1254"),
            ("民法典1254条", "民法典", "x|1254"),
            ("民法典 第 1254 条", "民法典", "x|1254"),
            ("民法典第一千二百五十四条", "民法典", "x|1254"),
            ("民法典第一二五四条", "民法典", "x|1254"),
            ("《劳动法》44条", "《劳动法》", "x|44"),
            ("劳动法４４条", "劳动法", "x|44"),
            ("勞動法第四十四條加班費", "劳动法", "x|44"),
            ("刑法第一百二十条之一", "刑法", "x|120-1"),
            ("刑法120条之一", "刑法", "x|120-1"),
            ("120条之一", "", "x|120-1"),
            ("劳动法第肆拾肆条", "劳动法", "x|44"),
            ("劳动法第拾条", "劳动法", "x|10"),
            ("劳动法补3条", "劳动法", "x|3"),
            ("劳动法弟44条", "劳动法", "x|44"),
            ("养老保险条例第十二条", "养老保险条例", "x|12"),
            ("第一千二百五十四条", "", "x|1254"),
            ("高龄津贴办法第八条", "高龄津贴办法", "x|8"),
            ("民法典第12", "民法典", "x|12"),
            ("劳动法 44", "劳动法", "x|44"),
            ("劳动法第12至15条", "劳动法", "x|15"),
            ("宪法第三十三条第一款", "宪法", "x|33"),
        ] {
            let asked = AskedArticle::of(typed).unwrap_or_else(|| panic!("{typed}"));
            assert_eq!((asked.law.as_str(), asked.key("x").as_str()), (law, key), "{typed}");
        }
        assert_eq!(AskedArticle::of("劳动法44条加班费").unwrap().rest, "加班费");
        for typed in
            ["养老保险条例", "提了三条建议", "劳动法2018", "条", "第条", "一条龙服务", "", "GB 18667", "关于劳动争议的解释三", "第八条路"]
        {
            assert!(AskedArticle::of(typed).is_none_or(|asked| typed == "第八条路" && asked.law.is_empty()), "{typed}");
        }
    }

    #[test]
    fn a_text_names_articles_of_others_and_of_its_own_paper() {
        let cited = |text: &str| cited_articles("某解释", "第三条", text);
        assert!(cited("依照民法典第一千零六十二条的规定").contains(&"民法典|1062".to_owned()));
        assert_eq!(cited("《中华人民共和国公司法》第三条、第十六条第二款"), ["公司法|16", "公司法|3"]);
        assert_eq!(cited("违反本规定第八条"), ["某解释|8"]);
        assert!(cited("第三条 本条的规定；第五笔，共三条").is_empty(), "itself, and what is no article");
        let many: String = (1..2000).map(|_| "民法典第三条、第四百条").collect();
        assert!(cited(&many).is_empty(), "a list of articles");
    }
}
