//! All that is shown of one record, gathered in one go.

use std::sync::Arc;

use crate::{
    library::{Card, Library, LibraryError},
    policy::{Content, Leaflet, Need, PageId, Phase, Record, RecordId, RecordKind, ShortNumber, Standing, Today},
    takeaway::{AllowList, Payload, Slip, Takeaway},
    text::size,
};

use super::{
    composition::Composition,
    gather::Gatherer,
    listing::{ListEntry, Listing},
    outline::outline,
    para::Spot,
    way::{Figure, Item, Matter, Way},
    wording,
};

/// One record, ready to be read and taken away.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Card of the record.
    pub card: Arc<Card>,
    /// Its validity today.
    pub standing: Standing,
    /// Why it does not simply hold, in one sentence, and where to go instead.
    pub band: Option<Band>,
    /// Its text.
    pub composition: Composition,
    /// What can be taken along.
    pub takeaway: Takeaway,
    /// A second address, where the application begins.
    pub online: Option<Takeaway>,
    /// Sections to jump to.
    pub outline: Vec<ListEntry>,
    /// 解读.
    pub interpretations: Vec<ListEntry>,
    /// 问答.
    pub questions: Vec<ListEntry>,
    /// 去哪办, or the steps of a collection; before them an opinion, where one is asked for.
    pub guides: Vec<ListEntry>,
    /// 附件.
    pub attachments: Vec<ListEntry>,
    /// Everything else it belongs to, cited numbers included.
    pub related: Vec<ListEntry>,
    /// What a visitor may leave about it: that it is wrong, and that more of it be disclosed.
    pub doors: Vec<ListEntry>,
    /// Document numbers in the text that lead to a held document.
    pub cited: Vec<(Spot, RecordId)>,
}

/// The sentence of the validity band.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// What happened.
    pub sentence: String,
    /// What to open instead, with the words of the button.
    pub jumps: Vec<(String, RecordId)>,
}

impl Dossier {
    /// Gathers everything about a record; `None` if it is not held, or hidden for the time being. `hosts` are those whose addresses may be taken along.
    pub fn gather(library: &Library, hosts: &AllowList, id: &RecordId, today: Today) -> Result<Option<Self>, LibraryError> {
        if library.withholds(id) {
            return Ok(None);
        }
        let (Some(record), Some(card)) = (library.record(id)?, library.card(id).cloned()) else { return Ok(None) };
        let gatherer = Gatherer { library, hosts, day: today.date };
        let standing = library.standing(&card, today.date);
        let composition = Composition::of(&record, today.date);
        let contact = gatherer.contact(&record)?;
        let takeaway = gatherer.takeaway(&record, record.address.as_deref(), &contact);
        let online =
            match &record.content {
                Content::Guide(guide) => guide.online.as_deref().and_then(|address| gatherer.hosts.check(address).ok()).map(|link| {
                    Takeaway { title: format!("网上办：{}", record.title), payload: Payload::Link(link), ..takeaway.clone() }
                }),
                _ => None,
            };
        let (cited, unheld) = gatherer.cited(&composition, id);
        let mut relations = gatherer.relations(&record);
        relations.related.extend(unheld);
        if let Content::Consultation(consultation) = &record.content
            && matches!(consultation.phase(today.date), Phase::Open { .. })
        {
            let opinion = Way::Leave(Matter::Opinion(Item::of(&card)));
            relations.guides.insert(0, ListEntry::to("提意见", "不用留名字，一两分钟", opinion));
        }
        // What leads nowhere stands last, so that the numbers run on.
        relations.related.sort_by_key(|entry| entry.way.is_none());
        Ok(Some(Self {
            band: gatherer.band(&standing),
            outline: outline(&record.text, &composition),
            attachments: gatherer.attachments(&record, &contact),
            doors: doors(&card),
            card,
            standing,
            composition,
            takeaway,
            online,
            interpretations: relations.interpretations,
            questions: relations.questions,
            guides: relations.guides,
            related: relations.related,
            cited,
        }))
    }

    /// Takes out what leads to any of these records.
    pub fn forget(&mut self, ids: &[RecordId]) {
        for entries in [&mut self.interpretations, &mut self.questions, &mut self.guides, &mut self.related] {
            entries.retain(|entry| !entry.leads_to(ids));
        }
        self.cited.retain(|(_, id)| !ids.contains(id));
        if let Some(band) = &mut self.band {
            band.jumps.retain(|(_, id)| !ids.contains(id));
        }
    }

    /// The steps or items of a record as a list, and with them the record itself to take away.
    pub fn contents(&self) -> Listing {
        let mut entries = self.guides.clone();
        entries.push(ListEntry::to("带走这一份", "扫二维码，用手机慢慢看", Way::Code(Box::new(self.takeaway.clone()))));
        let note = self.card.summary.clone().unwrap_or_else(|| format!("共 {} 项", self.guides.len()));
        Listing { title: self.card.title.clone(), note, entries, instead: Vec::new(), places: None }
    }

    /// A list of entries as a screen of its own.
    pub fn listing(&self, title: &str, entries: &[ListEntry], empty: &str) -> Listing {
        let instead = vec![
            ListEntry::to("叫工作人员", "问一问服务台", Way::leaflet(PageId::known(Leaflet::STAFF))),
            ListEntry::to("申请公开", "没有公开的信息可以申请", Way::Leave(Matter::Any(Some(Item::of(&self.card))))),
        ];
        let note = if entries.is_empty() { empty.to_owned() } else { self.card.title.clone() };
        Listing { title: title.to_owned(), note, entries: entries.to_vec(), instead, places: None }
    }
}

/// What may be left about a record.
fn doors(card: &Card) -> Vec<ListEntry> {
    vec![
        ListEntry::to("这一条写错了", "电话变了、已经作废……告诉办公室去核对", Way::Leave(Matter::Correction(Item::of(card)))),
        ListEntry::to("申请公开有关的信息", "这里没有的，可以申请", Way::Leave(Matter::Any(Some(Item::of(card))))),
    ]
}

impl Gatherer<'_> {
    fn attachments(&self, record: &Record, contact: &[String]) -> Vec<ListEntry> {
        record
            .attachments
            .iter()
            .map(|attachment| {
                let about = format!("{} · {}", attachment.file_type(), size(attachment.size));
                let takeaway =
                    Takeaway { title: attachment.title.clone(), ..self.takeaway(record, attachment.address.as_deref(), contact) };
                if attachment.is_figure() {
                    let figure = Figure { id: record.id.clone(), file: attachment.file.clone(), takeaway };
                    return ListEntry::to(attachment.title.clone(), "图片，在这里就能看".to_owned(), Way::Figure(Box::new(figure)));
                }
                ListEntry::to(attachment.title.clone(), about, Way::Code(Box::new(takeaway)))
            })
            .collect()
    }

    /// Whom to ask: desk, phone and hours, a line each.
    fn contact(&self, record: &Record) -> Result<Vec<String>, LibraryError> {
        let own = match &record.content {
            Content::Guide(guide) => (guide.desk.clone(), guide.phone.clone()),
            Content::Place(place) => (Some(place.whereabouts()), place.phone.clone()),
            _ => (None, None),
        };
        let body = record.responsible_body();
        let directory = body.and_then(|name| self.library.body(name)).filter(|card| !self.library.withholds(&card.id));
        let directory = directory.map(|card| self.library.record(&card.id)).transpose()?.flatten();
        let directory = directory.as_ref().and_then(|record| match &record.content {
            Content::Body(body) => Some(body),
            _ => None,
        });
        let desk = own.0.or_else(|| directory.and_then(|body| body.desk.clone()));
        let phone = own.1.or_else(|| directory.and_then(|body| body.phone.clone()));
        let name = body.map(str::to_owned).filter(|name| *name != record.title);
        // Of a place it is asked first.
        let hours = match &record.content {
            Content::Place(place) => place.hours.as_ref().map(|hours| format!("开放时间 {hours}")),
            _ => None,
        };
        let phone = phone.map(|phone| format!("电话 {phone}"));
        Ok([name, desk, hours, phone].into_iter().flatten().filter(|line| !line.is_empty()).collect())
    }

    /// The official address if it may be drawn, else a slip with what helps at the desk.
    fn takeaway(&self, record: &Record, address: Option<&str>, contact: &[String]) -> Takeaway {
        let number = record.document().and_then(|document| document.number.as_ref()).map(ToString::to_string);
        let bring = bring(record);
        let payload = match address.and_then(|address| self.hosts.check(address).ok()) {
            Some(link) => Payload::Link(link),
            None => {
                let lines: Vec<&str> = number.iter().chain(contact).chain(&bring).map(String::as_str).collect();
                Payload::Slip(Slip::new(about(record.kind()), &record.title, &lines))
            }
        };
        let short = Some(ShortNumber::of(&record.id));
        Takeaway { title: record.title.clone(), number, short, contact: contact.to_vec(), bring, payload }
    }

    fn band(&self, standing: &Standing) -> Option<Band> {
        let shown = |id: &RecordId| !self.library.withholds(id);
        let reason = standing.reason.as_ref()?;
        let mut sentence = self.library.why(standing)?;
        let mut jumps: Vec<(String, RecordId)> =
            wording::by(reason).map(|(words, id)| (words.to_owned(), id.clone())).into_iter().collect();
        if let Some(id) = &standing.current {
            // The text that stands in its place is named once.
            jumps.retain(|(_, by)| by != id);
            jumps.insert(0, ("看现在的文本".to_owned(), id.clone()));
        }
        // Nothing leads to what is hidden; who needs it is told whom to ask.
        let all = jumps.len();
        jumps.retain(|(_, id)| shown(id));
        if jumps.len() < all {
            sentence.push_str("；那份文件暂不显示，请问工作人员");
        }
        Some(Band { sentence, jumps })
    }
}

/// What a guide says is to be brought, and what only in some cases.
fn bring(record: &Record) -> Vec<String> {
    let Content::Guide(guide) = &record.content else { return Vec::new() };
    let always = guide.materials.iter().filter(|material| material.need() == Need::Always).map(|material| material.name.clone());
    let some = guide.materials.iter().filter_map(|material| match material.need() {
        Need::When(case) => Some(format!("{}（{case}）", material.name)),
        Need::Always | Need::Never => None,
    });
    let lists = [("要带", always.collect::<Vec<_>>()), ("看情况才带", some.collect())];
    lists.into_iter().filter(|(_, names)| !names.is_empty()).map(|(name, names)| format!("{name}：{}", names.join("、"))).collect()
}

/// The word that stands before the title of a record in a code of plain words.
fn about(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Document => "文件",
        RecordKind::Guide | RecordKind::Collection => "办事",
        RecordKind::Consultation => "征集",
        RecordKind::Place => "地点",
        RecordKind::Body => "单位",
        RecordKind::Catalogue => "目录",
        RecordKind::Question | RecordKind::Interpretation | RecordKind::List | RecordKind::Notice | RecordKind::Gazette => kind.label(),
    }
}
