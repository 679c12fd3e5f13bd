//! All answers on one page, each to be changed by its number, and the seal below them. Whoever typed them reads all of them, or hears them read: what
//! does not fit on a page goes on on the next. A telephone stands there whole; numbers of papers are opened by a key, and closed by the next.

use ratatui::layout::Rect;

use super::{
    draft::Draft,
    message::Message,
    parts::{BUTTON, head, inner},
    state::State,
};
use crate::{
    text::{columns, masked_but_phones, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        picture::{Button, Number, Picture},
        theme::Tone,
        widget::drawn,
    },
};

/// The digit of the seal.
const SEAL: u8 = 9;
/// Most entries on a page: the last digit is the seal's.
const MOST: usize = 8;
/// Columns before an answer.
const LABELS: u16 = 20;

/// Rows above the answers and below them.
fn frame(context: &Context) -> (u16, u16) {
    if context.room() == Room::Narrow { (1, BUTTON) } else { (4, BUTTON + 1) }
}

/// An entry of the page: an answer, or as much of it as a page holds.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    label: &'static str,
    lines: Vec<String>,
    is_answered: bool,
    message: Message,
    /// The key that shows it whole stands right below.
    has_key: bool,
}

impl Piece {
    fn height(&self) -> u16 {
        u16::try_from(self.lines.len()).unwrap_or(u16::MAX).max(BUTTON)
    }
}

/// The pages. `open`: numbers of papers are shown whole.
pub(super) fn laid_out(draft: &Draft, open: bool, context: &Context) -> Vec<Vec<Piece>> {
    let (above, below) = frame(context);
    let height = context.body().height.saturating_sub(above + below).max(BUTTON);
    let width = usize::from(inner(context, context.body()).width.saturating_sub(LABELS)).max(10);
    let mut pages: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for piece in draft.rows().iter().enumerate().flat_map(|(index, (_, label, answer))| {
        let words = answer.as_ref().map(|words| if open { words.reveal().into() } else { masked_but_phones(words.reveal()) });
        let is_masked = answer.as_ref().is_some_and(|words| masked_but_phones(words.reveal()) != words.reveal());
        let wrapped = wrap(words.as_deref().unwrap_or("（没有写，要补就按这个数字）"), width, 0);
        let lines: Vec<String> = wrapped.into_iter().map(|line| line.text).collect();
        let piece = |(at, lines): (usize, &[String])| Piece {
            label: if at == 0 { label } else { "（接上页）" },
            lines: lines.to_vec(),
            is_answered: answer.is_some(),
            message: Message::Change(index),
            has_key: is_masked,
        };
        let words = if open { "把号码藏起来" } else { "看整个号码（再按任意键藏起来）" };
        let key = is_masked.then(|| Piece {
            label: "",
            lines: vec![words.to_owned()],
            is_answered: false,
            message: Message::Reveal,
            has_key: false,
        });
        lines.chunks(usize::from(height)).enumerate().map(piece).chain(key).collect::<Vec<_>>()
    }) {
        let below = if piece.has_key { BUTTON } else { 0 };
        let fits = |page: &Vec<Piece>| page.len() + usize::from(piece.has_key) < MOST && used + piece.height() + below <= height;
        if !pages.last().is_some_and(fits) {
            pages.push(Vec::new());
            used = 0;
        }
        used += piece.height();
        pages.last_mut().into_iter().for_each(|page| page.push(piece.clone()));
    }
    pages
}

/// ```text
///   请看一遍，都对了再封好
///
///    1  想要的信息    城关镇2025年危房改造补助名单和标准
///    2  姓名          王某
///    …
///    9  都对，封好
/// ```
pub(super) fn view(state: &State, draft: &Draft, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    let pages = laid_out(draft, state.open, context);
    let narrow = context.room() == Room::Narrow;
    let (at, of) = (state.cursor.top + 1, pages.len());
    let note = match of {
        0 | 1 => String::new(),
        of if at < of => format!("第 {at}/{of} 页，+ 下一页"),
        of => format!("第 {at}/{of} 页"),
    };
    let title = match (state.at_window, narrow) {
        (true, false) => "念给申请人听：哪里不对按数字改，申请人说都对了再封好",
        (true, true) => "念给申请人听",
        (false, true) => "看一遍，按数字改",
        (false, false) => "请看一遍：哪里不对按数字改，都对了再封好",
    };
    let body = head(context, canvas, whole, title, &note);
    let (above, below) = frame(context);
    if !narrow {
        let about = state.item().map(|item| item.title.as_str()).filter(|_| draft.paper.is_of_a_record());
        canvas.text(body.x, body.y, body.width, about.unwrap_or(draft.form.schema.title), theme.quiet);
    }
    let list = Rect { y: area.y + above, height: area.height.saturating_sub(above + below), ..whole };
    let page = pages.get(state.cursor.top).or(pages.last()).map_or(&[][..], Vec::as_slice);
    let focus = state.cursor.focus.min(page.len());
    let rows: u16 = page.iter().map(Piece::height).sum();
    let count = u16::try_from(page.len()).unwrap_or(0);
    let gap = u16::from(rows + count <= list.height);
    let mut y = list.y;
    for (at, piece) in (1u8..).zip(page) {
        let place = Rect { y, height: piece.height() + gap, ..list }.intersection(list);
        row(canvas, place, piece);
        let focused = focus + 1 == usize::from(at);
        if focused {
            canvas.focus(Rect { height: place.height.min(BUTTON), ..place });
        }
        let badge = Rect { x: place.x + 1, width: 3, height: place.height.min(BUTTON), ..place };
        drawn::view(canvas, badge, Picture::Number(Number { digit: at, tone: Tone::Blue, focused }));
        canvas.choice(place, Some(at), piece.message.clone());
        y += piece.height() + gap;
    }
    let y = area.bottom().saturating_sub(BUTTON);
    let place = Rect { y, height: BUTTON, ..whole };
    let words = if state.at_window { "申请人说都对，封好" } else { "都对，封好" };
    let face = Rect { width: place.width.min(u16::try_from(columns(words)).unwrap_or(u16::MAX).saturating_add(12)), ..place };
    drawn::view(canvas, face, Picture::Button(Button { digit: Some(SEAL), words: words.to_owned(), strong: focus == page.len() }));
    if focus == page.len() {
        canvas.rests = Some(face.as_position());
    }
    canvas.choice(place, Some(SEAL), Message::Seal);
}

/// A question and its answer; what may be added is quiet.
fn row(canvas: &mut Canvas<'_, Message>, area: Rect, piece: &Piece) {
    let theme = *canvas.theme;
    let (label, text) = if piece.is_answered { (theme.strong, theme.text) } else { (theme.quiet, theme.quiet) };
    canvas.text(area.x + 4, area.y, 14, piece.label, label);
    let x = area.x + LABELS;
    for (y, line) in (area.y..area.bottom()).zip(&piece.lines) {
        canvas.text(x, y, area.right().saturating_sub(x), line, text);
    }
}
