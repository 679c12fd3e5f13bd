//! The head of a record: title, validity, and where to go if it no longer holds.

use ratatui::layout::Rect;

use super::message::Message;
use crate::{
    policy::RecordKind,
    text::{VisitorText, columns, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::Route,
        lines::shortened,
        picture::Picture,
        theme::Tone,
        widget::{drawn, entries::plain},
    },
    zone::{Dossier, wording},
};

/// Title, validity, band: lines and their duty.
pub(super) enum Head {
    Title(String),
    /// The upper of the two rows of a large title.
    Above,
    /// The lower one, and the title.
    Large(String),
    /// Validity and what follows it, or a further line of who says it and when.
    Source {
        first: bool,
        words: String,
    },
    Band(String),
    Jump(usize),
    Rule,
}

pub(super) fn head_lines(dossier: &Dossier, width: u16, context: &Context) -> Vec<Head> {
    let narrow = context.room() == Room::Narrow;
    let mut lines: Vec<Head> = Vec::new();
    if narrow {
        // On its own page a title that no line holds, shortened or not, is read whole where two do.
        let short: String = shortened(&plain(&dossier.card.title), width).into_iter().map(|part| part.text).collect();
        let whole = wrap(&dossier.card.title, usize::from(width), 0);
        let wraps = columns(&short) > usize::from(width) && whole.len() <= 2;
        let titles = if wraps { whole.into_iter().map(|line| line.text).collect() } else { vec![short] };
        lines.extend(titles.into_iter().map(Head::Title));
    } else if columns(&dossier.card.title) * 3 <= usize::from(width) * 2 {
        lines.extend([Head::Above, Head::Large(dossier.card.title.clone())]);
    } else {
        let titles = wrap(&dossier.card.title, usize::from(width), 0);
        lines.extend(titles.into_iter().take(TITLE_LINES).map(|line| Head::Title(line.text)));
    }
    let document = dossier.card.kind == RecordKind::Document;
    if !narrow || document {
        let taken = if document { columns(&wording::validity(&dossier.standing)) + GAP } else { 0 };
        let sources = packed(&wording::about(&dossier.card), usize::from(width), taken);
        let most = if narrow { 1 } else { 2 };
        lines.extend(sources.into_iter().take(most).enumerate().map(|(at, words)| Head::Source { first: at == 0, words }));
    }
    if let Some(band) = &dossier.band {
        let sentences = wrap(&band.sentence, usize::from(width.saturating_sub(1)), 0);
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

/// Most lines of a title.
const TITLE_LINES: usize = 3;

/// Columns between the validity and what follows it.
const GAP: usize = 2;

/// What is said in parts, with as many parts in a line as fit whole; of the first line so many columns are taken.
fn packed(words: &str, width: usize, taken: usize) -> Vec<String> {
    const BETWEEN: &str = " · ";
    let mut lines = vec![String::new()];
    let mut used = taken;
    for part in words.split(BETWEEN) {
        let line = lines.last_mut().filter(|line| line.is_empty() || used + columns(BETWEEN) + columns(part) <= width);
        match line {
            Some(line) if line.is_empty() => line.push_str(part),
            Some(line) => line.extend([BETWEEN, part]),
            None => {
                lines.push(part.to_owned());
                used = 0;
            }
        }
        used += columns(part) + columns(BETWEEN);
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
            Head::Above => {}
            Head::Large(text) => {
                drawn::view(canvas, Rect { y: y.saturating_sub(1), height: 2, ..area }, Picture::Heading(text));
            }
            Head::Source { first, words } => {
                let mut x = area.x;
                if document && first {
                    let gap = u16::try_from(GAP).unwrap_or(0);
                    x = canvas.text(x, y, area.width, &wording::validity(&dossier.standing), theme.validity(dossier.standing.validity))
                        + gap;
                }
                canvas.text(x, y, area.right().saturating_sub(x), &words, theme.quiet);
            }
            Head::Band(text) => {
                let band = theme.tone(Tone::Clay);
                canvas.fill(Rect { y, height: 1, ..area }, band.pale);
                canvas.text(area.x + 1, y, area.width.saturating_sub(1), &text, band.key);
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
