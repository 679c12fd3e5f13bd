//! The page that is shown, read aloud for whoever asked for it: what is read is what the terminal says, and never what somebody typed. Once
//! somebody asked, every page that comes up is read, until they say that it is enough or go.

use crossterm::event::{Event, KeyEventKind, MouseEventKind};
use zeroize::Zeroizing;

use super::{
    super::{
        screen::{home, leaflet},
        session::Screen,
        voice::{Speech, Voiced},
    },
    App, Outcome,
    listening::Listening,
};
use crate::text::{is_han, spoken};

/// Said once, before the first page: how to be rid of it.
const BEGINS: &str = "开始念。按任意键就停，接着按数字选。\n";
/// Said in the place of the warning, which nobody may see.
const STILL_THERE: &str = "还在吗？按任意键继续，不按就清除了。";

impl App {
    /// The voice tells something.
    pub(in crate::tui) fn voiced(&mut self, voiced: Voiced) {
        match voiced {
            Voiced::Ready => self.context.voice = true,
            Voiced::Silent(number) if self.listening.saying == Some(number) => {
                self.listening.saying = None;
                // Whoever listened was there.
                self.last_input = self.now;
            }
            Voiced::Silent(_) => {}
        }
    }

    /// Whether somebody did something that ends a reading.
    pub(super) fn stirs(event: &Event) -> bool {
        match event {
            Event::Key(key) => key.kind != KeyEventKind::Release,
            Event::Mouse(mouse) => matches!(mouse.kind, MouseEventKind::Down(_) | MouseEventKind::ScrollUp | MouseEventKind::ScrollDown),
            Event::Paste(_) => true,
            _ => false,
        }
    }

    /// Ends the reading, where there is one.
    pub(super) fn hush(&mut self) -> Option<Speech> {
        self.listening.saying.take().map(|_| Speech::Stop)
    }

    /// Something happened: the page may be another.
    pub(super) fn stir(&mut self) {
        self.listening.stirred = true;
    }

    /// Somebody wants pages read, or no more. What is read is the page below that of help.
    pub(super) fn turn_aloud(&mut self) -> Outcome {
        if !self.context.voice {
            return Outcome::default();
        }
        self.lay_help_aside();
        self.context.aloud = !self.context.aloud;
        self.listening = Listening { last: self.listening.last, stirred: true, ..Listening::default() };
        let outcome = self.settle(Vec::new());
        Outcome { speech: Some(Speech::Stop), ..outcome }
    }

    /// Somebody does not want the page to be seen; everything goes on.
    pub(super) fn darken(&mut self) -> Outcome {
        self.lay_help_aside();
        self.context.dark = true;
        self.settle(Vec::new())
    }

    fn lay_help_aside(&mut self) {
        if let Screen::Help(_) = self.session.screen {
            self.session.back();
            self.nowhere_else();
        }
    }

    /// Nobody is to hear or see anything of who was here.
    pub(super) fn fall_silent(&mut self) -> Option<Speech> {
        let heard = std::mem::replace(&mut self.context.aloud, false) || self.listening.saying.is_some();
        self.context.dark = false;
        self.listening = Listening { last: self.listening.last, ..Listening::default() };
        heard.then_some(Speech::Stop)
    }

    /// Reads the page, where somebody wants pages read and it is another than before.
    pub(super) fn read_on(&mut self, outcome: Outcome) -> Outcome {
        let warned = self.seconds_left().is_some();
        let stirred = std::mem::replace(&mut self.listening.warned, warned) != warned;
        if !self.context.aloud || !(std::mem::take(&mut self.listening.stirred) || stirred) {
            return outcome;
        }
        let page = if warned { STILL_THERE.to_owned() } else { self.said() };
        if page.is_empty() || page == *self.listening.said {
            return outcome;
        }
        let begins = if self.listening.said.is_empty() { BEGINS } else { "" };
        let words = Zeroizing::new(format!("{begins}{page}"));
        self.listening.said = Zeroizing::new(page);
        self.listening.last += 1;
        self.listening.saying = Some(self.listening.last);
        Outcome { speech: Some(Speech::Say(self.listening.last, words)), ..outcome }
    }

    /// All that the page says, as it is spoken.
    pub(super) fn said(&self) -> String {
        if self.session.screen.is_staffs() {
            return String::new();
        }
        let context = &self.context;
        let (lines, choices) = match &self.session.screen {
            Screen::Home(_) => (home::said(&self.pages, context), false),
            Screen::Search(state) => (state.said(context), !state.tells_digits()),
            Screen::List(state) => (state.said(context), false),
            Screen::Reading(state) => (state.said(), true),
            Screen::Code(state) => (state.said(), true),
            Screen::Figure(state) => (state.said(), true),
            Screen::WriteDown(state) => (state.said(), false),
            Screen::Leaflet(state) => (leaflet::said(state), true),
            Screen::Help(_) => (vec!["需要帮忙吗？".to_owned()], true),
            Screen::Request(state) => (state.said(context), !state.shows_answers()),
            Screen::Maintenance => (vec!["正在维护，请找工作人员。".to_owned()], false),
            Screen::Attract(_) | Screen::Staff(_) | Screen::Exchange(_) | Screen::Hide(_) | Screen::Counter(_) => (Vec::new(), false),
        };
        // A page that has not come says nothing, whatever can be chosen on it.
        let choices = if choices && !lines.is_empty() && self.session.screen.field().is_none() { self.choices() } else { Vec::new() };
        let said: Vec<String> = lines.iter().chain(&choices).map(|line| spoken(line)).filter(|line| !line.trim().is_empty()).collect();
        said.join("\n")
    }

    /// What can be chosen by a digit, in the words that stand there.
    fn choices(&self) -> Vec<String> {
        let grid = self.context.grid;
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, grid.width, grid.height));
        let (hot, _) = self.draw(&mut buffer);
        let mut choices: Vec<(u8, String)> = Vec::new();
        for (digit, area) in hot.iter().filter_map(|hot| Some((hot.number?, hot.area))).filter(|(_, area)| !area.is_empty()) {
            let rows = area.intersection(buffer.area).rows();
            let words: Vec<String> = rows.map(|row| words_of(&buffer, row)).filter(|words| !words.is_empty()).collect();
            let words = words.join("，");
            let words = words.strip_prefix(&digit.to_string()).unwrap_or(&words).trim_start_matches('，').to_owned();
            if !choices.iter().any(|(chosen, _)| *chosen == digit) {
                choices.push((digit, words));
            }
        }
        choices.sort_by_key(|(digit, _)| *digit);
        choices.into_iter().map(|(digit, words)| format!("{digit}，{words}。")).collect()
    }
}

/// The words on a row: signs that are drawn are not said, and blanks between words are pauses.
fn words_of(buffer: &ratatui::buffer::Buffer, row: ratatui::layout::Rect) -> String {
    let mut words = String::new();
    let mut wide = false;
    for at in row.positions() {
        // The cell behind a wide character holds none of its own.
        if std::mem::take(&mut wide) {
            continue;
        }
        let symbol = buffer.cell(at).map_or(" ", ratatui::buffer::Cell::symbol);
        wide = crate::text::columns(symbol) > 1;
        let said = symbol.chars().all(|c| c.is_alphanumeric() || is_han(c) || "，。、；：？！（）〔〕“”《》·—%.:/-".contains(c));
        match symbol {
            "✓" => words.push_str("选了"),
            _ if said => words.push_str(symbol),
            _ if words.is_empty() || words.ends_with('，') => {}
            _ => words.push('，'),
        }
    }
    words.trim_matches('，').to_owned()
}
