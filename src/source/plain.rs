//! Texts without a header: the title is the first heading, the lines below it tell how the text was made, the rest is the text.

use crate::{
    policy::Piece,
    text::{squeeze, unwrapped},
};

use super::{history::History, markdown::pieces};

/// Where collections of laws end the lines about the making of a text.
const END_OF_HISTORY: &str = "<!-- INFO END -->";

/// Lines before the first article that may tell of the making; a longer preamble is text.
const HISTORY_LINES: usize = 30;
/// Characters of such a line.
const HISTORY_CHARS: usize = 200;
/// Paragraphs at the end among which the article about the start is looked for; appendices may follow it.
const LAST_PARAGRAPHS: usize = 40;

/// A text that speaks for itself.
#[derive(Debug)]
pub(super) struct PlainText {
    /// From the first heading.
    pub(super) title: Option<String>,
    pub(super) pieces: Vec<Piece>,
    pub(super) history: History,
}

/// Reads a clean text; `title` is the title it is known by, if that is known.
pub(super) fn read(text: &str, title: Option<&str>) -> PlainText {
    let text = without_yaml(text);
    let lined = one_paragraph_a_line(text);
    let text = lined.as_deref().unwrap_or(text);
    let end = text.find(END_OF_HISTORY);
    let mut list = pieces(text).list;
    let heading = match list.first() {
        Some((_, Piece::Heading(1, heading))) => Some(heading.clone()),
        _ => None,
    };
    let title = title.map(str::to_owned).or_else(|| heading.clone());
    // A heading that is not the title says something else and stays.
    if heading.is_some() && heading.as_deref().map(squeeze) == title.as_deref().map(squeeze) {
        list.remove(0);
    }
    let mut head: Vec<Piece> = Vec::new();
    let mut body: Vec<Piece> = Vec::new();
    for (at, piece) in list {
        if end.is_some_and(|end| at < end) { head.push(piece) } else { body.push(piece) }
    }
    if let Some(title) = &title {
        let title = squeeze(title);
        drop_repeated_title(&mut head, &title);
        drop_repeated_title(&mut body, &title);
    }
    let mut history =
        History::read(head.iter().chain(&body).take_while(|piece| !begins_the_text(piece)).take(HISTORY_LINES).filter_map(line));
    history.read_start(body.iter().rev().take(LAST_PARAGRAPHS).filter_map(paragraph));
    head.append(&mut body);
    PlainText { title, pieces: head, history }
}

/// Site generators put settings between `---` lines before the text.
fn without_yaml(text: &str) -> &str {
    let inner = text.trim_start().strip_prefix("---\n");
    inner.and_then(|inner| inner.split_once("\n---")).map_or(text, |(_, rest)| rest.split_once('\n').map_or("", |(_, rest)| rest))
}

/// An export without blank lines means every line as a paragraph; in Markdown they would all be one.
fn one_paragraph_a_line(text: &str) -> Option<String> {
    (!text.contains("\n\n") && !text.contains("\n|")).then(|| unwrapped(&text.lines().collect::<Vec<_>>()).replace('\n', "\n\n"))
}

fn begins_the_text(piece: &Piece) -> bool {
    match piece {
        Piece::Heading(..) | Piece::Table(_) => true,
        Piece::Paragraph(text) => {
            let unit = text.strip_prefix('第').and_then(|rest| rest.split([' ', '　']).next()).and_then(|word| word.chars().last());
            text.chars().count() > HISTORY_CHARS || matches!(unit, Some('编' | '章' | '节' | '条'))
        }
    }
}

fn paragraph(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Paragraph(text) => Some(text),
        Piece::Heading(..) | Piece::Table(_) => None,
    }
}

/// A line that may tell of the making: it is no sentence of the text.
fn line(piece: &Piece) -> Option<&str> {
    paragraph(piece).filter(|text| !text.ends_with(['。', '：']) || text.starts_with(['（', '(']))
}

/// Some papers print their title again above the text, cut into lines.
fn drop_repeated_title(pieces: &mut Vec<Piece>, title: &str) {
    let mut repeated = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        let (Piece::Paragraph(text) | Piece::Heading(_, text)) = piece else { return };
        repeated.push_str(&squeeze(text));
        if repeated == title {
            pieces.drain(..=number);
            return;
        }
        if !title.starts_with(&repeated) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn paragraphs(text: &PlainText) -> Vec<&str> {
        text.pieces.iter().filter_map(paragraph).collect()
    }

    #[test]
    fn a_law_without_a_header_is_understood() {
        let text = "---\nweight: 1\n---\n# 动物保护条例\n\n动物保护\n\n条例\n\n2018年11月6日 国务院令第706号公布\n\n<!-- INFO END -->\n\n\
                    ## 第一章 总则\n\n第一条 为了保护动物，制定本条例。\n\n第二条 本条例自2019年3月1日起施行。\n";
        let read = read(text, None);
        assert_eq!(read.title.as_deref(), Some("动物保护条例"));
        assert_eq!(
            paragraphs(&read),
            ["2018年11月6日 国务院令第706号公布", "第一条 为了保护动物，制定本条例。", "第二条 本条例自2019年3月1日起施行。"]
        );
        assert_eq!(read.history.issued_on, Some(date(2018, 11, 6)));
        assert_eq!(read.history.effective_on, Some(date(2019, 3, 1)));
    }

    #[test]
    fn days_in_the_text_are_not_the_day_of_the_text() {
        let read = read("# 关于放假的通知\n\n2026年春节放假安排如下。\n\n第一条 2025年12月31日以前办结。\n", None);
        assert_eq!(read.history, History::default());
    }

    #[test]
    fn a_heading_that_is_not_the_title_stays_in_the_text() {
        let read = read("# 第一编 总则\n\n甲\n", Some("民法典"));
        assert_eq!(read.pieces.len(), 2);
    }

    #[test]
    fn lines_of_a_plain_export_are_paragraphs() {
        let read = read("第一条 甲。\n第二条 乙。\n", Some("办法"));
        assert_eq!(paragraphs(&read), ["第一条 甲。", "第二条 乙。"]);
    }
}
