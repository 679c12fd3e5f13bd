//! A content source becomes the next generation, with progress on the way; complete, or not at all.

use std::{
    ops::ControlFlow,
    path::Path,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use super::{Activation, ImportOptions, Info, Library, LibraryError, Origin, build::Builder, directions::Directions, generation};
use crate::{
    files::{DiskTrouble, Unwatched, Watch, refusal},
    policy::{Content, Record, RecordId},
    source::{Fault, Header, Reading, Source},
};

/// Bytes without which a disk is taken to be full where a build has failed on it: what the index had begun may be gone from it already.
const LITTLE: u64 = 32 << 20;

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildPhase {
    /// Reading records, packing and indexing them.
    Reading,
    /// Resolving links and joining the index into one piece.
    Joining,
    /// Making everything durable.
    Syncing,
    /// Trying what was built before it may answer.
    Testing,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy)]
pub struct BuildProgress {
    /// What is being done.
    pub phase: BuildPhase,
    /// Records so far.
    pub records: usize,
    /// Bytes of the source read so far.
    pub bytes_done: u64,
    /// Bytes of the source.
    pub bytes_total: u64,
    /// Since the beginning.
    pub elapsed: Duration,
}

impl BuildProgress {
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

/// Builds the next generation of the library in `into` from a source. Nothing changes for whoever reads there until all of it is on the disk;
/// nothing changes at all where the source has errors or whoever watches stops it.
pub fn import(
    source: &Source,
    into: &Path,
    options: ImportOptions,
    watch: &mut dyn Watch<BuildProgress>,
) -> Result<Imported, LibraryError> {
    import_with(&[source], into, options, Activation::plain(), watch)
}

/// [`import`] of several sources, with a say in how the new generation begins to answer. The first source speaks for the library; the others are
/// guests in it: each is read by itself, touches only its own records, arranges nothing and teaches the search no words. After [`BuildPhase::Testing`] was told nothing breaks it off any more but a
/// test that fails or a record that cannot be made.
pub fn import_with(
    sources: &[&Source],
    into: &Path,
    options: ImportOptions,
    activation: Activation<'_>,
    watch: &mut dyn Watch<BuildProgress>,
) -> Result<Imported, LibraryError> {
    let begun = Instant::now();
    let bytes_total = sources.iter().map(|source| source.size()).sum();
    let draft = generation::begin(into)?;
    let blamed = |error| blamed(error, draft.path());
    let directions = sources.first().and_then(|source| Directions::of(source));
    let builder = Builder::on_disk(draft.path(), directions).map_err(blamed)?;
    let progress = |phase, records, bytes_done| BuildProgress { phase, records, bytes_done, bytes_total, elapsed: begun.elapsed() };
    let mut reading = |(records, bytes_done): (usize, u64)| watch.at(progress(BuildPhase::Reading, records, bytes_done));
    let (builder, readings) = fill(builder, sources, &mut reading).map_err(blamed)?;
    let records = builder.records();
    watch.reach(progress(BuildPhase::Joining, records, bytes_total))?;
    let (connection, index, mut info) = builder.finish(Info::new(header(sources)?, options), &readings).map_err(blamed)?;
    // Closed before it is made durable.
    drop(index);
    drop(connection);
    draft.seal(&mut |_: u64| watch.at(progress(BuildPhase::Syncing, records, bytes_total)))?;
    watch.reach(progress(BuildPhase::Testing, records, bytes_total))?;
    info.generation = Some(draft.activate(activation, &info)?);
    let warnings = readings.into_iter().flat_map(|reading| reading.faults).collect();
    Ok(Imported { info, warnings, elapsed: begun.elapsed() })
}

/// An index whose threads found no room says only that they are gone, and a database that something went wrong: the disk is asked before what was
/// begun goes away and leaves room behind.
fn blamed(error: LibraryError, part: &Path) -> LibraryError {
    match error {
        LibraryError::Database { source, path }
            if DiskTrouble::of_database(&source).is_some_and(|trouble| trouble != DiskTrouble::Failing) =>
        {
            LibraryError::Database { source, path }
        }
        LibraryError::Index { .. } | LibraryError::Database { .. } => refusal(part, LITTLE).map_or(error, LibraryError::Io),
        error => error,
    }
}

impl Library {
    /// The sample inside the program, imported into memory; no file is written.
    pub fn embedded(now: Timestamp) -> Result<Self, LibraryError> {
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: now };
        Self::in_memory(&Source::embedded(), options)
    }

    /// A source imported into memory; no file is written.
    pub fn in_memory(source: &Source, options: ImportOptions) -> Result<Self, LibraryError> {
        let (builder, readings) = fill(Builder::in_memory()?, &[source], &mut Unwatched)?;
        let (connection, index, info) = builder.finish(Info::new(source.header(), options), &readings)?;
        Self::of_memory(info, connection, &index)
    }
}

fn header<'s>(sources: &[&'s Source]) -> Result<&'s Header, LibraryError> {
    sources.first().map(|source| source.header()).ok_or(LibraryError::Faulty(Vec::new()))
}

/// Reads sources to their end into a builder; refuses one with errors. Records and bytes so far are told.
fn fill(mut builder: Builder, sources: &[&Source], watch: &mut dyn Watch<(usize, u64)>) -> Result<(Builder, Vec<Reading>), LibraryError> {
    let mut readings = Vec::new();
    let mut before = 0;
    for (number, source) in sources.iter().enumerate() {
        let mut watch = |(records, bytes)| watch.at((records, before + bytes));
        readings.push(fill_one(&mut builder, number, source, &mut watch)?);
        before += source.size();
    }
    Ok((builder, readings))
}

fn fill_one(builder: &mut Builder, number: usize, source: &Source, watch: &mut dyn Watch<(usize, u64)>) -> Result<Reading, LibraryError> {
    let mut outcome = Ok(());
    let reading = source.read(&mut |batch| {
        // After an id that is used twice reading goes on: the source names every such fault with its place.
        if outcome.is_ok() {
            let heard = |record: &Record| number == 0 || !matches!(&record.content, Content::List(list) if list.is_everyday_table());
            let records: Vec<Record> = batch.records.into_iter().filter(heard).collect();
            let figures = figures(&records);
            outcome = builder.add(number, records).and_then(|()| keep_figures(builder, source, &figures));
        }
        if let Err(error) = &outcome
            && !matches!(error, LibraryError::Twice(_))
        {
            return ControlFlow::Break(());
        }
        let flow = watch.at((builder.records(), batch.bytes_done));
        if flow.is_break() {
            outcome = Err(LibraryError::Cancelled);
        }
        flow
    });
    if matches!(outcome, Ok(()) | Err(LibraryError::Twice(_))) && !reading.errors().is_empty() {
        return Err(LibraryError::Faulty(reading.faults));
    }
    outcome.map(|()| reading)
}

/// The pictures of records that are shown on the terminal.
fn figures(records: &[Record]) -> Vec<(RecordId, String)> {
    let of = |record: &Record| {
        let id = record.id.clone();
        record.attachments.iter().filter(|file| file.is_figure()).map(move |figure| (id.clone(), figure.file.clone())).collect::<Vec<_>>()
    };
    records.iter().flat_map(of).collect()
}

fn keep_figures(builder: &Builder, source: &Source, figures: &[(RecordId, String)]) -> Result<(), LibraryError> {
    figures.iter().try_for_each(|(id, file)| {
        let bytes = source.attachment(file).map_err(LibraryError::io("reading", Path::new(file)))?;
        builder.keep_figure(id, file, &bytes)
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;
    use crate::{policy::DisclosureMark, source::Options};

    /// A source of JSON lines with these documents: id, title, text.
    fn source(folder: &Path, documents: &[(&str, &str, &str)]) -> Source {
        let lines = documents.iter().map(|(id, title, text)| serde_json::json!({ "id": id, "title": title, "text": text }).to_string());
        let path = folder.join("source.jsonl");
        fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
        Source::open(&[path], Options { mark: Some(DisclosureMark::Open) }).unwrap()
    }

    fn options() -> ImportOptions {
        ImportOptions {
            origin: Origin::Built { sources: vec![PathBuf::from("source.jsonl")] },
            mark: Some(DisclosureMark::Open),
            built_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn titles(into: &Path) -> Vec<String> {
        Library::open(into).unwrap().cards().iter().map(|card| card.title.clone()).collect()
    }

    const OLD: [(&str, &str, &str); 1] = [("a", "旧办法", "第一条 旧。")];
    const NEW: [(&str, &str, &str); 2] = [("a", "新办法", "第一条 新。"), ("b", "另一办法", "第一条 另。")];

    #[test]
    fn a_new_state_answers_when_it_is_complete_and_says_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let into = folder.path().join("library");
        import(&source(folder.path(), &OLD), &into, options(), &mut Unwatched).unwrap();
        let mut phases = Vec::new();
        let imported = import(&source(folder.path(), &NEW), &into, options(), &mut |progress: BuildProgress| {
            phases.push(progress.phase);
            assert!(progress.bytes_done <= progress.bytes_total);
            ControlFlow::Continue(())
        });
        assert_eq!(imported.unwrap().info.generation, Some(2));
        phases.dedup();
        assert_eq!(phases, [BuildPhase::Reading, BuildPhase::Joining, BuildPhase::Syncing, BuildPhase::Testing]);
        assert_eq!(titles(&into), ["新办法", "另一办法"]);
        let library = Library::open(&into).unwrap();
        let info = library.info();
        assert_eq!((info.records(), info.passages, info.generation, &info.passed_over), (2, 2, Some(2), &None));
        assert_eq!(info.mark, Some(DisclosureMark::Open));
        assert!(matches!(&info.origin, Origin::Built { sources } if sources.len() == 1));
        Library::verify(&into).unwrap();
    }

    #[test]
    fn a_build_stopped_in_any_phase_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let into = folder.path().join("library");
        import(&source(folder.path(), &OLD), &into, options(), &mut Unwatched).unwrap();
        for stop in [BuildPhase::Reading, BuildPhase::Joining, BuildPhase::Syncing, BuildPhase::Testing] {
            let stopped = import(&source(folder.path(), &NEW), &into, options(), &mut |progress: BuildProgress| {
                if progress.phase == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert!(matches!(stopped, Err(LibraryError::Cancelled)), "{stop:?}");
            assert_eq!(titles(&into), ["旧办法"], "{stop:?}");
            assert_eq!(fs::read_dir(into.join("generations")).unwrap().count(), 1, "{stop:?}");
        }
    }

    #[test]
    fn a_faulty_source_changes_nothing_and_all_its_faults_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let into = folder.path().join("library");
        import(&source(folder.path(), &OLD), &into, options(), &mut Unwatched).unwrap();
        let twice = [("a", "甲办法", "第一条 甲。"), ("a", "乙办法", "第一条 乙。"), ("c", "", "第一条 丙。")];
        let refused = import(&source(folder.path(), &twice), &into, options(), &mut Unwatched);
        assert!(matches!(refused, Err(LibraryError::Faulty(faults)) if faults.len() >= 2));
        assert_eq!(titles(&into), ["旧办法"]);
    }

    #[test]
    fn the_time_left_follows_from_the_rate() {
        let progress = |bytes_done| BuildProgress {
            phase: BuildPhase::Reading,
            records: 0,
            bytes_done,
            bytes_total: 300,
            elapsed: Duration::from_secs(2),
        };
        assert_eq!(progress(100).time_left().map(|left| left.as_secs()), Some(4));
        assert_eq!(progress(300).time_left().map(|left| left.as_secs()), Some(0));
        assert_eq!(progress(0).time_left(), None);
    }
}
