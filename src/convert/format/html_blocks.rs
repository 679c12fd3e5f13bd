//! A part of a page into paragraphs and tables, in the order in which it is read.

use dom_query::NodeRef;

use super::super::{Align, Block, Cell, Look, Paragraph, Picture, Table, plain};

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "td",
    "tr",
];
/// Columns and rows that one cell may cover.
const WIDEST: usize = 100;
/// Elements inside one another that are still walked.
const DEEPEST: usize = 600;

/// The blocks of an element.
pub(super) fn blocks(node: &NodeRef<'_>) -> Vec<Block> {
    let mut writer = Writer::default();
    writer.children(node, &Look::default(), 0);
    writer.flush();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    open: String,
    look: Look,
    /// Letters of the open paragraph, and those of them that are bold.
    letters: (usize, usize),
    /// In a heading, lines are one.
    in_heading: bool,
}

impl Writer {
    fn children(&mut self, node: &NodeRef<'_>, look: &Look, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for child in node.children_it(false) {
            self.node(&child, look, depth);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>, look: &Look, depth: usize) {
        if node.is_text() {
            return self.text(&node.text(), look);
        }
        let Some(name) = node.node_name() else { return };
        let name: &str = &name;
        match name {
            "br" if self.in_heading => self.open.push(' '),
            "br" => self.flush(),
            "img" => self.picture(node),
            "table" => self.table(node, look, depth),
            "rt" | "rp" => {}
            _ => {
                let block = BLOCKS.contains(&name);
                if block {
                    self.flush();
                }
                let inner = looked(node, name, look);
                let outer = self.in_heading;
                self.in_heading |= inner.heading.is_some();
                if let Some(mark) = printed(node, name) {
                    self.text(&mark, &inner);
                }
                self.children(node, &inner, depth + 1);
                if block {
                    self.flush();
                }
                self.in_heading = outer;
            }
        }
    }

    fn text(&mut self, text: &str, look: &Look) {
        if self.open.trim().is_empty() {
            self.look = look.clone();
        }
        // Line ends in a source are blanks; between Han characters, where a writer broke his line, they are nothing.
        for (place, part) in text.split(['\n', '\r']).enumerate() {
            let part = if place > 0 { part.trim_start_matches([' ', '\t']) } else { part };
            let after_han = self.open.chars().last().is_some_and(|c| c > '\u{2E7F}');
            if place > 0 && !part.is_empty() && !after_han {
                self.open.push(' ');
            }
            self.open.push_str(part);
        }
        let count = plain::count(text);
        self.letters.0 += count;
        self.letters.1 += if look.bold { count } else { 0 };
    }

    fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        let (all, bold) = std::mem::take(&mut self.letters);
        let text = plain::line(&open);
        let mut look = std::mem::take(&mut self.look);
        if !text.is_empty() {
            look.indent = plain::indent(&open).or(look.indent);
            look.bold = bold * 2 > all;
            self.blocks.push(Block::Paragraph(Paragraph { text, look }));
        }
    }

    fn picture(&mut self, node: &NodeRef<'_>) {
        let says = plain::line(&node.attr_or("alt", ""));
        // Pictures lie elsewhere and are never fetched; those without words are ornaments more often than not.
        if !says.is_empty() && says.chars().any(|c| c > '\u{2E7F}') {
            self.flush();
            self.blocks.push(Block::Picture(Picture { asset: None, says }));
        }
    }

    fn table(&mut self, node: &NodeRef<'_>, look: &Look, depth: usize) {
        self.flush();
        let rows = rows_of(node);
        if is_layout(node, &rows) {
            for cell in rows.into_iter().flatten() {
                self.flush();
                self.children(&cell, look, depth + 1);
            }
            return self.flush();
        }
        let title = node.children_it(false).find(|child| child.has_name("caption")).map(|caption| plain::line(&caption.text()));
        let header_rows = rows.iter().take_while(|row| !row.is_empty() && row.iter().all(|cell| cell.has_name("th"))).count();
        let height = rows.len();
        let rows = rows.into_iter().enumerate().map(|(at, row)| row.iter().map(|node| cell(node, height - at)).collect());
        let rows: Vec<Vec<Cell>> = rows.filter(|row: &Vec<Cell>| !row.is_empty()).collect();
        if rows.iter().flatten().any(|cell| !cell.text.is_empty()) {
            self.blocks.push(Block::Table(Table { title: title.filter(|title| !title.is_empty()), header_rows, rows }));
        }
    }
}

/// The number or dot that a browser prints before an item.
fn printed(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let list = node.parent().filter(|parent| name == "li" && parent.has_name("ol"))?;
    let style = format!("{} {}", list.attr_or("style", ""), list.attr_or("class", ""));
    if style.contains("none") {
        return None;
    }
    let first: usize = list.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let before = node.parent()?.children_it(false).filter(|child| child.has_name("li")).take_while(|child| child.id != node.id).count();
    Some(format!("{}.", first.saturating_add(before)))
}

/// How an element changes the look of what is in it.
fn looked(node: &NodeRef<'_>, name: &str, outer: &Look) -> Look {
    let mut look = outer.clone();
    if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level)) {
        look.heading = Some(level);
    }
    look.bold |= name == "b" || name == "strong";
    if name == "center" {
        look.align = Align::Centre;
    }
    let style = node.attr_or("style", "").to_ascii_lowercase();
    let value = |property: &str| {
        style.split(';').find_map(|rule| rule.trim().strip_prefix(property)?.trim_start().strip_prefix(':').map(str::trim))
    };
    let align = value("text-align").map_or_else(|| node.attr_or("align", "").to_ascii_lowercase(), str::to_owned);
    match align.as_str() {
        "center" | "middle" => look.align = Align::Centre,
        "right" | "end" => look.align = Align::Right,
        "left" | "justify" | "start" => look.align = Align::Left,
        _ => {}
    }
    let number = |text: &str, unit: &str| {
        text.strip_suffix(unit).and_then(|number| number.trim().parse::<f32>().ok()).filter(|number| number.is_finite())
    };
    if let Some(size) = value("font-size") {
        look.size = number(size, "pt").or_else(|| number(size, "px").map(|pixels| pixels * 0.75)).or(look.size);
    }
    if let Some(indent) = value("text-indent") {
        let size = look.size.unwrap_or(12.0).max(1.0);
        look.indent = number(indent, "em")
            .or_else(|| number(indent, "pt").map(|points| points / size))
            .or_else(|| number(indent, "px").map(|pixels| pixels * 0.75 / size));
    }
    if let Some(weight) = value("font-weight") {
        look.bold = weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600);
    }
    if value("font-family").is_some_and(|family| family.contains("黑体") || family.contains("小标宋") || family.contains("simhei")) {
        look.bold = true;
    }
    look
}

/// The cells of a table, row by row; those of tables inside it are not among them.
fn rows_of<'a>(table: &NodeRef<'a>) -> Vec<Vec<NodeRef<'a>>> {
    let mut rows = Vec::new();
    let parts = table.children_it(false).flat_map(|child| {
        let group = ["thead", "tbody", "tfoot"].iter().any(|name| child.has_name(name));
        if group { child.children() } else { vec![child] }
    });
    for row in parts.filter(|child| child.has_name("tr")) {
        rows.push(row.children_it(false).filter(|cell| cell.has_name("td") || cell.has_name("th")).collect());
    }
    rows
}

/// Whether a table only places what is in it: it holds tables, one column, or pages of text.
fn is_layout(table: &NodeRef<'_>, rows: &[Vec<NodeRef<'_>>]) -> bool {
    let holds = |names: &[&str], cell: &NodeRef<'_>| {
        cell.descendants_it().filter(|node| names.iter().any(|name| node.has_name(name))).take(9).count()
    };
    let all = || rows.iter().flatten();
    if table.attr_or("role", "").as_ref() == "presentation"
        || rows.iter().all(|row| row.len() < 2)
        || all().any(|cell| holds(&["table"], cell) > 0 || holds(&["p", "br"], cell) > 8 || plain::count(&cell.text()) > 3000)
    {
        return true;
    }
    // A row by itself, and rows of links, are menus unless they say little and lead nowhere.
    let linked: usize = table.descendants_it().filter(|node| node.has_name("a")).map(|link| plain::count(&link.text())).sum();
    linked * 2 > all().map(|cell| plain::count(&cell.text())).sum()
        || rows.len() < 2 && (linked > 0 || all().any(|cell| plain::count(&cell.text()) > 60))
}

fn cell(node: &NodeRef<'_>, rows_left: usize) -> Cell {
    let span =
        |name: &str, most: usize| node.attr(name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, most.max(1));
    let lines: Vec<String> = blocks(node)
        .into_iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text),
            _ => None,
        })
        .collect();
    // A span of nothing is one to the end of the table.
    let rowspan = if node.attr_or("rowspan", "1").trim() == "0" { rows_left } else { span("rowspan", rows_left.min(10 * WIDEST)) };
    Cell { text: lines.join("\n"), rowspan, colspan: span("colspan", WIDEST) }
}
