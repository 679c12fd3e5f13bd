//! A picture that an office published: decoded within limits, and the stretch of it that is seen at a time.

use std::{
    hash::{Hash, Hasher},
    io::Cursor,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use color_quant::NeuQuant;
use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, imageops};

use super::shades::Rgb;
use crate::policy::is_drawable;

/// Most bytes that a decoder may take for itself, beside the pixels.
const MOST_BYTES: u64 = 64 << 20;

/// What is held of a picture: no screen is wider, and no more pixels are held than a hall's terminal has memory for.
const WIDEST: u32 = 1920;
const MOST_PIXELS: u64 = 10_000_000;

/// A picture is not drawn larger than this many times: letters would only be blurred.
const LARGEST: u32 = 2;

/// Hundredths of a page that are seen again on the next, so that a line cut in two is read there.
const OVERLAP: u32 = 8;

/// A tall picture is shown whole where that makes it no smaller than these hundredths of its full width.
const WHOLE: u64 = 80;

/// Pixels that are looked at for the colours that serve a picture best, and how many of them are passed over for each that is learned from.
const LOOKED_AT: u32 = 60_000;
const SAMPLED: i32 = 3;

/// A picture, on white.
#[derive(Debug)]
pub(in crate::tui) struct Raster {
    /// Tells it from every other.
    number: u64,
    pixels: RgbImage,
    /// The colours that serve it best.
    colors: Vec<Rgb>,
}

impl Raster {
    /// Decodes a picture; none where it is none, or one that is not to be drawn: its size is asked before anything is made for it.
    pub(in crate::tui) fn read(bytes: &[u8]) -> Option<Self> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_BYTES);
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        reader.limits(limits);
        let mut decoder = reader.into_decoder().ok().filter(|decoder| is_drawable(decoder.dimensions().0, decoder.dimensions().1))?;
        // As the telephone was held that took it.
        let orientation = decoder.orientation().ok()?;
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        image.apply_orientation(orientation);
        let pixels = held(on_white(image));
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        (pixels.width() > 0 && pixels.height() > 0).then(|| Self { number, colors: best(&pixels), pixels })
    }

    /// How it is shown in so many pixels.
    pub(in crate::tui) fn spread(&self, width: u32, height: u32) -> Spread {
        let (own_width, all) = self.pixels.dimensions();
        let wide = width.min(own_width.saturating_mul(LARGEST)).max(1);
        let product = |left: u32, right: u32| u64::from(left) * u64::from(right);
        let whole = product(height, own_width) * 100 >= product(wide, all) * WHOLE;
        let rows = if whole { all } else { scaled(height, own_width, wide).min(all) };
        Spread { rows, all }
    }
}

/// So many pixels, as many as `to` are to `of`; one at least.
fn scaled(pixels: u32, to: u32, of: u32) -> u32 {
    u32::try_from(u64::from(pixels) * u64::from(to) / u64::from(of.max(1))).unwrap_or(u32::MAX).max(1)
}

/// How many pages a picture has, and how much of it one shows; in its own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) struct Spread {
    rows: u32,
    all: u32,
}

impl Spread {
    /// How many there are.
    pub(in crate::tui) fn count(&self) -> usize {
        let further = self.all.saturating_sub(self.rows).div_ceil(self.step());
        1 + usize::try_from(further).unwrap_or(0)
    }

    /// The stretch of a picture that stands on a page, counted from 0; the last page ends where the picture ends.
    pub(in crate::tui) fn stretch(&self, raster: &Arc<Raster>, page: usize) -> Stretch {
        let from = u32::try_from(page).unwrap_or(u32::MAX).saturating_mul(self.step()).min(self.all.saturating_sub(self.rows));
        Stretch { raster: Arc::clone(raster), from, rows: self.rows }
    }

    /// Rows from the beginning of a page to that of the next.
    fn step(&self) -> u32 {
        (self.rows - scaled(self.rows, OVERLAP, 100).min(self.rows)).max(1)
    }
}

/// A stretch of a picture, over its full width.
#[derive(Debug, Clone)]
pub(in crate::tui) struct Stretch {
    raster: Arc<Raster>,
    from: u32,
    rows: u32,
}

impl PartialEq for Stretch {
    fn eq(&self, other: &Self) -> bool {
        (self.raster.number, self.from, self.rows) == (other.raster.number, other.from, other.rows)
    }
}

impl Eq for Stretch {}

impl Hash for Stretch {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.raster.number, self.from, self.rows).hash(state);
    }
}

impl Stretch {
    /// Exactly these pixels: the stretch as large as it fits, in the middle of the ground; and the colours that serve it best.
    pub(super) fn pixels(&self, (full_width, full_height): (u32, u32), ground: Rgb) -> Option<(Vec<Rgb>, Vec<Rgb>)> {
        let source = &self.raster.pixels;
        let rows = self.rows.min(source.height().saturating_sub(self.from)).max(1);
        let by_width = u64::from(full_width) * u64::from(rows) <= u64::from(full_height) * u64::from(source.width());
        let (width, height) = if by_width {
            let width = full_width.min(source.width().saturating_mul(LARGEST)).max(1);
            (width, scaled(rows, width, source.width()).min(full_height))
        } else {
            let height = full_height.min(rows.saturating_mul(LARGEST)).max(1);
            (scaled(source.width(), height, rows).min(full_width), height)
        };
        let filter = if width > source.width() { FilterType::CatmullRom } else { FilterType::Bilinear };
        let seen = resized(source, (self.from, rows), (width, height), filter)?;
        let mut sheet = RgbImage::from_pixel(full_width, full_height, image::Rgb(ground));
        imageops::replace(&mut sheet, &seen, i64::from((full_width - width) / 2), i64::from((full_height - height) / 2));
        let colors = std::iter::once(ground).chain(self.raster.colors.iter().copied()).collect();
        Some((sheet.pixels().map(|pixel| pixel.0).collect(), colors))
    }
}

/// Some rows of a picture, in another size.
fn resized(source: &RgbImage, (from, rows): (u32, u32), (width, height): (u32, u32), filter: FilterType) -> Option<RgbImage> {
    let whole = ImageRef::new(source.width(), source.height(), source.as_raw(), PixelType::U8x3).ok()?;
    let mut seen = Image::new(width, height, PixelType::U8x3);
    let cut = ResizeOptions::new().crop(0.0, f64::from(from), f64::from(source.width()), f64::from(rows));
    Resizer::new().resize(&whole, &mut seen, &cut.resize_alg(ResizeAlg::Convolution(filter))).ok()?;
    RgbImage::from_raw(width, height, seen.into_vec())
}

/// The colours that serve a picture best, one fewer than a terminal takes: its ground is one as well.
fn best(image: &RgbImage) -> Vec<Rgb> {
    let (width, height) = image.dimensions();
    let every = (u64::from(width) * u64::from(height) / u64::from(LOOKED_AT)).isqrt().max(1);
    let every = usize::try_from(every).unwrap_or(1);
    // Colours as they are: an average of two is neither.
    let rows = image.rows().step_by(every);
    let opaque: Vec<u8> = rows.flat_map(|row| row.step_by(every)).flat_map(|pixel| pixel.0.into_iter().chain([u8::MAX])).collect();
    let found = NeuQuant::new(SAMPLED, 255, &opaque).color_map_rgb();
    let (colors, _) = found.as_chunks::<3>();
    colors.to_vec()
}

/// What shines through shows white paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let clear = image.into_rgba8();
    let mut opaque = RgbImage::new(clear.width(), clear.height());
    for (to, from) in opaque.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let mixed = |part: u8| {
            let mixed = (u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        to.0 = [red, green, blue].map(mixed);
    }
    opaque
}

/// The same in no more pixels than are held.
fn held(image: RgbImage) -> RgbImage {
    let (own_width, own_height) = image.dimensions();
    let wide = own_width.min(WIDEST);
    // Of all pictures of its shape the largest that is held.
    let most = (MOST_PIXELS * u64::from(own_width) / u64::from(own_height.max(1))).isqrt();
    let width = u32::try_from(most).unwrap_or(wide).clamp(1, wide.max(1));
    if width >= own_width { image } else { imageops::thumbnail(&image, width, scaled(own_height, width, own_width)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn tall(width: u32, height: u32) -> Arc<Raster> {
        Arc::new(Raster::read(&png(&DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, image::Rgb([9, 90, 200]))))).unwrap())
    }

    #[test]
    fn what_is_clear_is_white_and_what_is_no_picture_is_none() {
        let clear = image::RgbaImage::from_pixel(4, 4, image::Rgba([200, 0, 0, 0]));
        let raster = Raster::read(&png(&DynamicImage::ImageRgba8(clear))).unwrap();
        assert!(raster.pixels.pixels().all(|pixel| pixel.0 == [255; 3]));
        let whole = png(&DynamicImage::new_rgb8(40, 40));
        for bytes in [&b""[..], b"%PDF-1.7", &whole[..whole.len() / 2]] {
            assert!(Raster::read(bytes).is_none(), "{} bytes", bytes.len());
        }
    }

    #[test]
    fn a_picture_that_claims_to_be_vast_is_none_and_a_large_one_is_held_smaller() {
        // Sound pictures, whose files are small: what is refused is their size.
        for (width, height) in [(20_001, 1), (1, 20_001), (6000, 4001)] {
            let vast = png(&DynamicImage::new_luma8(width, height));
            assert!(vast.len() < 1 << 20 && Raster::read(&vast).is_none(), "{width}x{height}: {} bytes", vast.len());
        }
        let large = tall(4000, 3000);
        assert!(large.pixels.width() <= WIDEST && u64::from(large.pixels.width()) * u64::from(large.pixels.height()) <= MOST_PIXELS);
    }

    #[test]
    fn pages_of_a_tall_picture_show_all_of_it_and_a_wide_one_has_one() {
        let raster = tall(1080, 6000);
        let pages = raster.spread(1200, 900);
        let stretches: Vec<Stretch> = (0..pages.count()).map(|page| pages.stretch(&raster, page)).collect();
        assert!(stretches.len() > 6 && stretches[0].from == 0, "{}", stretches.len());
        for two in stretches.windows(2) {
            let [above, below] = two else { continue };
            assert!(below.from > above.from && below.from < above.from + above.rows, "nothing is left out between two pages");
        }
        let last = stretches.last().unwrap();
        assert!(last.from + last.rows + 1 >= 6000, "{last:?}");
        assert_eq!(tall(1600, 900).spread(1200, 900).count(), 1);
        // As good as whole.
        assert_eq!(tall(1000, 900).spread(1200, 900).count(), 1);
    }

    #[test]
    fn a_stretch_fills_what_it_is_given_on_its_ground() {
        let raster = tall(300, 100);
        let stretch = raster.spread(200, 200).stretch(&raster, 0);
        let (pixels, colors) = stretch.pixels((200, 200), [1, 2, 3]).unwrap();
        assert_eq!((pixels.len(), pixels[0], pixels[100 * 200 + 100]), (40_000, [1, 2, 3], [9, 90, 200]));
        assert!(colors.len() <= 256 && colors[0] == [1, 2, 3]);
        assert!(colors.iter().any(|[r, g, b]| r.abs_diff(9) < 8 && g.abs_diff(90) < 8 && b.abs_diff(200) < 8), "{colors:?}");
    }
}
