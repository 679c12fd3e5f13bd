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
