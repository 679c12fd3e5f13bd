//! A refusal as the history keeps it: in words, with the code that is said on the telephone.

use super::SyncError;
use crate::{
    bundle::{BundleError, Objection},
    library::LibraryError,
};

/// What the history says of an error; `None` where it is no refusal of the bundle.
pub fn refusal(error: &SyncError) -> Option<String> {
    let (words, code) = match error {
        SyncError::Bundle(BundleError::Refused(objection)) => of_bundle(objection)?,
        SyncError::Library(LibraryError::Faulty(faults)) => (format!("内容里有 {} 处错误", faults.len()), "L-13"),
        SyncError::Library(LibraryError::Twice(id)) => (format!("编号 {id} 用了两次"), "L-12"),
        SyncError::Library(LibraryError::SelfTest { .. }) => ("新内容没有通过自检".to_owned(), "L-18"),
        SyncError::StillThere { title } => (format!("下架了的《{}》还在内容包里", crate::text::clean(title)), "Y-10"),
        _ => return None,
    };
    Some(format!("{words}（{code}）"))
}

fn of_bundle(error: &Objection) -> Option<(String, &'static str)> {
    let told = |words: &str, code| Some((words.to_owned(), code));
    match error {
        Objection::Missing { name } => Some((format!("内容包不完整，缺少 {name}"), "B-02")),
        Objection::Unreadable { name, .. } => Some((format!("{name} 读不懂"), "B-03")),
        Objection::TooLarge { name, .. } => Some((format!("{name} 大得不正常"), "B-04")),
        Objection::Altered { name } => Some((format!("{name} 和签名时不一样"), "B-05")),
        Objection::Threshold { name, valid, needed } => Some((format!("{name} 的有效签名只有 {valid} 个，要 {needed} 个"), "B-06")),
        Objection::SignedTwice { name, .. } => Some((format!("{name} 里同一把密钥签了两次"), "B-07")),
        Objection::Desk { name, desk } => Some((format!("{name} 缺少“{desk}”的签名"), "B-08")),
        Objection::UnfitRoot { .. } => told("信任根不能用", "B-09"),
        Objection::UnfitDepartment { role, .. } => Some((format!("科室 {role} 的授权不能用"), "B-10")),
        Objection::Rollback { found, seen, .. } => Some((format!("旧的内容包：第 {found} 版，已有第 {seen} 版"), "B-11")),
        Objection::Equivocation { name, version } => Some((format!("{name} 第 {version} 版有两种内容"), "B-12")),
        Objection::Mixed { .. } => told("两版内容混在了一起", "B-13"),
        Objection::Name { name, .. } => Some((format!("{name} 里有不该有的名字"), "B-14")),
        Objection::Prefix { role, found } => Some((format!("{role} 不能发布 {found}"), "B-15")),
        Objection::RootExpired { .. } => told("信任根早该换了", "B-16"),
    }
}
