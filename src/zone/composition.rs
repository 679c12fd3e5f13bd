//! A record written out for reading: what its typed fields say, in the words and the order in which a visitor asks.

use jiff::civil::Date;

use crate::{
    policy::{
        Block, Body, CatalogueRow, Consultation, Content, FullText, Material, MaterialForm, Need, Phase, Place, PolicyDocument, Record,
        ServiceGuide,
    },
    text::day,
};

use super::{
    para::{Bullet, Fact, Para},
    wording,
};

/// A record's text as paragraphs, and the first paragraph of each of its sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Composition {
    /// What is read.
    pub paras: Vec<Para>,
    /// For each section of the record's text, its first paragraph.
    pub sections: Vec<usize>,
    /// The articles of the text (第十二条): first paragraph and name.
    pub articles: Vec<(usize, String)>,
}

impl Composition {
    /// Writes a record out. `today` decides what is said of terms that run.
    pub fn of(record: &Record, today: Date) -> Self {
        let mut made = Self::default();
        match &record.content {
            Content::Document(document) => made.document(record, document),
            Content::Guide(guide) => made.guide(guide),
            Content::Catalogue(row) => made.catalogue_row(row),
            Content::Place(place) => made.place(place),
            Content::Body(body) => made.body(body),
            Content::Consultation(consultation) => made.consultation(consultation, today),
            Content::Notice(notice) => {
                made.line(format!("{} · {} · 展示至{}", notice.body, day(notice.published_on), day(notice.expires_on)));
            }
            Content::List(list) => {
                let date = list.as_of.map_or_else(|| wording::UNSTATED.to_owned(), day);
                made.line(format!("{} · {} · 截至{date}", list.list_kind, list.issuers.join("、")));
            }
            Content::Interpretation(interpretation) => {
                let date = interpretation.published_on.map_or_else(String::new, |date| format!(" · {}", day(date)));
                made.line(format!("{} · {}解读{date}", interpretation.issuers.join("、"), interpretation.form));
            }
            Content::Question(question) => {
                if let Some(body) = &question.body {
                    made.line(format!("{body} 答："));
                }
            }
            // Their steps and items are a list of their own.
            Content::Collection(_) | Content::Gazette(_) => {}
        }
        made.full_text(&record.text);
        if let Content::Document(document) = &record.content {
            made.document_end(record, document);
        }
        made
    }

    fn line(&mut self, text: String) {
        self.paras.push(Para::Line(text));
    }

    fn field(&mut self, name: &str, value: impl AsRef<str>) {
        let value = value.as_ref().trim();
        if !value.is_empty() {
            self.paras.push(Para::Field(format!("{name}："), value.to_owned()));
        }
    }

    fn optional(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    fn heading(&mut self, text: &str) {
        self.paras.push(Para::Heading(2, text.to_owned()));
    }

    fn items(&mut self, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.heading(heading);
            for (at, item) in items.iter().enumerate() {
                self.paras.push(Para::Item(Bullet::Step(at + 1), item.clone()));
            }
        }
    }

    /// The text by sections. A section's own line is its heading; lines without an end of sentence that open or close a paper stand alone.
    fn full_text(&mut self, text: &FullText) {
        for section in &text.sections {
            self.sections.push(self.paras.len());
            if section.label.starts_with('第') && section.label.contains('条') {
                self.articles.push((self.paras.len(), section.label.clone()));
            }
            if section.own_line {
                self.paras.push(Para::Heading(section.level, section.label.clone()));
            }
            for block in &section.blocks {
                self.paras.push(match block {
                    Block::Paragraph(text) if text.starts_with("- ") => Para::Item(Bullet::Dot, text.trim_start_matches("- ").to_owned()),
                    Block::Paragraph(text) if stands_alone(text) => Para::Line(text.clone()),
                    Block::Paragraph(text) => Para::Text(text.clone()),
                    Block::Table(table) => Para::Table(table.clone()),
                });
            }
        }
    }

    /// What a reader must know before the text: who, when, and what it says in a sentence.
    fn document(&mut self, record: &Record, document: &PolicyDocument) {
        if let Some(summary) = &record.summary {
            self.field("说了什么", summary);
        }
        self.field("文号", document.number.as_ref().map_or_else(|| wording::UNSTATED.to_owned(), ToString::to_string));
        self.field("发文机关", if document.issuers.is_empty() { wording::UNSTATED.to_owned() } else { document.issuers.join("、") });
        let stated = |date: Option<Date>| date.map_or_else(|| wording::UNSTATED.to_owned(), day);
        self.field("成文日期", format!("{}（发布：{}）", stated(document.issued_on), stated(document.published_on)));
        if document.effective_on.is_some() || document.expires_on.is_some() {
            let until = document.expires_on.map_or_else(String::new, |date| format!("，有效期至{}", day(date)));
            self.field("施行日期", format!("{}{until}", stated(document.effective_on)));
        }
    }

    /// What only the careful reader looks for stands below the text.
    fn document_end(&mut self, record: &Record, document: &PolicyDocument) {
        self.heading("文件信息");
        let kind =
            document.genre.as_ref().map_or_else(|| document.kind.name().to_owned(), |genre| format!("{} · {genre}", document.kind.name()));
        self.field("文件种类", kind);
        self.field("主题分类", if document.themes.is_empty() { wording::UNSTATED.to_owned() } else { document.themes.join("、") });
        self.field("索引号", document.index_number.as_deref().unwrap_or(wording::UNSTATED));
        self.optional("登记号", document.registration.as_ref());
        self.optional("起草单位", document.drafter.as_ref());
        self.optional("适用地区", document.region.as_ref());
        self.field("公开属性", record.mark.map_or(wording::UNSTATED, |mark| mark.label()));
    }

    fn guide(&mut self, guide: &ServiceGuide) {
        let facts = facts(guide);
        if !facts.is_empty() {
            self.paras.push(Para::Facts(facts));
        }
        self.optional("谁来办", guide.applicants.as_ref());
        self.field("找谁办", &guide.body);
        self.optional("什么时候", guide.hours.as_ref());
        self.optional("打电话问", guide.phone.as_ref());
        if guide.fee.is_none() {
            self.optional("收费依据", guide.fee_basis.as_ref());
        }
        self.materials(&guide.materials);
        self.items("怎么办", &guide.steps);
        self.items("什么条件", &guide.conditions);
        self.items("特殊环节", &guide.special_steps);
        if guide.complaint_phone.is_some() || guide.code.is_some() {
            self.heading("其他");
            self.optional("投诉监督", guide.complaint_phone.as_ref());
            self.optional("事项编码", guide.code.as_ref());
        }
    }

    /// What everybody brings, what only some bring, and, apart, what nobody need bring.
    fn materials(&mut self, materials: &[Material]) {
        let of = |wanted: fn(Need<'_>) -> bool| materials.iter().filter(move |material| wanted(material.need()));
        let lists = [
            ("要带什么", of(|need| need == Need::Always).collect::<Vec<_>>()),
            ("看情况才带的", of(|need| matches!(need, Need::When(_))).collect()),
        ];
        for (heading, materials) in lists.into_iter().filter(|(_, materials)| !materials.is_empty()) {
            self.heading(heading);
            self.paras.extend(materials.into_iter().map(|material| Para::Item(Bullet::Tick, material_line(material))));
        }
        let spared: Vec<&Material> = of(|need| need == Need::Never).collect();
        if !spared.is_empty() {
            self.heading("不用带的");
            self.paras.extend(spared.into_iter().map(|material| Para::Item(Bullet::Dot, material_line(material))));
        }
    }

    /// What is asked first of a place or a body, as far as it is known.
    fn facts<const N: usize>(&mut self, facts: [(&str, Option<&str>); N]) {
        let facts = facts.into_iter().filter_map(|(name, value)| Some(Fact::new(name, value?, "")));
        let facts: Vec<Fact> = facts.filter(|fact| !fact.value.is_empty()).collect();
        if !facts.is_empty() {
            self.paras.push(Para::Facts(facts));
        }
    }

    fn catalogue_row(&mut self, row: &CatalogueRow) {
        self.field("领域", &row.domain);
        self.field("一级事项", &row.item);
        self.field("公开内容", &row.contents);
        self.field("公开依据", &row.basis);
        self.field("公开时限", &row.term);
        self.field("公开主体", &row.body);
        self.field("公开渠道", row.channels.join("、"));
        self.field("公开对象", &row.recipients);
        self.field("公开方式", row.initiative.label());
        self.field("公开层级", row.levels.join("、"));
        if row.fulfilled_by.is_empty() {
            self.paras.push(Para::Line("这一项在本机上尚无对应文件，可以问服务台，或者申请公开。".to_owned()));
        }
    }

    fn place(&mut self, place: &Place) {
        let whereabouts = place.whereabouts();
        self.facts([
            (Fact::WHEREABOUTS, Some(whereabouts.as_ref())),
            (Fact::OPEN, place.hours.as_deref()),
            (Fact::DIRECTIONS, place.directions.as_deref()),
            (Fact::PHONE, place.phone.as_deref()),
        ]);
        self.optional("能办什么", place.services.as_ref());
    }

    fn body(&mut self, body: &Body) {
        self.facts([
            (Fact::DESK, body.desk.as_deref()),
            (Fact::HOURS, body.hours.as_deref()),
            (Fact::ADDRESS, Some(body.address.as_str())),
            (Fact::PHONE, body.phone.as_deref()),
        ]);
        self.field("管什么", &body.duties);
        self.optional("监督电话", body.complaint_phone.as_ref());
        self.field("也叫", body.aliases.join("、"));
        self.field("文号代字", body.number_words.join("、"));
    }

    fn consultation(&mut self, consultation: &Consultation, today: Date) {
        self.field("谁在征求", &consultation.body);
        self.field("时间", format!("{}至{}", day(consultation.opens_on), day(consultation.closes_on)));
        let phase = match consultation.phase(today) {
            Phase::Announced => "还没有开始".to_owned(),
            Phase::Open { days_left: 0 } => "今天是最后一天".to_owned(),
            Phase::Open { days_left } => format!("正在征求意见，还有{days_left}天"),
            Phase::Closed => "已经结束".to_owned(),
        };
        self.field("现在", phase);
        self.optional("结果", consultation.result.as_ref());
        self.items("怎么提意见", &consultation.channels);
    }
}

/// What is asked of a guide first.
fn facts(guide: &ServiceGuide) -> Vec<Fact> {
    let promised = guide.promised_limit.as_ref().map(|term| format!("承诺{term}"));
    let legal = guide.legal_limit.as_ref().map(|term| format!("法定{term}"));
    let (limit, beside) = if promised.is_some() { (promised, legal) } else { (legal, None) };
    let desk = guide.desk.as_ref().map(|desk| desk.split_once('；').map_or((desk.as_str(), ""), |(first, others)| (first, others)));
    let visits = guide.visits.map(|visits| if visits == 0 { "不用到现场".to_owned() } else { format!("{visits}次") });
    [
        desk.map(|(first, others)| Fact::new(Fact::WHERE, first, others)),
        limit.map(|limit| Fact::new(Fact::HOW_LONG, &limit, beside.as_deref().unwrap_or_default())),
        guide.fee.as_ref().map(|fee| Fact::new(Fact::HOW_MUCH, fee, guide.fee_basis.as_deref().unwrap_or_default())),
        visits.map(|visits| Fact::new(Fact::HOW_OFTEN, &visits, "")),
    ]
    .into_iter()
    .flatten()
    .filter(|fact| !fact.value.is_empty())
    .collect()
}

fn material_line(material: &Material) -> String {
    let copies = material.copies.filter(|copies| *copies > 1).map_or_else(String::new, |copies| format!("{copies}份"));
    let note = material.note.as_ref().map_or_else(String::new, |note| format!("。{note}"));
    // That it need not be handed in stands above it.
    if material.form == MaterialForm::NotNeeded {
        return format!("{}{note}", material.name);
    }
    format!("{}（{}{copies}）{note}", material.name, material.form.label())
}

/// Addressees, signatures and marks are lines of their own, not indented paragraphs.
fn stands_alone(text: &str) -> bool {
    let short = text.chars().count() <= 40;
    short && !text.starts_with('第') && (text.ends_with(['：', '）', '日']) || !text.contains(['。', '，', '；']))
}
