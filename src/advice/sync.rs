//! Exchanges with a stick that are refused or stop.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{
    Advice, Advise, NEWER_PROGRAM,
    history::without,
    machine::{ailing, disk_mend, said, trouble},
};
use crate::{
    bundle::{BundleError, Objection},
    files::{DiskRefused, DiskTrouble},
    library::LibraryError,
    sync::{LeftOutPart, RootTrouble, SyncError, Tear},
    text::size,
};

/// What ails the root file of the settings, in a line for staff.
pub fn root_notice(trouble: RootTrouble) -> &'static str {
    match trouble {
        RootTrouble::Unread => "配置里的信任根读不出来，导入不受影响，请告诉管理员",
        RootTrouble::NoRoot => "配置里的信任根不是信任根，导入不受影响，请告诉管理员",
        RootTrouble::Other => "配置里是另一个信任根，还没有换；要换，按“换信任根”",
    }
}

const KEPT: &str = "原来的内容照常使用";

impl Advise for SyncError {
    fn advice(&self) -> Advice {
        match self {
            Self::Bundle(BundleError::Refused(objection)) => of_a_stick(objection),
            Self::Bundle(error) => error.advice(),
            Self::Library(error) => of_an_import(error),
            Self::TornTrust { path, why } => Advice::new(
                self.code(),
                format!("这台机器的信任记录 {} 不能用（{}），另外存着的一份也不能用，不能导入", path.display(), tear(why)),
                "不要删任何文件。请管理员检查硬盘；硬盘没有问题，请办公室当面交来最新的信任根，念过指纹以后运行 gongkai sync U 盘 --library 内容库 --new-root 信任根：机器上的内容不动，比它旧的 U 盘仍然不认",
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
            Self::OtherRoot { believed, given } => Advice::new(
                self.code(),
                format!("交来的信任根是{given}的，这台终端信的是{believed}的另一个信任根，没有换，{KEPT}"),
                "信任根只在第一次装；拿错了文件的，换一个再来。真要换成它，请管理员和办公室当面念两个指纹，再在终端的工作人员页面选“换信任根”（办公电脑上用 gongkai sync --new-root）",
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
            Self::LeftOut(parts) => of_left_out(self.code(), parts),
            Self::Busy => Advice::new(self.code(), "另一次导入正在进行", "等它做完再来；如果它已经停了，再运行一次就行"),
            Self::NothingBefore => Advice::new(self.code(), "没有可以退回的上一版", "要换内容，请导入新的 U 盘"),
            Self::Cancelled => Advice::new(self.code(), format!("已经取消，{KEPT}"), "需要时再导入一次，已经复制的不用重来"),
            Self::DiskRefuses { trouble } => sick(self.code(), *trouble),
            Self::Io(refused @ DiskRefused { doing: _, path, source }) => match refused.trouble() {
                Some(trouble) => sick(self.code(), trouble),
                None => Advice::new(
                    self.code(),
                    format!("处理 {} 时出错（{source}），{KEPT}", path.display(), source = said(source)),
                    "检查硬盘空间和权限，再导入一次",
                ),
            },
        }
    }
}

/// The disk of the terminal takes nothing. Whoever stands in the hall hears first that nobody has to be sent away.
fn sick(code: &'static str, trouble: DiskTrouble) -> Advice {
    Advice::new(code, format!("{}，没有做成；来查询的人照常可以查，看到的是原来的内容", ailing(trouble)), disk_mend(trouble))
}

/// A release that was taken in without some of its departments.
fn of_left_out(code: &'static str, parts: &[LeftOutPart]) -> Advice {
    let what = parts.iter().map(without).collect::<Vec<_>>().join("；");
    let mend = "把这句话告诉办公室，请那个科室改好、再签一次，重新发布一版，再做一次 U 盘";
    Advice::new(code, format!("{what}。其余内容已经换上"), mend)
}

/// An objection as whoever stands at a terminal can act on it: where nobody that it knows has signed, most likely it is somebody else's stick.
fn of_a_stick(objection: &Objection) -> Advice {
    let told = objection.advice();
    match objection {
        Objection::Threshold { valid: 0, .. } => Advice::new(
            told.code,
            format!("{}：没有这台机器认得的签名，{KEPT}", told.what),
            "看看是不是拿了别的单位的 U 盘；是自己单位的，不要再用它导入，把代码告诉管理员：密钥换过的，要重新发布一版",
        ),
        Objection::Missing { .. }
        | Objection::Unreadable { .. }
        | Objection::TooLarge { .. }
        | Objection::Altered { .. }
        | Objection::Unlisted { .. }
        | Objection::LongName { .. }
        | Objection::Threshold { .. }
        | Objection::SignedTwice { .. }
        | Objection::Desk { .. }
        | Objection::UnfitRoot { .. }
        | Objection::UnfitDepartment { .. }
        | Objection::Rollback { .. }
        | Objection::Equivocation { .. }
        | Objection::Mixed { .. }
        | Objection::Name { .. }
        | Objection::Prefix { .. }
        | Objection::Leap { .. }
        | Objection::OtherOffice { .. }
        | Objection::RootExpired { .. } => told,
    }
}

/// An error of the library while a stick is taken in. Nobody in a hall builds a library: they try again, or call whoever looks after the
/// machine.
fn of_an_import(error: &LibraryError) -> Advice {
    if let Some(trouble) = trouble(error) {
        return sick(error.code(), trouble);
    }
    let told = error.advice();
    let mend = match error {
        LibraryError::Faulty(_) | LibraryError::Twice(_) => "把这句话告诉办公室，请他们改好，重新发布一版，再做一次 U 盘",
        LibraryError::SelfTest { .. }
        | LibraryError::NotRecorded { .. }
        | LibraryError::Cancelled
        | LibraryError::Busy { .. }
        | LibraryError::Answering { .. }
        | LibraryError::Newer { .. } => return told,
        LibraryError::NoLibrary { .. }
        | LibraryError::Foreign { .. }
        | LibraryError::Pointer { .. }
        | LibraryError::Missing { .. }
        | LibraryError::Length { .. }
        | LibraryError::Altered { .. }
        | LibraryError::Unlisted { .. }
        | LibraryError::Manifest { .. }
        | LibraryError::Database { .. }
        | LibraryError::Index { .. }
        | LibraryError::Unreadable { .. }
        | LibraryError::Io(_) => "再导入一次；还不行，把代码告诉管理员，请他检查硬盘",
    };
    let kept = if told.what.contains(KEPT) { String::new() } else { format!("，{KEPT}") };
    Advice::new(told.code, format!("{}{kept}", told.what), mend)
}

/// Why what the terminal believes cannot be read back.
fn tear(why: &Tear) -> String {
    match why {
        Tear::Gone(trace) => format!("它不见了，可是 {} 还在", trace.display()),
        Tear::GoneFrom(generation) => format!("它不见了，可是第 {generation} 代内容是签过名的"),
        Tear::Behind { release } => format!("它是以前的一份：这台机器导入过第 {release} 版，它不记得，可能有人把它换成了旧的"),
        Tear::BehindRoot => "它是以前的一份：这台机器信过更新的信任根，它不记得，可能有人把它换成了旧的".to_owned(),
        Tear::NotAFile => "它不是文件".to_owned(),
        Tear::Empty => "它是空的".to_owned(),
        Tear::Database(_) => "文件坏了".to_owned(),
        Tear::Row(_) => "里面的内容不对".to_owned(),
    }
}
