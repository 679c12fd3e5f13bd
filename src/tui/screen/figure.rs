//! A picture that an office published (一图读懂, a photograph), as wide as the screen, a page at a time.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{
    super::{
        canvas::Canvas,
        context::Context,
        effect::{Effect, Route},
        picture::{Picture, Raster, Spread},
        widget::drawn,
    },
    Move,
};
use crate::{policy::RecordId, zone::Figure};

/// A picture, and which page of it is seen.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    figure: Box<Figure>,
    phase: Phase,
    page: usize,
}

/// How far it has come.
#[derive(Debug, Clone)]
enum Phase {
    /// It is being read.
    Waiting,
    /// It is there.
    Here(Arc<Raster>),
    /// It cannot be shown.
    Broken,
}

/// What a picture understands.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui) enum Message {
    /// An arrow or a page key.
    Move(Move),
    /// Its code.
    Code,
}

/// A picture from its beginning.
pub(in crate::tui) fn opened(figure: Box<Figure>) -> (State, Effect) {
    let effect = Effect::Figure(figure.id.clone(), figure.file.clone());
    (State { figure, phase: Phase::Waiting, page: 0 }, effect)
}

impl State {
    /// Whether its record is among these.
    pub(in crate::tui) fn is_of(&self, ids: &[RecordId]) -> bool {
        ids.contains(&self.figure.id)
    }

    /// Whether there is more of it before and after what is seen.
    pub(in crate::tui) fn pages(&self, context: &Context) -> (bool, bool) {
        let (page, count) = self.place(context);
        (page > 0, page + 1 < count)
    }

    /// The page that is seen, and how many there are: both follow the grid.
    fn place(&self, context: &Context) -> (usize, usize) {
        let count = self.spread(context).map_or(1, |spread| spread.count());
        (self.page.min(count - 1), count)
    }

    fn spread(&self, context: &Context) -> Option<Spread> {
        let Phase::Here(raster) = &self.phase else { return None };
        let Places { sheet, .. } = places(context, context.body());
        Some(
            raster.spread(u32::from(sheet.width) * u32::from(context.cell.width), u32::from(sheet.height) * u32::from(context.cell.height)),
        )
    }

    /// What is said of it aloud: nobody can read out what is drawn.
    pub(in crate::tui) fn said(&self) -> Vec<String> {
        let word = match self.phase {
            Phase::Waiting => return Vec::new(),
            Phase::Here(_) => "这是一张图，图里的字读不出来。",
            Phase::Broken => UNSEEN,
        };
        vec![self.figure.takeaway.title.clone(), word.to_owned()]
    }
}

const UNSEEN: &str = "这张图现在看不了，可以带走慢慢看，或者问工作人员。";

/// It was read, or cannot be.
pub(in crate::tui) fn read(state: &mut State, read: Option<Arc<Raster>>) -> Vec<Effect> {
    state.phase = read.map_or(Phase::Broken, Phase::Here);
    Vec::new()
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Code => return vec![Effect::Go(Route::Code(Box::new(state.figure.takeaway.clone())))],
        Message::Move(step) => {
            let (page, count) = state.place(context);
            state.page = match step {
                Move::Up | Move::PageUp => page.saturating_sub(1),
                Move::Down | Move::PageDown => (page + 1).min(count - 1),
            };
        }
    }
    Vec::new()
}

struct Places {
    title: Rect,
    sheet: Rect,
    take: Rect,
}

/// The picture has all rows but two.
fn places(context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let title = Rect { height: 1, ..inner };
    let take = Rect { y: area.bottom().saturating_sub(1), height: 1, ..inner };
    let sheet = Rect { y: title.bottom(), height: take.y.saturating_sub(title.bottom()), ..area };
    Places { title, sheet, take }
}

/// ```text
///   一图读懂：高龄津贴怎么领                              第 1 屏，共 3 屏
///  ██████████████████████████████████████████████████████████████████████
///  ██████████████████████████████████████████████████████████████████████
///   1  扫码带走这张图                                     往下还有　按 +
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let Places { title, sheet, take } = places(context, area);
    let (page, count) = state.place(context);
    let place = if count > 1 { format!("第 {} 屏，共 {count} 屏", page + 1) } else { String::new() };
    let end = canvas.right(title, title.y, &place, theme.quiet);
    canvas.text(title.x, title.y, end.saturating_sub(title.x + 1), &state.figure.takeaway.title, theme.strong);
    let middle = sheet.y + sheet.height / 2;
    match (&state.phase, state.spread(context)) {
        (Phase::Here(raster), Some(spread)) => {
            // Seen for as long as it takes to paint the picture over it; and for good where that comes to nothing.
            canvas.centered(sheet, middle, "正在画这张图……看不到的话，按 1 扫码带走", theme.quiet);
            drawn::view(canvas, sheet, Picture::Figure(spread.stretch(raster, page)));
            canvas.touch(sheet, Message::Move(Move::PageDown));
        }
        (Phase::Broken, _) => canvas.centered(sheet, middle, UNSEEN, theme.text),
        (Phase::Waiting | Phase::Here(_), _) => canvas.centered(sheet, middle, "正在打开……", theme.quiet),
    }
    let words = "扫码带走这张图";
    let button = Rect { width: take.width.min(24), ..take };
    canvas.text(button.x + 1, button.y, 2, "1", theme.key);
    canvas.text(button.x + 4, button.y, button.width.saturating_sub(4), words, theme.strong);
    canvas.choice(button, Some(1), Message::Code);
    if page + 1 < count {
        let words = " 往下还有　按 +";
        let x = canvas.right(take, take.y, words, theme.key);
        canvas.touch(Rect { x, width: take.right().saturating_sub(x), ..take }, Message::Move(Move::PageDown));
    }
}
