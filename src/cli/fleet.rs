//! `gongkai fleet`: how the terminals are, from the reports that came back on sticks.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value, json};

use super::{Trouble, fleet_beside, fleet_papers, fleet_use, snag::Snag, words::day};
use crate::{
    advice::Advise,
    bundle::KeyId,
    fleet::{
        Absent, Flag, Fleet, FleetError, Gathered, Health, Heard, KnownKeys, Office, Report, Signed, Usage, gather, learn, metrics, survey,
    },
    text::{clean, columns},
};

/// 各终端的状况
#[derive(Debug, Subcommand)]
pub(super) enum FleetCommand {
    /// 核对报告的签名，每台终端取最新的一份，列成一张表
    #[command(
        after_help = "例：\n  gongkai fleet status /media/GONGKAI --known 终端密钥.toml      看一个 U 盘带回来的\n  gongkai fleet status 收上来的报告/ --known 终端密钥.toml         几个 U 盘的 status 文件夹，各抄到一个子文件夹里\n  gongkai fleet status 报告/ --known 终端密钥.toml --repo 仓库   和办公室发布的放在一起看\n  gongkai fleet status 报告/ --known 终端密钥.toml --renew YC-03  YC-03 重装过，改记它的新密钥\n\n终端每次从 U 盘导入，在 GONGKAI/v1/status 里留一份签过名的报告：只有版本、数量和代码，没有群众写的字。\n排在前面的最要紧。表下面是装好以来群众使用的总数，没有找到得多的在前：那里的内容可能缺得多。文字旁边自带的二维码不算。\n文件 --known 不存在就新建，终端第一次报告时记下密钥，以后密钥不一样就不采信；记着的、这次没有报告的，写“没有消息”。\n该有而还没有报告过的终端，自己在文件里加一行 [名称]。一把密钥几个名称、一版两份内容，都算不可信。\n状态：0 都可信，1 没做成，3 有报告不可信。"
    )]
    Status {
        /// U 盘、文件夹或者报告文件，可以有几个
        #[arg(value_name = "报告", required = true)]
        places: Vec<PathBuf>,
        /// 各终端密钥的记录，没有就新建
        #[arg(long, value_name = "文件")]
        known: Option<PathBuf>,
        /// 这台终端重装过，改记它的新密钥。可以写几次
        #[arg(long, value_name = "名称", requires = "known")]
        renew: Vec<String>,
        /// 办公室的仓库：看谁落后、谁还可能显示下架了的内容、有没有一版两份
        #[arg(long, value_name = "仓库")]
        repo: Option<PathBuf>,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
        /// 另写一张表格程序能打开的表
        #[arg(long, value_name = "文件")]
        csv: Option<PathBuf>,
    },
    /// 给每个大厅写一封信：它的终端要做什么
    #[command(
        after_help = "例：\n  gongkai fleet letters 收上来的报告/ --known 终端密钥.toml               看一看\n  gongkai fleet letters 收上来的报告/ --known 终端密钥.toml --out 信/     一台一个 PDF，打印出来送去\n\n每封三到十行，照着做就行；没有毛病的也有一封，说都好。只看报告，不改 --known 的文件。"
    )]
    Letters {
        #[command(flatten)]
        from: From,
        /// 写到这个文件夹，一台一个 PDF
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
    },
    /// 月报：这个月用了多少、常问什么、哪台要留意
    #[command(
        after_help = "例：\n  gongkai fleet month 收上来的报告/ --known 终端密钥.toml                          上个月的\n  gongkai fleet month 收上来的报告/ --month 2026-11 --out 月报.pdf\n\n报告里是装好以来的总数，一个月的数是两份报告相减：每次收上来的报告都留着，放在一起。以前没有报告的，从装好算起，并且写明。"
    )]
    Month {
        #[command(flatten)]
        from: From,
        /// 哪个月，不写就是上个月
        #[arg(long, value_name = "年-月", value_parser = fleet_papers::first_of)]
        month: Option<Date>,
        /// 写成文件：.pdf 好打印，别的名称是文字
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 给监控系统的数（OpenMetrics 文字）
    #[command(
        after_help = "例：\n  gongkai fleet metrics 收上来的报告/ --known 终端密钥.toml --out /var/lib/node_exporter/gongkai.prom\n\n只有数量和代码，没有群众写的字。"
    )]
    Metrics {
        #[command(flatten)]
        from: From,
        /// 写成文件，不写就显示出来
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
}

/// What is laid side by side.
#[derive(Debug, clap::Args)]
pub(super) struct From {
    /// U 盘、文件夹或者报告文件，可以有几个
    #[arg(value_name = "报告", required = true)]
    places: Vec<PathBuf>,
    /// 各终端密钥的记录
    #[arg(long, value_name = "文件")]
    known: Option<PathBuf>,
    /// 办公室的仓库
    #[arg(long, value_name = "仓库")]
    repo: Option<PathBuf>,
}

impl From {
    /// All of it, and every report that was read; what is not believed is told.
    fn laid(&self, now: Timestamp) -> Result<(Fleet, Vec<Signed>), Trouble> {
        let office = self.repo.as_deref().map(Office::read).transpose()?.flatten();
        let gathered = gather(&self.places)?;
        for (word, errors) in [("没有采信", &gathered.refused), ("没有读到", &gathered.unread)] {
            for advice in errors.iter().map(Advise::advice) {
                writeln!(io::stderr(), "{word}：{}（{}）", advice.what, advice.code)?;
            }
        }
        let known = self.known.as_deref().map(KnownKeys::read).transpose()?;
        let reports = gathered.reports.clone();
        Ok((survey(gathered.reports, known.as_ref(), office.as_ref(), now), reports))
    }
}

impl FleetCommand {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let now = Timestamp::now();
        let (places, known, renew, repo, json, csv) = match self {
            Self::Status { places, known, renew, repo, json, csv } => (places, known, renew, repo, json, csv),
            Self::Letters { from, out } => return hand_out(&from.laid(now)?.0, out.as_deref(), now),
            Self::Month { from, month, out } => {
                let first = month.unwrap_or_else(|| fleet_papers::month_before(now));
                let (fleet, reports) = from.laid(now)?;
                let foot = format!("{}制", crate::text::day(crate::text::day_of(now)));
                return fleet_papers::write(&fleet_papers::month(&fleet, &reports, first), &foot, out.as_deref());
            }
            Self::Metrics { from, out } => {
                let text = metrics(&from.laid(now)?.0);
                return match out {
                    Some(path) => fleet_papers::written(&path, text.as_bytes()),
                    None => Ok(write!(io::stdout(), "{text}")?),
                };
            }
        };
        let office = repo.as_deref().map(Office::read).transpose()?.flatten();
        let mut gathered = gather(&places)?;
        let mut known = known.as_deref().map(KnownKeys::read).transpose()?;
        if let Some(known) = &mut known {
            renew.iter().for_each(|terminal| known.forget(terminal));
        }
        let fleet = survey(std::mem::take(&mut gathered.reports), known.as_ref(), office.as_ref(), now);
        let standings = &fleet.standings;
        for terminal in renew {
            let sure = standings.iter().any(|standing| standing.newest.report.terminal == terminal && standing.has_one_key());
            if !sure {
                return Err(FleetError::NoOneKey { terminal }.into());
            }
        }
        if let Some(known) = &mut known {
            learn(known, standings, crate::text::day_of(now))?;
        }
        if let Some(path) = csv {
            fleet_papers::written(&path, &fleet_papers::table(&fleet, remarks, fleet_beside::silence)?)?;
        }
        if json {
            print_json(&fleet, office.as_ref(), &gathered)?;
        } else {
            print_table(&fleet, &gathered)?;
        }
        let strange = standings.iter().filter(|standing| standing.flags.contains(&Flag::OtherKey)).count();
        if !gathered.refused.is_empty() || strange > 0 {
            return Err(FleetError::Refused { files: gathered.refused.len(), terminals: strange }.into());
        }
        let count = |flag: &Flag| standings.iter().filter(|standing| standing.flags.contains(flag)).count();
        let [doubled, split, foreign, rewritten] =
            [Flag::Doubled, Flag::Split, Flag::Foreign, Flag::JournalRewritten].map(|flag| count(&flag));
        if doubled + split + foreign + rewritten > 0 || !fleet.doubled.is_empty() {
            let doubled = fleet.doubled.iter().map(|(_, names)| names.len()).sum::<usize>().max(doubled);
            return Err(FleetError::Strange { doubled, split, foreign, rewritten }.into());
        }
        // Some terminal is missing from the table.
        gathered.unread.into_iter().next().map_or(Ok(()), |unread| Err(unread.into()))
    }
}

/// A letter for each terminal: on the terminal, or each as a file to be printed.
fn hand_out(fleet: &Fleet, out: Option<&Path>, now: Timestamp) -> Result<(), Trouble> {
    let today = crate::text::day_of(now);
    for (terminal, lines) in fleet_papers::letters(fleet, today) {
        // The name of a terminal is that of a file as well.
        let path = out.map(|folder| folder.join(format!("{terminal}.pdf")));
        if let Some(folder) = out {
            std::fs::create_dir_all(folder).map_err(Snag::unwritten("文件夹", folder))?;
        }
        fleet_papers::write(&lines, &format!("终端 {terminal}    {today}"), path.as_deref())?;
        if out.is_none() {
            writeln!(io::stdout(), "{}", "─".repeat(40))?;
        }
    }
    Ok(())
}

const HEAD: [&str; 8] = ["终端", "内容版本/日期", "内容天数", "报告时间", "磁盘剩余", "错误", "计数", "备注"];

fn print_table(fleet: &Fleet, gathered: &Gathered) -> io::Result<()> {
    let standings = fleet.standings.as_slice();
    let mut ranked: Vec<(Option<Flag>, [String; HEAD.len()])> =
        standings.iter().map(|standing| (standing.flags.first().cloned(), row(standing))).collect();
    ranked.extend(fleet.absent.iter().map(|absent| (Some(Flag::Absent), absent_row(absent))));
    ranked.sort_by(|(left, _), (right, _)| match (left, right) {
        (Some(left), Some(right)) => left.cmp(right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    });
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(ranked.into_iter().map(|(_, row)| row));
    let mut widths = [0; HEAD.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = columns(cell).max(*width);
        }
    }
    let mut out = io::stdout();
    if standings.is_empty() && fleet.absent.is_empty() {
        rows.clear();
    }
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(columns(cell)))));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    fleet_beside::print(&mut out, fleet)?;
    fleet_use::print(&mut out, standings)?;
    for (word, errors) in [("没有采信", &gathered.refused), ("没有读到", &gathered.unread)] {
        for advice in errors.iter().map(Advise::advice) {
            writeln!(out, "{word}：{}（{}）", advice.what, advice.code)?;
        }
    }
    let absent = fleet.absent.len();
    let troubled = standings.iter().filter(|standing| !standing.flags.is_empty()).count() + absent;
    let silent = if absent > 0 { format!("，其中 {absent} 台没有消息") } else { String::new() };
    writeln!(out, "共 {} 台终端，{troubled} 台要留意{silent}", standings.len() + absent)
}

/// The row of a terminal of which nothing came.
fn absent_row(absent: &Absent) -> [String; HEAD.len()] {
    let release = absent.release.map_or_else(|| "-".to_owned(), |release| format!("第 {release} 版"));
    let none = || "-".to_owned();
    [absent.terminal.clone(), release, none(), none(), none(), none(), none(), fleet_beside::silence(absent)]
}

fn row(standing: &Health) -> [String; HEAD.len()] {
    let report = &standing.newest.report;
    let none = || "-".to_owned();
    let content = report.content.as_ref();
    [
        report.terminal.clone(),
        content.map_or_else(none, |content| {
            // A terminal's own word, which nobody vouches for.
            let check = content
                .check
                .as_deref()
                .map_or_else(String::new, |check| format!("（{}）", clean(check).chars().take(40).collect::<String>()));
            format!("第 {} 版/{}{check}", content.release, day(content.released_at))
        }),
        standing.content_days.map_or_else(none, |days| days.to_string()),
        crate::text::moment(report.reported_at),
        disk(report),
        counted(report.refusals.iter().map(|(code, count)| (code.as_str(), count))).unwrap_or_else(none),
        counted(other_counts(report)).unwrap_or_else(none),
        remarks(standing),
    ]
}

/// What is counted besides the use, which has lines of its own.
fn other_counts(report: &Report) -> impl Iterator<Item = (&str, &u64)> {
    let used = report.usage().map_or_else(Vec::new, |usage| usage.named().to_vec());
    let others = report.counts.iter().filter(move |(name, _)| !used.iter().any(|(known, _)| known == name) && !Heard::is_mark(name));
    others.map(|(name, count)| {
        (
            match name.as_str() {
                "records" => "记录",
                "disk_refuses" => "硬盘写不进",
                "hidden_lost" => "隐藏记录被动过",
                name => name,
            },
            count,
        )
    })
}

fn counted<'a>(counts: impl Iterator<Item = (&'a str, &'a u64)>) -> Option<String> {
    let all: Vec<String> = counts.map(|(name, count)| format!("{name}×{count}")).collect();
    if all.is_empty() { None } else { Some(all.join(" ")) }
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn disk(report: &Report) -> String {
    let percent = u128::from(report.disk.free) * 100 / u128::from(report.disk.total.max(1));
    format!("{:.1} GB（{}%）", report.disk.free as f64 / 1e9, percent.min(100))
}

/// What is odd, in words, and what happened last.
fn remarks(standing: &Health) -> String {
    let last = standing.newest.report.last.as_ref();
    let flags = standing.flags.iter().map(|flag| match flag {
        Flag::OtherKey => format!("密钥和记下的不一样（{}）", fingerprints(standing)),
        Flag::TwoKeys => format!("有 {} 把密钥：重装过，或者两台用了一个名称（{}）", standing.keys.len(), fingerprints(standing)),
        Flag::Contradiction => "前后的报告对不上：两台用了一份硬盘、恢复过备份，或者改过时钟".to_owned(),
        Flag::Doubled => "这把密钥还有别的终端在用".to_owned(),
        Flag::Split => "这一版和别的终端的不一样".to_owned(),
        Flag::Foreign => "办公室没有发布过它显示的这一版".to_owned(),
        Flag::JournalRewritten => "登记册和上次报告的对不上，有人改过或者删过".to_owned(),
        Flag::ShowsWithdrawn => "还可能显示下架了的内容".to_owned(),
        Flag::Absent => "没有消息".to_owned(),
        Flag::HiddenLost => "隐藏记录的文件被动过或者坏了，隐藏了的可能又显示出来".to_owned(),
        Flag::DiskRefuses => "硬盘写不进去（只读、满了或者坏了）".to_owned(),
        Flag::ProgramGivenUp => "新程序在它上面运行不下去，退回了原来的".to_owned(),
        Flag::JournalTorn => "登记册有断的地方".to_owned(),
        Flag::Behind { releases, days } => format!("落后 {releases} 版、{days} 天"),
        Flag::Hides { records } => format!("临时隐藏着 {records} 条"),
        Flag::FromTheFuture => "报告的时间还没有到，时钟不对".to_owned(),
        Flag::NoContent => "没有签名的内容".to_owned(),
        Flag::VeryOld => "内容太旧".to_owned(),
        Flag::Old => "内容旧".to_owned(),
        Flag::FellBack => "新内容出错，自动退回过".to_owned(),
        Flag::Refused => {
            format!("最后一次导入被拒绝（{}）", last.and_then(|last| last.code.as_deref()).unwrap_or("没有代码"))
        }
        Flag::ClockDoubted => "时钟不对".to_owned(),
        Flag::LittleRoom => "硬盘快满了".to_owned(),
        Flag::Silent { days } => format!("{days} 天没有报告"),
    });
    let mut remarks: Vec<String> = flags.collect();
    if remarks.is_empty() {
        let event = last.and_then(|last| last.event);
        remarks.extend(event.map(|event| format!("最后：{}", event.label())));
    }
    remarks.push(format!("程序 {}", standing.newest.report.program));
    remarks.join("；")
}

/// What is read out on the telephone and compared with `gongkai sync --status`.
fn fingerprints(standing: &Health) -> String {
    standing.keys.iter().map(KeyId::fingerprint).collect::<Vec<_>>().join("、")
}

fn print_json(fleet: &Fleet, office: Option<&Office>, gathered: &Gathered) -> io::Result<()> {
    let terminals = fleet.standings.iter().map(|standing| {
        json!({
            "report": standing.newest.report,
            "key": standing.newest.key,
            "keys": standing.keys,
            "content_days": standing.content_days,
            "behind": behind(standing),
            "reports": standing.reports,
            "miss_percent": standing.newest.report.usage().and_then(Usage::miss_percent),
            "flags": standing.flags.iter().map(Flag::name).collect::<Vec<_>>(),
        })
    });
    let errors = |errors: &[FleetError]| -> Vec<Value> {
        errors.iter().map(Advise::advice).map(|advice| json!({ "code": advice.code, "what": advice.what })).collect()
    };
    let all = json!({
        "terminals": terminals.collect::<Vec<_>>(),
        "refused": errors(&gathered.refused),
        "unread": errors(&gathered.unread),
    });
    let mut all: Map<String, Value> = all.as_object().cloned().unwrap_or_default();
    let newest = office.map(|office| json!({ "release": office.number, "digest": office.digest, "released_at": office.released_at }));
    all.extend(newest.map(|newest| ("newest".to_owned(), newest)));
    all.extend(fleet_beside::json(fleet).map(|(name, told)| (name.to_owned(), told)));
    let all = Value::from(all);
    writeln!(io::stdout(), "{all}")
}

/// How far its content is behind the office's.
fn behind(standing: &Health) -> Option<Value> {
    standing.flags.iter().find_map(|flag| match flag {
        Flag::Behind { releases, days } => Some(json!({ "releases": releases, "days": days })),
        _ => None,
    })
}
