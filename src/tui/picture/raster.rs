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

/// Hundredths of a page, at its end, in which a place is looked for where nothing is cut.
const NEAR: u32 = 18;

/// By how much the parts of a colour may differ in a row of one colour, and how many pixels of a row are looked at.
const ALIKE: u8 = 10;
const ACROSS: u32 = 240;

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
    /// Of each row whether nothing is drawn in it: it has one colour.
    quiet: Vec<bool>,
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
        (pixels.width() > 0 && pixels.height() > 0).then(|| Self { number, colors: best(&pixels), quiet: quiet(&pixels), pixels })
    }

    /// How it is shown in so many pixels.
    pub(in crate::tui) fn spread(&self, width: u32, height: u32) -> Spread {
        let (own_width, all) = self.pixels.dimensions();
        let wide = width.min(own_width.saturating_mul(LARGEST)).max(1);
        let product = |left: u32, right: u32| u64::from(left) * u64::from(right);
        let whole = product(height, own_width) * 100 >= product(wide, all) * WHOLE;
        let rows = if whole { all } else { scaled(height, own_width, wide).min(all) };
        Spread::of(all, rows, &self.quiet)
    }
}

/// So many pixels, as many as `to` are to `of`; one at least.
fn scaled(pixels: u32, to: u32, of: u32) -> u32 {
    u32::try_from(u64::from(pixels) * u64::from(to) / u64::from(of.max(1))).unwrap_or(u32::MAX).max(1)
}

/// The pages of a picture: where each begins in its own rows, and how many it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct Spread {
    pages: Vec<(u32, u32)>,
    all: u32,
}

impl Spread {
    /// Pages of at most so many rows of a picture that has `all`; one ends between two lines of what is drawn where there is such a place near its
    /// end, otherwise the next begins a little before it.
    fn of(all: u32, rows: u32, quiet: &[bool]) -> Self {
        let mut pages = Vec::new();
        let mut from = 0;
        while from + rows < all {
            let end = from + rows;
            let is_quiet = |row: &u32| usize::try_from(*row).is_ok_and(|row| quiet.get(row).copied().unwrap_or(false));
            let cut = (end - scaled(rows, NEAR, 100).min(rows - 1)..end).rev().find(is_quiet);
            pages.push((from, cut.map_or(rows, |cut| cut - from)));
            from = cut.unwrap_or(end - scaled(rows, OVERLAP, 100).min(rows - 1));
        }
        // The last page shows as much as all others.
        let last = all.saturating_sub(rows).min(from);
        pages.push((last, all - last));
        Self { pages, all }
    }

    /// How many there are.
    pub(in crate::tui) fn count(&self) -> usize {
        self.pages.len()
    }

    /// The stretch of a picture that stands on a page, counted from 0; the last page ends where the picture ends.
    pub(in crate::tui) fn stretch(&self, raster: &Arc<Raster>, page: usize) -> Stretch {
        let (from, rows) = self.pages.get(page).or(self.pages.last()).copied().unwrap_or((0, self.all));
        Stretch { raster: Arc::clone(raster), from, rows }
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
        // What goes on on the next page begins where that will begin.
        let top = if rows < source.height() { 0 } else { (full_height - height) / 2 };
        imageops::replace(&mut sheet, &seen, i64::from((full_width - width) / 2), i64::from(top));
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

/// Of each row whether it has one colour, as between two lines of words.
fn quiet(image: &RgbImage) -> Vec<bool> {
    let every = usize::try_from((image.width() / ACROSS).max(1)).unwrap_or(1);
    let is_quiet = |row: image::buffer::Pixels<'_, image::Rgb<u8>>| {
        let (mut least, mut most) = ([u8::MAX; 3], [0; 3]);
        for pixel in row.step_by(every) {
            for (part, (least, most)) in pixel.0.iter().zip(least.iter_mut().zip(most.iter_mut())) {
                (*least, *most) = ((*least).min(*part), (*most).max(*part));
            }
        }
        least.iter().zip(most).all(|(least, most)| most.saturating_sub(*least) <= ALIKE)
    };
    image.rows().map(is_quiet).collect()
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
            assert!(below.from > above.from && below.from <= above.from + above.rows, "nothing is left out between two pages");
        }
        let last = stretches.last().unwrap();
        assert!(last.from + last.rows + 1 >= 6000, "{last:?}");
        assert_eq!(tall(1600, 900).spread(1200, 900).count(), 1);
        // As good as whole.
        assert_eq!(tall(1000, 900).spread(1200, 900).count(), 1);
    }

    #[test]
    fn no_line_of_words_is_cut_in_two_where_a_page_can_end_above_it() {
        // Lines of 30 rows, 20 apart.
        let drawn = RgbImage::from_fn(400, 3000, |x, y| image::Rgb(if y % 50 < 30 && x % 7 < 3 { [20; 3] } else { [250; 3] }));
        let raster = Arc::new(Raster::read(&png(&DynamicImage::ImageRgb8(drawn))).unwrap());
        let pages = raster.spread(400, 360);
        for page in 0..pages.count() - 1 {
            let Stretch { from, rows, .. } = pages.stretch(&raster, page);
            assert!((from + rows) % 50 >= 30 && rows <= 360 && rows > 280, "{page}: {from} {rows}");
        }
        // Where everything is drawn on, what is cut is seen whole on the next page.
        let drawn = RgbImage::from_fn(400, 3000, |x, y| image::Rgb([u8::try_from((x + y) % 200).unwrap(); 3]));
        let raster = Arc::new(Raster::read(&png(&DynamicImage::ImageRgb8(drawn))).unwrap());
        let pages = raster.spread(400, 360);
        let (first, second) = (pages.stretch(&raster, 0), pages.stretch(&raster, 1));
        assert!(second.from < first.from + first.rows, "{second:?}");
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
