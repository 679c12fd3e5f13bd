//! Exchanges with a stick that are refused or stop.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, NEWER_PROGRAM, system::said};
use crate::{sync::SyncError, text::size};

const KEPT: &str = "原来的内容照常使用";

impl Advise for SyncError {
    fn advice(&self) -> Advice {
        match self {
            Self::Bundle(error) => error.advice(),
            Self::Library(error) => error.advice(),
            Self::TornTrust { path, why } => Advice::new(
                self.code(),
                format!("这台机器的信任记录 {} 读不出来（{why}），不能导入，{KEPT}", path.display()),
                "不要删这个文件。请管理员检查硬盘；确认没有人动过，把整个内容库文件夹移走，用信任根重新装一次",
            ),
            Self::Newer { path, found, known } => Advice::new(
                self.code(),
                format!(
                    "这个程序比机器上的数据旧：{} 是第 {found} 版格式，这个程序只认到第 {known} 版。数据完好，什么都没有动",
                    path.display()
                ),
                NEWER_PROGRAM,
            ),
            Self::NoTrust { dir } => Advice::new(
                self.code(),
                format!("{} 还没有装信任根，不知道该相信谁的签名", dir.display()),
                "第一次导入要写 --root 信任根文件；信任根由办公室当面交来，不要用 U 盘上自带的",
            ),
            Self::StickGone { .. } => Advice::new(self.code(), format!("U 盘拔掉了，{KEPT}"), "插好 U 盘再导入一次，已经复制的不用重来"),
            Self::StickUnreadable { place, source } => Advice::new(
                self.code(),
                format!("U 盘上的 {place} 读不出来（{source}），{KEPT}", source = said(source)),
                "换一个插口再试一次，已经复制的不用重来；还不行就换一个 U 盘，请办公室重新制作",
            ),
            Self::NoRoom { needed, free } => Advice::new(
                self.code(),
                format!("硬盘空间不够：要 {}，只有 {}，{KEPT}", size(*needed), size(*free)),
                "请管理员清理硬盘，再导入一次",
            ),
            Self::StillThere { title } => Advice::new(
                self.code(),
                format!("下架了的《{title}》还在内容包里，没有导入，{KEPT}"),
                "把这句话告诉办公室，请他们重新发布一版，再做一次 U 盘",
            ),
            Self::Busy => Advice::new(self.code(), "另一次导入正在进行", "等它做完再来；如果它已经停了，再运行一次就行"),
            Self::NothingBefore => Advice::new(self.code(), "没有可以退回的上一版", "要换内容，请导入新的 U 盘"),
            Self::Cancelled => Advice::new(self.code(), format!("已经取消，{KEPT}"), "需要时再导入一次，已经复制的不用重来"),
            Self::Io { doing: _, path, source } => Advice::new(
                self.code(),
                format!("处理 {} 时出错（{source}），{KEPT}", path.display(), source = said(source)),
                "检查硬盘空间和权限，再导入一次",
            ),
        }
    }
}
