//! Mounted file systems, from `/proc/self/mountinfo`, and the labels that udev knows.

use std::{
    ffi::OsString,
    fs, io,
    os::unix::ffi::{OsStrExt, OsStringExt},
    path::{Path, PathBuf},
};

/// A mounted file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mount {
    /// Major and minor number of its device.
    pub(super) device: (u32, u32),
    /// Where it is mounted.
    pub(super) point: PathBuf,
    /// Its kind: `vfat`, `exfat`, `fuseblk`, `fuse.something`.
    pub(super) kind: String,
    /// The device that is mounted.
    pub(super) source: PathBuf,
    /// Mounted so that it can be written to.
    pub(super) writable: bool,
}

/// The file system whose root `point` is: of several over one another, the topmost.
pub(super) fn mounted_at(point: &Path) -> io::Result<Option<Mount>> {
    let table = fs::read("/proc/self/mountinfo")?;
    Ok(table.split(|byte| *byte == b'\n').filter_map(parse).rfind(|mount| mount.point == point))
}

/// A line of the table: `36 35 98:0 / /mnt rw,noatime shared:1 - vfat /dev/sdb1 rw,uid=1000`.
fn parse(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let device = std::str::from_utf8(fields.nth(2)?).ok()?;
    let (major, minor) = device.split_once(':')?;
    // Not the root of a file system, only a folder of one.
    let root = fields.next()?;
    let point = path(fields.next()?);
    let options = fields.next()?;
    let mut rest = fields.skip_while(|field| *field != b"-").skip(1);
    let kind = String::from_utf8_lossy(rest.next()?).into_owned();
    let source = path(rest.next()?);
    let of_all = rest.next().unwrap_or_default();
    let writable = |options: &[u8]| !options.split(|byte| *byte == b',').any(|option| option == b"ro");
    (root == b"/").then_some(Mount {
        device: (major.parse().ok()?, minor.parse().ok()?),
        point,
        kind,
        source,
        writable: writable(options) && writable(of_all),
    })
}

/// Blanks and the like stand in the table as `\040`.
fn path(field: &[u8]) -> PathBuf {
    unescaped(field, b"\\", 3, 8)
}

/// Replaces a mark with as many digits to the base by the byte that they mean.
fn unescaped(text: &[u8], mark: &[u8], digits: usize, base: u32) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, others)) = rest.split_first() {
        let number = rest.strip_prefix(mark).and_then(|after| after.get(..digits));
        let number = number.and_then(|number| std::str::from_utf8(number).ok()).and_then(|number| u8::from_str_radix(number, base).ok());
        if let Some(byte) = number {
            bytes.push(byte);
            rest = rest.get(mark.len() + digits..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    PathBuf::from(OsString::from_vec(bytes))
}

/// The label of a device, where there is somebody who knows it.
pub(super) fn label_of(device: &Path) -> Option<String> {
    let device = fs::canonicalize(device).ok()?;
    let entries = fs::read_dir("/dev/disk/by-label").ok()?;
    let name = entries.flatten().find(|entry| fs::canonicalize(entry.path()).is_ok_and(|target| target == device))?.file_name();
    Some(unescaped(name.as_bytes(), b"\\x", 2, 16).to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_mounts_is_read() {
        let line = br"1024 29 8:17 / /media/my\040stick rw,nosuid,relatime shared:512 - vfat /dev/sdb1 rw,uid=1000";
        let mount = parse(line).unwrap();
        assert_eq!((mount.device, mount.kind.as_str(), mount.writable), ((8, 17), "vfat", true));
        assert_eq!((mount.point.as_path(), mount.source.as_path()), (Path::new("/media/my stick"), Path::new("/dev/sdb1")));
        assert!(!parse(b"36 35 0:50 / /mnt ro,relatime - fuseblk /dev/loop0 rw").unwrap().writable);
        assert!(!parse(b"36 35 0:50 / /mnt rw,relatime - fuseblk /dev/loop0 ro").unwrap().writable);
        // A folder of a file system that is mounted elsewhere, and what is no line.
        for line in [&b"36 35 8:1 /home /mnt rw - ext4 /dev/sda1 rw"[..], b"", b"36 35 8:1 /", b"36 35 8 / /mnt rw - ext4 x rw"] {
            assert_eq!(parse(line), None);
        }
    }

    #[test]
    fn labels_with_blanks_are_read() {
        assert_eq!(unescaped(br"MY\x20STICK\x", b"\\x", 2, 16), Path::new(r"MY STICK\x"));
    }
}
