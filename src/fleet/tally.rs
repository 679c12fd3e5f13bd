//! All that a kiosk counts of the sessions that end: totals, what was opened, and both day by day.

use std::{io, path::Path};

use jiff::civil::Date;

use super::{Days, FleetError, Ledger, Usage, ledger::kept};
use crate::zone::Opens;

/// The counts of one terminal while its kiosk runs.
#[derive(Debug)]
pub struct Tally {
    usage: Ledger<Usage>,
    opens: Ledger<Opens>,
    days: Ledger<Days>,
}

impl Tally {
    /// The counts that belong to a library; nothing is read yet.
    pub fn of(library: &Path) -> Self {
        Self { usage: Ledger::of(library), opens: Ledger::of(library), days: Ledger::of(library) }
    }

    /// A session ended on this day; none where the clock is not believed.
    pub fn add(&mut self, usage: Usage, opens: &Opens, day: Option<Date>) -> Result<(), FleetError> {
        self.usage.add(&usage)?;
        self.opens.add(opens)?;
        self.days.add(&day.map(|day| Days::of(day, usage)).unwrap_or_default())
    }
}

/// What was counted at a library's terminal so far: the totals, what was opened, and the days.
pub fn tallied(library: &Path) -> io::Result<(Usage, Opens, Days)> {
    Ok((kept(library)?, kept(library)?, kept(library)?))
}
