//! What an entry says by itself, in a picture: lines, and facts as tiles.

use super::{
    super::{
        shades::Shades,
        svg::{Part, Svg, Type},
        value::{Said, Told},
    },
    fact::fact_in,
};

/// What is said, from a corner on, at the places of its cells.
pub(super) fn say(told: &[Told], (columns, _): (u16, u16), (left, top): (f32, f32), shades: &Shades, svg: &mut Svg) {
    let (row, column) = (svg.row, svg.whole.width / f32::from(columns.max(1)));
    for Told { at: (x, y), what } in told {
        let (x, y) = (left + f32::from(*x) * column, top + f32::from(*y) * row);
        let base = y + row * 0.86;
        match what {
            Said::Words(words) => svg.words(words, (x, base), Type::plain(row * 0.92, shades.ink)),
            Said::Named(name, width, words) => {
                svg.words(name, (x, base), Type::plain(row * 0.86, shades.quiet));
                svg.words(words, (x + f32::from(*width) * column, base), Type::plain(row * 0.92, shades.ink));
            }
            Said::Fact(tile, (width, height)) => {
                fact_in(tile, Part::new(x, y, f32::from(*width) * column, f32::from(*height) * row), shades.card, shades, svg);
            }
        }
    }
}
