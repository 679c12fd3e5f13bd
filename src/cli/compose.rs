//! `gongkai compose`: what the terminal offers for typed keys, and how many keys everyday matters take.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use serde_json::json;

use crate::compose::{Candidate, Lexicon, Mode, PAGE, Place, Way, place, presses};

use super::{Trouble, place::LibraryPlace, snag::Snag};

/// 试试拼音输入：打这些键，会列出哪些字词
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai compose \"zhufang gongjijin tiqu\"\n  gongkai compose zfgjjtq --json\n  gongkai compose --nine 486544354 --limit 20\n  gongkai compose --measure 常办的事.txt"
)]
pub(super) struct Compose {
    /// 打的键：全拼、首字母、混着打都行
    #[arg(value_name = "键", required_unless_present_any = ["measure", "whole"])]
    typed: Option<String>,
    #[command(flatten)]
    place: LibraryPlace,
    /// 每次输出一个 JSON 数组
    #[arg(long)]
    json: bool,
    /// 数字键盘九宫格：2 是 abc，9 是 wxyz，1 和 0 隔开音节
    #[arg(long)]
    nine: bool,
    /// 前面已经写好的字：接着它们排候选
    #[arg(long, value_name = "字", default_value = "", hide_default_value = true)]
    after: String,
    /// 填姓名的地方：先列姓
    #[arg(long)]
    name: bool,
    /// 最多列几个
    #[arg(long, default_value_t = PAGE, value_name = "个数")]
    limit: usize,
    /// 评测：文件里一行一件事，量每个字平均要按几个键
    #[arg(long, value_name = "文件", conflicts_with_all = ["typed", "json", "nine"])]
    measure: Option<PathBuf>,
    /// 评测：文件里一行一句话，数一数把整句打完，有几句排在第一
    #[arg(long, value_name = "文件", conflicts_with_all = ["typed", "json", "nine", "measure"])]
    whole: Option<PathBuf>,
}

/// What each way to type may cost, in presses a character.
const MOST: [(Way, &str, f64); 3] = [(Way::Initials, "首字母", 1.3), (Way::Full, "全拼", 3.2), (Way::NineGrid, "九宫格", 3.5)];

impl Compose {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let mut lexicon = Lexicon::embedded();
        lexicon.with(self.place.open()?.vocabulary().into_iter());
        if let Some(file) = &self.measure {
            let matters = fs::read_to_string(file).map_err(Snag::unread("文件", file))?;
            return measure(&lexicon, &matters);
        }
        if let Some(file) = &self.whole {
            let phrases = fs::read_to_string(file).map_err(Snag::unread("文件", file))?;
            return whole(&lexicon, &phrases);
        }
        let typed = self.typed.unwrap_or_default();
        let mode = if self.nine { Mode::NineGrid } else { Mode::Letters };
        let place = Place { left: &self.after, name: self.name };
        let candidates = lexicon.candidates_at(place, &typed, mode, self.limit);
        let mut out = io::stdout().lock();
        if self.json {
            let all: Vec<_> = candidates.iter().enumerate().map(|(at, candidate)| line(&typed, at, candidate)).collect();
            writeln!(out, "{}", serde_json::Value::from(all))?;
            return Ok(());
        }
        for (at, candidate) in candidates.iter().enumerate() {
            let rest: String = typed.chars().skip(candidate.typed).collect();
            writeln!(out, "{:>3}  {}{}", at + 1, candidate.text, if rest.is_empty() { rest } else { format!("  …{rest}") })?;
        }
        Ok(())
    }
}

/// Presses so far: the keys typed, pages turned, and the choice.
fn line(typed: &str, at: usize, candidate: &Candidate) -> serde_json::Value {
    json!({
        "text": candidate.text,
        "consumed": candidate.typed,
        "kind": candidate.kind.as_str(),
        "keys": typed.chars().count() + at / PAGE + 1,
    })
}

/// Ways in which a whole phrase is typed.
const WAYS: [(Way, &str); 5] =
    [(Way::Full, "全拼"), (Way::Initials, "首字母"), (Way::Mixed, "混打"), (Way::Southern, "平翘不分"), (Way::NineGrid, "九宫格")];

/// Lines that say something: not empty, and no remark.
fn said(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn whole(lexicon: &Lexicon, phrases: &str) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    let mut first = [0; WAYS.len()];
    let mut all = 0;
    for phrase in said(phrases) {
        all += 1;
        write!(out, "{phrase}")?;
        for ((way, _), first) in WAYS.iter().zip(&mut first) {
            let place = place(lexicon, phrase, *way);
            *first += usize::from(place == Some(1));
            write!(out, "\t{}", place.map_or_else(|| "—".to_owned(), |place| place.to_string()))?;
        }
        writeln!(out)?;
    }
    if all == 0 {
        return Err(Snag::NothingMeasured.into());
    }
    for ((_, name), first) in WAYS.iter().zip(first) {
        writeln!(out, "{name}\t{all} 句里 {first} 句排在第一")?;
    }
    Ok(())
}

fn measure(lexicon: &Lexicon, matters: &str) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    let mut sums = [(0, 0); MOST.len()];
    for matter in said(matters) {
        write!(out, "{matter}")?;
        for ((way, name, _), (pressed, written)) in MOST.iter().zip(&mut sums) {
            let found = presses(lexicon, matter, *way).ok_or_else(|| Snag::Untypable { matter: matter.to_owned(), way: name })?;
            *pressed += found.presses;
            *written += found.characters;
            write!(out, "\t{:.2} {}", ratio(found.presses, found.characters), found.keys)?;
        }
        writeln!(out)?;
    }
    let mut over = Vec::new();
    for ((_, name, most), (pressed, written)) in MOST.iter().zip(sums) {
        if written == 0 {
            return Err(Snag::NothingMeasured.into());
        }
        let mean = ratio(pressed, written);
        writeln!(out, "{name}\t每字 {mean:.2} 键\t不超过 {most:.2}")?;
        if mean > *most {
            over.push(*name);
        }
    }
    if over.is_empty() { Ok(()) } else { Err(Snag::TooManyPresses { ways: over }.into()) }
}

fn ratio(pressed: usize, written: usize) -> f64 {
    pressed as f64 / written as f64
}
