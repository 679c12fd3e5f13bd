//! What should become public by itself (条例 art. 44): papers that several people asked for, by the paper's number alone. No word of anybody's is told,
//! and nothing that fewer asked for than make it nobody's.

use std::collections::{BTreeMap, BTreeSet};

use super::Registered;
use crate::{
    policy::{DocumentNumber, numbers_in},
    text::{VisitorText, official},
};

/// Fewer askers than this are never told, whatever is wished for.
pub const FEWEST_ASKERS: usize = 3;

/// Questions in whose answers numbers of papers stand.
const ASKED_IN: [&str; 4] = ["wanted_number", "wanted_name", "wanted_features", "words"];

/// Numbers of papers that at least so many forms ask for, the most wanted first. A form counts once for a number, however often it names it.
pub fn often_wanted(requests: &[Registered], least: usize) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut forms: Vec<Vec<DocumentNumber>> = Vec::new();
    for request in requests.iter().filter(|request| is_wish(request)) {
        let answers = ASKED_IN.iter().filter_map(|name| request.form.get(name)).map(VisitorText::reveal);
        forms.push(answers.flat_map(numbers_in).map(|(_, number)| bare(number)).collect());
    }
    let all: Vec<DocumentNumber> = forms.iter().flatten().cloned().collect();
    for named in forms {
        let named: BTreeSet<String> = named.iter().map(|number| shortest(number, &all).to_string()).collect();
        for number in named {
            *counts.entry(number).or_default() += 1;
        }
    }
    let mut often: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= least.max(FEWEST_ASKERS)).collect();
    often.sort_by(|(one, first), (another, second)| second.cmp(first).then_with(|| one.cmp(another)));
    often
}

/// Matters that at least so many forms ask about, in the words of papers, the most wanted first. A form counts once for a matter.
pub fn often_about(requests: &[Registered], least: usize) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for request in requests.iter().filter(|request| is_wish(request)) {
        let answers = ASKED_IN.iter().filter_map(|name| request.form.get(name)).map(VisitorText::reveal);
        let matters: BTreeSet<&'static str> = answers.flat_map(official).collect();
        for matter in matters {
            *counts.entry(matter).or_default() += 1;
        }
    }
    let mut often: Vec<(&'static str, usize)> = counts.into_iter().filter(|(_, count)| *count >= least.max(FEWEST_ASKERS)).collect();
    often.sort_by(|(one, first), (another, second)| second.cmp(first).then_with(|| one.cmp(another)));
    often
}

/// Whether it asks for something that is not public.
fn is_wish(request: &Registered) -> bool {
    request.form.schema.is_application() || request.form.schema.id.starts_with("please-publish/")
}

/// What people say before a number without a blank between: 我要云政发〔2025〕8号.
const SAID_BEFORE: [&str; 22] = [
    "公开", "申请", "获取", "查询", "查看", "想看", "看看", "想要", "我要", "需要", "提供", "复印", "有关", "关于", "就是", "文号", "文件",
    "名称", "一份", "了解", "知道", "里的",
];
/// The shortest abbreviation of an agency that is taken for the end of a longer one: 云政发.
const SHORTEST: usize = 3;

/// A number without what was said before it.
fn bare(number: DocumentNumber) -> DocumentNumber {
    let agency = &number.agency;
    let begins = SAID_BEFORE.iter().filter_map(|word| Some(agency.rfind(word)? + word.len())).max().unwrap_or(0);
    match agency.get(begins..).filter(|rest| rest.chars().count() >= SHORTEST) {
        Some(rest) => DocumentNumber { agency: rest.to_owned(), ..number },
        None => number,
    }
}

/// The same number as somebody else wrote it, with nothing before its agency.
fn shortest<'n>(number: &'n DocumentNumber, all: &'n [DocumentNumber]) -> &'n DocumentNumber {
    let is_same = |other: &&DocumentNumber| {
        (other.year, other.serial) == (number.year, number.serial)
            && number.agency.ends_with(&other.agency)
            && other.agency.chars().count() >= SHORTEST
    };
    all.iter().filter(is_same).min_by_key(|other| other.agency.chars().count()).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_whatever_is_said_right_before_it() {
        let found = |text: &str| numbers_in(text).into_iter().map(|(_, number)| bare(number)).collect::<Vec<_>>();
        let texts = [
            "请公开云政办发〔2025〕8号的附件",
            "我要云政办发〔2025〕8号",
            "云政办发〔2025〕8号",
            "去年听说的云政办发〔2025〕8号",
            "城政办发〔2025〕8号",
        ];
        let all: Vec<DocumentNumber> = texts.iter().flat_map(|text| found(text)).collect();
        let told: Vec<String> = texts.iter().map(|text| shortest(&found(text)[0], &all).to_string()).collect();
        assert_eq!(told[..4].iter().collect::<BTreeSet<_>>().len(), 1, "{told:?}");
        // Another body's paper of the same serial stays another.
        assert_ne!(told[4], told[0]);
    }
}
