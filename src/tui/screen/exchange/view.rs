//! The pages of an exchange, drawn.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::{
    super::super::{canvas::Canvas, context::Context, effect::Errand},
    Message, Page, State,
    pages::{done, importing, preview},
};
use crate::{
    advice::recalled,
    text::{self, Wrapped, beijing, columns, wrap},
};

/// Rows of the head: the four steps, and a rule.
const HEAD: u16 = 2;

/// The four steps, of which one is now.
const STEPS: [&str; 4] = ["检查", "内容", "导入", "完成"];

/// Lines of a list that fit.
pub(super) fn lines(context: &Context) -> usize {
    usize::from(context.body().height.saturating_sub(HEAD + 2)).max(1)
}

pub(super) type Screen<'a, 'b> = &'a mut Canvas<'b, Message>;

/// ```text
///   检查 ─ 内容 ─ 导入 ─ 完成
///   ───────────────────────────────────────────
///   新增 12 · 更新 5 · 废止 3 · 下架 1
///   第 7 版，2026年11月20日发布
///   签名：王某（处室）、李某（分管领导）、赵某（主要领导）
///   要复制 61 MB，空着 30 GB，大约 2 分钟
///
///    1  开始导入
///    2  看新增的 12 条
///    0  不导入，返回
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let margin = context.margin();
    let area = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let theme = *canvas.theme;
    let (now, title) = match &state.page {
        Page::Looking => (Some(0), ""),
        Page::Preview(_) | Page::Titles { .. } | Page::Expired(_) => (Some(1), ""),
        Page::Importing { .. } => (Some(2), ""),
        Page::Done { stick: Some(_), .. } => (Some(3), ""),
        Page::Done { .. } => (None, "退回上一版"),
        Page::Failed(..) => (None, "没有做成"),
        Page::Cancelled(_) => (None, "已取消"),
        Page::AskBack(_) | Page::SteppingBack => (None, "退回上一版"),
        Page::History { .. } => (None, "历史记录"),
    };
    match now {
        Some(now) => steps(now, canvas, area),
        None => drop(canvas.text(area.x, area.y, area.width, title, theme.strong)),
    }
    canvas.rule(area, area.y + 1);
    let body = Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD), ..area };
    match &state.page {
        Page::Looking => message(canvas, body, &["正在核对 U 盘上的签名和清单……", "请不要拔 U 盘"], &[(0, "返回", Message::Back)]),
        Page::Preview(offer) => preview(offer, canvas, body),
        Page::Titles { top, .. } => list(&rows(&state.page, context), *top, context, canvas, body),
        Page::Expired(offer) => {
            let on = offer.bundle.root_expired.map(day).unwrap_or_default();
            let words = format!("信任根 {on} 以前就该换了。");
            let lines = [words.as_str(), "先打电话问管理员；管理员同意了，再导入。", "导入以后请尽快换信任根。"];
            message(canvas, body, &lines, &[(1, "管理员同意了，导入", Message::StartExpired), (0, "不导入，返回", Message::Back)]);
        }
        Page::Importing { progress, cancelling } => importing(progress.as_ref(), *cancelling, canvas, body),
        Page::Done { receipt, stick } => done(receipt, *stick, canvas, body),
        Page::Failed(errand, advice) => {
            let what = format!("{}。", advice.what);
            let mend = format!("怎么办：{}。", advice.mend);
            let code = format!("代码 {}", advice.code);
            let lines = [what.as_str(), mend.as_str(), "来查询的人看到的内容没有变。", code.as_str()];
            let again = (1, "再试一次（先插好 U 盘）", Message::Look);
            let leave = (0, "返回", Message::Back);
            match errand {
                Errand::Look | Errand::Import { .. } => message(canvas, body, &lines, &[again, leave]),
                _ => message(canvas, body, &lines, &[leave]),
            }
        }
        Page::Cancelled(advice) => {
            let lines = [format!("{}。", advice.what), format!("{}。", advice.mend)];
            let choices = [(1, "再导入一次（先插好 U 盘）", Message::Look), (0, "返回", Message::Back)];
            message(canvas, body, &lines.each_ref().map(String::as_str), &choices);
        }
        Page::AskBack(None) => message(canvas, body, &["正在看上一版是哪一版……"], &[(0, "返回", Message::Back)]),
        Page::AskBack(Some((number, made))) => {
            let which = format!("退回第 {number} 版，{} 发布的。", day(*made));
            let lines = [which.as_str(), "现在这一版不会丢：以后插上同一个 U 盘，还能再导入。"];
            message(canvas, body, &lines, &[(1, "退回这一版", Message::StepBack), (0, "不退，返回", Message::Back)]);
        }
        Page::SteppingBack => message(canvas, body, &["正在退回……"], &[]),
        Page::History { events: None, .. } => message(canvas, body, &["正在读……"], &[(0, "返回", Message::Back)]),
        Page::History { events: Some(events), .. } if events.is_empty() => {
            message(canvas, body, &["还没有导入过。"], &[(0, "返回", Message::Back)]);
        }
        Page::History { top, .. } => list(&rows(&state.page, context), *top, context, canvas, body),
    }
}

/// The rows of a list, wrapped as they are shown; none where the page is no list.
pub(super) fn rows(page: &Page, context: &Context) -> Vec<String> {
    let entries: Vec<String> = match page {
        Page::Titles { offer, kind, .. } => kind
            .of(&offer.changes)
            .iter()
            .map(|change| format!("{}  {}  {}", kind.label(), change.title, change.number.as_deref().unwrap_or_default()))
            .collect(),
        Page::History { events: Some(events), .. } => events
            .iter()
            .map(|event| {
                let release = event.release.map_or_else(String::new, |number| format!("第 {number} 版  "));
                format!("{}  {}  {release}{}", moment(event.at), event.kind.label(), recalled(event))
            })
            .collect(),
        _ => Vec::new(),
    };
    let width = usize::from(context.grid.width.saturating_sub(2 * context.margin()));
    let wrapped = entries.iter().flat_map(|entry| wrap(entry.trim_end(), width, 0));
    wrapped.map(|line| if line.start > 0 { format!("    {}", line.text) } else { line.text }).collect()
}

fn steps(now: usize, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let mut x = area.x;
    for (at, step) in STEPS.into_iter().enumerate() {
        if at > 0 {
            x = canvas.text(x, area.y, 4, " ─ ", theme.quiet);
        }
        let words = if at < now { format!("✓ {step}") } else { format!("{} {step}", at + 1) };
        let style = if at == now { theme.focus } else { theme.quiet };
        x = canvas.text(x, area.y, 10, &words, style);
    }
}

/// Lines of words, wrapped, and below them what can be pressed.
pub(super) fn message(canvas: Screen<'_, '_>, area: Rect, lines: &[&str], choices: &[(u8, &str, Message)]) {
    let theme = *canvas.theme;
    let floor = area.bottom().saturating_sub(u16::try_from(choices.len() * 2).unwrap_or(0));
    // A blank row between, where there is room for all of it.
    let wrapped: Vec<Vec<Wrapped>> = lines.iter().map(|line| wrap(line, usize::from(area.width), 0)).collect();
    let rows: usize = wrapped.iter().map(|line| line.len() + 1).sum();
    let gap = u16::from(usize::from(floor.saturating_sub(area.y)) > rows);
    let mut y = area.y + gap;
    for (at, line) in wrapped.iter().enumerate() {
        for part in line {
            if y < floor {
                canvas.text(area.x, y, area.width, &part.text, if at == 0 { theme.strong } else { theme.text });
            }
            y += 1;
        }
        y += gap;
    }
    press(canvas, area, choices);
}

/// What can be pressed, at the foot: a number before each, two rows to touch where there is room for it.
pub(super) fn press(canvas: Screen<'_, '_>, area: Rect, choices: &[(u8, &str, Message)]) {
    let theme = *canvas.theme;
    let count = u16::try_from(choices.len()).unwrap_or(0);
    let pitch = if count * 2 > area.height { 1 } else { 2 };
    let height = (count * pitch).min(area.height);
    for (at, (digit, label, choice)) in (0u16..).zip(choices) {
        let place = Rect { y: area.bottom() - height + at * pitch, height: pitch, ..area }.intersection(area);
        canvas.text(place.x + 1, place.y, 2, &digit.to_string(), theme.key);
        canvas.text(place.x + 4, place.y, place.width.saturating_sub(4), label, theme.strong);
        canvas.choice(place, Some(*digit), choice.clone());
    }
}

fn list(rows: &[String], top: usize, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let capacity = lines(context);
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top).take(capacity)) {
        canvas.text(area.x, y, area.width, row, theme.text);
    }
    let last = (top + capacity).min(rows.len());
    let place = format!("第 {}—{last} 行，共 {} 行", top + 1, rows.len());
    let y = area.bottom().saturating_sub(1);
    canvas.text(area.x, y, area.width, &place, theme.quiet);
    let more = if last < rows.len() { "+ 下页" } else { "" };
    if columns(&place) + columns(more) + 2 < usize::from(area.width) {
        canvas.right(area, y, more, theme.key);
    }
}

pub(super) fn day(at: Timestamp) -> String {
    text::day(beijing(at).date())
}

pub(super) fn moment(at: Timestamp) -> String {
    beijing(at).strftime("%Y-%m-%d %H:%M").to_string()
}
