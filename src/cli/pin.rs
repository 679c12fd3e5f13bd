//! `gongkai pin`: the hash of a staff PIN, for `kiosk.toml`.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use zeroize::Zeroizing;

use super::{Trouble, snag::Snag};
use crate::{
    bundle::BundleError,
    config::{Config, Role},
    text::weak_pin,
};

/// 生成工作人员密码的配置
///
/// 从标准输入读一行密码，输出写进 kiosk.toml 的一行。密码本身不保存。
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai pin                    输入密码，把输出的一行写进 kiosk.toml 的 [staff] 下面\n  gongkai pin < 密码文件\n  gongkai pin --role guide --name 引导员甲   各人各用一个密码：把输出的一项写进 [staff] 的 people = [ ] 里"
)]
pub(super) struct Pin {
    /// 这台终端的配置，里面的电话不能当密码
    #[arg(long, value_name = "文件", default_value = "/etc/gongkai/kiosk.toml", hide_default_value = true)]
    config: PathBuf,
    /// 给谁：guide 引导员、reviewer 审核员、administrator 管理员；不写就是开全部页面的那一个
    #[arg(long, value_name = "角色", value_parser = role)]
    role: Option<Role>,
    /// 姓名，登记册里写的就是它
    #[arg(long, value_name = "姓名", requires = "role", default_value = "", hide_default_value = true)]
    name: String,
}

fn role(typed: &str) -> Result<Role, &'static str> {
    Role::named(typed).ok_or("guide、reviewer 或者 administrator")
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
        let config = Config::read(&self.config).ok();
        check(pin, config.as_ref())?;
        let hash = hashed(pin)?;
        match self.role {
            None => writeln!(io::stdout(), "pin_hash = \"{hash}\"")?,
            Some(role) => {
                let name = toml::Value::from(crate::text::clean(&self.name).into_owned());
                writeln!(io::stdout(), "{{ role = \"{}\", name = {name}, pin_hash = \"{hash}\" }}", role.name())?;
            }
        }
        Ok(())
    }
}

/// The hash of a PIN, as it stands in settings.
pub(super) fn hashed(pin: &str) -> Result<String, BundleError> {
    let hash = Argon2::default().hash_password(pin.as_bytes());
    Ok(hash.map_err(|error| BundleError::NoRandomness { why: error.to_string() })?.to_string())
}

/// Refuses what is no PIN, and one that is soon guessed.
pub(super) fn check(pin: &str, config: Option<&Config>) -> Result<(), Snag> {
    if !(SHORTEST..=LONGEST).contains(&pin.len()) || !pin.chars().all(|c| c.is_ascii_digit()) {
        return Err(Snag::Pin { shortest: SHORTEST, longest: LONGEST });
    }
    let known: Vec<&str> = config.into_iter().flat_map(telephones).collect();
    if let Some(weakness) = weak_pin(pin, &known) {
        return Err(Snag::WeakPin { why: weakness.reason() });
    }
    // Two people with one PIN are one person in the journal.
    let is = |hash: &str| PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok());
    match config.into_iter().flat_map(|config| config.staff.all()).find(|(hash, _)| is(hash)) {
        Some((_, badge)) => Err(Snag::PinTaken { whose: badge.title() }),
        None => Ok(()),
    }
}

/// Numbers that hang on the wall.
fn telephones(config: &Config) -> [&str; 3] {
    [&config.hall.help_phone, &config.hall.complaint_phone, &config.application.phone]
}
