//! Pictures among the resources of a document, and those that are whole pages, for a program that reads letters off them.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    super::super::Asset,
    drawn::Drawn,
    package::{Package, beside},
    xml::{child, is},
};

/// A picture that covers so much of a page is the page.
const WHOLE: f32 = 0.5;
/// Pages whose pictures are handed on; a longer scan is typed.
const MOST_PAGES: usize = 60;
/// Bytes of all pictures.
const MOST_BYTES: usize = 60 << 20;

/// Parts of the archive that are pictures, by their numbers in the document.
#[derive(Debug, Default)]
pub(super) struct Media(HashMap<String, String>);

impl Media {
    /// Reads the resources; a broken part of them names no picture.
    pub(super) fn read(package: &mut Package<'_>, root: &str, common: Option<&Node<'_, '_>>) -> Self {
        let mut media = HashMap::new();
        let parts = common.into_iter().flat_map(Node::children).filter(|node| is(node, "PublicRes") || is(node, "DocumentRes"));
        for part in parts.filter_map(|node| beside(root, node.text()?)) {
            let Ok(Some(text)) = package.text(&part) else { continue };
            let Ok(document) = roxmltree::Document::parse(&text) else { continue };
            let base = document.root_element().attribute("BaseLoc").map(str::trim).filter(|base| !base.is_empty() && *base != ".");
            for picture in document.descendants().filter(|node| is(node, "MultiMedia")) {
                let Some(file) = child(&picture, "MediaFile").and_then(|file| file.text()) else { continue };
                let place = base.map_or_else(|| file.trim().to_owned(), |base| format!("{base}/{}", file.trim()));
                let Some(place) = beside(&part, &place) else { continue };
                media.insert(picture.attribute("ID").unwrap_or_default().to_owned(), place);
            }
        }
        Self(media)
    }

    /// The part that is all of a page.
    pub(super) fn of_page(&self, drawn: &Drawn) -> Option<String> {
        let (share, id) = drawn.pictures.iter().max_by(|one, other| one.0.total_cmp(&other.0))?;
        self.0.get(id).filter(|_| *share >= WHOLE).cloned()
    }
}

/// The pages as files, `页0001.png` first; only kinds of pictures that every program reads.
pub(super) fn pictures(package: &mut Package<'_>, scans: Vec<(u32, Option<String>)>) -> Vec<Asset> {
    let (mut pictures, mut weight) = (Vec::new(), 0);
    for (page, part) in scans.into_iter().take(MOST_PAGES) {
        let Some(Ok(Some(bytes))) = part.map(|part| package.bytes(&part)) else { continue };
        let ending = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "png",
            [0xFF, 0xD8, 0xFF, ..] => "jpg",
            _ => continue,
        };
        weight += bytes.len();
        if weight > MOST_BYTES {
            break;
        }
        pictures.push(Asset { name: format!("页{page:04}.{ending}"), bytes });
    }
    pictures
}
