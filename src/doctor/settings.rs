//! The settings of the hall, what was left of the example in them, and whom the terminal is to believe.

use std::path::Path;

use jiff::{Span, Timestamp};

use super::{Machine, SettingsFault};
use crate::{
    config::{Config, Role, Travelling},
    setup::{KIOSK_TOML, Record},
    sync,
    takeaway::AllowList,
};

/// What a check saw, and what is the matter.
pub(super) type Seen<F> = (String, Vec<F>);

/// The settings, if they can be used.
pub(super) fn read(machine: &Machine) -> (Option<Config>, Seen<SettingsFault>) {
    let path = machine.at(KIOSK_TOML);
    if !path.exists() {
        return (None, (String::new(), vec![SettingsFault::NoSettings]));
    }
    match Config::read(&path) {
        Ok(config) => (Some(config), (path.display().to_string(), Vec::new())),
        Err(error) => (None, (path.display().to_string(), vec![SettingsFault::Unusable(error)])),
    }
}

/// Values that visitors see and that are still those of the fictional county.
/// What came with the content is told beside it, by name.
pub(super) fn hall(config: &Config, shown: &Config) -> Seen<SettingsFault> {
    let left = shown.left_of_the_example();
    let came: Vec<String> = Travelling::differences(config, shown).into_iter().map(|(name, _, now)| format!(" {name}={now}")).collect();
    let seen = format!("{} {}{}", config.hall.name, config.sync.terminal, came.concat());
    (seen, if left.is_empty() { Vec::new() } else { vec![SettingsFault::Example(left)] })
}

pub(super) fn pin(config: &Config) -> Seen<SettingsFault> {
    let staff = &config.staff;
    let is_led = staff.all().iter().any(|(_, badge)| badge.role == Role::Administrator);
    let fault = if staff.is_closed() { Some(SettingsFault::NoPin) } else { (!is_led).then_some(SettingsFault::NoAdministrator) };
    (staff.counted(), fault.into_iter().collect())
}

/// Codes are drawn for listed hosts only.
pub(super) fn links(config: &Config) -> Seen<SettingsFault> {
    let hosts = &config.links.hosts;
    let page = &config.application.page;
    let mut findings = Vec::new();
    if hosts.is_empty() {
        findings.push(SettingsFault::NoHosts);
    } else if !page.is_empty() && AllowList::new(hosts).check(page).is_err() {
        findings.push(SettingsFault::HostNotListed(page.clone()));
    }
    (hosts.join(" "), findings)
}

/// Whom the terminal believes, and until when without a new root.
pub(super) fn root(machine: &Machine, config: &Config, now: Timestamp) -> Seen<SettingsFault> {
    if !config.takes_sticks() {
        return (String::new(), vec![SettingsFault::NoRoot]);
    }
    let (dir, file) = (machine.of_settings(&config.library.path), machine.of_settings(&config.sync.root));
    match sync::believed(&dir) {
        Err(error) => (String::new(), vec![SettingsFault::TrustTorn(error.to_string())]),
        Ok(None) => {
            let usable = std::fs::read(&file).is_ok_and(|bytes| crate::bundle::Trust::new(&bytes).is_ok());
            (file.display().to_string(), if usable { Vec::new() } else { vec![SettingsFault::RootMissing] })
        }
        Ok(Some(believed)) => {
            let mut findings: Vec<SettingsFault> = sync::root_trouble(&dir, &file).map(SettingsFault::RootTrouble).into_iter().collect();
            let soon = now.checked_add(Span::new().hours(30 * 24)).unwrap_or(now);
            let expires = believed.head.expires;
            if expires <= soon {
                findings.push(SettingsFault::RootOld(crate::text::day_of(expires)));
            }
            (format!("{} {}", believed.gongkai.body, believed.fingerprint().in_groups()), findings)
        }
    }
}

/// What the set-up wrote and is not so any more.
pub(super) fn set_up(machine: &Machine) -> Option<Seen<SettingsFault>> {
    let record = Record::read(machine.root()).ok().flatten()?;
    let changed: Vec<String> = record.changed(machine.root()).into_iter().map(str::to_owned).collect();
    let findings = if changed.is_empty() { Vec::new() } else { vec![SettingsFault::ChangedSince(changed)] };
    Some((crate::text::moment(record.at), findings))
}

/// Whether a path is the empty one.
pub(super) fn is_unset(path: &Path) -> bool {
    path.as_os_str().is_empty()
}
