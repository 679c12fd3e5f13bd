//! Everything in a record that points to another record: its links, and the targets inside its content.

use crate::policy::{Content, LinkKind, Record, Target};

/// All targets with the way they are tied, links first.
pub(super) fn ties(record: &Record) -> Vec<(LinkKind, &Target)> {
    let mut ties: Vec<_> = record.links.iter().map(|link| (link.kind, &link.target)).collect();
    let inner: Vec<&Target> = match &record.content {
        Content::Collection(collection) => collection.steps.iter().filter_map(|step| step.record.as_ref()).collect(),
        Content::Gazette(issue) => issue.items.iter().filter_map(|item| item.record.as_ref()).collect(),
        Content::Consultation(consultation) => consultation.draft.iter().collect(),
        Content::Notice(notice) => notice.records.iter().collect(),
        Content::Catalogue(row) => row.fulfilled_by.iter().collect(),
        Content::Document(_)
        | Content::Interpretation(_)
        | Content::Question(_)
        | Content::Guide(_)
        | Content::List(_)
        | Content::Place(_)
        | Content::Body(_) => Vec::new(),
    };
    ties.extend(inner.into_iter().map(|target| (LinkKind::Includes, target)));
    ties
}

/// The same targets, to be resolved.
pub(super) fn each_target(record: &mut Record, mut visit: impl FnMut(&mut Target)) {
    record.links.iter_mut().for_each(|link| visit(&mut link.target));
    match &mut record.content {
        Content::Collection(collection) => collection.steps.iter_mut().filter_map(|step| step.record.as_mut()).for_each(visit),
        Content::Gazette(issue) => issue.items.iter_mut().filter_map(|item| item.record.as_mut()).for_each(visit),
        Content::Consultation(consultation) => consultation.draft.iter_mut().for_each(visit),
        Content::Notice(notice) => notice.records.iter_mut().for_each(visit),
        Content::Catalogue(row) => row.fulfilled_by.iter_mut().for_each(visit),
        Content::Document(_)
        | Content::Interpretation(_)
        | Content::Question(_)
        | Content::Guide(_)
        | Content::List(_)
        | Content::Place(_)
        | Content::Body(_) => {}
    }
}
