//! A sheet that is one of the office's lists -> rows in the columns of a content source: the standard catalogue, the directory of bodies, points of
//! the map, an official list.
//!
//! Columns are known by what they are called. What no column says stays empty, and what found no place is told; nothing is made up, and a person
//! looks at every row before it is published.

mod catalogue;
mod columns;
mod rows;
#[cfg(test)]
mod tests;
mod view;

use super::Table;
use columns::{CATALOGUE, Column, DIRECTORY, PLACES};
use rows::{ledger, one_line, unmatched};
use view::View;

pub use rows::{Ledger, Lists};

/// How bodies of government end.
const OFFICES: [&str; 9] = ["局", "委员会", "委", "办公室", "厅", "人民政府", "法院", "检察院", "管委会"];

/// What a table lists, if it is one of the four.
pub fn recognise(table: &Table) -> Option<Ledger> {
    let view = View::of(table)?;
    let title = table.title.as_deref().unwrap_or_default();
    let has = |columns: &[Column], name: &str| {
        columns.iter().find(|column| column.name == name).is_some_and(|column| column.find(&view.names).is_some())
    };
    let catalogue = ["公开内容", "公开主体", "公开依据", "公开时限", "公开渠道"].iter().filter(|name| has(&CATALOGUE, name)).count();
    if catalogue >= 3 && has(&CATALOGUE, "公开内容") {
        return Some(catalogue::ledger_of(&view, title));
    }
    let directory = ["职责", "地址", "电话", "办公时间", "监督电话"].iter().filter(|name| has(&DIRECTORY, name)).count();
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let listed = says(&["清单", "名录"]) && !says(&["机构", "部门", "单位", "网点", "场所", "学校", "医院"]);
    let place = has(&PLACES, "地址") && ["电话", "开放时间", "经度", "乡镇", "能办什么"].iter().any(|name| has(&PLACES, name));
    if !listed
        && has(&DIRECTORY, "名称")
        && directory >= 2
        && (has(&DIRECTORY, "职责") || says(&["机构", "部门", "职能", "单位通讯"]) || are_offices(&view))
    {
        return Some(plain(&view, title, Lists::Directory, &DIRECTORY));
    }
    if !listed && has(&PLACES, "名称") && place {
        return Some(plain(&view, title, Lists::Places, &PLACES));
    }
    (says(&["清单", "目录", "名录", "一览表"]) && view.names.len() > 1).then(|| list(&view, title))
}

/// Whether most of what is listed are bodies of government, by how their names end.
fn are_offices(view: &View) -> bool {
    let Some(names) = DIRECTORY.iter().find(|column| column.name == "名称").and_then(|column| column.find(&view.names)) else {
        return false;
    };
    let is_office = |row: &&Vec<String>| row.get(names).is_some_and(|name| OFFICES.iter().any(|end| name.trim().ends_with(end)));
    view.rows.iter().filter(is_office).count() * 2 > view.rows.len()
}

/// Columns taken as they are.
fn plain(view: &View, title: &str, lists: Lists, columns: &[Column]) -> Ledger {
    let places: Vec<Option<usize>> = columns.iter().map(|column| column.find(&view.names)).collect();
    let cell =
        |row: &[String], place: &Option<usize>| place.and_then(|place| row.get(place)).map(|text| one_line(text)).unwrap_or_default();
    let rows =
        view.rows.iter().map(|row| columns.iter().zip(&places).map(|(column, place)| column.tidy(cell(row, place))).collect()).collect();
    let mut ledger = ledger(view, title, lists, columns, rows);
    ledger.unmatched = unmatched(view, places.iter().copied().flatten());
    ledger.missing = columns.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(column, _)| column.name.to_owned()).collect();
    ledger
}

/// An official list keeps its own columns.
fn list(view: &View, title: &str) -> Ledger {
    let rows = view.rows.iter().map(|row| row.iter().map(|text| one_line(text)).collect()).collect();
    Ledger { columns: view.names.clone(), ..ledger(view, title, Lists::List, &[], rows) }
}
