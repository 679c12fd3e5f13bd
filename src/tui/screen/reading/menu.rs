//! The menu: nine things that can be done with every record, each under the same digit everywhere.

use ratatui::layout::Rect;

use super::{
    message::{Item, Message},
    state::{Find, ReadingPhase, State},
};
use crate::{
    policy::RecordKind,
    text::columns,
    tui::{
        canvas::Canvas,
        context::{Context, Room},
        effect::{Effect, Route},
        picture::{Button, Picture},
    },
    zone::{Dossier, ListEntry, Way},
};

/// Entries in a row of the menu beside a wide text.
const ABREAST: u16 = 3;

/// Rows of the menu beside a wide text.
pub(super) fn wide_rows(dossier: &Dossier) -> u16 {
    u16::try_from(menu_entries(dossier).len()).unwrap_or(0).div_ceil(ABREAST)
}

pub(super) const MENU: [(Item, &str); 9] = [
    (Item::Outline, "目录"),
    (Item::Interpretations, "解读"),
    (Item::Questions, "问答"),
    (Item::Guides, "去哪办"),
    (Item::Attachments, "附件"),
    (Item::Related, "更多"),
    (Item::Find, "找字"),
    (Item::WriteDown, "写下来"),
    (Item::Code, "扫码"),
];

pub(super) fn menu(state: &mut State, item: Item) -> Vec<Effect> {
    let ReadingPhase::Open(opened) = &state.phase else { return Vec::new() };
    let dossier = &opened.dossier;
    let list = |title: &str, entries: &[ListEntry], empty: &str| match entries {
        [ListEntry { way: Some(way), .. }] => vec![Effect::Go(way.clone().into())],
        _ => vec![Effect::Go(Route::Entries(Box::new(dossier.listing(title, entries, empty))))],
    };
    match item {
        Item::Outline => {
            vec![Effect::Go(Route::Entries(Box::new(dossier.listing("目录", &dossier.outline, "这一篇没有分章节"))))]
        }
        Item::Interpretations => list("解读", &dossier.interpretations, "这一篇还没有解读"),
        Item::Questions => list("问答", &dossier.questions, "这一篇还没有问答"),
        Item::Guides => list(guides_title(dossier), &dossier.guides, "这一篇没有对应的办事入口"),
        Item::Attachments => list("附件", &dossier.attachments, "这一篇没有附件"),
        Item::Related => {
            // What may be left about it comes before what leads nowhere.
            let (leads, tells): (Vec<ListEntry>, Vec<ListEntry>) = dossier.related.iter().cloned().partition(|entry| entry.way.is_some());
            let entries: Vec<ListEntry> = leads.into_iter().chain(dossier.doors.iter().cloned()).chain(tells).collect();
            list("更多", &entries, "")
        }
        Item::Find => {
            state.find = Some(Find::opened());
            Vec::new()
        }
        Item::WriteDown => vec![Effect::Go(Route::WriteDown(Box::new(dossier.takeaway.clone())))],
        Item::Code => match &dossier.online {
            None => vec![Effect::Go(Route::Code(Box::new(dossier.takeaway.clone())))],
            Some(online) => {
                let entries = [
                    ListEntry::to("网上办理", "用手机开始办", Way::Code(Box::new(online.clone()))),
                    ListEntry::to("把这份指南带走", "用手机看全文", Way::Code(Box::new(dossier.takeaway.clone()))),
                ];
                vec![Effect::Go(Route::Entries(Box::new(dossier.listing("扫二维码", &entries, ""))))]
            }
        },
    }
}

pub(super) fn guides_title(dossier: &Dossier) -> &'static str {
    match dossier.card.kind {
        RecordKind::Catalogue => "对应的内容",
        RecordKind::Notice => "公告说到的",
        RecordKind::Consultation => "提意见",
        _ => "去哪办",
    }
}

/// How many things stand behind a menu entry; none for entries that always work.
pub(super) fn count(dossier: &Dossier, item: Item) -> Option<usize> {
    match item {
        Item::Outline => Some(dossier.outline.len()),
        Item::Interpretations => Some(dossier.interpretations.len()),
        Item::Questions => Some(dossier.questions.len()),
        Item::Guides => Some(dossier.guides.len()),
        Item::Attachments => Some(dossier.attachments.len()),
        Item::Related => Some(dossier.related.len() + dossier.doors.len()),
        Item::Find | Item::WriteDown | Item::Code => None,
    }
}

pub(super) fn label(dossier: &Dossier, item: Item, name: &str) -> String {
    let name = match item {
        Item::Attachments if dossier.attachments.iter().all(|entry| matches!(entry.way, Some(Way::Figure(_)))) => "看图",
        Item::Guides => match guides_title(dossier) {
            "去哪办" => name,
            "提意见" => "提意见",
            _ => "内容",
        },
        _ => name,
    };
    match count(dossier, item) {
        // Of these only those are counted that the office put there.
        Some(_) if item == Item::Related && dossier.related.is_empty() => name.to_owned(),
        Some(_) if item == Item::Related => format!("{name}({})", dossier.related.len()),
        Some(many) if many > 1 => format!("{name}({many})"),
        _ => name.to_owned(),
    }
}

/// Entries that lead somewhere, with their digits.
pub(super) fn menu_entries(dossier: &Dossier) -> Vec<(u8, Item, String)> {
    (1u8..)
        .zip(MENU)
        .filter(|(_, (item, _))| count(dossier, *item) != Some(0))
        .map(|(digit, (item, name))| (digit, item, label(dossier, item, name)))
        .collect()
}

/// Rows the entries take one after the other at this width.
pub(super) fn menu_rows(dossier: &Dossier, width: u16, gap: u16) -> u16 {
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
pub(super) fn menu_view(dossier: &Dossier, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) -> u16 {
    let theme = *canvas.theme;
    if context.room() == Room::Wide {
        // Every digit keeps its meaning; what leads nowhere is left out, and no hole is left where it would be.
        for (at, (digit, item, label)) in (0u16..).zip(menu_entries(dossier)) {
            let width = area.width / ABREAST;
            let place = Rect { x: area.x + at % ABREAST * width, y: area.y + at / ABREAST * 2, width, height: 2 };
            let face = Rect { width: width.saturating_sub(1), ..place };
            canvas.button(face, theme.bar, theme.text);
            canvas.text(face.x + 1, face.y + 1, 2, &digit.to_string(), theme.bar_key);
            canvas.text(face.x + 3, face.y + 1, face.width.saturating_sub(3), &label, theme.bar);
            canvas.paint(face, button(digit, label));
            canvas.choice(place, Some(digit), Message::Menu(item));
        }
        return area.right();
    }
    let narrow = context.room() == Room::Narrow;
    let (height, gap) = if narrow { (1, 1) } else { (2, 3) };
    canvas.fill(area, if narrow { theme.bar } else { theme.text });
    let (mut x, mut y) = (area.x, area.y);
    for (digit, item, label) in menu_entries(dossier) {
        let width = u16::try_from(columns(&label)).unwrap_or(0) + 2 + gap;
        if x + width > area.right() {
            x = area.x;
            y += height;
        }
        let row = y + height - 1;
        let face = Rect { x, y, width: width - 1, height }.intersection(area);
        if !narrow {
            canvas.button(face, theme.bar, theme.text);
        }
        let at = canvas.text(x + u16::from(!narrow), row, 1, &digit.to_string(), theme.bar_key);
        canvas.text(at, row, width, &label, theme.bar);
        if !narrow {
            canvas.paint(face, button(digit, label));
        }
        canvas.choice(Rect { x, y, width, height }.intersection(area), Some(digit), Message::Menu(item));
        x += width;
    }
    x
}

/// The same entry where the terminal draws pictures.
fn button(digit: u8, words: String) -> Picture {
    Picture::Button(Button { digit: Some(digit), words, strong: false })
}
