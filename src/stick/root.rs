//! A path that people give becomes the root of a stick, or they are told why it is none.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    StickError,
    mounts::{label_of, mounted_at},
};

/// The label by which terminals find a stick.
pub const LABEL: &str = "GONGKAI";

/// Checks that may be left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leniency {
    /// Any folder will do, for trying out.
    pub folder: bool,
    /// Any label will do.
    pub any_label: bool,
}

/// The root of a stick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StickRoot {
    /// Its path, without links.
    pub path: PathBuf,
    /// Kind of its file system and its device; `None` for a folder.
    pub stick: Option<(String, PathBuf)>,
}

/// Finds the stick at a path.
pub fn find(path: &Path, leniency: Leniency) -> Result<StickRoot, StickError> {
    let found = match fs::canonicalize(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StickError::NotThere { path: path.to_owned() }),
        found => found.map_err(StickError::at(path))?,
    };
    if !fs::metadata(&found).map_err(StickError::at(&found))?.is_dir() {
        return Err(StickError::NotThere { path: path.to_owned() });
    }
    let mount = mounted_at(&found).map_err(StickError::at(Path::new("/proc/self/mountinfo")))?;
    if leniency.folder {
        return Ok(StickRoot { path: found, stick: None });
    }
    let Some(mount) = mount.filter(|mount| sticks_have(&mount.kind)) else {
        let kind = mounted_at(&found).ok().flatten().map_or_else(String::new, |mount| mount.kind);
        return Err(StickError::NotAStick { path: path.to_owned(), kind });
    };
    if !mount.writable {
        return Err(StickError::ReadOnly { path: path.to_owned() });
    }
    let label = label_of(&mount.source);
    if !leniency.any_label && label.as_deref() != Some(LABEL) {
        return Err(StickError::Label { device: mount.source.display().to_string(), kind: mount.kind, found: label });
    }
    Ok(StickRoot { path: found, stick: Some((mount.kind, mount.source)) })
}

/// Kinds that sticks come with; a disk of the office has another.
fn sticks_have(kind: &str) -> bool {
    ["vfat", "exfat", "msdos", "fuseblk", "fuse"].contains(&kind) || kind.starts_with("fuse.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_the_office_is_no_stick_unless_it_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let strict = Leniency::default();
        assert!(matches!(find(folder.path(), strict), Err(StickError::NotAStick { .. })));
        assert!(matches!(find(&folder.path().join("nothing"), strict), Err(StickError::NotThere { .. })));
        assert!(matches!(find(Path::new("/proc"), strict), Err(StickError::NotAStick { kind, .. }) if kind == "proc"));
        let lenient = Leniency { folder: true, any_label: false };
        assert_eq!(find(folder.path(), lenient).unwrap().stick, None);
    }
}
