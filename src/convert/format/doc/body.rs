//! A story into paragraphs and tables: fields show their results, lists their numbers, rows their cells.

use super::{
    super::{
        super::{Align, Block, Look, Paragraph, plain},
        counting::{Counting, glyph},
    },
    sprm::Form,
    story::Seen,
    styles::Styles,
    table::Rows,
};

/// What is put together of a story.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    lists: &'s mut Counting,
    pub(super) blocks: Vec<Block>,
    open: String,
    letters: usize,
    bold: usize,
    size: Option<u16>,
    /// Fields that are open: whether the result has begun, and the code.
    fields: Vec<(bool, String)>,
    rows: Rows,
    /// Notes that the text names.
    pub(super) notes: usize,
    /// Remarks that stand in it.
    pub(super) remarks: usize,
    /// Boxes by the character at which they hang, last first.
    boxes: Vec<(usize, Vec<String>)>,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, lists: &'s mut Counting, mut boxes: Vec<(usize, Vec<String>)>) -> Self {
        boxes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Self {
            styles,
            lists,
            blocks: Vec::new(),
            open: String::new(),
            letters: 0,
            bold: 0,
            size: None,
            fields: Vec::new(),
            rows: Rows::default(),
            notes: 0,
            remarks: 0,
            boxes,
        }
    }

    pub(super) fn see(&mut self, seen: Seen<'_>) {
        match seen.c {
            '\u{13}' => self.fields.push((false, String::new())),
            '\u{14}' => {
                if let Some(field) = self.fields.last_mut() {
                    field.0 = true;
                }
            }
            '\u{15}' => {
                if let Some((_, code)) = self.fields.pop()
                    && code.trim_start().starts_with("FORMCHECKBOX")
                {
                    self.open.push('□');
                }
            }
            '\r' | '\u{C}' => self.end(&seen, false),
            '\u{7}' => self.end(&seen, true),
            _ if self.fields.iter().any(|(result, _)| !result) => {
                if let Some((_, code)) = self.fields.last_mut().filter(|(result, code)| !result && code.len() < 200) {
                    code.push(seen.c);
                }
            }
            '\u{2}' if seen.special => {
                self.notes += 1;
                self.open.push_str(&format!("[{}]", self.notes));
            }
            '\u{5}' if seen.special => self.remarks += 1,
            '\u{1}' | '\u{8}' if seen.special => {}
            _ if seen.special && seen.symbol.is_some() => {
                self.open.extend(seen.symbol.and_then(|code| char::from_u32(u32::from(code))).map(glyph));
            }
            '\u{B}' | '\u{E}' => self.open.push('\n'),
            '\u{1E}' => self.open.push('-'),
            '\t' => self.open.push('\t'),
            c if c.is_control() || c == '\u{1F}' => {}
            c => self.say(c, &seen),
        }
    }

    fn say(&mut self, c: char, seen: &Seen<'_>) {
        self.open.push(glyph(c));
        if !c.is_whitespace() {
            self.letters += 1;
            self.bold += usize::from(seen.bold);
            self.size = self.size.or(seen.size);
        }
    }

    /// Ends a paragraph, a cell or a row.
    fn end(&mut self, seen: &Seen<'_>, cell: bool) {
        let words = std::mem::take(&mut self.open);
        let (letters, bold, size) = (std::mem::take(&mut self.letters), std::mem::take(&mut self.bold), self.size.take());
        let none = Form::default();
        let direct = seen.form.unwrap_or(&none);
        if direct.in_table && direct.row_end {
            return self.rows.end_row(direct);
        }
        let form = self.styles.form(direct);
        let mut number =
            form.list.filter(|list| *list > 0).and_then(|list| self.lists.next(&list.to_string(), form.level, None, &|_| None));
        let mut lines = Vec::new();
        for line in words.split('\n') {
            let text = plain::line(line);
            if !text.is_empty() {
                lines.push((plain::line(&(number.take().unwrap_or_default() + &text)), plain::indent(line)));
            }
        }
        if direct.in_table {
            return self.rows.say(lines.into_iter().map(|(text, _)| text), cell && direct.depth < 2);
        }
        self.blocks.extend(self.rows.end_table());
        while let Some((_, words)) = self.boxes.pop_if(|(at, _)| *at <= seen.at) {
            self.hang(words);
        }
        let contents = self.styles.is_contents(direct.style) || self.fields.iter().any(|(_, code)| code.trim_start().starts_with("TOC"));
        let look = Look {
            align: match form.align {
                Some(1) => Align::Centre,
                Some(2) => Align::Right,
                _ => Align::Left,
            },
            heading: form.outline.filter(|level| *level < 9).map(|level| level + 1),
            size: size.map(|halves| f32::from(halves) / 2.0),
            indent: indent(&form, size),
            bold: bold * 2 > letters,
            boxed: false,
            contents,
        };
        for (text, stands_in) in lines {
            let look = Look { indent: look.indent.or(stands_in), ..look.clone() };
            self.blocks.push(Block::Paragraph(Paragraph { text, look }));
        }
    }

    fn hang(&mut self, words: Vec<String>) {
        for text in words {
            self.blocks.push(Block::Paragraph(Paragraph { text, look: Look { boxed: true, ..Look::default() } }));
        }
    }

    /// What was put together, to its end.
    pub(super) fn finish(mut self) -> Vec<Block> {
        let rest = plain::line(&self.open);
        self.blocks.extend(self.rows.end_table());
        if !rest.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { text: rest, look: Look::default() }));
        }
        while let Some((_, words)) = self.boxes.pop() {
            self.hang(words);
        }
        self.blocks
    }
}

/// How far the first line stands in, in letters.
fn indent(form: &Form, size: Option<u16>) -> Option<f32> {
    let letters = form.indent_letters.filter(|letters| *letters > 0).map(|letters| f32::from(letters) / 100.0);
    let by_points = || form.indent.filter(|twips| *twips > 0).map(|twips| f32::from(twips) / (10.0 * f32::from(size.unwrap_or(21).max(1))));
    letters.or_else(by_points)
}
