//! A terminal's report, as the office reads it off a stick that anybody may have written to. What is not signed is not believed; what is signed,
//! by a key that nobody knows, is of the kinds that a terminal writes and nothing else.

#![no_main]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use gongkai::{
    advice::Advise,
    bundle::{SecretKey, Signer},
    config::is_terminal_name,
    fleet::{Report, gather, survey},
};
use gongkai_fuzz::{assert_harmless, seeds};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use serde_json::json;

const KIND: &str = "gongkai/terminal-report/v1";
const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);
const HONEST: &str = concat!(
    r#"{"terminal":"YC-01","reported_at":"2026-11-20T08:00:00Z","program":"0.1.0","content":{"release":7,"digest":""#,
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    r#"","released_at":"2026-11-18T08:00:00Z"},"disk":{"free":21474836480,"total":107374182400},"events":9,"last":{"at":"#,
    r#""2026-11-20T08:00:00Z","event":"refused","release":7,"code":"B-06"},"refusals":{"B-06":2},"clock_doubted":false,"counts":{"records":431}}"#
);

static KEY: LazyLock<SecretKey> = LazyLock::new(|| SecretKey::from_seed(&[1; 32]));
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    folder.join(format!("gongkai-fuzz-report-{}.json", std::process::id()))
});

fuzz_target!(init: seeds("report", reports()), |input: &[u8]| {
    let Some((how, bytes)) = input.split_first() else { return };
    let signed = how & 1 == 1;
    fs::write(&*FILE, if signed { sealed(bytes) } else { bytes.to_vec() }).unwrap();
    let gathered = gather(&[FILE.clone()]).expect("a file is refused by itself");
    assert_eq!(gathered.reports.len() + gathered.refused.len() + gathered.unread.len(), 1);
    for error in gathered.refused.iter().chain(&gathered.unread) {
        assert_harmless(&error.advice().to_string());
    }
    for read in &gathered.reports {
        let report = &read.report;
        if !signed {
            assert_eq!((&report, read.key), (&&*GENUINE, KEY.key().id()), "it was forged");
        }
        assert!(is_terminal_name(&report.terminal));
        let codes = report.refusals.keys().chain(report.last.iter().filter_map(|last| last.code.as_ref()));
        let words = codes.chain(report.counts.keys()).chain([&report.terminal, &report.program]);
        for word in words {
            assert!(!word.is_empty() && word.len() <= 32 && word.bytes().all(|byte| byte.is_ascii_graphic()), "{word:?}");
        }
        // A report says the same when it is written and read again.
        let again: Report = serde_json::from_value(serde_json::to_value(report).unwrap()).unwrap();
        assert_eq!(again, *report);
    }
    let count = gathered.reports.len();
    assert_eq!(survey(gathered.reports, None, None, NOW).standings.len(), count);
});

static GENUINE: LazyLock<Report> = LazyLock::new(|| serde_json::from_str(HONEST).unwrap());

/// A report file around any bytes, really signed.
fn sealed(signed: &[u8]) -> Vec<u8> {
    let sig = KEY.sign(&[KIND.as_bytes(), b"\n", signed].concat()).unwrap();
    let head = format!(r#"{{"kind":{},"key":{},"sig":"{sig}","signed":"#, json!(KIND), json!(KEY.key()));
    [head.as_bytes(), signed, b"}"].concat()
}

fn reports() -> Vec<Vec<u8>> {
    let later = String::from_utf8(sealed(HONEST.as_bytes())).unwrap().replacen("/v1", "/v2", 1);
    vec![[&[1], HONEST.as_bytes()].concat(), [&[0][..], &sealed(HONEST.as_bytes())].concat(), [&[0], later.as_bytes()].concat()]
}
