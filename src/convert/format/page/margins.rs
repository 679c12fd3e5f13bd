//! Heads and feet of pages: what repeats near the edge of pages, and page numbers. They are taken out of the text.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use super::lines::Line;

/// Heads and feet stand in this share of a page's height, from its edge.
const EDGE: f32 = 0.14;
/// The first and last lines of a page that may be one.
const DEPTH: usize = 3;
/// They repeat on this share of the pages: left and right pages may have different ones, and parts of a paper their own.
const SHARE: f32 = 0.25;

static MARKED_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[-—–－―·~∙•]+\s*\d{1,4}\s*[-—–－―·~∙•]+|第\s*\d{1,4}\s*页(?:\s*[/／,，、]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|\d{1,4}\s*页|(?i:page)\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$").ok()
});

/// A page: its height, and its lines from top to bottom.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lined {
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
}

/// Takes heads, feet and numbers out of the pages; gives the heads and feet, once each.
pub(super) fn take(pages: &mut [Lined]) -> Vec<String> {
    let repeated = repeated(pages);
    let body = usual_size(pages);
    let numbered = numbered(pages);
    let mut margins: Vec<String> = Vec::new();
    for page in pages.iter_mut() {
        let edges = edges(page);
        let mut at = 0;
        page.lines.retain(|line| {
            let edge = edges.contains(&at);
            at += 1;
            if !edge {
                return true;
            }
            if is_marked_number(&line.text) || (numbered && bare_number(&line.text).is_some()) {
                return false;
            }
            // Titles and mastheads are larger than the text, heads of pages are not.
            let repeats = line.size <= 1.2 * body && repeated.iter().any(|known| known.is(line));
            if repeats && !margins.contains(&line.text) {
                margins.push(line.text.clone());
            }
            !repeats
        });
    }
    margins
}

/// The size of most letters of all pages.
fn usual_size(pages: &[Lined]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = pages.iter().flat_map(|page| &page.lines).map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut passed = 0;
    let reaches = |(_, letters): &&(f32, usize)| {
        passed += letters;
        passed > half
    };
    sizes.iter().find(reaches).map_or(f32::MAX, |(size, _)| *size)
}

/// The places of those lines of a page that may be heads or feet: the first and last ones by their height, near its edges.
fn edges(page: &Lined) -> Vec<usize> {
    let mut places: Vec<(usize, f32)> = page.lines.iter().map(|line| line.y).enumerate().collect();
    places.sort_by(|a, b| a.1.total_cmp(&b.1));
    let high = places.iter().take(DEPTH).take_while(|(_, y)| *y < EDGE * page.height);
    let low = places.iter().rev().take(DEPTH).take_while(|(_, y)| *y > (1.0 - EDGE) * page.height);
    high.chain(low).map(|(at, _)| *at).collect()
}

/// A line that repeats at one height.
#[derive(Debug)]
struct Repeated {
    key: String,
    y: f32,
}

impl Repeated {
    fn is(&self, line: &Line) -> bool {
        (self.y - line.y).abs() < line.size / 2.0 && self.key == key(&line.text)
    }
}

fn repeated(pages: &[Lined]) -> Vec<Repeated> {
    let mut places: HashMap<String, Vec<f32>> = HashMap::new();
    for page in pages {
        for line in edges(page).into_iter().filter_map(|at| page.lines.get(at)) {
            let key = key(&line.text);
            if !key.is_empty() {
                places.entry(key).or_default().push(line.y);
            }
        }
    }
    let least = (SHARE * pages.len() as f32).max(2.0);
    let mut repeated = Vec::new();
    for (key, mut ys) in places {
        ys.sort_by(f32::total_cmp);
        for same in ys.chunk_by(|a, b| (a - b).abs() < 2.0) {
            if let (true, Some(&y)) = (same.len() as f32 >= least, same.first()) {
                repeated.push(Repeated { key: key.clone(), y });
            }
        }
    }
    repeated
}

/// What a head or foot says, whatever number stands in it.
fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_numeric()).collect()
}

fn is_marked_number(text: &str) -> bool {
    MARKED_NUMBER.as_ref().is_some_and(|marked| marked.is_match(text))
}

/// Whether pages carry numbers without marks: the same distance from the page's place on two pages at least.
fn numbered(pages: &[Lined]) -> bool {
    let mut distances: HashMap<i64, usize> = HashMap::new();
    for (place, page) in (0_i64..).zip(pages) {
        let numbers = edges(page).into_iter().filter_map(|at| page.lines.get(at)).filter_map(|line| bare_number(&line.text));
        for number in numbers {
            *distances.entry(number - place).or_default() += 1;
        }
    }
    distances.values().any(|&count| count >= 2)
}

/// A line that is a number and nothing else, in digits or Roman.
fn bare_number(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    roman(&text)
}

fn roman(text: &str) -> Option<i64> {
    let mut value = 0;
    let mut largest = 0;
    for c in text.chars().rev() {
        let worth = match c {
            'I' | 'i' | 'Ⅰ' => 1,
            'Ⅱ' => 2,
            'Ⅲ' => 3,
            'Ⅳ' => 4,
            'V' | 'v' | 'Ⅴ' => 5,
            'X' | 'x' | 'Ⅹ' => 10,
            _ => return None,
        };
        value += if worth < largest { -worth } else { worth };
        largest = largest.max(worth);
    }
    (value > 0 && text.chars().count() <= 6).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{super::leaf::Side, *};

    fn page(lines: &[(&str, f32)]) -> Lined {
        let line = |&(text, y): &(&str, f32)| Line {
            text: text.to_owned(),
            x0: 70.0,
            x1: 500.0,
            y,
            size: 12.0,
            bold: false,
            spread: false,
            side: Side::Across,
            chunks: Vec::new(),
            close: Vec::new(),
        };
        Lined { height: 842.0, lines: lines.iter().map(line).collect() }
    }

    fn left(pages: &[Lined]) -> Vec<Vec<&str>> {
        pages.iter().map(|page| page.lines.iter().map(|line| line.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_title_that_stands_high_is_no_head() {
        let mut pages =
            [page(&[("云川县集市管理办法", 60.0), ("第一条", 120.0), ("— 1 —", 800.0)]), page(&[("第二条", 60.0), ("— 2 —", 800.0)])];
        assert_eq!(take(&mut pages), Vec::<String>::new());
        assert_eq!(left(&pages), [vec!["云川县集市管理办法", "第一条"], vec!["第二条"]]);
    }

    #[test]
    fn what_repeats_is_kept_apart_once() {
        let mut pages = [
            page(&[("内部资料 第1页", 40.0), ("甲", 120.0), ("1", 810.0)]),
            page(&[("内部资料 第2页", 40.0), ("乙", 120.0), ("2", 810.0)]),
        ];
        assert_eq!(take(&mut pages), ["内部资料 第1页", "内部资料 第2页"]);
        assert_eq!(left(&pages), [vec!["甲"], vec!["乙"]]);
    }

    #[test]
    fn a_large_line_that_repeats_is_the_title_of_each_page() {
        let mut pages = [page(&[("申请表", 60.0), ("甲乙丙丁", 120.0)]), page(&[("申请表", 60.0), ("戊己庚辛", 120.0)])];
        for line in pages.iter_mut().flat_map(|page| page.lines.first_mut()) {
            line.size = 22.0;
        }
        take(&mut pages);
        assert_eq!(left(&pages), [vec!["申请表", "甲乙丙丁"], vec!["申请表", "戊己庚辛"]]);
    }

    #[test]
    fn a_number_at_the_end_of_one_page_is_text() {
        let mut pages = [page(&[("合计", 700.0), ("2024", 800.0)]), page(&[("完", 100.0)])];
        take(&mut pages);
        assert_eq!(left(&pages), [vec!["合计", "2024"], vec!["完"]]);
    }

    #[test]
    fn roman_numbers_count() {
        let values: Vec<_> = ["I", "ii", "IV", "Ⅲ", "公开"].into_iter().map(roman).collect();
        assert_eq!(values, [Some(1), Some(2), Some(4), Some(3), None]);
    }
}
