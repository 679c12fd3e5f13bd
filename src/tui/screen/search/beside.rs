//! Beside the list, where the screen is wide: what the hit says on which the arrows rest.

use ratatui::layout::Rect;

use super::{
    answer,
    message::Message,
    state::{Mode, State},
    ways,
};
use crate::{
    policy::RecordKind,
    search::{Found, Fragment, Hit, Match},
    tui::{
        canvas::Canvas,
        context::Context,
        lines::wrapped,
        picture::{Head, Panel, Picture},
        widget::{
            drawn,
            entries::{plain, told},
            marked::fragments,
        },
    },
    zone::wording,
};

/// ```text
///  │ 办事指南
///  │ 城乡居民养老金领取
///  │ 云川县人力资源和社会保障局
///  │
///  │ 要带 2 样   多久办好   要多少钱
///  │ …
///  │ 回车看全部
/// ```
pub(super) fn view(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let before = ways::count(found);
    let Some((at, hit)) = (state.cursor.top + state.cursor.focus).checked_sub(before).and_then(|at| Some((at, found.hits.get(at)?))) else {
        return;
    };
    let theme = *canvas.theme;
    for y in area.top()..area.bottom().saturating_sub(1) {
        canvas.text(area.x, y, 1, "│", theme.rule);
    }
    let mut pen = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: area.height.saturating_sub(2), ..area };
    line(canvas, &mut pen, |canvas, place| {
        canvas.text(place.x, place.y, place.width, hit.card.kind.label(), theme.key);
    });
    for title in wrapped(&hit.title, pen.width) {
        line(canvas, &mut pen, |canvas, place| fragments(canvas, place.x, place.y, place.width, &title, theme.strong));
    }
    if hit.card.kind == RecordKind::Document {
        line(canvas, &mut pen, |canvas, place| {
            canvas.text(place.x, place.y, place.width, &wording::validity(&hit.standing), theme.validity(hit.standing.validity));
        });
    }
    for words in hit.why.iter().cloned().chain([wording::source(&hit.card)]).filter(|words| !words.is_empty()) {
        for words in wrapped(&plain(words), pen.width) {
            line(canvas, &mut pen, |canvas, place| fragments(canvas, place.x, place.y, place.width, &words, theme.quiet));
        }
    }
    line(canvas, &mut pen, |_, _| {});
    let said = if at == 0 { answer::whole(found, context, Rect { width: pen.width + 5, ..pen }) } else { Vec::new() };
    let first = pen;
    for said in &said {
        line(canvas, &mut pen, |canvas, place| said.draw(canvas, place));
    }
    if said.is_empty() {
        texts(hit, canvas, &mut pen);
    }
    // While words are typed Enter chooses among them, or leads to the hits.
    let more = if state.mode == Mode::Hits { "回车看全部" } else { "" };
    canvas.text(area.x + 2, area.bottom().saturating_sub(1), area.width, more, theme.key);
    let told = told(&said, first, Rect { x: first.x, ..area });
    canvas.paint(area, Picture::Panel(Panel { head: head(hit), told, texts: said_of(hit), more, cells: (area.width, area.height) }));
    canvas.touch(area, Message::Open(ways::route(hit)));
}

/// What it says of itself first.
fn head(hit: &Hit) -> Head {
    let standing = (hit.card.kind == RecordKind::Document).then_some(hit.standing.validity);
    let below = hit.why.iter().cloned().chain([wording::source(&hit.card)]).filter(|words| !words.is_empty()).map(plain).collect();
    let note = hit.card.kind.label().to_owned();
    Head { kind: Some(drawn::of_kind(hit.card.kind)), note, title: hit.title.clone(), standing, below }
}

/// The passages that match, each with the name of its section, or what it is about.
fn said_of(hit: &Hit) -> Vec<(String, Vec<Fragment>)> {
    let passages = hit.passage.iter().chain(&hit.more).map(|passage| {
        let begins_so = passage.snippet.first().is_some_and(|first| first.text.starts_with(&passage.label));
        (if begins_so { String::new() } else { passage.label.clone() }, passage.snippet.clone())
    });
    let summary = hit.card.summary.iter().filter(|_| hit.passage.is_none()).map(|summary| (String::new(), plain(summary.as_str())));
    passages.chain(summary).collect()
}

/// Draws on the next row, while there is one.
fn line(canvas: &mut Canvas<'_, Message>, pen: &mut Rect, draw: impl FnOnce(&mut Canvas<'_, Message>, Rect)) {
    if pen.height > 0 {
        draw(canvas, Rect { height: 1, ..*pen });
        *pen = Rect { y: pen.y + 1, height: pen.height - 1, ..*pen };
    }
}

/// What it says: the passages that match, or what it is about.
fn texts(hit: &Hit, canvas: &mut Canvas<'_, Message>, pen: &mut Rect) {
    let theme = *canvas.theme;
    let passages: Vec<&Match> = hit.passage.iter().chain(&hit.more).collect();
    if let (true, Some(summary)) = (passages.is_empty(), &hit.card.summary) {
        for words in wrapped(&plain(summary.as_str()), pen.width) {
            line(canvas, pen, |canvas, place| fragments(canvas, place.x, place.y, place.width, &words, theme.text));
        }
    }
    for passage in passages {
        let begins_so = passage.snippet.first().is_some_and(|first| first.text.starts_with(&passage.label));
        if !begins_so && !passage.label.is_empty() {
            line(canvas, pen, |canvas, place| {
                canvas.text(place.x, place.y, place.width, &passage.label, theme.strong);
            });
        }
        for words in wrapped(&passage.snippet, pen.width) {
            line(canvas, pen, |canvas, place| fragments(canvas, place.x, place.y, place.width, &words, theme.text));
        }
        line(canvas, pen, |_, _| {});
    }
}
