//! Articles and who cites them: 第十二条 of 《某办法》 as one key, whether a text is that article or only names it.
//!
//! A rule that explains another one says so (依照民法典第一千零六十二条). Where the explaining rule answers a question, the explained one often
//! does too.

use super::{number::han_number, state::without_state};
use crate::text::{is_han, squeeze};

/// Characters before 第…条 in which the name of a law is looked for where it stands without brackets.
const BARE_NAME: usize = 12;
/// Articles that one passage names beyond this are an index, not an explanation.
const MOST: usize = 40;
/// How the names of laws end.
const ENDINGS: [char; 7] = ['法', '典', '例', '定', '则', '释', '章'];
/// How a rule names itself.
const OWN: [&str; 8] = ["本法", "本条例", "本办法", "本规定", "本细则", "本规则", "本解释", "本章程"];

/// The key of an article, if a passage of that label is one: of its paper and its number.
pub fn article_key(title: &str, label: &str) -> Option<String> {
    let (_, after) = label.rsplit_once('第')?;
    let (numeral, suffix) = after.split_once('条')?;
    Some(key(title, han_number(numeral)?, suffix))
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
        let Some(number) = han_number(numeral) else { continue };
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
    let title = squeeze(title);
    let title = without_state(&title);
    // 第一百二十条之一 is an article of its own.
    let inserted = behind.strip_prefix('之').and_then(|rest| rest.chars().next()).and_then(|c| han_number(c.encode_utf8(&mut [0; 4])));
    inserted.map_or_else(|| format!("{title}|{number}"), |inserted| format!("{title}|{number}-{inserted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_its_paper_and_its_number() {
        assert_eq!(article_key("中华人民共和国刑法", "中华人民共和国刑法第一百二十条之一").as_deref(), Some("刑法|120-1"));
        assert_eq!(article_key("云川县养老保险办法", "第十二条").as_deref(), Some("云川县养老保险办法|12"));
        assert_eq!(article_key("云川县养老保险办法", "一、总则"), None);
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
