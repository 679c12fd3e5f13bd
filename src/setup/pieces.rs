//! What a terminal consists of besides the program and its settings: files, units and locks, as `kiosk-config` has them.

/// How much hangs on a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Without it visitors see nothing.
    Screen,
    /// Without it the terminal is less safe, or staff can do less.
    Guard,
}

/// A file of a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// Where it lies.
    pub at: &'static str,
    /// Its permissions.
    pub mode: u32,
    /// What stands in it.
    pub text: &'static str,
    /// How much hangs on it.
    pub weight: Weight,
}

const fn guard(at: &'static str, text: &'static str) -> Piece {
    Piece { at, mode: 0o644, text, weight: Weight::Guard }
}

const fn screen(at: &'static str, mode: u32, text: &'static str) -> Piece {
    Piece { at, mode, text, weight: Weight::Screen }
}

/// The settings of this terminal.
pub const KIOSK_TOML: &str = "/etc/gongkai/kiosk.toml";
/// The root that the office handed over.
pub const ROOT_JSON: &str = "/etc/gongkai/root.json";
/// The user that the kiosk runs as.
pub const USER: &str = "kiosk";

/// All files that are the same on every terminal.
pub const PIECES: &[Piece] = &[
    screen("/etc/gongkai/foot.ini", 0o644, include_str!("../../kiosk-config/foot.ini")),
    screen("/etc/gongkai/gongkai-session", 0o755, include_str!("../../kiosk-config/gongkai-session")),
    screen("/etc/systemd/system/gongkai.service", 0o644, include_str!("../../kiosk-config/gongkai.service")),
    guard("/etc/systemd/system/gongkai-stick.socket", include_str!("../../kiosk-config/gongkai-stick.socket")),
    guard("/etc/systemd/system/gongkai-stick@.service", include_str!("../../kiosk-config/gongkai-stick@.service")),
    guard("/etc/systemd/logind.conf.d/gongkai.conf", include_str!("../../kiosk-config/logind-gongkai.conf")),
    guard("/etc/systemd/system.conf.d/gongkai.conf", include_str!("../../kiosk-config/system-gongkai.conf")),
    guard("/etc/systemd/journald.conf.d/gongkai.conf", include_str!("../../kiosk-config/journald-gongkai.conf")),
    guard("/etc/sysctl.d/90-gongkai.conf", include_str!("../../kiosk-config/sysctl-gongkai.conf")),
    guard("/etc/tmpfiles.d/gongkai.conf", include_str!("../../kiosk-config/tmpfiles-gongkai.conf")),
    guard("/etc/sysusers.d/gongkai.conf", include_str!("../../kiosk-config/sysusers-gongkai.conf")),
];

/// Units that start by themselves.
pub const ENABLED: &[&str] = &["gongkai.service", "gongkai-stick.socket"];

/// Units that must not: consoles with a prompt behind the kiosk, and the keys that reboot. The console on tty1 stays, for maintenance.
pub const MASKED: &[&str] = &[
    "ctrl-alt-del.target",
    "autovt@.service",
    "serial-getty@.service",
    "getty@tty2.service",
    "getty@tty3.service",
    "getty@tty4.service",
    "getty@tty5.service",
    "getty@tty6.service",
];
