//! Lists of places: how far each is from where somebody stands, the nearest first.

use crate::{
    library::Library,
    policy::{Content, RecordId, RecordKind, StraightWay},
};

use super::{
    dossier::Dossier,
    listing::{ListEntry, Listing, Places},
    para::Para,
    way::Way,
};

/// Says of every place in a list where it lies, seen from `from` (longitude and latitude of the terminal), where that is known. Those that nobody can
/// find on a map stand last.
pub fn on_map(listing: Listing, library: &Library, from: Option<(f64, f64)>) -> Listing {
    let found: Vec<_> = listing.entries.iter().map(|entry| coordinates(entry, library)).collect();
    let Some(origin) = from.or_else(|| found.iter().flatten().next().copied()) else { return listing };
    let mut places = Places { here: from.is_some(), spots: Vec::new() };
    let mut entries = Vec::with_capacity(found.len());
    for (mut entry, to) in listing.entries.into_iter().zip(found) {
        let way = to.map(|to| StraightWay::between(origin, to));
        if let (Some(way), Some(id)) = (way, entry.way.as_ref().and_then(Way::record)) {
            places.spots.push((id.clone(), way.metres()));
            if from.is_some() {
                let about = std::mem::take(&mut entry.about);
                entry.about = if about.is_empty() { way.said() } else { format!("{} · {about}", way.said()) };
            }
        }
        entries.push((way.map_or(f64::MAX, StraightWay::length), entry));
    }
    if from.is_some() {
        entries.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    }
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    Listing { entries, places: (!places.spots.is_empty()).then_some(places), ..listing }
}

/// Says on the page of a place how far it is from `from`, and which way.
pub fn say_way(dossier: &mut Dossier, library: &Library, from: Option<(f64, f64)>) {
    if let Some((from, to)) = from.zip(spot(&dossier.card.id, library)) {
        let way = StraightWay::between(from, to).said();
        dossier.composition.paras.push(Para::Field("离这里：".to_owned(), way));
    }
}

fn coordinates(entry: &ListEntry, library: &Library) -> Option<(f64, f64)> {
    spot(entry.way.as_ref().and_then(Way::record)?, library)
}

/// Where a place lies.
fn spot(id: &RecordId, library: &Library) -> Option<(f64, f64)> {
    library.card(id).filter(|card| card.kind == RecordKind::Place)?;
    match library.record(id).ok().flatten()?.content {
        Content::Place(place) => place.coordinates,
        _ => None,
    }
}
