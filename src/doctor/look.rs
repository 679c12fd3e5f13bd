//! All checks, one after the other. One that fails says so and stops no other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;

use super::{
    Check, Finding, Looked, Machine, Outcome, Screen, content, display, guard, printer,
    settings::{self, Seen},
    system,
};
use crate::text::day_of;

/// Looks at everything that can be looked at from here.
pub fn examine(machine: &Machine, screen: Option<Screen>, now: Timestamp) -> Vec<Looked> {
    let (config, read) = match catch_unwind(AssertUnwindSafe(|| settings::read(machine))) {
        Ok((config, (seen, faults))) => (config, Outcome::Seen(seen, faults.into_iter().map(Into::into).collect())),
        Err(_) => (None, Outcome::Seen(String::new(), vec![Finding::Failed])),
    };
    let config = config.as_ref();
    let mut looked = vec![Looked { check: Check::Settings, outcome: read }];
    let mut look = |check: Check, seen: &dyn Fn() -> Option<Seen<Finding>>| {
        let outcome = match catch_unwind(AssertUnwindSafe(seen)) {
            Ok(Some((seen, findings))) => Outcome::Seen(seen, findings),
            Ok(None) => Outcome::NotFromHere,
            Err(_) => Outcome::Seen(String::new(), vec![Finding::Failed]),
        };
        looked.push(Looked { check, outcome });
    };
    // What came with the content lies over what was set here; both are held against what visitors see.
    let shown = catch_unwind(AssertUnwindSafe(|| config.map(|config| content::shown(machine, config)))).unwrap_or(None);
    look(Check::Hall, &|| all(config.zip(shown.as_ref()).map(|(config, shown)| settings::hall(config, shown))));
    look(Check::Pin, &|| all(config.map(settings::pin)));
    look(Check::Links, &|| all(shown.as_ref().map(settings::links)));
    look(Check::Root, &|| all(config.map(|config| settings::root(machine, config, now))));
    look(Check::Library, &|| all(config.map(|config| content::library(machine, config, now))));
    look(Check::Hidden, &|| all(config.map(|config| content::hides(machine, config))));
    look(Check::Outbox, &|| all(config.and_then(|config| content::outbox(machine, config, now))));
    look(Check::Journal, &|| all(config.and_then(|config| content::journal(machine, config))));
    look(Check::Clock, &|| all(config.map(|config| content::clock(machine, config, now))));
    look(Check::Holidays, &|| all(Some(content::holidays(day_of(now)))));
    look(Check::Disk, &|| all(system::disk(machine, config)));
    look(Check::FileSystem, &|| all(Some(system::file_system(machine, config))));
    look(Check::Log, &|| all(Some(system::log(machine))));
    look(Check::Swap, &|| all(Some(system::swap(machine))));
    look(Check::Pieces, &|| all(Some(guard::pieces(machine))));
    look(Check::Units, &|| all(Some(guard::units(machine))));
    look(Check::Consoles, &|| all(Some(guard::consoles(machine))));
    look(Check::Kernel, &|| all(guard::kernel(machine)));
    look(Check::Intruders, &|| all(guard::intruders(machine)));
    look(Check::User, &|| all(Some(guard::user(machine))));
    look(Check::Permissions, &|| all(guard::permissions(machine, config)));
    look(Check::Packages, &|| all(Some(system::packages(machine, config))));
    look(Check::Emulator, &|| all(Some(display::emulator(machine))));
    look(Check::Graphics, &|| all(display::graphics(machine)));
    look(Check::Fonts, &|| all(Some(display::fonts(machine))));
    look(Check::LargeText, &|| all(config.and_then(|config| display::large_text(machine, config))));
    look(Check::Screen, &|| all(display::screen(screen)));
    look(Check::Codes, &|| all(display::codes(config, screen)));
    look(Check::Input, &|| all(display::input(machine)));
    look(Check::Stick, &|| all(config.and_then(|config| system::stick(machine, config))));
    look(Check::Printer, &|| all(config.and_then(|config| printer::printer(machine, config))));
    look(Check::Speech, &|| all(system::speech(machine)));
    look(Check::SetUp, &|| all(settings::set_up(machine)));
    looked
}

/// Whatever room found it, it is a finding.
fn all<F: Into<Finding>>(seen: Option<Seen<F>>) -> Option<Seen<Finding>> {
    seen.map(|(seen, faults)| (seen, faults.into_iter().map(Into::into).collect()))
}
