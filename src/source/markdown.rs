//! Markdown into pieces: headings, paragraphs, lists as they are numbered in print, tables. Inline markup becomes plain text.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::{
    policy::{Piece, Table},
    text::unwrapped,
};

/// A text in pieces, each with the byte at which it begins.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// In reading order.
    pub(super) list: Vec<(usize, Piece)>,
    /// Where HTML or pictures stand, which are not shown.
    pub(super) unshown: Vec<usize>,
}

/// Reads a clean text.
pub(super) fn pieces(text: &str) -> Pieces {
    let mut reader = Reader { text, ..Reader::default() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.take(event, range);
    }
    reader.flush();
    reader.made
}

/// The line of the byte at `offset` in a text whose first line is `first`.
pub(super) fn line_at(text: &str, offset: usize, first: usize) -> usize {
    first + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    made: Pieces,
    /// Text of the paragraph, heading or cell that is being read, and where it began.
    open: String,
    began: usize,
    heading: Option<u8>,
    table: Table,
    row: Vec<String>,
    in_table: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.write(&text, range.start),
            Event::SoftBreak | Event::HardBreak => self.open.push('\n'),
            Event::InlineHtml(markup) | Event::Html(markup) => {
                if markup.starts_with("<br") {
                    self.open.push('\n');
                } else if !markup.trim_start().starts_with("<!--") {
                    self.made.unshown.push(range.start);
                    let shown = without_tags(&markup);
                    self.write(&shown, range.start);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                // A paragraph over a line of dashes is a paragraph: papers draw such lines.
                let marked = self.text.get(range).is_some_and(|source| source.trim_start().starts_with('#'));
                self.heading = marked.then_some(*level as u8);
            }
            Tag::Item => {
                self.flush();
                let printed = self.text.get(range.clone()).map(mark).unwrap_or_default();
                self.write(&printed, range.start);
            }
            Tag::Table(_) => {
                self.flush();
                self.began = range.start;
                self.in_table = true;
            }
            Tag::Image { .. } => self.made.unshown.push(range.start),
            // The first paragraph of an item goes on after its number.
            Tag::Paragraph if self.open.ends_with(' ') => {}
            Tag::Paragraph | Tag::List(_) | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.flush(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.open);
                self.row.push(cell.split('\n').map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned());
            }
            TagEnd::TableHead => self.table.head = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.table.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                self.in_table = false;
                self.made.list.push((self.began, Piece::Table(std::mem::take(&mut self.table))));
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str, at: usize) {
        if self.open.is_empty() && !self.in_table {
            self.began = at;
        }
        self.open.push_str(text);
    }

    /// Ends the paragraph or heading that is being read.
    fn flush(&mut self) {
        let heading = self.heading.take();
        if self.open.is_empty() {
            return;
        }
        let text = tidy(&self.open);
        self.open.clear();
        if text.is_empty() {
            return;
        }
        let piece = match heading {
            Some(level) => Piece::Heading(level, text.replace('\n', " ")),
            None => Piece::Paragraph(text),
        };
        self.made.list.push((self.began, piece));
    }
}

/// The number or dash of a list item as printed, with a blank.
fn mark(item: &str) -> String {
    let item = item.trim_start();
    let digits = item.chars().take_while(char::is_ascii_digit).count();
    if digits == 0 {
        return "- ".to_owned();
    }
    item.chars().take(digits + 1).chain([' ']).collect()
}

/// Lines without the blanks by which print indents, and without empty ones.
pub(super) fn tidy(text: &str) -> String {
    if !text.contains('\n') {
        return text.trim().to_owned();
    }
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    unwrapped(&lines)
}

/// The text between tags.
fn without_tags(markup: &str) -> String {
    let mut shown = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => shown.push(c),
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Piece> {
        pieces(text).list.into_iter().map(|(_, piece)| piece).collect()
    }

    fn paragraph(text: &str) -> Piece {
        Piece::Paragraph(text.to_owned())
    }

    #[test]
    fn a_text_is_read_as_it_would_be_printed() {
        let cases: [(&str, Vec<Piece>); 9] = [
            ("## 背景\n\n　　甲**乙**丙\n丁\n", vec![Piece::Heading(2, "背景".into()), paragraph("甲乙丙\n丁")]),
            ("1. 甲\n2. 乙\n   续\n\n丙", vec![paragraph("1. 甲"), paragraph("2. 乙\n续"), paragraph("丙")]),
            ("3) 甲\n\n4) 乙", vec![paragraph("3) 甲"), paragraph("4) 乙")]),
            ("- 甲\n  1. 乙\n- 丙", vec![paragraph("- 甲"), paragraph("1. 乙"), paragraph("- 丙")]),
            ("甲<!-- 注 -->乙\n\n<!-- 不显示 -->\n\n丙", vec![paragraph("甲乙"), paragraph("丙")]),
            ("甲\n-----\n\n[乙](https://a.example)", vec![paragraph("甲"), paragraph("乙")]),
            ("    缩进的正文\n", vec![paragraph("缩进的正文")]),
            ("> 引文\n", vec![paragraph("引文")]),
            ("修改<公司法>的决定，x<y", vec![paragraph("修改<公司法>的决定，x<y")]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_table_keeps_its_rows_as_long_as_its_head() {
        let table = Table {
            head: vec!["项目".into(), "标准".into()],
            rows: vec![vec!["甲".into(), "1 元".into()], vec!["乙".into(), String::new()]],
        };
        assert_eq!(read("前\n\n| 项目 | 标准 |\n|---|---|\n| **甲** | 1<br>元 |\n| 乙 |\n"), [paragraph("前"), Piece::Table(table)]);
    }

    #[test]
    fn html_and_pictures_are_noticed_and_their_words_kept() {
        let made = pieces("<div>甲</div>\n\n![图](a.png)\n");
        let words: Vec<_> = made.list.iter().map(|(_, piece)| piece.clone()).collect();
        assert_eq!(words, [paragraph("甲"), paragraph("图")]);
        assert_eq!(made.unshown.iter().map(|at| line_at("<div>甲</div>\n\n![图](a.png)\n", *at, 5)).collect::<Vec<_>>(), [5, 7]);
    }
}
