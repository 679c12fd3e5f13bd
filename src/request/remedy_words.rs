//! What can be done against a reply, in the words that are printed: data with the day since which the law reads so, and its articles.

use std::sync::{Arc, LazyLock, RwLock};

use jiff::civil::Date;

use super::Doors;

/// A remedy as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyWords {
    doors: Doors,
    /// The day since which the law reads so.
    pub since: Date,
    /// What is printed.
    pub words: String,
    /// The articles.
    pub source: String,
}

/// The words for every door.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remedies(Vec<RemedyWords>);

/// A line that is no remedy: `doors,since,words,source`, where `doors` is `review_first`, `either`, `mixed` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRemedies {
    /// Counted from 1.
    pub line: usize,
}

/// `data/remedies.csv`: the words, by doors and day.
static BUILT_IN: LazyLock<Remedies> = LazyLock::new(|| Remedies::read(include_str!("../../data/remedies.csv")).unwrap_or_default());
static IN_USE: LazyLock<RwLock<Arc<Remedies>>> = LazyLock::new(|| RwLock::new(Arc::new(BUILT_IN.clone())));

/// From now on tells these words beside those that the program holds; those alone where there are none.
pub(super) fn tell_by(own: Option<&Remedies>) {
    let mut whole = BUILT_IN.clone();
    whole.0.extend(own.iter().flat_map(|own| own.0.iter().cloned()));
    *IN_USE.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(whole);
}

impl Remedies {
    /// Reads a table of words.
    pub fn read(text: &str) -> Result<Self, NoRemedies> {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes());
        let line_of = |at: Option<&csv::Position>| at.map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
        let mut words = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| NoRemedies { line: line_of(error.position()) })?;
            words.push(remedy(&row).ok_or(NoRemedies { line: line_of(row.position()) })?);
        }
        Ok(Self(words))
    }

    /// Of two of one day the later one counts: an office's own stands behind the program's.
    fn of(&self, doors: Doors, served_on: Date) -> Option<&RemedyWords> {
        self.0.iter().filter(|words| words.doors == doors && words.since <= served_on).max_by_key(|words| words.since)
    }
}

fn remedy(row: &csv::StringRecord) -> Option<RemedyWords> {
    let doors = match row.get(0)? {
        "review_first" => Doors::ReviewFirst,
        "either" => Doors::Either,
        "mixed" => Doors::Mixed,
        "unknown" => Doors::Unknown,
        _ => return None,
    };
    let (words, source) = (crate::text::clean(row.get(2)?).into_owned(), crate::text::clean(row.get(3)?).into_owned());
    let whole = !words.is_empty() && !source.is_empty();
    whole.then_some(RemedyWords { doors, since: row.get(1)?.parse().ok()?, words, source })
}

/// The words for a reply that was served on a day; none for one that was served before the law read as it does in any of them.
pub fn remedy_words(doors: Doors, served_on: Date) -> Option<RemedyWords> {
    let table = IN_USE.read().map_or_else(|poisoned| Arc::clone(&poisoned.into_inner()), |table| Arc::clone(&table));
    table.of(doors, served_on).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_door_has_words_and_none_that_are_older_than_the_law() {
        for doors in [Doors::Either, Doors::Unknown, Doors::Mixed, Doors::ReviewFirst] {
            let words = remedy_words(doors, date(2026, 11, 30)).unwrap();
            assert!(words.words.contains("六十日") && !words.source.is_empty(), "{words:?}");
            assert_eq!(remedy_words(doors, date(2023, 12, 31)), None);
        }
        assert!(remedy_words(Doors::ReviewFirst, date(2026, 1, 1)).unwrap().words.contains("应当先申请行政复议"));
    }

    #[test]
    fn the_words_of_a_later_law_are_told_from_its_day_on() {
        let table = Remedies::read("doors,since,words,source\neither,2024-01-01,旧,旧法\neither,2027-01-01,新,新法\n").unwrap();
        let told = |on| table.of(Doors::Either, on).map(|words| words.words.as_str());
        assert_eq!([date(2026, 12, 31), date(2027, 1, 1), date(2023, 1, 1)].map(told), [Some("旧"), Some("新"), None]);
        for row in ["neither,2024-01-01,旧,旧法", "either,2024-13-01,旧,旧法", "either,2024-01-01,,旧法", "either,2024-01-01,旧"] {
            assert_eq!(Remedies::read(&format!("doors,since,words,source\n{row}\n")), Err(NoRemedies { line: 2 }), "{row}");
        }
    }
}
