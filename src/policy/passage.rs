//! Passages: the pieces of a text that are searched and opened on their own. An article is one; longer stretches are cut between paragraphs.

use super::{FullText, RecordId, Section};

/// Longest passage that is made, in characters. A single longer paragraph is cut between sentences.
pub const PASSAGE_LIMIT: usize = 600;

/// Stretches shorter than this join their neighbour under the same heading.
const SHORT: usize = 120;

/// One searchable piece of a record's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Id: the import's own, or the record's id with a running number.
    pub id: String,
    /// Index of the section in which it begins.
    pub section: usize,
    /// Name of that section.
    pub label: String,
    /// Plain text.
    pub text: String,
}

/// Cuts a text into passages. A passage that an import named is never cut, joined or renamed.
pub fn passages(id: &RecordId, text: &FullText) -> Vec<Passage> {
    let mut made: Vec<Passage> = Vec::new();
    let mut may_grow = false;
    for (at, section) in text.sections.iter().enumerate() {
        if let Some(passage) = &section.passage {
            made.push(Passage { id: passage.clone(), section: at, label: section.label.clone(), text: plain(section) });
            may_grow = false;
            continue;
        }
        let stands_alone = section.is_article();
        for stretch in stretches(section) {
            let length = stretch.chars().count();
            let joined = made.last_mut().filter(|last| {
                may_grow
                    && !stands_alone
                    && (length < SHORT || last.text.chars().count() < SHORT)
                    && last.text.chars().count() + length <= PASSAGE_LIMIT
            });
            match joined {
                Some(last) => {
                    last.text.push('\n');
                    last.text.push_str(&stretch);
                }
                None => made.push(Passage { id: String::new(), section: at, label: section.label.clone(), text: stretch }),
            }
            may_grow = !stands_alone;
        }
    }
    for (number, passage) in made.iter_mut().enumerate().filter(|(_, passage)| passage.id.is_empty()) {
        passage.id = format!("{id}#{number}");
    }
    made.retain(|passage| !passage.text.is_empty());
    made
}

fn plain(section: &Section) -> String {
    let mut text = String::new();
    section.write_plain(&mut text);
    text.truncate(text.trim_end().len());
    text
}

/// The section's text in pieces of at most [`PASSAGE_LIMIT`] characters, cut between blocks, else between sentences, else anywhere.
fn stretches(section: &Section) -> Vec<String> {
    let whole = plain(section);
    if whole.chars().count() <= PASSAGE_LIMIT {
        return if whole.is_empty() { Vec::new() } else { vec![whole] };
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut length = 0;
    for unit in whole.split_inclusive('\n').flat_map(|line| sentences(line, PASSAGE_LIMIT)) {
        let unit_length = unit.chars().count();
        match pieces.last_mut().filter(|_| length + unit_length <= PASSAGE_LIMIT) {
            Some(piece) => {
                piece.push_str(unit);
                length += unit_length;
            }
            None => {
                pieces.push(unit.to_owned());
                length = unit_length;
            }
        }
    }
    pieces.iter().map(|piece| piece.trim_end().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// One line whole if it is short enough, else its sentences, the longest of them cut at the limit.
fn sentences(line: &str, limit: usize) -> Vec<&str> {
    if line.chars().count() <= limit {
        return vec![line];
    }
    let mut cut = Vec::new();
    for sentence in line.split_inclusive(['。', '；', ';']) {
        let mut rest = sentence;
        while let Some((at, _)) = rest.char_indices().nth(limit) {
            let (head, tail) = rest.split_at(at);
            cut.push(head);
            rest = tail;
        }
        cut.push(rest);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::super::Piece;
    use super::*;

    fn cut(lines: &[&str]) -> Vec<(String, String)> {
        let text = FullText::outlined(lines.iter().map(|line| Piece::Paragraph((*line).to_owned())));
        passages(&"doc".parse().unwrap(), &text).into_iter().map(|passage| (passage.label, passage.text)).collect()
    }

    #[test]
    fn an_article_is_a_passage_and_short_paragraphs_join() {
        let made = cut(&["各乡镇：", "现通知如下。", "第一条 甲。", "乙。", "第二条 丙。"]);
        let labels: Vec<_> = made.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(labels, ["", "第一条", "第二条"]);
        assert_eq!(made.first().unwrap().1, "各乡镇：\n现通知如下。");
        assert_eq!(made.get(1).unwrap().1, "第一条 甲。\n乙。");
    }

    #[test]
    fn no_passage_is_longer_than_the_limit_and_nothing_is_lost() {
        let long = "符合条件的人员可以申请补贴；".repeat(200);
        let dots = "未".repeat(1500);
        let made = cut(&[&long, &dots]);
        assert!(made.len() > 4);
        assert!(made.iter().all(|(_, text)| text.chars().count() <= PASSAGE_LIMIT));
        let kept: usize = made.iter().map(|(_, text)| text.chars().filter(|c| *c != '\n').count()).sum();
        assert_eq!(kept, long.chars().count() + dots.chars().count());
    }

    #[test]
    fn an_imported_passage_keeps_its_id_and_its_text() {
        let section = Section {
            label: "第一条".into(),
            passage: Some("d1-0001".into()),
            blocks: vec![super::super::Block::Paragraph("字".repeat(900))],
            ..Section::default()
        };
        let made = passages(&"d1".parse().unwrap(), &FullText { sections: vec![section] });
        assert_eq!(made.len(), 1);
        assert_eq!(made.first().unwrap().id, "d1-0001");
        assert_eq!(made.first().unwrap().text.chars().count(), 900);
    }
}
