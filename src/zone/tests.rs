//! What a zone says, without a screen to say it on.

use std::sync::LazyLock;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::*;
use crate::{
    config::Config,
    library::{Hidden, HiddenRecords, ImportOptions, Library, Origin},
    policy::{GroupedBy, Grouping, RecordId, RecordKind, Selection, Today},
    source::{Options, Source},
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

fn titles(entries: &[ListEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.title.as_str()).collect()
}

#[test]
fn a_guide_says_who_where_when_and_what_to_bring_before_anything_else() {
    let guide = dossier("g-gongjijin-tiqu");
    let said = said(&guide);
    let at = |words: &str| said.iter().position(|line| line.starts_with(words)).unwrap_or_else(|| panic!("{words}: {said:?}"));
    let facts: Vec<&str> = said[0].lines().filter_map(|fact| Some(fact.split_once('：')?.0)).collect();
    assert_eq!(facts, ["在哪办", "多久办好", "要多少钱", "跑几趟"]);
    assert!(at("谁来办：") < at("要带什么") && at("要带什么") < at("看情况才带的"));
    assert!(said[at("要带什么") + 1].starts_with("□ "), "{said:?}");
    // What need not be brought has no box to tick.
    assert!(said[at("不用带的") + 1].starts_with("· ") && said.iter().all(|line| !line.contains("免提交")), "{said:?}");
    assert!(guide.band.is_none() && matches!(&guide.takeaway.payload, Payload::Link(link) if link.host() == "www.yunchuan.example"));
}

#[test]
fn a_replaced_document_leads_to_the_one_in_its_place() {
    let old = dossier("sb-yanglao-2018");
    let band = old.band.as_ref().unwrap();
    assert!(band.sentence.starts_with("已被《") && band.sentence.ends_with("》替代，从2023年7月1日起不能再作依据"), "{}", band.sentence);
    assert_eq!(band.jumps.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["sb-yanglao-2023"]);
    let ways = old.related.iter().filter_map(|entry| entry.way.as_ref());
    assert!(ways.into_iter().any(|way| *way == Way::Record("sb-yanglao-2023".parse().unwrap())), "{:?}", titles(&old.related));
}

#[test]
fn every_section_and_every_cited_number_has_its_place_in_the_text() {
    let document = dossier("sb-yanglao-2023");
    let paras = &document.composition.paras;
    for entry in &document.outline {
        let Some(Way::Paragraph(para)) = entry.way else { panic!("{} leads nowhere", entry.title) };
        assert!(paras[para].to_string().starts_with(entry.title.trim()), "{}", entry.title);
    }
    // A chapter says which articles it holds.
    assert!(document.outline.iter().any(|entry| entry.about.starts_with("第一条至")), "{:?}", document.outline);
    assert!(!document.outline.is_empty() && !document.cited.is_empty());
    for (spot, id) in &document.cited {
        let number: String = paras[spot.para].to_string().chars().skip(spot.range.start).take(spot.range.len()).collect();
        assert_eq!(SAMPLE.card(id).unwrap().number.as_deref(), Some(number.as_str()));
    }
}

fn listed(kind: &ListKind, day: Date) -> Vec<ListEntry> {
    list(&SAMPLE, &Config::demonstration().unwrap(), kind, day, &Opens::default()).entries
}

fn all_of(kind: RecordKind) -> ListKind {
    ListKind::of(Selection { kind: Some(kind), ..Selection::default() }, "")
}

#[test]
fn the_list_of_a_kind_holds_every_record_of_it_that_visitors_see() {
    for kind in RecordKind::ALL {
        let held = SAMPLE.cards().iter().filter(|card| card.kind == kind && SAMPLE.shows(card, TODAY)).count();
        assert_eq!(listed(&all_of(kind), TODAY).len(), held, "{kind:?}");
        assert!(held > 0, "{kind:?}");
    }
    let cold_wave = |day| titles(&listed(&all_of(RecordKind::Notice), day)).iter().any(|title| title.contains("寒潮"));
    assert!(cold_wave(date(2026, 11, 26)) && !cold_wave(date(2026, 11, 27)));
}

#[test]
fn a_group_leads_to_as_many_records_as_it_says() {
    for by in [GroupedBy::Topic, GroupedBy::Theme, GroupedBy::DocumentKind, GroupedBy::Year] {
        let groups = listed(&ListKind::Groups(Grouping { by, kind: Some(RecordKind::Document) }), TODAY);
        assert!(groups.len() > 1, "{by:?}");
        for group in groups {
            let Some(Way::List(kind)) = &group.way else { panic!("{group:?}") };
            assert_eq!(format!("{} 项", listed(kind, TODAY).len()), group.about, "{by:?} {}", group.title);
        }
    }
}

#[test]
fn every_door_and_every_choice_of_the_sample_leads_on() {
    let config = Config::demonstration().unwrap();
    let pages = Pages::of(&SAMPLE, &config, TODAY, &Opens::default());
    let digits: Vec<u8> = pages.home.iter().map(|(digit, _)| *digit).collect();
    assert_eq!((digits, pages.attract.len()), (vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 0], 3));
    let mut ways: Vec<Way> = pages.home.iter().map(|(_, door)| door).chain(&pages.attract).filter_map(|door| door.way.clone()).collect();
    let mut seen = 0;
    while let Some(way) = ways.pop() {
        seen += 1;
        match way {
            Way::List(ListKind::Board(id)) => {
                let doors = listed(&ListKind::Board(id.clone()), TODAY);
                assert!(!doors.is_empty(), "{id}");
                ways.extend(doors.into_iter().filter_map(|door| door.way));
            }
            Way::List(ListKind::Contents(_)) => {}
            Way::List(kind) => assert!(!listed(&kind, TODAY).is_empty(), "{kind:?}"),
            Way::Record(id) => assert!(SAMPLE.card(&id).is_some(), "{id}"),
            Way::Leaflet { id, .. } => assert!(pages.leaflet(&id).is_some_and(|leaflet| !leaflet.choices.is_empty()), "{id}"),
            Way::Code(_) | Way::Figure(_) | Way::WriteDown(_) | Way::Search { .. } | Way::Paragraph(_) | Way::Leave(_) => {}
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn nothing_leads_to_what_is_hidden_and_nothing_pretends_that_it_never_was() {
    let hidden: RecordId = "sb-yanglao-2023".parse().unwrap();
    let library = Library::embedded(Timestamp::UNIX_EPOCH).unwrap();
    let title = library.card(&hidden).unwrap().title.clone();
    let wish = Hidden::by_staff(hidden.clone(), &title);
    library.withhold(&HiddenRecords { records: vec![wish], ..HiddenRecords::default() });
    let today = Today { date: TODAY, doubt: None };
    let of = |id: &RecordId| Dossier::gather(&library, &AllowList::new(["www.yunchuan.example"]), id, today).unwrap();
    assert!(of(&hidden).is_none());
    let old = of(&"sb-yanglao-2018".parse().unwrap()).unwrap();
    let band = old.band.unwrap();
    assert!(band.sentence.contains("另一份文件") && band.sentence.contains("暂不显示") && band.jumps.is_empty(), "{}", band.sentence);
    for card in library.cards().iter().filter(|card| card.id != hidden) {
        let dossier = of(&card.id).unwrap();
        let lists = [&dossier.interpretations, &dossier.questions, &dossier.guides, &dossier.related];
        for entry in lists.into_iter().flatten() {
            assert!(!entry.leads_to(std::slice::from_ref(&hidden)) && !entry.title.contains(&title), "{}: {}", card.id, entry.title);
        }
        assert!(dossier.cited.iter().all(|(_, id)| *id != hidden), "{}", card.id);
    }
    let config = Config::demonstration().unwrap();
    let all = ListKind::of(Selection { kind: Some(RecordKind::Document), ..Selection::default() }, "文件");
    for (kind, empty) in [(all, false), (ListKind::Contents(hidden.clone()), true)] {
        let listing = list(&library, &config, &kind, TODAY, &Opens::default());
        assert_eq!(listing.entries.is_empty(), empty);
        assert!(!listing.title.contains("yanglao") && listing.entries.iter().all(|entry| !entry.leads_to(std::slice::from_ref(&hidden))));
    }
}

#[test]
fn what_people_come_for_stands_first_and_what_they_opened_before_it() {
    let list_of = |selection: &Selection, opens: &Opens| {
        let kind = ListKind::of(selection.clone(), "");
        list(&SAMPLE, &Config::demonstration().unwrap(), &kind, TODAY, opens).entries
    };
    let guides = Selection { topic: Some("社保".to_owned()), kind: Some(RecordKind::Guide), ..Selection::default() };
    let before = list_of(&guides, &Opens::default());
    // Most questions and events of life lead to these; a subsidy for a certificate is at home elsewhere.
    assert!(titles(&before)[..4].contains(&"城乡居民养老金领取"), "{:?}", titles(&before));
    assert!(titles(&before).iter().position(|title| title.contains("技能")).unwrap() >= 5, "{:?}", titles(&before));
    let last = before.last().unwrap();
    let mut opens = Opens::default();
    opens.add(last.way.as_ref().unwrap().record().unwrap());
    let after = list_of(&guides, &opens);
    assert_eq!((after.len(), &after[0].title), (before.len(), &last.title));
    let questions = Selection { kind: Some(RecordKind::Question), ..Selection::default() };
    let asked = list_of(&questions, &Opens::default());
    assert!(titles(&asked)[..2].iter().all(|title| !title.contains("信息公开")), "{:?}", titles(&asked));
}

#[test]
fn what_the_office_puts_first_stands_first_whatever_is_opened_most() {
    let folder = tempfile::tempdir().unwrap();
    let header = "name = \"甲\"\nplace = \"云川县\"\ndata_date = 2026-11-20\ntopics = [\"社保\"]\n";
    std::fs::write(folder.path().join("source.toml"), header).unwrap();
    std::fs::create_dir(folder.path().join("questions")).unwrap();
    for id in ["q-a", "q-b", "q-c", "q-d"] {
        let text = format!("+++\ntitle = \"{id}怎么办？\"\ntopics = [\"社保\"]\n+++\n\n这样办。\n");
        std::fs::write(folder.path().join("questions").join(format!("{id}.md")), text).unwrap();
    }
    let mut opens = Opens::default();
    opens.add(&"q-b".parse().unwrap());
    let asked = || {
        let source = Source::open(&[folder.path().to_owned()], Options::default()).unwrap();
        let options = ImportOptions { origin: Origin::EmbeddedSample, mark: None, built_at: Timestamp::UNIX_EPOCH };
        let library = Library::in_memory(&source, options).unwrap();
        let config = Config::demonstration().unwrap();
        let all = Selection { kind: Some(RecordKind::Question), ..Selection::default() };
        let of_topic = Selection { topic: Some("社保".to_owned()), ..Selection::default() };
        let lists = [all, of_topic].map(|selection| {
            let listing = list(&library, &config, &ListKind::of(selection, ""), TODAY, &opens);
            titles(&listing.entries).iter().filter_map(|title| title.chars().nth(2)).collect::<String>()
        });
        (lists, Pages::of(&library, &config, TODAY, &opens).questions[0].id.to_string())
    };
    assert_eq!(asked(), (["bacd", "bacd"].map(str::to_owned), "q-b".to_owned()));
    std::fs::write(folder.path().join("order.txt"), "# 常来办的\nq-d\nq-c\n").unwrap();
    assert_eq!(asked(), (["dcba", "dcba"].map(str::to_owned), "q-d".to_owned()));
}
