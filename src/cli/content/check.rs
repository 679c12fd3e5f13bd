//! `gongkai content check`: the gate before a bundle.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::super::{Trouble, snag::Snag};
use crate::{
    advice::code_words,
    gate::{GateError, Objection, Reason, Report, check},
    source::Options,
    takeaway::AllowList,
    text::{clean, now},
};

/// 出库前的检查
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai content check 云川县\n  gongkai content check 云川县 --host www.yunchuan.gov.cn --json\n\n“要改”的改好以前不打包；“提醒”的由人逐条看过。"
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
}

impl Check {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let allowed = (!self.hosts.is_empty()).then(|| AllowList::new(&self.hosts));
        let report = checked(&self.folder, Options::default(), allowed.as_ref())?;
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

/// An objection and what to do about it, fit for a terminal.
fn in_words(objection: &Objection) -> (String, String) {
    let words = clean(&objection.what).replace('\n', " ");
    match objection.reason {
        Reason::Finding(code) => {
            let (what, mend) = code_words(code);
            (if words.is_empty() { what.to_owned() } else { format!("{what}：{words}") }, mend.to_owned())
        }
        _ => (words, clean(&objection.mend).into_owned()),
    }
}
