//! `gongkai pin`: the hash of a staff PIN, for `kiosk.toml`.

use std::io::{self, IsTerminal, Write};

use argon2::{Argon2, PasswordHasher};
use zeroize::Zeroizing;

use super::{Trouble, snag::Snag};
use crate::bundle::BundleError;

/// 生成工作人员密码的配置
///
/// 从标准输入读一行密码，输出写进 kiosk.toml 的一行。密码本身不保存。
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai pin                    输入密码，把输出的一行写进 kiosk.toml 的 [staff] 下面\n  gongkai pin < 密码文件"
)]
pub(super) struct Pin {}

/// Fewer digits are guessed in an afternoon.
const SHORTEST: usize = 6;
const LONGEST: usize = 12;

impl Pin {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let Self {} = self;
        if io::stdin().is_terminal() {
            eprint!("请输入 {SHORTEST} 到 {LONGEST} 位数字，然后按回车：");
            io::stderr().flush()?;
        }
        let mut line = Zeroizing::new(String::new());
        io::stdin().read_line(&mut line).map_err(Snag::system("密码读不进来"))?;
        let pin = line.trim();
        if !(SHORTEST..=LONGEST).contains(&pin.len()) || !pin.chars().all(|c| c.is_ascii_digit()) {
            return Err(Snag::Pin { shortest: SHORTEST, longest: LONGEST }.into());
        }
        let hash = Argon2::default().hash_password(pin.as_bytes());
        let hash = hash.map_err(|error| BundleError::NoRandomness { why: error.to_string() })?;
        writeln!(io::stdout(), "pin_hash = \"{hash}\"")?;
        Ok(())
    }
}
