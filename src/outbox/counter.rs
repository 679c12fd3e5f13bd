//! What staff at the terminal do with what was left, without reading a word of it: an application is taken in person, from which day the law counts.

use jiff::civil::Date;
use rusqlite::params;

use super::{Outbox, OutboxError, ReceiptNumber};
use crate::{
    files::Digest,
    request::{Dates, Event, Schema, reckon},
};

/// Something that was left here, as staff see it: number and days, no words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The number on its slip.
    pub receipt: ReceiptNumber,
    /// The form; none where this program does not know it, or where it was forgotten with the words.
    pub schema: Option<&'static Schema>,
    /// The day on which it was left; for what the office has, the one in its number.
    pub day: Date,
    /// The day on which it was taken in person.
    pub received: Option<Date>,
    /// The office's number, once it has it.
    pub office: Option<String>,
    /// Whether it went out by a stick, as it stands; the office has not said yet that it has it.
    pub carried: bool,
}

impl Left {
    /// Whether it is an application, with legal dates.
    pub fn is_application(&self) -> bool {
        self.schema.is_some_and(Schema::is_application)
    }

    /// The legal dates that follow from the day on which it was taken. What the office did since, nobody here knows.
    pub fn dates(&self) -> Dates {
        self.received.and_then(received).map_or_else(Dates::new, |event| reckon(&[event]))
    }
}

/// Handed in at the desk on a day.
pub(super) fn received(day: Date) -> Option<Event> {
    serde_json::from_value(serde_json::json!({ "what": "received", "on": day, "by": "in_person" })).ok()
}

impl Outbox {
    /// Everything that was left here and is not forgotten, the last first.
    pub fn left(&self) -> Result<Vec<Left>, OutboxError> {
        let failed = self.failed();
        let all = "SELECT receipt, schema, day, received, NULL, exported FROM waiting
                   UNION ALL SELECT receipt, schema, NULL, received, office, 1 FROM tombstones WHERE NOT unread";
        let mut statement = self.connection.prepare(all).map_err(&failed)?;
        let rows = statement.query_map([], |row| {
            let (receipt, schema, day): (String, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (received, office, carried): (Option<String>, Option<String>, bool) = (row.get(3)?, row.get(4)?, row.get(5)?);
            let whole = || {
                let receipt: ReceiptNumber = receipt.parse().ok()?;
                let day = day.and_then(|day| day.parse().ok()).or_else(|| receipt.day())?;
                let schema = schema.and_then(|digest| digest.parse::<Digest>().ok()).and_then(|digest| Schema::of_digest(&digest));
                Some(Left { receipt, schema, day, received: received.and_then(|day| day.parse().ok()), office, carried })
            };
            Ok(whole())
        });
        let rows: Vec<Option<Left>> = rows.map_err(&failed)?.collect::<Result<_, _>>().map_err(&failed)?;
        let mut left: Vec<Left> = rows.into_iter().flatten().collect();
        left.sort_by_key(|left| std::cmp::Reverse((left.day, left.receipt.counter())));
        Ok(left)
    }

    /// Writes down that an application which still waits here was taken in person on a day. Once written it stays: a legal date is not moved by a
    /// second touch. Whether it was written now.
    pub fn receive(&mut self, receipt: &ReceiptNumber, day: Date) -> Result<bool, OutboxError> {
        let put = "UPDATE waiting SET received = ?2, exported = 0 WHERE receipt = ?1 AND received IS NULL AND day <= ?2";
        let written = self.connection.execute(put, params![receipt.as_str(), day.to_string()]).map_err(self.failed())?;
        Ok(written > 0)
    }
}
