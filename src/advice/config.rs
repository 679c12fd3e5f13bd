//! Settings that cannot be used.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::config::{ConfigError, Demand, ValueKind, Wrong};

impl Advise for ConfigError {
    fn advice(&self) -> Advice {
        match self {
            Self::Unreadable { path, source } => Advice::new(
                self.code(),
                format!("配置文件 {} 读不出来（{source}）", path.display(), source = said(source)),
                "检查文件是否存在、运行终端的用户能不能读它",
            ),
            Self::UnknownKey { path, line, key, nearest } => {
                let hint = nearest.as_ref().map_or_else(String::new, |nearest| format!("，是不是 {nearest}"));
                Advice::new(
                    self.code(),
                    format!("{} 第 {line} 行：没有 {key} 这个设置{hint}", path.display()),
                    "改成正确的名字，或者删掉这一行",
                )
            }
            Self::Invalid { path, line, wrong } => {
                let (what, mend) = wrong_in(wrong);
                Advice::new(self.code(), format!("{} 第 {line} 行：{what}", path.display()), mend)
            }
            Self::Impossible { path, demand } => {
                let (key, wanted) = demanded(*demand);
                Advice::new(self.code(), format!("{}：{key} 的值不能用", path.display()), format!("应当是：{wanted}"))
            }
        }
    }
}

/// The settings of which it is demanded, and what.
fn demanded(demand: Demand) -> (&'static str, &'static str) {
    match demand {
        Demand::Countdown => ("idle.countdown", "至少 20 秒，老人才来得及按键"),
        Demand::Waiting => ("idle.warn_after / idle.form_after / idle.notice", "等待至少 10 秒，每条公告至少 3 秒"),
        Demand::Scale => ("display.large_scale", "1 到 4 的整数"),
        Demand::Rotation => ("display.rotation", "0、90、180 或 270；不是 0 的时候，display.scale_output 写上屏幕的名称"),
        Demand::PinHash => ("staff.pin_hash / staff.people", "用 gongkai pin 生成的一行，以 $argon2id$ 开头"),
        Demand::Printer => (
            "print.printer / print.receipt_dots",
            "打印机在 CUPS 里的名称：字母、数字、_ 和 -；小票打印机一行 192 到 1280 点，80 毫米纸是 576",
        ),
        Demand::Role => ("staff.people", "role 写 guide（引导员）、reviewer（审核员）或者 administrator（管理员），name 最多 20 个字"),
        Demand::TimeZone => ("hall.time_zone", "时区的英文名字，全国都是 Asia/Shanghai；不写就是它"),
        Demand::Hosts => {
            ("links.hosts", "只写网站的名字，如 www.yunchuan.gov.cn：前面没有 https://，后面没有斜线、端口，中文域名写成 xn-- 开头的")
        }
        Demand::Terminal => ("sync.terminal", "这台终端的名称，如 YC-01：字母、数字和 -，最多 24 个；装了信任根就要写"),
    }
}

/// A mistake in a line of settings, and how it is written.
fn wrong_in(wrong: &Wrong) -> (String, String) {
    match wrong {
        Wrong::Typo { typo, .. } => (typo.what().to_owned(), typo.mend().to_owned()),
        Wrong::Missing { key } => (format!("还没有写 {key}"), "对照随程序附带的 kiosk.toml，在同一组设置里补上这一行".to_owned()),
        Wrong::Kind { key, found, wanted } => {
            (format!("{key} 要写{}，现在写的是{}", kind(*wanted), kind(*found)), example(*wanted).to_owned())
        }
        Wrong::Range { key } => (format!("{key} 的数太大或者太小"), "对照随程序附带的 kiosk.toml 改这个数".to_owned()),
    }
}

fn kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "文字",
        ValueKind::Number => "整数",
        ValueKind::Fraction => "小数",
        ValueKind::Switch => "“是”或者“否”",
        ValueKind::Moment => "日期",
        ValueKind::List => "列表",
        ValueKind::Table => "一组设置",
    }
}

fn example(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "文字前后写英文的引号，写成 名称 = \"文字\"",
        ValueKind::Number => "数字不加引号，没有小数点，写成 名称 = 60",
        ValueKind::Fraction => "数字不加引号，写成 名称 = 0.5",
        ValueKind::Switch => "“是”写成 名称 = true，“否”写成 名称 = false，都不加引号",
        ValueKind::Moment => "日期不加引号，写成 名称 = 2023-05-10",
        ValueKind::List => "列表写成 名称 = [\"甲\", \"乙\"]，只有一个也写方括号",
        ValueKind::Table => "写成 [名称] 单独一行，下面一行一项",
    }
}
