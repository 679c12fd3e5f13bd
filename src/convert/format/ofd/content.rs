//! Objects of a page, layer by layer, with those of its templates.

use roxmltree::Node;

use super::{
    super::super::Refused,
    drawn::{Drawn, Fonts},
    package::Package,
    place::{self, Way},
    xml::{child, is, parse},
};

/// Blocks in blocks deeper than this are a trap.
const DEEPEST: usize = 64;

/// Draws a page. What a template shows is drawn on the first page that uses it, and kept as a margin of the others.
pub(super) fn page(
    package: &mut Package<'_>,
    text: &str,
    templates: &[(String, String)],
    shown: &mut Vec<String>,
    fonts: &Fonts,
    drawn: &mut Drawn,
) -> Result<(), Refused> {
    let document = parse(text)?;
    let top = document.root_element();
    if let Some(size) = child(&top, "Area").and_then(|area| place::size(&area)) {
        *drawn = Drawn::new(drawn.leaf.number, size);
    }
    for template in top.children().filter(|node| is(node, "Template")) {
        let Some(id) = template.attribute("TemplateID") else { continue };
        let Some((_, at)) = templates.iter().find(|(known, _)| known == id) else { continue };
        if shown.iter().any(|known| known == id) {
            continue;
        }
        shown.push(id.to_owned());
        if let Some(text) = package.text(at)? {
            objects(&parse(&text)?.root_element(), fonts, drawn, 0);
        }
    }
    objects(&top, fonts, drawn, 0);
    Ok(())
}

fn objects(node: &Node<'_, '_>, fonts: &Fonts, drawn: &mut Drawn, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for object in node.children().filter(Node::is_element) {
        match object.tag_name().name() {
            "TextObject" => drawn.text(&object, Way::STRAIGHT, fonts),
            "PathObject" => drawn.path(&object, Way::STRAIGHT),
            "ImageObject" => drawn.picture(&object),
            "CompositeObject" => drawn.painted = true,
            "Content" | "Layer" | "PageBlock" => objects(&object, fonts, drawn, depth + 1),
            _ => {}
        }
    }
}
