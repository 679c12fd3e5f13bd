//! What stands in each list of the zone, from the library's cards.
//!
//! The order of the zone's standard functions and their words follow the common rules for disclosure zones: what is published, what is done
//! where, what is explained, what can be applied for, what is being consulted on.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    library::{Card, Library},
    policy::{Collection, KindTable, Phase, RecordKind, themes},
    text::day,
};

use super::{
    listing::{Entry, Listing},
    way::{ListKind, Way},
    wording,
};

/// Makes a list.
pub fn list(library: &Library, kind: &ListKind, today: Date) -> Listing {
    let shelf = Browse { library, today };
    let (title, entries) = match kind {
        ListKind::Policies => ("查政策".to_owned(), shelf.policies()),
        ListKind::Explanations => ("解读问答".to_owned(), shelf.explanations()),
        ListKind::Catalogue => ("公开目录".to_owned(), shelf.catalogue()),
        ListKind::Firms => ("企业专区".to_owned(), shelf.firms()),
        ListKind::Shelves => ("按文件种类".to_owned(), shelf.shelves()),
        ListKind::Shelf(name) => {
            (name.clone(), shelf.documents(|card| card.document_kind.as_ref().is_some_and(|kind| kind.name() == name)))
        }
        ListKind::Topics(kind) => {
            (kind.map_or_else(|| "按主题".to_owned(), |kind| format!("{}：选一个主题", kind.label())), shelf.topics(*kind))
        }
        ListKind::Topic { topic, kind } => (topic.clone(), shelf.topic(topic, *kind)),
        ListKind::Themes => ("主题分类".to_owned(), shelf.themes()),
        ListKind::Theme(theme) => (theme.clone(), shelf.documents(|card| card.themes.contains(theme))),
        ListKind::Issuers => ("按部门".to_owned(), shelf.issuers()),
        ListKind::OfBody(body) => (body.clone(), shelf.of_body(body)),
        ListKind::Years => ("按年份".to_owned(), shelf.years()),
        ListKind::Year(year) => (format!("{year}年的文件"), shelf.documents(|card| card.dated.is_some_and(|date| date.year() == *year))),
        ListKind::Newest => ("最新文件".to_owned(), shelf.documents(|_| true).into_iter().take(45).collect()),
        ListKind::Ended => ("已经失效或废止的文件".to_owned(), shelf.ended()),
        ListKind::Kind(kind) => (kind_title(*kind).to_owned(), shelf.of_kind(*kind)),
        ListKind::Groups(kind) => (kind_title(*kind).to_owned(), shelf.groups(*kind)),
        ListKind::Group(kind, group) => (format!("{} · {group}", kind_title(*kind)), shelf.group(*kind, group)),
        // Contents need the record itself and are gathered with it.
        ListKind::Contents(id) => (id.to_string(), Vec::new()),
        ListKind::Cards { title, ids } => (
            title.clone(),
            ids.iter().filter_map(|id| library.card(id)).filter(|card| library.shows(card, today)).map(|card| shelf.entry(card)).collect(),
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
        Entry::to("叫工作人员", "问一问服务台", Way::CallStaff),
        Entry::to("申请公开", "没有公开的信息可以申请", Way::Apply { about: String::new() }),
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

struct Browse<'a> {
    library: &'a Library,
    today: Date,
}

impl<'a> Browse<'a> {
    /// All that a visitor may see.
    fn cards(&self) -> impl Iterator<Item = &'a Arc<Card>> + use<'a> {
        let (library, today) = (self.library, self.today);
        library.cards().iter().filter(move |card| library.shows(card, today))
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

    /// Documents that satisfy a condition: those in force first, then by day, newest first; ended ones last of all.
    fn documents(&self, wanted: impl Fn(&Card) -> bool) -> Vec<Entry> {
        let mut cards: Vec<_> = self.cards().filter(|card| card.kind == RecordKind::Document && wanted(card)).collect();
        cards.sort_by_key(|card| {
            let standing = card.standing(self.today);
            (standing.validity.is_ended(), !standing.counts_as_valid(), std::cmp::Reverse(card.dated))
        });
        cards.into_iter().map(|card| self.entry(card)).collect()
    }

    fn ended(&self) -> Vec<Entry> {
        self.documents(|card| card.standing(self.today).validity.is_ended())
    }

    /// Groups with how many records they hold, in the order given, others after them by size.
    fn counted(counts: BTreeMap<String, usize>, order: &[String], list: impl Fn(String) -> ListKind) -> Vec<Entry> {
        let place = |name: &String| order.iter().position(|known| known == name).unwrap_or(usize::MAX);
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|(a, many_a), (b, many_b)| place(a).cmp(&place(b)).then(many_b.cmp(many_a)).then(a.cmp(b)));
        counts.into_iter().map(|(name, count)| Entry::list(name.clone(), format!("{count} 项"), list(name))).collect()
    }

    fn count(&self, names: impl Fn(&Card) -> Vec<String>) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for name in self.cards().flat_map(|card| names(card)) {
            *counts.entry(name).or_default() += 1;
        }
        counts
    }

    fn policies(&self) -> Vec<Entry> {
        vec![
            Entry::list("按主题", "教育、医疗、社保、住房……", ListKind::Topics(Some(RecordKind::Document))),
            Entry::list("按部门", "谁发的文件", ListKind::Issuers),
            Entry::list("最新文件", "最近发布的在前", ListKind::Newest),
            Entry::list("按文件种类", "法规、规章、规范性文件、其他文件", ListKind::Shelves),
            Entry::list("按年份", "哪一年的文件", ListKind::Years),
            Entry::list("主题分类", "国家统一的二十二类", ListKind::Themes),
            Entry::list("政府公报", "一期一期地看", ListKind::Kind(RecordKind::Gazette)),
            Entry::list("政策解读", "政策说了什么", ListKind::Kind(RecordKind::Interpretation)),
            Entry::list("已经失效、废止的文件", "查历史用，不能再作依据", ListKind::Ended),
        ]
    }

    fn explanations(&self) -> Vec<Entry> {
        vec![
            Entry::list("大家常问", "别人也问过的问题", ListKind::Kind(RecordKind::Question)),
            Entry::list("按主题看问答", "教育、医疗、社保、住房……", ListKind::Topics(Some(RecordKind::Question))),
            Entry::list("政策解读", "新政策说了什么", ListKind::Kind(RecordKind::Interpretation)),
            Entry::list("按主题看解读", "教育、医疗、社保、住房……", ListKind::Topics(Some(RecordKind::Interpretation))),
            Entry::list("找部门、找电话", "谁管这件事，电话多少", ListKind::Kind(RecordKind::Body)),
        ]
    }

    /// The five fixed entries of every disclosure column, in their fixed order, then what a hall owes besides.
    fn catalogue(&self) -> Vec<Entry> {
        vec![
            Entry::to("政府信息公开指南", "公开什么、怎么查、怎么申请", Way::Help),
            Entry::list(
                "政府信息公开制度",
                "公开工作的规定",
                ListKind::Topic { topic: "政务公开".to_owned(), kind: Some(RecordKind::Document) },
            ),
            Entry::list("法定主动公开内容", "标准目录，按领域", ListKind::Groups(RecordKind::Catalogue)),
            Entry::to("政府信息公开年报", "在网站上看", Way::Search { words: "政府信息公开年度报告".to_owned() }),
            Entry::to("依申请公开", "没有公开的可以申请", Way::Apply { about: String::new() }),
            Entry::list("各类清单", "权责、收费、证明事项……", ListKind::Kind(RecordKind::List)),
            Entry::list("政府公报", "一期一期地看", ListKind::Kind(RecordKind::Gazette)),
            Entry::list("找部门、找电话", "机构职能、窗口、时间", ListKind::Kind(RecordKind::Body)),
            Entry::list("公告", "现在张贴的", ListKind::Kind(RecordKind::Notice)),
        ]
    }

    fn firms(&self) -> Vec<Entry> {
        let firm = |kind: RecordKind, title: &str, about: &str| {
            let ids: Vec<_> = self
                .cards()
                .filter(|card| {
                    card.kind == kind
                        && card.audience.iter().any(|audience| audience == "企业")
                        && !card.standing(self.today).validity.is_ended()
                })
                .map(|card| card.id.clone())
                .collect();
            let note = format!("{about} · {} 项", ids.len());
            Entry::list(title, note, ListKind::Cards { title: title.to_owned(), ids })
        };
        vec![
            firm(RecordKind::Collection, "开办、经营、注销", "一件事一次办"),
            firm(RecordKind::Guide, "企业办事指南", "材料、流程、窗口"),
            firm(RecordKind::Document, "惠企政策", "现行有效的文件"),
            firm(RecordKind::Question, "企业常问", "别人也问过的问题"),
            firm(RecordKind::Interpretation, "惠企政策解读", "政策说了什么"),
            Entry::list("减税降费", "税费方面的文件、指南、问答", ListKind::Topic { topic: "税费".to_owned(), kind: None }),
            Entry::list("收费清单", "清单上没有的收费可以不交", ListKind::Kind(RecordKind::List)),
            Entry::to("营商环境问题你提我办", "有难处，找服务台登记", Way::CallStaff),
        ]
    }

    fn shelves(&self) -> Vec<Entry> {
        let counts = self.count(|card| card.document_kind.iter().map(|kind| kind.name().to_owned()).collect());
        let order: Vec<String> = KindTable::shipped().names().map(str::to_owned).collect();
        Self::counted(counts, &order, ListKind::Shelf)
    }

    fn topics(&self, kind: Option<RecordKind>) -> Vec<Entry> {
        let counts = self.count(|card| if kind.is_none_or(|kind| card.kind == kind) { card.topics.clone() } else { Vec::new() });
        Self::counted(counts, &self.library.info().topics, |topic| ListKind::Topic { topic, kind })
    }

    /// All that helps with a topic, in the order in which it helps; ended documents last.
    fn topic(&self, topic: &String, kind: Option<RecordKind>) -> Vec<Entry> {
        let mut cards: Vec<_> = self
            .cards()
            .filter(|card| card.topics.contains(topic) && kind.map_or(card.kind != RecordKind::Catalogue, |kind| card.kind == kind))
            .collect();
        cards.sort_by_key(|card| (card.standing(self.today).validity.is_ended(), card.kind, std::cmp::Reverse(card.dated)));
        cards.into_iter().map(|card| self.entry(card)).collect()
    }

    fn themes(&self) -> Vec<Entry> {
        Self::counted(self.count(|card| card.themes.clone()), themes(), ListKind::Theme)
    }

    fn issuers(&self) -> Vec<Entry> {
        let documents = |card: &Card| if card.kind == RecordKind::Document { card.body.clone().into_iter().collect() } else { Vec::new() };
        Self::counted(self.count(documents), &[], ListKind::OfBody)
    }

    fn of_body(&self, body: &str) -> Vec<Entry> {
        let own = |card: &Card| card.body.as_deref() == Some(body) && !matches!(card.kind, RecordKind::Catalogue | RecordKind::Body);
        let mut cards: Vec<_> = self.cards().filter(|card| own(card)).collect();
        cards.sort_by_key(|card| (card.standing(self.today).validity.is_ended(), card.kind, std::cmp::Reverse(card.dated)));
        cards.into_iter().map(|card| self.entry(card)).collect()
    }

    fn years(&self) -> Vec<Entry> {
        let year = |card: &Card| {
            if card.kind == RecordKind::Document {
                card.dated.map(|date| date.year().to_string()).into_iter().collect()
            } else {
                Vec::new()
            }
        };
        let mut years: Vec<_> = self.count(year).into_iter().collect();
        years.reverse();
        years
            .into_iter()
            .filter_map(|(year, count)| Some(Entry::list(format!("{year}年"), format!("{count} 项"), ListKind::Year(year.parse().ok()?))))
            .collect()
    }

    fn of_kind(&self, kind: RecordKind) -> Vec<Entry> {
        let mut cards: Vec<_> = self.cards().filter(|card| card.kind == kind).collect();
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
        cards.into_iter().map(|card| self.entry(card)).collect()
    }

    fn groups(&self, kind: RecordKind) -> Vec<Entry> {
        let counts = self.count(|card| if card.kind == kind { card.group.clone().into_iter().collect() } else { Vec::new() });
        Self::counted(counts, &[], |group| ListKind::Group(kind, group))
    }

    fn group(&self, kind: RecordKind, group: &str) -> Vec<Entry> {
        let cards = self.cards().filter(|card| card.kind == kind && card.group.as_deref() == Some(group));
        cards.map(|card| self.entry(card)).collect()
    }
}

/// Notices that run on the attract screen: emergencies first, then the newest.
pub fn notices(library: &Library, today: Date) -> Vec<Arc<Card>> {
    let shelf = Browse { library, today };
    let mut notices: Vec<_> = shelf.cards().filter(|card| card.kind == RecordKind::Notice).cloned().collect();
    notices.sort_by_key(|card| (!card.is_urgent(), std::cmp::Reverse(card.dated)));
    notices
}

/// Questions that stand on the home screen, one of each of the first topics.
pub fn frequent(library: &Library, today: Date) -> Vec<Arc<Card>> {
    let shelf = Browse { library, today };
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
