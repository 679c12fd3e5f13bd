//! Header and key line: the same on every screen, so that where one is, of what day the content is, and how to leave are always seen.

use ratatui::layout::Rect;

use crate::{
    policy::{Age, ClockDoubt},
    text::columns,
};

use super::{
    canvas::Canvas,
    context::{Context, Room},
    theme::Look,
};

/// What the keys of the frame mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// The screen before.
    Back,
    /// Home.
    Home,
    /// Larger, more contrast, or as before.
    Display,
    /// Pages are read aloud, or no more.
    Aloud,
    /// Nothing is seen until the next key.
    Dark,
    /// End the session and wipe it.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Take the candidate in focus.
    Choose,
    /// Done with typing.
    Enter,
    /// 叫工作人员.
    CallStaff,
    /// What helps on every screen: somebody to ask, how to use the terminal, larger letters.
    Help,
    /// The hall's name was touched.
    HallName,
    /// The warning was answered.
    Stay,
}

/// Draws the header: where, of what day, and the two keys that are always there.
pub(super) fn header(keys: Keys, context: &Context, canvas: &mut Canvas<'_, Action>) {
    let theme = *canvas.theme;
    let area = Rect::new(0, 0, context.grid.width, 2);
    canvas.fill(area, theme.bar);
    let margin = context.margin();
    let narrow = context.grid.width < 76;
    // Where signs are text, the keys that are not are named.
    let text = keys.signs == Signs::Text;
    let end = if narrow { "结束" } else { "结束并清除" };
    let mut buttons = vec![(end, "/", "F10", Action::End)];
    if !keys.staff {
        buttons.push(("帮助", "*", "F1", Action::Help));
        // Where there is no room for it, it stands on the page of help.
        if context.room() == Room::Wide {
            buttons.push((display_label(context), "F2", "F2", Action::Display));
        }
    }
    let mut right = area.right().saturating_sub(margin);
    for (words, sign, function_key, action) in buttons {
        let label = format!("{words} {}", if text { function_key } else { sign });
        let width = u16::try_from(columns(&label)).unwrap_or(0);
        right = right.saturating_sub(width);
        canvas.text(right, 0, width, &label, theme.bar_key);
        canvas.touch(Rect::new(right.saturating_sub(1), 0, (width + 2).max(8), 2).intersection(area), action);
        right = right.saturating_sub(if narrow { 1 + u16::from(!text) } else { 4 });
    }
    let name_end = canvas.text(margin, 0, right, &context.config.hall.zone, theme.bar.add_modifier(ratatui::style::Modifier::BOLD));
    canvas.touch(Rect::new(0, 0, name_end, 2), Action::HallName);
    let date = data_date(context, narrow);
    let date_width = u16::try_from(columns(&date)).unwrap_or(0);
    let room = right.saturating_sub(name_end + 1);
    let on_bar = |style: ratatui::style::Style| style.bg(theme.bar.bg.unwrap_or_default());
    let style = match context.today.and_then(|today| today.doubt) {
        Some(_) => on_bar(theme.bad),
        None if Age::of_days(context.age.into()) == Age::VeryOld => on_bar(theme.caution),
        None => theme.bar,
    };
    if date_width <= room {
        canvas.text(if narrow { name_end + 1 } else { right - date_width }, 0, date_width, &date, style);
    } else {
        canvas.text(name_end + 1, 0, room, &date, style);
    }
    for x in 0..area.width {
        canvas.text(x, 1, 1, "─", theme.rule);
    }
    if context.sample && !narrow {
        canvas.centered(Rect { y: 1, height: 1, ..area }, 1, " 演示内容，地名机构均为虚构 ", theme.quiet);
    }
}

/// What the key of the display does next.
pub(super) fn display_label(context: &Context) -> &'static str {
    let next_is_large = !context.large && context.look == Look::Paper && !context.config.display.scale_output.is_empty();
    let next_is_contrast = context.look == Look::Paper && !next_is_large;
    match (next_is_large, next_is_contrast) {
        (true, _) => "大字",
        (_, true) => "高对比",
        _ => "恢复显示",
    }
}

/// The day of the content; a doubted clock is said to be so.
fn data_date(context: &Context, short: bool) -> String {
    let Some(date) = context.data_date else {
        return if context.closed { String::new() } else { "正在打开……".to_owned() };
    };
    let doubt = match context.today.and_then(|today| today.doubt) {
        Some(ClockDoubt::Behind { .. } | ClockDoubt::FarAhead { .. }) => "（时钟不准，按此日）",
        None => "",
    };
    let age = if Age::of_days(context.age.into()) > Age::Recent { format!("（{} 天前）", context.age) } else { String::new() };
    if short { format!("截至{date}{age}{doubt}") } else { format!("数据截至 {date}{age}{doubt}   {}", context.time) }
}

/// The keys of the frame, as they work on a screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// There is a screen before this one, and it is not home.
    pub(super) away: bool,
    /// It lies behind the staff's door: nothing on it leads to visitors' pages but the way out.
    pub(super) staff: bool,
    /// The pages that the page keys turn.
    pub(super) pages: Pages,
    /// The duty of digits and signs.
    pub(super) signs: Signs,
    /// What Enter does where something is typed.
    pub(super) enter: Option<&'static str>,
}

/// Pages that can be turned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Pages {
    /// Nothing.
    #[default]
    None,
    /// The pages of the screen, as far as there are any before or after the one that is seen.
    Screen { before: bool, after: bool },
    /// The pages of candidates, one of which Enter takes.
    Candidates,
}

/// The duty of digits and signs on a screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Signs {
    /// Keys: 0 leads back, `.` leads home.
    #[default]
    Keys,
    /// Keys but for 0, which is typed or deletes: only a finger leaves at once.
    KeysButZero,
    /// Text, so that other keys are named.
    Text,
}

/// Draws the key line: every key that works now, and each can be touched.
pub(super) fn key_line(keys: Keys, context: &Context, canvas: &mut Canvas<'_, Action>) {
    let theme = *canvas.theme;
    let area = Rect::new(0, context.grid.height.saturating_sub(2), context.grid.width, 2);
    canvas.fill(area, theme.bar);
    for x in 0..area.width {
        canvas.text(x, area.y, 1, "─", theme.rule);
    }
    let narrow = context.grid.width < 76;
    let mut offers: Vec<(&str, &str, Action)> = Vec::new();
    if keys.away {
        offers.push((if keys.signs == Signs::Keys { "0" } else { "Esc" }, "返回", Action::Back));
        offers.push((if keys.signs == Signs::Text { "Home" } else { "." }, "首页", Action::Home));
    }
    let (up, down) = if keys.signs == Signs::Text { ("↑", "↓") } else { ("−", "+") };
    match keys.pages {
        Pages::None => {}
        Pages::Screen { before, after } => {
            offers.extend(before.then_some((up, "上页", Action::PageUp)));
            offers.extend(after.then_some((down, "下页", Action::PageDown)));
        }
        Pages::Candidates => {
            offers.extend([("−", "往前", Action::PageUp), ("+", "往后", Action::PageDown), ("回车", "选字", Action::Choose)]);
        }
    }
    if let Some(enter) = keys.enter {
        offers.push(("回车", enter, Action::Enter));
    }
    if !keys.staff {
        offers.push(("F9", if narrow { "叫人" } else { "叫工作人员" }, Action::CallStaff));
    }
    let y = area.y + 1;
    let mut x = context.margin();
    let gap = if narrow { 2 } else { 4 };
    for (key, label, action) in offers {
        // A visitor need not know what Esc and Home are: where keys are letters the word alone is shown, and touched.
        let key = if key.chars().count() > 2 { "‹" } else { key };
        let from = x;
        x = canvas.text(x, y, 6, key, theme.bar_key);
        x = canvas.text(x + 1, y, 16, label, theme.bar);
        canvas.touch(Rect::new(from.saturating_sub(1), area.y, (x + 2 - from).max(8), 2).intersection(area), action);
        x += gap;
    }
    if context.demonstration {
        let words = if context.room() == Room::Wide { "演示运行：按 Ctrl-Q 退出" } else { "Ctrl-Q 退出演示" };
        let width = u16::try_from(columns(words)).unwrap_or(0);
        if x + width + context.margin() < area.right() {
            canvas.text(area.right().saturating_sub(width + context.margin()), y, width, words, theme.bar_key);
        }
    }
}

/// The warning before a session ends by itself: a quiet bar in the place of the key line, any key stays. What would be lost is named.
pub(super) fn idle_bar(seconds: u64, begun: Option<&str>, context: &Context, canvas: &mut Canvas<'_, Action>) {
    let theme = *canvas.theme;
    // The key line and no more: what is being read stays.
    let height = 2.min(context.grid.height);
    let area = Rect::new(0, context.grid.height.saturating_sub(height), context.grid.width, height);
    canvas.fill(area, theme.focus);
    let stay = "按任意键或点一下屏幕继续";
    match begun {
        Some(form) => {
            canvas.centered(area, area.y, &format!("还在吗？{seconds} 秒后清除，{form}要重新填"), theme.focus);
            canvas.centered(area, area.y + 1, stay, theme.focus);
        }
        None => canvas.centered(area, area.y + 1, &format!("还在吗？{seconds} 秒后清除并回到开始。{stay}"), theme.focus),
    }
    let whole = Rect::new(0, 0, context.grid.width, context.grid.height);
    canvas.touch(whole, Action::Stay);
}

/// Below the smallest grid nothing can be shown but this.
pub(super) fn too_small(context: &Context, canvas: &mut Canvas<'_, Action>) {
    let theme = *canvas.theme;
    let area = Rect::new(0, 0, context.grid.width, context.grid.height);
    canvas.fill(area, theme.text);
    let y = area.height / 2;
    canvas.centered(area, y.saturating_sub(1), "窗口太小了", theme.strong);
    canvas.centered(area, y, "请放大到 53 列 15 行以上", theme.text);
}
