//! What can be done against a reply, and until when, by the article that the reply cites.
//!
//! Review first, where it is a refusal: 行政复议法 art. 23(1)(4), 法释〔2025〕8号 art. 1(2) (refusals under 条例 art. 14, 15, 16). Either door
//! otherwise. Never by the row of the annual report: row (三)8 行政查询事项 stands among refusals there, and its ground is art. 36(7).

use jiff::civil::Date;

use super::{Calendar, Cited, Due, Served};

/// Calendar days for asking for a review (行政复议法 art. 20).
pub(super) const REVIEW_DAYS: i32 = 60;
/// Months for going to court directly (行政诉讼法 art. 46).
pub(super) const SUIT_MONTHS: i32 = 6;
/// Calendar days for going to court after a review (行政诉讼法 art. 45, 行政复议法 art. 34).
pub(super) const SUIT_AFTER_REVIEW_DAYS: i32 = 15;
/// Months after which it is too late, where a reply did not say what can be done against it (行政复议法 art. 20 para. 3; for suits 法释〔2018〕1号 art. 64).
const OUTER_MONTHS: i32 = 12;

/// Which doors stand open against a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doors {
    /// Review or court, as one likes.
    Either,
    /// No article is known by which it could be told.
    Unknown,
    /// A part was refused: review first against that part, either door against the rest.
    Mixed,
    /// Review first; court only against its decision.
    ReviewFirst,
}

impl Doors {
    /// By the articles of the regulation that a reply cites.
    pub fn of(cited: &Cited) -> Self {
        let articles = cited.articles();
        let refusal = |(article, item): &(u32, Option<u32>)| matches!((article, item), (14..=16 | 32, _) | (36, Some(3)));
        if articles.iter().any(|(article, _)| *article == 37) {
            Self::Mixed
        } else if articles.iter().any(refusal) {
            Self::ReviewFirst
        } else if articles.is_empty() || articles.contains(&(36, None)) {
            Self::Unknown
        } else {
            Self::Either
        }
    }
}

impl Cited {
    /// Articles with their items: `36(5)`, `第三十六条第五项` is not read.
    fn articles(&self) -> Vec<(u32, Option<u32>)> {
        match self {
            Self::Number(article) => vec![(*article, None)],
            Self::Text(text) => articles_in(text),
            Self::List(texts) => texts.iter().flat_map(|text| articles_in(text)).collect(),
            Self::Nothing => Vec::new(),
        }
    }
}

/// `16, 36(3)` -> 16; 36 item 3.
fn articles_in(text: &str) -> Vec<(u32, Option<u32>)> {
    let one = |part: &str| {
        let mut numbers = part.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
        let article = numbers.next()?.parse().ok()?;
        Some((article, numbers.next().and_then(|item| item.parse().ok())))
    };
    text.split([',', '，', '、', ';', '；', '+', '/', '和']).filter_map(one).collect()
}

/// The last days against a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Remedy {
    pub(super) review_by: Due,
    pub(super) suit_by: Due,
    /// Told only where the reply did not say what can be done against it.
    pub(super) outer_limit: Option<Due>,
}

/// Against a reply that was served. `learned` is the day on which the applicant learned what can be done, where the reply did not say it.
pub(super) fn against(served: &Served, learned: Option<Date>, calendar: &Calendar) -> Remedy {
    let outer = (!served.told).then(|| calendar.months(served.on, OUTER_MONTHS));
    let limited = |due: &dyn Fn(Date) -> Due| match (outer, learned) {
        (None, _) => due(served.on),
        (Some(outer), Some(learned)) => due(learned.max(served.on)).earlier(outer),
        (Some(outer), None) => outer,
    };
    let review_by = limited(&|from| calendar.days(from, REVIEW_DAYS));
    let suit_by = match Doors::of(&served.article) {
        Doors::Either => limited(&|from| calendar.months(from, SUIT_MONTHS)),
        Doors::ReviewFirst => Due::Never,
        Doors::Mixed | Doors::Unknown => Due::Doubtful,
    };
    Remedy { review_by, suit_by, outer_limit: outer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_door_follows_from_the_article_and_not_from_the_row_of_the_report() {
        for (cited, doors) in [
            ("14", Doors::ReviewFirst),
            ("15", Doors::ReviewFirst),
            ("16(2)", Doors::ReviewFirst),
            ("36(3)", Doors::ReviewFirst),
            ("36(3)、16", Doors::ReviewFirst),
            ("32", Doors::ReviewFirst),
            ("37", Doors::Mixed),
            ("37、16", Doors::Mixed),
            ("36(1)", Doors::Either),
            ("36(5)", Doors::Either),
            ("36(6)", Doors::Either),
            ("36(7)", Doors::Either),
            ("30", Doors::Either),
            ("38", Doors::Either),
            ("39", Doors::Either),
            ("36", Doors::Unknown),
            ("", Doors::Unknown),
        ] {
            assert_eq!(Doors::of(&Cited::Text(cited.to_owned())), doors, "{cited}");
        }
        assert_eq!(Doors::of(&Cited::Number(16)), Doors::ReviewFirst);
        assert_eq!(Doors::of(&Cited::List(vec!["36(3)".into(), "15".into()])), Doors::ReviewFirst);
        assert_eq!(Doors::of(&Cited::Nothing), Doors::Unknown);
    }
}
