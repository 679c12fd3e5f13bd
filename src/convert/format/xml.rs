//! Small words for walking XML whose prefixes differ from writer to writer.

use roxmltree::{Document, Node, ParsingOptions};

use super::super::{Code, Refused};

/// Elements of a part; a law of the largest kind has a few hundred thousand.
const MOST: u32 = 6_000_000;

/// Parses a part; document types, in which bombs are written, are refused.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refused> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let code = match error {
            roxmltree::Error::DtdDetected => Code::Bomb,
            roxmltree::Error::NodesLimitReached => Code::TooLarge,
            _ => Code::Corrupt,
        };
        Refused::new(code, error)
    })
}

/// The name of an element of the main vocabulary of Word; nothing for others, whose names are alike (`a:p`, `m:r`).
pub(super) fn w<'a>(node: Node<'a, '_>) -> &'a str {
    let main = node.tag_name().namespace().is_some_and(|space| space.contains("wordprocessingml/") && space.ends_with("main"));
    if main { node.tag_name().name() } else { "" }
}

/// The name of an element, whatever its vocabulary.
pub(super) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The attribute `val`, which most properties are.
pub(super) fn val<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, "val")
}

/// The first child of that name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, wanted: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && name(*child) == wanted)
}

/// Whether a switch is on: there, and not switched off.
pub(super) fn on(node: Node<'_, '_>) -> bool {
    !matches!(val(node), Some("0" | "false" | "off" | "none"))
}
