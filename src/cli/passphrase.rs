//! Passphrases of private keys: typed unseen, or read from a file or a pipe.

use std::{
    fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use zeroize::Zeroizing;

/// Fewer characters are guessed by a machine in a night.
const SHORTEST: usize = 8;

/// Where a passphrase comes from.
#[derive(Debug, clap::Args)]
pub(super) struct Passphrase {
    /// 从这个文件的第一行读密钥口令；不写就在屏幕上输入（或从标准输入读一行）
    #[arg(long, value_name = "文件")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// The passphrase of a key that is there.
    pub(super) fn of(&self, key: &Path) -> anyhow::Result<Zeroizing<String>> {
        self.ask(&format!("{} 的口令：", key.display()))
    }

    /// A passphrase for a new key, typed twice where it is typed.
    pub(super) fn new_one(&self) -> anyhow::Result<Zeroizing<String>> {
        let first = self.ask("给新密钥定一个口令（至少 8 个字符）：")?;
        if first.chars().count() < SHORTEST {
            bail!("口令太短，至少要 {SHORTEST} 个字符。\n怎么办：换一个长的再运行一次；几个不相干的词连起来，又长又好记");
        }
        if self.passphrase_file.is_none() && io::stdin().is_terminal() && self.ask("再输一遍：")? != first {
            bail!("两遍口令不一样，没有生成密钥。\n怎么办：再运行一次");
        }
        Ok(first)
    }

    fn ask(&self, prompt: &str) -> anyhow::Result<Zeroizing<String>> {
        let line = match &self.passphrase_file {
            Some(path) => {
                let text = Zeroizing::new(fs::read_to_string(path).with_context(|| format!("口令文件 {} 读不出来", path.display()))?);
                text.lines().next().unwrap_or_default().to_owned()
            }
            None if io::stdin().is_terminal() => rpassword::prompt_password(prompt)?,
            None => {
                let mut line = Zeroizing::new(String::new());
                io::stdin().read_line(&mut line)?;
                line.trim_end_matches(['\r', '\n']).to_owned()
            }
        };
        Ok(Zeroizing::new(line))
    }
}
