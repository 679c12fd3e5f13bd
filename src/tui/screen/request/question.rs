//! A question, its answer, and beside it what is public already.

use ratatui::{layout::Rect, style::Style};

use super::{
    draft::Draft,
    message::Message,
    parts::{BUTTON, inner, named},
    state::State,
};
use crate::{
    interview::{Asking, asked, is_searched},
    policy::Leaflet,
    text::{VisitorText, columns, fit, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::Route,
        field, lines,
        picture::{Entry, Picture},
        theme::Tone,
        widget::{drawn, entries::plain, marked},
    },
};

type Screen<'a, 'b> = &'a mut Canvas<'b, Message>;

/// Rows of a description, and of every other answer, where there is room.
const TALL: u16 = 4;
/// Columns of what is public already, beside the description, of so many.
fn card(width: u16) -> u16 {
    (width * 2 / 5).max(42)
}

/// Columns of a part of the way, as it is drawn.
const PART: u16 = 3;

/// The parts of the page, from above.
struct Places {
    head: Rect,
    asked: Rect,
    line: Rect,
    candidates: Rect,
    note: Rect,
    /// What is public already, or choices.
    rest: Rect,
    board: Option<Rect>,
    size: field::Size,
}

fn places(draft: &Draft, among_hits: bool, context: &Context, area: Rect) -> Places {
    let inner = inner(context, area);
    let size = field::Size { width: inner.width, height: area.height };
    let field = draft.field.as_ref().filter(|_| !among_hits);
    let board = field.map_or(0, |field| field::board_height(field, size));
    let composes = field.is_some_and(field::State::composes);
    let low = context.room() == Room::Narrow;
    let crowded = low && board > 0;
    let mut y = area.y;
    let mut row = |height: u16| {
        let place = Rect { y, height: height.min(area.bottom().saturating_sub(y)), ..inner };
        y += height;
        place
    };
    let tall = draft.question().is_some_and(|question| question.most > 100);
    let has_line = draft.field.is_some();
    // The candidates stand where the notes are otherwise.
    let (head, asked) = if low { (row(0), row(if crowded || among_hits { 1 } else { 2 })) } else { (row(2), row(3)) };
    row(u16::from(!low && has_line));
    let line = match (has_line, low, tall) {
        (false, ..) => row(0),
        (_, true, _) => row(if (crowded && !tall) || among_hits { 1 } else { 2 }),
        (_, false, false) => row(1),
        (_, false, true) => row(TALL),
    };
    // Below the line as above it its frame.
    row(u16::from(!low && has_line));
    let (candidates, note) = match (has_line, composes) {
        (false, _) => (row(0), row(1)),
        (true, true) => (row(BUTTON), row(0)),
        (true, false) if low && among_hits => (row(0), row(0)),
        (true, false) => (row(0), row(BUTTON)),
    };
    let foot = area.bottom().saturating_sub(board);
    let kept = u16::from(!low && board == 0);
    let rest = Rect { y, height: foot.saturating_sub(y + kept), ..inner };
    let board = (board > 0).then_some(Rect { y: foot, height: board, ..inner });
    Places { head, asked, line, candidates, note, rest, board, size }
}

/// Columns that candidates have.
pub(super) fn candidates_room(draft: Option<&Draft>, context: &Context) -> u16 {
    let width = context.grid.width.saturating_sub(2 * context.margin());
    if draft.is_some_and(|draft| has_card(draft, context)) { width.saturating_sub(card(width) + 2) } else { width }
}

/// Whether what is public already stands beside the description.
fn has_card(draft: &Draft, context: &Context) -> bool {
    context.room() == Room::Wide && is_searched(draft.paper, draft.step) && draft.field.is_some()
}

/// ```text
///   申请公开政府信息                                     第 1 题，共 4 题  ■□□□
///
///   您想要哪一份信息？                                            ‹上一题›  ‹下一题›
///   写名称、文号，或者什么事、哪一年、哪个地方，好查找
///
///   城关镇2025年危房改造▏                               也许已经公开了
///                                                       1  危房改造补助标准
///   例：……                            还可以写 487 字     2  …
///   2 ABC  3 DEF …
/// ```
pub(super) fn view(state: &State, draft: &Draft, among_hits: bool, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let places = places(draft, among_hits, context, area);
    let asked = asked(draft.paper, draft.step, draft.bearings.for_other, draft.is_organisation());
    heading(state, draft, context, canvas, &places);
    // Never out of sight while there is room: nothing is kept yet, and how to be rid of it.
    if places.board.is_none() && context.room() != Room::Narrow {
        let theme = *canvas.theme;
        let words = "写的还没有存在任何地方；按“结束”马上清除";
        canvas.text(places.rest.x, area.bottom().saturating_sub(1), places.rest.width, words, theme.quiet);
    }
    let about = state.item().filter(|_| draft.paper.is_of_a_record()).map(|item| item.title.as_str());
    question((&asked, about), draft, among_hits, context, canvas, &places);
    let beside = has_card(draft, context);
    let left = if beside { places.line.width.saturating_sub(card(places.line.width) + 2) } else { places.line.width };
    if let Some(field) = &draft.field {
        let framed = context.room() != Room::Narrow;
        let line = Rect { width: left, ..places.line };
        let around = Rect { y: line.y.saturating_sub(1), height: line.height + 2, ..line };
        let line = if framed { drawn::frame(canvas, around, (2, 2), (!among_hits, false)) } else { line };
        canvas.touch(Rect { height: line.height.max(BUTTON), ..line }, Message::Field(field::Message::Touched));
        let candidates = field.composes().then_some(Rect { width: left, ..places.candidates });
        let parts = field::Places { line, candidates, board: places.board, size: places.size };
        canvas.nested(Message::Field, |canvas| {
            field::view(field, !among_hits, canvas, &parts);
        });
        canvas.carded(line);
        notes(&asked, draft, field, canvas, Rect { width: left, ..places.note });
        let hits = if beside {
            Rect {
                x: places.line.right() - card(places.line.width),
                y: places.line.y.saturating_sub(1),
                width: card(places.line.width),
                height: places.rest.bottom().saturating_sub(places.line.y.saturating_sub(1)),
            }
        } else {
            places.rest
        };
        public(state, draft, among_hits, canvas, (hits, beside));
    } else {
        choices(state, draft, context, canvas, places.rest);
        if let Some(fault) = &draft.fault {
            canvas.text(places.note.x, places.note.y, places.note.width, fault, theme.bad);
        }
    }
}

/// What it is and how far it has come.
fn heading(state: &State, draft: &Draft, context: &Context, canvas: Screen<'_, '_>, places: &Places) {
    if context.room() == Room::Narrow {
        return;
    }
    let theme = *canvas.theme;
    let place = places.head;
    let mut right = place.right();
    if let Some((at, of)) = draft.progress() {
        for step in (1..=of).rev() {
            right = right.saturating_sub(PART);
            canvas.text(right, place.y, PART - 1, "━━", if step <= at { theme.key } else { theme.rule });
        }
        let words = format!("第 {at} 题，共 {of} 题  ");
        let width = u16::try_from(columns(&words)).unwrap_or(0);
        right = right.saturating_sub(width);
        canvas.text(right, place.y, width, &words, theme.quiet);
    }
    let title = if state.at_window { "口头申请，代填" } else { draft.paper.title() };
    let about = state.item().filter(|_| draft.paper.is_of_a_record());
    let title = about.map_or_else(|| title.to_owned(), |item| format!("{title}：{}", item.title));
    canvas.text(
        place.x,
        place.y,
        right.saturating_sub(place.x + 1),
        &fit(&title, usize::from(right.saturating_sub(place.x + 1))),
        theme.quiet,
    );
}

/// The question, and why it is asked; at its right end the way on.
fn question(
    (asked, about): (&Asking, Option<&str>),
    draft: &Draft,
    among_hits: bool,
    context: &Context,
    canvas: Screen<'_, '_>,
    places: &Places,
) {
    let theme = *canvas.theme;
    let place = places.asked;
    let narrow = context.room() != Room::Wide;
    let mut right = place.right();
    let (is_first, is_last) = draft.progress().map_or((false, false), |(at, of)| (at == 1, at == of));
    if draft.field.is_some() || draft.takes_several() {
        let label = match (among_hits, narrow) {
            (true, false) => "都不是，下一题（回车）",
            (true, true) => "都不是",
            (false, false) if draft.is_reviewed => "好了（回车）",
            (false, false) if is_last => "写好了（回车）",
            (false, false) => "下一题（回车）",
            (false, true) if draft.is_reviewed => "好了",
            (false, true) if is_last => "写好了",
            (false, true) => "下一题",
        };
        right = named(canvas, right, place.y, label, Message::Next);
        if context.room() != Room::Narrow && !is_first {
            right = named(canvas, right, place.y, "上一题", Message::Back);
        }
    }
    let number = draft.progress().filter(|_| context.room() == Room::Narrow).map(|(at, of)| format!("{at}/{of} ")).unwrap_or_default();
    let x = canvas.text(place.x, place.y, right.saturating_sub(place.x), &number, theme.quiet);
    if context.room() == Room::Narrow {
        // Large type has no row for what it is about: it stands before the question.
        let room = usize::from(right.saturating_sub(x + 1));
        let about = about.map(|title| short(title, room.saturating_sub(columns(asked.question) + 2)));
        let words = about.map_or_else(|| asked.question.to_owned(), |title| format!("{title}：{}", asked.question));
        canvas.text(x, place.y, right.saturating_sub(x), &words, theme.strong);
    } else {
        // As large as the row above allows.
        let area = Rect { x, y: place.y.saturating_sub(1), width: right.saturating_sub(x), height: 2 };
        drawn::view(canvas, area, Picture::Heading(asked.question.to_owned()));
    }
    for (row, line) in (place.y + 1..place.bottom()).zip(wrap(asked.why, usize::from(right.saturating_sub(place.x)), 0)) {
        canvas.text(place.x, row, right.saturating_sub(place.x), &line.text, theme.quiet);
    }
}

/// A title in so many columns, by what it is about.
fn short(title: &str, room: usize) -> String {
    let short: String =
        lines::shortened(&plain(title), u16::try_from(room).unwrap_or(u16::MAX)).into_iter().map(|part| part.text).collect();
    fit(&short, room).into_owned()
}

/// What is wrong with the answer, or an example of one; and how much may still be written.
fn notes(asked: &Asking, draft: &Draft, field: &field::State, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    if area.height == 0 {
        return;
    }
    let most = draft.question().map_or(0, |question| question.most);
    let left = most.saturating_sub(field.written().count());
    let count = if most > 100 || left == 0 { format!("还能写 {left} 字") } else { String::new() };
    let right = canvas.right(area, area.y, &count, theme.quiet).saturating_sub(1);
    let width = right.saturating_sub(area.x);
    let (words, style) = match &draft.fault {
        Some(fault) => (fault.clone(), theme.bad),
        None if field.is_empty() => (format!("例：{}", asked.example), theme.tone(Tone::Clay).pale),
        None => (String::new(), theme.quiet),
    };
    for (row, line) in (area.y..area.bottom()).zip(wrap(&words, usize::from(width.max(10)), 0)) {
        if draft.fault.is_none() && !words.is_empty() {
            canvas.fill(Rect { y: row, height: 1, width, ..area }, style);
        }
        canvas.text(area.x, row, width, &line.text, style);
    }
}

/// What is public already, and another door where what is written belongs there.
fn public(state: &State, draft: &Draft, among_hits: bool, canvas: Screen<'_, '_>, (area, card): (Rect, bool)) {
    let theme = *canvas.theme;
    if !is_searched(draft.paper, draft.step) || area.height < 2 {
        return;
    }
    let toned = theme.tone(Tone::Green);
    let hits = draft.found.as_ref().map_or(&[][..], |found| &found.hits);
    let advice = draft.door().map_or(0, |door| wrap(door.advice(), usize::from(area.width.saturating_sub(2)), 0).len() + 2);
    let rows = u16::try_from(advice + hits.len() * usize::from(BUTTON) + usize::from(!hits.is_empty())).unwrap_or(u16::MAX);
    // A card of what is there already, beside what is asked for.
    let (area, caution, head, text, key) = if card && rows > 0 {
        canvas.fill(Rect { height: rows.min(area.height), ..area }, toned.pale);
        let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        (within, theme.tone(Tone::Clay).key.patch(ground(toned.pale)), toned.key, toned.pale, toned.key)
    } else {
        (area, theme.caution, theme.good, theme.text, theme.key)
    };
    let mut y = area.y;
    let door = draft.door();
    for line in door.into_iter().flat_map(|door| wrap(door.advice(), usize::from(area.width), 0)) {
        if y < area.bottom() {
            canvas.text(area.x, y, area.width, &line.text, caution);
            y += 1;
        }
    }
    if !hits.is_empty() && y < area.bottom() {
        let words = match (among_hits, state.at_window) {
            (true, true) => "也许已经公开了，问一问申请人：",
            (true, false) => "也许已经公开了，按数字看：",
            (false, _) => "也许已经公开了",
        };
        canvas.text(area.x, y, area.width, words, head);
        y += 1;
    }
    let mut digit = 1u8;
    for hit in hits {
        if area.bottom().saturating_sub(y) < BUTTON {
            break;
        }
        // Behind the staff's door nothing leads to visitors' pages: the title is read to whoever speaks.
        let place = Rect { y, height: BUTTON, ..area };
        if state.at_window {
            let room = place.width.saturating_sub(4);
            marked::fragments(canvas, place.x + 4, y, room, &lines::shortened(&plain(&hit.card.title), room), text);
        } else {
            let way = Message::Open(Route::to(&hit.card, None, VisitorText::default()));
            entry(canvas, place, (among_hits.then_some(digit), &hit.card.title), way, (text, key));
        }
        (y, digit) = (y + BUTTON, digit + 1);
    }
    if among_hits && door.is_some() && !state.at_window && area.bottom().saturating_sub(y) >= BUTTON {
        let way = Message::Open(Route::leaflet(Leaflet::STAFF));
        entry(canvas, Rect { y, height: BUTTON, ..area }, (Some(digit), "叫工作人员问一问"), way, (text, key));
    }
}

fn entry(canvas: Screen<'_, '_>, area: Rect, (digit, title): (Option<u8>, &str), message: Message, (text, key): (Style, Style)) {
    if let Some(digit) = digit {
        canvas.text(area.x + 1, area.y, 2, &digit.to_string(), key);
    }
    let room = area.width.saturating_sub(4);
    marked::fragments(canvas, area.x + 4, area.y, room, &lines::shortened(&plain(title), room), text);
    canvas.choice(area, digit, message);
}

/// Only the ground of a style.
fn ground(style: Style) -> Style {
    Style { bg: style.bg, ..Style::default() }
}

/// What can be chosen, two rows each; in two columns where rows are few.
fn choices(state: &State, draft: &Draft, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let choices = draft.choices();
    let several = draft.takes_several();
    let count = u16::try_from(choices.len()).unwrap_or(1).max(1);
    let across = if count * BUTTON > area.height { 2 } else { 1 };
    let down = count.div_ceil(across);
    let pitch = (area.height / down).clamp(1, if context.room() == Room::Narrow { BUTTON } else { 3 });
    let width = area.width / across;
    for (at, (index, (name, label))) in (0u16..).zip(choices.iter().enumerate()) {
        let place = Rect { x: area.x + at / down * width, y: area.y + at % down * pitch, width, height: pitch }.intersection(area);
        let digit = u8::try_from(index + 1).ok().filter(|digit| *digit <= 9);
        let mut x = canvas.text(place.x + 1, place.y, 2, &digit.map_or_else(String::new, |digit| digit.to_string()), theme.key) + 1;
        let chosen = several && draft.has_chosen(index, name);
        if several {
            x = canvas.text(x, place.y, 3, if chosen { "[✓]" } else { "[ ]" }, theme.key) + 1;
        }
        canvas.text(x, place.y, place.right().saturating_sub(x), label, theme.strong);
        let focused = state.cursor.focus == index;
        if focused {
            canvas.focus(Rect { height: 1, ..place });
        }
        if place.height > 1 {
            let note = if chosen { "✓ 选了" } else { "" };
            let card = Rect { width: place.width.saturating_sub(u16::from(across > 1)), ..place };
            canvas.paint(card, Picture::Entry(Entry::plain(digit, label, note, (card.width, card.height), focused)));
        }
        canvas.choice(place, digit, Message::Chosen(index));
    }
}
