//! Shown when there is no library, or when the settings cannot be used: calm, and with someone to ask. What staff can do about it stands below.

use ratatui::layout::Rect;

use super::super::{canvas::Canvas, context::Context};
use crate::{
    advice::{Advice, root_notice},
    text::wrap,
};

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
    if let Some(trouble) = context.root {
        canvas.centered(area, area.bottom().saturating_sub(4), root_notice(trouble), theme.quiet);
    }
}

/// The same before the settings can be used: nobody's phone is known then, and whoever mends them reads here what is wrong.
pub(in crate::tui) fn unusable(advice: &Advice, canvas: &mut Canvas<'_, ()>, area: Rect) {
    let theme = *canvas.theme;
    let width = area.width.saturating_sub(8).min(90);
    let mut lines = vec![
        ("这台机器正在维护，暂时不能查询".to_owned(), theme.strong),
        ("请到服务台，工作人员会帮您".to_owned(), theme.text),
        (String::new(), theme.text),
    ];
    let for_staff = [format!("给管理员：{}", advice.what), format!("怎么办：{}。改好就自己打开。（{}）", advice.mend, advice.code)];
    lines.extend(for_staff.iter().flat_map(|words| wrap(words, usize::from(width), 0)).map(|line| (line.text, theme.quiet)));
    let height = u16::try_from(lines.len()).unwrap_or(area.height);
    let top = area.y + area.height.saturating_sub(height) / 2;
    for (y, (line, style)) in (top..area.bottom()).zip(lines) {
        canvas.centered(area, y, &line, style);
    }
}
