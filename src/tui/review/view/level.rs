//! One document read for a review: its text whole, nothing to edit, and the lines that are not what was passed last.

use std::collections::BTreeSet;

use ratatui::layout::{Rect, Size};

use super::frame::{body, foot, head as bar};
use crate::{
    editing::Item,
    review::Step,
    text::{columns, wrap},
    tui::{
        canvas::Canvas,
        review::state::{State, lines},
    },
};

/// What is read, and how far.
pub(super) struct Reading<'s> {
    pub(super) item: &'s Item,
    pub(super) step: Step,
    pub(super) top: usize,
    pub(super) read: bool,
    pub(super) changed: &'s BTreeSet<usize>,
}

/// The fields as one who reads sees them, in lines.
fn head(item: &Item, grid: Size) -> Vec<String> {
    let width = usize::from((grid.width - 6).min(96));
    let title = wrap(&item.title(), width, 0).into_iter().map(|piece| piece.text);
    let fields = item.rows.iter().filter(|row| row.field.name != "title");
    let said = fields.filter_map(|row| Some(format!("{} {}", row.field.label, row.value.as_ref()?)));
    // A field stands whole in its line where it has room.
    let mut lines: Vec<String> = Vec::new();
    for field in said {
        match lines.last_mut().filter(|line| columns(line) + columns(&field) + 2 <= width) {
            Some(line) => *line = format!("{line}　{field}"),
            None => lines.push(field),
        }
    }
    title.chain(lines.iter().flat_map(|line| wrap(line, width, 0)).map(|piece| piece.text)).collect()
}

/// Columns and rows of a text that is read for a review.
pub(in crate::tui::review) fn level_room(grid: Size, item: &Item) -> (u16, usize) {
    let head = head(item, grid).len();
    ((grid.width - 6).min(96), usize::from(body(grid).height).saturating_sub(head + 1).max(2))
}

/// ```text
///  二审  云川县集市管理办法                                    李强   3/61
///    云川县集市管理办法
///    文号 云政发〔2024〕3号　发文机关 云川县人民政府　…
///    ──────────
///    第一条 为了规范集市，制定本办法。
///  ▌ 第七条 摊位费由乡镇收取。
///  F8 通过二审   F9 退回   …
/// ```
pub(super) fn view(state: &State, reading: &Reading<'_>, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let Reading { item, step, top, read, changed } = *reading;
    bar(state, &format!("{step}  {}", item.title()), &format!("{}   {}", state.who, item.stage), canvas);
    let area = body(state.grid);
    let mut y = area.y - 1;
    for (at, line) in head(item, state.grid).iter().enumerate() {
        canvas.text(4, y, area.width - 6, line, if at == 0 { theme.strong } else { theme.quiet });
        y += 1;
    }
    canvas.rule(Rect::new(4, y, area.width.saturating_sub(8), 1), y);
    y += 1;
    let (width, rows) = level_room(state.grid, item);
    let all = lines(item, width);
    for line in all.iter().skip(top).take(rows) {
        let is_new = changed.contains(&line.line);
        let style = if line.heading { theme.strong } else { theme.text };
        canvas.text(4, y, width, &line.text, if is_new { theme.caution } else { style });
        if is_new {
            canvas.text(2, y, 1, "▌", theme.caution);
        }
        y += 1;
    }
    let passed: Vec<String> = item.reviewed.state.passed.iter().map(|passed| format!("{} {}", passed.step, passed.who)).collect();
    let passed = if passed.is_empty() { String::new() } else { format!("已通过：{}。", passed.join("、")) };
    let end = (top + rows).min(all.len());
    let how_far = if read {
        "看到最后了。".to_owned()
    } else {
        format!("看到第 {end} 行，共 {} 行，看到最后才能通过。", all.len())
    };
    let changes = if changed.is_empty() { String::new() } else { format!("▌ 上次审过以后改了 {} 行。", changed.len()) };
    let together = state.together(item, step);
    let pass = format!("通过{}", together.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"));
    let one = format!("只过{step}");
    let mut keys = vec![("PgDn", "往下看"), ("F8", if read { pass.as_str() } else { "（看到最后才能通过）" })];
    if read && together.len() > 1 {
        keys.push(("F6", one.as_str()));
    }
    keys.extend([("F9", "退回"), ("Esc", "列表"), ("F3", "原件"), ("退格", "撤销"), ("F7", "别处通读过"), ("F2", "核对")]);
    foot(state, &format!("{how_far}{changes}{passed}"), &keys, canvas);
}
