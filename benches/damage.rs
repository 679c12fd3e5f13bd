//! What it costs to trust nothing: the digests of a library before it is opened, its opening, and searching it without its index. Prints
//! milliseconds by the clock, the median of several runs with the files in memory.
//!
//! `GONGKAI_CORPUS` names a folder with `documents.jsonl`; `GONGKAI_TIMES` says how many copies of it one library holds (1 without it). Without a
//! corpus the embedded sample is used.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement is there to be read, and stops at the first surprise")]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use gongkai::{
    files::Unwatched,
    library::{Activation, ImportOptions, Library, Origin, check_now, import, rebuild_index},
    policy::DisclosureMark,
    search::{Engine, Query, self_test},
    source::{Options, Source},
};
use jiff::{Timestamp, civil::date};
use rustix::time::{ClockId, clock_gettime};

const RUNS: usize = 5;

const QUESTIONS: [&str; 7] =
    ["退休金怎么领", "城乡居民基本医疗保险缴费标准", "农村盖房子要去哪里审批", "安全生产", "税", "GB 18667", "anquanshengchan"];

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    let source = source(folder.path());
    let mark = Some(DisclosureMark::Open);
    let options = ImportOptions { origin: Origin::Built { sources: Vec::new() }, mark, built_at: Timestamp::now() };
    let built = import(&source, &library, options, &mut Unwatched).unwrap();
    let bytes = size(&library.join("generations/0001"));
    println!("{} records, {:.1} MB on the disk, built in {:.1} s", built.info.records(), megabytes(bytes), built.elapsed.as_secs_f64());
    let digests = median(|| check_now(&library, 1, &mut Unwatched).unwrap());
    println!("digests {:.0} ms, {:.0} ms for 200 MB", millis(digests), millis(digests) * 200.0 / megabytes(bytes));
    println!("opened unchecked in {:.0} ms", millis(median(|| drop(Library::open(&library).unwrap()))));
    println!("opened checked in {:.0} ms", millis(median(|| drop(Library::open_checked(&library, &mut Unwatched).unwrap()))));
    let engine = Engine::new(Arc::new(Library::open(&library).unwrap())).unwrap();
    println!("found by their titles: {}", self_test(&engine).unwrap());
    let scanning = Engine::without_index(Arc::clone(engine.library()));
    for text in QUESTIONS {
        let ask = |engine: &Engine| {
            let query = Query { text: text.into(), limit: 10, ..Query::default() };
            let mut total = 0;
            let cpu = cpu();
            let time = median(|| total = engine.find(&query, date(2026, 11, 22)).unwrap().total);
            let cpu = (self::cpu() - cpu) / u32::try_from(RUNS).unwrap();
            format!("{:.1} ms ({:.1} of all cores) for {total}", millis(time), millis(cpu))
        };
        println!("{text}: with the index {}, without {}", ask(&engine), ask(&scanning));
    }
    let begun = Instant::now();
    rebuild_index(&library, Activation::plain(), &mut Unwatched).unwrap();
    println!("index built again in {:.1} s", begun.elapsed().as_secs_f64());
}

/// The corpus as often as was asked for, each copy under ids of its own.
fn source(folder: &Path) -> Source {
    let Some(corpus) = std::env::var_os("GONGKAI_CORPUS").map(PathBuf::from) else { return Source::embedded() };
    let times: usize = std::env::var("GONGKAI_TIMES").map_or(1, |times| times.parse().unwrap());
    let text = fs::read_to_string(corpus.join("documents.jsonl")).unwrap();
    let path = folder.join("documents.jsonl");
    let mut copies = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    for time in 0..times {
        for line in text.lines() {
            let mut document: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = format!("{}-{time}", document.get("id").unwrap().as_str().unwrap());
            document.as_object_mut().unwrap().insert("id".to_owned(), id.into());
            writeln!(copies, "{document}").unwrap();
        }
    }
    copies.into_inner().unwrap();
    Source::open(&[path], Options { mark: Some(DisclosureMark::Open) }).unwrap()
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.into_iter().nth(RUNS / 2).unwrap()
}

/// What all threads have taken so far: beside busy neighbours, the better measure.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap(), u32::try_from(time.tv_nsec).unwrap())
}

fn size(folder: &Path) -> u64 {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().metadata().unwrap())
        .filter(fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
