//! What is hidden for the time being is found by nobody.

use std::sync::Arc;

use jiff::{Timestamp, civil::date};

use super::{Engine, Query};
use crate::{
    library::{Hidden, HiddenRecords, Library},
    policy::RecordId,
};

#[test]
fn what_is_hidden_is_found_by_no_words_and_offered_nowhere() {
    let library = Arc::new(Library::embedded(Timestamp::UNIX_EPOCH).unwrap());
    let id: RecordId = "sb-yanglao-2023".parse().unwrap();
    let card = library.card(&id).cloned().unwrap();
    let wish = Hidden::by_staff(id.clone(), &card.title);
    library.withhold(&HiddenRecords { records: vec![wish], ..HiddenRecords::default() });
    let number = card.number.clone().unwrap();
    for engine in [Engine::new(Arc::clone(&library)).unwrap(), Engine::without_index(Arc::clone(&library))] {
        for text in [card.title.as_str(), &number, "养老保险", "cxjmjbylbx", "chengxiangjuminyanglao", ""] {
            let query = Query { text: text.into(), ended: true, limit: 500, ..Query::default() };
            let found = engine.find(&query, date(2026, 11, 22)).unwrap();
            assert!(found.hits.iter().all(|hit| hit.card.id != id), "{text}");
            assert!(found.completions.iter().all(|words| words.reveal() != card.title), "{text}");
            assert!(engine.documents(text, 500).unwrap().iter().all(|(found, _)| *found != id), "{text}");
        }
    }
}
