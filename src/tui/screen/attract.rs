//! The attract screen: nobody is here. It asks one question that is read from afar, shows where to begin, and loops the notices.

use ratatui::layout::Rect;

use crate::{
    library::Card,
    policy::RecordId,
    text::VisitorText,
    zone::{ListEntry, Pages},
};

use super::super::{
    canvas::Canvas,
    context::Context,
    effect::Route,
    picture::{Face, Field, Notice, Picture, Tile},
    widget::drawn::{self, sign},
};
use super::farewell::{self, BEGIN};

/// What the attract screen shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::tui) struct State {
    /// Which notice is shown.
    pub(in crate::tui) notice: usize,
    /// Whether whoever has just gone is asked how it was.
    pub(in crate::tui) mark: Mark,
}

/// How far one is with asking for a mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum Mark {
    /// Nobody has just gone.
    #[default]
    Not,
    /// For some seconds, in which every key that is no mark begins anew.
    Asked,
    /// One was given.
    Given,
}

/// What a touch means.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Somebody is here; with where the door they touched leads, if they touched one.
    Begin(Option<Route>),
    /// Whoever goes gives a mark from 1 to 5.
    Mark(u8),
    /// Somebody wants to read a notice.
    Open(RecordId),
}

/// The question: on one line, and on two where the screen stands upright.
const QUESTION: [&str; 2] = ["您想办", "什么事？"];
const WHOLE: [&str; 1] = ["您想办什么事？"];

/// Rows of the parts of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rows {
    top: u16,
    question: u16,
    above_field: u16,
    field: u16,
    above_doors: u16,
    /// Of one door.
    door: u16,
    above_notice: u16,
    notice: u16,
}

/// What each part grows to, one after the other, as long as there are rows: the first is what large text has room for, the last what a wall would.
type Step = (fn(&mut Rows) -> &mut u16, u16);
const BESIDE: [Step; 28] = [
    (|rows| &mut rows.door, 4),
    (|rows| &mut rows.question, 3),
    (|rows| &mut rows.above_doors, 1),
    (|rows| &mut rows.above_notice, 1),
    (|rows| &mut rows.door, 5),
    (|rows| &mut rows.field, 3),
    (|rows| &mut rows.question, 4),
    (|rows| &mut rows.notice, 3),
    (|rows| &mut rows.door, 6),
    (|rows| &mut rows.question, 7),
    (|rows| &mut rows.door, 7),
    (|rows| &mut rows.question, 8),
    (|rows| &mut rows.above_field, 2),
    (|rows| &mut rows.notice, 4),
    (|rows| &mut rows.top, 1),
    (|rows| &mut rows.question, 10),
    (|rows| &mut rows.door, 9),
    (|rows| &mut rows.question, 13),
    (|rows| &mut rows.field, 4),
    (|rows| &mut rows.notice, 5),
    (|rows| &mut rows.above_doors, 2),
    (|rows| &mut rows.above_notice, 2),
    (|rows| &mut rows.door, 12),
    (|rows| &mut rows.top, 2),
    (|rows| &mut rows.field, 5),
    (|rows| &mut rows.notice, 6),
    (|rows| &mut rows.door, 14),
    (|rows| &mut rows.question, 16),
];
const BELOW: [Step; 15] = [
    (|rows| &mut rows.door, 4),
    (|rows| &mut rows.question, 8),
    (|rows| &mut rows.field, 3),
    (|rows| &mut rows.above_doors, 1),
    (|rows| &mut rows.above_notice, 1),
    (|rows| &mut rows.notice, 4),
    (|rows| &mut rows.question, 14),
    (|rows| &mut rows.door, 5),
    (|rows| &mut rows.top, 1),
    (|rows| &mut rows.above_field, 2),
    (|rows| &mut rows.question, 16),
    (|rows| &mut rows.field, 4),
    (|rows| &mut rows.door, 6),
    (|rows| &mut rows.notice, 5),
    (|rows| &mut rows.above_notice, 2),
];

impl Rows {
    /// The rows of a page with so many doors one below the other.
    fn of(height: u16, down: u16) -> Self {
        let mut rows = Self { top: 0, question: 2, above_field: 1, field: 2, above_doors: 0, door: 3, above_notice: 0, notice: 2 };
        let steps: &[Step] = if down > 1 { &BELOW } else { &BESIDE };
        for (part, most) in steps {
            while *part(&mut rows) < *most {
                *part(&mut rows) += 1;
                if rows.all(down) > height {
                    *part(&mut rows) -= 1;
                    return rows;
                }
            }
        }
        rows
    }

    fn all(&self, down: u16) -> u16 {
        self.top + self.question + self.above_field + self.field + self.above_doors + self.door * down + self.above_notice + self.notice
    }
}

/// ```text
///    云川县政务服务中心 · 政务公开专区              数据截至 2026年11月20日   10:24
///
///     您 想 办 什 么 事 ？
///     触摸屏幕，或按任意键开始
///    ┌──────────────────────────────────────────────────────────────┐
///    │ 打字就能查          拼音、首字母、文号都行              打字 │
///    └──────────────────────────────────────────────────────────────┘
///     1  查政策            2  办事指南          4  申请公开
///        文件、法规、公报     材料、流程、窗口     没查到的可以申请
///
///     公告  城乡居民医保集中缴费期到 12 月 31 日止                    3 / 6
/// ```
pub(in crate::tui) fn view(state: &State, pages: &Pages, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    canvas.touch(area, Message::Begin(None));
    match state.mark {
        Mark::Not => {}
        Mark::Asked => return farewell::asked(Message::Mark, context, canvas, area),
        Mark::Given => return farewell::thanked(context, canvas, area),
    }
    let stacked = area.height >= 36 && area.width < 90;
    let count = u16::try_from(pages.attract.len()).unwrap_or(u16::MAX).max(1);
    let rows = Rows::of(area.height, if stacked { count } else { 1 });
    let inner = Rect { x: area.x + context.margin(), width: area.width.saturating_sub(2 * context.margin()), ..area };
    let mut y = inner.y + rows.top;
    let mut part = |gap: u16, height: u16| {
        let place = Rect { y: y + gap, height, ..inner }.intersection(area);
        y += gap + height;
        place
    };
    let lines = if stacked { QUESTION.to_vec() } else { WHOLE.to_vec() };
    drawn::view(canvas, part(0, rows.question), Picture::Question(lines));
    let place = part(0, rows.above_field);
    let words = context.announcement();
    let style = if words.is_some() { theme.key } else { theme.quiet };
    canvas.text(place.x, place.y, place.width, words.as_deref().unwrap_or(BEGIN), style);
    let place = part(0, rows.field);
    let field = Field { words: "打字就能查", hint: "拼音、首字母、文号都行", button: "打字" };
    drawn::view(canvas, place, Picture::Field(field));
    canvas.touch(place, Message::Begin(Some(Route::Search { typed: VisitorText::default(), pad: true })));
    doors(pages, stacked, canvas, part(rows.above_doors, rows.door * if stacked { count } else { 1 }));
    posted(state, pages, canvas, part(rows.above_notice, rows.notice));
}

/// The doors of the zone, with the digits that open them on home and here.
fn doors(pages: &Pages, stacked: bool, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let count = u16::try_from(pages.attract.len()).unwrap_or(u16::MAX).max(1);
    let gap = 1;
    for (at, door) in (0..count).zip(&pages.attract) {
        let place = if stacked {
            let height = area.height / count;
            Rect { y: area.y + at * height, height, ..area }
        } else {
            let edge = |at: u16| (area.width + gap) * at / count;
            Rect { x: area.x + edge(at), width: (edge(at + 1) - edge(at)).saturating_sub(gap), ..area }
        };
        drawn::view(canvas, place, Picture::Tile(tile(door, pages)));
        canvas.touch(place, Message::Begin(door.way.clone().map(Route::from)));
    }
}

fn tile(door: &ListEntry, pages: &Pages) -> Tile {
    let (icon, tone) = sign(door.way.as_ref());
    let digit = pages.home.iter().find(|(_, known)| known.way == door.way).map(|(digit, _)| *digit);
    Tile { digit, icon, tone, face: Face::Deep, title: door.title.clone(), about: door.about.clone(), focused: false }
}

/// A notice on the board.
fn posted(state: &State, pages: &Pages, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let of = pages.notices.len();
    let at = state.notice.checked_rem(of).unwrap_or(0);
    match pages.notices.get(at) {
        Some(card) => {
            drawn::view(canvas, area, Picture::Notice(notice(card, (at, of))));
            canvas.touch(area, Message::Open(card.id.clone()));
        }
        None => canvas.centered(area, area.y + area.height / 2, "政府公开的信息，都可以在这里查", theme.quiet),
    }
}

/// A notice as it hangs on the board.
pub(in crate::tui) fn notice(card: &Card, place: (usize, usize)) -> Notice {
    let urgent = card.is_urgent();
    let about = card.summary.clone().or_else(|| card.body.clone()).unwrap_or_default();
    Notice { label: if urgent { "紧急" } else { "公告" }, title: card.title.clone(), about, urgent, place, focused: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_page_fill_every_screen_and_no_more() {
        for height in 11..80 {
            let rows = Rows::of(height, 1);
            assert!(rows.all(1) <= height && (height > 45 || rows.all(1) == height), "{height}: {rows:?}");
            let upright = Rows::of(height.max(36), 3);
            assert!(upright.all(3) <= height.max(36));
        }
    }
}
