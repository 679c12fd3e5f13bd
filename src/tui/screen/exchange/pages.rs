//! The three pages with figures: what is offered, how far it has come, what was done.

use std::time::Duration;

use ratatui::layout::Rect;

use super::{
    message::{ChangeKind, Message},
    parts::{Screen, day},
    state::{Wish, may_start},
};
use crate::{
    advice::{self, changed, concern, holding, withdrawn},
    sync::{Offer, Progress, Receipt, Stage},
    text::{columns, moment, size},
    tui::{
        context::Context,
        effect::StickLeft,
        widget::notice::{press, view as message},
    },
};

pub(super) fn preview(offer: &Offer, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let release = &offer.bundle.release;
    let signers: Vec<String> = offer.signers.iter().map(ToString::to_string).collect();
    let first = if offer.unchanged {
        "这台机器上已经是这一版，不用导入。U 盘可以拔了。".to_owned()
    } else {
        offer.changes.in_words()
    };
    // What staff must know comes before what they may want to know.
    let mut lines = vec![first];
    lines.extend(offer.concerns.iter().map(|known| concern(known, offer)));
    if !offer.unchanged {
        lines.extend(advice::settings_changed(&context.config, &advice::with_settings(&context.given, &offer.bundle)));
        lines.extend(advice::program_coming(offer));
    }
    lines.push(format!("第 {} 版，{} 发布，核对码 {}", release.number, day(release.released_at), release.check_digits()));
    lines.push(format!("签名：{}", signers.join("、")));
    lines.extend(release.publications.iter().filter_map(|publication| advice::reviewed(&publication.statement)));
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
        let kinds = ChangeKind::ALL.into_iter().filter(|kind| !kind.of(&offer.changes).is_empty());
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
        let widest = choices.iter().map(|choice| columns(choice.1)).max().unwrap_or_default();
        let right = u16::try_from(widest + 5).unwrap_or(area.width).min(area.width / 2);
        let left = area.width - right;
        message(canvas, Rect { width: left - 1, ..area }, &lines, &[]);
        press(canvas, Rect { x: area.x + left, width: right, ..area }, &choices);
    } else {
        message(canvas, area, &lines, &choices);
    }
}

pub(super) fn importing(progress: Option<&Progress>, wish: Wish, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let now = progress.map_or(Stage::Verifying, |progress| progress.stage);
    let (words, choices): (String, &[(u8, &str, Message)]) = match wish {
        _ if now == Stage::Switching => (String::new(), &[]),
        Wish::GoOn => (
            format!("{} 秒不按键，屏幕就让给来查询的人，导入继续。", context.config.idle.warn_after),
            &[(1, "让群众先用，导入在后台继续", Message::GiveWay), (0, "停下来（会先问一遍）", Message::Back)],
        ),
        Wish::Asked => (
            "要停下来吗？导入还在继续。".to_owned(),
            &[(1, "继续导入（回车）", Message::GoOn), (2, "停下，不导入（原来的内容照常使用）", Message::Stop)],
        ),
        Wish::Stop => (String::new(), &[]),
    };
    // Where rows are few, one for each choice, and none is left blank.
    let count = u16::try_from(choices.len()).unwrap_or_default();
    let pitch = if area.height < 12 { 1 } else { 2 };
    let foot = Rect { y: area.bottom().saturating_sub(count * pitch), height: count * pitch, ..area }.intersection(area);
    let gap = u16::from(area.height >= foot.height + 10);
    let top = area.y + if gap > 0 { (area.height - foot.height - 9) / 3 } else { 0 };
    let warning = if now == Stage::Copying { "请不要拔 U 盘" } else { "" };
    let stage = match wish {
        Wish::Stop if now != Stage::Switching => "正在停下来……".to_owned(),
        _ => format!("{}……{warning}", advice::stage(now)),
    };
    canvas.text(area.x, top, area.width, &stage, theme.strong);
    bar(progress.map_or(0.0, |progress| progress.share.clamp(0.0, 1.0)), canvas, Rect { y: top + 1 + gap, ..area });
    if let Some(progress) = progress {
        let left = progress.left.map_or_else(|| "还要多久，算好了告诉您".to_owned(), |left| format!("大约还要{}", span(left)));
        canvas.text(area.x, top + 2 + 2 * gap, area.width, &left, theme.text);
        let copied = format!("复制了 {} / {}，建好索引 {} 条", size(progress.copied), size(progress.to_copy), progress.records);
        canvas.text(area.x, top + 3 + 2 * gap, area.width, &copied, theme.quiet);
    }
    let style = if wish == Wish::Asked { theme.strong } else { theme.quiet };
    canvas.text(area.x, top + 4 + 3 * gap, area.width, &words, style);
    press(canvas, foot, choices);
}

/// How much of it is done.
fn bar(share: f64, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let width = area.width.saturating_sub(6).min(60);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between nothing and the width")]
    let full = (share * f64::from(width)).round() as u16;
    canvas.text(area.x, area.y, width, &"█".repeat(usize::from(full)), theme.key);
    canvas.text(area.x + full, area.y, width - full, &"░".repeat(usize::from(width - full)), theme.quiet);
    canvas.text(area.x + width + 1, area.y, 5, &format!("{:.0}%", share * 100.0), theme.strong);
}

pub(super) fn done(receipt: &Receipt, stick: Option<StickLeft>, canvas: Screen<'_, '_>, area: Rect) {
    let release = advice::release(receipt);
    let mut lines = match stick {
        Some(StickLeft { released: true, .. }) => vec![format!("导入好了：{release}，U 盘可以拔了。"), changed(receipt)],
        Some(StickLeft { released: false, .. }) => vec![format!("导入好了：{release}。等 U 盘的灯不闪了再拔。"), changed(receipt)],
        None => vec![format!("退回好了：现在是{release}。")],
    };
    lines.push(format!("{}，{}，{}", receipt.terminal, moment(receipt.at), holding(receipt)));
    lines.extend(stick.map(|left| advice::receipt_left(left.receipt).to_owned()));
    lines.push("没有人在查询的时候，机器自动换上新内容。".to_owned());
    lines.extend(withdrawn(receipt));
    lines.extend(advice::without(receipt));
    lines.extend(advice::roots(receipt));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    message(canvas, area, &lines, &[(0, "返回", Message::Back)]);
}

fn span(left: Duration) -> String {
    match left.as_secs() {
        seconds @ 0..60 => format!(" {} 秒", seconds + 1),
        seconds => format!(" {} 分钟", seconds.div_ceil(60)),
    }
}
