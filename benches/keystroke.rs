//! What one keystroke costs: ten hits with excerpts for every beginning of a question, against SQLite's trigram index over the same passages,
//! in one run. Prints CPU milliseconds of the asking thread: of a key while a word is composed, which is looked at once, as screens ask it; and of
//! one after which somebody waits for the answer, which is looked at twice.
//!
//! `GONGKAI_CORPUS` names a folder with `articles.jsonl`, `documents.jsonl` and `questions.jsonl` (`{"text": …}`); without it the embedded
//! sample and a few questions of our own are used.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement is there to be read, and stops at the first surprise")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use gongkai::{
    files::Unwatched,
    library::{ImportOptions, Library, Origin, import},
    policy::{DisclosureMark, passages},
    search::{Care, Engine, Query},
    source::{Options, Source},
};
use jiff::{Timestamp, civil::date};
use rusqlite::{Connection, params};
use rustix::time::{ClockId, clock_gettime};

/// One key in so many is looked at twice as well.
const WAITED: usize = 10;

/// Questions of a corpus that are typed, evenly spread over all.
const SAMPLE: usize = 120;

const QUESTIONS: [&str; 8] = [
    "退休金怎么领",
    "孩子户口不在县城能上公办小学吗",
    "家里有人生大病花了很多钱能申请什么救助",
    "开一家小饭馆要办哪些手续",
    "失业保险金能领几个月",
    "残疾人补贴每个月多少钱",
    "农村盖房子要去哪里审批",
    "城乡居民基本医疗保险缴费标准",
];

fn main() {
    let Some(corpus) = std::env::var_os("GONGKAI_CORPUS").map(PathBuf::from) else {
        let library = Library::embedded(Timestamp::now()).unwrap();
        return compare("embedded sample", library, &QUESTIONS.map(str::to_owned));
    };
    let questions = questions(&corpus.join("questions.jsonl"));
    for name in ["articles", "documents"] {
        let folder = tempfile::tempdir().unwrap();
        let path = corpus.join(name).with_extension("jsonl");
        let mark = Some(DisclosureMark::Open);
        let source = Source::open(std::slice::from_ref(&path), Options { mark }).unwrap();
        let options = ImportOptions { origin: Origin::Built { sources: vec![path] }, mark, built_at: Timestamp::now() };
        import(&source, folder.path(), options, &mut Unwatched).unwrap();
        compare(name, Library::open(folder.path()).unwrap(), &questions);
    }
}

fn questions(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let all: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter_map(|question| question.get("text").and_then(|text| text.as_str()).map(str::to_owned))
        .collect();
    let step = (all.len() / SAMPLE).max(1);
    all.into_iter().step_by(step).collect()
}

fn compare(name: &str, library: Library, questions: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let peer = peer(&library, &folder.path().join("peer.sqlite"));
    let engine = Engine::new(Arc::new(library)).unwrap();
    let beginnings: Vec<String> = questions
        .iter()
        .flat_map(|question| (1..=question.chars().count()).map(|length| question.chars().take(length).collect()))
        .collect();
    let (short, long): (Vec<_>, Vec<_>) = beginnings.into_iter().partition(|typed| typed.chars().count() < 3);
    // Once unmeasured, so that both sides find their files in memory.
    long.iter().for_each(|typed| {
        ours(&engine, typed, Care::Quick);
        theirs(&peer, typed);
    });
    let passages = engine.library().info().passages;
    println!("{name}: {passages} passages, {} keystrokes of {} questions", long.len(), questions.len());
    let waited: Vec<String> = long.iter().step_by(WAITED).cloned().collect();
    let waited = Times::of(&waited, |typed| ours(&engine, typed, Care::Careful));
    let short = Times::of(&short, |typed| ours(&engine, typed, Care::Quick));
    let ours = Times::of(&long, |typed| ours(&engine, typed, Care::Quick));
    let theirs = Times::of(&long, |typed| theirs(&peer, typed));
    println!("  gongkai, one or two characters       {short}");
    println!("  gongkai, three or more               {ours}");
    println!("  the same, looked at twice            {waited}");
    println!("  SQLite FTS5 trigram, three or more   {theirs}");
    println!("  ratio                                p50 {:.2}   p99 {:.2}", ours.p50 / theirs.p50, ours.p99 / theirs.p99);
}

/// Milliseconds of CPU.
struct Times {
    p50: f64,
    p99: f64,
    most: f64,
}

impl Times {
    fn of(typed: &[String], mut answer: impl FnMut(&str) -> usize) -> Self {
        let mut times: Vec<f64> = typed
            .iter()
            .map(|typed| {
                let begun = cpu();
                std::hint::black_box(answer(typed));
                (cpu() - begun).as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        Self { p50: at(50), p99: at(99), most: times.last().copied().unwrap_or_default() }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p50 {:.2} ms   p99 {:.2} ms   most {:.2} ms", self.p50, self.p99, self.most)
    }
}

fn cpu() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}

fn ours(engine: &Engine, typed: &str, care: Care) -> usize {
    let query = Query { text: typed.into(), limit: 10, care, ..Query::default() };
    engine.find(&query, date(2026, 11, 22)).unwrap().hits.len()
}

/// The same passages in a full-text table of SQLite.
fn peer(library: &Library, path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA synchronous = off; CREATE VIRTUAL TABLE passage USING fts5(text, tokenize = 'trigram'); BEGIN")
        .unwrap();
    for card in library.cards() {
        let record = library.record(&card.id).unwrap().unwrap();
        for passage in passages(&record.id, &record.text) {
            connection.prepare_cached("INSERT INTO passage VALUES (?)").unwrap().execute(params![passage.text]).unwrap();
        }
    }
    connection.execute_batch("INSERT INTO passage (passage) VALUES ('optimize'); COMMIT").unwrap();
    connection
}

fn theirs(peer: &Connection, typed: &str) -> usize {
    let chars: Vec<char> = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    let trigrams: BTreeSet<String> = chars.windows(3).map(|trigram| format!("\"{}\"", trigram.iter().collect::<String>())).collect();
    if trigrams.is_empty() {
        return 0;
    }
    let wanted = trigrams.into_iter().collect::<Vec<_>>().join(" OR ");
    let mut statement = peer
        .prepare_cached("SELECT snippet(passage, 0, '[', ']', '…', 24) FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 10")
        .unwrap();
    statement.query_map([wanted], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap).count()
}
