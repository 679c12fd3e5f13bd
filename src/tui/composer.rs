//! The composer: one thread that owns the words and offers candidates for keys. Loading takes a moment and a search may be going on; neither
//! keeps anybody from typing.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

use crate::compose::{Lexicon, Place};

use super::{
    effect::Reply,
    field::{Offered, Wanted},
    memory,
};

/// Candidates that can be paged through.
const LIMIT: usize = 63;

/// What the composer is asked.
#[derive(Debug)]
pub(super) enum Ask {
    /// Candidates.
    Offer(Wanted),
    /// To know the words of the library that answers now, and no other's.
    Learn(Vec<(String, u32)>),
    /// A visitor is gone.
    Forget,
}

/// Starts the composer; it ends when the sender is dropped. `replies` is called from its thread.
pub(super) fn start(replies: impl Fn(Reply) + Send + 'static) -> mpsc::Sender<Ask> {
    let (asks, inbox) = mpsc::channel();
    // Without the thread nothing is offered, and letters are searched for as they are.
    let composer = thread::Builder::new().name("composer".to_owned()).spawn(move || {
        let mut lexicon = Lexicon::embedded();
        let mut fresh = true;
        while let Ok(first) = inbox.recv() {
            // Only the keys as they are now are worth an answer.
            let mut wanted = None;
            for ask in std::iter::once(first).chain(inbox.try_iter()) {
                match ask {
                    Ask::Offer(keys) => wanted = Some(keys),
                    Ask::Forget => {
                        wanted = None;
                        memory::wipe_stack();
                    }
                    Ask::Learn(words) => {
                        if !fresh {
                            lexicon = Lexicon::embedded();
                        }
                        lexicon.with(words.into_iter());
                        fresh = false;
                    }
                }
            }
            if let Some(wanted) = wanted {
                replies(offer(&lexicon, wanted));
            }
        }
    });
    if let Err(error) = composer {
        tracing::error!(%error, "the composer cannot be started");
    }
    asks
}

/// Candidates for keys; none where the composer fails, so that one strange typing is not the end of all.
pub(super) fn offer(lexicon: &Lexicon, wanted: Wanted) -> Reply {
    let place = Place { left: wanted.left.reveal(), name: wanted.name };
    let offered = || lexicon.candidates_at(place, wanted.keys.reveal(), wanted.mode, LIMIT);
    let candidates = panic::catch_unwind(AssertUnwindSafe(offered)).unwrap_or_default();
    Reply::Composed(Offered { wanted, candidates })
}
