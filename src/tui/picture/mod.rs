//! Pictures between the cells, where the terminal draws them (sixel): codes to the pixel, and what profits from size, shape or colour.
//!
//! ```text
//! value      what is meant, as plain data; `map` reckons where its places lie
//!   drawn    a value, some pixels, the colours of a theme -> SVG
//!   raster   a picture that an office published, and the stretch of it that is seen -> pixels, and the colours that serve them
//!     painter   SVG -> pixels -> sixels, on a thread of its own
//! sixel      a code -> the bytes that draw it
//!   layer    what is to stand where -> sent when it is new, was changed, or was written over
//! ```
//!
//! The cells of a picture are drawn by `widget::drawn`, always and first: they are what other terminals show, and what is read aloud.

mod cache;
mod colors;
mod drawn;
mod encoder;
mod icon;
mod layer;
pub(super) mod letters;
mod map;
mod painter;
mod raster;
mod shades;
mod sixel;
mod svg;
#[cfg(test)]
mod tests;
mod value;

pub(super) use icon::Icon;
pub(super) use layer::{Ahead, Drawn, Layer, Placed, What};
pub(super) use map::{Map, Mark, said};
pub(super) use painter::{Order, Painted, start};
pub(super) use raster::{Raster, Spread};
pub(super) use shades::Shades;
pub(super) use value::{
    BulletSign, Button, Chip, Entry, Face, FactTile, Field, Frame, Head, Notice, Number, Panel, Picture, Said, Side, Tile, Told,
};
