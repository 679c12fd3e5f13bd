//! Chains of papers: what one of them does reaches further than to the paper that it names.

use std::collections::HashMap;

use super::{Facts, Incoming, LinkKind, RecordId, Standing, validity::later};

/// Changes that were made to a paper and hold for a newer text of it as well, since that text is older than the change: whom they reach besides, and
/// what.
pub fn handed_down<'f>(papers: impl IntoIterator<Item = &'f Facts>) -> Vec<(RecordId, Incoming)> {
    let of_one = |facts: &'f Facts| {
        let texts = facts.incoming.iter().filter(|incoming| incoming.kind == LinkKind::Consolidates);
        texts.flat_map(|text| {
            let reaches = |change: &&Incoming| {
                change.kind != LinkKind::Consolidates && change.from != text.from && later(change.made_on, text.made_on)
            };
            facts.incoming.iter().filter(reaches).map(|change| (text.from.clone(), change.clone()))
        })
    };
    papers.into_iter().flat_map(of_one).collect()
}

/// A standing whose current text is the last of its chain. Where that has ended or was changed without a new text, there is none.
pub fn followed(own: &RecordId, standing: Standing, next: impl Fn(&RecordId) -> Option<Standing>) -> Standing {
    let mut seen: HashMap<RecordId, ()> = HashMap::from([(own.clone(), ())]);
    let mut current = standing.current.clone();
    while let Some(text) = current.take_if(|text| seen.insert(text.clone(), ()).is_none()) {
        let Some(then) = next(&text) else { return Standing { current: Some(text), ..standing } };
        if then.reason.is_none() || !(then.validity.is_ended() || then.validity == super::Validity::Amended) {
            return Standing { current: Some(text), ..standing };
        }
        current = then.current;
    }
    Standing { current: None, ..standing }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Validity, standing},
        *,
    };
    use jiff::civil::{Date, date};

    const TODAY: Date = date(2026, 1, 1);

    fn id(name: &str) -> RecordId {
        name.parse().unwrap()
    }

    fn by(kind: LinkKind, from: &str, year: i16) -> Incoming {
        let day = Some(date(year, 1, 1));
        Incoming { kind, from: id(from), on: day, made_on: day }
    }

    /// The text that holds in the place of `a`, each paper with what was done to it.
    fn current(papers: &[(&str, &[Incoming])]) -> Option<String> {
        let begun = |incoming: &[Incoming]| Facts { effective_on: Some(date(2000, 1, 1)), incoming: incoming.to_vec(), ..Facts::default() };
        let mut all: HashMap<RecordId, Facts> = papers.iter().map(|(name, incoming)| (id(name), begun(incoming))).collect();
        for (to, change) in handed_down(all.values()) {
            all.get_mut(&to).unwrap().undergo(change);
        }
        let of = |id: &RecordId| all.get(id).map(|facts| standing(facts, TODAY));
        followed(&id("a"), of(&id("a")).unwrap(), of).current.map(|id| id.to_string())
    }

    #[test]
    fn the_current_text_is_the_last_of_its_chain() {
        use LinkKind::{Amends, Consolidates, Repeals, Replaces};
        let to_b = [by(Replaces, "b", 2010)];
        assert_eq!(current(&[("a", &to_b), ("b", &[by(Replaces, "c", 2020)]), ("c", &[])]).as_deref(), Some("c"));
        assert_eq!(current(&[("a", &to_b), ("b", &[by(Replaces, "c", 2030)]), ("c", &[])]).as_deref(), Some("b"), "not yet");
        assert_eq!(current(&[("a", &to_b), ("b", &[by(Repeals, "c", 2020)]), ("c", &[])]), None);
        assert_eq!(current(&[("a", &to_b), ("b", &[by(Amends, "c", 2020)]), ("c", &[])]), None, "changed, and no text has it");
        let text = [by(Amends, "c", 2020), by(Consolidates, "d", 2020)];
        assert_eq!(current(&[("a", &to_b), ("b", &text), ("c", &[]), ("d", &[])]).as_deref(), Some("d"));
        assert_eq!(current(&[("a", &to_b), ("b", &[by(Replaces, "a", 2020)])]), None, "a ring");
    }

    #[test]
    fn what_is_done_to_a_paper_reaches_its_older_texts() {
        use LinkKind::{Amends, Consolidates, Repeals};
        let papers = |last: Incoming| {
            let incoming = vec![by(Consolidates, "text", 2020), last];
            handed_down([&Facts { incoming, ..Facts::default() }]).into_iter().map(|(to, change)| (to.to_string(), change.kind)).collect()
        };
        let reached: Vec<(String, LinkKind)> = papers(by(Amends, "later", 2022));
        assert_eq!(reached, [("text".to_owned(), Amends)]);
        let reached: Vec<(String, LinkKind)> = papers(by(Repeals, "later", 2022));
        assert_eq!(reached, [("text".to_owned(), Repeals)]);
        let reached: Vec<(String, LinkKind)> = papers(by(Amends, "earlier", 2018));
        assert!(reached.is_empty(), "the text has it");
        assert_eq!(standing(&Facts::default(), TODAY).validity, Validity::Unstated);
    }
}
