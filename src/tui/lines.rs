//! Texts of which stretches are marked, because they matched: shortened, and broken into lines.

use crate::{
    search::Fragment,
    text::{char_columns, columns, wrap},
};

/// What stands around the name of a paper where only that paper is meant: whoever ends or changes one is not taken for it.
const BEFORE: [&str; 5] = ["关于印发", "关于发布", "关于公布", "关于征求", "关于公开征求"];
const BEHIND: [&str; 4] = ["的通知", "的公告", "意见的通知", "意见的公告"];

/// A title where it is too wide: first without the names of those who issued it, then only the name of what it is about. What a paper is about stands
/// behind 关于, often in 《》, at the end that would be cut.
pub(super) fn shortened(title: &[Fragment], room: u16) -> Vec<Fragment> {
    let whole: Vec<char> = title.iter().flat_map(|fragment| fragment.text.chars()).collect();
    let width = |part: &[char]| part.iter().map(|c| char_columns(*c)).sum::<usize>();
    let place = |wanted: char| whole.iter().position(|c| *c == wanted);
    let about = whole.windows(2).position(|pair| pair == ['关', '于']);
    let (mut from, mut to) = (0, whole.len());
    if let Some(about) = about.filter(|at| width(&whole) > usize::from(room) && place('《').is_none_or(|name| name > *at)) {
        from = about;
        let name = place('《').zip(whole.iter().rposition(|c| *c == '》'));
        let too_wide = whole.get(from..).is_some_and(|rest| width(rest) > usize::from(room));
        let text = |range: std::ops::Range<usize>| whole.get(range).unwrap_or_default().iter().collect::<String>();
        let is_meant = |(opens, closes): &(usize, usize)| {
            BEFORE.contains(&text(about..*opens).as_str()) && BEHIND.contains(&text(closes + 1..whole.len()).as_str())
        };
        if let Some((opens, closes)) = name.filter(is_meant).filter(|_| too_wide) {
            (from, to) = (opens + 1, closes);
        }
    }
    let mut at = 0;
    let mut short = Vec::new();
    for fragment in title {
        let kept = |(at, _): &(usize, char)| (from..to).contains(at);
        let text: String = (at..).zip(fragment.text.chars()).filter(kept).map(|(_, c)| c).collect();
        at += fragment.text.chars().count();
        if !text.is_empty() {
            short.push(Fragment { text, marked: fragment.marked });
        }
    }
    short
}

/// Broken into lines of at most `room` columns.
pub(super) fn wrapped(text: &[Fragment], room: u16) -> Vec<Vec<Fragment>> {
    let whole: String = text.iter().map(|fragment| fragment.text.as_str()).collect();
    if columns(&whole) <= usize::from(room) {
        return vec![text.to_vec()];
    }
    let marks: Vec<bool> = text.iter().flat_map(|fragment| fragment.text.chars().map(|_| fragment.marked)).collect();
    let line = |line: crate::text::Wrapped| {
        let mut fragments: Vec<Fragment> = Vec::new();
        for (at, c) in (line.start..).zip(line.text.chars()) {
            let marked = marks.get(at).copied().unwrap_or(false);
            match fragments.last_mut().filter(|last| last.marked == marked) {
                Some(last) => last.text.push(c),
                None => fragments.push(Fragment { text: c.to_string(), marked }),
            }
        }
        fragments
    };
    wrap(&whole, usize::from(room), 0).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_too_wide_loses_its_issuers_not_its_matter() {
        let title =
            [Fragment { text: "云川县财政局 云川县教育局关于".into(), marked: false }, Fragment { text: "学生资助".into(), marked: true }];
        let text = |room| shortened(&title, room).into_iter().map(|fragment| fragment.text).collect::<String>();
        assert_eq!(text(60), "云川县财政局 云川县教育局关于学生资助");
        assert_eq!(text(20), "关于学生资助");
        assert!(shortened(&title, 20).last().unwrap().marked);
        let short = |title: &str| shortened(&[Fragment { text: title.into(), marked: false }], 30).remove(0).text;
        assert_eq!(short("关于公开征求《老年人助餐服务补贴办法（征求意见稿）》意见的公告"), "老年人助餐服务补贴办法（征求意见稿）");
        assert_eq!(short("县政府关于印发《城乡居民基本养老保险实施办法》的通知"), "城乡居民基本养老保险实施办法");
        // Who ends a paper is not that paper.
        assert_eq!(short("县政府关于废止《城乡居民基本养老保险办法》的通知"), "关于废止《城乡居民基本养老保险办法》的通知");
    }

    #[test]
    fn what_is_broken_into_lines_keeps_its_words_and_its_marks() {
        let text = [("关于印发", false), ("养老保险", true), ("实施办法的通知", false)];
        let text: Vec<Fragment> = text.into_iter().map(|(text, marked)| Fragment { text: text.to_owned(), marked }).collect();
        let lines = wrapped(&text, 12);
        assert!(lines.len() > 2 && lines.iter().all(|line| line.iter().map(|part| columns(&part.text)).sum::<usize>() <= 12));
        let all =
            |marked: bool| lines.iter().flatten().filter(|part| part.marked == marked).map(|part| part.text.as_str()).collect::<String>();
        assert_eq!((all(true).as_str(), all(false).as_str()), ("养老保险", "关于印发实施办法的通知"));
    }
}
