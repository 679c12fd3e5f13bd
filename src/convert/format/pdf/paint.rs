//! What is painted besides letters: lines of tables, pictures, and patches of colour that hide letters or carry white ones.

use unpdf::parser::backend::{BlendMode, ContentOp, ExtGState, get_number_from_value};

use super::{super::page::Stroke, matrix::Matrix};

/// More lines or patches than this on a page are a drawing, and no more are kept.
const MOST: usize = 20_000;

/// With which colour areas are filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    white: bool,
    /// Covers what lies below.
    opaque: bool,
    /// A pattern or shading: nobody knows which colour.
    pattern: bool,
    /// On a layer that is not shown.
    pub(super) off: bool,
    /// Nothing is painted outside.
    clip: Clip,
}

/// Where painting has an effect.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Clip {
    Everywhere,
    Within(Bounds),
    /// Within something that is no rectangle.
    Odd,
}

/// Left, upper, right and lower edge.
type Bounds = (f32, f32, f32, f32);

impl Default for Paint {
    fn default() -> Self {
        Self { white: false, opaque: true, pattern: false, off: false, clip: Clip::Everywhere }
    }
}

impl Paint {
    /// Follows an operator that sets the colour of areas.
    pub(super) fn apply(&mut self, op: &ContentOp) {
        let numbers: Vec<f32> = op.operands.iter().filter_map(get_number_from_value).collect();
        self.white = match op.operator.as_str() {
            "g" | "rg" | "sc" | "scn" if matches!(numbers.len(), 1 | 3) => numbers.iter().all(|&number| number > 0.97),
            "k" | "sc" | "scn" if numbers.len() == 4 => numbers.iter().all(|&number| number < 0.03),
            "g" | "rg" | "k" | "sc" | "scn" | "cs" => false,
            _ => return,
        };
        self.pattern = matches!(op.operator.as_str(), "sc" | "scn") && numbers.is_empty();
    }

    /// Follows a state of painting that may let shine through what lies below.
    pub(super) fn see_through(&mut self, state: &ExtGState) {
        if let Some(alpha) = state.fill_alpha {
            self.opaque = alpha > 0.9;
        }
        if state.blend_mode.is_some_and(|mode| mode != BlendMode::Normal) || state.soft_mask.is_some() {
            self.opaque = false;
        }
    }
}

/// A patch of colour, by its edges.
#[derive(Debug, Clone, Copy)]
struct Patch {
    x0: f32,
    y0: f32,
    x1: f32,
    y1: f32,
    white: bool,
    /// Hides what was painted before it.
    covers: bool,
}

impl Patch {
    fn holds(&self, x: f32, y: f32) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }
}

/// All that is painted on a page besides letters.
#[derive(Debug, Default)]
pub(super) struct Painted {
    /// Level and upright lines.
    pub(super) strokes: Vec<Stroke>,
    /// What pictures cover, in square points, each counted.
    pub(super) pictures: f32,
    /// Something is painted.
    pub(super) painted: bool,
    patches: Vec<Patch>,
    /// The path that is being drawn: its pieces, each a row of corners.
    pieces: Vec<Vec<(f32, f32)>>,
    /// A piece has a curve: it is no line of a table.
    curved: bool,
    /// The path is to be a clip once it is painted.
    clips: bool,
}

impl Painted {
    /// How many patches there are so far.
    pub(super) fn marks(&self) -> usize {
        self.patches.len()
    }

    /// Whether a letter at this place, painted after so many patches, cannot be seen.
    pub(super) fn hides(&self, x: f32, y: f32, after: usize, paint: &Paint) -> bool {
        if paint.off {
            return true;
        }
        let mut later = self.patches.iter().skip(after);
        if later.any(|patch| patch.covers && patch.holds(x, y)) {
            return true;
        }
        if !paint.white || paint.pattern {
            return false;
        }
        // White letters are seen on the last patch below them, if that is not white too.
        let below = self.patches.iter().take(after).rev().find(|patch| patch.holds(x, y));
        below.is_none_or(|patch| patch.white)
    }

    /// A picture fills the square of one by one.
    pub(super) fn picture(&mut self, ctm: Matrix) {
        let (wide_x, wide_y) = ctm.along(1.0, 0.0);
        let (high_x, high_y) = ctm.along(0.0, 1.0);
        let area = (wide_x * high_y - wide_y * high_x).abs();
        self.painted = true;
        if area.is_finite() {
            self.pictures += area;
        }
        // White letters on a picture are seen.
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(x, y)| ctm.point(x, y));
        if let Some(bounds) = bounds(&corners) {
            self.patch(bounds, false, false);
        }
    }

    /// Follows an operator of paths.
    pub(super) fn apply(&mut self, op: &ContentOp, ctm: Matrix, paint: &mut Paint) {
        let number = |at: usize| op.operands.get(at).and_then(get_number_from_value).unwrap_or_default();
        match op.operator.as_str() {
            "m" => self.pieces.push(vec![ctm.point(number(0), number(1))]),
            "l" => {
                if let Some(piece) = self.pieces.last_mut().filter(|piece| piece.len() < MOST) {
                    piece.push(ctm.point(number(0), number(1)));
                }
            }
            "c" | "v" | "y" => self.curved = true,
            "h" => {
                if let Some(piece) = self.pieces.last_mut()
                    && let Some(&first) = piece.first()
                {
                    piece.push(first);
                }
            }
            "re" => {
                let (x, y, wide, high) = (number(0), number(1), number(2), number(3));
                let corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)];
                self.pieces.push(corners.iter().map(|&(x, y)| ctm.point(x, y)).collect());
            }
            "W" | "W*" => self.clips = true,
            "S" | "s" => self.paint(true, false, paint),
            "f" | "F" | "f*" => self.paint(false, true, paint),
            "B" | "B*" | "b" | "b*" => self.paint(true, true, paint),
            "sh" => self.painted = true,
            "n" => self.end(paint),
            _ => {}
        }
    }

    /// The path is done; it narrows where painting has an effect, if it was said to.
    fn end(&mut self, paint: &mut Paint) {
        let pieces = std::mem::take(&mut self.pieces);
        if std::mem::take(&mut self.clips) {
            let within = match pieces.as_slice() {
                [piece] if !self.curved && is_box(piece) => bounds(piece),
                _ => None,
            };
            paint.clip = match (paint.clip, within) {
                (Clip::Odd, _) | (_, None) => Clip::Odd,
                (Clip::Everywhere, Some(within)) => Clip::Within(within),
                (Clip::Within(outer), Some(within)) => Clip::Within(shared(outer, within)),
            };
        }
        self.curved = false;
    }

    fn paint(&mut self, stroked: bool, filled: bool, paint: &mut Paint) {
        self.painted |= !self.pieces.is_empty();
        if !self.curved {
            for piece in std::mem::take(&mut self.pieces) {
                if filled {
                    self.fill(&piece, *paint);
                }
                if stroked {
                    self.stroke(&piece);
                }
                if self.clips {
                    self.pieces.push(piece);
                }
            }
        }
        self.end(paint);
    }

    fn stroke(&mut self, piece: &[(f32, f32)]) {
        for pair in piece.windows(2) {
            if let [(x0, y0), (x1, y1)] = *pair {
                self.keep(Stroke { x0, y0, x1, y1 });
            }
        }
    }

    /// A thin area is a line; another is a patch.
    fn fill(&mut self, piece: &[(f32, f32)], paint: Paint) {
        let Some((x0, y0, x1, y1)) = bounds(piece) else { return };
        let (wide, high) = (x1 - x0, y1 - y0);
        if high < 3.0 && wide > high {
            let y = f32::midpoint(y0, y1);
            self.keep(Stroke { x0, y0: y, x1, y1: y });
        } else if wide < 3.0 {
            let x = f32::midpoint(x0, x1);
            self.keep(Stroke { x0: x, y0, x1: x, y1 });
        } else if is_box(piece) {
            let covers = paint.opaque && !paint.pattern && paint.clip != Clip::Odd;
            let seen = match paint.clip {
                Clip::Within(clip) => shared((x0, y0, x1, y1), clip),
                Clip::Everywhere | Clip::Odd => (x0, y0, x1, y1),
            };
            self.patch(seen, paint.white, covers);
        }
    }

    fn keep(&mut self, stroke: Stroke) {
        let straight = (stroke.x1 - stroke.x0).abs() < 1.5 || (stroke.y1 - stroke.y0).abs() < 1.5;
        let finite = [stroke.x0, stroke.y0, stroke.x1, stroke.y1].iter().all(|number| number.is_finite());
        if straight && finite && self.strokes.len() < MOST {
            self.strokes.push(stroke);
        }
    }

    fn patch(&mut self, (x0, y0, x1, y1): Bounds, white: bool, covers: bool) {
        if x0 < x1 && y0 < y1 && self.patches.len() < MOST {
            self.patches.push(Patch { x0, y0, x1, y1, white, covers });
        }
    }
}

/// What lies in both.
fn shared(a: Bounds, b: Bounds) -> Bounds {
    (a.0.max(b.0), a.1.max(b.1), a.2.min(b.2), a.3.min(b.3))
}

fn bounds(piece: &[(f32, f32)]) -> Option<Bounds> {
    let first = piece.first()?;
    Some(piece.iter().fold((first.0, first.1, first.0, first.1), |(x0, y0, x1, y1), &(x, y)| (x0.min(x), y0.min(y), x1.max(x), y1.max(y))))
}

/// Whether a piece is a rectangle whose sides are level and upright.
fn is_box(piece: &[(f32, f32)]) -> bool {
    let mut sides = piece.windows(2).filter_map(|pair| if let [a, b] = pair { Some((b.0 - a.0, b.1 - a.1)) } else { None });
    matches!(piece.len(), 4 | 5) && sides.all(|(x, y)| x.abs() < 0.5 || y.abs() < 0.5)
}
