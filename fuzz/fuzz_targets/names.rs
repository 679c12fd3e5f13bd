//! Names from outside that become paths, keys of tables or words on a screen: each is refused or leads nowhere else, and what is taken has one
//! spelling.

#![no_main]

use std::path::{Component, Path};

use gongkai::{
    bundle::{ParcelKind, parse_stored_name, stored_name},
    config::is_terminal_name,
    policy::{DocumentNumber, RecordId},
    source::{Member, Source},
    takeaway::AllowList,
};
use gongkai_fuzz::seeds;
use libfuzzer_sys::fuzz_target;

const HOST: &str = "www.yunchuan.example";

fuzz_target!(init: seeds("names", names()), |name: &str| {
    if let Some((kind, digest)) = parse_stored_name(name) {
        let stored = stored_name(kind, &digest);
        let piece = name.strip_prefix(&stored).expect("a part has one name");
        let is_piece = kind == ParcelKind::Blob && piece.len() == 4 && piece[1..].bytes().all(|byte| byte.is_ascii_digit());
        assert!(piece.is_empty() || is_piece, "{name}");
        assert!(leads_nowhere(name));
    }
    let carried = Member::path_of(Path::new(name));
    // Only what has no name at all keeps what it has, and an importing terminal takes no such path.
    assert!(leads_nowhere(&carried) || Path::new(name).file_name().is_none(), "{carried:?}");
    if is_terminal_name(name) {
        assert!(leads_nowhere(&format!("{name}.json")) && name.len() <= 24);
    }
    if let Ok(id) = name.parse::<RecordId>() {
        assert!(id.as_str() == name && !name.is_empty() && name.len() <= 200);
        assert!(!name.chars().any(|c| c.is_whitespace() || c.is_control()));
    }
    if let Ok(number) = name.parse::<DocumentNumber>() {
        let printed = number.to_string();
        assert_eq!(printed.parse().as_ref(), Ok(&number), "{printed}");
        assert!(number.search_keys().contains(&number.query_key()));
    }
    if let Ok(link) = AllowList::new([HOST]).check(name) {
        let rest = link.address().strip_prefix("https://").and_then(|rest| rest.strip_prefix(HOST)).expect("the listed host");
        assert!(link.host() == HOST && rest.starts_with(['/', '?', '#']) && rest.is_ascii());
        assert!(!rest.bytes().any(|byte| byte.is_ascii_control() || byte == b' '));
    }
    // Only what is there: the sample has no attachment whose name a fuzzer finds by accident.
    if SAMPLE.attachment(name).is_ok() {
        assert!(leads_nowhere(name));
    }
});

static SAMPLE: std::sync::LazyLock<Source> = std::sync::LazyLock::new(Source::embedded);

/// Whether a path stays below the folder that it is joined to.
fn leads_nowhere(path: &str) -> bool {
    let steps: Vec<Component<'_>> = Path::new(path).components().collect();
    !steps.is_empty() && steps.iter().all(|step| matches!(step, Component::Normal(_)))
}

fn names() -> Vec<String> {
    let digest = gongkai::files::Digest::of(b"x");
    let mut names: Vec<String> = [
        "YC-01",
        "../YC-01",
        "sb-yanglao-2023",
        "社会法/劳动法(2018-12-29).md",
        "/home/export.jsonl",
        "../..",
        "a\\b",
        "CON",
        "云政发〔2023〕8号",
        "国务院令第105号",
        "主席令第七十三号",
        "2023年8号",
        "https://www.yunchuan.example/zc/1?a=b#c",
        "https://www.yunchuan.example@evil.example/",
        "https://user:pass@www.yunchuan.example:8443/",
    ]
    .map(str::to_owned)
    .to_vec();
    for kind in [ParcelKind::Pack, ParcelKind::Blob, ParcelKind::Catalogue] {
        names.push(stored_name(kind, &digest));
    }
    names.push(format!("{}.001", stored_name(ParcelKind::Blob, &digest)));
    names.push(stored_name(ParcelKind::Pack, &digest).to_uppercase());
    names
}
