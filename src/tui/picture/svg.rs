//! SVG, a few shapes of it. Words are cleaned and written so that they stay words; how wide they will be is estimated from above.

use unicode_width::UnicodeWidthChar as _;

use super::{icon::Icon, shades::Rgb, value::Extent};
use crate::text::clean;

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Part {
    pub(super) fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// The same, smaller by this on all sides.
    pub(super) fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, y: self.y + by, width: (self.width - 2.0 * by).max(1.0), height: (self.height - 2.0 * by).max(1.0) }
    }

    pub(super) fn right(self) -> f32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// The middle, from above.
    pub(super) fn middle(self) -> f32 {
        self.y + self.height / 2.0
    }
}

/// The line around a shape, and what is inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) fill: Option<Rgb>,
    pub(super) line: Option<(Rgb, f32)>,
}

impl Ink {
    pub(super) fn fill(color: Rgb) -> Self {
        Self { fill: Some(color), line: None }
    }

    pub(super) fn line(color: Rgb, width: f32) -> Self {
        Self { fill: None, line: Some((color, width)) }
    }

    pub(super) fn within(self, color: Rgb, width: f32) -> Self {
        Self { line: Some((color, width)), ..self }
    }

    fn attributes(self) -> String {
        let fill = self.fill.map_or_else(|| "none".to_owned(), hex);
        let line = self.line.map_or_else(String::new, |(color, width)| format!(" stroke=\"{}\" stroke-width=\"{}\"", hex(color), n(width)));
        format!("fill=\"{fill}\"{line}")
    }
}

/// Where words stand to the place they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) color: Rgb,
    pub(super) anchor: Anchor,
}

impl Type {
    pub(super) fn plain(size: f32, color: Rgb) -> Self {
        Self { size, bold: false, color, anchor: Anchor::Start }
    }

    pub(super) fn bold(size: f32, color: Rgb) -> Self {
        Self { bold: true, ..Self::plain(size, color) }
    }

    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
}

/// A picture being drawn.
pub(super) struct Svg {
    text: String,
    /// All of it.
    pub(super) whole: Part,
    /// Pixels of a row of cells: the size of ordinary letters.
    pub(super) row: f32,
}

impl Svg {
    /// A picture of nothing but its ground.
    pub(super) fn new(extent: Extent, ground: Rgb) -> Self {
        let Extent { width, height, row } = extent;
        let mut svg = Self {
            text: format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n"
            ),
            whole: Part::new(0.0, 0.0, pixels(width), pixels(height)),
            row: pixels(row),
        };
        svg.rect(svg.whole, 0.0, Ink::fill(ground));
        svg
    }

    /// The whole of it, as text.
    pub(super) fn finished(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    pub(super) fn rect(&mut self, part: Part, radius: f32, ink: Ink) {
        let Part { x, y, width, height } = part;
        let rounded = if radius > 0.0 { format!(" rx=\"{}\"", n(radius)) } else { String::new() };
        self.element(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{rounded} {}/>",
            n(x),
            n(y),
            n(width),
            n(height),
            ink.attributes()
        ));
    }

    pub(super) fn circle(&mut self, (x, y): (f32, f32), radius: f32, ink: Ink) {
        self.element(&format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/>", n(x), n(y), n(radius), ink.attributes()));
    }

    pub(super) fn path(&mut self, path: &str, ink: Ink) {
        self.element(&format!("<path d=\"{path}\" {} stroke-linejoin=\"round\" stroke-linecap=\"round\"/>", ink.attributes()));
    }

    /// A sign whose upper left corner is there.
    pub(super) fn icon(&mut self, icon: Icon, (x, y): (f32, f32), size: f32, color: Rgb) {
        self.element(&format!(
            "<path transform=\"translate({},{}) scale({:.3})\" d=\"{}\" {} stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
            n(x),
            n(y),
            size / 24.0,
            icon.path(),
            Ink::line(color, 2.0).attributes()
        ));
    }

    /// Words on a line.
    pub(super) fn words(&mut self, words: &str, (x, y): (f32, f32), look: Type) {
        let anchor = match look.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if look.bold { " font-weight=\"700\"" } else { "" };
        self.element(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} fill=\"{}\">{}</text>",
            n(x),
            n(y),
            n(look.size),
            hex(look.color),
            written(words)
        ));
    }

    /// Words on a line, what matched in bold letters of a colour of its own.
    pub(super) fn stretches<'a>(&mut self, stretches: impl Iterator<Item = (&'a str, bool)>, (x, y): (f32, f32), look: Type, mark: Rgb) {
        let weight = if look.bold { " font-weight=\"700\"" } else { "" };
        let mut line = String::new();
        for (words, marked) in stretches {
            if marked {
                line.push_str(&format!("<tspan font-weight=\"700\" fill=\"{}\">{}</tspan>", hex(mark), written(words)));
            } else {
                line.push_str(&written(words));
            }
        }
        let (x, y, size) = (n(x), n(y), n(look.size));
        self.element(&format!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} fill=\"{}\">{line}</text>", hex(look.color)));
    }

    /// A digit in its badge.
    pub(super) fn badge(&mut self, digit: u8, part: Part, (ground, color): (Rgb, Rgb)) {
        self.rect(part, part.height * 0.26, Ink::fill(ground));
        let look = Type::bold(part.height * 0.64, color).at(Anchor::Middle);
        self.words(&digit.to_string(), (part.x + part.width / 2.0, part.middle() + part.height * 0.235), look);
    }

    /// What `draw` draws, as far as it lies in a part.
    pub(super) fn clipped(&mut self, part: Part, radius: f32, draw: impl FnOnce(&mut Self)) {
        self.element("<clipPath id=\"part\">");
        self.rect(part, radius, Ink { fill: None, line: None });
        self.element("</clipPath>\n<g clip-path=\"url(#part)\">");
        draw(self);
        self.element("</g>");
    }

    fn element(&mut self, element: &str) {
        self.text.push_str(element);
        self.text.push('\n');
    }
}

/// How wide words are in units of their size: Han are one unit, and so is what fonts for Chinese draw as wide (`—`, `“`), whatever columns a terminal
/// gives it; everything else is at most this.
pub(super) fn ems(words: &str) -> f32 {
    const NARROW: f32 = 0.6;
    words.chars().fold(0.0, |sum, c| match c.width_cjk().unwrap_or(0) {
        0 => sum,
        1 => sum + NARROW,
        _ => sum + 1.0,
    })
}

/// Words as large as they fit, at most `size`; where even the least size is too large, as many as fit.
pub(super) fn fitted(words: &str, (least, size): (f32, f32), room: f32) -> (String, f32) {
    let wide = ems(words).max(0.1);
    let fits = (room / wide).min(size.max(least));
    if fits >= least {
        return (words.to_owned(), fits);
    }
    (format!("{}…", first(words, room / least - 1.0).0), least)
}

/// As much of the beginning of words as is at most so wide in units of their size, and how wide that is.
pub(super) fn first(words: &str, most: f32) -> (&str, f32) {
    let mut wide = 0.0;
    for (at, c) in words.char_indices() {
        let mut buffer = [0; 4];
        let next = wide + ems(c.encode_utf8(&mut buffer));
        if next > most {
            return (words.get(..at).unwrap_or_default(), wide);
        }
        wide = next;
    }
    (words, wide)
}

/// A colour as SVG writes it.
fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// A number with a tenth at most.
fn n(value: f32) -> String {
    let tenths = format!("{value:.1}");
    tenths.strip_suffix(".0").map_or_else(|| tenths.clone(), str::to_owned)
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
fn pixels(value: u32) -> f32 {
    value as f32
}

/// Words as they stand in SVG.
fn written(words: &str) -> String {
    let mut written = String::new();
    for c in clean(words).chars() {
        match c {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            c if c.is_control() => written.push(' '),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(written("<text>&\u{1b}[31m\u{202e}养老"), "&lt;text&gt;&amp;[31m养老");
    }

    #[test]
    fn words_shrink_before_they_are_cut() {
        assert_eq!(fitted("养老金", (20.0, 40.0), 200.0), ("养老金".to_owned(), 40.0));
        assert_eq!(fitted("养老金", (20.0, 40.0), 90.0), ("养老金".to_owned(), 30.0));
        assert_eq!(fitted("养老金", (20.0, 18.0), 200.0), ("养老金".to_owned(), 20.0));
        assert_eq!(fitted("养老金怎么领", (20.0, 40.0), 90.0), ("养老金…".to_owned(), 20.0));
        assert_eq!(fitted("“金”——", (20.0, 40.0), 100.0), ("“金”——".to_owned(), 20.0));
    }
}
