//! Files read in children of our own program: whatever a file does to its reader happens to the child, and costs that file only.
//!
//! A child reads one file after another, as long as it stays well; one that died is followed by a new one. Who was read by a child that had
//! read others before is given a second chance with a fresh one, so that nobody pays for what others left behind.

use std::{
    ffi::OsString,
    io::{self, BufReader, BufWriter},
    os::unix::process::{CommandExt, ExitStatusExt},
    path::PathBuf,
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{Code, LARGEST, Read, Refused, frame, jail};
use crate::files::child::last_words;

/// A file is read in this time, or never.
const PATIENCE: Duration = Duration::from_secs(60);
/// Files that one child reads; what its libraries keep may grow.
const TURNS: usize = 200;
/// How often, and in what time, is looked whether a child that closed its mouth has ended.
const LOOKS: usize = 50;
const BEAT: Duration = Duration::from_millis(20);
/// Signal of a process that had its time of the processor.
const SIGXCPU: i32 = 24;

/// How a child is started.
#[derive(Debug, Clone)]
pub struct Program {
    /// The program, which is our own.
    pub path: PathBuf,
    /// The arguments with which it becomes a reader.
    pub arguments: Vec<OsString>,
}

/// Reads files in children, one at a time.
#[derive(Debug)]
pub struct Reader {
    program: Program,
    patience: Duration,
    pictures: bool,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    stdin: Option<BufWriter<ChildStdin>>,
    answers: Receiver<io::Result<Option<Read>>>,
    words: Option<JoinHandle<String>>,
    turns: usize,
}

/// Why a child gave no answer.
enum Broken {
    /// It ended, was ended by the system, or speaks nonsense.
    Dead,
    /// It was still reading.
    Slow,
    /// It says more than it may.
    Loud,
}

impl Reader {
    /// A reader that starts its first child when it is asked.
    pub fn new(program: Program) -> Self {
        Self { program, patience: PATIENCE, pictures: false, running: None }
    }

    /// The same that gives pictures of the pages of scans too, where they are wanted.
    #[must_use]
    pub fn painting(mut self, pictures: bool) -> Self {
        self.pictures = pictures;
        self
    }

    /// The same with less patience, for tests.
    #[must_use]
    pub fn patient_for(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Reads a file, or one file of an archive. An error is that of starting a child at all; what a file does to its child is its outcome.
    pub fn read(&mut self, bytes: &[u8], member: Option<usize>) -> io::Result<Read> {
        if bytes.len() as u64 > LARGEST {
            return Ok(refused(Code::TooLarge, format!("{} bytes", bytes.len())));
        }
        loop {
            let mut running = match self.running.take() {
                Some(running) if running.turns < TURNS => running,
                used => {
                    drop(used);
                    Running::start(&self.program)?
                }
            };
            let fresh = running.turns == 0;
            running.turns += 1;
            match running.ask(bytes, (member, self.pictures), self.patience) {
                Ok(read) => {
                    let panicked = matches!(&read.outcome, Err(refused) if refused.code == Code::Crashed);
                    // What panicked may have left things half done.
                    self.running = (!panicked).then_some(running);
                    return Ok(read);
                }
                Err(Broken::Dead) if !fresh => drop(running),
                Err(broken) => return Ok(running.end(&broken)),
            }
        }
    }
}

fn refused(code: Code, why: impl ToString) -> Read {
    Read { kind: None, outcome: Err(Refused::new(code, why)) }
}

impl Running {
    fn start(program: &Program) -> io::Result<Self> {
        let mut command = Command::new(&program.path);
        // In a group of its own, so that Ctrl-C stops the work and not the reading of a file, which would then look broken.
        command.args(&program.arguments).env_clear().current_dir("/").process_group(0);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let stdin = child.stdin.take().map(|stdin| BufWriter::with_capacity(1 << 16, stdin));
        let words = child.stderr.take().map(|stderr| thread::spawn(move || last_words(stderr)));
        // One answer is waited for at a time; a child that says more is not heard.
        let (sender, answers) = sync_channel(1);
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || {
                let mut stdout = BufReader::with_capacity(1 << 16, stdout);
                loop {
                    let heard = frame::hear(&mut stdout);
                    let last = !matches!(heard, Ok(Some(_)));
                    if sender.send(heard).is_err() || last {
                        return;
                    }
                }
            });
        }
        Ok(Self { child, stdin, answers, words, turns: 0 })
    }

    fn ask(&mut self, bytes: &[u8], (member, pictures): (Option<usize>, bool), patience: Duration) -> Result<Read, Broken> {
        let stdin = self.stdin.as_mut().ok_or(Broken::Dead)?;
        // A child takes in the whole file before it looks at it; one that does not is dead, and the pipe says so.
        frame::ask(stdin, bytes, member, pictures).map_err(|_| Broken::Dead)?;
        match self.answers.recv_timeout(patience) {
            Ok(Ok(Some(read))) => Ok(read),
            Ok(Err(error)) if error.kind() == io::ErrorKind::FileTooLarge => Err(Broken::Loud),
            Ok(Ok(None) | Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(Broken::Dead),
            Err(RecvTimeoutError::Timeout) => Err(Broken::Slow),
        }
    }

    /// How it ended; what speaks nonsense and lives on is ended.
    fn ended(&mut self) -> Option<ExitStatus> {
        for _ in 0..LOOKS {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(BEAT),
                ended => return ended.ok().flatten(),
            }
        }
        drop(self.child.kill());
        self.child.wait().ok()
    }

    /// Ends it, and what is to be said of the file that it was reading.
    fn end(mut self, broken: &Broken) -> Read {
        self.stdin = None;
        match broken {
            Broken::Slow => return refused(Code::Timeout, "not read in time"),
            Broken::Loud => return refused(Code::TooLarge, "what was read is longer than any paper"),
            Broken::Dead => {}
        }
        let ended = self.ended();
        let words = self.words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        let signal = ended.and_then(|status| status.signal());
        if signal == Some(SIGXCPU) {
            return refused(Code::Timeout, "all time of the processor used");
        }
        if words.contains("memory allocation of") || words.contains("capacity overflow") {
            return refused(Code::TooLarge, "more memory than a reader may take");
        }
        refused(Code::Crashed, ended.map_or_else(String::new, |status| format!("ended with {status}. {words}")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a child may take, for whoever says so.
pub fn memory() -> u64 {
    jail::MEMORY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(script: &str) -> (Code, String) {
        let program = Program { path: "/bin/sh".into(), arguments: ["-c", script].map(Into::into).into() };
        let read = Reader::new(program).patient_for(Duration::from_secs(2)).read(b"abc", None).unwrap();
        let refused = read.outcome.unwrap_err();
        (refused.code, refused.why)
    }

    #[test]
    fn whatever_happens_to_a_child_is_told_of_its_file() {
        for (script, code) in [
            ("exit 0", Code::Crashed),
            ("kill -SEGV $$", Code::Crashed),
            ("cat > /dev/null & kill -XCPU $$", Code::Timeout),
            ("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", Code::TooLarge),
            ("exec sleep 60", Code::Timeout),
            ("echo nonsense; exec sleep 60", Code::Crashed),
            ("echo '{\"length\":99999999999}'; exec sleep 60", Code::TooLarge),
        ] {
            let (found, why) = outcome(script);
            assert_eq!(found, code, "{script}: {why}");
        }
    }

    #[test]
    fn who_follows_a_child_that_died_gets_a_fresh_one() {
        // Answers once, and dies of the second file; the third is not its own fault either.
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let script = format!(
            "read head; head -c 3 > /dev/null; echo run >> {mark}; printf '{{\"length\":68}}\\n{{\"kind\":null,\"outcome\":{{\"Err\":{{\"code\":\"CORRUPT\",\"why\":\"read\"}}}}}}     '; read head; exit 1",
            mark = mark.display()
        );
        let program = Program { path: "/bin/sh".into(), arguments: ["-c", &script].map(Into::into).into() };
        let mut reader = Reader::new(program);
        for _ in 0..3 {
            let read = reader.read(b"abc", None).unwrap();
            assert_eq!(read.outcome.unwrap_err().code, Code::Corrupt);
        }
        assert_eq!(std::fs::read_to_string(mark).unwrap().lines().count(), 3);
    }

    #[test]
    fn what_is_too_large_is_not_even_asked() {
        let program = Program { path: "/nowhere".into(), arguments: Vec::new() };
        assert!(Reader::new(program).read(b"abc", None).is_err());
    }
}
