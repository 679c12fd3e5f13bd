//! What a visitor notices of searching, over the sample county.

use std::sync::Arc;

use jiff::civil::date;

use super::{
    Care, Engine, Filter, Fragment, Nearby, Query, SearchError,
    finders::{Bond, Candidate, Candidates, Claim, Finder, Voice},
    question::Question,
    sample::{SAMPLE, ask, find, ids, today},
};
use crate::{
    library::{Card, Library},
    policy::{RecordId, RecordKind, Validity},
    text::VisitorText,
};

fn plain(parts: &[Fragment]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

#[test]
fn what_people_type_finds_what_they_mean() {
    for (typed, expected) in [
        ("云政发〔2023〕8号", "sb-yanglao-2023"),
        ("云政发2023 8", "sb-yanglao-2023"),
        ("云政发〔2023", "sb-yanglao-2023"),
        ("yzf2023 8", "sb-yanglao-2023"),
        ("YZF〔2023〕8号", "sb-yanglao-2023"),
        ("云政 2023年8号", "sb-yanglao-2023"),
        ("养牢金领去", "g-yanglao-lingqu"),
        ("城乡居民基本养老保险实施办法", "sb-yanglao-2023"),
        ("城鄉居民養老金領取", "g-yanglao-lingqu"),
        ("城乡居民养老金领取", "g-yanglao-lingqu"),
        ("退休金怎么领", "q-sb-tuixiujin"),
        ("退体金怎么领", "q-sb-tuixiujin"),
        ("tuixiujin", "g-zhigong-tuixiu"),
        ("tuixiujinzenmeling", "q-sb-tuixiujin"),
        ("txjzml", "q-sb-tuixiujin"),
        ("老年钱", "g-yanglao-lingqu"),
        ("县医保局", "ybj"),
    ] {
        let found = find(&ask(typed));
        assert_eq!(ids(&found).first(), Some(&expected), "{typed} {:?}", ids(&found));
    }
}

#[test]
fn what_was_meant_is_offered_where_a_character_was_taken_for_another() {
    for (typed, meant) in [
        ("医疗保险报肖", "医疗保险报销"),
        ("不动产登计", "不动产登记"),
        ("低宝", "低保"),
        ("营业执召怎么办", "营业执照怎么办"),
        ("住房公金积", "住房公积金"),
        ("醫療保險報肖", "医疗保险报销"),
    ] {
        assert_eq!(find(&ask(typed)).meant.as_ref().map(VisitorText::reveal), Some(meant), "{typed}");
    }
}

#[test]
fn nothing_else_is_offered_to_whoever_makes_no_mistake_or_speaks_of_what_is_not_here() {
    let right = [
        "医疗保险报销",
        "低保",
        "退休金怎么领",
        "孩子上学咋办",
        "狮子老虎",
        "姓法",
        "yanglao",
        "云政发〔2023〕8号",
        "劳保",
        "居",
        "养老院多少钱一个月",
        "办证要多少钱一次",
        "高龄补贴一回发多少钱",
        "我爸摔断了腿没有钱看病村里能不能给点补助该找谁",
    ];
    for typed in right {
        assert_eq!(find(&ask(typed)).meant, None, "{typed}");
    }
    let typing = Query { care: Care::Quick, ..ask("低宝") };
    assert_eq!(find(&typing).meant, None);
}

#[test]
fn a_guide_or_an_answer_that_comes_first_says_what_it_says() {
    let guide = find(&ask("住房公积金提取"));
    assert_eq!(ids(&guide)[0], "g-gongjijin-tiqu");
    assert_eq!(guide.answer[0], "要带什么：职工身份证、本人名下银行卡");
    assert!(guide.answer[1].starts_with("看情况才带：购房合同和发票（买房提取时带）"), "{:?}", guide.answer);
    assert!(guide.answer.iter().any(|line| line.contains("在哪办：县政务服务中心2楼B区215—217窗口")), "{:?}", guide.answer);
    let question = find(&ask("退休金怎么领"));
    assert_eq!((ids(&question)[0], question.answer.len()), ("q-sb-tuixiujin", 1));
    // Papers are read, not said; a word of two characters is a field to look around in; who still types is not interrupted.
    assert_eq!(find(&ask("云政发〔2023〕8号")).answer, Vec::<String>::new());
    assert_eq!(find(&ask("养老")).answer, Vec::<String>::new());
    assert_eq!(find(&Query { care: Care::Quick, ..ask("住房公积金提取") }).answer, Vec::<String>::new());
}

#[test]
fn a_row_that_is_called_like_a_matter_does_not_stand_before_the_matter() {
    for (typed, first) in [("高龄津贴", "g-gaoling-jintie"), ("教育统计", "cat-jy-04"), ("企业社会保险登记", "cat-sb-05")] {
        assert_eq!(ids(&find(&ask(typed)))[0], first, "{typed}");
    }
}

#[test]
fn a_serial_alone_finds_all_papers_that_bear_it() {
    let found = find(&ask("第8号"));
    assert!(ids(&found).contains(&"sb-yanglao-2023"), "{:?}", ids(&found));
    let bearing = found
        .hits
        .iter()
        .take_while(|hit| hit.card.number.as_ref().is_some_and(|number| number.ends_with("〕8号") || number.ends_with("第8号")));
    assert!(bearing.count() > 1);
}

#[test]
fn what_is_begun_can_be_completed_to_something_that_is_found() {
    for begun in ["公", "公积金", "医保", "退休"] {
        let found = find(&ask(begun));
        assert!(!found.completions.is_empty(), "{begun}");
        for whole in found.completions.iter().map(VisitorText::reveal) {
            assert!(whole.starts_with(begun) && whole != begun, "{begun} {whole}");
            assert!(!find(&ask(whole)).hits.is_empty(), "{whole}");
        }
    }
}

#[test]
fn every_keystroke_of_a_question_finds_something() {
    for question in ["城乡居民养老金领取", "孩子户口不在县城能上公办小学吗", "yanglaojin", "低保", "云政发〔2023〕8号"]
    {
        let chars: Vec<char> = question.chars().collect();
        for length in 1..=chars.len() {
            let typed: String = chars[..length].iter().collect();
            let found = find(&ask(&typed));
            assert!(!found.hits.is_empty(), "{typed}");
            assert!(found.total >= found.hits.len() + found.hidden && found.total >= found.in_force, "{typed}");
        }
    }
}

#[test]
fn two_characters_find_exactly_the_records_that_contain_them() {
    let found = find(&Query { limit: usize::MAX, ended: true, ..ask("殡葬") });
    for hit in &found.hits {
        let record = SAMPLE.library().record(&hit.card.id).unwrap().unwrap();
        let everything = serde_json::to_string(&record).unwrap();
        assert!(everything.contains("殡葬"), "{}", hit.card.title);
    }
    assert_eq!(found.total, found.hits.len());
    assert!(found.total > 0);
}

#[test]
fn ended_documents_are_counted_and_listed_only_when_asked_for() {
    let query = ask("城乡居民基本养老保险实施办法");
    let found = find(&query);
    assert!(!ids(&found).contains(&"sb-yanglao-2018"));
    assert!(found.hidden > 0);
    let with_ended = find(&Query { ended: true, ..query.clone() });
    let place = ids(&with_ended).iter().position(|id| *id == "sb-yanglao-2018");
    assert!(place.is_some_and(|place| place > 0), "after the paper that replaced it");
    assert_eq!((with_ended.hidden, with_ended.total), (0, found.total));
    // Asking for repealed papers is asking for them.
    let repealed = Filter { validity: Some(Validity::Repealed), ..Filter::default() };
    let only = find(&Query { filter: repealed, ..query });
    assert!(ids(&only).contains(&"sb-yanglao-2018"));
    assert!(only.hits.iter().all(|hit| hit.standing.validity == Validity::Repealed));
}

#[test]
fn a_filter_leaves_as_many_as_its_count_says() {
    let found = find(&ask("养老"));
    let leaves = |filter: Filter| {
        let found = find(&Query { filter, limit: usize::MAX, ..ask("养老") });
        found.hits.len()
    };
    assert!(found.facets.kinds.len() > 3 && !found.facets.bodies.is_empty() && !found.facets.audiences.is_empty());
    for (kind, count) in &found.facets.kinds {
        assert_eq!(leaves(Filter { kind: Some(*kind), ..Filter::default() }), *count, "{kind}");
    }
    for (body, count) in &found.facets.bodies {
        assert_eq!(leaves(Filter { body: Some(body.clone()), ..Filter::default() }), *count, "{body}");
    }
    for (year, count) in &found.facets.years {
        assert_eq!(leaves(Filter { year: Some(*year), ..Filter::default() }), *count, "{year}");
    }
    for (topic, count) in &found.facets.topics {
        assert_eq!(leaves(Filter { topic: Some(topic.clone()), ..Filter::default() }), *count, "{topic}");
    }
    for (validity, count) in &found.facets.validities {
        assert_eq!(leaves(Filter { validity: Some(*validity), ..Filter::default() }), *count, "{validity:?}");
    }
    // A filter in force does not hide what its neighbours would leave.
    let guides = find(&Query { filter: Filter { kind: Some(RecordKind::Guide), ..Filter::default() }, ..ask("养老") });
    assert_eq!(guides.facets.kinds, found.facets.kinds);
    assert_eq!(leaves(Filter { topic: Some("没有的主题".to_owned()), ..Filter::default() }), 0);
}

#[test]
fn a_hit_shows_where_and_opens_there() {
    let query = Query { filter: Filter { kind: Some(RecordKind::Document), ..Filter::default() }, ..ask("服刑期间养老金停发") };
    let found = find(&query);
    let hit = found.hits.first().unwrap();
    assert_eq!(hit.card.id.as_str(), "sb-yanglao-2023");
    let place = hit.passage.as_ref().unwrap();
    let record = SAMPLE.library().record(&hit.card.id).unwrap().unwrap();
    let section = &record.text.sections[place.section];
    assert_eq!(section.label, place.label);
    assert!(plain(&place.snippet).contains("服刑期间") && place.snippet.iter().any(|part| part.marked && part.text.contains("养老金")));
    assert_eq!(plain(&hit.title), hit.card.title);
}

#[test]
fn without_words_everything_is_there_the_newest_first() {
    let found = find(&Query { filter: Filter { kind: Some(RecordKind::Document), ..Filter::default() }, ..ask("") });
    let days: Vec<_> = found.hits.iter().map(|hit| hit.card.dated).collect();
    assert!(days.is_sorted_by(|left, right| left >= right));
    let documents = SAMPLE.library().cards().iter().filter(|card| card.kind == RecordKind::Document).count();
    assert_eq!(found.total, documents);
    assert_eq!(find(&ask("？！")).total, 0);
}

#[test]
fn a_notice_outside_its_days_and_an_answer_without_grounds_are_silent() {
    let text = "寒潮";
    let contains = |day| SAMPLE.find(&ask(text), day).unwrap().hits.iter().any(|hit| hit.card.id.as_str() == "n-hanchao");
    assert!(contains(date(2026, 11, 26)));
    assert!(!contains(date(2026, 11, 27)));
    assert!(!contains(date(2026, 11, 19)));
    // An answer whose grounds all have a last day.
    let last_day = |card: &Arc<Card>| {
        let days = card.grounds.iter().map(|ground| SAMPLE.library().card(ground)?.facts.expires_on);
        days.collect::<Option<Vec<_>>>()?.into_iter().max()
    };
    let questions = SAMPLE.library().cards().iter().filter(|card| card.kind == RecordKind::Question);
    let (question, last_day) = questions.filter_map(|card| Some((card, last_day(card)?))).find(|(_, day)| *day > today()).unwrap();
    let answers = |day| SAMPLE.find(&ask(&question.title), day).unwrap().hits.iter().any(|hit| hit.card.id == question.id);
    assert!(answers(last_day));
    assert!(!answers(last_day.tomorrow().unwrap()));
}

#[test]
fn where_nothing_is_found_something_near_is_offered() {
    for (typed, expected) in [("医呆", "医保"), ("yibaa", "医保")] {
        let found = find(&ask(typed));
        assert_eq!(found.total, 0, "{typed} {:?}", ids(&found));
        assert!(found.nearby.words.iter().any(|word| word == expected), "{typed} {:?}", found.nearby);
        assert!(!found.nearby.topics.is_empty(), "{typed}");
    }
    assert_eq!(find(&ask("养老")).nearby, Nearby::default());
}

#[test]
fn no_typing_breaks_the_engine() {
    for typed in
        ["'", "\"", "*", "AND OR", "（", "\u{1b}[31m", "𠀀", "a".repeat(3000).as_str(), "养".repeat(3000).as_str(), "〔2023〕", "0"]
    {
        find(&ask(typed));
    }
    let nothing = Engine::new(Arc::new(empty())).unwrap();
    assert_eq!(nothing.find(&ask("养老"), today()).unwrap().total, 0);
    assert_eq!(nothing.find(&ask(""), today()).unwrap().total, 0);
}

/// Fails as a damaged list makes a search fail.
struct Failing;

impl Finder for Failing {
    fn candidates(&self, _: &Question<'_>, _: &Library) -> Result<Candidates, SearchError> {
        panic!("a damaged list leads astray")
    }
}

impl Engine {
    /// An engine whose every search fails as a damaged index makes it fail.
    pub(crate) fn failing(library: Arc<Library>) -> Self {
        Self::with(library, vec![Box::new(Failing)])
    }
}

/// Brings one record to every question, as somebody would who knows what is meant and looks at no word.
struct Knowing(&'static str, Claim);

impl Finder for Knowing {
    fn candidates(&self, _: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let card = library.ordinal(&self.0.parse::<RecordId>().unwrap()).unwrap();
        let known = Candidate { card, score: 0.7, voice: Voice::Whole, passage: None, bond: Bond::Certain(self.1) };
        Ok(Candidates { found: vec![known], most: 1.0 })
    }
}

#[test]
fn a_record_that_shares_no_word_with_a_question_can_be_found_by_what_it_means() {
    let asked = |typed: &str, claim: Option<Claim>| {
        let mut engine = Engine::new(Arc::clone(SAMPLE.library())).unwrap();
        engine.finders.extend(claim.map(|claim| Box::new(Knowing("g-yanglao-lingqu", claim)) as Box<dyn Finder>));
        engine.find(&ask(typed), today()).unwrap()
    };
    let strange = "狮子老虎";
    assert!(!ids(&asked(strange, None)).contains(&"g-yanglao-lingqu"));
    let found = asked(strange, Some(Claim::Answers));
    assert!(ids(&found).contains(&"g-yanglao-lingqu"), "{:?}", ids(&found));
    assert!(found.facets.kinds.iter().any(|(kind, _)| *kind == RecordKind::Guide));
    // It is one of them where words find others; what is only near stays out.
    let (without, with) = (asked("公租房", None), asked("公租房", Some(Claim::Answers)));
    assert!(!ids(&without).contains(&"g-yanglao-lingqu") && without.total > 0);
    assert_eq!(with.total, without.total + 1);
    assert!(ids(&with).contains(&"g-yanglao-lingqu") && ids(&with).contains(&ids(&without)[0]), "{:?}", ids(&with));
    assert_eq!(ids(&asked("公租房", Some(Claim::Touches))), ids(&without));
}

fn empty() -> Library {
    library(&[("empty.jsonl", "\n")], "empty.jsonl")
}

/// A library of these files; `opened` is what of them is read.
fn library(files: &[(&str, &str)], opened: &str) -> Library {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("source.toml"), "name = \"空\"\nplace = \"空\"\ndata_date = 2026-11-01\ntopics = []\n").unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let source = crate::source::Source::open(&[folder.path().join(opened)], crate::source::Options::default()).unwrap();
    let options =
        crate::library::ImportOptions { origin: crate::library::Origin::EmbeddedSample, mark: None, built_at: jiff::Timestamp::UNIX_EPOCH };
    Library::in_memory(&source, options).unwrap()
}

#[test]
fn a_library_says_itself_what_people_call_things() {
    let list = |kind: &str, table: &str| {
        format!(
            "+++\ntitle = \"{kind}对照\"\nkind = \"{kind}\"\nissuers = [\"云川县人民政府办公室\"]\nmark = \"此件公开发布\"\n+++\n{table}\n"
        )
    };
    let rules = list("权责清单", "| 事项 | 依据 |\n|---|---|\n| 生猪定点屠宰证核发 | 条例 |");
    let said = list("日常说法", "| 怎么说 | 怎么写 |\n|---|---|\n| 花花本 | 生猪定点屠宰证、屠宰 |\n| 驾照 | 生猪定点屠宰证 |");
    let files = [("lists/quanze.md", rules.as_str()), ("lists/shuofa.md", said.as_str())];
    let found = |files: &[(&str, &str)], typed: &str| {
        let engine = Engine::new(Arc::new(library(files, ""))).unwrap();
        engine.find(&ask(typed), today()).unwrap().hits.into_iter().map(|hit| hit.card.id.to_string()).collect::<Vec<_>>()
    };
    // The table is no hit itself, and counts before what the program knows (a driving licence).
    for typed in ["花花本怎么办", "驾照"] {
        assert_eq!(found(&files, typed), ["quanze"], "{typed}");
        assert_eq!(found(&files[..1], typed), Vec::<String>::new(), "{typed}");
    }
}

#[test]
fn a_question_that_was_asked_leads_those_who_ask_it_again_to_its_answer() {
    let list = |title: &str, keywords: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nkind = \"权责清单\"\nissuers = [\"云川县民政局\"]\nkeywords = [{keywords}]\nmark = \"此件公开发布\"\n+++\n| 事项 |\n|---|\n| 房子登记和修缮 |\n"
        )
    };
    let files = |keywords: &str| [list("困难家庭住房安全保障清单", keywords), list("房子裂缝鉴定机构清单", "")];
    let first = |files: &[String; 2]| {
        let engine = Engine::new(Arc::new(library(&[("lists/a.md", &files[0]), ("lists/b.md", &files[1])], ""))).unwrap();
        let found = engine.find(&ask("土房子裂缝了，下雨怕倒"), today()).unwrap();
        found.hits.first().map(|hit| hit.card.id.to_string())
    };
    assert_eq!(first(&files("")).as_deref(), Some("b"));
    assert_eq!(first(&files("\"土房裂了缝，下雨就怕倒\"")).as_deref(), Some("a"));
}
