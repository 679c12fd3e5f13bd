//! Which records a list holds, and what the list is called by that.

use jiff::civil::Date;

use crate::{
    library::Card,
    policy::{GroupedBy, Grouping, Portion, RecordKind, Selection},
};

use super::way::ListKind;

/// Whether a card is one of a selection.
pub(super) fn fits(card: &Card, selection: &Selection, day: Date) -> bool {
    let Selection { kind, topic, theme, document_kind, group, body, audience, year, only } = selection;
    let ended = || card.standing(day).validity.is_ended();
    kind.map_or(!matches!(card.kind, RecordKind::Catalogue | RecordKind::Body), |kind| card.kind == kind)
        && topic.as_ref().is_none_or(|topic| card.topics.contains(topic))
        && theme.as_ref().is_none_or(|theme| card.themes.contains(theme))
        && document_kind.as_ref().is_none_or(|name| card.document_kind.as_ref().is_some_and(|kind| kind.name() == name))
        && group.as_ref().is_none_or(|group| card.group.as_ref() == Some(group))
        && body.as_ref().is_none_or(|body| card.body.as_ref() == Some(body))
        && audience.as_ref().is_none_or(|audience| card.audience.contains(audience))
        && year.is_none_or(|year| card.dated.is_some_and(|date| date.year() == year))
        && match only {
            Some(Portion::Held) => !ended(),
            Some(Portion::Ended) => ended(),
            Some(Portion::Newest) | None => true,
        }
}

/// What people call the whole of a kind.
fn kind_title(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Question => "大家常问",
        RecordKind::Guide => "办事指南",
        RecordKind::Collection => "人生大事",
        RecordKind::Document => "政策文件",
        RecordKind::Interpretation => "政策解读",
        RecordKind::List => "各类清单",
        RecordKind::Consultation => "意见征集",
        RecordKind::Notice => "公告",
        RecordKind::Place => "便民地图",
        RecordKind::Body => "找部门、找电话",
        RecordKind::Catalogue => "法定主动公开内容",
        RecordKind::Gazette => "政府公报",
    }
}

/// What a list of groups is called.
pub(super) fn title_of_groups(grouping: Grouping) -> String {
    match (grouping.by, grouping.kind) {
        (GroupedBy::Topic, Some(kind)) => format!("{}：选一个主题", kind.label()),
        (GroupedBy::Topic, None) => "按主题".to_owned(),
        (GroupedBy::Theme, _) => "主题分类".to_owned(),
        (GroupedBy::DocumentKind, _) => "按文件种类".to_owned(),
        (GroupedBy::Body, _) => "按部门".to_owned(),
        (GroupedBy::Year, _) => "按年份".to_owned(),
        (GroupedBy::Group, kind) => kind.map_or("", kind_title).to_owned(),
    }
}

impl ListKind {
    /// The list of all that a selection takes, called by what it selects; where that is several things, as the door says that leads to it.
    pub fn of(selection: Selection, door: &str) -> Self {
        let Selection { kind, topic, theme, document_kind, group, body, audience, year, only } = &selection;
        let said = [topic, theme, document_kind, group, body, audience].into_iter().flatten().count();
        let title = match (said + usize::from(year.is_some()) + usize::from(only.is_some()), kind, only) {
            (0, Some(kind), _) => kind_title(*kind).to_owned(),
            (1, _, Some(Portion::Newest)) => "最新文件".to_owned(),
            (1, _, Some(Portion::Ended)) => "已经失效或废止的文件".to_owned(),
            (1, Some(kind), None) if group.is_some() => format!("{} · {}", kind_title(*kind), group.as_deref().unwrap_or_default()),
            (1, _, None) if audience.is_none() => {
                let named = topic.as_ref().or(theme.as_ref()).or(document_kind.as_ref()).or(body.as_ref()).cloned();
                named.or_else(|| year.map(|year| format!("{year}年的文件"))).unwrap_or_default()
            }
            _ => door.to_owned(),
        };
        Self::Selected { title, selection }
    }

    /// Everything of a topic.
    pub fn of_topic(topic: &str) -> Self {
        Self::of(Selection { topic: Some(topic.to_owned()), ..Selection::default() }, topic)
    }

    /// Everything that a body answers for.
    pub fn of_body(body: &str) -> Self {
        Self::of(Selection { body: Some(body.to_owned()), ..Selection::default() }, body)
    }
}
