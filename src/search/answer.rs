//! What the first hit says by itself: of a guide what to bring, how long it takes, what it costs and where it is done; of a question its answer.
//! Somebody with a question reads that before any paper.

use crate::{
    library::{Card, Library, LibraryError},
    policy::{Content, MaterialForm, RecordKind, ServiceGuide},
};

/// Fewest characters that are a question; what is shorter is a field to look around in.
pub(super) const SHORTEST: usize = 3;
/// How well the first hit must match, where a text of nothing but the question has about 1. Of the sample county's questions one card in six is
/// beside the point then; without a limit it would be one in four.
pub(super) const ENOUGH: f32 = 0.5;
/// Most characters of an answer that are handed on: nobody reads more beside a list.
const LONGEST: usize = 400;

/// The answer of a guide or a question, a line each for what is asked of a guide; nothing where the record is neither.
pub(super) fn answer(library: &Library, card: &Card) -> Result<Vec<String>, LibraryError> {
    let answers = matches!(card.kind, RecordKind::Guide | RecordKind::Question);
    let Some(record) = answers.then(|| library.record(&card.id)).transpose()?.flatten() else { return Ok(Vec::new()) };
    Ok(match &record.content {
        Content::Guide(guide) => {
            let mut guide = guide.clone();
            with_body(library, &mut guide)?;
            essentials(&guide)
        }
        Content::Question(_) => {
            let text = record.text.plain();
            let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() { Vec::new() } else { vec![text.chars().take(LONGEST).collect()] }
        }
        _ => Vec::new(),
    })
}

/// What a guide leaves out is that of its body.
fn with_body(library: &Library, guide: &mut ServiceGuide) -> Result<(), LibraryError> {
    if guide.desk.is_some() && guide.phone.is_some() {
        return Ok(());
    }
    let Some(card) = library.body(&guide.body).filter(|card| !library.withholds(&card.id)) else { return Ok(()) };
    if let Some(Content::Body(body)) = library.record(&card.id)?.map(|record| record.content) {
        guide.desk = guide.desk.take().or(body.desk).or(Some(body.address));
        guide.phone = guide.phone.take().or(body.phone);
    }
    Ok(())
}

fn essentials(guide: &ServiceGuide) -> Vec<String> {
    let limit = match (&guide.promised_limit, &guide.legal_limit) {
        (Some(promised), _) => Some(format!("承诺{promised}")),
        (None, legal) => legal.as_ref().map(|legal| format!("法定{legal}")),
    };
    let named = |name: &str, value: Option<&String>| value.filter(|value| !value.is_empty()).map(|value| format!("{name}：{value}"));
    [
        materials(guide),
        named("要多少钱", guide.fee.as_ref()),
        named("多久办好", limit.as_ref()),
        named("在哪办", guide.desk.as_ref()),
        named("电话", guide.phone.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the office looks up itself need not be brought.
fn materials(guide: &ServiceGuide) -> Option<String> {
    if guide.materials.is_empty() {
        return None;
    }
    let brought = guide.materials.iter().filter(|material| material.form != MaterialForm::NotNeeded);
    let names: Vec<&str> = brought.map(|material| material.name.as_str()).collect();
    Some(match names.as_slice() {
        [] => "要带什么：不用带材料，由窗口自己查".to_owned(),
        [one] => format!("要带什么：{one}"),
        all => format!("要带 {} 样：{}", all.len(), all.join("、")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Material;

    fn material(name: &str, form: MaterialForm) -> Material {
        Material { name: name.to_owned(), form, copies: None, note: None }
    }

    #[test]
    fn a_guide_answers_what_is_asked_first_and_is_silent_where_it_says_nothing() {
        let guide = ServiceGuide {
            materials: vec![
                material("居民身份证", MaterialForm::Original),
                material("户口簿", MaterialForm::Copy),
                material("社保记录", MaterialForm::NotNeeded),
            ],
            promised_limit: Some("3个工作日".to_owned()),
            legal_limit: Some("20个工作日".to_owned()),
            desk: Some("二楼5号窗口".to_owned()),
            ..ServiceGuide::default()
        };
        assert_eq!(essentials(&guide), ["要带 2 样：居民身份证、户口簿", "多久办好：承诺3个工作日", "在哪办：二楼5号窗口"]);
        assert_eq!(essentials(&ServiceGuide::default()), Vec::<String>::new());
    }

    #[test]
    fn what_the_office_looks_up_itself_is_not_to_be_brought() {
        let guide = ServiceGuide { materials: vec![material("社保记录", MaterialForm::NotNeeded)], ..ServiceGuide::default() };
        assert_eq!(essentials(&guide), ["要带什么：不用带材料，由窗口自己查"]);
    }
}
