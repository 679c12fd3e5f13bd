//! The space of a department: what it may publish, in whose name, and of what day. Whatever is the office's, or another department's, is not its own,
//! and a terminal that finds it there leaves the whole department out.

use std::collections::BTreeSet;

use jiff::{Span, Timestamp, civil::Date};

use super::{
    Catalogue, Foreign, Statement,
    authority::{Ground, is_body},
    catalogue::is_in_space,
};
use crate::{
    policy::{Content, Record, RecordKind},
    text::as_read,
};

/// Endings of the names of a government and its office: 云川县, 云川县人民政府 and 云川县人民政府办公室 speak in one name.
const GOVERNMENT: [&str; 9] =
    ["人民政府办公室", "人民政府办公厅", "人民政府办", "政府办公室", "政府办公厅", "政府办", "人民政府", "政府", "办公室"];
/// What somebody does who makes another's paper known.
const PASSED_ON: [&str; 2] = ["转发", "印发"];
/// Words before which a title says whose paper it is.
const SPEAKS: [&str; 18] = [
    "关于",
    "转发",
    "印发",
    "公告",
    "通告",
    "通知",
    "公报",
    "公示",
    "决定",
    "决议",
    "令",
    "意见",
    "办法",
    "规定",
    "方案",
    "指南",
    "工作报告",
    "工作要点",
];
/// Most characters of a name that is told.
const SHOWN: usize = 60;
/// How far ahead of the office's release, and of the terminal's clock, a department's may have been made.
const AHEAD_HOURS: i64 = 366 * 24;

/// The space of a department.
#[derive(Debug, Clone)]
pub struct Space {
    role: String,
    /// Its name in front of people, as it is read.
    own: String,
    /// The government's names without their endings, as they are read.
    government: BTreeSet<String>,
    /// Names of the other departments and of the bodies in the office's directory, as they are read.
    others: BTreeSet<String>,
    /// Names of the other departments, as they are read.
    departments: BTreeSet<String>,
    ground: Ground,
}

impl Space {
    /// Of the department with that role, among what the office says and lists. `body` is the one for which the root speaks.
    pub fn of(role: &str, body: &str, office: &Statement, listed: &Catalogue) -> Self {
        let title = |role: &str| office.departments.get(role).map(|title| as_read(title)).unwrap_or_default();
        let own = title(role);
        let government = [body, &office.publisher, &office.place].map(|name| stem(&as_read(name)));
        let departments: BTreeSet<String> = office.departments.keys().filter(|other| *other != role).map(|other| title(other)).collect();
        let bodies = listed.records.iter().filter(|record| record.kind == RecordKind::Body).map(|record| as_read(&record.title));
        let others = departments.iter().cloned().chain(bodies).filter(|name| *name != own).collect();
        let government: BTreeSet<String> = government.into_iter().filter(|name| !name.is_empty()).collect();
        Self { role: role.to_owned(), own, ground: Ground::of(&government), government, others, departments }
    }

    /// `civil`
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Whether a publisher of that name can be told from the office and from the other departments.
    pub fn may_be_called(&self, name: &str) -> bool {
        let name = as_read(name);
        !name.is_empty() && !self.is_government(&name) && !self.departments.contains(&name)
    }

    /// Whether its release and its content can have been made when they say so. No day of a department's moves a terminal's clock.
    pub fn may_be_of(&self, statement: &Statement, office: Timestamp, now: Timestamp) -> bool {
        let latest = office.max(now).checked_add(Span::new().hours(AHEAD_HOURS)).unwrap_or(Timestamp::MAX);
        let day: Date = latest.to_zoned(jiff::tz::TimeZone::UTC).date();
        statement.released_at <= latest && statement.data_date <= day
    }

    /// What is not its own in a record; none where all of it is.
    pub(super) fn foreign(&self, record: &Record) -> Option<Foreign> {
        if !is_in_space(&self.role, record.id.as_str()) {
            return Some(Foreign::Named(record.id.to_string()));
        }
        if matches!(&record.content, Content::Notice(notice) if notice.urgent) {
            return Some(Foreign::Urgent(record.id.to_string()));
        }
        let names: Vec<&str> = names(record);
        let read: Vec<String> = names.iter().map(|name| as_read(name)).collect();
        let shown = |name: Option<&&str>| Some(in_name_of(name?));
        let is_anothers =
            |name: &String| self.is_government(name) || !self.is_own(name) && (self.names_government(name) || self.ground.is_foreign(name));
        if let Some(at) = read.iter().position(is_anothers) {
            return shown(names.get(at));
        }
        let is_others = |name: &String| self.others.contains(name);
        match record.kind() {
            // No phone of somebody else's under somebody else's name.
            RecordKind::Body => shown(read.iter().position(is_others).and_then(|at| names.get(at))).or_else(|| self.titled(record)),
            RecordKind::Place if is_others(&as_read(&record.title)) => Some(in_name_of(&record.title)),
            // Several issue one paper together; without itself among them it is not the department's.
            _ if !read.is_empty() && read.iter().all(|name| self.departments.contains(name)) => shown(names.first()),
            _ => self.titled(record).or_else(|| numbered(record)),
        }
    }

    /// Whether a name is the department's, or that of a part of it.
    fn is_own(&self, name: &str) -> bool {
        let is_part = |rest: &str| !self.is_government(rest) && !self.names_government(rest) && !self.ground.is_foreign(rest);
        !self.own.is_empty() && name.strip_prefix(&self.own).is_some_and(|rest| rest.is_empty() || is_part(rest))
    }

    /// A title that says whose paper it is: 云川县人民政府关于……, 中共云川县委公告. What a department passes on of the government it passes on in its
    /// own name. Whoever asks a question may name anybody.
    fn titled(&self, record: &Record) -> Option<Foreign> {
        let title = as_read(&record.title);
        let begins =
            |name: &String| title.strip_prefix(name.as_str()).is_some_and(|rest| GOVERNMENT.iter().any(|word| rest.starts_with(word)));
        let before_about = title.split_once("关于").map(|(speaker, _)| speaker);
        let spoken = match before_about {
            Some(speaker) if PASSED_ON.iter().all(|word| !speaker.contains(word)) => {
                self.is_government(speaker) || self.names_government(speaker)
            }
            _ => record.kind() != RecordKind::Question && self.government.iter().any(begins),
        };
        let is_named = matches!(record.kind(), RecordKind::Place | RecordKind::Body | RecordKind::Guide) && self.is_government(&title);
        let heads = record.kind() != RecordKind::Question && !self.is_own(&title) && self.ground.heads_as_foreign(&title);
        (spoken || is_named || heads || self.heads_with_another(&record.title)).then(|| in_name_of(&record.title))
    }

    /// Whether the head of a title is the name of a body that is not ours, alone or among others.
    fn heads_with_another(&self, title: &str) -> bool {
        let ends_head = |c: char| c.is_numeric() || c == '〔';
        let head_of = |text: &str| {
            // 2026年中共云川县委……
            let text = text.trim_start_matches(|c: char| c.is_numeric() || c == '年');
            let word = SPEAKS.iter().filter_map(|word| text.find(word)).min();
            word.into_iter().chain(text.find(ends_head)).min().and_then(|at| text.get(..at)).map(str::to_owned)
        };
        let is_anothers = |name: &str| !self.is_own(name) && self.ground.speaks_as_foreign(name);
        let whole = head_of(&as_read(title));
        let parts = head_of(title).unwrap_or_default();
        let parts = parts.split(|c: char| !c.is_alphanumeric()).map(as_read);
        whole.is_some_and(|head| is_anothers(&head)) || parts.into_iter().any(|part| is_anothers(&part))
    }

    fn is_government(&self, name: &str) -> bool {
        self.government.contains(name) || self.government.contains(&stem(name)) || self.government.iter().any(|place| short(place, name))
    }

    /// Whether somebody speaks as the government by other words: 临州市云川县人民政府, 云川人民政府, 本县人民政府（章）. A body of its own that bears the
    /// government's name does not: 云川县人民政府国有资产监督管理局.
    fn names_government(&self, name: &str) -> bool {
        self.government.iter().any(|place| {
            let mut letters = place.chars();
            let level = letters.next_back().map(String::from).unwrap_or_default();
            let names = [level.as_str(), letters.as_str()].into_iter().filter(|name| !name.is_empty());
            names
                .flat_map(|name| ["人民政府", "政府"].map(|word| format!("{name}{word}")))
                .any(|called| name.rsplit_once(&called).is_some_and(|(_, rest)| !is_body(rest) || rest.contains(place.as_str())))
        })
    }
}

/// What speaks in this name, as people are told of it.
fn in_name_of(name: &str) -> Foreign {
    let name: String = crate::text::clean(name).chars().take(SHOWN).collect();
    Foreign::InNameOf(name)
}

/// A number under which a government or a party's body counts its papers: whoever looks for that paper would find this one.
fn numbered(record: &Record) -> Option<Foreign> {
    let number = record.document()?.number.as_ref()?;
    is_of_government(&as_read(&number.agency)).then(|| in_name_of(&number.to_string()))
}

/// Whether an agency is abbreviated as governments and committees are, 云政发, 云川委办发, 国发, and not as 云民政发.
fn is_of_government(agency: &str) -> bool {
    const ENDS: [&str; 12] = ["政发", "政办", "政办发", "政规", "政令", "政函", "政办函", "府发", "府办", "委发", "委办", "委办发"];
    const STATE: [&str; 6] = ["国发", "国办", "国令", "国函", "中发", "中办"];
    const OTHERS: &str = "民财行邮市路勤卫健改";
    let ends = |end: &str| agency.strip_suffix(end).is_some_and(|before| !before.ends_with(|c| OTHERS.contains(c)));
    agency.ends_with("政府令")
        || agency.starts_with("国务院")
        || STATE.iter().any(|word| agency.starts_with(word))
        || ENDS.iter().any(|end| ends(end))
}

/// A name without the ending of a government's.
fn stem(name: &str) -> String {
    GOVERNMENT.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name).to_owned()
}

/// 县人民政府 for 云川县人民政府.
fn short(place: &str, name: &str) -> bool {
    let stem = stem(name);
    stem != name && stem.chars().count() <= 1 && place.ends_with(&stem)
}

/// Everybody in whose name a record speaks.
fn names(record: &Record) -> Vec<&str> {
    let issuers: &[String] = match &record.content {
        Content::Document(document) => &document.issuers,
        Content::Interpretation(interpretation) => &interpretation.issuers,
        Content::List(list) => &list.issuers,
        Content::Body(body) => &body.aliases,
        _ => &[],
    };
    let drafter = record.document().and_then(|document| document.drafter.as_deref());
    let mut names: Vec<&str> = issuers.iter().map(String::as_str).chain(drafter).chain(record.responsible_body()).collect();
    names.dedup();
    names
}
