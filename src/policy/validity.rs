//! Whether a document is in force on a given day, and why not: worked out from links and dates, so that an end takes effect on its day even
//! if nobody brings new content. Nothing is called in force without evidence: somebody stated it, or its days allow it and no paper that is held
//! speaks against it.

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
    /// 未标明有效性: nothing says whether it holds.
    #[serde(rename = "未标明有效性")]
    Unstated,
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
    pub const ALL: [Self; 6] = [Self::InForce, Self::Amended, Self::Unstated, Self::Pending, Self::Expired, Self::Repealed];
    /// Those that a source may state.
    pub const STATED: [Self; 5] = [Self::InForce, Self::Amended, Self::Pending, Self::Expired, Self::Repealed];

    /// The word in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "现行有效",
            Self::Amended => "已修改",
            Self::Unstated => "未标明有效性",
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
    /// 成文日期, or the day of its publication.
    pub made_on: Option<Date>,
    /// Whether it is legislation, which has to name the day of its own start (立法法 §61): every other paper takes effect with the day it was made.
    pub legislation: bool,
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

    /// Why nobody can say that it holds; none where its days allow it.
    fn doubt(&self) -> Option<Doubt> {
        match (self.effective_on.or(self.expires_on), self.made_on) {
            (Some(_), _) => None,
            (None, Some(_)) if !self.legislation => None,
            (None, Some(_)) => Some(Doubt::NoStart),
            (None, None) => Some(Doubt::NoDay),
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
    /// Amends, replaces, repeals, may end or consolidates; other links do not touch validity.
    pub kind: LinkKind,
    /// The later paper.
    pub from: RecordId,
    /// From which day: one that it names, or the later paper's own start; `None` takes effect at once.
    pub on: Option<Date>,
    /// When the later paper was made, which tells whether a text has its change in it.
    pub made_on: Option<Date>,
}

impl Incoming {
    /// A newer text of a paper may bear the day of that paper: it is at least as late as the day from which it holds.
    pub fn new(kind: LinkKind, from: RecordId, on: Option<Date>, made_on: Option<Date>) -> Self {
        let made_on = if kind == LinkKind::Consolidates { made_on.max(on) } else { made_on };
        Self { kind, from, on, made_on }
    }
}

/// Validity on a day, with its reason and where to go instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// 有效性.
    pub validity: Validity,
    /// Why it is not simply in force.
    pub reason: Option<Reason>,
    /// The first day of that; unknown for what was only stated.
    pub since: Option<Date>,
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
    /// Nothing says whether it holds.
    Unsaid(Doubt),
}

/// What is missing before a document could be called in force.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// It bears no day at all.
    NoDay,
    /// It is legislation and does not say when it began.
    NoStart,
    /// A held paper ends one of this name, and nobody can tell for certain whether it is this one.
    MayHaveEnded(RecordId),
}

impl Reason {
    /// The paper that is to blame.
    pub fn by(&self) -> Option<&RecordId> {
        match self {
            Self::ReplacedBy(id)
            | Self::RepealedBy(id)
            | Self::AmendedBy(id)
            | Self::ConsolidatedBy(id)
            | Self::Unsaid(Doubt::MayHaveEnded(id)) => Some(id),
            Self::ExpiredOn(_) | Self::EffectiveFrom(_) | Self::Stated(_) | Self::Unsaid(Doubt::NoDay | Doubt::NoStart) => None,
        }
    }
}

impl Standing {
    /// In force, without more to be said.
    pub const IN_FORCE: Self = Self { validity: Validity::InForce, reason: None, since: None, current: None };

    fn new(validity: Validity, reason: Reason, since: Option<Date>) -> Self {
        Self { validity, reason: Some(reason), since, current: None }
    }

    /// Whether this text is known to hold: in force, or amended where no current text is held.
    pub fn counts_as_valid(&self) -> bool {
        match self.validity {
            Validity::InForce => true,
            Validity::Amended => self.current.is_none(),
            Validity::Unstated | Validity::Pending | Validity::Expired | Validity::Repealed => false,
        }
    }

    /// Whether nothing speaks against this text: it is known to hold, or nobody said anything.
    pub fn may_hold(&self) -> bool {
        self.validity == Validity::Unstated || self.counts_as_valid()
    }
}

/// Works out validity on the day `today`. What ends a paper outweighs what changes it; links and dates outweigh what an export stated when it
/// was written, except that a stated end is believed. Where to go instead is the next text only; [`super::followed`] goes to the end.
pub fn standing(facts: &Facts, today: Date) -> Standing {
    let in_effect = |kind: LinkKind| {
        let of_kind = facts.incoming.iter().filter(move |incoming| incoming.kind == kind && incoming.on.is_none_or(|on| on <= today));
        of_kind.max_by_key(|incoming| (incoming.made_on, incoming.on))
    };
    if let Some(by) = in_effect(LinkKind::Replaces) {
        let current = Some(by.from.clone());
        return Standing { current, ..Standing::new(Validity::Repealed, Reason::ReplacedBy(by.from.clone()), by.on) };
    }
    if let Some(by) = in_effect(LinkKind::Repeals) {
        return Standing::new(Validity::Repealed, Reason::RepealedBy(by.from.clone()), by.on);
    }
    if let Some(last_day) = facts.expires_on.filter(|last_day| *last_day < today) {
        return Standing::new(Validity::Expired, Reason::ExpiredOn(last_day), last_day.tomorrow().ok());
    }
    if let Some((validity, reason)) = facts.stated.as_ref().filter(|(validity, _)| validity.is_ended()) {
        return Standing::new(*validity, Reason::Stated(reason.clone()), None);
    }
    let text = in_effect(LinkKind::Consolidates);
    if let Some(by) = in_effect(LinkKind::Amends) {
        // A text that is older than the change does not have it.
        let has_it = |text: &&Incoming| !later(by.made_on, text.made_on);
        let current = text.filter(has_it).map(|text| text.from.clone());
        return Standing { current, ..Standing::new(Validity::Amended, Reason::AmendedBy(by.from.clone()), by.on) };
    }
    if let Some(text) = text {
        let current = Some(text.from.clone());
        return Standing { current, ..Standing::new(Validity::Amended, Reason::ConsolidatedBy(text.from.clone()), text.on) };
    }
    if let Some(first_day) = facts.effective_on.filter(|first_day| *first_day > today) {
        return Standing::new(Validity::Pending, Reason::EffectiveFrom(first_day), None);
    }
    let doubt = || in_effect(LinkKind::MayEnd).map(|by| Doubt::MayHaveEnded(by.from.clone())).or_else(|| facts.doubt());
    match &facts.stated {
        Some((Validity::Amended, reason)) => Standing::new(Validity::Amended, Reason::Stated(reason.clone()), None),
        // A stated 尚未生效 without a date cannot be checked and is shown; one whose date has come is over.
        Some((Validity::Pending, reason)) if facts.effective_on.is_none() => {
            Standing::new(Validity::Pending, Reason::Stated(reason.clone()), None)
        }
        Some((Validity::InForce, _)) => Standing::IN_FORCE,
        _ => doubt().map_or(Standing::IN_FORCE, |doubt| Standing::new(Validity::Unstated, Reason::Unsaid(doubt), None)),
    }
}

/// Whether the first day is known to be after the second.
pub(super) fn later(first: Option<Date>, second: Option<Date>) -> bool {
    first.zip(second).is_some_and(|(first, second)| first > second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn later(kind: LinkKind, on: Option<Date>) -> Incoming {
        Incoming { kind, from: "later".parse().unwrap(), on, made_on: on }
    }

    /// In force since long.
    fn begun() -> Facts {
        Facts { effective_on: Some(date(2001, 1, 1)), ..Facts::default() }
    }

    #[test]
    fn a_term_ends_on_its_day_without_new_content() {
        let facts = Facts { expires_on: Some(date(2026, 11, 20)), ..begun() };
        assert_eq!(standing(&facts, date(2026, 11, 20)).validity, Validity::InForce);
        let after = standing(&facts, date(2026, 11, 21));
        assert_eq!((after.validity, after.reason), (Validity::Expired, Some(Reason::ExpiredOn(date(2026, 11, 20)))));
    }

    #[test]
    fn a_replacement_takes_effect_when_the_new_paper_does() {
        let facts = Facts { incoming: vec![later(LinkKind::Replaces, Some(date(2027, 1, 1)))], ..begun() };
        assert_eq!(standing(&facts, date(2026, 12, 31)).validity, Validity::InForce);
        let after = standing(&facts, date(2027, 1, 1));
        assert_eq!((after.validity, after.since), (Validity::Repealed, Some(date(2027, 1, 1))));
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

    #[test]
    fn nothing_is_in_force_without_evidence() {
        let day = date(2026, 1, 1);
        let made = |legislation| Facts { made_on: Some(date(2020, 1, 1)), legislation, ..Facts::default() };
        let unstated = |doubt| (Validity::Unstated, Some(Reason::Unsaid(doubt)));
        let stated = Facts { stated: Some((Validity::InForce, None)), ..Facts::default() };
        let doubted = Facts { incoming: vec![later(LinkKind::MayEnd, Some(date(2025, 1, 1)))], ..begun() };
        for (facts, expected) in [
            (Facts::default(), unstated(Doubt::NoDay)),
            (made(true), unstated(Doubt::NoStart)),
            (made(false), (Validity::InForce, None)),
            (begun(), (Validity::InForce, None)),
            (stated.clone(), (Validity::InForce, None)),
            (doubted.clone(), unstated(Doubt::MayHaveEnded("later".parse().unwrap()))),
            (Facts { stated: stated.stated, ..doubted }, (Validity::InForce, None)),
        ] {
            let found = standing(&facts, day);
            assert!(found.may_hold());
            assert_eq!((found.validity, found.reason), expected, "{facts:?}");
        }
    }

    #[test]
    fn a_text_older_than_the_last_change_is_not_offered_as_the_current_one() {
        let change = later(LinkKind::Amends, Some(date(2024, 5, 1)));
        for (made_on, offered) in [(date(2023, 1, 1), false), (date(2024, 5, 1), true)] {
            let text = Incoming { from: "text".parse().unwrap(), made_on: Some(made_on), ..later(LinkKind::Consolidates, None) };
            let found = standing(&Facts { incoming: vec![change.clone(), text], ..begun() }, date(2026, 1, 1));
            assert_eq!(found.validity, Validity::Amended);
            assert_eq!(found.current.is_some(), offered);
        }
    }
}
