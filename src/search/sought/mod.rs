//! Where, when, who: questions that are answered by a place, a body, a notice or a consultation rather than by a guide or a paper.
//!
//! Enters: a question somebody waits for. Leaves: which records carry what it asks for, how well, and whether they carry all of it. Nothing is
//! found here by likeness: what is asked about has to be written in a name, in a duty, in a notice, or in the table of what people call them.

mod asked;
mod bearers;
mod cover;
mod days;
mod said;
mod worth;

use rustc_hash::FxHashMap;

use asked::Request;
pub(super) use asked::{Ask, Asks};
use bearers::Bearers;
pub(super) use days::{named, weekdays};

use super::{everyday::Everyday, query::Here};
use crate::{
    library::{Library, Ordinal},
    policy::StraightWay,
    text::fold_char,
};

/// The directory of a library: everything that has a place, an hour, a phone or an end.
#[derive(Debug)]
pub(super) struct Directory {
    bearers: Bearers,
    place: String,
}

/// What a question asks for, and who carries it.
#[derive(Debug, Default)]
pub(super) struct Sought {
    pub(super) asks: Asks,
    /// The holidays that were named.
    pub(super) holidays: Vec<&'static str>,
    /// The days that were named.
    pub(super) days: Vec<&'static str>,
    found: FxHashMap<Ordinal, Carrier>,
    /// The question, letters, digits and Han alone: the place of each among its characters.
    places: Vec<usize>,
}

/// One that carries what is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Carrier {
    /// How well; what carries more stands above what carries less, and above everything that was not asked for.
    pub(super) worth: f64,
    /// Whether it carries all of it, so that it may answer by itself.
    pub(super) whole: bool,
    /// Whether it is one that does it, not one whose name was said.
    pub(super) by_duty: bool,
    /// What it carries in words that mean nothing else, one bit for each character of the question.
    met: u64,
    /// Of a list, the row, by table and place in it.
    pub(super) row: Option<(usize, usize)>,
}

impl Sought {
    /// What a record carries of the question.
    pub(super) fn carrier(&self, card: Ordinal) -> Option<Carrier> {
        self.found.get(&card).copied()
    }

    /// Which letters, digits and Han of the question a record carries in words that mean nothing else.
    pub(super) fn marked(&self, card: Ordinal) -> Vec<bool> {
        let met = self.carrier(card).map_or(0, |carrier| carrier.met);
        self.places.iter().map(|at| met.checked_shr(u32::try_from(*at).unwrap_or(u32::MAX)).unwrap_or(0) & 1 != 0).collect()
    }

    /// All that carry any of it.
    pub(super) fn carriers(&self) -> impl Iterator<Item = (Ordinal, Carrier)> {
        self.found.iter().map(|(card, carrier)| (*card, *carrier))
    }
}

/// What it is worth to be open on a day that was asked for: among those who carry as much, who is open comes first.
const OPEN: f64 = 0.3;
/// What a kilometre costs: the nearest of several that carry the same comes first.
const KILOMETRE: f64 = 0.000_5;
/// Kilometres beyond which it is all the same, and where nobody knows.
const FAR: f64 = 50.0;

impl Directory {
    pub(super) fn of(library: &Library, everyday: &Everyday) -> Self {
        Self { bearers: Bearers::of(library, everyday), place: library.info().place.clone() }
    }

    /// Who carries what a question asks for. `here` is where and when it is asked.
    pub(super) fn sought(&self, text: &str, everyday: &Everyday, here: &Here) -> Sought {
        let request = Request::of(text.chars().map(fold_char).collect(), &self.place);
        let places = request.chars.iter().enumerate().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at).collect();
        let mut sought =
            Sought { places, asks: request.asks, holidays: request.holidays.clone(), days: request.days.clone(), ..Sought::default() };
        // Who asks whether one is open means that one.
        let weekdays = if request.asks.for_a(Ask::Place) { weekdays(&request.days) } else { Vec::new() };
        for (number, cover) in cover::covers(&request, &self.bearers, everyday) {
            let Some(bearer) = self.bearers.all.get(number as usize) else { continue };
            let Some((worth, whole)) = worth::worth(&request, bearer, &cover) else { continue };
            let far = here.at.zip(bearer.at).map_or(FAR, |(here, there)| StraightWay::between(here, there).length().min(FAR));
            let open = if days::is_open(bearer.hours.as_ref(), &weekdays) { OPEN } else { 0.0 };
            let by_duty = request.matter & !cover.named() != 0;
            let carrier = Carrier {
                worth: f64::from(worth) + open - KILOMETRE * far,
                whole,
                by_duty,
                met: (cover.sure() | cover.official) & request.matter,
                row: bearer.row,
            };
            let known = sought.found.entry(bearer.card).or_insert(carrier);
            if carrier.worth > known.worth {
                *known = carrier;
            }
        }
        sought
    }
}
