//! What the command line says when it is asked for help or cannot be understood. clap speaks English of itself; here it is taught to say all of
//! it in Chinese: headings and the usual options by its own means, what it did not understand from the kind of its error and its stumble.

use std::{
    error::Error as _,
    io::{IsTerminal, Write},
    num::{ParseFloatError, ParseIntError},
    process::ExitCode,
};

use clap::{
    Arg, ArgAction, Command, CommandFactory, FromArgMatches,
    builder::PossibleValue,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::text::{clean, is_han};

/// About, usage, arguments and options, examples.
const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// Headings as clap writes them, and as they are shown.
const HEADINGS: [(&str, &str); 4] = [("命令:\n", "命令：\n"), ("参数:\n", "参数：\n"), ("选项:\n", "选项：\n"), ("[OPTIONS]", "[选项]")];

/// The command line as it was typed; where it asked for help or cannot be understood, that is said, and how the program ends.
pub(super) fn read<C: CommandFactory + FromArgMatches>() -> Result<C, ExitCode> {
    command::<C>().try_get_matches().and_then(|matches| C::from_arg_matches(&matches)).map_err(|error| answer(&error))
}

/// The command line itself, in Chinese.
pub(super) fn command<C: CommandFactory>() -> Command {
    in_chinese(C::command()).disable_version_flag(true).arg(version())
}

/// A command and all below it, with Chinese headings and options.
fn in_chinese(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("看说明");
    command
        .disable_help_flag(true)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .arg(help)
        .mut_args(told)
        .mut_subcommands(in_chinese)
}

fn version() -> Arg {
    told(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("看版本"))
}

/// An argument under its heading, with what it is by default and what it may be.
fn told(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let arg = arg.help_heading(heading);
    if !arg.get_action().takes_values() {
        return arg;
    }
    let choices: Vec<String> = arg.get_possible_values().iter().filter(|value| !value.is_hide_set()).map(choice).collect();
    let defaults: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let mut remarks = Vec::new();
    if !choices.is_empty() {
        remarks.push(format!("可以写：{}", choices.join("，")));
    }
    if defaults.iter().any(|value| !value.is_empty()) {
        remarks.push(format!("不写就是 {}", defaults.join(" ")));
    }
    let help = arg.get_help().filter(|_| !remarks.is_empty()).map(|help| format!("{help}（{}）", remarks.join("；")));
    let arg = arg.hide_default_value(true).hide_possible_values(true);
    match help {
        Some(help) => arg.help(help),
        None => arg,
    }
}

fn choice(value: &PossibleValue) -> String {
    value.get_help().map_or_else(|| value.get_name().to_owned(), |help| format!("{} 是{help}", value.get_name()))
}

/// Says what was asked for, or what was not understood.
fn answer(error: &clap::Error) -> ExitCode {
    let asked =
        matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand);
    // Nobody may be reading any more; the exit code still tells.
    if error.use_stderr() {
        let words = if asked { help(error, std::io::stderr().is_terminal()) } else { format!("{}\n", misunderstood(error)) };
        drop(std::io::stderr().write_all(words.as_bytes()));
    } else {
        drop(std::io::stdout().write_all(help(error, std::io::stdout().is_terminal()).as_bytes()));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn help(error: &clap::Error, styled: bool) -> String {
    let styled = styled && std::env::var_os("NO_COLOR").is_none();
    let text = if styled { error.render().ansi().to_string() } else { error.render().to_string() };
    HEADINGS.iter().fold(text, |text, (clap, ours)| text.replace(clap, ours))
}

/// The words that were not understood, how the command is used, and where more is said.
fn misunderstood(error: &clap::Error) -> String {
    let stumble = Stumble(error);
    let mut lines = vec![format!("{}。", sentence(&stumble))];
    if let Some(usage) = stumble.text(ContextKind::Usage) {
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        lines.push(HEADINGS.iter().fold(format!("用法：{usage}"), |text, (clap, ours)| text.replace(clap, ours)));
    }
    lines.push("怎么办：照上面的用法再写一遍；加 --help 看说明。".to_owned());
    clean(&lines.join("\n")).into_owned()
}

fn sentence(stumble: &Stumble<'_>) -> String {
    let arg = || stumble.text(ContextKind::InvalidArg).unwrap_or_default();
    let value = || stumble.text(ContextKind::InvalidValue).unwrap_or_default();
    match stumble.0.kind() {
        ErrorKind::InvalidValue if value().is_empty() => format!("{} 后面没有写值{}", arg(), stumble.choices(ContextKind::ValidValue)),
        ErrorKind::InvalidValue => {
            format!(
                "{} 不能写“{}”{}{}",
                arg(),
                value(),
                stumble.choices(ContextKind::ValidValue),
                stumble.perhaps(ContextKind::SuggestedValue)
            )
        }
        ErrorKind::UnknownArgument if arg().starts_with('-') => {
            let literal = if stumble.text(ContextKind::Suggested).is_some() {
                format!("；它要是内容，写成 -- {}", arg())
            } else {
                String::new()
            };
            format!("没有 {} 这个选项{}{literal}", arg(), stumble.perhaps(ContextKind::SuggestedArg))
        }
        ErrorKind::UnknownArgument => format!("多写了“{}”", arg()),
        ErrorKind::InvalidSubcommand => format!(
            "没有 {} 这个命令{}",
            stumble.text(ContextKind::InvalidSubcommand).unwrap_or_default(),
            stumble.perhaps(ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::NoEquals => format!("{} 和它的值之间要写等号", arg()),
        ErrorKind::ValueValidation => format!("{} 不能写“{}”{}", arg(), value(), stumble.reason()),
        ErrorKind::TooManyValues => format!("{} 多写了“{}”", arg(), value()),
        ErrorKind::TooFewValues => format!("{} 写得太少，至少要 {} 个", arg(), stumble.text(ContextKind::MinValues).unwrap_or_default()),
        ErrorKind::WrongNumberOfValues => format!("{} 要写 {} 个", arg(), stumble.text(ContextKind::ExpectedNumValues).unwrap_or_default()),
        ErrorKind::ArgumentConflict => match stumble.text(ContextKind::PriorArg) {
            Some(prior) if prior == arg() => format!("{prior} 只能写一次"),
            Some(prior) => format!("{} 不能和 {prior} 一起写", arg()),
            None => format!("{} 不能和别的一起写", arg()),
        },
        ErrorKind::MissingRequiredArgument => format!("还没有写 {}", arg()),
        ErrorKind::MissingSubcommand => format!(
            "{} 后面还要写一个命令{}",
            stumble.text(ContextKind::InvalidSubcommand).unwrap_or_default(),
            stumble.choices(ContextKind::ValidSubcommand)
        ),
        ErrorKind::InvalidUtf8 => "有一个词不是 UTF-8 文字".to_owned(),
        // Help and versions are shown, not told; of what later versions of clap may find wrong, no more can be said.
        _ => "这样写读不懂".to_owned(),
    }
}

/// An error with the facts that clap knows of it.
struct Stumble<'e>(&'e clap::Error);

impl Stumble<'_> {
    fn text(&self, kind: ContextKind) -> Option<String> {
        match self.0.get(kind)? {
            ContextValue::String(text) => Some(text.clone()),
            ContextValue::Strings(texts) => Some(texts.join("、")),
            ContextValue::StyledStr(text) => Some(text.to_string()),
            ContextValue::StyledStrs(texts) => texts.first().map(ToString::to_string),
            ContextValue::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The words that may stand there.
    fn choices(&self, kind: ContextKind) -> String {
        self.text(kind).filter(|choices| !choices.is_empty()).map_or_else(String::new, |choices| format!("，可以写的有：{choices}"))
    }

    /// The word that was probably meant.
    fn perhaps(&self, kind: ContextKind) -> String {
        self.text(kind).filter(|meant| !meant.is_empty()).map_or_else(String::new, |meant| format!("，是不是 {meant}"))
    }

    /// Why a value is none: numbers are read by the standard library, everything else by readers of ours that say it in Chinese.
    fn reason(&self) -> String {
        let Some(source) = self.0.source() else { return String::new() };
        if source.is::<ParseIntError>() {
            return "，要写一个整数".to_owned();
        }
        if source.is::<ParseFloatError>() {
            return "，要写一个数".to_owned();
        }
        let says = source.to_string();
        if says.chars().any(is_han) { format!("，{says}") } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    /// 试一试
    #[derive(Debug, Parser)]
    #[command(name = "gongkai", version)]
    struct Line {
        /// 几份
        #[arg(long, value_name = "份数", default_value_t = 5)]
        folds: u8,
        /// 得分
        #[arg(long, value_name = "得分", conflicts_with = "folds")]
        least: Option<f64>,
        /// 名称
        #[arg(value_name = "名称", required = true)]
        name: Option<String>,
    }

    fn told(words: &[&str]) -> String {
        let command = command::<Line>();
        misunderstood(&command.try_get_matches_from([&["gongkai"], words].concat()).unwrap_err())
    }

    #[test]
    fn what_is_not_understood_is_told_in_chinese_with_its_usage() {
        for (words, says) in [
            (&[] as &[&str], "还没有写 <名称>。\n用法：gongkai <名称>"),
            (&["甲", "乙"], "多写了“乙”。\n用法：gongkai [选项] <名称>"),
            (&["甲", "--fold"], "没有 --fold 这个选项，是不是 --folds。"),
            (&["甲", "--folds", "六"], "--folds <份数> 不能写“六”，要写一个整数。"),
            (&["甲", "--least", "高"], "--least <得分> 不能写“高”，要写一个数。"),
            (&["甲", "--folds"], "--folds <份数> 后面没有写值。"),
            (&["甲", "--folds", "1", "--folds", "2"], "--folds <份数> 只能写一次。"),
            (&["甲", "--folds", "1", "--least", "2"], "--folds <份数> 不能和 --least <得分> 一起写。"),
        ] {
            let told = told(words);
            assert!(told.starts_with(says), "{words:?}: {told}");
            for english in ["error", "Usage", "OPTIONS", "tip", "invalid", "required"] {
                assert!(!told.contains(english), "{told}");
            }
        }
    }
}
