//! What an OFD says beside its pages: properties, custom data, attachments, notes, signatures.

use roxmltree::Node;

use super::{
    super::super::{Asset, Manuscript, Stated},
    package::{Package, beside},
    xml::{child, is},
};

/// More files beside the text than this are not kept.
const MOST_FILES: usize = 200;

/// What the entry of a document says.
pub(super) fn of_body(body: &Node<'_, '_>, package: &Package<'_>, manuscript: &mut Manuscript) {
    let mut state = |label: String, value: &str| {
        let value = crate::text::clean(value).trim().to_owned();
        if !value.is_empty() {
            manuscript.stated.push(Stated { label, value });
        }
    };
    let info = child(body, "DocInfo");
    for said in info.iter().flat_map(Node::children).filter(Node::is_element) {
        match said.tag_name().name() {
            "CustomDatas" => {
                for data in said.children().filter(|node| is(node, "CustomData")) {
                    state(data.attribute("Name").unwrap_or_default().trim().to_owned(), data.text().unwrap_or_default());
                }
            }
            "Keywords" => {
                for word in said.children().filter(|node| is(node, "Keyword")) {
                    state("property:keyword".to_owned(), word.text().unwrap_or_default());
                }
            }
            name @ ("Title" | "Author" | "Subject" | "Abstract" | "CreationDate" | "ModDate" | "Creator") => {
                let label = match name {
                    "CreationDate" => "created".to_owned(),
                    "ModDate" => "modified".to_owned(),
                    name => name.to_lowercase(),
                };
                state(format!("property:{label}"), said.text().unwrap_or_default());
            }
            _ => {}
        }
    }
    let signs = child(body, "Signatures").is_some() || package.has_below("Doc_0/Signs/") || package.has_below("Doc_1/Signs/");
    if signs {
        state("signed".to_owned(), "true");
    }
}

/// What a document names beside its pages. Parts that are missing or broken concern nobody who reads the text.
pub(super) fn of_document(package: &mut Package<'_>, root: &str, top: &Node<'_, '_>, manuscript: &mut Manuscript) {
    let part = |name: &str| child(top, name).and_then(|node| beside(root, node.text()?));
    if let Some(list) = part("Attachments") {
        attachments(package, &list, manuscript);
    }
    if let Some(list) = part("Annotations") {
        for page in places(package, &list, "FileLoc") {
            notes(package, &page, manuscript);
        }
    }
    if let Some(list) = part("CustomTags") {
        for tags in places(package, &list, "FileLoc") {
            labels(package, &tags, manuscript);
        }
    }
}

/// Places that a list names in elements called so.
fn places(package: &mut Package<'_>, list: &str, name: &str) -> Vec<String> {
    let Ok(Some(text)) = package.text(list) else { return Vec::new() };
    let Ok(document) = roxmltree::Document::parse(&text) else { return Vec::new() };
    document.descendants().filter(|node| is(node, name)).filter_map(|node| beside(list, node.text()?)).take(10_000).collect()
}

fn attachments(package: &mut Package<'_>, list: &str, manuscript: &mut Manuscript) {
    let Ok(Some(text)) = package.text(list) else { return };
    let Ok(document) = roxmltree::Document::parse(&text) else { return };
    for file in document.descendants().filter(|node| is(node, "Attachment")).take(MOST_FILES) {
        let Some(at) = child(&file, "FileLoc").and_then(|node| beside(list, node.text()?)) else { continue };
        let Ok(Some(bytes)) = package.bytes(&at) else { continue };
        let said = file.attribute("Name").unwrap_or_default();
        manuscript.assets.push(Asset { name: name(said, &at), bytes });
    }
}

/// The name an attachment is kept under: what it is called, with the ending of its file, without what leads anywhere.
fn name(said: &str, at: &str) -> String {
    let file = at.rsplit('/').next().unwrap_or_default();
    let said = if said.trim().is_empty() { file } else { said };
    let ending = file.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let harmless: String = crate::text::clean(said).chars().filter(|c| !r#"/\:*?"<>|"#.contains(*c) && !c.is_control()).take(100).collect();
    let harmless = harmless.trim().trim_start_matches('.');
    let name = if harmless.is_empty() { "附件" } else { harmless };
    let ended = ending.is_empty() || name.to_lowercase().ends_with(&format!(".{}", ending.to_lowercase()));
    if ended { name.to_owned() } else { format!("{name}.{ending}") }
}

/// Notes that stand on pages: never text, but read by whoever screens.
fn notes(package: &mut Package<'_>, page: &str, manuscript: &mut Manuscript) {
    let Ok(Some(text)) = package.text(page) else { return };
    let Ok(document) = roxmltree::Document::parse(&text) else { return };
    for note in document.descendants().filter(|node| is(node, "Annot")).take(1_000) {
        let words: String = note.descendants().filter(|node| is(node, "TextCode")).filter_map(|node| node.text()).collect();
        let said = child(&note, "Remark").and_then(|node| node.text()).unwrap_or_default();
        for words in [said, words.as_str()] {
            let words = crate::text::clean(words).trim().to_owned();
            if !words.is_empty() && !manuscript.margins.contains(&words) {
                manuscript.margins.push(words);
            }
        }
    }
}

/// Tags with a value of their own: `<公开方式>不公开</公开方式>`.
fn labels(package: &mut Package<'_>, part: &str, manuscript: &mut Manuscript) {
    let Ok(Some(text)) = package.text(part) else { return };
    let Ok(document) = roxmltree::Document::parse(&text) else { return };
    for tag in document.descendants().filter(Node::is_element).take(10_000) {
        let value = tag.text().map(str::trim).unwrap_or_default();
        if !value.is_empty() && !tag.children().any(|child| child.is_element()) && value.parse::<f64>().is_err() {
            let value = crate::text::clean(value).into_owned();
            manuscript.stated.push(Stated { label: tag.tag_name().name().to_owned(), value });
        }
    }
}
