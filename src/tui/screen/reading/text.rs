//! The text of a record as it lies on the screen: laid out, looked through, marked.

use crate::{
    policy::RecordKind,
    text::{fold_char, initials, is_han},
    tui::{
        context::{Context, Room},
        widget::prose::Prose,
    },
    zone::{Para, Spot},
};

use super::{
    places::places,
    state::{Opened, ReadingPhase, State},
};

impl Opened {
    pub(super) fn lay_out(&mut self, context: &Context) {
        let text = places(&self.dossier, context, context.body(), None).text;
        self.prose = Prose::lay_out(&self.dossier.composition.paras, text.width, context.room() != Room::Narrow);
    }

    /// Stretches of the text that show one of these words, as written or, for letters, as spelled by initials.
    pub(super) fn find(&self, words: &str) -> Vec<Spot> {
        let mut spots = Vec::new();
        for (para, text) in self.dossier.composition.paras.iter().enumerate().filter_map(|(at, para)| match para {
            Para::Text(text) | Para::Line(text) | Para::Heading(_, text) => Some((at, text)),
            _ => None,
        }) {
            for word in words.split_whitespace() {
                spots.extend(occurrences(text, word).into_iter().map(|range| Spot { para, range }));
            }
        }
        spots.sort_by_key(|spot| (spot.para, spot.range.start));
        spots
    }
}

/// Where a word stands in a text, in characters; letters also match the initials of Han.
pub(super) fn occurrences(text: &str, word: &str) -> Vec<std::ops::Range<usize>> {
    let word: Vec<char> = word.chars().map(fold_char).collect();
    if word.is_empty() {
        return Vec::new();
    }
    let folded: Vec<char> = text.chars().map(fold_char).collect();
    let by_initials = word.len() > 1 && word.iter().all(char::is_ascii_alphabetic);
    let spelled: Vec<char> = if by_initials {
        folded.iter().map(|c| if is_han(*c) { initials(&c.to_string()).chars().next().unwrap_or(*c) } else { *c }).collect()
    } else {
        Vec::new()
    };
    let starts = |text: &[char]| -> Vec<usize> {
        text.windows(word.len()).enumerate().filter(|(_, window)| *window == word).map(|(at, _)| at).collect()
    };
    let mut found = starts(&folded);
    found.extend(starts(&spelled));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|at| at..at + word.len()).collect()
}

impl State {
    /// What is said of it aloud, from the first line that is seen; nothing before the record has come, or while words are looked for in it.
    pub(in crate::tui) fn said(&self) -> Vec<String> {
        let opened = match &self.phase {
            ReadingPhase::Open(opened) if self.find.is_none() => opened,
            ReadingPhase::Missing => return vec!["这一篇暂不显示，可以问工作人员。".to_owned()],
            _ => return Vec::new(),
        };
        let dossier = &opened.dossier;
        let first = if self.top == 0 { 0 } else { opened.prose.para_at(self.top) };
        let text = dossier.composition.paras.iter().skip(first).flat_map(Para::said);
        if first > 0 {
            return text.collect();
        }
        let validity = (dossier.card.kind == RecordKind::Document).then(|| format!("有效性：{}。", dossier.standing.validity.label()));
        let head = std::iter::once(dossier.card.title.clone()).chain(validity);
        head.chain(dossier.band.iter().map(|band| band.sentence.clone())).chain(text).collect()
    }
}

impl Opened {
    /// The line to begin at so that the first marked words of a passage are seen, with its heading if that is near.
    pub(super) fn first_mark_from(&self, para: usize) -> usize {
        let start = self.prose.line_of(para);
        let mark = self.marks.iter().find(|spot| spot.para >= para).map(|spot| self.prose.line_of_spot(spot));
        match mark {
            Some(line) if line > start + 8 => line.saturating_sub(3),
            _ => start,
        }
    }

    /// The article that stands at the top, by its place among the articles; none before the first.
    pub(super) fn article(&self, top: usize) -> Option<usize> {
        self.dossier.composition.articles.iter().rposition(|(para, _)| self.prose.line_of(*para) <= top)
    }

    /// The line of the article before or after the one at the top.
    pub(super) fn article_beside(&self, top: usize, back: bool) -> Option<usize> {
        let mut lines = self.dossier.composition.articles.iter().map(|(para, _)| self.prose.line_of(*para));
        if back { lines.rfind(|line| *line < top) } else { lines.find(|line| *line > top) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_written_and_by_initials() {
        let text = "第六条 缴费标准由县人民政府公布，缴費標準每年调整。";
        assert_eq!(occurrences(text, "缴费标准"), [4..8, 17..21]);
        assert_eq!(occurrences(text, "jfbz"), [4..8, 17..21]);
        assert!(occurrences(text, "").is_empty());
        assert!(occurrences(text, "j").is_empty());
    }
}
