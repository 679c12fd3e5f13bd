//! Whether a document is in force on a given day, and why not: worked out from links and dates, so that an end takes effect on its day even
//! if nobody brings new content.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{LinkKind, RecordId};

/// 有效性. The order is that of a list: what a visitor can rely on comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Validity {
    /// 现行有效
    #[serde(rename = "现行有效")]
    InForce,
    /// 已修改: a later paper changed this text.
    #[serde(rename = "已修改")]
    Amended,
    /// 尚未生效
    #[serde(rename = "尚未生效")]
    Pending,
    /// 已失效: its term has ended.
    #[serde(rename = "已失效")]
    Expired,
    /// 已废止
    #[serde(rename = "已废止")]
    Repealed,
}

impl Validity {
    /// All values, in the order above.
    pub const ALL: [Self; 5] = [Self::InForce, Self::Amended, Self::Pending, Self::Expired, Self::Repealed];

    /// The word in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "现行有效",
            Self::Amended => "已修改",
            Self::Pending => "尚未生效",
            Self::Expired => "已失效",
            Self::Repealed => "已废止",
        }
    }

    /// Whether nobody may act on it any more.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Expired | Self::Repealed)
    }
}

/// The life of a document, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// 施行日期.
    pub effective_on: Option<Date>,
    /// Last day in force.
    pub expires_on: Option<Date>,
    /// 有效性 as an export states it.
    pub stated: Option<(Validity, Option<String>)>,
    /// Changes by later papers that are held.
    pub incoming: Vec<Incoming>,
}

impl Facts {
    /// Takes in what a later paper does to this one. A tie that touches no validity changes nothing.
    pub fn undergo(&mut self, incoming: Incoming) {
        if incoming.kind.touches() {
            self.incoming.push(incoming);
        }
    }
}

/// The day from which a paper does to others what it says: its first day in force, else that of its publication, else the day shown beside it.
pub fn effect_on(effective_on: Option<Date>, published_on: Option<Date>, dated: Option<Date>) -> Option<Date> {
    effective_on.or(published_on).or(dated)
}

/// A change that one later paper makes to this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Amends, replaces, repeals or consolidates; other links do not touch validity.
    pub kind: LinkKind,
    /// The later paper.
    pub from: RecordId,
    /// From which day: the later paper's own start; `None` takes effect at once.
    pub on: Option<Date>,
}

/// Validity on a day, with its reason and where to go instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// 有效性.
    pub validity: Validity,
    /// Why it is not simply in force.
    pub reason: Option<Reason>,
    /// The text that holds now, if this library has it.
    pub current: Option<RecordId>,
}

/// Why a document is not simply in force.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Another paper stands in its place.
    ReplacedBy(RecordId),
    /// Ended by another paper.
    RepealedBy(RecordId),
    /// Changed by another paper.
    AmendedBy(RecordId),
    /// A newer text of the same paper is held.
    ConsolidatedBy(RecordId),
    /// Its term ended on this day.
    ExpiredOn(Date),
    /// It begins on this day.
    EffectiveFrom(Date),
    /// Stated by where it came from, in these words.
    Stated(Option<String>),
}

impl Standing {
    /// Whether a visitor may rely on this text: in force, or amended where no current text is held.
    pub fn counts_as_valid(&self) -> bool {
        match self.validity {
            Validity::InForce => true,
            Validity::Amended => self.current.is_none(),
            Validity::Pending | Validity::Expired | Validity::Repealed => false,
        }
    }
}

/// Works out validity on the day `today`. What ends a paper outweighs what changes it; links and dates outweigh what an export stated when it
/// was written, except that a stated end is believed.
pub fn standing(facts: &Facts, today: Date) -> Standing {
    let in_effect = |kind: LinkKind| {
        facts
            .incoming
            .iter()
            .filter(move |incoming| incoming.kind == kind && incoming.on.is_none_or(|on| on <= today))
            .max_by_key(|incoming| incoming.on)
    };
    let ended = |validity, reason| Standing { validity, reason: Some(reason), current: None };
    if let Some(incoming) = in_effect(LinkKind::Replaces) {
        let current = Some(incoming.from.clone());
        return Standing { validity: Validity::Repealed, reason: Some(Reason::ReplacedBy(incoming.from.clone())), current };
    }
    if let Some(incoming) = in_effect(LinkKind::Repeals) {
        return ended(Validity::Repealed, Reason::RepealedBy(incoming.from.clone()));
    }
    if let Some(last_day) = facts.expires_on.filter(|last_day| *last_day < today) {
        return ended(Validity::Expired, Reason::ExpiredOn(last_day));
    }
    if let Some((validity, reason)) = facts.stated.as_ref().filter(|(validity, _)| validity.is_ended()) {
        return ended(*validity, Reason::Stated(reason.clone()));
    }
    let current = in_effect(LinkKind::Consolidates).map(|incoming| incoming.from.clone());
    if let Some(incoming) = in_effect(LinkKind::Amends) {
        return Standing { validity: Validity::Amended, reason: Some(Reason::AmendedBy(incoming.from.clone())), current };
    }
    if let Some(text) = current {
        return Standing { validity: Validity::Amended, reason: Some(Reason::ConsolidatedBy(text.clone())), current: Some(text) };
    }
    if let Some(first_day) = facts.effective_on.filter(|first_day| *first_day > today) {
        return ended(Validity::Pending, Reason::EffectiveFrom(first_day));
    }
    match &facts.stated {
        Some((Validity::Amended, reason)) => ended(Validity::Amended, Reason::Stated(reason.clone())),
        // A stated 尚未生效 without a date cannot be checked and is shown; one whose date has come is over.
        Some((Validity::Pending, reason)) if facts.effective_on.is_none() => ended(Validity::Pending, Reason::Stated(reason.clone())),
        _ => Standing { validity: Validity::InForce, reason: None, current: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn later(kind: LinkKind, on: Option<Date>) -> Incoming {
        Incoming { kind, from: "later".parse().unwrap(), on }
    }

    #[test]
    fn a_term_ends_on_its_day_without_new_content() {
        let facts = Facts { expires_on: Some(date(2026, 11, 20)), ..Facts::default() };
        assert_eq!(standing(&facts, date(2026, 11, 20)).validity, Validity::InForce);
        let after = standing(&facts, date(2026, 11, 21));
        assert_eq!((after.validity, after.reason), (Validity::Expired, Some(Reason::ExpiredOn(date(2026, 11, 20)))));
    }

    #[test]
    fn a_replacement_takes_effect_when_the_new_paper_does() {
        let facts = Facts { incoming: vec![later(LinkKind::Replaces, Some(date(2027, 1, 1)))], ..Facts::default() };
        assert_eq!(standing(&facts, date(2026, 12, 31)).validity, Validity::InForce);
        let after = standing(&facts, date(2027, 1, 1));
        assert_eq!(after.validity, Validity::Repealed);
        assert_eq!(after.current.unwrap().as_str(), "later");
    }

    #[test]
    fn an_amended_paper_counts_only_where_no_current_text_is_held() {
        let amended = Facts { incoming: vec![later(LinkKind::Amends, None)], ..Facts::default() };
        assert!(standing(&amended, date(2026, 1, 1)).counts_as_valid());
        let text = Incoming { from: "current".parse().unwrap(), ..later(LinkKind::Consolidates, None) };
        let with_text = Facts { incoming: vec![later(LinkKind::Amends, None), text], ..Facts::default() };
        let after = standing(&with_text, date(2026, 1, 1));
        assert_eq!(after.validity, Validity::Amended);
        assert_eq!(after.reason, Some(Reason::AmendedBy("later".parse().unwrap())));
        assert_eq!(after.current.as_ref().unwrap().as_str(), "current");
        assert!(!after.counts_as_valid());
    }

    #[test]
    fn not_yet_in_force_until_the_day() {
        let facts = Facts { effective_on: Some(date(2027, 1, 1)), ..Facts::default() };
        assert_eq!(standing(&facts, date(2026, 12, 31)).validity, Validity::Pending);
        assert_eq!(standing(&facts, date(2027, 1, 1)).validity, Validity::InForce);
    }

    #[test]
    fn a_stated_end_is_believed_a_stated_force_is_checked() {
        let stated = |validity| Facts { stated: Some((validity, None)), expires_on: Some(date(2020, 1, 1)), ..Facts::default() };
        assert_eq!(standing(&stated(Validity::InForce), date(2026, 1, 1)).validity, Validity::Expired);
        let repealed = Facts { stated: Some((Validity::Repealed, Some("清理".into()))), ..Facts::default() };
        assert_eq!(standing(&repealed, date(2026, 1, 1)).reason, Some(Reason::Stated(Some("清理".into()))));
    }
}
