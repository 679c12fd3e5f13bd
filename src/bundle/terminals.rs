//! What of a release is for terminals and not for visitors: settings that travel, and programs. What people are shown of both is what is taken in:
//! the statement that they sign and the list of files say the same, and the file is what the statement says.

use std::io::{self, Read};

use super::{BundleError, Catalogue, Objection, ParcelKind, Shelf, Statement, published::OFFICE, statement::settings_lines, stored_name};
use crate::{
    config::{TRAVELLING, Travelling},
    files::{Digest, bounded},
    program::{Arch, Image, LARGEST_PROGRAM, Program, examine},
    source::Member,
};

/// What a release says to terminals.
#[derive(Debug, Default)]
pub(super) struct ForTerminals {
    pub(super) settings: Vec<String>,
    pub(super) programs: Vec<Program>,
}

impl ForTerminals {
    /// What is among the files of a source; their faults are those of the source. Departments say nothing.
    pub(super) fn of(role: &str, members: &[Member]) -> io::Result<Self> {
        let mut said = Self::default();
        for member in members.iter().filter(|_| role == OFFICE) {
            if member.path == TRAVELLING {
                let mut text = String::new();
                member.open()?.read_to_string(&mut text)?;
                said.settings = settings_lines(&text);
            } else if Arch::of_path(&member.path).is_some() {
                let bytes = bounded::read_all(member.open()?, LARGEST_PROGRAM)?;
                // One that is none is a fault of the source, and drafts nothing.
                let Ok(Image { arch, version }) = examine(&bytes) else { return Err(io::ErrorKind::InvalidData.into()) };
                said.programs.push(Program { arch, version, sha256: Digest::of(&bytes), length: bytes.len() as u64 });
            }
        }
        said.programs.sort_by_key(|program| program.arch);
        Ok(said)
    }
}

/// Refuses a statement whose settings or programs are others than those that lie in the release.
pub(super) fn as_listed(name: &str, catalogue: &Catalogue, statement: &Statement) -> Result<(), BundleError> {
    let altered = |path: &str| BundleError::from(Objection::Altered { name: format!("{name}: {path}") });
    let listed = catalogue.files.iter().find(|file| file.path == TRAVELLING).map(|file| file.sha256);
    let said = statement.settings_text();
    let usable = said.as_ref().is_none_or(|text| Travelling::read(text).is_ok());
    if listed != said.map(|text| Digest::of(text.as_bytes())) || !usable {
        return Err(altered(TRAVELLING));
    }
    for arch in Arch::ALL {
        let lies = catalogue.files.iter().find(|file| file.path == arch.path());
        let mut said = statement.programs.iter().filter(|program| program.arch == arch);
        let (program, more) = (said.next(), said.next());
        let same = match (lies, program) {
            (Some(file), Some(program)) => (file.sha256, file.length, file.pack) == (program.sha256, program.length, None),
            (None, None) => true,
            _ => false,
        };
        if !same || more.is_some() {
            return Err(altered(&arch.path()));
        }
        if let Some(program) = program.filter(|program| program.length > LARGEST_PROGRAM) {
            return Err(Objection::TooLarge { name: program.arch.path(), limit: LARGEST_PROGRAM }.into());
        }
    }
    Ok(())
}

/// Refuses a statement that says of a program what the program does not say of itself: at the desks, where people sign for its version.
pub(super) fn as_they_say(shelf: &dyn Shelf, statement: &Statement) -> Result<(), BundleError> {
    for program in &statement.programs {
        let stored = stored_name(ParcelKind::Blob, &program.sha256);
        // Shorter than a piece, so that it lies in one.
        let piece = format!("{stored}.000");
        let bytes = shelf.open(&piece, 0)?;
        let bytes = bounded::read_all(bytes, LARGEST_PROGRAM).map_err(|source| shelf.broken(&piece, source))?;
        let says = (Digest::of(&bytes), examine(&bytes));
        if says != (program.sha256, Ok(Image { arch: program.arch, version: program.version })) {
            return Err(Objection::Altered { name: program.arch.path() }.into());
        }
    }
    Ok(())
}
