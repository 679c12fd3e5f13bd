//! What the machine says, in words: the operating system, the database, the index.

use std::io;

use rusqlite::ErrorCode;
use tantivy::{
    TantivyError,
    directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError},
};

use crate::{files::DiskTrouble, text};

/// A fault of the system; where a database speaks through it, the database's.
pub fn said(error: &io::Error) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rusqlite::Error>()) {
        Some(error) => database(error),
        None => text::said(error),
    }
}

/// A fault of the database, with its own number for whoever looks it up.
pub(super) fn database(error: &rusqlite::Error) -> String {
    let Some(failure) = error.sqlite_error() else { return "里面的内容读不懂".to_owned() };
    let words = match failure.code {
        ErrorCode::DiskFull => "空间满了",
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => "另一个程序正在用它",
        ErrorCode::SystemIoFailure => "读写出错",
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => "文件坏了",
        ErrorCode::ReadOnly => "只能读，不能写",
        ErrorCode::PermissionDenied => "没有权限",
        ErrorCode::CannotOpen => "打不开",
        ErrorCode::OutOfMemory => "内存不够",
        _ => "数据库出错",
    };
    format!("{words}，数据库代号 {}", failure.extended_code)
}

/// A fault of the full-text index.
pub(super) fn index(error: &TantivyError) -> String {
    if let Some(error) = within_index(error) {
        return said(error);
    }
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))
        | TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => "缺少文件".to_owned(),
        TantivyError::LockFailure(..) => "另一个程序正在用它".to_owned(),
        _ => "文件坏了".to_owned(),
    }
}

/// What ails the disk, whoever ran into it; `None` where it was not the disk.
pub(super) fn trouble(error: &(dyn std::error::Error + 'static)) -> Option<DiskTrouble> {
    std::iter::successors(Some(error), |error| error.source()).find_map(|error| {
        let database = error.downcast_ref().and_then(DiskTrouble::of_database);
        let index = error.downcast_ref().and_then(within_index).and_then(DiskTrouble::of);
        database.or(index).or_else(|| error.downcast_ref().and_then(DiskTrouble::of))
    })
}

fn within_index(error: &TantivyError) -> Option<&io::Error> {
    match error {
        TantivyError::IoError(source) => Some(source),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(
            OpenDirectoryError::IoError { io_error, .. } | OpenDirectoryError::FailedToCreateTempDir(io_error),
        ) => Some(io_error),
        _ => None,
    }
}

/// What ails the disk, for a clerk.
pub(super) fn ailing(trouble: DiskTrouble) -> &'static str {
    match trouble {
        DiskTrouble::ReadOnly => "这台机器的硬盘现在只能读、不能写",
        DiskTrouble::Full => "这台机器的硬盘空间满了",
        DiskTrouble::NotPermitted => "这台机器的内容文件夹不让程序写",
        DiskTrouble::Failing => "这台机器的硬盘读写出错",
    }
}

/// The same in a line for staff, and what of their work still goes.
pub fn disk_notice(trouble: DiskTrouble) -> String {
    let word = match trouble {
        DiskTrouble::ReadOnly => "硬盘只读",
        DiskTrouble::Full => "硬盘已满",
        DiskTrouble::NotPermitted => "硬盘不让程序写",
        DiskTrouble::Failing => "硬盘读写出错",
    };
    format!("{word}：照常可以查，导入不了，请找管理员")
}

/// What is to be done about it, and by whom. Nothing of what lies there is to be moved: what is believed lies there as well.
pub(super) fn disk_mend(trouble: DiskTrouble) -> &'static str {
    match trouble {
        DiskTrouble::ReadOnly => {
            "请管理员检查硬盘：硬盘出错时，系统会把它改成只读。先备份，修好或换好硬盘，再导入一次；内容文件夹里的东西一个也不要动"
        }
        DiskTrouble::Full => "请管理员清理硬盘上别的东西，再导入一次，已经复制的不用重来；内容文件夹里的东西一个也不要动",
        DiskTrouble::NotPermitted => "请管理员把内容文件夹改成程序的用户可以写，再导入一次；里面的东西一个也不要动",
        DiskTrouble::Failing => "请管理员检查硬盘：先备份，多半要换一块，再导入一次；内容文件夹里的东西一个也不要动",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_code(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)
    }

    #[test]
    fn a_database_that_speaks_through_the_system_is_heard() {
        let full = io::Error::other(of_code(rusqlite::ffi::SQLITE_FULL));
        assert_eq!(said(&full), "空间满了，数据库代号 13");
        for error in [&full as &dyn std::error::Error, &of_code(rusqlite::ffi::SQLITE_FULL), &io::Error::from_raw_os_error(28)] {
            assert_eq!(trouble(error), Some(DiskTrouble::Full), "{error}");
        }
        assert_eq!(trouble(&io::Error::other(of_code(rusqlite::ffi::SQLITE_CORRUPT))), None);
        assert_eq!(trouble(&TantivyError::IoError(io::Error::from_raw_os_error(30).into())), Some(DiskTrouble::ReadOnly));
        assert_eq!(database(&rusqlite::Error::InvalidQuery), "里面的内容读不懂");
        assert_eq!(index(&TantivyError::IoError(io::Error::from_raw_os_error(28).into())), "空间满了，系统代号 28");
    }
}
