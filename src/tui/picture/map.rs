//! Places around the terminal: what lies where, in metres from where one stands.

use ratatui::layout::Rect;

/// A place on the map, by the number it has in the list beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Mark {
    pub(in crate::tui) number: u8,
    /// Metres to the east, and to the north.
    pub(in crate::tui) east: i32,
    pub(in crate::tui) north: i32,
}

/// Places, and whether one of them is pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Map {
    /// Those of one page of a list.
    pub(in crate::tui) marks: Vec<Mark>,
    /// Whether somebody knows where the terminal stands: in the middle of all metres.
    pub(in crate::tui) here: bool,
    /// The number that the arrows rest on.
    pub(in crate::tui) focus: Option<u8>,
    /// What is written where the terminal stands.
    pub(in crate::tui) words: &'static str,
}

/// How metres become dots.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::tui) struct Scale {
    /// Dots of a metre.
    dots: f64,
    middle: (f64, f64),
    centre: (f64, f64),
}

impl Map {
    /// A scale by which all places lie within some dots, with this much free at each side.
    pub(in crate::tui) fn scale(&self, (width, height): (f64, f64), free: f64) -> Scale {
        let here = self.here.then_some((0.0, 0.0));
        let places = || self.marks.iter().map(|mark| (f64::from(mark.east), f64::from(mark.north))).chain(here);
        let span = |of: fn((f64, f64)) -> f64| {
            let (least, most) = places().map(of).fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
            if least > most { (0.0, 0.0) } else { (least, most) }
        };
        let (east, north) = (span(|place| place.0), span(|place| place.1));
        let room = ((width - 2.0 * free).max(1.0), (height - 2.0 * free).max(1.0));
        // Nobody wants to see a few metres as large as a town.
        let wide = (east.1 - east.0).max(300.0);
        let high = (north.1 - north.0).max(300.0);
        Scale {
            dots: (room.0 / wide).min(room.1 / high),
            middle: (f64::midpoint(east.0, east.1), f64::midpoint(north.0, north.1)),
            centre: (width / 2.0, height / 2.0),
        }
    }
}

/// Rows of the numbers on a map, of its edge, and of what is left free at its sides.
pub(super) const APART: f64 = 1.6;
pub(super) const EDGE: f64 = 0.1;
pub(super) const FREE: f64 = 2.0;

impl Map {
    /// Where a finger meets the numbers, which one after the other.
    pub(in crate::tui) fn reached(&self, area: Rect) -> Vec<(u8, Rect)> {
        let (width, height) = (f64::from(area.width) / 2.0 - 2.0 * EDGE, f64::from(area.height) - 2.0 * EDGE);
        let laid = self.laid(&self.scale((width, height), FREE), (APART, APART));
        let around = |(number, (x, y)): (u8, (f64, f64))| {
            let place = Rect::new(area.x + cells(x * 2.0).saturating_sub(2), area.y + cells(y).saturating_sub(1), 5, 3);
            (number, place.intersection(area))
        };
        laid.into_iter().map(around).collect()
    }

    /// Where the numbers are drawn, at least so far apart that each can be read: those that would hide another stand beside it.
    pub(in crate::tui) fn laid(&self, scale: &Scale, (wide, high): (f64, f64)) -> Vec<(u8, (f64, f64))> {
        let mut taken: Vec<(f64, f64)> = self.here.then(|| scale.place(0, 0)).into_iter().collect();
        let mut laid = Vec::new();
        for mark in &self.marks {
            let (mut x, y) = scale.place(mark.east, mark.north);
            // What lies to the west of another stays to the west of it.
            let mut aside = 0.0;
            for _ in 0..=self.marks.len() {
                let hides = |other: &&(f64, f64)| (other.0 - x).abs() < wide && (other.1 - y).abs() < high;
                let Some(hidden) = taken.iter().find(hides) else { break };
                if aside == 0.0 {
                    aside = if x < hidden.0 { -1.0 } else { 1.0 };
                }
                x = hidden.0 + aside * wide;
            }
            taken.push((x, y));
            laid.push((mark.number, (x, y)));
        }
        // What is pointed at lies on top.
        laid.sort_by_key(|(number, _)| self.focus == Some(*number));
        laid
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a screen")]
fn cells(value: f64) -> u16 {
    value.clamp(0.0, f64::from(u16::MAX)) as u16
}

impl Scale {
    /// Where a place lies, in dots from the upper left.
    pub(in crate::tui) fn place(&self, east: i32, north: i32) -> (f64, f64) {
        let (x, y) = (f64::from(east) - self.middle.0, f64::from(north) - self.middle.1);
        (self.centre.0 + x * self.dots, self.centre.1 - y * self.dots)
    }

    /// Dots of some metres.
    pub(in crate::tui) fn dots(&self, metres: u32) -> f64 {
        f64::from(metres) * self.dots
    }

    /// A round number of metres that is at most so many dots long.
    pub(in crate::tui) fn measure(&self, most: f64) -> u32 {
        const ROUND: [u32; 14] = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];
        ROUND.into_iter().rev().find(|metres| self.dots(*metres) <= most).unwrap_or(50)
    }
}

/// Metres in words, all of them: 1.5 公里 is not 1 公里.
pub(in crate::tui) fn said(metres: u32) -> String {
    if metres < 1000 { format!("{metres} 米") } else { format!("{} 公里", f64::from(metres) / 1000.0) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_measure_is_round_and_fits() {
        let marks = vec![Mark { number: 1, east: 1900, north: 0 }, Mark { number: 2, east: -100, north: 400 }];
        let map = Map { marks, here: true, focus: None, words: "" };
        let scale = map.scale((1000.0, 500.0), 100.0);
        assert_eq!((scale.measure(200.0), scale.measure(199.0)), (500, 200));
        assert_eq!(said(scale.measure(900.0)), "2 公里");
        assert_eq!([500, 1000, 1500, 12_050].map(said), ["500 米", "1 公里", "1.5 公里", "12.05 公里"]);
    }

    #[test]
    fn numbers_that_would_hide_one_another_stand_side_by_side_in_their_order() {
        let marks = [-1200, -1210, 10, -8000].map(|east| Mark { number: 1, east, north: 0 }).to_vec();
        let map = Map { marks, here: true, focus: None, words: "" };
        let scale = map.scale((800.0, 600.0), 40.0);
        let laid: Vec<f64> = map.laid(&scale, (50.0, 50.0)).iter().map(|(_, (x, _))| *x).collect();
        let (here, _) = scale.place(0, 0);
        assert!(laid[1] <= laid[0] - 50.0 && laid[0] < here && laid[2] >= here + 50.0, "{laid:?} {here}");
    }

    proptest! {
        #[test]
        fn every_place_lies_on_the_map(places in proptest::collection::vec((-90_000..90_000i32, -90_000..90_000i32), 1..9), here: bool) {
            let marks = places.iter().map(|(east, north)| Mark { number: 1, east: *east, north: *north }).collect();
            let map = Map { marks, here, focus: None, words: "" };
            let scale = map.scale((800.0, 600.0), 40.0);
            for mark in &map.marks {
                let (x, y) = scale.place(mark.east, mark.north);
                prop_assert!((39.0..=761.0).contains(&x) && (39.0..=561.0).contains(&y), "{x} {y}");
            }
        }
    }
}
