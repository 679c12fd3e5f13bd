//! Why the kiosk cannot run, or cannot go on.

use std::io;

use crate::{
    advice::{Advice, Advise, said},
    sync::SyncError,
    visit::VisitError,
};

/// Why the kiosk cannot run, or cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum KioskError {
    /// Something panicked where no fault was foreseen.
    #[error("an errand panicked")]
    Panicked,
    /// There is no window to draw in, or it can no longer be read.
    #[error("the terminal's window")]
    Window(#[source] io::Error),
    /// The system gives the program no thread or no signals.
    #[error("the system refuses a thread or a signal")]
    System(#[source] io::Error),
}

impl KioskError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Panicked => "K-01",
            Self::Window(_) => "K-02",
            Self::System(_) => "K-03",
        }
    }
}

impl Advise for KioskError {
    fn advice(&self) -> Advice {
        let (what, mend) = match self {
            Self::Panicked => ("程序出错了，没有导入，原来的内容照常使用".to_owned(), "再试一次；还不行，把代码告诉管理员"),
            Self::Window(source) => {
                (format!("查询界面需要在终端窗口里运行（{}）", said(source)), "打开一个终端窗口，直接在里面运行 gongkai")
            }
            Self::System(source) => {
                (format!("这台机器不让查询界面运行（{}）", said(source)), "重新启动这台机器，再运行一次；还不行，把代码告诉管理员")
            }
        };
        Advice::new(self.code(), what, mend)
    }
}

/// Why an errand came to nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The visit of a stick.
    #[error(transparent)]
    Visit(#[from] VisitError),
    /// The kiosk itself.
    #[error(transparent)]
    Kiosk(#[from] KioskError),
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        Self::Visit(error.into())
    }
}

impl Failure {
    /// In words.
    pub(super) fn advice(&self) -> Advice {
        match self {
            Self::Visit(error) => error.advice(),
            Self::Kiosk(error) => error.advice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::tests::{Told, codes_are_whole, every, unfit_to_read};

    #[test]
    fn why_the_kiosk_cannot_run_is_told_like_every_error() {
        let system = || io::Error::from_raw_os_error(25);
        let all = every!(KioskError: Panicked {}, Window { 0: system() }, System { 0: system() });
        let told: Vec<Told> = all.into_iter().map(|(name, error)| (name, error.advice())).collect();
        assert_eq!(unfit_to_read(&told), Vec::<String>::new());
        codes_are_whole(&told);
    }
}
