//! Passphrases of private keys: typed unseen, or read from a file or a pipe.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{Trouble, snag::Snag};
use crate::{
    bundle::{BundleError, SecretKey, read_key},
    text::{SHORTEST_PASSPHRASE, weak_passphrase},
};

/// How often somebody at a keyboard may try.
const TRIES: usize = 3;

/// Where a passphrase comes from.
#[derive(Debug, clap::Args)]
#[group(id = "passphrase-source")]
pub(super) struct Passphrase {
    /// 从这个文件的第一行读密钥口令；不写就在屏幕上输入（或从标准输入读一行）
    #[arg(long, value_name = "文件")]
    passphrase_file: Option<PathBuf>,
}

impl Passphrase {
    /// Opens a key that is there; whoever types may try again.
    pub(super) fn open(&self, path: &Path) -> Result<SecretKey, Trouble> {
        let mut left = if self.is_typed() { TRIES } else { 1 };
        loop {
            left -= 1;
            match read_key(path, &self.ask(&format!("{} 的口令：", path.display()))?) {
                Err(BundleError::Passphrase) if left > 0 => writeln!(io::stderr(), "口令不对，还可以试 {left} 次")?,
                opened => return Ok(opened?),
            }
        }
    }

    /// A passphrase for a key that nobody guesses who knows these words; typed twice where it is typed.
    pub(super) fn new_one(&self, known: &[&str]) -> Result<Zeroizing<String>, Trouble> {
        let mut left = if self.is_typed() { TRIES } else { 1 };
        loop {
            left -= 1;
            let first = self.ask(&format!("给密钥定一个新口令（至少 {SHORTEST_PASSPHRASE} 个字符，几个不相干的词连起来最好）："))?;
            let weak = weak_passphrase(&first, known);
            if let Some(weakness) = weak {
                let snag = Snag::WeakPassphrase { why: weakness.reason() };
                if left == 0 {
                    return Err(snag.into());
                }
                writeln!(io::stderr(), "这个口令一猜就中，因为它{}。换一个", weakness.reason())?;
            } else if self.is_typed() && self.ask("再输一遍：")? != first {
                return Err(Snag::TwoPassphrases.into());
            } else {
                return Ok(first);
            }
        }
    }

    /// The passphrase of a file, typed or read.
    pub(super) fn asked(&self, path: &Path) -> Result<Zeroizing<String>, Trouble> {
        self.ask(&format!("{} 的口令：", path.display()))
    }

    fn is_typed(&self) -> bool {
        self.passphrase_file.is_none() && io::stdin().is_terminal()
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

    /// The same for a passphrase that is in another file.
    pub(super) fn of_file(file: Option<PathBuf>) -> Self {
        Self { passphrase_file: file }
    }
}
