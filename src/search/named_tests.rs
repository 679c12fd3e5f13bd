//! Who names a paper, an article, a number or a code gets it first, opened there, be it that it has ended; and nothing else in its place.

use std::sync::{Arc, LazyLock};

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use serde_json::json;

use super::{Engine, Found, Query, sample::ask};
use crate::{
    library::{ImportOptions, Library, Origin},
    policy::{DisclosureMark, ShortNumber, Validity},
    source::{Options, Source},
};

const TODAY: Date = date(2026, 11, 22);

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let articles =
        |numbers: &[&str]| numbers.iter().map(|number| format!("第{number}条 {number}：关于加班费的规定。")).collect::<Vec<_>>().join("\n");
    let all = articles(&["一", "八", "十二", "四十四"]);
    let law = |id: &str, title: &str, category: &str| json!({ "id": id, "title": title, "category": category, "date": "2018-01-01", "effective_on": "2018-02-01", "text": all });
    let county = |id: &str, title: &str, more: serde_json::Value| {
        let mut line = json!({ "id": id, "title": title, "category": "行政规范性文件", "issuers": ["云川县人民政府"], "date": "2021-01-01", "text": all });
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        line
    };
    let mut penal = law("xingfa", "中华人民共和国刑法", "法律");
    penal["text"] = "第一百二十条 组织。\n第一百二十条之一 资助。\n第一千二百五十四条 高空抛物。".into();
    let lines = [
        law("laodong", "中华人民共和国劳动法", "法律"),
        law("laodong-hetong", "中华人民共和国劳动合同法", "法律"),
        law("laodong-tiaoli", "中华人民共和国劳动合同法实施条例", "行政法规"),
        law("jiaotong", "中华人民共和国道路交通安全法", "法律"),
        law("shipin", "中华人民共和国食品安全法", "法律"),
        penal,
        county("jiju-gouzhi", "云川县小型机具购置和使用办法", json!({})),
        county("jiju", "云川县机具停放办法", json!({ "text": "第一条 停放。\n第二条 收费。" })),
        county("gaoling-yinfa", "云川县人民政府关于印发《云川县残疾人护理补贴实施细则》的通知", json!({ "expires_on": "2025-12-31" })),
        county("hunyin-jiu", "云川县婚丧简办补助办法", json!({ "date": "2020-01-01" })),
        county("hunyin", "云川县婚丧简办补助办法（2025年修改文本）", json!({ "consolidates": ["hunyin-jiu"] })),
        county("gaoling", "云川县高龄津贴发放管理办法", json!({ "number": "云政发〔2021〕8号", "index_number": "YC001/202101-00031" })),
        county("nongji", "云川县农业机械购置县级累加补贴实施办法", json!({ "number": "云政发〔2021〕63号", "expires_on": "2025-12-31" })),
        county("nongji-butie", "云川县农业机械报废补贴办法", json!({})),
        county("banli", "云川县公安局关于印发云川县牲畜迁移和登记办理实施细则的通知", json!({ "date": "2024-01-01" })),
        county("goufang", "云川县人民政府关于鼓励农村居民进城购房的若干意见", json!({})),
        county(
            "feizhi",
            "云川县人民政府关于废止《云川县人民政府关于鼓励农村居民进城购房的若干意见》的决定",
            json!({ "date": "2025-05-20", "text": "现予公布。" }),
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("source.jsonl");
    std::fs::write(&path, lines.map(|line| line.to_string()).join("\n")).unwrap();
    let mark = Some(DisclosureMark::Open);
    let source = Source::open(&[path], Options { mark }).unwrap();
    let options = ImportOptions { origin: Origin::EmbeddedSample, mark, built_at: Timestamp::UNIX_EPOCH };
    Engine::new(Arc::new(Library::in_memory(&source, options).unwrap())).unwrap()
});

fn find(text: &str) -> Found {
    ENGINE.find(&Query { text: text.into(), limit: 20, ..Query::default() }, TODAY).unwrap()
}

/// The first hit and the name of the passage at which it opens.
fn first(text: &str) -> (String, String) {
    let found = find(text);
    let hit = found.hits.first();
    let label = hit.and_then(|hit| hit.passage.as_ref()).map_or_else(String::new, |passage| passage.label.clone());
    (hit.map_or_else(String::new, |hit| hit.card.id.to_string()), label)
}

#[test]
fn an_article_that_is_named_comes_first_and_is_opened() {
    for (typed, id, label) in [
        ("劳动法第44条", "laodong", "第四十四条"),
        ("劳动法44条", "laodong", "第四十四条"),
        ("劳动法第四十四条", "laodong", "第四十四条"),
        ("中华人民共和国劳动法第十二条", "laodong", "第十二条"),
        ("《劳动法》第１２条", "laodong", "第十二条"),
        ("勞動合同法第四十四條", "laodong-hetong", "第四十四条"),
        ("劳动法44条加班费怎么算", "laodong", "第四十四条"),
        ("请问劳动合同法的第44条", "laodong-hetong", "第四十四条"),
        ("劳动合同法实施条例第8条", "laodong-tiaoli", "第八条"),
        ("道交法第八条", "jiaotong", "第八条"),
        ("刑法第120条之一", "xingfa", "第一百二十条之一"),
        ("刑法120", "xingfa", "第一百二十条"),
        ("高龄津贴办法第八条", "gaoling", "第八条"),
        ("云政发〔2021〕8号第八条", "gaoling", "第八条"),
        ("护理补贴细则第八条", "gaoling-yinfa", "第八条"),
        // A 细则 that people call 办法.
        ("护理补贴办法第八条", "gaoling-yinfa", "第八条"),
        ("婚丧简办办法第八条", "hunyin", "第八条"),
        ("第一千二百五十四条", "xingfa", "第一千二百五十四条"),
        // A paper that has ended is named all the same.
        ("农业机械购置县级累加补贴实施办法第八条", "nongji", "第八条"),
    ] {
        assert_eq!(first(typed), (id.to_owned(), label.to_owned()), "{typed}");
    }
    let found = find("刑法第一百二十条之一");
    let text: String = found.hits.first().unwrap().passage.as_ref().unwrap().snippet.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(text, "资助。");
    assert_eq!(found.absent, None);
    // The law is there, the article is not: the law, and no other article of it.
    assert_eq!(first("劳动法第999条"), ("laodong".to_owned(), String::new()));
}

#[test]
fn what_was_written_down_as_a_short_number_is_found_by_it() {
    let number = ShortNumber::of(&"nongji".parse().unwrap()).to_string();
    for typed in [number.clone(), number.replace(' ', ""), format!("编号 {number}")] {
        assert_eq!(first(&typed).0, "nongji", "{typed}");
        assert_eq!(find(&typed).absent, None);
    }
    // One that no record has leads nowhere by chance.
    let strange = (120_000..).map(|number| number.to_string()).find(|typed| {
        let asked = ShortNumber::asked(typed);
        ENGINE.library().cards().iter().all(|card| Some(ShortNumber::of(&card.id)) != asked)
    });
    assert_eq!(find(&strange.unwrap()).hits.len(), 0);
}

#[test]
fn a_law_that_is_not_held_is_not_replaced_by_another() {
    for typed in ["合同法第44条", "海商法第44条", "安全法第44条", "渔业法44条", "工伤保险条例第十二条", "劳动合同第44条的法"]
    {
        let found = find(typed);
        let shows =
            |hit: &super::Hit| hit.passage.as_ref().is_some_and(|passage| ["第四十四条", "第十二条"].contains(&passage.label.as_str()));
        assert!(!found.hits.first().is_some_and(|hit| shows(hit) && hit.score == 0.0), "{typed}");
        if !typed.ends_with("的法") {
            // Hits are said to be about something else, or there are none.
            assert!(found.absent.is_some() || found.hits.is_empty(), "{typed}");
            assert!(found.answer.is_empty(), "{typed}");
        }
    }
    assert_eq!(find("劳动法第44条加班费").absent, None, "the law that is held");
}

#[test]
fn a_paper_that_has_ended_comes_first_where_it_is_named_and_says_why() {
    for (typed, id, validity, why) in [
        ("云川县农业机械购置县级累加补贴实施办法", "nongji", Validity::Expired, "2025年12月31日"),
        ("农业机械购置县级累加补贴实施办法", "nongji", Validity::Expired, "2025年12月31日"),
        ("云政发〔2021〕63号", "nongji", Validity::Expired, "2025年12月31日"),
        ("残疾人护理补贴实施细则", "gaoling-yinfa", Validity::Expired, "2025年12月31日"),
        ("63号", "nongji", Validity::Expired, "2025年12月31日"),
        ("进城购房若干意见", "goufang", Validity::Repealed, "从2025年5月20日起"),
    ] {
        let found = find(typed);
        let hit = found.hits.first().unwrap();
        assert_eq!((hit.card.id.as_str(), hit.standing.validity), (id, validity), "{typed}");
        assert!(hit.why.as_ref().unwrap().contains(why), "{typed} {:?}", hit.why);
    }
    // Nobody named it: it stays out of sight.
    let found = find("农业机械");
    assert!(found.hits.iter().all(|hit| !hit.standing.validity.is_ended()));
    assert_eq!(found.hidden, 1);
}

#[test]
fn a_number_or_code_half_remembered_is_found() {
    for typed in [
        "云政发2021 8",
        "云政发8号",
        "云政发〔2021〕8号文",
        "8号文件",
        "YC001/202101-00031",
        "索引号 YC001/202101-00031",
        "高龄津贴的文件云政发〔2021〕8号",
    ] {
        assert_eq!(first(typed).0, "gaoling", "{typed}");
    }
}

#[test]
fn an_article_is_not_looked_for_in_a_paper_that_does_not_have_it() {
    let first = |text: &str| ENGINE.find(&ask(text), TODAY).unwrap().hits.first().map(|hit| hit.card.id.to_string());
    assert_eq!(first("机具办法第二条").as_deref(), Some("jiju"));
    assert_eq!(first("机具办法第四十四条").as_deref(), Some("jiju-gouzhi"));
}

#[test]
fn who_asks_whether_a_paper_holds_gets_the_paper() {
    for asked in ["农机购置补贴办法停了没", "农机购置补贴办法现在还管用吗", "农机购置累加补贴办法作废了没有"]
    {
        let found = ENGINE.find(&ask(asked), TODAY).unwrap();
        let first = found.hits.first().map(|hit| (hit.card.id.as_str(), hit.standing.validity));
        assert_eq!(first, Some(("nongji", Validity::Expired)), "{asked}");
    }
}

#[test]
fn an_article_opens_the_paper_that_a_notice_prints_without_brackets_and_one_whose_kind_is_left_out() {
    for (asked, first) in [
        ("牲畜迁移实施细则第八条", "banli"),
        ("登记细则第8条", "banli"),
        ("高龄津贴第八条", "gaoling"),
        ("机具购置第十二条", "jiju-gouzhi"),
    ] {
        let found = ENGINE.find(&ask(asked), TODAY).unwrap();
        let hit = &found.hits[0];
        assert_eq!((hit.card.id.as_str(), found.absent.is_none()), (first, true), "{asked}");
        assert!(hit.passage.as_ref().is_some_and(|passage| passage.label.starts_with('第')), "{asked}");
    }
}
