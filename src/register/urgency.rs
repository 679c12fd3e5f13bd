//! How urgent a matter is, by its legal dates.

use jiff::civil::Date;

use super::{Registered, Step};
use crate::request::{Calendar, Due};

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

/// Working days before the end at which people are warned.
const WARNED: u32 = 3;

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
            Due::On(day) => match Calendar::default().working_days_after(today, WARNED) {
                Due::On(soon) if day > soon => Colour::Green,
                _ => Colour::Yellow,
            },
        }
    }
}
