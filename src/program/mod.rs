//! Programs of terminals as they travel: for which machines, of which version, and what a file must be to be one. Whether somebody signed for
//! it is not known here.

mod image;
mod version;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

#[cfg(test)]
pub(crate) use image::forged;
pub use image::{Image, NotAProgram, examine};
pub use version::Version;

use crate::files::Digest;

/// Largest program that travels, in bytes.
pub const LARGEST_PROGRAM: u64 = 256 << 20;
/// Folder of a content source that holds them, and the name of each.
const FOLDER: &str = "programs";
const NAME: &str = "gongkai";

/// A kind of machine for which there are programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arch {
    /// Intel, AMD, 兆芯, 海光.
    #[serde(rename = "x86_64")]
    X86,
    /// 飞腾, 鲲鹏.
    #[serde(rename = "aarch64")]
    Arm,
    /// 龙芯.
    #[serde(rename = "loongarch64")]
    Loong,
}

impl Arch {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::X86, Self::Arm, Self::Loong];

    /// The machine that this program was made for; none where no programs travel to it.
    pub fn own() -> Option<Self> {
        std::env::consts::ARCH.parse().ok()
    }

    /// The word in files, as Rust and `uname -m` have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::X86 => "x86_64",
            Self::Arm => "aarch64",
            Self::Loong => "loongarch64",
        }
    }

    /// The path in a content source of the program for it: `programs/x86_64/gongkai`.
    pub fn path(self) -> String {
        format!("{FOLDER}/{self}/{NAME}")
    }

    /// The machine for which the file at this path of a content source is a program.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|arch| arch.path() == path)
    }
}

/// Whether a file at this path of a content source is meant for a program, for whatever machine.
pub fn is_meant(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|below| below.starts_with('/') && below.ends_with(&format!("/{NAME}")))
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Arch {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|arch| arch.as_str() == text).ok_or(())
    }
}

/// A program as it is signed for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// The machine that it runs on.
    pub arch: Arch,
    /// Its version, as it says itself.
    pub version: Version,
    /// Digest of all its bytes.
    pub sha256: Digest,
    /// Its bytes.
    pub length: u64,
}

impl Program {
    /// Whether it is for this machine, and newer than the program that runs: older ones, and the same, are nothing to have.
    pub fn is_wanted(&self) -> bool {
        Some(self.arch) == Arch::own() && self.version > Version::own()
    }
}

impl fmt::Display for Program {
    /// `0.2.0-x86_64-1a2b3c4d`, as people confirm it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.version, self.arch, self.sha256.short())
    }
}
