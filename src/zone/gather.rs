//! Everything that stands around a record: what explains it, what it rests on, where it is applied for, what its text cites.

use jiff::civil::Date;

use crate::{
    library::Library,
    policy::{Content, LinkKind, Record, RecordId, RecordKind, Selection, Target, numbers_in},
    takeaway::AllowList,
};

use super::{
    composition::Composition,
    listing::ListEntry,
    para::{Para, Spot},
    selection::fits,
    way::{ListKind, Way},
    wording::{self, WITHHELD},
};

/// The records around one record, by how a visitor asks for them.
#[derive(Default)]
pub(super) struct Relations {
    pub(super) interpretations: Vec<ListEntry>,
    pub(super) questions: Vec<ListEntry>,
    pub(super) guides: Vec<ListEntry>,
    pub(super) related: Vec<ListEntry>,
}

/// A library and a day, by which everything around a record is gathered.
pub(super) struct Gatherer<'a> {
    pub(super) library: &'a Library,
    /// Hosts whose addresses may be taken along.
    pub(super) hosts: &'a AllowList,
    pub(super) day: Date,
}

impl Gatherer<'_> {
    /// The entry of a record that is held and that visitors see.
    fn entry(&self, id: &RecordId, label: Option<&str>) -> Option<ListEntry> {
        let card = self.library.card(id).filter(|card| self.library.shows(card, self.day))?;
        let about = wording::about(card);
        Some(ListEntry {
            title: card.title.clone(),
            about: label.map_or_else(|| about.clone(), |label| format!("{label} · {about}")),
            standing: (card.kind == RecordKind::Document).then(|| card.standing(self.day)),
            way: Some(Way::to(card)),
        })
    }

    /// All records to which a record is tied, and what it is made of.
    pub(super) fn relations(&self, record: &Record) -> Relations {
        let mut relations = Relations::default();
        for (kind, id) in self.library.incoming(&record.id) {
            let Some(entry) = self.entry(&id, Some(kind.reverse_label())) else { continue };
            match kind {
                LinkKind::Interprets => relations.interpretations.push(entry),
                LinkKind::AnswersFrom => relations.questions.push(entry),
                LinkKind::Includes if self.library.card(&id).is_some_and(|card| card.kind == RecordKind::Catalogue) => {}
                _ => relations.related.push(entry),
            }
        }
        for link in &record.links {
            let held = link.target.held().and_then(|id| self.entry(id, Some(link.kind.label())));
            match (link.kind, held) {
                (LinkKind::AppliedForAt, Some(entry)) => relations.guides.push(entry),
                (LinkKind::Includes, _) => {}
                (_, Some(entry)) => relations.related.push(entry),
                // What visitors do not see is not said to be missing.
                (_, None) if link.target.held().is_some() => {}
                (kind, None) => relations.related.push(ListEntry {
                    title: link.target.to_string(),
                    about: format!("{} · 本机未收录", kind.label()),
                    standing: None,
                    way: None,
                }),
            }
        }
        let steps = match &record.content {
            Content::Collection(collection) => collection
                .steps
                .iter()
                .map(|step| (step.title.clone(), step.record.as_ref(), step.note.clone().unwrap_or_default()))
                .collect(),
            Content::Gazette(issue) => issue.items.iter().map(|item| (item.title.clone(), item.record.as_ref(), String::new())).collect(),
            Content::Catalogue(row) => row.fulfilled_by.iter().map(|target| (String::new(), Some(target), String::new())).collect(),
            Content::Notice(notice) => notice.records.iter().map(|target| (String::new(), Some(target), String::new())).collect(),
            _ => Vec::new(),
        };
        for (title, target, note) in steps {
            relations.guides.extend(self.step(title, target, &note));
        }
        if let Content::Body(_) = record.content {
            relations.related.splice(0..0, self.works(&record.title));
        }
        // A paper that is both the ground of something and explained by it is named once.
        let mut named: Vec<Way> = Vec::new();
        relations.related.retain(|entry| match &entry.way {
            Some(way) if named.contains(way) => false,
            way => {
                named.extend(way.clone());
                true
            }
        });
        relations
    }

    /// A step of a collection or an item of the gazette: its own words, and the record behind them.
    fn step(&self, title: String, target: Option<&Target>, note: &str) -> Option<ListEntry> {
        let held = target.and_then(Target::held);
        // The words of a step may be the very title that nobody is to read.
        if let Some(hidden) = held.filter(|id| self.library.withholds(id)).and_then(|id| self.library.card(id)) {
            let title = if title.is_empty() || title.contains(&hidden.title) { WITHHELD.to_owned() } else { title };
            return Some(ListEntry {
                about: if title == WITHHELD { String::new() } else { WITHHELD.to_owned() },
                title,
                standing: None,
                way: None,
            });
        }
        match held.and_then(|id| self.entry(id, None)) {
            Some(entry) if title.is_empty() => Some(entry),
            Some(entry) => Some(ListEntry { about: if note.is_empty() { entry.title.clone() } else { note.to_owned() }, title, ..entry }),
            None if title.is_empty() => None,
            None => Some(ListEntry { title, about: note.to_owned(), standing: None, way: None }),
        }
    }

    /// The list of all for which a body answers, if that is anything.
    fn works(&self, body: &str) -> Option<ListEntry> {
        let selection = Selection { body: Some(body.to_owned()), ..Selection::default() };
        let any = self.library.cards().iter().any(|card| self.library.shows(card, self.day) && fits(card, &selection, self.day));
        any.then(|| ListEntry::list("这个单位的文件和指南", "它发的文件、管的事项", ListKind::of_body(body)))
    }

    /// Document numbers in the text: where they stand and what they lead to; those not held, as entries that say so.
    pub(super) fn cited(&self, composition: &Composition, own: &RecordId) -> (Vec<(Spot, RecordId)>, Vec<ListEntry>) {
        let mut held = Vec::new();
        let mut unheld: Vec<ListEntry> = Vec::new();
        let mut leads_nowhere = |title: String, why: &str| {
            if !unheld.iter().any(|entry| entry.title == title) {
                unheld.push(ListEntry { title, about: format!("文中提到 · {why}"), standing: None, way: None });
            }
        };
        for (para, text) in composition.paras.iter().enumerate().filter_map(|(at, para)| match para {
            Para::Text(text) | Para::Line(text) => Some((at, text)),
            _ => None,
        }) {
            for (range, number) in numbers_in(text) {
                match self.library.resolve_number(&number) {
                    Some(id) if id == *own => {}
                    Some(id) if self.library.withholds(&id) => leads_nowhere(number.to_string(), WITHHELD),
                    Some(id) => held.push((Spot { para, range }, id)),
                    None => leads_nowhere(number.to_string(), "本机未收录"),
                }
            }
        }
        let mut seen: Vec<&RecordId> = Vec::new();
        let mut entries: Vec<ListEntry> = Vec::new();
        for (_, id) in &held {
            if !seen.contains(&id) {
                seen.push(id);
                entries.extend(self.entry(id, Some("文中提到")));
            }
        }
        entries.extend(unheld);
        (held, entries)
    }
}
