//! The head of a record: title, validity, and where to go if it no longer holds.

use ratatui::layout::Rect;

use super::message::Message;
use crate::{
    policy::RecordKind,
    text::{VisitorText, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::Route,
    },
    zone::{Dossier, wording},
};

/// Title, validity, band: lines and their duty.
pub(super) enum Head {
    Title(String),
    Standing,
    Band(String),
    Jump(usize),
    Rule,
}

pub(super) fn head_lines(dossier: &Dossier, width: u16, context: &Context) -> Vec<Head> {
    let narrow = context.room() == Room::Narrow;
    let mut lines: Vec<Head> = Vec::new();
    let titles = wrap(&dossier.card.title, usize::from(width), 0);
    let most = if narrow { 1 } else { 3 };
    lines.extend(titles.into_iter().take(most).map(|line| Head::Title(line.text)));
    let document = dossier.card.kind == RecordKind::Document;
    if !narrow || document {
        lines.push(Head::Standing);
    }
    if let Some(band) = &dossier.band {
        let sentences = wrap(&band.sentence, usize::from(width), 0);
        lines.extend(sentences.into_iter().take(if narrow { 1 } else { 2 }).map(|line| Head::Band(line.text)));
        if !narrow || band.jumps.len() == 1 {
            lines.extend((0..band.jumps.len()).map(Head::Jump));
        } else if !band.jumps.is_empty() {
            lines.push(Head::Jump(0));
        }
    }
    if !narrow {
        lines.push(Head::Rule);
    }
    lines
}

pub(super) fn head(dossier: &Dossier, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let document = dossier.card.kind == RecordKind::Document;
    for (y, line) in (area.y..area.bottom()).zip(head_lines(dossier, area.width, context)) {
        match line {
            Head::Title(text) => {
                canvas.text(area.x, y, area.width, &text, theme.strong);
            }
            Head::Standing => {
                let mut x = area.x;
                if document {
                    x = canvas.text(x, y, area.width, &wording::validity(&dossier.standing), theme.validity(dossier.standing.validity)) + 2;
                }
                canvas.text(x, y, area.right().saturating_sub(x), &wording::about(&dossier.card), theme.quiet);
            }
            Head::Band(text) => {
                canvas.text(area.x, y, area.width, &text, theme.validity(dossier.standing.validity));
            }
            Head::Jump(at) => {
                let Some((label, id)) = dossier.band.as_ref().and_then(|band| band.jumps.get(at)) else { continue };
                let label = if at == 0 { format!("回车 › {label}") } else { format!("     › {label}") };
                canvas.text(area.x, y, area.width, &label, theme.key);
                canvas.touch(
                    Rect { y, height: 1, ..area },
                    Message::Open(Route::Record { id: id.clone(), section: None, words: VisitorText::default() }),
                );
            }
            Head::Rule => canvas.rule(area, y),
        }
    }
}
