//! The page of an exchange that is shown, and what it knows.

use std::sync::Arc;

use jiff::Timestamp;

use super::message::ChangeKind;
use crate::{
    advice::Advice,
    files::Digest,
    sync::{Event, Offer, Progress, Receipt, RootMark},
    tui::effect::{Effect, Errand, Purpose, StickLeft},
};

/// The page that is shown.
#[derive(Debug, Clone)]
pub(super) enum Page {
    /// The stick is looked at.
    Looking,
    /// The release on it.
    Preview(Arc<Offer>),
    /// Titles of one kind of change.
    Titles { offer: Arc<Offer>, kind: ChangeKind, top: usize },
    /// The root is past its day: staff are asked once more.
    Expired(Arc<Offer>),
    /// It is taken in.
    Importing { progress: Option<Progress>, wish: Wish },
    /// It is done.
    Done { receipt: Box<Receipt>, stick: Option<StickLeft> },
    /// It came to nothing.
    Failed(Errand, Advice),
    /// It was stopped, as somebody wished.
    Cancelled(Advice),
    /// Only a list of withdrawals lay on the stick; what came of it.
    ListHeeded(String),
    /// Whether to go back to the release before; which one that is, once it is known.
    AskBack(Option<(u64, Timestamp)>),
    /// Going back.
    SteppingBack,
    /// Whether to believe another root; which, once it is known.
    AskRoot(Option<Roots>),
    /// The root is being changed.
    ChangingRoot,
    /// This root is believed now.
    RootChanged(RootMark),
    /// Events; `None` until they are read.
    History { events: Option<Vec<Event>>, top: usize },
    /// How the terminal is, or how it is used; `None` until it was looked at.
    Examined { title: &'static str, lines: Option<Vec<String>>, top: usize },
}

/// The root that is believed, and the one in whose place it would be; its fingerprint.
#[derive(Debug, Clone)]
pub(super) struct Roots {
    pub(super) from: Option<RootMark>,
    pub(super) to: RootMark,
    pub(super) confirmed: Digest,
}

/// What staff want of an import that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// That it goes on.
    GoOn,
    /// They are being asked; it goes on meanwhile.
    Asked,
    /// That it stops.
    Stop,
}

/// The page, and what was asked for.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    pub(super) page: Page,
}

/// The page for a purpose, with what is to be done first.
pub(in crate::tui) fn opened(purpose: Purpose) -> (State, Vec<Effect>) {
    match purpose {
        Purpose::Import => (State { page: Page::Looking }, vec![Effect::Run(Errand::Look)]),
        Purpose::StepBack => (State { page: Page::AskBack(None) }, vec![Effect::Run(Errand::AskBack)]),
        Purpose::NewRoot => (State { page: Page::AskRoot(None) }, vec![Effect::Run(Errand::AskRoot)]),
        Purpose::History => (State { page: Page::History { events: None, top: 0 } }, vec![Effect::Run(Errand::History)]),
        Purpose::Examine => (examined("检查机器"), vec![Effect::Run(Errand::Examine)]),
        Purpose::Usage => (examined("使用情况"), vec![Effect::Run(Errand::Usage)]),
    }
}

/// A page of lines that have still to come.
fn examined(title: &'static str) -> State {
    State { page: Page::Examined { title, lines: None, top: 0 } }
}

impl State {
    /// Whether something runs that must not be left alone.
    pub(in crate::tui) fn is_busy(&self) -> bool {
        matches!(self.page, Page::Importing { .. } | Page::SteppingBack)
    }

    /// Whether staff are asked if what runs is to stop.
    pub(in crate::tui) fn is_asking(&self) -> bool {
        matches!(self.page, Page::Importing { wish: Wish::Asked, .. })
    }

    /// The page as it is kept while visitors have the screen; none where nothing runs on it and nothing ended that staff must know.
    pub(in crate::tui) fn kept(&self) -> Option<Self> {
        let page = match &self.page {
            // Who went away without an answer wants what was begun.
            Page::Importing { progress, wish: Wish::Asked } => Page::Importing { progress: *progress, wish: Wish::GoOn },
            Page::Importing { .. } | Page::SteppingBack | Page::Done { .. } => self.page.clone(),
            Page::Failed(Errand::Import { .. } | Errand::StepBack, _) => self.page.clone(),
            _ => return None,
        };
        Some(Self { page })
    }

    /// Whether something runs that staff wait for.
    pub(in crate::tui) fn is_waited_for(&self) -> bool {
        self.is_busy() || matches!(self.page, Page::Looking)
    }
}

/// Whether there is anything to take in, and a disk that takes it.
pub(super) fn may_start(offer: &Offer) -> bool {
    !offer.unchanged && offer.obstacle().is_none()
}
