//! Papers of another region than was asked for: who asks for 上海电梯 has nothing of the lift regulations of Hangzhou, however much they say of lifts.

use rustc_hash::FxHashMap;

use crate::library::Ordinal;

/// How names of regions end.
const ENDS: [char; 3] = ['省', '市', '县'];
/// Characters of the shortest and the longest name before that.
const SHORTEST: usize = 2;
const LONGEST: usize = 5;
/// What stands behind 市 where it ends no name: 国家市场监督管理总局.
const NO_END: char = '场';
/// Papers whose titles must begin with a name for it to be one of a region.
const FEWEST: usize = 3;
/// What papers are worth that name another region, and those that name none: chosen on regions with matters of the real documents.
const ELSEWHERE: f32 = 0.35;
const EVERYWHERE: f32 = 0.6;

/// The regions whose papers a library holds.
#[derive(Debug, Default)]
pub(super) struct Regions {
    numbers: FxHashMap<String, u16>,
    /// Of each paper by ordinal: the region that its title begins with, 0 where it names none.
    of: Vec<u16>,
}

impl Regions {
    /// Reads the titles of papers, by ordinal; none for what is no paper. The region of the library itself tells nothing apart.
    pub(super) fn of<'a>(titles: impl Iterator<Item = Option<&'a str>>, own: &str) -> Self {
        let papers: Vec<Option<&str>> = titles.map(|title| title.and_then(region).filter(|name| !own.starts_with(name))).collect();
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        papers.iter().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
        let mut names: Vec<&str> = counts.into_iter().filter(|(_, count)| *count >= FEWEST).map(|(name, _)| name).collect();
        names.sort_unstable();
        let numbers: FxHashMap<String, u16> = names.into_iter().map(str::to_owned).zip(1..).collect();
        let of = papers.into_iter().map(|name| name.and_then(|name| numbers.get(name)).copied().unwrap_or_default()).collect();
        Self { numbers, of }
    }

    /// The region that a squeezed question names; of several the one named first.
    pub(super) fn named_in(&self, question: &str) -> Option<u16> {
        if self.numbers.len() < 2 {
            return None;
        }
        let chars: Vec<char> = question.chars().collect();
        (0..chars.len()).find_map(|from| {
            (SHORTEST..=LONGEST).rev().find_map(|length| {
                let name: String = chars.get(from..from + length)?.iter().collect();
                self.numbers.get(&name).copied()
            })
        })
    }

    /// What a paper is worth to somebody who asks for a region.
    pub(super) fn worth(&self, asked: u16, paper: Ordinal) -> f32 {
        match self.of.get(paper.index()).copied().unwrap_or_default() {
            of if of == asked => 1.0,
            0 => EVERYWHERE,
            _ => ELSEWHERE,
        }
    }
}

/// The name of a region with which a title begins, without 省, 市 or 县.
fn region(title: &str) -> Option<&str> {
    let (at, end) = title.char_indices().take(LONGEST + 1).skip(SHORTEST).find(|(_, c)| ENDS.contains(c))?;
    let goes_on = title.get(at + end.len_utf8()..)?.starts_with(NO_END);
    title.get(..at).filter(|_| !goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_of_another_region_are_worth_less() {
        let titles = [
            "上海市供水条例",
            "上海市停车条例",
            "上海市物业条例",
            "杭州市电梯条例",
            "杭州市供水条例",
            "杭州市停车条例",
            "中华人民共和国民法典",
            "国家市场监督管理总局令",
            "云川县停车办法",
        ];
        let regions = Regions::of(titles.iter().copied().map(Some), "云川县");
        let asked = regions.named_in("上海电梯").unwrap();
        let worth: Vec<f32> = Ordinal::all().take(titles.len()).map(|paper| regions.worth(asked, paper)).collect();
        assert!(worth[0] > worth[6] && worth[6] > worth[3] && worth[7] == worth[6], "{worth:?}");
        assert_eq!((regions.named_in("云川停车"), regions.named_in("电梯坏了")), (None, None));
    }
}
