//! Fields from TOML: `source.toml` and the headers of Markdown files, with every value's line.

use jiff::civil::Date;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::Faults,
    fields::{Fields, Value, one_line},
};
use crate::text::Typo;

/// A Markdown file taken apart.
pub(super) struct Parts<'t> {
    /// Header between the two lines `+++`, if there is one.
    pub(super) header: Option<&'t str>,
    /// The text after it.
    pub(super) body: &'t str,
    /// The line on which `body` begins.
    pub(super) body_line: usize,
}

/// Takes the header off. A header that is opened and not closed is a fault.
pub(super) fn split<'t>(text: &'t str, faults: &mut Faults) -> Parts<'t> {
    let whole = Parts { header: None, body: text, body_line: 1 };
    let Some((first, rest)) = text.split_once('\n') else { return whole };
    if first.trim_end() != "+++" {
        return whole;
    }
    let mut length = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == "+++" {
            let (header, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let body = after.split_once('\n').map_or("", |(_, body)| body);
            return Parts { header: Some(header), body, body_line: number + 3 };
        }
        length += line.len();
    }
    faults.error(1, "文件头没有结束", "请在文件头的最后一项下面单独写一行 +++。");
    whole
}

/// Reads TOML that begins on line `first` of its file; what cannot be read is reported, the rest is still there.
pub(super) fn fields(text: &str, first: usize, faults: &mut Faults) -> Fields {
    let lines = Lines::of(text, first);
    let (table, errors) = DeTable::parse_recoverable(text);
    // One typo makes the parser stumble several times on its line, and again on the next.
    let mut reported = None;
    for error in errors {
        let line = lines.at(error.span().map_or(0, |span| span.start));
        if reported.is_some_and(|reported| line <= reported + 1) {
            continue;
        }
        reported = Some(line);
        let written = one_line(lines.text_of(text, line));
        let shown: String = written.chars().take(40).collect();
        let typo = Typo::of(error.message());
        faults.error(line, format!("{}：{shown}", typo.what()), format!("请改正：{}。", typo.mend()));
    }
    // A missing field is reported on the line of the `+++` above.
    table_fields(&table.into_inner(), first.saturating_sub(1).max(1), &lines)
}

fn table_fields(table: &DeTable<'_>, line: usize, lines: &Lines) -> Fields {
    let read = |(key, item): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        (lines.at(key.span().start), name.clone().into_owned(), value(item, lines))
    };
    Fields::new(line, table.iter().map(read).collect())
}

fn value(item: &Spanned<DeValue<'_>>, lines: &Lines) -> Value {
    let line = lines.at(item.span().start);
    match item.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Strange, Value::Number),
        DeValue::Float(_) => Value::Strange,
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(written) => written
            .date
            .filter(|_| written.time.is_none())
            .and_then(|date| Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok())
            .map_or(Value::Strange, Value::Date),
        DeValue::Array(items) => Value::List(items.iter().map(|item| (lines.at(item.span().start), value(item, lines))).collect()),
        DeValue::Table(table) => Value::Table(table_fields(table, line, lines)),
    }
}

/// Where the lines of a text begin.
struct Lines {
    first: usize,
    ends: Vec<usize>,
}

impl Lines {
    fn of(text: &str, first: usize) -> Self {
        Self { first, ends: text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect() }
    }

    /// The words of a line of `text`.
    fn text_of<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let number = line.saturating_sub(self.first);
        let begin = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
        let end = self.ends.get(number).copied().unwrap_or(text.len());
        text.get(begin..end).unwrap_or_default()
    }

    /// The line of the byte at `offset`.
    fn at(&self, offset: usize) -> usize {
        self.first + self.ends.partition_point(|end| *end < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(header: &str, read: impl FnOnce(&mut Fields, &mut Faults)) -> Vec<(usize, String)> {
        let mut faults = Faults::new("a.md");
        let mut fields = fields(header, 2, &mut faults);
        read(&mut fields, &mut faults);
        fields.finish(&mut faults);
        faults.found.into_iter().map(|fault| (fault.line.unwrap(), format!("{}。{}", fault.what, fault.mend))).collect()
    }

    #[test]
    fn a_file_is_taken_apart_at_the_lines_of_plus_signs() {
        let mut faults = Faults::new("a.md");
        let parts = split("+++\ntitle = \"甲\"\n+++\n\n正文\n", &mut faults);
        assert_eq!((parts.header, parts.body, parts.body_line), (Some("title = \"甲\"\n"), "\n正文\n", 4));
        let parts = split("# 甲\n+++\n", &mut faults);
        assert_eq!((parts.header, parts.body_line), (None, 1));
        assert_eq!(faults.errors(), 0);
        split("+++\ntitle = \"甲\"\n", &mut faults);
        assert_eq!(faults.errors(), 1);
    }

    #[test]
    fn every_slip_of_a_header_is_told_with_its_line() {
        let told =
            faults_of("title = \"甲\ntopics = [\n  \"救助\",\n  3,\n]\nisued_on = 2023-05-10\nvisits = 1.5\n", |fields, faults| {
                fields.text("title", faults);
                fields.texts("topics", faults);
                fields.date("issued_on", faults);
                fields.number::<u8>("visits", faults);
            });
        let lines: Vec<_> = told.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 5, 8, 7], "{told:?}");
        assert!(told.last().unwrap().1.contains("是不是 issued_on"), "{told:?}");
    }

    #[test]
    fn dates_are_days_and_not_moments_or_other_words() {
        for (written, sound) in [("2023-05-10", true), ("\"2023-05-10\"", true), ("2023-05-10T08:00:00", false), ("\"5月10日\"", false)] {
            let told = faults_of(&format!("on = {written}\n"), |fields, faults| assert_eq!(fields.date("on", faults).is_some(), sound));
            assert_eq!(told.is_empty(), sound, "{written} {told:?}");
        }
    }
}
