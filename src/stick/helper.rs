//! Four words over a socket: `mount`, `writable`, `read-only`, `release`. Each is a line and is answered with one, `ok` or `error CODE`.
//! Any other word ends the connection; and when a connection ends, nothing stays writable.

use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    time::Duration,
};

use rustix::io::Errno;

/// Longest line, in bytes.
const LONGEST: usize = 64;
/// A line that was begun is finished within this.
const LINE: Duration = Duration::from_secs(5);
/// A client that says nothing for so long has hung up.
const SILENCE: Duration = Duration::from_secs(30 * 60);

/// Why a word is not obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No device has the label.
    #[error("no-stick")]
    NoStick,
    /// The device is a disk of the machine's own.
    #[error("not-usb")]
    NotUsb,
    /// Neither exFAT nor FAT32.
    #[error("file-system")]
    FileSystem,
    /// The stick is write-protected.
    #[error("read-only")]
    ReadOnly,
    /// A file on it is still open.
    #[error("busy")]
    Busy,
    /// Nothing is mounted.
    #[error("not-mounted")]
    NotMounted,
    /// The stick is gone.
    #[error("gone")]
    Gone,
    /// It cannot be read or written.
    #[error("io")]
    Io,
    /// The helper may not mount: it is not set up as it should be.
    #[error("not-allowed")]
    NotAllowed,
    /// The machine does not know the user of the kiosk.
    #[error("no-user")]
    NoUser,
    /// No word of ours.
    #[error("command")]
    Command,
}

impl Refusal {
    /// An error of the system, as a word for the client.
    pub(super) fn of(error: &io::Error) -> Self {
        match Errno::from_io_error(error) {
            Some(Errno::ROFS | Errno::ACCESS) => Self::ReadOnly,
            Some(Errno::BUSY) => Self::Busy,
            Some(Errno::NODEV | Errno::NXIO | Errno::NOTCONN | Errno::CONNABORTED | Errno::NOMEDIUM) => Self::Gone,
            Some(Errno::PERM) => Self::NotAllowed,
            _ => Self::Io,
        }
    }
}

impl Refusal {
    const ALL: [Self; 11] = [
        Self::NoStick,
        Self::NotUsb,
        Self::FileSystem,
        Self::ReadOnly,
        Self::Busy,
        Self::NotMounted,
        Self::Gone,
        Self::Io,
        Self::NotAllowed,
        Self::NoUser,
        Self::Command,
    ];
}

impl std::str::FromStr for Refusal {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|refusal| refusal.to_string() == code).ok_or(())
    }
}

/// The one who mounts: the system, or a stand-in in tests.
pub(super) trait Mounter {
    fn mount(&self) -> Result<(), Refusal>;
    fn writable(&self) -> Result<(), Refusal>;
    fn read_only(&self) -> Result<(), Refusal>;
    fn release(&self) -> Result<(), Refusal>;
}

/// Obeys one connection to its end.
pub(super) fn obey(connection: &UnixStream, mounter: &dyn Mounter) -> io::Result<()> {
    let mut writable = false;
    let ended = converse(connection, mounter, &mut writable);
    if writable && let Err(refusal) = mounter.read_only() {
        tracing::warn!(%refusal, "the stick could not be made read-only again");
    }
    ended
}

fn converse(mut connection: &UnixStream, mounter: &dyn Mounter, writable: &mut bool) -> io::Result<()> {
    while let Some(line) = read_line(connection)? {
        let answer = match line.as_slice() {
            b"mount" => mounter.mount().inspect(|()| *writable = false),
            b"writable" => mounter.writable().inspect(|()| *writable = true),
            b"read-only" => mounter.read_only().inspect(|()| *writable = false),
            b"release" => mounter.release().inspect(|()| *writable = false),
            _ => Err(Refusal::Command),
        };
        match answer {
            Ok(()) => connection.write_all(b"ok\n")?,
            Err(refusal) => connection.write_all(format!("error {refusal}\n").as_bytes())?,
        }
        if answer == Err(Refusal::Command) {
            break;
        }
    }
    Ok(())
}

/// The next line without its end; `None` when there are no more. Too long a line is cut, and so is no word of ours.
fn read_line(mut connection: &UnixStream) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::with_capacity(LONGEST);
    connection.set_read_timeout(Some(SILENCE))?;
    loop {
        let mut byte = [0];
        match connection.read(&mut byte) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(None),
            Err(error) => return Err(error),
        }
        if byte == [b'\n'] {
            return Ok(Some(line));
        }
        line.extend(byte);
        if line.len() > LONGEST {
            return Ok(Some(line));
        }
        if line.len() == 1 {
            connection.set_read_timeout(Some(LINE))?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, net::Shutdown};

    use super::*;

    #[derive(Default)]
    struct Remembering {
        done: RefCell<Vec<&'static str>>,
        protected: bool,
    }

    impl Remembering {
        fn note(&self, word: &'static str) -> Result<(), Refusal> {
            self.done.borrow_mut().push(word);
            Ok(())
        }
    }

    impl Mounter for Remembering {
        fn mount(&self) -> Result<(), Refusal> {
            self.note("mount")
        }
        fn writable(&self) -> Result<(), Refusal> {
            if self.protected { Err(Refusal::ReadOnly) } else { self.note("writable") }
        }
        fn read_only(&self) -> Result<(), Refusal> {
            self.note("read-only")
        }
        fn release(&self) -> Result<(), Refusal> {
            self.note("release")
        }
    }

    /// The answers to a client that says this and hangs up.
    fn answers(mounter: &Remembering, said: &[u8]) -> String {
        let (mut client, server) = UnixStream::pair().unwrap();
        client.write_all(said).unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        // A connection that is dropped with words unread ends in an error, which is none of ours.
        obey(&server, mounter).unwrap();
        drop(server);
        let mut answers = Vec::new();
        let mut buffer = [0; 64];
        while let Ok(read @ 1..) = client.read(&mut buffer) {
            answers.extend_from_slice(&buffer[..read]);
        }
        String::from_utf8(answers).unwrap()
    }

    #[test]
    fn each_word_is_answered() {
        let mounter = Remembering::default();
        assert_eq!(answers(&mounter, b"mount\nwritable\nread-only\nrelease\n"), "ok\nok\nok\nok\n");
        assert_eq!(*mounter.done.borrow(), ["mount", "writable", "read-only", "release"]);
    }

    #[test]
    fn nothing_stays_writable_when_the_client_hangs_up() {
        let mounter = Remembering::default();
        answers(&mounter, b"mount\nwritable\n");
        assert_eq!(*mounter.done.borrow(), ["mount", "writable", "read-only"]);
        let mounter = Remembering::default();
        answers(&mounter, b"mount\n");
        assert_eq!(*mounter.done.borrow(), ["mount"]);
    }

    #[test]
    fn whatever_else_is_said_ends_the_connection() {
        for said in [&b"mount /dev/sda1\nmount\n"[..], b"MOUNT\nmount\n", b"\nmount\n", b"\xff\xfe\nmount\n", &[b'm'; 1000]] {
            let mounter = Remembering::default();
            assert_eq!(answers(&mounter, said), "error command\n");
            assert_eq!(*mounter.done.borrow(), [""; 0]);
        }
    }

    #[test]
    fn half_a_word_is_not_obeyed() {
        let mounter = Remembering::default();
        assert_eq!(answers(&mounter, b"release"), "");
        assert_eq!(*mounter.done.borrow(), [""; 0]);
    }

    #[test]
    fn a_refusal_is_told_and_the_connection_goes_on() {
        let mounter = Remembering { protected: true, ..Remembering::default() };
        assert_eq!(answers(&mounter, b"writable\nmount\n"), "error read-only\nok\n");
        assert_eq!(*mounter.done.borrow(), ["mount"]);
    }
}
