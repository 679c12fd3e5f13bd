//! Reading one record: its head, its validity, its text, and everything that belongs to it. On wide screens the code stands beside the text, so
//! that taking it away needs no key at all.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use zeroize::Zeroizing;

use crate::{
    policy::RecordId,
    takeaway::Code,
    text::{columns, fold_char, initials, is_han, wrap},
};

use super::{
    super::{
        canvas::Canvas,
        context::{Context, Room},
        dossier::Dossier,
        effect::{Effect, Payload, Route},
        listing::Entry,
        widget::{
            letter_pad::{self, Pad, Press},
            prose::{Para, Prose, Spot},
            qr_code,
        },
        wording,
    },
    Move,
};

/// A record being read.
#[derive(Debug, Clone)]
pub(in crate::tui) struct State {
    section: Option<usize>,
    words: Zeroizing<String>,
    phase: Phase,
    top: usize,
    find: Option<Find>,
}

#[derive(Debug, Clone)]
enum Phase {
    Opening,
    Missing,
    Open(Box<Opened>),
}

#[derive(Debug, Clone)]
struct Opened {
    dossier: Dossier,
    prose: Prose,
    /// What led here, or what was looked for in the page.
    marks: Vec<Spot>,
}

/// Looking for words in the page.
#[derive(Debug, Clone, Default)]
struct Find {
    typed: Zeroizing<String>,
    pad: Pad,
    /// Which of the marks is shown.
    at: usize,
}

/// What reading understands.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Message {
    /// The record has come.
    Opened(Option<Box<Dossier>>),
    /// The grid has changed.
    Resized,
    /// Go somewhere.
    Open(Route),
    /// One of the menu's entries.
    Menu(Item),
    /// To a paragraph.
    Jump(usize),
    /// Something pressed on the letter pad of the finder.
    Pressed(Press),
    /// A character typed into the finder.
    Typed(char),
    /// The last character deleted.
    Deleted,
    /// The next place found.
    Next,
    /// The finder closed.
    FindClosed,
    /// An arrow or a page key.
    Move(Move),
}

/// The menu, the same digits on every record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Item {
    /// 目录
    Outline,
    /// 解读
    Interpretations,
    /// 问答
    Questions,
    /// 去哪办
    Guides,
    /// 附件
    Attachments,
    /// 相关
    Related,
    /// 找字
    Find,
    /// 写下来
    WriteDown,
    /// 二维码
    Code,
}

const MENU: [(Item, &str); 9] = [
    (Item::Outline, "目录"),
    (Item::Interpretations, "解读"),
    (Item::Questions, "问答"),
    (Item::Guides, "去哪办"),
    (Item::Attachments, "附件"),
    (Item::Related, "相关"),
    (Item::Find, "找字"),
    (Item::WriteDown, "写下来"),
    (Item::Code, "扫码"),
];

/// A record that has still to be fetched, and the question for it.
pub(in crate::tui) fn opened(id: RecordId, section: Option<usize>, words: String) -> (State, Effect) {
    (State { section, words: Zeroizing::new(words), phase: Phase::Opening, top: 0, find: None }, Effect::Open(id))
}

impl Opened {
    fn lay_out(&mut self, context: &Context, finding: bool) {
        let text = places(&self.dossier, context, context.body(), finding).text;
        self.prose = Prose::lay_out(&self.dossier.composition.paras, text.width, context.room() != Room::Narrow);
    }

    /// Stretches of the text that show one of these words, as written or, for letters, as spelled by initials.
    fn find(&self, words: &str) -> Vec<Spot> {
        let mut spots = Vec::new();
        for (para, text) in self.dossier.composition.paras.iter().enumerate().filter_map(|(at, para)| match para {
            Para::Text(text) | Para::Line(text) | Para::Heading(_, text) => Some((at, text)),
            _ => None,
        }) {
            for word in words.split_whitespace() {
                spots.extend(occurrences(text, word).into_iter().map(|range| Spot { para, range }));
            }
        }
        spots.sort_by_key(|spot| (spot.para, spot.range.start));
        spots
    }
}

/// Where a word stands in a text, in characters; letters also match the initials of Han.
fn occurrences(text: &str, word: &str) -> Vec<std::ops::Range<usize>> {
    let word: Vec<char> = word.chars().map(fold_char).collect();
    if word.is_empty() {
        return Vec::new();
    }
    let folded: Vec<char> = text.chars().map(fold_char).collect();
    let by_initials = word.len() > 1 && word.iter().all(char::is_ascii_alphabetic);
    let spelled: Vec<char> = if by_initials {
        folded.iter().map(|c| if is_han(*c) { initials(&c.to_string()).chars().next().unwrap_or(*c) } else { *c }).collect()
    } else {
        Vec::new()
    };
    let starts = |text: &[char]| -> Vec<usize> {
        text.windows(word.len()).enumerate().filter(|(_, window)| *window == word).map(|(at, _)| at).collect()
    };
    let mut found = starts(&folded);
    found.extend(starts(&spelled));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|at| at..at + word.len()).collect()
}

/// What a key means that does not mean the same everywhere.
pub(in crate::tui) fn on_key(state: &State, key: KeyEvent) -> Option<Message> {
    if state.find.is_some() {
        return match key.code {
            KeyCode::Char(digit @ '0'..='9') => {
                digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(|digit| Message::Pressed(Press::Digit(digit)))
            }
            KeyCode::Char('.' | '*' | '/' | '+' | '-') => None,
            KeyCode::Char(c) => Some(Message::Typed(c)),
            KeyCode::Backspace => Some(Message::Deleted),
            KeyCode::Enter => Some(Message::Next),
            KeyCode::Esc => Some(Message::FindClosed),
            _ => None,
        };
    }
    let Phase::Open(opened) = &state.phase else { return None };
    match key.code {
        KeyCode::Enter => {
            let (_, id) = opened.dossier.band.as_ref()?.jumps.first()?;
            Some(Message::Open(Route::Record { id: id.clone(), section: None, words: String::new() }))
        }
        _ => None,
    }
}

/// What a message changes and asks for.
pub(in crate::tui) fn update(state: &mut State, message: Message, context: &Context) -> Vec<Effect> {
    match message {
        Message::Opened(None) => state.phase = Phase::Missing,
        Message::Opened(Some(dossier)) => {
            let mut opened = Opened { dossier: *dossier, prose: Prose::default(), marks: Vec::new() };
            opened.lay_out(context, false);
            opened.marks = opened.find(&state.words);
            let para = state.section.and_then(|section| opened.dossier.composition.sections.get(section).copied());
            state.top = para.map_or(0, |para| opened.first_mark_from(para));
            state.phase = Phase::Open(Box::new(opened));
        }
        Message::Resized => {
            if let Phase::Open(opened) = &mut state.phase {
                let para = opened.prose.para_at(state.top);
                opened.lay_out(context, state.find.is_some());
                state.top = if state.top == 0 { 0 } else { opened.prose.line_of(para) };
            }
        }
        Message::Open(route) => return vec![Effect::Go(route)],
        Message::Menu(item) => return menu(state, item, context),
        Message::Jump(para) => {
            if let Phase::Open(opened) = &state.phase {
                state.top = opened.prose.line_of(para);
            }
        }
        Message::Move(step) => scroll(state, step, context),
        Message::FindClosed => {
            state.find = None;
            relay(state, context);
        }
        Message::Next => look(state, context, 1),
        Message::Typed(c) => type_letter(state, Some(c), context),
        Message::Deleted => type_letter(state, None, context),
        Message::Pressed(press) => pressed(state, press, context),
    }
    Vec::new()
}

impl Opened {
    /// The line to begin at so that the first marked words of a passage are seen, with its heading if that is near.
    fn first_mark_from(&self, para: usize) -> usize {
        let start = self.prose.line_of(para);
        let mark = self.marks.iter().find(|spot| spot.para >= para).map(|spot| self.prose.line_of_spot(spot));
        match mark {
            Some(line) if line > start + 8 => line.saturating_sub(3),
            _ => start,
        }
    }
}

fn relay(state: &mut State, context: &Context) {
    let finding = state.find.is_some();
    if let Phase::Open(opened) = &mut state.phase {
        opened.lay_out(context, finding);
    }
}

fn scroll(state: &mut State, step: Move, context: &Context) {
    let Phase::Open(opened) = &state.phase else { return };
    let height = usize::from(places(&opened.dossier, context, context.body(), state.find.is_some()).text.height);
    let last = opened.prose.len().saturating_sub(height);
    let page = height.saturating_sub(2).max(1);
    state.top = match step {
        Move::Up => state.top.saturating_sub(1),
        Move::Down => (state.top + 1).min(last),
        Move::PageUp => state.top.saturating_sub(page),
        Move::PageDown => (state.top + page).min(last),
    };
}

fn pressed(state: &mut State, press: Press, context: &Context) {
    let Some(find) = &mut state.find else { return };
    match press {
        Press::Digit(0) if find.pad == Pad::Closed && find.typed.is_empty() => {
            state.find = None;
            relay(state, context);
        }
        Press::Digit(0) if find.pad == Pad::Closed => type_letter(state, None, context),
        Press::Digit(digit) => {
            let (pad, letter) = find.pad.press(digit);
            find.pad = pad;
            if letter.is_some() {
                type_letter(state, letter, context);
            }
        }
        Press::Letter(letter) => type_letter(state, Some(letter), context),
        Press::Delete => type_letter(state, None, context),
        Press::Done => look(state, context, 1),
    }
}

/// Adds a letter to what is looked for, or takes the last away, and shows the first place.
fn type_letter(state: &mut State, letter: Option<char>, context: &Context) {
    let Some(find) = &mut state.find else { return };
    match letter {
        Some(letter) if find.typed.chars().count() < 20 => find.typed.push(letter),
        Some(_) => {}
        None => {
            find.typed.pop();
        }
    }
    find.at = 0;
    let words = find.typed.clone();
    if let Phase::Open(opened) = &mut state.phase {
        opened.marks = opened.find(&words);
    }
    look(state, context, 0);
}

/// Shows the place `step` further.
fn look(state: &mut State, context: &Context, step: usize) {
    let (Some(find), Phase::Open(opened)) = (&mut state.find, &state.phase) else { return };
    let count = opened.marks.len();
    find.at = (find.at + step).checked_rem(count).unwrap_or(0);
    if let Some(spot) = opened.marks.get(find.at) {
        let height = usize::from(places(&opened.dossier, context, context.body(), true).text.height);
        let line = opened.prose.line_of_spot(spot);
        if line < state.top || line >= state.top + height {
            state.top = line.saturating_sub(height / 3);
        }
    }
}

fn menu(state: &mut State, item: Item, context: &Context) -> Vec<Effect> {
    let Phase::Open(opened) = &state.phase else { return Vec::new() };
    let dossier = &opened.dossier;
    let list = |title: &str, entries: &[Entry], empty: &str| match entries {
        [Entry { route: Some(route), .. }] => vec![Effect::Go(route.clone())],
        _ => vec![Effect::Go(Route::Entries(Box::new(dossier.listing(title, entries, empty))))],
    };
    match item {
        Item::Outline => {
            let entries: Vec<Entry> = dossier
                .outline
                .iter()
                .map(|(para, level, label)| Entry {
                    title: format!("{}{label}", "  ".repeat(usize::from(level.saturating_sub(2)))),
                    about: String::new(),
                    standing: None,
                    route: Some(Route::Paragraph(*para)),
                })
                .collect();
            vec![Effect::Go(Route::Entries(Box::new(dossier.listing("目录", &entries, "这一篇没有分章节"))))]
        }
        Item::Interpretations => list("解读", &dossier.interpretations, "这一篇还没有解读"),
        Item::Questions => list("问答", &dossier.questions, "这一篇还没有问答"),
        Item::Guides => list(guides_title(dossier), &dossier.guides, "这一篇没有对应的办事入口"),
        Item::Attachments => list("附件", &dossier.attachments, "这一篇没有附件"),
        Item::Related => list("相关文件", &dossier.related, "没有相关文件"),
        Item::Find => {
            state.find = Some(Find::default());
            relay(state, context);
            Vec::new()
        }
        Item::WriteDown => vec![Effect::Go(Route::WriteDown(Box::new(dossier.takeaway.clone())))],
        Item::Code => match &dossier.online {
            None => vec![Effect::Go(Route::Code(Box::new(dossier.takeaway.clone())))],
            Some(online) => {
                let entries = [
                    Entry::to("网上办理", "用手机开始办", Route::Code(Box::new(online.clone()))),
                    Entry::to("把这份指南带走", "用手机看全文", Route::Code(Box::new(dossier.takeaway.clone()))),
                ];
                vec![Effect::Go(Route::Entries(Box::new(dossier.listing("扫二维码", &entries, ""))))]
            }
        },
    }
}

fn guides_title(dossier: &Dossier) -> &'static str {
    use crate::policy::RecordKind;
    match dossier.card.kind {
        RecordKind::Catalogue => "对应的内容",
        RecordKind::Notice => "公告说到的",
        _ => "去哪办",
    }
}

/// The parts of the screen.
struct Places {
    head: Rect,
    text: Rect,
    card: Option<Rect>,
    menu: Rect,
    pad: Option<Rect>,
}

/// Columns of the card beside the text on wide screens.
const CARD: u16 = 45;

fn places(dossier: &Dossier, context: &Context, area: Rect, finding: bool) -> Places {
    let margin = context.margin();
    let wide = context.room() == Room::Wide;
    let inner = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let card = wide.then(|| Rect { x: inner.right().saturating_sub(CARD), width: CARD, ..inner });
    let left = Rect { width: inner.width.saturating_sub(if wide { CARD + 2 } else { 0 }), ..inner };
    let head_rows = head_lines(dossier, left.width, context).len();
    let head = Rect { height: u16::try_from(head_rows).unwrap_or(1).min(area.height / 2), ..left };
    let pad_height = if finding { letter_pad::height(left.width) + 1 } else { 0 };
    let menu_height = match context.room() {
        Room::Wide => MENU_ROWS * 2,
        Room::Column => menu_rows(dossier, left.width, 2).max(1) * 2,
        Room::Narrow => menu_rows(dossier, left.width, 1).max(1),
    };
    let menu = match card {
        Some(card) => Rect { y: card.bottom().saturating_sub(menu_height), height: menu_height, ..card },
        None => Rect { y: left.bottom().saturating_sub(menu_height), height: menu_height, ..left },
    };
    let foot = if wide || finding { 0 } else { menu_height };
    let text = Rect { y: head.bottom(), height: area.bottom().saturating_sub(head.bottom() + foot + pad_height), ..left };
    let pad = finding.then_some(Rect { y: text.bottom(), height: pad_height, ..left });
    Places { head, text, card, menu, pad }
}

/// Rows of the menu beside a wide text: three entries each.
const MENU_ROWS: u16 = 3;

/// Title, validity, band: lines and their duty.
enum Head {
    Title(String),
    Standing,
    Band(String),
    Jump(usize),
    Rule,
}

fn head_lines(dossier: &Dossier, width: u16, context: &Context) -> Vec<Head> {
    let narrow = context.room() == Room::Narrow;
    let mut lines: Vec<Head> = Vec::new();
    let titles = wrap(&dossier.card.title, usize::from(width), 0);
    let most = if narrow { 1 } else { 3 };
    lines.extend(titles.into_iter().take(most).map(|line| Head::Title(line.text)));
    let document = dossier.card.kind == crate::policy::RecordKind::Document;
    if !narrow || (document && dossier.band.is_some()) {
        lines.push(Head::Standing);
    }
    if let Some(band) = &dossier.band {
        let sentences = wrap(&band.sentence, usize::from(width), 0);
        lines.extend(sentences.into_iter().take(if narrow { 1 } else { 2 }).map(|line| Head::Band(line.text)));
        if !narrow || band.jumps.len() == 1 {
            lines.extend((0..band.jumps.len()).map(Head::Jump));
        } else if !band.jumps.is_empty() {
            lines.push(Head::Jump(0));
        }
    }
    if !narrow {
        lines.push(Head::Rule);
    }
    lines
}

/// ```text
///   云川县城乡居民基本养老保险实施办法                   │  ████ QR ████
///   ✓ 现行有效  云政发〔2023〕8号 · 县人社局             │  扫码带走全文 www.yunchuan.example
///   ──────────────────────────────────────  │
///     第十二条　年满六十周岁、累计缴费满十五年……         │  1 目录   2 解读   3 问答
/// ```
pub(in crate::tui) fn view(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let opened = match &state.phase {
        Phase::Opening => return,
        Phase::Missing => {
            canvas.centered(area, area.y + area.height / 2, "这一篇本机没有收录，可以问工作人员（F9）", theme.strong);
            return;
        }
        Phase::Open(opened) => opened,
    };
    let dossier = &opened.dossier;
    let places = places(dossier, context, area, state.find.is_some());
    head(dossier, context, canvas, places.head);
    let links: Vec<Spot> = dossier.cited.iter().map(|(spot, _)| spot.clone()).collect();
    opened.prose.view(canvas, places.text, state.top, &links, theme.key.add_modifier(ratatui::style::Modifier::UNDERLINED));
    // Marks come after the links, so that what was looked for is seen wherever it stands.
    opened.prose.mark(canvas, places.text, state.top, &opened.marks, theme.mark);
    for (area, at) in opened.prose.spots_on(places.text, state.top, &links) {
        if let Some((_, id)) = dossier.cited.get(at) {
            canvas.touch(area, Message::Open(Route::Record { id: id.clone(), section: None, words: String::new() }));
        }
    }
    if context.room() != Room::Narrow {
        position(opened, state.top, canvas, Rect { y: places.text.y.saturating_sub(1), ..places.text }, usize::from(places.text.height));
    }
    if let Some(card) = places.card {
        code_card(dossier, context, canvas, Rect { height: places.menu.y.saturating_sub(card.y), ..card });
    }
    match (&state.find, places.pad) {
        (Some(find), Some(pad)) => finder(find, opened.marks.len(), canvas, pad),
        _ => {
            let end = menu_view(dossier, context, canvas, places.menu);
            let left =
                Rect { x: end, y: places.menu.bottom().saturating_sub(1), width: places.menu.right().saturating_sub(end), height: 1 };
            // Every row is text in large type: how far one has come stands beside the menu, if there is room.
            if context.room() == Room::Narrow && left.width > 14 {
                position(opened, state.top, canvas, left, usize::from(places.text.height));
            }
        }
    }
}

fn head(dossier: &Dossier, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let document = dossier.card.kind == crate::policy::RecordKind::Document;
    for (y, line) in (area.y..area.bottom()).zip(head_lines(dossier, area.width, context)) {
        match line {
            Head::Title(text) => {
                canvas.text(area.x, y, area.width, &text, theme.strong);
            }
            Head::Standing => {
                let mut x = area.x;
                if document {
                    x = canvas.text(x, y, area.width, &wording::validity(&dossier.standing), theme.validity(dossier.standing.validity)) + 2;
                }
                canvas.text(x, y, area.right().saturating_sub(x), &wording::about(&dossier.card), theme.quiet);
            }
            Head::Band(text) => {
                canvas.text(area.x, y, area.width, &text, theme.validity(dossier.standing.validity));
            }
            Head::Jump(at) => {
                let Some((label, id)) = dossier.band.as_ref().and_then(|band| band.jumps.get(at)) else { continue };
                let label = if at == 0 { format!("回车 › {label}") } else { format!("     › {label}") };
                canvas.text(area.x, y, area.width, &label, theme.key);
                canvas.touch(
                    Rect { y, height: 1, ..area },
                    Message::Open(Route::Record { id: id.clone(), section: None, words: String::new() }),
                );
            }
            Head::Rule => canvas.rule(area, y),
        }
    }
}

/// How far the reading has come, at the right end of a row; nothing where all of it is seen.
fn position(opened: &Opened, top: usize, canvas: &mut Canvas<'_, Message>, row: Rect, height: usize) {
    if opened.prose.len() <= height {
        return;
    }
    let theme = *canvas.theme;
    let percent = ((top + height) * 100 / opened.prose.len().max(1)).min(100);
    let label = if percent < 100 { format!(" {percent}% 按 + 往下 ") } else { " 完 ".to_owned() };
    canvas.right(row, row.y, &label, theme.key);
}

fn code_card(dossier: &Dossier, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let takeaway = &dossier.takeaway;
    let code = Code::fit(takeaway.payload.text(), area.width, area.height.saturating_sub(2), context.cell);
    let mut y = area.y;
    match &code {
        Some(code) => {
            let x = area.x + area.width.saturating_sub(code.columns()) / 2;
            qr_code::view(canvas, Rect { x, y, width: code.columns(), height: code.rows() }, code);
            y += code.rows();
            let words = match &takeaway.payload {
                Payload::Link(link) => format!("扫码带走 {}", link.host()),
                Payload::Slip(_) => "扫码把文字存到手机".to_owned(),
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

/// How many things stand behind a menu entry; none for entries that always work.
fn count(dossier: &Dossier, item: Item) -> Option<usize> {
    match item {
        Item::Outline => Some(dossier.outline.len()),
        Item::Interpretations => Some(dossier.interpretations.len()),
        Item::Questions => Some(dossier.questions.len()),
        Item::Guides => Some(dossier.guides.len()),
        Item::Attachments => Some(dossier.attachments.len()),
        Item::Related => Some(dossier.related.len()),
        Item::Find | Item::WriteDown | Item::Code => None,
    }
}

fn label(dossier: &Dossier, item: Item, name: &str) -> String {
    let name = match item {
        Item::Guides => match guides_title(dossier) {
            "去哪办" => name,
            _ => "内容",
        },
        _ => name,
    };
    match count(dossier, item) {
        Some(many) if many > 1 => format!("{name}({many})"),
        _ => name.to_owned(),
    }
}

/// Entries that lead somewhere, with their digits.
fn menu_entries(dossier: &Dossier) -> Vec<(u8, Item, String)> {
    (1u8..)
        .zip(MENU)
        .filter(|(_, (item, _))| count(dossier, *item) != Some(0))
        .map(|(digit, (item, name))| (digit, item, label(dossier, item, name)))
        .collect()
}

/// Rows the entries take one after the other at this width.
fn menu_rows(dossier: &Dossier, width: u16, gap: u16) -> u16 {
    let mut rows = 1;
    let mut x = 0;
    for (_, _, label) in menu_entries(dossier) {
        let needed = u16::try_from(columns(&label)).unwrap_or(0) + 2 + gap;
        if x + needed > width {
            rows += 1;
            x = 0;
        }
        x += needed;
    }
    rows
}

/// Draws the menu; gives the column after its last entry.
fn menu_view(dossier: &Dossier, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) -> u16 {
    let theme = *canvas.theme;
    if context.room() == Room::Wide {
        // Every digit keeps its place; what leads nowhere is left out.
        for (digit, item, label) in menu_entries(dossier) {
            let at = u16::from(digit - 1);
            let place = Rect { x: area.x + at % 3 * (area.width / 3), y: area.y + at / 3 * 2, width: area.width / 3, height: 2 };
            canvas.text(place.x + 1, place.y + 1, 2, &digit.to_string(), theme.key);
            canvas.text(place.x + 3, place.y + 1, place.width.saturating_sub(3), &label, theme.text);
            canvas.choice(place, Some(digit), Message::Menu(item));
        }
        return area.right();
    }
    let (height, gap) = if context.room() == Room::Narrow { (1, 1) } else { (2, 2) };
    canvas.fill(area, theme.bar);
    let (mut x, mut y) = (area.x, area.y);
    for (digit, item, label) in menu_entries(dossier) {
        let width = u16::try_from(columns(&label)).unwrap_or(0) + 2 + gap;
        if x + width > area.right() {
            x = area.x;
            y += height;
        }
        let row = y + height - 1;
        let at = canvas.text(x, row, 1, &digit.to_string(), theme.bar_key);
        canvas.text(at, row, width, &label, theme.bar);
        canvas.choice(Rect { x, y, width, height }.intersection(area), Some(digit), Message::Menu(item));
        x += width;
    }
    x
}

fn finder(find: &Find, count: usize, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let theme = *canvas.theme;
    let typed = find.typed.as_str();
    let line = match (typed.is_empty(), count) {
        (true, _) => "找字：打字，或打首字母（jfbz 找缴费标准）".to_owned(),
        (false, 0) => format!("找字：{typed}▏ 这一篇里没有"),
        (false, _) => format!("找字：{typed}▏ 第 {}/{count} 处，回车看下一处", find.at + 1),
    };
    canvas.text(area.x, area.y, area.width.saturating_sub(10), &line, theme.strong);
    let close = canvas.right(area, area.y, "‹关闭›", theme.key);
    canvas.touch(Rect { x: close, y: area.y, width: area.right().saturating_sub(close), height: 1 }, Message::FindClosed);
    letter_pad::view(canvas, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, find.pad, Message::Pressed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_written_and_by_initials() {
        let text = "第六条 缴费标准由县人民政府公布，缴費標準每年调整。";
        assert_eq!(occurrences(text, "缴费标准"), [4..8, 17..21]);
        assert_eq!(occurrences(text, "jfbz"), [4..8, 17..21]);
        assert!(occurrences(text, "").is_empty());
        assert!(occurrences(text, "j").is_empty());
    }
}
