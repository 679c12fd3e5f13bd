//! What a zone says, without a screen to say it on.

use std::sync::LazyLock;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::*;
use crate::{
    library::Library,
    policy::{RecordId, Today},
    takeaway::{AllowList, Payload},
};

const TODAY: Date = date(2026, 11, 22);

static SAMPLE: LazyLock<Library> = LazyLock::new(|| Library::embedded(Timestamp::UNIX_EPOCH).unwrap());

fn dossier(id: &str) -> Dossier {
    let id: RecordId = id.parse().unwrap();
    Dossier::gather(&SAMPLE, &AllowList::new(["www.yunchuan.example"]), &id, Today { date: TODAY, doubt: None }).unwrap().unwrap()
}

fn said(dossier: &Dossier) -> Vec<String> {
    dossier.composition.paras.iter().map(ToString::to_string).collect()
}

fn titles(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.title.as_str()).collect()
}

#[test]
fn a_guide_says_who_where_when_and_what_to_bring_before_anything_else() {
    let guide = dossier("g-gongjijin-tiqu");
    let said = said(&guide);
    let at = |words: &str| said.iter().position(|line| line.starts_with(words)).unwrap_or_else(|| panic!("{words}: {said:?}"));
    assert!(at("谁来办：") < at("在哪办：") && at("在哪办：") < at("多久办好：") && at("多久办好：") < at("要带什么"));
    assert!(said[at("要带什么") + 1].starts_with("□ 1. "), "{said:?}");
    assert!(guide.band.is_none() && matches!(&guide.takeaway.payload, Payload::Link(link) if link.host() == "www.yunchuan.example"));
}

#[test]
fn a_replaced_document_leads_to_the_one_in_its_place() {
    let old = dossier("sb-yanglao-2018");
    let band = old.band.as_ref().unwrap();
    assert!(band.sentence.starts_with("已被《") && band.sentence.ends_with("》替代，不能再作依据"), "{}", band.sentence);
    assert_eq!(band.jumps.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["sb-yanglao-2023"]);
    let ways = old.related.iter().filter_map(|entry| entry.way.as_ref());
    assert!(ways.into_iter().any(|way| *way == Way::Record("sb-yanglao-2023".parse().unwrap())), "{:?}", titles(&old.related));
}

#[test]
fn every_section_and_every_cited_number_has_its_place_in_the_text() {
    let document = dossier("sb-yanglao-2023");
    let paras = &document.composition.paras;
    for (para, _, label) in &document.outline {
        assert!(paras[*para].to_string().starts_with(label.as_str()), "{label}");
    }
    assert!(!document.outline.is_empty() && !document.cited.is_empty());
    for (spot, id) in &document.cited {
        let number: String = paras[spot.para].to_string().chars().skip(spot.range.start).take(spot.range.len()).collect();
        assert_eq!(SAMPLE.card(id).unwrap().number.as_deref(), Some(number.as_str()));
    }
}
