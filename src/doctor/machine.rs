//! The system below a root: `/`, or the folder of an image.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::files::bounded;

/// Bytes of a file of the system that are read at most.
const MOST: u64 = 64 << 20;

/// A system.
#[derive(Debug)]
pub struct Machine {
    root: PathBuf,
    packages: OnceLock<BTreeMap<String, String>>,
}

/// A user of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct User {
    pub(super) number: u32,
    pub(super) group: u32,
    pub(super) shell: String,
}

impl Machine {
    /// The system below this root.
    pub fn below(root: &Path) -> Self {
        Self { root: root.to_owned(), packages: OnceLock::new() }
    }

    /// The root itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it is the one that runs, so that the kernel can be asked.
    pub(super) fn runs(&self) -> bool {
        self.root == Path::new("/")
    }

    pub(super) fn at(&self, place: &str) -> PathBuf {
        self.root.join(place.trim_start_matches('/'))
    }

    /// The same for a path of the settings; one that is not absolute stays what it is.
    pub(super) fn of_settings(&self, path: &Path) -> PathBuf {
        path.strip_prefix("/").map_or_else(|_| path.to_owned(), |rest| self.root.join(rest))
    }

    pub(super) fn exists(&self, place: &str) -> bool {
        self.at(place).symlink_metadata().is_ok()
    }

    pub(super) fn text(&self, place: &str) -> Option<String> {
        let bytes = bounded::read(&self.at(place), MOST).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Names in a folder, sorted.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.at(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Where a link leads, by its last name.
    pub(super) fn leads_to(&self, place: &str) -> Option<String> {
        let target = std::fs::read_link(self.at(place)).ok()?;
        Some(target.file_name()?.to_string_lossy().into_owned())
    }

    /// The installed packages of a Debian, with their versions; empty on another system.
    fn packages(&self) -> &BTreeMap<String, String> {
        self.packages.get_or_init(|| {
            let text = self.text("/var/lib/dpkg/status").unwrap_or_default();
            let field = |stanza: &str, name: &str| {
                stanza.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).map(|value| value.trim().to_owned())
            };
            let installed =
                text.split("\n\n").filter(|stanza| field(stanza, "Status").is_some_and(|status| status.ends_with(" installed")));
            installed.filter_map(|stanza| Some((field(stanza, "Package")?, field(stanza, "Version")?))).collect()
        })
    }

    /// Version of an installed package.
    pub(super) fn package(&self, name: &str) -> Option<&str> {
        self.packages().get(name).map(String::as_str)
    }

    /// Whether it is known what is installed at all.
    pub(super) fn knows_packages(&self) -> bool {
        !self.packages().is_empty()
    }

    pub(super) fn user(&self, name: &str) -> Option<User> {
        let text = self.text("/etc/passwd")?;
        let line = text.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        let (number, group) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(User { number, group, shell: fields.nth(2).unwrap_or_default().to_owned() })
    }

    /// Groups that name this user beside its own.
    pub(super) fn groups(&self, name: &str) -> Vec<String> {
        let text = self.text("/etc/group").unwrap_or_default();
        let members = |line: &str| line.rsplit(':').next().is_some_and(|members| members.split(',').any(|member| member == name));
        text.lines().filter(|line| members(line)).filter_map(|line| line.split(':').next().map(str::to_owned)).collect()
    }
}

/// The first two numbers of a version, an epoch passed over.
pub(super) fn version(text: &str) -> (u32, u32) {
    let text = text.split_once(':').map_or(text, |(_, rest)| rest);
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}
