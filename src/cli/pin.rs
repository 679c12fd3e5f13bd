//! `gongkai pin`: the hash of a staff PIN, for `kiosk.toml`.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

use argon2::{Argon2, PasswordHasher};
use zeroize::Zeroizing;

use super::{Trouble, snag::Snag};
use crate::{bundle::BundleError, config::Config, text::weak_pin};

/// 生成工作人员密码的配置
///
/// 从标准输入读一行密码，输出写进 kiosk.toml 的一行。密码本身不保存。
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai pin                    输入密码，把输出的一行写进 kiosk.toml 的 [staff] 下面\n  gongkai pin < 密码文件"
)]
pub(super) struct Pin {
    /// 这台终端的配置，里面的电话不能当密码
    #[arg(long, value_name = "文件", default_value = "/etc/gongkai/kiosk.toml", hide_default_value = true)]
    config: PathBuf,
}

/// Fewer digits are guessed in an afternoon.
const SHORTEST: usize = 6;
const LONGEST: usize = 12;

impl Pin {
    pub(super) fn run(self) -> Result<(), Trouble> {
        if io::stdin().is_terminal() {
            eprint!("请输入 {SHORTEST} 到 {LONGEST} 位数字，然后按回车：");
            io::stderr().flush()?;
        }
        let mut line = Zeroizing::new(String::new());
        io::stdin().read_line(&mut line).map_err(Snag::system("密码读不进来"))?;
        let pin = line.trim();
        // Where there are no settings yet, or none that can be read, no telephone is known.
        check(pin, Config::read(&self.config).ok().as_ref())?;
        let hash = Argon2::default().hash_password(pin.as_bytes());
        let hash = hash.map_err(|error| BundleError::NoRandomness { why: error.to_string() })?;
        writeln!(io::stdout(), "pin_hash = \"{hash}\"")?;
        Ok(())
    }
}

/// Refuses what is no PIN, and one that is soon guessed.
pub(super) fn check(pin: &str, config: Option<&Config>) -> Result<(), Snag> {
    if !(SHORTEST..=LONGEST).contains(&pin.len()) || !pin.chars().all(|c| c.is_ascii_digit()) {
        return Err(Snag::Pin { shortest: SHORTEST, longest: LONGEST });
    }
    let known: Vec<&str> = config.into_iter().flat_map(telephones).collect();
    weak_pin(pin, &known).map_or(Ok(()), |weakness| Err(Snag::WeakPin { why: weakness.reason() }))
}

/// Numbers that hang on the wall.
fn telephones(config: &Config) -> [&str; 3] {
    [&config.hall.help_phone, &config.hall.complaint_phone, &config.application.phone]
}
