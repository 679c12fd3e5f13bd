//! What is found by meaning, and what is not.

use super::{Care, Engine, Query, nearest::Nearest};
use crate::library::tests::holding;

fn articles() -> Engine {
    let document = |title: &str, text: &str| {
        format!("+++\ntitle = \"{title}\"\nissuers = [\"县政府\"]\nkind = \"行政规范性文件\"\nmark = \"此件公开发布\"\n+++\n{text}\n")
    };
    let files = [
        ("documents/a.md", document("社会保险办法", "第一条 参加基本养老保险的人，累计缴费满十五年，按月领取基本养老金。")),
        ("documents/b.md", document("婚姻登记办法", "第一条 要求结婚的男女双方，应当亲自到婚姻登记机关申请登记。")),
        ("documents/c.md", document("道路交通办法", "第一条 机动车驾驶人不得饮酒后驾驶机动车。")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Engine::new(holding(&files).into()).unwrap()
}

#[test]
fn what_means_the_same_is_looked_at_and_is_no_hit_for_that() {
    let engine = articles();
    for (question, right) in [("老了靠啥过日子", "a#"), ("两口子领证", "b#"), ("喝多了还开车", "c#")] {
        let passages = engine.passages(question, 5).unwrap();
        assert!(passages.first().is_some_and(|(id, _)| id.starts_with(right)), "{question} {passages:?}");
        let [quick, careful] = [Care::Quick, Care::Careful].map(|care| {
            let found = engine.find(&Query { text: question.into(), limit: 5, care, ..Query::default() }, jiff::civil::date(2026, 11, 22));
            let mut ids: Vec<_> = found.unwrap().hits.into_iter().map(|hit| hit.card.id.clone()).collect();
            ids.sort();
            ids
        });
        assert_eq!(quick, careful, "{question}");
    }
}

#[test]
fn letters_and_numbers_mean_what_they_spell() {
    let engine = articles();
    let nearest = |text: &str| Nearest::to(&engine.question(text, Care::Careful), engine.library()).is_some();
    assert!(nearest("老了靠啥过日子"));
    for text in ["yanglaojin", "ylj", "〔2023〕8", "123", "", "？", "老yl"] {
        assert_eq!(nearest(text), text.contains('老'), "{text}");
    }
}
