//! A sheet as dots, as receipt printers take them (ESC/POS: `ESC @`, `GS v 0`, `GS V`): Chinese sent as text comes out in a different encoding on every
//! model. Three commands of a few bytes each are written here by hand; what crates for them add is a driver for USB and serial lines, and pictures.

use ab_glyph::{Font as _, PxScale, ScaleFont, point};
use zeroize::Zeroizing;

use super::{
    error::PrintError,
    font::{Font, glyph, rows},
    sheet::Sheet,
};

/// Dots of an inch, as nearly all of them have.
const PER_INCH: f32 = 203.0;
/// Points of an inch.
const POINTS: f32 = 72.0;
/// Rows that are sent at once: small memories take no more.
const BAND: usize = 128;

/// Rows of dots, packed: a bit a dot, the first one the highest.
struct Raster {
    across: usize,
    rows: Zeroizing<Vec<u8>>,
}

/// What is sent to a printer that has so many dots across.
pub(super) fn written(sheet: &Sheet, font: &Font, dots: u16) -> Result<Zeroizing<Vec<u8>>, PrintError> {
    let raster = drawn(sheet, font, dots).ok_or_else(|| PrintError::NoFont { path: "ESC/POS".into() })?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(raster.rows.len() + 256));
    bytes.extend_from_slice(b"\x1b@");
    for band in raster.rows.chunks(raster.across * BAND) {
        let high = u16::try_from(band.len() / raster.across).unwrap_or(0).to_le_bytes();
        let across = u16::try_from(raster.across).unwrap_or(0).to_le_bytes();
        bytes.extend_from_slice(&[0x1d, b'v', b'0', 0, across[0], across[1], high[0], high[1]]);
        bytes.extend_from_slice(band);
    }
    // Four lines of air, and cut but for a point.
    bytes.extend_from_slice(b"\x1bd\x04\x1dV\x01");
    Ok(bytes)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "dots of a strip of paper: a few hundred across, none below zero"
)]
fn drawn(sheet: &Sheet, font: &Font, dots: u16) -> Option<Raster> {
    let face = font.face()?;
    let room = f32::from(dots) / PER_INCH * POINTS;
    let across = usize::from(dots).div_ceil(8);
    let mut raster = Raster { across, rows: Zeroizing::new(Vec::new()) };
    for (points, row) in rows(sheet, &face, room) {
        let size = points / POINTS * PER_INCH;
        let first = raster.rows.len() / across;
        let high = (size * 1.4) as usize;
        // Room for all of it at once: what grows leaves its bytes where it lay before.
        let mut grown = Zeroizing::new(vec![0; raster.rows.len() + across * high]);
        grown.get_mut(..raster.rows.len())?.copy_from_slice(&raster.rows);
        raster.rows = grown;
        // A letter is as high as an em, and not as the line of this face.
        let scale = PxScale::from(size * face.height_unscaled() / face.units_per_em()?);
        let scaled = face.as_scaled(scale);
        let mut x = 0.0;
        for c in row.chars() {
            let id = glyph(&face, c);
            let placed = id.with_scale_and_position(scale, point(x, size));
            if let Some(outline) = face.outline_glyph(placed) {
                let bounds = outline.px_bounds();
                outline.draw(|dx, dy, dark| {
                    let (at, line) = (bounds.min.x + dx as f32, bounds.min.y + dy as f32 + first as f32);
                    if dark > 0.5 && at >= 0.0 && line >= 0.0 {
                        let (at, line) = (at as usize, line as usize);
                        if at < across * 8
                            && let Some(byte) = raster.rows.get_mut(line * across + at / 8)
                        {
                            *byte |= 0x80 >> (at % 8);
                        }
                    }
                });
            }
            x += scaled.h_advance(id);
        }
    }
    Some(raster)
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_receipt_is_bands_of_dots_that_are_dark_where_letters_stand() {
        let Ok(font) = Font::find(Path::new("")) else { return };
        let sheet = Sheet::new("YC-01-261122-0001-K").text(["已填好，尚未提交", "云川县人民政府办公室"]);
        let bytes = written(&sheet, &font, 384).unwrap();
        assert!(bytes.starts_with(&[0x1b, b'@', 0x1d, b'v', b'0', 0, 48, 0]) && bytes.ends_with(&[0x1d, b'V', 1]));
        // The bands hold as many bytes as they say, one behind the other.
        let (mut at, mut rows, mut dark) = (2, 0, 0);
        while bytes[at..at + 3] == [0x1d, b'v', b'0'] {
            let high = usize::from(u16::from_le_bytes([bytes[at + 6], bytes[at + 7]]));
            let band = &bytes[at + 8..at + 8 + 48 * high];
            dark += band.iter().map(|byte| byte.count_ones() as usize).sum::<usize>();
            rows += high;
            at += 8 + 48 * high;
        }
        assert_eq!(bytes.len() - at, 6);
        let share = dark as f64 / (rows * 384) as f64;
        assert!(rows > 150 && (0.03..0.4).contains(&share), "{rows} rows, {share} dark");
    }
}
