//! A content source becomes the next generation, with progress on the way; complete, or not at all.

use std::{
    ops::ControlFlow,
    path::Path,
    time::{Duration, Instant},
};

use super::{
    LibraryError,
    build::Builder,
    generation,
    info::{ImportOptions, Info},
};
use crate::{
    policy::{Record, RecordId},
    source::{Fault, Header, Severity},
};

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading records, packing and indexing them.
    Reading,
    /// Resolving links and joining the index into one piece.
    Joining,
    /// Making everything durable.
    Syncing,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// Records so far.
    pub records: usize,
    /// Bytes of the source read so far.
    pub bytes_done: u64,
    /// Bytes of the source.
    pub bytes_total: u64,
    /// Since the beginning.
    pub elapsed: Duration,
}

impl Progress {
    /// Bytes a second so far.
    pub fn rate(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { self.bytes_done as f64 / seconds } else { 0.0 }
    }

    /// Time left at that rate; unknown before anything was read.
    pub fn time_left(&self) -> Option<Duration> {
        let left = self.bytes_total.saturating_sub(self.bytes_done) as f64;
        (self.bytes_done > 0).then(|| Duration::try_from_secs_f64(left / self.rate()).unwrap_or_default())
    }
}

/// A finished import.
#[derive(Debug)]
pub struct Imported {
    /// What the new generation says of itself.
    pub info: Info,
    /// What is worth a look in the source.
    pub warnings: Vec<Fault>,
    /// Time it took.
    pub elapsed: Duration,
}

/// What is known when a source has been read to its end.
pub(super) struct Fed<Resolve> {
    pub(super) faults: Vec<Fault>,
    pub(super) resolve: Resolve,
}

/// Takes batches of records and the bytes read so far; breaks when it wants no more.
pub(super) type Sink<'a> = dyn FnMut(Vec<Record>, u64) -> ControlFlow<()> + 'a;

/// Builds the next generation in `into` from what `feed` hands over.
pub(super) fn into_folder<Resolve: Fn(&str) -> Option<RecordId>>(
    into: &Path,
    header: &Header,
    bytes_total: u64,
    options: ImportOptions,
    feed: impl FnOnce(&mut Sink<'_>) -> Fed<Resolve>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Imported, LibraryError> {
    let begun = Instant::now();
    let draft = generation::begin(into)?;
    let builder = Builder::on_disk(draft.path())?;
    let mut tell = |phase, records, bytes_done| {
        progress(Progress { phase, records, bytes_done, bytes_total, elapsed: begun.elapsed() })
    };
    let (builder, fed) = fill(builder, feed, &mut |records, bytes_done| tell(Phase::Reading, records, bytes_done))?;
    let records = builder.records();
    go_on(tell(Phase::Joining, records, bytes_total))?;
    let (connection, index, mut info) = builder.finish(Info::new(header, options), fed.resolve)?;
    // Closed before it is made durable.
    drop(index);
    drop(connection);
    go_on(tell(Phase::Syncing, records, bytes_total))?;
    info.generation = Some(draft.activate()?);
    Ok(Imported { info, warnings: fed.faults, elapsed: begun.elapsed() })
}

/// Feeds a builder to the end of the source; refuses a source with errors.
pub(super) fn fill<Resolve>(
    mut builder: Builder,
    feed: impl FnOnce(&mut Sink<'_>) -> Fed<Resolve>,
    tell: &mut dyn FnMut(usize, u64) -> ControlFlow<()>,
) -> Result<(Builder, Fed<Resolve>), LibraryError> {
    let mut outcome = Ok(());
    let fed = feed(&mut |records, bytes_done| {
        // After an id that is used twice reading goes on: the source names every such fault with its place.
        if outcome.is_ok() {
            outcome = builder.add(records);
        }
        if let Err(error) = &outcome
            && !matches!(error, LibraryError::Twice(_))
        {
            return ControlFlow::Break(());
        }
        let flow = tell(builder.records(), bytes_done);
        if flow.is_break() {
            outcome = Err(LibraryError::Cancelled);
        }
        flow
    });
    if matches!(outcome, Ok(()) | Err(LibraryError::Twice(_))) && fed.faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(LibraryError::Faulty(fed.faults));
    }
    outcome.map(|()| (builder, fed))
}

fn go_on(flow: ControlFlow<()>) -> Result<(), LibraryError> {
    if flow.is_break() { Err(LibraryError::Cancelled) } else { Ok(()) }
}
