//! The colours of a theme, as pictures need them.

use ratatui::style::{Color, Style};

use crate::tui::theme::{Theme, Tone};

/// Red, green, blue.
pub(in crate::tui) type Rgb = [u8; 3];

/// A tone: its deep ground and the ink on it, its pale ground and its own ink there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Shade {
    pub(in crate::tui) deep: Rgb,
    pub(in crate::tui) on_deep: Rgb,
    pub(in crate::tui) pale: Rgb,
    pub(in crate::tui) key: Rgb,
}

/// The colours of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::tui) struct Shades {
    pub(in crate::tui) paper: Rgb,
    pub(in crate::tui) card: Rgb,
    pub(in crate::tui) ink: Rgb,
    pub(in crate::tui) quiet: Rgb,
    pub(in crate::tui) line: Rgb,
    pub(in crate::tui) accent: Rgb,
    pub(in crate::tui) focus: Rgb,
    pub(in crate::tui) on_focus: Rgb,
    /// The ground of what the arrows rest on, and the ink there.
    pub(in crate::tui) rest: Rgb,
    pub(in crate::tui) on_rest: Rgb,
    /// The ground of bars.
    pub(in crate::tui) bar: Rgb,
    /// What matched; what holds, what changed, what has ended.
    pub(in crate::tui) mark: Rgb,
    pub(in crate::tui) good: Rgb,
    pub(in crate::tui) caution: Rgb,
    pub(in crate::tui) bad: Rgb,
    tones: [Shade; 3],
}

impl Shades {
    /// Those of a theme; none where the terminal mixes its own.
    pub(in crate::tui) fn of(theme: &Theme) -> Option<Self> {
        let [blue, green, clay] = [Tone::Blue, Tone::Green, Tone::Clay].map(|tone| {
            let toned = theme.tone(tone);
            let (deep, pale, key) = (ground(toned.deep)?, ground(toned.pale)?, ink(toned.key)?);
            Some(Shade { deep, on_deep: ink(toned.deep)?, pale, key })
        });
        Some(Self {
            paper: ground(theme.text)?,
            card: ground(theme.card)?,
            ink: ink(theme.text)?,
            quiet: ink(theme.quiet)?,
            line: ink(theme.rule)?,
            accent: ink(theme.key)?,
            focus: ground(theme.focus)?,
            on_focus: ink(theme.focus)?,
            rest: ground(theme.rest)?,
            on_rest: ink(theme.rest).or_else(|| ink(theme.text))?,
            bar: ground(theme.bar)?,
            mark: ink(theme.mark)?,
            good: ink(theme.good)?,
            caution: ink(theme.caution)?,
            bad: ink(theme.bad)?,
            tones: [blue?, green?, clay?],
        })
    }

    /// A tone.
    pub(in crate::tui) fn tone(&self, tone: Tone) -> Shade {
        let [blue, green, clay] = self.tones;
        match tone {
            Tone::Blue => blue,
            Tone::Green => green,
            Tone::Clay => clay,
        }
    }

    /// Whether what stands where the arrows rest keeps its own colours.
    pub(in crate::tui) fn is_quiet_rest(&self) -> bool {
        self.on_rest == self.ink
    }

    /// All colours a picture is made of: grounds, each with the inks that stand on it.
    pub(super) fn pairs(&self) -> Vec<(Rgb, Vec<Rgb>)> {
        let keys = self.tones.map(|tone| tone.key);
        let inks: Vec<Rgb> = [self.ink, self.quiet, self.line, self.accent].into_iter().chain(keys).collect();
        let said = [self.mark, self.good, self.caution];
        let mut pairs: Vec<(Rgb, Vec<Rgb>)> = Vec::new();
        for paper in [self.paper, self.card] {
            let beside = [self.bad, self.focus, self.tones.map(|tone| tone.pale)[0]].into_iter().chain(self.tones.map(|tone| tone.deep));
            pairs.push((paper, inks.iter().copied().chain(beside).chain(said).collect()));
        }
        for tone in self.tones {
            pairs.push((tone.pale, inks.iter().copied().chain([self.card, self.bad]).collect()));
            pairs.push((tone.deep, vec![tone.on_deep, tone.pale]));
        }
        pairs.push((self.bar, vec![self.line, self.card]));
        pairs.push((self.focus, vec![self.on_focus, self.card]));
        pairs.push((self.rest, keys.into_iter().chain([self.on_rest, self.card]).collect()));
        pairs.push((self.on_rest, vec![self.rest]));
        pairs
    }
}

fn ground(style: Style) -> Option<Rgb> {
    style.bg.and_then(rgb)
}

fn ink(style: Style) -> Option<Rgb> {
    style.fg.and_then(rgb)
}

fn rgb(color: Color) -> Option<Rgb> {
    if let Color::Rgb(r, g, b) = color { Some([r, g, b]) } else { None }
}
