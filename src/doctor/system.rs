//! The machine and what it stands on: programs, log, swap, disk, file system, the stick's helper, a voice.

use super::{
    Machine, MachineFault,
    machine::version,
    settings::{Seen, is_unset},
};
use crate::{config::Config, sync::disk_trouble};

/// Less than this is little, in bytes; and less than one part in twenty.
const LITTLE: u64 = 1 << 30;
/// Programs: the package, where it lies, whether nothing is shown without it.
const PROGRAMS: [(&str, &str, bool); 5] = [
    ("cage", "/usr/bin/cage", true),
    ("foot", "/usr/bin/foot", true),
    ("dbus", "/usr/bin/dbus-daemon", false),
    ("wlr-randr", "/usr/bin/wlr-randr", false),
    ("e2fsprogs", "/usr/sbin/mke2fs", false),
];

/// Where our program may lie: brought by hand, which is found first, or by the package.
const OWN: [&str; 2] = ["/usr/local/bin/gongkai", "/usr/bin/gongkai"];

pub(super) fn packages(machine: &Machine, config: Option<&Config>) -> Seen<MachineFault> {
    let large_text = config.is_some_and(|config| !config.display.scale_output.is_empty());
    let mut findings = Vec::new();
    for (package, at, shows) in PROGRAMS {
        if !machine.exists(at) && (package != "wlr-randr" || large_text) && package != "e2fsprogs" {
            findings.push(MachineFault::PackageMissing(package, shows));
        }
    }
    if OWN.iter().all(|at| machine.exists(at)) {
        findings.push(MachineFault::TwoPrograms);
    }
    let known = |package: &str| machine.package(package).map(|found| (version(found), found.to_owned()));
    if let Some((_, found)) = known("foot").filter(|(numbers, _)| *numbers < (1, 15)) {
        findings.push(MachineFault::PackageOld("foot", found, "1.15"));
    }
    if let Some((_, found)) = known("cage").filter(|(numbers, _)| large_text && *numbers < (0, 2)) {
        findings.push(MachineFault::PackageOld("cage", found, "0.2"));
    }
    let seen = ["cage", "foot"].into_iter().filter_map(|name| Some(format!("{name} {}", machine.package(name)?)));
    (seen.collect::<Vec<_>>().join(" "), findings)
}

pub(super) fn log(machine: &Machine) -> Seen<MachineFault> {
    let persistent = machine.exists("/var/log/journal");
    (String::new(), if persistent { Vec::new() } else { vec![MachineFault::VolatileLog] })
}

pub(super) fn swap(machine: &Machine) -> Seen<MachineFault> {
    let lines = |text: String, skipped: usize| text.lines().skip(skipped).map(str::to_owned).collect::<Vec<_>>();
    let running = machine.runs().then(|| machine.text("/proc/swaps")).flatten().map(|text| lines(text, 1)).unwrap_or_default();
    let first = |line: &String| line.split_whitespace().next().map(str::to_owned);
    let mut found: Vec<String> = running.iter().filter_map(first).collect();
    let table = lines(machine.text("/etc/fstab").unwrap_or_default(), 0);
    let is_swap = |line: &&String| !line.trim_start().starts_with('#') && line.split_whitespace().nth(2) == Some("swap");
    found.extend(table.iter().filter(is_swap).filter_map(first));
    (String::new(), if found.is_empty() { Vec::new() } else { vec![MachineFault::Swap(found)] })
}

/// Room where the library lies, and whether the disk takes anything.
pub(super) fn disk(machine: &Machine, config: Option<&Config>) -> Option<Seen<MachineFault>> {
    let dir = config.map(|config| machine.of_settings(&config.library.path)).filter(|dir| !is_unset(dir));
    let dir = dir.unwrap_or_else(|| machine.root().to_owned());
    let there = dir.ancestors().find(|folder| folder.exists())?;
    let said = rustix::fs::statvfs(there).ok()?;
    let (free, total) = (said.f_bavail.saturating_mul(said.f_frsize), said.f_blocks.saturating_mul(said.f_frsize));
    let mut findings: Vec<MachineFault> = disk_trouble(&dir).map(MachineFault::DiskRefuses).into_iter().collect();
    findings.extend(room(free, total));
    Some((format!("{} MB", free >> 20), findings))
}

/// Whether bytes that are free, of so many, are few.
pub(super) fn room(free: u64, total: u64) -> Option<MachineFault> {
    (free < LITTLE.max(total / 20)).then_some(MachineFault::LittleRoom(free, total))
}

/// What the disk is checked with after power was cut, and whether its file system keeps what was written.
pub(super) fn file_system(machine: &Machine, config: Option<&Config>) -> Seen<MachineFault> {
    let mut findings = Vec::new();
    if !machine.exists("/usr/sbin/fsck.ext4") && !machine.exists("/sbin/fsck.ext4") && !machine.exists("/usr/sbin/fsck.xfs") {
        findings.push(MachineFault::NoFsck);
    }
    let dir = config.map(|config| config.library.path.clone()).filter(|dir| !is_unset(dir) && machine.runs());
    let kind = dir.and_then(|dir| {
        let mounts = machine.text("/proc/mounts")?;
        let holds = |line: &&str| line.split(' ').nth(1).is_some_and(|at| dir.starts_with(at));
        let line = mounts.lines().filter(holds).max_by_key(|line| line.split(' ').nth(1).map_or(0, str::len))?;
        line.split(' ').nth(2).map(str::to_owned)
    });
    let seen = kind.clone().unwrap_or_default();
    findings.extend(
        kind.filter(|kind| ["vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "tmpfs"].contains(&kind.as_str())).map(MachineFault::Fragile),
    );
    (seen, findings)
}

/// Whether the helper listens; of a system that does not run its unit is looked at.
pub(super) fn stick(machine: &Machine, config: &Config) -> Option<Seen<MachineFault>> {
    if !config.takes_sticks() || is_unset(&config.sync.helper) || !machine.runs() || !machine.exists("/run/systemd/system") {
        return None;
    }
    let path = config.sync.helper.display().to_string();
    let findings = if config.sync.helper.exists() { Vec::new() } else { vec![MachineFault::NoHelper(path.clone())] };
    Some((path, findings))
}

/// A voice that spells Chinese in English is worse than none: espeak-ng knows Chinese since 1.52.
pub(super) fn speech(machine: &Machine) -> Option<Seen<MachineFault>> {
    let found = machine.package("espeak-ng")?.to_owned();
    let findings = if version(&found) < (1, 52) { vec![MachineFault::EnglishVoice(found.clone())] } else { Vec::new() };
    Some((format!("espeak-ng {found}"), findings))
}
