//! What the pages of an exchange hear and do.

use std::sync::Arc;

use super::{
    message::Message,
    parts::{lines, rows},
    state::{Page, Roots, State, Wish, may_start},
};
use crate::{
    sync::{Progress, Stage},
    tui::{
        context::Context,
        effect::{Effect, Errand, News},
        screen::Move,
    },
};

/// Takes a message in; the effects that it asks for.
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
        Message::NewRoot => {
            if let Page::AskRoot(Some(Roots { confirmed, .. })) = &state.page {
                let confirmed = *confirmed;
                state.page = Page::ChangingRoot;
                return vec![Effect::Run(Errand::NewRoot(confirmed))];
            }
        }
        Message::Stop => return stop(&mut state.page),
        Message::GoOn => {
            if let Page::Importing { wish: wish @ Wish::Asked, .. } = &mut state.page {
                *wish = Wish::GoOn;
            }
        }
        Message::GiveWay => {
            if state.is_busy() {
                return vec![Effect::GiveWay];
            }
        }
        Message::Move(step) => turn(&mut state.page, step, context),
        Message::Back => return back(state),
    }
    Vec::new()
}

fn start(state: &mut State, root_may_be_expired: bool) -> Vec<Effect> {
    state.page = Page::Importing { progress: None, wish: Wish::GoOn };
    vec![Effect::Run(Errand::Import { root_may_be_expired })]
}

/// News belong to the page that waits for them; anything else is of an errand that was left.
fn heard(page: &mut Page, news: News) {
    match (&mut *page, news) {
        (Page::Looking, News::Offered(offer)) => *page = Page::Preview(offer),
        (Page::Importing { progress, .. }, News::Progress(now)) => *progress = Some(now),
        (Page::Importing { .. }, News::Done { receipt, stick: stick @ Some(_) })
        | (Page::SteppingBack, News::Done { receipt, stick: stick @ None }) => {
            *page = Page::Done { receipt, stick };
        }
        (Page::AskBack(before), News::Before(number, made)) => *before = Some((number, made)),
        (Page::AskRoot(roots), News::Roots(from, to, confirmed)) => *roots = Some(Roots { from, to, confirmed }),
        (Page::ChangingRoot, News::RootChanged(root)) => *page = Page::RootChanged(root),
        (Page::AskRoot(_), News::Failed(errand @ Errand::AskRoot, advice))
        | (Page::ChangingRoot, News::Failed(errand @ Errand::NewRoot(_), advice)) => *page = Page::Failed(errand, advice),
        (Page::Looking, News::ListHeeded(words)) => *page = Page::ListHeeded(words),
        (Page::Importing { .. }, News::Cancelled(advice)) => *page = Page::Cancelled(advice),
        (Page::Looking, News::Failed(errand @ Errand::Look, advice))
        | (Page::Importing { .. }, News::Failed(errand @ Errand::Import { .. }, advice))
        | (Page::AskBack(_), News::Failed(errand @ Errand::AskBack, advice))
        | (Page::SteppingBack, News::Failed(errand @ Errand::StepBack, advice))
        | (Page::Examined { .. }, News::Failed(errand @ (Errand::Examine | Errand::Usage), advice))
        | (Page::History { .. }, News::Failed(errand @ Errand::History, advice)) => *page = Page::Failed(errand, advice),
        (Page::History { events, .. }, News::History(told)) => *events = Some(told),
        (Page::Examined { lines, .. }, News::Examined(told)) => *lines = Some(told),
        _ => {}
    }
}

impl State {
    /// Whether there are pages before and after the one that is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let (Page::Titles { top, .. } | Page::History { top, .. } | Page::Examined { top, .. }) = &self.page else { return (false, false) };
        (*top > 0, top + lines(context) < rows(&self.page, context).len())
    }
}

fn turn(page: &mut Page, step: Move, context: &Context) {
    let capacity = lines(context);
    let count = rows(page, context).len();
    let (Page::Titles { top, .. } | Page::History { top, .. } | Page::Examined { top, .. }) = page else { return };
    match step {
        Move::Up | Move::PageUp => *top = top.saturating_sub(capacity),
        Move::Down | Move::PageDown if *top + capacity < count => *top += capacity,
        Move::Down | Move::PageDown => {}
    }
}

/// From the switch on nothing can be stopped any more, and it is over in a moment.
fn can_stop(progress: Option<&Progress>) -> bool {
    progress.is_none_or(|progress| progress.stage != Stage::Switching)
}

fn stop(page: &mut Page) -> Vec<Effect> {
    match page {
        Page::Importing { wish: wish @ Wish::Asked, progress } if can_stop(progress.as_ref()) => {
            *wish = Wish::Stop;
            vec![Effect::Run(Errand::Cancel)]
        }
        _ => Vec::new(),
    }
}

fn back(state: &mut State) -> Vec<Effect> {
    match &mut state.page {
        Page::Titles { offer, .. } | Page::Expired(offer) => {
            state.page = Page::Preview(Arc::clone(offer));
            Vec::new()
        }
        Page::Importing { wish, progress } => {
            *wish = match wish {
                Wish::GoOn if can_stop(progress.as_ref()) => Wish::Asked,
                // Who wanted to leave the question wants what was begun.
                Wish::GoOn | Wish::Asked => Wish::GoOn,
                Wish::Stop => Wish::Stop,
            };
            Vec::new()
        }
        Page::SteppingBack | Page::ChangingRoot => Vec::new(),
        _ => vec![Effect::Back],
    }
}
