//! Pictures between the cells, where the terminal draws them (sixel): codes to the pixel, whatever the size of the letters.
//!
//! ```text
//! sixel      a code -> the bytes that draw it
//!   layer    what is to stand where -> sent when it is new, was changed, or was written over
//! ```

mod layer;
mod sixel;

pub(super) use layer::{Drawn, Layer, Placed};
