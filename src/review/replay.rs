//! Corrections of people made again on a text that was converted anew. What cannot be made again is told, never dropped.

use std::collections::BTreeMap;

use super::{Act, Log};

/// A correction that could not be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The number of its event.
    pub n: u64,
    /// Who made it.
    pub who: String,
    /// The words that were looked for.
    pub old: String,
    /// What they should become.
    pub new: String,
}

/// A text with its corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Fields that people set, which hold whatever the file says.
    pub fields: BTreeMap<String, String>,
    /// What the file said of them when they were first set.
    pub was: BTreeMap<String, String>,
    /// Findings that were masked, or cut where it says so.
    pub masks: Vec<(String, bool)>,
    /// The text.
    pub body: String,
    /// What could not be made again: the words are not there any more, or more than once.
    pub lost: Vec<Lost>,
}

/// Makes the corrections of a log again, in their order.
pub fn replay(log: &Log, body: &str) -> Replayed {
    let mut replayed = Replayed { body: body.to_owned(), ..Replayed::default() };
    let taken_back = log.undone();
    for (_, event) in log.events().filter(|(digest, _)| !taken_back.contains(&digest.to_string())) {
        match &event.act {
            Act::Set { field, was, value } => {
                replayed.was.entry(field.clone()).or_insert_with(|| was.clone());
                replayed.fields.insert(field.clone(), value.clone());
            }
            Act::Mask { finding, cut, .. } => replayed.masks.push((finding.clone(), *cut)),
            Act::Edit { old, new } if !old.is_empty() && replayed.body.matches(old.as_str()).count() == 1 => {
                replayed.body = replayed.body.replacen(old.as_str(), new, 1);
            }
            // Whoever converted may have made the same correction in the file itself.
            Act::Edit { old, new } if new.is_empty() || !replayed.body.contains(new.as_str()) || replayed.body.contains(old.as_str()) => {
                replayed.lost.push(Lost { n: event.n, who: event.who.clone(), old: old.clone(), new: new.clone() });
            }
            _ => {}
        }
    }
    replayed
}
