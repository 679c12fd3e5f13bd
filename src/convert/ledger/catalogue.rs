//! The standard catalogue: columns of ticks become words, channels those that are ticked, the field what its title says.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    columns::{CATALOGUE, Column, bare},
    rows::{Ledger, Lists, ledger, one_line, unmatched},
    view::View,
};

static DOMAIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[^县市区省镇乡]{1,10}[县市区省镇乡])*([\p{Han}、]{2,16}?)领域(?:基层)?(?:政务|政府信息)公开").ok());

/// Marks that tick a box, and those that leave it.
const TICKS: [char; 8] = ['√', '✓', '✔', '■', '☑', '●', '▲', '☒'];
const BOXES: [char; 3] = ['□', '☐', '○'];

/// The rows of a catalogue.
pub(super) fn ledger_of(view: &View, title: &str) -> Ledger {
    let domain = domain(title);
    let mut notes = Notes::default();
    let mut before: [String; 2] = Default::default();
    let mut rows = Vec::new();
    for (number, row) in (1_usize..).zip(&view.rows) {
        let mut cells: Vec<String> = CATALOGUE.iter().map(|column| cell(column, view, row, number, &mut notes)).collect();
        if let Some(cell) = cells.get_mut(1).filter(|cell| cell.is_empty()) {
            cell.clone_from(&domain);
        }
        // Where a sheet was saved without its larger cells, an empty one says: as above.
        for (cell, above) in cells.iter_mut().skip(1).zip(&mut before) {
            if cell.is_empty() && !above.is_empty() {
                cell.clone_from(above);
                notes.above += 1;
            }
            above.clone_from(cell);
        }
        rows.push(cells);
    }
    let mut ledger = ledger(view, title, Lists::Catalogue, &CATALOGUE, rows);
    let used = |column: &Column| {
        column.find(&view.names).into_iter().chain(column.below(&view.names).into_iter().map(|(at, _)| at)).collect::<Vec<_>>()
    };
    ledger.unmatched = unmatched(view, CATALOGUE.iter().flat_map(used));
    let empty = |at: usize| ledger.rows.iter().all(|row| row.get(at).is_none_or(String::is_empty));
    ledger.missing = CATALOGUE
        .iter()
        .enumerate()
        .filter(|(at, column)| empty(*at) && used(column).is_empty())
        .map(|(_, column)| column.name.to_owned())
        .collect();
    ledger.notes.extend(notes.said());
    ledger
}

/// What is told of rows.
#[derive(Debug, Default)]
struct Notes {
    both: Vec<usize>,
    above: usize,
}

impl Notes {
    fn said(self) -> Vec<String> {
        let mut said = Vec::new();
        if !self.both.is_empty() {
            let rows: Vec<String> = self.both.iter().take(20).map(usize::to_string).collect();
            said.push(format!("第{}行的公开方式或者公开对象勾了不止一项，没有填，请选一项", rows.join("、")));
        }
        if self.above > 0 {
            said.push(format!("有{}格领域或者一级事项空着，按上一行填，请核对", self.above));
        }
        said
    }
}

fn cell(column: &Column, view: &View, row: &[String], number: usize, notes: &mut Notes) -> String {
    let text = column.find(&view.names).and_then(|at| row.get(at)).map(|text| one_line(text)).unwrap_or_default();
    let ticked = || -> Vec<String> {
        let below = column.below(&view.names);
        below.into_iter().filter(|(at, _)| row.get(*at).is_some_and(|text| is_ticked(text))).map(|(_, name)| bare(name)).collect()
    };
    let one = |words: Vec<String>, notes: &mut Notes| {
        if words.len() > 1 {
            notes.both.push(number);
        }
        if let [word] = words.as_slice() { word.clone() } else { String::new() }
    };
    match column.name {
        "公开方式" => {
            let words = if text.is_empty() { ticked() } else { boxes(&text) };
            one(known(&words, &[("主动", "主动"), ("依申请", "依申请")]), notes)
        }
        "公开对象" => {
            let words = if text.is_empty() { ticked() } else { boxes(&text) };
            one(known(&words, &[("全社会", "全社会"), ("社会公众", "全社会"), ("特定", "特定群体")]), notes)
        }
        "公开层级" => {
            let words = if text.is_empty() { ticked() } else { boxes(&text) };
            words.join("；")
        }
        "公开渠道" => boxes(&text).join("；"),
        "公开主体" => text.replace('、', "；"),
        "编号" => column.tidy(text),
        _ => text,
    }
}

/// The words of a source that these stand for, once each.
fn known(words: &[String], known: &[(&str, &str)]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        if let Some((_, name)) = known.iter().find(|(begins, _)| word.starts_with(begins)) {
            let name = (*name).to_owned();
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// A cell that says yes.
fn is_ticked(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(TICKS) || matches!(text, "是" | "有" | "V" | "v" | "1" | "TRUE" | "Y")
}

/// What is ticked in a cell of boxes: `■政府网站 □两微一端`; all of it where it has none.
fn boxes(text: &str) -> Vec<String> {
    let marks = |c: char| TICKS.contains(&c) || BOXES.contains(&c);
    let trim = |part: &str| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '；' | '、' | '，' | ';' | ',')).to_owned();
    if !text.contains(marks) {
        return text.split(['；', '、', ';']).map(trim).filter(|part| !part.is_empty()).collect();
    }
    let mut parts = Vec::new();
    let mut ticked = false;
    let mut part = String::new();
    for c in text.chars().chain(['□']) {
        if marks(c) {
            let word = trim(&part);
            if ticked && !word.is_empty() {
                parts.push(word);
            }
            (ticked, part) = (TICKS.contains(&c), String::new());
        } else {
            part.push(c);
        }
    }
    parts
}

/// The field that a title names.
fn domain(title: &str) -> String {
    DOMAIN
        .as_ref()
        .and_then(|domain| domain.captures(title))
        .and_then(|found| found.get(1))
        .map(|found| found.as_str().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_are_ticked_are_read() {
        assert_eq!(boxes("■政府网站 □两微一端；■公开查阅点"), ["政府网站", "公开查阅点"]);
        assert_eq!(boxes("政府网站、公示栏"), ["政府网站", "公示栏"]);
        assert_eq!(boxes("□政府网站 □公示栏"), Vec::<String>::new());
    }

    #[test]
    fn a_title_names_its_field() {
        assert_eq!(domain("云川县社会救助领域基层政务公开标准目录"), "社会救助");
        assert_eq!(domain("青岚市云川县农村危房改造领域政务公开标准目录"), "农村危房改造");
        assert_eq!(domain("云川县基层政务公开标准目录"), "");
    }
}
