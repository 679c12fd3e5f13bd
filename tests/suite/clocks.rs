//! Days and hours are those of one zone, whatever the machine was set to.

use std::{collections::BTreeSet, fs};

use walkdir::WalkDir;

use super::{earlier_programs::Left, repository, succeeds};

#[test]
fn nobody_but_one_room_asks_in_which_zone_the_machine_is() {
    let files = WalkDir::new(repository("src")).into_iter().map(|entry| entry.unwrap().into_path());
    let rooms = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("text/clock.rs"));
    let asks = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        ["TimeZone::system", "Zoned::now", ".in_tz("].iter().any(|word| text.contains(word))
    };
    let asking: Vec<_> = rooms.filter(asks).collect();
    assert!(asking.is_empty(), "a moment is told by `text::moment`, a day by `text::day_of`, now is `text::now`: {asking:#?}");
}

#[test]
fn a_command_tells_the_same_hour_on_machines_of_every_zone() {
    let told: BTreeSet<String> = [None, Some("UTC"), Some("America/New_York"), Some("nonsense"), Some("")]
        .into_iter()
        .map(|zone| {
            let left = Left::by_the_first_schemas("one-release");
            let mut command = left.command(&["sync", "--history"]);
            match zone {
                Some(zone) => command.env("TZ", zone),
                None => command.env_remove("TZ"),
            };
            succeeds(&mut command)
        })
        .collect();
    assert!(told.len() == 1 && told.iter().all(|told| told.contains("导入")), "{told:#?}");
}
