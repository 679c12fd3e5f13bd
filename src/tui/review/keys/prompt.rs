//! Words that are typed: a name, a value, a reason.

use crossterm::event::KeyCode;

use crate::{
    editing::Answer,
    tui::review::{
        deed::Deed,
        state::{Asks, Prompt, State, View},
    },
};

impl State {
    pub(super) fn ask(&mut self, asks: Asks, text: String) {
        let choices = match &asks {
            Asks::Value(_, field) => field.choices(),
            Asks::Becomes(_) => match &self.view {
                View::Column(column) => column.field.choices(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let choices: Vec<String> = choices.into_iter().take(9).collect();
        self.prompt = Some(Prompt { asks, text, choices });
    }

    /// A key while something is being typed.
    pub(super) fn typed(&mut self, code: KeyCode) -> Vec<Deed> {
        let Some(prompt) = &mut self.prompt else { return Vec::new() };
        match code {
            KeyCode::Char(c) if prompt.choices.is_empty() || !c.is_ascii_digit() => prompt.text.push(c),
            KeyCode::Char(c) => {
                let chosen = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
                if let Some(choice) = chosen.and_then(|at| prompt.choices.get(at)) {
                    prompt.text.clone_from(choice);
                }
            }
            KeyCode::Backspace => drop(prompt.text.pop()),
            KeyCode::Delete => prompt.text.clear(),
            KeyCode::Esc => {
                // Without a name nothing is done here.
                self.quit |= prompt.asks == Asks::Name;
                self.prompt = None;
            }
            KeyCode::Enter => return self.answered(),
            _ => {}
        }
        Vec::new()
    }

    /// What was pasted, or composed by an input method.
    pub(in crate::tui::review) fn pasted(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.text.push_str(&crate::text::clean(text).replace(['\n', '\t'], " "));
        }
    }

    pub(super) fn answered(&mut self) -> Vec<Deed> {
        let Some(Prompt { asks, text, .. }) = self.prompt.take() else { return Vec::new() };
        let words = text.trim().to_owned();
        let needed = !matches!(asks, Asks::Query | Asks::Value(..) | Asks::New(..));
        if needed && words.is_empty() {
            self.said = "没有写，什么都没有做".to_owned();
            if asks == Asks::Name {
                self.ask(asks, String::new());
            }
            return Vec::new();
        }
        match asks {
            Asks::Name => self.who = words,
            Asks::Query => (self.query, self.at, self.top) = (words, 0, 0),
            Asks::Value(id, field) => return vec![Deed::Set(id, field, words)],
            Asks::Old(id) => self.ask(Asks::New(id, text.clone()), text),
            Asks::New(id, old) => return vec![Deed::Edit(id, old, text)],
            Asks::Release(id, number) => return vec![Deed::Answer(id, number, Answer::Release(words))],
            Asks::Return(id, step) => return vec![Deed::Return(id, step, words)],
            Asks::Refuse(id) => return vec![Deed::Refuse(id, words)],
            Asks::Read => {
                if let (View::Level { read, .. }, "已通读") = (&mut self.view, words.as_str()) {
                    *read = true;
                }
            }
            Asks::Becomes(value) => {
                if let View::Column(column) = &mut self.view {
                    column.becomes.retain(|(known, _)| *known != value);
                    column.becomes.push((value, words));
                }
            }
        }
        Vec::new()
    }
}
