//! `gongkai doctor`: how this terminal is.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::Serialize;

use super::{Trouble, snag::Snag};
use crate::{
    advice::{self, check_name, found},
    doctor::{Check, Looked, Machine, Outcome, Screen, State, examine},
    tui,
};

/// 检查这台终端
///
/// 只看，什么也不改。查配置、内容、信任根、硬盘、时钟、开机启动、字体、二维码……每一处毛病说明为什么要紧、怎么办。
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai doctor                      检查这台终端\n  gongkai doctor --all                好的也列出来\n  gongkai doctor --root 系统文件夹     检查还没有启动的系统\n  gongkai doctor --out U盘            把结果写成一份文件，交给管理员；里面没有群众写的字\n\n状态：0 都好，1 有要留意的，2 有坏的（群众受影响）。"
)]
pub(super) struct Doctor {
    /// 系统所在的文件夹，不写就是这台机器
    #[arg(long, value_name = "文件夹", default_value = "/", hide_default_value = true)]
    root: PathBuf,
    /// 好的、没查的也列出来
    #[arg(long)]
    all: bool,
    /// 打印成 JSON
    #[arg(long)]
    json: bool,
    /// 把结果写到这个文件夹里
    #[arg(long, value_name = "文件夹")]
    out: Option<PathBuf>,
}

/// A check, as JSON has it.
#[derive(Debug, Serialize)]
struct Entry<'l> {
    check: Check,
    name: &'static str,
    /// None where it was not looked at.
    state: Option<State>,
    seen: &'l str,
    findings: Vec<Fault>,
}

#[derive(Debug, Serialize)]
struct Fault {
    state: State,
    what: String,
    why: &'static str,
    mend: String,
}

#[derive(Debug, Serialize)]
struct Examined<'l> {
    program: &'static str,
    at: Timestamp,
    state: State,
    checks: Vec<Entry<'l>>,
}

impl Doctor {
    /// How it is in the end.
    pub(super) fn run(self) -> Result<State, Trouble> {
        let now = Timestamp::now();
        let looked = examine(&Machine::below(&self.root), screen(), now);
        let checks: Vec<Entry<'_>> = looked.iter().map(entry).collect();
        let state = looked.iter().filter_map(Looked::state).max().unwrap_or(State::Good);
        let examined = Examined { program: env!("CARGO_PKG_VERSION"), at: now, state, checks };
        if let Some(folder) = &self.out {
            leave(folder, &examined)?;
        }
        if self.json {
            writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&examined)?)?;
        } else {
            for line in advice::examined(&looked, self.all) {
                writeln!(io::stdout(), "{line}")?;
            }
        }
        Ok(state)
    }
}

/// The screen, where somebody sits before one.
fn screen() -> Option<Screen> {
    io::stdout().is_terminal().then(tui::extent).flatten()
}

fn entry(looked: &Looked) -> Entry<'_> {
    let (seen, findings) = match &looked.outcome {
        Outcome::Seen(seen, findings) => (seen.as_str(), findings.as_slice()),
        Outcome::NotFromHere => ("", [].as_slice()),
    };
    let faults = findings.iter().map(|finding| {
        let told = found(finding);
        Fault { state: finding.state(), what: told.what, why: told.why, mend: told.mend }
    });
    Entry { check: looked.check, name: check_name(looked.check), state: looked.state(), seen, findings: faults.collect() }
}

/// What was found, as a file for whoever mends it elsewhere.
fn leave(folder: &Path, examined: &Examined<'_>) -> Result<(), Trouble> {
    let path = folder.join(format!("doctor-{}.json", crate::text::local(examined.at).strftime("%Y%m%d-%H%M%S")));
    let text = serde_json::to_vec_pretty(examined)?;
    crate::files::durable::write(&path, &text).map_err(|source| Snag::Unwritten { what: "检查结果", path, source })?;
    Ok(())
}
