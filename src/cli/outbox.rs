//! `gongkai outbox`: what visitors left at this terminal, for staff who stand beside it.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    path::PathBuf,
};

use clap::Subcommand;
use jiff::Timestamp;

use super::{Trouble, snag::Snag};
use crate::{
    advice,
    audit::{Deed, Journal, Who},
    config::is_terminal_name,
    fleet::FleetError,
    outbox::{Outbox, OutboxError, ReceiptNumber},
    request::{Form, SCHEMAS, Wrong},
    sync,
    text::VisitorText,
};

/// 终端上群众留下的
#[derive(Debug, Subcommand)]
pub(super) enum OutboxCommand {
    /// 代填一份：从标准输入读答案，当场封好
    #[command(
        after_help = "例：\n  gongkai outbox leave opinion/1 --library 内容库 --terminal YC-01 < 答案.json\n\n答案是 {\"consultation\":\"…\",\"words\":\"…\"}，不写在命令行里，命令行别人看得见。\n表格：disclosure-citizen/1、disclosure-organisation/1、opinion/1、problem/1、please-publish/1、correction/1、satisfaction/1。\n口头申请由工作人员代填的，加 \"written_by_staff\":\"yes\"，念给申请人听过再填。打印回执号以后才算留下；留下不等于提交。"
    )]
    Leave {
        /// 表格
        #[arg(value_name = "表格")]
        form: String,
        #[command(flatten)]
        place: Place,
    },
    /// 查询进度：回执号到了哪里
    #[command(after_help = "例：\n  gongkai outbox progress YC-01-261130-0001-E --library 内容库 --terminal YC-01")]
    Progress {
        /// 回执号
        #[arg(value_name = "回执号")]
        receipt: String,
        #[command(flatten)]
        place: Place,
    },
    /// 当面收到：申请人当面交了申请、看过证件，从今天起算期限
    #[command(
        after_help = "例：\n  gongkai outbox receive YC-01-261130-0001-E --library 内容库 --terminal YC-01\n\n只能记今天，记了不能改。收到的日子随 U 盘交到办公室，记进台账。"
    )]
    Receive {
        /// 回执号
        #[arg(value_name = "回执号")]
        receipt: String,
        #[command(flatten)]
        place: Place,
    },
    /// 交接单：等着送走几件，当面收到的几时到期，下一班要知道什么
    #[command(
        after_help = "例：\n  gongkai outbox handover --library 内容库 --terminal YC-01 > 交接单.txt\n\n只有编号和日子，没有申请人的一个字。"
    )]
    Handover {
        #[command(flatten)]
        place: Place,
    },
    /// 检查：现在能不能接收，等着送走几件，有没有坏的
    #[command(
        after_help = "例：\n  gongkai outbox check --library 内容库 --terminal YC-01\n\n状态：0 能接收，没有坏的；1 不能接收，或者有坏的。"
    )]
    Check {
        #[command(flatten)]
        place: Place,
    },
}

/// The terminal.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// 内容库所在的文件夹
    #[arg(long, value_name = "文件夹")]
    library: PathBuf,
    /// 这台终端的名称
    #[arg(long, value_name = "名称")]
    terminal: String,
}

impl Place {
    fn open(&self) -> Result<Outbox, Trouble> {
        if !is_terminal_name(&self.terminal) {
            return Err(FleetError::Name { name: self.terminal.clone() }.into());
        }
        Ok(Outbox::open(&Outbox::place(&self.library), &self.terminal)?)
    }

    /// The day, unless the clock stands before what the office signed.
    fn today(&self) -> Result<Option<jiff::civil::Date>, Trouble> {
        let now = Timestamp::now();
        Ok((!sync::doubts_clock(&self.library, now)?).then(|| crate::text::day_of(now)))
    }
}

impl OutboxCommand {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Leave { form, place } => leave(&form, &place),
            Self::Progress { receipt, place } => progress(&receipt, &place),
            Self::Receive { receipt, place } => receive(&receipt, &place),
            Self::Handover { place } => handover(&place),
            Self::Check { place } => check(&place),
        }
    }
}

fn leave(name: &str, place: &Place) -> Result<(), Trouble> {
    let Some(schema) = SCHEMAS.iter().find(|schema| schema.id == name) else {
        return Err(OutboxError::Foreign { path: name.into(), what: "表格的名称" }.into());
    };
    let (mut outbox, today) = (place.open()?, place.today()?);
    outbox.is_open(today)?;
    let mut typed = zeroize::Zeroizing::new(String::new());
    io::stdin().take(64 << 10).read_to_string(&mut typed).map_err(Snag::system("答案读不进来"))?;
    let answers: BTreeMap<String, String> = serde_json::from_str(&typed)
        .map_err(|_| OutboxError::Foreign { path: "答案".into(), what: "{\"名称\":\"答案\"} 这样的一份" })?;
    let mut form = Form::new(schema);
    answers.into_iter().for_each(|(name, words)| form.answer(&name, &VisitorText::from(words)));
    let faults = form.faults(today.unwrap_or_default());
    for fault in &faults {
        writeln!(io::stdout(), "{}", fault_words(fault))?;
    }
    let receipt = outbox.leave(&form, today)?;
    Journal::of(&place.library).note(Who::from(&crate::visit::user()), Deed::FormLeft { receipt: receipt.to_string() });
    writeln!(io::stdout(), "{receipt}\n已填好，尚未提交：由工作人员送到办公室，办公室收到、登记了才算")?;
    Ok(())
}

fn fault_words(fault: &Wrong) -> String {
    match fault {
        Wrong::Missing(field) => format!("没有填：{}", field.label),
        Wrong::NoneOf(names) => format!("至少填一项：{}", names.join("、")),
        Wrong::TooLong(field) => format!("太长：{}（最多 {} 字）", field.label, field.most),
        Wrong::Unfit(field, _) => format!("不像：{}", field.label),
        Wrong::NoChoice(field) => format!("没有这个选项：{}", field.label),
        Wrong::TooMuch => "全部加起来太长".to_owned(),
    }
}

fn progress(receipt: &str, place: &Place) -> Result<(), Trouble> {
    let outbox = place.open()?;
    let known = receipt.parse::<ReceiptNumber>().map(|receipt| outbox.progress(&receipt)).map_or(Ok(None), |found| found.map(Some))?;
    let words = known.as_ref().map_or_else(|| advice::NO_NUMBER.to_owned(), advice::progress);
    writeln!(io::stdout(), "{words}")?;
    Ok(())
}

fn receive(typed: &str, place: &Place) -> Result<(), Trouble> {
    let (mut outbox, today) = (place.open()?, place.today()?);
    let Some(today) = today else { return Err(OutboxError::Closed(crate::outbox::Closed::Clock).into()) };
    let receipt: ReceiptNumber = typed.parse().map_err(|_| OutboxError::NotHere)?;
    let found = outbox.left()?.into_iter().find(|left| left.receipt == receipt && left.is_application()).ok_or(OutboxError::NotHere)?;
    if found.received.is_none() && !outbox.receive(&receipt, today)? {
        return Err(OutboxError::NotHere.into());
    }
    if found.received.is_none() {
        Journal::of(&place.library).note(Who::from(&crate::visit::user()), Deed::FormReceived { receipt: receipt.to_string() });
    }
    let now = outbox.left()?.into_iter().find(|left| left.receipt == receipt).unwrap_or(found);
    for line in advice::receipt_at_desk(&now) {
        writeln!(io::stdout(), "{line}")?;
    }
    Ok(())
}

fn handover(place: &Place) -> Result<(), Trouble> {
    let (outbox, today) = (place.open()?, place.today()?.unwrap_or_else(|| crate::text::now().date()));
    for line in advice::handover(&outbox.left()?, today) {
        writeln!(io::stdout(), "{line}")?;
    }
    Ok(())
}

fn check(place: &Place) -> Result<(), Trouble> {
    let (outbox, today) = (place.open()?, place.today()?);
    let mut out = io::stdout();
    writeln!(out, "等着送走：{} 件", outbox.waiting()?)?;
    if let Some(day) = outbox.waits_since()? {
        writeln!(out, "最早的是 {day} 留下的")?;
    }
    if outbox.is_nearly_full()? {
        writeln!(out, "快满了，请尽快用 U 盘送走")?;
    }
    let faults = outbox.faults()?;
    for fault in &faults {
        writeln!(out, "坏了：{fault}")?;
    }
    outbox.is_open(today)?;
    if !faults.is_empty() {
        return Err(OutboxError::ReadBack.into());
    }
    writeln!(out, "可以接收")?;
    Ok(())
}
