//! Opening hours as offices write them: 工作日 9:00—12:00，13:30—17:00; 周二至周日 9:00—20:30，周一闭馆.
//!
//! What is not understood to the last character is not understood at all: it is shown as it stands, and nothing is concluded from it.

use jiff::civil::{Date, Time, Weekday};

use super::{is_special_day, is_working_day};

/// Days on which something is open, and from when to when.
#[derive(Debug, Clone, PartialEq)]
pub struct Hours(Vec<Rule>);

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    days: Days,
    /// From and to; empty where it is closed.
    times: Vec<(Time, Time)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Days {
    Working,
    Every,
    /// One bit for each day of the week, Monday first.
    OfWeek(u8),
}

/// How a place stands on a day, or at a moment of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// It is open.
    Yes,
    /// It is closed.
    No,
    /// The hours do not tell, or not for such a day.
    Unknown,
}

impl Hours {
    /// Reads hours; none where any of it is not understood.
    pub fn read(text: &str) -> Option<Self> {
        let mut rules: Vec<Rule> = Vec::new();
        for clause in text.split(['，', ',', '；', ';']).map(str::trim).filter(|clause| !clause.is_empty()) {
            if let Some(days) = clause.strip_suffix("闭馆").or_else(|| clause.strip_suffix("休息")) {
                rules.push(Rule { days: days_named(days)?, times: Vec::new() });
                continue;
            }
            if let Some(days) = clause.strip_suffix("全天开放").or_else(|| clause.strip_suffix("24小时")) {
                let days = if days.is_empty() { Days::Every } else { days_named(days)? };
                rules.push(Rule { days, times: vec![(Time::MIN, Time::MAX)] });
                continue;
            }
            let begins = clause.find(|c: char| c.is_ascii_digit())?;
            let (days, times) = clause.split_at_checked(begins)?;
            let span = span(times)?;
            match rules.last_mut() {
                // Another stretch of the same days.
                Some(rule) if days.trim().is_empty() && !rule.times.is_empty() => rule.times.push(span),
                _ if days.trim().is_empty() => return None,
                _ => rules.push(Rule { days: days_named(days.trim())?, times: vec![span] }),
            }
        }
        (!rules.is_empty()).then_some(Self(rules))
    }

    /// Whether it is open at any time of a day. Holidays and make-up days are unknown for everything but what keeps to working days.
    pub fn on(&self, day: Date) -> Open {
        self.when(day, |times| !times.is_empty())
    }

    /// Whether it is open at a moment.
    pub fn at(&self, day: Date, time: Time) -> Open {
        self.when(day, |times| times.iter().any(|(from, to)| *from <= time && time < *to))
    }

    fn when(&self, day: Date, open: impl Fn(&[(Time, Time)]) -> bool) -> Open {
        let works = is_working_day(day);
        let Some((works, special)) = works.zip(is_special_day(day)) else { return Open::Unknown };
        let keeps = |rule: &Rule| match rule.days {
            Days::Working => works,
            Days::Every => true,
            Days::OfWeek(days) => days & 1 << day.weekday().to_monday_zero_offset() != 0,
        };
        if special && self.0.iter().any(|rule| rule.days != Days::Working) {
            return Open::Unknown;
        }
        if self.0.iter().filter(|rule| keeps(rule)).any(|rule| open(&rule.times)) { Open::Yes } else { Open::No }
    }

    /// Whether it is open on such a day of an ordinary week.
    pub fn on_weekday(&self, weekday: Weekday) -> bool {
        self.0.iter().any(|rule| {
            let keeps = match rule.days {
                Days::Working => !matches!(weekday, Weekday::Saturday | Weekday::Sunday),
                Days::Every => true,
                Days::OfWeek(days) => days & 1 << weekday.to_monday_zero_offset() != 0,
            };
            keeps && !rule.times.is_empty()
        })
    }
}

/// 9:00—12:00.
fn span(text: &str) -> Option<(Time, Time)> {
    let (from, to) = text.trim().split_once(['—', '－', '-', '–', '~', '至'])?;
    let (from, to) = (time(from)?, time(to.trim_start_matches(['—', '-']))?);
    (from < to).then_some((from, to))
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn days_named(text: &str) -> Option<Days> {
    match text.trim() {
        "工作日" => return Some(Days::Working),
        "每天" | "每日" | "天天" => return Some(Days::Every),
        _ => {}
    }
    let mut days = 0u8;
    for part in text.trim().split(['、', '和']) {
        let (from, to) = match part.split_once(['至', '到']) {
            Some((from, to)) => (weekday(from)?, weekday(to)?),
            None => (weekday(part)?, weekday(part)?),
        };
        if from > to {
            return None;
        }
        (from..=to).for_each(|day| days |= 1 << day);
    }
    Some(Days::OfWeek(days))
}

/// Days after Monday.
fn weekday(text: &str) -> Option<u8> {
    let name = ["周", "星期", "礼拜"].into_iter().find_map(|week| text.trim().strip_prefix(week)).unwrap_or_else(|| text.trim());
    let place = ["一", "二", "三", "四", "五", "六", "日"].into_iter().position(|day| day == name || day == "日" && name == "天")?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn read(text: &str) -> Hours {
        Hours::read(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn a_place_is_open_when_it_says_so() {
        let office = read("工作日 9:00—12:00，13:30—17:00");
        let (friday, sunday) = (date(2026, 11, 20), date(2026, 11, 22));
        for (at, open) in [((8, 59), Open::No), ((9, 0), Open::Yes), ((12, 0), Open::No), ((13, 30), Open::Yes), ((17, 0), Open::No)] {
            assert_eq!(office.at(friday, time(at.0, at.1, 0, 0)), open, "{at:?}");
        }
        assert_eq!((office.on(friday), office.on(sunday)), (Open::Yes, Open::No));
        // Work on a weekend, a holiday on a weekday, a year nobody has announced.
        assert_eq!(
            (office.on(date(2026, 10, 10)), office.on(date(2026, 10, 1)), office.on(date(2033, 5, 4))),
            (Open::Yes, Open::No, Open::Unknown)
        );
        let library = read("周二至周日 9:00—20:30，周一闭馆");
        assert_eq!((library.on(sunday), library.on(date(2026, 11, 23))), (Open::Yes, Open::No));
        assert_eq!(library.on(date(2026, 10, 1)), Open::Unknown, "nobody knows what a library does on a holiday");
        assert!(!library.on_weekday(Weekday::Monday) && library.on_weekday(Weekday::Sunday));
        assert_eq!(read("全天开放").at(sunday, time(3, 0, 0, 0)), Open::Yes);
        assert_eq!(read("周一至周六 8:00—11:30，14:00—16:30").on(sunday), Open::No);
    }

    #[test]
    fn what_is_not_wholly_understood_is_not_understood() {
        for text in [
            "门诊 8:00—12:00，14:00—17:30，急诊24小时",
            "开学期间工作日 8:00—17:30，来访先在门卫室登记",
            "周二至周日 9:00—17:00（16:30停止入馆），周一闭馆",
            "工作日 9:00—12:00，13:30—16:30，逢农历一、六赶集日周末上午也开",
            "",
            "9:00—12:00",
            "工作日 9点到12点",
            "工作日 12:00—9:00",
        ] {
            assert_eq!(Hours::read(text), None, "{text}");
        }
    }
}
