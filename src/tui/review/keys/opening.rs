//! A document is opened where the next thing on it is done, and how far it was read is kept.

use crate::{
    editing::{Item, Stage},
    review::Step,
    tui::review::{
        state::{Place, State, Target, View, changed, lines, targets},
        view,
    },
};

impl State {
    /// Opens a document where the next thing on it is done: a review is read, everything else is confirmed.
    pub(in crate::tui::review) fn open(&mut self, id: &str) {
        let Some(item) = self.item(id) else { return };
        self.view = match item.stage {
            Stage::Await(step) => self.level(item, step),
            _ => {
                // What must be filled in comes first: Enter would only lead there.
                let all = targets(item);
                let missing = all.iter().position(|target| matches!(target, Target::Field(row) if row.is_missing()));
                let at = missing.or_else(|| all.iter().position(is_open)).unwrap_or(0);
                View::Paper(Place { id: id.to_owned(), at, top: 0 })
            }
        };
        self.seen();
    }

    fn level(&self, item: &Item, step: Step) -> View {
        let before = item.passed_before().and_then(|digest| self.kept.get(&digest.to_string()).cloned());
        let changed = before.map(|before| changed(&before, &item.text)).unwrap_or_default();
        View::Level { id: item.id.clone(), step, top: 0, read: false, changed }
    }

    /// Notes that the last line of a text that is read stands on the screen.
    pub(in crate::tui::review) fn seen(&mut self) {
        let View::Level { id, top, .. } = &self.view else { return };
        let Some(item) = self.item(id) else { return };
        let (width, rows) = view::level_room(self.grid, item);
        let end = top + rows >= lines(item, width).len();
        if let View::Level { read, .. } = &mut self.view {
            *read |= end;
        }
    }
}

/// Whether a field or question waits for somebody.
pub(super) fn is_open(target: &Target<'_>) -> bool {
    match target {
        Target::Field(row) => row.is_open(),
        Target::Question(..) => true,
    }
}
