//! What lies over a page: words being typed, and the keys explained.

use ratatui::layout::Rect;

use super::frame::head;
use crate::{
    text::{columns, wrap},
    tui::{
        canvas::Canvas,
        review::state::{Asks, Prompt, State},
    },
};

/// What is being typed, over the foot.
pub(super) fn ask(state: &State, prompt: &Prompt, canvas: &mut Canvas<'_, ()>) {
    let theme = *canvas.theme;
    let grid = state.grid;
    let rows = u16::try_from(prompt.choices.len()).unwrap_or(0) + 3;
    let area = Rect::new(0, grid.height.saturating_sub(rows), grid.width, rows);
    canvas.fill(area, theme.bar);
    canvas.rule(area, area.y);
    for (at, choice) in (1_u16..).zip(&prompt.choices) {
        canvas.text(2, area.y + at, 3, &at.to_string(), theme.bar_key);
        canvas.text(5, area.y + at, area.width - 8, choice, theme.bar);
    }
    let y = area.bottom() - 2;
    let x = canvas.text(2, y, area.width / 2, &format!("{}：", question(&prompt.asks)), theme.bar_key);
    let room = usize::from(area.width - x - 4);
    // The end of what is typed is where the eye is.
    let mut shown = prompt.text.as_str();
    while columns(shown) > room {
        shown = shown.get(shown.chars().next().map_or(1, char::len_utf8)..).unwrap_or_default();
    }
    let end = canvas.text(x, y, area.width - x - 2, shown, theme.bar);
    canvas.text(end, y, 2, "▏", theme.bar_key);
    let hint = if prompt.choices.is_empty() {
        "回车 写好了   退格 删一个字   Esc 不写了"
    } else {
        "按数字选，或者直接写   回车 写好了   Esc 不写了"
    };
    canvas.text(2, area.bottom() - 1, area.width - 4, hint, theme.bar);
}

fn question(asks: &Asks) -> String {
    match asks {
        Asks::Name => "请写您的姓名（记在每一件事上）".to_owned(),
        Asks::Query => "找题名、文号里有的字".to_owned(),
        Asks::Value(_, field) => format!("{}改成", field.label),
        Asks::Old(_) => "正文里要改的字（只能有一处）".to_owned(),
        Asks::New(..) => "改成".to_owned(),
        Asks::Release(..) => "为什么可以这样公开".to_owned(),
        Asks::Return(_, step) => format!("{step}退回，为什么"),
        Asks::Refuse(_) => "不收，为什么".to_owned(),
        Asks::Read => "别处通读过了的，写“已通读”".to_owned(),
        Asks::Becomes(_) => "这些都改成".to_owned(),
    }
}

/// All keys.
pub(super) fn help(state: &State, canvas: &mut Canvas<'_, ()>) {
    const WORDS: [&str; 20] = [
        "审核怎么做",
        "",
        "  1  各栏是程序照规则找到的，都要人看过确认。黄 ? 等您确认，红 ✗ 必须填。",
        "  2  个人信息、密级、错字、修订要一个个答复：打码、删去、改正，或写理由放行。",
        "  3  都答复了，三个人审三遍（一级的审和校可由一人做），再做保密、隐私审查。",
        "  4  正文要看到最后一行才能通过。审过以后正文改了一个字，原来的审核就不算数，从头再审。",
        "",
        "请切换到英文输入。字母键被输入法拦住的，用 F 键、数字、空格、回车，都能办。",
        "",
        "列表     ↑↓ 选   回车 打开   ←→ 换一步   空格 选中   F8 全选   F4 成批改   F6 下一个有问题的   F5 找",
        "核对     ↑↓ 选栏目、问题   回车 各栏都确认   空格 只确认这一栏   F2 改   F3 看原件   F6 下一个问题",
        "         问题：1 打码或改正   2 删去   3 写明理由放行   F9 不收   PgUp PgDn 翻正文",
        "审核     PgDn 往下看   F8 审校一起通过   F6 只过一道   F9 退回   F7 别处通读过了   ▌ 后来改的行",
        "成批改   Tab 换栏目   空格 去掉一行   F2 改成   回车 照右边办（只办屏幕上看得到的）",
        "",
        "退格     撤销自己做的上一件，可以一直撤下去",
        "Esc      回到列表   F10 或 Ctrl-Q 退出",
        "",
        "正文和各栏在 content 里，谁做了什么在 office/records 里，改一行就看得出来。",
        "按任意键回去",
    ];
    let theme = *canvas.theme;
    head(state, "帮助", &state.place, canvas);
    let width = usize::from(state.grid.width - 4);
    // Further lines of one stand as far in as its first.
    let pieces = |line: &str| {
        let indent = line.len() - line.trim_start().len();
        let pieces = wrap(line.trim_start(), width - indent, 0).into_iter().map(|piece| format!("{:indent$}{}", "", piece.text));
        let pieces: Vec<String> = pieces.collect();
        if pieces.is_empty() { vec![String::new()] } else { pieces }
    };
    let mut lines: Vec<String> = WORDS.iter().flat_map(|line| pieces(line)).collect();
    // A small window has no room for blank lines.
    if lines.len() + 2 > usize::from(state.grid.height) {
        lines.retain(|line| !line.trim().is_empty());
    }
    for (y, line) in (2_u16..state.grid.height).zip(&lines) {
        canvas.text(2, y, state.grid.width - 4, line, if y == 2 { theme.strong } else { theme.text });
    }
}
