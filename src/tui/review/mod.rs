//! The screen of the office on which documents are confirmed and reviewed (三审三校): documents of a workplace enter, deeds with a name leave.
//!
//! Keys change what is shown and name deeds; deeds are done here, one after another, since each is a file written in a moment. Nothing is confirmed or
//! passed that did not stand on the screen.

mod deed;
mod keys;
#[cfg(test)]
mod many_tests;
mod state;
#[cfg(test)]
mod tests;
mod view;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::mpsc,
    time::Duration,
};

use crossterm::event::{Event, KeyEventKind};
use ratatui::{buffer::Buffer, layout::Size};

use crate::{
    advice::Advise,
    editing::{Bench, Item, Stage},
    review::ReviewError,
};

use super::{
    KioskError,
    canvas::Canvas,
    terminal,
    theme::{Depth, Look, Theme},
    tty::{self, Said},
};
use deed::{Deed, perform};
use state::{Asks, OPENING, Prompt, State, View};

/// Longest wait for a key: the window is measured anew.
const BEAT: Duration = Duration::from_millis(200);

/// Runs the screen for a workplace until the person leaves. Who it is is asked where it was not said.
pub fn run(bench: &Bench, place: &Path, who: Option<&str>) -> Result<(), ReviewFailed> {
    let mut screen = terminal::Screen::take().map_err(KioskError::Window)?;
    let (grid, _) = screen.measure().map_err(KioskError::Window)?;
    let mut desk = Desk::open(bench, place, who, grid, terminal::depth());
    // Many documents take a while; whoever waits sees that it goes on.
    screen.terminal.draw(|frame| desk.view(frame.buffer_mut())).map_err(KioskError::Window)?;
    desk.read()?;
    let (sender, inbox) = mpsc::channel();
    tty::listen(move |said| sender.send(said).is_ok()).map_err(KioskError::Window)?;
    while !desk.state.quit {
        desk.state.grid = screen.measure().map_err(KioskError::Window)?.0;
        screen.terminal.draw(|frame| desk.view(frame.buffer_mut())).map_err(KioskError::Window)?;
        match inbox.recv_timeout(BEAT) {
            Ok(Said::Event(event)) => desk.event(&event),
            Ok(Said::Gone) | Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Ok(Said::Draws(_)) | Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
        desk.hear();
        while let Ok(Said::Event(event)) = inbox.try_recv() {
            desk.event(&event);
        }
    }
    Ok(())
}

/// Why the screen of reviews ended.
#[derive(Debug, thiserror::Error)]
pub enum ReviewFailed {
    /// The workplace cannot be used.
    #[error(transparent)]
    Review(#[from] ReviewError),
    /// The terminal cannot.
    #[error(transparent)]
    Kiosk(#[from] KioskError),
}

/// The screen with the workplace behind it.
struct Desk<'b> {
    bench: &'b Bench,
    state: State,
    theme: Theme,
    /// What programs that show originals say of themselves, a while after they were begun.
    programs: (mpsc::Sender<ReviewError>, mpsc::Receiver<ReviewError>),
}

impl<'b> Desk<'b> {
    fn open(bench: &'b Bench, place: &Path, who: Option<&str>, grid: Size, depth: Depth) -> Self {
        let name = place.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        let who = who.unwrap_or_default().trim().to_owned();
        let prompt = who.is_empty().then(|| Prompt { asks: Asks::Name, text: String::new(), choices: Vec::new() });
        let state = State {
            place: name.unwrap_or_default(),
            who,
            items: Vec::new(),
            damaged: Vec::new(),
            wanted: bench.settings().reviews.clone(),
            tab: None,
            query: String::new(),
            at: 0,
            top: 0,
            picked: BTreeSet::new(),
            view: View::List,
            prompt,
            said: OPENING.to_owned(),
            trail: Vec::new(),
            kept: BTreeMap::new(),
            grid,
            quit: false,
        };
        Self { bench, state, theme: Theme::new(Look::Staff, depth), programs: mpsc::channel() }
    }

    /// Reads all documents.
    fn read(&mut self) -> Result<(), ReviewError> {
        let (items, damaged) = self.bench.items()?;
        self.state.damaged = damaged.into_iter().map(|(id, _)| id).collect();
        self.state.items = items;
        let passed: Vec<_> = self.state.items.iter().filter_map(Item::passed_before).collect();
        self.state.kept =
            passed.into_iter().filter_map(|digest| Some((digest.to_string(), self.bench.office().kept_text(&digest)?))).collect();
        self.state.settle();
        "请切换到英文输入。按 F1 看怎么做".clone_into(&mut self.state.said);
        Ok(())
    }

    fn view(&self, buffer: &mut Buffer) {
        view::view(&self.state, &mut Canvas::new(buffer, &self.theme));
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let deeds = self.state.key(*key);
                self.perform(&deeds);
            }
            Event::Paste(text) => self.state.pasted(text),
            _ => {}
        }
    }

    /// Does what was asked for; the first that is refused ends it, and says why.
    fn perform(&mut self, deeds: &[Deed]) {
        let Some(first) = deeds.first() else { return };
        let was = self.state.item(first.id()).map(|item| item.stage);
        for (done, deed) in deeds.iter().enumerate() {
            let performed = perform(self.bench, &self.state.who, deed).and_then(|item| {
                if matches!(deed, Deed::Original(_)) {
                    deed::open(self.bench, &item, self.programs.0.clone())?;
                }
                Ok(item)
            });
            match performed {
                Ok(item) => self.take(item, deed),
                Err(error) => {
                    self.refused(&error, done);
                    return;
                }
            }
        }
        self.after(deeds, was);
    }

    /// Says why something was not done, and how many of what was asked for were done before.
    fn refused(&mut self, error: &ReviewError, done: usize) {
        let advice = error.advice();
        let done = if done > 0 { format!("办了 {done} 份，") } else { String::new() };
        self.state.said = format!("{done}{}（{}）。{}", advice.what, advice.code, advice.mend).replace('\n', " ");
    }

    /// Says what a program that was to show an original said since.
    fn hear(&mut self) {
        while let Ok(error) = self.programs.1.try_recv() {
            self.refused(&error, 0);
        }
    }

    fn take(&mut self, item: Item, deed: &Deed) {
        if !matches!(deed, Deed::Undo(_) | Deed::Original(_)) {
            self.state.trail.push(item.id.clone());
        }
        if let Some(known) = self.state.items.iter_mut().find(|known| known.id == item.id) {
            *known = item;
        }
        self.state.rest();
    }

    /// A document that something was taken back of is shown, unless all are.
    fn undone(&mut self, id: &str) {
        let here = match &self.state.view {
            View::Paper(place) => place.id == id,
            View::Level { id: shown, .. } => shown == id,
            _ => true,
        };
        "撤销了".clone_into(&mut self.state.said);
        if here {
            self.state.seen();
        } else {
            self.state.open(id);
            "撤销了，回到这一份".clone_into(&mut self.state.said);
        }
    }

    /// Where one stands after a deed: on the next thing to do.
    fn after(&mut self, deeds: &[Deed], was: Option<Stage>) {
        let (Some(deed), count) = (deeds.first(), deeds.len()) else { return };
        let passed = |deed: &Deed| if let Deed::Pass(_, step) = deed { Some(step.to_string()) } else { None };
        let steps: Vec<String> = deeds.iter().filter_map(passed).collect();
        let id = deed.id().to_owned();
        let now = self.state.item(&id).map(|item| item.stage);
        let next = match (deed, now) {
            (Deed::Pass(..), _) => format!("{}通过了", steps.join("、")),
            (Deed::Return(..), _) => "退回了".to_owned(),
            (Deed::Adopt(_), _) => {
                "认出来的字用作正文了：请逐字对照原件（F3），错的按 F2 改".clone_into(&mut self.state.said);
                return self.state.seen();
            }
            (Deed::Refuse(..), _) => "记下了：不收".to_owned(),
            (Deed::Confirm(_, None), Some(Stage::Await(_) | Stage::Ready)) if matches!(self.state.view, View::Paper(_)) => {
                "各栏都确认了".to_owned()
            }
            (Deed::Original(_), _) => {
                "正在别的窗口打开原件".clone_into(&mut self.state.said);
                return;
            }
            (Deed::Undo(_), _) => return self.undone(&id),
            _ => {
                if count > 1 {
                    self.state.said = format!("办好了 {count} 份，记在{}名下", self.state.who);
                }
                return;
            }
        };
        // One after another, those that waited for the same.
        let listed: Vec<String> = self.state.listed().iter().map(|item| item.id.clone()).collect();
        let around = || {
            let behind = listed.iter().skip_while(|listed| **listed != id).skip(1);
            behind.chain(listed.iter().take_while(|listed| **listed != id))
        };
        let stage = |candidate: &&String| self.state.item(candidate).map(|item| item.stage);
        let level = |stage: Option<Stage>| if let Some(Stage::Await(step)) = stage { step.level() } else { None };
        let waits = |stage: Option<Stage>| matches!(stage, Some(Stage::Open | Stage::Confirm));
        let confirms = waits(was) || matches!(deed, Deed::Confirm(..));
        let is_near = |stage| (confirms && waits(stage)) || (level(was).is_some() && level(was) == level(stage));
        let alike = around().find(|candidate| stage(candidate) == was && (waits(was) || !confirms));
        // What was put right was in the way before, and whoever did both halves of a level goes on with the first half of the next.
        let following = alike.or_else(|| around().find(|candidate| is_near(stage(candidate)))).cloned();
        match following {
            Some(following) => {
                self.state.at = listed.iter().position(|listed| *listed == following).unwrap_or(0);
                self.state.open(&following);
                self.state.said = format!("{next}，这是下一份");
            }
            None => {
                self.state.view = View::List;
                self.state.said = format!("{next}。这一步没有别的了");
            }
        }
        self.state.settle();
    }
}
