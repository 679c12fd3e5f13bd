//! The attract screen: nobody is here. It says in three words what can be done and loops the notices.

use ratatui::layout::Rect;

use crate::{
    library::Card,
    policy::RecordId,
    text::columns,
    zone::{ListEntry, Pages},
};

use super::super::{
    canvas::Canvas,
    context::{Context, Room},
    effect::Route,
};

/// What the attract screen shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::tui) struct State {
    /// Which notice is shown.
    pub(in crate::tui) notice: usize,
}

/// What a touch means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Somebody is here; with where the door they touched leads, if they touched one.
    Begin(Option<Route>),
    /// Somebody wants to read a notice.
    Open(RecordId),
}

/// ```text
///    云川县政务服务中心 · 政务公开专区              数据截至 2026年11月20日   10:24
///
///            查 政 策           办 事 指 南          申 请 公 开
///
///                    触摸屏幕，或按任意键开始
///    ─────────────────────────────────────────────────────────────
///    公告  城乡居民医保集中缴费期到 12 月 31 日止                         3 / 6
/// ```
pub(in crate::tui) fn view(state: &State, pages: &Pages, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let Pages { attract: doors, notices, .. } = pages;
    let theme = *canvas.theme;
    canvas.touch(area, Message::Begin(None));
    let foot = area.bottom().saturating_sub(3);
    let call = over_doors(doors, context, canvas, area, foot) + 1;
    if call < foot {
        canvas.centered(area, call, "触摸屏幕，或按任意键开始", theme.strong);
    }
    if let Some(words) = context.announcement().filter(|_| foot > area.y) {
        canvas.centered(area, foot - 1, &words, theme.key);
    }
    canvas.rule(area, foot);
    let inner = Rect { x: area.x + context.margin(), width: area.width.saturating_sub(2 * context.margin()), ..area };
    match notices.get(state.notice.checked_rem(notices.len()).unwrap_or(0)) {
        Some(notice) => {
            canvas.touch(Rect { y: foot, height: area.bottom().saturating_sub(foot), ..area }, Message::Open(notice.id.clone()));
            let place = format!("{} / {}", state.notice % notices.len() + 1, notices.len());
            posted(notice, &place, canvas, Rect { y: foot + 1, ..inner });
        }
        None => canvas.centered(inner, foot + 1, "政策文件、办事指南、政府信息，都可以在这里查", theme.quiet),
    }
}

/// The doors of the zone as signs, side by side or one below the other; the row below them.
fn over_doors(doors: &[ListEntry], context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect, foot: u16) -> u16 {
    let theme = *canvas.theme;
    let stacked = area.height >= 36 && area.width < 90;
    let side_by_side = area.width.saturating_sub(8) / 3;
    let (width, height, gap) = match context.room() {
        Room::Narrow => (15.min(side_by_side), 5, 2),
        _ if stacked => (30, 7, 2),
        _ => (28.min(side_by_side), 7, 3),
    };
    let count = u16::try_from(doors.len()).unwrap_or(u16::MAX).max(1);
    let (across, down) = if stacked { (1, count) } else { (count, 1) };
    let total = (across * width + (across - 1) * gap, down * height + (down - 1) * gap);
    let left = area.x + area.width.saturating_sub(total.0) / 2;
    let top = area.y + foot.saturating_sub(area.y + total.1 + 2) / 2;
    for (at, door) in (0u16..).zip(doors) {
        let about = &door.about;
        let place = Rect::new(
            left + if stacked { 0 } else { at * (width + gap) },
            top + if stacked { at * (height + gap) } else { 0 },
            width,
            height,
        )
        .intersection(area);
        canvas.fill(place, theme.focus);
        canvas.centered(
            place,
            place.y + height / 2 - u16::from(height > 5),
            &spaced(&door.title),
            theme.focus.add_modifier(ratatui::style::Modifier::BOLD),
        );
        if columns(about) < usize::from(width) {
            canvas.centered(place, place.y + height / 2 + 1, about, theme.focus);
        }
        canvas.touch(place, Message::Begin(door.way.clone().map(Route::from)));
    }
    top + total.1
}

/// A notice on the board: whether it is urgent, its title, which of all it is, and a line about it.
fn posted(notice: &Card, place: &str, canvas: &mut Canvas<'_, Message>, line: Rect) {
    let theme = *canvas.theme;
    let (word, style) = if notice.is_urgent() { ("紧急", theme.bad) } else { ("公告", theme.key) };
    canvas.text(line.x, line.y, 4, word, style);
    let right = canvas.right(line, line.y, place, theme.quiet);
    canvas.text(
        line.x + 6,
        line.y,
        right.saturating_sub(line.x + 8),
        &notice.title,
        if notice.is_urgent() { theme.bad } else { theme.strong },
    );
    if let Some(summary) = notice.summary.as_ref().or(notice.body.as_ref()) {
        canvas.text(line.x + 6, line.y + 1, line.width.saturating_sub(6), summary, theme.quiet);
    }
}

/// A short name as signs over doors write it.
fn spaced(name: &str) -> String {
    let characters: Vec<String> = name.chars().map(String::from).collect();
    characters.join(" ")
}
