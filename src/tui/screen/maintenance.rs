//! Shown when there is no library: calm, and with someone to ask. The cause is in the log.

use ratatui::layout::Rect;

use super::super::{canvas::Canvas, context::Context};

/// ```text
///                 这台机器正在维护，暂时不能查询
///
///               请到 1 楼大厅东侧 政务公开专区服务台
///                     电话 0000-5600101
/// ```
pub(in crate::tui) fn view<M>(context: &Context, canvas: &mut Canvas<'_, M>, area: Rect) {
    let theme = *canvas.theme;
    let hall = &context.config.hall;
    let lines = [
        ("这台机器正在维护，暂时不能查询".to_owned(), theme.strong),
        (String::new(), theme.text),
        (format!("请到 {}", hall.help_desk), theme.text),
        (format!("电话 {}", hall.help_phone), theme.key),
    ];
    let top = area.y + area.height.saturating_sub(4) / 2;
    if let Some(words) = context.announcement() {
        canvas.centered(area, area.bottom().saturating_sub(2), &words, theme.quiet);
    }
    for (y, (line, style)) in (top..).zip(lines) {
        canvas.centered(area, y, &line, style);
    }
}
