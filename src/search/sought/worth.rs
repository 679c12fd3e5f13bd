//! What it is worth that somebody carries what was asked for: in which order places, bodies, notices, consultations and guides answer.

use super::{
    asked::{Ask, Asks, Request},
    bearers::Bearer,
    cover::Cover,
};
use crate::policy::RecordKind;

/// Questions that somebody in a place or a body answers.
const WHEREABOUTS: [Ask; 6] = [Ask::Place, Ask::Way, Ask::Hour, Ask::Phone, Ask::Whom, Ask::Complaint];
/// Questions for whoever is responsible.
const RESPONSIBLE: [Ask; 2] = [Ask::Whom, Ask::Complaint];

/// What an office answers for what it is responsible for.
const OF_THE_OFFICE: [Ask; 5] = [Ask::Place, Ask::Way, Ask::Phone, Ask::Whom, Ask::Complaint];

/// What it is worth to be the very one that was named, and what exactly the same name adds.
const NAMED: f32 = 3.0;
const EXACT: f32 = 0.4;
/// What a name is worth that is written instead of what was said: who says 福利院 means one that is called so, before a 敬老院.
const INSTEAD: f32 = 0.8;
/// From where on a name is the matter.
const NEARLY_EXACT: f32 = 0.7;
/// Named in part, the rest said of it.
const NAMED_AND_DOES: f32 = 2.8;
/// A notice of the very holiday.
const OF_THE_HOLIDAY: f32 = 3.5;
/// A guide to what somebody wants to do; and where nothing but its place is asked for.
const GUIDE_TO_IT: f32 = 2.7;
const GUIDE_NAMED: f32 = 2.45;
/// Responsible for all of it; for most of it.
const RESPONSIBLE_FOR: f32 = 2.6;
const RESPONSIBLE_IN_PART: f32 = 1.5;
/// A notice or a consultation about it; one that speaks of it.
const ABOUT: f32 = 2.65;
const SPEAKS_OF: f32 = 2.0;
/// A place or a row of a list where all of it is done.
const DOES: f32 = 2.4;
/// Something of the name or of what it does.
const IN_PART: f32 = 1.0;

/// Part of the matter that must be met for an answer where somebody tells a story, and where little is said.
const ENOUGH_OF_A_STORY: f32 = 0.7;
/// Part that must be met to be listed first at all.
const ENOUGH_TO_LIST: f32 = 0.5;
const ENOUGH_TO_COMPLAIN: f32 = 0.35;

/// How well somebody answers, and whether all of it is met; none where it is not what was asked for.
pub(super) fn worth(request: &Request, bearer: &Bearer, cover: &Cover) -> Option<(f32, bool)> {
    let asks = request.asks;
    if cover.all() & request.matter == 0 {
        return holiday(request, bearer).map(|worth| (worth, true));
    }
    let met = Met::of(request, bearer, cover);
    match bearer.kind {
        RecordKind::Place => place(asks, &met),
        RecordKind::Body => body(asks, &met),
        RecordKind::List => row(asks, &met),
        RecordKind::Notice => match holiday(request, bearer) {
            Some(worth) => Some((worth, true)),
            None => notice(asks, &met),
        },
        RecordKind::Consultation => consultation(asks, &met),
        RecordKind::Guide | RecordKind::Question => guide(asks, &met),
        _ => None,
    }
}

/// What is met, in parts of the matter.
struct Met {
    all: f32,
    /// In words that mean nothing else.
    sure: f32,
    name: f32,
    /// Worth of what is met, between 0 and 1: what is written as it was said counts most.
    quality: f32,
    /// How alike the name and the matter are, between 0 and 1.
    exact: f32,
    /// Whether a building is asked for, which no other stands for.
    facility: bool,
    /// Whether anything is met that few have.
    rare: bool,
    /// Whether the duties say so in the words of duties.
    duty: bool,
}

impl Met {
    fn of(request: &Request, bearer: &Bearer, cover: &Cover) -> Self {
        let count = |bits: u64| (bits & request.matter).count_ones() as f32;
        let total = count(request.matter).max(1.0);
        // Who is responsible says so in official words. What is done somewhere people call by its name: an official term there may mean another matter.
        let official = if request.asks.any(&RESPONSIBLE) { cover.official } else { 0 };
        // Each character counts by the best way in which it is met.
        let ways = [
            (cover.name, 1.0),
            (cover.called, 0.95),
            (cover.duty | cover.official, 0.9),
            (cover.does, 0.85),
            (cover.short, 0.8),
            (cover.meant, 0.7),
        ];
        let (_, quality) =
            ways.into_iter().fold((0, 0.0), |(met, quality), (bits, worth)| (met | bits, quality + worth * count(bits & !met)));
        Self {
            all: count(cover.all()) / total,
            sure: count(cover.sure() | official) / total,
            name: count(cover.named()) / total,
            quality: quality / total,
            exact: exact(request, bearer),
            facility: request.asks_for_a_building(),
            rare: cover.rare & request.matter != 0,
            duty: (cover.duty | official) & request.matter != 0,
        }
    }

    fn whole(&self) -> bool {
        self.sure >= 0.999
    }

    fn named(&self) -> bool {
        self.name >= 0.999
    }
}

/// How much of the best name is what was asked about: part of both that they share.
fn exact(request: &Request, bearer: &Bearer) -> f32 {
    let matter = request.chars.iter().enumerate().filter(|(at, _)| request.matter & 1 << at != 0).map(|(_, c)| *c);
    let said: Vec<char> = matter.collect();
    let terms = request.said.iter().flat_map(|name| name.terms.iter().map(|term| (term.chars().collect::<Vec<char>>(), INSTEAD)));
    let asked: Vec<(Vec<char>, f32)> = std::iter::once((said, 1.0)).chain(terms).collect();
    let share = |(asked, worth): &(Vec<char>, f32), name: &String| {
        let length = name.chars().count();
        let common = name.chars().filter(|c| asked.contains(c)).count();
        worth * 2.0 * common.min(asked.len()) as f32 / (length + asked.len()).max(1) as f32
    };
    asked.iter().flat_map(|asked| bearer.names.iter().map(move |name| share(asked, name))).fold(0.0, f32::max)
}

fn place(asks: Asks, met: &Met) -> Option<(f32, bool)> {
    if !asks.any(&WHEREABOUTS) {
        // Who wants something done there means the place, and asks for more than where it is.
        return (asks.for_a(Ask::Doing) && met.named() && met.exact >= NEARLY_EXACT).then_some((NAMED, false));
    }
    let where_it_is_done = asks.any(&[Ask::Place, Ask::Whom, Ask::Complaint, Ask::Phone]);
    if met.named() {
        Some((NAMED + EXACT * met.exact + 0.5 * met.quality, true))
    } else if met.facility && !asks.any(&RESPONSIBLE) {
        (met.rare && met.name >= ENOUGH_TO_LIST).then_some((IN_PART + met.quality, false))
    } else if met.whole() && met.name > 0.0 {
        Some((NAMED_AND_DOES + EXACT * met.quality, true))
    } else if met.whole() && where_it_is_done {
        Some((DOES + EXACT * met.quality, true))
    } else if met.rare && (met.name >= ENOUGH_TO_LIST || where_it_is_done && met.all >= ENOUGH_TO_LIST) {
        Some((IN_PART + met.quality, false))
    } else {
        None
    }
}

fn body(asks: Asks, met: &Met) -> Option<(f32, bool)> {
    if !asks.any(&WHEREABOUTS) {
        return None;
    }
    let responsible = asks.any(&RESPONSIBLE);
    if met.named() {
        Some((NAMED + EXACT * met.exact + 0.5 * met.quality, true))
    } else if met.facility && !responsible {
        (met.rare && met.name >= ENOUGH_TO_LIST).then_some((IN_PART + met.quality, false))
    } else if responsible && met.sure >= ENOUGH_OF_A_STORY && (met.duty || met.whole()) {
        Some((RESPONSIBLE_FOR + EXACT * met.quality, true))
    } else if responsible && met.all >= ENOUGH_TO_COMPLAIN && (met.duty || met.rare) {
        Some((RESPONSIBLE_IN_PART + met.quality, false))
    } else if met.whole() && (met.rare || met.duty) {
        // When its office is open says nothing of what it is responsible for: 晚上还有公交吗.
        let is_answered = asks.any(&OF_THE_OFFICE) || !asks.for_a(Ask::Hour);
        Some((DOES - 0.1 + EXACT * met.quality, is_answered))
    } else if met.rare && met.name >= ENOUGH_TO_LIST {
        Some((IN_PART + met.quality, false))
    } else {
        None
    }
}

fn row(asks: Asks, met: &Met) -> Option<(f32, bool)> {
    if !asks.any(&[Ask::Phone, Ask::Whom, Ask::Complaint]) {
        return None;
    }
    // A row tells whose phone it is: next best to those who answer themselves.
    if met.whole() {
        Some((DOES + 0.05 + EXACT * met.quality, true))
    } else if met.all >= ENOUGH_TO_LIST && (met.rare || met.duty) {
        Some((IN_PART + 0.1 + met.quality, false))
    } else {
        None
    }
}

/// The notice of a holiday that was named.
fn holiday(request: &Request, bearer: &Bearer) -> Option<f32> {
    let of_it = |name: &&&str| bearer.names.iter().any(|text| text.contains(**name));
    let about_work =
        bearer.names.iter().any(|text| ["放假", "假期", "办公时间", "上班", "开放时间"].iter().any(|word| text.contains(word)));
    let is_asked = request.asks.any(&[Ask::Holiday, Ask::Hour, Ask::Place]);
    (bearer.kind == RecordKind::Notice && is_asked && about_work && request.holidays.iter().any(|name| of_it(&name)))
        .then_some(OF_THE_HOLIDAY)
}

fn notice(asks: Asks, met: &Met) -> Option<(f32, bool)> {
    let of_the_day = asks.any(&[Ask::Until, Ask::Hour, Ask::Holiday, Ask::Place, Ask::Way]);
    if !of_the_day {
        return None;
    }
    let until = asks.for_a(Ask::Until);
    if met.named() && met.rare {
        Some((if until { ABOUT } else { SPEAKS_OF } + EXACT * met.quality, true))
    } else if met.rare && met.name >= ENOUGH_TO_LIST && until {
        Some((SPEAKS_OF + EXACT * met.quality, false))
    } else if met.named() && until {
        Some((IN_PART + EXACT * met.exact, false))
    } else {
        None
    }
}

fn consultation(asks: Asks, met: &Met) -> Option<(f32, bool)> {
    if !asks.any(&[Ask::Opinion, Ask::Until]) || !met.rare {
        return None;
    }
    let worth = if asks.for_a(Ask::Opinion) { ABOUT + 0.2 } else { SPEAKS_OF };
    if met.name >= ENOUGH_OF_A_STORY {
        Some((worth + EXACT * met.quality, true))
    } else if met.all >= ENOUGH_TO_LIST && asks.for_a(Ask::Opinion) {
        Some((IN_PART + met.quality, false))
    } else {
        None
    }
}

/// Guides and questions do not answer where and when, but who asks where something is done is helped by them before anybody who does it.
fn guide(asks: Asks, met: &Met) -> Option<(f32, bool)> {
    let whereabouts = asks.any(&WHEREABOUTS) || asks.for_a(Ask::Until);
    if !whereabouts || !met.named() || !met.rare {
        return None;
    }
    let complains = asks.for_a(Ask::Complaint);
    let worth = match (asks.for_a(Ask::Doing), complains) {
        (_, true) => IN_PART,
        (true, false) => GUIDE_TO_IT,
        (false, false) => GUIDE_NAMED,
    };
    Some((worth + EXACT * met.quality, false))
}
