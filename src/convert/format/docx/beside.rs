//! What stands beside the text of a document: boxes and pictures, files in the place of text, notes, heads and feet of pages.

use roxmltree::Node;

use super::{
    super::{
        super::{Asset, Block, Code, Look, Paragraph, Picture, Refused, kind, kind::Kind, plain},
        html, mht, text,
        xml::{self, attribute, name, w},
    },
    body::{Open, Walk},
    read_within, words,
};

/// Bytes of one picture, and of all that are kept.
const PICTURE: usize = 8 << 20;
const PICTURES: usize = 24 << 20;

impl Walk<'_> {
    /// Text boxes and pictures of a drawing.
    pub(super) fn drawing(&mut self, node: Node<'_, '_>, open: &mut Open, first: bool) -> Result<(), Refused> {
        let early = first && open.text.is_empty();
        for part in boxes(node) {
            // A box is a story of its own.
            let outer = (std::mem::take(&mut self.fields), std::mem::take(&mut self.carried));
            let mut blocks = self.blocks(part)?;
            (self.fields, self.carried) = outer;
            for block in &mut blocks {
                if let Block::Paragraph(paragraph) = block {
                    paragraph.look.boxed = true;
                }
            }
            if early { open.before.append(&mut blocks) } else { open.after.append(&mut blocks) }
        }
        if self.muted > 0 {
            return Ok(());
        }
        let says = node
            .descendants()
            .find(|node| name(*node) == "docPr")
            .and_then(|node| attribute(node, "descr"))
            .map(plain::line)
            .unwrap_or_default();
        for blip in node.descendants().filter(|node| matches!(name(*node), "blip" | "imagedata")) {
            let id = attribute(blip, "embed").or_else(|| attribute(blip, "id"));
            let Some(path) = id.and_then(|id| self.parts.named.get(id)).cloned() else { continue };
            let asset = self.picture(&path);
            open.after.push(Block::Picture(Picture { asset, says: says.clone() }));
        }
        Ok(())
    }

    /// Keeps a picture; its name among the assets.
    fn picture(&mut self, path: &str) -> Option<String> {
        let name = plain::file_name(path).to_lowercase();
        if self.assets.iter().any(|asset| asset.name == name) {
            return Some(name);
        }
        let kept: usize = self.assets.iter().map(|asset| asset.bytes.len()).sum();
        match self.package.bytes(path) {
            Ok(Some(bytes)) if bytes.len() <= PICTURE && kept + bytes.len() <= PICTURES => {
                self.assets.push(Asset { name: name.clone(), bytes });
                Some(name)
            }
            _ => {
                self.tally.lost_pictures += 1;
                None
            }
        }
    }

    /// A file that stands in place of text: web systems write whole documents so.
    pub(super) fn chunk(&mut self, node: Node<'_, '_>) -> Result<Vec<Block>, Refused> {
        let path = attribute(node, "id").and_then(|id| self.parts.named.get(id)).cloned();
        let bytes = path.map(|path| self.package.bytes(&path)).transpose()?.flatten();
        let Some(bytes) = bytes else {
            self.tally.lost_parts += 1;
            return Ok(Vec::new());
        };
        let read = match kind::of(&bytes) {
            Ok(Kind::Mht) => mht::read(&bytes),
            Ok(Kind::Html) => html::read(&bytes),
            Ok(Kind::Text | Kind::Csv) => text::read(&bytes),
            Ok(Kind::Docx) => read_within(&bytes, self.within + 1),
            _ => {
                self.tally.lost_parts += 1;
                return Ok(Vec::new());
            }
        };
        let read = read?;
        self.assets.extend(read.assets);
        for finding in read.findings {
            match finding.code {
                Code::RevisionsPresent => self.tally.revisions += 1,
                Code::HiddenContent => self.tally.hidden.0 += 1,
                _ => {}
            }
        }
        Ok(read.blocks)
    }

    /// The notes that the text names, in the order in which it does.
    pub(super) fn notes(&mut self) -> Result<Vec<Block>, Refused> {
        let mut blocks = Vec::new();
        self.fields.clear();
        for (place, (foot, id)) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            let part = if foot { &self.parts.footnotes } else { &self.parts.endnotes };
            let Some(text) = part.clone().map(|part| self.package.text(&part)).transpose()?.flatten() else { continue };
            let document = xml::parse(&text)?;
            let note = document.root_element().children().find(|node| attribute(*node, "id") == Some(&id));
            let said = note.map(|note| self.blocks(note)).transpose()?.map(|blocks| words(&blocks).join(" ")).unwrap_or_default();
            let said = plain::line(&said);
            if !said.is_empty() {
                blocks.push(Block::Paragraph(Paragraph { text: format!("[{}] {said}", place + 1), look: Look::default() }));
            }
        }
        Ok(blocks)
    }

    /// The words at the head or foot of pages; numbers of pages are none.
    pub(super) fn margin(&mut self, part: &str) -> Result<Vec<String>, Refused> {
        let Some(text) = self.package.text(part)? else { return Ok(Vec::new()) };
        let document = xml::parse(&text)?;
        self.fields.clear();
        self.carried.clear();
        let blocks = self.blocks(document.root_element())?;
        Ok(words(&blocks).into_iter().filter(|line| line.chars().any(char::is_alphabetic)).collect())
    }
}

/// Of several ways to say the same, the first whose words are known here; else what is written for readers that know none.
pub(super) fn chosen<'a, 'i>(alternatives: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let known = |choice: &Node<'_, '_>| {
        let requires = attribute(*choice, "Requires").unwrap_or_default();
        requires.split_whitespace().all(|prefix| choice.lookup_namespace_uri(Some(prefix)).is_some_and(is_known))
    };
    let mut choices = alternatives.children().filter(|node| name(*node) == "Choice");
    choices.find(known).or_else(|| alternatives.children().find(|node| name(*node) == "Fallback"))
}

fn is_known(space: &str) -> bool {
    const WORDS: [&str; 12] = [
        "wordprocessingShape",
        "wordprocessingGroup",
        "wordprocessingCanvas",
        "wordprocessingDrawing",
        "wordprocessingInk",
        "word/2010/wordml",
        "word/2012/wordml",
        "word/2015/wordml",
        "word/2018/wordml",
        "drawing/2010/main",
        "drawingml/2006/main",
        "www.wps.cn/",
    ];
    WORDS.iter().any(|word| space.contains(word))
}

/// The boxes of a drawing that hold text, outermost first and none inside another.
fn boxes<'a, 'i>(drawing: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    let mut left = vec![drawing];
    while let Some(node) = left.pop() {
        if w(node) == "txbxContent" {
            found.push(node);
        } else if name(node) == "AlternateContent" {
            left.extend(chosen(node));
        } else {
            // The last is taken first.
            left.extend(node.children().filter(Node::is_element).collect::<Vec<_>>().into_iter().rev());
        }
    }
    found
}
