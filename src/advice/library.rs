//! Libraries that cannot be built or opened.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, NEWER_PROGRAM, system::said};
use crate::{library::LibraryError, source::Severity};

const REBUILD: &str = "用 gongkai library build 重新建库；原来的内容不会丢";

impl Advise for LibraryError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoLibrary { dir } => Advice::new(
                self.code(),
                format!("{} 里没有内容库", dir.display()),
                format!("检查路径；要新建，运行 gongkai library build 内容文件夹 --into {}", dir.display()),
            ),
            Self::Foreign { dir } => Advice::new(
                self.code(),
                format!("{} 里已有别的东西，不是内容库，什么都没有动", dir.display()),
                "用 --into 换一个空文件夹，或者还不存在的文件夹",
            ),
            Self::Busy { dir } => {
                Advice::new(self.code(), format!("另一个程序正在 {} 里建库", dir.display()), "等它做完再来；如果它已经停了，再运行一次就行")
            }
            Self::Pointer { path, found } => Advice::new(self.code(), format!("{} 指向的内容不对（{found}）", path.display()), REBUILD),
            Self::Missing { path } => Advice::new(self.code(), format!("缺少文件 {}", path.display()), REBUILD),
            Self::Length { path, expected, found } => {
                Advice::new(self.code(), format!("{} 应当有 {expected} 字节，现在是 {found}", path.display()), REBUILD)
            }
            Self::Altered { path } => {
                Advice::new(self.code(), format!("{} 建好以后被改动或损坏了", path.display()), format!("{REBUILD}；再次出现时检查硬盘"))
            }
            Self::Unlisted { path } => Advice::new(
                self.code(),
                format!("内容库里多出了 {}，不是建库时放进去的", path.display()),
                format!("{REBUILD}；查一查谁动过这个文件夹"),
            ),
            Self::Manifest { path, line } => Advice::new(self.code(), format!("{} 第 {line} 行损坏", path.display()), REBUILD),
            Self::Database { path, source } => {
                Advice::new(self.code(), format!("数据库 {} 出错（{source}）", path.display()), format!("看看硬盘满没满；没满就{REBUILD}"))
            }
            Self::Newer { path, found, known } => Advice::new(
                self.code(),
                format!("这个程序比内容库旧：{} 是第 {found} 版格式，这个程序只认到第 {known} 版。内容完好，什么都没有动", path.display()),
                NEWER_PROGRAM,
            ),
            Self::Index { path, source } => {
                Advice::new(self.code(), format!("索引 {} 出错（{source}）", path.display()), format!("看看硬盘满没满；没满就{REBUILD}"))
            }
            Self::Unreadable { what, why } => Advice::new(self.code(), format!("{what} 读不出来（{why}）"), REBUILD),
            Self::SelfTest { why } => Advice::new(
                self.code(),
                format!("新内容没有通过自检（{why}），没有换上，原来的内容照常使用"),
                "再导入一次；还不行就记下这句话，告诉制作内容的单位，并检查硬盘",
            ),
            Self::NotRecorded { why } => Advice::new(
                self.code(),
                format!("新内容的启用没有记下来（{why}），没有换上，原来的内容照常使用"),
                "看看硬盘满没满、能不能写，再导入一次",
            ),
            Self::Answering { dir, number } => {
                Advice::new(self.code(), format!("{} 的第 {number} 代内容正在使用，不能删", dir.display()), "先换到另一代内容，再删这一代")
            }
            Self::Twice(id) => Advice::new(self.code(), format!("编号 {id} 用了两次"), "给其中一条换一个编号"),
            Self::Faulty(faults) => Advice::new(
                self.code(),
                format!(
                    "内容里有 {} 处要改，没有建库，原来的内容照常使用",
                    faults.iter().filter(|fault| fault.severity == Severity::Error).count()
                ),
                "按上面列出的文件和行号逐条修改，再运行一次",
            ),
            Self::Cancelled => Advice::new(self.code(), "已经取消，原来的内容照常使用", "需要时再运行一次"),
            Self::Io { doing: _, path, source } => Advice::new(
                self.code(),
                format!("处理 {} 时出错（{source}）", path.display(), source = said(source)),
                "检查硬盘空间和权限，再运行一次",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Fault;

    #[test]
    fn only_what_must_be_mended_is_counted() {
        let fault = |severity| Fault { file: "a.md".into(), line: None, severity, what: String::new(), mend: String::new() };
        let error = LibraryError::Faulty(vec![fault(Severity::Error), fault(Severity::Warning), fault(Severity::Warning)]);
        assert!(error.advice().what.contains("有 1 处要改"), "{}", error.advice());
    }
}
