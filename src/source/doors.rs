//! The doors of a board or leaflet: what stands on each, and where it leads.

use crate::{
    policy::{
        Collection, Contact, Door, GroupedBy, Grouping, KindTable, Lead, PageId, Placeholder, Portion, RecordId, RecordKind, Selection,
        themes,
    },
    text::columns,
};

use super::{
    entry::Context,
    fault::{Faults, choices},
    fields::Fields,
    shared::AUDIENCE,
};

/// The room that a page of doors has on the smallest screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Doors; none: as many as one likes, a page at a time.
    pub(super) doors: Option<usize>,
    /// Columns of a title; a Han character takes two.
    pub(super) title: usize,
    /// Columns of the line about it.
    pub(super) about: usize,
}

/// The doors of a page, and where each is written.
#[derive(Debug, Default)]
pub(super) struct Doors {
    pub(super) list: Vec<Door>,
    /// Of what each door leads to.
    pub(super) lines: Vec<usize>,
    /// Bodies named by them.
    pub(super) bodies: Vec<(usize, String)>,
}

/// Reads `[[doors]]`. A door with a fault is left out.
pub(super) fn doors(fields: &mut Fields, room: Room, context: &Context<'_>, faults: &mut Faults) -> Doors {
    let mut doors = Doors::default();
    let tables = fields.tables("doors", faults);
    if let Some((most, beyond)) = room.doors.and_then(|most| Some((most, tables.get(most)?))) {
        faults.error(
            beyond.line,
            format!("这里最多 {most} 项，写了 {} 项", tables.len()),
            "请删去几项，或者移到另一个版面，再用 board 通向它。",
        );
    }
    for table in tables {
        if let Some((line, door)) = door(table, room, context, &mut doors.bodies, faults) {
            doors.list.push(door);
            doors.lines.push(line);
        }
    }
    doors
}

/// A title that fits and holds no placeholder, which is filled only in the text of a leaflet.
pub(super) fn title(fields: &mut Fields, most: usize, faults: &mut Faults) -> Option<String> {
    let line = fields.line_of("title");
    let title = fields.required("title", faults)?;
    fits("title", &title, line, most, faults);
    Some(title)
}

fn fits(name: &str, text: &str, line: usize, most: usize, faults: &mut Faults) {
    if columns(text) > most {
        faults.error(line, format!("{name}“{text}”太长，屏幕上放不下"), format!("请改短，最多 {} 个汉字。", most / 2));
    }
    if let Some((_, word)) = Placeholder::written_in(text).first() {
        faults.error(line, format!("{name} 里不能写 {{{word}}}"), "花括号只能写在说明页的正文里。");
    }
}

fn door(
    mut table: Fields,
    room: Room,
    context: &Context<'_>,
    bodies: &mut Vec<(usize, String)>,
    faults: &mut Faults,
) -> Option<(usize, Door)> {
    let (line, before) = (table.line, faults.errors());
    let title = title(&mut table, room.title, faults);
    let about = table.placed_text("about", faults);
    if let Some((line, about)) = &about {
        fits("about", about, *line, room.about, faults);
    }
    let counted_line = table.line_of("counted");
    let counted = table.flag("counted", faults);
    let mut leads = leads(&mut table, context, bodies, faults).into_iter();
    table.finish(faults);
    let lead = leads.next();
    if let Some((line, _)) = leads.next() {
        faults.error(line, "这一项写了两个去处", "一项只通向一处，请删去一个，或者分成两项。");
    }
    if lead.is_none() && faults.errors() == before {
        faults.error(line, "这一项没有写通向哪里", format!("请补上一样：{}。", WAYS.join("、")));
    }
    let (line, leads) = lead?;
    if counted && !matches!(leads, Lead::Selection(_) | Lead::Records(_)) {
        faults.error(counted_line, "counted 数的是列出来的条数，这一项不列出内容", "请删去 counted。");
    }
    let about = about.map(|(_, about)| about).unwrap_or_default();
    let door = Door { title: title?, about, counted, leads };
    (faults.errors() == before).then_some((line, door))
}

/// The fields that say where a door leads.
const WAYS: [&str; 8] = ["board", "leaflet", "record", "records", "list", "groups", "search", "contact"];

/// The ways that a door is said to lead; one is right.
fn leads(table: &mut Fields, context: &Context<'_>, bodies: &mut Vec<(usize, String)>, faults: &mut Faults) -> Vec<(usize, Lead)> {
    let mut leads = Vec::new();
    leads.extend(page(table, "board", faults).map(|(line, id)| (line, Lead::Board(id))));
    leads.extend(page(table, "leaflet", faults).map(|(line, id)| (line, Lead::Leaflet(id))));
    if let Some((line, words)) = table.placed_text("record", faults) {
        leads.extend(record(&words, line, faults).map(|id| (line, Lead::Record(id))));
    }
    let named = table.texts("records", faults);
    if let Some((line, _)) = named.first() {
        let ids = named.iter().filter_map(|(line, words)| record(words, *line, faults)).collect();
        leads.push((*line, Lead::Records(ids)));
    }
    if let Some((line, list)) = table.nested("list", faults) {
        leads.extend(selection(list, line, context, bodies, faults).map(|selection| (line, Lead::Selection(selection))));
    }
    if let Some((line, groups)) = table.nested("groups", faults) {
        leads.extend(grouping(groups, line, faults).map(|grouping| (line, Lead::Groups(grouping))));
    }
    leads.extend(table.written("search", faults).map(|(line, words)| (line, Lead::Search(words))));
    let line = table.line_of("contact");
    leads.extend(one_of(table, "contact", &CONTACTS, faults).map(|contact| (line, Lead::Contact(contact))));
    leads
}

const CONTACTS: [(&str, Contact); 3] = [("网上申请", Contact::Page), ("电话地址", Contact::Slip), ("写下来", Contact::Paper)];
const PORTIONS: [(&str, Portion); 3] = [("未失效", Portion::Held), ("已失效", Portion::Ended), ("最新", Portion::Newest)];
const GROUPED_BY: [(&str, GroupedBy); 6] = [
    ("topic", GroupedBy::Topic),
    ("theme", GroupedBy::Theme),
    ("document_kind", GroupedBy::DocumentKind),
    ("body", GroupedBy::Body),
    ("year", GroupedBy::Year),
    ("group", GroupedBy::Group),
];
/// Kinds that are divided into groups of their own.
const GROUPED: [RecordKind; 5] = [RecordKind::Collection, RecordKind::Catalogue, RecordKind::Place, RecordKind::Gazette, RecordKind::List];

/// The meaning of a word of a table.
fn one_of<T: Copy, const N: usize>(
    table: &mut Fields,
    name: &'static str,
    known: &[(&'static str, T); N],
    faults: &mut Faults,
) -> Option<T> {
    let word = table.choice(name, &known.map(|(word, _)| word), faults)?;
    known.iter().find(|(known, _)| *known == word).map(|(_, meant)| *meant)
}

/// A word that is one of several, where it is known which there are.
fn known<'k>(table: &mut Fields, name: &'static str, known: impl Iterator<Item = &'k str>, faults: &mut Faults) -> Option<String> {
    let (line, word) = table.placed_text(name, faults)?;
    let known: Vec<&str> = known.collect();
    if !known.is_empty() && !known.contains(&word.as_str()) {
        faults.error(line, format!("{name} 里没有“{word}”"), choices(&word, known));
    }
    Some(word)
}

fn page(table: &mut Fields, name: &'static str, faults: &mut Faults) -> Option<(usize, PageId)> {
    let (line, word) = table.placed_text(name, faults)?;
    let id = word.parse().ok();
    if id.is_none() {
        faults.error(line, format!("{name} 里的“{word}”不是版面的名称"), "请写文件名，不带后缀，例如 policies。");
    }
    Some((line, id?))
}

fn record(words: &str, line: usize, faults: &mut Faults) -> Option<RecordId> {
    let id = words.parse().ok();
    if id.is_none() {
        faults.error(line, format!("“{words}”不是编号"), "编号就是文件名，不带 .md，例如 sb-yanglao-2023。");
    }
    id
}

fn kind(table: &mut Fields, faults: &mut Faults) -> Option<RecordKind> {
    table.choice("kind", &RecordKind::ALL.map(RecordKind::as_str), faults)?.parse().ok()
}

fn selection(
    mut table: Fields,
    line: usize,
    context: &Context<'_>,
    bodies: &mut Vec<(usize, String)>,
    faults: &mut Faults,
) -> Option<Selection> {
    let before = faults.errors();
    let body = table.placed_text("body", faults);
    let mut selection = Selection {
        kind: kind(&mut table, faults),
        topic: known(&mut table, "topic", context.header.topics.iter().map(String::as_str), faults),
        theme: known(&mut table, "theme", themes().iter().map(String::as_str), faults),
        document_kind: known(&mut table, "document_kind", KindTable::shipped().names(), faults),
        group: table.text("group", faults),
        body: body.as_ref().map(|(_, body)| body.clone()),
        audience: table.choice("audience", &AUDIENCE, faults).map(str::to_owned),
        year: table.number("year", faults),
        only: one_of(&mut table, "only", &PORTIONS, faults),
    };
    bodies.extend(body);
    table.finish(faults);
    if faults.errors() > before {
        return None;
    }
    if selection == Selection::default() {
        faults.error(line, "list 里没有写列什么", "请至少写一样，例如 list = { kind = \"guide\" }。");
    }
    let of_documents = [
        ("theme", selection.theme.is_some()),
        ("document_kind", selection.document_kind.is_some()),
        ("year", selection.year.is_some()),
        ("only", matches!(selection.only, Some(Portion::Ended | Portion::Newest))),
    ];
    if let Some((name, _)) = of_documents.iter().find(|(_, said)| *said) {
        selection.kind = document(selection.kind, name, line, faults);
    }
    if let Some(group) = &selection.group {
        grouped(selection.kind, line, faults);
        if selection.kind == Some(RecordKind::Collection) && !Collection::STAGES.contains(&group.as_str()) {
            faults.error(line, format!("group 里没有“{group}”"), choices(group, Collection::STAGES));
        }
    }
    (faults.errors() == before).then_some(selection)
}

fn grouping(mut table: Fields, line: usize, faults: &mut Faults) -> Option<Grouping> {
    let before = faults.errors();
    let said = table.required_choice("by", &GROUPED_BY.map(|(word, _)| word), faults);
    let kind = kind(&mut table, faults);
    table.finish(faults);
    let by = GROUPED_BY.iter().find(|(word, _)| Some(*word) == said).map(|(_, by)| *by)?;
    let kind = match by {
        GroupedBy::Topic => kind,
        GroupedBy::Theme | GroupedBy::DocumentKind | GroupedBy::Body | GroupedBy::Year => document(kind, said?, line, faults),
        GroupedBy::Group => {
            grouped(kind, line, faults);
            kind
        }
    };
    (faults.errors() == before).then_some(Grouping { by, kind })
}

/// Policy documents, the only kind that has what this field says.
fn document(kind: Option<RecordKind>, name: &str, line: usize, faults: &mut Faults) -> Option<RecordKind> {
    if kind.is_some_and(|kind| kind != RecordKind::Document) {
        faults.error(line, format!("只有政策文件才能按 {name} 列出"), "请把 kind 改成 \"document\"，或者删去 kind。");
    }
    Some(RecordKind::Document)
}

fn grouped(kind: Option<RecordKind>, line: usize, faults: &mut Faults) {
    if kind.is_none_or(|kind| !GROUPED.contains(&kind)) {
        let known = GROUPED.map(|kind| format!("{kind}（{}）", kind.label())).join("、");
        faults.error(line, "group 要和分组的 kind 一起写", format!("kind 可以写的有：{known}。"));
    }
}
