//! A person decides on what was put aside: that it is a matter of its own, or that it waits for nothing any more. Either is told to the terminal by the
//! next word, and nothing else lets the terminal erase it.

use jiff::civil::Date;
use rusqlite::{TransactionBehavior, params};

use super::{
    PutAside, Register, RegisterError, Registered,
    open::{Kept, Opener, register_form},
};
use crate::outbox::{OfficeKeyId, OfficeSecret, ReceiptNumber, SealedRequest};

/// Most characters of a reason.
const LONGEST_REASON: usize = 200;

/// Which of those that were put aside.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// The number on its slip.
    pub receipt: &'a str,
    /// The first digits of its digest, where several have that number.
    pub digest: Option<&'a str>,
}

impl Register {
    /// Opens what was put aside and registers it as a matter of its own, whatever else has its number or its sixteen bytes.
    pub fn adopt(&mut self, which: Which<'_>, secrets: &[(OfficeKeyId, OfficeSecret)], today: Date) -> Result<Registered, RegisterError> {
        self.adopt_opened(which, &|request| request.open(secrets), today)
    }

    pub(super) fn adopt_opened(&mut self, which: Which<'_>, open: &Opener<'_>, today: Date) -> Result<Registered, RegisterError> {
        let aside = self.one_aside(which)?;
        let number = || aside.receipt.clone();
        let request = self.kept(&aside)?.ok_or_else(|| RegisterError::StillShut { number: number() })?;
        let form = open(&request).map_err(|_| RegisterError::StillShut { number: number() })?;
        let failed = self.failed();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&failed)?;
        let office = register_form(&transaction, &request, &form, today).map_err(&failed)?;
        transaction.commit().map_err(&failed)?;
        self.find(&office.ok_or_else(|| RegisterError::StillShut { number: number() })?)
    }

    /// Writes down that nobody will open what was put aside, and why. It stays in the register; the terminal is told that it need not keep its copy,
    /// and tells whoever asks to fill it in anew.
    pub fn give_up(&mut self, which: Which<'_>, because: &str) -> Result<PutAside, RegisterError> {
        let aside = self.one_aside(which)?;
        let because: String = crate::text::clean(because.trim()).chars().take(LONGEST_REASON).collect();
        let put = "UPDATE quarantine SET because = ?2 WHERE id = ?1";
        self.connection.execute(put, params![aside.id, because]).map_err(self.failed())?;
        Ok(PutAside { because: Some(because), ..aside })
    }

    fn one_aside(&self, which: Which<'_>) -> Result<PutAside, RegisterError> {
        let number = which.receipt.parse().map_or_else(|_| which.receipt.trim().to_owned(), |receipt: ReceiptNumber| receipt.to_string());
        let fits = |aside: &PutAside| aside.receipt == number && which.digest.is_none_or(|digits| aside.digest.starts_with(digits.trim()));
        let mut found: Vec<PutAside> = self.put_aside()?.into_iter().filter(fits).collect();
        match (found.len(), found.pop()) {
            (1, Some(one)) => Ok(one),
            (_, None) => Err(RegisterError::NotAside { number }),
            (_, Some(last)) => {
                let all = found.iter().chain([&last]).map(|aside| aside.digest.chars().take(8).collect()).collect();
                Err(RegisterError::Several { number, all })
            }
        }
    }

    /// The sealed form; none where its row is damaged.
    fn kept(&self, aside: &PutAside) -> Result<Option<SealedRequest>, RegisterError> {
        let row = "SELECT rid, sealed FROM quarantine WHERE id = ?1";
        let row = self.connection.query_row(row, [aside.id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)));
        let (rid, sealed) = row.map_err(self.failed())?;
        let kept = serde_json::from_slice::<Kept>(&sealed).ok().zip(aside.receipt.parse().ok());
        Ok(kept.and_then(|(kept, receipt)| kept.request(aside.terminal.clone(), &rid, receipt)))
    }
}
