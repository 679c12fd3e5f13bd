//! Legal dates of made-up matters, by rule.

use super::{Dates, Due, Event, reckon};

/// The dates of events written as an office writes them.
fn dates(events: &str) -> Dates {
    reckon(&serde_json::from_str::<Vec<Event>>(events).unwrap())
}

/// What stands there of the dates named: a day, `no_date`, `null`, or `-` where none is printed.
fn of(dates: &Dates, keys: &str) -> String {
    let one = |key| match dates.get(key) {
        None => "-".to_owned(),
        Some(Due::On(day)) => day.to_string(),
        Some(Due::Doubtful) => "no_date".to_owned(),
        Some(Due::Never) => "null".to_owned(),
    };
    keys.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// Each row: events, the keys asked for, what they say.
fn all(rows: &[(&str, &str, &str)]) {
    for (events, keys, said) in rows {
        assert_eq!(of(&dates(events), keys), *said, "{keys} of {events}");
    }
}

#[test]
fn every_way_has_its_own_day_of_receipt() {
    let keys = "receipt reply_by";
    all(&[
        (r#"[{"what":"received","on":"2025-03-08","by":"in_person"}]"#, keys, "2025-03-08 2025-04-07"),
        (r#"[{"what":"received","on":"2025-03-08","by":"express"}]"#, keys, "2025-03-08 2025-04-07"),
        (r#"[{"what":"received","on":"2025-03-08","by":"ordinary_post","confirmed_on":"2025-03-10"}]"#, keys, "2025-03-10 2025-04-08"),
        (r#"[{"what":"received","on":"2025-03-08","by":"fax","confirmed_on":"2025-03-11"}]"#, keys, "2025-03-11 2025-04-09"),
        (r#"[{"what":"received","on":"2025-03-08","by":"internet"}]"#, keys, "null null"),
        (r#"[{"what":"received","on":"2025-03-08","by":"registered_post","confirmed_on":"2025-03-12"}]"#, keys, "2025-03-08 2025-04-07"),
        (
            r#"[{"what":"received","on":"2025-03-08","by":"registered_post","to":"another_desk","confirmed_on":"2025-03-12"}]"#,
            keys,
            "2025-03-12 2025-04-10",
        ),
        (r#"[{"what":"received","on":"2025-03-08"}]"#, keys, "no_date no_date"),
    ]);
}

#[test]
fn a_correction_starts_the_clock_anew_once_and_silence_ends_it() {
    let received = r#"{"what":"received","on":"2025-03-03","by":"in_person"}"#;
    let asked = r#"{"what":"correction_asked","on":"2025-03-10","received_on":"2025-03-11","days":5}"#;
    let keys = "correction_by reply_by";
    all(&[
        (&format!("[{received},{asked}]"), keys, "2025-03-18 null"),
        (&format!(r#"[{received},{asked},{{"what":"today","on":"2025-03-19"}}]"#), keys, "2025-03-18 null"),
        (&format!(r#"[{received},{asked},{{"what":"corrected","on":"2025-03-18","by":"in_person"}}]"#), keys, "2025-03-18 2025-04-16"),
        (&format!(r#"[{received},{asked},{{"what":"corrected","on":"2025-03-19","by":"in_person"}}]"#), keys, "2025-03-18 null"),
        (
            &format!(r#"[{received},{asked},{{"what":"corrected","on":"2025-03-19","by":"in_person","excused":true}}]"#),
            keys,
            "2025-03-18 2025-04-17",
        ),
        (
            &format!(r#"[{received},{asked},{{"what":"corrected","on":"2025-03-15","by":"internet","confirmed_on":"2025-03-17"}}]"#),
            keys,
            "2025-03-18 2025-04-15",
        ),
        // A second letter moves nothing: all points are told at once.
        (
            &format!(
                r#"[{received},{asked},{{"what":"corrected","on":"2025-03-12","by":"in_person"}},
                {{"what":"correction_asked","on":"2025-03-20"}},{{"what":"corrected","on":"2025-03-28","by":"in_person"}}]"#
            ),
            keys,
            "2025-03-18 2025-04-10",
        ),
        (&format!(r#"[{received},{{"what":"correction_asked","on":"2025-03-10","days":5}}]"#), keys, "null null"),
        (&format!(r#"[{received},{{"what":"withdrawn","on":"2025-03-10"}}]"#), keys, "- null"),
    ]);
}

#[test]
fn time_stands_still_while_others_are_asked() {
    let received = r#"{"what":"received","on":"2024-06-03","by":"in_person"}"#;
    let with = |more: &str| format!("[{received},{more}]");
    let asked = r#"{"what":"third_party_asked","on":"2024-06-06","received_on":"2024-06-07","who":"A"}"#;
    let keys = "third_party_by reply_by";
    all(&[
        // Nobody answered: the whole time for it.
        (&with(asked), keys, "2024-07-01 2024-07-24"),
        // Answered too late: no more than that.
        (&with(&format!(r#"{asked},{{"what":"third_party_answered","on":"2024-07-10","who":"A"}}"#)), keys, "2024-07-01 2024-07-24"),
        // On its way, or without an end: no date yet.
        (&with(r#"{"what":"third_party_asked","on":"2024-06-06","who":"A"}"#), keys, "null null"),
        // Somebody else's answer ends nothing.
        (&with(&format!(r#"{asked},{{"what":"third_party_answered","on":"2024-06-12","who":"B"}}"#)), keys, "2024-07-01 2024-07-24"),
        // One inside the other counts once.
        (
            &with(&format!(
                r#"{asked},{{"what":"co_author_asked","on":"2024-06-11","who":"B"}},{{"what":"co_author_answered","on":"2024-06-13","who":"B"}}"#
            )),
            keys,
            "2024-07-01 2024-07-24",
        ),
        // Two after one another count both.
        (
            &with(
                r#"{"what":"third_party_asked","on":"2024-06-06","who":"A"},{"what":"third_party_answered","on":"2024-06-11","who":"A"},
                {"what":"third_party_asked","on":"2024-06-13","who":"B"},{"what":"third_party_answered","on":"2024-06-17","who":"B"}"#,
            ),
            "reply_by",
            "2024-07-08",
        ),
        // Asked when the time was over.
        (&with(r#"{"what":"third_party_asked","on":"2024-07-05","who":"A"}"#), "reply_by", "2024-07-02"),
        (
            &with(r#"{"what":"other_body_asked","on":"2024-06-06","who":"A"},{"what":"other_body_answered","on":"2024-06-07","who":"A"}"#),
            "reply_by",
            "2024-07-03",
        ),
    ]);
}

#[test]
fn a_term_is_longer_only_if_it_was_told_in_time_and_by_the_measure_of_the_law() {
    let received = r#"{"what":"received","on":"2025-03-03","by":"in_person"}"#;
    let told = |on: &str, days: &str| format!(r#"[{received},{{"what":"extension_told","on":"{on}"{days}}}]"#);
    let keys = "reply_by extended_reply_by";
    all(&[
        (&told("2025-03-31", r#","days":20"#), keys, "2025-03-31 2025-04-28"),
        (&told("2025-03-31", r#","days":5"#), keys, "2025-03-31 2025-04-08"),
        (&told("2025-03-31", r#","days":60"#), keys, "2025-03-31 2025-04-28"),
        (&told("2025-03-31", ""), keys, "2025-03-31 2025-04-28"),
        (&told("2025-04-01", r#","days":20"#), keys, "2025-03-31 null"),
        (&format!(r#"[{received},{{"what":"delay_told","on":"2025-03-20","until":"2025-06-30"}}]"#), keys, "2025-03-31 2025-06-30"),
        // A pause in the longer term moves only that.
        (
            &format!(
                r#"[{received},{{"what":"extension_told","on":"2025-03-28","days":20}},{{"what":"third_party_asked","on":"2025-04-07","who":"A"}},
                {{"what":"third_party_answered","on":"2025-04-09","who":"A"}}]"#
            ),
            keys,
            "2025-03-31 2025-04-30",
        ),
    ]);
}

#[test]
fn a_fee_holds_the_clock_until_it_is_paid() {
    let begun =
        r#"{"what":"received","on":"2025-03-03","by":"in_person"},{"what":"fee_asked","on":"2025-03-10","received_on":"2025-03-12"}"#;
    let keys = "pay_by reply_by";
    all(&[
        (&format!("[{begun}]"), keys, "2025-04-11 null"),
        (&format!(r#"[{begun},{{"what":"fee_paid","on":"2025-03-20"}}]"#), keys, "2025-04-11 2025-04-18"),
        (&format!(r#"[{begun},{{"what":"fee_paid","on":"2025-04-14"}}]"#), keys, "2025-04-11 null"),
    ]);
}

#[test]
fn what_can_be_done_against_a_reply_follows_from_its_article() {
    let keys = "review_by suit_by outer_limit";
    all(&[
        (r#"[{"what":"decision_served","on":"2025-08-31","article":"36(2)","told":true}]"#, keys, "2025-10-30 2026-02-28 -"),
        (r#"[{"what":"decision_served","on":"2025-08-31","article":"36(7)"}]"#, keys, "2025-10-30 2026-02-28 -"),
        (r#"[{"what":"decision_served","on":"2025-08-31","article":"14"}]"#, keys, "2025-10-30 null -"),
        (r#"[{"what":"decision_served","on":"2025-08-31","article":"37"}]"#, keys, "2025-10-30 no_date -"),
        (
            r#"[{"what":"decision_served","on":"2024-03-15","article":"36(4)","told":false},{"what":"right_learned","on":"2025-02-20"}]"#,
            keys,
            "2025-03-17 2025-03-17 2025-03-17",
        ),
        (r#"[{"what":"decision_served","on":"2024-03-15","article":"16","told":false}]"#, keys, "2025-03-17 null 2025-03-17"),
        (r#"[{"what":"decision_served","on":"2026-12-01","article":"16","told":true}]"#, keys, "no_date null -"),
        (
            r#"[{"what":"decision_served","on":"2025-01-02","article":"16"},{"what":"review_decided","on":"2025-04-21"}]"#,
            "suit_by",
            "2025-05-06",
        ),
        (r#"[{"what":"review_refused","on":"2025-04-21"}]"#, "suit_by", "2025-05-06"),
        (r#"[{"what":"review_accepted","on":"2025-03-03","procedure":"simplified"}]"#, "review_decision_by", "2025-04-02"),
        (r#"[{"what":"review_accepted","on":"2025-03-03","procedure":"ordinary","extended":45}]"#, "review_decision_by", "2025-06-03"),
    ]);
}

#[test]
fn silence_counts_from_the_day_after_which_no_reply_can_come_in_time() {
    let received = r#"{"what":"received","on":"2025-03-03","by":"in_person"}"#;
    let keys = "reply_by review_by suit_by";
    all(&[
        (&format!(r#"[{received},{{"what":"today","on":"2025-03-31"}}]"#), keys, "2025-03-31 - -"),
        (&format!(r#"[{received},{{"what":"today","on":"2025-04-01"}}]"#), keys, "2025-03-31 2025-05-30 2025-09-30"),
        (&format!(r#"[{received},{{"what":"silence"}}]"#), keys, "2025-03-31 2025-05-30 2025-09-30"),
    ]);
}

#[test]
fn no_date_is_told_where_the_clock_or_a_step_is_in_doubt() {
    let received = r#"{"what":"received","on":"2026-06-01","by":"in_person"}"#;
    let doubt = "no_date no_date no_date";
    let keys = "receipt correct_notice_by reply_by";
    let sure = "2026-06-01 2026-06-10 2026-06-30";
    all(&[
        (&format!(r#"[{{"what":"clock","on":"2026-06-01","floor":"2026-06-01"}},{received}]"#), keys, sure),
        (&format!(r#"[{{"what":"clock","on":"1970-01-01","floor":"2026-05-20"}},{received}]"#), keys, doubt),
        (&format!(r#"[{{"what":"clock","on":"2031-06-01","floor":"2026-05-20"}},{received}]"#), keys, doubt),
        (&format!(r#"[{{"what":"clock","on":"2026-05-29","floor":"2026-05-20"}},{received}]"#), keys, doubt),
        (&format!(r#"[{received},{{"what":"something_new","on":"2026-06-02"}}]"#), keys, doubt),
        (&format!(r#"[{received},{{"what":"region","name":"某自治区"}}]"#), keys, "2026-06-01 no_date no_date"),
        (&format!(r#"[{received},{{"what":"region","off":["2026-06-08"]}}]"#), keys, "2026-06-01 2026-06-11 2026-07-01"),
        (&format!(r#"[{received},{{"what":"regional_holiday","on":"2026-06-08","days":2}}]"#), keys, "2026-06-01 2026-06-12 2026-07-02"),
        (
            &format!(r#"[{received},{{"what":"regional_holidays","days":["2026-06-08","2026-06-09"]}}]"#),
            keys,
            "2026-06-01 2026-06-12 2026-07-02",
        ),
        (&format!(r#"[{received},{{"what":"regional_holiday"}}]"#), keys, "2026-06-01 no_date no_date"),
        (r#"[{"what":"received","on":"2026-12-04","by":"in_person"}]"#, keys, "2026-12-04 2026-12-15 no_date"),
        (r#"[{"what":"formed","on":"2026-12-10"}]"#, "publish_by receipt", "no_date -"),
    ]);
}

/// Reckoned apart from the program, out of the notices of 2024 to 2026: make-up Saturdays and Sundays count, days of the feasts do not.
#[test]
fn feasts_and_make_up_days_count_as_the_notices_have_them() {
    all(&[
        (
            r#"[{"what":"received","on":"2024-09-13","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2024-09-13 2024-09-25 2024-10-17",
        ),
        (
            r#"[{"what":"received","on":"2025-09-26","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2025-09-26 2025-10-13 2025-10-30",
        ),
        (
            r#"[{"what":"received","on":"2026-02-13","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2026-02-13 2026-03-02 2026-03-19",
        ),
        (
            r#"[{"what":"received","on":"2024-04-29","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2024-04-29 2024-05-11 2024-05-29",
        ),
        (
            r#"[{"what":"received","on":"2025-04-25","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2025-04-25 2025-05-08 2025-05-27",
        ),
        (
            r#"[{"what":"received","on":"2026-09-18","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2026-09-18 2026-09-29 2026-10-22",
        ),
        (
            r#"[{"what":"received","on":"2024-12-31","by":"in_person"}]"#,
            "receipt correct_notice_by reply_by",
            "2024-12-31 2025-01-10 2025-02-05",
        ),
    ]);
}

/// Reckoned apart from the program, as above.
#[test]
fn what_stops_or_lengthens_a_term_does_so_over_feasts_too() {
    all(&[
        (
            r#"[{"what":"received","on":"2025-09-30","by":"internet","confirmed_on":"2025-10-09"}]"#,
            "receipt reply_by",
            "2025-10-09 2025-11-05",
        ),
        (
            r#"[{"what":"received","on":"2025-09-15","by":"in_person"},{"what":"extension_told","on":"2025-10-10","days":20}]"#,
            "reply_by extended_reply_by",
            "2025-10-17 2025-11-14",
        ),
        (
            r#"[{"what":"received","on":"2026-03-02","by":"in_person"},{"what":"extension_told","on":"2026-03-20","days":10}]"#,
            "reply_by extended_reply_by",
            "2026-03-30 2026-04-14",
        ),
        (
            r#"[{"what":"received","on":"2026-04-28","by":"in_person"},{"what":"correction_asked","on":"2026-05-07"},{"what":"corrected","on":"2026-05-15","by":"in_person"}]"#,
            "reply_by",
            "2026-06-12",
        ),
        (
            r#"[{"what":"received","on":"2025-01-13","by":"in_person"},{"what":"third_party_asked","on":"2025-01-20","who":"A"},{"what":"third_party_answered","on":"2025-02-07","who":"A"}]"#,
            "reply_by",
            "2025-02-27",
        ),
        (
            r#"[{"what":"received","on":"2024-09-23","by":"in_person"},{"what":"third_party_asked","on":"2024-09-29","who":"A"},{"what":"third_party_answered","on":"2024-10-14","who":"A"}]"#,
            "reply_by",
            "2024-11-04",
        ),
        (
            r#"[{"what":"received","on":"2025-10-10","by":"in_person"},{"what":"third_party_asked","on":"2025-10-20","who":"A"},{"what":"third_party_answered","on":"2025-11-07","who":"A"}]"#,
            "reply_by",
            "2025-11-26",
        ),
        (r#"[{"what":"formed","on":"2025-09-25"}]"#, "publish_by", "2025-10-29"),
        (r#"[{"what":"decision_served","on":"2025-07-31","article":"36(5)","told":true}]"#, "review_by", "2025-09-29"),
    ]);
}
