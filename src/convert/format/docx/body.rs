//! The walk through a document: paragraphs with their numbers, boxes of text once, chosen alternatives, and nothing that was deleted or hidden.

use roxmltree::Node;

use super::{
    super::{
        super::{Align, Asset, Block, Look, Manuscript, Paragraph, Refused, plain},
        counting::glyph,
        package::Package,
        tally::Tally,
        xml::{self, attribute, child, name, on, val, w},
    },
    beside::chosen,
    parts::Parts,
    styles::{Form, Indent, Letters},
    tables,
};

/// Elements inside one another that are walked.
const DEEPEST: usize = 150;
/// A walk through the parts of one document.
pub(super) struct Walk<'b> {
    pub(super) package: Package<'b>,
    pub(super) parts: Parts,
    /// Documents around this one.
    pub(super) within: usize,
    pub(super) tally: Tally,
    /// Fields that are open: whether their result has begun.
    pub(super) fields: Vec<Field>,
    /// Depth of what shows only what is to be filled in.
    pub(super) muted: usize,
    deep: usize,
    /// Words whose paragraph mark was deleted: they go on in the next.
    pub(super) carried: String,
    pub(super) notes: Vec<(bool, String)>,
    pub(super) assets: Vec<Asset>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    result: bool,
    contents: bool,
}

/// A paragraph while it is read.
#[derive(Default)]
pub(super) struct Open {
    pub(super) text: String,
    pub(super) before: Vec<Block>,
    pub(super) after: Vec<Block>,
    letters: usize,
    bold: usize,
    size: Option<f32>,
    /// The style of the paragraph.
    style: Option<String>,
}

impl<'b> Walk<'b> {
    pub(super) fn new(package: Package<'b>, parts: Parts, within: usize) -> Self {
        Self {
            package,
            parts,
            within,
            tally: Tally::default(),
            fields: Vec::new(),
            muted: 0,
            deep: 0,
            carried: String::new(),
            notes: Vec::new(),
            assets: Vec::new(),
        }
    }

    /// The blocks of an element that holds paragraphs and tables.
    pub(super) fn blocks(&mut self, node: Node<'_, '_>) -> Result<Vec<Block>, Refused> {
        let mut blocks = Vec::new();
        if self.deep < DEEPEST {
            self.deep += 1;
            for child in node.children().filter(Node::is_element) {
                self.block(child, &mut blocks)?;
            }
            self.deep -= 1;
        }
        Ok(blocks)
    }

    fn block(&mut self, node: Node<'_, '_>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        match w(node) {
            "p" => self.paragraph(node, blocks)?,
            "tbl" => blocks.extend(tables::read(self, node)?),
            "altChunk" => blocks.extend(self.chunk(node)?),
            "del" | "moveFrom" => self.tally.revisions += 1,
            "ins" | "moveTo" => {
                self.tally.revisions += 1;
                blocks.extend(self.blocks(node)?);
            }
            "sdt" => {
                let muted = self.mute(node);
                if let Some(content) = child(node, "sdtContent") {
                    blocks.extend(self.blocks(content)?);
                }
                self.muted -= usize::from(muted);
            }
            "customXml" | "smartTag" => blocks.extend(self.blocks(node)?),
            _ if name(node) == "AlternateContent" => {
                if let Some(chosen) = chosen(node) {
                    blocks.extend(self.blocks(chosen)?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a control shows only what is to be filled in; then nothing of it is heard until it is unmuted.
    pub(super) fn mute(&mut self, control: Node<'_, '_>) -> bool {
        let shows = child(control, "sdtPr").and_then(|node| child(node, "showingPlcHdr")).is_some_and(on);
        if shows {
            self.tally.placeholders += 1;
            self.muted += 1;
        }
        shows
    }

    pub(super) fn unmute(&mut self, muted: bool) {
        self.muted -= usize::from(muted);
    }

    fn paragraph(&mut self, node: Node<'_, '_>, blocks: &mut Vec<Block>) -> Result<(), Refused> {
        let properties = child(node, "pPr");
        let style = properties.and_then(|node| child(node, "pStyle")).and_then(val).map(str::to_owned);
        let mark = properties.and_then(|node| child(node, "rPr"));
        let gone = mark.is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        let (form, lister) = {
            let (form, lister) = self.parts.styles.form(properties.map(Form::read).unwrap_or_default(), style.as_deref());
            (form, lister.map(str::to_owned))
        };
        let contents = self.fields.iter().any(|field| field.contents);
        let mut open = Open { style, ..Open::default() };
        self.runs(node, &mut open)?;
        let text = std::mem::take(&mut self.carried) + &open.text;
        if gone {
            self.tally.revisions += 1;
            self.carried = text;
            blocks.append(&mut open.before);
            blocks.append(&mut open.after);
            return Ok(());
        }
        let listed = form.list.as_deref().filter(|list| *list != "0" && self.muted == 0);
        let number = listed.and_then(|list| {
            self.parts.numbering.next(list, form.level, lister.as_deref(), &|style| self.parts.styles.list_of(style).map(str::to_owned))
        });
        blocks.append(&mut open.before);
        let look = look(&form, &open, contents || self.fields.iter().any(|field| field.contents));
        let mut number = number;
        for line in text.split('\n') {
            let words = plain::line(line);
            if words.is_empty() {
                continue;
            }
            let text = plain::line(&(number.take().unwrap_or_default() + &words));
            let indent = look.indent.or_else(|| plain::indent(line));
            blocks.push(Block::Paragraph(Paragraph { text, look: Look { indent, ..look.clone() } }));
        }
        blocks.append(&mut open.after);
        Ok(())
    }

    fn runs(&mut self, node: Node<'_, '_>, open: &mut Open) -> Result<(), Refused> {
        if self.deep >= DEEPEST {
            return Ok(());
        }
        self.deep += 1;
        for child in node.children().filter(Node::is_element) {
            self.run_level(child, open)?;
        }
        self.deep -= 1;
        Ok(())
    }

    fn run_level(&mut self, node: Node<'_, '_>, open: &mut Open) -> Result<(), Refused> {
        match w(node) {
            "r" => return self.run(node, open),
            "del" | "moveFrom" => self.tally.revisions += 1,
            "ins" | "moveTo" => {
                self.tally.revisions += 1;
                return self.runs(node, open);
            }
            "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" => return self.runs(node, open),
            "sdt" => {
                let muted = self.mute(node);
                if let Some(content) = child(node, "sdtContent") {
                    self.runs(content, open)?;
                }
                self.unmute(muted);
            }
            // Of a reading aid the characters, not how they sound.
            "ruby" => {
                if let Some(base) = child(node, "rubyBase") {
                    self.runs(base, open)?;
                }
            }
            _ => match name(node) {
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.runs(chosen, open)?;
                    }
                }
                "oMath" | "oMathPara" => {
                    let formula: String = node.descendants().filter(|node| name(*node) == "t").filter_map(|node| node.text()).collect();
                    self.say(&formula, open);
                }
                _ => {}
            },
        }
        Ok(())
    }

    fn run(&mut self, node: Node<'_, '_>, open: &mut Open) -> Result<(), Refused> {
        let properties = child(node, "rPr");
        let style = properties.and_then(|node| child(node, "rStyle")).and_then(val);
        let direct = properties.map(Letters::read).unwrap_or_default();
        let letters = self.parts.styles.letters(direct, style, open.style.as_deref());
        let shown = self.shown(node, open)?;
        if shown.is_empty() || self.muted > 0 {
            return Ok(());
        }
        if letters.hidden == Some(true) {
            self.tally.hide(&shown);
            return Ok(());
        }
        let count = plain::count(&shown);
        open.letters += count;
        if letters.bold == Some(true) || letters.heavy == Some(true) {
            open.bold += count;
        }
        // The first words of a paragraph speak for it, unless most are otherwise.
        open.size = open.size.or(letters.size);
        open.text.push_str(&shown);
        Ok(())
    }

    /// What a run shows; pictures and boxes in it are put beside the paragraph.
    fn shown(&mut self, run: Node<'_, '_>, open: &mut Open) -> Result<String, Refused> {
        let mut shown = String::new();
        for node in run.children().filter(Node::is_element) {
            let read = self.fields.iter().all(|field| field.result);
            match w(node) {
                "t" if read => shown.push_str(node.text().unwrap_or_default()),
                "tab" | "ptab" if read => shown.push('\t'),
                "br" | "cr" if read => shown.push('\n'),
                "noBreakHyphen" if read => shown.push('-'),
                "sym" if read => shown.extend(
                    attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32).map(glyph),
                ),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.result) {
                        field.contents |= node.text().unwrap_or_default().trim_start().starts_with("TOC");
                    }
                }
                "fldChar" => shown.push_str(self.field(node)),
                "footnoteReference" | "endnoteReference" if read && self.muted == 0 => {
                    let id = attribute(node, "id").unwrap_or_default().to_owned();
                    self.notes.push((w(node) == "footnoteReference", id));
                    shown.push_str(&format!("[{}]", self.notes.len()));
                }
                "ruby" => {
                    if let Some(base) = child(node, "rubyBase") {
                        self.runs(base, open)?;
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(node, open, shown.is_empty())?,
                _ if name(node) == "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        // A choice holds what may stand in a run.
                        let inner = self.shown(chosen, open)?;
                        shown.push_str(&inner);
                    }
                }
                _ => {}
            }
        }
        Ok(shown.chars().map(glyph).collect())
    }

    /// A mark of a field: its code is not shown, its result is. Boxes to tick are fields of their own.
    fn field(&mut self, node: Node<'_, '_>) -> &'static str {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                self.fields.push(Field { result: false, contents: false });
                let ticked = node
                    .descendants()
                    .find(|node| w(*node) == "checkBox")
                    .map(|node| child(node, "checked").map_or_else(|| child(node, "default").is_some_and(on), on));
                match ticked {
                    Some(true) => "☑",
                    Some(false) => "□",
                    None => "",
                }
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
                ""
            }
            Some("end") => {
                self.fields.pop();
                ""
            }
            _ => "",
        }
    }

    fn say(&mut self, words: &str, open: &mut Open) {
        if self.muted == 0 && self.fields.iter().all(|field| field.result) {
            open.text.push_str(words);
            open.letters += plain::count(words);
        }
    }

    /// What was found on the way, in the manuscript.
    pub(super) fn finish(mut self, manuscript: &mut Manuscript) {
        if let Some(part) = self.parts.comments.clone()
            && let Ok(Some(text)) = self.package.text(&part)
            && let Ok(document) = xml::parse(&text)
        {
            self.tally.remarks = document.root_element().children().filter(|node| w(*node) == "comment").count();
        }
        manuscript.findings.extend(self.tally.findings());
        manuscript.assets = self.assets;
    }
}

/// How a paragraph looks.
fn look(form: &Form, open: &Open, contents: bool) -> Look {
    let indent = form.indent.and_then(|indent| match indent {
        Indent::Letters(letters) => Some(letters),
        Indent::Points(points) => open.size.filter(|size| *size > 0.0).map(|size| points / size),
    });
    Look {
        align: form.align.unwrap_or(Align::Left),
        heading: form.outline.filter(|level| *level < 9).map(|level| level + 1),
        size: open.size,
        indent: indent.filter(|indent| *indent > 0.0),
        bold: open.bold * 2 > open.letters,
        boxed: false,
        contents,
    }
}
