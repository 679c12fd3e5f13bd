//! What composing costs: loading the words, and candidates for every beginning of typing up to forty keys. Prints CPU milliseconds of the
//! asking thread.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement is there to be read, and stops at the first surprise")]

use std::time::Duration;

use gongkai::compose::{Lexicon, Mode};
use rustix::time::{ClockId, clock_gettime};

/// The most keys that are typed before something is chosen.
const KEYS: usize = 40;

/// Candidates asked for, as the screen does.
const LIMIT: usize = 63;

fn main() {
    let begun = cpu();
    let lexicon = Lexicon::embedded();
    println!("loading the words   {:.1} ms", millis(cpu() - begun));
    let phrases = include_str!("../data/compose/phrases.tsv");
    let spellings = || phrases.lines().step_by(61).filter_map(|line| line.split('\t').nth(1));
    let full: String = spellings().flat_map(|spelling| spelling.chars().filter(|c| *c != ' ')).collect();
    let initials: String = spellings().flat_map(|spelling| spelling.split(' ').filter_map(|syllable| syllable.chars().next())).collect();
    for (name, text, mode) in [
        ("full pinyin", full.clone(), Mode::Letters),
        ("initials", initials.clone(), Mode::Letters),
        ("nine-grid", full.chars().filter_map(digit).collect(), Mode::NineGrid),
        ("nine-grid initials", initials.chars().filter_map(digit).collect(), Mode::NineGrid),
        ("one letter", "z".repeat(KEYS), Mode::Letters),
        ("one digit", "9".repeat(KEYS), Mode::NineGrid),
    ] {
        times(&lexicon, name, &text, mode);
    }
    let begun = cpu();
    std::hint::black_box(lexicon.candidates(&"z".repeat(10_000), Mode::Letters, LIMIT));
    println!("ten thousand letters   {:.2} ms", millis(cpu() - begun));
}

fn times(lexicon: &Lexicon, name: &str, text: &str, mode: Mode) {
    let keys: Vec<char> = text.chars().collect();
    let typings = keys.chunks(KEYS).flat_map(|typing| (1..=typing.len()).map(|length| typing.iter().take(length).collect::<String>()));
    let mut times: Vec<f64> = typings
        .map(|typed| {
            let begun = cpu();
            std::hint::black_box(lexicon.candidates(&typed, mode, LIMIT));
            millis(cpu() - begun)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("{name}: {} keystrokes   p50 {:.2} ms   p99 {:.2} ms", times.len(), at(50), at(99));
}

/// The digit on which a letter stands.
fn digit(letter: char) -> Option<char> {
    ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"]
        .iter()
        .zip('2'..)
        .find(|(group, _)| group.contains(letter))
        .map(|(_, digit)| digit)
}

fn cpu() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
