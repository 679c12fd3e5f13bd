//! Papers that are lost: how people tell it, and what is written where one is replaced. How a paper is got the first time is no answer to who has
//! lost it.

use std::ops::Range;

/// What is said of who has a paper replaced, wherever it stands in a question.
const LOST: [&str; 10] = ["丢了", "丢失", "掉了", "遗失", "弄丢", "搞丢", "不见了", "补办", "补领", "挂失"];
/// What title, keywords or summary of a record say that has a paper replaced.
pub(super) const REPLACED: [&str; 10] = ["丢", "遗失", "挂失", "补办", "补领", "补卡", "补证", "补换", "换领", "换证"];
/// The same in a passage that is shown.
pub(super) const REPLACED_IN_TEXT: [&str; 6] = ["证丢", "丢失", "遗失", "挂失", "补办", "补领"];

/// What papers end in.
const PAPERS: &str = "证卡本照册书簿薄票章牌折案据";
/// What may happen to them, and how far behind the paper it is said.
const LOSING: [&str; 24] = [
    "丢",
    "掉",
    "落在",
    "落到",
    "落车",
    "落家",
    "遗失",
    "弄没",
    "整没",
    "搞没",
    "找不到",
    "找不着",
    "找不见",
    "寻不",
    "不见",
    "偷",
    "抢走",
    "烧",
    "淹",
    "泡",
    "洗",
    "撕",
    "咬",
    "弄丢",
];
const BEHIND: usize = 8;
/// Characters behind the verb in which the story ends, if with any.
const STORY: usize = 6;

/// Where a question tells how a paper was lost, from behind the paper on: 掉水库里了 of 身份证掉水库里了咋办; none where none was.
pub(super) fn loss(asked: &[char]) -> Option<Range<usize>> {
    let verb = |from: usize| {
        let rest = asked.get(from..).unwrap_or_default();
        LOSING
            .iter()
            .filter(|verb| rest.iter().copied().zip(verb.chars()).filter(|(typed, verb)| typed == verb).count() == verb.chars().count())
    };
    let papers = asked.iter().enumerate().filter(|(_, c)| PAPERS.contains(**c)).map(|(at, _)| at + 1);
    papers.into_iter().find_map(|behind| {
        let (at, length) = (behind..asked.len().min(behind + BEHIND)).find_map(|at| Some((at, verb(at).next()?.chars().count())))?;
        let after = at + length;
        let told = asked.iter().skip(after).take(STORY).position(|c| *c == '了').map_or(after, |over| after + over + 1);
        let places = asked.iter().skip(after).take(STORY).position(|c| "里上头边".contains(*c)).map_or(after, |over| after + over + 1);
        Some(behind..told.max(places))
    })
}

/// Whether somebody has lost a paper: told as a story, or said in so many words.
pub(super) fn is_lost(asked: &[char]) -> bool {
    let says = |word: &&str| asked.windows(word.chars().count()).any(|stands| stands.iter().copied().eq(word.chars()));
    loss(asked).is_some() || is_made_anew(asked) || LOST.iter().any(says) && asked.iter().any(|c| PAPERS.contains(*c))
}

/// What stands behind 补 where money is paid or something is made up for, and how far behind it the paper stands that is made anew.
const MADE_UP: &str = "贴助缴交偿发习课充报税录考钱款差多几好";
const ANEW: usize = 5;

/// Whether a paper is to be made anew: 补结婚证, 补个社保卡.
fn is_made_anew(asked: &[char]) -> bool {
    asked.iter().enumerate().filter(|(_, c)| **c == '补').any(|(at, _)| {
        let behind = asked.get(at + 1..).unwrap_or_default();
        !behind.first().is_some_and(|c| MADE_UP.contains(*c)) && behind.iter().take(ANEW).skip(1).any(|c| "证卡照".contains(*c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_lost_however_it_is_told() {
        let lost = |asked: &str| is_lost(&asked.chars().collect::<Vec<_>>());
        for told in ["身份证掉水库里了咋办", "社保卡丢了", "遗失了结婚证", "营业执照挂失", "出生证补办", "户口簿被火烧了", "补结婚证"]
        {
            assert!(lost(told), "{told}");
        }
        for other in ["残疾证怎么办", "遗失物品招领", "钱丢了", "考证补贴", "补缴社保卡里的钱", ""] {
            assert!(!lost(other), "{other}");
        }
    }

    #[test]
    fn the_story_ends_where_the_question_begins() {
        let asked: Vec<char> = "身份证掉水库里了咋办".chars().collect();
        assert_eq!(loss(&asked), Some(3..8));
        assert_eq!(loss(&['证']), None);
    }
}
