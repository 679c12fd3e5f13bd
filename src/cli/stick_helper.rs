//! `gongkai stick-helper`: started by systemd for each connection of the kiosk; standard input is the connection.

use std::{
    io,
    os::{fd::AsFd, unix::net::UnixStream},
    path::PathBuf,
};

use super::{Trouble, snag::Snag};
use crate::stick::{Mounting, Wanted, serve};

/// What may be mounted and where is fixed; the arguments are for tests.
#[derive(Debug, clap::Args)]
pub(super) struct StickHelper {
    /// The device
    #[arg(long, hide = true, default_value = "/dev/disk/by-label/GONGKAI")]
    device: PathBuf,
    /// Where it is mounted
    #[arg(long, hide = true, default_value = "/run/gongkai/stick")]
    at: PathBuf,
    /// Kinds of file system
    #[arg(long, hide = true, value_delimiter = ',', default_value = "exfat,vfat")]
    kinds: Vec<String>,
    /// Who reads it
    #[arg(long, hide = true, default_value = "kiosk")]
    user: String,
    /// Devices that are not on the USB bus too
    #[arg(long, hide = true)]
    any_bus: bool,
}

impl StickHelper {
    pub(super) fn run(self) -> Result<(), Trouble> {
        let Self { device, at, kinds, user, any_bus } = self;
        let connection = io::stdin().as_fd().try_clone_to_owned().map_err(Snag::system("没有人连进来"))?;
        let mounting = Mounting::new(Wanted { device, at, kinds, user, any_bus });
        Ok(serve(&UnixStream::from(connection), &mounting).map_err(Snag::system("连接断了"))?)
    }
}
