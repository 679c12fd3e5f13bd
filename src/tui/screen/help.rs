//! What helps on every screen, for whoever has no more than a number pad or a finger: somebody to ask, how to use the terminal, letters that can
//! be read, the way home, the end.

use ratatui::layout::Rect;

use crate::policy::Leaflet;

use super::{
    super::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Effect, Route},
        frame::{Action, display_label},
        widget::entries::{self, Cursor, Row, plain},
    },
    Move,
};

/// The entry on which the arrows rest.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::tui) struct State {
    cursor: Cursor,
}

/// What the page of help understands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Message {
    /// Go somewhere.
    Open(Route),
    /// An arrow or a page key.
    Move(Move),
    /// What the frame does for every screen.
    Act(Action),
}

impl State {
    /// The entry Enter opens.
    pub(in crate::tui) fn focus(&self) -> usize {
        self.cursor.focus
    }
}

/// What a message changes and asks for; what the frame does is not done here.
pub(in crate::tui) fn update(state: &mut State, message: &Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Open(route) => return vec![Effect::Go(route.clone())],
        Message::Move(step) => {
            let (fit, all) = (entries::capacity(area(context).height, lines(context)).1, entries_of(context).len());
            match step {
                Move::Up => state.cursor.up(fit),
                Move::Down => state.cursor.down(fit, all),
                Move::PageUp => state.cursor.page_up(fit),
                Move::PageDown => state.cursor.page_down(fit, all),
            }
        }
        Message::Act(_) => {}
    }
    Vec::new()
}

/// Lines of an entry: where rows are few and tall, all entries on one page are worth more than what is said of them.
fn lines(context: &Context) -> u16 {
    if context.room() == Room::Narrow { 1 } else { 2 }
}

fn area(context: &Context) -> Rect {
    let body = context.body();
    let margin = context.margin();
    Rect { x: body.x + margin, y: body.y + 2, width: body.width.saturating_sub(2 * margin), height: body.height.saturating_sub(2) }
}

fn entries_of(context: &Context) -> Vec<(&'static str, &'static str, Message)> {
    let display = match display_label(context) {
        "大字" => "字放大",
        "高对比" => "黑底白字，看得更清",
        _ => "恢复原来的样子",
    };
    let mut entries = vec![
        ("叫工作人员", "在哪个服务台，打哪个电话", Message::Open(Route::leaflet(Leaflet::STAFF))),
        ("怎么用这台机器", "怎么找、怎么带走，没有键盘怎么办", Message::Open(Route::leaflet(Leaflet::GUIDE))),
        (display, "再按一次换一种", Message::Act(Action::Display)),
        ("回到首页", "从头再找", Message::Act(Action::Home)),
        ("把屏幕变黑", "旁边的人看不见，按任意键再亮", Message::Act(Action::Dark)),
    ];
    if context.voice {
        let (title, about) = if context.aloud {
            ("不念了", "念的关掉")
        } else {
            ("念给我听", "把每一页念出来，按任意键停；F8 也行")
        };
        entries.push((title, about, Message::Act(Action::Aloud)));
    }
    entries
}

/// ```text
///    需要帮忙吗？
///
///     1  叫工作人员
///        在哪个服务台，打哪个电话
///     2  怎么用这台机器
///     3  字放大
///     4  回到首页
///     5  把屏幕变黑
///     6  念给我听
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, body: Rect) {
    let theme = *canvas.theme;
    let area = area(context);
    canvas.text(area.x, body.y, area.width, "需要帮忙吗？", theme.strong);
    let entries = entries_of(context);
    let shown = state.cursor.shown(entries.len(), entries::capacity(area.height, lines(context)).1);
    let rows = entries
        .into_iter()
        .skip(shown.start)
        .map(|(title, about, message)| (Row { title: plain(title), below: vec![plain(about)], ..Row::default() }, Some(message)));
    entries::view(canvas, area, lines(context), Some(state.cursor), rows);
}
