//! The full text of a record and its outline: 编, 章, 节, 条, 一、, （一）, found from headings or from the way papers number themselves.

use serde::{Deserialize, Serialize};

/// Text in sections, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullText {
    /// The sections; the first has no label if the text begins without a heading.
    pub sections: Vec<Section>,
}

/// A stretch of text under one heading, or one article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Depth in the outline, 1 is the widest; articles are 4.
    pub level: u8,
    /// Short name for the outline and for hits: `第十二条`, `一、总体要求`, `第一章 总则`. Empty for text before the first heading.
    pub label: String,
    /// Whether the label is a line of its own. Otherwise the first paragraph begins with it.
    pub own_line: bool,
    /// Id that an import gave to this passage, which it keeps.
    pub passage: Option<String>,
    /// Paragraphs and tables.
    pub blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// One paragraph; line ends inside it are kept.
    Paragraph(String),
    /// A table.
    Table(Table),
}

/// A table with its first row as head.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Column names.
    pub head: Vec<String>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// One piece of a text, as a reader of some format hands it in: headings it knows, and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A heading the format marks as such, with its depth (1 is the widest).
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Table),
}

/// Depth of an article (条) in every outline.
pub(super) const ARTICLE_LEVEL: u8 = 4;

/// A bare line longer than this is a sentence, not a heading.
const HEADING_CHARS: usize = 40;

impl FullText {
    /// Divides pieces into sections. Headings of the format and bare headings (`第一章 总则`, `一、总体要求`) begin one, and so does every article.
    pub fn outlined(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut sections: Vec<Section> = Vec::new();
        for piece in pieces {
            let (begun, block) = match piece {
                Piece::Heading(depth, label) => {
                    (Some(Section { level: bare_level(&label).unwrap_or(depth), label, own_line: true, ..Section::default() }), None)
                }
                Piece::Paragraph(text) => match heading_of(&text) {
                    Some(section) if section.own_line => (Some(section), None),
                    begun => (begun, Some(Block::Paragraph(text))),
                },
                Piece::Table(table) => (None, Some(Block::Table(table))),
            };
            sections.extend(begun);
            if let Some(block) = block {
                if sections.is_empty() {
                    sections.push(Section::default());
                }
                if let Some(section) = sections.last_mut() {
                    section.blocks.push(block);
                }
            }
        }
        Self { sections }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// All paragraphs and cells as plain text, one a line.
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for section in &self.sections {
            section.write_plain(&mut text);
        }
        text
    }
}

impl Section {
    /// Appends this section as plain text, one paragraph or table row a line.
    pub fn write_plain(&self, text: &mut String) {
        if self.own_line {
            text.push_str(&self.label);
            text.push('\n');
        }
        for block in &self.blocks {
            block.write_plain(text);
        }
    }

    /// Whether it is an article (条).
    pub fn is_article(&self) -> bool {
        self.level == ARTICLE_LEVEL && self.label.starts_with('第')
    }
}

impl Table {
    /// The head and the rows as plain text, a line each.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.head).chain(&self.rows).map(|row| row.join(" "))
    }
}

impl Block {
    /// Appends this block as plain text.
    pub fn write_plain(&self, text: &mut String) {
        match self {
            Self::Paragraph(paragraph) => {
                text.push_str(paragraph);
                text.push('\n');
            }
            Self::Table(table) => text.extend(table.lines().map(|line| line + "\n")),
        }
    }
}

/// The section a bare paragraph begins, if it is a heading or an article.
fn heading_of(paragraph: &str) -> Option<Section> {
    let line = paragraph.trim_start();
    let level = bare_level(line)?;
    let is_short = line.chars().count() <= HEADING_CHARS && !line.contains('\n');
    let is_sentence = line.ends_with(['。', '；', '：', '，', ':', ';']) || line.contains('。');
    if level != ARTICLE_LEVEL && is_short && !is_sentence {
        return Some(Section { level, label: line.trim_end().to_owned(), own_line: true, ..Section::default() });
    }
    // 第十二条 …, 一、…: the paragraph goes on after its mark. Deeper marks inside an article are its items, not sections.
    (level <= ARTICLE_LEVEL).then(|| Section { level, label: mark(line), own_line: false, ..Section::default() })
}

/// The depth of a line that begins with a numbering mark.
fn bare_level(line: &str) -> Option<u8> {
    let line = line.trim_start();
    if let Some(after) = line.strip_prefix('第') {
        let numeral = after.chars().take_while(|c| is_numeral(*c)).count();
        let mut rest = after.chars().skip(numeral);
        let unit = rest.next()?;
        // 第三条之一 is an article, 第一条规定的 is a sentence that mentions one.
        let next = rest.next();
        if numeral == 0 || numeral > 7 {
            return None;
        }
        return match (unit, next) {
            ('编', None | Some(' ' | '　')) => Some(1),
            ('章', None | Some(' ' | '　')) => Some(2),
            ('节', None | Some(' ' | '　')) => Some(3),
            ('条', None | Some(' ' | '　' | '之' | '【' | '（' | '\n')) => Some(ARTICLE_LEVEL),
            _ => None,
        };
    }
    let numeral = line.chars().take_while(|c| is_han_numeral(*c)).count();
    if (1..=3).contains(&numeral) {
        return (line.chars().nth(numeral) == Some('、')).then_some(2);
    }
    let inner = line.strip_prefix(['（', '('])?;
    let numeral = inner.chars().take_while(|c| is_han_numeral(*c)).count();
    ((1..=3).contains(&numeral) && inner.chars().nth(numeral).is_some_and(|c| c == '）' || c == ')')).then_some(5)
}

/// The numbering mark at the head of a line: `第十二条`, `一、`.
fn mark(line: &str) -> String {
    if line.starts_with('第') {
        let article: String = line.split(['　', ' ', '\n']).next().unwrap_or_default().chars().take(12).collect();
        return article.split_once(['【', '（']).map_or(article.clone(), |(name, _)| name.to_owned());
    }
    let sentence: String = line.chars().take_while(|c| !"。；：\n".contains(*c)).take(24).collect();
    sentence
}

fn is_han_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
}

fn is_numeral(c: char) -> bool {
    is_han_numeral(c) || c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(lines: &[&str]) -> Vec<(u8, String, usize)> {
        let pieces = lines.iter().map(|line| Piece::Paragraph((*line).to_owned()));
        FullText::outlined(pieces).sections.into_iter().map(|section| (section.level, section.label, section.blocks.len())).collect()
    }

    #[test]
    fn a_regulation_is_divided_into_chapters_and_articles() {
        let found = outline(&[
            "根据上级规定，制定本办法。",
            "第一章 总则",
            "第一条 为了保障权益，制定本办法。",
            "前款所称权益，是指……",
            "第二条之一　适用本办法。",
        ]);
        let expected = [(0, "", 1), (2, "第一章 总则", 0), (4, "第一条", 2), (4, "第二条之一", 1)];
        assert_eq!(found, expected.map(|(level, label, blocks)| (level, label.to_owned(), blocks)));
    }

    #[test]
    fn a_notice_is_divided_by_its_numbered_headings() {
        let found =
            outline(&["各乡镇人民政府：", "一、总体要求", "坚持为民。", "（一）基本原则", "二、主要任务。各单位要落实。", "1. 加强领导"]);
        let labels: Vec<_> = found.iter().map(|(_, label, _)| label.as_str()).collect();
        assert_eq!(labels, ["", "一、总体要求", "（一）基本原则", "二、主要任务"]);
    }

    #[test]
    fn a_sentence_that_mentions_an_article_begins_none() {
        assert_eq!(outline(&["第十条规定的补贴照发。", "第一章规定的范围"]).len(), 1);
    }

    #[test]
    fn items_of_an_article_stay_in_it() {
        let found = outline(&["第三条 下列人员可以申请：", "（一）年满六十周岁，且累计缴费满十五年的；", "（二）其他人员。"]);
        assert_eq!(found, [(4, "第三条".to_owned(), 3)]);
    }
}
