//! The page of hiding drawn.

use ratatui::layout::Rect;

use super::{
    message::{Message, Wish},
    state::{State, Step},
};
use crate::{
    advice,
    text::{columns, moment},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::HidingDone,
        field::{self, Press},
        widget::{
            entries::{self, Row, plain},
            notice,
        },
    },
    zone::wording,
};

/// Lines of an entry: its title, and what tells it from others.
const LINES: u16 = 2;
/// Columns of the narrowest button.
const BUTTON: u16 = 8;

/// The parts of the page, from above.
struct Places {
    field: Rect,
    candidates: Rect,
    list: Rect,
    board: Option<Rect>,
    size: field::Size,
}

fn places(state: &State, context: &Context, area: Rect) -> Places {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let size = field::Size { width: inner.width, height: area.height };
    let board = state.field().map_or(0, |field| field::board_height(field, size));
    let line = Rect { height: 1, ..inner };
    let candidates = Rect { y: line.bottom(), height: u16::from(state.field.composes()), ..inner };
    let rule = u16::from(context.room() != Room::Narrow);
    let top = candidates.bottom() + rule;
    let list = Rect { y: top, height: area.bottom().saturating_sub(top + board), ..inner };
    Places { field: line, candidates, list, board: (board > 0).then_some(Rect { y: list.bottom(), height: board, ..inner }), size }
}

/// Columns that candidates have.
pub(super) fn room(context: &Context) -> u16 {
    context.grid.width.saturating_sub(2 * context.margin())
}

/// Entries that a page of the list holds; one row is its heading.
pub(super) fn capacity(state: &State, context: &Context) -> usize {
    entries::capacity(places(state, context, context.body()).list.height.saturating_sub(1), LINES).1
}

/// ```text
///   临时隐藏  高龄津贴▏                                              ‹键盘›  ‹清空›
///   ──────────────────────────────────────────────────────────────────
///   找到 3 条，按 Enter 再按数字
///    1  云川县高龄津贴办法
///         云民发〔2024〕3号 · 县民政局 · 2024-05-01
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    match &state.step {
        Step::Field | Step::List => finding(state, context, canvas, area),
        Step::Asking(wish) => asking(wish, canvas, inner),
        Step::Working => {
            let style = canvas.theme.strong;
            canvas.centered(inner, inner.y + inner.height / 2, "正在办……", style);
        }
        Step::Done(done) => notice::view(canvas, inner, &told(done), &[(0, "返回", Message::Back)]),
    }
}

fn finding(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let places = places(state, context, area);
    canvas.touch(Rect { height: 2, ..places.field }, Message::Field(field::Message::Touched));
    let mut right = places.field.right();
    let board = if state.field.takes_pad() { "收起键盘" } else { "键盘" };
    for (label, message) in [("清空", field::Message::Pressed(Press::Clear)), (board, field::Message::BoardToggled)] {
        let width = (u16::try_from(columns(label)).unwrap_or(0) + 2).max(BUTTON);
        right = right.saturating_sub(width + 1);
        let place = Rect { x: right, width, ..places.field };
        canvas.centered(place, place.y, &format!("‹{label}›"), theme.key);
        canvas.touch(place, Message::Field(message));
    }
    let label = canvas.text(places.field.x, places.field.y, 10, "临时隐藏", theme.quiet);
    let line = Rect { x: label + 2, width: right.saturating_sub(label + 2), ..places.field };
    let candidates = state.field.composes().then_some(places.candidates);
    let parts = field::Places { line, candidates, board: places.board, size: places.size };
    canvas.nested(Message::Field, |canvas| {
        field::view(&state.field, state.step == Step::Field, canvas, &parts);
    });
    if context.room() != Room::Narrow {
        canvas.rule(places.list, places.list.y.saturating_sub(1));
    }
    let wishes = state.wishes();
    let heading = match (state.field.text().is_blank(), wishes.len()) {
        (true, 0) => "打标题、文号、首字母或者编号，找到要隐藏的".to_owned(),
        (true, count) => format!("已隐藏 {count} 条。要再隐藏，打标题、文号或者首字母"),
        (false, 0) => "没有找到，换几个字".to_owned(),
        (false, count) => format!("找到 {count} 条，按回车再按数字，或者用手指点"),
    };
    canvas.text(places.list.x, places.list.y, places.list.width, &heading, theme.quiet);
    let list = Rect { y: places.list.y + 1, height: places.list.height.saturating_sub(1), ..places.list };
    let shown = state.cursor.shown(wishes.len(), capacity(state, context));
    let cursor = (state.step == Step::List).then_some(state.cursor);
    let rows = wishes.into_iter().skip(shown.start).take(shown.len()).map(|wish| {
        let (title, below) = match &wish {
            Wish::Hide(card) => (card.title.clone(), format!("{} · {}", wording::about(card), card.id)),
            Wish::Show(hidden) => (hidden.title.clone(), format!("{} · {}", since(hidden), hidden.id)),
        };
        (Row { title: plain(title), below: vec![plain(below)], ..Row::default() }, Some(Message::Chosen(wish)))
    });
    entries::view(canvas, list, LINES, cursor, rows);
}

fn since(hidden: &crate::library::Hidden) -> String {
    format!("{} 隐藏，{}", moment(hidden.since), advice::who_hid(&hidden.by))
}

fn asking(wish: &Wish, canvas: &mut Canvas<'_, Message>, area: Rect) {
    match wish {
        Wish::Hide(card) => {
            let lines = [
                format!("要隐藏《{}》吗？", card.title),
                format!("{} · {}", wording::about(card), card.id),
                "隐藏以后，搜索、目录、相关内容和二维码里马上都没有它，正在看的人也看不到了。内容没有删。".to_owned(),
                "办公室以后的新一版会让它重新显示，或者下架。请马上打电话告诉办公室。".to_owned(),
            ];
            notice::view(canvas, area, &lines, &[(1, "隐藏", Message::Agreed), (0, "不隐藏，返回", Message::Back)]);
        }
        Wish::Show(hidden) => {
            let lines = [format!("要重新显示《{}》吗？", hidden.title), since(hidden), "重新显示以后，所有人马上又能看到它。".to_owned()];
            notice::view(canvas, area, &lines, &[(1, "重新显示", Message::Agreed), (0, "仍然隐藏，返回", Message::Back)]);
        }
    }
}

fn told(done: &HidingDone) -> Vec<String> {
    match done {
        HidingDone::Hidden { title, unwritten: None } => {
            vec![format!("隐藏好了：《{title}》"), "请打电话告诉办公室，由他们下架，或者在新的一版里改好。".to_owned()]
        }
        HidingDone::Hidden { title, unwritten: Some(why) } => vec![
            format!("隐藏了：《{title}》，但是没有写到硬盘上"),
            "这台机器重新启动以后，它会重新显示：请不要关机，马上找管理员。".to_owned(),
            format!("{}（{}）", why.what, why.code),
        ],
        HidingDone::Shown { title } if title.is_empty() => vec!["重新显示了。".to_owned()],
        HidingDone::Shown { title } => vec![format!("重新显示了：《{title}》")],
        HidingDone::ByOffice => {
            vec![
                "这一条是办公室要求隐藏的，这里不能让它重新显示。".to_owned(),
                "办公室发布的下一版内容里还有它，导入以后就会重新显示。".to_owned(),
            ]
        }
        HidingDone::Nothing => vec!["没有什么要改的：它已经不在，或者已经隐藏、已经显示了。".to_owned()],
        HidingDone::Failed(why) => vec![why.what.clone(), format!("{}（{}）", why.mend, why.code)],
    }
}
