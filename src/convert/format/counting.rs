//! Automatic numbers of lists: counted through a document as Word counts, and written as it writes them.

use std::collections::{HashMap, HashSet};

use super::numerals::written;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Counting {
    pub(super) patterns: HashMap<String, Pattern>,
    pub(super) lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own beginning was set.
    begun: HashSet<String>,
}

#[derive(Debug, Default, Clone)]
pub(super) struct Pattern {
    pub(super) levels: HashMap<usize, Level>,
    /// A style that names the list where the levels stand.
    pub(super) elsewhere: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) pattern: String,
    pub(super) starts: HashMap<usize, u32>,
    pub(super) levels: HashMap<usize, Level>,
}

#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    pub(super) words: String,
    /// What stands between number and text.
    pub(super) gap: Gap,
    /// Numbers of levels above are Arabic here.
    pub(super) legal: bool,
    /// Begins anew after this level; 0 never.
    pub(super) restart: Option<usize>,
    pub(super) style: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Nothing,
    Blank,
    Tab,
}

impl Counting {
    /// Counts one paragraph; what Word prints in front of it. `style` is the style by which it came to the list, if one did;
    /// `elsewhere` says which list a style names.
    pub(super) fn next(
        &mut self,
        list: &str,
        level: Option<u8>,
        style: Option<&str>,
        elsewhere: &dyn Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let (list_id, pattern_id) = self.resolve(list, elsewhere)?;
        let pattern = self.patterns.get(&pattern_id)?;
        let by_style =
            || style.and_then(|style| pattern.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at));
        let at = level.map(usize::from).or_else(by_style).unwrap_or(0);
        let list = self.lists.get(&list_id)?;
        let level_of = |at: usize| list.levels.get(&at).or_else(|| pattern.levels.get(&at));
        let level = level_of(at)?.clone();
        let starts = |at: usize| list.starts.get(&at).copied().or_else(|| level_of(at).map(|level| level.start)).unwrap_or(1);
        let counts = self.counts.entry(pattern_id).or_default();
        // A list that sets its own beginning begins there once, and then goes on.
        if let Some(start) = list.starts.get(&at).filter(|_| self.begun.insert(format!("{list_id}/{at}"))) {
            *counts.get_mut(at)? = start.checked_sub(1);
            if start == &0 {
                *counts.get_mut(at)? = None;
            }
        }
        let count = counts.get(at).copied().flatten().map_or_else(|| starts(at), |count| count.saturating_add(1));
        *counts.get_mut(at)? = Some(count);
        for deeper in at + 1..LEVELS {
            let kept = level_of(deeper).and_then(|level| level.restart).is_some_and(|restart| restart == 0 || restart <= at);
            if !kept && let Some(count) = counts.get_mut(deeper) {
                *count = None;
            }
        }
        // Levels above that were never counted stand at their beginning.
        for above in 0..at {
            let beginning = starts(above);
            counts.get_mut(above)?.get_or_insert(beginning);
        }
        let number = |place: usize| {
            let count = counts.get(place).copied().flatten()?;
            let format = level_of(place).map_or("decimal", |level| level.format.as_str());
            let format = if level.legal && place != at && !matches!(format, "decimalZero") { "decimal" } else { format };
            Some(written(count, format))
        };
        Some(level.printed(number))
    }

    /// The list and its pattern; a pattern may say that the levels stand with a style.
    fn resolve(&self, list: &str, elsewhere: &dyn Fn(&str) -> Option<String>) -> Option<(String, String)> {
        let mut list = list.to_owned();
        for _ in 0..4 {
            let pattern = &self.lists.get(&list)?.pattern;
            match self.patterns.get(pattern)?.elsewhere.as_deref().and_then(elsewhere) {
                Some(other) if other != list => list = other,
                _ => return Some((list, pattern.clone())),
            }
        }
        None
    }
}

impl Level {
    /// The words of the level with its numbers in them.
    fn printed(&self, number: impl Fn(usize) -> Option<String>) -> String {
        let mut words = String::new();
        let mut chars = self.words.chars().peekable();
        while let Some(c) = chars.next() {
            let place = if c == '%' { chars.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0) } else { None };
            match place {
                Some(place) => {
                    chars.next();
                    words.push_str(&number(place as usize - 1).unwrap_or_default());
                }
                None => words.push(glyph(c)),
            }
        }
        let closed = words.chars().last().is_none_or(|c| "、）．。：】」』〕".contains(c));
        let gap = match self.gap {
            Gap::Nothing => "",
            Gap::Blank => " ",
            // Behind a mark that is as wide as a letter nobody sees where the text was moved to.
            Gap::Tab if closed => "",
            Gap::Tab => " ",
        };
        words + gap
    }
}

/// What a sign of a symbol face looks like, where it is one of those that offices use.
pub(super) fn glyph(c: char) -> char {
    match u32::from(c) {
        0xF06C | 0xF09F => '●',
        0xF06E => '■',
        0xF06F | 0xF0A8 | 0xF0A3 | 0xF071 | 0xF070 => '□',
        0xF0A7 => '▪',
        0xF0B7 => '•',
        0xF075 | 0xF074 => '◆',
        0xF0D8 => '➢',
        0xF0FC | 0xF050 => '√',
        0xF0FE | 0xF052 | 0xF054 => '☑',
        0xF0FB | 0xF04F => '×',
        0xF0FD | 0xF053 => '☒',
        0xF0E0 => '→',
        0xF0AB => '★',
        0xF09E => '·',
        0xF0A1 => '○',
        0xF02D => '-',
        code if (0xF021..=0xF07E).contains(&code) => char::from_u32(code - 0xF000).unwrap_or(c),
        _ => c,
    }
}
