//! The space of a department: what it may publish, in whose name, and of what day. Whatever is the office's, or another department's, is not its own,
//! and a terminal that finds it there leaves the whole department out.

use std::collections::BTreeSet;

use jiff::{Span, Timestamp, civil::Date};

use super::{Catalogue, Foreign, Statement, catalogue::is_in_space};
use crate::{
    policy::{Content, Record, RecordKind},
    text::as_read,
};

/// Endings of the names of a government and its office: 云川县, 云川县人民政府 and 云川县人民政府办公室 speak in one name.
const GOVERNMENT: [&str; 9] =
    ["人民政府办公室", "人民政府办公厅", "人民政府办", "政府办公室", "政府办公厅", "政府办", "人民政府", "政府", "办公室"];
/// Endings of the names of bodies that bear the government's name and are not it.
const BODIES: [&str; 11] = ["局", "委员会", "委", "中心", "指挥部", "研究室", "院", "所", "站", "队", "处"];
/// What somebody does who makes another's paper known.
const PASSED_ON: [&str; 2] = ["转发", "印发"];
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
        Self {
            role: role.to_owned(),
            own,
            government: government.into_iter().filter(|name| !name.is_empty()).collect(),
            others,
            departments,
        }
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
        let shown = |name: Option<&&str>| Some(Foreign::InNameOf(crate::text::clean(name?).into_owned()));
        if let Some(at) = read.iter().position(|name| self.is_government(name) || *name != self.own && self.names_government(name)) {
            return shown(names.get(at));
        }
        let is_others = |name: &String| self.others.contains(name);
        match record.kind() {
            // No phone of somebody else's under somebody else's name.
            RecordKind::Body => shown(read.iter().position(is_others).and_then(|at| names.get(at))),
            // Several issue one paper together; without itself among them it is not the department's.
            RecordKind::Document | RecordKind::Notice if !read.contains(&self.own) => {
                let all = !read.is_empty() && read.iter().all(|name| self.departments.contains(name));
                if all { shown(names.first()) } else { self.titled(record) }
            }
            RecordKind::Document | RecordKind::Notice => self.titled(record),
            _ => None,
        }
    }

    /// A title that says whose paper it is: 云川县人民政府关于……. What a department passes on of the government it passes on in its own name.
    fn titled(&self, record: &Record) -> Option<Foreign> {
        let title = as_read(&record.title);
        let begins =
            |name: &String| title.strip_prefix(name.as_str()).is_some_and(|rest| GOVERNMENT.iter().any(|word| rest.starts_with(word)));
        let speaks = match title.split_once("关于") {
            Some((speaker, _)) if PASSED_ON.iter().all(|word| !speaker.contains(word)) => {
                self.is_government(speaker) || self.names_government(speaker)
            }
            _ => self.government.iter().any(begins),
        };
        speaks.then(|| Foreign::InNameOf(crate::text::clean(&record.title).into_owned()))
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

/// Whether what follows the name of a government makes it the name of another body: 国有资产监督管理局.
fn is_body(rest: &str) -> bool {
    !rest.starts_with("办公") && BODIES.iter().any(|ending| rest.ends_with(ending))
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
