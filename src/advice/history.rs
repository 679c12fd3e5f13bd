//! What happened at a terminal, told from the plain values that it keeps: a line of its history, and what a receipt says was changed.

#![deny(clippy::wildcard_enum_match_arm)]

use super::objection::gist;
use crate::{
    bundle::Person,
    sync::{By, Event, EventKind, Happening, LeftOutPart, Receipt, RootLed, RootMark},
    text::clean,
};

/// A line of the history, without its moment, kind and release: on one line, whatever stands in it.
pub fn recalled(event: &Event) -> String {
    // What an earlier program took in is known by the digits of the whole release.
    let digits = event.check.clone().or_else(|| event.digest.map(|digest| digest.short()));
    let check =
        if let Happening::Changed { check: Some(check), .. } = &event.facts { format!("，核对码 {check}") } else { String::new() };
    let words = std::iter::once(happened(event.kind, &named(event.release, digits.as_deref()), &event.facts) + &check)
        .chain(gone(&event.facts).map(|gone| format!("下架：{gone}")));
    let words = words.collect::<Vec<_>>().join("；");
    let code = event.code.as_ref().map_or_else(String::new, |code| format!("（{code}）"));
    clean(&format!("{words}{code}").replace('\n', "；")).into_owned()
}

/// The changes that a receipt speaks of, in one sentence; titles that disappeared stand in lines of their own.
pub fn changed(receipt: &Receipt) -> String {
    happened(receipt.event, &named(receipt.release, receipt.digest.as_deref()), &receipt.facts)
}

/// Titles that disappeared, each with its reason.
pub fn gone(facts: &Happening) -> impl Iterator<Item = String> + '_ {
    let gone = if let Happening::Changed { gone, .. } = facts { gone.as_slice() } else { &[] };
    gone.iter().map(|gone| if gone.reason.is_empty() { gone.title.clone() } else { format!("{}（{}）", gone.title, gone.reason) })
}

/// `第 2 版（ba7816bf）`
fn named(release: Option<u64>, digest: Option<&str>) -> String {
    let digest = digest.map_or_else(String::new, |digest| format!("（{digest}）"));
    release.map_or_else(String::new, |number| format!("第 {number} 版{digest}"))
}

fn happened(kind: EventKind, release: &str, facts: &Happening) -> String {
    match facts {
        Happening::Changed { counts, .. } => counts.in_words(),
        Happening::SteppedBack if kind == EventKind::FellBack => format!("新内容一再出错，自动退回{release}"),
        Happening::LeftOut(part) => without(part),
        Happening::SteppedBack => format!("退回{release}"),
        Happening::Reindexed => "重新建立了索引".to_owned(),
        Happening::Restored => "信任记录坏了，用另外存着的一份换了回来".to_owned(),
        Happening::Rebuilt => "换成了新程序的格式".to_owned(),
        Happening::Objection(objection) => gist(objection),
        Happening::Faulty { errors } => format!("内容里有 {errors} 处错误"),
        Happening::UsedTwice { id } => format!("编号 {id} 用了两次"),
        Happening::SelfTest => "新内容没有通过自检".to_owned(),
        Happening::StillThere { title } => format!("下架了的《{title}》还在内容包里"),
        Happening::Hidden { title, reason, .. } if reason.is_empty() => format!("临时隐藏《{title}》"),
        Happening::Hidden { title, reason, .. } => format!("临时隐藏《{title}》（{reason}）"),
        Happening::ShownAgain { id, title } if title.is_empty() => format!("重新显示编号是 {id} 的内容"),
        Happening::ShownAgain { title, .. } => format!("重新显示《{title}》"),
        Happening::HidingLifted { title, .. } => format!("{release}里有临时隐藏的《{title}》，重新显示"),
        Happening::HidingConfirmed { title, .. } => format!("临时隐藏的《{title}》，办公室已下架"),
        Happening::OtherRoot { from, to, by } => {
            let mark = |mark: &RootMark| format!("{}（指纹 {}）", mark.body, mark.fingerprint);
            let from = from.as_ref().map_or_else(|| "读不出来的信任根".to_owned(), mark);
            format!("{from}换成{}，经手：{}", mark(to), who(by))
        }
        Happening::RootLed(change) => led(change),
        Happening::Words(words) => words.clone(),
        Happening::Torn => "这一行记录坏了，读不出来".to_owned(),
    }
}

/// Who left and who joined with a later root of the same office.
pub fn led(change: &RootLed) -> String {
    let told = |people: &[Person], what: &str| {
        let names: Vec<String> = people.iter().map(ToString::to_string).collect();
        if names.is_empty() { String::new() } else { format!("{}{what}", names.join("、")) }
    };
    let parts = [told(&change.left, "离开"), told(&change.joined, "加入"), told(&change.rekeyed, "换了密钥")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let parts = if parts.is_empty() { "人和密钥都没有变".to_owned() } else { parts.join("，") };
    format!("信任根换成了第 {} 版：{parts}", change.version)
}

/// Who asked for it.
pub fn who(by: &By) -> String {
    match by {
        By::Staff => "工作人员（密码）".to_owned(),
        By::Post(badge) => format!("{}（密码）", clean(&badge.title())),
        By::User(name) => format!("系统用户 {}（命令行）", clean(name)),
        By::Terminal => "终端自己".to_owned(),
    }
}

/// A department whose part was not taken in, in one sentence, with the code for the telephone.
pub fn left_out(part: &LeftOutPart) -> String {
    format!("{}（{}）", without(part), part.code)
}

/// The same without the code.
pub(super) fn without(part: &LeftOutPart) -> String {
    let why = happened(EventKind::Refused, "", &part.why);
    let stays = if part.stays { "，它原来的内容照常使用" } else { "" };
    format!("{}的内容没有导入{stays}：{why}", part.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::{Objection, Sums},
        files::Digest,
        sync::Gone,
    };

    fn line(kind: EventKind, code: Option<&str>, facts: Happening) -> String {
        let digest = Some(Digest::of(b"abc"));
        recalled(&Event {
            at: jiff::Timestamp::UNIX_EPOCH,
            kind,
            release: Some(2),
            digest,
            check: None,
            code: code.map(str::to_owned),
            facts,
        })
    }

    #[test]
    fn every_kind_of_line_is_told_from_its_facts() {
        let gone = |title: &str, reason: &str| Gone { title: title.to_owned(), reason: reason.to_owned() };
        let counts = Sums { added: 12, updated: 1, withdrawn: 2, ..Sums::default() };
        let changed = Happening::Changed {
            counts,
            gone: vec![gone("名单公示", "含有个人信息"), gone("旧办法", "")],
            check: Some("44fc189e".to_owned()),
        };
        let mixed = Objection::Mixed { name: "timestamp.json".to_owned(), found: 2, expected: 7 };
        let few = Objection::Threshold { name: "timestamp.json".to_owned(), valid: 0, needed: 1 };
        for (kind, code, facts, told) in [
            (
                EventKind::Imported,
                None,
                changed,
                "新增 12 · 更新 1 · 废止 0 · 下架 2，核对码 44fc189e；下架：名单公示（含有个人信息）；下架：旧办法",
            ),
            (EventKind::RolledBack, None, Happening::SteppedBack, "退回第 2 版（ba7816bf）"),
            (EventKind::FellBack, None, Happening::SteppedBack, "新内容一再出错，自动退回第 2 版（ba7816bf）"),
            (EventKind::Repaired, None, Happening::Reindexed, "重新建立了索引"),
            (EventKind::Repaired, None, Happening::Restored, "信任记录坏了，用另外存着的一份换了回来"),
            (EventKind::Repaired, None, Happening::Rebuilt, "换成了新程序的格式"),
            (EventKind::Refused, Some("B-13"), Happening::Objection(mixed), "两版内容混在了一起（B-13）"),
            (EventKind::Refused, Some("B-06"), Happening::Objection(few), "timestamp.json 的有效签名只有 0 个，要 1 个（B-06）"),
            (EventKind::Refused, Some("L-13"), Happening::Faulty { errors: 3 }, "内容里有 3 处错误（L-13）"),
            (EventKind::Refused, Some("L-12"), Happening::UsedTwice { id: "sb-1".parse().unwrap() }, "编号 sb-1 用了两次（L-12）"),
            (EventKind::Refused, Some("L-18"), Happening::SelfTest, "新内容没有通过自检（L-18）"),
            (EventKind::Refused, Some("Y-10"), Happening::StillThere { title: "旧".to_owned() }, "下架了的《旧》还在内容包里（Y-10）"),
            (EventKind::Refused, Some("B-02"), Happening::Words("内容包不完整，缺少 a".to_owned()), "内容包不完整，缺少 a（B-02）"),
            (EventKind::Imported, None, Happening::Words("新增 1\n下架：甲".to_owned()), "新增 1；下架：甲"),
            (EventKind::Imported, None, Happening::Torn, "这一行记录坏了，读不出来"),
        ] {
            assert_eq!(line(kind, code, facts), told);
        }
    }

    #[test]
    fn what_a_history_holds_cannot_command_the_terminal() {
        let told = line(EventKind::Imported, None, Happening::Words("新增\u{1b}[2J 1\u{202e}".to_owned()));
        assert_eq!(told, "新增[2J 1");
    }
}
