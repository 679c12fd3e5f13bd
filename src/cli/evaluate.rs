//! `gongkai evaluate`: the office's quality gate before a release: how well questions are answered, what is said to matters that nobody wrote about,
//! and what of the content leads nowhere, in one report with one exit code. And fitting the weights of the ranking.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;
use serde_json::json;

use crate::{
    lab::{Honesty, Judgements, Quality, Trial, absents, dead_answers, dead_doors, dead_ties, fit, trials, unproven},
    policy::Today,
    search::{Care, Engine, Query},
};

use super::{
    Trouble,
    evaluate_gate::{Cards, Report},
    place::LibraryPlace,
    snag::Snag,
};

/// 发布前评一评：常见的问法能不能找到，没有的事有没有照实说，有没有断了的链接
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai evaluate                                              示例内容和自带的问题集\n  gongkai evaluate --library 内容库 --queries 问题.jsonl --judgements 答案.tsv --absent 没有的事.jsonl --least 0.6\n\n不合格（退出码 1）：平均得分低于 --least；库里没有的事，百分之二以上出了别的事的答案；库里有的事，百分之五以上说成没有；有指到库里没有的内容的链接。\n\n问题：一行一个 {\"id\":\"1\",\"text\":\"退休金怎么领\",\"kind\":\"问法\"}\n答案：一行一个，问题编号、内容编号、2（正是它）或 1（也有用），用制表符隔开\n没有的事：一行一个 {\"text\":\"高考报名\",\"matter\":[\"高考\"]}；不写就用自带的，库里有标题、关键词带 matter 里的字的不算"
)]
pub(super) struct Evaluate {
    #[command(flatten)]
    place: LibraryPlace,
    /// 问题集；不写就用自带的
    #[arg(long, value_name = "文件", requires = "judgements")]
    queries: Option<PathBuf>,
    /// 每个问题该找到什么
    #[arg(long, value_name = "文件", requires = "queries")]
    judgements: Option<PathBuf>,
    /// 库里没有的事；不写就用自带的
    #[arg(long, value_name = "文件")]
    absent: Option<PathBuf>,
    /// 输出一行 JSON
    #[arg(long)]
    json: bool,
    /// 平均得分低于这个数就算不合格（0 到 1）
    #[arg(long, value_name = "得分")]
    least: Option<f64>,
    /// 排序的权重用这些问题重新算，写到这个文件（答案里是条文编号）
    #[arg(long, value_name = "文件", requires = "queries", conflicts_with_all = ["json", "least", "absent"])]
    fit: Option<PathBuf>,
    /// 交叉验证分成几份
    #[arg(long, value_name = "份数", default_value_t = 5, requires = "fit", value_parser = folds)]
    folds: u8,
}

fn folds(text: &str) -> Result<u8, String> {
    text.parse().ok().filter(|folds| (2..=100).contains(folds)).ok_or_else(|| "要写 2 到 100 的整数".to_owned())
}

/// The sets inside the program: questions, and their right answers.
const QUESTIONS: [&str; 15] = [
    include_str!("../../data/evaluate/questions.jsonl"),
    include_str!("../../data/evaluate/present-dev.jsonl"),
    include_str!("../../data/evaluate/present-held.jsonl"),
    include_str!("../../data/evaluate/present-daily.jsonl"),
    include_str!("../../data/evaluate/present-street.jsonl"),
    include_str!("../../data/evaluate/present-market.jsonl"),
    include_str!("../../data/evaluate/present-fresh.jsonl"),
    include_str!("../../data/evaluate/present-errand.jsonl"),
    include_str!("../../data/evaluate/present-blind.jsonl"),
    include_str!("../../data/evaluate/present-last.jsonl"),
    include_str!("../../data/evaluate/present-lane.jsonl"),
    include_str!("../../data/evaluate/present-ferry.jsonl"),
    include_str!("../../data/evaluate/present-mill.jsonl"),
    include_str!("../../data/evaluate/present-bridge.jsonl"),
    include_str!("../../data/evaluate/present-yard.jsonl"),
];
const JUDGEMENTS: [&str; 14] = [
    include_str!("../../data/evaluate/judgements.tsv"),
    include_str!("../../data/evaluate/present.tsv"),
    include_str!("../../data/evaluate/present-daily.tsv"),
    include_str!("../../data/evaluate/present-street.tsv"),
    include_str!("../../data/evaluate/present-market.tsv"),
    include_str!("../../data/evaluate/present-fresh.tsv"),
    include_str!("../../data/evaluate/present-errand.tsv"),
    include_str!("../../data/evaluate/present-blind.tsv"),
    include_str!("../../data/evaluate/present-last.tsv"),
    include_str!("../../data/evaluate/present-lane.tsv"),
    include_str!("../../data/evaluate/present-ferry.tsv"),
    include_str!("../../data/evaluate/present-mill.tsv"),
    include_str!("../../data/evaluate/present-bridge.tsv"),
    include_str!("../../data/evaluate/present-yard.tsv"),
];
/// Matters that the sample county holds nothing about: those that the figures were chosen on, those that were kept from it, and those of people of
/// other callings, which were written later; those of market days, of the last look before other rules were mended, and of errands, each asked before
/// rules were mended after it; a small one that showed what those rules had not seen; and those that nothing was mended after.
const ABSENT: [(&str, &str); 14] = [
    ("调过的", include_str!("../../data/evaluate/absent-dev.jsonl")),
    ("没调过的", include_str!("../../data/evaluate/absent-held.jsonl")),
    ("后来写的", include_str!("../../data/evaluate/absent-daily.jsonl")),
    ("赶集时问的", include_str!("../../data/evaluate/absent-market.jsonl")),
    ("又写的", include_str!("../../data/evaluate/absent-fresh.jsonl")),
    ("路上问的", include_str!("../../data/evaluate/absent-errand.jsonl")),
    ("改了以后写的", include_str!("../../data/evaluate/absent-blind.jsonl")),
    ("最后写的", include_str!("../../data/evaluate/absent-last.jsonl")),
    ("巷子里问的", include_str!("../../data/evaluate/absent-lane.jsonl")),
    ("渡口问的", include_str!("../../data/evaluate/absent-ferry.jsonl")),
    ("磨坊边问的", include_str!("../../data/evaluate/absent-mill.jsonl")),
    ("桥头问的", include_str!("../../data/evaluate/absent-bridge.jsonl")),
    ("长句子问的", include_str!("../../data/evaluate/absent-story.jsonl")),
    ("院子里问的", include_str!("../../data/evaluate/absent-yard.jsonl")),
];

/// Hits that are looked at.
const DEPTH: usize = 100;
/// Questions without a right answer that are named.
const NAMED: usize = 20;

/// A question whose first answers are all wrong.
struct Missed {
    text: String,
    came_first: String,
}

/// What is asked of a library: questions with their right answers.
struct Set {
    questions: Vec<Trial>,
    judgements: Judgements,
}

/// What came of the questions.
#[derive(Default)]
struct Asked {
    by_kind: BTreeMap<String, (Quality, usize)>,
    missed: Vec<Missed>,
    cards: Cards,
}

impl Evaluate {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let library = Arc::new(self.place.open()?);
        let engine = Engine::new(Arc::clone(&library))?;
        let set = self.set()?;
        if let Some(out) = &self.fit {
            return refit(&engine, &set.questions, &set.judgements, usize::from(self.folds), out);
        }
        let today = Today::new(crate::text::now().date(), library.info().data_date).date;
        let asked = Asked::of(&engine, &set, today)?;
        let all: Quality = asked.by_kind.values().map(|(quality, _)| *quality).sum();
        if all.questions == 0 {
            return Err(Snag::NothingJudged.into());
        }
        let mut dead = dead_ties(&library)?;
        dead.extend(dead_doors(&engine, today)?);
        // The set inside the program is about the sample county.
        if self.queries.is_some() {
            dead.extend(dead_answers(&library, &set.questions, &set.judgements));
        }
        let report = Report {
            cards: asked.cards,
            absent: self.absent(&engine, today)?,
            unproven: unproven(&library, today).iter().map(|card| card.title.clone()).collect(),
            dead,
        };
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", as_json(&asked.by_kind, all, &report))?;
        } else {
            table(&mut out, &asked.by_kind, all)?;
            tell_missed(&mut out, &asked.missed)?;
            report.tell(&mut out)?;
        }
        match (self.least, report.failures()) {
            (Some(least), _) if all.mrr_10() < least => Err(Snag::TooLow { found: all.mrr_10(), least }.into()),
            (_, failures) if !failures.is_empty() => Err(Snag::Unfit { failures }.into()),
            _ => Ok(()),
        }
    }

    fn set(&self) -> Result<Set, Trouble> {
        if let (Some(queries), Some(judgements)) = (&self.queries, &self.judgements) {
            let judgements = Judgements::read(open("答案文件", judgements)?)?;
            return Ok(Set { questions: trials(open("问题文件", queries)?)?, judgements });
        }
        let questions = QUESTIONS.iter().map(|text| trials(text.as_bytes())).collect::<Result<Vec<_>, _>>()?.concat();
        Ok(Set { questions, judgements: Judgements::read(JUDGEMENTS.concat().as_bytes())? })
    }

    /// What is said to matters that the library does not hold, by set.
    fn absent(&self, engine: &Engine, today: Date) -> Result<Vec<(String, Honesty)>, Trouble> {
        if let Some(path) = &self.absent {
            let absent = absents(open("没有的事的文件", path)?)?;
            return Ok(vec![(path.display().to_string(), Honesty::of(engine, &absent, today, false)?)]);
        }
        let of = |(name, text): &(&str, &str)| -> Result<_, Trouble> {
            Ok(((*name).to_owned(), Honesty::of(engine, &absents(text.as_bytes())?, today, true)?))
        };
        ABSENT.iter().map(of).collect()
    }
}

fn open(what: &'static str, path: &Path) -> Result<BufReader<File>, Snag> {
    File::open(path).map_err(Snag::unread(what, path)).map(BufReader::new)
}

impl Asked {
    fn of(engine: &Engine, set: &Set, today: Date) -> Result<Self, Trouble> {
        let mut asked = Self::default();
        for question in &set.questions {
            let Some(right) = set.judgements.of(&question.id) else { continue };
            let query = Query { text: question.text.as_str().into(), limit: DEPTH, care: Care::Careful, ..Query::default() };
            let found = engine.find(&query, today)?;
            let ids: Vec<&str> = found.hits.iter().map(|hit| hit.card.id.as_str()).collect();
            let soon = ids.iter().take(3).any(|id| right.contains_key(*id));
            let (quality, in_three) = asked.by_kind.entry(question.kind.clone().unwrap_or_else(|| "—".to_owned())).or_default();
            *quality += Quality::of(&ids, right);
            *in_three += usize::from(soon);
            if !ids.iter().take(10).any(|id| right.contains_key(*id)) {
                let came_first = found.hits.first().map_or_else(|| "什么也没找到".to_owned(), |hit| hit.card.title.clone());
                asked.missed.push(Missed { text: question.text.clone(), came_first });
            }
            asked.cards.count(&question.text, &found, right);
        }
        Ok(asked)
    }
}

fn table(out: &mut impl Write, by_kind: &BTreeMap<String, (Quality, usize)>, all: Quality) -> io::Result<()> {
    writeln!(out, "问法            问题  第一个就对  前三个里有  前十个找全  平均得分")?;
    let in_three = by_kind.values().map(|(_, count)| count).sum();
    let rows = by_kind.iter().map(|(kind, (quality, in_three))| (kind.as_str(), *quality, *in_three));
    for (kind, quality, in_three) in rows.chain([("全部", all, in_three)]) {
        let width = crate::text::columns(kind);
        let share = in_three as f64 / quality.questions.max(1) as f64;
        writeln!(
            out,
            "{kind}{:pad$}{:>6}{:>12.3}{share:>12.3}{:>12.3}{:>10.3}",
            "",
            quality.questions,
            quality.first(),
            quality.recall_10(),
            quality.mrr_10(),
            pad = 14usize.saturating_sub(width)
        )?;
    }
    Ok(())
}

fn tell_missed(out: &mut impl Write, missed: &[Missed]) -> io::Result<()> {
    if missed.is_empty() {
        return writeln!(out, "\n每个问题的答案都在前十个里。");
    }
    writeln!(out, "\n前十个里没有答案的 {} 个问题：", missed.len())?;
    for missed in missed.iter().take(NAMED) {
        writeln!(out, "  {}  →  {}", missed.text, missed.came_first)?;
    }
    Ok(())
}

fn as_json(by_kind: &BTreeMap<String, (Quality, usize)>, all: Quality, report: &Report) -> serde_json::Value {
    let one = |quality: &Quality| {
        json!({
            "questions": quality.questions, "first": quality.first(), "recall_10": quality.recall_10(), "recall_100": quality.recall_100(),
            "mrr_10": quality.mrr_10(), "ndcg_10": quality.ndcg_10(),
        })
    };
    let kinds: serde_json::Map<String, serde_json::Value> =
        by_kind.iter().map(|(kind, (quality, _))| (kind.clone(), one(quality))).collect();
    json!({ "all": one(&all), "kinds": kinds, "gate": report.as_json() })
}

fn refit(engine: &Engine, questions: &[Trial], judgements: &Judgements, folds: usize, out: &Path) -> Result<(), Trouble> {
    let fitted = fit(engine, questions, judgements, folds)?;
    if fitted.questions == 0 {
        return Err(Snag::NothingJudged.into());
    }
    let mut to = io::stdout().lock();
    writeln!(to, "{} 个问题；候选里有 {:.4} 的正确答案，怎么排也多不过它", fitted.questions, fitted.ceiling)?;
    writeln!(to, "  R@10    R@100   MRR@10  nDCG@10")?;
    let mut line = |name: &str, quality: Quality| {
        let [r10, r100, mrr, ndcg] = [quality.recall_10(), quality.recall_100(), quality.mrr_10(), quality.ndcg_10()];
        writeln!(to, "  {r10:.4}  {r100:.4}  {mrr:.4}  {ndcg:.4}   {name}")
    };
    line("只看字词", fitted.unweighted)?;
    line("不知道意思，只按字词", fitted.words_alone)?;
    line(&format!("分 {folds} 份交叉验证"), fitted.cross_validated)?;
    for (group, quality) in &fitted.ablation {
        line(&format!("不用{group}"), *quality)?;
    }
    let head =
        "# What each figure of the second look weighs, fitted by `gongkai evaluate --fit` (see README.md).\nfigure,weight,words,model\n";
    Ok(fs::write(out, format!("{head}{}", fitted.table())).map_err(Snag::unwritten("权重", out))?)
}
