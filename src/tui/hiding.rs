//! What the worker does where records are hidden: at once, in what it answers from, whether or not it can be written down.

use std::{path::PathBuf, sync::Arc};

use jiff::civil::Date;

use super::{
    effect::{HidingDone, Reply},
    worker::Worker,
};
use crate::{
    advice::Advise,
    audit::{Deed, Journal, Who},
    library::{Hidden, HiddenBy, HiddenRecords, hidden, hidden_changed},
    policy::RecordId,
    search::{Engine, Found, Hit, Query},
    sync::{self, ShownAgain},
};

impl Worker {
    /// Looks whether other records are hidden than before, at this machine's command line or by whoever else may; what must be told then.
    pub(super) fn look_for_hidden(&mut self, clock: Date) -> Option<Reply> {
        let folder = self.folder.as_ref()?;
        let changed = hidden_changed(folder);
        if changed == self.hidden {
            return None;
        }
        self.hidden = changed;
        Some(self.withhold(&self.all_hidden(), clock))
    }

    /// What is hidden, in the order in which it was hidden last.
    pub(super) fn hidden(&self) -> Vec<Hidden> {
        let mut hidden = self.all_hidden().records;
        hidden.retain(|hidden| hidden.counts(&self.library.info().origin));
        hidden.sort_by_key(|hidden| std::cmp::Reverse(hidden.since));
        hidden
    }

    /// What lies in the folder, and what could not be written there.
    fn all_hidden(&self) -> HiddenRecords {
        let mut all = self.folder.as_ref().map(|folder| hidden(folder)).unwrap_or_default();
        self.unwritten.iter().cloned().for_each(|hidden| all.put(hidden));
        all
    }

    /// Takes over what another worker hid and could not write down.
    pub(super) fn take_over(&mut self, unwritten: Vec<Hidden>, clock: Date) -> Option<Reply> {
        self.unwritten = unwritten;
        (!self.unwritten.is_empty()).then(|| self.withhold(&self.all_hidden(), clock))
    }

    /// What was hidden and could not be written down.
    pub(super) fn unwritten(&mut self) -> Vec<Hidden> {
        std::mem::take(&mut self.unwritten)
    }

    /// Hides a record at once. Where that cannot be written down it is hidden all the same, as long as the program runs.
    pub(super) fn hide(&mut self, id: &RecordId, by: Who, clock: Date) -> (HidingDone, Option<Reply>) {
        let nowhere = PathBuf::new();
        let folder = self.folder.clone().unwrap_or(nowhere);
        let wish = sync::to_hide(&self.library, &folder, id, hidden_by(&by), jiff::Timestamp::now());
        let Some(wish) = wish.filter(|wish| !self.library.withholds(&wish.id)) else { return (HidingDone::Nothing, None) };
        let written = match &self.folder {
            Some(folder) => sync::hide(folder, &wish).map_err(|error| Box::new(error.advice())),
            None => Ok(()),
        };
        if written.is_err() || self.folder.is_none() {
            self.unwritten.push(wish.clone());
        }
        self.note(by, Deed::Hidden { record: id.clone() });
        let reply = self.withhold(&self.all_hidden(), clock);
        (HidingDone::Hidden { title: wish.title, unwritten: written.err() }, Some(reply))
    }

    /// Shows a record again that was hidden here.
    pub(super) fn show_again(&mut self, id: &RecordId, by: &Who, clock: Date) -> (HidingDone, Option<Reply>) {
        let unwritten = self.unwritten.iter().position(|hidden| hidden.id == *id).map(|at| self.unwritten.remove(at).title);
        let shown = match &self.folder {
            Some(folder) => sync::show_again(folder, id, by, jiff::Timestamp::now()),
            None => Ok(ShownAgain::NotHidden),
        };
        let done = match (shown, unwritten) {
            (Ok(ShownAgain::ByOffice { .. }), _) => return (HidingDone::ByOffice, None),
            (Ok(ShownAgain::Shown { title }), _) | (_, Some(title)) => HidingDone::Shown { title },
            (Ok(ShownAgain::NotHidden), None) => return (HidingDone::Nothing, None),
            (Err(error), None) => return (HidingDone::Failed(Box::new(error.advice())), None),
        };
        (done, Some(self.withhold(&self.all_hidden(), clock)))
    }

    /// What staff did, in the terminal's journal.
    fn note(&self, by: Who, deed: Deed) {
        if let Some(folder) = self.folder.as_ref().filter(|_| self.config.takes_sticks()) {
            Journal::of(folder).note(by, deed);
        }
    }

    /// Records that answer, and first the one that is called so.
    pub(super) fn find_to_hide(&mut self, query: &Query, clock: Date) -> Found {
        let mut found = self.search(query, clock);
        let card = query.text.reveal().trim().parse::<RecordId>().ok().and_then(|id| self.library.card(&id).cloned());
        if let Some(card) = card.filter(|card| !self.library.withholds(&card.id)) {
            found.hits.retain(|hit| hit.card.id != card.id);
            let standing = card.standing(self.today(clock).date);
            found.hits.insert(0, Hit { standing, why: None, passage: None, more: Vec::new(), title: Vec::new(), score: 0.0, card });
        }
        found
    }

    /// Hides what is to be hidden from here on; what must be told then.
    fn withhold(&mut self, hidden: &HiddenRecords, clock: Date) -> Reply {
        self.library.withhold(hidden);
        // Everything that was worked out of what was shown before is made anew.
        let library = Arc::clone(&self.library);
        self.engine = if self.engine.uses_index() {
            Engine::new(Arc::clone(&library)).unwrap_or_else(|_| Engine::without_index(library))
        } else {
            Engine::without_index(library)
        };
        Reply::Withheld { ids: self.library.withheld(), pages: Box::new(self.pages(clock)), words: self.library.vocabulary() }
    }
}

/// Who hid it, as it is kept beside what is hidden.
fn hidden_by(who: &Who) -> HiddenBy {
    match who {
        Who::Post(badge) => HiddenBy::Post(badge.clone()),
        Who::User(name) => HiddenBy::User(name.clone()),
        Who::Staff | Who::AtTheDoor | Who::Terminal => HiddenBy::Staff,
    }
}
