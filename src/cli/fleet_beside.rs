//! What `gongkai fleet status` says of all terminals together: absent ones, doubled keys, split releases, what was withdrawn and lingers, what is
//! hidden. Each with what to do.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::{
    advice,
    fleet::{Absent, Answer, Fleet, HiddenThere, Lingering, Split},
    text::{clean, moment},
};

/// Withdrawn records that are told in words; all of them stand in the JSON.
const TOLD: usize = 20;

/// The sections below the table.
pub(super) fn print(out: &mut impl Write, fleet: &Fleet) -> io::Result<()> {
    for (key, names) in &fleet.doubled {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        writeln!(out, "一把密钥、几个名称：{}（{}）", names.join("、"), key.fingerprint())?;
        writeln!(out, "  怎么办：硬盘是互相抄来的，或者改过名称。只留一台，其余的重新装，各用各的名称；改名称的，从记录里去掉旧名称")?;
    }
    for split in &fleet.splits {
        writeln!(out, "第 {} 版有 {} 份不同的内容：{}", split.release, split.digests.len(), sides(split))?;
        writeln!(out, "  怎么办：先不要发布新的一版，把带来这些报告的 U 盘都保管好，查清楚谁用打包密钥发布过两次")?;
    }
    for lingering in fleet.lingering.iter().take(TOLD) {
        let reason = if lingering.gone.reason.is_empty() { String::new() } else { format!("，{}", lingering.gone.reason) };
        writeln!(out, "下架了、还可能有人看到：《{}》（{}{reason}）：{}", lingering.gone.title, lingering.gone.id, places(lingering))?;
    }
    if fleet.lingering.len() > TOLD {
        writeln!(out, "下架了、还可能有人看到的另有 {} 条，加 --json 看全部", fleet.lingering.len() - TOLD)?;
    }
    if !fleet.lingering.is_empty() {
        writeln!(out, "  怎么办：先把新的 U 盘送到这几台终端；来不及的，打电话请工作人员输密码，临时隐藏这几条")?;
    }
    for hidden in &fleet.hidden {
        print_hidden(out, hidden)?;
    }
    Ok(())
}

fn print_hidden(out: &mut impl Write, hidden: &HiddenThere) -> io::Result<()> {
    let name = hidden.title.as_ref().map_or_else(|| hidden.id.to_string(), |title| format!("《{title}》（{}）", hidden.id));
    let places: Vec<String> =
        hidden.terminals.iter().map(|(terminal, since, by)| format!("{terminal}，{}，{}", moment(*since), advice::who_hid(by))).collect();
    writeln!(out, "终端临时隐藏了：{}：{}", clean(&name), places.join("；"))?;
    let mend = match hidden.answer {
        Some(Answer::Gone) => "最新的一版里没有它，导入以后就定了",
        Some(Answer::Shown) => "最新的一版里还有它，导入以后会重新显示；不该显示的，再发布一版下架它",
        Some(Answer::None) | None => "看看为什么隐藏；再发布一版，下架它，或者留着它，终端导入以后就定了",
    };
    writeln!(out, "  怎么办：{mend}")
}

/// `ba7816bf（YC-01、YC-02，办公室发布的）和 44fc189e（YC-03）`
fn sides(split: &Split) -> String {
    let sides = split.digests.iter().map(|(digest, names, ours)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let whose = match ours {
            Some(true) => "，办公室发布的",
            Some(false) => "，办公室没有发布过",
            None => "",
        };
        format!("{}（{}{whose}）", digest.short(), names.join("、"))
    });
    sides.collect::<Vec<_>>().join("和 ")
}

fn places(lingering: &Lingering) -> String {
    let told = lingering.terminals.iter().map(|(name, release)| match release {
        Some(release) => format!("{name}（第 {release} 版）"),
        None => format!("{name}（没有消息）"),
    });
    told.collect::<Vec<_>>().join("、")
}

/// Why nothing is known of a terminal that ought to exist.
pub(super) fn silence(absent: &Absent) -> String {
    let last = absent.release.map_or_else(String::new, |release| format!("，那时是第 {release} 版"));
    match absent.since {
        Some(since) => format!("没有消息，{since} 以后{last}"),
        None => "没有消息，从来没有报告过".to_owned(),
    }
}

/// The same for programs.
pub(super) fn json(fleet: &Fleet) -> [(&'static str, Value); 5] {
    let absent = fleet.absent.iter().map(|absent| json!({ "terminal": absent.terminal, "since": absent.since, "release": absent.release }));
    let doubled = fleet.doubled.iter().map(|(key, terminals)| json!({ "key": key, "terminals": terminals }));
    let splits = fleet.splits.iter().map(|split| {
        let digests = split
            .digests
            .iter()
            .map(|(digest, terminals, published)| json!({ "digest": digest, "terminals": terminals, "published": published }));
        json!({ "release": split.release, "digests": digests.collect::<Vec<_>>() })
    });
    let withdrawn = fleet.lingering.iter().map(|lingering| {
        let terminals = lingering.terminals.iter().map(|(terminal, release)| json!({ "terminal": terminal, "release": release }));
        let gone = &lingering.gone;
        json!({ "id": gone.id, "title": gone.title, "reason": gone.reason, "terminals": terminals.collect::<Vec<_>>() })
    });
    let hidden = fleet.hidden.iter().map(|hidden| {
        let terminals = hidden.terminals.iter().map(|(terminal, since, by)| json!({ "terminal": terminal, "since": since, "by": by }));
        let answer = hidden.answer.map(|answer| match answer {
            Answer::Gone => "gone",
            Answer::Shown => "shown",
            Answer::None => "none",
        });
        json!({ "id": hidden.id, "title": hidden.title, "terminals": terminals.collect::<Vec<_>>(), "answer": answer })
    });
    [
        ("absent", absent.collect()),
        ("doubled", doubled.collect()),
        ("splits", splits.collect()),
        ("withdrawn_and_shown", withdrawn.collect()),
        ("hidden", hidden.collect()),
    ]
}
