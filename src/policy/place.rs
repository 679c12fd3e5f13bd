//! Points of the convenience map (便民地图).

use serde::{Deserialize, Serialize};

/// A place people look for; the record's title is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The themed map that it is on.
    pub theme: String,
    /// 乡镇、街道.
    pub town: String,
    /// Street address.
    pub address: String,
    /// Phone.
    pub phone: Option<String>,
    /// Opening hours.
    pub hours: Option<String>,
    /// Longitude and latitude in degrees, as the source gives them.
    pub coordinates: Option<(f64, f64)>,
    /// How to get there.
    pub directions: Option<String>,
    /// Matters that are dealt with there.
    pub services: Option<String>,
}

impl Place {
    /// Town and street, the town once.
    pub fn whereabouts(&self) -> String {
        if self.address.starts_with(&self.town) { self.address.clone() } else { format!("{}{}", self.town, self.address) }
    }
}

/// Kilometres of one degree of latitude.
const DEGREE: f64 = 111.195;

/// The straight way from one pair of coordinates (longitude and latitude in degrees) to another. Over the few kilometres of a county the earth is
/// flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StraightWay {
    /// Kilometres to the east.
    east: f64,
    /// Kilometres to the north.
    north: f64,
}

impl StraightWay {
    /// From one place to another.
    pub fn between(from: (f64, f64), to: (f64, f64)) -> Self {
        let narrower = ((from.1 + to.1) / 2.0).to_radians().cos();
        Self { east: (to.0 - from.0) * DEGREE * narrower, north: (to.1 - from.1) * DEGREE }
    }

    /// Kilometres.
    pub fn length(self) -> f64 {
        self.east.hypot(self.north)
    }

    /// Whole metres to the east and to the north.
    #[expect(clippy::cast_possible_truncation, reason = "a way of millions of kilometres is none, and stays at the end of what there is")]
    pub fn metres(self) -> (i32, i32) {
        ((self.east * 1000.0).round() as i32, (self.north * 1000.0).round() as i32)
    }

    /// In words: 往东600米, 往西北2.5公里; near by where there is nothing to walk.
    pub fn said(self) -> String {
        let metres = self.length() * 1000.0;
        if metres < 50.0 {
            return "就在这里".to_owned();
        }
        let eighth = (self.north.atan2(self.east) / std::f64::consts::FRAC_PI_4).round().rem_euclid(8.0);
        let towards = ["东", "东北", "北", "西北", "西", "西南", "南", "东南"];
        let towards =
            towards.into_iter().zip(0u8..).find(|(_, number)| (f64::from(*number) - eighth).abs() < 0.5).map_or("", |(word, _)| word);
        if metres < 1000.0 {
            format!("往{towards}约{:.0}米", (metres / 50.0).round() * 50.0)
        } else {
            format!("往{towards}约{:.1}公里", metres / 1000.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_said_as_people_point_it_out() {
        let from = (0.2040, 0.1520);
        for (to, said) in [
            ((0.2110, 0.1525), "往东约800米"),
            ((0.1930, 0.1610), "往西北约1.6公里"),
            ((0.2040, 0.1150), "往南约4.1公里"),
            ((0.2041, 0.1521), "就在这里"),
        ] {
            assert_eq!(StraightWay::between(from, to).said(), said);
        }
        // In the north of the country a degree to the east is shorter.
        assert!(StraightWay::between((126.0, 45.0), (127.0, 45.0)).length() < 80.0);
    }
}
