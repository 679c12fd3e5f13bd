//! Words of questions that say nothing about their subject: 请问, 怎么. The zone's arrangement says which.

/// The words, each in its characters.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fillers(Vec<Vec<char>>);

impl Fillers {
    /// Folded words, as what is typed is compared.
    pub(super) fn new(words: &[String]) -> Self {
        Self(words.iter().map(|word| word.chars().collect()).collect())
    }

    /// Which characters of a folded query belong to a filler. Where there is nothing else, fillers are the subject.
    pub(super) fn mark(&self, chars: &[char]) -> Vec<bool> {
        let mut marked = vec![false; chars.len()];
        let mut at = 0;
        while at < chars.len() {
            let rest = chars.get(at..).unwrap_or_default();
            let length = self.0.iter().filter(|filler| rest.starts_with(filler)).map(Vec::len).max().unwrap_or(0);
            marked.iter_mut().skip(at).take(length).for_each(|mark| *mark = true);
            at += length.max(1);
        }
        let is_subject = |(c, marked): (&char, &bool)| !marked && c.is_alphanumeric();
        if chars.iter().zip(&marked).any(is_subject) { marked } else { vec![false; chars.len()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_adds_its_own_words_to_those_of_the_program() {
        let marked = |words: &[String], query: &str| {
            let chars: Vec<char> = query.chars().collect();
            let marks = Fillers::new(words).mark(&chars);
            chars.iter().zip(marks).filter(|(_, marked)| !marked).map(|(c, _)| *c).collect::<String>()
        };
        let general = crate::source::built_in();
        assert_eq!(marked(&general.fillers, "劳驾低保怎么办"), "劳驾低保办");
        let own = crate::policy::Arrangement { fillers: vec!["劳驾".to_owned()], ..Default::default() };
        assert_eq!(marked(&own.over(general).fillers, "劳驾低保怎么办"), "低保办");
        assert_eq!(marked(&general.fillers, "怎么"), "怎么");
    }
}
