//! What a cell holds -> what is shown of it.

use calamine::{CellErrorType, DataRef, ExcelDateTime};

/// What is shown of a value, if anything; `format` is how the sheet writes figures in that cell, where it is known.
pub(super) fn shown(value: &DataRef<'_>, format: Option<&str>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => whole(*number, format),
        DataRef::Float(number) => figure(*number, format),
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).replace('T', " "),
        DataRef::Error(error) => wrong(error).to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// Words of a cell: cleaned, lines kept.
pub(super) fn words(text: &str) -> String {
    // Files write carriage returns as `_x000D_`.
    let text = text.replace("_x000D_", "");
    let text = crate::text::clean(&text);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn whole(number: i64, format: Option<&str>) -> String {
    match format.map(str::trim) {
        // Codes that begin with zeros: `000000`.
        Some(format) if format.len() > 1 && format.bytes().all(|byte| byte == b'0') => format!("{number:0width$}", width = format.len()),
        #[expect(clippy::cast_precision_loss, reason = "shares are small numbers")]
        Some(format) if format.contains('%') => figure(number as f64, Some(format)),
        _ => number.to_string(),
    }
}

fn figure(number: f64, format: Option<&str>) -> String {
    let Some(format) = format.map(str::trim).filter(|format| !format.eq_ignore_ascii_case("general")) else { return plain(number) };
    if format.ends_with('%') {
        return format!("{:.decimals$}%", number * 100.0, decimals = decimals(format));
    }
    if format.len() > 1 && format.bytes().all(|byte| byte == b'0') && number.fract() == 0.0 {
        return format!("{number:0width$.0}", width = format.len());
    }
    // Formats that only say how many figures stand behind the point; others (colours, units) are not followed.
    if format.starts_with('0') && format.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'_' | b' ')) {
        return format!("{number:.decimals$}", decimals = decimals(format));
    }
    plain(number)
}

fn decimals(format: &str) -> usize {
    format.split_once('.').map_or(0, |(_, behind)| behind.bytes().take_while(|byte| *byte == b'0').count())
}

/// A figure as such programs show it: fifteen digits, no zeros behind them.
fn plain(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let size = number.abs();
    if size != 0.0 && !(1e-9..1e15).contains(&size) {
        return number.to_string();
    }
    let before = if size < 1.0 { 1 } else { size.log10().floor().abs().to_string().parse::<usize>().unwrap_or_default() + 1 };
    let text = format!("{number:.decimals$}", decimals = 15_usize.saturating_sub(before));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A day, with its hour where it has one; only the hour where it is no day.
fn moment_of(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return plain(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let day_only = hour == 0 && minute == 0 && second == 0;
    let hours = if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    match (moment.as_f64() < 1.0, day_only) {
        (true, _) => hours,
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02} {hours}"),
    }
}

fn wrong(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value | CellErrorType::GettingData => "#VALUE!",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_without_tails() {
        for (number, format, text) in [
            (0.1 + 0.2, None, "0.3"),
            (0.953, Some("0.0%"), "95.3%"),
            (0.5, Some("0%"), "50%"),
            (110_101.0, Some("General"), "110101"),
            (110.0, Some("000000"), "000110"),
            (12.5, Some("0.00"), "12.50"),
            (1_234_567.891, Some("#,##0.00"), "1234567.891"),
            (-0.0, None, "0"),
        ] {
            assert_eq!(figure(number, format), text);
        }
    }

    #[test]
    fn lines_of_a_cell_are_kept_and_nothing_that_commands() {
        assert_eq!(words("会\r\n议_x000D_\n\n 确认\u{202e} "), "会\n议\n确认");
    }
}
