//! Keys over one field of many documents.

use std::collections::BTreeSet;

use crossterm::event::KeyCode;

use crate::{
    editing::{Field, Stage},
    tui::review::{
        deed::Deed,
        state::{Asks, Column, Group, State, View},
        view,
    },
};

/// Fields that are confirmed over many documents at once.
const COLUMNS: [&str; 6] = ["issuers", "mark", "kind", "genre", "issued_on", "topics"];

impl State {
    /// One field over the documents that were picked, or over all that are listed.
    pub(super) fn column(&mut self) {
        let listed = self.listed();
        let ids: Vec<String> = listed
            .iter()
            .filter(|item| (self.picked.is_empty() || self.picked.contains(&item.id)) && item.stage != Stage::Refused)
            .map(|item| item.id.clone())
            .collect();
        let Some(field) = Field::named("issuers").filter(|_| !ids.is_empty()) else { return };
        self.view = View::Column(Column { ids, field, at: 0, left: BTreeSet::new(), becomes: Vec::new() });
    }

    pub(super) fn on_column(&mut self, code: KeyCode, mut column: Column) -> Vec<Deed> {
        let shown = view::column_rows(self.grid);
        let groups: Vec<_> = self.groups(&column).into_iter().take(shown).collect();
        match code {
            KeyCode::Up => column.at = column.at.saturating_sub(1),
            KeyCode::Down => column.at = (column.at + 1).min(groups.len().saturating_sub(1)),
            KeyCode::Tab | KeyCode::BackTab => {
                let at = COLUMNS.iter().position(|name| *name == column.field.name).unwrap_or(0);
                let next = if code == KeyCode::Tab { at + 1 } else { at + COLUMNS.len() - 1 } % COLUMNS.len();
                if let Some(field) = COLUMNS.get(next).and_then(|name| Field::named(name)) {
                    column = Column { field, at: 0, left: BTreeSet::new(), becomes: Vec::new(), ..column };
                }
            }
            KeyCode::Char(' ') | KeyCode::F(7) => {
                if let Some(group) = groups.get(column.at)
                    && !column.left.remove(&group.value)
                {
                    column.left.insert(group.value.clone());
                }
            }
            KeyCode::F(2) | KeyCode::Char('e') => {
                if let Some(group) = groups.get(column.at) {
                    let becomes = column.becomes.iter().find(|(value, _)| *value == group.value).map(|(_, word)| word.clone());
                    let text = becomes.or_else(|| group.value.clone()).unwrap_or_default();
                    self.view = View::Column(column.clone());
                    self.ask(Asks::Becomes(group.value.clone()), text);
                    return Vec::new();
                }
            }
            KeyCode::Enter => {
                let deeds = deeds(&column, &groups);
                column.becomes.clear();
                self.view = View::Column(column);
                return deeds;
            }
            KeyCode::Backspace => return self.undo(),
            KeyCode::Esc | KeyCode::F(10) => {
                self.view = View::List;
                self.settle();
                return Vec::new();
            }
            _ => {}
        }
        self.view = View::Column(column);
        Vec::new()
    }
}

/// What the right side says, done to each document of the values that are shown and not left as they are.
fn deeds(column: &Column, groups: &[Group]) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for group in groups.iter().filter(|group| !column.left.contains(&group.value)) {
        let becomes = column.becomes.iter().find(|(value, _)| *value == group.value).map(|(_, word)| word);
        for id in &group.ids {
            match becomes {
                Some(word) if Some(word) != group.value.as_ref() => deeds.push(Deed::Set(id.clone(), column.field, word.clone())),
                _ if group.value.is_some() && !group.confirmed => deeds.push(Deed::Confirm(id.clone(), Some(column.field))),
                _ => {}
            }
        }
    }
    deeds
}
