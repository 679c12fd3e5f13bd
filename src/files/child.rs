//! A program run as a child that inherits nothing, may take so much memory and so long, and whose last words are heard.
//!
//! What comes from outside can end a process without a word (a file that ended too soon, an allocation without bounds), or never let it end. So
//! whoever must look at such a thing lets a child look first.

use std::{
    io::{self, Read},
    os::unix::process::ExitStatusExt,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Resource, Rlimit, prlimit};

use crate::text::clean;

/// Between two looks at whether it has ended.
const BEAT: Duration = Duration::from_millis(20);
/// Bytes of what the child says that are kept: its last words are those that matter.
const HEARD: usize = 4096;

/// What a child may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Time; what takes longer is killed.
    pub patience: Duration,
    /// Bytes of memory.
    pub memory: u64,
}

/// Why a child did not do what it was run for.
#[derive(Debug, thiserror::Error)]
pub enum ChildError {
    /// There is no such program, or it may not be run.
    #[error("it cannot be started: {0}")]
    NotStarted(io::Error),
    /// The system does not say how it is.
    #[error("it cannot be watched: {0}")]
    NotWatched(io::Error),
    /// It was killed, because it took too long.
    #[error("not done after {} seconds", .0.as_secs())]
    TooLong(Duration),
    /// The system ended it.
    #[error("{}", format!("ended by signal {signal}. {words}").trim_end())]
    Killed {
        /// Number of the signal.
        signal: i32,
        /// Its last words.
        words: String,
    },
    /// It ended and said why.
    #[error("{0}")]
    Said(String),
    /// It ended without a word.
    #[error("ended with {0}")]
    Silent(ExitStatus),
}

/// Runs a program to its end within these limits. Anything but success is an error.
pub fn run(command: &mut Command, limits: Limits) -> Result<(), ChildError> {
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(ChildError::NotStarted)?;
    let memory = Rlimit { current: Some(limits.memory), maximum: Some(limits.memory) };
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw)
        && let Err(error) = prlimit(Some(pid), Resource::As, memory)
    {
        // Without the limit the work is the same, and the machine less safe from what it may find.
        tracing::warn!(%error, "the memory of a child is not limited");
    }
    let words = child.stderr.take().map(|stderr| thread::spawn(move || last_words(stderr)));
    let ended = wait(&mut child, limits.patience).map_err(ChildError::NotWatched)?;
    // A grandchild that holds the pipe would keep the listener waiting; no child of this program has one, and the child has ended.
    let words = words.and_then(|words| words.join().ok()).unwrap_or_default();
    let status = ended.ok_or(ChildError::TooLong(limits.patience))?;
    match status.signal() {
        _ if status.success() => Ok(()),
        Some(signal) => Err(ChildError::Killed { signal, words }),
        None if words.is_empty() => Err(ChildError::Silent(status)),
        None => Err(ChildError::Said(words)),
    }
}

/// How the child ended; `None` if it had to be killed.
fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
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
pub fn last_words(mut from: impl Read) -> String {
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
    use super::*;

    const LIMITS: Limits = Limits { patience: Duration::from_mins(10), memory: 4 << 30 };

    fn run_with(script: &str, limits: Limits) -> Result<(), ChildError> {
        run(Command::new("/bin/sh").args(["-c", script]), limits)
    }

    fn why(script: &str) -> String {
        run_with(script, LIMITS).unwrap_err().to_string()
    }

    #[test]
    fn whatever_ends_a_child_but_success_is_told() {
        run_with("exit 0", LIMITS).unwrap();
        assert_eq!(why("echo '\u{1b}[31m坏了' >&2; exit 1"), "[31m坏了");
        assert!(why("exit 3").contains('3'));
        assert_eq!(why("kill -BUS $$"), "ended by signal 7.");
        assert_eq!(why("kill -ABRT $$"), "ended by signal 6.");
        let at_once = Limits { patience: Duration::ZERO, ..LIMITS };
        assert!(matches!(run_with("exec /bin/sleep 600", at_once), Err(ChildError::TooLong(_))));
        let long = why("i=0; while [ $i -lt 3000 ]; do echo 0123456789; i=$((i+1)); done >&2; echo end >&2; exit 1");
        assert!(long.len() <= HEARD && long.ends_with("end"), "{}", long.len());
        assert!(matches!(run(&mut Command::new("/nowhere"), LIMITS), Err(ChildError::NotStarted(_))));
    }

    #[test]
    fn a_child_has_neither_our_surroundings_nor_all_of_the_memory() {
        run_with("[ -z \"$HOME$CARGO\" ]", LIMITS).unwrap();
        // The limit may come after the shell has begun, which asks for it until it is there.
        let limit = LIMITS.memory / 1024;
        run_with(&format!("while [ \"$(ulimit -v)\" = unlimited ]; do :; done; [ \"$(ulimit -v)\" = {limit} ]"), LIMITS).unwrap();
    }
}
