//! Named fields, from a TOML header or a JSON line, read one by one: whatever nobody asked for is unknown, and every fault has its line.
//!
//! Reading field by field, and not into a struct in one go, is what lets one run report all faults of a header.

use jiff::civil::Date;

use crate::text::clean;

use super::{
    fault::{Faults, choices, nearest},
    harmless::harmless,
    measured::measured,
};

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Flag(bool),
    Date(Date),
    List(Vec<(usize, Value)>),
    Table(Fields),
    /// Written in a way that no field takes: a fraction, a moment, a number beyond all bounds.
    Strange,
}

/// The fields of one header, table or line that have not been asked for yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fields {
    /// Where it begins; missing fields are reported here.
    pub(super) line: usize,
    unread: Vec<(usize, String, Value)>,
    asked: Vec<&'static str>,
}

impl Fields {
    pub(super) fn new(line: usize, unread: Vec<(usize, String, Value)>) -> Self {
        Self { line, unread, asked: Vec::new() }
    }

    /// The line of a field, or of the beginning if it is not there.
    pub(super) fn line_of(&self, name: &str) -> usize {
        self.unread.iter().find(|(_, unread, _)| unread == name).map_or(self.line, |(line, _, _)| *line)
    }

    fn take(&mut self, name: &'static str) -> Option<(usize, Value)> {
        self.asked.push(name);
        let at = self.unread.iter().position(|(_, unread, _)| unread == name)?;
        let (line, _, value) = self.unread.swap_remove(at);
        Some((line, value))
    }

    /// One line of text; an empty one counts as absent.
    pub(super) fn text(&mut self, name: &'static str, faults: &mut Faults) -> Option<String> {
        self.placed_text(name, faults).map(|(_, text)| text)
    }

    /// [`Fields::text`] with the line it stands on.
    pub(super) fn placed_text(&mut self, name: &'static str, faults: &mut Faults) -> Option<(usize, String)> {
        match self.take(name)? {
            (line, Value::Text(text)) => {
                let text = one_line(&text);
                harmless(name, line, &text, faults);
                measured(name, line, &text, faults);
                Some((line, text)).filter(|(_, text)| !text.is_empty())
            }
            (line, _) => {
                faults.error(line, format!("{name} 应当是一段文字"), format!("请写成 {name} = \"……\"，文字要放在引号里。"));
                None
            }
        }
    }

    /// One line of text that may be empty, with the line it stands on.
    pub(super) fn written(&mut self, name: &'static str, faults: &mut Faults) -> Option<(usize, String)> {
        match self.take(name)? {
            (line, Value::Text(text)) => Some((line, one_line(&text))),
            (line, _) => {
                faults.error(line, format!("{name} 应当是一段文字"), format!("请写成 {name} = \"……\"，没有文字就写 {name} = \"\"。"));
                None
            }
        }
    }

    /// Text with its line ends, uncleaned: for whoever reads it further.
    pub(super) fn long_text(&mut self, name: &'static str, faults: &mut Faults) -> Option<String> {
        match self.take(name)? {
            (_, Value::Text(text)) => Some(text).filter(|text| !text.trim().is_empty()),
            (line, _) => {
                faults.error(line, format!("{name} 应当是一段文字"), "请把它写在引号里。");
                None
            }
        }
    }

    /// Text that must be there.
    pub(super) fn required(&mut self, name: &'static str, faults: &mut Faults) -> Option<String> {
        self.need(name, Self::text, faults)
    }

    /// A list of texts, each with its line.
    pub(super) fn texts(&mut self, name: &'static str, faults: &mut Faults) -> Vec<(usize, String)> {
        let mut texts = Vec::new();
        let mend = || format!("请写成 {name} = [\"……\", \"……\"]。");
        match self.take(name) {
            None => {}
            Some((_, Value::List(values))) => {
                for (line, value) in values {
                    match value {
                        Value::Text(text) => {
                            let text = one_line(&text);
                            harmless(name, line, &text, faults);
                            measured(name, line, &text, faults);
                            texts.extend(Some((line, text)).filter(|(_, text)| !text.is_empty()));
                        }
                        _ => faults.error(line, format!("{name} 的每一项应当是一段文字"), mend()),
                    }
                }
            }
            // Exports write "" where there is nothing.
            Some((_, Value::Text(text))) if text.trim().is_empty() => {}
            Some((line, _)) => faults.error(line, format!("{name} 应当是一个列表"), mend()),
        }
        texts
    }

    /// [`Fields::texts`] without their lines.
    pub(super) fn plain_texts(&mut self, name: &'static str, faults: &mut Faults) -> Vec<String> {
        self.texts(name, faults).into_iter().map(|(_, text)| text).collect()
    }

    /// A list of texts that must not be empty.
    pub(super) fn required_texts(&mut self, name: &'static str, faults: &mut Faults) -> Vec<(usize, String)> {
        let (line, before) = (self.line_of(name), faults.errors());
        let texts = self.texts(name, faults);
        if texts.is_empty() && faults.errors() == before {
            missing(line, name, faults);
        }
        texts
    }

    /// Text that is one of several words.
    pub(super) fn choice(&mut self, name: &'static str, known: &[&'static str], faults: &mut Faults) -> Option<&'static str> {
        let (line, word) = self.placed_text(name, faults)?;
        let found = known.iter().copied().find(|known| *known == word);
        if found.is_none() {
            faults.error(line, format!("{name} 不能是“{word}”"), choices(&word, known.iter().copied()));
        }
        found
    }

    /// One of several words, which must be there.
    pub(super) fn required_choice(&mut self, name: &'static str, known: &[&'static str], faults: &mut Faults) -> Option<&'static str> {
        self.need(name, |fields, name, faults| fields.choice(name, known, faults), faults)
    }

    /// A day, written `2023-05-10`.
    pub(super) fn date(&mut self, name: &'static str, faults: &mut Faults) -> Option<Date> {
        let (line, value) = self.take(name)?;
        let (date, written) = match value {
            Value::Date(date) => (Some(date), String::new()),
            Value::Text(text) if text.trim().is_empty() => return None,
            Value::Text(text) => (text.trim().parse().ok(), one_line(&text)),
            _ => (None, String::new()),
        };
        if date.is_none() {
            let written = if written.is_empty() { written } else { format!("“{written}”") };
            faults.error(line, format!("{name} {written}不是日期"), format!("请写成 {name} = 2023-05-10 这样的年-月-日。"));
        }
        date
    }

    /// A day that must be there.
    pub(super) fn required_date(&mut self, name: &'static str, faults: &mut Faults) -> Option<Date> {
        self.need(name, Self::date, faults)
    }

    /// A whole number that fits its place.
    pub(super) fn number<T: TryFrom<i64>>(&mut self, name: &'static str, faults: &mut Faults) -> Option<T> {
        let (line, value) = self.take(name)?;
        let number = match value {
            Value::Number(number) => T::try_from(number).ok(),
            _ => None,
        };
        if number.is_none() {
            faults.error(line, format!("{name} 应当是一个不太大的整数"), format!("请写成 {name} = 1，不加引号。"));
        }
        number
    }

    /// A number that must be there.
    pub(super) fn required_number<T: TryFrom<i64>>(&mut self, name: &'static str, faults: &mut Faults) -> Option<T> {
        self.need(name, Self::number, faults)
    }

    /// `true` or `false`; absent is `false`.
    pub(super) fn flag(&mut self, name: &'static str, faults: &mut Faults) -> bool {
        match self.take(name) {
            None => false,
            Some((_, Value::Flag(flag))) => flag,
            Some((line, _)) => {
                faults.error(line, format!("{name} 只能是 true 或 false"), format!("请写成 {name} = true，不加引号。"));
                false
            }
        }
    }

    /// A list of tables.
    pub(super) fn tables(&mut self, name: &'static str, faults: &mut Faults) -> Vec<Self> {
        let mut tables = Vec::new();
        let mut strange =
            |line| faults.error(line, format!("{name} 的每一项应当写在花括号里"), format!("请写成 {name} = [{{ …… = \"……\" }}]。"));
        match self.take(name) {
            None => {}
            Some((_, Value::List(values))) => {
                for (line, value) in values {
                    match value {
                        Value::Table(table) => tables.push(table),
                        _ => strange(line),
                    }
                }
            }
            Some((line, _)) => strange(line),
        }
        tables
    }

    /// One table.
    pub(super) fn table(&mut self, name: &'static str, faults: &mut Faults) -> Option<Self> {
        match self.take(name)? {
            (_, Value::Table(table)) => Some(table),
            (line, _) => {
                faults.error(line, format!("{name} 应当是一节"), format!("请写成单独一行 [{name}]，下面每行一项。"));
                None
            }
        }
    }

    /// One table written in braces, with the line it stands on.
    pub(super) fn nested(&mut self, name: &'static str, faults: &mut Faults) -> Option<(usize, Self)> {
        match self.take(name)? {
            (line, Value::Table(table)) => Some((line, table)),
            (line, _) => {
                faults.error(line, format!("{name} 应当写在花括号里"), format!("请写成 {name} = {{ …… = \"……\" }}。"));
                None
            }
        }
    }

    /// Reports every field that nobody asked for.
    pub(super) fn finish(self, faults: &mut Faults) {
        for (line, name, _) in self.unread {
            let name = one_line(&name);
            let mend = match nearest(&name, self.asked.iter().copied()) {
                Some(near) => format!("是不是 {near}？"),
                None => format!("请删去。这里可以写的有：{}。", self.asked.join("、")),
            };
            faults.error(line, format!("没有 {name} 这个字段"), mend);
        }
    }

    /// Reports a field that is not there; one that is there and wrong has its own fault already.
    fn need<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self, &'static str, &mut Faults) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        let (line, before) = (self.line_of(name), faults.errors());
        let value = read(self, name, faults);
        if value.is_none() && faults.errors() == before {
            missing(line, name, faults);
        }
        value
    }
}

fn missing(line: usize, name: &str, faults: &mut Faults) {
    faults.error(line, format!("缺少 {name}"), format!("请补上 {name}，这一项必须有。"));
}

/// Clean text on one line.
pub(super) fn one_line(text: &str) -> String {
    let cleaned = clean(text);
    let trimmed = cleaned.trim();
    if trimmed.contains(['\n', '\t']) { trimmed.split_whitespace().collect::<Vec<_>>().join(" ") } else { trimmed.to_owned() }
}
