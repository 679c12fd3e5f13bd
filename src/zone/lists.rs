//! What stands in each list of the zone, from the library's cards.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    config::Config,
    library::{Card, Library},
    policy::{Collection, GroupedBy, Grouping, KindTable, Leaflet, PageId, Phase, Portion, RecordKind, Selection, themes},
    text::day,
};

use super::{
    listing::{Entry, Listing},
    way::{ListKind, Way},
    wording,
};

/// Documents that are called the newest: as many as somebody looks through.
const NEWEST: usize = 45;

/// Makes a list.
pub fn list(library: &Library, config: &Config, kind: &ListKind, today: Date) -> Listing {
    let shelf = Browse { library, config, today };
    let (title, entries) = match kind {
        ListKind::Board(id) => shelf.board(id.as_str()),
        ListKind::Selected { title, selection } => (title.clone(), shelf.selected(selection)),
        ListKind::Groups(grouping) => (title_of_groups(*grouping), shelf.groups(*grouping)),
        // Contents need the record itself and are gathered with it.
        ListKind::Contents(id) => (id.to_string(), Vec::new()),
        ListKind::Cards { title, ids } => (
            title.clone(),
            ids.iter().filter_map(|id| library.card(id)).filter(|card| shelf.shows(card)).map(|card| shelf.entry(card)).collect(),
        ),
    };
    listing(title, entries)
}

/// A list that could not be made: without entries, with the ways on.
pub fn nothing() -> Listing {
    listing(String::new(), Vec::new())
}

fn listing(title: String, entries: Vec<Entry>) -> Listing {
    let note = if entries.is_empty() { "这里现在没有内容".to_owned() } else { format!("共 {} 项", entries.len()) };
    let instead = vec![
        Entry::to("换几个字搜一搜", "打拼音、首字母都可以", Way::Search { words: String::new() }),
        Entry::to("叫工作人员", "问一问服务台", Way::leaflet(PageId::known(Leaflet::STAFF))),
        Entry::to("申请公开", "没有公开的信息可以申请", Way::leaflet(PageId::known(Leaflet::APPLY))),
    ];
    Listing { title, note, entries, instead }
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
fn title_of_groups(grouping: Grouping) -> String {
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

/// A library, as it is browsed on a day in a hall.
pub(super) struct Browse<'a> {
    pub(super) library: &'a Library,
    pub(super) config: &'a Config,
    pub(super) today: Date,
}

impl<'a> Browse<'a> {
    /// All that a visitor may see.
    pub(super) fn cards(&self) -> impl Iterator<Item = &'a Arc<Card>> {
        self.library.cards().iter().filter(|card| self.shows(card))
    }

    /// Whether a visitor sees a card today.
    pub(super) fn shows(&self, card: &Card) -> bool {
        self.library.shows(card, self.today)
    }

    fn entry(&self, card: &Card) -> Entry {
        Entry {
            title: card.title.clone(),
            about: self.about(card),
            standing: (card.kind == RecordKind::Document).then(|| card.standing(self.today)),
            way: Some(Way::to(card)),
        }
    }

    fn about(&self, card: &Card) -> String {
        match (card.kind, card.shown) {
            (RecordKind::Consultation, Some((opens_on, closes_on))) => {
                let body = card.body.clone().unwrap_or_default();
                match Phase::on(self.today, opens_on, closes_on) {
                    Phase::Announced => format!("{}开始 · {body}", day(opens_on)),
                    Phase::Open { days_left } => format!("正在征求意见，还有{days_left}天 · {body}"),
                    Phase::Closed => format!("{}已结束 · {body}", day(closes_on)),
                }
            }
            (RecordKind::Guide | RecordKind::Place | RecordKind::Body | RecordKind::Collection | RecordKind::Catalogue, _) => {
                card.summary.clone().or_else(|| card.body.clone().filter(|body| *body != card.title)).unwrap_or_default()
            }
            _ => wording::about(card),
        }
    }

    /// Whether a card is one of a selection.
    pub(super) fn fits(&self, card: &Card, selection: &Selection) -> bool {
        let Selection { kind, topic, theme, document_kind, group, body, audience, year, only } = selection;
        let ended = || card.standing(self.today).validity.is_ended();
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

    /// The records of a selection. Documents: those in force first, then the newest; ended ones last of all. What helps with a topic or comes
    /// from a body: in the order in which kinds help. What a group or an audience picks out of a kind stays as the source has it.
    fn selected(&self, selection: &Selection) -> Vec<Entry> {
        let mut cards: Vec<_> = self.cards().filter(|card| self.fits(card, selection)).collect();
        let newest = |card: &Card| std::cmp::Reverse(card.dated);
        let of_documents = selection.theme.is_some() || selection.document_kind.is_some() || selection.year.is_some();
        if of_documents || matches!(selection.only, Some(Portion::Ended | Portion::Newest)) {
            cards.sort_by_key(|card| {
                let standing = card.standing(self.today);
                (standing.validity.is_ended(), !standing.counts_as_valid(), newest(card))
            });
        } else if selection.topic.is_some() || selection.body.is_some() {
            cards.sort_by_key(|card| (card.standing(self.today).validity.is_ended(), card.kind, newest(card)));
        } else if selection.group.is_none()
            && selection.audience.is_none()
            && let Some(kind) = selection.kind
        {
            self.order(kind, &mut cards);
        }
        let most = if selection.only == Some(Portion::Newest) { NEWEST } else { usize::MAX };
        cards.into_iter().take(most).map(|card| self.entry(card)).collect()
    }

    /// Puts all records of a kind in their order.
    fn order(&self, kind: RecordKind, cards: &mut [&Arc<Card>]) {
        match kind {
            // What is open now, what opens soon, what is over.
            RecordKind::Consultation => {
                cards
                    .sort_by_key(|card| card.shown.map(|(opens_on, closes_on)| (closes_on < self.today, opens_on > self.today, closes_on)));
            }
            RecordKind::Collection => {
                let place = |card: &Card| Collection::STAGES.iter().position(|stage| Some(*stage) == card.group.as_deref());
                cards.sort_by_key(|card| place(card));
            }
            RecordKind::Body | RecordKind::Place | RecordKind::Catalogue => {}
            _ => cards.sort_by_key(|card| std::cmp::Reverse(card.dated)),
        }
    }

    /// Groups with how many records they hold, in the order given, others after them by size.
    fn counted(counts: BTreeMap<String, usize>, order: &[String], select: impl Fn(String) -> Selection) -> Vec<Entry> {
        let place = |name: &String| order.iter().position(|known| known == name).unwrap_or(usize::MAX);
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|(a, many_a), (b, many_b)| place(a).cmp(&place(b)).then(many_b.cmp(many_a)).then(a.cmp(b)));
        counts
            .into_iter()
            .map(|(name, count)| Entry::list(name.clone(), format!("{count} 项"), ListKind::of(select(name.clone()), &name)))
            .collect()
    }

    fn count(&self, names: impl Fn(&Card) -> Vec<String>) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for name in self.cards().flat_map(|card| names(card)) {
            *counts.entry(name).or_default() += 1;
        }
        counts
    }

    /// The names of the groups to which a card belongs.
    pub(super) fn names(card: &Card, grouping: Grouping) -> Vec<String> {
        if grouping.kind.is_some_and(|kind| card.kind != kind) {
            return Vec::new();
        }
        match grouping.by {
            GroupedBy::Topic => card.topics.clone(),
            GroupedBy::Theme => card.themes.clone(),
            GroupedBy::DocumentKind => card.document_kind.iter().map(|kind| kind.name().to_owned()).collect(),
            GroupedBy::Body => card.body.iter().cloned().collect(),
            GroupedBy::Year => card.dated.iter().map(|date| date.year().to_string()).collect(),
            GroupedBy::Group => card.group.iter().cloned().collect(),
        }
    }

    fn groups(&self, grouping: Grouping) -> Vec<Entry> {
        let counts = self.count(|card| Self::names(card, grouping));
        let kind = grouping.kind;
        let nothing = Selection::default;
        match grouping.by {
            GroupedBy::Topic => {
                Self::counted(counts, &self.library.info().topics, |topic| Selection { topic: Some(topic), kind, ..nothing() })
            }
            GroupedBy::Theme => Self::counted(counts, themes(), |theme| Selection { theme: Some(theme), kind, ..nothing() }),
            GroupedBy::DocumentKind => {
                let order: Vec<String> = KindTable::shipped().names().map(str::to_owned).collect();
                Self::counted(counts, &order, |name| Selection { document_kind: Some(name), kind, ..nothing() })
            }
            // Who looks for a body's papers is helped by its guides as well.
            GroupedBy::Body => Self::counted(counts, &[], |body| Selection { body: Some(body), ..nothing() }),
            GroupedBy::Group => Self::counted(counts, &[], |group| Selection { group: Some(group), kind, ..nothing() }),
            GroupedBy::Year => {
                let years = counts.into_iter().rev().filter_map(|(year, count)| {
                    let selection = Selection { year: Some(year.parse().ok()?), kind, ..nothing() };
                    Some(Entry::list(format!("{year}年"), format!("{count} 项"), ListKind::of(selection, &year)))
                });
                years.collect()
            }
        }
    }
}

/// Notices that run on the attract screen: emergencies first, then the newest.
pub fn notices(library: &Library, today: Date) -> Vec<Arc<Card>> {
    let current = |card: &&Arc<Card>| card.kind == RecordKind::Notice && library.shows(card, today);
    let mut notices: Vec<_> = library.cards().iter().filter(current).cloned().collect();
    notices.sort_by_key(|card| (!card.is_urgent(), std::cmp::Reverse(card.dated)));
    notices
}

/// Questions that stand on the home screen, one of each of the first topics.
pub fn frequent(library: &Library, config: &Config, today: Date) -> Vec<Arc<Card>> {
    let shelf = Browse { library, config, today };
    let mut questions: Vec<Arc<Card>> = Vec::new();
    for topic in &library.info().topics {
        let new = |card: &&Arc<Card>| {
            card.kind == RecordKind::Question && card.topics.contains(topic) && !questions.iter().any(|known| known.id == card.id)
        };
        // The shortest is the one that most people would put so.
        let found = shelf.cards().filter(new).min_by_key(|card| card.title.chars().count()).cloned();
        questions.extend(found);
    }
    questions
}
