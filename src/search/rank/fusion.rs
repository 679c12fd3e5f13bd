//! What the finders bring, put together as the typing asks for it: a title that seems to be meant is looked for by names, a question by texts.

use std::sync::Arc;

use super::{
    super::{
        finders::{Bond, Candidates, Claim, Voice},
        likeness::{HALF_ALIKE, Likeness, TITLE_LIKE},
        question::Question,
        terms::Terms,
    },
    Ranking, Verdict,
};
use crate::{
    library::Card,
    policy::{RecordKind, essence},
    text::squeeze,
};

/// Weight of names against passages where a title seems to be meant, tuned on the typed titles, and where a question is asked, tuned on the lay
/// questions.
const NAMES_FOR_TITLES: f32 = 0.93;
const NAMES_FOR_QUESTIONS: f32 = 0.05;
/// A question of the library is its own title: its names weigh at least this. Chosen on the county questions.
const NAMES_OF_QUESTIONS: f32 = 0.15;

/// Weight of keywords, which editors choose because people say them and texts do not. Chosen on the county questions: the laws of the other sets
/// have no keywords.
const ABOUT_FOR_TITLES: f32 = 1.5;
const ABOUT_FOR_QUESTIONS: f32 = 0.8;

/// Shortest typing that may be a title with words left out, in characters.
const SHORTEST_TITLE: usize = 6;
/// Fewest units of a question that are nearly enough.
const NEARLY: u32 = 2;
/// What a record loses that has none of the units of a short question. Chosen on places with matters.
const WHOLE: f32 = 0.6;

/// Weight of what a record is about, where a question is asked; who types a title says it in words. Chosen on the county questions: of their 137
/// spoken ones .613 are answered first without it, .613 with 0.15, .657 with 0.3.
const MEANING_FOR_QUESTIONS: f32 = 0.3;

/// One verdict on each record. Whether it answers is decided here, when everything that was brought is known.
pub(in crate::search) fn fuse(question: &Question<'_>, brought: &[Candidates], cards: &[Arc<Card>]) -> Ranking {
    let covered = covered(brought, cards.len());
    let measure = Measure::of(question, brought, &covered);
    let mut verdicts = vec![Verdict::default(); cards.len()];
    for Candidates { found, most } in brought {
        for candidate in found {
            let at = candidate.card.index();
            let Some((verdict, card)) = verdicts.get_mut(at).zip(cards.get(at)) else { continue };
            verdict.score += measure.weight(candidate.voice, card.kind) * candidate.score / most;
            verdict.passage = verdict.passage.or(candidate.passage);
            verdict.claim = verdict.claim.max(measure.claim(candidate.bond, covered.get(at).copied().unwrap_or_default()));
            if let Bond::Alike(likeness) = candidate.bond {
                verdict.alike = verdict.alike.max(measure.meant(likeness, &card.title));
            }
        }
    }
    for (verdict, units) in verdicts.iter_mut().zip(&covered) {
        verdict.score *= measure.whole(*units);
    }
    if measure.meaning > 0.0 {
        reorder(&mut verdicts, brought, measure.meaning);
    }
    Ranking(verdicts)
}

/// Lifts records that words have found by what they are about. The order is new, the scale stays: how well the best answers is for words to say.
fn reorder(verdicts: &mut [Verdict], brought: &[Candidates], weight: f32) {
    let best = |verdicts: &[Verdict]| verdicts.iter().map(|verdict| verdict.score).fold(0.0, f32::max);
    let plain = best(verdicts);
    for Candidates { found, most } in brought {
        for candidate in found.iter().filter(|candidate| candidate.voice == Voice::Meaning) {
            let verdict = verdicts.get_mut(candidate.card.index()).filter(|verdict| verdict.score > 0.0);
            verdict.into_iter().for_each(|verdict| verdict.score += weight * candidate.score / most);
        }
    }
    let scale = plain / best(verdicts).max(f32::MIN_POSITIVE);
    verdicts.iter_mut().for_each(|verdict| verdict.score *= scale);
}

/// Units of the question that names and text of each record contain together, by ordinal: a place may stand in the title of a paper, and the
/// matter in an article that does not name the place again.
fn covered(brought: &[Candidates], records: usize) -> Vec<u32> {
    let mut covered = vec![0; records];
    for candidate in brought.iter().flat_map(|candidates| &candidates.found) {
        if let (Bond::Covers(units), Some(covered)) = (candidate.bond, covered.get_mut(candidate.card.index())) {
            *covered |= units;
        }
    }
    covered
}

/// What this question is measured by.
struct Measure {
    /// Units that a record must cover to answer; none where no record covers any.
    needed: Option<u32>,
    /// Part of the typing that must stand in a title.
    enough: f32,
    /// The typing, where it ends as the title of a paper does and is long enough to be one.
    title: Option<String>,
    /// Weight of names, and of what people call a record.
    names: f32,
    about: f32,
    /// Weight of what a record is about.
    meaning: f32,
    /// Units of the question where a record should have all of them.
    units: u32,
}

impl Measure {
    fn of(question: &Question<'_>, brought: &[Candidates], covered: &[u32]) -> Self {
        let covered = covered.iter().map(|units| units.count_ones()).max().unwrap_or(0);
        let alike = brought.iter().flat_map(|candidates| &candidates.found).filter_map(|candidate| match candidate.bond {
            Bond::Alike(alike) => Some(alike.covered),
            Bond::Covers(_) | Bond::Certain(_) => None,
        });
        let likeness = alike.fold(0.0f32, f32::max);
        let wanted = wanted(&question.terms);
        let misspelled = covered < wanted && likeness >= HALF_ALIKE;
        let titles = question.terms.letters || likeness >= TITLE_LIKE || misspelled;
        Self {
            // Where no record covers what it should, the nearest ones answer.
            needed: (covered > 0).then(|| covered.min(wanted.max(1))),
            title: Some(&question.terms.squeezed)
                .filter(|typed| typed.chars().count() >= SHORTEST_TITLE && !question.terms.letters)
                .cloned(),
            enough: if misspelled { HALF_ALIKE } else { TITLE_LIKE },
            names: if titles { NAMES_FOR_TITLES } else { NAMES_FOR_QUESTIONS },
            about: if titles { ABOUT_FOR_TITLES } else { ABOUT_FOR_QUESTIONS },
            meaning: if titles { 0.0 } else { MEANING_FOR_QUESTIONS },
            units: if titles || !question.terms.is_short() { 0 } else { question.terms.units },
        }
    }

    fn weight(&self, voice: Voice, kind: RecordKind) -> f32 {
        let names = if kind == RecordKind::Question { self.names.max(NAMES_OF_QUESTIONS) } else { self.names };
        match voice {
            Voice::Text => 1.0 - names,
            Voice::Name => names,
            Voice::About => self.about,
            // Comes last.
            Voice::Meaning => 0.0,
            Voice::Whole => 1.0,
        }
    }

    /// How much of a title was typed, where all that was typed stands in it and both end alike: 进城购房若干意见.
    fn meant(&self, likeness: Likeness, title: &str) -> f32 {
        let ends_alike = |typed: &String| typed.chars().rev().take(2).eq(squeeze(essence(title)).chars().rev().take(2));
        if likeness.covered >= 1.0 && self.title.as_ref().is_some_and(ends_alike) { likeness.dice } else { 0.0 }
    }

    /// What a record is worth for having so many units of a short question: who says two things means both.
    fn whole(&self, units: u32) -> f32 {
        let missing = self.units.saturating_sub(units.count_ones());
        1.0 - WHOLE * missing as f32 / self.units.max(1) as f32
    }

    /// How far a record answers for one reason, where all of it contains these units.
    fn claim(&self, bond: Bond, units: u32) -> Claim {
        match bond {
            Bond::Covers(_) if self.needed.is_some_and(|needed| units.count_ones() >= needed) => Claim::Answers,
            Bond::Covers(_) if self.needed.is_some_and(|needed| units.count_ones() >= needed.saturating_sub(1).max(NEARLY)) => {
                Claim::Nearly
            }
            Bond::Alike(likeness) if likeness.covered >= self.enough && likeness.dice >= 1.0 => Claim::Named,
            Bond::Alike(likeness) if likeness.covered >= self.enough => Claim::Answers,
            Bond::Certain(claim) => claim,
            Bond::Covers(_) | Bond::Alike(_) => Claim::Touches,
        }
    }
}

/// Units of the query that a record should cover: the shortest queries whole. Who asks at length tells a story of which the right paper may
/// use two words; it is the order that counts then.
fn wanted(terms: &Terms) -> u32 {
    match terms.units {
        units @ 0..=3 => units,
        4..=6 => 3,
        _ => 2,
    }
}
