//! What a visitor notices of searching while the index is damaged: it is slower, and the answer is there.

use std::sync::{Arc, LazyLock};

use super::{
    Engine, Filter, Found, Query, Sort,
    sample::{SAMPLE, ask, ids, today},
    self_test,
};
use crate::policy::RecordKind;

static UNINDEXED: LazyLock<Engine> = LazyLock::new(|| Engine::without_index(Arc::clone(SAMPLE.library())));

fn find_in(engine: &Engine, query: &Query) -> Found {
    engine.find(query, today()).unwrap()
}

#[test]
fn titles_numbers_letters_and_texts_find_what_they_name() {
    for (typed, expected) in [
        ("云政发〔2023〕8号", "sb-yanglao-2023"),
        ("云政发〔2023", "sb-yanglao-2023"),
        ("云川县人民政府关于印发《云川县城乡居民基本养老保险实施办法》的通知", "sb-yanglao-2023"),
        ("城鄉居民養老金領取", "g-yanglao-lingqu"),
        ("退休金怎么领", "q-sb-tuixiujin"),
        ("tuixiujin", "q-sb-tuixiujin"),
        ("txjzml", "q-sb-tuixiujin"),
        ("县医保局", "ybj"),
    ] {
        let found = find_in(&UNINDEXED, &ask(typed));
        assert_eq!(ids(&found).first(), Some(&expected), "{typed} {:?}", ids(&found));
    }
}

#[test]
fn words_of_a_text_lead_to_their_place_in_it() {
    let query = Query { filter: Filter { kind: Some(RecordKind::Document), ..Filter::default() }, ..ask("服刑期间养老金停发") };
    let found = find_in(&UNINDEXED, &query);
    let hit = found.hits.first().unwrap();
    assert_eq!(hit.card.id.as_str(), "sb-yanglao-2023");
    let place = hit.passage.as_ref().unwrap();
    let indexed = find_in(&SAMPLE, &query);
    assert_eq!(Some(place), indexed.hits.first().unwrap().passage.as_ref());
}

#[test]
fn every_title_finds_its_record_with_and_without_an_index() {
    for (engine, every) in [(&*SAMPLE, 1), (&*UNINDEXED, 12)] {
        self_test(engine).unwrap();
        for card in UNINDEXED.library().cards().iter().step_by(every) {
            let found = engine.documents(&card.title, 20).unwrap();
            let titles = found.iter().filter_map(|(id, _)| UNINDEXED.library().card(id)).map(|card| &card.title);
            assert!(titles.into_iter().any(|title| *title == card.title), "{} {}", card.title, engine.uses_index());
        }
    }
}

#[test]
fn what_the_index_finds_first_is_nearly_always_found_without_it() {
    let typed = ["养老保险", "医保报销", "助餐补贴", "公租房", "失业金", "户口迁移", "结婚登记", "残疾人补贴", "义务教育", "生育津贴"];
    for text in typed {
        let (with, without) = (find_in(&SAMPLE, &ask(text)), find_in(&UNINDEXED, &Query { limit: 500, ..ask(text) }));
        let first = ids(&with).first().copied();
        assert!(first.is_none_or(|first| ids(&without).contains(&first)), "{text}: {first:?} is not in {:?}", ids(&without));
        assert_eq!(with.total > 0, without.total > 0, "{text}");
    }
}

#[test]
fn without_words_and_with_filters_both_say_the_same() {
    for query in [ask(""), Query { filter: Filter { kind: Some(RecordKind::Guide), ..Filter::default() }, ..ask("") }, ask("？！")] {
        assert_eq!(find_in(&UNINDEXED, &query), find_in(&SAMPLE, &query));
    }
    let newest = find_in(&UNINDEXED, &Query { sort: Sort::Newest, ..ask("养老") });
    assert!(newest.hits.is_sorted_by(|left, right| left.card.dated >= right.card.dated) && newest.total > 1);
}

#[test]
fn where_nothing_is_found_something_near_is_offered_here_too() {
    let found = find_in(&UNINDEXED, &ask("医呆"));
    assert_eq!(found.total, 0, "{:?}", ids(&found));
    assert!(found.nearby.words.iter().any(|word| word == "医保"), "{:?}", found.nearby);
}

#[test]
fn no_typing_breaks_it() {
    for typed in
        ["'", "\"", "\\", "*", "{\"id\":", "（", "\u{1b}[31m", "𠀀", &"a".repeat(3000), &"养".repeat(3000), "〔2023〕", "0", "text"]
    {
        find_in(&UNINDEXED, &ask(typed));
    }
}
