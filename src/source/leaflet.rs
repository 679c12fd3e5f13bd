//! `leaflets/*.md`: one page of plain words, with a few doors below.

use crate::{
    policy::{Leaflet, LeafletLine, Piece, Placeholder},
    text::clean,
};

use super::{
    board::LIST_TITLE,
    doors::{self, Room},
    entry::Context,
    fault::{Faults, choices},
    markdown::{line_at, pieces},
    pages::{Page, Placed, page_id},
    toml_fields,
};

/// Doors below the text, where half of a screen with large text is left for it.
const ROOM: Room = Room { doors: Some(6), title: LIST_TITLE, about: 0 };

/// Characters of the longest name of a field: longer ones leave no room for what they name.
const LONGEST_NAME: usize = 8;

/// Reads the leaflet in the file at `path`.
pub(super) fn read(path: &str, text: &str, context: &Context<'_>, faults: &mut Faults) -> Option<Placed> {
    let id = page_id(path, faults)?;
    let parts = toml_fields::split(text, faults);
    let Some(header) = parts.header else {
        if faults.errors() == 0 {
            faults.error(1, "没有文件头", "请在文件最前面写两行 +++，中间写 title = \"……\" 等字段。");
        }
        return None;
    };
    let mut fields = toml_fields::fields(header, 2, faults);
    let line = fields.line_of("title");
    let title = doors::title(&mut fields, LIST_TITLE, faults);
    let doors = doors::doors(&mut fields, ROOM, context, faults);
    fields.finish(faults);
    let body = pieces(parts.body);
    let place = |at: usize| line_at(parts.body, at, parts.body_line);
    if let Some(at) = body.unshown.first() {
        faults.warning(place(*at), "文中有 HTML 标记或图片，不会显示", "请改用文字和 Markdown 表格。");
    }
    if body.list.is_empty() {
        faults.warning(parts.body_line, "正文是空的", "请在文件头下面补上正文。");
    }
    for (at, piece) in &body.list {
        for word in strange_words(piece) {
            let written = format!("{{{word}}}");
            let beyond = parts.body.get(*at..).and_then(|rest| rest.find(&written)).unwrap_or(0);
            let mend = choices(&word, Placeholder::ALL.map(Placeholder::label));
            faults.error(place(at + beyond), format!("没有 {written} 这样的花括号"), mend);
        }
    }
    let lines = body.list.into_iter().map(|(_, piece)| line_of(piece)).collect();
    let leaflet = Leaflet { id, title: title?, lines, doors: doors.list };
    Some(Placed { page: Page::Leaflet(leaflet), line, leads: doors.lines, bodies: doors.bodies })
}

/// Words between braces that no terminal knows.
fn strange_words(piece: &Piece) -> Vec<String> {
    let texts: Vec<&String> = match piece {
        Piece::Heading(_, text) | Piece::Paragraph(text) => vec![text],
        Piece::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).collect(),
    };
    let written = texts.into_iter().flat_map(|text| Placeholder::written_in(text));
    let strange = written.filter(|(_, word)| Placeholder::ALL.iter().all(|known| known.label() != *word));
    strange.map(|(_, word)| word.to_owned()).collect()
}

/// A piece as a leaflet shows it: items have their mark before them, and `- 电话：…` is a name with its value.
fn line_of(piece: Piece) -> LeafletLine {
    let text = match piece {
        Piece::Heading(depth, text) => return LeafletLine::Heading(depth, clean(&text).into_owned()),
        Piece::Table(mut table) => {
            let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| *cell = clean(cell).into_owned());
            return LeafletLine::Table(table);
        }
        Piece::Paragraph(text) => clean(&text).into_owned(),
    };
    if let Some(item) = text.strip_prefix("- ") {
        return match item.split_once('：') {
            Some((name, value)) if name.chars().count() <= LONGEST_NAME && !value.is_empty() => {
                LeafletLine::Field(format!("{name}："), value.trim_start().to_owned())
            }
            _ => LeafletLine::Item("·".to_owned(), item.to_owned()),
        };
    }
    let numbered = text.split_once(' ').filter(|(mark, _)| {
        let digits = mark.strip_suffix(['.', ')']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    match numbered {
        Some((mark, item)) => LeafletLine::Item(mark.to_owned(), item.to_owned()),
        None => LeafletLine::Paragraph(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaflet_is_read_as_it_would_be_printed() {
        let text = "## 怎么办\n\n1. 先问。\n2. 再填。\n\n- 电话：{受理电话}\n- 带上身份证\n- 说明：\n\n甲：乙。\n\n&#27;[2J丙\n";
        let lines: Vec<_> = pieces(text).list.into_iter().map(|(_, piece)| line_of(piece)).collect();
        let item = |mark: &str, text: &str| LeafletLine::Item(mark.to_owned(), text.to_owned());
        let expected = [
            LeafletLine::Heading(2, "怎么办".to_owned()),
            item("1.", "先问。"),
            item("2.", "再填。"),
            LeafletLine::Field("电话：".to_owned(), "{受理电话}".to_owned()),
            item("·", "带上身份证"),
            item("·", "说明："),
            LeafletLine::Paragraph("甲：乙。".to_owned()),
            LeafletLine::Paragraph("[2J丙".to_owned()),
        ];
        assert_eq!(lines, expected);
    }
}
