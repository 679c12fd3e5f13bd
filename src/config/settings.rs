//! The settings themselves, what they are where nobody set them, and which values cannot work.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    error::{ConfigError, Demand},
    staff::Staff,
};
use crate::text;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// Where the terminal stands.
    pub hall: Hall,
    /// Who answers when nothing here does.
    pub application: Application,
    /// Addresses that may be drawn as a code.
    pub links: Links,
    /// The library that is shown.
    #[serde(default)]
    pub library: LibrarySettings,
    /// When a visitor is taken to have left.
    #[serde(default)]
    pub idle: Idle,
    /// How the screen is driven.
    #[serde(default)]
    pub display: Display,
    /// Who may leave the kiosk.
    #[serde(default)]
    pub staff: Staff,
    /// Content that comes on sticks.
    #[serde(default)]
    pub sync: SyncSettings,
    /// Paper.
    #[serde(default)]
    pub print: PrintSettings,
}

/// The hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    /// Name of the hall: 云川县政务服务中心.
    pub name: String,
    /// Name of the zone: 云川县政务公开专区.
    pub zone: String,
    /// The desk where a person helps.
    pub help_desk: String,
    /// Its phone.
    pub help_phone: String,
    /// 监督电话.
    pub complaint_phone: String,
    /// The time zone in which days and hours are told, by its name in the tz database.
    #[serde(default = "beijing")]
    pub time_zone: String,
}

fn beijing() -> String {
    text::BEIJING.to_owned()
}

/// 依申请公开: the unit that takes applications (政府信息公开条例 art. 4 names one in every body).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Name of the unit.
    pub unit: String,
    /// Official page where an application begins (https).
    pub page: String,
    /// Phone.
    pub phone: String,
    /// Postal address, short.
    pub address: String,
    /// When someone is there.
    pub hours: String,
    /// The same page for one record, with `{编号}` where the id of the record stands; empty where the page knows no such thing. Nothing that a
    /// visitor typed ever stands in an address.
    #[serde(default)]
    pub item_page: String,
    /// Whether identity numbers and credit codes may be typed at the terminal. Where not, as shipped, staff look at the papers.
    #[serde(default)]
    pub identity_here: bool,
}

/// Addresses that may leave as codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// Host names, whole: `www.yunchuan.example`.
    pub hosts: Vec<String>,
}

/// The library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LibrarySettings {
    /// Folder of generations; empty for the embedded sample.
    pub path: PathBuf,
}

/// Times after which a visitor is taken to have left, in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Idle {
    /// Without a key or a touch before the warning.
    pub warn_after: u64,
    /// The same while a form is being filled in: who thinks about a sentence has not left. Never less than `warn_after`.
    pub form_after: u64,
    /// Countdown that any key stops; WCAG 2.2.1 wants 20 at least.
    pub countdown: u64,
    /// Each notice on the attract screen.
    pub notice: u64,
}

/// The display stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Display {
    /// Output whose scale `wlr-randr` sets for large text (`HDMI-A-1`); empty where the stack cannot.
    pub scale_output: String,
    /// How far that output is turned, in degrees, where the screen hangs upright: 0, 90, 180 or 270.
    pub rotation: u16,
    /// Scale for large text; whole numbers only, others blur the codes.
    pub large_scale: u8,
    /// Begin in high contrast.
    pub high_contrast: bool,
}

/// Paper for slips and receipts. Where no printer is named nothing on the screens speaks of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintSettings {
    /// Queue of CUPS for pages; empty: none.
    pub printer: String,
    /// Device of a receipt printer (`/dev/usb/lp0`); empty: none. It goes before the other.
    pub receipt_printer: PathBuf,
    /// Dots that it has across: 576 on paper of 80 mm, 384 on 58 mm.
    pub receipt_dots: u16,
    /// File of the letters that are printed; empty: those of the screen.
    pub font: PathBuf,
}

/// Signed content on sticks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncSettings {
    /// Name of this terminal, written into receipts: letters, digits and `-`.
    pub terminal: String,
    /// The root file that the office handed over; empty: this terminal takes no sticks and shows what was built on it.
    pub root: PathBuf,
    /// Folder where the stick is mounted.
    pub stick: PathBuf,
    /// Socket of the helper that mounts; empty: somebody else does.
    pub helper: PathBuf,
    /// The device that is there when a stick is, where there is a helper.
    pub device: PathBuf,
}

/// Whether this is the bare name of a host, as it is compared with the one in an address.
pub fn is_host(host: &str) -> bool {
    let named = matches!(url::Host::parse(host), Ok(url::Host::Domain(name)) if name == host.to_ascii_lowercase());
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    named && plain && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains("..")
}

/// Longest name of a terminal.
const LONGEST_TERMINAL: usize = 24;

impl Default for SyncSettings {
    fn default() -> Self {
        Self {
            terminal: String::new(),
            root: PathBuf::new(),
            stick: PathBuf::from("/run/gongkai/stick"),
            helper: PathBuf::from("/run/gongkai/stick.sock"),
            device: PathBuf::from("/dev/disk/by-label/GONGKAI"),
        }
    }
}

impl Default for LibrarySettings {
    fn default() -> Self {
        Self { path: PathBuf::new() }
    }
}

impl Default for PrintSettings {
    fn default() -> Self {
        Self { printer: String::new(), receipt_printer: PathBuf::new(), receipt_dots: 576, font: PathBuf::new() }
    }
}

impl PrintSettings {
    /// Whether there is a printer.
    pub fn is_set(&self) -> bool {
        !self.printer.is_empty() || !self.receipt_printer.as_os_str().is_empty()
    }

    /// Whether it can be one: a name that is no option of a program, and dots that some paper has.
    fn is_sound(&self) -> bool {
        let named =
            self.printer.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)) && !self.printer.starts_with('-');
        named && (192..=1280).contains(&self.receipt_dots)
    }
}

impl Default for Idle {
    fn default() -> Self {
        Self { warn_after: 60, form_after: 180, countdown: 30, notice: 8 }
    }
}

impl Default for Display {
    fn default() -> Self {
        Self { scale_output: String::new(), rotation: 0, large_scale: 2, high_contrast: false }
    }
}

impl Config {
    /// Whether this terminal takes content from sticks: it was given a root, and a folder to keep it in.
    pub fn takes_sticks(&self) -> bool {
        !self.sync.root.as_os_str().is_empty() && !self.library.path.as_os_str().is_empty()
    }

    /// Refuses values that cannot work.
    pub(super) fn check(&self, path: &Path) -> Result<(), ConfigError> {
        let impossible = |demand| Err(ConfigError::Impossible { path: path.to_owned(), demand });
        if self.idle.countdown < 20 {
            return impossible(Demand::Countdown);
        }
        if self.idle.warn_after < 10 || self.idle.form_after < 10 || self.idle.notice < 3 {
            return impossible(Demand::Waiting);
        }
        if !(1..=4).contains(&self.display.large_scale) {
            return impossible(Demand::Scale);
        }
        let display = &self.display;
        if ![0, 90, 180, 270].contains(&display.rotation) || (display.rotation != 0 && display.scale_output.is_empty()) {
            return impossible(Demand::Rotation);
        }
        if !self.print.is_sound() {
            return impossible(Demand::Printer);
        }
        if !self.staff.has_hashes() {
            return impossible(Demand::PinHash);
        }
        if !self.staff.has_roles() {
            return impossible(Demand::Role);
        }
        // Without a table of zones the machine knows none but Beijing's, and that one serves.
        if !text::is_zone(&self.hall.time_zone) && text::has_zones() {
            return impossible(Demand::TimeZone);
        }
        if !self.links.hosts.iter().all(|host| is_host(host)) {
            return impossible(Demand::Hosts);
        }
        let sync = &self.sync;
        let unnamed = sync.terminal.is_empty();
        if !(unnamed || is_terminal_name(&sync.terminal)) || (unnamed && !sync.root.as_os_str().is_empty()) {
            return impossible(Demand::Terminal);
        }
        Ok(())
    }
}

/// Whether a terminal can be called that: it becomes the name of a file on sticks.
pub fn is_terminal_name(name: &str) -> bool {
    (1..=LONGEST_TERMINAL).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
