//! Why nothing comes out of a printer.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::print::PrintError;

impl Advise for PrintError {
    fn advice(&self) -> Advice {
        let advice = |what: String, mend: &str| Advice::new(self.code(), what, mend);
        match self {
            Self::NoFont { path } => advice(
                format!("没有能打印的字（{}），没有打", path.display()),
                "请抄下来；管理员运行 apt install fonts-noto-cjk，或者在配置里写 print.font",
            ),
            Self::Unreachable { what, source } => advice(
                format!("连不上打印机（{what}：{}），没有打", said(source)),
                "请抄下来，或者用手机扫码；告诉管理员看打印机的电源和线",
            ),
            Self::Refused { says, .. } if says.is_empty() => {
                advice("打印机不收，没有打".to_owned(), "请抄下来，或者用手机扫码；把代码告诉管理员")
            }
            Self::Refused { says, .. } => advice(format!("打印机不收（{says}），没有打"), "请抄下来，或者用手机扫码；把代码告诉管理员"),
            Self::TooLong { seconds } => advice(
                format!("等了 {seconds} 秒没有打出来，撤回了"),
                "请抄下来，或者用手机扫码；请工作人员看看有没有纸、有没有卡住，别人的纸在不在出纸口",
            ),
        }
    }
}
