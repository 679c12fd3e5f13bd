//! `gongkai office`: what terminals send is opened, registered, worked on and answered for.
//!
//! ```text
//! place          where the register lies, and how it is written out
//! key            the key that opens what comes
//! carry          sticks opened, words to terminals, what was put aside decided on
//! shown          the register in front of people
//! rules          the tables by which dates are reckoned
//! figures        the register as a table, rows of the annual report
//! ```

mod carry;
mod figures;
mod key;
mod place;
mod rules;
mod shown;

use std::path::PathBuf;

use clap::Subcommand;

use self::{
    key::{OfficeKeyCommand, opened},
    place::{Format, Place},
};
use super::{Trouble, keys::With, passphrase::Passphrase};
use crate::register::{Colour, FEWEST_ASKERS, OUTCOMES, Registered, Step, Which};

/// 办公室：接收终端送来的申请和意见
#[derive(Debug, Subcommand)]
pub(super) enum Office {
    /// 接收密钥：生成、发布
    #[command(subcommand)]
    Key(OfficeKeyCommand),
    /// 打开 U 盘带回来的，登记到台账：同一件只登记一次
    #[command(
        after_help = "例：\n  gongkai office open /media/GONGKAI --register 台账.sqlite --key 密钥/recipient-1a2b3c4d.key\n\n--key 可以写几次：换过密钥的，旧的也写上。打不开的、号码一样内容不一样的，放在一边，不登记也不丢。\n状态：0 都登记了，1 没做成，3 有的放在一边或者没有采信。"
    )]
    Open {
        /// U 盘，或者抄下来的文件夹
        #[arg(value_name = "位置")]
        stick: PathBuf,
        #[command(flatten)]
        place: Place,
        /// 接收私钥，旧的也写上
        #[arg(long, value_name = "文件", required = true)]
        key: Vec<PathBuf>,
        #[command(flatten)]
        passphrase: Passphrase,
        /// 这台终端重装过，改认它的新密钥。可以写几次
        #[arg(long, value_name = "名称")]
        renew: Vec<String>,
    },
    /// 台账：每件到了哪个环节、几时到期
    #[command(
        after_help = "例：\n  gongkai office list --register 台账.sqlite\n  gongkai office list --register 台账.sqlite --due        只看红的、黄的"
    )]
    List {
        #[command(flatten)]
        place: Place,
        /// 只看过期的和 3 个工作日内到期的
        #[arg(long)]
        due: bool,
    },
    /// 放在一边没有登记的，和为什么
    Aside {
        #[command(flatten)]
        place: Place,
    },
    /// 放在一边的一件，看过了，单独登记
    #[command(
        after_help = "例：\n  gongkai office adopt YC-01-261130-0001-E --register 台账.sqlite --key 密钥/recipient-1a2b3c4d.key\n\n终端用旧备份恢复过，回执号会重：两个人的申请一个号。打开看过，是另一件，就单独登记，各有各的编号。登记了才会给终端回话。"
    )]
    Adopt {
        /// 回执号
        #[arg(value_name = "回执号")]
        receipt: String,
        /// 同号的不止一件时，摘要的前几位
        #[arg(long, value_name = "摘要")]
        which: Option<String>,
        #[command(flatten)]
        place: Place,
        /// 接收私钥，旧的也写上
        #[arg(long, value_name = "文件", required = true)]
        key: Vec<PathBuf>,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// 放在一边的一件，确实打不开了，记下原因，请那个人重新填
    #[command(
        after_help = "例：\n  gongkai office give-up YC-01-261130-0001-E --because 密钥丢了 --register 台账.sqlite\n\n留在台账里，不删。下次回话以后，终端清除自己的那份；那个人查询进度，会看到请重新填。"
    )]
    GiveUp {
        /// 回执号
        #[arg(value_name = "回执号")]
        receipt: String,
        /// 同号的不止一件时，摘要的前几位
        #[arg(long, value_name = "摘要")]
        which: Option<String>,
        /// 原因
        #[arg(long, value_name = "原因")]
        because: String,
        #[command(flatten)]
        place: Place,
    },
    /// 一件的全部内容和法定日期
    #[command(after_help = "例：\n  gongkai office show 申2026-0001 --register 台账.sqlite")]
    Show {
        /// 办公室的编号，或者回执号
        #[arg(value_name = "编号")]
        number: String,
        #[command(flatten)]
        place: Place,
    },
    /// 记一件事：收到、补正、征求意见、延期、答复……
    #[command(
        after_help = "例：\n  gongkai office note 申2026-0001 '{\"what\":\"received\",\"on\":\"2026-11-30\",\"by\":\"in_person\"}' --register 台账.sqlite\n\n终端上填好不等于收到：当面交来、签收、双方确认了，记 received，期限才开始算。能记的事见 gongkai request dates --help。"
    )]
    Note {
        /// 办公室的编号，或者回执号
        #[arg(value_name = "编号")]
        number: String,
        /// 事情，JSON
        #[arg(value_name = "事情")]
        event: String,
        #[command(flatten)]
        place: Place,
    },
    /// 改到哪个环节：接收、办理、审核、答复、归档
    Step {
        /// 办公室的编号，或者回执号
        #[arg(value_name = "编号")]
        number: String,
        /// 环节
        #[arg(value_name = "环节", value_parser = step)]
        step: Step,
        #[command(flatten)]
        place: Place,
    },
    /// 记办理结果，年度报告里的一行
    #[command(after_help = outcomes())]
    Outcome {
        /// 办公室的编号，或者回执号
        #[arg(value_name = "编号")]
        number: String,
        /// 结果的编号
        #[arg(value_name = "结果")]
        outcome: String,
        #[command(flatten)]
        place: Place,
    },
    /// 导出台账
    #[command(after_help = "例：\n  gongkai office export --register 台账.sqlite --as csv --out 台账.csv")]
    Export {
        #[command(flatten)]
        place: Place,
        /// 格式
        #[arg(long = "as", value_name = "格式", value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// 写到这个文件；不写就打印
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 放假安排、救济途径、收费标准：换上新的，或者看现在用的
    #[command(
        after_help = "例：\n  gongkai office rules --register 台账.sqlite           看现在用的，缺哪一年\n  gongkai office rules 内容 --register 台账.sqlite      换上来源文件夹里的 holidays.csv、remedies.csv、fees.csv\n\n每年 11 月放假通知下来，写进来源的 holidays.csv，随签过名的内容发到各终端，办公室用这条命令换上同一个文件。"
    )]
    Rules {
        /// 来源文件夹
        #[arg(value_name = "来源")]
        source: Option<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
    /// 给各终端写回话：哪些收到了，可以清除
    #[command(
        after_help = "例：\n  gongkai office acknowledge /media/GONGKAI --register 台账.sqlite --key 密钥/receipts-1a2b3c4d.key\n\n用签回执的密钥签（没有设这个岗位的，用打包员的）。终端导入这个 U 盘，核对签名和内容以后才清除自己的那份。"
    )]
    Acknowledge {
        /// U 盘
        #[arg(value_name = "位置")]
        stick: PathBuf,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        with: With,
    },
    /// 年度报告：台账真正知道的几行
    #[command(
        after_help = "例：\n  gongkai office report 2026 --register 台账.sqlite\n\n只数台账里的；上年结转、复议诉讼、别处收到的，台账不知道，不写。"
    )]
    Report {
        /// 年份
        #[arg(value_name = "年份")]
        year: i16,
        #[command(flatten)]
        place: Place,
        /// 写成电子表格
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 建议主动公开的：好几个人都申请的文件和事情，只说文号和公文里的叫法
    #[command(
        after_help = "例：\n  gongkai office wishes --register 台账.sqlite\n\n3 个人以下申请的不列，申请人写的话一个字也不列。搜了没有结果的，终端只记公文里的叫法和次数，看 gongkai fleet status。依据：条例第四十四条。"
    )]
    Wishes {
        #[command(flatten)]
        place: Place,
        /// 至少几件
        #[arg(long, value_name = "件", default_value_t = FEWEST_ASKERS)]
        least: usize,
    },
}

fn step(text: &str) -> Result<Step, String> {
    Step::of(text).ok_or_else(|| format!("环节只能是 {}", Step::ALL.map(Step::label).join("、")))
}

fn outcomes() -> String {
    let lines: Vec<String> = OUTCOMES.iter().map(|(number, name)| format!("  {number:<4} {name}")).collect();
    format!("结果：\n{}\n\n救济途径不看这里，看答复引用的条款。", lines.join("\n"))
}

impl Office {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let today = crate::text::now().date();
        match self {
            Self::Key(command) => command.run(),
            Self::Open { stick, place, key, passphrase, renew } => carry::open(&stick, &place, &opened(&key, &passphrase)?, &renew),
            Self::List { place, due } => {
                let all = place.open()?.all()?;
                let urgent = |request: &&Registered| matches!(request.colour(today), Colour::Red | Colour::Yellow);
                shown::list(all.iter().filter(|request| !due || urgent(request)))?;
                shown::alarm(&all)
            }
            Self::Aside { place } => shown::aside(&place),
            Self::Adopt { receipt, which, place, key, passphrase } => {
                let which = Which { receipt: &receipt, digest: which.as_deref() };
                shown::show(&place.open()?.adopt(which, &opened(&key, &passphrase)?, today)?)
            }
            Self::GiveUp { receipt, which, because, place } => {
                carry::give_up(&place, Which { receipt: &receipt, digest: which.as_deref() }, &because)
            }
            Self::Show { number, place } => shown::show(&place.open()?.find(&number)?),
            Self::Note { number, event, place } => shown::show(&place.open()?.note(&number, &event, today)?),
            Self::Step { number, step, place } => shown::list([&place.open()?.advance(&number, step)?].into_iter()),
            Self::Outcome { number, outcome, place } => shown::list([&place.open()?.end(&number, &outcome)?].into_iter()),
            Self::Export { place, format, out } => figures::export(&place, format, out.as_deref()),
            Self::Rules { source, place } => rules::run(source.as_deref(), &place, today),
            Self::Acknowledge { stick, place, with } => carry::acknowledge(&stick, &place, &with),
            Self::Report { year, place, out } => figures::report(&place, year, out.as_deref()),
            Self::Wishes { place, least } => figures::wishes(&place, least),
        }
    }
}
