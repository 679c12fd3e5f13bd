//! One field over many documents: all values are shown, so that confirming them is honest.

use ratatui::layout::Rect;

use super::frame::{body, column_rows, foot, head};
use crate::tui::{
    canvas::Canvas,
    review::state::{Column, State},
};

/// ```text
///  成批改：发文机关   61 份
///  云川县民政局     54 份  待确认  → 确认               │ 关于调整城乡低保标准的通知
///  县民政局          5 份  待确认  → 云川县民政局        │ 关于开展临时救助专项检查的通知
/// ```
pub(super) fn view(state: &State, column: &Column, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    head(state, &format!("成批改：{}", column.field.label), &format!("{}   {} 份", state.who, column.ids.len()), canvas);
    let area = body(state.grid);
    let left = Rect { width: area.width * 62 / 100, ..area };
    let right = Rect { x: left.right() + 2, width: area.width - left.width - 3, ..area };
    for y in area.top()..area.bottom() {
        canvas.text(left.right(), y, 1, "│", theme.rule);
    }
    let groups = state.groups(column);
    let room = column_rows(state.grid);
    let mut touched = 0;
    for (y, (at, group)) in (area.y..).zip(groups.iter().enumerate().take(room)) {
        let becomes = column.becomes.iter().find(|(value, _)| *value == group.value).map(|(_, word)| word.as_str());
        let is_left = column.left.contains(&group.value);
        let deed = match (becomes, &group.value) {
            _ if is_left => "不动".to_owned(),
            (Some(word), value) if Some(word) != value.as_deref() => format!("→ {word}"),
            (_, None) => "没有，F2 填".to_owned(),
            _ if group.confirmed => "✓ 确认过".to_owned(),
            _ => "→ 确认".to_owned(),
        };
        touched += if is_left || (deed.starts_with('没') || deed.starts_with('✓')) { 0 } else { group.ids.len() };
        let style = if is_left || group.confirmed { theme.quiet } else { theme.text };
        let half = left.width / 2;
        canvas.text(2, y, half - 4, group.value.as_deref().unwrap_or("（没找到）"), style);
        canvas.text(half, y, 8, &format!("{} 份", group.ids.len()), style);
        canvas.text(half + 9, y, left.width - half - 10, &deed, if deed.starts_with('→') { theme.key } else { style });
        if at == column.at {
            canvas.restyle(Rect { y, height: 1, ..left }, theme.focus);
        }
    }
    let titles = groups.get(column.at).map(|group| group.ids.as_slice()).unwrap_or_default();
    for (y, item) in (area.y..area.bottom()).zip(titles.iter().filter_map(|id| state.item(id))) {
        canvas.text(right.x, y, right.width, &item.title(), theme.quiet);
    }
    let more = groups.len().saturating_sub(room);
    let more = if more > 0 { format!("还有 {more} 种写法没有列出，办完这些再列。") } else { String::new() };
    let word = if touched > 0 {
        format!("回车照右边办 {touched} 份，记在{}名下。{more}", state.who)
    } else {
        format!("这一栏没有要办的了，按 Tab 换栏目。{more}")
    };
    let keys =
        [("回车", "照右边办"), ("空格", "去掉一行"), ("F2", "改成"), ("Tab", "换栏目"), ("退格", "撤销"), ("F1", "帮助"), ("Esc", "列表")];
    foot(state, &word, &keys, canvas);
}
