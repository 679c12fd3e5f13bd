//! How urgent a matter is, by its legal dates.

use jiff::civil::Date;

use super::{Registered, Step};
use crate::request::{Due, calendar_of};

/// How urgent a matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// 红: its time has passed.
    Red,
    /// 黄: three working days or fewer are left.
    Yellow,
    /// 紫: its date cannot be told.
    Doubtful,
    /// 绿: there is time.
    Green,
    /// 灰: nothing runs.
    Grey,
}

impl Colour {
    /// What it is called in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Red => "红",
            Self::Yellow => "黄",
            Self::Doubtful => "紫",
            Self::Green => "绿",
            Self::Grey => "灰",
        }
    }
}

/// Working days before the end at which people are warned, and at which they are reminded.
const WARNED: u32 = 3;
const REMINDED: u32 = 5;

/// How many matters are how near their end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alarms {
    /// Their time has passed.
    pub over: usize,
    /// Due within three working days, today counted.
    pub in_three: usize,
    /// Due within five, those within three not counted.
    pub in_five: usize,
    /// Their date cannot be told.
    pub doubtful: usize,
}

/// How many of these are how near their end on a day.
pub fn alarms<'r>(requests: impl IntoIterator<Item = &'r Registered>, today: Date) -> Alarms {
    let mut alarms = Alarms::default();
    for request in requests {
        match request.colour(today) {
            Colour::Red => alarms.over += 1,
            Colour::Yellow => alarms.in_three += 1,
            Colour::Doubtful => alarms.doubtful += 1,
            Colour::Green if request.is_within(today, REMINDED) => alarms.in_five += 1,
            Colour::Green | Colour::Grey => {}
        }
    }
    alarms
}

impl Registered {
    /// The day on which something is due next: the reply, with what made it later, or the correction while that is waited for.
    pub fn due(&self) -> Due {
        let dates = self.dates();
        let of = |key: &str| dates.get(key).copied();
        let extended = of("extended_reply_by").filter(|due| *due != Due::Never);
        match extended.or(of("reply_by")).unwrap_or(Due::Never) {
            Due::Never => of("correction_by").or(of("pay_by")).unwrap_or(Due::Never),
            due => due,
        }
    }

    /// How urgent it is on a day.
    pub fn colour(&self, today: Date) -> Colour {
        if self.step >= Step::Answered {
            return Colour::Grey;
        }
        match self.due() {
            Due::Never => Colour::Grey,
            Due::Doubtful => Colour::Doubtful,
            due @ Due::On(day) if due.is_over(today) || day < today => Colour::Red,
            Due::On(_) if self.is_within(today, WARNED) => Colour::Yellow,
            Due::On(_) => Colour::Green,
        }
    }

    /// Whether it is due within so many working days, by the days on which its place works; yes where nobody can count them.
    fn is_within(&self, today: Date, days: u32) -> bool {
        let soon = calendar_of(&self.events).working_days_after(today, days);
        self.due().day().is_some_and(|day| soon.day().is_none_or(|soon| day <= soon))
    }
}
