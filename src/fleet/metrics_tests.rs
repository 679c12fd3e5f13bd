//! What a monitoring server reads, held against the grammar of OpenMetrics 1.0.

use std::collections::BTreeMap;

use super::{
    Report, metrics, survey,
    tests::{now, signed, well},
};

/// Reads the text as the grammar has it; its samples by name and labels.
fn read(text: &str) -> BTreeMap<String, f64> {
    let body = text.strip_suffix("# EOF\n").expect("ends with EOF");
    assert!(!body.contains("# EOF") && !body.contains("\n\n") && !body.contains('\r'));
    let is_name = |name: &str| {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':')
    };
    let mut families: BTreeMap<&str, &str> = BTreeMap::new();
    let mut samples = BTreeMap::new();
    let (mut family, mut told) = ("", Vec::new());
    for line in body.lines() {
        if let Some(about) = line.strip_prefix("# ") {
            let (word, rest) = about.split_once(' ').unwrap();
            let (name, value) = rest.split_once(' ').unwrap();
            assert!(is_name(name), "{line}");
            match word {
                "TYPE" => {
                    assert!(["counter", "gauge", "info"].contains(&value), "{line}");
                    assert!(families.insert(name, value).is_none(), "{name} stands twice");
                    (family, told) = (name, vec!["TYPE"]);
                }
                "UNIT" => assert!(name.ends_with(&format!("_{value}")), "{line}"),
                "HELP" => {}
                other => panic!("{other} is no word of the grammar"),
            }
            if word != "TYPE" {
                assert!(name == family && !told.contains(&word), "{line} stands away from its family, or twice");
                told.push(word);
            }
            continue;
        }
        let (sample, number) = line.rsplit_once(' ').unwrap();
        let (name, labels) = sample.strip_suffix('}').unwrap().split_once('{').unwrap();
        let suffix = match families[family] {
            "counter" => "_total",
            "info" => "_info",
            _ => "",
        };
        assert_eq!(name, format!("{family}{suffix}"), "{line}");
        let mut rest = labels;
        let mut names = Vec::new();
        while !rest.is_empty() {
            let (label, value) = rest.split_once("=\"").unwrap();
            assert!(is_name(label) && !names.contains(&label), "{line}");
            names.push(label);
            let mut escaped = false;
            let end = value.char_indices().find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            rest = value.get(end.unwrap().0 + 1..).unwrap();
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
        let number: f64 = number.parse().unwrap();
        assert!(number >= 0.0 && samples.insert(sample.to_owned(), number).is_none(), "{line} stands twice");
    }
    samples
}

#[test]
fn a_monitoring_server_reads_every_number_of_every_terminal() {
    let mut busy = well("YC-01");
    busy.counts.extend(
        [("sessions", 9), ("searches", 12), ("misses", 3), ("opened", 20), ("codes", 5), ("mark_4", 2)]
            .map(|(name, n)| (name.to_owned(), n)),
    );
    busy.refusals.insert("B-05".to_owned(), 2);
    let bare = Report { content: None, clock_doubted: true, ..well("YC-02") };
    let text = metrics(&survey(vec![signed(&busy, 1), signed(&bare, 2)], None, None, now()));
    let samples = read(&text);
    for (sample, number) in [
        ("gongkai_sessions_total{terminal=\"YC-01\"}", 9.0),
        ("gongkai_misses_total{terminal=\"YC-01\"}", 3.0),
        ("gongkai_marks_total{terminal=\"YC-01\",mark=\"4\"}", 2.0),
        ("gongkai_refusals{terminal=\"YC-01\",code=\"B-05\"}", 2.0),
        ("gongkai_release{terminal=\"YC-01\"}", 7.0),
        ("gongkai_flag{terminal=\"YC-02\",flag=\"no_content\"}", 1.0),
        ("gongkai_flag{terminal=\"YC-02\",flag=\"clock_doubted\"}", 1.0),
    ] {
        assert_eq!(samples.get(sample), Some(&number), "{sample}\n{text}");
    }
    assert!(!samples.contains_key("gongkai_release{terminal=\"YC-02\"}"), "what is not known is not said");
    assert_eq!(samples.keys().filter(|sample| sample.starts_with("gongkai_terminal_info")).count(), 2);
    assert!(read(&metrics(&survey(Vec::new(), None, None, now()))).is_empty());
}
