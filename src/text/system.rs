//! What the operating system says, in Chinese.

use std::io::{Error, ErrorKind};

/// A fault of the system as its reader would say it, with the system's own number for whoever looks it up.
pub fn said(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有同名的",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "空间满了",
        ErrorKind::FileTooLarge => "文件太大",
        ErrorKind::ReadOnlyFilesystem => "只能读，不能写",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::NotADirectory => "这是文件，不是文件夹",
        ErrorKind::UnexpectedEof => "文件不完整",
        ErrorKind::InvalidData => "内容不对",
        ErrorKind::TimedOut => "等了很久没有回应",
        ErrorKind::ConnectionRefused => "对方不接受连接",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe | ErrorKind::NotConnected => "连接断了",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => "网络不通",
        ErrorKind::OutOfMemory => "内存不够",
        ErrorKind::InvalidFilename => "名字太长，或者不能用",
        _ => match error.raw_os_error() {
            Some(code) if code == rustix::io::Errno::IO.raw_os_error() => "读写出错",
            Some(code) if code == rustix::io::Errno::NODEV.raw_os_error() => "设备不见了",
            Some(_) => "系统出错",
            // Whoever made this error put words into it that are for the log.
            None => "系统出错",
        },
    };
    error.raw_os_error().map_or_else(|| words.to_owned(), |code| format!("{words}，系统代号 {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_said_in_words_with_its_number() {
        assert_eq!(said(&Error::from_raw_os_error(2)), "没有这个文件或文件夹，系统代号 2");
        assert_eq!(said(&Error::from_raw_os_error(5)), "读写出错，系统代号 5");
        assert_eq!(said(&Error::from_raw_os_error(28)), "空间满了，系统代号 28");
        assert_eq!(said(&Error::from_raw_os_error(71)), "系统出错，系统代号 71");
        assert_eq!(said(&ErrorKind::TimedOut.into()), "等了很久没有回应");
    }
}
