//! Places under changes of coordinates, as PDF writes them: six numbers, rows first.

use unpdf::parser::backend::{ContentOp, get_number_from_value};

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    /// Changes nothing.
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This change, then the other one.
    pub(super) fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let (ax, bx) = next.along(a, b);
        let (cx, dx) = next.along(c, d);
        let (ex, fx) = next.point(e, f);
        Self([ax, bx, cx, dx, ex, fx])
    }

    /// Where a place comes to stand.
    pub(super) fn point(self, x: f32, y: f32) -> (f32, f32) {
        let (along_x, along_y) = self.along(x, y);
        let [.., e, f] = self.0;
        (along_x + e, along_y + f)
    }

    /// What becomes of a way.
    pub(super) fn along(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// The way moved by `x`, `y` first.
    pub(super) fn moved(self, x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// A matrix among the operands.
pub(super) fn six(op: &ContentOp) -> Option<Matrix> {
    let mut numbers = [0.0; 6];
    for (number, operand) in numbers.iter_mut().zip((0..6).map(|at| op.operands.get(at))) {
        *number = operand.and_then(get_number_from_value).filter(|number| number.is_finite())?;
    }
    Some(Matrix(numbers))
}
