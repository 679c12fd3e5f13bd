//! A document is opened where the next thing on it is done, and how far it was read is kept.

use crate::{
    editing::{Cause, Item, Stage},
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
            _ => View::Paper(Place { id: id.to_owned(), at: next(item), top: 0 }),
        };
        self.seen();
    }

    /// Where the arrows rested on a question that was the last and is answered, they go to the next thing to do.
    pub(in crate::tui::review) fn rest(&mut self) {
        let View::Paper(Place { id, at, .. }) = &self.view else { return };
        let Some(item) = self.item(id).filter(|item| *at >= targets(item).len()) else { return };
        let next = next(item);
        if let View::Paper(place) = &mut self.view {
            place.at = next;
        }
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

/// The next thing to do at a document. What must be filled in comes first, since Enter would only lead there; where a question offers what fills it, that
/// question.
fn next(item: &Item) -> usize {
    let all = targets(item);
    let missing = all.iter().position(|target| matches!(target, Target::Field(row) if row.is_missing()));
    let offered = |target: &Target<'_>| match (missing.and_then(|at| all.get(at)), target) {
        (Some(Target::Field(row)), Target::Question(_, question)) => {
            matches!(&question.cause, Cause::Tie(tie) if tie.field == row.field.name)
        }
        _ => false,
    };
    let offered = all.iter().position(offered);
    offered.or(missing).or_else(|| all.iter().position(is_open)).unwrap_or(0)
}

/// Whether a field or question waits for somebody.
pub(super) fn is_open(target: &Target<'_>) -> bool {
    match target {
        Target::Field(row) => row.is_open(),
        Target::Question(..) => true,
    }
}
