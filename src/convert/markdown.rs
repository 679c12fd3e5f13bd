//! A manuscript written as the text of a content source: every character that Markdown would take for a sign of its own is escaped, so that what
//! is read from the source is what stood in the file.

use super::{
    Block, Table,
    structure::{Heading, Paper, Role},
};

/// Deepest heading of a source.
const DEEPEST: u8 = 4;

/// The text of a paper. Its fields stand in the header and are not said again.
pub(super) fn text(blocks: &[Block], paper: &Paper) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut run_in: Option<String> = None;
    for piece in paper.pieces.iter().filter(|piece| piece.role.is_read()) {
        match &piece.role {
            Role::Table => parts.extend(blocks.get(piece.block).and_then(|block| match block {
                Block::Table(written) => table(written),
                _ => None,
            })),
            Role::Picture | Role::PageBreak => {}
            // What ran on behind a heading goes on in its line, as papers print it.
            Role::Heading(Heading { run_in: true, .. }) => run_in = Some(run_in.unwrap_or_default() + &piece.text),
            Role::Heading(heading) => {
                parts.push(format!("{} {}", "#".repeat(usize::from((heading.level + 1).clamp(2, DEEPEST))), inline(&piece.text)));
            }
            _ => parts.push(paragraph(&(run_in.take().unwrap_or_default() + &piece.text))),
        }
        if !matches!(piece.role, Role::Heading(_)) {
            parts.extend(run_in.take().map(|heading| paragraph(&heading)));
        }
    }
    parts.extend(run_in.map(|heading| paragraph(&heading)));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Words of one paragraph; its lines stay lines.
pub(super) fn paragraph(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(line).collect();
    lines.join("\n")
}

/// A line at whose beginning a sign would make it something else than a line.
fn line(text: &str) -> String {
    let escaped = inline(text);
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let mut rest = escaped.chars().skip(digits);
    let mark = rest.next();
    if digits > 0 && matches!(mark, Some('.' | ')')) {
        let (number, rest): (String, String) = (escaped.chars().take(digits).collect(), escaped.chars().skip(digits).collect());
        return format!("{number}\\{rest}");
    }
    if escaped.starts_with(['-', '+', '=', ':']) { format!("\\{escaped}") } else { escaped }
}

/// Words within a line.
pub(super) fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}

/// A table as Markdown has them: a larger cell says its words in each place that it covers, since nothing there is larger than one.
fn table(table: &Table) -> Option<String> {
    let rows = table.spread();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 || rows.iter().flatten().all(String::is_empty) {
        return None;
    }
    let header = table.header_rows.clamp(1, rows.len());
    let head: Vec<String> = (0..width).map(|column| headed(rows.get(..header).unwrap_or_default(), column)).collect();
    let written = |cells: &[String]| {
        let cells: Vec<String> = (0..width).map(|column| cells.get(column).map(|cell| inline(cell.trim())).unwrap_or_default()).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> =
        table.title.iter().filter(|title| !title.is_empty()).flat_map(|title| [paragraph(title), String::new()]).collect();
    lines.push(written(&head));
    lines.push(format!("|{}", "---|".repeat(width)));
    lines.extend(rows.iter().skip(header).map(|row| written(row)));
    Some(lines.join("\n"))
}

/// The name of a column whose header has several rows: its different words, one after another.
fn headed(rows: &[Vec<String>], column: usize) -> String {
    let mut words: Vec<&str> = Vec::new();
    for row in rows {
        let word = row.get(column).map(|word| word.trim()).unwrap_or_default();
        if !word.is_empty() && words.last() != Some(&word) {
            words.push(word);
        }
    }
    words.join("/")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        convert::{Cell, Paragraph, structure::Piece},
        policy::Block as Held,
        source::{Options, Source},
    };

    /// What a library would be made of: paragraphs and cells as the source gives them.
    fn read_back(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let documents = folder.path().join("documents");
        std::fs::create_dir(&documents).unwrap();
        let header = "title = \"题\"\nkind = \"其他文件\"\nissuers = [\"云川县人民政府\"]\nissued_on = 2024-03-01\nmark = \"此件公开发布\"";
        std::fs::write(documents.join("a.md"), format!("+++\n{header}\n+++\n\n{text}\n")).unwrap();
        let mut records = Vec::new();
        let reading = Source::open(&[folder.path().to_owned()], Options::default()).unwrap().read(&mut |batch| {
            records.extend(batch.records);
            std::ops::ControlFlow::Continue(())
        });
        assert!(reading.errors().is_empty(), "{:?}", reading.errors());
        let record = records.first().unwrap();
        let mut said = Vec::new();
        for section in &record.text.sections {
            said.extend(section.own_line.then(|| section.label.clone()));
            for block in &section.blocks {
                match block {
                    Held::Paragraph(text) => said.push(text.clone()),
                    Held::Table(table) => said.extend(std::iter::once(&table.head).chain(&table.rows).map(|row| row.join("|"))),
                }
            }
        }
        said
    }

    #[test]
    fn signs_of_markdown_survive() {
        for words in [
            "3*4*5=60",
            "2017*标*",
            "_下划线_",
            "`反引号`",
            "[方括号](x)",
            "<b>粗</b>",
            "# 井号",
            "<bgs@example.gov.cn>",
            "1. 序号",
            "12) 序号",
            "- 横线",
            "+ 加号",
            "> 引",
            "| a | b |",
            "---",
            "===",
            "+++",
            "~~~",
            "&amp;",
            "a\\b",
            "关于修改<…国徽法>的决定",
            "* 星",
            "http://a.cn/_x_",
            "!图",
            "    ",
            "\\",
            "https://www.a.cn",
            "--- ---",
            ":---",
            "：-",
            "*",
            "１. 全角",
            "1.",
            "2024.3.1 日",
        ] {
            let expected: Vec<String> = Some(words.trim().to_owned()).filter(|words| !words.is_empty()).into_iter().collect();
            let text = format!("{}\n\n前\n\n{}", paragraph(words), paragraph(words));
            let around: Vec<String> = expected.iter().cloned().chain(["前".to_owned()]).chain(expected.iter().cloned()).collect();
            assert_eq!(read_back(&text), around, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        #[test]
        fn what_is_written_is_read_as_it_was(words in "([甲乙。，（）*_`\\[\\]<>#|&~!+=:.)0-9a-c\\\\ -]{1,24}\n?){1,3}") {
            let paragraphs: Vec<String> = words.split('\n').map(crate::convert::plain::line).filter(|line| !line.is_empty()).collect();
            let text = paragraphs.join("\n");
            // Lines that were broken inside a sentence are joined, and nothing else is changed.
            let whole = crate::text::unwrapped(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
            let expected: Vec<String> = Some(whole).filter(|text| !text.is_empty()).into_iter().collect();
            let found: Vec<String> = read_back(&paragraph(&text));
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn larger_cells_say_their_words_in_each_place() {
        let cell = |text: &str, rowspan, colspan| Cell { text: text.to_owned(), rowspan, colspan };
        let rows = vec![vec![cell("甲", 1, 2), cell("乙", 3, 1)], vec![cell("丙|", 2, 1), cell("丁\n戊", 1, 1)], vec![cell("己", 1, 1)]];
        let blocks = [
            Block::Table(Table { title: None, header_rows: 0, rows }),
            Block::Paragraph(Paragraph { text: "后".into(), ..Paragraph::default() }),
        ];
        let pieces =
            vec![Piece { block: 0, role: Role::Table, text: String::new() }, Piece { block: 1, role: Role::Text, text: "后".into() }];
        let text = text(&blocks, &Paper { pieces, ..Paper::default() });
        assert_eq!(read_back(&text), ["甲|甲|乙", "丙||丁 戊|乙", "丙||己|乙", "后"]);
    }
}
