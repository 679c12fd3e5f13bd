//! QR codes for terminal cells: whether one fits where it is to stand, and how large its modules become.
//!
//! Measured on real emulators with simulated phones: what counts is the size of a module in camera pixels and that it is nearly square
//! (WeChat's engine reads height to width from 0.8 to 1.3 and hardly anything beyond). A code that is clipped, inverted or too fine looks
//! like one and is none, so then nothing is drawn. Where the terminal draws pictures, a module is a whole number of screen pixels and no longer of
//! cells: a code fits beside large text too.

use qrcode::{Color, EcLevel, QrCode};

/// Pixels of a terminal cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSize {
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// Whether the terminal told so; otherwise the usual 1:2 is assumed and no smallest module can be demanded.
    pub known: bool,
    /// Whether it draws pictures to the pixel.
    pub pictures: bool,
}

impl CellSize {
    /// A terminal that does not tell its pixels.
    pub const UNKNOWN: Self = Self { width: 10, height: 20, known: false, pictures: false };

    /// From the window's pixels and cells, as the terminal answers them; zeros mean it does not know.
    pub fn of_window(pixels: (u16, u16), cells: (u16, u16)) -> Self {
        match (pixels.0.checked_div(cells.0), pixels.1.checked_div(cells.1)) {
            (Some(width), Some(height)) if width > 0 && height > 0 => Self { width, height, known: true, pictures: false },
            _ => Self::UNKNOWN,
        }
    }

    /// The same of a terminal that draws pictures; of whoever does not tell its pixels no picture could be placed.
    pub fn with_pictures(self, pictures: bool) -> Self {
        Self { pictures: pictures && self.known, ..self }
    }
}

/// A module smaller than this many screen pixels is not read from half a metre.
const MIN_MODULE_PIXELS: u32 = 8;
/// And one larger than this is read no farther away: a phone that is held at arm's length has the whole code in its picture.
const MOST_MODULE_PIXELS: u32 = 24;

/// A code with its quiet zone, sized for a place of terminal cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    modules: Vec<bool>,
    side: u16,
    quiet: u16,
    module: Module,
}

/// How large a module is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Module {
    /// Drawn with cells: columns and half rows.
    Cells { across: u16, down: u16 },
    /// Drawn as a picture: pixels, in cells of that size.
    Pixels { pixels: u16, cell: CellSize },
}

/// A code as a picture: a whole number of cells, all of it white but the dark modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u16,
    /// Pixels down.
    pub height: u16,
    /// Pixels of a module.
    pub module: u16,
    /// Modules in a row, quiet zone included.
    pub modules: u16,
    /// Pixels left of the first module.
    pub left: u16,
    /// Pixels above the first module.
    pub top: u16,
}

/// Colours of the upper and the lower half of a cell: dark or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shade {
    /// Upper half is dark.
    pub upper: bool,
    /// Lower half is dark.
    pub lower: bool,
}

impl Code {
    /// The largest code of this payload that fits `columns` × `rows` cells: first with the full quiet zone of four modules at level M, then with
    /// two, then at level L. `None` where no scannable code fits.
    pub fn fit(payload: &str, columns: u16, rows: u16, cell: CellSize) -> Option<Self> {
        [(EcLevel::M, 4), (EcLevel::M, 2), (EcLevel::L, 4), (EcLevel::L, 2)].into_iter().find_map(|(level, quiet)| {
            let code = QrCode::with_error_correction_level(payload, level).ok()?;
            let side = u16::try_from(code.width()).ok()?;
            let module = if cell.pictures {
                module_of_pixels(side + 2 * quiet, columns, rows, cell).map(|pixels| Module::Pixels { pixels, cell })
            } else {
                largest_module(side + 2 * quiet, columns, rows, cell).map(|(across, down)| Module::Cells { across, down })
            };
            let modules = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            Some(Self { modules, side, quiet, module: module? })
        })
    }

    /// Columns it takes, quiet zone included.
    pub fn columns(&self) -> u16 {
        match self.module {
            Module::Cells { across, .. } => self.all() * across,
            Module::Pixels { pixels, cell } => (self.all() * pixels).div_ceil(cell.width),
        }
    }

    /// Rows it takes, quiet zone included.
    pub fn rows(&self) -> u16 {
        match self.module {
            Module::Cells { down, .. } => (self.all() * down).div_ceil(2),
            Module::Pixels { pixels, cell } => (self.all() * pixels).div_ceil(cell.height),
        }
    }

    /// Pixels across a module, for an administrator who wants to know whether it is comfortable (10 or more).
    pub fn module_pixels(&self, cell: CellSize) -> u32 {
        match self.module {
            Module::Cells { across, down } => pixels(across, down, cell).0.min(pixels(across, down, cell).1),
            Module::Pixels { pixels, .. } => u32::from(pixels),
        }
    }

    /// Its measures as a picture; none where it is drawn with cells.
    pub fn picture(&self) -> Option<Picture> {
        let Module::Pixels { pixels, cell } = self.module else { return None };
        let (width, height, all) = (self.columns() * cell.width, self.rows() * cell.height, self.all() * pixels);
        Some(Picture { width, height, module: pixels, modules: self.all(), left: (width - all) / 2, top: (height - all) / 2 })
    }

    /// The halves of the cell at `column`, `row`; all light where it is a picture.
    pub fn shade(&self, column: u16, row: u16) -> Shade {
        let Module::Cells { across, down } = self.module else { return Shade { upper: false, lower: false } };
        let x = column / across;
        Shade { upper: self.is_dark(x, row * 2 / down), lower: self.is_dark(x, (row * 2 + 1) / down) }
    }

    /// Modules in a row, quiet zone included.
    fn all(&self) -> u16 {
        self.side + 2 * self.quiet
    }

    /// Whether the module at `x`, `y` is dark, counted from the corner of the quiet zone.
    pub fn is_dark(&self, x: u16, y: u16) -> bool {
        let inside = |value: u16| value.checked_sub(self.quiet).filter(|value| *value < self.side);
        let (Some(x), Some(y)) = (inside(x), inside(y)) else { return false };
        self.modules.get(usize::from(y) * usize::from(self.side) + usize::from(x)).copied().unwrap_or(false)
    }
}

/// Pixels of the largest module with which `side` modules fit; none where it would be too fine.
fn module_of_pixels(side: u16, columns: u16, rows: u16, cell: CellSize) -> Option<u16> {
    let room = (u32::from(columns) * u32::from(cell.width)).min(u32::from(rows) * u32::from(cell.height));
    let pixels = (room / u32::from(side)).min(MOST_MODULE_PIXELS);
    (pixels >= MIN_MODULE_PIXELS).then_some(pixels).and_then(|pixels| u16::try_from(pixels).ok())
}

/// Columns and half rows of the largest nearly square module with which `side` modules fit.
fn largest_module(side: u16, columns: u16, rows: u16, cell: CellSize) -> Option<(u16, u16)> {
    let pairs = (1..=4u16).flat_map(|across| (1..=4u16).map(move |down| (across, down)));
    pairs
        .filter(|(across, down)| {
            let (width, height) = pixels(*across, *down, cell);
            let square = height * 5 >= width * 4 && height * 4 <= width * 5;
            let fine = !cell.known || width.min(height) >= MIN_MODULE_PIXELS;
            let fits = side * across <= columns && (side * down).div_ceil(2) <= rows;
            square && fine && fits
        })
        .max_by_key(|(across, down)| across * down)
}

fn pixels(across: u16, down: u16, cell: CellSize) -> (u32, u32) {
    (u32::from(across) * u32::from(cell.width), u32::from(down) * u32::from(cell.height) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FOOT: CellSize = CellSize { width: 12, height: 24, known: true, pictures: false };

    /// Paints the code as a terminal would and reads it with a decoder that is not ours.
    fn read_back(code: &Code) -> Option<String> {
        const HALF: usize = 4;
        let (width, height) = (usize::from(code.columns()) * HALF, usize::from(code.rows()) * 2 * HALF);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            let shade = code.shade(u16::try_from(x / HALF).unwrap(), u16::try_from(y / (2 * HALF)).unwrap());
            let dark = if y % (2 * HALF) < HALF { shade.upper } else { shade.lower };
            if dark { 0 } else { 255 }
        });
        image.detect_grids().first()?.decode().ok().map(|(_, text)| text)
    }

    #[test]
    fn a_code_is_read_back_on_every_grid_that_draws_it() {
        let address = "https://www.yunchuan.example/zc/sb-yanglao-2023";
        for (columns, rows) in [(104, 26), (60, 40), (160, 40), (42, 22), (80, 22)] {
            let code = Code::fit(address, columns, rows, FOOT).unwrap();
            assert!(code.columns() <= columns && code.rows() <= rows);
            assert_eq!(read_back(&code).as_deref(), Some(address), "{columns}x{rows}");
        }
        let slip = "云川县城乡居民基本养老保险实施办法\n云政发〔2023〕8号\n0000-5600208";
        assert_eq!(read_back(&Code::fit(slip, 104, 27, FOOT).unwrap()).as_deref(), Some(slip));
    }

    /// Paints the picture of a code and reads it with a decoder that is not ours.
    fn read_picture(code: &Code) -> Option<String> {
        let picture = code.picture()?;
        let inside = |at: usize, from: u16| u16::try_from(at).unwrap().checked_sub(from).map(|at| at / picture.module);
        let (width, height) = (usize::from(picture.width), usize::from(picture.height));
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            let dark = inside(x, picture.left).zip(inside(y, picture.top)).is_some_and(|(x, y)| code.is_dark(x, y));
            if dark { 0 } else { 255 }
        });
        image.detect_grids().first()?.decode().ok().map(|(_, text)| text)
    }

    #[test]
    fn as_a_picture_a_code_fits_beside_large_text() {
        let address = "https://www.yunchuan.example/zc/sb-yanglao-2023";
        let large = CellSize { width: 36, height: 72, known: true, pictures: false };
        assert_eq!(Code::fit(address, 18, 11, large), None);
        let code = Code::fit(address, 18, 11, large.with_pictures(true)).unwrap();
        assert!(code.columns() <= 18 && code.rows() <= 11 && code.module_pixels(large) >= 12, "{code:?}");
        assert_eq!(read_picture(&code).as_deref(), Some(address));
        // Where the pixels are not told, nobody knows where a picture would end.
        assert!(!CellSize::UNKNOWN.with_pictures(true).pictures);
    }

    #[test]
    fn nothing_is_drawn_where_it_could_not_be_read() {
        assert_eq!(Code::fit("https://www.yunchuan.example/zc/1", 20, 10, FOOT), None);
        assert_eq!(Code::fit(&"长".repeat(2000), 160, 45, FOOT), None);
        let tiny = CellSize { width: 5, height: 10, known: true, pictures: false };
        assert_eq!(Code::fit("https://www.yunchuan.example/zc/1", 45, 24, tiny), None);
        // A font alone that gives cells of 10x30: the one module shape allowed is three columns by two half rows.
        let tall = CellSize { width: 10, height: 30, known: true, pictures: false };
        let code = Code::fit("https://www.yunchuan.example/zc/1", 160, 45, tall).unwrap();
        assert_eq!(code.columns() % 3, 0);
        assert_eq!(code.rows(), code.columns() / 3);
    }

    #[test]
    fn a_terminal_that_does_not_tell_its_pixels_still_gets_a_code() {
        assert_eq!(CellSize::of_window((0, 0), (80, 24)), CellSize::UNKNOWN);
        assert!(Code::fit("https://www.yunchuan.example/zc/1", 80, 22, CellSize::UNKNOWN).is_some());
    }

    proptest! {
        #[test]
        fn no_code_leaves_its_place(payload in "[a-z0-9/.]{1,200}", columns in 0u16..200, rows in 0u16..60) {
            for cell in [FOOT, FOOT.with_pictures(true)] {
                if let Some(code) = Code::fit(&payload, columns, rows, cell) {
                    prop_assert!(code.columns() <= columns && code.rows() <= rows);
                    prop_assert!(code.picture().is_none_or(|picture| picture.width == code.columns() * cell.width));
                }
            }
        }
    }
}
