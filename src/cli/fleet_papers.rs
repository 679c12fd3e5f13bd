//! What an office hands on of its terminals: a table for spreadsheets, a letter for each hall, a sheet for who answers for all of them.

use std::{
    io::{self, Write},
    path::Path,
};

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{Trouble, snag::Snag};
use crate::{
    files::durable,
    fleet::{Absent, Flag, Fleet, Health, Heard, Signed, Usage},
    print::{Line, report},
    register::harmless_cell,
    text::{clean, day_of},
};

/// Matters and terminals that are named in a sheet.
const NAMED: usize = 10;
/// Most lines of a letter that say what is to be done.
const TO_DO: usize = 7;

/// The table for a spreadsheet, a terminal a row, remarks in words.
pub(super) fn table(fleet: &Fleet, remarks: impl Fn(&Health) -> String, silence: impl Fn(&Absent) -> String) -> io::Result<Vec<u8>> {
    const HEAD: [&str; 16] = [
        "终端",
        "状况",
        "第几版",
        "发布日期",
        "内容天数",
        "报告时间",
        "硬盘剩余GB",
        "硬盘剩余%",
        "使用次数",
        "搜索",
        "没有找到",
        "没有找到%",
        "打开",
        "二维码",
        "程序",
        "备注",
    ];
    let row = |standing: &Health| {
        let report = &standing.newest.report;
        let usage = report.usage();
        let number = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
        let disk = report.disk;
        vec![
            report.terminal.clone(),
            if standing.flags.is_empty() { "好" } else { "留意" }.to_owned(),
            number(report.content.as_ref().map(|content| content.release)),
            report.content.as_ref().map_or_else(String::new, |content| day_of(content.released_at).to_string()),
            standing.content_days.map_or_else(String::new, |days| days.to_string()),
            crate::text::moment(report.reported_at),
            format!("{}.{}", disk.free / 1_000_000_000, disk.free / 100_000_000 % 10),
            number(u64::try_from(u128::from(disk.free) * 100 / u128::from(disk.total.max(1))).ok()),
            number(usage.map(|usage| usage.sessions)),
            number(usage.map(|usage| usage.searches)),
            number(usage.map(|usage| usage.misses)),
            number(usage.and_then(Usage::miss_percent)),
            number(usage.map(|usage| usage.opened)),
            number(usage.map(|usage| usage.codes)),
            report.program.clone(),
            remarks(standing),
        ]
    };
    let absent = fleet.absent.iter().map(|absent| {
        let mut row = vec![absent.terminal.clone(), "没有消息".to_owned()];
        row.extend(std::iter::repeat_n(String::new(), HEAD.len() - 3));
        row.push(silence(absent));
        row
    });
    let head = HEAD.iter().map(|&name| name.to_owned()).collect();
    let rows = std::iter::once(head).chain(fleet.standings.iter().map(row)).chain(absent);
    sheet(rows)
}

/// Rows as a spreadsheet opens them: no cell is reckoned or called up.
fn sheet(rows: impl Iterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    // Without the mark a spreadsheet takes Chinese for something else.
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless_cell(&clean(cell)))).map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Letters: the terminal's name, and the lines of its letter.
pub(super) fn letters(fleet: &Fleet, today: Date) -> Vec<(String, Vec<Line>)> {
    let heard = fleet.standings.iter().map(|standing| (standing.newest.report.terminal.clone(), letter(standing, today)));
    let absent = fleet.absent.iter().map(|absent| (absent.terminal.clone(), silent_letter(absent, today)));
    heard.chain(absent).collect()
}

fn letter(standing: &Health, today: Date) -> Vec<Line> {
    let report = &standing.newest.report;
    let mut lines = head(&report.terminal, today);
    let content = report.content.as_ref().map_or_else(
        || "没有签名的内容".to_owned(),
        |content| format!("第 {} 版（{} 发布）", content.release, day_of(content.released_at)),
    );
    let reported = crate::text::moment(report.reported_at);
    lines.push(text(format!("按 {reported} 的报告，它显示的是{content}。")));
    let mut to_do: Vec<&str> = Vec::new();
    for flag in &standing.flags {
        let told = asked(flag);
        if !to_do.contains(&told) {
            to_do.push(told);
        }
    }
    if to_do.is_empty() {
        lines.push(text("一切都好，不用做什么。下一个 U 盘来了，照常插上、导入。"));
    } else {
        lines.push(text("请做这几件事，先做前面的："));
        let told = to_do.iter().take(TO_DO).zip(1..);
        lines.extend(told.map(|(words, number)| text(format!("{number}. {words}。"))));
    }
    let wanted = wanted(report.missed.iter(), 5);
    if !wanted.is_empty() {
        lines.push(text(format!("来查的人常问、机器里没有的：{wanted}。有人问起，请指给他们别的办法。")));
    }
    foot(lines)
}

fn silent_letter(absent: &Absent, today: Date) -> Vec<Line> {
    let mut lines = head(&absent.terminal, today);
    let since = absent.since.map_or_else(|| "从来没有报告过".to_owned(), |since| format!("{since} 以后没有消息"));
    lines.push(text(format!("办公室收到的报告里没有它：{since}。请做这几件事：")));
    lines.push(text("1. 看看它开着没有，屏幕上显示什么；不在用了，打电话告诉办公室。"));
    lines.push(text("2. 开着的，插上办公室的 U 盘，按 F12、输密码，导入一次，再把 U 盘送回来。"));
    foot(lines)
}

fn head(terminal: &str, today: Date) -> Vec<Line> {
    vec![Line::Title(format!("终端 {terminal} 要做的事")), text(crate::text::day(today)), text("")]
}

fn foot(mut lines: Vec<Line>) -> Vec<Line> {
    lines.extend([
        text(""),
        text("做不了的、看不懂的，打办公室电话：________________"),
        text("做完签字：________________    日期：____________"),
    ]);
    lines
}

fn text(words: impl Into<String>) -> Line {
    Line::Text(words.into())
}

/// What a clerk is asked to do about it.
fn asked(flag: &Flag) -> &'static str {
    match flag {
        Flag::OtherKey | Flag::TwoKeys | Flag::Doubled => {
            "这台机器的签名和记下的不一样：这一个月里重装过、换过硬盘、改过名称没有？打电话告诉办公室，先不要再装"
        }
        Flag::Contradiction => "它前后的报告对不上：恢复过备份、改过时钟没有？打电话告诉办公室",
        Flag::Split | Flag::Foreign => "它显示的内容不是办公室发布的那一份：请把最近插过的 U 盘收好，马上打电话给办公室",
        Flag::JournalRewritten | Flag::JournalTorn => "登记册有断的地方：打电话告诉办公室，不要动机器里的文件",
        Flag::ShowsWithdrawn | Flag::Behind { .. } | Flag::VeryOld | Flag::Old => {
            "内容旧了：把办公室新的 U 盘插上，按 F12、输密码，按 1 导入，看到“可以拔了”再拔"
        }
        Flag::FromTheFuture | Flag::ClockDoubted => "时钟不对：看一下屏幕上的日期和时间，请管理员来校",
        Flag::NoContent => "它没有办公室签过名的内容：插上办公室的 U 盘，按 F12、输密码，按 1 导入",
        Flag::Absent | Flag::Silent { .. } => "很久没有报告了：插上办公室的 U 盘，导入一次，再把 U 盘送回来",
        Flag::FellBack => "新内容出过错，它自己退回了上一版：再插一次 U 盘导入；又退回，打电话告诉管理员",
        Flag::Refused => "上次的 U 盘没有收下：换办公室新写的 U 盘再导入一次；又不收，把屏幕上的代码念给管理员",
        Flag::DiskRefuses => "硬盘写不进去：不要断电，请管理员来看",
        Flag::LittleRoom => "硬盘快满了：请管理员来看",
        Flag::HiddenLost => "临时隐藏过的内容可能又显示出来了：按 F12 看“临时隐藏一条”，该隐藏的再隐藏一次，并告诉办公室",
        Flag::ProgramGivenUp => "新程序没有换上，查询照常：不用做什么，请管理员把日志交给做程序的人",
        Flag::Hides { .. } => "有临时隐藏的内容：为什么隐藏，打电话告诉办公室，好在下一版里定下来",
    }
}

/// Matters that were asked for in vain, the most wanted first.
fn wanted<'m>(missed: impl Iterator<Item = (&'m String, &'m u64)>, most: usize) -> String {
    let mut missed: Vec<_> = missed.collect();
    missed.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
    missed.into_iter().take(most).map(|(matter, times)| format!("{matter}（{times} 次）")).collect::<Vec<_>>().join("、")
}

/// The sheet of a month: what was done in it, as far as two reports tell.
pub(super) fn month(fleet: &Fleet, reports: &[Signed], first: Date) -> Vec<Line> {
    let next = if first.month() == 12 { date(first.year() + 1, 1, 1) } else { date(first.year(), first.month() + 1, 1) };
    let used: Vec<(&str, Usage, bool)> = fleet.standings.iter().filter_map(|standing| used(standing, reports, (first, next))).collect();
    let all = used.iter().fold(Usage::default(), |all, (_, usage, _)| all.and(*usage));
    let troubled = fleet.standings.iter().filter(|standing| !standing.flags.is_empty()).count();
    let percent = all.miss_percent().map_or_else(String::new, |percent| format!("，占 {percent}%"));
    let mut lines = vec![
        Line::Title(format!("政务公开终端月报 {}年{}月", first.year(), first.month())),
        text(""),
        Line::Heading("终端".to_owned()),
        text(format!("共 {} 台，要留意 {troubled} 台，没有消息 {} 台。", fleet.standings.len() + fleet.absent.len(), fleet.absent.len())),
        Line::Heading("群众使用".to_owned()),
        text(format!("使用 {} 次，搜索 {} 次，没有找到 {} 次{percent}。", all.sessions, all.searches, all.misses)),
        text(format!("打开 {} 条，二维码 {} 个。有这个月报告的终端 {} 台。", all.opened, all.codes, used.len())),
    ];
    let mut ranked: Vec<_> = used.iter().collect();
    ranked.sort_by_key(|(_, usage, _)| std::cmp::Reverse(usage.sessions));
    for (terminal, usage, whole) in ranked.iter().take(NAMED) {
        let since = if *whole { "（从装好算起，以前没有报告）" } else { "" };
        lines.push(text(format!(
            "  {terminal}：使用 {} 次，搜索 {} 次，没有找到 {} 次{since}",
            usage.sessions, usage.searches, usage.misses
        )));
    }
    if ranked.len() > NAMED {
        lines.push(text(format!("  其余 {} 台略", ranked.len() - NAMED)));
    }
    let mut heard = Heard::default();
    for Health { newest, .. } in &fleet.standings {
        heard.extend(&Heard { marks: Heard::marks_of(&newest.report.counts), missed: newest.report.missed.clone() });
    }
    let marks: u64 = heard.marks.iter().sum();
    let sum: u64 = (1..).zip(heard.marks).map(|(mark, count)| mark * count).sum();
    if let Some(tenths) = (sum * 10 + marks / 2).checked_div(marks) {
        lines.push(text(format!("打分（装好以来）：{marks} 次，平均 {}.{} 分，满分 5 分。", tenths / 10, tenths % 10)));
    }
    let wanted = wanted(heard.missed.iter(), NAMED);
    if !wanted.is_empty() {
        lines.extend([Line::Heading("常有人问、没有公开的（建议主动公开）".to_owned()), text(wanted)]);
    }
    lines.push(Line::Heading("要留意的终端".to_owned()));
    let told = fleet.standings.iter().filter_map(|standing| Some((&standing.newest.report.terminal, asked(standing.flags.first()?))));
    let told: Vec<Line> = told.take(NAMED).map(|(terminal, words)| text(format!("  {terminal}：{words}"))).collect();
    lines.extend(if told.is_empty() { vec![text("没有")] } else { told });
    lines.push(text(""));
    lines.push(text("数字都是总数：没有谁、什么时候、查了什么；不到 5 次的主题不列。"));
    lines
}

/// What was done at a terminal between two days; true where nothing tells what had been done before. None where nothing tells of the month.
fn used<'h>(standing: &'h Health, reports: &[Signed], (first, next): (Date, Date)) -> Option<(&'h str, Usage, bool)> {
    let newest = &standing.newest;
    let theirs = |signed: &&Signed| signed.key == newest.key && signed.report.terminal == newest.report.terminal;
    let last_before = |day: Date| {
        let told = reports.iter().filter(theirs).filter(|signed| day_of(signed.report.reported_at) < day);
        told.max_by_key(|signed| (signed.report.events, signed.report.reported_at)).map(|signed| &signed.report)
    };
    let end = last_before(next).filter(|report| day_of(report.reported_at) >= first)?.usage()?;
    let begin = last_before(first).and_then(crate::fleet::Report::usage);
    let since = begin.and_then(|begin| end.since(begin));
    Some((&newest.report.terminal, since.unwrap_or(end), since.is_none()))
}

/// Writes lines: `.pdf` to be printed, text under any other name; on the terminal where there is none.
pub(super) fn write(lines: &[Line], foot: &str, out: Option<&Path>) -> Result<(), Trouble> {
    let plain: String = lines
        .iter()
        .map(|line| match line {
            Line::Title(text) | Line::Text(text) => format!("{text}\n"),
            Line::Heading(text) => format!("【{text}】\n"),
        })
        .collect();
    let Some(path) = out else {
        write!(io::stdout(), "{plain}")?;
        return Ok(());
    };
    let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let bytes = if is_pdf { report(lines, foot) } else { plain.into_bytes() };
    written(path, &bytes)
}

/// Writes a file, and says so.
pub(super) fn written(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    durable::write(path, bytes).map_err(Snag::unwritten("文件", path))?;
    writeln!(io::stderr(), "写好了：{}", path.display())?;
    Ok(())
}

/// The first day of a month that is written so: 2026-11.
pub(super) fn first_of(written: &str) -> Result<Date, String> {
    format!("{written}-01").parse().ok().filter(|_| written.len() == 7).ok_or_else(|| "写成 2026-11 这样".to_owned())
}

/// The first day of the month that has just ended.
pub(super) fn month_before(now: Timestamp) -> Date {
    let today = day_of(now);
    if today.month() == 1 { date(today.year() - 1, 12, 1) } else { date(today.year(), today.month() - 1, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_reckoned_or_called_up() {
        let cells = [
            ("YC-01", "YC-01"),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =cmd|' /C calc'!A0", "' =cmd|' /C calc'!A0"),
            ("＝1", "'＝1"),
            ("\t=1", "' =1"),
            ("旧，\"新\",\u{202e}完", "旧，\"新\",完"),
            ("一\n二", "一 二"),
        ];
        let row = cells.iter().map(|(cell, _)| (*cell).to_owned()).collect();
        let sheet = String::from_utf8(sheet(std::iter::once(row)).unwrap()).unwrap();
        let read =
            csv::ReaderBuilder::new().has_headers(false).from_reader(sheet.strip_prefix('\u{feff}').unwrap().as_bytes()).records().next();
        assert!(read.unwrap().unwrap().iter().eq(cells.map(|(_, written)| written)), "{sheet}");
        assert!(sheet.ends_with("\r\n"));
    }

    #[test]
    fn a_month_is_written_so_or_is_the_last_one() {
        let now = "2027-01-05T02:00:00Z".parse().unwrap();
        assert_eq!(first_of("2026-11"), Ok(date(2026, 11, 1)));
        assert_eq!(month_before(now), date(2026, 12, 1));
        for wrong in ["2026", "2026-13", "十一月", "2026-11-30"] {
            assert!(first_of(wrong).is_err(), "{wrong}");
        }
    }
}
