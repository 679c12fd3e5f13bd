//! Sentences of a paper with the titles in them taken for what they are: names, whose words say nothing.

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Words(String),
    /// A title, without its marks; titles inside it keep theirs.
    Title(String),
}

impl Part {
    pub(super) fn words(self) -> Option<String> {
        match self {
            Self::Words(words) => Some(words),
            Self::Title(_) => None,
        }
    }
}

/// A text in its parts. What stands in quotes is left out: it is somebody else's word.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut words, mut title, mut depth) = (String::new(), String::new(), 0_usize);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '“' | '「' if depth == 0 => {
                let close = if c == '“' { '”' } else { '」' };
                if rest.as_str().contains(close) {
                    rest.by_ref().find(|c| *c == close);
                }
            }
            '《' => {
                depth += 1;
                if depth > 1 {
                    title.push(c);
                } else if !words.is_empty() {
                    parts.push(Part::Words(std::mem::take(&mut words)));
                }
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth > 0 {
                    title.push(c);
                } else {
                    parts.push(Part::Title(std::mem::take(&mut title)));
                }
            }
            c if depth > 0 => title.push(c),
            c => words.push(c),
        }
    }
    // A title that nobody closed is none.
    words.push_str(&title);
    if !words.is_empty() {
        parts.push(Part::Words(words));
    }
    parts
}

/// The sentences of a paragraph.
pub(super) fn sentences(paragraph: &str) -> impl Iterator<Item = Vec<Part>> {
    let mut all = Vec::new();
    let mut sentence = Vec::new();
    for part in parts(paragraph) {
        match part {
            Part::Title(_) => sentence.push(part),
            Part::Words(words) => {
                for piece in words.split_inclusive(['。', '；', '\n']) {
                    sentence.push(Part::Words(piece.to_owned()));
                    if piece.ends_with(['。', '；', '\n']) {
                        all.push(std::mem::take(&mut sentence));
                    }
                }
            }
        }
    }
    all.push(sentence);
    all.into_iter().filter(|sentence| !sentence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_names_and_quotes_are_somebody_elses() {
        let words = |text: &str| Part::Words(text.to_owned());
        let title = |text: &str| Part::Title(text.to_owned());
        let cases: [(&str, Vec<Part>); 4] = [
            ("《甲》同时废止。", vec![title("甲"), words("同时废止。")]),
            ("对《关于《甲》的办法》", vec![words("对"), title("关于《甲》的办法")]),
            ("所称“《甲》同时废止”，指", vec![words("所称，指")]),
            ("《甲", vec![words("甲")]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
        assert_eq!(sentences("一。《甲》废止；二").count(), 3);
    }
}
