//! The test of a finished generation before it may answer: in this process, or in a child that may be killed by what it finds.
//!
//! A damaged index can end a process without a word (a file that ended too soon, an allocation without bounds). So whoever imports from outside
//! lets a child look first. The questions that belong to the test stand in `search`, which knows how to ask.

use std::{
    io::Read,
    os::unix::process::ExitStatusExt,
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::AtomicBool,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Resource, Rlimit, prlimit};

use super::{
    LibraryError, PassageIndex,
    build::{DATABASE, INDEX},
    manifest,
    open::{open_database, read_info},
};
use crate::text::clean;

/// Longest that a child may take: the largest library on the slowest disk.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// Between two looks at whether it has ended.
const BEAT: Duration = Duration::from_millis(20);
/// Bytes of what the child says that are kept: its last words are those that matter.
const HEARD: usize = 4096;
/// Memory that a child may take beside twice the files, which it maps.
const MEMORY: u64 = 4 << 30;

/// What was found in a sound generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProbeReport {
    /// Records.
    pub records: usize,
    /// Searchable passages.
    pub passages: usize,
}

/// Tries the finished generation in `folder`: every byte against the list of what was built, the schema and the pages of the database, the
/// checksums of the index, and whether cards, records and entries are as many as the library says.
pub fn probe(folder: &Path) -> Result<ProbeReport, LibraryError> {
    if let Some(error) = manifest::check_all(folder, &AtomicBool::new(false))?.any() {
        return Err(error);
    }
    let failed = |why: String| LibraryError::SelfTest { why };
    let database = folder.join(DATABASE);
    let connection = open_database(&database)?;
    let says: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(LibraryError::database(&database))?;
    if says != "ok" {
        return Err(failed(format!("the database says: {says}")));
    }
    let info = read_info(&connection, &database)?;
    let count = |table: &str| -> Result<usize, LibraryError> {
        let count = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u32>(0));
        count.map(|count| count as usize).map_err(LibraryError::database(&database))
    };
    let index_path = folder.join(INDEX);
    let entries = panic::catch_unwind(AssertUnwindSafe(|| {
        let failing = PassageIndex::failing_checksums(&index_path)?;
        let entries = PassageIndex::open_folder(&index_path)?.entries();
        Ok((failing, entries))
    }));
    let entries = entries.map_err(|_| failed("the index panics".to_owned()))?;
    let (failing, entries) = entries.map_err(LibraryError::index(&index_path))?;
    if let Some(file) = failing.first() {
        return Err(LibraryError::Altered { path: index_path.join(file) });
    }
    let (cards, records) = (count("cards")?, count("records")?);
    let wanted = info.records();
    if (cards, records, entries) != (wanted, wanted, wanted + info.passages) {
        return Err(failed(format!(
            "{cards} cards, {records} records and {entries} entries where {wanted} records with {} passages should be",
            info.passages
        )));
    }
    Ok(ProbeReport { records, passages: info.passages })
}

/// Lets `program` (this program's own file) test the generation in `folder` in a process of its own, which inherits nothing. Whatever ends that
/// process but its own success, and that it does not end, is [`LibraryError::SelfTest`].
pub fn probe_in_child(program: &Path, folder: &Path) -> Result<(), LibraryError> {
    let mut command = Command::new(program);
    command.args(["library", "probe"]).arg(folder);
    try_in_child(&mut command, PATIENCE, memory_for(folder))
}

/// Twice the files and a constant: enough for every sound library, too little for an allocation that damage asks for.
fn memory_for(folder: &Path) -> u64 {
    let sizes = walkdir::WalkDir::new(folder).into_iter().filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()));
    MEMORY.saturating_add(sizes.sum::<u64>().saturating_mul(2))
}

fn try_in_child(command: &mut Command, patience: Duration, memory: u64) -> Result<(), LibraryError> {
    let failed = |why: String| LibraryError::SelfTest { why };
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| failed(format!("the test cannot be started: {error}")))?;
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw)
        && let Err(error) = prlimit(Some(pid), Resource::As, Rlimit { current: Some(memory), maximum: Some(memory) })
    {
        // Without the limit the test is the same, and the machine less safe from what it may find.
        tracing::warn!(%error, "the memory of the test is not limited");
    }
    let words = child.stderr.take().map(|stderr| thread::spawn(move || last_words(stderr)));
    let ended = wait(&mut child, patience).map_err(|error| failed(format!("the test cannot be watched: {error}")))?;
    // A grandchild that holds the pipe would keep the listener waiting; there is none in this program, and the child has ended.
    let words = words.and_then(|words| words.join().ok()).unwrap_or_default();
    match ended {
        None => Err(failed(format!("not done after {} seconds", patience.as_secs()))),
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(failed(match status.signal() {
            Some(signal) => format!("ended by signal {signal}. {words}").trim_end().to_owned(),
            None if words.is_empty() => format!("ended with {status}"),
            None => words,
        })),
    }
}

/// How the child ended; `None` if it had to be killed.
fn wait(child: &mut Child, patience: Duration) -> std::io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(BEAT);
    }
}

/// The end of what is said, on one line and without control characters. Everything is read, so that nobody waits for a full pipe.
fn last_words(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let mut chunk = [0; HEARD];
    while let Ok(count @ 1..) = from.read(&mut chunk) {
        kept.extend_from_slice(chunk.get(..count).unwrap_or_default());
        kept.drain(..kept.len().saturating_sub(HEARD));
    }
    clean(&String::from_utf8_lossy(&kept)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::{fs, ops::ControlFlow};

    use super::*;
    use crate::{
        library::{ImportOptions, Origin, import, pointer::folder},
        source::Source,
    };

    fn run_with(script: &str, patience: Duration) -> Result<(), LibraryError> {
        try_in_child(Command::new("/bin/sh").args(["-c", script]), patience, MEMORY)
    }

    fn run(script: &str) -> Result<(), LibraryError> {
        run_with(script, PATIENCE)
    }

    fn why(outcome: Result<(), LibraryError>) -> String {
        match outcome {
            Err(LibraryError::SelfTest { why }) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn whatever_ends_a_child_but_success_is_told() {
        run("exit 0").unwrap();
        assert_eq!(why(run("echo '\u{1b}[31m坏了' >&2; exit 1")), "[31m坏了");
        assert!(why(run("exit 3")).contains('3'));
        assert_eq!(why(run("kill -BUS $$")), "ended by signal 7.");
        assert_eq!(why(run("kill -ABRT $$")), "ended by signal 6.");
        assert!(why(run_with("exec /bin/sleep 600", Duration::ZERO)).contains("not done"));
        let long = why(run("i=0; while [ $i -lt 3000 ]; do echo 0123456789; i=$((i+1)); done >&2; echo end >&2; exit 1"));
        assert!(long.len() <= HEARD && long.ends_with("end"), "{}", long.len());
        assert!(why(try_in_child(&mut Command::new("/nowhere"), PATIENCE, MEMORY)).contains("cannot be started"));
    }

    #[test]
    fn a_child_has_neither_our_surroundings_nor_all_of_the_memory() {
        run("[ -z \"$HOME$CARGO\" ]").unwrap();
        // The limit may come after the shell has begun, which asks for it until it is there.
        let limit = MEMORY / 1024;
        run(&format!("while [ \"$(ulimit -v)\" = unlimited ]; do :; done; [ \"$(ulimit -v)\" = {limit} ]")).unwrap();
    }

    #[test]
    fn a_sound_generation_passes_and_a_damaged_one_does_not() {
        let root = tempfile::tempdir().unwrap();
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: jiff::Timestamp::UNIX_EPOCH };
        let built = import(&Source::embedded(), root.path(), options, &mut |_| ControlFlow::Continue(())).unwrap();
        let folder = folder(root.path(), 1);
        let report = probe(&folder).unwrap();
        assert_eq!((report.records, report.passages), (built.info.records(), built.info.passages));
        fs::write(folder.join("index/.tantivy-more"), b"").unwrap();
        assert!(matches!(probe(&folder), Err(LibraryError::Unlisted { .. })));
        fs::remove_file(folder.join("index/.tantivy-more")).unwrap();
        // Whoever lists a changed database anew is still caught by its counts.
        let database = folder.join(DATABASE);
        rusqlite::Connection::open(&database).unwrap().execute("DELETE FROM cards WHERE ordinal = 0", []).unwrap();
        assert!(matches!(probe(&folder), Err(LibraryError::Altered { .. })));
        manifest::write(&folder, &mut || Ok(())).unwrap();
        assert!(matches!(probe(&folder), Err(LibraryError::SelfTest { .. })));
    }
}
