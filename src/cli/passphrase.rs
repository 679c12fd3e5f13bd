//! Passphrases of private keys: typed unseen, or read from a file or a pipe.

use std::{
    fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{Trouble, snag::Snag};

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
    pub(super) fn of(&self, key: &Path) -> Result<Zeroizing<String>, Trouble> {
        self.ask(&format!("{} 的口令：", key.display()))
    }

    /// A passphrase for a new key, typed twice where it is typed.
    pub(super) fn new_one(&self) -> Result<Zeroizing<String>, Trouble> {
        let first = self.ask("给新密钥定一个口令（至少 8 个字符）：")?;
        if first.chars().count() < SHORTEST {
            return Err(Snag::ShortPassphrase { shortest: SHORTEST }.into());
        }
        if self.passphrase_file.is_none() && io::stdin().is_terminal() && self.ask("再输一遍：")? != first {
            return Err(Snag::TwoPassphrases.into());
        }
        Ok(first)
    }

    fn ask(&self, prompt: &str) -> Result<Zeroizing<String>, Trouble> {
        let line = match &self.passphrase_file {
            Some(path) => {
                let text = Zeroizing::new(fs::read_to_string(path).map_err(Snag::unread("口令文件", path))?);
                text.lines().next().unwrap_or_default().to_owned()
            }
            None if io::stdin().is_terminal() => rpassword::prompt_password(prompt).map_err(Snag::system("口令读不进来"))?,
            None => {
                let mut line = Zeroizing::new(String::new());
                io::stdin().read_line(&mut line).map_err(Snag::system("口令读不进来"))?;
                line.trim_end_matches(['\r', '\n']).to_owned()
            }
        };
        Ok(Zeroizing::new(line))
    }
}
