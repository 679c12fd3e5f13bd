//! What the rows of a library tell each other when it is opened: what one does to another, and by what name a body is called.

use std::collections::HashMap;

use super::store::{CardRow, HeldLink};
use crate::{
    policy::{Incoming, LinkKind},
    text::squeeze,
};

/// Tells a record what another does to it, and an answer what it rests on.
pub(super) fn tie(rows: &mut [CardRow], link: &HeldLink) {
    let source = usize::try_from(link.source).ok().and_then(|source| rows.get(source));
    let Some((from, on, made_on)) = source.map(|row| (row.card.id.clone(), link.on.or(row.effect), row.card.dated)) else { return };
    let Some(row) = at_mut(rows, link.target) else { return };
    row.card.facts.undergo(Incoming::new(link.kind, from, on, made_on));
    let ground = (link.kind == LinkKind::AnswersFrom).then(|| row.card.id.clone());
    if let Some((row, ground)) = at_mut(rows, link.source).zip(ground) {
        row.card.grounds.push(ground);
    }
}

pub(super) fn at_mut(rows: &mut [CardRow], ordinal: u32) -> Option<&mut CardRow> {
    rows.get_mut(usize::try_from(ordinal).ok()?)
}

/// Short names and full names are one body in lists and counts; of several bodies the first answers.
pub(super) fn call_by_full_name(rows: &mut [CardRow], bodies: &HashMap<String, u32>) {
    let full: HashMap<&str, String> = bodies
        .iter()
        .filter_map(|(name, ordinal)| Some((name.as_str(), rows.get(usize::try_from(*ordinal).ok()?)?.card.title.clone())))
        .collect();
    for body in rows.iter_mut().filter_map(|row| row.card.body.as_mut()) {
        let first = body.split(['；', '、']).next().unwrap_or_default();
        full.get(squeeze(first).as_str()).into_iter().for_each(|name| body.clone_from(name));
    }
}
