//! The letters of the machine: the ones that its screen has, and how a line of them breaks on paper.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ab_glyph::{Font as _, FontRef, GlyphId};
use zeroize::Zeroizing;

use super::{error::PrintError, sheet::Sheet};
use crate::text::clean;

/// Where the packages of Debian put Chinese letters, and the face of the collection with the forms of the mainland.
const PLACES: [(&str, u32); 3] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
];

/// Letters that can be printed.
pub struct Font {
    pub(super) bytes: Vec<u8>,
    pub(super) face: u32,
}

impl Font {
    /// The letters in this file; where none is named, those that the machine has.
    pub fn find(named: &Path) -> Result<Self, PrintError> {
        let places = PLACES.iter().map(|(path, face)| (PathBuf::from(path), *face));
        let own = (!named.as_os_str().is_empty()).then(|| (named.to_owned(), 0));
        let mut looked = PathBuf::new();
        for (path, face) in own.map_or_else(|| places.collect::<Vec<_>>(), |own| vec![own]) {
            if let Ok(bytes) = fs::read(&path)
                && FontRef::try_from_slice_and_index(&bytes, face).is_ok()
            {
                return Ok(Self { bytes, face });
            }
            looked = path;
        }
        Err(PrintError::NoFont { path: looked })
    }

    /// The face, to be measured and drawn.
    pub(super) fn face(&self) -> Option<FontRef<'_>> {
        FontRef::try_from_slice_and_index(&self.bytes, self.face).ok()
    }
}

/// The width of a character in points, where the letters are so large.
pub(super) fn width(face: &FontRef<'_>, c: char, points: f32) -> f32 {
    let units = face.units_per_em().unwrap_or(1000.0).max(1.0);
    face.h_advance_unscaled(glyph(face, c)) / units * points
}

/// The glyph of a character; of one that the letters do not have, that of 〓, which says that something stood there.
pub(super) fn glyph(face: &FontRef<'_>, c: char) -> GlyphId {
    let glyph = face.glyph_id(c);
    if glyph.0 == 0 { face.glyph_id('〓') } else { glyph }
}

/// The lines of a sheet, broken so that none is wider than so many points.
pub(super) fn rows(sheet: &Sheet, face: &FontRef<'_>, room: f32) -> Vec<(f32, Zeroizing<String>)> {
    let mut rows = Vec::new();
    for (size, words) in &sheet.lines {
        let points = size.points();
        let cleaned = Zeroizing::new(clean(words.reveal()).into_owned());
        for line in cleaned.split('\n') {
            let (mut row, mut used) = (Zeroizing::new(String::with_capacity(line.len())), 0.0);
            for c in line.chars() {
                let wide = width(face, c, points);
                if used + wide > room && !row.is_empty() {
                    rows.push((points, std::mem::replace(&mut row, Zeroizing::new(String::with_capacity(line.len())))));
                    used = 0.0;
                }
                row.push(c);
                used += wide;
            }
            rows.push((points, row));
        }
    }
    rows
}
