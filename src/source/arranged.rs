//! The pages of a source as a whole: names used twice, doors to pages that nobody wrote, pages to which no door leads.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use crate::policy::{Arrangement, Board, Door, Lead, Leaflet, RecordId};

use super::{
    Fault, Names,
    entry::Reference,
    fault::{Faults, nearest},
    pages::{Page, Placed},
};

/// The pages met so far, each with its file.
#[derive(Debug, Default)]
pub(super) struct Arranged {
    pages: Vec<(Arc<Path>, Placed)>,
}

impl Arranged {
    /// Enters a page; leaves the records that its doors name, to be judged with all others. A second page of the same name is a fault.
    pub(super) fn enter(&mut self, file: &Arc<Path>, placed: Placed) -> Result<Vec<Reference>, Vec<Fault>> {
        if let Some((first, _)) = self.pages.iter().find(|(_, known)| known.page.replaces(&placed.page)) {
            let mut faults = Faults::new(&**file);
            faults.error(None, format!("{} 已经写了这个版面", first.display()), "请给其中一个文件改名，或者合成一个。");
            return Err(faults.found);
        }
        let field = if matches!(placed.page, Page::Order(_)) { "order.txt" } else { "record" };
        let named = placed.page.records(&placed.leads).into_iter();
        let references = named.map(|(line, id)| Reference { line, field, words: id.to_string(), expects: None }).collect();
        self.pages.push((file.clone(), placed));
        Ok(references)
    }

    /// Puts the arrangement together and judges it as it will stand over the `general` one.
    pub(super) fn close(mut self, general: &Arrangement, names: &Names) -> (Arrangement, Vec<Fault>) {
        let mut own = Arrangement::default();
        for (_, placed) in &mut self.pages {
            match &mut placed.page {
                Page::Board(board) => {
                    board.doors.iter_mut().for_each(|door| resolve(door, names));
                    own.boards.push(board.clone());
                }
                Page::Leaflet(leaflet) => {
                    leaflet.doors.iter_mut().for_each(|door| resolve(door, names));
                    own.leaflets.push(leaflet.clone());
                }
                Page::Fillers(words) => own.fillers.extend(words.iter().cloned()),
                Page::Rules(name, text) => own.tables.push((name.clone(), text.clone())),
                Page::Order(ids) => {
                    ids.iter_mut().for_each(|id| name_by_id(id, names));
                    own.order.extend(ids.iter().cloned());
                }
            }
        }
        let whole = own.over(general);
        let reached = Reached::in_arrangement(&whole);
        let mut found = Vec::new();
        for (file, placed) in &self.pages {
            let mut faults = Faults::new(&**file);
            for (door, line) in placed.page.doors().iter().zip(&placed.leads) {
                judge(door, *line, &whole, &mut faults);
            }
            if let Some((way, id)) = placed.page.way().filter(|way| !reached.pages.contains(way)) {
                let mend = format!("请在 boards/home.toml 或者别的版面里写一项 {way} = \"{id}\"；不用的请删去。");
                faults.warning(placed.line, "没有哪一项通向这个版面，谁也看不到", mend);
            }
            if let Page::Order(ids) = &placed.page {
                twice(ids, &placed.leads, &mut faults);
            }
            found.extend(faults.found);
        }
        (own, found)
    }
}

/// A record that was put in two places, by one name or by two.
fn twice(ids: &[RecordId], lines: &[usize], faults: &mut Faults) {
    let mut first: BTreeMap<&RecordId, usize> = BTreeMap::new();
    for (id, line) in ids.iter().zip(lines) {
        match first.get(id) {
            Some(before) => faults.error(*line, format!("{id} 在第 {before} 行已经排过"), "一个内容只排一次，请删去一行。"),
            None => {
                first.insert(id, *line);
            }
        }
    }
}

/// Records may be named by number or title as in every link; the zone knows them by id.
fn resolve(door: &mut Door, names: &Names) {
    let ids = match &mut door.leads {
        Lead::Record(id) => std::slice::from_mut(id),
        Lead::Records(ids) => ids,
        Lead::Board(_) | Lead::Leaflet(_) | Lead::Selection(_) | Lead::Groups(_) | Lead::Search(_) | Lead::Contact(_) => return,
    };
    ids.iter_mut().for_each(|id| name_by_id(id, names));
}

fn name_by_id(id: &mut RecordId, names: &Names) {
    if let Some(named) = names.resolve(id.as_str()) {
        *id = named;
    }
}

fn judge(door: &Door, line: usize, whole: &Arrangement, faults: &mut Faults) {
    let (way, id, known): (_, _, Vec<&str>) = match &door.leads {
        Lead::Board(id) => ("board", id.as_str(), whole.boards.iter().map(|board| board.id.as_str()).collect()),
        Lead::Leaflet(id) => ("leaflet", id.as_str(), whole.leaflets.iter().map(|leaflet| leaflet.id.as_str()).collect()),
        Lead::Record(_) | Lead::Records(_) | Lead::Selection(_) | Lead::Groups(_) | Lead::Search(_) | Lead::Contact(_) => return,
    };
    if known.contains(&id) {
        return;
    }
    let file = if way == "board" { format!("boards/{id}.toml") } else { format!("leaflets/{id}.md") };
    let mend = nearest(id, known).map_or_else(|| format!("请改正名称，或者补上 {file}。"), |near| format!("是不是 {near}？"));
    faults.error(line, format!("{way} 里的 {id} 不存在"), mend);
}

/// The pages to which doors lead, one after another, from where a visitor begins.
#[derive(Debug, Default)]
struct Reached<'a> {
    pages: BTreeSet<(&'static str, &'a str)>,
}

impl<'a> Reached<'a> {
    fn in_arrangement(whole: &'a Arrangement) -> Self {
        let mut reached = Self::default();
        let begins = [("board", Board::HOME), ("board", Board::ATTRACT)];
        let mut waiting: Vec<(&'static str, &'a str)> = begins.into_iter().chain(Leaflet::STANDING.map(|id| ("leaflet", id))).collect();
        while let Some((way, id)) = waiting.pop() {
            if !reached.pages.insert((way, id)) {
                continue;
            }
            let doors: Option<&'a [Door]> =
                if way == "board" { whole.board(id).map(|board| &*board.doors) } else { whole.leaflet(id).map(|leaflet| &*leaflet.doors) };
            waiting.extend(doors.unwrap_or_default().iter().filter_map(|door| match &door.leads {
                Lead::Board(id) => Some(("board", id.as_str())),
                Lead::Leaflet(id) => Some(("leaflet", id.as_str())),
                Lead::Record(_) | Lead::Records(_) | Lead::Selection(_) | Lead::Groups(_) | Lead::Search(_) | Lead::Contact(_) => None,
            }));
        }
        reached
    }
}
