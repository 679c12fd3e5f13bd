//! What a guide answers: what to bring, what it costs, how long it takes, where it is done.

use crate::{
    library::{Library, LibraryError},
    policy::{Content, Need, ServiceGuide},
};

/// What is asked of a guide, a line each; what it leaves out is that of its body.
pub(super) fn lines(library: &Library, guide: &ServiceGuide) -> Result<Vec<String>, LibraryError> {
    let mut guide = guide.clone();
    with_body(library, &mut guide)?;
    Ok(essentials(&guide))
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
        to_bring(guide),
        in_some_cases(guide),
        named("要多少钱", guide.fee.as_ref()),
        named("多久办好", limit.as_ref()),
        named("在哪办", guide.desk.as_ref()),
        named("电话", guide.phone.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What everybody brings. What the office looks up itself, and what a guide says need not be handed in, is no part of it. How many papers that are
/// is not said: a name may stand for two of them (居民身份证、户口簿), for one or the other, or for one of each member of a family.
fn to_bring(guide: &ServiceGuide) -> Option<String> {
    if guide.materials.is_empty() {
        return None;
    }
    let always = guide.materials.iter().filter(|material| material.need() == Need::Always);
    let names: Vec<&str> = always.map(|material| material.name.as_str()).collect();
    Some(match names.as_slice() {
        [] if guide.materials.iter().any(|material| matches!(material.need(), Need::When(_))) => return None,
        [] => "要带什么：不用带材料，由窗口自己查".to_owned(),
        all => format!("要带什么：{}", all.join("、")),
    })
}

/// What only some bring, each with its condition.
fn in_some_cases(guide: &ServiceGuide) -> Option<String> {
    let some: Vec<String> = guide
        .materials
        .iter()
        .filter_map(|material| match material.need() {
            Need::When(condition) => Some(format!("{}（{condition}）", material.name)),
            Need::Always | Need::Never => None,
        })
        .collect();
    (!some.is_empty()).then(|| format!("看情况才带：{}", some.join("、")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Material, MaterialForm};

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
        assert_eq!(essentials(&guide), ["要带什么：居民身份证、户口簿", "多久办好：承诺3个工作日", "在哪办：二楼5号窗口"]);
        assert_eq!(essentials(&ServiceGuide::default()), Vec::<String>::new());
    }

    #[test]
    fn what_only_some_bring_keeps_its_condition_and_what_nobody_brings_is_not_named() {
        let noted = |name: &str, form, note: &str| Material { note: Some(note.to_owned()), ..material(name, form) };
        let guide = ServiceGuide {
            materials: vec![
                material("居民身份证", MaterialForm::Original),
                noted("申请表", MaterialForm::Form, "窗口提供，当面签字"),
                noted("离婚证", MaterialForm::Original, "离过婚、系统里查不到记录的才要"),
                noted("购房合同", MaterialForm::Original, "买房提取时带；二手房带不动产权证书"),
                noted("劳动合同", MaterialForm::Copy, "务工人员提供"),
                noted("大病票据", MaterialForm::Copy, "不用交，自己留存"),
                noted("户口簿", MaterialForm::NotNeeded, "查不到的再带"),
                noted("合影", MaterialForm::Original, "2寸；窗口可以免费照"),
            ],
            ..ServiceGuide::default()
        };
        assert_eq!(
            essentials(&guide),
            [
                "要带什么：居民身份证、申请表、合影",
                "看情况才带：离婚证（离过婚、系统里查不到记录的才要）、购房合同（买房提取时带）、劳动合同（务工人员提供）",
            ]
        );
    }

    #[test]
    fn what_the_office_looks_up_itself_is_not_to_be_brought() {
        let guide = ServiceGuide { materials: vec![material("社保记录", MaterialForm::NotNeeded)], ..ServiceGuide::default() };
        assert_eq!(essentials(&guide), ["要带什么：不用带材料，由窗口自己查"]);
    }
}
