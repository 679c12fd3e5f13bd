//! The lists of the zone, by name.

use jiff::civil::Date;

use crate::{
    config::Config,
    library::Library,
    policy::{Leaflet, PageId},
};

use super::{
    browse::Browse,
    listing::{ListEntry, Listing},
    opens::Opens,
    selection::title_of_groups,
    way::{ListKind, Way},
    wording::WITHHELD,
};

/// Makes a list, at a terminal where records were opened so often.
pub fn list(library: &Library, config: &Config, kind: &ListKind, today: Date, opens: &Opens) -> Listing {
    let shelf = Browse { library, config, today, opens };
    let (title, entries) = match kind {
        ListKind::Board(id) => shelf.board(id.as_str()),
        ListKind::Selected { title, selection } => (title.clone(), shelf.selected(selection)),
        ListKind::Groups(grouping) => (title_of_groups(*grouping), shelf.groups(*grouping)),
        // Contents need the record itself and are gathered with it.
        ListKind::Contents(id) if library.withholds(id) => (WITHHELD.to_owned(), Vec::new()),
        ListKind::Contents(id) => (id.to_string(), Vec::new()),
        ListKind::Cards { title, ids } => (
            title.clone(),
            ids.iter().filter_map(|id| library.card(id)).filter(|card| shelf.shows(card)).map(|card| shelf.entry(card)).collect(),
        ),
    };
    listing(title, entries)
}

/// A list that could not be made: without entries, with the ways on.
pub fn nothing() -> Listing {
    listing(String::new(), Vec::new())
}

fn listing(title: String, entries: Vec<ListEntry>) -> Listing {
    let note = if entries.is_empty() { "这里现在没有内容".to_owned() } else { format!("共 {} 项", entries.len()) };
    let instead = vec![
        ListEntry::to("换几个字搜一搜", "打拼音、首字母都可以", Way::Search { words: String::new() }),
        ListEntry::to("叫工作人员", "问一问服务台", Way::leaflet(PageId::known(Leaflet::STAFF))),
        ListEntry::to("申请公开", "没有公开的信息可以申请", Way::leaflet(PageId::known(Leaflet::APPLY))),
    ];
    Listing { title, note, entries, instead, places: None }
}
