//! Lists of places: how far each is from where somebody stands, the nearest first, and its address.

use crate::{
    library::Library,
    policy::{Content, Place, RecordId, RecordKind, StraightWay},
};

use super::{
    dossier::Dossier,
    listing::{Listing, Places},
    para::Para,
    way::Way,
};

/// Says of every place in a list where it lies: its address, and how far it is from `from` (longitude and latitude of the terminal), where both are
/// known. Those that nobody can find on a map stand last.
pub fn on_map(listing: Listing, library: &Library, from: Option<(f64, f64)>) -> Listing {
    let found: Vec<_> =
        listing.entries.iter().map(|entry| entry.way.as_ref().and_then(Way::record).and_then(|id| place(id, library))).collect();
    let spot = |place: &Option<Place>| place.as_ref().and_then(|place| place.coordinates);
    let origin = from.or_else(|| found.iter().find_map(spot));
    let mut places = Places { here: from.is_some(), spots: Vec::new() };
    let mut entries = Vec::with_capacity(found.len());
    for (mut entry, place) in listing.entries.into_iter().zip(found) {
        let way = origin.zip(spot(&place)).map(|(origin, to)| StraightWay::between(origin, to));
        if let (Some(way), Some(id)) = (way, entry.way.as_ref().and_then(Way::record)) {
            places.spots.push((id.clone(), way.metres()));
        }
        let far = way.filter(|_| from.is_some()).map(StraightWay::said);
        let said = [far, place.map(|place| place.whereabouts()), Some(std::mem::take(&mut entry.about))];
        entry.about = said.into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        entries.push((way.map_or(f64::MAX, StraightWay::length), entry));
    }
    if from.is_some() {
        entries.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    }
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    Listing { entries, places: (!places.spots.is_empty()).then_some(places), ..listing }
}

/// Says on the page of a place how far it is from `from`, and which way: below its address, which is the first that is said of it.
pub fn say_way(dossier: &mut Dossier, library: &Library, from: Option<(f64, f64)>) {
    if let Some((from, to)) = from.zip(place(&dossier.card.id, library).and_then(|place| place.coordinates)) {
        let way = format!("从这里{}", StraightWay::between(from, to).said());
        if let Some(Para::Facts(facts)) = dossier.composition.paras.first_mut()
            && let Some(address) = facts.first_mut()
        {
            address.beside = way;
        } else {
            dossier.composition.paras.push(Para::Line(way));
        }
    }
}

fn place(id: &RecordId, library: &Library) -> Option<Place> {
    library.card(id).filter(|card| card.kind == RecordKind::Place)?;
    match library.record(id).ok().flatten()?.content {
        Content::Place(place) => Some(place),
        _ => None,
    }
}
