//! Reviews that are not recorded, and answers that cannot be given.

#![deny(clippy::wildcard_enum_match_arm)]

use std::path::Path;

use super::{Advice, Advise, machine::said};
use crate::review::ReviewError;

impl Advise for ReviewError {
    fn advice(&self) -> Advice {
        let (what, mend) = match self {
            Self::Damaged { path, line } => (
                format!("审核记录 {} 的第 {line} 行损坏了，或者被人改过、删过", path.display()),
                "从另一台电脑或者备份里取回这个文件，用 gongkai content review merge 合并；都没有的，把这个文件移到别处，这份文件从头审核".to_owned(),
            ),
            Self::SamePerson { who, other } => {
                (format!("{who}已经做过{other}，不能再做另一级"), "三级要由三个不同的人审；同一级的审和校可以由一个人做。请换一个人来".to_owned())
            }
            Self::TooEarly { missing } => (format!("还没有做{missing}"), format!("先做{missing}，再做这一级")),
            Self::Unread => ("正文还没有从头看到尾".to_owned(), "看到最后一行再通过；由程序运行的，确实通读过以后加 --read".to_owned()),
            Self::NotOwn => ("没有可以撤销的，只能撤销自己做的".to_owned(), "请做这件事的人自己撤销；要退回的，用退回，写明理由".to_owned()),
            Self::NoDocument { id } => {
                (format!("没有编号是“{id}”的文件"), "用 gongkai content review list 看有哪些文件，编号在最前面".to_owned())
            }
            Self::Nameless => ("没有写谁在审核".to_owned(), "加 --who 姓名，写本人姓名".to_owned()),
            Self::Disk { path, source } => (
                format!("{} 读不出来或者写不了（{}）", path.display(), said(source)),
                "检查这个文件夹在不在、有没有权限，硬盘满没满，再运行一次".to_owned(),
            ),
            Self::NotListed { who, step: None } => (
                format!("审核人员名单里没有{who}"),
                "核对姓名；新来的人，请管理员写进 office/reviews.toml 的 people".to_owned(),
            ),
            Self::NotListed { who, step: Some(step) } => (
                format!("名单上{who}不做{step}"),
                "请名单上做这一步的人来；名单不对的，请管理员改 office/reviews.toml 的 people".to_owned(),
            ),
            Self::NoHeader { id } => (
                format!("{id} 的文件头读不懂，或者这一栏的写法程序改不了"),
                "打开 content 里的这个文件，照 gongkai library check 说的手工改好，再来核对".to_owned(),
            ),
            Self::Value { field, value } if value.is_empty() => (format!("{field}不能空着"), "照着原件填上".to_owned()),
            Self::Value { field, value } => (
                format!("{field}不能写成“{value}”"),
                "日期写成 2024-03-01 或 2024年3月1日；文号写成 云政发〔2024〕3号；公开属性和种类只能从名单里选，名单用 gongkai content review set --help 看"
                    .to_owned(),
            ),
            Self::NoQuestion { number } => {
                (format!("没有第 {number} 个问题"), "用 gongkai content review show 看还有哪些问题，前面的数字就是它的号".to_owned())
            }
            Self::ByHand => (
                "这一处程序改不了，要人来改".to_owned(),
                "个人信息可以打码或删去，错字可以改正，别的用 gongkai content review edit 改正文，或者写明理由放行".to_owned(),
            ),
            Self::Words { times: 0 } => ("正文里找不到要改的这些字".to_owned(), "照着正文一字不差地写；跨行的分开改".to_owned()),
            Self::Words { times } => (
                format!("要改的这些字在正文里有 {times} 处，不知道改哪一处"),
                "把前后的字也写上，写到只有一处，再运行一次".to_owned(),
            ),
            Self::Open { fields, questions } => (
                format!("还有 {fields} 栏没有确认，{questions} 个问题没有答复"),
                "先核对：gongkai content review show 看是哪些，用 set、confirm、mask、release 一个一个答复，再审核".to_owned(),
            ),
            Self::Unsigned { who, has } => unsigned(who, *has),
            Self::NoDraft { id } => no_draft(id),
            Self::NoViewer { original, copy } => no_viewer(original, copy),
            Self::Reasonless => ("没有写理由".to_owned(), "加 --reason 理由，写清楚为什么，别人看得懂".to_owned()),
        };
        Advice::new(self.code(), what, mend)
    }
}

fn no_viewer(original: &str, copy: &Path) -> (String, String) {
    (format!("这台电脑没有程序能打开原件 {original}"), format!("在能打开的电脑上看收到的那一份；文件夹里也留了一份：{}", copy.display()))
}

fn unsigned(who: &str, has: bool) -> (String, String) {
    if has {
        (
            format!("{who}有自己的密钥，记在{who}名下的都要用它签名"),
            "加 --key，写本人的 .key 文件，输入口令；用的是别人的密钥的，换成自己的".to_owned(),
        )
    } else {
        (
            format!("{who}的公钥不在 office/keys 里，或者用的是别人的密钥"),
            "先用 gongkai keys create 生成密钥，把 .pub 文件放进 office/keys，再加 --key 来审".to_owned(),
        )
    }
}

fn no_draft(id: &str) -> (String, String) {
    (format!("{id} 没有机器认出来的字"), "只有扫描件才有；转换的时候加 --ocr 和认字的程序，再来取用，或者照着原件录入".to_owned())
}
