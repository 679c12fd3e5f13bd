//! A page as it is drawn, object after object.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    super::{
        super::{Code, Finding, Level, Place},
        page::{Glyph, Leaf, Stroke, Verdict},
    },
    package::{Package, beside},
    place::{POINTS, Way, distances, numbers},
    xml::{child, is},
};

/// More letters than this on a page are no page.
const MOST_LETTERS: usize = 400_000;
/// More pictures than this on a page are a drawing.
const MOST_PICTURES: usize = 2_000;
/// More lines than this are a drawing.
const MOST_STROKES: usize = 20_000;

/// Which faces of the document are bold or stand for bold.
#[derive(Debug, Default)]
pub(super) struct Fonts(HashMap<String, bool>);

impl Fonts {
    /// Reads the resources; a broken part of them names no face.
    pub(super) fn read(package: &mut Package<'_>, root: &str, common: Option<&Node<'_, '_>>) -> Self {
        let mut fonts = HashMap::new();
        let parts = common.into_iter().flat_map(Node::children).filter(|node| is(node, "PublicRes") || is(node, "DocumentRes"));
        for part in parts.filter_map(|node| beside(root, node.text()?)) {
            let Ok(Some(text)) = package.text(&part) else { continue };
            let Ok(document) = roxmltree::Document::parse(&text) else { continue };
            for font in document.descendants().filter(|node| is(node, "Font")) {
                let name =
                    [font.attribute("FontName"), font.attribute("FamilyName")].into_iter().flatten().collect::<String>().to_lowercase();
                let stands = ["黑体", "小标宋", "simhei", "heiti", "xbs", "xiaobiaosong", "bold"].iter().any(|part| name.contains(part));
                let bold = stands || font.attribute("Bold") == Some("true");
                fonts.insert(font.attribute("ID").unwrap_or_default().to_owned(), bold);
            }
        }
        Self(fonts)
    }
}

/// A page that is being drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) leaf: Leaf,
    /// Something besides letters is painted.
    pub(super) painted: bool,
    /// Pictures by their numbers among the resources, each with the share of the page that it covers.
    pub(super) pictures: Vec<(f32, String)>,
    unseen: String,
    /// Letters that are drawn in a way that paints nothing.
    unpainted: Vec<Glyph>,
    piece: u32,
}

impl Drawn {
    /// An empty page, its size in millimetres.
    pub(super) fn new(number: u32, (width, height): (f32, f32)) -> Self {
        let leaf = Leaf { number, width: width * POINTS, height: height * POINTS, ..Leaf::default() };
        Self { leaf, painted: false, pictures: Vec::new(), unseen: String::new(), unpainted: Vec::new(), piece: 0 }
    }

    /// What is to be thought of it.
    pub(super) fn verdict(&self) -> Verdict {
        let count = |glyphs: &[Glyph]| glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()).count();
        let (seen, unpainted) = (count(&self.leaf.glyphs), count(&self.unpainted));
        let covered = self.pictures.iter().map(|(share, _)| share).sum();
        if Verdict::is_guessed(covered, seen, unpainted) { Verdict::Ocr } else { Verdict::of_seen(seen, covered, self.painted) }
    }

    /// The page with the letters that a machine guessed from its picture.
    pub(super) fn guessed(self) -> Leaf {
        Leaf { glyphs: self.unpainted, ..self.leaf }
    }

    /// What nobody sees on it.
    pub(super) fn hidden(&self) -> Option<Finding> {
        let words: String =
            crate::text::masked(&self.unseen.chars().filter(|c| !c.is_whitespace()).take(60).collect::<String>()).into_owned();
        let level = if words.chars().any(crate::text::is_han) { Level::Error } else { Level::Warning };
        (!words.is_empty()).then_some(Finding { code: Code::HiddenContent, level, place: Some(Place::Page(self.leaf.number)), words })
    }

    /// A picture, in its box.
    pub(super) fn picture(&mut self, object: &Node<'_, '_>) {
        if object.attribute("Visible") == Some("false") {
            return;
        }
        self.painted = true;
        let edges: Vec<f32> = numbers(object.attribute("Boundary").unwrap_or_default()).map(|number| number * POINTS).collect();
        let [x, y, wide, high] = edges.as_slice() else { return };
        let within = |from: f32, length: f32, most: f32| (from + length).min(most) - from.max(0.0);
        let area = within(*x, *wide, self.leaf.width).max(0.0) * within(*y, *high, self.leaf.height).max(0.0);
        let share = area / (self.leaf.width * self.leaf.height).max(1.0);
        if share.is_finite() && self.pictures.len() < MOST_PICTURES {
            self.pictures.push((share, object.attribute("ResourceID").unwrap_or_default().to_owned()));
        }
    }

    /// Letters of an object; `X` and `Y` that are not said are those of the letters before.
    pub(super) fn text(&mut self, object: &Node<'_, '_>, outer: Way, fonts: &Fonts) {
        let way = Way::of(object, outer);
        let number = |name: &str| object.attribute(name).and_then(|text| text.trim().parse::<f32>().ok());
        let bold = fonts.0.get(object.attribute("Font").unwrap_or_default()).copied().unwrap_or_default();
        let weight = number("Weight").is_some_and(|weight| weight >= 600.0) || object.attribute("Bold") == Some("true");
        // White letters are seen where something is painted behind them, which is not looked at closer.
        let white = !self.painted && child(object, "FillColor").is_some_and(|colour| is_white(&colour));
        let says = |name: &str, word: &str| object.attribute(name).is_some_and(|said| said.trim() == word);
        let filled = !says("Fill", "false") || says("Stroke", "true");
        let painted = filled && !says("Visible", "false") && number("Alpha").is_none_or(|alpha| alpha > 5.0);
        let seen = painted && !white;
        let size = number("Size").or(number("size")).filter(|size| *size > 0.0).unwrap_or(4.0);
        let (up_x, up_y) = way.along(0.0, size);
        let (along_x, along_y) = way.along(size, 0.0);
        let width = size * number("HScale").unwrap_or(1.0);
        let letter = Letter { size: up_x.hypot(up_y) * POINTS, bold: bold || weight, width, painted };
        let level = along_y.abs() <= 0.05 * along_x.abs();
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.children().filter(|node| is(node, "TextCode")) {
            let number = |name: &str| code.attribute(name).and_then(|text| text.trim().parse::<f32>().ok());
            (x, y) = (number("X").unwrap_or(x), number("Y").unwrap_or(y));
            let text = code.text().unwrap_or_default();
            if !seen {
                self.unseen.push_str(text);
            }
            if !painted || seen && level {
                self.row(&code, text, (x, y), way, &letter);
            } else if seen {
                self.leaf.across.push(crate::text::clean(text).trim().to_owned());
            }
        }
        self.leaf.across.retain(|words| !words.is_empty());
    }

    fn row(&mut self, code: &Node<'_, '_>, text: &str, (mut x, mut y): (f32, f32), way: Way, letter: &Letter) {
        self.piece += 1;
        let count = text.chars().count();
        let right = distances(code.attribute("DeltaX").unwrap_or_default(), count);
        let down = distances(code.attribute("DeltaY").unwrap_or_default(), count);
        let glyphs = if letter.painted { &mut self.leaf.glyphs } else { &mut self.unpainted };
        for (at, c) in text.chars().enumerate() {
            if glyphs.len() >= MOST_LETTERS {
                return;
            }
            let guess = if c.is_ascii() { letter.width / 2.0 } else { letter.width };
            // The distance to the next letter is how wide this one is, where it is near that.
            let step = right.get(at).copied();
            let advance = step.or((down.is_empty() && at + 1 < count && right.is_empty()).then_some(guess)).unwrap_or_default();
            let width = step.filter(|step| *step > 0.3 * guess && *step < 2.6 * guess).unwrap_or(guess);
            let (left, base) = way.point(x, y);
            let (wide, _) = way.along(width, 0.0);
            let (x_points, y_points, width) = (left * POINTS, base * POINTS, wide.abs() * POINTS);
            if [x_points, y_points, width, letter.size].iter().all(|number| number.is_finite()) {
                glyphs.push(Glyph { c, x: x_points, y: y_points, width, size: letter.size, bold: letter.bold, piece: self.piece });
            }
            x += advance;
            y += down.get(at).copied().unwrap_or_default();
        }
    }

    /// Lines of a path.
    pub(super) fn path(&mut self, object: &Node<'_, '_>, outer: Way) {
        if object.attribute("Visible") == Some("false") {
            return;
        }
        self.painted = true;
        let way = Way::of(object, outer);
        let Some(data) = child(object, "AbbreviatedData").and_then(|data| data.text()) else { return };
        let mut corners: Vec<(f32, f32)> = Vec::new();
        let mut curved = false;
        let mut parts = data.split_whitespace();
        while let Some(part) = parts.next() {
            match part {
                "S" | "M" | "L" => {
                    let mut next = || parts.next().and_then(|number| number.parse::<f32>().ok()).unwrap_or_default();
                    let (x, y) = (next(), next());
                    if part != "L" {
                        self.line(&corners, curved);
                        corners.clear();
                    }
                    corners.push(way.point(x, y));
                }
                "C" => corners.extend(corners.first().copied()),
                _ => curved |= part.parse::<f32>().is_err(),
            }
        }
        self.line(&corners, curved);
    }

    /// A thin area is a line, and so is each side of another.
    fn line(&mut self, corners: &[(f32, f32)], curved: bool) {
        if curved || self.leaf.strokes.len() > MOST_STROKES || !corners.iter().all(|(x, y)| x.is_finite() && y.is_finite()) {
            return;
        }
        for pair in corners.windows(2) {
            if let [(x0, y0), (x1, y1)] = *pair {
                self.leaf.strokes.push(Stroke { x0: x0 * POINTS, y0: y0 * POINTS, x1: x1 * POINTS, y1: y1 * POINTS });
            }
        }
    }
}

/// A colour that cannot be told from the page.
fn is_white(colour: &Node<'_, '_>) -> bool {
    let values: Vec<f32> = colour.attribute("Value").map(|text| numbers(text).collect()).unwrap_or_default();
    values.len() == 3 && values.iter().all(|value| *value > 250.0)
}

/// How the letters of an object look; the width is that of a Han, in the object's own lengths.
#[derive(Debug)]
struct Letter {
    size: f32,
    bold: bool,
    width: f32,
    /// They are drawn with something.
    painted: bool,
}
