//! Typings of people, and the words that must be offered for them.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Candidate, CandidateKind, Lexicon, Mode, PAGE, Place, Way, names, presses, syllables::spelled};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

fn page(typed: &str, mode: Mode) -> Vec<Candidate> {
    LEXICON.candidates(typed, mode, PAGE)
}

fn texts(typed: &str, mode: Mode) -> Vec<String> {
    page(typed, mode).into_iter().map(|candidate| candidate.text).collect()
}

/// The place of a text among the candidates of the first page, from 1.
fn place(typed: &str, mode: Mode, text: &str) -> Option<usize> {
    texts(typed, mode).iter().position(|offered| offered == text).map(|at| at + 1)
}

#[test]
fn what_people_mean_comes_first() {
    for (typed, meant) in [
        ("zhufang gongjijin tiqu", "住房公积金提取"),
        ("zhufanggongjijintiqu", "住房公积金提取"),
        ("zfgjjtq", "住房公积金提取"),
        ("zhufgjj", "住房公积金"),
        ("yanglbx", "养老保险"),
        ("yanglaobaox", "养老保险"),
        ("tuixiujinzenmel", "退休金怎么领"),
        ("ZHUFANG", "住房"),
        ("xi'an", "西安"),
        ("nv", "女"),
        ("nver", "女儿"),
        ("lvhua", "绿化"),
        ("lüe", "略"),
    ] {
        assert_eq!(texts(typed, Mode::Letters).first().map(String::as_str), Some(meant), "{typed}");
    }
}

#[test]
fn characters_with_several_readings_are_found_by_the_right_one() {
    for (typed, meant) in [
        ("chongqing", "重庆"),
        ("yinhang", "银行"),
        ("changqi", "长期"),
        ("xingzheng", "行政"),
        ("kuaiji", "会计"),
        ("canjia", "参加"),
        ("tiaojie", "调解"),
        ("huankuan", "还款"),
        ("bujiyangfen", "补给"),
        ("zhang", "长"),
        ("chang", "长"),
    ] {
        assert!(place(typed, Mode::Letters, meant).is_some(), "{typed}: {:?}", texts(typed, Mode::Letters));
    }
}

#[test]
fn dialects_are_understood_and_stand_behind_the_standard() {
    for (typed, meant) in [
        ("senfenzen", "身份证"),
        ("zufang", "住房"),
        ("yinyezizao", "营业执照"),
        ("lonye", "农业"),
        ("fuko", "户口"),
        ("yanglaojing", "养老金"),
    ] {
        assert!(place(typed, Mode::Letters, meant).is_some(), "{typed}: {:?}", texts(typed, Mode::Letters));
    }
    let (standard, dialect) = (place("zufang", Mode::Letters, "租房"), place("zufang", Mode::Letters, "住房"));
    assert!(standard < dialect, "{standard:?} {dialect:?}");
    assert!(place("zhufnag", Mode::Letters, "住房").is_some(), "swapped letters");
}

#[test]
fn what_is_spelled_letter_by_letter_stands_before_what_is_guessed() {
    for (typed, meant) in [("xuexi", "学习"), ("chuxi", "出席"), ("qinaide", "亲爱的"), ("zufang", "租房"), ("shengao", "身高")]
    {
        assert_eq!(texts(typed, Mode::Letters).first().map(String::as_str), Some(meant), "{typed}: {:?}", texts(typed, Mode::Letters));
    }
}

#[test]
fn a_long_sentence_in_dialect_is_a_sentence() {
    for typed in ["yinyongsuisuizijiance", "sangukusenqinsouyaosenmesousu", "lonminzufanzizhuzensennajifenzen"] {
        let first = page(typed, Mode::Letters).into_iter().next().unwrap();
        assert_eq!((first.kind, first.typed), (CandidateKind::Sentence, typed.len()), "{first:?}");
    }
}

#[test]
fn whole_phrases_of_the_counter_stand_first_as_often_as_was_measured() {
    let phrases: Vec<&str> = include_str!("../../tests/fixtures/spoken.txt").lines().filter(|line| !line.starts_with('#')).collect();
    for (way, least) in [(Way::Full, 212), (Way::Initials, 160), (Way::Mixed, 198), (Way::Southern, 203), (Way::NineGrid, 206)] {
        let first = phrases.iter().filter(|phrase| super::place(&LEXICON, phrase, way) == Some(1)).count();
        assert!(first >= least, "{way:?}: {first} of {}", phrases.len());
    }
}

#[test]
fn nobody_is_offered_an_insult_and_hard_words_only_to_the_letter() {
    for line in include_str!("../../data/compose/unsaid.tsv").lines() {
        let (word, when) = line.split_once('\t').unwrap();
        let spelled = LEXICON.reading(word).unwrap();
        let letters: Vec<&str> = spelled.iter().map(|at| super::syllables::SYLLABLES[usize::from(*at)]).collect();
        let initials: String = letters.iter().filter_map(|letters| letters.chars().next()).collect();
        let digits: String = letters.concat().bytes().filter_map(super::spelling::digit).map(char::from).collect();
        for (typed, mode, allowed) in
            [(letters.concat(), Mode::Letters, when == "spelled"), (initials, Mode::Letters, false), (digits, Mode::NineGrid, false)]
        {
            let offered = LEXICON.candidates(&typed, mode, 90).into_iter().find(|candidate| candidate.text.contains(word));
            assert!(allowed || offered.is_none(), "{typed}: {offered:?}");
        }
    }
}

#[test]
fn a_number_pad_suffices() {
    // zhufang, tuixiujin, yibao: as they lie on the pad.
    for (typed, meant) in [("9483264", "住房"), ("884948546", "退休金"), ("94226", "医保"), ("94126", "西安"), ("94 26", "西安")]
    {
        assert!(place(typed, Mode::NineGrid, meant).is_some(), "{typed}: {:?}", texts(typed, Mode::NineGrid));
    }
}

#[test]
fn what_is_left_over_is_told() {
    let candidates = LEXICON.candidates("zhufang gongjijin", Mode::Letters, 90);
    let of = |text: &str| candidates.iter().find(|candidate| candidate.text == text).unwrap();
    assert_eq!((of("住房公积金").typed, of("住房").typed, of("住").typed), (17, 8, 3));
    assert_eq!((of("住").kind, of("住房").kind), (CandidateKind::Character, CandidateKind::Part));
    // Nothing can begin with `i`: what stands before it is still offered.
    let candidate = page("fangi", Mode::Letters).into_iter().find(|candidate| candidate.text == "房").unwrap();
    assert_eq!(candidate.typed, 4);
    for nothing in ["", "'", "养老", "123", "ii"] {
        assert!(page(nothing, Mode::Letters).is_empty(), "{nothing}");
    }
}

#[test]
fn phrases_are_offered_before_they_are_typed_to_the_end() {
    let longer = page("gongjij", Mode::Letters).into_iter().find(|candidate| candidate.kind == CandidateKind::Longer).unwrap();
    assert!(longer.text.starts_with("公积金") && longer.text.chars().count() > 3, "{longer:?}");
    assert_eq!(longer.typed, 7);
}

#[test]
fn words_of_the_library_are_learned() {
    let mut lexicon = Lexicon::embedded();
    assert!(lexicon.candidates("ycxwyy", Mode::Letters, PAGE).iter().all(|candidate| candidate.text != "云川县文艺院"));
    lexicon.with([("云川县文艺院（2026）".to_owned(), 3), ("重庆路养老驿站怎么预约上门助浴服务".to_owned(), 3)].into_iter());
    assert_eq!(lexicon.candidates("ycxwyy", Mode::Letters, 1).first().map(|first| first.text.as_str()), Some("云川县文艺院"));
    // The title is too long to be a phrase, but its words now belong together, and it is read as it is said.
    assert!(lexicon.candidates("chongqinglu", Mode::Letters, PAGE).iter().any(|candidate| candidate.text == "重庆路"));
}

#[test]
fn everyday_matters_take_few_keys() {
    for (text, way, most) in [("住房公积金提取", Way::Initials, 8), ("低保申请", Way::Full, 13), ("不动产登记", Way::NineGrid, 18)]
    {
        let found = presses(&LEXICON, text, way).unwrap();
        assert!(found.presses <= most, "{text}: {found:?}");
    }
    assert_eq!(presses(&LEXICON, "abc", Way::Full), None);
}

#[test]
fn every_line_of_the_tables_is_read() {
    let words = include_str!("../../data/compose/words.tsv");
    for line in words.lines().step_by(701) {
        let (spelling, words) = line.split_once('\t').unwrap();
        let word = words.split(' ').next().unwrap();
        if !super::unsaid::may_offer(word, true) {
            continue;
        }
        let offered = LEXICON.candidates(spelling, Mode::Letters, 400);
        assert!(offered.iter().any(|candidate| candidate.text == word && candidate.typed == spelling.len()), "{line}");
    }
    let lines: Vec<Vec<&str>> = words.lines().map(|line| line.split('\t').next().unwrap().split(' ').collect()).collect();
    assert!(lines.is_sorted(), "words.tsv is read in one pass");
    for line in include_str!("../../data/compose/phrases.tsv").lines().step_by(97) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [phrase, spelling, weight] = columns[..] else { panic!("{line}") };
        assert!((1..=9).contains(&weight.parse::<u32>().unwrap()), "{line}");
        assert!(place(spelling, Mode::Letters, phrase).is_some(), "{line}: {:?}", texts(spelling, Mode::Letters));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_typing_is_borne(typed in "[a-z' 0-9]{0,30}|.{0,40}", nine: bool) {
        let mode = if nine { Mode::NineGrid } else { Mode::Letters };
        let length = typed.chars().count();
        let candidates = LEXICON.candidates(&typed, mode, 30);
        prop_assert!(candidates.len() <= 30);
        for candidate in &candidates {
            prop_assert!((1..=length).contains(&candidate.typed) && !candidate.text.is_empty());
        }
        prop_assert_eq!(candidates, LEXICON.candidates(&typed, mode, 30));
    }
}

#[test]
fn ten_thousand_letters_are_one_page_like_any_other() {
    for (typed, mode) in
        [("z".repeat(10_000), Mode::Letters), ("9".repeat(10_000), Mode::NineGrid), ("zhuang'".repeat(1500), Mode::Letters)]
    {
        let candidates = page(&typed, mode);
        assert_eq!(candidates.len(), PAGE);
        assert!(candidates.iter().all(|candidate| candidate.typed < 100));
    }
}

#[test]
fn how_parts_of_sentences_follow_one_another_says_nothing_of_a_character_alone() {
    // 太脏了 is said of the market, and still nobody who presses the keys of a name wants 脏 first.
    let candidates = texts("9264", Mode::NineGrid);
    assert!(["王", "杨"].iter().all(|name| candidates.iter().any(|text| text == name)), "{candidates:?}");
    assert_ne!(candidates.first().map(String::as_str), Some("脏"));
}

/// The first page behind what stands there already.
fn behind(left: &str, typed: &str) -> Vec<String> {
    let place = Place { left, name: false };
    LEXICON.candidates_at(place, typed, Mode::Letters, PAGE).into_iter().map(|candidate| candidate.text).collect()
}

#[test]
fn what_stands_there_already_says_what_follows() {
    for (left, typed, meant) in [
        ("公积金", "tq", "提取"),
        ("住房公积金", "tq", "提取"),
        ("身份证", "bb", "补办"),
        ("退", "x", "休"),
        ("残疾人", "bt", "补贴"),
        ("营业执照", "zx", "注销"),
    ] {
        assert_eq!(behind(left, typed).first().map(String::as_str), Some(meant), "{left} {typed}: {:?}", behind(left, typed));
    }
    // What is no beginning of a word changes nothing.
    assert_eq!(behind("", "tq"), texts("tq", Mode::Letters));
}

/// The first page where a name is asked for.
fn named(left: &str, typed: &str, mode: Mode) -> Vec<String> {
    LEXICON.candidates_at(Place { left, name: true }, typed, mode, PAGE).into_iter().map(|candidate| candidate.text).collect()
}

#[test]
fn who_is_asked_for_a_name_finds_surnames_first() {
    for (typed, mode, surname) in [
        ("li", Mode::Letters, "李"),
        ("zhang", Mode::Letters, "张"),
        ("liu", Mode::Letters, "刘"),
        ("wang", Mode::Letters, "王"),
        ("chen", Mode::Letters, "陈"),
        ("zeng", Mode::Letters, "曾"),
        ("shan", Mode::Letters, "单"),
        ("ouyang", Mode::Letters, "欧阳"),
        ("54", Mode::NineGrid, "李"),
        ("94264", Mode::NineGrid, "张"),
    ] {
        assert_eq!(named("", typed, mode).first().map(String::as_str), Some(surname), "{typed}");
    }
    // One letter: several on the page; and after the surname what given names are made of.
    for surname in ["张", "赵", "周", "郑"] {
        assert!(named("", "z", Mode::Letters).iter().any(|offered| offered == surname), "{surname}");
    }
    assert_eq!(named("李", "wei", Mode::Letters).first().map(String::as_str), Some("伟"));
    let whole = LEXICON.candidates_at(Place { left: "", name: true }, "lixiuying", Mode::Letters, PAGE);
    assert!(whole.iter().any(|candidate| candidate.text == "李" && candidate.typed == 2), "{whole:?}");
    assert!(whole.first().is_some_and(|first| first.text == "李秀英" && first.typed == 9), "{whole:?}");
}

#[test]
fn every_name_of_the_table_is_spelled_and_stands_there_once() {
    for (class, least) in [('姓', 300), ('名', 200)] {
        let mut seen = std::collections::HashSet::new();
        for (name, spelling) in names::listed(class) {
            assert!(name.chars().all(crate::text::is_han) && seen.insert(name), "{name}");
            assert!(spelling.map_or_else(|| LEXICON.reading(name), |spelling| spelled(&spelling)).is_some(), "{name}");
        }
        assert!(seen.len() >= least, "{class} {}", seen.len());
    }
}
