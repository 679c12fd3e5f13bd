//! The fields of a document that people confirm: what they are called, which must be there, and which values they take.

use std::path::Path;

use toml::Value;

use crate::{
    convert::structure::day_of,
    policy::{DisclosureMark, DocumentNumber, KindTable},
    review::ReviewError,
};

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Words,
    Several,
    Day,
    Mark,
    Number,
    Kind,
}

/// A field of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in a source.
    pub name: &'static str,
    /// Its name in front of people.
    pub label: &'static str,
    /// A paper is not published without it.
    pub required: bool,
    form: Form,
}

const fn field(name: &'static str, label: &'static str, required: bool, form: Form) -> Field {
    Field { name, label, required, form }
}

/// Fields of a paper, in the order in which people look at them.
const OF_PAPERS: [Field; 12] = [
    field("title", "题名", true, Form::Words),
    field("number", "文号", false, Form::Number),
    field("issuers", "发文机关", true, Form::Several),
    field("issued_on", "成文日期", true, Form::Day),
    field("mark", "公开属性", true, Form::Mark),
    field("kind", "种类", true, Form::Kind),
    field("genre", "体裁", false, Form::Words),
    field("effective_on", "施行日期", false, Form::Day),
    field("published_on", "发布日期", false, Form::Day),
    field("expires_on", "有效期至", false, Form::Day),
    field("index_number", "索引号", false, Form::Words),
    field("topics", "主题", false, Form::Several),
];

/// Of an interpretation also what it explains.
const OF_INTERPRETATIONS: [Field; 4] = [
    field("title", "题名", true, Form::Words),
    INTERPRETS,
    field("issuers", "发文机关", false, Form::Several),
    field("published_on", "发布日期", false, Form::Day),
];

/// Of every other record only its title is looked at singly.
const OF_OTHERS: [Field; 1] = [field("title", "题名", true, Form::Words)];

const INTERPRETS: Field = field("interprets", "解读对象", true, Form::Several);

/// Ties to other papers, answered one by one where a text suggests them.
pub(super) const TIES: [Field; 4] = [
    INTERPRETS,
    field("repeals", "废止的文件", false, Form::Several),
    field("amends", "修改的文件", false, Form::Several),
    field("based_on", "依据的文件", false, Form::Several),
];

/// The fields of the record in this file of a source.
pub(super) fn fields_of(file: &Path) -> &'static [Field] {
    match file.iter().next().and_then(|folder| folder.to_str()) {
        Some("documents") => &OF_PAPERS,
        Some("interpretations") => &OF_INTERPRETATIONS,
        _ => &OF_OTHERS,
    }
}

impl Field {
    /// A field by its name in a source or in front of people.
    pub fn named(name: &str) -> Option<Self> {
        OF_PAPERS.into_iter().chain(TIES).find(|field| field.name == name || field.label == name)
    }

    /// Reads what a person wrote; nothing takes the field out. Days are read in all forms in which papers print them.
    pub fn read(&self, written: &str) -> Result<Option<Value>, ReviewError> {
        let words = crate::text::clean(written.trim()).replace(['\n', '\t'], " ");
        let refused = || ReviewError::Value { field: self.label.to_owned(), value: words.clone() };
        if words.is_empty() {
            return if self.required { Err(refused()) } else { Ok(None) };
        }
        let text = |text: &str| Value::String(text.to_owned());
        let value = match self.form {
            Form::Words => text(&words),
            Form::Several => {
                let names = words.split(['、', '，', ',', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
                Value::Array(names.map(text).collect())
            }
            Form::Day => {
                let day = words.parse().ok().or_else(|| day_of(&words)).ok_or_else(refused)?;
                Value::Datetime(day.to_string().parse().map_err(|_| refused())?)
            }
            Form::Mark => text(mark(&words).ok_or_else(refused)?.label()),
            Form::Number => {
                let number = words.parse::<DocumentNumber>().ok().filter(|number| !number.agency.is_empty());
                number.ok_or_else(refused)?;
                text(&words)
            }
            Form::Kind => text(KindTable::shipped().find(&words).ok_or_else(refused)?.name()),
        };
        Ok(Some(value))
    }

    /// Values that can be chosen, where they are few.
    pub fn choices(&self) -> Vec<String> {
        match self.form {
            Form::Mark => DisclosureMark::ALL.map(|mark| mark.label().to_owned()).to_vec(),
            Form::Kind => KindTable::shipped().names().map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// A mark as printed, or as local rules call it.
fn mark(words: &str) -> Option<DisclosureMark> {
    words.parse().ok().or(match words {
        "主动公开" | "公开" => Some(DisclosureMark::Open),
        "删减后公开" => Some(DisclosureMark::OpenAfterRedaction),
        "依申请公开" => Some(DisclosureMark::OnApplication),
        "不予公开" | "不公开" => Some(DisclosureMark::NotOpen),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, written: &str) -> Option<String> {
        Field::named(name).unwrap().read(written).ok().flatten().map(|value| value.to_string())
    }

    #[test]
    fn what_people_write_is_read_and_what_a_field_does_not_take_is_refused() {
        assert_eq!(read("issued_on", "二〇二四年三月一日").as_deref(), Some("2024-03-01"));
        assert_eq!(read("成文日期", "2024/3/1").as_deref(), Some("2024-03-01"));
        assert_eq!(read("issued_on", "2024年2月30日"), None);
        assert_eq!(read("mark", "主动公开").as_deref(), Some("\"此件公开发布\""));
        assert_eq!(read("mark", "随便"), None);
        assert_eq!(read("issuers", "县民政局、县财政局").as_deref(), Some("[\"县民政局\", \"县财政局\"]"));
        assert_eq!(read("number", "没有字号"), None);
        assert_eq!(read("title", "一\u{202e}\n二").as_deref(), Some("\"一 二\""));
        assert!(Field::named("title").unwrap().read(" ").is_err());
        assert_eq!(Field::named("number").unwrap().read("").unwrap(), None);
    }
}
