//! The gate before a bundle: everything that speaks against publishing a content source, in one list.
//!
//! A workplace (or a source alone) enters; a [`Report`] leaves. It asks the source for its faults, the rules of screening for what is a person's or a
//! secret, the records of review for what is missing, and compares what only all records together show. It changes nothing.
//!
//! ```text
//! objection   what speaks against it, and its mend
//!   records   numbers and titles used twice, days to come, hosts, issuers
//!   texts     what screening finds in the files
//!   reviews   reviews that are missing
//! ```

mod objection;
mod records;
mod reviews;
#[cfg(test)]
mod tests;
mod texts;

use std::{ops::ControlFlow, path::Path};

use jiff::civil::Date;

use crate::{
    editing::{Bench, Lists},
    review::{Office, ReviewError},
    source::{Options, Severity, Source, SourceError},
    takeaway::AllowList,
};

pub use objection::{Objection, Reason, Report, Told};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// The source cannot be opened.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The records cannot be read.
    #[error(transparent)]
    Review(#[from] ReviewError),
}

/// Looks at a workplace, or at a source alone.
pub fn check(root: &Path, options: Options, allowed: Option<&AllowList>, today: Date) -> Result<Report, GateError> {
    check_told(root, options, allowed, today, &|_, _, _| ())
}

/// The same for somebody who waits.
pub fn check_told(root: &Path, options: Options, allowed: Option<&AllowList>, today: Date, told: &Told<'_>) -> Result<Report, GateError> {
    let content = root.join("content");
    let source = if content.is_dir() { content } else { root.to_owned() };
    let office = Office::around(root);
    let lists = Lists::of(office.as_ref().map_or(root, Office::root));
    let mut gathered = records::Gathered::default();
    let opened = Source::open(std::slice::from_ref(&source), options)?;
    let reading = opened.read(&mut |batch| {
        gathered.take(&batch);
        told("读来源", usize::try_from(batch.bytes_done).unwrap_or(0), usize::try_from(opened.size()).unwrap_or(0));
        ControlFlow::Continue(())
    });
    let mut report = Report { documents: reading.documents, ..Report::default() };
    report.objections.extend(reading.faults.iter().map(|fault| Objection {
        reason: Reason::Source,
        stops: fault.severity == Severity::Error,
        file: fault.file.clone(),
        line: fault.line,
        what: fault.what.clone(),
        mend: fault.mend.clone(),
    }));
    report.objections.extend(gathered.objections(allowed, today));
    let known = match &office {
        Some(office) => reviews::look(&Bench::open(office.root())?, &mut report, told)?,
        None => Vec::new(),
    };
    report.objections.extend(texts::look(&source, &known, &lists, told));
    // A reminder that somebody answered, with a reason, reminds nobody any more.
    let is_answered = |objection: &Objection| known.iter().any(|(file, finding)| *file == objection.file && *finding == objection.what);
    report.objections.retain(|objection| objection.stops || !is_answered(objection));
    report.sort();
    Ok(report)
}
