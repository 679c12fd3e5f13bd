//! `gongkai pin`: the hash of a staff PIN, for `kiosk.toml`.

use std::io::{self, IsTerminal, Write};

use anyhow::bail;
use argon2::{Argon2, PasswordHasher};
use zeroize::Zeroizing;

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
    pub(super) fn run(self) -> anyhow::Result<()> {
        let Self {} = self;
        if io::stdin().is_terminal() {
            eprint!("请输入 {SHORTEST} 到 {LONGEST} 位数字，然后按回车：");
            io::stderr().flush()?;
        }
        let mut line = Zeroizing::new(String::new());
        io::stdin().read_line(&mut line)?;
        let pin = line.trim();
        if !(SHORTEST..=LONGEST).contains(&pin.len()) || !pin.chars().all(|c| c.is_ascii_digit()) {
            bail!("密码应当是 {SHORTEST} 到 {LONGEST} 位数字。\n怎么办：换一个再运行一次");
        }
        let Ok(hash) = Argon2::default().hash_password(pin.as_bytes()) else {
            bail!("这台机器没有可用的随机数。\n怎么办：稍等一会儿再运行一次")
        };
        writeln!(io::stdout(), "pin_hash = \"{hash}\"")?;
        Ok(())
    }
}
