//! The table of terminals as OpenMetrics text, for a monitoring server that an office has already: what reports say in numbers, and no word of a
//! visitor.

use std::collections::BTreeMap;

use super::{Fleet, Heard, Report};

/// A family: its name without a suffix, its type, its unit, and what it is.
struct Family {
    name: &'static str,
    kind: &'static str,
    unit: &'static str,
    help: &'static str,
}

const fn family(name: &'static str, kind: &'static str, unit: &'static str, help: &'static str) -> Family {
    Family { name, kind, unit, help }
}

/// What stands between braces, and the number.
type Sample = (Vec<(&'static str, String)>, String);

/// The whole text, to its end.
pub fn metrics(fleet: &Fleet) -> String {
    let mut out = String::new();
    for (family, samples) in families(fleet) {
        if samples.is_empty() {
            continue;
        }
        let Family { name, kind, unit, help } = family;
        out.push_str(&format!("# TYPE {name} {kind}\n"));
        if !unit.is_empty() {
            out.push_str(&format!("# UNIT {name} {unit}\n"));
        }
        out.push_str(&format!("# HELP {name} {}\n", escaped(help)));
        let suffix = match kind {
            "counter" => "_total",
            "info" => "_info",
            _ => "",
        };
        for (labels, number) in samples {
            let labels: Vec<String> = labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
            out.push_str(&format!("{name}{suffix}{{{}}} {number}\n", labels.join(",")));
        }
    }
    out.push_str("# EOF\n");
    out
}

fn families(fleet: &Fleet) -> Vec<(Family, Vec<Sample>)> {
    let reports = || fleet.standings.iter().map(|standing| &standing.newest.report);
    let each = |number: &dyn Fn(&Report) -> Option<String>| -> Vec<Sample> {
        reports().filter_map(|report| Some((of(report), number(report)?))).collect()
    };
    let count = |name: &'static str| each(&|report| report.counts.get(name).map(u64::to_string));
    let program = |report: &Report| [of(report), vec![("program", report.program.clone())]].concat();
    let mut all = vec![
        (family("gongkai_terminal", "info", "", "终端和它的程序"), reports().map(|report| (program(report), "1".to_owned())).collect()),
        (
            family("gongkai_absent", "gauge", "", "该有而没有消息的终端"),
            fleet.absent.iter().map(|absent| (vec![("terminal", absent.terminal.clone())], "1".to_owned())).collect(),
        ),
        (family("gongkai_flag", "gauge", "", "要留意的"), flags(fleet)),
        (
            family("gongkai_report_timestamp_seconds", "gauge", "seconds", "最新一份报告的时间"),
            each(&|report| Some(report.reported_at.as_second().to_string())),
        ),
        (
            family("gongkai_release", "gauge", "", "显示的是第几版"),
            each(&|report| report.content.as_ref().map(|content| content.release.to_string())),
        ),
        (
            family("gongkai_content_timestamp_seconds", "gauge", "seconds", "这一版发布的时间"),
            each(&|report| report.content.as_ref().map(|content| content.released_at.as_second().to_string())),
        ),
        (family("gongkai_disk_free_bytes", "gauge", "bytes", "硬盘空着"), each(&|report| Some(report.disk.free.to_string()))),
        (family("gongkai_disk_size_bytes", "gauge", "bytes", "硬盘大小"), each(&|report| Some(report.disk.total.to_string()))),
        (family("gongkai_records", "gauge", "", "记录"), count("records")),
        (family("gongkai_refusals", "gauge", "", "最近的拒绝，按代码"), refusals(fleet)),
    ];
    // Since it was set up: they only grow, and begin anew with a terminal that is set up anew.
    for (name, counted, help) in [
        ("gongkai_sessions", "sessions", "群众使用次数"),
        ("gongkai_searches", "searches", "搜索次数"),
        ("gongkai_misses", "misses", "没有找到的搜索"),
        ("gongkai_opened", "opened", "打开的记录"),
        ("gongkai_codes", "codes", "要过的二维码"),
    ] {
        all.push((family(name, "counter", "", help), count(counted)));
    }
    all.push((family("gongkai_marks", "counter", "", "群众打的分"), marks(fleet)));
    all
}

fn of(report: &Report) -> Vec<(&'static str, String)> {
    vec![("terminal", report.terminal.clone())]
}

fn flags(fleet: &Fleet) -> Vec<Sample> {
    let mut told: BTreeMap<(String, &'static str), ()> = BTreeMap::new();
    for standing in &fleet.standings {
        told.extend(standing.flags.iter().map(|flag| ((standing.newest.report.terminal.clone(), flag.name()), ())));
    }
    told.into_keys().map(|(terminal, flag)| (vec![("terminal", terminal), ("flag", flag.to_owned())], "1".to_owned())).collect()
}

fn refusals(fleet: &Fleet) -> Vec<Sample> {
    let reports = fleet.standings.iter().map(|standing| &standing.newest.report);
    let each = reports.flat_map(|report| {
        report.refusals.iter().map(|(code, times)| ([of(report), vec![("code", code.clone())]].concat(), times.to_string()))
    });
    each.collect()
}

fn marks(fleet: &Fleet) -> Vec<Sample> {
    let reports = fleet.standings.iter().map(|standing| &standing.newest.report);
    let each = reports.flat_map(|report| {
        let marks = (1u8..).zip(Heard::marks_of(&report.counts)).filter(|(_, times)| *times > 0);
        marks.map(|(mark, times)| ([of(report), vec![("mark", mark.to_string())]].concat(), times.to_string()))
    });
    each.collect()
}

/// A text as it stands in a line.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
