//! Behind the door: what staff may do here.

use ratatui::layout::Rect;

use super::message::Message;
use crate::{
    advice::{disk_notice, missing_notice_short, root_notice},
    config::{Badge, Power},
    policy::misses_next_year,
    sync::RootTrouble,
    tui::{
        canvas::Canvas,
        context::Context,
        effect::Purpose,
        picture::{Button, Picture},
        widget::drawn,
    },
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
///      9  使用情况
/// ```
pub(super) fn view(context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let choices = choices(context);
    let height = u16::try_from(choices.len() * 2 + 3).unwrap_or(area.height);
    // On the smallest grid every row counts.
    let pitch = if height > area.height { 1 } else { 2 };
    let top = area.y + area.height.saturating_sub(height) / 2;
    let who = context.on_duty.as_ref().map_or_else(|| "工作人员".to_owned(), Badge::title);
    // Where rows are that few, both stand in one.
    let above = if choices.len() + 3 > usize::from(area.height) {
        canvas.centered(area, top, &format!("{who}   {}", standing(context)), theme.strong);
        2
    } else {
        canvas.centered(area, top, &who, theme.strong);
        canvas.centered(area, top + 1, &standing(context), theme.quiet);
        3
    };
    let hidden = context.hidden_lost.then(|| "隐藏记录的文件被动过，请告诉管理员和办公室".to_owned());
    let root = || context.root.map(|trouble| root_notice(trouble).to_owned());
    let year = || context.today.filter(|today| today.doubt.is_none() && misses_next_year(today.date));
    let calendar = || year().map(|today| missing_notice_short(today.date.year() + 1));
    let notice = context.disk.map(disk_notice).or(hidden).or_else(root).or_else(calendar);
    canvas.centered(area, top + above - 1, &notice.unwrap_or_default(), theme.bad);
    for (at, (label, message)) in (0u16..).zip(choices) {
        let width = 44.min(area.width);
        let place = Rect { x: area.x + (area.width - width) / 2, y: top + above + at * pitch, width, height: pitch }.intersection(area);
        let digit = u8::try_from(at + 1).ok();
        if pitch > 1 {
            drawn::view(canvas, place, Picture::Button(Button { digit, words: label.to_owned(), strong: false }));
        } else {
            canvas.text(place.x + 2, place.y, 2, &(at + 1).to_string(), theme.key);
            canvas.text(place.x + 5, place.y, width.saturating_sub(5), label, theme.text);
        }
        canvas.choice(place, digit, message);
    }
}

fn choices(context: &Context) -> Vec<(&'static str, Message)> {
    let (sticks, other_root) = (context.config.takes_sticks(), context.root == Some(RootTrouble::Other));
    // The last ones came later, so that the others keep the digits that staff know.
    let all = [
        (sticks, Power::Import, "导入内容（U 盘）", Message::Exchange(Purpose::Import)),
        (sticks, Power::Look, "历史记录", Message::Exchange(Purpose::History)),
        (sticks, Power::Administer, "退回上一版", Message::Exchange(Purpose::StepBack)),
        (other_root, Power::Administer, "换信任根（管理员）", Message::Exchange(Purpose::NewRoot)),
        (true, Power::Administer, "退出程序（终端会自动重新启动它）", Message::Quit),
        // Ten have no digits, and no rows on the smallest grid; 0 leads back as well.
        (!other_root, Power::Look, "回到查询页面", Message::Leave),
        (!context.closed, Power::Hide, "临时隐藏一条", Message::Hide),
        (sticks, Power::Window, "申请受理窗口", Message::Counter),
        (sticks, Power::Look, "检查机器", Message::Exchange(Purpose::Examine)),
        (sticks, Power::Look, "使用情况", Message::Exchange(Purpose::Usage)),
    ];
    all.into_iter().filter(|(is, power, ..)| *is && context.may(*power)).map(|(.., label, message)| (label, message)).collect()
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
