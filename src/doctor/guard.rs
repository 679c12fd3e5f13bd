//! What starts by itself, and the locks: files and units of the terminal, ways out, the user, who may read and write what.

use std::{
    fs::Metadata,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    GuardFault, Machine,
    settings::{Seen, is_unset},
};
use crate::{
    config::Config,
    setup::{ENABLED, KIOSK_TOML, MASKED, PIECES, USER, Weight},
};

const UNITS: &str = "/etc/systemd/system";
/// Values of the kernel by which nobody gets at the kiosk, in `/proc/sys`.
const LOCKS: [(&str, &str); 4] =
    [("kernel/sysrq", "0"), ("kernel/yama/ptrace_scope", "3"), ("fs/suid_dumpable", "0"), ("kernel/dmesg_restrict", "1")];
/// Packages that mount sticks by themselves, or bring a desktop or a way in.
const INTRUDERS: [&str; 12] = [
    "udisks2",
    "gvfs",
    "usbmount",
    "autofs",
    "gdm3",
    "lightdm",
    "sddm",
    "gnome-shell",
    "xfce4-session",
    "plasma-workspace",
    "xserver-xorg-core",
    "telnetd",
];
/// Groups by which a user gets at devices, other people's files or root.
const STRONG: [&str; 9] = ["sudo", "adm", "root", "disk", "video", "input", "tty", "shadow", "wheel"];
/// Files of the terminal, as this program has them. The emulator's settings differ from screen to screen and are looked at by what they forbid.
pub(super) fn pieces(machine: &Machine) -> Seen<GuardFault> {
    let (mut missing, mut different) = (Vec::new(), Vec::new());
    let mut shows = true;
    for piece in PIECES {
        match machine.text(piece.at) {
            None => {
                shows &= piece.weight != Weight::Screen;
                missing.push(piece.at);
            }
            Some(text) if text != piece.text && !may_differ(piece.at) => different.push(piece.at),
            Some(_) => {}
        }
    }
    let seen = format!("{}/{}", PIECES.len() - missing.len() - different.len(), PIECES.len());
    let missing = (!missing.is_empty()).then_some(GuardFault::PiecesMissing(missing, !shows));
    let different = (!different.is_empty()).then_some(GuardFault::PiecesDiffer(different));
    (seen, missing.into_iter().chain(different).collect())
}

/// Font sizes and the direction of a screen are set by hand.
fn may_differ(at: &str) -> bool {
    at.ends_with("/foot.ini") || at.ends_with("/gongkai-session")
}

pub(super) fn units(machine: &Machine) -> Seen<GuardFault> {
    let wanted_by = machine.names(UNITS).into_iter().filter(|name| name.ends_with(".wants") || name.ends_with(".requires"));
    let started: Vec<String> = wanted_by.flat_map(|folder| machine.names(&format!("{UNITS}/{folder}"))).collect();
    let missing = ENABLED.iter().filter(|unit| !started.iter().any(|name| name == *unit));
    let mut findings: Vec<GuardFault> = missing.map(|unit| GuardFault::NotEnabled(unit, *unit == "gongkai.service")).collect();
    let target =
        machine.leads_to("/etc/systemd/system/default.target").or_else(|| machine.leads_to("/usr/lib/systemd/system/default.target"));
    if let Some(target) = target.filter(|target| target != "graphical.target") {
        findings.push(GuardFault::NotGraphical(target));
    }
    if findings.is_empty() && machine.runs() && machine.exists("/run/systemd/system") && !is_active("gongkai.service") {
        findings.push(GuardFault::NotRunning);
    }
    (started.into_iter().filter(|name| ENABLED.contains(&name.as_str())).collect::<Vec<_>>().join(" "), findings)
}

fn is_active(unit: &str) -> bool {
    let asked = Command::new("systemctl").args(["is-active", "--quiet", unit]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    // Where nobody can be asked nothing is claimed.
    asked.map_or(true, |status| status.success())
}

pub(super) fn consoles(machine: &Machine) -> Seen<GuardFault> {
    let is_masked = |unit: &&&str| machine.leads_to(&format!("{UNITS}/{unit}")).as_deref() == Some("null");
    let open: Vec<&'static str> = MASKED.iter().filter(|unit| !is_masked(unit)).copied().collect();
    (format!("{}/{}", MASKED.len() - open.len(), MASKED.len()), if open.is_empty() { Vec::new() } else { vec![GuardFault::Unmasked(open)] })
}

/// What the kernel holds now; of a system that does not run the file that sets it is looked at among the pieces.
pub(super) fn kernel(machine: &Machine) -> Option<Seen<GuardFault>> {
    if !machine.runs() {
        return None;
    }
    let found = |name: &str| Some(machine.text(&format!("/proc/sys/{name}"))?.trim().to_owned());
    let open: Vec<(&'static str, String, &'static str)> = LOCKS
        .iter()
        .filter_map(|(name, wanted)| Some((*name, found(name)?, *wanted)))
        .filter(|(_, found, wanted)| found != wanted)
        .collect();
    Some((String::new(), if open.is_empty() { Vec::new() } else { vec![GuardFault::KernelOpen(open)] }))
}

pub(super) fn intruders(machine: &Machine) -> Option<Seen<GuardFault>> {
    machine.knows_packages().then(|| {
        let there = INTRUDERS.into_iter().filter(|name| machine.package(name).is_some());
        (String::new(), there.map(GuardFault::Intruder).collect())
    })
}

pub(super) fn user(machine: &Machine) -> Seen<GuardFault> {
    let Some(user) = machine.user(USER) else { return (String::new(), vec![GuardFault::NoUser]) };
    let mut findings = Vec::new();
    if !user.shell.ends_with("/nologin") && !user.shell.ends_with("/false") {
        findings.push(GuardFault::UserLogsIn(user.shell));
    }
    let strong: Vec<String> = machine.groups(USER).into_iter().filter(|group| STRONG.contains(&group.as_str())).collect();
    if !strong.is_empty() {
        findings.push(GuardFault::UserInGroups(strong));
    }
    (format!("{USER} {}", user.number), findings)
}

/// Settings are read by the kiosk and changed by root alone; the library's folder is its own.
pub(super) fn permissions(machine: &Machine, config: Option<&Config>) -> Option<Seen<GuardFault>> {
    let user = machine.user(USER)?;
    let about = |path: &Path| path.metadata().ok();
    let may = |data: &Metadata, bit: u32| {
        let shift = if data.uid() == user.number { 6 } else { 3 * u32::from(data.gid() == user.group) };
        data.mode() >> shift & bit != 0
    };
    let mut findings = Vec::new();
    let ours = PIECES.iter().map(|piece| piece.at).chain([KIOSK_TOML, "/usr/local/bin/gongkai", "/usr/bin/gongkai", "/etc/gongkai"]);
    for at in ours {
        let Some(data) = about(&machine.at(at)) else { continue };
        if at.starts_with("/etc/gongkai") && !may(&data, 4) {
            findings.push(GuardFault::CannotRead(at.to_owned()));
        }
        if data.uid() == user.number || may(&data, 2) || data.mode() & 2 != 0 {
            findings.push(GuardFault::MayChange(at.to_owned()));
        }
    }
    if let Some(config) = config.filter(|config| !is_unset(&config.library.path)) {
        let dir = machine.of_settings(&config.library.path);
        let there: Option<PathBuf> = dir.ancestors().find(|folder| folder.exists()).map(Path::to_owned);
        if let Some((folder, data)) = there.and_then(|folder| Some((folder.clone(), about(&folder)?)))
            && !may(&data, 2)
        {
            findings.push(GuardFault::CannotWrite(folder.display().to_string()));
        }
    }
    Some((String::new(), findings))
}
