//! The tables by which this office reckons dates, tells remedies and asks for fees: kept beside the matters, so that everybody who opens the register
//! reckons alike.

use jiff::civil::Date;
use rusqlite::params;

use super::{Register, RegisterError};
use crate::{
    policy::Holidays,
    request::{check_rules, take_rules},
};

impl Register {
    /// The tables, by name and text.
    pub fn rules(&self) -> Result<Vec<(String, String)>, RegisterError> {
        let failed = self.failed();
        let mut statement = self.connection.prepare("SELECT name, text FROM rules ORDER BY name").map_err(&failed)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(&failed)?;
        rows.collect::<Result<_, _>>().map_err(&failed)
    }

    /// Takes a table and reckons by it. One of holidays that is older than the one here is refused.
    pub fn take_rule(&mut self, name: &str, text: &str, today: Date) -> Result<(), RegisterError> {
        let unfit = |why| RegisterError::NoRules { name: name.to_owned(), why };
        check_rules(name, text).map_err(|_| unfit("faulty"))?;
        let dated = |text: &str| Holidays::read(text).map(|table| table.dated).ok();
        let known = self.rules()?.into_iter().find(|(known, _)| known == name).and_then(|(_, text)| dated(&text));
        if name == "holidays.csv" && dated(text) < known {
            return Err(unfit("older"));
        }
        let put = "INSERT OR REPLACE INTO rules (name, text, taken_on) VALUES (?1, ?2, ?3)";
        self.connection.execute(put, params![name, text, today.to_string()]).map_err(self.failed())?;
        self.reckon()
    }

    /// From now on reckons by them.
    pub(super) fn reckon(&self) -> Result<(), RegisterError> {
        let rules = self.rules()?;
        take_rules(&rules.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        Ok(())
    }
}
