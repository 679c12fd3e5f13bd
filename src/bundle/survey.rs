//! A source as a catalogue tells it: every record with its file, the digest of all it says, and whether it still holds. The office
//! makes a catalogue by it, and every desk makes it again before signing, so that nobody signs for titles that are not what lies in the packs.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
};

use jiff::civil::Date;

use super::CatalogueRecord;
use crate::{
    files::Digest,
    policy::{Content, Facts, Incoming, LinkKind, PolicyDocument, Record, RecordId, Target, effect_on, handed_down, standing},
    source::{Fault, Member, Source, Tied},
};

/// The records and files of a source.
#[derive(Debug)]
pub(super) struct Survey {
    /// By id; `file` counts in the order of the paths that were given.
    pub(super) records: Vec<CatalogueRecord>,
    /// All that is wrong or worth a look.
    pub(super) faults: Vec<Fault>,
    /// Whether any of it forbids publishing.
    pub(super) faulty: bool,
    /// The records that were wanted, whole.
    pub(super) kept: BTreeMap<RecordId, Record>,
    /// Whether it was broken off.
    pub(super) stopped: bool,
}

/// Reads a source to its end. `paths` are those of its files, in order; validity is that of `day`; records that are `wanted` are kept. Every record
/// is shown to `each`, which may break off.
pub(super) fn survey(
    source: &Source,
    paths: &[&str],
    day: Date,
    wanted: &BTreeSet<RecordId>,
    each: &mut dyn FnMut(&Record) -> ControlFlow<()>,
) -> Survey {
    let places: BTreeMap<&str, usize> = paths.iter().enumerate().map(|(at, path)| (*path, at)).collect();
    let mut records = Vec::new();
    let mut kept = BTreeMap::new();
    let mut facts: HashMap<RecordId, Facts> = HashMap::new();
    let mut days: HashMap<RecordId, Days> = HashMap::new();
    let mut touches: Vec<Touch> = Vec::new();
    let mut stopped = false;
    let reading = source.read(&mut |batch| {
        for (record, file) in batch.records.iter().zip(&batch.files) {
            if each(record).is_break() {
                stopped = true;
                return ControlFlow::Break(());
            }
            let file = places.get(Member::path_of(file).as_str()).copied().unwrap_or(usize::MAX);
            records.push(entry(record, file));
            if let Content::Document(document) = &record.content {
                facts.insert(record.id.clone(), document.facts());
                days.insert(record.id.clone(), days_of(record));
            }
            touches.extend(touches_of(record));
            if wanted.contains(&record.id) {
                kept.insert(record.id.clone(), record.clone());
            }
        }
        ControlFlow::Continue(())
    });
    for touch in touches {
        if let Some(target) = reading.names.resolve(&touch.words).filter(|target| *target != touch.from)
            && let Some(facts) = facts.get_mut(&target)
        {
            facts.undergo(Incoming::new(touch.kind, touch.from, touch.on, touch.made_on));
        }
    }
    for Tied { source, kind, target, on } in reading.versions.iter().chain(&reading.touches) {
        let (effect, made_on) = days.get(source).copied().unwrap_or_default();
        if let Some(facts) = facts.get_mut(target) {
            facts.undergo(Incoming::new(*kind, source.clone(), on.or(effect), made_on));
        }
    }
    for (to, change) in handed_down(facts.values()) {
        if let Some(facts) = facts.get_mut(&to) {
            facts.undergo(change);
        }
    }
    for record in &mut records {
        record.ended = facts.get(&record.id).is_some_and(|facts| standing(facts, day).validity.is_ended());
    }
    records.sort_by(|left, right| left.id.cmp(&right.id));
    let faulty = !reading.errors().is_empty();
    Survey { records, faults: reading.faults, faulty, kept, stopped }
}

fn entry(record: &Record, file: usize) -> CatalogueRecord {
    CatalogueRecord {
        id: record.id.clone(),
        title: record.title.clone(),
        kind: record.kind(),
        number: record.document().and_then(|document| document.number.as_ref()).map(ToString::to_string),
        file,
        // Records are plain values without maps: the same record is always written the same.
        content: Digest::of(&serde_json::to_vec(record).unwrap_or_default()),
        ended: false,
    }
}

/// A change that one record makes to another's validity.
struct Touch {
    from: RecordId,
    kind: LinkKind,
    words: String,
    on: Option<Date>,
    made_on: Option<Date>,
}

/// From when a paper does to others what it says, and when it was made.
type Days = (Option<Date>, Option<Date>);

fn days_of(record: &Record) -> Days {
    let from_document = |field: fn(&PolicyDocument) -> Option<Date>| record.document().and_then(field);
    let on = effect_on(from_document(|document| document.effective_on), from_document(|document| document.published_on), record.dated());
    (on, record.dated())
}

fn touches_of(record: &Record) -> Vec<Touch> {
    let (on, made_on) = days_of(record);
    let touching = record.links.iter().filter(|link| link.kind.touches());
    touching
        .map(|link| Touch {
            from: record.id.clone(),
            kind: link.kind,
            words: match &link.target {
                Target::Cited(words) => words.clone(),
                Target::Held(id) => id.to_string(),
            },
            on,
            made_on,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::READING, *};

    /// Puts down where a value has which fields.
    fn fields(at: &str, value: &serde_json::Value, into: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(object) => object.iter().for_each(|(name, value)| fields(&format!("{at}.{name}"), value, into)),
            serde_json::Value::Array(values) => values.iter().for_each(|value| fields(&format!("{at}[]"), value, into)),
            _ => drop(into.insert(at.to_owned())),
        }
    }

    /// What a list says of a record follows from how it is written: where that changes, terminals must be told that it is another reading.
    #[test]
    fn a_record_with_other_fields_is_another_reading() {
        let mut known = BTreeSet::new();
        let mut records = 0;
        Source::embedded().read(&mut |batch| {
            for record in &batch.records {
                records += 1;
                fields(record.kind().as_str(), &serde_json::to_value(record).unwrap(), &mut known);
            }
            ControlFlow::Continue(())
        });
        assert!(records > 100);
        let all = known.into_iter().collect::<Vec<_>>().join("\n");
        let written = (READING, Digest::of(all.as_bytes()).short());
        assert_eq!(
            written,
            (4, "69947f09".to_owned()),
            "records are written otherwise: raise READING in bundle/catalogue.rs and put both down here (the same number is right where only the \
             sample uses a field for the first time):\n{all}"
        );
    }
}
