//! What an application costs where somebody asks for far more than is usual (条例 art. 42; 国办函〔2020〕109号, in force since 2021-01-01): by items or by
//! pages, never both. Everybody else pays nothing. The steps are data, with the day since which they hold.

use std::sync::{Arc, LazyLock, RwLock};

use jiff::civil::Date;

/// How a fee is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeeBy {
    /// By items (申请件数) of one applicant in a calendar month.
    Items,
    /// By pages of one application: A4, one side.
    Pages,
}

/// The steps of fees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fees(Vec<FeeStep>);

/// From how many on what each costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FeeStep {
    since: Date,
    by: FeeBy,
    /// More than so many.
    above: u64,
    /// Yuan for each.
    yuan: u64,
    /// With every so many more, each of them costs so much more.
    rises: Option<(u64, u64)>,
}

/// A line that is no step: `since,by,above,yuan,every,more`, where `by` is `items` or `pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFees {
    /// Counted from 1.
    pub line: usize,
}

static BUILT_IN: LazyLock<Fees> = LazyLock::new(|| Fees::read(include_str!("../../data/fees.csv")).unwrap_or_default());
static IN_USE: LazyLock<RwLock<Arc<Fees>>> = LazyLock::new(|| RwLock::new(Arc::new(BUILT_IN.clone())));

/// The steps that fees are reckoned by now.
fn fees() -> Arc<Fees> {
    IN_USE.read().map_or_else(|poisoned| Arc::clone(&poisoned.into_inner()), |table| Arc::clone(&table))
}

/// From now on reckons by these steps beside those that the program holds; by those alone where there are none.
pub(super) fn charge_by(own: Option<&Fees>) {
    let mut whole = BUILT_IN.clone();
    whole.0.extend(own.iter().flat_map(|own| own.0.iter().copied()));
    *IN_USE.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(whole);
}

impl Fees {
    /// Reads a table of steps.
    pub fn read(text: &str) -> Result<Self, NoFees> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let line_of = |at: Option<&csv::Position>| at.map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
        let mut steps = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| NoFees { line: line_of(error.position()) })?;
            steps.push(step(&row).ok_or(NoFees { line: line_of(row.position()) })?);
        }
        Ok(Self(steps))
    }

    /// Yuan for so many on a day: by the steps that are the last to be in force then.
    fn of(&self, by: FeeBy, count: u64, on: Date) -> u64 {
        let in_force = || self.0.iter().filter(|step| step.by == by && step.since <= on);
        let since = in_force().map(|step| step.since).max();
        let mut steps: Vec<&FeeStep> = in_force().filter(|step| Some(step.since) == since).collect();
        // Of two that begin at the same number the later one counts: an office's own stands behind the program's.
        steps.sort_by_key(|step| step.above);
        let ends = steps.iter().skip(1).map(|step| step.above).chain([u64::MAX]);
        let parts = steps.iter().zip(ends).map(|(step, end)| step.costs(count.min(end).saturating_sub(step.above)));
        parts.fold(0, u64::saturating_add)
    }
}

fn step(row: &csv::StringRecord) -> Option<FeeStep> {
    let number = |at: usize| row.get(at).filter(|cell| !cell.is_empty()).map(str::parse::<u64>);
    let by = match row.get(1)? {
        "items" => FeeBy::Items,
        "pages" => FeeBy::Pages,
        _ => return None,
    };
    let rises = match (number(4), number(5)) {
        (None, None) => None,
        (Some(every), Some(more)) => Some((every.ok().filter(|every| *every > 0)?, more.ok()?)),
        _ => return None,
    };
    Some(FeeStep { since: row.get(0)?.parse().ok()?, by, above: number(2)?.ok()?, yuan: number(3)?.ok()?, rises })
}

impl FeeStep {
    /// Yuan for so many on this step.
    fn costs(&self, count: u64) -> u64 {
        let Some((every, more)) = self.rises else { return count.saturating_mul(self.yuan) };
        // The first `every` cost `yuan` each, the next ones `more` more.
        let (full, rest) = (count / every, count % every);
        let risen = full.saturating_mul(full.saturating_sub(1)) / 2;
        let whole = every.saturating_mul(full.saturating_mul(self.yuan).saturating_add(risen.saturating_mul(more)));
        whole.saturating_add(rest.saturating_mul(self.yuan.saturating_add(full.saturating_mul(more))))
    }
}

/// Yuan for so many items (申请件数) of one applicant in a calendar month, on a day.
pub fn fee_by_items(items: u64, on: Date) -> u64 {
    fees().of(FeeBy::Items, items, on)
}

/// Yuan for so many pages of one application, A4 and one side, on a day.
pub fn fee_by_pages(pages: u64, on: Date) -> u64 {
    fees().of(FeeBy::Pages, pages, on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fees_rise_by_steps_and_begin_at_nothing() {
        let on = date(2026, 11, 30);
        for (items, yuan) in [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (51, 7400)] {
            assert_eq!(fee_by_items(items, on), yuan, "{items} items");
        }
        for (pages, yuan) in [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740)] {
            assert_eq!(fee_by_pages(pages, on), yuan, "{pages} pages");
        }
        assert!(fee_by_items(u64::MAX, on) > 0 && fee_by_pages(u64::MAX, on) > 0);
        assert_eq!(fee_by_items(1000, date(2020, 12, 31)), 0, "before there was a rule nothing is asked for");
    }

    #[test]
    fn a_later_rule_holds_from_its_day_and_a_broken_one_is_refused() {
        let text = "since,by,above,yuan,every,more\n2021-01-01,pages,30,10,,\n2027-01-01,pages,50,5,,\n";
        let fees = Fees::read(text).unwrap();
        assert_eq!([date(2026, 12, 31), date(2027, 1, 1)].map(|on| fees.of(FeeBy::Pages, 60, on)), [300, 50]);
        for row in [
            "2021-01-01,words,30,10,,",
            "2021-13-01,pages,30,10,,",
            "2021-01-01,pages,x,10,,",
            "2021-01-01,pages,3,1,0,1",
            "2021-01-01,pages,3,1,5,",
        ] {
            assert_eq!(Fees::read(&format!("since,by,above,yuan,every,more\n{row}\n")), Err(NoFees { line: 2 }), "{row}");
        }
    }
}
