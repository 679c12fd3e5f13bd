//! What a whole question costs and how well it is answered, looked at once and twice, against SQLite FTS5 over the same passages (its trigram
//! index, and single characters and pairs cut beforehand, which is the best that it can do with Chinese), in one run. Prints CPU milliseconds
//! of the asking thread, and the measures of `gongkai evaluate`.
//!
//! `GONGKAI_CORPUS` names a folder with `articles.jsonl`, `questions.jsonl` (`{"id": …, "text": …}`) and `judgements.tsv` (question, passage,
//! grade); without it the embedded sample and its question set are used. `GONGKAI_TIMES` holds the articles so many times over: ten, to see
//! what becomes of our cost. Nothing is judged then, and nobody else asked.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement is there to be read, and stops at the first surprise")]

use std::{
    collections::{BTreeSet, HashSet},
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use gongkai::{
    files::Unwatched,
    lab::{Judgements, Quality},
    library::{ImportOptions, Library, Origin, import},
    policy::{DisclosureMark, passages},
    search::{Care, Engine, Query},
    source::{Options, Source},
    text::grams,
};
use jiff::{Timestamp, civil::date};
use rusqlite::{Connection, params};
use rustix::time::{ClockId, clock_gettime};

/// Answers looked at.
const DEPTH: usize = 100;

/// Questions that are timed, evenly spread over all; every one is judged.
const TIMED: usize = 120;

/// A question of the set.
struct Question {
    id: String,
    text: String,
}

fn main() {
    let Some(corpus) = std::env::var_os("GONGKAI_CORPUS").map(PathBuf::from) else {
        let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/evaluate");
        let library = Library::embedded(Timestamp::now()).unwrap();
        return compare("embedded sample, records", library, &set, Unit::Record);
    };
    let times: usize = std::env::var("GONGKAI_TIMES").map_or(1, |times| times.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.jsonl");
    multiply(&corpus.join("articles.jsonl"), &path, times);
    let mark = Some(DisclosureMark::Open);
    let source = Source::open(std::slice::from_ref(&path), Options { mark }).unwrap();
    let options = ImportOptions { origin: Origin::Built { sources: vec![path] }, mark, built_at: Timestamp::now() };
    let begun = clock_gettime(ClockId::ProcessCPUTime);
    import(&source, &folder.path().join("library"), options, &mut Unwatched).unwrap();
    let spent = Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap() - Duration::try_from(begun).unwrap();
    println!("built in {:.1} s of CPU", spent.as_secs_f64());
    let library = Library::open(&folder.path().join("library")).unwrap();
    if times == 1 {
        return compare("articles, passages", library, &corpus, Unit::Passage);
    }
    let questions = questions(&corpus.join("questions.jsonl"));
    let engine = Engine::new(Arc::new(library)).unwrap();
    println!("articles × {times}: {} passages", engine.library().info().passages);
    for (name, care) in LOOKS {
        report(name, &self::times(&questions, shown(&engine, care)), None);
    }
}

/// What is timed.
const LOOKS: [(&str, Care); 2] = [("gongkai, one look, ten hits", Care::Quick), ("gongkai, second look, ten hits", Care::Careful)];

/// What a visitor waits for: ten hits with excerpts, and the answer.
fn shown(engine: &Engine, care: Care) -> impl FnMut(&str) -> Vec<String> {
    move |text: &str| {
        let query = Query { text: text.into(), limit: 10, care, ..Query::default() };
        engine.find(&query, date(2026, 11, 22)).unwrap().hits.into_iter().map(|hit| hit.card.id.to_string()).collect()
    }
}

/// The same articles several times, as other documents.
fn multiply(from: &Path, to: &Path, times: usize) {
    let mut out = BufWriter::new(File::create(to).unwrap());
    for copy in 0..times {
        for line in BufReader::new(File::open(from).unwrap()).lines() {
            let mut article: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            if copy > 0 {
                for key in ["id", "document"] {
                    let name = article.get(key).and_then(|name| name.as_str()).map(|name| format!("{name}-x{copy}"));
                    if let (Some(place), Some(name)) = (article.get_mut(key), name) {
                        *place = name.into();
                    }
                }
            }
            writeln!(out, "{article}").unwrap();
        }
    }
    out.flush().unwrap();
}

/// What is judged.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Record,
    Passage,
}

fn compare(name: &str, library: Library, set: &Path, unit: Unit) {
    let questions = questions(&set.join("questions.jsonl"));
    let judgements = Judgements::read(BufReader::new(File::open(set.join("judgements.tsv")).unwrap())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let trigrams = Peer::new(&library, &folder.path().join("trigrams.sqlite"), Cut::Trigrams, unit);
    let pairs = Peer::new(&library, &folder.path().join("pairs.sqlite"), Cut::Pairs, unit);
    let engine = Engine::new(Arc::new(library)).unwrap();
    println!("{name}: {} passages, {} questions", engine.library().info().passages, questions.len());
    let ours = |care: Care| {
        let engine = &engine;
        move |text: &str| -> Vec<String> {
            if unit == Unit::Passage && care == Care::Careful {
                return engine.passages(text, DEPTH).unwrap().into_iter().map(|(id, _)| id).collect();
            }
            let query = Query { text: text.into(), limit: DEPTH, care, ended: true, ..Query::default() };
            engine.find(&query, date(2026, 11, 22)).unwrap().hits.into_iter().map(|hit| hit.card.id.to_string()).collect()
        }
    };
    let rate = |answer: &dyn Fn(&str) -> Vec<String>| -> Quality {
        let judged = questions.iter().filter_map(|question| Some((question, judgements.of(&question.id)?)));
        judged.map(|(question, right)| Quality::of(&answer(&question.text).iter().map(String::as_str).collect::<Vec<_>>(), right)).sum()
    };
    for (name, care) in LOOKS {
        let quality = (care == Care::Careful).then(|| rate(&ours(care)));
        report(name, &times(&questions, shown(&engine, care)), quality);
    }
    report("FTS5, trigrams", &times(&questions, |text| trigrams.answer(text, 10)), Some(rate(&|text| trigrams.answer(text, DEPTH))));
    report("FTS5, characters and pairs", &times(&questions, |text| pairs.answer(text, 10)), Some(rate(&|text| pairs.answer(text, DEPTH))));
}

fn questions(path: &Path) -> Vec<Question> {
    let text = fs::read_to_string(path).unwrap();
    let of = |value: &serde_json::Value, key: &str| value.get(key).and_then(|text| text.as_str()).unwrap().to_owned();
    let values = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    values.map(|value| Question { id: of(&value, "id"), text: of(&value, "text") }).collect()
}

/// CPU milliseconds, in order.
fn times(questions: &[Question], mut answer: impl FnMut(&str) -> Vec<String>) -> Vec<f64> {
    let step = (questions.len() / TIMED).max(1);
    let questions: Vec<&Question> = questions.iter().step_by(step).collect();
    let cpu = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap();
    // Once unmeasured, so that all sides find their files in memory.
    questions.iter().for_each(|question| drop(answer(&question.text)));
    let mut times: Vec<f64> = questions
        .iter()
        .map(|question| {
            let begun = cpu();
            std::hint::black_box(answer(&question.text));
            (cpu() - begun).as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn report(name: &str, times: &[f64], quality: Option<Quality>) {
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    print!("  {name:<32} p50 {:7.2} ms   p99 {:7.2} ms", at(50), at(99));
    match quality {
        Some(quality) => {
            println!("   R@10 {:.3}   R@100 {:.3}   MRR@10 {:.3}", quality.recall_10(), quality.recall_100(), quality.mrr_10());
        }
        None => println!(),
    }
}

/// How text is cut for the peer.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    Trigrams,
    Pairs,
}

/// The same passages in a full-text table of SQLite.
struct Peer {
    connection: Connection,
    cut: Cut,
}

impl Peer {
    fn new(library: &Library, path: &Path, cut: Cut, unit: Unit) -> Self {
        let connection = Connection::open(path).unwrap();
        let tokenizer = if cut == Cut::Trigrams { "trigram" } else { "unicode61" };
        let table = format!(
            "PRAGMA synchronous = off; CREATE VIRTUAL TABLE passage USING fts5(id UNINDEXED, text, tokenize = '{tokenizer}'); BEGIN"
        );
        connection.execute_batch(&table).unwrap();
        for card in library.cards() {
            let record = library.record(&card.id).unwrap().unwrap();
            for passage in passages(&record.id, &record.text) {
                let text = if cut == Cut::Trigrams { passage.text } else { cut_pairs(&passage.text).join(" ") };
                let id = if unit == Unit::Record { record.id.to_string() } else { passage.id };
                connection.prepare_cached("INSERT INTO passage VALUES (?, ?)").unwrap().execute(params![id, text]).unwrap();
            }
        }
        connection.execute_batch("INSERT INTO passage (passage) VALUES ('optimize'); COMMIT").unwrap();
        Self { connection, cut }
    }

    fn answer(&self, typed: &str, limit: usize) -> Vec<String> {
        let chars: Vec<char> = typed.chars().filter(|c| c.is_alphanumeric()).collect();
        let words: BTreeSet<String> = match self.cut {
            Cut::Trigrams => chars.windows(3).map(|trigram| trigram.iter().collect()).collect(),
            Cut::Pairs => cut_pairs(typed).into_iter().collect(),
        };
        if words.is_empty() {
            return Vec::new();
        }
        let wanted = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ");
        let mut statement = self.connection.prepare_cached("SELECT id FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?").unwrap();
        // A record counts where its best passage stands.
        let most = i64::try_from(limit * 3).unwrap();
        let found = statement.query_map(params![wanted, most], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
        let mut seen = HashSet::new();
        found.filter(|id| seen.insert(id.clone())).take(limit).collect()
    }
}

fn cut_pairs(text: &str) -> Vec<String> {
    grams(text).into_iter().map(|gram| gram.text).collect()
}
