//! The pages at the end: the number of what was left, a slip instead, what became of a number, and whether to give up.

use ratatui::layout::Rect;

use super::{
    message::Message,
    parts::{BUTTON, buttons, buttons_height, head, inner, lines},
    state::State,
};
use crate::{
    interview::Paper,
    outbox::ReceiptNumber,
    print::{Sheet, Size},
    takeaway::{Code, Payload, Slip, Takeaway},
    text::{VisitorText, columns, masked, wrap},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Asked, Route},
        field,
        picture::Picture,
        widget::{notice, qr_code},
    },
};

type Screen<'a, 'b> = &'a mut Canvas<'b, Message>;

/// Never 已提交: it is not.
pub(super) const NOT_YET: &str = "已填好，尚未提交";

/// Above the slip.
pub(super) const SLIP: &str = "带到窗口的条：扫到手机，或者抄下来";

/// What is taken along of a number.
fn receipt(number: &ReceiptNumber, context: &Context) -> Takeaway {
    let (hall, office) = (&context.config.hall, &context.config.application);
    Takeaway {
        bring: Vec::new(),
        short: None,
        title: number.to_string(),
        number: Some(NOT_YET.to_owned()),
        contact: vec![hall.help_desk.clone(), office.unit.clone(), format!("电话 {}", office.phone)],
        payload: Payload::Slip(Slip::new("回执", number.as_str(), &[NOT_YET, &office.unit, &office.phone])),
    }
}

/// What is said of a number, and what to do next.
pub(super) fn next_steps(paper: Paper, context: &Context) -> Vec<String> {
    let office = &context.config.application;
    let ask = "想知道到哪一步：在这台机器上选“查询进度”，输回执号。".to_owned();
    if paper.is_application() {
        vec![
            format!("接下来：到服务台请工作人员收下，身份证件给他们看（{}）。", context.config.hall.help_desk),
            format!("{}登记了才算提交，答复的期限从那天算。", office.unit),
            ask,
        ]
    } else {
        vec![format!("接下来：工作人员送到{}，才算提交；您不用再做什么。", office.unit), ask]
    }
}

/// The number on paper, with what to do next.
pub(super) fn receipt_sheet(paper: Paper, number: &ReceiptNumber, context: &Context) -> Sheet {
    let steps = next_steps(paper, context);
    let phone = format!("电话 {}", context.config.application.phone);
    let sheet = Sheet::new(number.as_str()).line(Size::Large, NOT_YET).line(Size::Text, "");
    sheet.text(steps.iter().map(String::as_str)).line(Size::Text, phone)
}

/// What stands on the slip, its first line by itself.
fn slip_lines(state: &State, context: &Context) -> Vec<String> {
    let (what, about) = slip_words(state);
    let office = &context.config.application;
    vec![
        format!("{what}：{}", masked(about.reveal())),
        format!("交给：{}", office.unit),
        format!("电话 {}", office.phone),
        office.address.clone(),
        office.hours.clone(),
        "还要带：身份证件，想好答复怎么给".to_owned(),
    ]
}

/// The slip on paper.
pub(super) fn slip_sheet(state: &State, context: &Context) -> Sheet {
    let lines = slip_lines(state, context);
    let (first, others) = lines.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    Sheet::new(first).line(Size::Text, "").text(others.iter().map(String::as_str))
}

/// What the slip is of, and the words on it.
fn slip_words(state: &State) -> (&'static str, VisitorText) {
    let written = state.draft.as_ref().and_then(|draft| ["wanted_features", "words"].into_iter().find_map(|name| draft.form.get(name)));
    let about: VisitorText = match (written, state.item()) {
        (Some(words), _) => words.clone(),
        (None, _) if !state.words.is_empty() => state.words.clone(),
        (None, Some(item)) => item.title.as_str().into(),
        (None, None) => VisitorText::default(),
    };
    let what = state.draft.as_ref().map(|draft| draft.paper).filter(|paper| !paper.is_application()).map_or("申请公开", Paper::title);
    (what, about)
}

/// What the printer says, where it was asked.
fn printing(state: &State, canvas: Screen<'_, '_>, area: Rect) {
    let style = canvas.theme.caution;
    if let Some(printing) = &state.printing {
        canvas.fill(Rect { height: 1, ..area }, style);
        canvas.text(area.x, area.y, area.width, &printing.words(), style);
    }
}

/// ```text
///   ✓ 已填好，尚未提交
///
///   ┌ 回执号 ─────────────────────────┐            ██ QR ██
///   │  Y C - 0 7 - 2 6 1 1 3 0 - 0 0 4 7 - K        ██    ██
///   └─────────────────────────────────┘
///   接下来：……
///    1  回执存到手机   2  写下来   3  完成
/// ```
pub(super) fn left(state: &State, (paper, number): (Paper, &ReceiptNumber), context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    if paper == Paper::Mark {
        return thanked(context, canvas, whole);
    }
    let takeaway = receipt(number, context);
    let wide = context.room() == Room::Wide;
    let code = |columns, rows| Code::fit(takeaway.payload.text(), columns, rows, context.cell);
    let beside = if wide { code(44, whole.height.saturating_sub(4)) } else { None };
    let width = whole.width.saturating_sub(beside.as_ref().map_or(0, |code| code.columns() + 3));
    let body = Rect { width, ..whole };
    let narrow = context.room() == Room::Narrow;
    let gap = u16::from(!narrow);
    canvas.text(body.x, body.y, body.width, &format!("✓ {NOT_YET}"), theme.caution);
    let mut y = body.y + 1 + gap;
    canvas.text(body.x, y, body.width, "回执号（请抄下来）", theme.quiet);
    y += 1 + gap;
    y = number_shown(number, (y, narrow), canvas, body) + gap;
    let said = next_steps(paper, context);
    let mut choices: Vec<(u8, &str, Message)> = vec![
        (1, if narrow { "存到手机" } else { "回执存到手机（扫码，不用上网）" }, Message::Open(Route::Code(Box::new(takeaway.clone())))),
        (2, "写下来", Message::Open(Route::WriteDown(Box::new(takeaway.clone())))),
        (3, "完成", Message::Finish),
    ];
    if context.config.print.is_set() {
        choices.push((4, "打印", Message::Print));
    } else if narrow {
        // Where rows are few it stands beside the others.
        choices.push((5, "打个分", Message::Begin(Paper::Mark)));
    }
    let foot = buttons_height(whole.width, &choices);
    y = lines(canvas, Rect { y, height: body.bottom().saturating_sub(y + foot), ..body }, &said);
    buttons(canvas, whole, &choices);
    let line = Rect { y: whole.bottom().saturating_sub(foot + 1), height: 1, ..whole };
    if !narrow && y <= line.y {
        mark_offered(canvas, line);
    }
    printing(state, canvas, body);
    let below = whole.bottom().saturating_sub(y + foot + 1);
    if let Some(code) = beside {
        let place = Rect { x: whole.right().saturating_sub(code.columns()), y: whole.y, width: code.columns(), height: code.rows() };
        qr_code::view(canvas, place, &code);
    } else if let Some(code) = code(whole.width, below).filter(|_| !narrow) {
        let place = Rect { x: whole.x + (whole.width - code.columns()) / 2, y, width: code.columns(), height: code.rows() };
        qr_code::view(canvas, place, &code);
    }
}

/// The number in letters as large as fit, to be copied; gives the row below it.
fn number_shown(number: &ReceiptNumber, (y, narrow): (u16, bool), canvas: Screen<'_, '_>, body: Rect) -> u16 {
    let place = Rect { y, height: if narrow { 1 } else { 3 }, ..body };
    let spaced: String = number.as_str().chars().flat_map(|c| [c, ' ']).collect();
    let shown = if columns(&spaced) <= usize::from(body.width) { spaced } else { number.to_string() };
    canvas.fill(place, canvas.theme.focus);
    canvas.text(place.x + 1, y + place.height / 2, place.width.saturating_sub(1), shown.trim_end(), canvas.theme.focus);
    if !narrow {
        canvas.paint(place, Picture::Large(number.to_string()));
    }
    place.bottom()
}

/// A mark is no matter that anybody follows: no number, only thanks.
fn thanked(context: &Context, canvas: Screen<'_, '_>, whole: Rect) {
    let choices = [(1, "完成", Message::Finish)];
    let body = head(context, canvas, whole, "谢谢您！", "");
    let office = &context.config.application.unit;
    lines(canvas, body, &["分数记下了，不知道是谁打的。".to_owned(), format!("工作人员会送到{office}，好改进。")]);
    buttons(canvas, whole, &choices);
}

/// In one line, and never a question: whoever is done goes.
fn mark_offered(canvas: Screen<'_, '_>, line: Rect) {
    let theme = *canvas.theme;
    canvas.text(line.x + 1, line.y, 1, "5", theme.key);
    canvas.text(line.x + 3, line.y, line.width.saturating_sub(3), "号码抄好了，给这里打个分", theme.quiet);
    canvas.choice(line, Some(5), Message::Begin(Paper::Mark));
}

/// The number of what was written down at the window: the applicant takes it along, and staff go on with the day on which it was handed in.
pub(super) fn left_at_window(state: &State, number: &ReceiptNumber, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    let takeaway = receipt(number, context);
    let mut choices: Vec<(u8, &str, Message)> =
        vec![(1, "今天当面收到，查期限", Message::Open(Route::Counter(Some(number.clone())))), (2, "完成，回受理窗口", Message::Finish)];
    if context.config.print.is_set() {
        choices.push((3, "打印回执号", Message::Print));
    }
    let foot = u16::try_from(choices.len()).unwrap_or(2) * BUTTON;
    let narrow = context.room() == Room::Narrow;
    let mut place = Rect { height: whole.height.saturating_sub(foot), ..whole };
    let wide = context.room() == Room::Wide;
    let high = if wide { place.height } else { place.height.saturating_sub(12) };
    if !narrow && let Some(code) = Code::fit(takeaway.payload.text(), 48.min(place.width), high, context.cell) {
        let (x, y) = if wide {
            (whole.right().saturating_sub(code.columns()), whole.y)
        } else {
            (whole.x + (whole.width.saturating_sub(code.columns())) / 2, place.bottom().saturating_sub(code.rows() + 1))
        };
        qr_code::view(canvas, Rect { x, y, width: code.columns(), height: code.rows() }, &code);
        place.width = if wide { place.width.saturating_sub(code.columns() + 3) } else { place.width };
    }
    canvas.text(place.x, place.y, place.width, "✓ 封好了，尚未提交", theme.caution);
    let gap = u16::from(!narrow);
    let y = place.y + 1 + gap;
    let y = number_shown(number, (y, narrow), canvas, place).saturating_sub(1);
    let said = [
        "请申请人抄下回执号，或者用手机扫码；“查询进度”用它。".to_owned(),
        "申请人在这里、证件看过的，按 1 记下今天收到，期限从今天算。".to_owned(),
        format!("这个号工作人员知道；内容只有{}打得开。", context.config.application.unit),
    ];
    let y = y + 1 + gap;
    lines(canvas, Rect { y, height: place.bottom().saturating_sub(y), ..place }, &said);
    notice::press(canvas, whole, &choices);
    printing(state, canvas, place);
}

/// The words as a slip: for whoever goes to the desk with what could not be left here.
pub(super) fn slip(state: &State, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    let office = &context.config.application;
    let (what, about) = slip_words(state);
    let text = Slip::new(what, about.reveal(), &[&office.unit, &office.phone]);
    let narrow = context.room() == Room::Narrow;
    let body = head(context, canvas, whole, SLIP, "");
    let code = Code::fit(text.text(), if narrow { 0 } else { body.width / 2 }, body.height.saturating_sub(2), context.cell);
    let width = body.width.saturating_sub(code.as_ref().map_or(0, |code| code.columns() + 3));
    if let Some(code) = &code {
        let place = Rect { x: body.right().saturating_sub(code.columns()), width: code.columns(), height: code.rows(), ..body };
        qr_code::view(canvas, place, code);
    }
    let mut y = body.y;
    let said = slip_lines(state, context);
    for (at, line) in said.iter().enumerate() {
        for part in wrap(line, usize::from(width.max(10)), 0).into_iter().take(if at == 0 { 3 } else { 2 }) {
            if y < body.bottom() {
                canvas.text(body.x, y, width, &part.text, if at == 0 { theme.strong } else { theme.text });
            }
            y += 1;
        }
        y += u16::from(!narrow);
    }
    if context.config.print.is_set() {
        let place = Rect { y: whole.bottom().saturating_sub(BUTTON), height: BUTTON, width, ..whole };
        notice::press(canvas, place, &[(1, "打印", Message::Print)]);
        printing(state, canvas, Rect { y: place.y.saturating_sub(1), ..place });
    }
}

/// Where the number of a receipt is typed.
pub(super) fn number(field: &field::State, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    let size = field::Size { width: whole.width, height: area.height };
    let height = field::board_height(field, size);
    let body = head(context, canvas, whole, "查询进度：回执号是多少？", "");
    let y = body.y;
    super::parts::named(canvas, body.right(), whole.y, "查（回车）", Message::Field(field::Message::Done));
    let line = Rect { y, height: 1, ..body };
    canvas.touch(Rect { height: BUTTON, ..line }, Message::Field(field::Message::Touched));
    let board = (height > 0).then_some(Rect { y: whole.bottom().saturating_sub(height), height, ..whole });
    let parts = field::Places { line, candidates: None, board, size };
    canvas.nested(Message::Field, |canvas| {
        field::view(field, true, canvas, &parts);
    });
    canvas.rule(line, y + 1);
    let said = ["只打中间的数字也行：YC-07-261130-0047-K，打 2611300047。"];
    let foot = board.map_or(whole.bottom(), |board| board.y);
    for (row, line) in (y + 2..foot).zip(said.iter().flat_map(|line| wrap(line, usize::from(body.width), 0))) {
        canvas.text(body.x, row, body.width, &line.text, theme.quiet);
    }
}

/// What became of it.
pub(super) fn told(asked: &Asked, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let number = asked.number.as_ref().map_or_else(|| "查不到".to_owned(), |number| format!("回执 {number}"));
    let help = format!("有疑问问{}，电话 {}", context.config.hall.help_desk, context.config.hall.help_phone);
    notice::view(
        canvas,
        inner(context, area),
        &[number, asked.said.clone(), help],
        &[(1, "再查一个", Message::AskAfter), (0, "返回", Message::Back)],
    );
}

/// What is asked of whoever goes.
pub(super) fn away_words(begun: &str) -> [String; 2] {
    [format!("要放下{begun}吗？"), "放下就清除，找不回来；接着填，什么都不丢。".to_owned()]
}

/// Whether to give up what was begun.
pub(super) fn away(begun: &str, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    notice::view(canvas, inner(context, area), &away_words(begun), &[(1, "接着填", Message::GoOn), (2, "放下，清除", Message::GiveUp)]);
}

/// For the moment in which something is asked of the disk.
pub(super) fn moment(words: &str, context: &Context, canvas: Screen<'_, '_>, area: Rect) {
    let theme = *canvas.theme;
    let whole = inner(context, area);
    canvas.centered(whole, whole.y + whole.height / 2, words, theme.quiet);
}
