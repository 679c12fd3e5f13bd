//! The pages of an exchange, drawn.

use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};
use ratatui::layout::Rect;

use super::{
    super::super::{
        canvas::Canvas,
        context::Context,
        effect::{Errand, StickLeft},
    },
    Kind, Message, Page, State, may_start,
};
use crate::{
    sync::{Concern, EventKind, Offer, Progress, Receipt, Stage},
    text::{columns, wrap},
};

/// Rows of the head: the four steps, and a rule.
const HEAD: u16 = 2;

/// The four steps, of which one is now.
const STEPS: [&str; 4] = ["检查", "内容", "导入", "完成"];

/// Lines of a list that fit.
pub(super) fn lines(context: &Context) -> usize {
    usize::from(context.body().height.saturating_sub(HEAD + 2)).max(1)
}

type Screen<'a, 'b> = &'a mut Canvas<'b, Message>;

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
                format!("{}  {}  {release}{}", moment(event.at), label(event.kind), event.words.replace('\n', "；"))
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
fn message(canvas: Screen<'_, '_>, area: Rect, lines: &[&str], choices: &[(u8, &str, Message)]) {
    let theme = *canvas.theme;
    let floor = area.bottom().saturating_sub(u16::try_from(choices.len() * 2).unwrap_or(0));
    let mut y = area.y + u16::from(area.height > 12);
    for (at, line) in lines.iter().enumerate() {
        for part in wrap(line, usize::from(area.width), 0) {
            if y < floor {
                canvas.text(area.x, y, area.width, &part.text, if at == 0 { theme.strong } else { theme.text });
            }
            y += 1;
        }
    }
    press(canvas, area, choices);
}

/// What can be pressed, at the foot: a number before each, two rows to touch where there is room for it.
fn press(canvas: Screen<'_, '_>, area: Rect, choices: &[(u8, &str, Message)]) {
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

fn preview(offer: &Offer, canvas: Screen<'_, '_>, area: Rect) {
    let release = &offer.bundle.release;
    let signers: Vec<String> = offer.signers.iter().map(ToString::to_string).collect();
    let first = if offer.unchanged {
        "这台机器上已经是这一版，不用导入。U 盘可以拔了。".to_owned()
    } else {
        offer.changes.in_words()
    };
    // What staff must know comes before what they may want to know.
    let mut lines = vec![first];
    lines.extend(offer.concerns.iter().map(|concern| concerned(concern, offer)));
    lines.push(format!("第 {} 版，{} 发布，摘要前八位 {}", release.number, day(release.released_at), release.digest.short()));
    lines.push(format!("签名：{}", signers.join("、")));
    if !offer.unchanged {
        lines.push(format!(
            "要复制 {}，硬盘空着 {}，大约 {} 分钟",
            size(offer.to_copy),
            size(offer.free),
            offer.estimate.as_secs().div_ceil(60).max(1)
        ));
    }
    let mut choices: Vec<(u8, String, Message)> = Vec::new();
    if may_start(offer) {
        choices.push((1, "开始导入".to_owned(), Message::Start));
    }
    if !offer.unchanged {
        let kinds = Kind::ALL.into_iter().filter(|kind| !kind.of(&offer.changes).is_empty());
        choices.extend(
            (2..)
                .zip(kinds)
                .map(|(digit, kind)| (digit, format!("看{}的 {} 条", kind.label(), kind.of(&offer.changes).len()), Message::Titles(kind))),
        );
    }
    choices.push((0, if offer.unchanged { "返回" } else { "不导入，返回" }.to_owned(), Message::Back));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let choices: Vec<(u8, &str, Message)> = choices.iter().map(|(digit, label, choice)| (*digit, label.as_str(), choice.clone())).collect();
    // Where rows are few, what can be pressed counts more than what can be read twice.
    if usize::from(area.height) < lines.len() + choices.len() * 2 {
        let width = area.width / 2;
        message(canvas, Rect { width: width - 1, ..area }, &lines, &[]);
        press(canvas, Rect { x: area.x + width, width: area.width - width, ..area }, &choices);
    } else {
        message(canvas, area, &lines, &choices);
    }
}

fn concerned(concern: &Concern, offer: &Offer) -> String {
    match concern {
        Concern::Old { days, strongly: false } => format!("注意：这是 {days} 天以前的内容"),
        Concern::Old { days, strongly: true } => format!("注意：这是 {days} 天以前的内容，太旧了，先问办公室有没有新的"),
        Concern::ClockBehind => "注意：这台机器的时钟不准，比内容发布的时间还早，请管理员校准".to_owned(),
        Concern::RootExpired { on } => format!("注意：信任根 {} 以前就该换了", day(*on)),
        Concern::NoRoom => format!("硬盘空间不够：要空出 {}，请管理员清理以后再导入", size(offer.needed)),
    }
}

fn importing(progress: Option<&Progress>, cancelling: bool, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let stage = match progress.map(|progress| progress.stage) {
        Some(Stage::Switching) => "正在换上新内容……",
        _ if cancelling => "正在停下来……",
        None | Some(Stage::Verifying) => "正在核对签名……",
        Some(Stage::Copying) => "正在复制……请不要拔 U 盘",
        Some(Stage::Indexing) => "正在建索引……",
        Some(Stage::Testing) => "正在自检……",
    };
    let top = area.y + area.height.saturating_sub(8) / 3;
    canvas.text(area.x, top, area.width, stage, theme.strong);
    let share = progress.map_or(0.0, |progress| progress.share.clamp(0.0, 1.0));
    let width = area.width.saturating_sub(6).min(60);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nothing and the width")]
    let full = (share * f64::from(width)).round() as u16;
    canvas.text(area.x, top + 2, width, &"█".repeat(usize::from(full)), theme.key);
    canvas.text(area.x + full, top + 2, width - full, &"░".repeat(usize::from(width - full)), theme.quiet);
    canvas.text(area.x + width + 1, top + 2, 5, &format!("{:.0}%", share * 100.0), theme.strong);
    if let Some(progress) = progress {
        let left = progress.left.map_or_else(|| "还要多久，算好了告诉您".to_owned(), |left| format!("大约还要{}", span(left)));
        canvas.text(area.x, top + 4, area.width, &left, theme.text);
        let copied = format!("复制了 {} / {}，建好索引 {} 条", size(progress.copied), size(progress.to_copy), progress.records);
        canvas.text(area.x, top + 5, area.width, &copied, theme.quiet);
    }
    if progress.is_none_or(|progress| progress.stage != Stage::Switching) && !cancelling {
        press(canvas, area, &[(0, "取消（原来的内容照常使用）", Message::Back)]);
    }
}

fn done(receipt: &Receipt, stick: Option<StickLeft>, canvas: Screen<'_, '_>, area: Rect) {
    let release = receipt.release.map_or_else(String::new, |number| format!("第 {number} 版"));
    let mut lines = match stick {
        Some(StickLeft { released: true, .. }) => vec![format!("导入好了：{release}，U 盘可以拔了。"), receipt.changes.clone()],
        Some(StickLeft { released: false, .. }) => vec![format!("导入好了：{release}。等 U 盘的灯不闪了再拔。"), receipt.changes.clone()],
        None => vec![format!("退回好了：现在是{release}。")],
    };
    let digest = receipt.digest.as_deref().unwrap_or_default();
    lines.push(format!(
        "{}，{}，共 {} 条，摘要前八位 {digest}，用了 {} 秒",
        receipt.terminal,
        moment(receipt.at),
        receipt.records,
        receipt.seconds
    ));
    match stick {
        Some(StickLeft { receipt: true, .. }) => lines.push("回执写在 U 盘上了，请交回办公室。".to_owned()),
        Some(StickLeft { receipt: false, .. }) => lines.push("回执没能写到 U 盘上；内容已经导入，把上面两行告诉办公室就行。".to_owned()),
        None => {}
    }
    lines.push("没有人在查询的时候，机器自动换上新内容。".to_owned());
    lines.extend(receipt.withdrawn.iter().map(|withdrawn| format!("已下架：{withdrawn}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    message(canvas, area, &lines, &[(0, "返回", Message::Back)]);
}

fn list(rows: &[String], top: usize, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let capacity = lines(context);
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(top).take(capacity)) {
        canvas.text(area.x, y, area.width, row, theme.text);
    }
    let last = (top + capacity).min(rows.len());
    let place = format!("第 {}—{last} 条，共 {} 条", top + 1, rows.len());
    let y = area.bottom().saturating_sub(1);
    canvas.text(area.x, y, area.width, &place, theme.quiet);
    let more = if last < rows.len() { "+ 下页" } else { "" };
    if columns(&place) + columns(more) + 2 < usize::from(area.width) {
        canvas.right(area, y, more, theme.key);
    }
}

fn label(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Imported => "导入",
        EventKind::RolledBack => "退回",
        EventKind::FellBack => "自动退回",
        EventKind::Repaired => "修复",
        EventKind::Refused => "拒绝",
    }
}

fn day(at: Timestamp) -> String {
    super::super::super::wording::day(at.to_zoned(TimeZone::system()).date())
}

fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A size as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{} MB", bytes.div_ceil(1_000_000)),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

fn span(left: Duration) -> String {
    match left.as_secs() {
        seconds @ 0..60 => format!(" {} 秒", seconds + 1),
        seconds => format!(" {} 分钟", seconds.div_ceil(60)),
    }
}
