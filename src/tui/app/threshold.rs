//! The staff's threshold: a PIN is asked for and tried, nothing of what lies behind the door is left open, and whoever passes is written down.

use super::{
    super::{
        effect::{Effect, Errand, Purpose, Request, Route},
        screen::staff,
        session::Screen,
    },
    App, Door, Outcome,
};
use crate::{
    audit::{Deed, Leaving, Who},
    config::{Badge, Power},
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
        let hashes: Vec<String> = self.context.config.staff.all().into_iter().map(|(hash, _)| hash.to_owned()).collect();
        if hashes.is_empty() || !self.door.hears(self.now) {
            return None;
        }
        self.door.knocked();
        Some(Request::CheckPin(self.next_ticket(), pin, hashes))
    }

    /// A PIN was checked, whether or not anybody still waits for it: whoever walks away meanwhile has tried all the same.
    pub(super) fn pin_checked(&mut self, right: Option<usize>, failures: u32, is_awaited: bool) -> Option<Errand> {
        let badge = right.and_then(|at| self.badge(at));
        let right = right.is_some();
        if right {
            self.door = Door::default();
            let by = badge.clone().map_or(Who::AtTheDoor, Who::Post);
            self.deeds.push((by, Deed::DoorOpened { failures }));
        } else {
            self.door = Door::after_failure(failures, self.now);
            self.deeds.push((Who::AtTheDoor, Deed::PinWrong { failures }));
        }
        match &mut self.session.screen {
            Screen::Staff(state) if is_awaited => {
                drop(staff::update(state, staff::Message::Checked(right)));
                if right {
                    self.context.on_duty.clone_from(&badge);
                    if self.context.may(Power::Import) {
                        self.fetch_page();
                    }
                    return badge.map(|badge| Errand::OnDuty(Some(badge)));
                }
            }
            _ if right => self.deeds.push((badge.map_or(Who::AtTheDoor, Who::Post), Deed::DoorLeft { how: Leaving::Closed })),
            _ => {}
        }
        None
    }

    /// Whose PIN it was, where several have one.
    fn badge(&self, at: usize) -> Option<Badge> {
        let staff = &self.context.config.staff;
        if staff.people.is_empty() { None } else { staff.all().into_iter().nth(at).map(|(_, badge)| badge) }
    }

    /// Whether whoever stands here may go there. Behind the door not everybody may everything.
    pub(super) fn may_go(&self, route: &Route) -> bool {
        let power = match route {
            Route::Exchange(Purpose::Import) => Power::Import,
            Route::Exchange(Purpose::History | Purpose::Usage) => Power::Look,
            Route::Exchange(Purpose::StepBack | Purpose::NewRoot) => Power::Administer,
            Route::Hide => Power::Hide,
            Route::Counter(_) | Route::WriteDownFor => Power::Window,
            _ => return true,
        };
        self.context.may(power)
    }

    /// The errand, if whoever asks for it may.
    pub(super) fn allowed(&self, errand: Errand) -> Option<Errand> {
        let power = match errand {
            Errand::Look | Errand::Import { .. } => Power::Import,
            Errand::AskBack | Errand::StepBack | Errand::AskRoot | Errand::NewRoot(_) => Power::Administer,
            _ => return Some(errand),
        };
        self.context.may(power).then_some(errand)
    }

    /// After everything that happens: whoever left the staff's pages is written down.
    pub(super) fn mind_the_door(&mut self, outcome: Outcome, left: Leaving) -> Outcome {
        let is_behind = self.session.is_behind_the_door();
        let was_behind = std::mem::replace(&mut self.was_behind, is_behind);
        let by = || self.context.on_duty.clone().map_or(Who::Staff, Who::Post);
        if outcome.quit && is_behind {
            self.deeds.extend([(by(), Deed::DoorLeft { how: Leaving::Quit }), (by(), Deed::Quit)]);
        } else if was_behind && !is_behind {
            self.deeds.push((by(), Deed::DoorLeft { how: left }));
        }
        if !is_behind {
            self.context.on_duty = None;
        }
        outcome
    }

    /// Whose deed it is that is done now.
    pub(super) fn who(&self) -> Who {
        if self.session.is_behind_the_door() { self.context.on_duty.clone().map_or(Who::Staff, Who::Post) } else { Who::Terminal }
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
