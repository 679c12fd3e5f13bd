//! What `gongkai fleet status` says of how visitors use the terminals: totals, marks, matters that were asked for in vain.

use std::io::{self, Write};

use crate::{
    fleet::{Health, Heard, Usage},
    text::columns,
};

/// How visitors use the terminals, those first that find nothing most often.
pub(super) fn print(out: &mut impl Write, standings: &[Health]) -> io::Result<()> {
    let used = standings.iter().filter_map(|standing| Some((&standing.newest.report.terminal, standing.newest.report.usage()?)));
    let mut used: Vec<(&String, Usage)> = used.collect();
    used.sort_by_key(|(_, usage)| std::cmp::Reverse((usage.often_misses(), usage.miss_percent())));
    let width = used.iter().map(|(terminal, _)| columns(terminal)).max().unwrap_or(0);
    if !used.is_empty() {
        writeln!(out, "群众使用，装好以来的总数：")?;
    }
    for (terminal, usage) in used {
        writeln!(out, "  {terminal:width$}  {}", in_words(usage))?;
    }
    print_heard(out, standings)
}

/// Marks that visitors gave, and what many of them asked for in vain, of all terminals together.
fn print_heard(out: &mut impl Write, standings: &[Health]) -> io::Result<()> {
    let mut heard = Heard::default();
    for Health { newest, .. } in standings {
        heard.extend(&Heard { marks: Heard::marks_of(&newest.report.counts), missed: newest.report.missed.clone() });
    }
    let marks: u64 = heard.marks.iter().sum();
    if marks > 0 {
        let sum: u64 = (1..).zip(heard.marks).map(|(mark, count)| mark * count).sum();
        let tenths = (u128::from(sum) * 10 + u128::from(marks) / 2) / u128::from(marks);
        let each: Vec<String> = ["很不满意", "不满意", "一般", "满意", "很满意"]
            .iter()
            .zip(heard.marks)
            .map(|(word, count)| format!("{word} {count}"))
            .collect();
        writeln!(out, "用完打的分：{marks} 次，平均 {}.{}（{}）", tenths / 10, tenths % 10, each.join("，"))?;
    }
    let mut missed: Vec<(&String, &u64)> = heard.missed.iter().collect();
    missed.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    if !missed.is_empty() {
        let told: Vec<String> = missed.iter().map(|(matter, count)| format!("{matter} {count} 次")).collect();
        writeln!(out, "常有人搜、没有搜到的，建议主动公开：{}", told.join("，"))?;
    }
    Ok(())
}

fn in_words(usage: Usage) -> String {
    let Usage { sessions, searches, misses, opened, codes } = usage;
    let share = usage.miss_percent().filter(|_| misses > 0).map_or_else(String::new, |percent| format!("（{percent}%）"));
    let often = if usage.often_misses() { "，常常没有找到" } else { "" };
    let found = if searches == 0 { String::new() } else { format!("，其中 {misses} 次没有找到{share}{often}") };
    format!("使用 {sessions} 次；搜索 {searches} 次{found}；打开 {opened} 条；二维码 {codes} 个")
}
