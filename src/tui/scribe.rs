//! The scribe: writes into the journal on a thread of its own, so that a slow disk stops neither staff nor visitors.

use std::{path::PathBuf, sync::mpsc, thread, time::Duration};

use crate::audit::{Deed, Journal, Who};

/// How long the program waits at its end for what was handed in last.
const LAST: Duration = Duration::from_secs(5);

enum Word {
    Deed(Who, Deed),
    /// Everything before it is written; then the sender is let go of.
    End(mpsc::Sender<()>),
}

/// Where deeds are handed in, in their order.
#[derive(Debug, Clone)]
pub(super) struct Scribe(Option<mpsc::Sender<Word>>);

impl Scribe {
    /// Starts the thread for the journal of a library; without a library nothing is written down.
    pub(super) fn start(library: Option<PathBuf>) -> Self {
        let Some(library) = library else { return Self(None) };
        let (words, inbox) = mpsc::channel();
        let write = move || {
            let mut journal = Journal::of(&library);
            while let Ok(word) = inbox.recv() {
                match word {
                    Word::Deed(by, deed) => journal.note(by, deed),
                    Word::End(told) => drop(told),
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("scribe".to_owned()).spawn(write) {
            tracing::error!(%error, "nothing can be written down");
        }
        Self(Some(words))
    }

    /// Hands a deed in.
    pub(super) fn note(&self, by: Who, deed: Deed) {
        if let Some(words) = &self.0 {
            // Where the thread could not be started the log has said so.
            drop(words.send(Word::Deed(by, deed)));
        }
    }

    /// Waits until all that was handed in is written.
    pub(super) fn end(&self) {
        let (told, written) = mpsc::channel();
        if let Some(words) = &self.0
            && words.send(Word::End(told)).is_ok()
            && written.recv_timeout(LAST) == Err(mpsc::RecvTimeoutError::Timeout)
        {
            tracing::warn!("the program ends before its journal is written");
        }
    }
}
