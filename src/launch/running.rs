//! Who runs now: the launcher says it to the program that it begins.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::files::Digest;

/// Where the program that is begun finds its own digest.
pub(super) const VARIABLE: &str = "GONGKAI_PROGRAM";

static PACKAGED: OnceLock<()> = OnceLock::new();
static SETTINGS: OnceLock<PathBuf> = OnceLock::new();

/// How this program was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// Not by the launcher: nobody would begin another one in its place.
    Alone,
    /// The package's, by the launcher.
    Packaged,
    /// One that came with a release.
    Program(Digest),
}

/// How this program was begun.
pub fn running() -> Running {
    let begun = std::env::var(VARIABLE).ok().and_then(|digest| digest.parse().ok()).map(Running::Program);
    begun.unwrap_or(if PACKAGED.get().is_some() { Running::Packaged } else { Running::Alone })
}

/// The launcher goes on as the package's program.
pub(super) fn goes_on() {
    PACKAGED.get_or_init(|| ());
}

/// The file of the settings by which this terminal runs: a program that is tried reads the same.
pub fn settings_are(file: &Path) {
    SETTINGS.get_or_init(|| file.to_owned());
}

pub(super) fn settings() -> Option<&'static Path> {
    SETTINGS.get().map(PathBuf::as_path)
}
