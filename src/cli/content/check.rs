//! `gongkai content check`: the gate before a bundle.

use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

use super::super::{Trouble, many::Many, snag::Snag, words::agrees};
use super::report::{self, in_words};
use crate::{
    editing::{Bench, mends},
    gate::{GateError, Reason, Report, check_told},
    review::{Office, ReviewError},
    source::Options,
    takeaway::AllowList,
    text::{clean, now},
};

/// 出库前的检查
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai content check 云川县\n  gongkai content check 云川县 --host www.yunchuan.gov.cn --json\n  gongkai content check 云川县 --mend\n  gongkai content check 云川县 --answer --who 王芳\n  gongkai content check 云川县 --report 检查报告.pdf\n\n“要改”的改好以前不打包；“提醒”的由人逐条看过。\n--mend 只改对错分明的（编码、看不见的字符、文件头里的引号、日期、文号的括号），先列出来，同意了再改；改过的文件要重新审核。"
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
    /// 逐条答复提醒：写理由，记在审核记录里；空着就留着
    #[arg(long)]
    answer: bool,
    /// 谁在答复：本人姓名
    #[arg(long, value_name = "姓名", requires = "answer")]
    who: Option<String>,
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
        let mut report = checked(&self.folder, Options::default(), allowed.as_ref())?;
        if self.answer {
            answer(&self.folder, &report, self.who.as_deref().unwrap_or_default())?;
            report = checked(&self.folder, Options::default(), allowed.as_ref())?;
        }
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

/// Asks for the reason why each reminder of a document may stay, and records it; what is left blank goes on reminding.
fn answer(folder: &Path, report: &Report, who: &str) -> Result<(), Trouble> {
    let Some(office) = Office::around(folder) else { return Ok(()) };
    if who.trim().is_empty() {
        return Err(ReviewError::Nameless.into());
    }
    let bench = Bench::open(office.root())?;
    let ids = office.ids()?;
    for objection in report.objections.iter().filter(|objection| !objection.stops) {
        let id = objection.file.file_stem().map(|id| id.to_string_lossy().into_owned()).filter(|id| ids.contains(id));
        let Some(id) = id else { continue };
        let (what, mend) = in_words(objection);
        writeln!(io::stdout(), "提醒  {}: {}。{mend}", clean(&objection.file.display().to_string()), what.trim_end_matches('。'))?;
        write!(io::stdout(), "可以这样发布的，写理由（空着就留着）：")?;
        io::stdout().flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        let finding = match objection.reason {
            Reason::Finding(code) => format!("{}：{}", code.name(), clean(&objection.what).replace('\n', " ")),
            _ => objection.what.clone(),
        };
        bench.release(&id, who, &finding, &line)?;
    }
    Ok(())
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
    let line = Many::new();
    let report = check_told(folder, options, allowed, now().date(), &|what, done, all| line.tell(what, done, all));
    line.clear();
    report.map_err(|error| match error {
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
