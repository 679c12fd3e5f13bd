//! A file that is to be a program: for which machine (the header of ELF says it), of which version and kind (a note says it that every program
//! carries in itself, so that it can be read where the program cannot run).

use super::{Arch, LARGEST_PROGRAM, Version};

/// How the note begins. Those who read it carry this too, without what follows.
const BEGINS: &[u8] = b"gongkai-program/1 version=";
/// Longest note, in bytes.
const LONGEST: usize = 64;

/// The note of this program.
#[used]
static NOTE: &[u8] = if cfg!(feature = "office") { OFFICE } else { TERMINAL };
const OFFICE: &[u8] = concat!("gongkai-program/1 version=", env!("CARGO_PKG_VERSION"), " kind=office;").as_bytes();
const TERMINAL: &[u8] = concat!("gongkai-program/1 version=", env!("CARGO_PKG_VERSION"), " kind=terminal;").as_bytes();

/// What a program says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image {
    /// The machine that it runs on.
    pub arch: Arch,
    /// Its version.
    pub version: Version,
}

/// Why a file is no program of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAProgram {
    /// No program at all, or none of Linux for 64 bits.
    NoElf,
    /// One for a machine to which none travels.
    OtherMachine,
    /// One of somebody else, or of a version that does not say what it is.
    NoNote,
    /// The office's: it reads foreign files, which no terminal needs to.
    Offices,
    /// Beyond [`LARGEST_PROGRAM`].
    TooLarge,
}

/// Looks at all bytes of a file.
pub fn examine(bytes: &[u8]) -> Result<Image, NotAProgram> {
    if bytes.len() as u64 > LARGEST_PROGRAM {
        return Err(NotAProgram::TooLarge);
    }
    let arch = arch(bytes)?;
    let mut notes = notes(bytes);
    let (version, kind) = notes.next().ok_or(NotAProgram::NoNote)?;
    if notes.any(|other| other != (version, kind)) {
        return Err(NotAProgram::NoNote);
    }
    if kind == "terminal" { Ok(Image { arch, version }) } else { Err(NotAProgram::Offices) }
}

/// The machine, by the header: magic, 64 bits, little endian, a program or one that may lie anywhere, and the machine's number in ELF.
fn arch(bytes: &[u8]) -> Result<Arch, NotAProgram> {
    let two = |at: usize| bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes);
    if !bytes.starts_with(&[0x7f, b'E', b'L', b'F', 2, 1]) || !matches!(two(16), 2 | 3) {
        return Err(NotAProgram::NoElf);
    }
    match two(18) {
        62 => Ok(Arch::X86),
        183 => Ok(Arch::Arm),
        258 => Ok(Arch::Loong),
        _ => Err(NotAProgram::OtherMachine),
    }
}

/// All whole notes in it.
fn notes(bytes: &[u8]) -> impl Iterator<Item = (Version, &str)> {
    let begins = bytes.windows(BEGINS.len()).enumerate().filter(|(_, window)| *window == BEGINS);
    begins.filter_map(|(at, _)| {
        let rest = bytes.get(at + BEGINS.len()..)?;
        let note = rest.get(..rest.len().min(LONGEST))?.split(|byte| *byte == b';').next()?;
        let (version, kind) = std::str::from_utf8(note).ok()?.split_once(" kind=")?;
        Some((version.parse().ok()?, kind)).filter(|(_, kind)| ["terminal", "office"].contains(kind))
    })
}

/// Bytes that are taken for a terminal's program.
#[cfg(test)]
pub(crate) fn forged(arch: Arch, version: &str) -> Vec<u8> {
    let machine: u16 = match arch {
        Arch::X86 => 62,
        Arch::Arm => 183,
        Arch::Loong => 258,
    };
    let mut bytes = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0];
    bytes.extend(machine.to_le_bytes());
    bytes.extend([0; 44]);
    bytes.extend(format!("gongkai-program/1 version={version} kind=terminal;").into_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_says_of_itself_what_it_is() {
        for arch in Arch::ALL {
            assert_eq!(examine(&forged(arch, "0.2.10")), Ok(Image { arch, version: "0.2.10".parse().unwrap() }));
        }
        let program = forged(Arch::X86, "0.2.0");
        let with = |at: usize, byte: u8| {
            let mut bytes = program.clone();
            bytes[at] = byte;
            bytes
        };
        for (bytes, why) in [
            (b"#!/bin/sh\n".to_vec(), NotAProgram::NoElf),
            (program[..10].to_vec(), NotAProgram::NoElf),
            (with(4, 1), NotAProgram::NoElf),
            (with(16, 1), NotAProgram::NoElf),
            (with(18, 3), NotAProgram::OtherMachine),
            (program[..64].to_vec(), NotAProgram::NoNote),
            (program[..program.len() - 2].to_vec(), NotAProgram::NoNote),
            ([program.clone(), forged(Arch::X86, "0.3.0")].concat(), NotAProgram::NoNote),
            ([&program[..64], b"gongkai-program/1 version=0.2.0 kind=office;"].concat(), NotAProgram::Offices),
        ] {
            assert_eq!(examine(&bytes), Err(why), "{:?}", String::from_utf8_lossy(&bytes));
        }
        // Whoever reads notes carries their beginning.
        assert_eq!(examine(&[&program[..64], BEGINS, &program[64..], BEGINS].concat()).map(|image| image.arch), Ok(Arch::X86));
    }

    #[test]
    fn this_program_carries_its_note_once() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let office = cfg!(feature = "office");
        assert_eq!(notes(NOTE).collect::<Vec<_>>(), [(Version::own(), if office { "office" } else { "terminal" })]);
        assert!(own.windows(NOTE.len()).any(|window| window == NOTE));
        assert!(Arch::own().is_none_or(|own_arch| arch(&own) == Ok(own_arch)));
    }
}
