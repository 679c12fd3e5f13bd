//! Elements by their names without a prefix.

use roxmltree::{Document, Node};

use super::super::super::{Code, Refused};

/// A part as a tree; document types are refused.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refused> {
    Document::parse(text).map_err(|error| Refused::new(Code::Corrupt, error))
}

/// Whether an element is called so, whatever its prefix.
pub(super) fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child that is called so.
pub(super) fn child<'a, 'i>(node: &Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(child, name))
}
