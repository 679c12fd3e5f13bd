//! Paper: whether the printer that the settings name is there and takes anything, and whether the queue forgets what was printed.

use std::path::Path;

use super::{
    Machine, MachineFault,
    settings::{Seen, is_unset},
};
use crate::{
    config::{Config, PrintSettings},
    print::{Queue, asked},
    setup::USER,
};

/// The program that hands over what is printed.
const LP: &str = "/usr/bin/lp";
/// Queues of CUPS as the system keeps them; what CUPS keeps of what was printed.
const QUEUES: &str = "/etc/cups/printers.conf";
const KEEPS: [&str; 2] = ["/etc/cups/cupsd.conf", "/etc/cups/cups-files.conf"];

/// The printer of the settings; nothing where they name none. A receipt printer goes before one for pages, as when something is printed.
pub(super) fn printer(machine: &Machine, config: &Config) -> Option<Seen<MachineFault>> {
    let PrintSettings { printer, receipt_printer, .. } = &config.print;
    if !is_unset(receipt_printer) {
        return Some((receipt_printer.display().to_string(), device(machine, receipt_printer)));
    }
    if printer.is_empty() {
        return None;
    }
    if !machine.exists(LP) {
        return Some((printer.clone(), vec![MachineFault::NoPrintProgram]));
    }
    let mut faults: Vec<MachineFault> = match queue(machine, printer) {
        Some(Queue::Missing) => Some(MachineFault::NoQueue(printer.clone())),
        Some(Queue::Stopped) => Some(MachineFault::QueueStopped(printer.clone())),
        Some(Queue::Takes) | None => None,
    }
    .into_iter()
    .collect();
    if !forgets(machine) {
        faults.push(MachineFault::SpoolKeeps);
    }
    Some((printer.clone(), faults))
}

/// A receipt printer: plugged in, and the kiosk may write to it.
fn device(machine: &Machine, path: &Path) -> Vec<MachineFault> {
    use std::os::unix::fs::MetadataExt;
    let shown = path.display().to_string();
    let Ok(there) = machine.of_settings(path).metadata() else { return vec![MachineFault::NoPrintDevice(shown)] };
    let Some(user) = machine.user(USER).filter(|_| machine.runs()) else { return Vec::new() };
    let is_in = |group: &String| group_number(machine, group) == Some(there.gid());
    let in_group = user.group == there.gid() || machine.groups(USER).iter().any(is_in);
    let writes =
        there.mode() & 0o002 != 0 || (there.uid() == user.number && there.mode() & 0o200 != 0) || (in_group && there.mode() & 0o020 != 0);
    if writes { Vec::new() } else { vec![MachineFault::PrintDeviceClosed(shown)] }
}

fn group_number(machine: &Machine, name: &str) -> Option<u32> {
    let text = machine.text("/etc/group")?;
    let line = text.lines().find(|line| line.split(':').next() == Some(name))?;
    line.split(':').nth(2)?.parse().ok()
}

/// How the queue is: as CUPS says where it runs, else as its file has it; not known where neither can be asked.
fn queue(machine: &Machine, name: &str) -> Option<Queue> {
    if machine.runs() {
        return asked(name, Path::new("")).ok();
    }
    let text = machine.text(QUEUES)?;
    let (mut within, mut found) = (false, None);
    for line in text.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("<Printer ").or_else(|| line.strip_prefix("<DefaultPrinter ")) {
            within = rest.trim_end_matches('>') == name;
            if within {
                found = Some(Queue::Takes);
            }
        } else if within && matches!(line, "Accepting No" | "State Stopped") {
            found = Some(Queue::Stopped);
        }
    }
    Some(found.unwrap_or(Queue::Missing))
}

/// Whether CUPS is told to keep no file of what was printed. Where its settings cannot be read nobody knows, and nothing is said.
fn forgets(machine: &Machine) -> bool {
    let texts: Vec<String> = KEEPS.iter().filter_map(|at| machine.text(at)).collect();
    let says = |text: &String| {
        let mut lines = text.lines().rev().filter_map(|line| line.trim().strip_prefix("PreserveJobFiles"));
        lines.next().is_some_and(|value| matches!(value.trim().to_ascii_lowercase().as_str(), "no" | "off" | "0"))
    };
    texts.is_empty() || texts.iter().any(says)
}
