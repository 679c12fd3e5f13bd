//! The door: the PIN is typed with keys or fingers, and never shown.

use ratatui::layout::Rect;

use super::message::Message;
use crate::tui::{
    canvas::Canvas,
    context::Context,
    field::{self, Press},
    picture::{Button, Picture},
    widget::drawn,
};

/// From so many seconds on minutes are told.
const MINUTES: u64 = 120;

/// What is to be said besides what everybody is asked for.
pub(super) fn note(wrong: bool, checking: bool, waiting: Option<u64>, context: &Context) -> Option<String> {
    let wait = |seconds: u64| if seconds < MINUTES { format!("{seconds} 秒") } else { format!("{} 分钟", seconds.div_ceil(60)) };
    match (waiting, wrong, checking) {
        _ if context.config.staff.is_closed() => Some("没有设置密码，请管理员用 gongkai pin 设置".to_owned()),
        (Some(seconds), true, _) => Some(format!("密码不对，请等 {}再试", wait(seconds))),
        (Some(seconds), false, _) => Some(format!("前面连着输错，请等 {}再试", wait(seconds))),
        (None, true, _) => Some("密码不对，请再试一次".to_owned()),
        (None, _, true) => Some("正在核对……".to_owned()),
        _ => None,
    }
}

/// ```text
///                工作人员请输入密码
///                   ● ● ● ●
///             密码不对，请等 5 秒再试
///           1    2    3
///           4    5    6
///           7    8    9
///          返回   0   确定
/// ```
pub(super) fn view(field: &field::State, note: Option<&str>, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let top = area.y + area.height.saturating_sub(11) / 2;
    canvas.centered(area, top, "工作人员请输入密码", theme.strong);
    canvas.centered(area, top + 1, &field.shown(), theme.key);
    if let Some(note) = note {
        canvas.centered(area, top + 2, note, theme.bad);
    }
    let keys = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], ["返回", "0", "确定"]];
    let left = area.x + area.width.saturating_sub(30) / 2;
    for (row, keys) in (0u16..).zip(keys) {
        for (column, key) in (0u16..).zip(keys) {
            let place = Rect { x: left + column * 10, y: top + 3 + row * 2, width: 10, height: 2 }.intersection(area);
            let face = Rect { width: place.width.saturating_sub(1), ..place };
            drawn::view(canvas, face, Picture::Button(Button { digit: None, words: key.to_owned(), strong: key == "确定" }));
            let message = match key {
                "返回" => Message::Leave,
                "确定" => Message::Field(field::Message::Done),
                digit => Message::Field(field::Message::Pressed(Press::Figure(digit.chars().next().unwrap_or('0')))),
            };
            canvas.touch(place, message);
        }
    }
}
