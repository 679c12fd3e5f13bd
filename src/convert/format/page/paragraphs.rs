//! Lines -> paragraphs with their looks. A line goes on in the next one when it reaches the right edge of the text and the next one does not
//! begin anything: not set in, not in the middle, no mark of numbering where marks begin paragraphs.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    super::super::{Align, Look, Paragraph},
    leaf::is_wide,
    lines::Line,
};

/// A line that ends further from the right edge than this, in letters, ends its paragraph.
const SHORT: f32 = 1.5;
/// Lines further apart than this, in usual distances, belong to two paragraphs.
const APART: f32 = 1.65;

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:第[一二三四五六七八九十百千零〇\d]{1,7}[章节条编款]|[一二三四五六七八九十]{1,4}[、．]|[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,3}(?:\.\d{1,3}){0,4}(?:[、．]|\.?[^\d.,，。%％)）]|\.$)|[①-⑳]|附件|附录|注[:：\d]|表\s*\d)").ok()
});
/// Marks of items, by kinds; the first is a number and what it stands for, as in a list of codes.
static LISTED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^[A-Z]{0,2}\d{1,6} \S",
        r"^第[一二三四五六七八九十百零\d]{1,6}条",
        r"^[一二三四五六七八九十]{1,3}、",
        r"^[（(][一二三四五六七八九十]{1,3}[）)]",
        r"^\d{1,3}[.．、][^\d]",
    ]
    .into_iter()
    .filter_map(|kind| Regex::new(kind).ok())
    .collect()
});
static LEADER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\.{4,}|…{2,}|·{4,}|(?:[.·] ){4,})\s*[—-]?\s*(?:\d{1,4}|[IVX]{1,5})?\s*[—-]?$").ok());

/// Where the text of a page stands, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    /// Left edge of lines that begin nothing.
    pub(super) left: f32,
    /// Right edge of full lines.
    pub(super) right: f32,
    /// From one line to the next, usually.
    pub(super) pitch: f32,
    /// Of most letters.
    pub(super) size: f32,
    /// First lines of paragraphs are set in.
    set_in: bool,
    /// The middle of the page.
    middle: f32,
}

impl Measure {
    /// Of the lines of a page; `width` is that of the text on other pages, where they tell it, `page` that of the page.
    pub(super) fn of(lines: &[Line], width: Option<f32>, page: f32) -> Self {
        let left = left(lines);
        let furthest = lines.iter().map(|line| line.x1).fold(left, f32::max);
        let own = Self::told(lines, page).map(|width| left + width);
        // A page that does not tell has margins alike, as far as it is known.
        let right = match (own, width) {
            (Some(own), Some(width)) => own.max(left + width),
            (Some(own), None) => own,
            (None, Some(width)) => left + width,
            (None, None) => furthest.max(page - left),
        };
        Self { left, right, pitch: pitch(lines), size: size(lines), set_in: set_in(lines, left) >= 2, middle: page / 2.0 }
    }

    /// How wide the text of a page is, if its lines tell: enough of them end at one edge.
    pub(super) fn told(lines: &[Line], page: f32) -> Option<f32> {
        let left = left(lines);
        let right = right(lines);
        let full = lines.iter().filter(|line| right - line.x1 < SHORT * line.size).count();
        let set_in = set_in(lines, left);
        let wide = right - left > 0.78 * (page - 2.0 * left);
        // A narrow text is one if its paragraphs are set in, or most lines fill it: in a list some lines are alike by chance.
        let long = right - left > 12.0 * size(lines);
        let told =
            if wide { full >= 2 } else { long && full >= 3 && (set_in >= 2 && full * 4 >= lines.len() || full * 5 >= lines.len() * 3) };
        told.then_some(right - left)
    }
}

/// How many lines begin two letters from the left edge.
fn set_in(lines: &[Line], left: f32) -> usize {
    lines.iter().filter(|line| (1.5..2.6).contains(&((line.x0 - left) / line.size))).count()
}

/// The outermost left edge that at least two lines share, within half a letter; the outermost of all where none do.
fn left(lines: &[Line]) -> f32 {
    let mut starts: Vec<f32> = lines.iter().map(|line| line.x0).collect();
    starts.sort_by(f32::total_cmp);
    let shared = starts.windows(2).find_map(|pair| if let [a, b] = pair { (b - a < 6.0).then_some(*a) } else { None });
    shared.or(starts.first().copied()).unwrap_or_default()
}

/// The outermost right edge that enough lines come near to: one in eight. Columns end anywhere.
fn right(lines: &[Line]) -> f32 {
    let mut ends: Vec<(f32, f32)> = lines.iter().filter(|line| !line.spread).map(|line| (line.x1, SHORT * line.size)).collect();
    ends.sort_by(|a, b| b.0.total_cmp(&a.0));
    let least = (ends.len() / 8).max(2);
    let near = ends.iter().enumerate().find(|&(at, (end, near))| ends.get(at + least - 1).is_some_and(|(other, _)| end - other < *near));
    near.map(|(_, (end, _))| *end).or(ends.first().map(|(end, _)| *end)).unwrap_or_default()
}

/// The size of most letters.
fn size(lines: &[Line]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = lines.iter().map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut passed = 0;
    let middle = sizes.iter().find(|(_, count)| {
        passed += count;
        passed > half
    });
    middle.map(|(size, _)| *size).unwrap_or_default()
}

fn pitch(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> =
        lines.windows(2).filter_map(|pair| if let [a, b] = pair { Some(b.y - a.y) } else { None }).filter(|&step| step > 4.0).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(f32::MAX)
}

/// A paragraph that grows.
#[derive(Debug, Clone)]
pub(super) struct Growing {
    text: String,
    first: Line,
    last: Line,
    /// Measure of the page of its last line.
    measure: Measure,
    align: Align,
    lines: usize,
    /// Letters that are bold, and all.
    bold: (usize, usize),
}

impl Growing {
    /// A paragraph that begins with this line.
    pub(super) fn new(line: Line, measure: Measure) -> Self {
        let align = align(&line, &measure);
        let letters = line.text.chars().count();
        let bold = (if line.bold { letters } else { 0 }, letters);
        Self { text: line.text.clone(), first: line.clone(), last: line, measure, align, lines: 1, bold }
    }

    /// Whether the line belongs to it; `next_page` where a page lies between.
    pub(super) fn takes(&self, line: &Line, measure: &Measure, next_page: bool) -> bool {
        let size = self.last.size;
        let apart = !next_page && line.y - self.last.y > APART * self.measure.pitch.max(1.2 * size);
        let unlike = (size - line.size).abs() > 0.12 * size;
        if apart || unlike || self.last.spread || is_leader(&self.last.text) || is_leader(&line.text) {
            return false;
        }
        let room = self.measure.right - self.last.x1;
        let full = room <= (SHORT * size).max(first_word(line) + 0.5 * size) || self.breaks_off(line, measure, room);
        let placed = self.align != Align::Left || align(line, measure) != Align::Left;
        full && !placed && !self.begins_anew(line, measure)
    }

    /// Whether the last line is one of ragged text: no end of a sentence, and the next line is not set in where first lines are.
    fn breaks_off(&self, line: &Line, measure: &Measure, room: f32) -> bool {
        let size = self.last.size;
        let flush = (line.x0 - measure.left) < 0.5 * size && measure.set_in;
        let marked = MARK.as_ref().is_some_and(|mark| mark.is_match(&line.text));
        let inside = self.text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '，' | '、' | '“' | '（' | '《'));
        room < 6.0 * size && self.last.x1 - self.last.x0 > 12.0 * size && flush && inside && !marked
    }

    /// Whether the line, below a full one, begins a paragraph.
    fn begins_anew(&self, line: &Line, measure: &Measure) -> bool {
        let set_in = |line: &Line, measure: &Measure| (line.x0 - measure.left) / line.size;
        let (own, before) = (set_in(line, measure), set_in(&self.last, &self.measure));
        let ends =
            self.text.ends_with(['。', '；', '：', '！', '？', ':', ';']) || self.text.ends_with("。”") || self.text.ends_with("。）");
        let marked = MARK.as_ref().is_some_and(|mark| mark.is_match(&line.text));
        // Papers that set nothing in leave room between paragraphs.
        if ends && line.y - self.last.y > 1.25 * self.measure.pitch {
            return true;
        }
        // Items of one list, flush with one another.
        let alike = (line.x0 - self.first.x0).abs() < 0.5 * line.size
            && listed(&self.first.text).is_some_and(|kind| listed(&line.text) == Some(kind));
        if marked && (ends || own >= 1.0) || alike {
            return true;
        }
        // All of a paragraph may be set in: then its second line stands where its last one does, or further left than its first.
        let follows = (own - before).abs() < 0.5 && (self.lines > 1 || !ends);
        own >= SHORT && !follows && own > before - 0.5
    }

    /// Adds a line that it takes.
    pub(super) fn add(&mut self, line: Line, measure: Measure) {
        let (before, after) = (self.text.chars().next_back(), line.text.chars().next());
        if let (Some(before), Some(after)) = (before, after)
            && !is_wide(before)
            && !is_wide(after)
            && (before.is_ascii_alphanumeric() || before == ',')
            && after.is_ascii_alphabetic()
            && before.is_ascii_digit() == after.is_ascii_digit()
        {
            self.text.push(' ');
        }
        let letters = line.text.chars().count();
        self.bold.0 += if line.bold { letters } else { 0 };
        self.bold.1 += letters;
        self.text.push_str(&line.text);
        (self.last, self.measure) = (line, measure);
        self.lines += 1;
    }

    /// The paragraph as it stands.
    pub(super) fn close(self, measure: &Measure) -> Paragraph {
        let indent = (self.first.x0 - measure.left) / self.first.size.max(1.0);
        let indent = (self.align == Align::Left && indent >= 0.5).then(|| (indent * 2.0).round() / 2.0);
        let look = Look {
            align: self.align,
            size: Some((self.first.size * 2.0).round() / 2.0),
            indent,
            bold: 2 * self.bold.0 > self.bold.1,
            contents: is_leader(&self.text),
            ..Look::default()
        };
        Paragraph { text: self.text, look }
    }
}

/// Where a line stands between the edges of the text.
fn align(line: &Line, measure: &Measure) -> Align {
    let (left, right) = (line.x0 - measure.left, measure.right - line.x1);
    let width = measure.right - measure.left;
    let even = (left - right).abs() < 1.2 * line.size;
    // Letters larger than the rest stand in the middle even where they nearly fill the line; others may be set in by chance.
    let large = line.size > 1.1 * measure.size;
    let least = if large { 0.4 } else { 1.8 };
    let set_in = !large && left < 2.4 * line.size && 2.0 * (line.x1 - line.x0) > width;
    // What is large stands in the middle of the page, whatever stands beside the text.
    let middle =
        large && (f32::midpoint(line.x0, line.x1) - measure.middle).abs() < 0.8 * line.size && line.x1 - line.x0 < 1.6 * measure.middle;
    if middle {
        return Align::Centre;
    }
    if even && !set_in && left.min(right) > least * line.size {
        Align::Centre
    } else if left > 0.4 * width && left > right + 2.0 * line.size {
        Align::Right
    } else {
        Align::Left
    }
}

/// Which kind of item a line begins, if any.
fn listed(text: &str) -> Option<usize> {
    LISTED.iter().position(|kind| kind.is_match(text))
}

/// A line of a table of contents.
fn is_leader(text: &str) -> bool {
    LEADER.as_ref().is_some_and(|leader| leader.is_match(text))
}

/// How wide the first word of a line is that cannot be cut, in points: a line may be short because it did not fit.
fn first_word(line: &Line) -> f32 {
    let letters = line.text.chars().take_while(|&c| !is_wide(c) && c != ' ').count();
    let shown = line.text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>().max(1);
    (line.x1 - line.x0) * letters as f32 / shown as f32
}
