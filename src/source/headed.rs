//! Markdown records of all kinds but documents: the fields that only one kind has.

use crate::policy::{
    Collection, Consultation, Content, GazetteIssue, GazetteItem, Interpretation, LinkKind, Material, MaterialForm, Notice, OfficialList,
    Question, RecordKind, ServiceGuide, Step, Target,
};

use super::{entry::Ties, fault::Faults, fields::Fields, header::https};

pub(super) fn interpretation(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    for (line, words) in fields.required_texts("interprets", faults) {
        ties.link(LinkKind::Interprets, "interprets", line, words, Some(RecordKind::Document));
    }
    let form = fields.choice("form", &Interpretation::FORMS, faults).unwrap_or("文字").to_owned();
    let issuers = ties.bodies("issuers", fields, faults);
    let published_on = fields.date("published_on", faults);
    Some(Content::Interpretation(Interpretation { form, issuers, published_on }))
}

pub(super) fn question(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    ties.links(LinkKind::AnswersFrom, "answers_from", Some(RecordKind::Document), fields, faults);
    ties.links(LinkKind::AppliedForAt, "guides", Some(RecordKind::Guide), fields, faults);
    let body = ties.body("body", fields, faults);
    Some(Content::Question(Question { body }))
}

pub(super) fn guide(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    ties.links(LinkKind::BasedOn, "based_on", Some(RecordKind::Document), fields, faults);
    let body = ties.required_body("body", fields, faults);
    let mut materials = Vec::new();
    for table in fields.tables("materials", faults) {
        materials.extend(material(table, faults));
    }
    let guide = ServiceGuide {
        code: fields.text("code", faults),
        body: String::new(),
        desk: fields.text("desk", faults),
        hours: fields.text("hours", faults),
        phone: fields.text("phone", faults),
        complaint_phone: fields.text("complaint_phone", faults),
        applicants: fields.text("applicants", faults),
        conditions: fields.plain_texts("conditions", faults),
        materials,
        steps: fields.plain_texts("steps", faults),
        special_steps: fields.plain_texts("special_steps", faults),
        legal_limit: fields.text("legal_limit", faults),
        promised_limit: fields.text("promised_limit", faults),
        fee: fields.text("fee", faults),
        fee_basis: fields.text("fee_basis", faults),
        visits: fields.number("visits", faults),
        online: fields.placed_text("online", faults).and_then(|(line, address)| https(address, line, faults)),
        progress: fields.placed_text("progress", faults).and_then(|(line, address)| https(address, line, faults)),
    };
    Some(Content::Guide(ServiceGuide { body: body?, ..guide }))
}

fn material(mut table: Fields, faults: &mut Faults) -> Option<Material> {
    const FORMS: [MaterialForm; 6] = [
        MaterialForm::Original,
        MaterialForm::Copy,
        MaterialForm::OriginalAndCopy,
        MaterialForm::Form,
        MaterialForm::Electronic,
        MaterialForm::NotNeeded,
    ];
    let name = table.required("name", faults);
    let label = table.required_choice("form", &FORMS.map(MaterialForm::label), faults);
    let copies = table.number("copies", faults);
    let note = table.text("note", faults);
    table.finish(faults);
    let form = FORMS.into_iter().find(|form| Some(form.label()) == label)?;
    Some(Material { name: name?, form, copies, note })
}

pub(super) fn collection(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    let stage = fields.required_choice("stage", &Collection::STAGES, faults);
    let mut steps = Vec::new();
    for mut table in fields.tables("steps", faults) {
        let title = table.required("title", faults);
        let record = included(&mut table, "steps", ties, faults);
        let note = table.text("note", faults);
        table.finish(faults);
        steps.extend(title.map(|title| Step { title, record, note }));
    }
    if steps.is_empty() {
        faults.error(fields.line, "steps 里没有步骤", "请按顺序写出每一步：steps = [{ title = \"……\", record = \"……\" }]。");
    }
    Some(Content::Collection(Collection { stage: stage?.to_owned(), steps }))
}

pub(super) fn list(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    let list_kind = fields.required("kind", faults);
    let issuers = ties.bodies("issuers", fields, faults);
    let as_of = fields.date("as_of", faults);
    Some(Content::List(OfficialList { list_kind: list_kind?, issuers, as_of }))
}

pub(super) fn gazette(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    let year = fields.required_number("year", faults);
    let issue = fields.required_number("issue", faults);
    let published_on = fields.date("published_on", faults);
    let mut items = Vec::new();
    for mut table in fields.tables("items", faults) {
        let title = table.required("title", faults);
        let record = included(&mut table, "items", ties, faults);
        table.finish(faults);
        items.extend(title.map(|title| GazetteItem { title, record }));
    }
    Some(Content::Gazette(GazetteIssue { year: year?, issue: issue?, published_on, items }))
}

/// The field `record` of a step or item.
fn included(table: &mut Fields, field: &'static str, ties: &mut Ties, faults: &mut Faults) -> Option<Target> {
    let (line, words) = table.placed_text("record", faults)?;
    Some(ties.refer(field, line, words, None))
}

pub(super) fn consultation(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    let body = ties.required_body("body", fields, faults);
    let end = fields.line_of("closes_on");
    let opens_on = fields.required_date("opens_on", faults);
    let closes_on = fields.required_date("closes_on", faults);
    let channels = fields.plain_texts("channels", faults);
    let draft = fields.placed_text("draft", faults).map(|(line, words)| ties.refer("draft", line, words, Some(RecordKind::Document)));
    let result = fields.text("result", faults);
    let (opens_on, closes_on) = (opens_on?, closes_on?);
    if closes_on < opens_on {
        faults.error(end, "征集还没有开始就结束了", "请核对 opens_on 和 closes_on。");
    }
    Some(Content::Consultation(Consultation { body: body?, opens_on, closes_on, channels, draft, result }))
}

pub(super) fn notice(fields: &mut Fields, ties: &mut Ties, faults: &mut Faults) -> Option<Content> {
    let body = ties.required_body("body", fields, faults);
    let published_on = fields.required_date("published_on", faults);
    let (end, before) = (fields.line_of("expires_on"), faults.errors());
    let expires_on = fields.date("expires_on", faults);
    if expires_on.is_none() && faults.errors() == before {
        faults.error(end, "公告没有截止日期", "请补上 expires_on，写明最后显示到哪一天；没有截止日期的公告会一直挂着。");
    }
    let urgent = fields.flag("urgent", faults);
    let named = fields.texts("records", faults);
    let records = named.into_iter().map(|(line, words)| ties.refer("records", line, words, None)).collect();
    let (published_on, expires_on) = (published_on?, expires_on?);
    if expires_on < published_on {
        faults.error(end, "公告的截止日期在发布日期之前", "请核对 published_on 和 expires_on。");
    }
    Some(Content::Notice(Notice { body: body?, published_on, expires_on, urgent, records }))
}
