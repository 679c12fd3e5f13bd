//! Characters where they are drawn -> lines -> paragraphs and tables, for formats that know pages and no paragraphs (PDF, OFD).
//!
//! Leaves come in, each a page with its characters and its ruled lines; [`Laid`] leaves: blocks in the order of reading, heads and feet of pages
//! apart. It knows neither format, and no rule about papers but their marks of numbering, which say where a paragraph begins.

mod aligned;
mod blocks;
mod columns;
mod common;
mod forms;
mod grid;
mod leaf;
mod lines;
mod margins;
mod order;
mod paragraphs;
mod sets;
mod tables;
mod verdict;

pub(super) use blocks::lay_out;
pub(super) use common::common_share;
pub(super) use forms::{not_for_all, stated};
pub(super) use leaf::{Glyph, Leaf, Order, Stroke};
pub(super) use verdict::{Verdict, told, without_stray};
