//! `source.toml`: what a source says of itself, and the templates of its official addresses.

use std::{collections::HashMap, fmt::Write as _, path::Path};

use jiff::civil::Date;

use crate::policy::{Record, RecordKind};

use super::{
    fault::Faults,
    fields::{Fields, one_line},
    measured::too_long,
    toml_fields,
};

/// The source's word on itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Name in front of people.
    pub name: String,
    /// The place it speaks for.
    pub place: String,
    /// The day whose state it shows.
    pub data_date: Date,
    /// Everyday themes, in order.
    pub topics: Vec<String>,
}

impl Header {
    /// Of a source that says nothing: its file name, and today.
    pub(super) fn of_unnamed(path: &Path) -> Self {
        let name = path.canonicalize().ok().as_deref().unwrap_or(path).file_name().map(|name| one_line(&name.to_string_lossy()));
        Self { name: name.unwrap_or_default(), place: String::new(), data_date: crate::text::now().date(), topics: Vec::new() }
    }
}

/// Templates of official addresses.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Addresses {
    kinds: HashMap<RecordKind, String>,
    attachment: Option<String>,
}

/// Most characters of a source's name and of its place.
const LONGEST_NAME: usize = 60;
/// Words that a template of a record's address may hold.
const OF_RECORDS: [&str; 3] = ["{id}", "{number}", "{year}"];
/// And one of an attachment's.
const OF_ATTACHMENTS: [&str; 1] = ["{file}"];

/// Reads `source.toml`. What is missing or wrong is reported and filled from `unnamed`.
pub(super) fn read(text: &str, unnamed: Header, faults: &mut Faults) -> (Header, Addresses) {
    let mut fields = toml_fields::fields(text, 1, faults);
    let lines = [fields.line_of("name"), fields.line_of("place")];
    let header = Header {
        name: fields.required("name", faults).unwrap_or(unnamed.name),
        place: fields.required("place", faults).unwrap_or(unnamed.place),
        data_date: fields.required_date("data_date", faults).unwrap_or(unnamed.data_date),
        topics: fields.plain_texts("topics", faults),
    };
    for (name, line, text) in [("name", lines[0], &header.name), ("place", lines[1], &header.place)] {
        too_long(name, line, text, LONGEST_NAME, faults);
    }
    let addresses = fields.table("addresses", faults).map_or_else(Addresses::default, |table| Addresses::read(table, faults));
    fields.finish(faults);
    (header, addresses)
}

impl Addresses {
    fn read(mut table: Fields, faults: &mut Faults) -> Self {
        let mut kinds = HashMap::new();
        for kind in RecordKind::ALL {
            kinds.extend(template(&mut table, kind.as_str(), &OF_RECORDS, faults).map(|template| (kind, template)));
        }
        let attachment = template(&mut table, "attachment", &OF_ATTACHMENTS, faults);
        table.finish(faults);
        Self { kinds, attachment }
    }

    /// Gives the record and its attachments the addresses they do not have themselves.
    pub(super) fn fill(&self, record: &mut Record) {
        if record.address.is_none() {
            record.address = self.kinds.get(&record.kind()).and_then(|template| of_record(template, record));
        }
        for attachment in record.attachments.iter_mut().filter(|attachment| attachment.address.is_none()) {
            attachment.address = self.attachment.as_ref().map(|template| template.replace("{file}", &encoded(&attachment.file)));
        }
    }
}

/// `None` where the template asks for what the record does not have: no address is better than a wrong one.
fn of_record(template: &str, record: &Record) -> Option<String> {
    let mut address = template.replace("{id}", &encoded(record.id.as_str()));
    let number = record.document().and_then(|document| document.number.as_ref());
    if address.contains("{number}") {
        address = address.replace("{number}", &encoded(&number?.to_string()));
    }
    if address.contains("{year}") {
        let year = record.dated().map(|date| date.year().to_string()).or_else(|| Some(number?.year?.to_string()))?;
        address = address.replace("{year}", &year);
    }
    Some(address)
}

fn template(table: &mut Fields, name: &'static str, known: &[&str], faults: &mut Faults) -> Option<String> {
    let (line, template) = table.placed_text(name, faults)?;
    let rest = known.iter().fold(template.clone(), |rest, word| rest.replace(word, ""));
    if rest.contains(['{', '}']) {
        faults.error(line, format!("地址模板 {name} 里有不认识的花括号"), format!("可以写的有：{}。", known.join("、")));
        return None;
    }
    https(template, line, faults)
}

/// The address, if it is one that a phone may be sent to.
pub(super) fn https(address: String, line: impl Into<Option<usize>>, faults: &mut Faults) -> Option<String> {
    let sound = address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if sound && !address.contains(char::is_whitespace) {
        return Some(address);
    }
    faults.error(line, format!("地址“{address}”不是 https 地址"), "请写成以 https:// 开头、中间没有空格的完整地址。");
    None
}

/// Percent-encoded for a path; `/` stays.
fn encoded(value: &str) -> String {
    let mut address = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => address.push(char::from(byte)),
            // Writing to a String cannot fail.
            byte => _ = write!(address, "%{byte:02X}"),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Attachment, Body, Content, FullText};

    fn told(text: &str) -> Vec<(usize, String)> {
        let mut faults = Faults::new("source.toml");
        read(text, Header::of_unnamed(Path::new("甲")), &mut faults);
        faults.found.into_iter().map(|fault| (fault.line.unwrap(), fault.what)).collect()
    }

    #[test]
    fn a_header_says_what_it_lacks() {
        assert_eq!(told("name = \"甲\"\nplace = \"乙\"\ndata_date = 2026-11-20\n"), []);
        let told =
            told("name = \"甲\"\ndata_date = 2026-11-20\n[addresses]\nguide = \"http://a.example/{id}\"\nlist = \"https://a/{nr}\"\n");
        let expected = [(1, "缺少 place"), (4, "地址“http://a.example/{id}”不是 https 地址"), (5, "地址模板 list 里有不认识的花括号")];
        assert_eq!(told, expected.map(|(line, what)| (line, what.to_owned())));
    }

    #[test]
    fn a_template_is_filled_with_what_the_record_has() {
        let text = "name = \"甲\"\nplace = \"乙\"\ndata_date = 2026-11-20\n[addresses]\nbody = \"https://a.example/{id}\"\n\
                    attachment = \"https://a.example/f/{file}\"\nnotice = \"https://a.example/{year}/{id}\"\n";
        let (_, addresses) = read(text, Header::of_unnamed(Path::new("甲")), &mut Faults::new("source.toml"));
        let attachment = Attachment { file: "表 1.txt".into(), title: "表".into(), address: None, size: 1 };
        let mut record = Record {
            id: "社保/a(1)".parse().unwrap(),
            title: "甲".into(),
            topics: vec![],
            audience: vec![],
            keywords: vec![],
            summary: None,
            address: None,
            mark: None,
            attachments: vec![attachment],
            links: vec![],
            text: FullText::default(),
            content: Content::Body(Body::default()),
        };
        addresses.fill(&mut record);
        assert_eq!(record.address.as_deref(), Some("https://a.example/%E7%A4%BE%E4%BF%9D/a%281%29"));
        assert_eq!(record.attachments.first().unwrap().address.as_deref(), Some("https://a.example/f/%E8%A1%A8%201.txt"));
        assert_eq!(of_record("https://a.example/{year}/{id}", &record), None);
    }
}
