//! Content that comes on a stick, as staff see it: looked at, shown, taken in, receipted; the way back and the history. One page at a time, and
//! nothing happens that was not shown before.

use std::sync::Arc;

use super::{
    super::{
        context::Context,
        effect::{Effect, Errand, News, Purpose, StickLeft},
    },
    Move,
};
use crate::{
    advice::Advice,
    bundle::{Change, Changes},
    sync::{Concern, Event, Offer, Progress, Receipt},
};

mod pages;
mod view;

pub(in crate::tui) use view::view;

/// Kinds of changes whose titles can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum ChangeKind {
    Added,
    Updated,
    Repealed,
    Withdrawn,
}

impl ChangeKind {
    const ALL: [Self; 4] = [Self::Added, Self::Updated, Self::Repealed, Self::Withdrawn];

    fn label(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Updated => "更新",
            Self::Repealed => "废止",
            Self::Withdrawn => "下架",
        }
    }

    fn of(self, changes: &Changes) -> &[Change] {
        match self {
            Self::Added => &changes.added,
            Self::Updated => &changes.updated,
            Self::Repealed => &changes.repealed,
            Self::Withdrawn => &changes.withdrawn,
        }
    }
}

/// The page that is shown.
#[derive(Debug, Clone)]
enum Page {
    /// The stick is looked at.
    Looking,
    /// What lies on it.
    Preview(Arc<Offer>),
    /// Titles of one kind of change.
    Titles { offer: Arc<Offer>, kind: ChangeKind, top: usize },
    /// The root is past its day: staff are asked once more.
    Expired(Arc<Offer>),
    /// It is taken in.
    Importing { progress: Option<Progress>, cancelling: bool },
    /// It is done.
    Done { receipt: Box<Receipt>, stick: Option<StickLeft> },
    /// It came to nothing.
    Failed(Errand, Advice),
    /// It was stopped, as somebody wished.
    Cancelled(Advice),
    /// Whether to go back to the release before; which one that is, once it is known.
    AskBack(Option<(u64, jiff::Timestamp)>),
    /// Going back.
    SteppingBack,
    /// What happened; `None` until it is read.
    History { events: Option<Vec<Event>>, top: usize },
}

/// The page, and what was asked for.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    page: Page,
}

/// What the page understands.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Message {
    /// Of an errand.
    News(News),
    /// Look at the stick again.
    Look,
    /// Titles of a kind.
    Titles(ChangeKind),
    /// Take it in.
    Start,
    /// Take it in although the root is past its day.
    StartExpired,
    /// Go back to the release before.
    StepBack,
    /// Stop, or leave the page.
    Back,
    /// A page of titles or history.
    Move(Move),
}

/// The page for a purpose, with what is to be done first.
pub(in crate::tui) fn opened(purpose: Purpose) -> (State, Vec<Effect>) {
    match purpose {
        Purpose::Import => (State { page: Page::Looking }, vec![Effect::Run(Errand::Look)]),
        Purpose::StepBack => (State { page: Page::AskBack(None) }, vec![Effect::Run(Errand::AskBack)]),
        Purpose::History => (State { page: Page::History { events: None, top: 0 } }, vec![Effect::Run(Errand::History)]),
    }
}

impl State {
    /// Whether something runs that must not be left alone.
    pub(in crate::tui) fn is_busy(&self) -> bool {
        matches!(self.page, Page::Importing { .. } | Page::SteppingBack)
    }

    /// Whether something runs that staff wait for.
    pub(in crate::tui) fn is_waited_for(&self) -> bool {
        self.is_busy() || matches!(self.page, Page::Looking)
    }

    /// Whether the page can be turned.
    pub(in crate::tui) fn has_pages(&self) -> bool {
        matches!(self.page, Page::Titles { .. } | Page::History { .. })
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::News(news) => heard(&mut state.page, news),
        Message::Look => {
            state.page = Page::Looking;
            return vec![Effect::Run(Errand::Look)];
        }
        Message::Titles(kind) => {
            if let Page::Preview(offer) = &state.page {
                state.page = Page::Titles { offer: Arc::clone(offer), kind, top: 0 };
            }
        }
        Message::Start => {
            if let Page::Preview(offer) = &state.page
                && may_start(offer)
            {
                if offer.bundle.root_expired.is_some() {
                    state.page = Page::Expired(Arc::clone(offer));
                } else {
                    return start(state, false);
                }
            }
        }
        Message::StartExpired => {
            if let Page::Expired(_) = &state.page {
                return start(state, true);
            }
        }
        Message::StepBack => {
            if let Page::AskBack(Some(_)) = &state.page {
                state.page = Page::SteppingBack;
                return vec![Effect::Run(Errand::StepBack)];
            }
        }
        Message::Move(step) => turn(&mut state.page, step, context),
        Message::Back => return back(state),
    }
    Vec::new()
}

/// Whether there is anything to take in, and room for it.
fn may_start(offer: &Offer) -> bool {
    !offer.unchanged && !offer.concerns.contains(&Concern::NoRoom)
}

fn start(state: &mut State, root_may_be_expired: bool) -> Vec<Effect> {
    state.page = Page::Importing { progress: None, cancelling: false };
    vec![Effect::Run(Errand::Import { root_may_be_expired })]
}

/// What is heard belongs to the page that waits for it; anything else is of an errand that was left.
fn heard(page: &mut Page, news: News) {
    match (&mut *page, news) {
        (Page::Looking, News::Offered(offer)) => *page = Page::Preview(offer),
        (Page::Importing { progress, .. }, News::Progress(now)) => *progress = Some(now),
        (Page::Importing { .. }, News::Done { receipt, stick: stick @ Some(_) })
        | (Page::SteppingBack, News::Done { receipt, stick: stick @ None }) => {
            *page = Page::Done { receipt, stick };
        }
        (Page::AskBack(before), News::Before(number, made)) => *before = Some((number, made)),
        (Page::Importing { .. }, News::Cancelled(advice)) => *page = Page::Cancelled(advice),
        (Page::Looking, News::Failed(errand @ Errand::Look, advice))
        | (Page::Importing { .. }, News::Failed(errand @ Errand::Import { .. }, advice))
        | (Page::AskBack(_), News::Failed(errand @ Errand::AskBack, advice))
        | (Page::SteppingBack, News::Failed(errand @ Errand::StepBack, advice))
        | (Page::History { .. }, News::Failed(errand @ Errand::History, advice)) => *page = Page::Failed(errand, advice),
        (Page::History { events, .. }, News::History(told)) => *events = Some(told),
        _ => {}
    }
}

fn turn(page: &mut Page, step: Move, context: &Context) {
    let capacity = view::lines(context);
    let count = view::rows(page, context).len();
    let (Page::Titles { top, .. } | Page::History { top, .. }) = page else { return };
    match step {
        Move::Up | Move::PageUp => *top = top.saturating_sub(capacity),
        Move::Down | Move::PageDown if *top + capacity < count => *top += capacity,
        Move::Down | Move::PageDown => {}
    }
}

fn back(state: &mut State) -> Vec<Effect> {
    match &mut state.page {
        Page::Titles { offer, .. } | Page::Expired(offer) => {
            state.page = Page::Preview(Arc::clone(offer));
            Vec::new()
        }
        Page::Importing { cancelling, progress } => {
            // From the switch on nothing can be stopped any more, and it is over in a moment.
            if progress.is_some_and(|progress| progress.stage == crate::sync::Stage::Switching) {
                return Vec::new();
            }
            *cancelling = true;
            vec![Effect::Run(Errand::Cancel)]
        }
        Page::SteppingBack => Vec::new(),
        _ => vec![Effect::Back],
    }
}
