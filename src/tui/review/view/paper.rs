//! One document: its text beside its fields and what is asked about it.

use ratatui::{layout::Rect, style::Style};

use super::frame::{body, fields_width, foot, head, paper_rows, paper_width};
use crate::{
    advice::code_words,
    convert::{Code, Level, screening::Kind, structure::Origin},
    editing::{Cause, Item, Question, Row, Stage},
    text::{clean, wrap},
    tui::{
        canvas::Canvas,
        review::state::{Place, State, Target, lines, targets},
        theme::Theme,
    },
};

/// Columns of a field's name.
const LABEL: u16 = 9;

/// A line of the panel: its words, how they are drawn, and which target it belongs to.
struct Line {
    label: &'static str,
    text: String,
    note: String,
    style: Style,
    target: Option<usize>,
}

/// ```text
///  云川县集市管理办法                                     要处理  5/125
/// 云川县人民政府文件                          │ 题名   云川县集市管理办法      ✓ 王芳
/// 第七条 摊位费由乡镇收取，联系人张█           │ 公开属性 —                    ✗ 必填
///       ^ 手机号码：138****0001               │─ 问题 2 ──────────────────────
///                                            │ ✗ 1 手机号码：138****0001
///                                            │    1 打码  2 删去  3 放行
/// ```
pub(super) fn view(state: &State, place: &Place, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let Some(item) = state.item(&place.id) else { return };
    let number = state.listed().iter().position(|listed| listed.id == item.id).map_or(0, |at| at + 1);
    head(state, &item.title(), &format!("{}   {}   {number}/{}", state.who, item.stage, state.listed().len()), canvas);
    let area = body(state.grid);
    let text = Rect { width: area.width - fields_width(state.grid) - 3, ..area };
    let panel = Rect { x: text.right() + 2, width: area.width - text.width - 3, ..area };
    for y in area.top()..area.bottom() {
        canvas.text(text.right(), y, 1, "│", theme.rule);
    }
    let source = item.record.as_ref().map_or_else(|| "手工写的".to_owned(), |record| format!("原件：{}", record.source));
    canvas.text(2, 1, text.width - 2, &source, theme.quiet);
    canvas.text(panel.x, 1, panel.width, &heading(item), theme.quiet);
    draw_text(state, item, place, text, canvas);
    draw_panel(item, place, panel, canvas);
    let tables = item.record.as_ref().map_or(0, |record| record.tables);
    let below = lines(item, paper_width(state.grid)).len().saturating_sub(place.top + paper_rows(state.grid));
    let below = if below > 0 { format!("正文下面还有 {below} 行，按 PgDn。") } else { String::new() };
    let word = format!("表格 {tables} 张。有 {} 栏待确认，{} 个问题。{below}{}", item.open_rows(), item.questions.len(), standing(item));
    foot(state, &word, &keys(item), canvas);
}

/// The keys that do something here, those that are wanted most first.
fn keys(item: &Item) -> Vec<(&'static str, &'static str)> {
    if item.stage == Stage::Refused {
        return vec![("退格", "撤销“不收”"), ("Esc", "列表"), ("F1", "帮助"), ("F3", "原件")];
    }
    let is_open = item.rows.iter().any(crate::editing::Row::is_open);
    let enter = match (is_open, item.questions.is_empty()) {
        (true, true) => "各栏都确认，下一份",
        (true, false) => "各栏都确认",
        (false, false) => "看问题",
        (false, true) => "确认过了，下一份",
    };
    let mut keys = vec![("回车", enter), ("Esc", "列表"), ("F1", "帮助"), ("空格", "确认这栏"), ("F2", "改"), ("F3", "原件")];
    if !item.questions.is_empty() {
        keys.push(("F6", "下个问题"));
    }
    if item.draft.is_some() {
        keys.push(("F7", "用作正文"));
    }
    if matches!(item.stage, Stage::Await(_)) {
        keys.push(("F8", "审核"));
    }
    keys.extend([("退格", "撤销"), ("F9", "不收")]);
    keys
}

fn heading(item: &Item) -> String {
    if item.is_scan() {
        "扫描件：各栏照着原件录入（F3 看原件）".to_owned()
    } else {
        "各栏（规则找到，等您确认）".to_owned()
    }
}

fn standing(item: &Item) -> String {
    match (item.stage, &item.reviewed.state.returned, &item.reviewed.state.void) {
        (_, Some((step, reason)), _) => format!("{step}退回：{reason}"),
        (_, _, Some(reason)) => format!("不收：{reason}"),
        (Stage::Await(step), ..) => format!("核对完了，按 F8 做{step}"),
        (Stage::Ready, ..) => "都审过了，可以出库".to_owned(),
        _ => String::new(),
    }
}

fn draw_text(state: &State, item: &Item, place: &Place, area: Rect, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let focus = match targets(item).get(place.at) {
        Some(Target::Question(_, question)) => question.line,
        _ => None,
    };
    let width = paper_width(state.grid);
    let shown = lines(item, width);
    if shown.is_empty() {
        let words = if item.is_scan() { "本件为扫描件，没有文字：访客看附件里的原件" } else { "没有正文" };
        canvas.centered(area, area.y + area.height / 2, words, theme.quiet);
    }
    let mut y = area.y;
    let asked = |line: usize| item.questions.iter().filter(move |question| question.line == Some(line)).collect::<Vec<&Question>>();
    for (at, line) in shown.iter().enumerate().skip(place.top).take(paper_rows(state.grid)) {
        if y >= area.bottom() {
            break;
        }
        let questions = asked(line.line);
        let style = if questions.is_empty() { if line.heading { theme.strong } else { theme.text } } else { theme.caution };
        canvas.text(2, y, width, &line.text, style);
        if focus == Some(line.line) {
            canvas.text(0, y, 1, "▌", theme.key);
        }
        y += 1;
        // What is asked stands below the last of its lines.
        let is_last = shown.get(at + 1).is_none_or(|next| next.line != line.line);
        for question in questions.iter().filter(|_| is_last) {
            if y < area.bottom() {
                let style = if question.level == Level::Error { theme.bad } else { theme.caution };
                canvas.text(4, y, width - 2, &format!("└ {}", in_words(question)), style);
                y += 1;
            }
        }
    }
}

fn draw_panel(item: &Item, place: &Place, area: Rect, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let all = panel(item, area.width, &theme);
    let rows = usize::from(area.height);
    let focus = all.iter().position(|line| line.target == Some(place.at)).unwrap_or(0);
    let end = all.iter().rposition(|line| line.target == Some(place.at)).unwrap_or(focus);
    let top = (end + 1).saturating_sub(rows).min(focus);
    for (y, line) in (area.y..area.bottom()).zip(all.iter().skip(top)) {
        let row = Rect { y, height: 1, ..area };
        let note_at = if line.note.is_empty() { area.right() } else { canvas.right(row, y, &line.note, line.style) };
        canvas.text(area.x, y, LABEL, line.label, theme.quiet);
        let x = if line.label.is_empty() && line.target.is_none_or(|target| target >= fields(item)) { area.x } else { area.x + LABEL };
        canvas.text(x, y, note_at.saturating_sub(x + 1), &line.text, if line.note.is_empty() { line.style } else { theme.text });
        if line.target == Some(place.at) {
            canvas.restyle(row, theme.focus);
        }
    }
    if top + rows < all.len() {
        canvas.right(Rect { y: area.bottom() - 1, height: 1, ..area }, area.bottom() - 1, "↓ 还有", theme.key);
    }
}

fn fields(item: &Item) -> usize {
    targets(item).iter().filter(|target| matches!(target, Target::Field(_))).count()
}

/// The lines of fields and questions; values are never cut, since what is confirmed must have been shown.
fn panel(item: &Item, width: u16, theme: &Theme) -> Vec<Line> {
    let mut all = Vec::new();
    for (at, target) in targets(item).iter().enumerate() {
        match target {
            Target::Field(row) => all.extend(field(row, at, width, theme)),
            Target::Question(number, question) => {
                if *number == 1 {
                    let text = format!("── 问题 {} ", item.questions.len());
                    all.push(Line { label: "", text, note: String::new(), style: theme.quiet, target: None });
                }
                all.extend(self::question(*number, question, at, width, theme));
            }
        }
    }
    all
}

fn field(row: &Row, target: usize, width: u16, theme: &Theme) -> Vec<Line> {
    let (note, style) = match (&row.confirmed, row.is_missing(), &row.value) {
        (Some(who), ..) => (format!("✓ {who}"), theme.good),
        (None, true, _) => ("✗ 必填".to_owned(), theme.bad),
        (None, false, None) => (String::new(), theme.quiet),
        (None, false, Some(_)) => (format!("? {}", origin(row)), theme.caution),
    };
    let value = clean(row.value.as_deref().unwrap_or("—")).into_owned();
    let room = usize::from(width.saturating_sub(LABEL + 11)).max(8);
    let pieces = wrap(&value, room, 0);
    let line = |at: usize, text: String| Line {
        label: if at == 0 { row.field.label } else { "" },
        text,
        note: if at == 0 { note.clone() } else { String::new() },
        style: if at == 0 { style } else { theme.text },
        target: Some(target),
    };
    pieces.into_iter().enumerate().map(|(at, piece)| line(at, piece.text)).collect()
}

fn origin(row: &Row) -> &'static str {
    match row.origin {
        Origin::Rule if !row.certain => "规则，存疑",
        Origin::Rule => "规则",
        Origin::File => "文件写明",
        Origin::Ocr => "机器认的",
        Origin::Staff => "手工",
    }
}

fn question(number: usize, question: &Question, target: usize, width: u16, theme: &Theme) -> Vec<Line> {
    let (sign, style) = if question.level == Level::Error { ("✗", theme.bad) } else { ("!", theme.caution) };
    let words = format!("{sign} {number} {}", in_words(question));
    let line = |text: String, style: Style| Line { label: "", text, note: String::new(), style, target: Some(target) };
    let mut all: Vec<Line> =
        wrap(&clean(&words), usize::from(width.saturating_sub(1)), 0).into_iter().map(|piece| line(piece.text, style)).collect();
    let ways = match &question.cause {
        Cause::Alarm(alarm) if alarm.is_of_rows() => "3 放行（写理由）；各行的在下面",
        Cause::Alarm(alarm) if alarm.kind == Kind::Secret => "2 删去   3 放行（写理由）",
        Cause::Alarm(_) => "1 打码   2 删去   3 放行（写理由）",
        Cause::Word(word) if !word.right.is_empty() => "1 改正   3 放行（写理由）",
        Cause::Tie(_) => "1 是，写进去   2 不是",
        Cause::Told(finding) if finding.code == Code::NotDisplayable => "F9 不收；认错了的，按 F2 改属性",
        Cause::Word(_) | Cause::Told(_) => "3 看过了，可以（写理由）",
    };
    all.push(line(format!("    {ways}"), theme.key));
    all
}

/// A question in words.
fn in_words(question: &Question) -> String {
    match &question.cause {
        Cause::Told(finding) => {
            let (what, mend) = code_words(finding.code);
            if finding.words.is_empty() { format!("{what}：{mend}") } else { format!("{what}：{}", finding.words) }
        }
        Cause::Word(word) if !word.right.is_empty() => format!("{}，应为“{}”", question.finding, word.right),
        Cause::Word(_) | Cause::Alarm(_) | Cause::Tie(_) => question.finding.clone(),
    }
}
