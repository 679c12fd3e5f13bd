//! The terminal's bytes, read as they come and wiped where they were read. Enters: what keyboard, finger and mouse send. Leaves: events, as
//! crossterm names them, and the word that the terminal is gone.
//!
//! Crossterm's own reader keeps the last bytes of a visitor in buffers that nobody can reach, and takes a key whose bytes come in two pieces for
//! two keys.

use std::{
    fs::File,
    io::{self, IsTerminal, Read, stdin},
    os::fd::AsFd,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
};

use crossterm::event::Event;
use zeroize::{Zeroize, Zeroizing};

mod codes;
mod parser;

use parser::{LONE, Parser};

/// What a terminal has to say.
#[derive(Debug)]
pub(super) enum Said {
    /// A key, a touch, a paste.
    Event(Event),
    /// Whether it draws pictures (sixel), as it answers when it is asked.
    Draws(bool),
    /// It is gone, and nothing more will come.
    Gone,
}

/// Bytes that are read at once, as many as the kernel keeps.
const PIECE: usize = 4096;

/// Reads the terminal on threads of their own until it is gone or `hear` says that nobody listens.
pub(super) fn listen(hear: impl Fn(Said) -> bool + Send + 'static) -> io::Result<()> {
    let stdin = stdin();
    let tty = if stdin.is_terminal() { File::from(stdin.as_fd().try_clone_to_owned()?) } else { File::open("/dev/tty")? };
    let (pieces, inbox) = mpsc::channel();
    thread::Builder::new().name("tty".to_owned()).spawn(move || read(tty, &pieces))?;
    thread::Builder::new().name("keys".to_owned()).spawn(move || understand(&inbox, hear))?;
    Ok(())
}

type Piece = Zeroizing<Vec<u8>>;

/// Hands on what is read, until nothing more can be.
fn read(mut tty: File, pieces: &mpsc::Sender<Piece>) {
    let mut buffer = Zeroizing::new(vec![0; PIECE]);
    loop {
        let read = match tty.read(&mut buffer) {
            Ok(0) => return tracing::warn!("the terminal is gone"),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // Somebody who shares the terminal does not wait for it.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                thread::sleep(LONE);
                continue;
            }
            Err(error) => return tracing::warn!(%error, "the terminal cannot be read"),
        };
        let Some(piece) = buffer.get_mut(..read) else { return };
        let heard = pieces.send(Zeroizing::new(piece.to_vec()));
        piece.zeroize();
        if heard.is_err() {
            return;
        }
    }
}

fn understand(inbox: &mpsc::Receiver<Piece>, hear: impl Fn(Said) -> bool) {
    let mut parser = Parser::default();
    loop {
        let piece = match parser.patience() {
            Some(patience) => inbox.recv_timeout(patience),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let events = match piece {
            Ok(piece) => parser.feed(&piece),
            Err(RecvTimeoutError::Timeout) => parser.rest(),
            Err(RecvTimeoutError::Disconnected) => {
                hear(Said::Gone);
                return;
            }
        };
        if let Some(pictures) = parser.answered()
            && !hear(Said::Draws(pictures))
        {
            return;
        }
        for event in events {
            if !hear(Said::Event(event)) {
                return;
            }
        }
    }
}
