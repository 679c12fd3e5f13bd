//! What of a record is searched as text: the passages of its full text, and what its content says outside of it.

use crate::policy::{Content, Passage, Record, passages};

/// All searchable passages, those of the text first. Passages of the content have section 0 and the name of the field as label.
pub(super) fn pieces(record: &Record) -> Vec<Passage> {
    let mut pieces = passages(&record.id, &record.text);
    for piece in &mut pieces {
        // An import names each passage with the law it is from: repeated a hundred times, that name would drown what the passages say.
        let named = record.text.sections.get(piece.section).is_some_and(|section| section.passage.is_some() && section.own_line);
        if named && let Some(rest) = piece.text.strip_prefix(&piece.label).map(str::trim_start).filter(|rest| !rest.is_empty()) {
            piece.text = rest.to_owned();
        }
    }
    for (name, label, lines) in content_lines(record) {
        let text = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        if !text.is_empty() {
            pieces.push(Passage { id: format!("{}#{name}", record.id), section: 0, label: label.to_owned(), text });
        }
    }
    pieces
}

type Lines<'a> = (&'static str, &'static str, Vec<&'a str>);

fn content_lines(record: &Record) -> Vec<Lines<'_>> {
    fn own(line: Option<&String>) -> &str {
        line.map_or("", String::as_str)
    }
    fn all(lines: &[String]) -> Vec<&str> {
        lines.iter().map(String::as_str).collect()
    }
    match &record.content {
        Content::Guide(guide) => vec![
            ("applicants", "受理对象", vec![own(guide.applicants.as_ref())]),
            ("conditions", "受理条件", all(&guide.conditions)),
            (
                "materials",
                "申请材料",
                guide.materials.iter().flat_map(|material| [material.name.as_str(), own(material.note.as_ref())]).collect(),
            ),
            ("steps", "办理流程", all(&guide.steps).into_iter().chain(all(&guide.special_steps)).collect()),
            ("fee", "收费标准", vec![own(guide.fee.as_ref()), own(guide.fee_basis.as_ref())]),
        ],
        Content::Collection(collection) => {
            let steps = collection.steps.iter().flat_map(|step| [step.title.as_str(), own(step.note.as_ref())]);
            vec![("steps", "步骤", steps.collect())]
        }
        Content::Gazette(issue) => vec![("items", "目录", issue.items.iter().map(|item| item.title.as_str()).collect())],
        Content::Consultation(consultation) => {
            vec![("channels", "参与方式", all(&consultation.channels)), ("result", "采纳情况", vec![own(consultation.result.as_ref())])]
        }
        Content::Catalogue(row) => {
            vec![("contents", "公开内容", vec![&row.domain, &row.item, &row.contents]), ("basis", "公开依据", vec![&row.basis])]
        }
        Content::Place(place) => vec![
            ("services", "能办什么", vec![own(place.services.as_ref())]),
            ("address", "地址", vec![&place.town, &place.address, own(place.directions.as_ref())]),
        ],
        Content::Body(body) => {
            vec![("duties", "职责", vec![&body.duties]), ("address", "地址", vec![&body.address, own(body.desk.as_ref())])]
        }
        Content::Document(_) | Content::Interpretation(_) | Content::Question(_) | Content::List(_) | Content::Notice(_) => Vec::new(),
    }
}
