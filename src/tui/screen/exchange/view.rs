//! The pages of an exchange, drawn.

use ratatui::layout::Rect;

use super::{
    message::Message,
    pages::{done, importing, preview},
    parts::{HEAD, Screen, day, list, rows},
    state::{Page, Roots, State},
};
use crate::{
    advice::Advice,
    bundle::VerifiedBundle,
    sync::RootMark,
    tui::{canvas::Canvas, context::Context, effect::Errand, widget::notice::view as message},
};

/// The four steps, of which one is now.
const STEPS: [&str; 4] = ["检查", "内容", "导入", "完成"];

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
    let (now, title) = head(&state.page);
    match now {
        Some(now) => steps(now, canvas, area),
        None => drop(canvas.text(area.x, area.y, area.width, title, theme.strong)),
    }
    // For the telephone: it stands where the words below cannot push it off the page.
    if let Page::Failed(_, advice) = &state.page {
        canvas.right(area, area.y, &format!("代码 {}", advice.code), theme.strong);
    }
    canvas.rule(area, area.y + 1);
    let body = Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD), ..area };
    match &state.page {
        Page::Looking => message(canvas, body, &["正在核对 U 盘上的签名和清单……", "请不要拔 U 盘"], &[(0, "返回", Message::Back)]),
        Page::Preview(offer) => preview(offer, context, canvas, body),
        Page::Titles { top, .. } => list(&rows(&state.page, context), *top, context, canvas, body),
        Page::Expired(offer) => expired(&offer.bundle, canvas, body),
        Page::Importing { progress, wish } => importing(progress.as_ref(), *wish, context, canvas, body),
        Page::Done { receipt, stick } => done(receipt, *stick, canvas, body),
        Page::Failed(errand, advice) => failed(errand, advice, canvas, body),
        Page::Cancelled(advice) => {
            let lines = [format!("{}。", advice.what), format!("{}。", advice.mend)];
            let choices = [(1, "再导入一次（先插好 U 盘）", Message::Look), (0, "返回", Message::Back)];
            message(canvas, body, &lines.each_ref().map(String::as_str), &choices);
        }
        Page::ListHeeded(words) => {
            let words = format!("{words}。");
            let lines = [words.as_str(), "U 盘上没有新的一版内容，不用导入，可以拔了。"];
            message(canvas, body, &lines, &[(0, "返回", Message::Back)]);
        }
        Page::AskBack(None) => message(canvas, body, &["正在看上一版是哪一版……"], &[(0, "返回", Message::Back)]),
        Page::AskBack(Some((number, made))) => {
            let which = format!("退回第 {number} 版，{} 发布的。", day(*made));
            let lines = [which.as_str(), "现在这一版不会丢：以后插上同一个 U 盘，还能再导入。"];
            message(canvas, body, &lines, &[(1, "退回这一版", Message::StepBack), (0, "不退，返回", Message::Back)]);
        }
        Page::SteppingBack => message(canvas, body, &["正在退回……"], &[(1, "让群众先用，退回在后台继续", Message::GiveWay)]),
        Page::AskRoot(None) => message(canvas, body, &["正在读信任根……"], &[(0, "返回", Message::Back)]),
        Page::AskRoot(Some(roots)) => ask_root(roots, canvas, body),
        Page::ChangingRoot => message(canvas, body, &["正在换……"], &[]),
        Page::RootChanged(root) => root_changed(root, canvas, body),
        Page::History { events: None, .. } => message(canvas, body, &["正在读……"], &[(0, "返回", Message::Back)]),
        Page::History { events: Some(events), .. } if events.is_empty() => {
            message(canvas, body, &["还没有导入过。"], &[(0, "返回", Message::Back)]);
        }
        Page::Examined { lines: None, .. } => {
            message(canvas, body, &["正在一项一项地查，要几秒钟……", "只看，什么也不改。"], &[(0, "返回", Message::Back)]);
        }
        Page::History { top, .. } | Page::Examined { top, .. } => list(&rows(&state.page, context), *top, context, canvas, body),
    }
}

/// Which of the four steps is now, or what is done instead.
fn head(page: &Page) -> (Option<usize>, &'static str) {
    match page {
        Page::Looking => (Some(0), ""),
        Page::Preview(_) | Page::Titles { .. } | Page::Expired(_) => (Some(1), ""),
        Page::Importing { .. } => (Some(2), ""),
        Page::Done { stick: Some(_), .. } => (Some(3), ""),
        Page::Done { .. } => (None, "退回上一版"),
        Page::Failed(..) => (None, "没有做成"),
        Page::Cancelled(_) => (None, "已取消"),
        Page::ListHeeded(_) => (None, "撤下单"),
        Page::AskBack(_) | Page::SteppingBack => (None, "退回上一版"),
        Page::AskRoot(_) | Page::ChangingRoot | Page::RootChanged(_) => (None, "换信任根"),
        Page::History { .. } => (None, "历史记录"),
        Page::Examined { title, .. } => (None, title),
    }
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

/// Staff are asked once more before a root past its day is believed.
fn expired(bundle: &VerifiedBundle, canvas: Screen<'_, '_>, area: Rect) {
    let on = bundle.root_expired.map(day).unwrap_or_default();
    let words = format!("信任根 {on} 以前就该换了。");
    let lines = [words.as_str(), "先打电话问管理员；管理员同意了，再导入。", "导入以后请尽快换信任根。"];
    message(canvas, area, &lines, &[(1, "管理员同意了，导入", Message::StartExpired), (0, "不导入，返回", Message::Back)]);
}

/// Both roots, to be read aloud before anything is changed.
fn ask_root(roots: &Roots, canvas: Screen<'_, '_>, area: Rect) {
    let mark = |root: &RootMark| format!("{}，指纹 {}", root.body, root.fingerprint);
    let from = format!("现在信的：{}", roots.from.as_ref().map_or_else(|| "读不出来".to_owned(), mark));
    let to = format!("要换成：{}", mark(&roots.to));
    let lines = [
        from.as_str(),
        to.as_str(),
        "先打电话给办公室，请对方念两个指纹，您对着看；有一个字不一样，就不要换。",
        "换了以后只收新单位的 U 盘；现在显示的内容不动，直到导入新的。",
    ];
    message(canvas, area, &lines, &[(1, "两个指纹都念过，一样，换", Message::NewRoot), (0, "不换，返回", Message::Back)]);
}

fn root_changed(root: &RootMark, canvas: Screen<'_, '_>, area: Rect) {
    let now = format!("换好了，现在信的是{}，指纹 {}。", root.body, root.fingerprint);
    let lines = [now.as_str(), "来查询的人看到的内容没有变。插上新单位的 U 盘，导入内容。"];
    message(canvas, area, &lines, &[(0, "返回", Message::Back)]);
}

/// The errand came to nothing: why, and what to do.
fn failed(errand: &Errand, advice: &Advice, canvas: Screen<'_, '_>, area: Rect) {
    let what = format!("{}。", advice.what);
    let mend = format!("怎么办：{}。", advice.mend);
    let lines = [what.as_str(), mend.as_str(), "来查询的人看到的内容没有变。"];
    let again = (1, "再试一次（先插好 U 盘）", Message::Look);
    let leave = (0, "返回", Message::Back);
    match errand {
        Errand::Look | Errand::Import { .. } => message(canvas, area, &lines, &[again, leave]),
        _ => message(canvas, area, &lines, &[leave]),
    }
}
