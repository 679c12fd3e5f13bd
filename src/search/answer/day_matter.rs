//! What notices and consultations answer: what they say in short, and their days.

use jiff::civil::Date;

use super::occasion::line;
use crate::{
    policy::{Consultation, Notice, Phase, Record},
    text::day,
};

/// A notice: what it says, from whom, and until when it stands.
pub(super) fn notice(record: &Record, notice: &Notice) -> Vec<String> {
    let said = record.summary.as_deref().unwrap_or(&record.title);
    let days = format!("{}发布，有效到{}", day(notice.published_on), day(notice.expires_on));
    [line("公告说", Some(said)), line("日期", Some(&days)), line("发布单位", Some(&notice.body))].into_iter().flatten().collect()
}

/// A consultation: how it stands, its last day, how to take part.
pub(super) fn consultation(record: &Record, consultation: &Consultation, today: Date) -> Vec<String> {
    let (opens_on, closes_on) = (day(consultation.opens_on), day(consultation.closes_on));
    let stands = match consultation.phase(today) {
        Phase::Announced => format!("{opens_on}开始，{closes_on}截止"),
        Phase::Open { days_left: 0 } => "今天截止".to_owned(),
        Phase::Open { days_left } => format!("{closes_on}截止，还有{days_left}天"),
        Phase::Closed => format!("{closes_on}已经结束"),
    };
    let open = !matches!(consultation.phase(today), Phase::Closed);
    let ways = consultation.channels.join("；");
    [
        line("征求意见", Some(&stands)),
        line("怎么提", Some(&ways)).filter(|_| open),
        line("结果", consultation.result.as_deref()),
        line("说的是", record.summary.as_deref()),
        line("谁来征求", Some(&consultation.body)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
