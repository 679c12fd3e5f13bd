//! What somebody must say by name before it is signed or published: nothing extraordinary goes through with the same yes as every day's work.
//!
//! All that can be asked for stands here, with the one way in which it is written: `KIND:VALUE`. The value is what a person who looked at it
//! knows: the name of a department, a number of records, a day.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// One extraordinary thing that somebody has seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confirmation {
    /// 发布机关: another name in front of people than in the last release.
    Publisher(String),
    /// 地方: another place than in the last release.
    Place(String),
    /// 公开属性: another mark for documents without one than in the last release; empty for none.
    Mark(String),
    /// 数据日期: an earlier day than that of the last release.
    DataDate(Date),
    /// 科室: a department that may publish anew, or has other persons or another name.
    Department(String),
    /// 不再授权: a department that may publish no more, and all that it published with it.
    Dropped(String),
    /// 下架: so many records at once.
    Withdrawn(usize),
    /// 重新显示: a record that the office's list of withdrawals hides and that the release would show again, by its id.
    Shown(String),
    /// 签名: so many persons have signed the draft that is to be thrown away.
    Signatures(usize),
    /// 提醒: so many reminders of the check that nobody answered one by one.
    Reminders(usize),
    /// 程序: a program that terminals are to run, and were not to until now, as [`Program`](crate::program::Program) is printed.
    Program(String),
    /// 草稿: the draft of a department that no published release names.
    Draft(String),
}

impl Confirmation {
    /// The word before the colon.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Publisher(_) => "publisher",
            Self::Place(_) => "place",
            Self::Mark(_) => "mark",
            Self::DataDate(_) => "data-date",
            Self::Department(_) => "department",
            Self::Dropped(_) => "dropped",
            Self::Withdrawn(_) => "withdrawn",
            Self::Shown(_) => "shown",
            Self::Signatures(_) => "signatures",
            Self::Reminders(_) => "reminders",
            Self::Program(_) => "program",
            Self::Draft(_) => "draft",
        }
    }

    /// What a person types who has seen it.
    pub fn value(&self) -> String {
        match self {
            Self::Mark(mark) if mark.is_empty() => "none".to_owned(),
            Self::Publisher(name)
            | Self::Place(name)
            | Self::Mark(name)
            | Self::Department(name)
            | Self::Dropped(name)
            | Self::Shown(name)
            | Self::Program(name)
            | Self::Draft(name) => name.clone(),
            Self::DataDate(day) => day.to_string(),
            Self::Withdrawn(count) | Self::Signatures(count) | Self::Reminders(count) => count.to_string(),
        }
    }

    /// Those of them that nobody has said.
    pub(super) fn missing(needed: &[Self], said: &[Self]) -> Vec<Self> {
        needed.iter().filter(|needed| !said.contains(needed)).cloned().collect()
    }
}

impl fmt::Display for Confirmation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.value())
    }
}

impl FromStr for Confirmation {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, value) = text.split_once(':').ok_or(())?;
        let name = || Some(value.to_owned()).filter(|value| !value.trim().is_empty()).ok_or(());
        match kind {
            "publisher" => name().map(Self::Publisher),
            "place" => Ok(Self::Place(value.to_owned())),
            "mark" => Ok(Self::Mark(if value == "none" { String::new() } else { value.to_owned() })),
            "data-date" => value.parse().map(Self::DataDate).map_err(drop),
            "department" => name().map(Self::Department),
            "dropped" => name().map(Self::Dropped),
            "withdrawn" => value.parse().map(Self::Withdrawn).map_err(drop),
            "shown" => name().map(Self::Shown),
            "signatures" => value.parse().map(Self::Signatures).map_err(drop),
            "reminders" => value.parse().map(Self::Reminders).map_err(drop),
            "program" => name().map(Self::Program),
            "draft" => name().map(Self::Draft),
            _ => Err(()),
        }
    }
}

/// Most records that go at once without being counted aloud.
const MOST: usize = 20;
/// And of how many records at most one may go: 5 %.
const SHARE: usize = 20;

/// Whether so many of so many records are a share that nobody may withdraw without saying the number. One alone was meant.
pub(super) fn is_share(gone: usize, of: usize) -> bool {
    gone > MOST || (gone > 1 && gone.saturating_mul(SHARE) > of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_what_is_read() {
        let all = [
            Confirmation::Publisher("云川县：人民政府".to_owned()),
            Confirmation::Place(String::new()),
            Confirmation::Mark(String::new()),
            Confirmation::Mark("此件公开发布".to_owned()),
            Confirmation::DataDate(jiff::civil::date(2026, 11, 20)),
            Confirmation::Department("civil".to_owned()),
            Confirmation::Dropped("civil".to_owned()),
            Confirmation::Withdrawn(23),
            Confirmation::Shown("g-fapiao".to_owned()),
            Confirmation::Signatures(2),
            Confirmation::Reminders(7),
            Confirmation::Program("0.2.0-x86_64-1a2b3c4d".to_owned()),
            Confirmation::Draft("zf".to_owned()),
        ];
        for confirmation in all {
            assert_eq!(confirmation.to_string().parse(), Ok(confirmation.clone()), "{confirmation}");
        }
        for nothing in
            ["", "yes", "department:", "dropped:", "withdrawn:many", "withdrawn:-1", "all:1", "department", "data-date:2026-13-01"]
        {
            assert_eq!(nothing.parse::<Confirmation>(), Err(()), "{nothing}");
        }
    }

    #[test]
    fn a_share_is_more_than_twenty_or_a_twentieth() {
        for (gone, of, share) in
            [(0, 0, false), (1, 5, false), (2, 5, true), (2, 40, false), (3, 40, true), (20, 1000, false), (21, 1000, true)]
        {
            assert_eq!(is_share(gone, of), share, "{gone} of {of}");
        }
    }
}
