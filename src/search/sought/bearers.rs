//! Everything that has a place, an hour, a phone or an end: its names and what it does, by pairs of characters.

use rustc_hash::FxHashMap;

use crate::{
    library::{Card, Library, Ordinal},
    policy::{Block, Content, Hours, Record, RecordKind},
    search::everyday::Everyday,
    text::{fold, is_han},
};

/// One that may be meant: a place, a body, a row of a list of phones, a notice, a consultation; and guides, which know their matter better.
#[derive(Debug)]
pub(super) struct Bearer {
    pub(super) card: Ordinal,
    pub(super) kind: RecordKind,
    /// Folded: what it is called.
    pub(super) names: Vec<String>,
    /// Folded: what it does, or what it says.
    pub(super) does: String,
    /// Of a list, the row, by table and place in it.
    pub(super) row: Option<(usize, usize)>,
    /// Longitude and latitude in degrees.
    pub(super) at: Option<(f64, f64)>,
    /// When it is open, where that is understood.
    pub(super) hours: Option<Hours>,
}

/// All of a library, with the places where their words stand.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    pub(super) all: Vec<Bearer>,
    /// Who has a pair of characters, and whether it stands in a name.
    pairs: FxHashMap<[char; 2], Vec<(u32, bool)>>,
    /// Places and bodies by the characters of their names.
    characters: FxHashMap<char, Vec<u32>>,
    /// Who speaks of a matter by whatever everyday expression, by its official term.
    matters: FxHashMap<String, Vec<(u32, bool)>>,
}

impl Bearers {
    /// Reads all of a library that is not hidden. What cannot be read is left out.
    pub(super) fn of(library: &Library, everyday: &Everyday) -> Self {
        let mut bearers = Self::default();
        for (card, ordinal) in library.cards().iter().zip(Ordinal::all()) {
            if library.withholds(&card.id) || card.is_everyday_table() {
                continue;
            }
            match card.kind {
                RecordKind::Guide | RecordKind::Question => bearers.add(of_card(card, ordinal), everyday),
                RecordKind::Place | RecordKind::Body | RecordKind::Notice | RecordKind::Consultation | RecordKind::List => {
                    let record = library.record(&card.id).unwrap_or_else(|error| {
                        tracing::error!(error = &error as &dyn std::error::Error, "a record cannot be read");
                        None
                    });
                    record.iter().flat_map(|record| of_record(record, card, ordinal)).for_each(|one| bearers.add(one, everyday));
                }
                _ => {}
            }
        }
        bearers
    }

    fn add(&mut self, bearer: Bearer, everyday: &Everyday) {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        if matches!(bearer.kind, RecordKind::Place | RecordKind::Body | RecordKind::List) {
            for c in bearer.names.iter().take(SAID).flat_map(|name| name.chars()) {
                let list = self.characters.entry(c).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
        }
        for (text, in_name) in bearer.names.iter().map(|name| (name, true)).chain([(&bearer.does, false)]) {
            let chars: Vec<char> = text.chars().collect();
            for pair in chars.windows(2) {
                if let [first, second] = *pair
                    && first.is_alphanumeric()
                    && second.is_alphanumeric()
                {
                    note(self.pairs.entry([first, second]).or_default(), number, in_name);
                }
            }
            // A long text speaks of everything.
            if bearer.kind != RecordKind::Notice || in_name {
                for term in everyday.said_in(&chars).into_iter().flat_map(|said| said.official) {
                    note(self.matters.entry(term).or_default(), number, in_name);
                }
            }
        }
        self.all.push(bearer);
    }

    /// Who has this pair; whether in a name.
    pub(super) fn pair(&self, pair: [char; 2]) -> &[(u32, bool)] {
        self.pairs.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// Whose name is cut short to these characters.
    pub(super) fn short_for(&self, said: &[char]) -> Vec<u32> {
        let lists = said.iter().map(|c| self.characters.get(c).map_or(&[][..], Vec::as_slice));
        let fewest = lists.min_by_key(|list| list.len()).unwrap_or_default();
        let is_short = |number: &&u32| {
            self.all.get(**number as usize).is_some_and(|bearer| bearer.names.iter().take(SAID).any(|name| is_short_for(said, name)))
        };
        fewest.iter().filter(is_short).copied().collect()
    }

    /// Who speaks of the matter with this official term in other everyday words.
    pub(super) fn matter(&self, official: &str) -> &[(u32, bool)] {
        self.matters.get(official).map_or(&[], Vec::as_slice)
    }

    /// Who has a whole term; whether in a name.
    pub(super) fn term(&self, term: &str) -> Vec<(u32, bool)> {
        let mut chars = term.chars();
        let Some(pair) = chars.next().zip(chars.next()) else { return Vec::new() };
        let has = |(number, in_name): &&(u32, bool)| {
            self.all.get(*number as usize).is_some_and(|bearer| {
                if *in_name { bearer.names.iter().any(|name| name.contains(term)) } else { bearer.does.contains(term) }
            })
        };
        self.pair([pair.0, pair.1]).iter().filter(has).copied().collect()
    }
}

/// Notes somebody once for names and once for the rest; numbers come in rising order.
fn note(list: &mut Vec<(u32, bool)>, number: u32, in_name: bool) {
    if !list.iter().rev().take_while(|(known, _)| *known == number).any(|known| *known == (number, in_name)) {
        list.push((number, in_name));
    }
}

/// A guide or a question: what it is called, and what people ask where it answers.
fn of_card(card: &Card, ordinal: Ordinal) -> Bearer {
    let names = std::iter::once(&card.title).chain(&card.keywords).map(|name| fold(name)).collect();
    Bearer { card: ordinal, kind: card.kind, names, does: String::new(), row: None, at: None, hours: None }
}

fn of_record(record: &Record, card: &Card, ordinal: Ordinal) -> Vec<Bearer> {
    let bearer = |names: Vec<&str>, does: Vec<&str>, at| {
        let names = names.into_iter().map(fold).collect();
        vec![Bearer { card: ordinal, kind: card.kind, names, does: fold(&does.join("\n")), row: None, at, hours: None }]
    };
    let mut names: Vec<&str> = vec![&record.title];
    match &record.content {
        Content::Place(place) => {
            let does = [Some(&*place.theme), place.services.as_deref(), place.hours.as_deref(), Some(&place.address), Some(&place.town)];
            let hours = place.hours.as_deref().and_then(Hours::read);
            let bearers = bearer(names, does.into_iter().flatten().collect(), place.coordinates);
            bearers.into_iter().map(|bearer| Bearer { hours: hours.clone(), ..bearer }).collect()
        }
        Content::Body(body) => {
            names.extend(body.aliases.iter().map(String::as_str));
            bearer(names, vec![&body.duties], None)
        }
        Content::Notice(_) | Content::Consultation(_) => {
            names.extend(record.keywords.iter().chain(&record.summary).map(String::as_str));
            bearer(names, vec![&record.text.plain()], None)
        }
        Content::List(_) => rows(record, card, ordinal),
        _ => Vec::new(),
    }
}

/// The rows of a list that say a phone: each is one that may be meant.
fn rows(record: &Record, card: &Card, ordinal: Ordinal) -> Vec<Bearer> {
    let mut bearers = Vec::new();
    let blocks = record.text.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    for (at, table) in tables.enumerate().filter(|(_, table)| table.head.iter().any(|name| name.contains("电话"))) {
        for (row, cells) in table.rows.iter().enumerate() {
            let whose = |name: &&String| NAMED.iter().any(|part| name.contains(part));
            let names = table.head.iter().zip(cells).filter(|(name, _)| whose(name)).map(|(_, cell)| fold(cell)).collect();
            let does = fold(&cells.iter().filter(|cell| cell.chars().any(is_han)).cloned().collect::<Vec<_>>().join("\n"));
            bearers.push(Bearer { card: ordinal, kind: card.kind, names, does, row: Some((at, row)), at: None, hours: None });
        }
    }
    bearers
}

/// Names of somebody that people cut short: the title, and the first short name.
const SAID: usize = 2;
/// Characters of a name that may be left out between two that are said.
const LEFT_OUT: usize = 4;

/// Whether characters stand in a name in this order, close to one another.
fn is_short_for(said: &[char], name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let Some((first, rest)) = said.split_first() else { return false };
    let follows = |start: usize| {
        rest.iter().try_fold(start, |at, c| (at + 1..name.len().min(at + 2 + LEFT_OUT)).find(|next| name.get(*next) == Some(c)))
    };
    name.iter().enumerate().filter(|(_, c)| *c == first).any(|(start, _)| follows(start).is_some())
}

/// Columns of lists that say whose phone it is.
const NAMED: [&str; 4] = ["单位", "名称", "机构", "热线"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_cut_short_has_its_characters_in_order() {
        let short = |said: &str, name: &str| is_short_for(&said.chars().collect::<Vec<_>>(), name);
        assert!(short("农商行", "云川农村商业银行营业部") && short("县一中", "云川县第一中学"));
        assert!(!short("火车站", "云川县汽车站") && !short("商农行", "云川农村商业银行"));
    }
}
