//! Pixels as sixels (DEC STD 070), in colours that are known beforehand: bands of six rows, each colour of a band as runs, the commonest laid under all
//! others as one run.

use std::io::Write;

use super::{colors::Colors, shades::Rgb};

/// Rows of a band.
const BAND: usize = 6;

/// What a colour covers of a band.
struct Layer {
    color: u16,
    /// The rows it covers in each column, the uppermost in the lowest bit.
    bits: Vec<u8>,
    /// Pixels it covers, and from which column to which.
    count: usize,
    from: usize,
    to: usize,
}

/// Writes pixels, row by row, as what draws them.
pub(super) fn encode(pixels: &[Rgb], width: usize, colors: &mut Colors) -> Vec<u8> {
    if width == 0 {
        return Vec::new();
    }
    let height = pixels.len() / width;
    let mut out = Vec::with_capacity(pixels.len() / 16 + 256);
    put(&mut out, format_args!("\x1bP7;2q\"1;1;{width};{height}"));
    let mut defined = vec![false; colors.count()];
    let mut layers: Vec<Layer> = Vec::new();
    for (at, band) in pixels.chunks(BAND * width).enumerate() {
        // No new line after the last: it would move the screen where the picture ends on its last row.
        if at > 0 {
            out.push(b'-');
        }
        part(band, width, colors, &mut layers);
        write_band(&mut out, &layers, (colors, &mut defined), band.len() / width);
    }
    out.extend_from_slice(b"\x1b\\");
    out
}

/// Parts a band by colours, the commonest first.
fn part(band: &[Rgb], width: usize, colors: &mut Colors, layers: &mut Vec<Layer>) {
    layers.clear();
    let mut slots: Vec<Option<usize>> = vec![None; colors.count()];
    // Pixels side by side are mostly alike.
    let mut last: Option<(Rgb, usize)> = None;
    for (row, line) in band.chunks(width).enumerate() {
        for (column, pixel) in line.iter().enumerate() {
            let slot = match last {
                Some((color, slot)) if color == *pixel => slot,
                _ => {
                    let color = colors.nearest(*pixel);
                    let known = slots.get_mut(usize::from(color));
                    known.map_or(0, |slot| {
                        *slot.get_or_insert_with(|| {
                            layers.push(Layer { color, bits: vec![0; width], count: 0, from: width, to: 0 });
                            layers.len() - 1
                        })
                    })
                }
            };
            last = Some((*pixel, slot));
            if let Some(layer) = layers.get_mut(slot) {
                if let Some(bits) = layer.bits.get_mut(column) {
                    *bits |= 1 << row;
                }
                layer.count += 1;
                layer.from = layer.from.min(column);
                layer.to = layer.to.max(column + 1);
            }
        }
    }
    layers.sort_by_key(|layer| std::cmp::Reverse(layer.count));
}

fn write_band(out: &mut Vec<u8>, layers: &[Layer], (colors, defined): (&Colors, &mut [bool]), rows: usize) {
    let all = u8::try_from((1u16 << rows) - 1).unwrap_or(63);
    for (at, layer) in layers.iter().enumerate() {
        if at > 0 {
            out.push(b'$');
        }
        if let Some(known) = defined.get_mut(usize::from(layer.color))
            && !std::mem::replace(known, true)
        {
            let [r, g, b] = colors.hundredths(layer.color);
            put(out, format_args!("#{};2;{r};{g};{b}", layer.color));
        }
        put(out, format_args!("#{}", layer.color));
        if at == 0 {
            run(out, all, layer.bits.len());
            continue;
        }
        run(out, 0, layer.from);
        let mut bits = layer.bits.get(layer.from..layer.to).unwrap_or_default();
        while let Some(first) = bits.first() {
            let length = bits.iter().take_while(|next| *next == first).count();
            run(out, *first, length);
            bits = bits.get(length..).unwrap_or_default();
        }
    }
}

fn run(out: &mut Vec<u8>, bits: u8, length: usize) {
    let sign = char::from(b'?' + bits);
    match length {
        0 => {}
        1..=3 => (0..length).for_each(|_| put(out, format_args!("{sign}"))),
        _ => put(out, format_args!("!{length}{sign}")),
    }
}

fn put(out: &mut Vec<u8>, what: std::fmt::Arguments<'_>) {
    // A vector takes everything.
    drop(out.write_fmt(what));
}
