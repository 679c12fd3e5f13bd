//! What can be done against a reply, in the words that are printed: data with the day since which the law reads so, and its articles.

use std::sync::LazyLock;

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

/// `data/remedies.csv`: the words, by doors and day.
static WORDS: LazyLock<Vec<RemedyWords>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_bytes!("../../data/remedies.csv").as_slice());
    let row = |row: csv::StringRecord| {
        let doors = match row.get(0)? {
            "review_first" => Doors::ReviewFirst,
            "either" => Doors::Either,
            "mixed" => Doors::Mixed,
            _ => Doors::Unknown,
        };
        Some(RemedyWords { doors, since: row.get(1)?.parse().ok()?, words: row.get(2)?.to_owned(), source: row.get(3)?.to_owned() })
    };
    reader.records().flatten().filter_map(row).collect()
});

/// The words for a reply that was served on a day; none for one that was served before the law read as it does in any of them.
pub fn remedy_words(doors: Doors, served_on: Date) -> Option<&'static RemedyWords> {
    WORDS.iter().filter(|words| words.doors == doors && words.since <= served_on).max_by_key(|words| words.since)
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
}
