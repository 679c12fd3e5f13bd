//! The header of a document in a source: the fields that were found, and nothing that was not. What a source requires and a file does not state is
//! left out, so that the check of the source asks a person for it.

use std::collections::BTreeMap;

use toml::Value;

use super::{
    Kept,
    structure::{Field, Paper},
};
use crate::policy::DocumentNumber;

/// The kind of a document of which nothing more is known; a person says which it is.
const KIND: &str = "其他文件";
/// What a visitor reads in place of a text.
const SCAN: &str = "本件为扫描件，内容见附件。";

/// The whole file of a document: header and text.
pub(super) fn document(paper: &Paper, text: &str) -> String {
    let mut header = Vec::new();
    let text_field = |name: &str, field: &Field<String>| field.value.as_ref().map(|value| format!("{name} = {}", quoted(value)));
    header.extend(text_field("title", &paper.title));
    let number =
        paper.number.value.as_ref().filter(|number| number.parse::<DocumentNumber>().is_ok_and(|number| !number.agency.is_empty()));
    header.extend(number.map(|number| format!("number = {}", quoted(number))));
    header.push(format!("kind = {}", quoted(KIND)));
    header.extend(text_field("genre", &paper.genre));
    if let Some(names) = paper.issuing_authority.value.as_ref().filter(|names| !names.is_empty()) {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        header.push(format!("issuers = [{}]", names.join(", ")));
    }
    header.extend(text_field("index_number", &paper.index_number));
    for (name, field) in [
        ("issued_on", &paper.issued_on),
        ("published_on", &paper.published_on),
        ("effective_on", &paper.effective_on),
        ("expires_on", &paper.expires_on),
    ] {
        header.extend(field.value.map(|day| format!("{name} = {day}")));
    }
    header.extend(paper.mark.value.map(|mark| format!("mark = {}", quoted(mark.label()))));
    whole(&header, text)
}

/// Whether a paper explains another: its title says so, and names which.
pub(super) fn explains(paper: &Paper) -> bool {
    let title = paper.title.value.as_deref().unwrap_or_default();
    let says = ["解读", "图解", "一图读懂", "一图看懂", "起草说明", "编制说明"].iter().any(|word| title.contains(word));
    says && title.contains('《') && paper.number.value.is_none()
}

/// The whole file of an interpretation. What it explains is not written: a person says so, asked with what its text names.
pub(super) fn interpretation(paper: &Paper, text: &str) -> String {
    let title = paper.title.value.as_deref().unwrap_or_default();
    let form = if title.contains('图') { "图解" } else { "文字" };
    let mut header = vec![format!("title = {}", quoted(title)), format!("form = {}", quoted(form))];
    if let Some(names) = paper.issuing_authority.value.as_ref().filter(|names| !names.is_empty()) {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        header.push(format!("issuers = [{}]", names.join(", ")));
    }
    header.extend(paper.published_on.value.or(paper.issued_on.value).map(|day| format!("published_on = {day}")));
    header.extend(paper.mark.value.map(|mark| format!("mark = {}", quoted(mark.label()))));
    // Headings of the second level are the points that every interpretation has; an office's own stand below them.
    let lowered = |line: &str| if line.starts_with("##") { format!("#{line}") } else { line.to_owned() };
    whole(&header, &text.split('\n').map(lowered).collect::<Vec<_>>().join("\n"))
}

/// The document of a paper of which only pictures of pages are known: its file is attached, everything else is for a person to type, or to confirm
/// one by one where a machine guessed it.
pub(super) fn scan(file: &str, fields: &BTreeMap<String, Kept>) -> String {
    let guessed = |name: &str| fields.get(name).map(|kept| kept.value.as_str());
    let mut header = Vec::new();
    header.extend(guessed("title").map(|title| format!("title = {}", quoted(title))));
    let number = guessed("number").filter(|number| number.parse::<DocumentNumber>().is_ok_and(|number| !number.agency.is_empty()));
    header.extend(number.map(|number| format!("number = {}", quoted(number))));
    header.push(format!("kind = {}", quoted(KIND)));
    let issuers: Vec<String> = guessed("issuers").iter().flat_map(|names| names.split('、')).map(quoted).collect();
    header.extend((!issuers.is_empty()).then(|| format!("issuers = [{}]", issuers.join(", "))));
    header.extend(guessed("issued_on").map(|day| format!("issued_on = {day}")));
    header.push(format!("attachments = [{{ file = {}, title = \"扫描件\" }}]", quoted(file)));
    whole(&header, SCAN)
}

fn whole(header: &[String], text: &str) -> String {
    format!("+++\n{}\n+++\n\n{text}\n", header.join("\n"))
}

fn quoted(text: &str) -> String {
    Value::String(text.replace('\n', " ")).to_string()
}
