//! Filters and order: what hits can be narrowed by, with the counts that each choice would leave.

use ratatui::layout::Rect;

use super::{Message, State, view::capacity};
use crate::{
    policy::Validity,
    search::{Filter, Sort},
    tui::{
        canvas::Canvas,
        context::Context,
        widget::entries::{self, Row, plain},
    },
};

/// What hits can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Facet {
    Kind,
    DocumentKind,
    Body,
    Year,
    Validity,
    Topic,
    Audience,
}

pub(super) const FACETS: [(Facet, &str); 7] = [
    (Facet::Kind, "种类"),
    (Facet::DocumentKind, "文件种类"),
    (Facet::Body, "部门"),
    (Facet::Year, "年份"),
    (Facet::Validity, "有效性"),
    (Facet::Topic, "主题"),
    (Facet::Audience, "服务对象"),
];

impl State {
    /// Values of a filter with their counts, and the filter each makes; the first lifts it.
    pub(super) fn values(&self, facet: Facet) -> Vec<(String, String, Filter)> {
        let mut values = vec![("全部".to_owned(), "不限".to_owned(), with(&self.filter, facet, None))];
        let Some(found) = &self.found else { return values };
        let facets = &found.facets;
        let counted: Vec<(String, usize, String)> = match facet {
            Facet::Kind => facets.kinds.iter().map(|(kind, count)| (kind.label().to_owned(), *count, kind.as_str().to_owned())).collect(),
            Facet::DocumentKind => named(&facets.document_kinds),
            Facet::Body => named(&facets.bodies),
            Facet::Year => facets.years.iter().map(|(year, count)| (format!("{year}年"), *count, year.to_string())).collect(),
            Facet::Validity => facets
                .validities
                .iter()
                .map(|(validity, count)| (validity.label().to_owned(), *count, validity.label().to_owned()))
                .collect(),
            Facet::Topic => named(&facets.topics),
            Facet::Audience => named(&facets.audiences),
        };
        values
            .extend(counted.into_iter().map(|(name, count, value)| (name, format!("{count} 件"), with(&self.filter, facet, Some(&value)))));
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

pub(super) fn named(counts: &[(String, usize)]) -> Vec<(String, usize, String)> {
    counts.iter().map(|(name, count)| (name.clone(), *count, name.clone())).collect()
}

/// A filter with one condition set or lifted.
pub(super) fn with(filter: &Filter, facet: Facet, value: Option<&str>) -> Filter {
    let mut filter = filter.clone();
    let text = value.map(str::to_owned);
    match facet {
        Facet::Kind => filter.kind = value.and_then(|value| value.parse().ok()),
        Facet::DocumentKind => filter.document_kind = text,
        Facet::Body => filter.body = text,
        Facet::Year => filter.year = value.and_then(|value| value.parse().ok()),
        Facet::Validity => filter.validity = value.and_then(|value| Validity::ALL.into_iter().find(|validity| validity.label() == value)),
        Facet::Topic => filter.topic = text,
        Facet::Audience => filter.audience = text,
    }
    filter
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
