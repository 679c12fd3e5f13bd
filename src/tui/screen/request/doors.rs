//! The pages before a form: by phone first, all that can be left, and why something cannot.

use ratatui::layout::Rect;

use super::{
    message::Message,
    parts::{buttons, buttons_height, head, inner, lines},
    state::State,
};
use crate::{
    advice::Advice,
    interview::{Paper, Party},
    policy::{Leaflet, RecordKind, Selection},
    takeaway::{Code, Payload},
    text::masked,
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::Route,
        widget::{
            entries::{self, Row, plain},
            notice, qr_code,
        },
    },
    zone::{ListKind, application_page},
};

/// Entries of the page before all forms, and of that of the other voices.
pub(super) const FRONT: usize = 5;
/// See [`FRONT`].
pub(super) const VOICES: usize = 4;
/// Rows from which the code stands below the entries, and rows of these then.
const TALL: u16 = 40;
const LISTED: u16 = 22;
/// Columns of the code beside them.
const CARD: u16 = 44;

type Screen<'a, 'b> = &'a mut Canvas<'b, Message>;

/// ```text
///   申请公开 · 提意见                                                       ████████
///    1  用手机申请                                                          ██ QR ██
///       扫二维码，在官方网站填                                              ████████
///    2  在这里填申请                                                   www.yunchuan.example
///       …
/// ```
pub(super) fn front(state: &State, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let page = application_page(&context.config, state.item().map(|item| &item.id));
    let whole = inner(context, area);
    let code = page.as_ref().filter(|_| context.room() == Room::Wide);
    let left = Rect { width: whole.width.saturating_sub(if code.is_some() { CARD + 2 } else { 0 }), ..whole };
    let wanted = state.item().map(|item| item.title.as_str()).or_else(|| (!state.words.is_empty()).then(|| state.words.reveal()));
    let note = wanted.map(|wanted| format!("您想要的：{}", masked(wanted))).unwrap_or_default();
    let narrow = context.room() == Room::Narrow;
    let title = if note.is_empty() || !narrow { "申请公开、提意见" } else { "申请公开" };
    let body = if narrow {
        head(context, canvas, left, title, &note)
    } else {
        let below = head(context, canvas, left, title, "");
        let theme = *canvas.theme;
        canvas.text(below.x, below.y, below.width, &note, theme.text);
        let taken = if note.is_empty() { 0 } else { 2 };
        Rect { y: below.y + taken, height: below.height.saturating_sub(taken), ..below }
    };
    let office = &context.config.application;
    let phone = match &page {
        Some(_) => ("用手机申请（最快，在家也能填）", "扫二维码，在官方网站上填".to_owned()),
        None => ("用手机申请：这里没有核对过的网址", format!("请打电话问 {}", office.phone)),
    };
    let here = match &state.closed {
        Some(Some(advice)) => advice.what.clone(),
        _ => "没有公开的信息，个人、单位都能申请，一两分钟".to_owned(),
    };
    let rows = [
        (phone.0, phone.1, page.clone().map(|page| Message::Open(Route::Code(Box::new(page))))),
        ("在这里填申请", here, Some(Message::Begin(Paper::Application))),
        ("提意见、反映问题", "征求意见、企业难处、点题公开、打分；不用留名字".to_owned(), Some(Message::Voices)),
        ("查询进度", "有回执号的，看看到哪一步了".to_owned(), Some(Message::AskAfter)),
        ("到窗口申请、要知道的", format!("{}，{}", office.unit, office.phone), Some(Message::Open(Route::leaflet(Leaflet::APPLY)))),
    ];
    let rows =
        rows.into_iter().map(|(title, about, message)| (Row { title: plain(title), below: vec![plain(about)], ..Row::default() }, message));
    // On a tall screen the code stands below.
    let below = page.as_ref().filter(|_| context.room() == Room::Column && body.height >= TALL);
    let list = Rect { height: if below.is_some() { LISTED } else { body.height }, ..body };
    entries::view(canvas, list, 2, Some(state.cursor), rows);
    if let Some(page) = below {
        let place = Rect { y: list.bottom(), height: body.bottom().saturating_sub(list.bottom()), ..body };
        card(page.payload.text(), &page.payload, context, canvas, place);
    }
    if let Some(page) = code {
        card(page.payload.text(), &page.payload, context, canvas, Rect { x: whole.right() - CARD, width: CARD, ..whole });
    }
}

/// The code beside the entries, with what a phone opens.
fn card(text: &str, payload: &Payload, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let Some(code) = Code::fit(text, area.width, area.height.saturating_sub(4), context.cell) else { return };
    let place = Rect { x: area.x + (area.width - code.columns()) / 2, y: area.y + 1, width: code.columns(), height: code.rows() };
    qr_code::view(canvas, place, &code);
    canvas.centered(area, place.bottom() + 1, "用手机相机或微信扫一扫", theme.text);
    if let Payload::Link(link) = payload {
        canvas.centered(area, place.bottom() + 2, link.host(), theme.key);
    }
}

/// The other voices.
pub(super) fn voices(state: &State, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let body = head(context, canvas, inner(context, area), "提意见、反映问题", "不用留名字");
    let consultations = ListKind::of(Selection { kind: Some(RecordKind::Consultation), ..Selection::default() }, "意见征集");
    let rows = [
        ("对正在征求意见的事提意见", "先选是哪一件事", Message::Open(Route::List(consultations))),
        ("反映企业遇到的难处", "办证、收费、检查、欠款……", Message::Begin(Paper::Problem)),
        ("点题公开", "您希望以后主动公开什么", Message::Begin(Paper::Wish)),
        ("给这里打个分", "一到五分", Message::Begin(Paper::Mark)),
    ];
    let rows =
        rows.map(|(title, about, message)| (Row { title: plain(title), below: vec![plain(about)], ..Row::default() }, Some(message)));
    entries::view(canvas, body, 2, Some(state.cursor), rows.into_iter());
}

/// Why it cannot be begun, or cannot be sealed, and what helps.
pub(super) fn refused(state: &State, (paper, advice, late): (Paper, &Advice, bool), context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let area = inner(context, area);
    let mut said = vec![advice.what.clone(), advice.mend.clone()];
    if late {
        said.push("您填的还在，没有丢；也没有存下来。".to_owned());
    }
    let mut choices: Vec<(&str, Message)> = Vec::new();
    if late {
        choices.extend([("再试一次", Message::Seal), ("回去看填的", Message::GoOn)]);
    } else {
        choices.push(("再试一次", Message::Begin(paper)));
    }
    let page = application_page(&context.config, state.item().map(|item| &item.id)).filter(|_| paper.is_application() && !state.at_window);
    choices.extend(page.map(|page| ("用手机申请（二维码）", Message::Open(Route::Code(Box::new(page))))));
    if paper.is_application() || late {
        choices.push(("写成一张条，带到窗口", Message::Slip));
    }
    if !state.at_window {
        choices.push(("叫工作人员", Message::Open(Route::leaflet(Leaflet::STAFF))));
    }
    let choices: Vec<(u8, &str, Message)> = (1..).zip(choices).map(|(digit, (label, message))| (digit, label, message)).collect();
    let code = format!("代码 {}", advice.code);
    let body = head(context, canvas, area, paper.title(), &code);
    if context.room() == Room::Narrow {
        let foot = Rect { y: body.bottom().saturating_sub(6), height: 6, ..body };
        lines(canvas, Rect { height: body.height.saturating_sub(6), ..body }, &said);
        across(canvas, foot, &choices);
    } else {
        notice::view(canvas, body, &said, &choices);
    }
}

/// Choices in two columns, where rows are few.
fn across(canvas: Screen<'_, '_>, area: Rect, choices: &[(u8, &str, Message)]) {
    let theme = *canvas.theme;
    let width = area.width / 2;
    for (at, (digit, label, message)) in (0u16..).zip(choices) {
        let place = Rect { x: area.x + at % 2 * width, y: area.y + at / 2 * 2, width, height: 2 }.intersection(area);
        canvas.text(place.x, place.y, 2, &digit.to_string(), theme.key);
        canvas.text(place.x + 2, place.y, width.saturating_sub(2), label, theme.strong);
        canvas.choice(place, Some(*digit), message.clone());
    }
}

/// What becomes of the words.
pub(super) fn promised(state: &State, context: &Context) -> Vec<String> {
    let config = &context.config;
    let minutes = config.idle.form_after.max(config.idle.warn_after).div_ceil(60);
    let identity = if config.application.identity_here {
        "身份证号码写不写由您；病情、家里的难处不用细写。"
    } else {
        "身份证件给工作人员当面看，不在这里填；病情、家里的难处不用细写。"
    };
    let aloud = [
        "您说，我记：一样一样问，最后整份念给您听，您说对了才封好。".to_owned(),
        format!("封好以后只有{}打得开；是我记的，所以我知道这个号。", config.application.unit),
        "身份证件给我看一看，病情、家里的难处不用说。不收费。".to_owned(),
    ];
    let said = [
        format!("谁能看：填好马上封起来，只有{}打得开，这台机器和 U 盘都打不开。", config.application.unit),
        format!("会丢什么：{minutes} 分钟没有动，会先提醒，再全部清除；按“结束”马上清除。"),
        "填好不等于提交：工作人员收下、办公室登记了才算。".to_owned(),
        identity.to_owned(),
    ];
    if state.at_window { aloud.to_vec() } else { said.to_vec() }
}

/// What becomes of the words, before the first question; with it, who applies.
pub(super) fn promise(state: &State, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let title = if state.at_window { "代填以前，念给申请人听" } else { "填之前，请看一看" };
    let body = head(context, canvas, inner(context, area), title, "");
    let said = promised(state, context);
    let choices: &[(u8, &str, Message)] = &[
        (1, if state.at_window { "本人申请" } else { "我自己申请" }, Message::Applies(Party::Citizen)),
        (2, "替别人申请", Message::Applies(Party::ForOther)),
        (3, "单位申请", Message::Applies(Party::Organisation)),
    ];
    let foot = buttons_height(body.width, choices);
    lines(canvas, Rect { height: body.height.saturating_sub(foot), ..body }, &said);
    let roomy = body.height > 20;
    if roomy {
        notice::press(canvas, body, choices);
    } else {
        buttons(canvas, body, choices);
    }
}
