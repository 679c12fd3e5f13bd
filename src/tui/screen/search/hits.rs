//! Hits as rows, and what is offered where there are none.

use ratatui::layout::Rect;

use super::{
    answer, beside,
    head::{NEITHER, head},
    message::Message,
    places::{Places, capacity, lines},
    state::{Mode, State},
    ways::{self, way},
};
use crate::{
    policy::{GroupedBy, Grouping, RecordKind},
    search::{Filter, Found, Fragment},
    text::masked,
    tui::{
        canvas::{Canvas, Hot},
        context::{Context, Room},
        effect::Route,
        lines::wrapped,
        widget::entries::{self, Row, plain},
    },
    zone::{ListKind, wording},
};

pub(super) fn hits(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places) {
    let capacity = capacity(state, context);
    let ways = ways::before_hits(found);
    let before = ways.len();
    let shown = state.cursor.shown(before + found.hits.len(), capacity);
    if places.count.height > 0 {
        head(state, found, context, canvas, places, shown.start);
    }
    let numbered = state.mode == Mode::Hits;
    // Of a text as much as there is room for below the title and who says it.
    let (room, most) = (places.list.width.saturating_sub(5), usize::from(lines(state, context).saturating_sub(2).max(1)));
    let hits = found.hits.iter().enumerate().map(|(at, hit)| {
        let document = hit.card.kind == RecordKind::Document;
        // In large type the kind stands on the second line: the first belongs to the title.
        let narrow = context.room() == Room::Narrow;
        // A title is worth more than the last of several lines of a text.
        let row = Row { title: hit.title.clone(), note: hit.card.kind.label().to_owned(), kind: Some(hit.card.kind), ..Row::default() };
        let most = most - usize::from(most > 2 && row.is_long(places.list.width));
        let source = if narrow { wording::about(&hit.card) } else { wording::source(&hit.card) };
        let mut below = if source.is_empty() && !document { Vec::new() } else { vec![plain(source)] };
        let answered = at == 0 && places.beside.is_none();
        let said = if answered { answer::lines(found, context, places.list) } else { Vec::new() };
        if !said.is_empty() {
            if context.room() == Room::Narrow {
                below.clear();
            }
        } else if let Some(why) = hit.why.as_ref().filter(|_| hit.standing.validity.is_ended()) {
            // Nobody may act on it: that is more than what it says.
            below.push(plain(why.as_str()));
        } else if let Some(passage) = &hit.passage {
            let begins_so = passage.snippet.first().is_some_and(|first| first.text.starts_with(&passage.label));
            let mut line = if begins_so { Vec::new() } else { plain(format!("{} ", passage.label)) };
            line.extend(passage.snippet.iter().cloned());
            below.extend(at_most(most, wrapped(&line, room)));
        } else if let Some(summary) = &hit.card.summary {
            below.extend(at_most(most, wrapped(&plain(summary.as_str()), room)));
        }
        let note = if narrow && said.is_empty() { String::new() } else { hit.card.kind.label().to_owned() };
        (Row { note, standing: document.then_some(&hit.standing), below, said, ..row }, Some(Message::Open(ways::route(hit))))
    });
    let rows = ways.into_iter().chain(hits).skip(shown.start).take(shown.len());
    entries::view(canvas, places.list, lines(state, context), numbered.then_some(state.cursor), rows);
    if let Some(place) = places.beside {
        beside::view(state, found, context, canvas, place);
    }
    if numbered {
        canvas.hot.push(Hot { area: Rect::ZERO, number: Some(9), focusable: false, message: Message::ToFilters });
        canvas.hot.push(Hot { area: Rect::ZERO, number: Some(NEITHER), focusable: false, message: Message::ToNeither });
        if let Some(meant) = &found.meant {
            canvas.hot.push(Hot { area: Rect::ZERO, number: Some(8), focusable: false, message: Message::Tried(meant.clone()) });
        }
    }
}

/// As many lines; the last holds all the rest, so that it is cut with the sign that it goes on.
fn at_most(most: usize, mut lines: Vec<Vec<Fragment>>) -> Vec<Vec<Fragment>> {
    let rest = lines.split_off(most.saturating_sub(1).min(lines.len()));
    if !rest.is_empty() {
        lines.push(rest.concat());
    }
    lines
}

/// Nothing found is not the end: near words, themes, a person, an application.
pub(super) fn nothing(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places) {
    let (count, area) = (places.count, places.list);
    let theme = *canvas.theme;
    let words = if found.hidden > 0 {
        format!("没有现行有效的；有 {} 件已经失效或废止", found.hidden)
    } else {
        "没有找到。要不要这样试试？".to_owned()
    };
    if count.height > 0 {
        canvas.text(count.x, count.y, count.width, &words, theme.strong);
    }
    let mut rows = Vec::new();
    if found.hidden > 0 {
        rows.push(way("看已经失效、废止的".to_owned(), "只供查历史，不能再作依据", Message::EndedShown(true)));
    }
    if state.filter != Filter::default() {
        rows.push(way("不筛选，在全部里找".to_owned(), &state.filter_words(), Message::Filtered(Filter::default())));
    }
    if let Some(meant) = &found.meant {
        rows.push(way(format!("搜“{}”", masked(meant.reveal())), "是不是要找这个？", Message::Tried(meant.clone())));
    }
    for word in found.nearby.words.iter().filter(|word| found.meant.as_ref().is_none_or(|meant| meant.reveal() != *word)).take(3) {
        rows.push(way(format!("搜“{word}”"), "相近的说法", Message::Tried(word.as_str().into())));
    }
    rows.extend(found.nearby.topics.iter().take(2).map(|topic| ways::theme(topic)));
    if found.nearby.topics.is_empty() && context.has_topics {
        let themes = ListKind::Groups(Grouping { by: GroupedBy::Topic, kind: None });
        rows.push(way("按主题找".to_owned(), "教育、医疗、社保、住房……", Message::Open(Route::List(themes))));
    }
    rows.extend([ways::staff(), ways::apply(state.field.text())]);
    let numbered = state.mode == Mode::Hits;
    entries::view(canvas, area, 2, numbered.then_some(state.cursor), rows.into_iter());
}
