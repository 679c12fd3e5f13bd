//! What a visitor notices who asks where, when or whom, over the sample county.

use jiff::civil::{Date, date, time};

use super::{
    Here, Query,
    sample::{SAMPLE, ask, find, ids, today},
};

/// What comes first to somebody who asks, and what it answers.
fn answered(text: &str) -> (String, Vec<String>) {
    let found = find(&ask(text));
    (ids(&found).first().copied().unwrap_or_default().to_owned(), found.answer)
}

#[test]
fn who_asks_where_when_or_under_which_number_is_answered_by_the_place_or_the_body() {
    for (asked, first, says) in [
        ("图书馆几点开门", "place-wt-01", "开放时间：周二至周日 9:00—20:30，周一闭馆"),
        ("县医院怎么坐车", "place-yy-01", "怎么去：公交1路、3路到“人民医院”站，下车就到"),
        ("派出所电话", "gaj", "电话：0000-5600204"),
        ("社保局在哪", "rsj", "窗口：2楼C区201—208窗口"),
        ("周末办事大厅开门吗", "place-zw-01", "周六、周日不开（节假日和调休另看公告）"),
        ("停水了打哪个电话", "list-gongqi-zhuti", "咨询电话：0000-5618001"),
        ("停车收费征求意见到哪天", "con-tingche-2026", "征求意见：2026年12月31日截止，还有39天"),
    ] {
        let (id, answer) = answered(asked);
        assert_eq!(id, first, "{asked}");
        assert!(answer.iter().any(|line| line == says), "{asked} {answer:?}");
    }
}

#[test]
fn who_complains_is_led_to_the_body_whose_duty_it_is_and_to_nobody_else() {
    for (asked, first) in [("老板不发工资找谁", "rsj"), ("买到假货去哪投诉", "scj"), ("物业不管事找哪个部门", "zjj")]
    {
        let (id, answer) = answered(asked);
        assert!(id == first && answer.iter().any(|line| line.starts_with("管什么：")), "{asked} {id} {answer:?}");
    }
    for nobody in ["村干部贪污找谁举报", "外星人打扰我找谁投诉", "话费被乱扣投诉电话"] {
        assert_eq!(answered(nobody).1, Vec::<String>::new(), "{nobody}");
    }
}

#[test]
fn a_place_that_the_county_has_not_is_answered_by_no_other() {
    for absent in ["地铁站在哪", "火车站几点关门", "飞机场怎么去", "电影院电话", "动物园几点开门"] {
        assert_eq!(answered(absent).1, Vec::<String>::new(), "{absent}");
    }
}

#[test]
fn a_notice_of_a_holiday_answers_for_that_holiday_alone() {
    let (id, answer) = answered("元旦上不上班");
    assert!(id == "n-yuandan-banshi" && answer[0].starts_with("公告说：2027年1月1日至3日"), "{id} {answer:?}");
    let (id, answer) = answered("国庆大厅开门吗");
    assert!(id != "n-yuandan-banshi" && answer.iter().all(|line| !line.contains("元旦")), "{id} {answer:?}");
    let (_, answer) = answered("元旦政务服务中心开门吗");
    assert!(answer.iter().any(|line| line.contains("1月1日至3日") || line.contains("看公告")), "{answer:?}");
}

#[test]
fn where_one_stands_and_what_the_clock_says_is_told_as_far_as_it_is_known() {
    let here = Here { at: Some((0.2040, 0.1520)), time: Some(time(10, 0, 0, 0)) };
    let at = |text: &str, day: Date| SAMPLE.find(&Query { here, ..ask(text) }, day).unwrap().answer;
    let (friday, sunday) = (date(2026, 11, 20), today());
    assert!(at("人民医院在哪", friday).contains(&"在哪：城关镇云河大道156号（从这里往东约800米）".to_owned()));
    assert!(at("政务服务中心几点下班", friday).contains(&"现在开着".to_owned()));
    assert!(at("政务服务中心几点下班", sunday).contains(&"现在关着".to_owned()));
    let on_new_year = at("政务服务中心现在开门吗", date(2027, 1, 1));
    assert!(on_new_year.iter().any(|line| line.contains("看公告")) && !on_new_year.contains(&"现在开着".to_owned()), "{on_new_year:?}");
    assert!(find(&ask("政务服务中心几点下班")).answer.iter().all(|line| !line.starts_with("现在")), "no clock, no moment");
}

#[test]
fn hits_go_on_where_the_known_ones_end() {
    let all = find(&Query { limit: 200, ..ask("养老") });
    let first = find(&Query { limit: 7, ..ask("养老") });
    let next = find(&Query { skip: 7, limit: 7, ..ask("养老") });
    assert_eq!([ids(&first), ids(&next)].concat(), ids(&all)[..14]);
    assert_eq!(all.hits.len(), all.listed());
}
