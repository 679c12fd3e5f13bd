//! Keys at one document: its fields and questions.

use crossterm::event::KeyCode;
use ratatui::layout::Size;

use super::opening::is_open;
use crate::{
    editing::{Answer, Cause, Item, Stage},
    tui::review::{
        deed::Deed,
        state::{Asks, Place, State, Target, View, lines, targets},
        view,
    },
};

impl State {
    pub(super) fn on_paper(&mut self, code: KeyCode, mut place: Place) -> Vec<Deed> {
        let Some(item) = self.item(&place.id).cloned() else { return Vec::new() };
        let targets = targets(&item);
        let target = targets.get(place.at);
        let mut deeds = Vec::new();
        if walked(self.grid, &item, code, &mut place) {
            self.stand(place);
            return Vec::new();
        }
        match (code, target) {
            (KeyCode::Enter, _) => return self.confirm_all(place),
            (KeyCode::Char(' ') | KeyCode::F(5), Some(Target::Field(row))) if row.value.is_some() => {
                deeds.push(Deed::Confirm(item.id.clone(), Some(row.field)));
            }
            (KeyCode::F(2) | KeyCode::Char('e'), Some(Target::Field(row))) => {
                let (asks, value) = (Asks::Value(item.id.clone(), row.field), row.value.clone().unwrap_or_default());
                self.ask(asks, value);
            }
            (KeyCode::F(2) | KeyCode::Char('e'), _) => {
                let line = line_in_question(&item, target);
                self.ask(Asks::Old(place.id.clone()), line);
            }
            (KeyCode::Char(c), Some(Target::Question(number, question))) if "123dmryn".contains(c) => match answer(c, &question.cause) {
                Some(answer) => deeds.push(Deed::Answer(item.id.clone(), *number, answer)),
                None if matches!(c, '3' | 'r' | 'y') => self.ask(Asks::Release(place.id.clone(), *number), String::new()),
                None => "这个问题不能这样答复".clone_into(&mut self.said),
            },
            // What the digits answer stands beside the questions, wherever the arrows rest.
            (KeyCode::Char('1'..='3'), Some(Target::Field(_))) if !item.questions.is_empty() => {
                place.at = targets.len() - item.questions.len();
                "数字是答复问题的：这是第一个，请看过再按一次".clone_into(&mut self.said);
            }
            (KeyCode::F(7) | KeyCode::Char('7'), _) if item.draft.is_some() => deeds.push(Deed::Adopt(item.id.clone())),
            (KeyCode::F(3), _) => deeds.push(Deed::Original(item.id.clone())),
            (KeyCode::F(9) | KeyCode::Char('x'), _) => self.ask(Asks::Refuse(place.id.clone()), String::new()),
            (KeyCode::F(8), _) => {
                let id = place.id.clone();
                if matches!(item.stage, Stage::Await(_)) {
                    self.open(&id);
                    return Vec::new();
                }
                "还没有核对完，不能审核".clone_into(&mut self.said);
            }
            (KeyCode::Backspace, _) => deeds.push(self.undo_here(&item.id)),
            (KeyCode::Esc | KeyCode::F(10), _) => {
                self.view = View::List;
                self.settle();
                return Vec::new();
            }
            _ => {}
        }
        self.stand(place);
        deeds
    }

    /// The arrows rest here, and what they rest on is seen in the text.
    fn stand(&mut self, place: Place) {
        if let View::Paper(now) = &mut self.view {
            *now = place;
        }
        self.show_line();
    }

    /// Scrolls the text to the line that is asked about.
    pub(super) fn show_line(&mut self) {
        let View::Paper(place) = &self.view else { return };
        let Some(item) = self.item(&place.id) else { return };
        let shown = lines(item, view::paper_width(self.grid));
        let line = match targets(item).get(place.at) {
            Some(Target::Question(_, question)) => question.line,
            _ => None,
        };
        let Some(at) = line.and_then(|line| shown.iter().position(|shown| shown.line >= line)) else { return };
        let rows = view::paper_rows(self.grid);
        if let View::Paper(place) = &mut self.view
            && !(place.top..(place.top + rows).saturating_sub(2)).contains(&at)
        {
            place.top = at.saturating_sub(rows / 3);
        }
    }

    /// All fields of a document, which are all on the screen; refused while something must be filled in or answered.
    pub(super) fn confirm_all(&mut self, mut place: Place) -> Vec<Deed> {
        let Some(item) = self.item(&place.id).cloned() else { return Vec::new() };
        let targets = targets(&item);
        let stops = |target: &Target<'_>| match target {
            Target::Field(row) => row.is_missing() || (row.is_open() && !row.together()),
            Target::Question(..) => false,
        };
        if let Some(at) = targets.iter().position(stops) {
            place.at = at;
            self.said = "这一栏要先填好，或者单独确认（F2 改，空格确认）".to_owned();
            self.view = View::Paper(place);
            return Vec::new();
        }
        if let Some(at) = targets.iter().position(|target| matches!(target, Target::Question(..))) {
            let confirmed = item.rows.iter().all(|row| !row.is_open());
            let id = item.id.clone();
            place.at = at;
            self.said = if confirmed {
                "还有问题没有答复，按数字答复"
            } else {
                "各栏确认了，还有问题没有答复，按数字答复"
            }
            .to_owned();
            self.view = View::Paper(place);
            return if confirmed { Vec::new() } else { vec![Deed::Confirm(id, None)] };
        }
        vec![Deed::Confirm(place.id, None)]
    }
}

/// What a key answers to a question; none where a reason is asked first, or it cannot be.
fn answer(c: char, cause: &Cause) -> Option<Answer> {
    match (c, cause) {
        ('1' | 'm', Cause::Alarm(_)) => Some(Answer::Mask),
        ('2' | 'd', Cause::Alarm(_)) => Some(Answer::Cut),
        ('1' | 'y', Cause::Tie(_)) => Some(Answer::Tie),
        ('2' | 'n', Cause::Tie(_)) => Some(Answer::Apart),
        ('1' | 'y', Cause::Word(word)) if !word.right.is_empty() => Some(Answer::Mend),
        _ => None,
    }
}

/// Keys that only walk about.
fn walked(grid: Size, item: &Item, code: KeyCode, place: &mut Place) -> bool {
    let targets = targets(item);
    let rows = view::paper_rows(grid) - 1;
    match code {
        KeyCode::Up | KeyCode::BackTab => place.at = place.at.saturating_sub(1),
        KeyCode::Down | KeyCode::Tab => place.at = (place.at + 1).min(targets.len().saturating_sub(1)),
        KeyCode::PageDown => place.top = (place.top + rows).min(view::paper_end(grid, item)),
        KeyCode::PageUp => place.top = place.top.saturating_sub(rows),
        KeyCode::F(6) => {
            let fields = targets.iter().filter(|target| matches!(target, Target::Field(_))).count();
            place.at = if place.at < fields { fields } else { place.at + 1 };
            if place.at >= targets.len() {
                place.at = targets.iter().position(is_open).unwrap_or(0);
            }
        }
        _ => return false,
    }
    true
}

/// The words of the line that is asked about, as they stand in the file.
fn line_in_question(item: &Item, target: Option<&Target<'_>>) -> String {
    let line = match target {
        Some(Target::Question(_, question)) => question.line.unwrap_or(item.body_line),
        _ => return String::new(),
    };
    item.text.split('\n').nth(line - 1).filter(|_| line >= item.body_line).unwrap_or_default().to_owned()
}
