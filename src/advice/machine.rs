//! What the machine says, in words: the operating system, the database, the index.

use std::io;

use rusqlite::ErrorCode;
use tantivy::{
    TantivyError,
    directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError},
};

use crate::text;

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
    match error {
        TantivyError::IoError(source) => said(source),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(
            OpenDirectoryError::IoError { io_error, .. } | OpenDirectoryError::FailedToCreateTempDir(io_error),
        ) => said(io_error),
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_))
        | TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => "缺少文件".to_owned(),
        TantivyError::LockFailure(..) => "另一个程序正在用它".to_owned(),
        _ => "文件坏了".to_owned(),
    }
}

/// True where a disk is full, whoever ran into it.
pub(super) fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(|error| {
        let database = error.downcast_ref().is_some_and(database_full);
        let index = matches!(error.downcast_ref(), Some(TantivyError::IoError(source)) if system_full(source));
        database || index || error.downcast_ref().is_some_and(system_full)
    })
}

fn system_full(error: &io::Error) -> bool {
    let within = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) || within.is_some_and(database_full)
}

fn database_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
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
        assert!(is_full(&full) && is_full(&of_code(rusqlite::ffi::SQLITE_FULL)) && is_full(&io::Error::from_raw_os_error(28)));
        assert!(!is_full(&io::Error::other(of_code(rusqlite::ffi::SQLITE_CORRUPT))) && !is_full(&io::Error::from_raw_os_error(5)));
        assert_eq!(database(&rusqlite::Error::InvalidQuery), "里面的内容读不懂");
        assert_eq!(index(&TantivyError::IoError(io::Error::from_raw_os_error(28).into())), "空间满了，系统代号 28");
    }
}
