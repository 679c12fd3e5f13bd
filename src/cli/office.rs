//! `gongkai office`: what terminals send is opened, registered, worked on and answered for.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{
    Trouble,
    keys::With,
    office_key::{OfficeKeyCommand, opened},
    passphrase::Passphrase,
    snag::Snag,
};
use crate::{
    fleet::{self, FleetError},
    outbox::ACKNOWLEDGEMENTS,
    policy::misses_next_year,
    register::{Aside, COLUMNS, Colour, OUTCOMES, Register, RegisterError, Registered, Step, annual, as_json, write_csv},
    request::{Doors, Due, Event, remedy_words},
    text::clean,
};

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
    },
}

/// Where the register lies.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// 台账文件，没有就新建
    #[arg(long, value_name = "文件")]
    register: PathBuf,
}

impl Place {
    fn open(&self) -> Result<Register, RegisterError> {
        Register::open(&self.register)
    }
}

/// How the register is written out.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// 电子表格
    Csv,
    /// JSON
    Json,
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
            Self::Open { stick, place, key, passphrase, renew } => open(&stick, &place, &opened(&key, &passphrase)?, &renew),
            Self::List { place, due } => {
                let all = place.open()?.all()?;
                let urgent = |request: &&Registered| matches!(request.colour(today), Colour::Red | Colour::Yellow);
                list(all.iter().filter(|request| !due || urgent(request)))
            }
            Self::Aside { place } => aside(&place),
            Self::Show { number, place } => show(&place.open()?.find(&number)?),
            Self::Note { number, event, place } => show(&place.open()?.note(&number, &event, today)?),
            Self::Step { number, step, place } => list([&place.open()?.advance(&number, step)?].into_iter()),
            Self::Outcome { number, outcome, place } => list([&place.open()?.end(&number, &outcome)?].into_iter()),
            Self::Export { place, format, out } => export(&place, format, out.as_deref()),
            Self::Acknowledge { stick, place, with } => acknowledge(&stick, &place, &with),
            Self::Report { year, place } => report(&place, year),
        }
    }
}

fn open(
    stick: &Path,
    place: &Place,
    secrets: &[(crate::outbox::OfficeKeyId, crate::outbox::OfficeSecret)],
    renew: &[String],
) -> Result<(), Trouble> {
    let opened = place.open()?.take(stick, secrets, renew, crate::text::now().date())?;
    let mut out = io::stdout();
    writeln!(out, "新登记 {} 件，以前登记过的 {} 件", opened.registered.len(), opened.known)?;
    for number in &opened.registered {
        writeln!(out, "  {number}")?;
    }
    for (receipt, why) in &opened.quarantined {
        writeln!(out, "放在一边：{receipt}，{}", Aside::label(why.as_str()))?;
    }
    for (path, why) in &opened.refused {
        writeln!(out, "没有采信：{}，{}", clean(&path.display().to_string()), why.label())?;
    }
    if opened.quarantined.is_empty() && opened.refused.is_empty() {
        writeln!(out, "接下来：gongkai office acknowledge，把回话写到 U 盘上")?;
        return Ok(());
    }
    Err(RegisterError::NotAll { quarantined: opened.quarantined.len(), refused: opened.refused.len() }.into())
}

fn aside(place: &Place) -> Result<(), Trouble> {
    let all = place.open()?.put_aside()?;
    let mut out = io::stdout();
    for aside in &all {
        writeln!(out, "{}  {}  {}，{}", aside.found_on, aside.terminal, aside.receipt, Aside::label(&aside.why))?;
    }
    writeln!(out, "共 {} 件；终端上的还在，没有清除", all.len())?;
    Ok(())
}

fn list<'r>(requests: impl Iterator<Item = &'r Registered>) -> Result<(), Trouble> {
    let (mut out, today) = (io::stdout(), crate::text::now().date());
    let mut count = 0;
    for request in requests {
        count += 1;
        let colour = request.colour(today).label();
        let due = due_words(request.due());
        let (office, step, title) = (&request.office, request.step.label(), request.form.schema.title);
        writeln!(out, "{colour}  {office}  {step}  {due}  {title}  {}", request.receipt)?;
    }
    writeln!(out, "共 {count} 件")?;
    if misses_next_year(today) {
        writeln!(out, "注意：{} 年放假安排还没有收到，到期日落在那一年的说不出来", today.year() + 1)?;
    }
    Ok(())
}

fn due_words(due: Due) -> String {
    match due {
        Due::On(day) => format!("{day} 到期"),
        Due::Doubtful => "日期还不能说".to_owned(),
        Due::Never => "没有期限在走".to_owned(),
    }
}

fn show(request: &Registered) -> Result<(), Trouble> {
    let mut out = io::stdout();
    writeln!(out, "{}  {}  {}", request.office, request.form.schema.title, request.step.label())?;
    writeln!(out, "回执号：{}，终端 {}，{} 填写，{} 登记", request.receipt, request.terminal, request.left_on, request.opened_on)?;
    for (field, words) in request.form.answers() {
        writeln!(out, "{}：{}", field.label, clean(field.shown(words).reveal()))?;
    }
    for (key, due) in request.dates() {
        let label = DATES.iter().find(|(name, _)| *name == key).map_or(key, |(_, label)| *label);
        let day = match due {
            Due::On(day) => day.to_string(),
            Due::Doubtful => "不能说（时钟、放假通知或者事实不全）".to_owned(),
            Due::Never => "没有".to_owned(),
        };
        writeln!(out, "{label}：{day}")?;
    }
    for event in &request.events {
        if let Event::DecisionServed(served) = event
            && let Some(remedy) = remedy_words(Doors::of(&served.article), served.on)
        {
            writeln!(out, "救济途径：{}（{}）", remedy.words, remedy.source)?;
        }
    }
    if request.form.schema.is_application() && request.events.is_empty() {
        writeln!(out, "还没有记收到：当面交来、签收或者双方确认以后记，期限才开始算")?;
    }
    Ok(())
}

/// Legal dates in front of people.
const DATES: &[(&str, &str)] = &[
    ("receipt", "收到申请"),
    ("correct_notice_by", "最迟告知补正"),
    ("correction_by", "申请人最迟补正"),
    ("reply_by", "最迟答复"),
    ("extended_reply_by", "延期后最迟答复"),
    ("third_party_by", "第三方最迟提意见"),
    ("co_author_by", "共同制作机关最迟提意见"),
    ("pay_by", "最迟缴费"),
    ("publish_by", "最迟主动公开"),
    ("review_by", "最迟申请复议"),
    ("suit_by", "最迟起诉"),
    ("outer_limit", "复议最长期限"),
    ("review_decision_by", "复议最迟决定"),
];

fn export(place: &Place, format: Format, file: Option<&Path>) -> Result<(), Trouble> {
    let (all, today) = (place.open()?.all()?, crate::text::now().date());
    let mut bytes = Vec::new();
    match format {
        Format::Csv => write_csv(&mut bytes, &all, today)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut bytes, &as_json(&all, today))?;
            bytes.push(b'\n');
        }
    }
    match file {
        Some(file) => crate::files::durable::write_with_mode(file, &bytes, 0o600).map_err(Snag::unwritten("台账", file))?,
        None => io::stdout().write_all(&bytes)?,
    }
    Ok(())
}

fn acknowledge(stick: &Path, place: &Place, with: &With) -> Result<(), Trouble> {
    let words = place.open()?.acknowledge(&with.open()?, Timestamp::now())?;
    let mut out = io::stdout();
    for word in &words {
        let failed = |source| FleetError::NotLeft { stick: stick.to_owned(), source };
        fleet::put(stick, ACKNOWLEDGEMENTS, &format!("{}.json", word.terminal), &word.bytes).map_err(failed)?;
        writeln!(out, "给 {} 的回话：{} 件收到了", word.terminal, word.named)?;
    }
    let end = if words.is_empty() { "没有要回话的" } else { "写在 U 盘上了；终端导入它，才会清除自己的那份" };
    writeln!(out, "{end}")?;
    Ok(())
}

fn report(place: &Place, year: i16) -> Result<(), Trouble> {
    let report = annual(&place.open()?.all()?, year);
    let mut out = io::stdout();
    writeln!(out, "{year} 年，只数这本台账里的（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")?;
    writeln!(out, "第二项上年结转和别处收到的，台账不知道，请办公室填\n{}", COLUMNS.join("  "))?;
    for (name, figures) in &report.rows {
        let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
        writeln!(out, "{}  {name}", figures.join("  "))?;
    }
    writeln!(out, "{}", if report.adds_up { "台账内勾稽相符" } else { "台账内勾稽不符，请核对" })?;
    Ok(())
}
