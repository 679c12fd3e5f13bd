//! Search: one screen for the field, the letter pad, the hits and the filters. Results follow every letter; rows appear when they are ready and
//! nothing blinks meanwhile.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use zeroize::Zeroizing;

use crate::{
    policy::{RecordKind, Validity},
    search::{Filter, Found, Fragment, Query, Sort},
    text::columns,
};

use super::{
    super::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Effect, ListKind, Route},
        widget::{
            entries::{self, Cursor, Row, plain},
            letter_pad::{self, Pad, Press},
        },
        wording,
    },
    Move,
};

/// Hits asked for; more than anybody pages through.
const LIMIT: usize = 64;
/// Longest text that is searched for; longer ones are somebody leaning on the keyboard.
const LONGEST: usize = 100;

/// Words typed, what they found, and where the visitor is in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    typed: Zeroizing<String>,
    mode: Mode,
    /// The letter pad is wanted whenever the field has the focus.
    pad: Option<Pad>,
    filter: Filter,
    sort: Sort,
    ended: bool,
    found: Option<Found>,
    cursor: Cursor,
}

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Field,
    Hits,
    Filters,
    Values(Facet),
}

/// What hits can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Facet {
    Kind,
    DocumentKind,
    Body,
    Year,
    Validity,
    Topic,
    Audience,
}

const FACETS: [(Facet, &str); 7] = [
    (Facet::Kind, "种类"),
    (Facet::DocumentKind, "文件种类"),
    (Facet::Body, "部门"),
    (Facet::Year, "年份"),
    (Facet::Validity, "有效性"),
    (Facet::Topic, "主题"),
    (Facet::Audience, "服务对象"),
];

/// What search understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// A character typed.
    Typed(char),
    /// Several at once, as an input method or a scanner sends them.
    Pasted(String),
    /// The last character deleted.
    Deleted,
    /// The field emptied.
    Cleared,
    /// Something pressed on the letter pad.
    Pressed(Press),
    /// Letter pad shown or hidden.
    PadToggled,
    /// To the hits.
    ToHits,
    /// Back to the field.
    ToField,
    /// The filters opened or left.
    ToFilters,
    /// The values of one filter.
    ToValues(Facet),
    /// One value chosen; none lifts the filter.
    Filtered(Filter),
    /// By relevance or newest first.
    Sorted(Sort),
    /// Ended documents listed or not.
    EndedShown(bool),
    /// A word tried instead.
    Tried(String),
    /// Hits have come.
    Found(Box<Found>),
    /// Go somewhere.
    Open(Route),
    /// The screen before.
    Leave,
    /// An arrow or a page key.
    Move(Move),
}

/// A search that begins with what has been typed so far.
pub(in crate::tui) fn opened(typed: &str, pad: bool) -> (State, Vec<Effect>) {
    let mut state = State {
        typed: Zeroizing::new(String::new()),
        mode: Mode::Field,
        pad: pad.then(Pad::default),
        filter: Filter::default(),
        sort: Sort::default(),
        ended: false,
        found: None,
        cursor: Cursor::default(),
    };
    state.write(typed);
    let effects = if state.typed.is_empty() { Vec::new() } else { vec![state.ask()] };
    (state, effects)
}

impl State {
    fn write(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.typed.chars().count());
        self.typed.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }

    fn ask(&self) -> Effect {
        Effect::Search(Query {
            text: self.typed.to_string(),
            filter: self.filter.clone(),
            sort: self.sort,
            ended: self.ended,
            limit: LIMIT,
        })
    }

    /// Asks again after the words changed; an empty field has no hits.
    fn changed(&mut self) -> Vec<Effect> {
        self.cursor = Cursor::default();
        self.mode = Mode::Field;
        if self.typed.trim().is_empty() {
            self.found = None;
            return Vec::new();
        }
        vec![self.ask()]
    }

    /// Asks again after a filter changed.
    fn narrowed(&mut self) -> Vec<Effect> {
        self.cursor = Cursor::default();
        self.mode = Mode::Hits;
        vec![self.ask()]
    }

    /// Whether digits and letters are text.
    pub(in crate::tui) fn takes_text(&self) -> bool {
        self.mode == Mode::Field
    }

    /// Whether `.`, `*`, `/` and digits keep their meaning although the field has the focus: nobody types with a keyboard then.
    pub(in crate::tui) fn takes_pad(&self) -> bool {
        self.mode == Mode::Field && self.pad.is_some()
    }

    /// The entry Enter opens.
    pub(in crate::tui) fn focus(&self) -> Option<usize> {
        (self.mode != Mode::Field).then_some(self.cursor.focus)
    }

    fn entries(&self) -> usize {
        match self.mode {
            Mode::Field | Mode::Hits => self.found.as_ref().map_or(0, |found| found.hits.len()),
            Mode::Filters => FACETS.len() + 2,
            Mode::Values(facet) => self.values(facet).len(),
        }
    }

    /// Values of a filter with their counts, and the filter each makes; the first lifts it.
    fn values(&self, facet: Facet) -> Vec<(String, String, Filter)> {
        let mut values = vec![("全部".to_owned(), "不限".to_owned(), with(&self.filter, facet, None))];
        let Some(found) = &self.found else { return values };
        let facets = &found.facets;
        let counted: Vec<(String, usize, String)> = match facet {
            Facet::Kind => facets.kinds.iter().map(|(kind, count)| (kind.label().to_owned(), *count, kind.as_str().to_owned())).collect(),
            Facet::DocumentKind => named(&facets.document_kinds),
            Facet::Body => named(&facets.bodies),
            Facet::Year => facets.years.iter().map(|(year, count)| (format!("{year}年"), *count, year.to_string())).collect(),
            Facet::Validity => facets
                .validities
                .iter()
                .map(|(validity, count)| (validity.label().to_owned(), *count, validity.label().to_owned()))
                .collect(),
            Facet::Topic => named(&facets.topics),
            Facet::Audience => named(&facets.audiences),
        };
        values
            .extend(counted.into_iter().map(|(name, count, value)| (name, format!("{count} 件"), with(&self.filter, facet, Some(&value)))));
        values
    }

    /// The filters in force, in words.
    fn filter_words(&self) -> String {
        let filter = &self.filter;
        let parts = [
            filter.kind.map(|kind| kind.label().to_owned()),
            filter.document_kind.clone(),
            filter.body.clone(),
            filter.year.map(|year| format!("{year}年")),
            filter.validity.map(|validity| validity.label().to_owned()),
            filter.topic.clone(),
            filter.theme.clone(),
            filter.audience.clone(),
            (self.sort == Sort::Newest).then(|| "最新在前".to_owned()),
            self.ended.then(|| "含失效废止".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("、")
    }
}

fn named(counts: &[(String, usize)]) -> Vec<(String, usize, String)> {
    counts.iter().map(|(name, count)| (name.clone(), *count, name.clone())).collect()
}

/// A filter with one condition set or lifted.
fn with(filter: &Filter, facet: Facet, value: Option<&str>) -> Filter {
    let mut filter = filter.clone();
    let text = value.map(str::to_owned);
    match facet {
        Facet::Kind => filter.kind = value.and_then(|value| value.parse().ok()),
        Facet::DocumentKind => filter.document_kind = text,
        Facet::Body => filter.body = text,
        Facet::Year => filter.year = value.and_then(|value| value.parse().ok()),
        Facet::Validity => filter.validity = value.and_then(|value| Validity::ALL.into_iter().find(|validity| validity.label() == value)),
        Facet::Topic => filter.topic = text,
        Facet::Audience => filter.audience = text,
    }
    filter
}

/// What a key means while the field has the focus; none for keys that mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match (state.mode, key.code) {
        (Mode::Field, KeyCode::Char(digit @ '0'..='9')) if plain && state.pad.is_some() => {
            digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(|digit| Message::Pressed(Press::Digit(digit)))
        }
        (Mode::Field, KeyCode::Char('.' | '*' | '/' | '+' | '-')) if state.pad.is_some() => None,
        (Mode::Field, KeyCode::Char(c)) if plain => Some(Message::Typed(c)),
        (Mode::Field, KeyCode::Backspace) => Some(if state.typed.is_empty() { Message::Leave } else { Message::Deleted }),
        (Mode::Field, KeyCode::Enter | KeyCode::Down | KeyCode::PageDown | KeyCode::Tab) => Some(Message::ToHits),
        (Mode::Field, KeyCode::Esc) => Some(Message::Leave),
        (Mode::Hits, KeyCode::Char(c)) if plain && (c.is_alphabetic() || c == ' ') => Some(Message::Typed(c)),
        (Mode::Hits, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToField),
        (Mode::Hits, KeyCode::Up) if state.cursor == Cursor::default() => Some(Message::ToField),
        (Mode::Filters, KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToHits),
        (Mode::Values(_), KeyCode::Char('0') | KeyCode::Esc | KeyCode::Backspace) => Some(Message::ToFilters),
        (_, KeyCode::F(3)) if state.found.is_some() => Some(Message::ToFilters),
        _ => None,
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Typed(c) => {
            if c.is_alphabetic() && !c.is_ascii_alphabetic() {
                // Somebody has an input method: the pad is in the way.
                state.pad = None;
            }
            state.write(c.encode_utf8(&mut [0; 4]));
            state.changed()
        }
        Message::Pasted(text) => {
            state.write(&text);
            state.changed()
        }
        Message::Deleted => {
            state.typed.pop();
            state.changed()
        }
        Message::Cleared => {
            state.typed = Zeroizing::new(String::new());
            state.changed()
        }
        Message::Pressed(press) => pressed(state, press),
        Message::PadToggled => {
            state.pad = if state.pad.is_some() { None } else { Some(Pad::default()) };
            state.mode = Mode::Field;
            Vec::new()
        }
        Message::ToHits => {
            if state.found.is_some() {
                state.mode = Mode::Hits;
                state.cursor = Cursor::default();
            }
            Vec::new()
        }
        Message::ToField => {
            state.mode = Mode::Field;
            Vec::new()
        }
        Message::ToFilters => {
            state.mode = Mode::Filters;
            state.cursor = Cursor::default();
            Vec::new()
        }
        Message::ToValues(facet) => {
            state.mode = Mode::Values(facet);
            state.cursor = Cursor::default();
            Vec::new()
        }
        Message::Filtered(filter) => {
            state.filter = filter;
            state.narrowed()
        }
        Message::Sorted(sort) => {
            state.sort = sort;
            state.narrowed()
        }
        Message::EndedShown(ended) => {
            state.ended = ended;
            state.narrowed()
        }
        Message::Tried(words) => {
            state.typed = Zeroizing::new(String::new());
            state.write(&words);
            let effects = state.changed();
            state.mode = Mode::Hits;
            effects
        }
        Message::Found(found) => {
            state.found = Some(*found);
            Vec::new()
        }
        Message::Open(route) => vec![Effect::Go(route)],
        Message::Leave => vec![Effect::Back],
        Message::Move(step) => {
            move_cursor(state, step, context);
            Vec::new()
        }
    }
}

fn pressed(state: &mut State, press: Press) -> Vec<Effect> {
    match press {
        Press::Digit(0) if state.pad == Some(Pad::Closed) => match state.typed.pop() {
            Some(_) => state.changed(),
            None => vec![Effect::Back],
        },
        Press::Digit(digit) => {
            let (pad, letter) = state.pad.unwrap_or_default().press(digit);
            state.pad = Some(pad);
            let Some(letter) = letter else { return Vec::new() };
            state.write(letter.encode_utf8(&mut [0; 4]));
            state.changed()
        }
        Press::Letter(letter) => {
            state.pad = Some(Pad::Closed);
            state.write(letter.encode_utf8(&mut [0; 4]));
            state.changed()
        }
        Press::Delete => {
            state.pad = Some(Pad::Closed);
            state.typed.pop();
            state.changed()
        }
        Press::Done => {
            if state.found.is_some() {
                state.mode = Mode::Hits;
            }
            Vec::new()
        }
    }
}

fn move_cursor(state: &mut State, step: Move, context: &Context) {
    if state.mode == Mode::Field {
        if matches!(step, Move::Down | Move::PageDown) && state.found.is_some() {
            state.mode = Mode::Hits;
        }
        return;
    }
    let (capacity, entries) = (capacity(state, context), state.entries());
    match step {
        Move::Up => state.cursor.up(capacity),
        Move::Down => state.cursor.down(capacity, entries),
        Move::PageUp => state.cursor.page_up(capacity),
        Move::PageDown => state.cursor.page_down(capacity, entries),
    }
}

/// The parts of the screen, from above.
struct Places {
    field: Rect,
    count: Rect,
    list: Rect,
    pad: Option<Rect>,
}

fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let narrow = context.room() == Room::Narrow;
    let field = Rect { height: if narrow { 1 } else { 2 }, ..inner };
    let pad_height = if state.takes_pad() { letter_pad::height(inner.width) } else { 0 };
    let count_height = u16::from(!(narrow && state.takes_pad()));
    let count = Rect { y: field.bottom(), height: count_height, ..inner };
    let list = Rect { y: count.bottom(), height: area.bottom().saturating_sub(count.bottom() + pad_height), ..inner };
    let pad = (pad_height > 0).then_some(Rect { y: list.bottom(), height: pad_height, ..inner });
    Places { field, count, list, pad }
}

/// Lines of a hit: title, number and body, the passage.
fn lines(state: &State, context: &Context) -> u16 {
    match state.mode {
        Mode::Field | Mode::Hits if context.room() != Room::Narrow => 3,
        _ => 2,
    }
}

/// Hits a page holds: the ninth digit is kept for the filters.
fn capacity(state: &State, context: &Context) -> usize {
    let list = places(state, context, context.body()).list;
    entries::capacity(list.height, lines(state, context)).1.min(if state.mode == Mode::Hits { 8 } else { 9 })
}

/// ```text
///    搜索  养老▏                                              ‹字母键›  ‹清空›
///    ──────────────────────────────────────────────────────────────────
///    共 23 件，现行有效 19 件                                 9 筛选和排序
///     1  ✓ 云川县城乡居民基本养老保险实施办法
///          云政发〔2023〕8号 · 县人社局 · 2023-05-10
///          第十二条 ……年满六十周岁、累计缴费满十五年的参保人，按月领取养老保险待遇……
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let places = places(state, context, area);
    field(state, canvas, places.field);
    if let Some(pad) = places.pad {
        letter_pad::view(canvas, pad, state.pad.unwrap_or_default(), Message::Pressed);
    }
    match state.mode {
        Mode::Filters => filters(state, context, canvas, places.list),
        Mode::Values(facet) => {
            let values = state.values(facet);
            let shown = state.cursor.shown(values.len(), capacity(state, context));
            let rows = values.into_iter().skip(shown.start).map(|(name, count, filter)| {
                (Row { title: plain(name), below: vec![plain(count)], ..Row::default() }, Some(Message::Filtered(filter)))
            });
            entries::view(canvas, places.list, 2, Some(state.cursor), rows);
        }
        Mode::Field | Mode::Hits => match &state.found {
            None => advice(canvas, places.list),
            Some(found) if found.hits.is_empty() => nothing(state, found, canvas, places.count, places.list),
            Some(found) => hits(state, found, context, canvas, &places),
        },
    }
}

fn field(state: &State, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let buttons = [("清空", Message::Cleared), (if state.pad.is_some() { "收起字母键" } else { "字母键" }, Message::PadToggled)];
    let mut right = area.right();
    for (label, message) in buttons {
        let width = u16::try_from(columns(label)).unwrap_or(0) + 2;
        right = right.saturating_sub(width + 1);
        canvas.text(right, area.y, width, &format!("‹{label}›"), theme.key);
        canvas.touch(Rect { x: right, width, ..area }, message);
    }
    let label = canvas.text(area.x, area.y, 6, "搜索", theme.quiet);
    let room = right.saturating_sub(label + 4);
    // The end of a long text is what is being typed: show that.
    let mut shown = state.typed.as_str();
    while columns(shown) > usize::from(room) {
        let mut chars = shown.chars();
        chars.next();
        shown = chars.as_str();
    }
    let at = canvas.text(label + 2, area.y, room, shown, theme.strong);
    if state.mode == Mode::Field {
        canvas.text(at, area.y, 1, "▏", theme.key);
    }
    canvas.touch(Rect { width: right.saturating_sub(area.x), ..area }, Message::ToField);
    if area.height > 1 {
        canvas.rule(area, area.y + 1);
    }
}

/// Before anything is typed: what can be typed.
fn advice(canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let lines = [
        ("可以这样找：", theme.strong),
        ("说事情      退休金怎么领   新生儿落户", theme.text),
        ("打首字母    tx（退休）   gjj（公积金）", theme.text),
        ("打拼音      yanglao（养老）", theme.text),
        ("打文号      云政发〔2023〕8号   2023 8", theme.text),
    ];
    for (y, (line, style)) in (area.y + u16::from(area.height > 8)..area.bottom()).zip(lines) {
        canvas.text(area.x + 1, y, area.width.saturating_sub(2), line, style);
    }
}

fn hits(state: &State, found: &Found, context: &Context, canvas: &mut Canvas<'_, Message>, places: &Places) {
    let theme = *canvas.theme;
    let capacity = capacity(state, context);
    let shown = state.cursor.shown(found.hits.len(), capacity);
    if places.count.height > 0 {
        let mut words = format!("共 {} 件", found.total);
        if found.in_force != found.total {
            words = format!("{words}，现行有效 {} 件", found.in_force);
        }
        if found.hidden > 0 {
            words = format!("{words}，另有 {} 件已失效废止", found.hidden);
        }
        let pages = found.hits.len().div_ceil(capacity).max(1);
        if pages > 1 {
            words = format!("{words} · 第 {}/{pages} 页", shown.start / capacity + 1);
        }
        let filters = state.filter_words();
        let label = if filters.is_empty() { "筛选和排序".to_owned() } else { format!("筛选：{filters}") };
        let label = if state.mode == Mode::Hits { format!("9 {label}") } else { label };
        let x = canvas.right(places.count, places.count.y, &label, theme.key);
        let reach = Rect { x, width: places.count.right().saturating_sub(x), ..places.count };
        canvas.touch(reach, Message::ToFilters);
        canvas.text(places.count.x, places.count.y, x.saturating_sub(places.count.x + 1), &words, theme.quiet);
    }
    let numbered = state.mode == Mode::Hits;
    let rows = found.hits.iter().skip(shown.start).take(shown.len()).map(|hit| {
        let document = hit.card.kind == RecordKind::Document;
        let mut below = vec![plain(wording::about(&hit.card))];
        if let Some(passage) = &hit.passage {
            let begins_so = passage.snippet.first().is_some_and(|first| first.text.starts_with(&passage.label));
            let mut line = if begins_so { Vec::new() } else { plain(format!("{} ", passage.label)) };
            line.extend(passage.snippet.iter().cloned());
            below.push(line);
        } else if let Some(summary) = &hit.card.summary {
            below.push(plain(summary.as_str()));
        }
        let note = if document && !hit.standing.counts_as_valid() { wording::validity(&hit.standing) } else { String::new() };
        let section = hit.passage.as_ref().map(|passage| passage.section);
        let words = hit.passage.as_ref().map_or_else(String::new, |passage| marked_words(&passage.snippet));
        let route = Route::to(&hit.card, section, words);
        (Row { title: hit.title.clone(), note, standing: document.then_some(&hit.standing), below }, Some(Message::Open(route)))
    });
    let before = canvas.hot.len();
    entries::view(canvas, places.list, lines(state, context), numbered.then_some(state.cursor), rows.take(capacity));
    if numbered {
        canvas.hot.push(super::super::canvas::Hot { area: Rect::ZERO, number: Some(9), focusable: false, message: Message::ToFilters });
    } else {
        // While digits are text, rows answer to fingers only and show no number they would not obey.
        for hot in canvas.hot.iter_mut().skip(before) {
            hot.number = None;
        }
        let (pitch, _) = entries::capacity(places.list.height, lines(state, context));
        for at in 0..u16::try_from(shown.len()).unwrap_or(0) {
            canvas.text(places.list.x + 1, places.list.y + at * pitch, 1, " ", theme.text);
        }
    }
}

/// The words that matched, to be marked in the text as well.
fn marked_words(snippet: &[Fragment]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for fragment in snippet.iter().filter(|fragment| fragment.marked && fragment.text.chars().count() > 1) {
        if !words.contains(&fragment.text.as_str()) {
            words.push(&fragment.text);
        }
    }
    words.join(" ")
}

/// Nothing found is not the end: near words, themes, a person, an application.
fn nothing(state: &State, found: &Found, canvas: &mut Canvas<'_, Message>, count: Rect, area: Rect) {
    let theme = *canvas.theme;
    let words = if found.hidden > 0 {
        format!("没有现行有效的；有 {} 件已经失效或废止", found.hidden)
    } else {
        "没有找到。要不要这样试试？".to_owned()
    };
    canvas.text(count.x, count.y, count.width, &words, theme.strong);
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
    for word in found.nearby.words.iter().take(3) {
        row(format!("搜“{word}”"), "相近的说法", Message::Tried(word.clone()));
    }
    for topic in found.nearby.topics.iter().take(2) {
        let list = ListKind::Topic { topic: topic.clone(), kind: None };
        row(format!("看“{topic}”主题"), "这个主题的指南、问答、文件", Message::Open(Route::List(list)));
    }
    if found.nearby.topics.is_empty() {
        row("按主题找".to_owned(), "教育、医疗、社保、住房……", Message::Open(Route::List(ListKind::Topics(None))));
    }
    row("叫工作人员".to_owned(), "问一问服务台，还有电话", Message::Open(Route::CallStaff));
    row("申请公开这条信息".to_owned(), "没有公开的可以申请，字会带过去", Message::Open(Route::Apply { words: state.typed.to_string() }));
    let numbered = state.mode == Mode::Hits;
    let before = canvas.hot.len();
    entries::view(canvas, area, 2, numbered.then_some(state.cursor), rows.into_iter());
    if !numbered {
        for hot in canvas.hot.iter_mut().skip(before) {
            hot.number = None;
        }
    }
}

fn filters(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let mut rows: Vec<(Row<'_>, Option<Message>)> = Vec::new();
    let sort = match state.sort {
        Sort::Relevance => ("排序：最相关的在前", "改成最新的在前", Sort::Newest),
        Sort::Newest => ("排序：最新的在前", "改成最相关的在前", Sort::Relevance),
    };
    rows.push((Row { title: plain(sort.0), below: vec![plain(sort.1)], ..Row::default() }, Some(Message::Sorted(sort.2))));
    let ended = if state.ended {
        ("已失效、废止的：显示", "改成不显示")
    } else {
        ("已失效、废止的：不显示", "改成也显示")
    };
    rows.push((Row { title: plain(ended.0), below: vec![plain(ended.1)], ..Row::default() }, Some(Message::EndedShown(!state.ended))));
    for (facet, name) in FACETS {
        let values: Vec<String> =
            state.values(facet).into_iter().skip(1).take(4).map(|(name, count, _)| format!("{name} {count}")).collect();
        rows.push((
            Row { title: plain(format!("按{name}筛选")), below: vec![plain(values.join("、"))], ..Row::default() },
            Some(Message::ToValues(facet)),
        ));
    }
    let shown = state.cursor.shown(rows.len(), capacity(state, context));
    entries::view(canvas, area, 2, Some(state.cursor), rows.into_iter().skip(shown.start));
}
