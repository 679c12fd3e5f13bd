//! What staff at the desk read, hand out and hand over about what visitors left: numbers and days, never a word of a visitor.

use jiff::civil::Date;

use super::missing_notice;
use crate::{
    outbox::Left,
    policy::misses_next_year,
    request::{Calendar, Cited, Dates, Doors, Due, Event, reckon, remedy_words},
};

/// Working days within which the next shift must act, and within which it should know.
const SOON: [u32; 2] = [3, 5];

/// Legal dates in front of people, by their names in files.
pub const LEGAL_DATES: &[(&str, &str)] = &[
    ("receipt", "收到申请"),
    ("correct_notice_by", "最迟告知补正"),
    ("correction_by", "申请人最迟补正"),
    ("reply_by", "最迟答复"),
    ("extended_reply_by", "延期后最迟答复"),
    ("third_party_by", "第三方最迟提意见"),
    ("co_author_by", "共同制作机关最迟提意见"),
    ("pay_by", "最迟缴费"),
    ("publish_by", "最迟主动公开"),
    ("review_by", "最迟申请复议"),
    ("suit_by", "最迟起诉"),
    ("outer_limit", "复议最长期限"),
    ("review_decision_by", "复议最迟决定"),
];

/// A legal date in front of people.
pub fn due(due: Due) -> String {
    match due {
        Due::On(day) => day.to_string(),
        Due::Doubtful => "不能说（时钟、放假通知或者事实不全）".to_owned(),
        Due::Never => "没有".to_owned(),
    }
}

/// Kinds of replies, each with the article of the regulation that it cites: what can be done against it follows from the article alone.
pub const REPLIES: &[(&str, &str)] = &[
    ("予以公开、已经主动公开", "36(2)"),
    ("部分公开", "37"),
    ("不予公开：国家秘密、法律禁止、三安全一稳定", "14"),
    ("不予公开：损害第三方合法权益", "15"),
    ("不予公开：内部事务、过程性信息、执法案卷", "16"),
    ("不存在、不属于本机关", "36(5)"),
    ("需要加工另行制作、补正后仍不明确", "38"),
    ("信访投诉举报、要求出版物、大量反复", "39"),
    ("工商、不动产登记等另有规定", "36(7)"),
];

/// The receipt for whoever gets a reply that cites an article: what can be done against it, until when, and by which law of which day.
pub fn reply_receipt(name: &str, article: &str, served_on: Date) -> Vec<String> {
    let mut lines = vec![format!("{name}（条例第 {article} 条），{served_on} 送达")];
    let cited = Cited::Text(article.to_owned());
    if let Some(remedy) = remedy_words(Doors::of(&cited), served_on) {
        lines.push(remedy.words);
        lines.push(format!("依据：{}", remedy.source));
    }
    let event = serde_json::json!({ "what": "decision_served", "on": served_on, "article": article });
    let dates = serde_json::from_value::<Event>(event).map_or_else(|_| Dates::new(), |event| reckon(&[event]));
    for (key, words) in [("review_by", "最迟申请复议"), ("suit_by", "最迟起诉")] {
        match dates.get(key) {
            Some(Due::On(day)) => lines.push(format!("{words} {day}")),
            Some(Due::Doubtful) => lines.push(format!("{words}：请以答复书为准")),
            Some(Due::Never) | None => {}
        }
    }
    lines
}

/// The receipt for whoever handed in an application: what it is, since when the law counts, and until when the office must answer.
pub fn receipt_at_desk(left: &Left) -> Vec<String> {
    let mut lines = vec![format!("回执号 {}", left.receipt)];
    if let Some(office) = &left.office {
        lines.push(format!("办公室编号 {office}"));
    }
    let Some(received) = left.received else {
        lines.push("已填好，尚未提交：当面交来、看过证件，记了收到，期限才开始算".to_owned());
        return lines;
    };
    lines.push(format!("{received} 当面收到，期限从下一个工作日起算"));
    let dates = left.dates();
    for (key, words) in [("correct_notice_by", "要您补正的，最迟"), ("reply_by", "答复，最迟")] {
        match dates.get(key) {
            Some(Due::On(day)) => lines.push(format!("{words} {day}")),
            Some(Due::Doubtful) => lines.push(format!("{words}：现在说不出来，下一年的放假安排还没有收到")),
            Some(Due::Never) | None => {}
        }
    }
    lines.push("需要延长的，答复以前告知您；征求第三方意见的时间不算在内".to_owned());
    lines
}

/// The receipt as a phone keeps it: few enough words for a code that is read from half a metre.
pub fn receipt_code(left: &Left, phone: &str) -> String {
    let number = &left.receipt;
    let Some(received) = left.received else { return format!("{number} 尚未提交 电话{phone}") };
    let by = left.dates().get("reply_by").and_then(|due| due.day()).map_or_else(String::new, |day| format!(" 答复最迟{day}"));
    format!("{number} {received}收到{by} 电话{phone}")
}

/// What can be done against a reply, as a phone keeps it.
pub fn reply_code(article: &str, served_on: Date, phone: &str) -> String {
    let door = match Doors::of(&Cited::Text(article.to_owned())) {
        Doors::ReviewFirst => "先复议，60日内",
        Doors::Either => "复议60日内，或起诉6个月内",
        Doors::Mixed | Doors::Unknown => "复议60日内，起诉看答复书",
    };
    format!("条例{article}条 {served_on}送达 {door} 电话{phone}")
}

/// What is due when, by the days on which applications were taken here: within three working days, within five, later or doubtful.
pub fn due_here(left: &[Left], today: Date) -> [Vec<(&Left, Due)>; 3] {
    let mut found = [Vec::new(), Vec::new(), Vec::new()];
    let ends = SOON.map(|days| Calendar::default().working_days_after(today, days));
    for one in left.iter().filter(|one| one.received.is_some()) {
        let Some(due) = one.dates().get("reply_by").copied() else { continue };
        let within = |end: Due| due.day().zip(end.day()).is_some_and(|(due, end)| due <= end);
        let at = if within(ends[0]) {
            0
        } else if within(ends[1]) {
            1
        } else {
            2
        };
        if let Some(place) = found.get_mut(at) {
            place.push((one, due));
        }
    }
    found.iter_mut().for_each(|part| part.sort_by_key(|(left, due)| (due.day(), left.receipt.counter())));
    found
}

/// The note for whoever takes over (AB 岗): what waits for a stick, what was taken today, what is due, what is missing.
pub fn handover(left: &[Left], today: Date) -> Vec<String> {
    let waiting: Vec<&Left> = left.iter().filter(|one| one.office.is_none()).collect();
    let (carried, staying): (Vec<&Left>, Vec<&Left>) = waiting.iter().partition(|one| one.carried);
    let mut lines = vec![format!("交接单  {today}")];
    lines.push(match staying.iter().map(|one| one.day).min() {
        Some(day) => format!("等着用 U 盘送走：{} 件，最早的是 {day} 留下的", staying.len()),
        None => "等着用 U 盘送走：没有".to_owned(),
    });
    if let Some(day) = carried.iter().map(|one| one.day).min() {
        lines.push(format!("已经写到 U 盘、等办公室回话：{} 件，最早的是 {day} 留下的", carried.len()));
    }
    let untaken = waiting.iter().filter(|one| one.is_application() && one.received.is_none()).count();
    if untaken > 0 {
        lines.push(format!("填好了、还没有当面收到的申请：{untaken} 件，期限没有开始"));
    }
    let taken: Vec<String> = left.iter().filter(|one| one.received == Some(today)).map(|one| one.receipt.to_string()).collect();
    if !taken.is_empty() {
        lines.push(format!("今天当面收到 {} 件：{}", taken.len(), taken.join("、")));
    }
    let [three, five, _] = due_here(left, today);
    for (part, days) in [(&three, 3), (&five, 5)] {
        for (one, due) in part {
            let over = due.is_over(today);
            let when = if over { "答复已经到期".to_owned() } else { format!("{days} 个工作日内到期") };
            lines.push(format!("{when}：{}，最迟 {}", one.receipt, self::due(*due)));
        }
    }
    if three.is_empty() && five.is_empty() {
        lines.push("5 个工作日内没有到期的".to_owned());
    }
    lines.push("到期日按在这台终端当面收到的日子算；办公室答复了没有、延期了没有，问办公室".to_owned());
    if misses_next_year(today) {
        lines.push(missing_notice(today.year() + 1));
    }
    lines.push("交班：____________    接班：____________".to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{CITIZEN, OPINION};
    use jiff::civil::date;

    fn left(number: &str, received: Option<Date>) -> Left {
        let receipt: crate::outbox::ReceiptNumber = ('A'..='Z').find_map(|letter| format!("{number}-{letter}").parse().ok()).unwrap();
        Left { day: receipt.day().unwrap(), receipt, schema: Some(&CITIZEN), received, office: None, carried: false }
    }

    #[test]
    fn the_next_shift_is_told_what_is_due_and_nothing_is_told_that_nobody_knows() {
        let all = [
            left("YC-01-260601-0001", Some(date(2026, 6, 1))),
            left("YC-01-260603-0002", Some(date(2026, 6, 3))),
            left("YC-01-260605-0003", None),
            Left { schema: Some(&OPINION), ..left("YC-01-260605-0004", None) },
        ];
        // The first is due on 2026-06-30, the second on 2026-07-02.
        let note = handover(&all, date(2026, 6, 25)).join("\n");
        assert!(note.contains("等着用 U 盘送走：4 件") && note.contains("还没有当面收到的申请：1 件"), "{note}");
        // What a stick took along is told apart: nobody waits with it for the next one.
        let mut gone = all.clone();
        gone[0].carried = true;
        let gone = handover(&gone, date(2026, 6, 25)).join("\n");
        assert!(gone.contains("等着用 U 盘送走：3 件，最早的是 2026-06-03") && gone.contains("等办公室回话：1 件"), "{gone}");
        let [first, second] = [0, 1].map(|at: usize| all[at].receipt.to_string());
        assert!(note.contains(&format!("3 个工作日内到期：{first}，最迟 2026-06-30")), "{note}");
        assert!(note.contains(&format!("5 个工作日内到期：{second}，最迟 2026-07-02")), "{note}");
        assert!(handover(&all, date(2026, 7, 1)).join("\n").contains(&format!("答复已经到期：{first}")));
        let receipt = receipt_at_desk(&all[0]).join("\n");
        assert!(receipt.contains("2026-06-01 当面收到") && receipt.contains("答复，最迟 2026-06-30"), "{receipt}");
        assert!(receipt_at_desk(&all[2]).join("\n").contains("尚未提交"));
        let doubtful = receipt_at_desk(&left("YC-01-261204-0005", Some(date(2026, 12, 4)))).join("\n");
        assert!(doubtful.contains("现在说不出来"), "{doubtful}");
    }
}
