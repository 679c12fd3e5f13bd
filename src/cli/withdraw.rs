//! `gongkai bundle withdraw`: the office has records hidden everywhere, ahead of the next release.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use jiff::Timestamp;

use super::{
    Trouble,
    keys::With,
    snag::Snag,
    words::{agrees, each_signs, shell},
};
use crate::{
    bundle::{
        KeyId, LONGEST_REASON, Listed, Person, Post, Repository, WithdrawalList, is_longer, persons_missing, published_list, sign_list,
        still_hidden, titles, withdraw,
    },
    policy::RecordId,
    text::clean,
};

/// 发一张撤下单：赶在下一版以前，让终端不再显示这几条
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai bundle withdraw 仓库 jz-mingdan --reason 含有身份证号 --key 密钥/office-1a2b3c4d.key\n  gongkai bundle withdraw 仓库 --key 密钥/deputy-5e6f7a8b.key      第二个人补签\n\n处室、分管领导、主要领导里一个人签就行；超过 20 条，或者超过全部内容的百分之五，要两个人签。\n用 gongkai stick prepare 写到 U 盘上（只写撤下单，加 --withdrawals-only），终端插上、核对就隐藏，不用等新的一版。\n它只让终端隐藏，不删内容；下一版里下架的就此定了，还留着的重新显示。"
)]
pub(super) struct Withdraw {
    /// 仓库文件夹
    #[arg(value_name = "仓库")]
    repository: PathBuf,
    /// 要撤下的内容的编号，可以写几个；不写，就在已有的撤下单上补签
    #[arg(value_name = "编号", value_parser = record_id, requires = "reason")]
    ids: Vec<RecordId>,
    /// 为什么，记入每台终端的历史
    #[arg(long, value_name = "原因", requires = "ids")]
    reason: Option<String>,
    #[command(flatten)]
    with: With,
}

pub(super) fn record_id(text: &str) -> Result<RecordId, String> {
    text.parse().map_err(|_| "编号里没有空格和看不见的字，最长 200 字节".to_owned())
}

impl Withdraw {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let repository = Repository::open(&self.repository)?;
        let mut out = io::stdout();
        let reason = clean(self.reason.as_deref().unwrap_or_default().trim()).into_owned();
        if is_longer(&reason, LONGEST_REASON) {
            return Err(Snag::TooLong { what: "撤下的原因", most: LONGEST_REASON }.into());
        }
        let seen = if self.ids.is_empty() { Some(published_list(&repository)?.ok_or(Snag::NoList)?) } else { None };
        if let Some(list) = &seen {
            print(&mut out, list)?;
        }
        for (id, title) in self.ids.iter().zip(titles(&repository, &self.ids)?) {
            writeln!(out, "撤下：《{title}》（{id}），{reason}")?;
        }
        for listed in self.kept(&repository)? {
            writeln!(out, "前一张单上已经撤下、还没有新的一版说过的，一起写上：《{}》（{}），{}", listed.title, listed.id, listed.reason)?;
        }
        if !self.with.yes && !agrees()? {
            return Err(Snag::NotAgreed { deed: "签名" }.into());
        }
        let key = self.with.open()?;
        let list = match &seen {
            Some(seen) => sign_list(&repository, &seen.digest, &key)?,
            None => withdraw(&repository, &self.ids, &reason, &key, Timestamp::now())?,
        };
        print(&mut out, &list)?;
        let repo = shell(&self.repository);
        let missing = repository.release()?.map_or(0, |newest| persons_missing(&list, &newest));
        if missing > 0 {
            writeln!(out, "还要 {missing} 个人签，终端才会照办。下一步，处室、分管领导、主要领导里还没有签的，在放私钥的文件夹里运行：")?;
            for line in each_signs(&format!("gongkai bundle withdraw {repo}"), &unsigned(&repository, &list)?) {
                writeln!(out, "{line}")?;
            }
        } else {
            writeln!(
                out,
                "下一步，插上 U 盘（只写撤下单，加 --withdrawals-only）：\n  gongkai stick prepare /media/GONGKAI --repo {repo}    （U 盘插上以后的文件夹）"
            )?;
        }
        Ok(())
    }
}

impl Withdraw {
    /// What an earlier list withdrew and a new one goes on to withdraw; nothing where an earlier list is only signed.
    fn kept(&self, repository: &Repository) -> Result<Vec<Listed>, Trouble> {
        let newest = if self.ids.is_empty() { None } else { repository.release()? };
        let mut kept = newest.map_or_else(|| Ok(Vec::new()), |newest| still_hidden(repository, &newest))?;
        kept.retain(|listed| !self.ids.contains(&listed.id));
        Ok(kept)
    }
}

/// Those who may still sign, with their keys.
fn unsigned(repository: &Repository, list: &WithdrawalList) -> Result<Vec<(KeyId, Person)>, Trouble> {
    let (root, _) = repository.needed_root()?;
    let open = |person: &Person| Post::DESKS.contains(&person.post) && !list.signers.iter().any(|signer| signer.is(person));
    Ok(root.gongkai.people.into_iter().filter(|(_, person)| open(person)).collect())
}

fn print(out: &mut impl Write, list: &WithdrawalList) -> io::Result<()> {
    let signers: Vec<String> = list.signers.iter().map(ToString::to_string).collect();
    writeln!(out, "第 {} 号撤下单，{} 条，签名：{}", list.version, list.records.len(), signers.join("、"))?;
    for listed in &list.records {
        writeln!(out, "  《{}》（{}），{}", listed.title, listed.id, listed.reason)?;
    }
    Ok(())
}
