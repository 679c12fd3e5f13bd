//! To the printer: through the standard input of `lp`, or into the device of a receipt printer. What takes longer than a person waits is taken back,
//! and what was printed is taken out of the queue with its bytes, which would lie there for a day otherwise (`cancel -x`; `PreserveJobFiles`).

use std::{
    fs::OpenOptions,
    io::{self, Read, Write},
    os::unix::{fs::OpenOptionsExt, process::CommandExt},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    fs::OFlags,
    process::{Pid, Signal, kill_process_group},
};

use super::{dots, error::PrintError, font::Font, sheet::Sheet, slip};
use crate::config::PrintSettings;

/// How long a program may take that only hands something over.
const HANDED_OVER: Duration = Duration::from_secs(10);
/// How long paper may take.
const PRINTED: Duration = Duration::from_secs(40);
/// Between two looks.
const BEAT: Duration = Duration::from_millis(20);
const LOOKED_EVERY: Duration = Duration::from_millis(500);
/// Most bytes of an answer that are read.
const HEARD: u64 = 16 << 10;

/// Where paper comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printer {
    /// A queue of CUPS, and the folder of its programs where that is not the usual one.
    Queue {
        /// Its name.
        name: String,
        /// Empty for the usual one.
        programs: PathBuf,
    },
    /// A receipt printer.
    Device {
        /// `/dev/usb/lp0`
        path: PathBuf,
        /// Dots across.
        dots: u16,
    },
}

impl Printer {
    /// The printer of these settings; none where they name none. A receipt printer goes before one for pages.
    pub fn of(settings: &PrintSettings) -> Option<Self> {
        if !settings.receipt_printer.as_os_str().is_empty() {
            return Some(Self::Device { path: settings.receipt_printer.clone(), dots: settings.receipt_dots });
        }
        (!settings.printer.is_empty()).then(|| Self::Queue { name: settings.printer.clone(), programs: PathBuf::new() })
    }
}

/// Prints a sheet, and waits until it is out of the queue.
pub fn print(sheet: &Sheet, printer: &Printer, font: &Font) -> Result<(), PrintError> {
    match printer {
        Printer::Queue { name, programs } => queued(&slip::written(sheet, font)?, name, programs, (HANDED_OVER, PRINTED)),
        Printer::Device { path, dots } => fed(&dots::written(sheet, font, *dots)?, path, PRINTED),
    }
}

/// How a queue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// It takes what is printed.
    Takes,
    /// It is known and takes nothing, or holds it back.
    Stopped,
    /// There is none of that name.
    Missing,
}

/// Asks CUPS how a queue is. `programs`: the folder of its programs where that is not the usual one.
pub fn asked(name: &str, programs: &std::path::Path) -> Result<Queue, PrintError> {
    let told = |option: &str| heard(programs, "lpstat", &[option, name], &[], HANDED_OVER);
    match (told("-a"), told("-p")) {
        (Ok(accepts), Ok(prints)) => {
            let stopped = accepts.contains(" not accepting ") || prints.contains(" disabled ");
            Ok(if stopped { Queue::Stopped } else { Queue::Takes })
        }
        // It says of a name that it does not know that it is none, and fails.
        (Err(PrintError::Refused { .. }), _) | (_, Err(PrintError::Refused { .. })) => Ok(Queue::Missing),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

fn queued(bytes: &[u8], name: &str, programs: &std::path::Path, (handed, printed): (Duration, Duration)) -> Result<(), PrintError> {
    let options = ["-d", name, "-t", "gongkai", "-n", "1", "-o", "media=A4", "-o", "sides=one-sided", "-"];
    let said = heard(programs, "lp", &options, bytes, handed)?;
    // `request id is NAME-12 (1 file(s))`, whatever the language around it.
    let begins = format!("{name}-");
    let job = said.split_whitespace().find(|word| word.strip_prefix(&*begins).is_some_and(|number| number.parse::<u32>().is_ok()));
    let Some(job) = job else { return Err(PrintError::Refused { what: "lp", says: "？".to_owned() }) };
    let begun = Instant::now();
    let gone = loop {
        let waiting = heard(programs, "lpstat", &["-W", "not-completed", "-o", name], &[], handed)?;
        if !waiting.split_whitespace().any(|word| word == job) {
            break true;
        }
        if begun.elapsed() >= printed {
            break false;
        }
        thread::sleep(LOOKED_EVERY.min(printed));
    };
    // Printed or not, its bytes do not lie in the queue. One that keeps nothing knows no such job any more, and that is as good.
    let erased = heard(programs, "cancel", &["-x", job], &[], handed);
    if !gone {
        return Err(PrintError::TooLong { seconds: printed.as_secs() });
    }
    match erased {
        Err(error @ PrintError::TooLong { .. }) => Err(error),
        _ => Ok(()),
    }
}

/// Runs a program of CUPS with this on its standard input; what it says. One that hangs is ended, with all that it started.
fn heard(
    programs: &std::path::Path,
    program: &'static str,
    options: &[&str],
    input: &[u8],
    patience: Duration,
) -> Result<String, PrintError> {
    let unreachable = |source| PrintError::Unreachable { what: program.to_owned(), source };
    let mut command = Command::new(if programs.as_os_str().is_empty() { program.into() } else { programs.join(program) });
    command.args(options).env("LC_ALL", "C").process_group(0);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(unreachable)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let begun = Instant::now();
    thread::scope(|scope| {
        // A program that reads nothing ends with an error of its own; that the pipe broke says no more.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let listen = |from: Option<Box<dyn Read + Send>>| {
            let mut words = Vec::new();
            from.map(|from| from.take(HEARD).read_to_end(&mut words));
            String::from_utf8_lossy(&words).into_owned()
        };
        let out = scope.spawn(move || listen(stdout.map(|out| Box::new(out) as Box<dyn Read + Send>)));
        let wrong = scope.spawn(move || listen(stderr.map(|wrong| Box::new(wrong) as Box<dyn Read + Send>)));
        let status = loop {
            match child.try_wait().map_err(unreachable)? {
                Some(status) => break Some(status),
                None if begun.elapsed() >= patience => break None,
                None => thread::sleep(BEAT),
            }
        };
        // Whatever it started and left running would hold the pipes.
        if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
            let _gone = kill_process_group(group, Signal::KILL);
        }
        drop(child.wait());
        let (out, wrong) = (out.join().unwrap_or_default(), wrong.join().unwrap_or_default());
        match status {
            None => Err(PrintError::TooLong { seconds: patience.as_secs() }),
            Some(status) if status.success() => Ok(out),
            Some(_) => {
                let says = crate::text::clean(wrong.trim()).split_whitespace().take(20).collect::<Vec<_>>().join(" ");
                Err(PrintError::Refused { what: program, says })
            }
        }
    })
}

/// Feeds the device; one that takes nothing for long (no paper, the lid is open) is given up.
fn fed(bytes: &[u8], path: &std::path::Path, patience: Duration) -> Result<(), PrintError> {
    let unreachable = |source| PrintError::Unreachable { what: path.display().to_string(), source };
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let mut device = OpenOptions::new().write(true).custom_flags(flags).open(path).map_err(unreachable)?;
    let begun = Instant::now();
    let mut left = bytes;
    while !left.is_empty() {
        match device.write(left) {
            Ok(count) => left = left.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && begun.elapsed() < patience => thread::sleep(BEAT),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Err(PrintError::TooLong { seconds: patience.as_secs() }),
            Err(error) => return Err(unreachable(error)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    use super::*;

    const SHORT: (Duration, Duration) = (Duration::from_millis(1500), Duration::from_millis(200));

    /// Programs of CUPS that keep what they are told beside themselves.
    fn programs(lp: &str, lpstat: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        let lp = format!("cat > {at}/job-$$; echo \"$@\" >> {at}/asked; {lp}");
        for (name, does) in [("lp", lp.as_str()), ("lpstat", lpstat), ("cancel", &format!("echo \"$@\" >> {at}/erased"))] {
            let path = folder.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{does}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    fn jobs(folder: &Path) -> Vec<Vec<u8>> {
        let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        all.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("job-")).map(|path| fs::read(path).unwrap()).collect()
    }

    #[test]
    fn one_job_goes_through_the_pipe_and_is_taken_out_of_the_queue() {
        let folder = programs("echo 'request id is hall-12 (1 file(s))'", "true");
        queued(b"%PDF-x", "hall", folder.path(), SHORT).unwrap();
        assert_eq!(jobs(folder.path()), [b"%PDF-x"]);
        assert_eq!(fs::read_to_string(folder.path().join("erased")).unwrap(), "-x hall-12\n");
        let asked = fs::read_to_string(folder.path().join("asked")).unwrap();
        assert!(asked.contains("-d hall") && asked.trim_end().ends_with(" -"), "{asked}");
    }

    #[test]
    fn a_printer_that_hangs_is_given_up_and_what_it_holds_is_taken_back() {
        // A program that never ends, and starts another that holds its pipes.
        let folder = programs("sleep 60 & sleep 60", "true");
        let begun = Instant::now();
        assert!(matches!(queued(b"x", "hall", folder.path(), SHORT), Err(PrintError::TooLong { .. })));
        assert!(begun.elapsed() < Duration::from_secs(8));
        // Paper that never comes.
        let folder = programs("echo 'request id is hall-7 (1 file(s))'", "echo 'hall-7 kiosk 1024'");
        assert!(matches!(queued(b"x", "hall", folder.path(), SHORT), Err(PrintError::TooLong { .. })));
        assert_eq!(fs::read_to_string(folder.path().join("erased")).unwrap(), "-x hall-7\n");
        let folder = programs("echo 'lp: Error - unknown destination' >&2; exit 1", "true");
        assert!(matches!(queued(b"x", "hall", folder.path(), SHORT), Err(PrintError::Refused { says, .. }) if says.contains("unknown")));
        assert!(matches!(queued(b"x", "hall", Path::new("/nowhere"), SHORT), Err(PrintError::Unreachable { .. })));
    }

    #[test]
    fn a_queue_is_asked_how_it_is() {
        for (lpstat, is) in [
            (
                "case $1 in -a) echo 'hall accepting requests since x';; *) echo 'printer hall is idle.  enabled since x';; esac",
                Queue::Takes,
            ),
            ("case $1 in -a) echo 'hall not accepting requests since x -';; *) echo 'printer hall is idle.';; esac", Queue::Stopped),
            ("case $1 in -a) echo 'hall accepting requests';; *) echo 'printer hall disabled since x -';; esac", Queue::Stopped),
            ("echo 'lpstat: Invalid destination name' >&2; exit 1", Queue::Missing),
        ] {
            assert_eq!(asked("hall", programs("true", lpstat).path()).unwrap(), is, "{lpstat}");
        }
        assert!(matches!(asked("hall", Path::new("/nowhere")), Err(PrintError::Unreachable { .. })));
    }

    #[test]
    fn a_device_gets_all_bytes_and_one_without_paper_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lp0");
        fs::write(&path, "").unwrap();
        fed(b"\x1b@dots", &path, SHORT.1).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"\x1b@dots");
        assert!(matches!(fed(b"x", &folder.path().join("none"), SHORT.1), Err(PrintError::Unreachable { .. })));
        // A pipe that nobody empties takes some, and then nothing.
        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let _reader = OpenOptions::new().read(true).custom_flags(i32::try_from(OFlags::NONBLOCK.bits()).unwrap()).open(&pipe).unwrap();
        assert!(matches!(fed(&vec![0; 1 << 20], &pipe, SHORT.1), Err(PrintError::TooLong { .. })));
    }

    #[test]
    fn a_page_carries_its_letters_and_says_its_words() {
        let Ok(font) = Font::find(Path::new("")) else { return };
        let sheet = Sheet::new("回执 YC-01-261122-0001-K").text(["已填好，尚未提交", &"云川县柳桥村道路硬化".repeat(30)]);
        let bytes = slip::written(&sheet, &font).unwrap();
        assert!(bytes.starts_with(b"%PDF-") && bytes.len() < 200 << 10, "{}", bytes.len());
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("/FontFile3") || text.contains("/FontFile2"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("slip.pdf");
        fs::write(&path, &*bytes).unwrap();
        if let Ok(read) = Command::new("pdftotext").arg(&path).arg("-").output() {
            let read = String::from_utf8_lossy(&read.stdout).replace(['\n', ' '], "");
            assert!(read.contains("回执YC-01-261122-0001-K") && read.contains("尚未提交"), "{read}");
        }
    }
}
