//! The places of the parts of the reading screen.

use ratatui::layout::Rect;

use super::{
    head::head_lines,
    menu::{menu_rows, wide_rows},
    state::Find,
};
use crate::{
    tui::{
        context::{Context, Room},
        field,
        widget::prose::MEASURE,
    },
    zone::Dossier,
};

/// The parts of the screen.
pub(super) struct Places {
    pub(super) head: Rect,
    pub(super) text: Rect,
    /// The row below the text that says how it goes on; in large type it stands beside the menu.
    pub(super) foot: Option<Rect>,
    pub(super) card: Option<Rect>,
    pub(super) menu: Rect,
    /// The finder, below everything.
    pub(super) finder: Option<(Rect, field::Size)>,
}

/// Columns of the card beside the text on wide screens, at least.
pub(super) const CARD: u16 = 45;

pub(super) fn places(dossier: &Dossier, context: &Context, area: Rect, find: Option<&Find>) -> Places {
    let margin = context.margin();
    let wide = context.room() == Room::Wide;
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    // What a line of text cannot use belongs to the card.
    let beside = CARD.max(inner.width.saturating_sub(MEASURE + 2));
    let card = wide.then(|| Rect { x: inner.right().saturating_sub(beside), width: beside, ..inner });
    let left = Rect { width: inner.width.saturating_sub(if wide { beside + 2 } else { 0 }), ..inner };
    let size = field::Size { width: inner.width, height: area.height };
    let finder = find.map(|find| {
        let height = find.height(size).min(area.height);
        (Rect { y: area.bottom().saturating_sub(height), height, ..inner }, size)
    });
    let bottom = finder.map_or(area.bottom(), |(finder, _)| finder.y);
    // In large type every row that the finder leaves is text.
    let head_rows = if find.is_some() && context.room() == Room::Narrow { 0 } else { head_lines(dossier, left.width, context).len() };
    let head = Rect { height: u16::try_from(head_rows).unwrap_or(1).min(area.height / 2), ..left };
    let menu_height = match context.room() {
        Room::Wide => wide_rows(dossier) * 2,
        Room::Column => menu_rows(dossier, left.width, 3).max(1) * 2,
        Room::Narrow => menu_rows(dossier, left.width, 1).max(1),
    };
    let menu = match card {
        Some(card) => Rect { y: card.bottom().saturating_sub(menu_height), height: menu_height, ..card },
        None => Rect { y: left.bottom().saturating_sub(menu_height), height: menu_height, ..left },
    };
    let below = if wide || find.is_some() { 0 } else { menu_height };
    let body = Rect { y: head.bottom(), height: bottom.saturating_sub(head.bottom() + below), ..left };
    let foot = (context.room() != Room::Narrow).then_some(Rect { y: body.bottom().saturating_sub(1), height: 1, ..body });
    let text = Rect { height: body.height.saturating_sub(u16::from(foot.is_some())), ..body };
    Places { head, text, foot, card, menu, finder }
}
