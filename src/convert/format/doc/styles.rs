//! The style sheet ([MS-DOC] 2.9.271): what styles say of letters and paragraphs, inherited.

use super::{
    bytes::{part, u16},
    sprm::{Form, Letters, Switch},
};

/// Styles based on one another.
const DEEPEST: usize = 20;
/// No style.
const NONE: u16 = 0x0FFF;

#[derive(Debug, Default)]
struct Style {
    /// Which of Word's own it is.
    own: u16,
    base: u16,
    form: Form,
    letters: Letters,
}

/// All styles, by their place.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Option<Style>>);

impl Styles {
    pub(super) fn read(table: &[u8]) -> Self {
        Self::whole(table).unwrap_or_default()
    }

    fn whole(table: &[u8]) -> Option<Self> {
        let head = usize::from(u16(table, 0)?);
        let count = usize::from(u16(table, 2)?);
        let base = usize::from(u16(table, 4)?);
        let mut at = 2 + head;
        let mut styles = Vec::new();
        for _ in 0..count.min(5000) {
            let Some(length) = u16(table, at).map(usize::from) else { break };
            styles.push(part(table, at + 2, length).and_then(|style| Style::read(style, base)));
            at += 2 + length;
        }
        Some(Self(styles))
    }

    fn line(&self, id: Option<u16>) -> impl Iterator<Item = &Style> {
        let mut next = id;
        std::iter::from_fn(move || {
            let style = self.0.get(usize::from(next?))?.as_ref()?;
            next = Some(style.base).filter(|base| *base != NONE);
            Some(style)
        })
        .take(DEEPEST)
    }

    /// What a paragraph looks like with its styles.
    pub(super) fn form(&self, direct: &Form) -> Form {
        let mut form = direct.clone();
        for style in self.line(direct.style.or(Some(0))) {
            form.align = form.align.or(style.form.align);
            form.outline = form.outline.or(style.form.outline);
            form.list = form.list.or(style.form.list);
            form.level = form.level.or(style.form.level);
            form.indent = form.indent.or(style.form.indent);
            form.indent_letters = form.indent_letters.or(style.form.indent_letters);
            if form.outline.is_none() && (1..=9).contains(&style.own) {
                form.outline = u8::try_from(style.own - 1).ok();
            }
        }
        form
    }

    /// Whether it is a line of a list of contents.
    pub(super) fn is_contents(&self, id: Option<u16>) -> bool {
        self.line(id).next().is_some_and(|style| (19..=27).contains(&style.own))
    }

    /// Whether letters are hidden or bold, with the style of their paragraph and their own.
    pub(super) fn switched(&self, letters: &Letters, paragraph: Option<u16>, of: impl Fn(&Letters) -> Option<Switch>) -> bool {
        let mut on = false;
        let styles: Vec<&Style> = self.line(letters.style).chain(self.line(paragraph.or(Some(0)))).collect();
        for style in styles.iter().rev() {
            on = Switch::above(of(&style.letters), on);
        }
        Switch::above(of(letters), on)
    }

    /// In half points.
    pub(super) fn size(&self, letters: &Letters, paragraph: Option<u16>) -> Option<u16> {
        letters.size.or_else(|| self.line(letters.style).chain(self.line(paragraph.or(Some(0)))).find_map(|style| style.letters.size))
    }

    pub(super) fn face(&self, letters: &Letters, paragraph: Option<u16>) -> Option<u16> {
        letters.face.or_else(|| self.line(letters.style).chain(self.line(paragraph.or(Some(0)))).find_map(|style| style.letters.face))
    }
}

impl Style {
    fn read(style: &[u8], base: usize) -> Option<Self> {
        let own = u16(style, 0)? & 0x0FFF;
        let kind = u16(style, 2)?;
        let lists = u16(style, 4)? & 0x000F;
        let name = usize::from(u16(style, base)?);
        let mut at = base + 2 + 2 * name + 2;
        let mut read = Self { own, base: kind >> 4, ..Self::default() };
        // A paragraph style has its paragraphs first, then its letters; a style of letters has these only.
        for place in 0..lists {
            at += at % 2;
            let Some(length) = u16(style, at).map(usize::from) else { break };
            let Some(list) = part(style, at + 2, length) else { break };
            match (kind & 0x000F, place) {
                (1, 0) => read.form.take(list.get(2..).unwrap_or_default()),
                (1, 1) | (2, 0) => read.letters.take(list),
                _ => {}
            }
            at += 2 + length;
        }
        Some(read)
    }
}

/// The faces of letters, by their place ([MS-DOC] 2.9.285).
pub(super) fn faces(table: &[u8]) -> Vec<String> {
    let count = u16(table, 0).map_or(0, usize::from);
    let mut at = 4;
    let mut faces = Vec::new();
    for _ in 0..count.min(2000) {
        let Some(length) = table.get(at).map(|length| usize::from(*length)) else { break };
        let units = part(table, at + 1, length).and_then(|face| face.get(39..)).unwrap_or_default();
        let units =
            units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)]));
        let name = char::decode_utf16(units.take_while(|unit| *unit != 0)).filter_map(Result::ok).collect();
        faces.push(name);
        at += 1 + length;
    }
    faces
}
