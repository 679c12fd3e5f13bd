//! Libraries that cannot be built or opened.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{
    Advice, Advise, NEWER_PROGRAM,
    machine::{database, index, said, trouble},
};
use crate::{
    files::{DiskRefused, DiskTrouble, child::ChildError},
    library::{Failing, LibraryError, Lost},
    source::Severity,
};

const REBUILD: &str = "用 gongkai library build 重新建库；原来的内容不会丢";

impl Advise for LibraryError {
    #[expect(clippy::too_many_lines, reason = "an arm for each error")]
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
                Advice::new(self.code(), format!("数据库 {} 出错（{}）", path.display(), database(source)), of_the_disk(self))
            }
            Self::Newer { path, found, known } => Advice::new(
                self.code(),
                format!("这个程序比内容库旧：{} 是第 {found} 版格式，这个程序只认到第 {known} 版。内容完好，什么都没有动", path.display()),
                NEWER_PROGRAM,
            ),
            Self::Index { path, source } => {
                Advice::new(self.code(), format!("索引 {} 出错（{}）", path.display(), index(source)), of_the_disk(self))
            }
            Self::Unreadable { what, .. } => Advice::new(self.code(), format!("{}读不出来", lost(what)), REBUILD),
            Self::SelfTest { why } => Advice::new(
                self.code(),
                format!("新内容没有通过自检（{}），没有换上，原来的内容照常使用", failing(why)),
                "再导入一次；还不行就记下这句话，告诉制作内容的单位，并检查硬盘",
            ),
            Self::NotRecorded { source } => {
                let why = if trouble(&**source) == Some(DiskTrouble::Full) { "，硬盘满了" } else { "" };
                Advice::new(
                    self.code(),
                    format!("新内容的启用没有记下来{why}，没有换上，原来的内容照常使用"),
                    "看看硬盘满没满、能不能写，再导入一次",
                )
            }
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
            Self::Io(DiskRefused { doing: _, path, source }) => Advice::new(
                self.code(),
                format!("处理 {} 时出错（{source}）", path.display(), source = said(source)),
                "检查硬盘空间和权限，再运行一次",
            ),
        }
    }
}

/// What is to be done where a file of the library fails: a disk that does not hand it out is not mended by building on it once more.
fn of_the_disk(error: &LibraryError) -> String {
    match trouble(error) {
        Some(DiskTrouble::Failing) => format!("检查硬盘：先备份，多半要换一块，再{REBUILD}"),
        Some(DiskTrouble::NotPermitted) => "请管理员让程序的用户可以读写这个文件夹；里面的东西一个也不要动".to_owned(),
        Some(DiskTrouble::ReadOnly | DiskTrouble::Full) | None => format!("看看硬盘满没满；没满就{REBUILD}"),
    }
}

/// A part that cannot be read back.
fn lost(what: &Lost) -> String {
    match what {
        Lost::Record(id) => format!("编号是 {id} 的内容"),
        Lost::Place(place) => format!("第 {place} 条内容"),
        Lost::SomeRecord => "有一条内容".to_owned(),
        Lost::Info => "内容库自己的说明".to_owned(),
        Lost::File(path) => format!("{} ", path.display()),
    }
}

/// Why it did not pass its test.
fn failing(why: &Failing) -> String {
    match why {
        Failing::Database(_) => "数据库坏了".to_owned(),
        Failing::Index => "索引打不开".to_owned(),
        Failing::Counts { wanted, passages, .. } => format!("应有 {wanted} 条内容、{passages} 段正文，数目对不上"),
        Failing::OtherRecords { found, wanted } => format!("建成 {found} 条内容，应有 {wanted} 条"),
        Failing::Child(why) => child(why),
    }
}

/// Why the child that made the test did not come to its end.
fn child(why: &ChildError) -> String {
    match why {
        ChildError::NotStarted(source) => format!("自检开始不了，{}", said(source)),
        ChildError::NotWatched(source) => format!("自检等不到结果，{}", said(source)),
        ChildError::TooLong(patience) => format!("{} 秒还没有做完", patience.as_secs()),
        ChildError::Killed { signal, .. } => format!("自检半途停了，信号 {signal}"),
        ChildError::Silent(status) => status.code().map_or_else(|| "自检没有做完".to_owned(), |code| format!("自检没有通过，状态 {code}")),
        // It is a command of ours, and speaks as every command does.
        ChildError::Said(words) => words.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Fault;

    #[test]
    fn only_what_must_be_mended_is_counted() {
        let fault = |severity| Fault { file: "a.md".into(), line: None, severity, what: String::new(), mend: String::new(), trouble: None };
        let error = LibraryError::Faulty(vec![fault(Severity::Error), fault(Severity::Warning), fault(Severity::Warning)]);
        assert!(error.advice().what.contains("有 1 处要改"), "{}", error.advice());
    }
}
