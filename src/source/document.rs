//! Policy documents: the fields of `documents/`, with what a text says of itself where the header may be silent.

use jiff::civil::Date;

use crate::policy::{DocumentKind, DocumentNumber, KindTable, LinkKind, PolicyDocument, RecordKind, Validity, themes};

use super::{
    entry::Ties,
    fault::{Faults, choices},
    fields::Fields,
    shared::known,
};

/// 体裁.
const GENRES: [&str; 20] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "条例", "规定",
    "办法", "细则", "方案",
];

/// Fields that are taken for true where the header is silent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Assumed {
    pub(super) kind: DocumentKind,
    pub(super) number: Option<DocumentNumber>,
    pub(super) issuers: Vec<String>,
    pub(super) issued_on: Option<Date>,
    pub(super) effective_on: Option<Date>,
    pub(super) region: Option<String>,
}

/// Reads the fields that only documents have. Without `assumed`, kind and issuers are required.
pub(super) fn read(fields: &mut Fields, assumed: Option<Assumed>, ties: &mut Ties, faults: &mut Faults) -> Option<PolicyDocument> {
    let written_kind = kind(fields, assumed.is_none(), faults);
    let number = number(fields, faults);
    let genre = fields.choice("genre", &GENRES, faults).map(str::to_owned);
    let named = if assumed.is_some() { fields.texts("issuers", faults) } else { fields.required_texts("issuers", faults) };
    let drafter = fields.placed_text("drafter", faults);
    let index_number = fields.text("index_number", faults);
    let registration = fields.text("registration", faults);
    let issued_on = fields.date("issued_on", faults);
    let published_on = fields.date("published_on", faults);
    let effective_on = fields.date("effective_on", faults);
    let expiry_line = fields.line_of("expires_on");
    let expires_on = fields.date("expires_on", faults);
    let themes = known(fields, "themes", themes().iter().map(String::as_str), faults);
    for (kind, field) in [
        (LinkKind::BasedOn, "based_on"),
        (LinkKind::Amends, "amends"),
        (LinkKind::Replaces, "replaces"),
        (LinkKind::Repeals, "repeals"),
        (LinkKind::Consolidates, "consolidates"),
    ] {
        ties.links(kind, field, Some(RecordKind::Document), fields, faults);
    }
    ties.links(LinkKind::AppliedForAt, "guides", Some(RecordKind::Guide), fields, faults);
    let stated = stated(fields, faults);

    let mut document = PolicyDocument {
        number,
        kind: written_kind.or_else(|| Some(assumed.as_ref()?.kind.clone()))?,
        genre,
        issuers: named.iter().map(|(_, issuer)| issuer.clone()).collect(),
        drafter: drafter.as_ref().map(|(_, drafter)| drafter.clone()),
        index_number,
        registration,
        issued_on,
        published_on,
        effective_on,
        expires_on,
        themes,
        region: None,
        stated,
    };
    if let Some(assumed) = assumed {
        document.number = document.number.or(assumed.number);
        document.issued_on = document.issued_on.or(assumed.issued_on);
        document.effective_on = document.effective_on.or(assumed.effective_on);
        document.region = assumed.region;
        if document.issuers.is_empty() {
            document.issuers = assumed.issuers;
        }
    }
    let begins = document.effective_on.max(document.issued_on);
    if document.expires_on.is_some_and(|end| begins.is_some_and(|begins| end < begins)) {
        faults.error(expiry_line, "有效期在施行或成文之前就结束了", "请核对 expires_on、effective_on 和 issued_on。");
    }
    // The bodies of a county's directory do not issue national law.
    if !KindTable::shipped().is_national(&document.kind) {
        ties.bodies.extend(named.into_iter().chain(drafter));
    }
    Some(document)
}

fn kind(fields: &mut Fields, required: bool, faults: &mut Faults) -> Option<DocumentKind> {
    let line = fields.line_of("kind");
    let name = if required { fields.required("kind", faults) } else { fields.text("kind", faults) }?;
    let kind = KindTable::shipped().find(&name);
    if kind.is_none() {
        let known: Vec<_> = KindTable::shipped().names().collect();
        faults.error(line, format!("没有“{name}”这个文件种类"), choices(&name, known));
    }
    kind
}

fn number(fields: &mut Fields, faults: &mut Faults) -> Option<DocumentNumber> {
    let (line, written) = fields.placed_text("number", faults)?;
    let number = written.parse::<DocumentNumber>().ok().filter(|number| !number.agency.is_empty());
    if number.is_none() {
        faults.error(line, format!("发文字号“{written}”读不懂"), "请写成 云政发〔2023〕8号 或 国务院令第105号；没有字号就不写 number。");
    }
    number
}

fn stated(fields: &mut Fields, faults: &mut Faults) -> Option<(Validity, Option<String>)> {
    let label = fields.choice("validity", &Validity::STATED.map(Validity::label), faults);
    let reason = fields.placed_text("validity_reason", faults);
    let validity = label.and_then(|label| Validity::STATED.into_iter().find(|validity| validity.label() == label));
    match (validity, reason) {
        (Some(validity), reason) => Some((validity, reason.map(|(_, reason)| reason))),
        (None, Some((line, _))) => {
            faults.error(line, "只有 validity_reason，没有 validity", "请补上 validity，或者删去 validity_reason。");
            None
        }
        (None, None) => None,
    }
}
