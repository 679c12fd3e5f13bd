//! Matters written down for reckoning: a line of JSON each, with a name and what happened.

use std::io::BufRead;

use serde::Deserialize;

use super::{Event, RequestError};

/// Bytes that no line of a matter needs.
const LONGEST_LINE: u64 = 1 << 20;

/// A matter as an office writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Case {
    /// What it is called.
    pub id: String,
    /// What happened, in the order in which it happened.
    pub events: Vec<Event>,
}

/// All matters of a file, in its order; a line that cannot be read is an error with its number, and the next one is read all the same. Empty lines
/// are passed over.
pub fn cases(mut lines: impl BufRead) -> impl Iterator<Item = Result<Case, RequestError>> {
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            number += 1;
            let mut line = Vec::new();
            match std::io::Read::take(&mut lines, LONGEST_LINE).read_until(b'\n', &mut line) {
                Err(source) => return Some(Err(RequestError::CaseUnread { line: number, source: serde_json::Error::io(source) })),
                Ok(0) => return None,
                Ok(_) => {}
            }
            if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
                // What follows is the rest of this line, so nothing after it can be told apart.
                drop(std::io::copy(&mut lines, &mut std::io::sink()));
                return Some(Err(RequestError::CaseTooLong { line: number }));
            }
            let text = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line);
            if !text.trim_ascii().is_empty() {
                return Some(serde_json::from_slice(text).map_err(|source| RequestError::CaseUnread { line: number, source }));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_cannot_be_read_is_named_and_hides_no_other() {
        let text = "\u{feff}{\"id\":\"甲\",\"events\":[]}\r\n\n{\"id\":\"乙\"}\n{\"id\":\"丙\",\"events\":[{\"what\":\"today\",\"on\":\"2025-02-30\"}]}\n\
                    {\"id\":\"丁\",\"events\":[{\"what\":\"today\",\"on\":\"2025-02-28\"}]}";
        let read: Vec<_> = cases(text.as_bytes()).map(|case| case.map(|case| case.id)).collect();
        let said: Vec<String> = read
            .into_iter()
            .map(|read| match read {
                Ok(id) => id,
                Err(RequestError::CaseUnread { line, .. } | RequestError::CaseTooLong { line }) => line.to_string(),
            })
            .collect();
        assert_eq!(said, ["甲", "3", "4", "丁"]);
        let long = [b" ".repeat(3 << 20), b"\n{}".to_vec()].concat();
        assert!(matches!(cases(&long[..]).next(), Some(Err(RequestError::CaseTooLong { line: 1 }))));
    }
}
