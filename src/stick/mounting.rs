//! Mounts the one stick a kiosk may read, at the one place where it is looked for. Runs as root; nothing it does depends on more of its client
//! than which of four words was said.

use std::{
    fs::{self, File},
    io,
    os::unix::{
        fs::{FileTypeExt, MetadataExt},
        net::UnixStream,
    },
    path::{Path, PathBuf},
};

use rustix::{
    fs::{CWD, FlockOperation, flock, major, minor, syncfs},
    io::Errno,
    mount::{
        FsMountFlags, FsOpenFlags, MountAttrFlags, MountFlags, MoveMountFlags, UnmountFlags, fsconfig_create, fsconfig_set_flag,
        fsconfig_set_string, fsmount, fsopen, mount_remount, move_mount, unmount,
    },
};

use super::{
    helper::{Mounter, Refusal, obey},
    mounts::mounted_at,
};

/// The one device that may be mounted, and the place for it.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The device.
    pub device: PathBuf,
    /// Where it is mounted.
    pub at: PathBuf,
    /// Kinds of file system, tried in this order.
    pub kinds: Vec<String>,
    /// Who reads and writes it.
    pub user: String,
    /// Devices that are not on the USB bus are mounted too.
    pub any_bus: bool,
}

/// Mounts what is wanted.
#[derive(Debug)]
pub struct Mounting {
    wanted: Wanted,
}

impl Mounting {
    /// For one connection.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted }
    }

    /// Two connections take turns.
    fn turn(&self) -> Result<File, Refusal> {
        let path = self.wanted.at.with_extension("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(path).map_err(|source| Refusal::of(&source))?;
        flock(&lock, FlockOperation::LockExclusive).map_err(told)?;
        Ok(lock)
    }

    /// The numbers of the device, if it is one that may be mounted.
    fn device(&self) -> Result<(u32, u32), Refusal> {
        let data = match fs::metadata(&self.wanted.device) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Refusal::NoStick),
            data => data.map_err(|error| Refusal::of(&error))?,
        };
        if !data.file_type().is_block_device() {
            return Err(Refusal::NoStick);
        }
        let numbers = (major(data.rdev()), minor(data.rdev()));
        if !self.wanted.any_bus && on_usb(numbers) == Some(false) {
            return Err(Refusal::NotUsb);
        }
        Ok(numbers)
    }

    fn is_mounted(&self) -> Result<Option<(u32, u32)>, Refusal> {
        mounted_at(&self.wanted.at).map(|mount| mount.map(|mount| mount.device)).map_err(|error| Refusal::of(&error))
    }

    /// Mounts the device, which is only read. It is the file system that is read-only and not its place: the kiosk's unit sees a copy of the place
    /// that no later change of it reaches, but one file system is the same wherever it is seen.
    fn mount_as(&self, kind: &str, options: &[(&str, &str)]) -> Result<(), Errno> {
        let system = fsopen(kind, FsOpenFlags::FSOPEN_CLOEXEC)?;
        fsconfig_set_string(&system, "source", &*self.wanted.device)?;
        fsconfig_set_flag(&system, "ro")?;
        for (key, value) in options {
            if value.is_empty() { fsconfig_set_flag(&system, *key)? } else { fsconfig_set_string(&system, *key, *value)? }
        }
        fsconfig_create(&system)?;
        let mounted = fsmount(&system, FsMountFlags::FSMOUNT_CLOEXEC, SAFE_PLACE)?;
        move_mount(&mounted, "", CWD, &self.wanted.at, MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH)
    }

    fn remount(&self, flags: MountFlags) -> Result<(), Refusal> {
        mount_remount(&self.wanted.at, flags | SAFE, c"").map_err(told)
    }

    fn sync(&self) -> Result<(), Refusal> {
        let root = File::open(&self.wanted.at).map_err(|error| Refusal::of(&error))?;
        syncfs(&root).map_err(told)
    }
}

/// Obeys one connection to its end.
pub fn serve(connection: &UnixStream, mounting: &Mounting) -> io::Result<()> {
    obey(connection, mounting)
}

/// Nothing on a stick is run, is a device, or leads elsewhere: for the place where it is mounted first, and when it is changed.
const SAFE_PLACE: MountAttrFlags = MountAttrFlags::MOUNT_ATTR_NOSUID
    .union(MountAttrFlags::MOUNT_ATTR_NODEV)
    .union(MountAttrFlags::MOUNT_ATTR_NOEXEC)
    .union(MountAttrFlags::MOUNT_ATTR_NOSYMFOLLOW)
    .union(MountAttrFlags::MOUNT_ATTR_NOATIME);
const SAFE: MountFlags =
    MountFlags::NOSUID.union(MountFlags::NODEV).union(MountFlags::NOEXEC).union(MountFlags::NOSYMFOLLOW).union(MountFlags::NOATIME);

fn told(error: Errno) -> Refusal {
    Refusal::of(&error.into())
}

impl Mounter for Mounting {
    fn mount(&self) -> Result<(), Refusal> {
        let _turn = self.turn()?;
        let numbers = self.device()?;
        if let Some(mounted) = self.is_mounted()? {
            // Mounted anew even where it is the same device: another stick may have got the number of one that was pulled out.
            match unmount(&self.wanted.at, UnmountFlags::NOFOLLOW) {
                Err(Errno::BUSY) if mounted == numbers => return self.remount(MountFlags::RDONLY),
                Ok(()) => {}
                Err(_) => unmount(&self.wanted.at, UnmountFlags::NOFOLLOW | UnmountFlags::DETACH).map_err(told)?,
            }
        }
        fs::create_dir_all(&self.wanted.at).map_err(|error| Refusal::of(&error))?;
        let (user, group) = ids(&self.wanted.user).ok_or(Refusal::NoUser)?;
        let mut refusal = Refusal::FileSystem;
        for kind in &self.wanted.kinds {
            let options: &[(&str, &str)] = match kind.as_str() {
                "exfat" => &[("fmask", "0133"), ("dmask", "0022"), ("iocharset", "utf8"), ("errors", "remount-ro")],
                "vfat" => &[("fmask", "0133"), ("dmask", "0022"), ("utf8", ""), ("errors", "remount-ro")],
                _ => &[],
            };
            let (user, group) = (user.to_string(), group.to_string());
            let owners = [("uid", user.as_str()), ("gid", group.as_str())].into_iter().filter(|_| !options.is_empty());
            match self.mount_as(kind, &owners.chain(options.iter().copied()).collect::<Vec<_>>()) {
                Ok(()) => return Ok(()),
                // Not this kind of file system, or a kernel that does not know it.
                Err(Errno::INVAL | Errno::NODEV) => {}
                Err(error) => refusal = told(error),
            }
        }
        Err(refusal)
    }

    fn writable(&self) -> Result<(), Refusal> {
        let _turn = self.turn()?;
        self.is_mounted()?.ok_or(Refusal::NotMounted)?;
        self.remount(MountFlags::empty())
    }

    fn read_only(&self) -> Result<(), Refusal> {
        let _turn = self.turn()?;
        self.is_mounted()?.ok_or(Refusal::NotMounted)?;
        self.sync()?;
        self.remount(MountFlags::RDONLY)
    }

    fn release(&self) -> Result<(), Refusal> {
        let _turn = self.turn()?;
        let Some(mounted) = self.is_mounted()? else { return Ok(()) };
        if self.device() != Ok(mounted) {
            // Pulled out already: nothing can be written any more, and whoever still reads gets errors.
            return unmount(&self.wanted.at, UnmountFlags::NOFOLLOW | UnmountFlags::DETACH).map_err(told);
        }
        self.sync()?;
        unmount(&self.wanted.at, UnmountFlags::NOFOLLOW).map_err(told)
    }
}

/// Whether a device is on the USB bus; `None` where the kernel does not tell.
fn on_usb((major, minor): (u32, u32)) -> Option<bool> {
    let path = fs::canonicalize(format!("/sys/dev/block/{major}:{minor}")).ok()?;
    Some(path.iter().any(|step| step.to_str().is_some_and(is_usb_bus)))
}

/// `usb1`, as buses are called in `/sys/devices`.
fn is_usb_bus(step: &str) -> bool {
    step.strip_prefix("usb").is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// User and group of a name, by the machine's own list.
fn ids(user: &str) -> Option<(u32, u32)> {
    let list = fs::read_to_string(Path::new("/etc/passwd")).ok()?;
    listed(&list, user)
}

fn listed(list: &str, user: &str) -> Option<(u32, u32)> {
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == user).then_some(())?;
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bus_of_usb_devices_is_one() {
        assert!(is_usb_bus("usb1") && is_usb_bus("usb12"));
        assert!(!is_usb_bus("usb") && !is_usb_bus("usb-disk") && !is_usb_bus("pci0000:00"));
    }

    #[test]
    fn the_user_is_found_by_the_whole_name() {
        let list = "root:x:0:0:root:/root:/bin/bash\nkiosk2:x:7:7::/:/\nkiosk:x:1001:1002::/home/kiosk:/usr/sbin/nologin\n";
        assert_eq!(listed(list, "kiosk"), Some((1001, 1002)));
        assert_eq!(listed(list, "nobody"), None);
    }

    #[test]
    fn what_is_no_device_is_no_stick() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("image");
        let of = |device: &Path| {
            let wanted = Wanted {
                device: device.to_owned(),
                at: folder.path().join("stick"),
                kinds: vec!["vfat".to_owned()],
                user: "root".to_owned(),
                any_bus: false,
            };
            Mounting::new(wanted)
        };
        assert_eq!(of(&file).mount(), Err(Refusal::NoStick));
        fs::write(&file, b"not a device").unwrap();
        assert_eq!(of(&file).mount(), Err(Refusal::NoStick));
        assert_eq!(of(Path::new("/dev/null")).mount(), Err(Refusal::NoStick));
        assert_eq!(of(&file).writable(), Err(Refusal::NotMounted));
        assert_eq!(of(&file).release(), Ok(()));
    }
}
