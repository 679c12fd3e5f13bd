//! Files opened without following links: what lies on a stick, or in a folder that others may write to, must not lead out of it.

use std::{
    fs::{self, File},
    io,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    path::Path,
};

use rustix::{
    fs::{CWD, Mode, OFlags, ResolveFlags},
    io::Errno,
};

/// Who may read and write a new file, less what the process keeps from others.
const NEW: u32 = 0o666;
/// Reading, without waiting where a pipe stands in the place of the file.
const READING: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);
const WRITING: OFlags = OFlags::RDWR.union(OFlags::CREATE).union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW);

/// Opens a regular file to be read; an error of kind `NotFound` where something else stands there, an error where a link does.
pub fn open(path: &Path) -> io::Result<File> {
    regular(rustix::fs::openat(CWD, path, READING, Mode::empty())?.into())
}

/// The same for a name below an open folder; no link on the way is followed, and nothing above can be reached.
pub fn open_beneath(folder: impl AsFd, name: &str) -> io::Result<File> {
    let beneath = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let opened = match rustix::fs::openat2(&folder, name, READING, Mode::empty(), beneath) {
        // Kernels before 5.6 do not know the call, and some sandboxes forbid what they do not know.
        Err(Errno::NOSYS | Errno::PERM) => walked(folder.as_fd(), name)?,
        opened => opened?,
    };
    regular(opened.into())
}

/// The same, name by name: every folder on the way is held open while the next is looked up in it, so that nobody can put a link in its place.
fn walked(folder: BorrowedFd<'_>, name: &str) -> io::Result<OwnedFd> {
    const ON_THE_WAY: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
    let mut names: Vec<&str> = name.split('/').collect();
    if names.iter().any(|name| ["", ".", ".."].contains(name)) {
        return Err(Errno::XDEV.into());
    }
    let last = names.pop().unwrap_or_default();
    let mut way: Option<OwnedFd> = None;
    for name in names {
        let at = way.as_ref().map_or(folder, AsFd::as_fd);
        way = Some(rustix::fs::openat(at, name, ON_THE_WAY, Mode::empty())?);
    }
    Ok(rustix::fs::openat(way.as_ref().map_or(folder, AsFd::as_fd), last, READING, Mode::empty())?)
}

/// Opens a regular file that is there to be read and written, as [`open`] does.
pub fn open_to_write(path: &Path) -> io::Result<File> {
    regular(rustix::fs::openat(CWD, path, READING | OFlags::RDWR, Mode::empty())?.into())
}

/// Opens a folder, below which names are opened.
pub fn folder(path: &Path) -> io::Result<OwnedFd> {
    Ok(rustix::fs::openat(CWD, path, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?)
}

/// Opens a file to be read and written as it is, made where there is none.
pub fn create(path: &Path) -> io::Result<File> {
    create_with_mode(path, NEW)
}

/// The same; a new one is for whom the mode names.
pub fn create_with_mode(path: &Path, mode: u32) -> io::Result<File> {
    Ok(rustix::fs::openat(CWD, path, WRITING, Mode::from_raw_mode(mode))?.into())
}

/// Whether a folder stands there, and no link to one.
pub fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

fn regular(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::NotFound.into()) }
}

#[cfg(test)]
mod tests {
    use std::{io::Write, os::unix::fs::symlink};

    use super::*;

    #[test]
    fn a_link_is_neither_read_nor_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (mine, link) = (folder.path().join("mine"), folder.path().join("link"));
        fs::write(&mine, b"mine").unwrap();
        symlink(&mine, &link).unwrap();
        symlink(folder.path(), folder.path().join("up")).unwrap();
        let root = super::folder(folder.path()).unwrap();
        assert!(open(&link).is_err() && create(&link).is_err());
        for name in ["link", "up/mine", "../mine", "/etc/passwd"] {
            assert!(open_beneath(&root, name).is_err() && walked(root.as_fd(), name).is_err(), "{name}");
        }
        assert!(open(&mine).is_ok() && open_beneath(&root, "mine").is_ok());
        assert!(is_folder(folder.path()) && !is_folder(&folder.path().join("up")) && !is_folder(&mine));
        assert_eq!(fs::read(&mine).unwrap(), b"mine");
    }

    #[test]
    fn an_old_kernel_finds_the_same_below_a_folder_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("root/v1/packs")).unwrap();
        fs::write(path("root/v1/packs/part"), b"part").unwrap();
        fs::write(path("outside"), b"outside").unwrap();
        symlink(path("root/v1"), path("root/absolute")).unwrap();
        symlink("v1", path("root/relative")).unwrap();
        symlink(path("outside"), path("root/v1/packs/out")).unwrap();
        rustix::fs::mknodat(CWD, path("root/v1/pipe"), rustix::fs::FileType::Fifo, Mode::RWXU, 0).unwrap();
        let root = super::folder(&path("root")).unwrap();
        let old = |name: &str| walked(root.as_fd(), name).and_then(|opened| regular(opened.into()));
        for name in [
            "v1/packs/part",
            "v1/packs/absent",
            "v1/absent/part",
            "v1/packs",
            "v1/pipe",
            "v1/packs/out",
            "absolute/packs/part",
            "relative/packs/part",
            "../outside",
            "v1/../../outside",
            "/etc/passwd",
            "v1/packs/part/more",
            "",
            "..",
        ] {
            assert_eq!(old(name).is_ok(), name == "v1/packs/part", "{name}");
            assert_eq!(open_beneath(&root, name).is_ok(), old(name).is_ok(), "{name}");
        }
        assert_eq!(io::read_to_string(old("v1/packs/part").unwrap()).unwrap(), "part");
        assert_eq!(old("v1/absent/part").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn nobody_waits_for_a_pipe_and_no_folder_is_read_as_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RWXU, 0).unwrap();
        for path in [pipe.as_path(), folder.path()] {
            assert_eq!(open(path).unwrap_err().kind(), io::ErrorKind::NotFound);
        }
    }

    #[test]
    fn what_is_there_is_opened_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        create(&path).unwrap().write_all(b"abc").unwrap();
        create(&path).unwrap().write_all(b"x").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"xbc");
    }
}
