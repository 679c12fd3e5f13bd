//! Operators of text: which letters they show, where, and whether anybody sees them.

use std::{collections::HashMap, rc::Rc};

use unpdf::parser::backend::{ContentOp, DecodedRun, GlyphAdvance, PdfBackend, PdfValue, RawBackend, ResourceScope, get_number_from_value};

use super::{
    super::page::Glyph,
    drawn::{Code, Drawn},
    matrix::{Matrix, six},
    paint::{Paint, Painted},
};

/// A face.
#[derive(Debug, Default)]
pub(super) struct Font {
    name: Vec<u8>,
    bold: bool,
    old: bool,
}

/// The faces of a page, looked up once each.
#[derive(Debug, Default)]
pub(super) struct Fonts(HashMap<ResourceScope, HashMap<Vec<u8>, Rc<Font>>>);

impl Fonts {
    /// The face of a name.
    pub(super) fn get(&mut self, backend: &RawBackend, scope: ResourceScope, name: &[u8]) -> Rc<Font> {
        let fonts = self.0.entry(scope).or_insert_with(|| {
            let fonts = backend.page_fonts(scope).unwrap_or_default();
            let face = |name: Vec<u8>, base: &str, bold: bool| {
                let font = Font { name: name.clone(), bold: bold || stands_for_bold(base), old: base.contains('\u{FFFD}') };
                (name, Rc::new(font))
            };
            fonts.into_iter().map(|font| face(font.name, &font.base_font, font.bold)).collect()
        });
        fonts.get(name).cloned().unwrap_or_else(|| Rc::new(Font { name: name.to_owned(), ..Font::default() }))
    }
}

/// Faces that papers use for what is to stand out.
fn stands_for_bold(name: &str) -> bool {
    let name = name.to_lowercase();
    ["bold", "heavy", "black", "simhei", "黑体", "heiti", "小标宋", "xiaobiaosong", "xbs", "fzht", "stxihei"]
        .iter()
        .any(|part| name.contains(part))
}

/// The state of text.
#[derive(Debug, Clone)]
pub(super) struct Text {
    font: Vec<u8>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    mode: i64,
    at: Matrix,
    line: Matrix,
}

impl Default for Text {
    fn default() -> Self {
        let at = Matrix::IDENTITY;
        Self { font: Vec::new(), size: 12.0, spacing: 0.0, word_spacing: 0.0, scale: 1.0, leading: 0.0, rise: 0.0, mode: 0, at, line: at }
    }
}

impl Text {
    /// The name of the face that is set.
    pub(super) fn font(&self) -> &[u8] {
        &self.font
    }

    /// Follows an operator that sets the state of text.
    pub(super) fn apply(&mut self, op: &ContentOp) {
        let number = |at: usize| op.operands.get(at).and_then(get_number_from_value).filter(|number| number.is_finite());
        let set = |slot: &mut f32, at: usize| *slot = number(at).unwrap_or(*slot);
        match op.operator.as_str() {
            "BT" => (self.at, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Tf" => {
                if let Some(PdfValue::Name(name)) = op.operands.first() {
                    self.font.clone_from(name);
                }
                set(&mut self.size, 1);
            }
            "Tc" => set(&mut self.spacing, 0),
            "Tw" => set(&mut self.word_spacing, 0),
            "Tz" => self.scale = number(0).map_or(self.scale, |scale| scale / 100.0),
            "TL" => set(&mut self.leading, 0),
            "Ts" => set(&mut self.rise, 0),
            "Tr" => {
                if let Some(PdfValue::Integer(mode)) = op.operands.first() {
                    self.mode = *mode;
                }
            }
            "Td" | "TD" => {
                if let (Some(x), Some(y)) = (number(0), number(1)) {
                    if op.operator == "TD" {
                        self.leading = -y;
                    }
                    self.next(x, y);
                }
            }
            "Tm" => {
                if let Some(matrix) = six(op) {
                    (self.at, self.line) = (matrix, matrix);
                }
            }
            "T*" | "'" => self.next(0.0, -self.leading),
            "\"" => {
                set(&mut self.word_spacing, 0);
                set(&mut self.spacing, 1);
                self.next(0.0, -self.leading);
            }
            _ => {}
        }
    }

    fn next(&mut self, x: f32, y: f32) {
        self.line = self.line.moved(x, y);
        self.at = self.line;
    }

    /// How far a letter moves what follows it: to the right, and up.
    fn advance(&self, glyph: &GlyphAdvance) -> (f32, f32) {
        let word = if glyph.is_word_space { self.word_spacing } else { 0.0 };
        match glyph.vertical {
            None => ((glyph.width / 1000.0 * self.size + self.spacing + word) * self.scale, 0.0),
            Some(down) => (0.0, down.advance / 1000.0 * self.size + self.spacing + word),
        }
    }
}

/// A letter with all that decides whether it is seen.
#[derive(Debug, Clone, Copy)]
struct Letter {
    glyph: Glyph,
    code: Code,
    /// Along which way its line runs.
    way: (f32, f32),
    /// Painted with nothing.
    unpainted: bool,
    paint: Paint,
    /// How many marks were on the page before it.
    after: usize,
}

/// All letters of a page.
#[derive(Debug, Default)]
pub(super) struct Shown {
    letters: Vec<Letter>,
    piece: u32,
    unread: usize,
}

impl Shown {
    /// Follows an operator that shows text.
    pub(super) fn show(
        &mut self,
        backend: &RawBackend,
        scope: ResourceScope,
        font: &Font,
        (text, ctm, paint, after): (&mut Text, Matrix, Paint, usize),
        op: &ContentOp,
    ) {
        self.piece += 1;
        let single = op.operands.last().map(std::slice::from_ref).unwrap_or_default();
        let parts = match op.operands.first() {
            Some(PdfValue::Array(parts)) if op.operator == "TJ" => parts.as_slice(),
            _ => single,
        };
        let upright = backend.is_vertical_font(scope, &font.name);
        for part in parts {
            if let PdfValue::Str(bytes) = part {
                let run = backend.decode_run(scope, &font.name, bytes);
                self.run(&run, bytes, font, (text, ctm, paint, after));
            } else if let Some(number) = get_number_from_value(part).filter(|number| number.is_finite()) {
                let by = -number / 1000.0 * text.size;
                text.at = if upright { text.at.moved(0.0, by) } else { text.at.moved(by * text.scale, 0.0) };
            }
        }
    }

    fn run(&mut self, run: &DecodedRun, bytes: &[u8], font: &Font, (text, ctm, paint, after): (&mut Text, Matrix, Paint, usize)) {
        let silent = run.decoded.text.trim().is_empty() && run.decoded.undecoded_codes > 0;
        self.unread += usize::from(run.decoded.suppressed.is_some() || silent);
        let single = run.decoded.text.chars().count() == bytes.len();
        let mut codes = bytes.iter().copied();
        for (words, advance) in clusters(run, text) {
            let count = words.chars().count().max(1) as f32;
            for c in words.chars() {
                let byte = codes.next().filter(|_| single);
                let whole = text.at.then(ctm);
                let (x, y) = whole.point(0.0, text.rise);
                let (wide, down) = whole.along(advance.0 / count, advance.1 / count);
                let (up_x, up_y) = whole.along(0.0, text.size);
                let spacing = if advance.0 > 0.0 { text.spacing * text.scale } else { 0.0 };
                let (ink_x, ink_y) = whole.along((advance.0 - spacing) / count, 0.0);
                let ink = ink_x.hypot(ink_y);
                // A soft hyphen that is drawn is a hyphen.
                let c = if c == '\u{AD}' { '-' } else { c };
                let glyph = Glyph { c, x, y, width: ink, size: up_x.hypot(up_y), bold: font.bold || text.mode == 2, piece: self.piece };
                let way = whole.along(text.size.abs().max(0.1), 0.0);
                let unpainted = matches!(text.mode, 3 | 7);
                let code = Code { byte, old_font: font.old };
                if [x, y, ink, wide, down, glyph.size].iter().all(|number| number.is_finite()) {
                    self.letters.push(Letter { glyph, code, way, unpainted, paint, after });
                }
                text.at = text.at.moved(advance.0 / count, advance.1 / count);
            }
        }
    }

    /// What is seen, what is not, and what stands askew.
    pub(super) fn settle(self, width: f32, height: f32, path: &Painted) -> Drawn {
        let pieces = self.piece as usize;
        let mut drawn = Drawn { unread: (self.unread, pieces), ..Drawn::default() };
        let mut askew: Vec<(u32, String)> = Vec::new();
        let mut across: Vec<(u32, String)> = Vec::new();
        let turn = turn(&self.letters);
        for letter in self.letters {
            let Letter { glyph, code, way, unpainted, .. } = letter;
            let (x, y) = (glyph.x + way.0 * 0.3, glyph.y + way.1 * 0.3 - if way.1.abs() < way.0.abs() { glyph.size * 0.3 } else { 0.0 });
            let outside = x < -1.0 || y < -1.0 || x > width + 1.0 || y > height + 1.0;
            let seen = !unpainted && !outside && glyph.size >= 1.0 && !path.hides(x, y, letter.after, &letter.paint);
            if !seen {
                drawn.unpainted += usize::from(unpainted);
                drawn.hidden.push(glyph);
            } else if quarter(way) == Some(turn) {
                let (x, y) = turned((glyph.x, glyph.y), turn, (width, height));
                drawn.codes.push(code);
                drawn.leaf.glyphs.push(Glyph { x, y, ..glyph });
            } else {
                let words = if quarter(way).is_some() { &mut across } else { &mut askew };
                match words.last_mut() {
                    Some((piece, words)) if *piece == glyph.piece => words.push(glyph.c),
                    _ => words.push((glyph.piece, glyph.c.to_string())),
                }
            }
        }
        (drawn.turn, drawn.leaf.aside, drawn.leaf.across) = (turn, words(&askew), words(&across));
        drawn
    }
}

/// Words that stand askew or turned, pieces that follow one another together.
fn words(aside: &[(u32, String)]) -> Vec<String> {
    let near = aside.chunk_by(|(before, _), (after, _)| after - before <= 1);
    let words = near.map(|pieces| pieces.iter().map(|(_, words)| words.as_str()).collect::<String>());
    words.map(|words| crate::text::clean(&words).trim().to_owned()).filter(|words| !words.is_empty()).collect()
}

/// Letters that mean one thing together, and how far they go. What is not measured is taken for as wide as such letters are.
fn clusters<'a>(run: &'a DecodedRun, text: &Text) -> Vec<(&'a str, (f32, f32))> {
    let words = run.decoded.text.as_str();
    if let (Some(glyphs), Some(clusters)) = (&run.glyphs, &run.clusters) {
        let of = |cluster: &unpdf::parser::backend::TextCluster| {
            let glyphs = glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
            let far = glyphs.iter().map(|glyph| text.advance(glyph)).fold((0.0, 0.0), |sum, by| (sum.0 + by.0, sum.1 + by.1));
            (words.get(cluster.text.clone()).unwrap_or_default(), far)
        };
        return clusters.iter().map(of).collect();
    }
    let guess = |c: char| if c.is_ascii() { 500.0 } else { 1000.0 };
    let advance = |c: char, width: f32| text.advance(&GlyphAdvance { width, vertical: None, is_word_space: c == ' ' });
    let measured = run.glyphs.as_ref().filter(|glyphs| glyphs.len() == words.chars().count());
    let mut left = words;
    let mut parts = Vec::new();
    for (at, c) in words.chars().enumerate() {
        let (part, rest) = left.split_at_checked(c.len_utf8()).unwrap_or((left, ""));
        left = rest;
        let glyph = measured.and_then(|glyphs| glyphs.get(at));
        parts.push((part, glyph.map_or_else(|| advance(c, guess(c)), |glyph| text.advance(glyph))));
    }
    parts
}

/// In which of the four directions a way goes, in quarters of a turn clockwise; none if askew.
fn quarter((x, y): (f32, f32)) -> Option<u8> {
    let slope = 0.05;
    if y.abs() <= slope * x.abs() {
        Some(if x >= 0.0 { 0 } else { 2 })
    } else if x.abs() <= slope * y.abs() {
        Some(if y >= 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

/// The direction of most letters.
fn turn(letters: &[Letter]) -> u8 {
    let mut counts = [0_usize; 4];
    for letter in letters {
        if let Some(count) = quarter(letter.way).and_then(|quarter| counts.get_mut(usize::from(quarter))) {
            *count += 1;
        }
    }
    (0_u8..).zip(counts).max_by_key(|&(turn, count)| (count, turn == 0)).map_or(0, |(turn, _)| turn)
}

/// A place on the page, turned so that its lines are level.
pub(super) fn turned((x, y): (f32, f32), turn: u8, (width, height): (f32, f32)) -> (f32, f32) {
    match turn {
        1 => (y, width - x),
        2 => (width - x, height - y),
        3 => (height - y, x),
        _ => (x, y),
    }
}
