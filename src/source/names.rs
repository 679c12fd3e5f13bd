//! The names records go by: id, document number, title, and for bodies their short names.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::{
    policy::{Content, DocumentKind, DocumentNumber, KindTable, LinkKind, Record, RecordId, RecordKind, STATE, numbers_in, short_names},
    text::squeeze,
};

/// Every name of every record of a source.
#[derive(Debug, Default)]
pub struct Names {
    kinds: HashMap<RecordId, RecordKind>,
    numbers: HashMap<String, Vec<RecordId>>,
    titles: HashMap<String, Vec<Named>>,
    /// Titles of documents by the names within them: see [`short_names`].
    within: HashMap<String, Vec<String>>,
    bodies: usize,
}

/// A record under its title.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) id: RecordId,
    pub(super) kind: RecordKind,
    /// `None` for everything that is not legislation, whose versions share a title.
    legislation: Option<DocumentKind>,
    /// Whether the title says `中华人民共和国` in front.
    of_state: bool,
    pub(super) region: Option<String>,
    pub(super) dated: Option<Date>,
    /// From when it holds.
    pub(super) effective_on: Option<Date>,
    /// Key of its number.
    pub(super) number: Option<String>,
    pub(super) issuers: Vec<String>,
    national: bool,
}

/// A tie between two records of a source that is not written in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tied {
    /// The later paper.
    pub source: RecordId,
    /// What it does to the other.
    pub kind: LinkKind,
    /// The other.
    pub target: RecordId,
    /// From which day, where that is not the later paper's own start.
    pub on: Option<Date>,
}

impl Named {
    /// Whether it holds for the whole country.
    pub(super) fn is_national(&self) -> bool {
        self.national
    }

    /// Whether this is another version of the same law.
    pub(super) fn is_version_of(&self, other: &Self) -> bool {
        self.legislation.is_some() && self.version_key() == other.version_key()
    }
}

/// Versions to which every older one is tied.
const NEWEST: usize = 4;

impl Names {
    /// The record that these words name: an id, a document number however written, or a title with or without `《》`, also with its number
    /// behind it. Among versions of one law the newest. `None` where nothing, or more than one thing, goes by the name.
    pub fn resolve(&self, words: &str) -> Option<RecordId> {
        let words = words.trim();
        if let Some((id, _)) = words.parse().ok().and_then(|id: RecordId| self.kinds.get_key_value(&id)) {
            return Some(id.clone());
        }
        if let Ok(number) = words.parse::<DocumentNumber>() {
            return self.by_number(&number);
        }
        self.by_title(words).or_else(|| {
            // 《社会救助暂行办法》（国务院令第649号）: the number is the more exact name.
            let (title, rest) = words.strip_prefix('《')?.rsplit_once('》')?;
            let rest = rest.trim().trim_matches(['（', '）', '(', ')']);
            let number = rest.parse().ok().or_else(|| numbers_in(rest).into_iter().next().map(|(_, number)| number));
            number.and_then(|number| self.by_number(&number)).or_else(|| self.by_title(title))
        })
    }

    /// Whether anything goes by these words, be it several things.
    pub fn knows(&self, words: &str) -> bool {
        let by_title = self.titles.contains_key(squeeze(words).trim_start_matches(STATE));
        let by_number = || words.parse::<DocumentNumber>().is_ok_and(|number| self.numbers.contains_key(&number.query_key()));
        by_title || by_number() || self.resolve(words).is_some()
    }

    /// The kind of the record that goes by this id.
    pub(super) fn kind(&self, id: &str) -> Option<RecordKind> {
        id.parse::<RecordId>().ok().and_then(|id| self.kinds.get(&id).copied())
    }

    /// Whether the source has a directory to look bodies up in, and this one is not in it.
    pub(super) fn lacks_body(&self, name: &str) -> bool {
        let known = |named: &Named| named.kind == RecordKind::Body;
        self.bodies > 0 && !self.titles.get(&squeeze(name)).is_some_and(|all| all.iter().any(known))
    }

    /// Names of all bodies, folded.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().filter(|(_, all)| all.iter().any(|named| named.kind == RecordKind::Body)).map(|(name, _)| name.as_str())
    }

    /// Learns the names of a record.
    pub(super) fn add(&mut self, record: &Record) {
        self.kinds.insert(record.id.clone(), record.kind());
        if let Some(number) = record.document().and_then(|document| document.number.as_ref()) {
            self.numbers.entry(number.query_key()).or_default().push(record.id.clone());
        }
        self.add_title(&record.title, record);
        if let Content::Body(body) = &record.content {
            self.bodies += 1;
            for alias in body.aliases.iter().filter(|alias| **alias != record.title) {
                self.add_title(alias, record);
            }
        }
    }

    fn add_title(&mut self, title: &str, record: &Record) {
        let squeezed = squeeze(title);
        let document = record.document();
        let of_state = document.is_some() && squeezed.starts_with(STATE);
        let key = if of_state { squeezed.trim_start_matches(STATE).to_owned() } else { squeezed };
        if document.is_some() {
            for name in short_names(title) {
                self.within.entry(squeeze(name).trim_start_matches(STATE).to_owned()).or_default().push(key.clone());
            }
        }
        self.titles.entry(key).or_default().push(Named {
            id: record.id.clone(),
            kind: record.kind(),
            legislation: document.map(|document| document.kind.clone()).filter(|kind| KindTable::shipped().is_legislation(kind)),
            of_state,
            region: document.and_then(|document| document.region.clone()),
            dated: record.dated(),
            effective_on: document.and_then(|document| document.effective_on),
            number: document.and_then(|document| document.number.as_ref()).map(DocumentNumber::query_key),
            issuers: document.map(|document| document.issuers.clone()).unwrap_or_default(),
            national: document.is_some_and(|document| KindTable::shipped().is_national(&document.kind)),
        });
    }

    /// Documents of this title, however it is written.
    pub(super) fn documents(&self, title: &str) -> Vec<&Named> {
        let squeezed = squeeze(title);
        self.of_key(squeezed.trim_start_matches(STATE)).collect()
    }

    /// Documents that print a paper of this title, or bear it without who issued it; or that are what a title of that sort prints.
    pub(super) fn documents_within(&self, title: &str) -> Vec<&Named> {
        let keys = std::iter::once(title).chain(short_names(title)).map(|name| squeeze(name).trim_start_matches(STATE).to_owned());
        let mut found: Vec<&Named> = Vec::new();
        for key in keys {
            let within = self.within.get(&key).into_iter().flatten().flat_map(|title| self.of_key(title));
            found.extend(self.of_key(&key).chain(within));
        }
        found.sort_by(|left, right| left.id.cmp(&right.id));
        found.dedup_by(|next, first| next.id == first.id);
        found
    }

    /// The documents among records.
    pub(super) fn of_ids<'n>(&'n self, ids: &'n [RecordId]) -> impl Iterator<Item = &'n Named> {
        self.titles.values().flatten().filter(|named| named.kind == RecordKind::Document && ids.contains(&named.id))
    }

    fn of_key(&self, key: &str) -> impl Iterator<Item = &Named> {
        let named = self.titles.get(key).map(Vec::as_slice).unwrap_or_default();
        named.iter().filter(|named| named.kind == RecordKind::Document)
    }

    /// Records that bear a number.
    pub(super) fn bearers(&self, number: &DocumentNumber) -> &[RecordId] {
        self.numbers.get(&number.query_key()).map(Vec::as_slice).unwrap_or_default()
    }

    fn by_number(&self, number: &DocumentNumber) -> Option<RecordId> {
        match self.numbers.get(&number.query_key())?.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    fn by_title(&self, title: &str) -> Option<RecordId> {
        let squeezed = squeeze(title);
        let (key, of_state) = match squeezed.strip_prefix(STATE) {
            Some(rest) if self.titles.contains_key(rest) => (rest, true),
            _ => (squeezed.as_str(), false),
        };
        let all: Vec<_> = self.titles.get(key)?.iter().filter(|named| named.of_state || !of_state).collect();
        // A document and its guide may share a title: who cites by title cites the paper.
        let documents: Vec<_> = all.iter().copied().filter(|named| named.kind == RecordKind::Document).collect();
        let candidates = if documents.is_empty() { all } else { documents };
        let newest = candidates.iter().max_by_key(|named| named.dated)?;
        let one_law = |named: &&Named| named.legislation.is_some() && named.version_key() == newest.version_key();
        (candidates.len() == 1 || candidates.iter().all(one_law)).then(|| newest.id.clone())
    }

    /// Versions of one law, the newer as the current text of the older: each older text with the newest ones, the newest last. More than one, since
    /// the newest may not be in force yet; not all, since their number grows with the square.
    pub(super) fn versions(&self) -> Vec<Tied> {
        let mut pairs = Vec::new();
        for all in self.titles.values().filter(|all| all.len() > 1) {
            let mut laws: BTreeMap<_, Vec<(Date, &RecordId)>> = BTreeMap::new();
            for named in all.iter().filter(|named| named.legislation.is_some()) {
                laws.entry(named.version_key()).or_default().extend(named.dated.map(|dated| (dated, &named.id)));
            }
            for mut texts in laws.into_values() {
                texts.sort_unstable();
                let newest = texts.len().saturating_sub(NEWEST);
                for (number, (old_date, older)) in texts.iter().enumerate() {
                    let newer = texts.iter().skip(newest.max(number + 1)).filter(|(date, _)| date > old_date);
                    pairs.extend(newer.map(|(date, newer)| ((*older).clone(), *date, (*newer).clone())));
                }
            }
        }
        pairs.sort_unstable_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)));
        let tied = |(target, _, source)| Tied { source, kind: LinkKind::Consolidates, target, on: None };
        pairs.into_iter().map(tied).collect()
    }
}

impl Named {
    fn version_key(&self) -> (Option<&DocumentKind>, bool, Option<&str>) {
        (self.legislation.as_ref(), self.of_state, self.region.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Body, FullText, PolicyDocument, Question};
    use jiff::civil::date;

    fn record(id: &str, title: &str, content: Content) -> Record {
        Record {
            id: id.parse().unwrap(),
            title: title.into(),
            topics: vec![],
            audience: vec![],
            keywords: vec![],
            summary: None,
            address: None,
            mark: None,
            attachments: vec![],
            links: vec![],
            text: FullText::default(),
            content,
        }
    }

    fn document(id: &str, title: &str, kind: &str, number: Option<&str>, issued_on: Option<Date>, region: Option<&str>) -> Record {
        let document = PolicyDocument {
            number: number.map(|number| number.parse().unwrap()),
            kind: KindTable::shipped().find(kind).unwrap(),
            genre: None,
            issuers: vec![],
            drafter: None,
            index_number: None,
            registration: None,
            issued_on,
            published_on: None,
            effective_on: None,
            expires_on: None,
            themes: vec![],
            region: region.map(str::to_owned),
            stated: None,
        };
        record(id, title, Content::Document(document))
    }

    fn names() -> Names {
        let mut names = Names::default();
        let body = Body { aliases: vec!["县民政局".into()], ..Body::default() };
        for record in [
            document("jz", "社会救助暂行办法", "行政法规", Some("国务院令第649号"), None, None),
            document("ld-1994", "中华人民共和国劳动法", "法律", None, Some(date(1994, 7, 5)), None),
            document("ld-2018", "中华人民共和国劳动法", "法律", None, Some(date(2018, 12, 29)), None),
            document("ld-2009", "中华人民共和国劳动法", "法律", None, Some(date(2009, 8, 27)), None),
            document("yq-lu", "养犬管理条例", "地方性法规", None, Some(date(2021, 1, 1)), Some("山东")),
            document("yq-yu", "养犬管理条例", "地方性法规", None, Some(date(2020, 1, 1)), Some("河南")),
            document("a", "关于放假的通知", "其他文件", Some("云政发〔2023〕8号"), Some(date(2023, 1, 1)), None),
            document("b", "关于放假的通知", "其他文件", Some("云政发〔2024〕8号"), Some(date(2024, 1, 1)), None),
            record("q", "社会救助暂行办法", Content::Question(Question::default())),
            record("mzj", "云川县民政局", Content::Body(body)),
        ] {
            names.add(&record);
        }
        names
    }

    #[test]
    fn a_record_is_found_under_every_name_that_is_its_own() {
        let names = names();
        for (words, expected) in [
            ("jz", Some("jz")),
            ("《社会救助暂行办法》", Some("jz")),
            ("《社会救助暂行办法》（国务院令第649号）", Some("jz")),
            ("国务院 649号", Some("jz")),
            ("云政发[2024]8号", Some("b")),
            ("《关于放假的通知》（云政发〔2023〕8号）", Some("a")),
            ("县民政局", Some("mzj")),
            ("劳动法", Some("ld-2018")),
            ("《中华人民共和国劳动法》", Some("ld-2018")),
            // Two papers of one title, two provinces with one title: nobody knows which is meant.
            ("关于放假的通知", None),
            ("养犬管理条例", None),
            ("行政处罚法", None),
            ("云政发〔2025〕8号", None),
        ] {
            assert_eq!(names.resolve(words).as_ref().map(RecordId::as_str), expected, "{words}");
        }
    }

    #[test]
    fn versions_of_a_law_are_tied_and_namesakes_are_not() {
        let pairs: Vec<_> = names().versions().into_iter().map(|tied| format!("{}>{}", tied.source, tied.target)).collect();
        assert_eq!(pairs, ["ld-2009>ld-1994", "ld-2018>ld-1994", "ld-2018>ld-2009"]);
    }

    #[test]
    fn of_very_many_versions_every_older_one_is_tied_to_the_newest_and_to_few_others() {
        let mut names = Names::default();
        let first = date(1990, 1, 1);
        for number in 0..3_000_i64 {
            let issued_on = first.checked_add(jiff::Span::new().days(number)).unwrap();
            names.add(&document(&format!("l{number}"), "劳动法", "法律", None, Some(issued_on), None));
        }
        let pairs = names.versions();
        assert!(pairs.len() <= 3_000 * NEWEST, "{}", pairs.len());
        let tied = pairs.iter().filter(|tied| tied.source.as_str() == "l2999").count();
        assert_eq!(tied, 2_999);
    }

    #[test]
    fn a_body_is_known_by_its_short_name() {
        let names = names();
        assert!(!names.lacks_body("县民政局") && !names.lacks_body("云川县民政局"));
        assert!(names.lacks_body("县民证局"));
        assert!(!Names::default().lacks_body("县民证局"));
    }
}
