//! A code as sixels (DEC STD 070): bands of six rows, each colour of a band as runs. A code has two colours and rows that repeat, so that its runs are
//! known without a pixel being painted.

use std::io::{self, Write};

use crate::takeaway::{Code, Picture};

/// Rows of a band.
const BAND: u16 = 6;
/// What a run of no pixel, and one of all six, are written as; what is between is counted on.
const NOTHING: u8 = b'?';
const ALL: u8 = 63;

/// Writes what draws a code: opaque, with black and white of its own.
pub(super) fn write(out: &mut impl Write, code: &Code, picture: &Picture) -> io::Result<()> {
    write!(out, "\x1bP7;2q\"1;1;{};{}#0;2;100;100;100#1;2;0;0;0", picture.width, picture.height)?;
    let mut from = 0;
    while from < picture.height {
        let rows = BAND.min(picture.height - from);
        // White under all of it, black over that.
        write!(out, "#0")?;
        run(out, ALL >> (BAND - rows), picture.width)?;
        write!(out, "$#1")?;
        run(out, 0, picture.left)?;
        for x in 0..picture.modules {
            run(out, dark_rows(code, picture, x, from, rows), picture.module)?;
        }
        from += rows;
        // No new line after the last: it would move the screen where the picture ends on its last row.
        if from < picture.height {
            out.write_all(b"-")?;
        }
    }
    out.write_all(b"\x1b\\")
}

/// Which of the rows of a band are dark in a column of modules, the uppermost in the lowest bit.
fn dark_rows(code: &Code, picture: &Picture, x: u16, from: u16, rows: u16) -> u8 {
    let dark = |row: u16| row.checked_sub(picture.top).is_some_and(|row| code.is_dark(x, row / picture.module));
    (0..rows).filter(|row| dark(from + row)).fold(0, |bits, row| bits | 1 << row)
}

fn run(out: &mut impl Write, bits: u8, length: u16) -> io::Result<()> {
    let sign = char::from(NOTHING + bits);
    match length {
        0 => Ok(()),
        1..=3 => (0..length).try_for_each(|_| write!(out, "{sign}")),
        _ => write!(out, "!{length}{sign}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::takeaway::CellSize;

    /// Draws sixels as a terminal does; true is dark. Understands what is written here and no more.
    fn drawn(bytes: &[u8], picture: &Picture) -> Vec<Vec<bool>> {
        let text = std::str::from_utf8(bytes).unwrap();
        let body = text.strip_prefix("\x1bP7;2q\"1;1;").unwrap().strip_suffix("\x1b\\").unwrap();
        let body = body.split_once("#1;2;0;0;0").unwrap().1;
        let mut rows = vec![vec![false; usize::from(picture.width)]; usize::from(picture.height).div_ceil(6) * 6];
        let (mut x, mut band, mut dark, mut digits) = (0usize, 0usize, false, String::new());
        let mut signs = body.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '#' => dark = signs.next() == Some('1'),
                '$' => x = 0,
                '-' => (x, band) = (0, band + 1),
                '!' => digits.clear(),
                '0'..='9' => digits.push(sign),
                _ => {
                    let length = std::mem::take(&mut digits).parse().unwrap_or(1);
                    let bits = u8::try_from(sign).unwrap() - b'?';
                    for row in (0..6).filter(|row| bits >> row & 1 == 1) {
                        rows[band * 6 + row][x..x + length].fill(dark);
                    }
                    x += length;
                }
            }
        }
        rows.truncate(picture.height.into());
        rows
    }

    #[test]
    fn what_is_drawn_is_read_by_a_decoder_that_is_not_ours() {
        let address = "https://www.yunchuan.example/zc/sb-yanglao-2023";
        for (width, height) in [(36, 72), (18, 36), (17, 35), (12, 24)] {
            let cell = CellSize { width, height, known: true, pictures: true };
            let code = Code::fit(address, 700 / width, 700 / height, cell).unwrap();
            let picture = code.picture().unwrap();
            let mut bytes = Vec::new();
            write(&mut bytes, &code, &picture).unwrap();
            let rows = drawn(&bytes, &picture);
            let shade = |x: usize, y: usize| if rows[y][x] { 0 } else { 255 };
            let (width, height) = (usize::from(picture.width), usize::from(picture.height));
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
            let (_, text) = image.detect_grids().first().expect("a code").decode().unwrap();
            assert_eq!(text, address);
            assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
        }
    }

    #[test]
    fn a_picture_ends_without_a_new_line() {
        let cell = CellSize { width: 12, height: 24, known: true, pictures: true };
        let code = Code::fit("https://www.yunchuan.example/", 40, 20, cell).unwrap();
        let mut bytes = Vec::new();
        write(&mut bytes, &code, &code.picture().unwrap()).unwrap();
        assert_eq!(bytes.iter().filter(|byte| **byte == b'-').count(), usize::from(code.picture().unwrap().height).div_ceil(6) - 1);
        assert!(!bytes.ends_with(b"-\x1b\\"));
    }
}
