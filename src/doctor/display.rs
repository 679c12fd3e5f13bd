//! What draws: graphics, fonts, the emulator's settings, the cells, codes that are read again, keys and touch.

use std::collections::BTreeSet;

use walkdir::WalkDir;

use super::{DisplayFault, Machine, settings::Seen};
use crate::{
    config::Config,
    setup::PIECES,
    takeaway::{CellSize, Code},
};

/// The screen that it is run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns and rows.
    pub cells: (u16, u16),
    /// Pixels across and down; zeros where the terminal does not tell.
    pub pixels: (u16, u16),
}

/// The keys with which a tap passes the program by.
const OVERRIDE: &str = "selection-override-modifiers=";
/// Columns and rows of the smallest grid.
const SMALLEST: (u16, u16) = (53, 15);
/// Pixels of a module, drawn for a reader that wants some.
const DRAWN: usize = 4;

/// A screen for the kernel, and something that draws.
pub(super) fn graphics(machine: &Machine) -> Option<Seen<DisplayFault>> {
    if !machine.runs() {
        return None;
    }
    let cards: Vec<String> = machine.names("/sys/class/drm").into_iter().filter(|name| is_card(name)).collect();
    if cards.is_empty() {
        return Some((String::new(), vec![DisplayFault::NoGraphics]));
    }
    let renders = machine.names("/dev/dri").iter().any(|name| name.starts_with("renderD"));
    let unit = machine.text("/etc/systemd/system/gongkai.service").unwrap_or_default();
    let findings = if renders || unit.contains("WLR_RENDERER=pixman") { Vec::new() } else { vec![DisplayFault::NoRenderer] };
    Some((format!("{}{}", cards.join(" "), if renders { "" } else { " pixman" }), findings))
}

fn is_card(name: &str) -> bool {
    name.strip_prefix("card").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The output that large text scales is one of those there are.
pub(super) fn large_text(machine: &Machine, config: &Config) -> Option<Seen<DisplayFault>> {
    let wanted = &config.display.scale_output;
    if wanted.is_empty() || !machine.runs() {
        return None;
    }
    let names = machine.names("/sys/class/drm");
    let outputs: Vec<String> =
        names.iter().filter_map(|name| Some(name.split_once('-').filter(|(card, _)| is_card(card))?.1.to_owned())).collect();
    if outputs.is_empty() {
        return None;
    }
    let findings = if outputs.contains(wanted) { Vec::new() } else { vec![DisplayFault::NoOutput(wanted.clone(), outputs)] };
    Some((wanted.clone(), findings))
}

/// Fonts with all Han, and with narrow letters of half their width.
pub(super) fn fonts(machine: &Machine) -> Seen<DisplayFault> {
    let places = ["/usr/share/fonts", "/usr/local/share/fonts"];
    let files = places.iter().flat_map(|place| WalkDir::new(machine.at(place)).max_depth(6).into_iter().flatten());
    let names: Vec<String> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let any = |parts: &[&str]| names.iter().find(|name| parts.iter().any(|part| name.contains(part)));
    let (han, narrow) = (any(&["NotoSansCJK", "NotoSansMonoCJK"]), any(&["DejaVuSansMono"]));
    let mut findings = Vec::new();
    if han.is_none() {
        findings.push(DisplayFault::NoHan);
    }
    if narrow.is_none() {
        findings.push(DisplayFault::NoNarrow);
    }
    (han.into_iter().chain(narrow).map(String::as_str).collect::<Vec<_>>().join(" "), findings)
}

/// What the emulator's settings forbid as shipped, they forbid here.
pub(super) fn emulator(machine: &Machine) -> Seen<DisplayFault> {
    const AT: &str = "/etc/gongkai/foot.ini";
    let shipped = PIECES.iter().find(|piece| piece.at == AT).map_or("", |piece| piece.text);
    let Some(text) = machine.text(AT) else { return (String::new(), Vec::new()) };
    let set = values(&text);
    // What an earlier program of ours wrote there: foot takes it for always.
    let lost = set.contains(&("mouse-bindings".to_owned(), format!("{OVERRIDE}none"))).then_some(DisplayFault::TapsLost);
    // Sizes are those of the screen; all else is a lock.
    let open: Vec<String> = values(shipped)
        .into_iter()
        .filter(|(section, _)| section != "main")
        .filter(|line| !set.contains(line) && (lost.is_none() || !line.1.starts_with(OVERRIDE)))
        .map(|(_, line)| line)
        .collect();
    let open = (!open.is_empty()).then_some(DisplayFault::EmulatorOpen(open));
    (String::new(), lost.into_iter().chain(open).collect())
}

/// Sections and lines of an INI file, blanks and words behind a comma aside.
fn values(text: &str) -> BTreeSet<(String, String)> {
    let mut section = "main".to_owned();
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => name.clone_into(&mut section),
            None => drop(found.insert((
                section.clone(),
                line.split_once('=').map_or(line.to_owned(), |(key, value)| format!("{}={}", key.trim(), value.trim())),
            ))),
        }
    }
    found
}

/// Columns, rows and the shape of a cell.
pub(super) fn screen(screen: Option<Screen>) -> Option<Seen<DisplayFault>> {
    let Screen { cells: (columns, rows), pixels } = screen?;
    let mut findings = Vec::new();
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        findings.push(DisplayFault::TooSmall(columns, rows));
    }
    let cell = CellSize::of_window(pixels, (columns, rows));
    // Codes are drawn of cells, and must come out square.
    let square = cell.height * 5 >= cell.width * 8 && cell.height * 4 <= cell.width * 10;
    if cell.known && !square {
        findings.push(DisplayFault::CellShape(cell.width, cell.height));
    }
    Some((format!("{columns}x{rows}"), findings))
}

/// What is drawn for an address is read again, by a reader that is not ours.
pub(super) fn codes(config: Option<&Config>, screen: Option<Screen>) -> Option<Seen<DisplayFault>> {
    let address = config.map(|config| config.application.page.as_str()).filter(|page| !page.is_empty()).unwrap_or("https://www.gov.cn/");
    let (cells, pixels) = screen.map_or(((106, 30), (0, 0)), |screen| (screen.cells, screen.pixels));
    let cell = CellSize::of_window(pixels, cells);
    // Small screens show the address in words.
    let code = Code::fit(address, cells.0 / 2, cells.1.saturating_sub(4), cell)?;
    let (width, height) = (usize::from(code.columns()) * DRAWN, usize::from(code.rows()) * DRAWN * 2);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        let (column, row) = (u16::try_from(x / DRAWN).unwrap_or(0), u16::try_from(y / (DRAWN * 2)).unwrap_or(0));
        let shade = code.shade(column, row);
        let dark = if (y / DRAWN).is_multiple_of(2) { shade.upper } else { shade.lower };
        if dark { 0 } else { 255 }
    });
    let read = image.detect_grids().first().and_then(|grid| grid.decode().ok()).map(|(_, text)| text);
    let findings = if read.as_deref() == Some(address) { Vec::new() } else { vec![DisplayFault::CodeUnread] };
    Some((format!("{}x{}", code.columns(), code.rows()), findings))
}

/// Somebody can press something.
pub(super) fn input(machine: &Machine) -> Option<Seen<DisplayFault>> {
    if !machine.runs() {
        return None;
    }
    let text = machine.text("/proc/bus/input/devices")?;
    // A keyboard has lamps, which a power button has not; a touch screen is pointed at directly.
    let is = |device: &str, wanted: &[&str]| wanted.iter().all(|part| device.lines().any(|line| line.contains(part)));
    let devices: Vec<&str> = text.split("\n\n").collect();
    let keyboard = devices.iter().any(|device| is(device, &["Handlers=", "kbd", "B: LED="]));
    let touch = devices.iter().any(|device| is(device, &["B: PROP=2", "B: ABS="]));
    let seen = [(keyboard, "keyboard"), (touch, "touch")].into_iter().filter(|(there, _)| *there).map(|(_, name)| name);
    let findings = if keyboard || touch { Vec::new() } else { vec![DisplayFault::NoInput] };
    Some((seen.collect::<Vec<_>>().join(" "), findings))
}
