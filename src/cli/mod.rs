//! The commands. Without one, the kiosk. Every command says in its help what it is for and shows an example; every error says what to do next.

#![expect(clippy::print_stderr, reason = "commands talk to the person who typed them")]

use std::{io::Write, process::ExitCode};

use clap::{Parser, Subcommand};
use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use crate::advice::Advise;

mod audit;
mod bundle;
mod compose;
#[cfg(feature = "office")]
mod content;
mod doctor;
mod evaluate;
mod evaluate_gate;
mod fleet;
mod fleet_beside;
mod fleet_papers;
mod fleet_use;
mod hide;
mod keys;
mod kiosk;
mod library;
#[cfg(feature = "office")]
mod many;
mod model;
mod model_file;
#[cfg(feature = "office")]
mod model_fit;
mod new_root;
mod office;
mod outbox;
mod passphrase;
mod pin;
mod place;
mod request;
mod root;
mod search;
mod setup;
mod show;
mod snag;
mod start;
mod stick;
mod stick_helper;
mod sync;
mod trouble;
mod usage;
mod waiting;
mod withdraw;
mod words;

use trouble::Trouble;

/// 政务公开专区自助查询终端
///
/// 不带命令运行时打开查询界面：装好的内容库，没有装就用程序自带的示例内容。
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    after_help = "例：\n  gongkai                                   打开示例内容，按 Ctrl-Q 退出\n  gongkai library build 内容 --into 内容库    从内容文件夹建库\n  gongkai --library 内容库 --windowed       看看建好的库",
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    kiosk: kiosk::Kiosk,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 把办公室的文件变成内容
    #[cfg(feature = "office")]
    #[command(subcommand)]
    Content(content::Content),
    /// 建库、查看、检查内容
    #[command(subcommand)]
    Library(library::Library),
    /// 按意思找的模型：从下载的文件里取出来
    #[command(subcommand)]
    Model(model::Model),
    /// 内容包：起草、签名、发布、查验
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    /// 生成和查看签名密钥
    #[command(subcommand)]
    Keys(keys::Keys),
    /// 信任根：谁能在哪个岗位签名
    #[command(subcommand)]
    Root(root::Root),
    /// 内容 U 盘：把发布好的内容写上去，检查写全了没有
    #[command(subcommand)]
    Stick(stick::Stick),
    /// 把这台机器装成终端；撤回
    Setup(setup::Setup),
    /// 检查这台终端：哪里不好，为什么要紧，怎么办
    Doctor(doctor::Doctor),
    /// 从 U 盘导入签过名的内容；看历史、退回上一版
    Sync(sync::Sync),
    /// 临时隐藏一条内容，等办公室的下一版
    Hide(hide::Hide),
    /// 各终端的状况：把 U 盘带回来的报告列成一张表
    #[command(subcommand)]
    Fleet(fleet::FleetCommand),
    /// 登记册：谁什么时候进过工作人员页面、做了什么
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Mounts sticks for the kiosk; started by systemd
    #[command(hide = true)]
    StickHelper(stick_helper::StickHelper),
    /// Starts the program of the terminal that is next; run by its session
    #[command(hide = true)]
    Start(start::Start),
    /// Shows that this program works on this terminal; run by the one that runs
    #[command(hide = true)]
    Rehearse(start::Rehearse),
    /// 终端上群众留下的：填写、查询、检查
    #[command(subcommand)]
    Outbox(outbox::OutboxCommand),
    /// 办公室：接收终端送来的申请和意见，登记，回话
    #[command(subcommand)]
    Office(office::Office),
    /// 依申请公开：按法律和放假安排算期限
    #[command(subcommand)]
    Request(request::Request),
    /// 在内容库里搜索
    Search(search::Search),
    /// 评一评搜索：常见的问法能不能找到该找到的
    Evaluate(evaluate::Evaluate),
    /// 显示一条内容的全部信息
    Show(show::Show),
    /// 试试拼音输入：打这些键，会列出哪些字词
    Compose(compose::Compose),
    /// 生成工作人员密码的配置
    Pin(pin::Pin),
}

/// All commands with their help, as they are read: also for manual pages and completions.
pub fn command() -> clap::Command {
    usage::command::<Cli>()
}

/// Runs what was asked for and says how it ended: 0 done, 1 failed, 2 wrong usage, 3 a bundle or a report that must not be used.
pub fn run() -> ExitCode {
    let cli: Cli = match usage::read() {
        Ok(cli) => cli,
        Err(ended) => return ended,
    };
    log();
    if cli.command.is_some() {
        kiosk::settle_installed();
    }
    let ended: Result<(), Trouble> = match cli.command {
        None => cli.kiosk.run(),
        #[cfg(feature = "office")]
        Some(Command::Content(command)) => command.run(),
        Some(Command::Library(command)) => command.run(),
        Some(Command::Model(command)) => command.run(),
        Some(Command::Bundle(command)) => command.run(),
        Some(Command::Keys(command)) => command.run(),
        Some(Command::Root(command)) => command.run(),
        Some(Command::Setup(command)) => command.run(),
        Some(Command::Doctor(command)) => match command.run() {
            // What is the matter was said; how bad it is, scripts see.
            Ok(state) => return ExitCode::from(state as u8),
            Err(trouble) => Err(trouble),
        },
        Some(Command::Sync(command)) => command.run(),
        Some(Command::Stick(command)) => command.run(),
        Some(Command::Hide(command)) => command.run(),
        Some(Command::Fleet(command)) => command.run(),
        Some(Command::Audit(command)) => command.run(),
        Some(Command::StickHelper(command)) => command.run(),
        Some(Command::Start(command)) => command.run(),
        Some(Command::Rehearse(command)) => command.run(),
        Some(Command::Request(command)) => command.run(),
        Some(Command::Outbox(command)) => command.run(),
        Some(Command::Office(command)) => command.run(),
        Some(Command::Search(command)) => command.run(),
        Some(Command::Evaluate(command)) => command.run(),
        Some(Command::Show(command)) => command.run(),
        Some(Command::Compose(command)) => command.run(),
        Some(Command::Pin(command)) => command.run(),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) if trouble.is_closed_pipe() => ExitCode::SUCCESS,
        Err(trouble) => {
            // A closed standard error must not hide that it failed.
            drop(writeln!(std::io::stderr(), "{}", trouble.advice()));
            trouble.exit_code()
        }
    }
}

/// The log goes to standard error when it is not the screen, which under systemd is the journal. Where nothing more can be written, nothing more
/// is: visitors go on searching, and a word about the failure would have to go to the same full disk.
fn log() {
    use std::io::IsTerminal;
    if !std::io::stderr().is_terminal() {
        let level = level();
        // What the crates that search say in detail is none of ours to promise anything about: a visitor's words may stand in it.
        let heard = Targets::new().with_default(level.min(LevelFilter::WARN)).with_target("gongkai", level);
        let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_max_level(LevelFilter::TRACE);
        log.log_internal_errors(false).finish().with(heard).init();
    }
}

/// How much is logged: `off`, `error`, `warn`, `info` or `debug` in `GONGKAI_LOG`, else in `RUST_LOG`, as other programs have it; else warnings.
fn level() -> LevelFilter {
    let set = ["GONGKAI_LOG", "RUST_LOG"].iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find_map(|level| level.trim().parse().ok()).unwrap_or(LevelFilter::WARN)
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_parts_of_a_command_bear_one_name() {
        super::command().debug_assert();
    }
}
