//! The facets by which hits can be narrowed.

/// A property of records by which hits can be narrowed.
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
