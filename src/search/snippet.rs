//! The excerpt of a passage that shows why it was found.

use super::{
    found::Fragment,
    marks::{Marker, fragments},
};

/// Characters of an excerpt.
const LENGTH: usize = 72;
/// Characters by which it may begin earlier, to begin with a sentence.
const LEAD: usize = 16;

/// Characters of an article that was named.
const ARTICLE_LENGTH: usize = 160;

/// A text from its beginning on, marked: of an article that was named.
pub(super) fn opening(text: &str, marker: &Marker) -> Vec<Fragment> {
    let text: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let marks = marker.marks(&text);
    let end = ARTICLE_LENGTH.min(text.len());
    let mut parts = fragments(text.get(..end).unwrap_or_default(), marks.get(..end).unwrap_or_default());
    if end < text.len() {
        parts.push(Fragment { text: "…".to_owned(), marked: false });
    }
    parts
}

/// The stretch of a text with most matching characters, marked; `None` if nothing matches.
pub(super) fn snippet(text: &str, marker: &Marker) -> Option<Vec<Fragment>> {
    let text: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let marks = marker.marks(&text);
    let start = beginning(&text, densest(&marks)?);
    let end = (start + LENGTH).min(text.len());
    let shown = text.get(start..end).unwrap_or_default();
    let mut parts = fragments(shown, marks.get(start..end).unwrap_or_default());
    if start > 0 {
        parts.insert(0, Fragment { text: "…".to_owned(), marked: false });
    }
    if end < text.len() {
        parts.push(Fragment { text: "…".to_owned(), marked: false });
    }
    Some(parts)
}

/// Where the window with most marks begins; it begins with a mark, the first such.
fn densest(marks: &[bool]) -> Option<usize> {
    let window = LENGTH - LEAD;
    let mut inside = marks.iter().take(window).filter(|mark| **mark).count();
    let mut best = None;
    for (start, marked) in marks.iter().enumerate() {
        if *marked && best.is_none_or(|(most, _)| inside > most) {
            best = Some((inside, start));
        }
        inside = inside + usize::from(marks.get(start + window).copied().unwrap_or(false)) - usize::from(*marked);
    }
    best.map(|(_, start)| start)
}

/// The beginning of the sentence or clause that `at` is in, if it is near.
fn beginning(text: &[char], at: usize) -> usize {
    let earliest = at.saturating_sub(LEAD);
    if earliest == 0 {
        return 0;
    }
    let before = text.get(earliest..at).unwrap_or_default();
    let ends = |enders: &str| before.iter().rposition(|c| enders.contains(*c)).map(|found| earliest + found + 1);
    ends("。；！？ ").or_else(|| ends("，、：")).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::terms::Terms;

    fn shown(query: &str, text: &str) -> Option<String> {
        let parts = snippet(text, &Marker::new(&Terms::of(query)))?;
        Some(parts.into_iter().map(|part| if part.marked { format!("[{}]", part.text) } else { part.text }).collect())
    }

    #[test]
    fn an_excerpt_shows_the_place_that_says_most() {
        let filling = "其他规定。".repeat(40);
        let text = format!("养老。{filling}\n年满六十周岁可以领取养老金。{filling}");
        let shown = shown("领取养老金", &text).unwrap();
        assert!(shown.starts_with("…年满六十周岁可以[领取养老金]。"), "{shown}");
        assert!(shown.ends_with('…') && !shown.contains('\n'));
    }

    #[test]
    fn a_short_passage_is_shown_whole_and_a_strange_one_not_at_all() {
        assert_eq!(shown("养老", "领取养老金\n的条件").as_deref(), Some("领取[养老]金 的条件"));
        assert_eq!(shown("税", "领取养老金"), None);
        assert_eq!(shown("", "领取养老金"), None);
    }
}
