//! The reading screen drawn.

use ratatui::layout::Rect;

use super::{
    find::finder,
    head::head,
    menu::menu_view,
    message::{Item, Message},
    places::places,
    state::{Opened, ReadingPhase, State},
};
use crate::{
    takeaway::{Code, Payload},
    text::{VisitorText, columns, fit},
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::Route,
        screen::Move,
        widget::qr_code,
    },
    zone::{Dossier, Para, Spot},
};

/// ```text
///   云川县城乡居民基本养老保险实施办法                   │  ████ QR ████
///   ✓ 现行有效  云政发〔2023〕8号 · 县人社局             │  扫码带走全文 www.yunchuan.example
///   ──────────────────────────────────────  │
///     第十二条　年满六十周岁、累计缴费满十五年……         │  1 目录   2 解读   3 问答
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let opened = match &state.phase {
        ReadingPhase::Opening => return,
        ReadingPhase::Missing => {
            canvas.centered(area, area.y + area.height / 2, "这一篇暂不显示，可以问工作人员（F9）", theme.strong);
            return;
        }
        ReadingPhase::Open(opened) => opened,
    };
    let dossier = &opened.dossier;
    let places = places(dossier, context, area, state.find.as_ref());
    head(dossier, context, canvas, places.head);
    let links: Vec<Spot> = dossier.cited.iter().map(|(spot, _)| spot.clone()).collect();
    opened.prose.view(canvas, places.text, state.top, &links, theme.key.add_modifier(ratatui::style::Modifier::UNDERLINED));
    // Marks come after the links, so that what was looked for is seen wherever it stands.
    opened.prose.mark(canvas, places.text, state.top, &opened.marks, theme.mark);
    for (area, at) in opened.prose.spots_on(places.text, state.top, &links) {
        if let Some((_, id)) = dossier.cited.get(at) {
            canvas.touch(area, Message::Open(Route::Record { id: id.clone(), section: None, words: VisitorText::default() }));
        }
    }
    if let Some(foot) = places.foot {
        let above = Rect { y: places.text.y.saturating_sub(1), height: 1, ..places.text };
        whereabouts(opened, state.top, canvas, above, foot);
    }
    if let Some((below, code)) = below_the_text(opened, state, context, places.text) {
        code_card(dossier, Some(&code), canvas, below);
    }
    if let Some(card) = places.card {
        let bottom = places.finder.map_or(places.menu.y, |(finder, _)| finder.y.min(places.menu.y));
        let card = Rect { height: bottom.saturating_sub(card.y), ..card };
        // While words are looked for digits are text: no code is promised where none fits.
        let code = code(dossier, context, card);
        if state.find.is_none() || code.is_some() {
            code_card(dossier, code.as_ref(), canvas, card);
        }
    }
    match (&state.find, places.finder) {
        (Some(find), Some((area, size))) => finder(find, opened.marks.len(), canvas, area, size),
        _ => {
            let end = menu_view(dossier, context, canvas, places.menu);
            let left =
                Rect { x: end, y: places.menu.bottom().saturating_sub(1), width: places.menu.right().saturating_sub(end), height: 1 };
            // Every row is text in large type: how far one has come stands beside the menu, if there is room.
            if context.room() == Room::Narrow {
                let seen = state.top + usize::from(places.text.height);
                let more: &[&str] = if seen < opened.prose.len() { &["下面还有 +", "还有 +"] } else { &["完"] };
                let fits = |words: &&str| columns(words) < usize::from(left.width);
                if let Some(words) = more.iter().find(|words| fits(words)).filter(|_| state.top > 0 || seen < opened.prose.len()) {
                    canvas.right(left, left.y, words, theme.key);
                }
            }
        }
    }
}

/// Where the code stands below a short text on a screen that stands upright: it would be empty otherwise.
fn below_the_text(opened: &Opened, state: &State, context: &Context, text: Rect) -> Option<(Rect, Code)> {
    let free = context.room() == Room::Column && state.find.is_none() && state.top == 0;
    let taken = u16::try_from(opened.prose.len() + 1).ok().filter(|taken| free && *taken < text.height)?;
    let place = Rect { y: text.y + taken, height: text.height - taken, ..text };
    Some((place, code(&opened.dossier, context, place)?))
}

/// What is above and below the text that is seen, and in which article one is. Nothing where all of it is seen.
fn whereabouts(opened: &Opened, top: usize, canvas: &mut Canvas<'_, Message>, above: Rect, below: Rect) {
    let theme = *canvas.theme;
    let seen = top + usize::from(below.y.saturating_sub(above.y + 1));
    if top > 0 {
        let x = canvas.right(above, above.y, " 上面还有　按 − ", theme.key);
        canvas.touch(Rect { x, width: above.right().saturating_sub(x), ..above }, Message::Move(Move::PageUp));
    }
    let mut left = below;
    if seen < opened.prose.len() {
        // Who reads by articles is told by them where the paper goes on.
        let by_articles = opened.dossier.composition.articles.len() > 1;
        let next = opened.dossier.composition.paras.iter().enumerate().filter(|_| !by_articles).find_map(|(at, para)| match para {
            Para::Heading(_, words) if opened.prose.line_of(at) >= seen => Some(words.as_str()),
            _ => None,
        });
        let words = next.map_or_else(|| "往下还有　按 +".to_owned(), |next| format!("往下还有：{}　按 +", fit(next, HEADING)));
        let x = canvas.right(below, below.y, &words, theme.key);
        canvas.touch(Rect { x, width: below.right().saturating_sub(x), ..below }, Message::Move(Move::PageDown));
        left.width = x.saturating_sub(left.x + 2);
    } else if top > 0 {
        let x = canvas.right(below, below.y, "看完了", theme.quiet);
        left.width = x.saturating_sub(left.x + 2);
    }
    articles(opened, top, canvas, left);
}

/// Columns of the heading that is named before one comes to it.
const HEADING: usize = 20;

/// In which article one is, and the ways to its neighbours.
fn articles(opened: &Opened, top: usize, canvas: &mut Canvas<'_, Message>, line: Rect) {
    let articles = &opened.dossier.composition.articles;
    if articles.len() < 2 {
        return;
    }
    let theme = *canvas.theme;
    let at = opened.article(top);
    let words = match at.and_then(|at| articles.get(at).map(|(_, name)| (at, name))) {
        Some((at, name)) => format!("{}，共 {} 条", fit(name, HEADING), articles.len().max(at + 1)),
        None => format!("共 {} 条", articles.len()),
    };
    let mut x = line.x;
    for (words, back) in [("‹ 上一条", true), ("下一条 ›", false)] {
        let width = u16::try_from(columns(words)).unwrap_or(0);
        if x + width > line.right() {
            continue;
        }
        // Each keeps its place where it leads nowhere: a finger that taps again and again never meets the other one.
        let leads = opened.article_beside(top, back).is_some();
        canvas.text(x, line.y, width, words, if leads { theme.key } else { theme.quiet });
        let reach = Rect { x, y: line.y.saturating_sub(1), width: width + 1, height: 2 };
        canvas.touch(reach, Message::Article { back });
        x += width + 2;
    }
    if x + u16::try_from(columns(&words)).unwrap_or(u16::MAX) <= line.right() {
        canvas.text(x, line.y, line.right().saturating_sub(x), &words, theme.quiet);
    }
}

fn code(dossier: &Dossier, context: &Context, card: Rect) -> Option<Code> {
    Code::fit(dossier.takeaway.payload.text(), card.width, card.height.saturating_sub(1), context.cell)
}

pub(super) fn code_card(dossier: &Dossier, code: Option<&Code>, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let takeaway = &dossier.takeaway;
    let mut y = area.y;
    match code {
        Some(code) => {
            let x = area.x + area.width.saturating_sub(code.columns()) / 2;
            qr_code::view(canvas, Rect { x, y, width: code.columns(), height: code.rows() }, code);
            y += code.rows();
            let words = match &takeaway.payload {
                Payload::Link(link) => format!("扫码带走 {}", link.host()),
                Payload::Slip(_) => "扫码把名称和电话存到手机".to_owned(),
            };
            canvas.centered(area, y, &words, theme.key);
            canvas.touch(Rect { height: code.rows() + 1, ..area }, Message::Menu(Item::Code));
        }
        None => {
            canvas.text(area.x, y, area.width, "按 9 看二维码", theme.key);
            canvas.touch(Rect { height: 2, ..area }, Message::Menu(Item::Code));
        }
    }
    y += 1;
    for line in takeaway.contact.iter().rev().take(usize::from(area.bottom().saturating_sub(y))).rev() {
        canvas.centered(area, y, line, theme.text);
        y += 1;
    }
}
