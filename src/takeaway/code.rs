//! QR codes for terminal cells: whether one fits where it is to stand, and how large its modules become.
//!
//! Measured on real emulators with simulated phones: what counts is the size of a module in camera pixels and that it is nearly square
//! (WeChat's engine reads height to width from 0.8 to 1.3 and hardly anything beyond). A code that is clipped, inverted or too fine looks
//! like one and is none, so then nothing is drawn.

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
}

impl CellSize {
    /// A terminal that does not tell its pixels.
    pub const UNKNOWN: Self = Self { width: 10, height: 20, known: false };

    /// From the window's pixels and cells, as the terminal answers them; zeros mean it does not know.
    pub fn of_window(pixels: (u16, u16), cells: (u16, u16)) -> Self {
        match (pixels.0.checked_div(cells.0), pixels.1.checked_div(cells.1)) {
            (Some(width), Some(height)) if width > 0 && height > 0 => Self { width, height, known: true },
            _ => Self::UNKNOWN,
        }
    }
}

/// A module smaller than this many screen pixels is not read from half a metre.
const MIN_MODULE_PIXELS: u32 = 8;

/// A code with its quiet zone, sized for a place of terminal cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    modules: Vec<bool>,
    side: u16,
    quiet: u16,
    /// Columns a module takes.
    across: u16,
    /// Half rows a module takes.
    down: u16,
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
            let (across, down) = largest_module(side + 2 * quiet, columns, rows, cell)?;
            let modules = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
            Some(Self { modules, side, quiet, across, down })
        })
    }

    /// Columns it takes, quiet zone included.
    pub fn columns(&self) -> u16 {
        (self.side + 2 * self.quiet) * self.across
    }

    /// Rows it takes, quiet zone included.
    pub fn rows(&self) -> u16 {
        ((self.side + 2 * self.quiet) * self.down).div_ceil(2)
    }

    /// Pixels across a module, for an administrator who wants to know whether it is comfortable (10 or more).
    pub fn module_pixels(&self, cell: CellSize) -> u32 {
        pixels(self.across, self.down, cell).0.min(pixels(self.across, self.down, cell).1)
    }

    /// The halves of the cell at `column`, `row`.
    pub fn shade(&self, column: u16, row: u16) -> Shade {
        let x = column / self.across;
        Shade { upper: self.is_dark(x, row * 2 / self.down), lower: self.is_dark(x, (row * 2 + 1) / self.down) }
    }

    fn is_dark(&self, x: u16, y: u16) -> bool {
        let inside = |value: u16| value.checked_sub(self.quiet).filter(|value| *value < self.side);
        let (Some(x), Some(y)) = (inside(x), inside(y)) else { return false };
        self.modules.get(usize::from(y) * usize::from(self.side) + usize::from(x)).copied().unwrap_or(false)
    }
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

    const FOOT: CellSize = CellSize { width: 12, height: 24, known: true };

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

    #[test]
    fn nothing_is_drawn_where_it_could_not_be_read() {
        assert_eq!(Code::fit("https://www.yunchuan.example/zc/1", 20, 10, FOOT), None);
        assert_eq!(Code::fit(&"长".repeat(2000), 160, 45, FOOT), None);
        let tiny = CellSize { width: 5, height: 10, known: true };
        assert_eq!(Code::fit("https://www.yunchuan.example/zc/1", 45, 24, tiny), None);
        // A font alone that gives cells of 10x30: the one module shape allowed is three columns by two half rows.
        let tall = CellSize { width: 10, height: 30, known: true };
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
            if let Some(code) = Code::fit(&payload, columns, rows, FOOT) {
                prop_assert!(code.columns() <= columns && code.rows() <= rows);
            }
        }
    }
}
