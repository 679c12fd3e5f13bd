//! A document of a source as its file has it: the lines of its header, its text, and fields changed one by one without touching the rest.

use toml::{Table, Value};

/// What stands before and behind a header.
const FENCE: &str = "+++";

/// A document's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    header: Vec<String>,
    body: String,
}

impl Paper {
    /// Reads a file; none where it has no header that can be read.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.trim_start_matches('\u{FEFF}').split('\n');
        lines.next().filter(|line| line.trim_end() == FENCE)?;
        let mut header = Vec::new();
        loop {
            let line = lines.next()?;
            if line.trim_end() == FENCE {
                break;
            }
            header.push(line.trim_end_matches('\r').to_owned());
        }
        let paper = Self { header, body: lines.collect::<Vec<_>>().join("\n") };
        paper.table().map(|_| paper)
    }

    /// The file.
    pub(super) fn text(&self) -> String {
        let header: String = self.header.iter().map(|line| format!("{line}\n")).collect();
        format!("{FENCE}\n{header}{FENCE}\n{}", self.body)
    }

    fn table(&self) -> Option<Table> {
        self.header.join("\n").parse().ok()
    }

    /// The text below the header.
    pub(super) fn body(&self) -> &str {
        &self.body
    }

    /// Replaces the text below the header.
    pub(super) fn set_body(&mut self, body: String) {
        self.body = body;
    }

    /// The line of the file on which the text begins, from 1.
    pub(super) fn body_line(&self) -> usize {
        self.header.len() + 3
    }

    /// A field as people read it: several values with 、 between them. None where it is not there or holds something else.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let shown = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Datetime(day) => Some(day.to_string()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Array(values) => {
                let values: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
                values.map(|values| values.join("、"))
            }
            _ => None,
        };
        self.table()?.get(name).and_then(shown).filter(|value| !value.is_empty())
    }

    /// Gives a field a value, or takes it out. Whether the header is one afterwards; otherwise nothing was changed.
    pub(super) fn set(&mut self, name: &str, value: Option<&Value>) -> bool {
        let written = value.map(|value| format!("{name} = {value}"));
        let is_it = |line: &String| line.trim_start().strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
        // Tables of their own stand at the end, and a field behind them would be one of theirs.
        let end = self.header.iter().position(|line| line.trim_start().starts_with('[')).unwrap_or(self.header.len());
        let mut header = self.header.clone();
        match (header.iter().take(end).position(is_it), written) {
            (Some(at), Some(written)) => drop(header.splice(at..=at, [written])),
            (Some(at), None) => drop(header.remove(at)),
            (None, Some(written)) => header.insert(end, written),
            (None, None) => return true,
        }
        let changed = Self { header, body: self.body.clone() };
        let is_so = changed.table().is_some_and(|table| table.get(name) == value);
        if is_so {
            *self = changed;
        }
        is_so
    }
}

/// Text as a visitor reads it: without the strokes that keep signs from meaning something in Markdown.
pub fn plain(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            shown.extend(chars.next());
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "+++\n# 手写的话\ntitle = \"旧题名\"\nissuers = [\"甲\", \"乙\"]\nissued_on = 2024-03-01\n\n[[materials]]\nname = \"证\"\n+++\n\n正文\n+++\n完\n";

    #[test]
    fn a_field_changes_and_nothing_else_does() {
        let mut paper = Paper::read(FILE).unwrap();
        assert_eq!(paper.text(), FILE);
        assert_eq!((paper.field("issuers").as_deref(), paper.field("issued_on").as_deref()), (Some("甲、乙"), Some("2024-03-01")));
        assert!(paper.set("title", Some(&Value::String("新\"题\"名".to_owned()))));
        assert!(paper.set("mark", Some(&Value::String("此件公开发布".to_owned()))));
        assert!(paper.set("issued_on", None));
        let changed = paper.text();
        assert_eq!(Paper::read(&changed).unwrap().field("title").as_deref(), Some("新\"题\"名"));
        assert!(
            changed.contains("# 手写的话\n")
                && changed.contains("mark = \"此件公开发布\"\n[[materials]]")
                && !changed.contains("issued_on")
        );
        assert!(changed.ends_with("+++\n\n正文\n+++\n完\n"));
        assert_eq!(paper.text().split('\n').nth(paper.body_line() - 1), Some(""));
    }

    #[test]
    fn a_header_of_several_lines_to_a_field_is_not_broken() {
        let mut paper = Paper::read("+++\nissuers = [\n  \"甲\",\n]\n+++\n正文").unwrap();
        assert!(!paper.set("issuers", Some(&Value::String("乙".to_owned()))));
        assert_eq!(paper.field("issuers").as_deref(), Some("甲"));
        assert!(Paper::read("没有文件头").is_none() && Paper::read("+++\ntitle = \n+++\n").is_none());
    }

    #[test]
    fn strokes_are_not_shown() {
        assert_eq!(plain("3\\*4 \\<甲\\> 一\\\\二 C:\\中"), "3*4 <甲> 一\\二 C:\\中");
    }
}
