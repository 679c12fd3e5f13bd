//! Versions of the program: three numbers, of which the first that differs decides.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A version, `0.1.0`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version([u32; 3]);

impl Version {
    /// That of this program.
    pub fn own() -> Self {
        // Cargo gives nothing but numbers.
        let number = |text: &str| text.parse().unwrap_or_default();
        Self([env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH")].map(number))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

impl FromStr for Version {
    type Err = NotAVersion;

    /// Only as it is printed: one version has one name.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        let version = numbers.ok().and_then(|numbers| numbers.try_into().ok()).map(Self);
        version.filter(|version| version.to_string() == text).ok_or(NotAVersion)
    }
}

/// A text that is no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not three numbers divided by points")]
pub struct NotAVersion;

impl TryFrom<String> for Version {
    type Error = NotAVersion;

    fn try_from(text: String) -> Result<Self, NotAVersion> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_numbers_and_have_one_name() {
        let version = |text: &str| text.parse::<Version>().unwrap();
        assert!(version("0.10.0") > version("0.9.12") && version("1.0.0") > version("0.99.99") && version("0.1.1") > version("0.1.0"));
        assert_eq!(Version::own().to_string(), env!("CARGO_PKG_VERSION"));
        for text in ["", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.+3", "1.2.3-beta", "1.2.4294967296", " 1.2.3", "1.2.3\n"] {
            assert_eq!(text.parse::<Version>(), Err(NotAVersion), "{text:?}");
        }
    }
}
