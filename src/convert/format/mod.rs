//! The readers, one format a file: bytes -> a manuscript, or why there is none.
//!
//! Each runs in a child that may do nothing but read its bytes; a reader asks for no file, no network and no other program.

pub(super) mod archive;
mod counting;
#[cfg(test)]
mod damage_tests;
pub(super) mod doc;
pub(super) mod docx;
pub(super) mod guessed;
pub(super) mod html;
mod html_blocks;
mod html_fields;
mod markdown;
pub(super) mod mht;
mod numerals;
pub(super) mod ofd;
mod package;
mod page;
pub(super) mod pdf;
pub(super) mod sheet;
mod tally;
pub(super) mod text;
mod xml;
