//! What the styles of a document say of letters and paragraphs, inherited as Word inherits.

use std::collections::HashMap;

use roxmltree::Node;

use super::super::{
    super::Align,
    xml::{attribute, child, on, val, w},
};

/// Styles based on one another.
const DEEPEST: usize = 20;

/// What letters look like; `None` is said by nobody yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Letters {
    pub(super) hidden: Option<bool>,
    pub(super) bold: Option<bool>,
    /// In points.
    pub(super) size: Option<f32>,
    /// A face that stands for bold.
    pub(super) heavy: Option<bool>,
}

/// What a paragraph looks like and which list it belongs to.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    pub(super) align: Option<Align>,
    /// From 0; 9 is body text.
    pub(super) outline: Option<u8>,
    /// Of the first line, in hundredths of a letter, or in twentieths of a point.
    pub(super) indent: Option<Indent>,
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Indent {
    Letters(f32),
    Points(f32),
}

#[derive(Debug, Clone, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    letters: Letters,
    form: Form,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    defaults: Style,
    /// The style of paragraphs that name none.
    normal: Option<String>,
}

impl Styles {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut styles = Self::default();
        for node in root.children() {
            match w(node) {
                "docDefaults" => {
                    let run = child(node, "rPrDefault").and_then(|node| child(node, "rPr"));
                    let paragraph = child(node, "pPrDefault").and_then(|node| child(node, "pPr"));
                    styles.defaults.letters = run.map(Letters::read).unwrap_or_default();
                    styles.defaults.form = paragraph.map(Form::read).unwrap_or_default();
                }
                "style" => styles.add(node),
                _ => {}
            }
        }
        styles
    }

    fn add(&mut self, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "styleId") else { return };
        if attribute(node, "type") == Some("paragraph") && matches!(attribute(node, "default"), Some("1" | "true")) {
            self.normal = Some(id.to_owned());
        }
        let style = Style {
            name: child(node, "name").and_then(val).unwrap_or_default().to_lowercase(),
            based_on: child(node, "basedOn").and_then(val).map(str::to_owned),
            letters: child(node, "rPr").map(Letters::read).unwrap_or_default(),
            form: child(node, "pPr").map(Form::read).unwrap_or_default(),
        };
        self.styles.insert(id.to_owned(), style);
    }

    /// A style and those it is based on, nearest first, then what holds for all.
    fn line<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (Option<&'s str>, &'s Style)> {
        let mut next = id;
        let mut left = DEEPEST;
        let chain = std::iter::from_fn(move || {
            let id = next?;
            left = left.checked_sub(1)?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((Some(id), style))
        });
        chain.chain([(None, &self.defaults)])
    }

    /// What letters of a run look like: as it says itself, as its style does, as the style of its paragraph does.
    pub(super) fn letters(&self, direct: Letters, run: Option<&str>, paragraph: Option<&str>) -> Letters {
        let mut letters = direct;
        let of_run = self.line(run).filter(|(id, _)| id.is_some());
        let of_paragraph = self.line(paragraph.or(self.normal.as_deref()));
        for (_, style) in of_run.chain(of_paragraph) {
            letters.inherit(&style.letters);
        }
        letters
    }

    /// What a paragraph looks like; its list is that of the first style that names one, with the style that did.
    pub(super) fn form<'s>(&'s self, direct: Form, paragraph: Option<&'s str>) -> (Form, Option<&'s str>) {
        let mut form = direct;
        let mut lister = None;
        for (id, style) in self.line(paragraph.or(self.normal.as_deref())) {
            if form.list.is_none() && style.form.list.is_some() {
                lister = id;
            }
            form.inherit(&style.form);
            if form.outline.is_none() {
                form.outline = heading_of(&style.name);
            }
        }
        (form, lister)
    }

    /// The list that a style names.
    pub(super) fn list_of(&self, style: &str) -> Option<&str> {
        self.styles.get(style)?.form.list.as_deref()
    }
}

/// The level that the name of a built-in style says.
fn heading_of(name: &str) -> Option<u8> {
    let rest = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    rest.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level)).map(|level| level - 1)
}

impl Letters {
    /// What a run or a style says itself.
    pub(super) fn read(node: Node<'_, '_>) -> Self {
        let switch = |name: &str| child(node, name).map(on);
        let faces = child(node, "rFonts");
        let face = |name: &str| faces.and_then(|faces| attribute(faces, name));
        let heavy = face("eastAsia")
            .or_else(|| face("ascii"))
            .map(|face| face.contains("黑体") || face.contains("小标宋") || face.contains("SimHei"));
        let halves = child(node, "sz").and_then(val).and_then(|size| size.parse::<f32>().ok());
        Self { hidden: switch("vanish"), bold: switch("b"), size: halves.map(|halves| halves / 2.0), heavy }
    }

    fn inherit(&mut self, from: &Self) {
        self.hidden = self.hidden.or(from.hidden);
        self.bold = self.bold.or(from.bold);
        self.size = self.size.or(from.size);
        self.heavy = self.heavy.or(from.heavy);
    }
}

impl Form {
    /// What a paragraph or a style says itself.
    pub(super) fn read(node: Node<'_, '_>) -> Self {
        let align = child(node, "jc").and_then(val).map(|align| match align {
            "center" => Align::Centre,
            "right" | "end" => Align::Right,
            _ => Align::Left,
        });
        let number = |node: Node<'_, '_>, name: &str| {
            attribute(node, name).and_then(|value| value.parse::<f32>().ok()).filter(|value| value.is_finite())
        };
        let indent = child(node, "ind").and_then(|node| {
            let letters = number(node, "firstLineChars").filter(|letters| *letters != 0.0).map(|letters| Indent::Letters(letters / 100.0));
            letters.or_else(|| number(node, "firstLine").map(|twips| Indent::Points(twips / 20.0)))
        });
        let list = child(node, "numPr");
        Self {
            align,
            outline: child(node, "outlineLvl").and_then(val).and_then(|level| level.parse().ok()),
            indent,
            list: list.and_then(|list| child(list, "numId")).and_then(val).map(str::to_owned),
            level: list.and_then(|list| child(list, "ilvl")).and_then(val).and_then(|level| level.parse().ok()),
        }
    }

    fn inherit(&mut self, from: &Self) {
        self.align = self.align.or(from.align);
        self.outline = self.outline.or(from.outline);
        self.indent = self.indent.or(from.indent);
        if self.list.is_none() {
            self.list.clone_from(&from.list);
        }
        self.level = self.level.or(from.level);
    }
}
