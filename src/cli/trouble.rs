//! Why a command came to nothing: the errors of every folder that commands call. The error of a folder that is not named here does not compile
//! in a command, and one that is named has words and an exit code.

#![deny(clippy::wildcard_enum_match_arm)]

use std::{io, process::ExitCode};

use super::snag::Snag;
use crate::{
    advice::{Advice, Advise},
    audit::AuditError,
    bundle::BundleError,
    config::ConfigError,
    fleet::FleetError,
    lab::{JudgementError, RunError},
    library::LibraryError,
    outbox::OutboxError,
    register::RegisterError,
    request::RequestError,
    review::ReviewError,
    search::SearchError,
    setup::SetupError,
    source::SourceError,
    stick::{MountError, StickError},
    sync::SyncError,
    tui::KioskError,
    visit::VisitError,
};

/// Why a command came to nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[cfg(feature = "office")]
    #[error(transparent)]
    Convert(#[from] crate::convert::ConvertError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Bundle(#[from] BundleError),
    #[error(transparent)]
    Stick(#[from] StickError),
    #[error(transparent)]
    Mount(#[from] MountError),
    #[error(transparent)]
    Library(#[from] LibraryError),
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error(transparent)]
    Request(#[from] RequestError),
    #[error(transparent)]
    Review(#[from] ReviewError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Judgement(#[from] JudgementError),
    #[error(transparent)]
    Sync(#[from] SyncError),
    #[error(transparent)]
    Setup(#[from] SetupError),
    #[error(transparent)]
    Fleet(#[from] FleetError),
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Kiosk(#[from] KioskError),
    /// A fault that the command found out by itself.
    #[error(transparent)]
    Snag(#[from] Snag),
    /// The answer cannot be written. Files that a command reads or writes are told by name, as a [`Snag`].
    #[error("writing the answer")]
    Output(#[from] io::Error),
}

impl From<VisitError> for Trouble {
    fn from(error: VisitError) -> Self {
        match error {
            VisitError::Mount(error) => Self::Mount(error),
            VisitError::Sync(error) => Self::Sync(error),
            VisitError::Fleet(error) => Self::Fleet(error),
            VisitError::Outbox(error) => Self::Outbox(error),
        }
    }
}

#[cfg(feature = "office")]
impl From<crate::tui::review::ReviewFailed> for Trouble {
    fn from(error: crate::tui::review::ReviewFailed) -> Self {
        match error {
            crate::tui::review::ReviewFailed::Review(error) => Self::Review(error),
            crate::tui::review::ReviewFailed::Kiosk(error) => Self::Kiosk(error),
        }
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl Trouble {
    /// `gongkai search … | head` is not an error.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// 3 where a bundle or a report must not be used, 1 where this machine or the command stands in the way.
    pub(super) fn exit_code(&self) -> ExitCode {
        let refused = match self {
            Self::Bundle(error) => error.is_refusal(),
            Self::Sync(error) => error.is_refusal(),
            Self::Stick(error) => error.is_refusal(),
            Self::Fleet(error) => error.is_refusal(),
            Self::Audit(error) => error.is_refusal(),
            Self::Register(error) => error.is_refusal(),
            Self::Outbox(OutboxError::Bundle(error)) => error.is_refusal(),
            #[cfg(feature = "office")]
            Self::Convert(_) => false,
            Self::Config(_)
            | Self::Source(_)
            | Self::Mount(_)
            | Self::Library(_)
            | Self::Outbox(_)
            | Self::Request(_)
            | Self::Setup(_)
            | Self::Review(_)
            | Self::Search(_)
            | Self::Run(_)
            | Self::Judgement(_)
            | Self::Kiosk(_)
            | Self::Snag(_)
            | Self::Output(_) => false,
        };
        ExitCode::from(if refused { 3 } else { 1 })
    }
}

impl Advise for Trouble {
    fn advice(&self) -> Advice {
        match self {
            Self::Config(error) => error.advice(),
            #[cfg(feature = "office")]
            Self::Convert(error) => error.advice(),
            Self::Source(error) => error.advice(),
            Self::Bundle(error) => error.advice(),
            Self::Stick(error) => error.advice(),
            Self::Mount(error) => error.advice(),
            Self::Library(error) => error.advice(),
            Self::Outbox(error) => error.advice(),
            Self::Register(error) => error.advice(),
            Self::Request(error) => error.advice(),
            Self::Review(error) => error.advice(),
            Self::Search(error) => error.advice(),
            Self::Run(error) => error.advice(),
            Self::Judgement(error) => error.advice(),
            Self::Sync(error) => error.advice(),
            Self::Setup(error) => error.advice(),
            Self::Fleet(error) => error.advice(),
            Self::Audit(error) => error.advice(),
            Self::Kiosk(error) => error.advice(),
            Self::Snag(snag) => snag.advice(),
            Self::Output(source) => Advice::new(
                "G-01",
                format!("结果写不出来（{}）", crate::advice::said(source)),
                "看看硬盘满没满，接着它的程序还在不在，再运行一次",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advice::tests::{Told, codes_are_whole, every, unfit_to_read};

    fn snags() -> Vec<(&'static str, Snag)> {
        let (path, source) = (|| "某处".into(), || io::Error::from_raw_os_error(2));
        every!(Snag:
            Unread { what: "信任根", path: path(), source: source() },
            Unwritten { what: "公钥", path: path(), source: source() },
            System { what: "密码读不进来", source: source() },
            NoRecord { id: "编号".to_owned() },
            NotAgreed { deed: "签名" },
            OtherThanAsked { deed: "签名", asked: "要点名的", flag: "--confirm withdrawn:23".to_owned() },
            TooLong { what: "姓名", most: 60 },
            NoList {},
            Unconfirmed { deed: "换信任根", flag: "--yes".to_owned() },
            NoRootFile { path: path() },
            Faulty { errors: 1, warnings: 2 },
            NothingDrafted {},
            NoPlace {},
            NoPerson {},
            WeakPassphrase { why: "太短" },
            WeakPin { why: "像一个日期" },
            PinTaken { whose: "管理员".to_owned() },
            Unscreened { files: 2 },
            TwoPassphrases {},
            Pin { shortest: 6, longest: 12 },
            NothingJudged {},
            TooLow { found: 0.5, least: 0.6 },
            Untypable { matter: "某事".to_owned(), way: "九宫格" },
            NothingMeasured {},
            TooManyPresses { ways: vec!["全拼"] },
            Withheld { id: "编号".to_owned() },
            OfficeHides { id: "编号".to_owned(), list: 3 },
            NotHidden { id: "编号".to_owned() },
            NoModel { path: "model.bin".into() },
            Unfit { failures: vec!["1 处指到的内容库里没有".to_owned()] },
        )
    }

    #[test]
    fn what_commands_find_out_by_themselves_is_told_like_every_error() {
        let output = ("Trouble::Output", Trouble::Output(io::Error::from_raw_os_error(28)).advice());
        let told: Vec<Told> = snags().into_iter().map(|(name, snag)| (name, snag.advice())).chain([output]).collect();
        assert_eq!(unfit_to_read(&told), Vec::<String>::new());
        codes_are_whole(&told);
    }

    #[test]
    fn what_is_refused_ends_otherwise_than_what_fails() {
        let refused = BundleError::from(crate::bundle::Objection::Missing { name: "某个文件".to_owned() });
        assert_eq!(format!("{:?}", Trouble::from(refused).exit_code()), format!("{:?}", ExitCode::from(3)));
        assert_eq!(format!("{:?}", Trouble::from(BundleError::Passphrase).exit_code()), format!("{:?}", ExitCode::from(1)));
        assert!(Trouble::from(io::Error::from(io::ErrorKind::BrokenPipe)).is_closed_pipe());
        assert!(!Trouble::from(Snag::NoPlace).is_closed_pipe());
    }
}
