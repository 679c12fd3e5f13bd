//! Hits as rows, and what is offered where there are none.

use ratatui::layout::Rect;

use super::{
    answer,
    message::Message,
    places::{Places, capacity, capacity_at, lines},
    state::{Mode, State},
};
use crate::{
    policy::{GroupedBy, Grouping, Leaflet, PageId, RecordKind},
    search::{Filter, Found, Fragment},
    text::{VisitorText, columns, masked},
    tui::{
        canvas::{Canvas, Hot},
        context::{Context, Room},
        effect::Route,
        widget::entries::{self, Row, plain},
    },
    zone::{ListKind, wording},
};

pub(super) fn hits(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places) {
    let capacity = capacity(state, context);
    let shown = state.cursor.shown(found.hits.len(), capacity);
    if places.count.height > 0 {
        count(state, found, context, canvas, places, shown.start);
    }
    let numbered = state.mode == Mode::Hits;
    let rows = found.hits.iter().enumerate().skip(shown.start).take(shown.len()).map(|(at, hit)| {
        let document = hit.card.kind == RecordKind::Document;
        let mut below = vec![plain(wording::about(&hit.card))];
        let said = if at == 0 { answer::lines(found, places.list) } else { Vec::new() };
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
            below.push(line);
        } else if let Some(summary) = &hit.card.summary {
            below.push(plain(summary.as_str()));
        }
        let note = match (document, said.is_empty()) {
            (true, _) if !hit.standing.counts_as_valid() => wording::validity(&hit.standing),
            // Where the line that says so has given way to the answer.
            (_, false) if context.room() == Room::Narrow => hit.card.kind.label().to_owned(),
            _ => String::new(),
        };
        let section = hit.passage.as_ref().map(|passage| passage.section);
        let words = hit.passage.as_ref().map_or_else(VisitorText::default, |passage| marked_words(&passage.snippet));
        let route = Route::to(&hit.card, section, words);
        (Row { title: hit.title.clone(), note, standing: document.then_some(&hit.standing), below, said }, Some(Message::Open(route)))
    });
    entries::view(canvas, places.list, lines(state, context), numbered.then_some(state.cursor), rows.take(capacity));
    if numbered {
        canvas.hot.push(Hot { area: Rect::ZERO, number: Some(9), focusable: false, message: Message::ToFilters });
        if let Some(meant) = &found.meant {
            canvas.hot.push(Hot { area: Rect::ZERO, number: Some(8), focusable: false, message: Message::Tried(meant.clone()) });
        }
    }
}

/// The line above the hits: how many there are, what may have been meant, the filters.
fn count(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places, begins: usize) {
    let theme = *canvas.theme;
    let line = places.count;
    let numbered = state.mode == Mode::Hits;
    let mut x = line.right();
    let mut button = |canvas: &mut Canvas<'_, Message>, label: &str, message: Message| {
        let room = Rect { width: x.saturating_sub(line.x), ..line };
        let begins = canvas.right(room, line.y, label, theme.key);
        // The row above belongs to it as well.
        canvas.touch(Rect { x: begins, y: line.y.saturating_sub(1), width: x - begins, height: 2 }, message);
        x = begins.saturating_sub(2);
    };
    // One thing at a time: no filters while something is being composed, and on a low screen none beside the field's own buttons.
    if !state.composes() && (numbered || context.room() != Room::Narrow) {
        let filters = state.filter_words();
        let label = if filters.is_empty() { "筛选和排序".to_owned() } else { format!("筛选：{filters}") };
        button(canvas, &if numbered { format!("9 {label}") } else { label }, Message::ToFilters);
    }
    if let Some(meant) = found.meant.as_ref().filter(|_| !state.composes()) {
        let label = format!("是不是“{}”？", masked(meant.reveal()));
        button(canvas, &if numbered { format!("8 {label}") } else { label }, Message::Tried(meant.clone()));
    }
    let room = x.saturating_sub(line.x);
    let mut words = String::new();
    // What does not fit whole is left out.
    for more in how_many(state, found, context, begins) {
        if columns(&words) + columns(&more) <= usize::from(room) {
            words.push_str(&more);
        }
    }
    canvas.text(line.x, line.y, room, &words, theme.quiet);
}

/// How many hits there are, and on which page this is, the most important first.
fn how_many(state: &State, found: &Found, context: &Context, begins: usize) -> Vec<String> {
    let listed = found.listed();
    let mut words = vec![format!("共 {listed} 件")];
    if found.in_force != listed {
        words.push(format!("，现行有效 {} 件", found.in_force));
    }
    if found.hidden > 0 {
        words.push(format!("，另有 {} 件已失效废止", found.hidden));
    }
    let (page, pages) = page(state, found, context, begins);
    if pages > 1 {
        words.push(format!(" · 第 {page}/{pages} 页"));
    }
    words
}

/// The page that begins with this hit, and how many there are: an answer leaves room for fewer on the first.
fn page(state: &State, found: &Found, context: &Context, begins: usize) -> (usize, usize) {
    let (first, others) = (capacity_at(state, context, 0), capacity_at(state, context, 1));
    let rest = |hits: usize| hits.saturating_sub(first).div_ceil(others);
    (if begins == 0 { 1 } else { 1 + rest(begins + 1).max(1) }, 1 + rest(found.listed().max(found.hits.len())))
}

/// The words that matched, to be marked in the text as well.
pub(super) fn marked_words(snippet: &[Fragment]) -> VisitorText {
    let mut words: Vec<&str> = Vec::new();
    for fragment in snippet.iter().filter(|fragment| fragment.marked && fragment.text.chars().count() > 1) {
        if !words.contains(&fragment.text.as_str()) {
            words.push(&fragment.text);
        }
    }
    words.join(" ").into()
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
    let mut rows: Vec<(Row<'_>, Option<Message>)> = Vec::new();
    let mut row = |title: String, about: &str, message: Message| {
        rows.push((Row { title: plain(title), below: vec![plain(about)], ..Row::default() }, Some(message)));
    };
    if found.hidden > 0 {
        row("看已经失效、废止的".to_owned(), "只供查历史，不能再作依据", Message::EndedShown(true));
    }
    if state.filter != Filter::default() {
        row("不筛选，在全部里找".to_owned(), &state.filter_words(), Message::Filtered(Filter::default()));
    }
    if let Some(meant) = &found.meant {
        row(format!("搜“{}”", masked(meant.reveal())), "是不是要找这个？", Message::Tried(meant.clone()));
    }
    for word in found.nearby.words.iter().filter(|word| found.meant.as_ref().is_none_or(|meant| meant.reveal() != *word)).take(3) {
        row(format!("搜“{word}”"), "相近的说法", Message::Tried(word.as_str().into()));
    }
    for topic in found.nearby.topics.iter().take(2) {
        let list = ListKind::of_topic(topic);
        row(format!("看“{topic}”主题"), "这个主题的指南、问答、文件", Message::Open(Route::List(list)));
    }
    if found.nearby.topics.is_empty() && context.has_topics {
        row(
            "按主题找".to_owned(),
            "教育、医疗、社保、住房……",
            Message::Open(Route::List(ListKind::Groups(Grouping { by: GroupedBy::Topic, kind: None }))),
        );
    }
    row("叫工作人员".to_owned(), "问一问服务台，还有电话", Message::Open(Route::leaflet(Leaflet::STAFF)));
    row(
        "申请公开这条信息".to_owned(),
        "没有公开的可以申请，字会带过去",
        Message::Open(Route::Leaflet { id: PageId::known(Leaflet::APPLY), words: state.field.text() }),
    );
    let numbered = state.mode == Mode::Hits;
    entries::view(canvas, area, 2, numbered.then_some(state.cursor), rows.into_iter());
}
