//! Records that a document may speak of: those of its folder, and those that are published, by number and by title.

use std::{collections::HashMap, fs};

use crate::{
    policy::{DocumentNumber, short_names},
    review::Office,
    text::squeeze,
};

use super::paper::Paper;

/// Candidates for one name; more of them say nothing.
const MOST: usize = 3;

/// A record that can be spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its number, as printed.
    pub number: Option<String>,
    /// It lies in this folder; otherwise it is only published.
    pub here: bool,
}

impl Held {
    /// How a field names it: by id where it lies in the folder, else by what it is called, since an id that is not there is a fault.
    pub fn name(&self) -> &str {
        if self.here { &self.id } else { self.number.as_deref().unwrap_or(&self.title) }
    }

    /// The same for people: 《云川县集市管理办法》（云政发〔2024〕3号）.
    pub fn told(&self) -> String {
        let number = self.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
        format!("《{}》{number}", self.title)
    }
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    held: Vec<Held>,
    numbers: HashMap<String, Vec<usize>>,
    titles: HashMap<String, Vec<usize>>,
}

impl Shelf {
    /// The papers of a folder, and of what is published those that do not lie in it.
    pub(super) fn of(office: &Office, published: &[Held]) -> Self {
        let mut shelf = Self::default();
        let papers = office.papers().unwrap_or_default();
        for (id, file) in papers {
            let text = fs::read_to_string(office.content().join(file)).ok();
            let Some(paper) = text.as_deref().and_then(Paper::read) else { continue };
            if let Some(title) = paper.field("title") {
                shelf.add(Held { id, title, number: paper.field("number"), here: true });
            }
        }
        for held in published {
            if !shelf.held.iter().any(|known| known.id == held.id || (known.number.is_some() && known.number == held.number)) {
                shelf.add(held.clone());
            }
        }
        shelf
    }

    fn add(&mut self, held: Held) {
        let place = self.held.len();
        if let Some(number) = held.number.as_ref().and_then(|number| number.parse::<DocumentNumber>().ok()) {
            self.numbers.entry(number.query_key()).or_default().push(place);
        }
        for name in std::iter::once(held.title.as_str()).chain(short_names(&held.title)) {
            let places = self.titles.entry(squeeze(name)).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
        self.held.push(held);
    }

    /// What goes by this number, else by this title: one, or the few among which a person chooses.
    pub(super) fn find(&self, number: Option<&DocumentNumber>, title: &str) -> Vec<&Held> {
        let by_number = number.and_then(|number| self.numbers.get(&number.query_key()));
        let name = squeeze(title);
        let by_title = || self.titles.get(&name).filter(|_| name.chars().count() >= 4);
        let places = by_number.or_else(by_title).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<&Held> = places.iter().filter_map(|place| self.held.get(*place)).collect();
        if found.len() > MOST { Vec::new() } else { found }
    }

    /// What these words of a field name: an id, a number, a title.
    pub(super) fn named(&self, words: &str) -> Vec<&Held> {
        if let Some(held) = self.held.iter().find(|held| held.id == words) {
            return vec![held];
        }
        self.find(words.parse::<DocumentNumber>().ok().as_ref(), words)
    }
}
