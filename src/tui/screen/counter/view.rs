//! The pages of the window drawn.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::{
    message::{Message, Place},
    state::{Page, State},
};
use crate::{
    advice::{self, REPLIES},
    outbox::Left,
    print::{Sheet, Size},
    takeaway::Code,
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        widget::{
            entries::{self, Row, plain},
            notice, qr_code,
        },
    },
};

/// Lines of an entry.
const LINES: u16 = 2;

/// Entries that a page of the list holds; one row is its heading.
pub(super) fn capacity(_: &State, context: &Context) -> usize {
    entries::capacity(context.body().height.saturating_sub(1), LINES).1
}

/// Entries of the list that is shown.
pub(super) fn entries(state: &State) -> usize {
    if state.page == Page::Replies { REPLIES.len() } else { state.applications().len() }
}

/// ```text
///   申请受理窗口
///   等着送走 3 件；3 个工作日内到期 1 件
///    1  当面收到申请，查期限
///    2  近期到期
///    3  交接单
///    4  答复和救济途径
///    5  口头申请，代填
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let margin = context.margin();
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let today = context.today.map(|today| today.date);
    let back = (0, "返回", Message::Back);
    match (&state.page, &state.left) {
        (Page::First, Some(Err(why))) => notice::view(canvas, inner, &[why.what.clone(), format!("{}（{}）", why.mend, why.code)], &[back]),
        (_, None) | (Page::Working(_), _) => notice::view(canvas, inner, &["正在读……"], &[back]),
        (Page::First, _) => first(state, today, context.room() == Room::Narrow, canvas, inner),
        (Page::Applications, _) => applications(state, context, canvas, inner),
        (Page::One(receipt), _) => match state.one(receipt) {
            Some(left) => one(state, left, context, canvas, inner),
            None => notice::view(canvas, inner, &["这台终端上没有这一件了"], &[back]),
        },
        (Page::Asking(receipt), _) => {
            let lines = [
                format!("{receipt}：今天当面收到？"),
                "申请人在这里，看过身份证件，申请表交到了您手上。".to_owned(),
                "从今天起算期限，记了不能改，随 U 盘交到办公室。".to_owned(),
            ];
            notice::view(canvas, inner, &lines, &[(1, "当面收到，记下今天", Message::Agreed), (0, "还没有，返回", Message::Back)]);
        }
        (Page::Due, _) => notice::view(canvas, inner, &due(state, today), &[back]),
        (Page::Handover, _) => {
            let lines = today.map_or_else(|| vec!["日期不对，请先校准时间".to_owned()], |today| advice::handover(state.all(), today));
            notice::view(canvas, inner, &lines, &[back]);
        }
        (Page::Replies, _) => replies(state, context, canvas, inner),
        (Page::Reply(at), _) => {
            let Some(((name, article), today)) = REPLIES.get(*at).zip(today) else { return };
            let code = advice::reply_code(article, today, &context.config.application.phone);
            let mut choices = vec![back];
            if context.config.print.is_set() {
                choices.insert(0, (1, "打印给申请人", Message::Print));
            }
            coded(state, (&advice::reply_receipt(name, article, today), &code), &choices, context, canvas, inner);
        }
    }
}

fn first(state: &State, today: Option<Date>, narrow: bool, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let waiting = state.all().iter().filter(|left| left.office.is_none() && !left.carried).count();
    let carried = state.all().iter().filter(|left| left.office.is_none() && left.carried).count();
    let soon = today.map_or(0, |today| advice::due_here(state.all(), today).iter().take(1).map(Vec::len).sum());
    let counts = format!("等着用 U 盘送走 {waiting} 件；3 个工作日内到期 {soon} 件");
    let mut lines = if narrow { vec![counts] } else { vec!["申请受理窗口".to_owned(), counts] };
    if carried > 0 {
        lines.push(format!("已经写到 U 盘、等办公室回话 {carried} 件"));
    }
    let choices = [
        (1, "当面收到申请，查期限", Message::Go(Place::Applications)),
        (2, "近期到期", Message::Go(Place::Due)),
        (3, "交接单", Message::Go(Place::Handover)),
        (4, "答复和救济途径", Message::Go(Place::Replies)),
        (5, "口头申请，代填", Message::WriteDownFor),
    ];
    notice::view(canvas, area, &lines, &choices);
}

fn applications(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let all = state.applications();
    let heading = if all.is_empty() { "这台终端上没有申请" } else { "按回执号选一件，请申请人把回执给您看" };
    let rows = all.iter().map(|left| {
        let title = left.schema.map_or("", |schema| schema.title);
        let stands = match (left.received, left.dates().get("reply_by")) {
            (Some(day), Some(due)) => format!("{day} 当面收到 · 最迟答复 {}", advice::due(*due)),
            _ if left.office.is_some() => "办公室已经收到".to_owned(),
            _ => format!("{} 填写 · 还没有当面收到", left.day),
        };
        (format!("{}  {title}", left.receipt), stands, Message::Chosen(left.receipt.clone()))
    });
    list(state, heading, rows.collect(), context, canvas, area);
}

fn replies(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let rows =
        REPLIES.iter().enumerate().map(|(at, (name, article))| ((*name).to_owned(), format!("条例第 {article} 条"), Message::Reply(at)));
    list(state, "今天送达的答复引用哪一条", rows.collect(), context, canvas, area);
}

fn list(
    state: &State,
    heading: &str,
    rows: Vec<(String, String, Message)>,
    context: &Context,
    canvas: &mut Canvas<'_, Message>,
    area: Rect,
) {
    let style = canvas.theme.quiet;
    canvas.text(area.x, area.y, area.width, heading, style);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let shown = state.cursor.shown(rows.len(), capacity(state, context));
    let rows = rows
        .into_iter()
        .skip(shown.start)
        .take(shown.len())
        .map(|(title, below, message)| (Row { title: plain(title), below: vec![plain(below)], ..Row::default() }, Some(message)));
    entries::view(canvas, below, LINES, Some(state.cursor), rows);
}

/// One application: its receipt in words, and as a code where there is room for one.
fn one(state: &State, left: &Left, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let mut choices = vec![(0, "返回", Message::Back)];
    if left.received.is_none() && left.office.is_none() {
        choices.insert(0, (1, "今天当面收到", Message::HandedIn));
    }
    if context.config.print.is_set() {
        choices.insert(choices.len() - 1, (2, "打印回执", Message::Print));
    }
    let lines = receipt(left, context);
    let code = advice::receipt_code(left, &context.config.application.phone);
    coded(state, (&lines, &code), &choices, context, canvas, area);
}

/// The receipt of an application in words.
fn receipt(left: &Left, context: &Context) -> Vec<String> {
    let mut lines = advice::receipt_at_desk(left);
    lines.push(format!("查询 {}", context.config.application.phone));
    lines
}

/// The receipt that is shown, on paper.
pub(super) fn sheet(state: &State, context: &Context) -> Option<Sheet> {
    let lines = match &state.page {
        Page::One(receipt) => self::receipt(state.one(receipt)?, context),
        Page::Reply(at) => {
            let (name, article) = REPLIES.get(*at)?;
            advice::reply_receipt(name, article, context.today?.date)
        }
        _ => return None,
    };
    let (first, others) = lines.split_first()?;
    let unit = &context.config.application;
    Some(Sheet::new(first.as_str()).line(Size::Text, "").text(others.iter().map(String::as_str)).line(Size::Text, unit.unit.as_str()))
}

/// Lines with what can be pressed, and the core of them as a code that a phone keeps.
fn coded(
    state: &State,
    (lines, code): (&[String], &str),
    choices: &[(u8, &str, Message)],
    context: &Context,
    canvas: &mut Canvas<'_, Message>,
    area: Rect,
) {
    let beside = match context.room() {
        Room::Wide => Some(Rect { x: area.x + area.width / 2 + 2, width: (area.width / 2).saturating_sub(2), ..area }),
        Room::Column => {
            let foot = u16::try_from(choices.len() * 2).unwrap_or(0);
            let height = (area.height * 3 / 5).saturating_sub(foot);
            Some(Rect { y: area.bottom().saturating_sub(height + foot), height, ..area })
        }
        Room::Narrow => None,
    };
    let code = beside.and_then(|place| Some((place, Code::fit(code, place.width, place.height, context.cell)?)));
    let words = match (context.room(), &code) {
        (Room::Wide, Some(_)) => Rect { width: area.width / 2, ..area },
        _ => area,
    };
    notice::view(canvas, words, lines, choices);
    if let Some(printing) = &state.printing {
        let style = canvas.theme.caution;
        let above = u16::try_from(choices.len() * 2 + 1).unwrap_or(0);
        let line = Rect { y: words.bottom().saturating_sub(above).max(words.y), height: 1, ..words };
        canvas.fill(line, style);
        canvas.text(line.x, line.y, line.width, &printing.words(), style);
    }
    if let Some((place, code)) = code {
        let (width, height) = (code.columns(), code.rows());
        let place = Rect {
            x: place.x + place.width.saturating_sub(width) / 2,
            y: place.y + place.height.saturating_sub(height) / 2,
            width,
            height,
        };
        qr_code::view(canvas, place, &code);
    }
}

fn due(state: &State, today: Option<Date>) -> Vec<String> {
    let Some(today) = today else { return vec!["日期不对，请先校准时间".to_owned()] };
    let mut lines = vec!["近期到期（按在这里当面收到的日子算）".to_owned()];
    let [three, five, later] = advice::due_here(state.all(), today);
    for (part, what) in [(three, "3 个工作日内"), (five, "5 个工作日内"), (later, "以后")] {
        lines.extend(part.iter().map(|(left, due)| {
            let what = if due.is_over(today) { "已经到期" } else { what };
            format!("{what}：{}，最迟 {}", left.receipt, advice::due(*due))
        }));
    }
    if lines.len() == 1 {
        lines.push("没有。还没有当面收到的，期限没有开始".to_owned());
    }
    lines.push("办公室答复了没有、延期了没有，问办公室".to_owned());
    lines
}
