//! A manuscript screened whole: its paragraphs, cells, margins, properties and the names of what lies in it.

use super::{
    super::{Block, Code, Finding, Level, Manuscript, Place},
    Alarm, Kind, screen,
};

/// What is to be said of a manuscript, with the place of each.
pub fn findings(manuscript: &Manuscript, file_name: &str) -> Vec<Finding> {
    let (text, places) = laid_out(manuscript, file_name);
    let alarms = screen(&text);
    let mut found: Vec<Finding> = alarms.iter().map(|alarm| finding(alarm, &places)).collect();
    found.dedup();
    found
}

/// All words of a manuscript, a paragraph or a row of a table a line, and the place of each line.
pub fn laid_out(manuscript: &Manuscript, file_name: &str) -> (String, Vec<Place>) {
    let mut text = String::new();
    let mut places = Vec::new();
    let mut add = |words: &str, place: Place| {
        for line in words.lines() {
            text.push_str(line);
            text.push('\n');
            places.push(place);
        }
    };
    for (block, content) in manuscript.blocks.iter().enumerate() {
        match content {
            Block::Paragraph(paragraph) => add(&paragraph.text, Place::Block(block)),
            Block::Table(table) => {
                if let Some(title) = &table.title {
                    add(title, Place::Block(block));
                }
                for row in table.spread() {
                    add(&row_of(&row), Place::Block(block));
                }
            }
            Block::Picture(picture) => add(&picture.says, Place::Block(block)),
            Block::Page(_) => {}
        }
    }
    // A line between them keeps what is not text from running on.
    for (words, place) in manuscript.margins.iter().map(|margin| (margin.as_str(), Place::Margin)).chain([(file_name, Place::Name)]) {
        add("。", place);
        add(words, place);
    }
    for words in manuscript.stated.iter().map(|stated| &stated.value).chain(manuscript.assets.iter().map(|asset| &asset.name)) {
        add("。", Place::Properties);
        add(words, Place::Properties);
    }
    (text, places)
}

/// A row as a line. A cell that covers several columns says its words once; a single sign may stand in each of several.
fn row_of(cells: &[String]) -> String {
    let mut line = String::from("|");
    let mut before = "";
    for cell in cells {
        if cell != before || cell.chars().count() < 2 {
            line.push_str(&cell.replace('\n', ""));
        }
        line.push('|');
        before = cell;
    }
    line
}

fn finding(alarm: &Alarm, places: &[Place]) -> Finding {
    let place = alarm.line.checked_sub(1).and_then(|at| places.get(at)).copied();
    let code = if alarm.kind == Kind::Secret { Code::SecretMark } else { Code::PiiFound };
    // What stands in the head of pages is not published; that it stands there has to be answered all the same.
    let level = if place == Some(Place::Properties) { Level::Warning } else { alarm.level };
    Finding { code, level, place, words: format!("{}：{}", alarm.kind.label(), alarm.text) }
}
