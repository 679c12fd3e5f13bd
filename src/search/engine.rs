//! The engine: an open library, ready to be asked.

use std::sync::{Arc, Mutex, OnceLock};

use super::{
    completions::Completions,
    day::Day,
    error::SearchError,
    everyday::{Everyday, pairs},
    features::Row,
    finders::{Articles, Finder, Names, Numbers, Scan, Words},
    keywords::Keywords,
    lists::Lists,
    matter, meant,
    query::{Care, Query},
    question::Question,
    rank::{Ranking, Verdict, fuse},
    ranked::Ranked,
    regions::Regions,
    shapes,
    shelves::Shelves,
    sought::{Directory, Sought},
};
use crate::{
    library::{Card, Entry, Library},
    policy::{RecordId, RecordKind},
};

/// Completions offered at most.
const COMPLETIONS: usize = 9;

/// Answers questions to one library. Shared between threads, asked by one at a time.
pub struct Engine {
    pub(super) library: Arc<Library>,
    /// The inverted lists; none where the library is empty or gone through without them.
    pub(super) lists: Option<Arc<Lists>>,
    /// Whether everything is gone through, since the index is damaged.
    scans: bool,
    /// What is asked, in the order in which scores are added up.
    pub(super) finders: Vec<Box<dyn Finder>>,
    pub(super) shelves: Shelves,
    /// Read when the first question comes.
    everyday: OnceLock<Everyday>,
    /// Made when the first question waits for its answer.
    directory: OnceLock<Directory>,
    /// Made when the first question waits for its answer.
    keywords: OnceLock<Keywords>,
    /// Made when somebody types the first character.
    completions: OnceLock<Completions>,
    /// Made when the first question comes.
    regions: OnceLock<Regions>,
    /// The day that was asked for last.
    pub(super) day: Mutex<Option<Arc<Day>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("library", &self.library).finish_non_exhaustive()
    }
}

impl Engine {
    /// Makes a library ready to be asked: a few milliseconds, no dictionary. A library whose index is damaged is asked as
    /// [`Engine::without_index`] does it.
    pub fn new(library: Arc<Library>) -> Result<Self, SearchError> {
        let Some(index) = library.index() else { return Ok(Self::without_index(library)) };
        let lists = Lists::open(&library, index)?.map(Arc::new);
        let by_lists = |lists: &Arc<Lists>| -> Vec<Box<dyn Finder>> {
            vec![
                Box::new(Words::new(Arc::clone(lists))),
                Box::new(Names::new(Arc::clone(lists), library.cards().len())),
                Box::new(Numbers::new(library.cards(), Some(Arc::clone(lists)))),
                Box::new(Articles::new(Some(Arc::clone(lists)))),
            ]
        };
        let finders = lists.as_ref().map(by_lists).unwrap_or_default();
        Ok(Self { lists, ..Self::with(library, finders) })
    }

    /// Asks a library without touching its index: slower, a second for twenty thousand documents, and in a simpler order.
    pub fn without_index(library: Arc<Library>) -> Self {
        let scan = Scan::new(library.cards().len());
        let finders: Vec<Box<dyn Finder>> =
            vec![Box::new(scan), Box::new(Numbers::new(library.cards(), None)), Box::new(Articles::new(None))];
        Self { scans: true, ..Self::with(library, finders) }
    }

    /// Whether the index is used.
    pub fn uses_index(&self) -> bool {
        !self.scans
    }

    /// Asks these finders alone.
    pub(super) fn with(library: Arc<Library>, finders: Vec<Box<dyn Finder>>) -> Self {
        let shelves = Shelves::new(library.cards());
        Self {
            library,
            lists: None,
            scans: false,
            finders,
            shelves,
            everyday: OnceLock::new(),
            directory: OnceLock::new(),
            keywords: OnceLock::new(),
            completions: OnceLock::new(),
            regions: OnceLock::new(),
            day: Mutex::default(),
        }
    }

    /// Reads the tables that the first question would otherwise wait for.
    pub fn warm_up(&self) {
        self.everyday();
        Everyday::warm_up();
        self.directory();
        self.keywords();
        shapes::warm_up();
        meant::warm_up();
        matter::warm_up();
        let meaning = self.library.vectors().and_then(|vectors| vectors.compass());
        tracing::debug!(known = meaning.is_some(), "what the passages are about");
        drop(self.completions(""));
    }

    /// How what was typed may go on.
    pub(super) fn completions(&self, typed: &str) -> Vec<String> {
        self.known().of_typed(typed, COMPLETIONS)
    }

    /// What records are known by.
    pub(super) fn known(&self) -> &Completions {
        self.completions.get_or_init(|| Completions::of(&self.library))
    }

    /// The library it answers from.
    pub fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Ids of the passages that answer best, with scores, whatever the validity of their documents. For measuring.
    pub fn passages(&self, text: &str, limit: usize) -> Result<Vec<(String, f32)>, SearchError> {
        let Some((lists, index)) = self.lists.as_ref().zip(self.library.index()) else { return Ok(Vec::new()) };
        let ranked = Words::new(Arc::clone(lists)).passages(&self.question(text, Care::Careful), &self.library)?;
        let shown = |ranked: &Ranked| self.library.cards().get(ranked.card.index()).is_none_or(|card| !self.library.withholds(&card.id));
        let named = ranked
            .into_iter()
            .filter(shown)
            .take(limit)
            .map(|ranked| Ok(index.passage(ranked.entry)?.map(|passage| (passage.id, ranked.score))));
        named.filter_map(Result::transpose).collect()
    }

    /// The passages that are looked at twice, by entry, with what is looked at: with what they mean, or by their words alone. For fitting.
    pub(crate) fn second_look(&self, text: &str, meaning: bool) -> Result<(Vec<Entry>, Vec<Row>), SearchError> {
        let Some(lists) = &self.lists else { return Ok(Default::default()) };
        Ok(Words::new(Arc::clone(lists)).looked_at(&self.question(text, Care::Careful), &self.library, meaning)?)
    }

    /// Ids of the records that answer best, with scores, whatever their validity. For measuring.
    pub fn documents(&self, text: &str, limit: usize) -> Result<Vec<(RecordId, f32)>, SearchError> {
        let ranking = self.ranking(&self.question(text, Care::Careful))?;
        let verdicts = ranking.verdicts().iter().zip(self.library.cards());
        let answers =
            |(verdict, card): &(&Verdict, &Arc<Card>)| (verdict.score > 0.0 || verdict.is_named()) && !self.library.withholds(&card.id);
        let mut order: Vec<_> = verdicts.filter(answers).collect();
        order.sort_by(|left, right| {
            right.0.is_named().cmp(&left.0.is_named()).then(right.0.score.total_cmp(&left.0.score)).then(right.1.dated.cmp(&left.1.dated))
        });
        Ok(order.into_iter().take(limit).map(|(verdict, card)| (card.id.clone(), verdict.score)).collect())
    }

    /// What was typed, and what papers write instead.
    pub(super) fn question<'a>(&self, text: &'a str, care: Care) -> Question<'a> {
        let mut question = Question::new(text, care, self.everyday());
        // Two characters that the library writes as a word are that word, and not two characters that may stand apart.
        let is_word = |pair: &str| self.lists.as_ref().is_some_and(|lists| lists.body.count(pair).is_ok_and(|count| count > 0));
        if question.terms.only_pair().is_some_and(is_word) {
            question.terms.forget_characters();
        }
        question
    }

    /// Whether the office says itself that people call something so which the library writes about.
    pub(super) fn says_itself(&self, name: &str) -> bool {
        let written = |pair: &String| self.lists.as_ref().is_some_and(|lists| lists.body.count(pair).is_ok_and(|count| count > 0));
        self.everyday().own(name).iter().any(|term| pairs(term).iter().all(written))
    }

    pub(super) fn everyday(&self) -> &Everyday {
        self.everyday.get_or_init(|| Everyday::of(&self.library))
    }

    fn directory(&self) -> &Directory {
        self.directory.get_or_init(|| Directory::of(&self.library, self.everyday()))
    }

    /// What editors say people call records.
    pub(super) fn keywords(&self) -> &Keywords {
        self.keywords.get_or_init(|| Keywords::of(&self.library))
    }

    /// Which records carry where, when or whom somebody asks for who waits for the answer.
    pub(super) fn sought(&self, query: &Query) -> Sought {
        if query.care == Care::Quick {
            return Sought::default();
        }
        self.directory().sought(query.text.reveal(), self.everyday(), &query.here)
    }

    /// How well every record answers.
    pub(super) fn ranking(&self, question: &Question<'_>) -> Result<Ranking, SearchError> {
        let brought = self.finders.iter().map(|finder| finder.candidates(question, &self.library)).collect::<Result<Vec<_>, _>>()?;
        let mut ranking = fuse(question, &brought, self.library.cards());
        let regions = self.regions.get_or_init(|| {
            let titles = self.library.cards().iter().map(|card| (card.kind == RecordKind::Document).then_some(card.title.as_str()));
            Regions::of(titles, &self.library.info().place)
        });
        if let Some(asked) = regions.named_in(&question.terms.squeezed) {
            ranking.weigh(|paper| regions.worth(asked, paper));
        }
        Ok(ranking)
    }
}
