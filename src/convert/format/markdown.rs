//! Markdown that offices export: headings, paragraphs, items as they are numbered in print, tables. Inline markup becomes plain words.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::{Block, Cell, Look, Paragraph, Table, plain};

/// Whether a text is written in Markdown: it has a line that no paper has by chance.
pub(super) fn is(text: &str) -> bool {
    text.lines().take(2000).any(|line| {
        let rest = line.trim_start_matches('#');
        let marks = line.len() - rest.len();
        let rule = line.trim();
        (1..=6).contains(&marks) && rest.starts_with(' ') && !rest.trim().is_empty()
            || rule.len() > 5 && rule.contains("---") && rule.starts_with('|') && rule.chars().all(|c| "|-: ".contains(c))
    })
}

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let body = text.trim_start().strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    let mut reader = Reader::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: String,
    heading: Option<u8>,
    /// Numbers of the ordered lists that are open; none for those with dots.
    lists: Vec<Option<u64>>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.open.push_str(&text),
            // Papers are exported with one paragraph a line.
            Event::SoftBreak | Event::HardBreak => self.open.push('\n'),
            Event::InlineHtml(markup) | Event::Html(markup) if markup.starts_with("<br") => self.open.push('\n'),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level as u8);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.open = format!("{number}. ");
                    *number += 1;
                }
            }
            Tag::Table(_) => self.flush(),
            Tag::Paragraph if self.open.ends_with(". ") => {}
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.flush(),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::TableCell => {
                let text = plain::lines(&std::mem::take(&mut self.open));
                self.row.push(Cell { text, rowspan: 1, colspan: 1 });
            }
            TagEnd::TableHead | TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.blocks.push(Block::Table(Table { title: None, header_rows: 1, rows }));
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let heading = self.heading.take();
        let open = std::mem::take(&mut self.open);
        for line in open.split('\n') {
            let text = plain::line(line);
            if !text.is_empty() {
                let look = Look { heading, indent: plain::indent(line), ..Look::default() };
                self.blocks.push(Block::Paragraph(Paragraph { text, look }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_marked_is_markdown() {
        assert!(is("# 题目\n\n正文") && is("甲\n\n|a|b|\n|---|---|\n"));
        assert!(!is("第一条 正文\n#2 楼\n-----\n") && !is("######## 八个\n"));
    }

    #[test]
    fn headings_items_and_tables_come_out_as_printed() {
        let blocks = blocks("# 甲**乙**\n\n3. 丙\n4. 丁\n\n| 项目 | 标准 |\n|---|---|\n| 戊 | 1<br>2 |\n");
        let words: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => format!("{:?} {}", paragraph.look.heading, paragraph.text),
                Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(words, ["Some(1) 甲乙", "None 3. 丙", "None 4. 丁", "项目|标准|戊|1\n2"]);
    }
}
