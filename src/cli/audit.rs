//! `gongkai audit`: the journal of a terminal, read and tried.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;

use super::Trouble;
use crate::{
    advice,
    audit::{AuditError, Chain, Deed, Entry, own_folder},
    sync,
};

/// 登记册：谁什么时候进过工作人员页面、做了什么
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// 列出登记册，新的在前
    #[command(
        after_help = "例：\n  gongkai audit show --library 内容库           最近的 50 条\n  gongkai audit show --library 内容库 --all     全部\n\n时间是这台终端的时钟，可能不准；先后以编号为准。只有代码和数目，没有密码，没有群众写的字。"
    )]
    Show {
        /// 内容库所在的文件夹
        #[arg(long, value_name = "文件夹")]
        library: PathBuf,
        /// 列出全部
        #[arg(long)]
        all: bool,
    },
    /// 查登记册有没有被改过、抽走、插进或者截短
    #[command(
        after_help = "例：\n  gongkai audit verify --library 内容库\n  gongkai audit verify --library 内容库 --since 3f9a61c20b7d45e8   和上次抄下来的摘要比\n\n每一条都含前一条的摘要，改一条就要改后面的全部。能改这台机器上所有文件的人，可以整本重写；只有和以前抄下来的、\n或者状况报告带回办公室的摘要比，才看得出来。查完把最后的摘要抄下来，下次用。\n状态：0 对得上，1 没查成，3 对不上。"
    )]
    Verify {
        /// 内容库所在的文件夹
        #[arg(long, value_name = "文件夹")]
        library: PathBuf,
        /// 以前抄下来的摘要，8 位以上
        #[arg(long, value_name = "摘要")]
        since: Option<String>,
    },
}

/// Entries that are shown, unless all are asked for.
const SHOWN: usize = 50;
/// Digits of a head that people write down.
const WRITTEN_DOWN: usize = 16;

impl Audit {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Show { library, all } => show(&of_a_terminal(library)?, if all { usize::MAX } else { SHOWN }),
            Self::Verify { library, since } => verify(&of_a_terminal(library)?, since.as_deref()),
        }
    }
}

/// The journal of a folder that is a terminal's: of any other it would seem to be empty, and well.
fn of_a_terminal(library: PathBuf) -> Result<Chain, AuditError> {
    if !own_folder(&library).is_dir() && !library.join("generations").is_dir() {
        return Err(AuditError::NoTerminal { dir: library });
    }
    sync::journal(&library)
}

fn show(chain: &Chain, most: usize) -> Result<(), Trouble> {
    let mut out = io::stdout();
    if chain.entries.is_empty() {
        writeln!(out, "还没有记过什么")?;
    }
    for Entry { number, at, by, deed, .. } in chain.entries.iter().rev().take(most) {
        // Of what a visitor did only the day was written down.
        let by_day = matches!(deed, Deed::FormLeft { .. } | Deed::FormReceived { .. });
        let at = crate::text::local(*at).strftime(if by_day { "%Y-%m-%d         " } else { "%Y-%m-%d %H:%M:%S" });
        writeln!(out, "{number:>6}  {at}  {}  {}", advice::doer(by), advice::deed(deed))?;
    }
    let left = chain.entries.len().saturating_sub(most);
    if left > 0 {
        writeln!(out, "还有 {left} 条更早的，加 --all 全部列出")?;
    }
    // Whoever reads must not believe what does not hold together.
    chain.verify(None)?;
    Ok(())
}

fn verify(chain: &Chain, since: Option<&str>) -> Result<(), Trouble> {
    let mut out = io::stdout();
    chain.verify(since)?;
    if chain.is_torn {
        writeln!(out, "最后一行没有写完，是断电造成的，不算改动")?;
    }
    if chain.unwitnessed {
        writeln!(out, "注意：终端记得的最后一条读不出来，末尾有没有少，只能和抄下来的摘要比")?;
    }
    match chain.last() {
        None => writeln!(out, "还没有记过什么")?,
        Some(last) => {
            let written_down: String = last.digest.to_string().chars().take(WRITTEN_DOWN).collect();
            writeln!(
                out,
                "登记册对得上：第 {} 条到第 {} 条，没有改动",
                chain.entries.first().map_or(1, |first| first.number),
                last.number
            )?;
            if since.is_some() {
                writeln!(out, "以前抄下来的那一条还在里面")?;
            }
            writeln!(out, "请抄下来，下次比：第 {} 条，摘要 {written_down}", last.number)?;
            writeln!(out, "摘要全文：{}", last.digest)?;
        }
    }
    Ok(())
}
