//! Pages as pictures, for a program that reads letters off them; painted in the child that reads the file, since the file is as foreign as ever.

use std::ops::ControlFlow;

use unpdf::{PdfParser, parser::raster::RasterOptions};

use super::super::super::Asset;

/// Dots to an inch: what programs that read letters are made for.
const DPI: f32 = 200.0;
/// Pages that are painted; a longer scan is typed.
const MOST_PAGES: u32 = 60;
/// Bytes of all pictures.
const MOST_BYTES: usize = 60 << 20;
/// Work on one page, as the painter reckons it: some hundred times its own pixels.
const MOST_WORK: u64 = 1 << 31;

/// The pages as PNG files, `页0001.png` first, as far as they can be painted.
pub(in crate::convert::format) fn pages(bytes: &[u8], count: u32) -> Vec<Asset> {
    let Ok(parser) = PdfParser::from_bytes(bytes) else { return Vec::new() };
    let options = RasterOptions { dpi: DPI, ..RasterOptions::default() };
    let (mut pictures, mut weight) = (Vec::new(), 0);
    for page in 1..=count.min(MOST_PAGES) {
        let mut work = 0_u64;
        let mut budget = |more: u64| {
            work = work.saturating_add(more);
            if work > MOST_WORK { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let Ok(painted) = parser.render_page_with(page, &options, &mut budget) else { continue };
        let bytes = painted.to_png();
        weight += bytes.len();
        if weight > MOST_BYTES {
            break;
        }
        pictures.push(Asset { name: format!("页{page:04}.png"), bytes });
    }
    pictures
}
