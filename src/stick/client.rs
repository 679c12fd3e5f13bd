//! The kiosk's end of the socket: it asks for the stick and gives it back. Where no helper is set up, somebody else mounts, and everything is
//! as it is.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    time::Duration,
};

use super::Refusal;
use crate::bundle::STICK_FOLDER;

/// Longest answer, in bytes.
const LONGEST: u64 = 64;
/// A large stick that was not unmounted cleanly takes its time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why the stick cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum MountError {
    /// Nobody answers at the socket.
    #[error("the helper at {} does not answer", socket.display())]
    NoHelper {
        /// The socket.
        socket: PathBuf,
        /// The system's own error.
        source: io::Error,
    },
    /// The helper says no.
    #[error("refused: {0}")]
    Refused(Refusal),
}

impl MountError {
    /// The code for the telephone.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoHelper { .. } => "M-01",
            Self::Refused(refusal) => match refusal {
                Refusal::NoStick => "M-02",
                Refusal::NotUsb => "M-03",
                Refusal::FileSystem => "M-04",
                Refusal::ReadOnly => "M-05",
                Refusal::Busy => "M-06",
                Refusal::NotMounted | Refusal::Gone => "M-07",
                Refusal::Io => "M-08",
                Refusal::NotAllowed | Refusal::NoUser | Refusal::Command => "M-09",
            },
        }
    }
}

/// A stick that was asked for. When it is dropped, nothing stays writable.
#[derive(Debug)]
pub struct Client {
    helper: Option<(PathBuf, BufReader<UnixStream>)>,
    folder: PathBuf,
}

impl Client {
    /// Calls the helper; with an empty path there is none.
    pub fn call(helper: &Path, folder: &Path) -> Result<Self, MountError> {
        let folder = folder.to_owned();
        if helper.as_os_str().is_empty() {
            return Ok(Self { helper: None, folder });
        }
        let called = UnixStream::connect(helper).and_then(|stream| {
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            Ok(stream)
        });
        let stream = called.map_err(|source| MountError::NoHelper { socket: helper.to_owned(), source })?;
        Ok(Self { helper: Some((helper.to_owned(), BufReader::new(stream))), folder })
    }

    /// Has the stick mounted, to be read. Where it is.
    pub fn mount(&mut self) -> Result<&Path, MountError> {
        self.ask("mount")?;
        if self.helper.is_none() && !self.folder.join(STICK_FOLDER).is_dir() {
            return Err(MountError::Refused(Refusal::NoStick));
        }
        Ok(&self.folder)
    }

    /// Has it made writable, for what goes back to the office.
    pub fn writable(&mut self) -> Result<(), MountError> {
        self.ask("writable")
    }

    /// Gives it back: what was written is on it, and it may be pulled out.
    pub fn release(&mut self) -> Result<(), MountError> {
        self.ask("release")
    }

    fn ask(&mut self, word: &str) -> Result<(), MountError> {
        let Some((socket, stream)) = &mut self.helper else { return Ok(()) };
        let mut asked = || {
            stream.get_mut().write_all(format!("{word}\n").as_bytes())?;
            let mut line = String::new();
            stream.by_ref().take(LONGEST).read_line(&mut line)?;
            Ok(line)
        };
        let line: String = asked().map_err(|source| MountError::NoHelper { socket: socket.clone(), source })?;
        match line.trim_end().strip_prefix("error ") {
            Some(code) => Err(MountError::Refused(code.parse().unwrap_or(Refusal::Io))),
            None if line == "ok\n" => Ok(()),
            None => Err(MountError::NoHelper { socket: socket.clone(), source: io::ErrorKind::UnexpectedEof.into() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{os::unix::net::UnixListener, thread};

    use super::*;

    #[test]
    fn answers_are_understood_and_silence_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("stick.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        let helper = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut said = Vec::new();
            for (line, answer) in BufReader::new(&stream).lines().zip(["ok\n", "error read-only\n", ""]) {
                said.push(line.unwrap());
                (&stream).write_all(answer.as_bytes()).unwrap();
                if answer.is_empty() {
                    break;
                }
            }
            said
        });
        let mut client = Client::call(&socket, folder.path()).unwrap();
        assert_eq!(client.mount().unwrap(), folder.path());
        assert!(matches!(client.writable(), Err(MountError::Refused(Refusal::ReadOnly))));
        assert!(matches!(client.release(), Err(MountError::NoHelper { .. })));
        assert_eq!(helper.join().unwrap(), ["mount", "writable", "release"]);
        assert!(matches!(Client::call(&folder.path().join("nobody"), folder.path()), Err(MountError::NoHelper { .. })));
    }

    #[test]
    fn without_a_helper_only_a_folder_of_ours_is_a_stick() {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::call(Path::new(""), folder.path()).unwrap();
        assert!(matches!(client.mount(), Err(MountError::Refused(Refusal::NoStick))));
        std::fs::create_dir_all(folder.path().join(STICK_FOLDER)).unwrap();
        assert!(client.mount().is_ok() && client.writable().is_ok() && client.release().is_ok());
    }
}
