//! `gongkai search`: one question for a person or a program, or a file of questions for measuring quality.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::PathBuf,
    sync::Arc,
};

use clap::ValueEnum;
use serde_json::json;

use crate::{
    lab,
    policy::{Reason, RecordKind, Today},
    search::{Engine, Found, Hit, Match, Query},
    text::VisitorText,
    zone::wording,
};

use super::{Trouble, place::LibraryPlace, snag::Snag};

/// 在内容库里搜索
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai search 退休金怎么领 --library 内容库\n  gongkai search 云政发2023-8 --library 内容库 --json --limit 3\n  gongkai search --queries 问题.jsonl --library 内容库 --unit document --run 结果.tsv"
)]
pub(super) struct Search {
    /// 要找的字、拼音、首字母或文号
    #[arg(value_name = "问题", required_unless_present = "queries")]
    query: Option<String>,
    #[command(flatten)]
    place: LibraryPlace,
    /// 每个结果输出一行 JSON
    #[arg(long)]
    json: bool,
    /// 最多几个结果
    #[arg(long, default_value_t = 10, value_name = "个数")]
    limit: usize,
    /// 已经失效、废止的也列出来
    #[arg(long)]
    ended: bool,
    /// 评测：一行一个问题的文件 {"id","text"}
    #[arg(long, value_name = "文件", requires = "run", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// 评测：排的是条文还是文件
    #[arg(long, value_enum, value_name = "种类", default_value_t = Unit::Document)]
    unit: Unit,
    /// 评测：结果写到这个文件（TREC 格式，每个问题前 100 个）
    #[arg(long, value_name = "文件", requires = "queries")]
    run: Option<PathBuf>,
}

/// What is ranked.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Unit {
    /// 文件
    Document,
    /// 条文
    Passage,
}

/// Ranks written for each question of a quality run.
const RUN_DEPTH: usize = 100;

impl Search {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let library = Arc::new(self.place.open()?);
        let engine = Engine::new(Arc::clone(&library))?;
        if let (Some(queries), Some(run)) = (&self.queries, &self.run) {
            let questions = File::open(queries).map_err(Snag::unread("问题文件", queries))?;
            let out = File::create(run).map_err(Snag::unwritten("结果", run))?;
            let unit = match self.unit {
                Unit::Document => lab::Unit::Document,
                Unit::Passage => lab::Unit::Passage,
            };
            let count = lab::run(&engine, unit, BufReader::new(questions), RUN_DEPTH, "gongkai", BufWriter::new(out))?;
            eprintln!("{count} 个问题，结果在 {}", run.display());
            return Ok(());
        }
        let today = Today::new(crate::text::now().date(), library.info().data_date);
        let query =
            Query { text: self.query.as_deref().unwrap_or_default().into(), ended: self.ended, limit: self.limit, ..Query::default() };
        let found = engine.find(&query, today.date)?;
        let mut out = io::stdout().lock();
        if let Some(meant) = found.meant.as_ref().filter(|_| !self.json) {
            writeln!(out, "是不是要找：{}", meant.reveal())?;
        }
        if let Some(asked) = found.absent.as_ref().filter(|_| !self.json) {
            tell_absent(&mut out, asked, &found)?;
        }
        for (rank, hit) in (1usize..).zip(&found.hits) {
            let answer = if rank == 1 { found.answer.as_slice() } else { &[] };
            if self.json {
                writeln!(out, "{}", line(rank, hit, answer, found.absent.is_none()))?;
            } else {
                print(&mut out, rank, hit, answer)?;
            }
        }
        if !self.json {
            let listed = found.total.saturating_sub(found.hidden);
            writeln!(out, "共 {listed} 件，现行有效 {} 件，另有 {} 件已失效废止", found.in_force, found.hidden)?;
            if found.total == 0 && found.nearby.words.is_empty() {
                writeln!(out, "没有找到。换个说法，或者只写最要紧的几个字")?;
            } else if found.total == 0 {
                writeln!(out, "没有找到。可以试试：{}", found.nearby.words.join("、"))?;
            }
        }
        Ok(())
    }
}

/// Nothing is about it: that comes first, then what else to do.
fn tell_absent(out: &mut impl Write, asked: &VisitorText, found: &Found) -> io::Result<()> {
    writeln!(out, "{}", wording::nothing_about(asked))?;
    writeln!(out, "可以叫工作人员，或者打大厅、部门的电话问")?;
    for topic in &found.nearby.topics {
        writeln!(out, "可以看看“{topic}”主题")?;
    }
    writeln!(out, "可以申请公开这条信息")
}

fn line(rank: usize, hit: &Hit, answer: &[String], about: bool) -> serde_json::Value {
    let plain = |passage: &Match| passage.snippet.iter().map(|part| part.text.as_str()).collect::<String>();
    let passages: Vec<_> =
        passages(hit).map(|one| json!({ "passage": one.passage, "section": one.label, "snippet": plain(one) })).collect();
    json!({
        "rank": rank,
        "id": hit.card.id,
        "title": hit.card.title,
        "kind": hit.card.kind.as_str(),
        "number": hit.card.number,
        "validity": (hit.card.kind == RecordKind::Document).then(|| hit.standing.validity.label()),
        "why": hit.why,
        "by": hit.standing.reason.as_ref().and_then(Reason::by),
        "since": hit.standing.since,
        "current": hit.standing.current,
        "passage": hit.passage.as_ref().map(|passage| passage.passage.as_str()),
        "section": hit.passage.as_ref().map(|passage| passage.label.as_str()),
        "snippet": hit.passage.as_ref().map(plain),
        "passages": passages,
        "about": about,
        "answer": answer,
        "score": hit.score,
    })
}

/// The passages of a hit that answer, best first.
fn passages(hit: &Hit) -> impl Iterator<Item = &Match> {
    hit.passage.iter().chain(&hit.more)
}

fn print(out: &mut impl Write, rank: usize, hit: &Hit, answer: &[String]) -> io::Result<()> {
    let validity = if hit.card.kind == RecordKind::Document { hit.standing.validity.label() } else { hit.card.kind.label() };
    let number = hit.card.number.as_deref().unwrap_or("");
    writeln!(out, "{rank:>3}  {}  [{validity}] {number}  ({})", hit.card.title, hit.card.id)?;
    if let Some(why) = &hit.why {
        let current = hit.standing.current.as_ref().map_or_else(String::new, |id| format!("；现在的文本：{id}"));
        writeln!(out, "     {why}{current}")?;
    }
    for passage in passages(hit) {
        let snippet: String =
            passage.snippet.iter().map(|part| if part.marked { format!("【{}】", part.text) } else { part.text.clone() }).collect();
        writeln!(out, "     {} {snippet}", passage.label)?;
    }
    for said in answer {
        writeln!(out, "     答：{said}")?;
    }
    Ok(())
}
