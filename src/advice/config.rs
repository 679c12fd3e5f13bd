//! Settings that cannot be used.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, system::said};
use crate::config::ConfigError;

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
            Self::Invalid { path, line, message } => Advice::new(
                self.code(),
                format!("{} 第 {line} 行写得不对（{message}）", path.display()),
                "对照随程序附带的 kiosk.toml 改这一行；文字要加引号，数字不加",
            ),
            Self::Impossible { path, key, wanted } => {
                Advice::new(self.code(), format!("{}：{key} 的值不能用", path.display()), format!("应当是：{wanted}"))
            }
        }
    }
}
