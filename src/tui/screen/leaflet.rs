//! Leaflets: pages of plain words with a few things to choose. How to use the terminal, what an application is, whom to ask.

use ratatui::layout::Rect;

use crate::{
    text::{VisitorText, masked},
    zone::{Leaflet, Para, Way},
};

use super::{
    super::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, Route},
        widget::prose::Prose,
    },
    Move,
};

/// A leaflet, and how far it has been read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) struct State {
    leaflet: Leaflet,
    /// The words that led here.
    words: VisitorText,
    top: usize,
    focus: usize,
}

/// What a leaflet understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Go somewhere.
    Open(Route),
    /// An arrow or a page key.
    Move(Move),
}

/// A leaflet from its beginning, with the words that led to it.
pub(in crate::tui) fn opened(leaflet: Leaflet, words: VisitorText) -> State {
    State { leaflet, words, top: 0, focus: 0 }
}

impl State {
    /// The entry Enter opens.
    pub(in crate::tui) fn focus(&self) -> usize {
        self.focus
    }

    fn paras(&self) -> Vec<Para> {
        let mine = (!self.words.is_empty()).then(|| Para::Field("您想要的：".to_owned(), masked(self.words.reveal()).into_owned()));
        mine.into_iter().chain(self.leaflet.paras.iter().cloned()).collect()
    }

    /// Whether there is text before and after what is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let text = places(self, context, context.body()).text;
        self.around(&prose(self, text), text)
    }

    fn around(&self, prose: &Prose, text: Rect) -> (bool, bool) {
        (self.top > 0, prose.len() > self.top + usize::from(text.height))
    }

    /// Where a choice leads; to search with the words that led here.
    fn route(&self, way: &Way) -> Route {
        match way {
            Way::Search { words } if words.is_empty() => Route::Search { typed: self.words.clone(), pad: true },
            way => way.clone().into(),
        }
    }
}

/// Rows from which on one is spared between text and choices.
const RULED: u16 = 14;

/// What is said of it aloud, without the words that led here.
pub(in crate::tui) fn said(state: &State) -> Vec<String> {
    std::iter::once(state.leaflet.title.clone()).chain(state.leaflet.paras.iter().flat_map(Para::said)).collect()
}

struct Places {
    title: Rect,
    text: Rect,
    /// Between the text and what can be chosen; where every row is text, the end of the title's.
    between: Rect,
    choices: Rect,
    pitch: u16,
}

fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let count = u16::try_from(state.leaflet.choices.len()).unwrap_or(0);
    let roomy = inner.height >= 20;
    let pitch = if roomy { 2 } else { 1 };
    let title = Rect { height: if roomy { 2 } else { 1 }, ..inner };
    let choices_height = (count * pitch).min(inner.height / 2 + 1);
    let choices = Rect { y: area.bottom().saturating_sub(choices_height), height: choices_height, ..inner };
    let ruled = inner.height >= RULED && count > 0;
    let end = choices.y.saturating_sub(u16::from(ruled));
    let text = Rect { y: title.bottom(), height: end.saturating_sub(title.bottom()), ..inner };
    let between = if ruled { Rect { y: end, height: 1, ..inner } } else { Rect { height: 1, ..title } };
    Places { title, text, between, choices, pitch }
}

fn prose(state: &State, text: Rect) -> Prose {
    Prose::lay_out(&state.paras(), text.width, text.height >= 12)
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Open(route) => vec![Effect::Go(route)],
        Message::Move(step) => {
            let text = places(state, context, context.body()).text;
            let last = prose(state, text).len().saturating_sub(usize::from(text.height));
            let page = usize::from(text.height).saturating_sub(1).max(1);
            match step {
                Move::Up => state.focus = state.focus.saturating_sub(1),
                Move::Down => state.focus = (state.focus + 1).min(state.leaflet.choices.len().saturating_sub(1)),
                Move::PageUp => state.top = state.top.saturating_sub(page),
                Move::PageDown => state.top = (state.top + page).min(last),
            }
            Vec::new()
        }
    }
}

/// ```text
///    依申请公开
///
///      没有主动公开的政府信息，您可以向行政机关申请……
///    谁受理： 云川县人民政府办公室
///    ……
///     1  用手机在网上申请（二维码）
///     2  把电话地址存到手机（不用上网）
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let places = places(state, context, area);
    canvas.text(places.title.x, places.title.y, places.title.width, &state.leaflet.title, theme.strong);
    let prose = prose(state, places.text);
    prose.view(canvas, places.text, state.top, &[], theme.mark);
    let (before, after) = state.around(&prose, places.text);
    let between = places.between;
    if between.y > places.title.y {
        canvas.rule(between, between.y);
    }
    let more = [(after, " 往下还有　按 +", Move::PageDown), (before, " 上面还有　按 −", Move::PageUp)];
    if let Some((_, words, step)) = more.into_iter().find(|(is_so, ..)| *is_so) {
        let x = canvas.right(between, between.y, words, theme.key);
        canvas.touch(Rect { x, width: between.right().saturating_sub(x), ..between }, Message::Move(step));
    }
    for (at, (label, way)) in (0u16..).zip(&state.leaflet.choices) {
        let y = places.choices.y + at * places.pitch;
        let place = Rect { y, height: places.pitch, ..places.choices }.intersection(places.choices);
        canvas.text(place.x + 1, y, 2, &(at + 1).to_string(), theme.key);
        canvas.text(place.x + 4, y, place.width.saturating_sub(5), label, theme.strong);
        if usize::from(at) == state.focus {
            canvas.focus(Rect { height: 1, ..place });
        }
        canvas.choice(place, u8::try_from(at + 1).ok(), Message::Open(state.route(way)));
    }
}
