//! What only all records together show: numbers and titles used twice, days to come, addresses, issuers.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use jiff::civil::Date;

use super::{Objection, Reason};
use crate::{
    policy::{Content, KindTable, PolicyDocument, Record, Validity},
    source::Batch,
    takeaway::AllowList,
    text::squeeze,
};

/// What is kept of the records while they go by.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    documents: Vec<Seen>,
    addresses: Vec<(PathBuf, String)>,
    bodies: BTreeSet<String>,
}

#[derive(Debug)]
struct Seen {
    file: PathBuf,
    title: String,
    document: PolicyDocument,
}

impl Gathered {
    /// Takes a batch in.
    pub(super) fn take(&mut self, batch: &Batch) {
        for (record, file) in batch.records.iter().zip(&batch.files) {
            self.addresses.extend(record.address.as_ref().map(|address| (file.to_path_buf(), address.clone())));
            self.one(record, file.to_path_buf());
        }
    }

    fn one(&mut self, record: &Record, file: PathBuf) {
        match &record.content {
            Content::Document(document) => {
                self.documents.push(Seen { file, title: record.title.clone(), document: document.clone() });
            }
            Content::Body(body) => {
                self.bodies.insert(squeeze(&record.title));
                self.bodies.extend(body.aliases.iter().map(|alias| squeeze(alias)));
            }
            _ => {}
        }
    }

    /// What they show.
    pub(super) fn objections(&self, allowed: Option<&AllowList>, today: Date) -> Vec<Objection> {
        let mut found = Vec::new();
        let numbers = self.documents.iter().filter_map(|seen| Some((seen, seen.document.number.as_ref()?.query_key())));
        twice(numbers, Reason::NumberTwice, true, &mut found);
        // Versions of one law carry one title.
        let titles = self.documents.iter().filter(|seen| !KindTable::shipped().is_legislation(&seen.document.kind));
        twice(titles.map(|seen| (seen, squeeze(&seen.title))), Reason::TitleTwice, false, &mut found);
        for seen in &self.documents {
            found.extend(days(seen, today));
            found.extend(self.issuers(seen));
            let repealed =
                seen.document.stated.as_ref().is_some_and(|(validity, reason)| *validity == Validity::Repealed && reason.is_none());
            if repealed {
                found.push(seen.objection(
                    Reason::RepealedWithoutReason,
                    false,
                    "写着已废止，没有写理由".to_owned(),
                    "请写 validity_reason：由哪件文件废止",
                ));
            }
        }
        let allowed = allowed.into_iter().flat_map(|allowed| self.addresses.iter().filter(|(_, address)| allowed.check(address).is_err()));
        found.extend(allowed.map(|(file, address)| Objection {
            reason: Reason::Host,
            stops: true,
            file: file.clone(),
            line: None,
            what: format!("网址“{address}”不在允许的网站里"),
            mend: "请改成本地政府网站的网址，或者请管理员把网站加进名单".to_owned(),
        }));
        found
    }

    fn issuers(&self, seen: &Seen) -> Vec<Objection> {
        if KindTable::shipped().is_national(&seen.document.kind) || self.bodies.is_empty() {
            return Vec::new();
        }
        let unknown = seen.document.issuers.iter().filter(|issuer| !self.bodies.contains(&squeeze(issuer)));
        let objection = |issuer: &String| {
            let mend = "请核对发文机关的全称，或者在 directory.csv 里补上这个机构";
            seen.objection(Reason::UnknownIssuer, true, format!("机构目录里没有发文机关“{issuer}”"), mend)
        };
        unknown.map(objection).collect()
    }
}

impl Seen {
    fn objection(&self, reason: Reason, stops: bool, what: String, mend: &str) -> Objection {
        Objection { reason, stops, file: self.file.clone(), line: None, what, mend: mend.to_owned() }
    }
}

/// Keys that stand more than once: an objection at each but the first.
fn twice<'s>(keys: impl Iterator<Item = (&'s Seen, String)>, reason: Reason, stops: bool, found: &mut Vec<Objection>) {
    let mut first: BTreeMap<String, &Seen> = BTreeMap::new();
    for (seen, key) in keys {
        let Some(before) = first.get(&key) else {
            first.insert(key, seen);
            continue;
        };
        let what = if reason == Reason::NumberTwice { "发文字号" } else { "标题" };
        let words = format!("{what}与 {} 相同", before.file.display());
        found.push(seen.objection(reason, stops, words, "请核对是不是同一件文件放了两次"));
    }
}

fn days(seen: &Seen, today: Date) -> Vec<Objection> {
    let document = &seen.document;
    let mut found = Vec::new();
    for (name, day) in [("成文日期", document.issued_on), ("发布日期", document.published_on)] {
        if let Some(day) = day.filter(|day| *day > today) {
            found.push(seen.objection(Reason::Days, true, format!("{name}是 {day}，还没有到"), "请核对日期"));
        }
    }
    let pairs = [
        ("发布日期", document.published_on, "成文日期", document.issued_on),
        ("施行日期", document.effective_on, "成文日期", document.issued_on),
    ];
    for (name, day, before_name, before) in pairs {
        if let Some((day, before)) = day.zip(before).filter(|(day, before)| day < before) {
            found.push(seen.objection(Reason::Days, false, format!("{name} {day} 早于{before_name} {before}"), "请核对这两个日期"));
        }
    }
    found
}
