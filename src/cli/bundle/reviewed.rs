//! What the records of an office say about a source that is to be drafted: without its reviews nothing is.

use std::path::PathBuf;

use crate::{
    bundle::Review,
    cli::Trouble,
    review::{Made, Office},
    source::Options,
};

/// A source that may be drafted.
pub(super) struct Reviewed {
    /// Where it lies.
    pub(super) source: PathBuf,
    /// Who reviewed it.
    pub(super) reviews: Vec<Review>,
    /// What the check before it only reminded of.
    pub(super) reminders: usize,
}

/// Checks a source that lies in a workplace, as `content check` does; any other is as it is, and has no reviews.
pub(super) fn checked(source: PathBuf, options: Options) -> Result<Reviewed, Trouble> {
    let Some(office) = Office::around(&source) else { return Ok(Reviewed { source, reviews: Vec::new(), reminders: 0 }) };
    let reminders = reminders(&office, options)?;
    let review = |made: Made| Review {
        kind: made.step.label().to_owned(),
        person: made.who,
        post: made.post,
        at: made.at,
        documents: made.documents,
        signed: made.signed,
    };
    let reviews = office.made()?.into_iter().map(review).collect();
    Ok(Reviewed { source: office.content(), reviews, reminders })
}

/// How many reminders the check before a release leaves; what stops it is told.
#[cfg(feature = "office")]
fn reminders(office: &Office, options: Options) -> Result<usize, Trouble> {
    let report = crate::cli::content::checked(office.root(), options, None)?;
    if report.stops() == 0 {
        return Ok(report.waits());
    }
    crate::cli::content::print_report(&report)?;
    Err(crate::cli::snag::Snag::Faulty { errors: report.stops(), warnings: report.waits() }.into())
}

/// A program that reads no files of an office cannot check them; what the reviews lack is seen by whoever signs.
#[cfg(not(feature = "office"))]
fn reminders(_office: &Office, _options: Options) -> Result<usize, Trouble> {
    Ok(0)
}
