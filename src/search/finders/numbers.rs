//! Records by their document number, whole or as far as it was typed.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use super::{
    super::{error::SearchError, lists::Lists, question::Question, terms::Terms},
    candidate::{Candidate, Candidates, Finder},
};
use crate::{
    library::{Card, Library, Ordinal},
    policy::{DocumentNumber, ShortNumber, code_key, numbers_in, serial_key, without_paper},
    text::squeeze,
};

/// The numbers, ready to be asked.
pub(in crate::search) struct Numbers {
    /// Squeezed numbers as they are printed, in the order of their cards, for those that are half typed.
    printed: Vec<(String, Ordinal)>,
    /// The short numbers, sorted; made when somebody asks by one.
    short: OnceLock<Vec<(ShortNumber, Ordinal)>>,
    /// Where the keys of all ways to write a number stand; without them the library knows the whole numbers.
    lists: Option<Arc<Lists>>,
}

impl Numbers {
    pub(in crate::search) fn new(cards: &[Arc<Card>], lists: Option<Arc<Lists>>) -> Self {
        let printed = Ordinal::all().zip(cards).filter_map(|(ordinal, card)| Some((squeeze(card.number.as_deref()?), ordinal)));
        Self { printed: printed.collect(), short: OnceLock::new(), lists }
    }

    /// Records whose short number somebody kept.
    fn kept(&self, number: ShortNumber, library: &Library) -> Vec<Ordinal> {
        let sorted = self.short.get_or_init(|| {
            let numbers = Ordinal::all().zip(library.cards()).map(|(ordinal, card)| (ShortNumber::of(&card.id), ordinal));
            let mut numbers: Vec<_> = numbers.collect();
            numbers.sort_unstable();
            numbers
        });
        let from = sorted.partition_point(|(known, _)| *known < number);
        sorted.iter().skip(from).take_while(|(known, _)| *known == number).map(|(_, ordinal)| *ordinal).collect()
    }

    /// By the keys in the index.
    fn by_keys(&self, lists: &Lists, question: &Question<'_>, library: &Library) -> io::Result<Vec<Ordinal>> {
        if let Some(code) = code_key(question.text) {
            let coded = bearers(lists, &code, library)?;
            if !coded.is_empty() {
                return Ok(coded);
            }
        }
        if let Ok(number) = without_paper(question.text).parse::<DocumentNumber>() {
            let whole = bearers(lists, &number.query_key(), library)?;
            if !whole.is_empty() {
                return Ok(whole);
            }
            // 云人社2025年18号 for 云人社发〔2025〕18号: the agency half written.
            let agency = squeeze(&number.agency);
            let printed =
                |card: &Ordinal| self.printed.binary_search_by_key(card, |(_, card)| *card).ok().and_then(|at| self.printed.get(at));
            let mut half_written = bearers(lists, &number.bare_key(), library)?;
            half_written.retain(|card| printed(card).is_some_and(|(number, _)| number.starts_with(&agency)));
            if !half_written.is_empty() {
                return Ok(half_written);
            }
        } else if let Some(serial) = serial_key(question.text) {
            return bearers(lists, &serial, library);
        }
        // 关于放假的通知（云政发〔2023〕8号）
        for (_, number) in numbers_in(question.text) {
            let printed = bearers(lists, &number.query_key(), library)?;
            if !printed.is_empty() {
                return Ok(printed);
            }
        }
        Ok(self.begun(&question.terms))
    }

    /// By the whole numbers that the library knows.
    fn by_library(&self, question: &Question<'_>, library: &Library) -> Vec<Ordinal> {
        let number = without_paper(question.text).parse::<DocumentNumber>().ok().and_then(|number| library.resolve_number(&number));
        number.and_then(|id| library.ordinal(&id)).map_or_else(|| self.begun(&question.terms), |bearer| vec![bearer])
    }

    /// Records whose number begins as was typed. 云政发〔20: a number for whoever goes on typing.
    fn begun(&self, terms: &Terms) -> Vec<Ordinal> {
        let half_typed =
            terms.squeezed.ends_with(|c: char| c.is_ascii_digit() || c == '号') && terms.squeezed.chars().count() >= 3 && !terms.letters;
        let begins = |number: &&(String, Ordinal)| half_typed && number.0.starts_with(&terms.squeezed);
        self.printed.iter().filter(begins).map(|number| number.1).collect()
    }
}

/// Records that bear a key.
fn bearers(lists: &Lists, key: &str, library: &Library) -> io::Result<Vec<Ordinal>> {
    let mut bearers = Vec::new();
    if let Some(found) = lists.number.find(key)? {
        lists.number.score(&found, |entry, _| bearers.extend(library.card_of().card(entry)))?;
    }
    Ok(bearers)
}

impl Finder for Numbers {
    fn candidates(&self, question: &Question<'_>, library: &Library) -> Result<Candidates, SearchError> {
        let bearers = match &self.lists {
            Some(lists) => self.by_keys(lists, question, library)?,
            None => self.by_library(question, library),
        };
        let kept = if bearers.is_empty() { ShortNumber::asked(question.text) } else { None };
        let bearers = kept.map_or(bearers, |number| self.kept(number, library));
        Ok(Candidates { found: bearers.into_iter().map(Candidate::named).collect(), most: 1.0 })
    }
}
