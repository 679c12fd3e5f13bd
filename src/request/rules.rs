//! The tables by which matters are reckoned and told, as an office sends them: holidays, remedies, fees. Each lies over what the program holds; a table
//! that cannot be read leaves that in force.

use super::{
    fee::{Fees, NoFees, charge_by},
    remedy_words::{NoRemedies, Remedies, tell_by},
};
use crate::policy::{Holidays, NoHolidays, reckon_by};

/// Names of the files in which such tables lie.
pub const RULE_FILES: [&str; 3] = ["holidays.csv", "remedies.csv", "fees.csv"];

/// Why a text is no such table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRules {
    /// No file is called that.
    Name,
    /// No table of holidays.
    Holidays(NoHolidays),
    /// No table of remedies.
    Remedies(NoRemedies),
    /// No table of fees.
    Fees(NoFees),
}

/// Whether a text is the table that its name promises.
pub fn check_rules(name: &str, text: &str) -> Result<(), NoRules> {
    match name {
        "holidays.csv" => Holidays::read(text).map(drop).map_err(NoRules::Holidays),
        "remedies.csv" => Remedies::read(text).map(drop).map_err(NoRules::Remedies),
        "fees.csv" => Fees::read(text).map(drop).map_err(NoRules::Fees),
        _ => Err(NoRules::Name),
    }
}

/// From now on everything is reckoned and told by these tables, by name and text, over those that the program holds.
pub fn take_rules<'t>(tables: &(impl Iterator<Item = (&'t str, &'t str)> + Clone)) {
    let text = |wanted: &str| tables.clone().find(|(name, _)| *name == wanted).map(|(_, text)| text);
    reckon_by(text("holidays.csv").and_then(|text| Holidays::read(text).ok()).as_ref());
    tell_by(text("remedies.csv").and_then(|text| Remedies::read(text).ok()).as_ref());
    charge_by(text("fees.csv").and_then(|text| Fees::read(text).ok()).as_ref());
}
