//! A visit of a stick in words: what must be said before it, how far it is, and the receipt of it. Screen and command line say the same.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{changed, gone, led, left_out, machine::disk_notice, objection::gist, who};
use crate::{
    bundle::Statement,
    library::HiddenBy,
    sync::{Concern, Offer, Receipt, Stage},
    text::{clean, day, day_of, moment, size},
};

/// Something that staff must know before they take an offer.
pub fn concern(concern: &Concern, offer: &Offer) -> String {
    match concern {
        Concern::Old { days, strongly: false } => format!("注意：这是 {days} 天以前的内容"),
        Concern::Old { days, strongly: true } => format!("注意：这是 {days} 天以前的内容，太旧了，先问办公室有没有新的"),
        Concern::ClockBehind => "注意：这台机器的时钟不准，比内容发布的时间还早，请管理员校准".to_owned(),
        Concern::RootExpired { on } => format!("注意：信任根 {} 以前就该换了", day(day_of(*on))),
        Concern::Disk(trouble) => disk_notice(*trouble),
        Concern::ListHeeded { version, titles } => list_heeded(*version, titles),
        Concern::RootLed(change) => format!("注意：{}。没有听说过的，先打电话问办公室", led(change)),
        Concern::ListRefused { code } => format!("注意：U 盘上的撤下单没有照办（{code}），把这句话告诉办公室"),
        Concern::HiddenShown { title } => format!("上次临时隐藏的《{}》会重新显示：这一版是隐藏以后发布的，里面还有它", clean(title)),
        Concern::HiddenGone { title } => format!("上次临时隐藏的《{}》，办公室已下架", clean(title)),
        Concern::HiddenStays { title } => format!("临时隐藏的《{}》仍然隐藏：这一版是隐藏以前发布的", clean(title)),
        Concern::LeftOut { title, why, stays } => {
            let stays = if *stays { "，它原来的内容照常使用" } else { "" };
            format!("注意：{title}的内容不会导入{stays}：{}（{}）。其余内容可以导入，把这句话告诉办公室", gist(why), why.code())
        }
        Concern::OtherReading => "注意：办公室的程序和这台终端的不是同一个版本。新增、下架的条数核对过，更新了几条不一定准".to_owned(),
        Concern::NoRoom => format!("硬盘空间不够：要空出 {}，请管理员清理以后再导入", size(offer.needed)),
    }
}

/// The office's list of withdrawals, as it was heeded.
pub fn list_heeded(version: u64, titles: &[String]) -> String {
    match named(titles).as_str() {
        "" => format!("U 盘上有办公室的第 {version} 号撤下单，这台终端已经照办，没有新要隐藏的"),
        names => format!("照办公室的第 {version} 号撤下单，已经隐藏了{names}"),
    }
}

/// The same, as it would be.
pub fn list_offered(version: u64, titles: &[String]) -> String {
    match named(titles).as_str() {
        "" => format!("U 盘上有办公室的第 {version} 号撤下单，可以用，这台终端没有新要隐藏的"),
        names => format!("U 盘上有办公室的第 {version} 号撤下单，可以用，照办就会隐藏{names}"),
    }
}

fn named(titles: &[String]) -> String {
    let names: Vec<String> = titles.iter().take(5).map(|title| format!("《{}》", clean(title))).collect();
    let more = if titles.len() > names.len() { format!("等 {} 条", titles.len()) } else { String::new() };
    format!("{}{more}", names.join("、"))
}

/// Files of hidden records are gone, or cannot be read.
pub const fn hidden_lost() -> &'static str {
    "隐藏记录的文件被动过或者坏了。登记册和历史里记着的，仍然不给人看；别的可能又显示出来，请告诉管理员和办公室"
}

/// Later roots that came with a release, a sentence for each.
pub fn roots(receipt: &Receipt) -> impl Iterator<Item = String> + '_ {
    receipt.roots.iter().map(led)
}

/// What an import is doing.
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Verifying => "正在核对签名",
        Stage::Copying => "正在复制",
        Stage::Indexing => "正在建索引",
        Stage::Testing => "正在自检",
        Stage::Switching => "正在换上新内容",
    }
}

/// `第 7 版`, which answers now.
pub fn release(receipt: &Receipt) -> String {
    receipt.release.map_or_else(String::new, |number| format!("第 {number} 版"))
}

/// What the terminal holds now, and how long it took.
pub fn holding(receipt: &Receipt) -> String {
    let digest = receipt.digest.as_deref().unwrap_or_default();
    format!("共 {} 条，核对码 {digest}，用了 {} 秒", receipt.records, receipt.seconds)
}

/// The proof that it is gone, for each document that disappeared.
pub fn withdrawn(receipt: &Receipt) -> impl Iterator<Item = String> + '_ {
    gone(&receipt.facts).map(|gone| format!("已下架：{gone}"))
}

/// The departments whose part was not taken in.
pub fn without(receipt: &Receipt) -> impl Iterator<Item = String> + '_ {
    receipt.left_out.iter().map(|part| format!("注意：{}", left_out(part)))
}

/// Whether the receipt lies on the stick.
pub const fn receipt_left(left: bool) -> &'static str {
    if left {
        "回执写在 U 盘上了，请交回办公室。"
    } else {
        "回执没能写到 U 盘上；内容已经导入，把上面两行告诉办公室就行。"
    }
}

/// Who reviewed what is published before it was signed, as its statement has it; nothing where it says nothing.
pub fn reviewed(statement: &Statement) -> Option<String> {
    let signed = statement.reviews.iter().filter(|review| review.signed).count();
    let (every, none) = (signed == statement.reviews.len(), signed == 0);
    let said = statement.reviews.iter().map(|review| {
        let bare = if every || none || review.signed { "" } else { "（只凭姓名）" };
        format!("{} {}{bare}", clean(&review.kind), clean(&review.person))
    });
    let said: Vec<String> = said.collect();
    let by = match (every, none) {
        (true, _) => "，都是本人签名",
        (_, true) => "，只凭姓名",
        _ => "",
    };
    (!said.is_empty()).then(|| format!("审核：{}{by}", said.join("、")))
}

/// Who hid a record.
pub fn who_hid(by: &HiddenBy) -> String {
    match by {
        HiddenBy::Staff => "工作人员（密码）".to_owned(),
        HiddenBy::Post(badge) => format!("{}（密码）", clean(&badge.title())),
        HiddenBy::User(name) => format!("系统用户 {}（命令行）", clean(name)),
        HiddenBy::Office { list, people } => format!("办公室第 {list} 号撤下单（{}）", clean(&people.join("、"))),
    }
}

/// The receipt as a file that the office opens.
pub fn paper(receipt: &Receipt) -> String {
    let at = moment(receipt.at);
    let mut lines = vec![
        format!("终端：{}", receipt.terminal),
        format!("经手：{}", who(&receipt.by)),
        format!("时间：{at}（终端的时钟）"),
        format!("内容：第 {} 版，核对码 {}", receipt.release.unwrap_or_default(), receipt.digest.as_deref().unwrap_or_default()),
        format!("改了什么：{}", changed(receipt)),
        format!("现有：{} 条", receipt.records),
        format!("用时：{} 秒", receipt.seconds),
    ];
    lines.extend(withdrawn(receipt));
    lines.extend(without(receipt));
    lines.extend(roots(receipt));
    lines.join("\r\n") + "\r\n"
}
