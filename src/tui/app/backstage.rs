//! Work that goes on, or has ended, while its page is not shown. Visitors have the screen meanwhile and find what they found before; staff come
//! back to the page through their door, and whoever stands before the screen sees what became of it.

use super::{
    super::{
        context::Work,
        effect::{Effect, Errand, News},
        screen::exchange,
        session::Screen,
    },
    App, Outcome,
};

impl App {
    /// The page gives way to visitors; the work on it goes on.
    pub(super) fn give_way(&mut self) -> Outcome {
        self.keep_page();
        self.end()
    }

    /// Keeps the page that is shown, if something on it runs or has ended that nobody has seen yet: it outlives the session.
    pub(super) fn keep_page(&mut self) {
        if let Screen::Exchange(state) = &self.session.screen
            && let Some(state) = state.kept()
        {
            if state.is_busy() {
                self.context.work = Some(Work::Running);
            }
            self.backstage = Some(Box::new(state));
        }
    }

    /// Shows the page that was kept on top of this one, for staff who have shown their PIN. Whether there was one.
    pub(super) fn fetch_page(&mut self) -> bool {
        let Some(state) = self.backstage.take() else { return false };
        self.session.go(Screen::Exchange(state));
        true
    }

    /// Somebody who has shown their PIN looks at the page: what failed is known.
    pub(super) fn seen(&mut self) {
        if matches!(self.session.screen, Screen::Exchange(_)) && matches!(self.context.work, Some(Work::Failed(_))) {
            self.context.work = None;
        }
    }

    /// A stick came or went; with it goes what was said of pulling it.
    pub(super) fn stick_is(&mut self, here: bool) {
        self.context.stick = here;
        if !here && matches!(self.context.work, Some(Work::Done { .. })) {
            self.context.work = None;
            self.backstage = None;
        }
    }

    /// News of an errand, for the page that waits for them, wherever it is.
    pub(super) fn heard(&mut self, news: News) -> Vec<Effect> {
        self.upkeep.renewed |= matches!(news, News::Done { .. } | News::Renewed);
        self.upkeep.other_program |= matches!(news, News::ProgramReady);
        if let News::Done { .. } = news {
            // What is shown has lasted, but another generation is the one that must: its time begins when it is shown.
            self.upkeep.ready_since = None;
        }
        match &news {
            News::Disk(trouble) => self.context.disk = *trouble,
            News::Root(trouble) => self.context.root = *trouble,
            News::HiddenLost(lost) => self.context.hidden_lost = *lost,
            News::Progress(_) => self.context.work = Some(Work::Running),
            News::Done { stick: Some(left), .. } => self.context.work = Some(Work::Done { released: left.released }),
            News::Failed(Errand::Import { .. }, advice) => self.context.work = Some(Work::Failed(advice.code)),
            News::Cancelled(_) => self.context.work = None,
            _ => {}
        }
        match (&mut self.session.screen, &mut self.backstage) {
            (Screen::Exchange(state), _) => {
                if matches!(
                    news,
                    News::Offered(_) | News::Done { .. } | News::Failed(..) | News::Cancelled(_) | News::Roots(..) | News::RootChanged(_)
                ) {
                    // Reading what it says takes its own time.
                    self.last_input = self.now;
                }
                exchange::update(state, exchange::Message::News(news), &self.context)
            }
            (_, Some(state)) => exchange::update(state, exchange::Message::News(news), &self.context),
            (_, None) => Vec::new(),
        }
    }
}
