//! Two texts beside one another: only the lines that changed, with a line around them, the changed stretch of a line between 【】. On a wide
//! terminal the old stands left and the new right, on a narrow one above one another.

use similar::{DiffOp, TextDiff};

use crate::text::{clean, columns as width_of, wrap};

/// Columns from which on texts stand side by side.
const WIDE: usize = 100;
/// Characters that are kept around the changed stretch of a long line.
const AROUND: usize = 24;
/// Lines that are kept around changed ones.
const CONTEXT: usize = 1;

/// A text as lines without anything that commands a terminal.
pub(super) fn lines(text: &str) -> Vec<String> {
    clean(text).lines().map(str::to_owned).collect()
}

/// A line of the old text, of the new one, or of both.
enum Row {
    Same(String),
    Changed(Option<String>, Option<String>),
    Gap,
}

/// What differs, in lines of at most so many columns. `whole` leaves out nothing.
pub(super) fn side_by_side(before: &[String], now: &[String], columns: usize, whole: bool) -> Vec<String> {
    let rows = rows(before, now, whole);
    if columns >= WIDE { beside(&rows, columns) } else { above(&rows, columns) }
}

fn rows(before: &[String], now: &[String], whole: bool) -> Vec<Row> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.iter().map(String::as_str).collect(), now.iter().map(String::as_str).collect());
    let diff = TextDiff::from_slices(&old, &new);
    let groups = diff.grouped_ops(if whole { usize::MAX / 4 } else { CONTEXT });
    let mut rows = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            rows.push(Row::Gap);
        }
        for op in group {
            let (from, to) = (old.get(op.old_range()).unwrap_or_default(), new.get(op.new_range()).unwrap_or_default());
            if matches!(op, DiffOp::Equal { .. }) {
                rows.extend(from.iter().map(|line| Row::Same(shortened(line, whole))));
                continue;
            }
            for pair in 0..from.len().max(to.len()) {
                rows.push(match (from.get(pair), to.get(pair)) {
                    (Some(from), Some(to)) => {
                        let (from, to) = marked(from, to, whole);
                        Row::Changed(Some(from), Some(to))
                    }
                    (from, to) => Row::Changed(from.map(|line| (*line).to_owned()), to.map(|line| (*line).to_owned())),
                });
            }
        }
    }
    rows
}

/// A line that only gives the place of another.
fn shortened(line: &str, whole: bool) -> String {
    let most = AROUND * 2;
    if whole || line.chars().count() <= most { line.to_owned() } else { line.chars().take(most).chain("……".chars()).collect() }
}

/// Two lines, of each the stretch that differs between 【】; of a long one only what stands around it.
fn marked(from: &str, to: &str, whole: bool) -> (String, String) {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let same_head = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    let room = from.len().min(to.len()) - same_head;
    let same_tail = from.iter().rev().zip(to.iter().rev()).take(room).take_while(|(left, right)| left == right).count();
    if same_head + same_tail == 0 {
        return (from.into_iter().collect(), to.into_iter().collect());
    }
    let shown = |line: &[char]| {
        let (head, rest) = line.split_at_checked(same_head).unwrap_or((line, &[]));
        let (changed, tail) = rest.split_at_checked(rest.len() - same_tail.min(rest.len())).unwrap_or((rest, &[]));
        let mut text = String::new();
        let cut = head.len().saturating_sub(AROUND);
        if cut > AROUND / 2 && !whole {
            text.push_str("……");
            text.extend(head.iter().skip(cut));
        } else {
            text.extend(head);
        }
        text.push('【');
        text.extend(changed);
        text.push('】');
        if tail.len() > AROUND + AROUND / 2 && !whole {
            text.extend(tail.iter().take(AROUND));
            text.push_str("……");
        } else {
            text.extend(tail);
        }
        text
    };
    (shown(&from), shown(&to))
}

fn above(rows: &[Row], columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut put = |word: &str, text: &str| {
        for (at, line) in wrap(text, columns.saturating_sub(8).max(10), 0).into_iter().enumerate() {
            lines.push(format!("    {}  {}", if at == 0 { word } else { "  " }, line.text));
        }
    };
    for row in rows {
        match row {
            Row::Same(text) => put("  ", text),
            Row::Gap => put("  ", "……"),
            Row::Changed(from, to) => {
                from.iter().for_each(|text| put("旧", text));
                to.iter().for_each(|text| put("新", text));
            }
        }
    }
    lines
}

fn beside(rows: &[Row], columns: usize) -> Vec<String> {
    let width = columns.saturating_sub(11) / 2;
    let mut lines = Vec::new();
    for row in rows {
        let (mark, from, to) = match row {
            Row::Same(text) => (" | ", Some(text.as_str()), Some(text.as_str())),
            Row::Gap => (" | ", Some("……"), Some("……")),
            Row::Changed(from, to) => (" > ", from.as_deref(), to.as_deref()),
        };
        let [from, to] = [from, to].map(|text| text.map_or_else(Vec::new, |text| wrap(text, width, 0)));
        for at in 0..from.len().max(to.len()) {
            let [left, right] = [&from, &to].map(|lines| lines.get(at).map_or("", |line| line.text.as_str()));
            let blank = " ".repeat(width.saturating_sub(width_of(left)));
            lines.push(format!("    {left}{blank}{mark}{right}").trim_end().to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_limit_that_changes_is_all_that_is_shown() {
        let guide = |limit: &str| {
            of(&["标题：二手房过户", "办理单位：县不动产登记中心", &format!("法定时限：{limit} 个工作日"), "收费：不收费", "网上：能办"])
        };
        let shown = side_by_side(&guide("30"), &guide("15"), 80, false);
        assert_eq!(
            shown,
            [
                "        办理单位：县不动产登记中心",
                "    旧  法定时限：【30】 个工作日",
                "    新  法定时限：【15】 个工作日",
                "        收费：不收费"
            ]
        );
        let wide = side_by_side(&guide("30"), &guide("15"), 106, false);
        assert!(wide[1].starts_with("    法定时限：【30】 个工作日"), "{wide:?}");
        assert!(wide[1].ends_with(" > 法定时限：【15】 个工作日"), "{wide:?}");
    }

    #[test]
    fn of_a_long_paragraph_only_the_neighbourhood_is_shown() {
        let paragraph = |number: &str| of(&[&format!("{}每人每月{number}元{}", "甲".repeat(300), "乙".repeat(300))]);
        let shown = side_by_side(&paragraph("100"), &paragraph("120"), 80, false).concat();
        assert!(shown.contains("每人每月1【0】0元") && shown.contains("每人每月1【2】0元"), "{shown}");
        assert!(shown.chars().count() < 200, "{shown}");
        let whole = side_by_side(&paragraph("100"), &paragraph("120"), 80, true).concat();
        assert!(whole.matches('甲').count() == 600, "{whole}");
    }

    #[test]
    fn no_text_commands_the_terminal() {
        assert_eq!(lines("一\u{1b}[2J\n二\u{202e}三"), ["一[2J", "二三"]);
    }
}
