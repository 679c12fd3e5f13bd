//! Legal dates worked out by hand by others, where somebody has put them beside the repository (`../shared/corpus/clocks.dev.jsonl`). Those that are
//! ours stand beside the code that reckons them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{gongkai, repository, succeeds};

#[test]
fn dates_are_those_that_people_worked_out() {
    let file = repository("../shared/corpus/clocks.dev.jsonl");
    if !file.is_file() {
        println!("skipped: there is no {}", file.display());
        return;
    }
    let lines = |text: &str| text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>();
    let printed = succeeds(gongkai().args(["request", "dates", "--cases"]).arg(&file));
    let printed: BTreeMap<String, Value> =
        lines(&printed).into_iter().map(|line| (line["id"].to_string(), line["dates"].clone())).collect();
    let mut faults = Vec::new();
    for case in lines(&std::fs::read_to_string(&file).unwrap()) {
        let dates = &printed[&case["id"].to_string()];
        for (key, expected) in case["expected"].as_object().unwrap() {
            if dates.get(key) != Some(expected) {
                faults.push(format!("{} {key}: {:?}, not {expected} ({})", case["id"], dates.get(key), case["why"]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
