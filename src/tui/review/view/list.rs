//! All documents of a workplace, worst first.

use ratatui::{layout::Rect, style::Style};

use super::frame::{body, cell, foot, head, list_rows};
use crate::{
    advice::code_words,
    convert::Level,
    editing::{Cause, Item, Stage},
    text::columns,
    tui::{
        canvas::Canvas,
        review::state::{OPENING, State},
        theme::Theme,
    },
};

/// ```text
///  内容审核  云川县                                                     王芳   312 份
///  全部 312   要处理 23   待核对 102   待一审 40   可出库 86
///     题名                                     文号              成文日期    属性   问题
///  ✗  关于公示 2024 年临时救助对象的公告       —                 2024-03-11  主动   个人信息 7
/// ▌?  云川县集市管理办法                       云政发〔2024〕3号 2024-02-28  主动   3 栏待认
/// ```
pub(super) fn view(state: &State, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let ready = state.items.iter().filter(|item| item.stage == Stage::Ready).count();
    let right = format!("{}   {} 份，可出库 {ready}", state.who, state.items.len());
    head(state, &format!("内容审核  {}", state.place), &right, canvas);
    tabs(state, canvas);
    let area = body(state.grid);
    let places = places(area);
    let [mark, title, number, day, attribute, trouble] = places;
    for (place, words) in [(title, "题名"), (number, "文号"), (day, "成文日期"), (attribute, "属性"), (trouble, "问题")] {
        cell(canvas, place.x, area.y, place.width, words, theme.quiet);
    }
    let listed = state.listed();
    for (y, (at, item)) in (area.y + 1..).zip(listed.iter().enumerate().skip(state.top).take(list_rows(state.grid))) {
        let (sign, style) = sign(item, &theme);
        canvas.text(mark.x + 2, y, 2, sign, style);
        cell(canvas, title.x, y, title.width, &item.title(), theme.text);
        cell(canvas, number.x, y, number.width, item.field("number").unwrap_or(if item.is_scan() { "待录入" } else { "—" }), theme.quiet);
        cell(canvas, day.x, y, day.width, item.field("issued_on").unwrap_or("—"), theme.quiet);
        cell(canvas, attribute.x, y, attribute.width, attribute_of(item), theme.quiet);
        cell(canvas, trouble.x, y, trouble.width, &trouble_of(item), style);
        if at == state.at {
            canvas.restyle(Rect::new(0, y, area.width, 1), theme.focus);
        }
        if state.picked.contains(&item.id) {
            canvas.text(mark.x, y, 1, "◆", if at == state.at { theme.focus } else { theme.key });
        }
    }
    if listed.is_empty() && state.said != OPENING {
        let words = if state.items.is_empty() {
            "这个文件夹里还没有文件，先用 gongkai content convert 转换"
        } else {
            "这一步没有文件，按 ←→ 看别的"
        };
        canvas.centered(area, area.y + area.height / 2, words, theme.strong);
    }
    let damaged =
        if state.damaged.is_empty() { String::new() } else { format!("记录损坏，没有列出：{}。", state.damaged.join("、")) };
    let query = if state.query.is_empty() { String::new() } else { format!("只列有“{}”的，Esc 取消。", state.query) };
    let source =
        state.current().and_then(|item| item.record.as_ref()).map_or_else(String::new, |record| format!("原件：{}", record.source));
    let word = format!("{damaged}{query}选中 {} 份。{source}", state.picked.len());
    let keys = [
        ("回车", "打开"),
        ("F1", "帮助"),
        ("F10", "退出"),
        ("空格", "选中"),
        ("F8", "全选"),
        ("F4", "成批改"),
        ("F5", "找"),
        ("F6", "下一个有问题的"),
        ("退格", "撤销"),
        ("←→", "换一步"),
    ];
    foot(state, &word, &keys, canvas);
}

fn tabs(state: &State, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let mut x = 2;
    for (stage, count) in state.tabs() {
        let words = format!(" {} {count} ", stage.map_or_else(|| "全部".to_owned(), |stage| stage.to_string()));
        let width = u16::try_from(columns(&words)).unwrap_or(u16::MAX);
        if x + width > state.grid.width {
            break;
        }
        let style = if stage == state.tab { theme.focus } else { theme.key };
        x = canvas.text(x, 1, width, &words, style) + 1;
    }
}

/// Columns: mark, title, number, day, attribute, trouble.
fn places(area: Rect) -> [Rect; 6] {
    let at = |x: u16, width: u16| Rect::new(x, area.y, width, 1);
    let (number, day, attribute) = (22, 11, 9);
    let trouble = (area.width / 5).max(18);
    let right = area.width - 1;
    let trouble_x = right - trouble;
    let attribute_x = trouble_x - attribute;
    let day_x = attribute_x - day;
    let number_x = day_x - number;
    [at(0, 5), at(5, number_x - 6), at(number_x, number - 1), at(day_x, day - 1), at(attribute_x, attribute - 1), at(trouble_x, trouble)]
}

fn sign(item: &Item, theme: &Theme) -> (&'static str, Style) {
    match item.stage {
        Stage::Open => ("✗", theme.bad),
        Stage::Confirm => ("?", theme.caution),
        Stage::Await(_) => ("→", theme.key),
        Stage::Ready => ("✓", theme.good),
        Stage::Refused => ("－", theme.quiet),
    }
}

fn attribute_of(item: &Item) -> &'static str {
    match item.field("mark") {
        Some("此件公开发布") => "主动",
        Some("此件删减后公开") => "删减后",
        Some("此件依申请公开") => "依申请",
        Some(_) => "不公开",
        None if item.file.starts_with("documents") => "未定",
        None => "",
    }
}

/// The worst of a document in a few words.
fn trouble_of(item: &Item) -> String {
    let state = &item.reviewed.state;
    if let Some((step, _)) = &state.returned {
        return format!("{step}退回");
    }
    if item.headless {
        return "文件头读不懂".to_owned();
    }
    let missing: Vec<&str> = item.rows.iter().filter(|row| row.is_missing()).map(|row| row.field.label).collect();
    let grave = item.questions.iter().filter(|question| question.level == Level::Error).count();
    let open = item.rows.iter().filter(|row| row.is_open()).count();
    match (item.stage, grave, missing.as_slice()) {
        (Stage::Await(step), ..) if state.passed.is_empty() && !state.stale.is_empty() => format!("改动过，重新{step}"),
        (Stage::Await(_) | Stage::Ready, ..) => String::new(),
        (Stage::Refused, ..) => state.void.clone().unwrap_or_default(),
        (_, 0, []) if item.questions.is_empty() => format!("{open} 栏待认"),
        (_, 0, []) => format!("问题 {}，{open} 栏待认", item.questions.len()),
        (_, 0, missing) => format!("缺{}", missing.join("、")),
        (_, grave, _) => {
            let first = item.questions.first().map_or("", |question| match &question.cause {
                Cause::Told(finding) => code_words(finding.code).0,
                Cause::Alarm(_) | Cause::Word(_) | Cause::Tie(_) => question.finding.split('：').next().unwrap_or_default(),
            });
            format!("{}{first}", if grave > 1 { format!("{grave} 处：") } else { String::new() })
        }
    }
}
