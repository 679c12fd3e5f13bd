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
use image::{
    DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage,
    imageops::{self, FilterType},
};

use super::shades::Rgb;

/// Longest side of a picture, in pixels, and the most bytes that decoding it may take.
const LONGEST: u32 = 20_000;
const MOST_BYTES: u64 = 192 << 20;

/// What is held of a picture: no screen is wider, and no more pixels are held than a hall's terminal has memory for.
const WIDEST: u32 = 1920;
const MOST_PIXELS: u64 = 10_000_000;

/// A picture is not drawn larger than this many times: letters would only be blurred.
const LARGEST: f64 = 2.0;

/// Part of a page that is seen again on the next, so that a line cut in two is read there.
const OVERLAP: f64 = 0.08;

/// A tall picture is shown whole where that makes it no smaller than this, compared with its full width.
const WHOLE: f64 = 0.8;

/// Every so many pixels are looked at for the colours that serve best: 1 is all of them.
const SAMPLED: i32 = 10;

/// A picture, on white.
#[derive(Debug)]
pub(in crate::tui) struct Raster {
    /// Tells it from every other.
    number: u64,
    pixels: RgbImage,
}

impl Raster {
    /// Decodes a picture; none where it is none, or none that fits.
    pub(in crate::tui) fn read(bytes: &[u8]) -> Option<Self> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST);
        limits.max_image_height = Some(LONGEST);
        limits.max_alloc = Some(MOST_BYTES);
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        reader.limits(limits);
        let mut decoder = reader.into_decoder().ok()?;
        // As the telephone was held that took it.
        let orientation = decoder.orientation().ok()?;
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        image.apply_orientation(orientation);
        let pixels = held(on_white(&image));
        (pixels.width() > 0 && pixels.height() > 0).then(|| Self { number: LAST.fetch_add(1, Ordering::Relaxed), pixels })
    }

    /// How it is shown in so many pixels.
    pub(in crate::tui) fn spread(&self, width: u32, height: u32) -> Spread {
        let (own_width, own_height) = (f64::from(self.pixels.width()), f64::from(self.pixels.height()));
        let wide = (f64::from(width) / own_width).min(LARGEST);
        let whole = wide.min(f64::from(height) / own_height);
        let rows = if whole >= wide * WHOLE { own_height } else { (f64::from(height) / wide).max(1.0) };
        Spread { rows, all: own_height }
    }
}

/// How many pages a picture has, and how much of it one shows; in its own rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::tui) struct Spread {
    rows: f64,
    all: f64,
}

impl Spread {
    /// How many there are.
    pub(in crate::tui) fn count(&self) -> usize {
        let further = (self.all - self.rows).max(0.0) / (self.rows * (1.0 - OVERLAP));
        1 + further.ceil() as usize
    }

    /// The stretch of a picture that stands on a page, counted from 0; the last page ends where the picture ends.
    pub(in crate::tui) fn stretch(&self, raster: &Arc<Raster>, page: usize) -> Stretch {
        let from = (page as f64 * self.rows * (1.0 - OVERLAP)).min(self.all - self.rows).max(0.0);
        Stretch { raster: Arc::clone(raster), from: from as u32, rows: (self.rows as u32).max(1) }
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
    pub(super) fn pixels(&self, (full_width, full_height): (u32, u32), ground: Rgb) -> (Vec<Rgb>, Vec<Rgb>) {
        let source = &self.raster.pixels;
        let rows = self.rows.min(source.height().saturating_sub(self.from)).max(1);
        let fits = (f64::from(full_width) / f64::from(source.width())).min(f64::from(full_height) / f64::from(rows)).min(LARGEST);
        let pixels = |own: u32, most: u32| ((f64::from(own) * fits).round() as u32).clamp(1, most.max(1));
        let (width, height) = (pixels(source.width(), full_width), pixels(rows, full_height));
        let cut = imageops::crop_imm(source, 0, self.from, source.width(), rows).to_image();
        let seen = imageops::resize(&cut, width, height, if fits > 1.0 { FilterType::CatmullRom } else { FilterType::Triangle });
        let mut sheet = RgbImage::from_pixel(full_width, full_height, image::Rgb(ground));
        imageops::replace(&mut sheet, &seen, i64::from((full_width - width) / 2), i64::from((full_height - height) / 2));
        let colors = best(&seen, ground);
        (sheet.pixels().map(|pixel| pixel.0).collect(), colors)
    }
}

/// The colours that serve a picture best; its ground first, so that it is met exactly.
fn best(seen: &RgbImage, ground: Rgb) -> Vec<Rgb> {
    let opaque: Vec<u8> = seen.pixels().flat_map(|pixel| pixel.0.into_iter().chain([u8::MAX])).collect();
    let found = NeuQuant::new(SAMPLED, 255, &opaque).color_map_rgb();
    let (colors, _) = found.as_chunks::<3>();
    std::iter::once(ground).chain(colors.iter().copied()).collect()
}

/// What shines through shows white paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let clear = image.to_rgba8();
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
    let (width, height) = image.dimensions();
    let many = f64::from(width) * f64::from(height);
    let scale = (f64::from(WIDEST) / f64::from(width)).min((MOST_PIXELS as f64 / many).sqrt());
    if scale >= 1.0 {
        return image;
    }
    let less = |side: u32| ((f64::from(side) * scale) as u32).max(1);
    imageops::thumbnail(&image, less(width), less(height))
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
        // The width stands in the first chunk, whose check sum is that of the claim.
        let mut vast = png(&DynamicImage::new_luma8(1, 1));
        vast[16..20].copy_from_slice(&4_000_000_000_u32.to_be_bytes());
        assert!(Raster::read(&vast).is_none());
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
        let (pixels, colors) = stretch.pixels((200, 200), [1, 2, 3]);
        assert_eq!((pixels.len(), pixels[0], pixels[100 * 200 + 100]), (40_000, [1, 2, 3], [9, 90, 200]));
        assert!(colors.len() <= 256 && colors[0] == [1, 2, 3]);
        assert!(colors.iter().any(|[r, g, b]| r.abs_diff(9) < 8 && g.abs_diff(90) < 8 && b.abs_diff(200) < 8), "{colors:?}");
    }
}
