//! Pages of lines.

use crate::{
    search::Found,
    takeaway::{Payload, Takeaway},
    text::VisitorText,
    zone::{Dossier, Leaflet, ListEntry, Listing, Matter, Pages, Para, Way, wording},
};

/// Lines that are said at once: a braille line shows them one by one, and what is heard must be remembered.
const LINES: usize = 10;
/// Characters that are said at once.
const CHARACTERS: usize = 500;
/// Ways that are offered at once, each by a digit.
const WAYS: usize = 9;
/// Fewer of many are no beginning of a list.
const FEWEST: usize = 3;

/// A page: what it says, then where it leads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    pub(super) title: String,
    lines: Vec<String>,
    /// Ways that nobody should have to turn pages for: they stand with the first lines.
    handy: Vec<(String, Way)>,
    ways: Vec<(String, Way)>,
}

/// As much of a page as is said at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Leaf<'p> {
    pub(super) lines: Vec<&'p str>,
    pub(super) ways: Vec<&'p (String, Way)>,
}

impl Page {
    /// The doors of the home screen.
    pub(super) fn home(zone: &str, pages: &Pages) -> Self {
        let mut page =
            Self { title: zone.to_owned(), lines: Vec::new(), handy: Vec::new(), ways: entries(pages.home.iter().map(|(_, entry)| entry)) };
        page.ways.extend(pages.questions.iter().map(|card| (card.title.clone(), Way::to(card))));
        page
    }

    /// A list; where it is empty, where else to look.
    pub(super) fn listing(listing: &Listing) -> Self {
        let shown = if listing.entries.is_empty() { &listing.instead } else { &listing.entries };
        Self { title: listing.title.clone(), lines: vec![listing.note.clone()], handy: Vec::new(), ways: entries(shown) }
    }

    /// A record: whether it holds, what it says, what goes with it.
    pub(super) fn record(dossier: &Dossier) -> Self {
        let mut lines = Vec::new();
        if dossier.card.kind == crate::policy::RecordKind::Document {
            lines.push(format!("有效性：{}", dossier.standing.validity.label()));
        }
        lines.extend(dossier.band.iter().map(|band| band.sentence.clone()));
        lines.extend(dossier.composition.paras.iter().flat_map(Para::said));
        let mut ways: Vec<(String, Way)> = Vec::new();
        for (words, id) in dossier.band.iter().flat_map(|band| &band.jumps) {
            ways.push((words.clone(), Way::Record(id.clone())));
        }
        let groups =
            [&dossier.guides, &dossier.interpretations, &dossier.questions, &dossier.attachments, &dossier.related, &dossier.doors];
        // What can be left about it is what somebody came for: it stands with the first lines.
        let (forms, others) =
            groups.into_iter().flat_map(entries).partition::<Vec<_>, _>(|(_, way)| matches!(way, Way::Leave(Matter::Opinion(_))));
        ways.extend(others);
        let mut handy = vec![("网址、地址和电话".to_owned(), Way::WriteDown(Box::new(dossier.takeaway.clone())))];
        handy.splice(0..0, forms);
        handy.extend(dossier.online.iter().map(|online| (online.title.clone(), Way::WriteDown(Box::new(online.clone())))));
        Self { title: dossier.card.title.clone(), lines, handy, ways }
    }

    /// What can be taken along, in words: no code is of use to who does not see it.
    pub(super) fn takeaway(takeaway: &Takeaway) -> Self {
        let mut lines: Vec<String> = takeaway.number.clone().into_iter().chain(takeaway.contact.iter().cloned()).collect();
        match &takeaway.payload {
            Payload::Link(link) => lines.push(format!("网址：{}", link.address())),
            Payload::Slip(_) => lines.push("没有网址，可以请工作人员抄下来".to_owned()),
        }
        lines.extend(takeaway.way_back());
        Self { title: takeaway.title.clone(), lines, handy: Vec::new(), ways: Vec::new() }
    }

    /// A leaflet.
    pub(super) fn leaflet(leaflet: &Leaflet) -> Self {
        let lines = leaflet.paras.iter().flat_map(Para::said).collect();
        Self { title: leaflet.title.clone(), lines, handy: Vec::new(), ways: leaflet.choices.clone() }
    }

    /// Hits for what was asked; that nothing is about it comes first.
    pub(super) fn found(asked: &VisitorText, found: &Found) -> Self {
        let mut lines = Vec::new();
        if let Some(absent) = &found.absent {
            lines.push(wording::nothing_about(absent));
            lines.push("可以叫工作人员，或者打大厅的电话问".to_owned());
        }
        if found.hits.is_empty() {
            lines.push("没有找到。换个说法，或者只打最要紧的几个字".to_owned());
            lines.extend((!found.nearby.words.is_empty()).then(|| format!("可以试试：{}", found.nearby.words.join("、"))));
        } else {
            lines.push(format!("找到 {} 件", found.listed()));
        }
        lines.extend(found.answer.iter().enumerate().map(|(at, line)| if at == 0 { format!("回答：{line}") } else { line.clone() }));
        let hit = |hit: &crate::search::Hit| {
            let why = hit.why.as_ref().map_or_else(String::new, |why| format!("，{why}"));
            (format!("{}，{}{why}", hit.card.title, hit.card.kind.label()), Way::to(&hit.card))
        };
        Self { title: format!("搜索：{}", asked.reveal().trim()), lines, handy: Vec::new(), ways: found.hits.iter().map(hit).collect() }
    }

    /// A page of lines.
    pub(super) fn said(title: &str, lines: Vec<String>) -> Self {
        Self { title: title.to_owned(), lines, handy: Vec::new(), ways: Vec::new() }
    }

    /// A page that only says something.
    pub(super) fn word(title: &str, line: &str) -> Self {
        Self { title: title.to_owned(), lines: vec![line.to_owned()], handy: Vec::new(), ways: Vec::new() }
    }

    /// What is said at once, one after the other; ways stand with the end of a short text, so that nobody turns a page for nothing.
    pub(super) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves: Vec<Leaf<'_>> = vec![Leaf::default()];
        let mut characters = 0;
        for line in &self.lines {
            let length = line.chars().count();
            let full = |leaf: &Leaf<'_>| leaf.lines.len() >= LINES || (!leaf.lines.is_empty() && characters + length > CHARACTERS);
            if leaves.last().is_none_or(full) {
                leaves.push(Leaf::default());
                characters = 0;
            }
            characters += length;
            if let Some(leaf) = leaves.last_mut() {
                leaf.lines.push(line);
            }
        }
        if let Some(first) = leaves.first_mut() {
            first.ways.extend(&self.handy);
        }
        // As many as there is room for stand with the last lines: whoever asked wants a number to choose, and not another page first.
        let mut ways = self.ways.as_slice();
        if let Some(leaf) = leaves.last_mut().filter(|leaf| leaf.ways.is_empty()) {
            let room = (LINES + 2).saturating_sub(leaf.lines.len()).min(WAYS).min(ways.len());
            if room >= FEWEST.min(ways.len()) {
                let (here, later) = ways.split_at(room);
                leaf.ways.extend(here);
                ways = later;
            }
        }
        leaves.extend(ways.chunks(WAYS).map(|ways| Leaf { lines: Vec::new(), ways: ways.iter().collect() }));
        leaves
    }
}

/// Entries that lead somewhere, with what is said of them.
fn entries<'e>(entries: impl IntoIterator<Item = &'e ListEntry>) -> Vec<(String, Way)> {
    let named = |entry: &ListEntry| {
        let standing = entry.standing.as_ref().map_or_else(String::new, |standing| format!("，{}", standing.validity.label()));
        let about = if entry.about.is_empty() { String::new() } else { format!("，{}", entry.about.replace(" · ", "，")) };
        Some((format!("{}{standing}{about}", entry.title), entry.way.clone()?))
    };
    entries.into_iter().filter_map(named).collect()
}
