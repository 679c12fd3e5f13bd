//! Why a machine does not become a terminal.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::setup::SetupError;

impl Advise for SetupError {
    fn advice(&self) -> Advice {
        let advice = |what: String, mend: &str| Advice::new(self.code(), what, mend);
        match self {
            Self::Io { path, source, .. } => {
                advice(format!("{} 读不了、写不了（{}）", path.display(), said(source)), "检查路径和权限，再运行一次；做过的不会重做")
            }
            Self::NotRoot => advice("只有 root 能装终端".to_owned(), "用 root 运行，或者前面加 sudo；只想看看要做什么，加 --dry-run"),
            Self::Settings { path, line, .. } => advice(
                match line {
                    Some(line) => format!("{} 第 {line} 行写得不对", path.display()),
                    None => format!("{} 不是装机用的设置文件", path.display()),
                },
                "共同的写在 [common.hall] 这样的表里，每台自己的写在 [terminals.YC-01.hall] 这样的表里，里面的名字和 kiosk.toml 一样；文字要加引号",
            ),
            Self::NoTerminal { name, known } if name.is_empty() => {
                advice("设置文件里有几台终端，没有说装哪一台".to_owned(), &format!("加 --terminal 名称，有：{}", known.join("、")))
            }
            Self::NoTerminal { name, known } => advice(
                format!("设置文件里没有 {name} 这台终端"),
                &format!("有：{}；要添一台，在文件里加 [terminals.{name}]", known.join("、")),
            ),
            Self::NeverCopied { key } => advice(
                format!("设置文件里写了 {key}，这一项每台终端都不一样"),
                "从文件里删掉它：名称由 [terminals.名称] 定，密码在每台终端上设",
            ),
            Self::Config(error) => error.advice(),
            Self::NoRootFile { path } => advice(format!("{} 不是信任根", path.display()), "请办公室当面交来 root.json"),
            Self::Program { program, says } => {
                advice(format!("系统的 {program} 没有做成（{says}）"), "照它说的改好，再运行一次 gongkai setup；做过的不会重做")
            }
            Self::NoPinLine => advice(
                "密码文件里有一行看不懂".to_owned(),
                "第一行写管理员的密码；别人的一行写一个：引导员（或者审核员、管理员）、姓名、密码，用空格分开",
            ),
            Self::NoRecord => advice("这台机器不是用 gongkai setup 装的".to_owned(), "没有什么可以撤回的；手工装的照配置说明一步一步撤"),
        }
    }
}
