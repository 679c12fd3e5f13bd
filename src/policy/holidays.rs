//! A table of holidays and make-up days (放假安排): dated, with the notices that it follows. What an office sends lies over what the program holds, year by
//! year, and the newer table wins.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

/// Days off that the notice of a year names at the least: the thirteen of 全国年节及纪念日放假办法, weekends beside them not counted.
const FEWEST_DAYS_OFF: usize = 13;
/// What stands before the day of a table.
const DATED: &str = "# 日期：";

/// A table of holidays and make-up days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    /// The day of the table.
    pub dated: Date,
    years: BTreeMap<i16, Year>,
    /// What a minority area adds (全国年节及纪念日放假办法 art. 4): true for work.
    regional: BTreeMap<Date, bool>,
}

/// The arrangement of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Year {
    /// The day of the table that it comes from.
    dated: Date,
    /// Title and address of the notice.
    notice: String,
    /// True for work.
    days: BTreeMap<Date, bool>,
}

/// Why a text is no such table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoHolidays {
    /// No line says of which day it is: `# 日期：2026-11-10`.
    Undated,
    /// A line that is no row: `2027-01-01,休,元旦`, with the area behind it where it is one's own.
    Row {
        /// Counted from 1.
        line: usize,
    },
    /// People do not work on that day anyway, or do.
    Pointless {
        /// Counted from 1.
        line: usize,
    },
    /// A day that stands there twice.
    Twice {
        /// Counted from 1.
        line: usize,
    },
    /// A year of which no line names the notice: `# …2027年…通知 https://…`.
    NoNotice {
        /// The year.
        year: i16,
    },
    /// A year that has too few days off to be whole.
    Few {
        /// The year.
        year: i16,
        /// Days off that stand there.
        days: usize,
    },
}

impl Holidays {
    /// Reads a table: remarks with its day and its notices, then `day,work,holiday` and, for days of a minority area alone, the area.
    pub fn read(text: &str) -> Result<Self, NoHolidays> {
        let remarks = || text.lines().map(str::trim).filter(|line| line.starts_with('#'));
        let dated = remarks().find_map(|line| line.strip_prefix(DATED)?.trim().parse::<Date>().ok()).ok_or(NoHolidays::Undated)?;
        let mut years: BTreeMap<i16, BTreeMap<Date, bool>> = BTreeMap::new();
        let mut regional = BTreeMap::new();
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        for row in reader.records() {
            let line = |row: &csv::StringRecord| row.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
            let row =
                row.map_err(|error| NoHolidays::Row { line: error.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0)) })?;
            let (line, day) = (line(&row), row.get(0).and_then(|day| day.parse::<Date>().ok()));
            let work = match row.get(1) {
                Some("班") => Some(true),
                Some("休") => Some(false),
                _ => None,
            };
            let (Some(day), Some(work)) = (day, work) else { return Err(NoHolidays::Row { line }) };
            let area = row.get(3).filter(|area| !area.is_empty());
            if work && area.is_none() && !is_weekend(day) {
                return Err(NoHolidays::Pointless { line });
            }
            let days = if area.is_some() { &mut regional } else { years.entry(day.year()).or_default() };
            if days.insert(day, work).is_some() {
                return Err(NoHolidays::Twice { line });
            }
        }
        let mut table = Self { dated, years: BTreeMap::new(), regional };
        for (year, days) in years {
            let named = format!("{year}年");
            let notice =
                remarks().map(|line| line.trim_start_matches('#').trim()).find(|line| line.contains(&named) && line.contains("https://"));
            let notice = notice.ok_or(NoHolidays::NoNotice { year })?.to_owned();
            let off = days.values().filter(|work| !**work).count();
            if off < FEWEST_DAYS_OFF {
                return Err(NoHolidays::Few { year, days: off });
            }
            table.years.insert(year, Year { dated, notice, days });
        }
        Ok(table)
    }

    /// This table over a `general` one: of each year the newer one, this one where both are of one day; and what either says of areas.
    #[must_use]
    pub fn over(&self, general: &Self) -> Self {
        let mut whole = Self { dated: self.dated.max(general.dated), ..general.clone() };
        for (number, year) in &self.years {
            if whole.years.get(number).is_none_or(|other| year.dated >= other.dated) {
                whole.years.insert(*number, year.clone());
            }
        }
        whole.regional.extend(&self.regional);
        whole
    }

    /// Whether people work on a day; none where the arrangement of its year is not known.
    pub fn works(&self, day: Date) -> Option<bool> {
        let year = self.years.get(&day.year())?;
        let own = self.regional.get(&day).or_else(|| year.days.get(&day));
        Some(own.copied().unwrap_or(!is_weekend(day)))
    }

    /// Whether something was announced for the day: a holiday, or work on a weekend.
    pub fn is_special(&self, day: Date) -> Option<bool> {
        let year = self.years.get(&day.year())?;
        Some(self.regional.contains_key(&day) || year.days.contains_key(&day))
    }

    /// The years that it knows, each with the notice that it follows.
    pub fn notices(&self) -> impl Iterator<Item = (i16, &str)> {
        self.years.iter().map(|(number, year)| (*number, year.notice.as_str()))
    }

    /// Days on which a minority area has its own, in order.
    pub fn regional(&self) -> BTreeSet<Date> {
        self.regional.keys().copied().collect()
    }
}

/// Saturday or Sunday.
fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A table with a whole year of made-up days.
    fn table(dated: &str, year: i16, more: &str) -> String {
        let days: String = (1..=13).map(|day| format!("{year}-10-{day:02},休,国庆节\n")).collect();
        format!("# 日期：{dated}\n# 关于{year}年部分节假日安排的通知 https://www.gov.cn/{year}\nday,work,holiday,area\n{days}{more}")
    }

    #[test]
    fn a_year_is_known_only_with_its_notice_and_the_newer_table_wins() {
        let old = Holidays::read(&table("2026-11-10", 2027, "2027-09-25,班,国庆节\n")).unwrap();
        assert_eq!(
            (old.works(date(2027, 9, 25)), old.works(date(2027, 10, 1)), old.works(date(2028, 1, 4))),
            (Some(true), Some(false), None)
        );
        assert_eq!(old.notices().collect::<Vec<_>>(), [(2027, "关于2027年部分节假日安排的通知 https://www.gov.cn/2027")]);
        let new = Holidays::read(&table("2027-02-01", 2027, "2027-09-26,班,国庆节\n")).unwrap();
        for whole in [new.over(&old), old.over(&new)] {
            assert_eq!((whole.works(date(2027, 9, 25)), whole.works(date(2027, 9, 26))), (Some(false), Some(true)));
        }
        let next = Holidays::read(&table("2027-11-10", 2028, "")).unwrap().over(&old);
        assert_eq!((next.works(date(2028, 10, 2)), next.works(date(2027, 9, 25))), (Some(false), Some(true)));
    }

    #[test]
    fn what_an_area_adds_lies_over_the_notice_and_makes_no_year_known() {
        let own =
            Holidays::read("# 日期：2027-01-05\nday,work,holiday,area\n2027-04-09,休,三月三,广西\n2027-04-10,班,三月三,广西\n").unwrap();
        assert_eq!((own.works(date(2027, 4, 9)), own.regional().len()), (None, 2));
        let whole = own.over(&Holidays::read(&table("2026-11-10", 2027, "")).unwrap());
        assert_eq!([9, 10, 11].map(|day| whole.works(date(2027, 4, day))), [Some(false), Some(true), Some(false)]);
    }

    #[test]
    fn a_table_that_cannot_be_whole_is_refused() {
        let whole = table("2026-11-10", 2027, "");
        for (text, why) in [
            (whole.replace("# 日期：2026-11-10", "#"), NoHolidays::Undated),
            (whole.replace("2027-10-03,休", "2027-10-03,假"), NoHolidays::Row { line: 6 }),
            (whole.replace("2027-10-03", "2027-10-33"), NoHolidays::Row { line: 6 }),
            (format!("{whole}2027-10-13,休,国庆节\n"), NoHolidays::Twice { line: 17 }),
            (format!("{whole}2027-11-01,班,国庆节\n"), NoHolidays::Pointless { line: 17 }),
            (whole.replace("https://www.gov.cn/2027", ""), NoHolidays::NoNotice { year: 2027 }),
            (whole.replace("2027-10-13,休,国庆节\n", ""), NoHolidays::Few { year: 2027, days: 12 }),
        ] {
            assert_eq!(Holidays::read(&text), Err(why), "{text}");
        }
    }
}
