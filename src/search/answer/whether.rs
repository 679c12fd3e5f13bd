//! Whether something may, can or must be: such a question wants the sentence that says yes or no, and no list of papers.

use super::super::matter::{Matter, Sought};
use crate::policy::{Content, Record, ServiceGuide};

/// Words that make a question one for yes or no where it ends in [`ENDINGS`].
const MAY: [&str; 13] = ["能", "可以", "要", "会", "算", "用", "行", "得", "该", "让", "许", "罚", "管"];
const ENDINGS: [char; 5] = ['吗', '不', '没', '么', '否'];
/// Words that ask for something else, whatever the ending.
const ELSE: [&str; 9] = ["怎么", "怎样", "如何", "咋", "多少", "什么", "哪", "几", "为啥"];

/// Words that ask whether it costs anything.
const COSTS: [&str; 7] = ["要钱", "收费", "免费", "花钱", "交钱", "收钱", "掏钱"];

/// Characters of a keyword that is a name of the matter; a longer one is a question that people ask of it.
const NAME: usize = 4;
/// Most characters of the word by which a record tells one case from others.
const CASE: usize = 6;
/// How far a sentence must have what the question adds to the title.
const SAYS_SO: f32 = 0.4;

/// Whether it is a question for yes or no: 能不能…, 要不要…, …可以…吗, …能…不.
pub(super) fn asks(asked: &[char]) -> bool {
    let text: String = asked.iter().collect();
    if ELSE.iter().any(|word| text.contains(word)) {
        return false;
    }
    let both = asked.windows(3).any(|three| matches!(three, [yes, '不', no] if yes == no));
    let ends = asked.last().is_some_and(|last| ENDINGS.contains(last)) && MAY.iter().any(|word| text.contains(word));
    both || ends || ["可不可以", "能否", "是否"].iter().any(|word| text.contains(word))
}

/// What a guide says to it: a sentence that says so, what it costs where that was asked, or else who may come.
pub(super) fn lines(matter: &Matter, guide: &ServiceGuide, record: &Record) -> Vec<String> {
    if let Some(sentence) = sentence(matter, record) {
        return vec![sentence];
    }
    let asked: String = matter.asked().iter().collect();
    if let Some(fee) = guide.fee.as_ref().filter(|fee| !fee.is_empty() && COSTS.iter().any(|word| asked.contains(word))) {
        return vec![format!("要多少钱：{fee}")];
    }
    let who = guide.applicants.as_ref().map(|who| format!("谁能办：{who}"));
    let conditions: Vec<&str> = guide.conditions.iter().map(|condition| condition.trim_end_matches(['。', '；'])).collect();
    let conditions = (!conditions.is_empty()).then(|| format!("要符合：{}", conditions.join("；")));
    let said = who.into_iter().chain(conditions).collect::<Vec<String>>().join("　");
    // Who asks for something else than who may come is not told that.
    let sought = sought(matter, record);
    let is_asked = sought.is_empty() || sought.found_in(&said) >= SAYS_SO;
    if is_asked && !said.is_empty() { vec![said] } else { Vec::new() }
}

/// What the question says beside what the record is called: 低保 of 低保要户口本吗 stands in every sentence of it.
fn sought(matter: &Matter, record: &Record) -> Sought {
    let short = record.keywords.iter().map(String::as_str).filter(|keyword| keyword.chars().count() <= NAME);
    matter.beside(&std::iter::once(record.title.as_str()).chain(short).collect::<Vec<_>>())
}

/// The record's own question with its answer, or else the sentence that has most of what was asked; none where it says nothing to it.
pub(super) fn sentence(matter: &Matter, record: &Record) -> Option<String> {
    let sought = sought(matter, record);
    let plain = record.text.plain();
    let own: Vec<(&str, &str)> = plain.lines().filter_map(own_question).collect();
    if let Some((question, answer)) = best(&sought, own.iter().map(|own| (*own, own.0))) {
        return Some(format!("问：{question}？答：{answer}"));
    }
    let conditions = match &record.content {
        Content::Guide(guide) => [guide.conditions.as_slice(), guide.special_steps.as_slice()].concat(),
        _ => Vec::new(),
    };
    let applicants = if let Content::Guide(guide) = &record.content { guide.applicants.as_deref() } else { None };
    let lines: Vec<&str> = applicants.into_iter().chain(conditions.iter().map(String::as_str)).chain(plain.lines()).collect();
    // Of several cases that a record tells apart (买房：…, 租房：…) those are passed over that were not asked for, where one was.
    let is_asked = |line: &&str| case(line).is_some_and(|case| matter.says(case));
    let is_told_apart = lines.iter().any(&is_asked);
    let lines = lines.into_iter().filter(|line| !is_told_apart || case(line).is_none() || is_asked(line));
    let sentences = lines.flat_map(|line| line.split_inclusive('。'));
    best(&sought, sentences.map(|sentence| (sentence.trim(), sentence))).map(str::to_owned)
}

/// The case of which a line speaks, by the word before its colon.
fn case(line: &str) -> Option<&str> {
    let (case, _) = line.trim_start_matches(['·', '-', '*', ' ']).split_once('：')?;
    let case = case.trim_matches('*');
    (2..=CASE).contains(&case.chars().count()).then_some(case)
}

/// The one that has most of what is sought, if any has enough; of equals the first.
fn best<'a, T>(sought: &Sought, all: impl Iterator<Item = (T, &'a str)>) -> Option<T> {
    let mut best: Option<(f32, T)> = None;
    for (one, text) in all {
        let found = sought.found_in(text);
        if found >= SAYS_SO && best.as_ref().is_none_or(|best| found > best.0) {
            best = Some((found, one));
        }
    }
    best.map(|best| best.1)
}

/// A line in which a guide asks itself and answers.
fn own_question(line: &str) -> Option<(&str, &str)> {
    let (question, answer) = line.split_once('？')?;
    let question = question.trim_start_matches(['·', '-', '问', '：', ' ']);
    (!answer.trim().is_empty() && !question.contains('。')).then(|| (question.trim(), answer.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_for_yes_or_no_are_told_from_others() {
        let asks = |text: &str| asks(&text.chars().collect::<Vec<_>>());
        for text in ["自己辞职能不能领失业金", "领证要户口本吗", "糖尿病能报销不", "登记结婚周末办不办", "户口能否迁来", "近视眼手术报不报"]
        {
            assert!(asks(text), "{text}");
        }
        for text in ["结婚登记", "失业金怎么领", "要带什么", "公积金提取要多久", "能领多少", "手续办完了吗"]
        {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn a_guide_asks_itself_in_a_line() {
        assert_eq!(own_question("· 还要去村里按手印吗？ 不用。已经取消"), Some(("还要去村里按手印吗", "不用。已经取消")));
        assert_eq!(own_question("带身份证。要吗？ 要"), None);
        assert_eq!(own_question("要吗？"), None);
    }
}
