//! `gongkai office key`: the key that opens what visitors left, and the word about it that terminals believe.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use jiff::Timestamp;

use super::super::{Trouble, keys::With, passphrase::Passphrase, snag::Snag};
use crate::{
    bundle::sign_notice,
    files::durable,
    fleet::{self, FleetError},
    outbox::{ACKNOWLEDGEMENTS, OFFICE_KEY, OfficeKeyId, OfficeKeyWord, OfficeSecret, read_secret, write_secret},
    text::clean,
};

/// 接收密钥
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum OfficeKeyCommand {
    /// 生成一把接收密钥：终端用公钥封，只有私钥打得开
    #[command(
        after_help = "例：\n  gongkai office key create --body 云川县政务公开办 --out 密钥\n\n生成两个文件：.key 是私钥，用口令加密，备份一份锁起来，丢了，封好的就再也打不开；.recipient 是公钥。\n换密钥：再生成一把、发布下一个序号；旧的 .key 留着，没送到的申请还要用它打开。"
    )]
    Create {
        /// 办公室的名称
        #[arg(long, value_name = "名称")]
        body: String,
        /// 放在这个文件夹里
        #[arg(long, value_name = "文件夹", default_value = ".")]
        out: PathBuf,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// 给公钥签名，写到 U 盘上；终端导入时换上
    #[command(
        after_help = "例：\n  gongkai office key publish 密钥/recipient-1a2b3c4d.recipient /media/GONGKAI --number 1 --key 密钥/receipts-1a2b3c4d.key\n\n用签回执的密钥签（没有设这个岗位的，用打包员的）。序号从 1 起，每换一把加一：终端只换上序号更大的。"
    )]
    Publish {
        /// .recipient 文件
        #[arg(value_name = "公钥")]
        file: PathBuf,
        /// U 盘
        #[arg(value_name = "位置")]
        stick: PathBuf,
        /// 第几把
        #[arg(long, value_name = "序号")]
        number: u64,
        #[command(flatten)]
        with: With,
    },
}

impl OfficeKeyCommand {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Create { body, out, passphrase } => create(&body, &out, &passphrase),
            Self::Publish { file, stick, number, with } => publish(&file, &stick, number, &with),
        }
    }
}

fn create(body: &str, out: &Path, passphrase: &Passphrase) -> Result<(), Trouble> {
    let body = clean(body.trim()).into_owned();
    let secret = OfficeSecret::generate()?;
    let Some(key) = secret.public() else { return Err(crate::outbox::OutboxError::NotSealed.into()) };
    durable::create_folder(out).map_err(Snag::unwritten("文件夹", out))?;
    let short: String = key.id().to_string().chars().take(8).collect();
    let file = out.join(format!("recipient-{short}.key"));
    let words = passphrase.new_one(&[&body, "recipient"])?;
    write_secret(&file, &secret, &words)?;
    // Nothing is sealed for a key that would not open again.
    read_secret(&file, &words)?;
    let public = file.with_extension("recipient");
    let word = serde_json::to_vec_pretty(&OfficeKeyWord::of(&key, &body))?;
    durable::write(&public, &word).map_err(Snag::unwritten("公钥", &public))?;
    let mut out = io::stdout();
    writeln!(out, "接收密钥 {}", key.id())?;
    writeln!(out, "私钥：{}（备份一份锁起来；丢了，封好的申请就再也打不开）", file.display())?;
    writeln!(out, "公钥：{}（用 gongkai office key publish 签名，写到 U 盘上）", public.display())?;
    Ok(())
}

fn publish(file: &Path, stick: &Path, number: u64, with: &With) -> Result<(), Trouble> {
    let word = OfficeKeyWord::read(file)?;
    let bytes = sign_notice(OFFICE_KEY, number.max(1), &word, &with.open()?, Timestamp::now())?;
    let failed = |source| FleetError::NotLeft { stick: stick.to_owned(), source };
    fleet::put(stick, ACKNOWLEDGEMENTS, "office-key.json", &bytes).map_err(failed)?;
    writeln!(io::stdout(), "接收公钥（第 {number} 把，{}）写在了 U 盘上；终端下次导入时换上", clean(&word.body))?;
    Ok(())
}

/// Keys that open what came, the present one and those before it. All have one passphrase, or it is asked for each.
pub(super) fn opened(files: &[PathBuf], passphrase: &Passphrase) -> Result<Vec<(OfficeKeyId, OfficeSecret)>, Trouble> {
    files.iter().map(|file| Ok(read_secret(file, &passphrase.asked(file)?)?)).collect()
}
