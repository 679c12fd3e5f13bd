//! `gongkai content check`: the gate before a bundle.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::super::{Trouble, snag::Snag};
use crate::{
    gate::{GateError, check},
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
        let report = check(&self.folder, Options::default(), allowed.as_ref(), now().date()).map_err(|error| match error {
            GateError::Source(error) => Trouble::Source(error),
            GateError::Review(error) => Snag::system("审核记录读不了")(io::Error::other(error)).into(),
        })?;
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        } else {
            for objection in &report.objections {
                let word = if objection.stops { "要改" } else { "提醒" };
                let line = objection.line.map_or_else(String::new, |line| format!(":{line}"));
                let (file, what) = (objection.file.display().to_string(), clean(&objection.what));
                writeln!(out, "{word}  {}{line}: {}。{}", clean(&file), what.trim_end_matches('。'), clean(&objection.mend))?;
            }
            writeln!(out, "{} 份文件，{} 处要改，{} 处提醒", report.documents, report.stops(), report.waits())?;
        }
        drop(out);
        if report.stops() > 0 { Err(Snag::Faulty { errors: report.stops(), warnings: report.waits() }.into()) } else { Ok(()) }
    }
}
