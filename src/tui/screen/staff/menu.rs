//! Behind the door: what staff may do here.

use ratatui::layout::Rect;

use super::message::Message;
use crate::{
    advice::{disk_notice, missing_notice_short, root_notice},
    policy::misses_next_year,
    sync::RootTrouble,
    tui::{canvas::Canvas, context::Context, effect::Purpose},
};

/// ```text
///                     工作人员
///          内容截至 2026年11月22日，插着 U 盘
///
///      1  导入内容（U 盘）
///      2  历史记录
///      3  退回上一版
///      4  退出程序（终端会自动重新启动它）
///      5  回到查询页面
///      6  临时隐藏一条
///      7  申请受理窗口
///      8  检查机器
/// ```
pub(super) fn view(context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let choices = choices(context);
    let height = u16::try_from(choices.len() * 2 + 3).unwrap_or(area.height);
    // On the smallest grid every row counts.
    let pitch = if height > area.height { 1 } else { 2 };
    let top = area.y + area.height.saturating_sub(height) / 2;
    canvas.centered(area, top, "工作人员", theme.strong);
    canvas.centered(area, top + 1, &standing(context), theme.quiet);
    let hidden = context.hidden_lost.then(|| "隐藏记录的文件被动过，请告诉管理员和办公室".to_owned());
    let root = || context.root.map(|trouble| root_notice(trouble).to_owned());
    let year = || context.today.filter(|today| today.doubt.is_none() && misses_next_year(today.date));
    let calendar = || year().map(|today| missing_notice_short(today.date.year() + 1));
    let notice = context.disk.map(disk_notice).or(hidden).or_else(root).or_else(calendar);
    canvas.centered(area, top + 2, &notice.unwrap_or_default(), theme.bad);
    for (at, (label, message)) in (0u16..).zip(choices) {
        let width = 44.min(area.width);
        let place = Rect { x: area.x + (area.width - width) / 2, y: top + 3 + at * pitch, width, height: pitch }.intersection(area);
        canvas.text(place.x + 2, place.y, 2, &(at + 1).to_string(), theme.key);
        canvas.text(place.x + 5, place.y, width.saturating_sub(5), label, theme.text);
        canvas.choice(place, u8::try_from(at + 1).ok(), message);
    }
}

fn choices(context: &Context) -> Vec<(&'static str, Message)> {
    let mut choices = Vec::new();
    if context.config.takes_sticks() {
        choices.extend([
            ("导入内容（U 盘）", Message::Exchange(Purpose::Import)),
            ("历史记录", Message::Exchange(Purpose::History)),
            ("退回上一版", Message::Exchange(Purpose::StepBack)),
        ]);
    }
    if context.root == Some(RootTrouble::Other) {
        choices.push(("换信任根（管理员）", Message::Exchange(Purpose::NewRoot)));
    }
    choices.extend([("退出程序（终端会自动重新启动它）", Message::Quit), ("回到查询页面", Message::Leave)]);
    // The last, so that the others keep the digits that staff know.
    if !context.closed {
        choices.push(("临时隐藏一条", Message::Hide));
    }
    if context.config.takes_sticks() {
        choices.push(("申请受理窗口", Message::Counter));
        choices.push(("检查机器", Message::Exchange(Purpose::Examine)));
    }
    choices
}

/// How the terminal stands, in a line.
fn standing(context: &Context) -> String {
    let mut parts = Vec::new();
    parts.extend(context.data_date.map(|date| format!("内容截至 {}", crate::text::day(date))));
    if context.closed {
        parts.push("现在没有可以查的内容".to_owned());
    }
    if context.stick {
        parts.push("插着 U 盘".to_owned());
    }
    let mut words = parts.join("，");
    if !context.config.takes_sticks() {
        words.push_str("（没有装信任根，不从 U 盘导入）");
    }
    words
}
