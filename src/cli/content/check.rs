//! `gongkai content check`: the gate before a bundle.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::super::{Trouble, snag::Snag, words::agrees};
use super::report::{self, in_words};
use crate::{
    editing::mends,
    gate::{GateError, Report, check},
    source::Options,
    takeaway::AllowList,
    text::{clean, now},
};

/// 出库前的检查
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai content check 云川县\n  gongkai content check 云川县 --host www.yunchuan.gov.cn --json\n  gongkai content check 云川县 --mend\n  gongkai content check 云川县 --report 检查报告.pdf\n\n“要改”的改好以前不打包；“提醒”的由人逐条看过。\n--mend 只改对错分明的（编码、看不见的字符、文件头里的引号、日期、文号的括号），先列出来，同意了再改；改过的文件要重新审核。"
)]
pub(in crate::cli) struct Check {
    /// 放内容的文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 允许的网站，可以写几次；不写就不查网址
    #[arg(long = "host", value_name = "域名")]
    hosts: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
    /// 先改对错分明的，再检查
    #[arg(long)]
    mend: bool,
    /// 不再问，照列出来的改
    #[arg(long, requires = "mend")]
    yes: bool,
    /// 写一份给领导看的报告：.pdf 可以打印，.json 给程序，别的名字是文字
    #[arg(long, value_name = "文件")]
    report: Option<PathBuf>,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Trouble> {
        if self.mend {
            mend(&self.folder, self.yes)?;
        }
        let allowed = (!self.hosts.is_empty()).then(|| AllowList::new(&self.hosts));
        let report = checked(&self.folder, Options::default(), allowed.as_ref())?;
        if let Some(path) = &self.report {
            report::write(&self.folder, &report, path)?;
        }
        if self.json {
            let mut out = io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        } else {
            print_report(&report)?;
        }
        if report.stops() > 0 { Err(Snag::Faulty { errors: report.stops(), warnings: report.waits() }.into()) } else { Ok(()) }
    }
}

/// Shows what has one right mend, asks, and mends it.
fn mend(folder: &Path, yes: bool) -> Result<(), Trouble> {
    let content = folder.join("content");
    let source = if content.is_dir() { content } else { folder.to_owned() };
    let found = mends(&source).map_err(Snag::unread("来源", &source))?;
    let mut out = io::stdout();
    for mended in &found {
        for what in &mended.what {
            writeln!(out, "改  {}: {}", clean(&mended.file.display().to_string()), clean(what))?;
        }
    }
    if found.is_empty() {
        writeln!(out, "没有能由程序改的")?;
        return Ok(());
    }
    if !yes && !agrees()? {
        return Err(Snag::NotAgreed { deed: "改" }.into());
    }
    for mended in &found {
        mended.write().map_err(Snag::unwritten("文件", &mended.file))?;
    }
    writeln!(out, "改好了 {} 个文件；审核过的要重新审核", found.len())?;
    Ok(())
}

/// What speaks against publishing a workplace or a source.
pub(in crate::cli) fn checked(folder: &Path, options: Options, allowed: Option<&AllowList>) -> Result<Report, Trouble> {
    check(folder, options, allowed, now().date()).map_err(|error| match error {
        GateError::Source(error) => Trouble::Source(error),
        GateError::Review(error) => Trouble::Review(error),
    })
}

/// Prints it for people.
pub(in crate::cli) fn print_report(report: &Report) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for objection in &report.objections {
        let word = if objection.stops { "要改" } else { "提醒" };
        let line = objection.line.map_or_else(String::new, |line| format!(":{line}"));
        let file = objection.file.display().to_string();
        let (what, mend) = in_words(objection);
        writeln!(out, "{word}  {}{line}: {}。{}", clean(&file), what.trim_end_matches('。'), mend)?;
    }
    writeln!(out, "{} 份文件，{} 处要改，{} 处提醒", report.documents, report.stops(), report.waits())
}
