//! Filters and order: what hits can be narrowed by, with the counts that each choice would leave.

use ratatui::layout::Rect;

use super::{
    facet::{FACETS, Facet},
    message::Message,
    places::capacity,
    state::State,
};
use crate::{
    policy::Validity,
    search::{Filter, Sort},
    tui::{
        canvas::Canvas,
        context::Context,
        widget::entries::{self, Row, plain},
    },
};

/// A value to choose: its name, how many hits it would leave, in words, and the filter that it makes.
type Choice = (String, String, Filter);

impl State {
    /// The values of a filter; the first lifts it.
    pub(super) fn values(&self, facet: Facet) -> Vec<Choice> {
        let any = lifted(&self.filter, facet);
        let mut values = vec![("全部".to_owned(), "不限".to_owned(), any.clone())];
        let Some(found) = &self.found else { return values };
        let facets = &found.facets;
        values.extend(match facet {
            Facet::Kind => choices(&facets.kinds, |kind| kind.label().to_owned(), |kind| Filter { kind: Some(*kind), ..any.clone() }),
            Facet::DocumentKind => named(&facets.document_kinds, |document_kind| Filter { document_kind, ..any.clone() }),
            Facet::Body => named(&facets.bodies, |body| Filter { body, ..any.clone() }),
            Facet::Year => choices(&facets.years, |year| format!("{year}年"), |year| Filter { year: Some(*year), ..any.clone() }),
            Facet::Validity => {
                let name = |validity: &Validity| validity.label().to_owned();
                choices(&facets.validities, name, |validity| Filter { validity: Some(*validity), ..any.clone() })
            }
            Facet::Topic => named(&facets.topics, |topic| Filter { topic, ..any.clone() }),
            Facet::Audience => named(&facets.audiences, |audience| Filter { audience, ..any.clone() }),
        });
        values
    }

    /// The filters in force, in words.
    pub(super) fn filter_words(&self) -> String {
        let filter = &self.filter;
        let parts = [
            filter.kind.map(|kind| kind.label().to_owned()),
            filter.document_kind.clone(),
            filter.body.clone(),
            filter.year.map(|year| format!("{year}年")),
            filter.validity.map(|validity| validity.label().to_owned()),
            filter.topic.clone(),
            filter.theme.clone(),
            filter.audience.clone(),
            (self.sort == Sort::Newest).then(|| "最新在前".to_owned()),
            self.ended.then(|| "含失效废止".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("、")
    }
}

/// A choice for each value that was counted.
fn choices<T>(counts: &[(T, usize)], name: impl Fn(&T) -> String, narrowed: impl Fn(&T) -> Filter) -> Vec<Choice> {
    counts.iter().map(|(value, count)| (name(value), format!("{count} 件"), narrowed(value))).collect()
}

/// The same where a value is its name.
fn named(counts: &[(String, usize)], narrowed: impl Fn(Option<String>) -> Filter) -> Vec<Choice> {
    choices(counts, String::clone, |value| narrowed(Some(value.clone())))
}

/// A filter without one of its conditions.
fn lifted(filter: &Filter, facet: Facet) -> Filter {
    let filter = filter.clone();
    match facet {
        Facet::Kind => Filter { kind: None, ..filter },
        Facet::DocumentKind => Filter { document_kind: None, ..filter },
        Facet::Body => Filter { body: None, ..filter },
        Facet::Year => Filter { year: None, ..filter },
        Facet::Validity => Filter { validity: None, ..filter },
        Facet::Topic => Filter { topic: None, ..filter },
        Facet::Audience => Filter { audience: None, ..filter },
    }
}

pub(super) fn filters(state: &State, context: &Context, canvas: &mut Canvas<'_, Message>, area: Rect) {
    let mut rows: Vec<(Row<'_>, Option<Message>)> = Vec::new();
    let sort = match state.sort {
        Sort::Relevance => ("排序：最相关的在前", "改成最新的在前", Sort::Newest),
        Sort::Newest => ("排序：最新的在前", "改成最相关的在前", Sort::Relevance),
    };
    rows.push((Row { title: plain(sort.0), below: vec![plain(sort.1)], ..Row::default() }, Some(Message::Sorted(sort.2))));
    let ended = if state.ended {
        ("已失效、废止的：显示", "改成不显示")
    } else {
        ("已失效、废止的：不显示", "改成也显示")
    };
    rows.push((Row { title: plain(ended.0), below: vec![plain(ended.1)], ..Row::default() }, Some(Message::EndedShown(!state.ended))));
    for (facet, name) in FACETS {
        let values: Vec<String> =
            state.values(facet).into_iter().skip(1).take(4).map(|(name, count, _)| format!("{name} {count}")).collect();
        rows.push((
            Row { title: plain(format!("按{name}筛选")), below: vec![plain(values.join("、"))], ..Row::default() },
            Some(Message::ToValues(facet)),
        ));
    }
    let shown = state.cursor.shown(rows.len(), capacity(state, context));
    entries::view(canvas, area, 2, Some(state.cursor), rows.into_iter().skip(shown.start));
}
