//! The staff's threshold: a PIN is asked for and tried, nothing of what lies behind the door is left open, and whoever passes is written down.

use super::{
    super::{
        effect::{Effect, Request},
        screen::staff,
        session::Screen,
    },
    App, Door, Outcome,
};
use crate::{
    audit::{Deed, Leaving, Who},
    text::VisitorText,
};

impl App {
    /// Begins with what the door remembers.
    pub(in crate::tui) fn with_door(mut self, door: Door) -> Self {
        self.door = door;
        self
    }

    /// The closed door.
    pub(super) fn stand_at_the_door(&mut self) -> (Screen, Vec<Effect>) {
        self.door.seen(self.now);
        // A PIN that was given at another door opens only that one.
        self.next_ticket();
        (Screen::Staff(staff::opened()), Vec::new())
    }

    /// Has a PIN checked. Where none is set none can be right, and nobody is counted.
    pub(super) fn try_pin(&mut self, pin: VisitorText) -> Option<Request> {
        let hash = self.context.config.staff.pin_hash.clone();
        if hash.is_empty() || !self.door.hears(self.now) {
            return None;
        }
        self.door.knocked();
        Some(Request::CheckPin(self.next_ticket(), pin, hash))
    }

    /// A PIN was checked, whether or not anybody still waits for it: whoever walks away meanwhile has tried all the same.
    pub(super) fn pin_checked(&mut self, right: bool, failures: u32, is_awaited: bool) {
        if right {
            self.door = Door::default();
            self.deeds.push((Who::AtTheDoor, Deed::DoorOpened { failures }));
        } else {
            self.door = Door::after_failure(failures, self.now);
            self.deeds.push((Who::AtTheDoor, Deed::PinWrong { failures }));
        }
        match &mut self.session.screen {
            Screen::Staff(state) if is_awaited => {
                drop(staff::update(state, staff::Message::Checked(right)));
                if right {
                    self.fetch_page();
                }
            }
            _ if right => self.deeds.push((Who::AtTheDoor, Deed::DoorLeft { how: Leaving::Closed })),
            _ => {}
        }
    }

    /// After everything that happens: whoever left the staff's pages is written down.
    pub(super) fn mind_the_door(&mut self, outcome: Outcome, left: Leaving) -> Outcome {
        let is_behind = self.session.is_behind_the_door();
        let was_behind = std::mem::replace(&mut self.was_behind, is_behind);
        if outcome.quit && is_behind {
            self.deeds.extend([(Who::Staff, Deed::DoorLeft { how: Leaving::Quit }), (Who::Staff, Deed::Quit)]);
        } else if was_behind && !is_behind {
            self.deeds.push((Who::Staff, Deed::DoorLeft { how: left }));
        }
        outcome
    }

    /// Whose deed it is that is done now.
    pub(super) fn who(&self) -> Who {
        if self.session.is_behind_the_door() { Who::Staff } else { Who::Terminal }
    }

    /// Whether what lies behind the door is shown.
    #[cfg(test)]
    pub(in crate::tui) fn is_behind_the_door(&self) -> bool {
        self.session.is_behind_the_door()
    }

    /// What was done since it was asked last, for the journal.
    pub(in crate::tui) fn deeds(&mut self) -> Vec<(Who, Deed)> {
        std::mem::take(&mut self.deeds)
    }
}
