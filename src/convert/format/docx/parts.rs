//! The parts of a document: which is the main one, which are named by it, and what its styles and lists say.

use std::collections::HashMap;

use super::{
    super::{
        super::{Code, Refused},
        counting::Counting,
        package::Package,
        xml::{self, attribute, name},
    },
    numbering,
    styles::Styles,
};

/// What the walk needs of the other parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) styles: Styles,
    pub(super) numbering: Counting,
    /// Parts by the ids under which the main part names them.
    pub(super) named: HashMap<String, String>,
    /// Heads and feet of pages.
    pub(super) beside: Vec<String>,
    pub(super) footnotes: Option<String>,
    pub(super) endnotes: Option<String>,
    /// Whether people wrote remarks.
    pub(super) comments: Option<String>,
}

/// A part that another names.
struct Relation {
    id: String,
    /// The last word of its type: `styles`, `header`.
    kind: String,
    target: String,
}

/// The name of the main part.
pub(super) fn main(package: &mut Package<'_>) -> Result<String, Refused> {
    let relations = relations(package, "")?;
    let named = relations.into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target);
    let usual = || package.names().iter().find(|name| name.starts_with("word/document") && name.ends_with(".xml")).cloned();
    named.filter(|name| package.has(name)).or_else(usual).ok_or_else(|| Refused::new(Code::Corrupt, "no main part"))
}

impl Parts {
    pub(super) fn open(package: &mut Package<'_>, main: &str) -> Result<Self, Refused> {
        let mut parts = Self::default();
        let mut lists = None;
        for Relation { id, kind, target } in relations(package, main)? {
            match kind.as_str() {
                "styles" => parts.styles = part(package, &target, Styles::read)?.unwrap_or_default(),
                "numbering" => lists = Some(target.clone()),
                "header" | "footer" if !parts.beside.contains(&target) => parts.beside.push(target.clone()),
                "footnotes" => parts.footnotes = Some(target.clone()),
                "endnotes" => parts.endnotes = Some(target.clone()),
                "comments" => parts.comments = Some(target.clone()),
                _ => {}
            }
            parts.named.insert(id, target);
        }
        if let Some(lists) = lists {
            parts.numbering = part(package, &lists, numbering::read)?.unwrap_or_default();
        }
        Ok(parts)
    }
}

/// Reads something of a part, if it is there.
fn part<T>(package: &mut Package<'_>, path: &str, read: impl FnOnce(roxmltree::Node<'_, '_>) -> T) -> Result<Option<T>, Refused> {
    let Some(text) = package.text(path)? else { return Ok(None) };
    let document = xml::parse(&text)?;
    Ok(Some(read(document.root_element())))
}

/// What a part names; nothing of it that lies outside the file.
fn relations(package: &mut Package<'_>, of: &str) -> Result<Vec<Relation>, Refused> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let Some(text) = package.text(&format!("{folder}/_rels/{file}.rels"))? else { return Ok(Vec::new()) };
    let document = xml::parse(&text)?;
    let relations = document.root_element().children().filter(|node| name(*node) == "Relationship").filter_map(|node| {
        if attribute(node, "TargetMode") == Some("External") {
            return None;
        }
        let target = attribute(node, "Target")?;
        let target = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
        let kind = attribute(node, "Type")?.rsplit('/').next().unwrap_or_default().to_owned();
        Some(Relation { id: attribute(node, "Id")?.to_owned(), kind, target })
    });
    Ok(relations.collect())
}
