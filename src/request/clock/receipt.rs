//! The day on which an application counts as received (条例 art. 31; 国办公开办函〔2015〕207号 for what went astray).

use super::{Arrival, Due};

/// The ways by which handing over or signing for it is receipt. By every other one (plain letters, the internet, fax, e-mail) it is received on
/// the day on which both sides confirmed it, and until then nothing runs.
const OWN_DAY: &[&str] = &["in_person", "oral", "registered_post", "registered", "express", "courier", "ems", "signed_post"];

/// Where it belongs.
const DISCLOSURE_OFFICE: &str = "disclosure_office";

pub(super) fn receipt(arrival: &Arrival) -> Due {
    let confirmed = arrival.confirmed_on.map_or(Due::Never, Due::On);
    let astray = arrival.to.as_deref().is_some_and(|to| to != DISCLOSURE_OFFICE);
    match arrival.by.as_deref() {
        // The same day by every way, so nobody need know which.
        _ if arrival.confirmed_on == Some(arrival.on) => confirmed,
        Some(by) if OWN_DAY.contains(&by) && !astray => Due::On(arrival.on),
        Some(_) => confirmed,
        None => Due::Doubtful,
    }
}
